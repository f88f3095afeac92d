"""Whole weeks without a bot, played by the independent event loop from STAFF.md alone.

Threads that rest and come back to the agent they had, call-backs, calls and e-mails, shifts and
breaks, slowdown. Random numbers are drawn here in another way and another order than the product
draws them, so the two agree in distribution and not customer by customer.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from independent_loop import played
from independent_people import Ended
from small_world import FLOW, Talkative, make_customers, make_flow

from dialogkit.contact_centre import AgentSlots, ContactCentre, Interval, Request, RouteStep
from dialogkit.simulate import prepare, run_setup

__all__ = ["KINDS", "PER_WEEK", "by_loop", "by_product"]

PER_WEEK = 2_400
"""Customers who write a week, at any hour alike."""
MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
BEGIN, END, HORIZON = 4 * DAY, 11 * DAY, 25 * DAY
"""Customers of a week count who come after four days of warm-up; two weeks more let all end."""

KINDS: Mapping[str, str] = {
    "live chats": "",
    "threads": "threads: {share: 60%, turns: 3, rest: 45m}",
    "call-backs": "callbacks: {after: 5m, accepts: 60%, picks_up: 70%, tries: 2, again: 1h}",
    "calls and e-mails": "blending: {calls: {per_week: 700, handling: 5m, patience: 3m, "
    "wrap_up: 60s}, emails: {per_week: 300, handling: 7m, answer_within: 24h}}",
}
"""Which weeks, and what each adds to the centre."""
CENTRE = """\
hours: 24/7
chats: 2
slowdown: 0.2
wrap_up: 45s
handling: {mean: 8m, spread: 6m}
patience: 15m
first_contact_resolution: 100%
agents: [{count: 2}, {count: 2, shift: "Mo-Su 08:00-20:00", breaks: "12:00-12:45"}]
last_agent: {within: 7d, wait: 5m}
"""
WRAP, SLOWDOWN, LATE = 45.0, 0.2, 10
"""`LATE` is a priority after all others'."""
ANYONE = (RouteStep(),)
LAST_FIRST = (RouteStep(wait=5 * MINUTE, last_within=7 * DAY), RouteStep())
CALLS, EMAILS, LATER = 1_000_000, 2_000_000, 5_000_000
"""Numbers from which on requests are calls, e-mails, and what follows from a chat."""

Week = dict[str, float]
"""What a week shows, by name."""


@dataclass(slots=True)
class Matter:
    """What one customer wants, and what came of it."""

    came: float
    """When."""
    handle: float
    """Seconds of an agent's time in all."""
    parts: int = 1
    """Answers that the thread takes."""
    left: int = 1
    """Those still to come."""
    accepts: bool = False
    """Whether they take a call-back when it is offered."""
    tries: int = 0
    """Calls made."""
    waited: float = math.nan
    """Seconds to the first answer; not-a-number where there was none."""
    handled: float = 0.0
    """Seconds that agents spent on it."""
    turns: int = 0
    """Answers."""


def lognormal(rng: random.Random, mean: float, spread: float) -> float:
    """A time with this mean and standard deviation."""
    variance = math.log(1 + (spread / mean) ** 2)
    return math.exp(rng.gauss(math.log(mean) - variance / 2, math.sqrt(variance)))


def stream(rng: random.Random, per_week: float) -> list[float]:
    """Moments from the start to the end of the week that counts, by pure chance."""
    times, now = [], rng.expovariate(per_week / (7 * DAY))
    while now < END:
        times.append(now)
        now += rng.expovariate(per_week / (7 * DAY))
    return times


class _Week:
    """One week of one kind."""

    def __init__(self, kind: str, seed: int) -> None:
        self.kind, self.rng = kind, random.Random(seed)
        self.matters: dict[int, Matter] = {}
        self.about: dict[int, int] = {}
        """Number of a later request to that of its matter."""
        self.missed: set[int] = set()
        """Calls that nobody picks up."""

    def play(self) -> Week:
        """What it shows."""
        requests = [self._chat(number, at) for number, at in enumerate(stream(self.rng, PER_WEEK))]
        if self.kind == "calls and e-mails":
            requests += [self._call(n, at) for n, at in enumerate(stream(self.rng, 700))]
            requests += [self._email(n, at) for n, at in enumerate(stream(self.rng, 300))]
        ends = played(requests, _team(), [(0.0, HORIZON)], HORIZON, self._next, slowdown=SLOWDOWN)
        own = [each for each in self.matters.values() if BEGIN <= each.came < END]
        reached = [each for each in own if each.turns]
        return {
            "customers": len(own),
            "share answered": len(reached) / len(own),
            "mean wait": fmean(each.waited for each in reached),
            "answered in 60 s": sum(each.waited <= MINUTE for each in reached) / len(reached),
            "mean handling": fmean(each.handled for each in reached),
            **self._further(reached, ends),
        }

    def _further(self, reached: Sequence[Matter], ends: Sequence[Ended]) -> Week:
        if self.kind == "threads":
            return {"mean turns": fmean(each.turns for each in reached)}
        if self.kind != "calls and e-mails":
            return {}
        own = [end for end in ends if BEGIN <= end.queued_at < END]
        calls = [end for end in own if CALLS <= end.id < EMAILS]
        answered = [end for end in calls if end.agent >= 0]
        emails = [end for end in own if EMAILS <= end.id < LATER and end.agent >= 0]
        return {
            "calls answered": len(answered) / len(calls),
            "wait of calls": fmean(end.answered_at - end.queued_at for end in answered),
            "wait of e-mails": fmean(end.answered_at - end.queued_at for end in emails),
        }

    def _chat(self, number: int, at: float) -> Request:
        """A live chat, the first message of a thread, or one that a call-back may end."""
        rng = self.rng
        matter = self.matters[number] = Matter(at, lognormal(rng, 8 * MINUTE, 6 * MINUTE))
        request = Request(
            id=number,
            time=at,
            handle=matter.handle,
            wrap=WRAP,
            patience=rng.expovariate(1 / (15 * MINUTE)),
            route=ANYONE,
            customer=number,
        )
        if self.kind == "threads" and rng.random() < 0.6:
            while rng.random() >= 1 / 3:
                matter.parts += 1
            matter.left = matter.parts
            return self._part(request, matter)
        if self.kind == "call-backs" and request.patience > 5 * MINUTE and rng.random() < 0.6:
            matter.accepts = True
            return request._replace(patience=5 * MINUTE)
        return request

    def _part(self, request: Request, matter: Matter) -> Request:
        """A message in a thread: the customer waits for the answer; wrap-up follows the last."""
        return request._replace(
            handle=matter.handle / matter.parts,
            patience=math.inf,
            keeps=True,
            wrap=WRAP if matter.left == 1 else 0.0,
        )

    def _call(self, number: int, at: float) -> Request:
        return Request(
            id=CALLS + number,
            time=at,
            handle=lognormal(self.rng, 5 * MINUTE, 5 * MINUTE),
            wrap=60.0,
            patience=self.rng.expovariate(1 / (3 * MINUTE)),
            slots=0,
        )

    def _email(self, number: int, at: float) -> Request:
        handle = lognormal(self.rng, 7 * MINUTE, 7 * MINUTE)
        return Request(EMAILS + number, at, handle, priority=LATE, keeps=True)

    def _next(self, end: Ended) -> list[Request]:
        """What an end leads to."""
        number = self.about.get(end.id, end.id)
        matter = self.matters.get(number)
        if matter is None:
            return []
        if end.id in self.missed:
            again = matter.tries < 2
            return [self._ring(number, matter, end.freed_at + HOUR)] if again else []
        if end.result == "left":
            return [self._ring(number, matter, end.finished_at)] if matter.accepts else []
        if end.result == "served":
            self._answered(matter, end)
            return self._goes_on(number, matter, end.finished_at)
        return []

    def _answered(self, matter: Matter, end: Ended) -> None:
        if not matter.turns:
            matter.waited = end.answered_at - matter.came
        matter.turns += 1
        matter.handled += end.freed_at - end.answered_at

    def _goes_on(self, number: int, matter: Matter, at: float) -> list[Request]:
        """The customer's next message in a thread, after a rest."""
        matter.left -= 1
        if matter.left <= 0:
            return []
        later = at + math.exp(self.rng.gauss(math.log(45 * MINUTE), 1.0))
        request = Request(self._new(number), later, 0.0, route=LAST_FIRST, customer=number)
        return [self._part(request, matter)]

    def _ring(self, number: int, matter: Matter, at: float) -> Request:
        """A call to the customer takes the whole agent; seven in ten pick up."""
        matter.tries += 1
        new = self._new(number)
        misses = self.rng.random() >= 0.7
        self.missed |= {new} if misses else set()
        return Request(
            id=new,
            time=at,
            handle=30.0 if misses else matter.handle,
            wrap=0.0 if misses else WRAP,
            customer=number,
            slots=0,
            keeps=True,
        )

    def _new(self, number: int) -> int:
        new = LATER + len(self.about)
        self.about[new] = number
        return new


def _team() -> list[AgentSlots]:
    """Two who are always there, and two by day with a break; two chats each."""
    day: list[Interval] = []
    for start in (number * DAY for number in range(25)):
        day += [(start + 8 * HOUR, start + 12 * HOUR), (start + 12.75 * HOUR, start + 20 * HOUR)]
    return [AgentSlots(chats=2)] * 2 + [AgentSlots(chats=2, on=tuple(day))] * 2


def by_loop(kind: str, seed: int) -> Week:
    """A week of a kind, as the independent loop has it."""
    return _Week(kind, seed).play()


def by_product(folder: Path) -> Callable[[str, int], Week]:
    """The same as the product simulates it; files are written to a folder."""
    flow = make_flow(folder, FLOW.replace("channels: [web]", "channels: [whatsapp]"))
    customers = make_customers(PER_WEEK, recontacts=0.0)
    customers = replace(customers, channels={"whatsapp": 1.0}, timezone="UTC")

    def week(kind: str, seed: int) -> Week:
        centre = ContactCentre.parse(f"{CENTRE}{KINDS[kind]}\n")
        setup = prepare(Talkative(flow), customers, centre, seed=seed, with_bot=False)
        run = run_setup(setup, [0])
        rows = run.cases.rows()
        reached = [row for row in rows if row.reached_agent]
        waits = [row.wait_seconds for row in reached if row.wait_seconds is not None]
        found: Week = {
            "customers": len(rows),
            "share answered": len(reached) / len(rows),
            "mean wait": fmean(waits),
            "answered in 60 s": sum(wait <= MINUTE for wait in waits) / len(waits),
            "mean handling": fmean(row.handle_seconds or 0.0 for row in reached),
        }
        if kind == "threads":
            found["mean turns"] = fmean(row.agent_turns for row in reached)
        if kind == "calls and e-mails":
            calls, emails = run.other_work["calls"], run.other_work["emails"]
            found["calls answered"] = calls.answered / calls.came
            found["wait of calls"] = calls.mean_wait_seconds
            found["wait of e-mails"] = emails.mean_wait_seconds
        return found

    return week
