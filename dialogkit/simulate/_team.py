"""What a run asked of the staff: busy time, load, calls and e-mails."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from dialogkit.contact_centre import Outcome, Request, agent_seconds, seconds_on_duty
from dialogkit.simulate._background import (
    OtherWork,
    Rhythm,
    is_call,
    other_requests,
    what_became,
)
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._load import Load, load_of
from dialogkit.simulate._week import Week

__all__ = ["AgentTime", "Shared", "Team"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentTime:
    """How long agents really were at work, however much they held at once; in seconds."""

    held: float
    """From answer to the end of wrap-up, each request of the customers for itself."""
    taken: float
    """The same, but what an agent held at once shares the time."""
    in_all: float
    """``taken``, and likewise of the calls and e-mails that came in the days that count."""
    occupied: float
    """On duty in the days that count, with at least one request of anybody."""
    on_duty: float
    """On duty in these days; breaks are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The agents' time, and how the contacts that count share it."""

    sums: AgentTime
    """In all."""
    each: Mapping[int, float]
    """Contact to its seconds; of those only for whom an agent did something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The staff of one run, and which of its days count."""

    desk: Desk
    """The staff as the queue takes it."""
    begin: datetime
    """Start of the run, in UTC."""
    counted: tuple[float, float]
    """Seconds from there between which customers come who count."""

    def others(self, rhythm: Rhythm, *, seed: int, replication: int) -> list[Request]:
        """Calls and e-mails of the run."""
        return other_requests(self.desk, rhythm, seed=seed, replication=replication)

    def slots(self, outcome: Outcome, week: Week) -> int:
        """Slots that an answered request took: a call takes all of its agent."""
        number = outcome.id
        whole = is_call(number) if number < 0 else (number, outcome.queued_at) in week.care.whole
        return self.desk.agents[outcome.agent].chats if whole else 1

    def busy(self, outcomes: Iterable[Outcome], week: Week) -> float:
        """Slot-seconds that requests of customers took, and the calls and e-mails that count."""
        own = sum(
            (o.freed_at - o.answered_at) * self.slots(o, week)
            for o in outcomes
            if o.result == "served"
        )
        return own + sum(work.busy_seconds for work in self.other_work(week).values())

    def worked(self, week: Week) -> float:
        """Slot-seconds in which agents were at work on duty, in the days that count.

        Whoever the work was for; what they do after the end of their shift is left out. So it is
        at most what was staffed in these days.
        """
        since, until = self.counted
        served = [outcome for outcome in week.outcomes if outcome.agent >= 0]
        spent = seconds_on_duty(served, self.desk.agents, self.desk.opened, until, since)
        slots = [self.slots(outcome, week) for outcome in served]
        return float(spent @ np.array(slots, dtype=np.float64))

    def time(self, ids: Collection[int], week: Week) -> Shared:
        """What requests of these contacts, and other work, took of the agents' time.

        Args:
            ids: Contacts that count.
            week: All that the agents had, beside which these were held.
        """
        since, until = self.counted
        held = others = 0.0
        each: dict[int, float] = {}
        shares = agent_seconds(week.outcomes).tolist()
        for outcome, share in zip(week.outcomes, shares, strict=True):
            if outcome.agent < 0:
                continue
            if outcome.id in ids:
                held += outcome.freed_at - outcome.answered_at
                each[outcome.id] = each.get(outcome.id, 0.0) + share
            elif outcome.id < 0 and since <= outcome.queued_at < until:
                others += share
        taken = sum(each.values())
        spans = _merged([outcome for outcome in week.outcomes if outcome.agent >= 0])
        spent = seconds_on_duty(spans, self.desk.agents, self.desk.opened, until, since)
        sums = AgentTime(
            held=held,
            taken=taken,
            in_all=taken + others,
            occupied=float(spent.sum()),
            on_duty=float(np.diff(self.desk.agents_until(np.array(self.counted)))[0]),
        )
        return Shared(sums=sums, each=each)

    def other_work(self, week: Week) -> dict[str, OtherWork]:
        """What became of calls and e-mails."""
        return what_became(week.outcomes, self.desk, self.counted)

    def load(self, week: Week, timezone: str) -> Load:
        """Work that came beside what the agents on duty could do; nothing is counted twice."""
        moved = week.care.moved
        return load_of(
            [o for o in week.outcomes if (o.id, o.queued_at) not in moved],
            self.desk,
            lambda outcome: self.slots(outcome, week),
            begin=self.begin,
            counted=self.counted,
            timezone=timezone,
        )


def _merged(served: Iterable[Outcome]) -> list[Outcome]:
    """One for each stretch in which an agent held something without a gap; only its times count."""
    found: list[Outcome] = []
    for outcome in sorted(served, key=lambda o: (o.agent, o.answered_at)):
        last = found[-1] if found else None
        if last is None or last.agent != outcome.agent or last.freed_at < outcome.answered_at:
            found.append(outcome)
        elif outcome.freed_at > last.freed_at:
            found[-1] = last._replace(freed_at=outcome.freed_at)
    return found
