"""One clock: customers arrive, talk to the bot, wait for agents, come back to the bot, and return.

The queue kernel owns the clock. Conversations run up to where an agent is needed; each outcome of
the queue is answered at its simulated moment by letting the conversation go on, which may lead to
another handoff, a promised call-back, or a recontact tomorrow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dialogkit.contact_centre import Outcome, Request, run_queue
from dialogkit.simulate._arrivals import Arrival
from dialogkit.simulate._arrivals_further import Further
from dialogkit.simulate._batch import Batch
from dialogkit.simulate._care import Care
from dialogkit.simulate._clock import Clock
from dialogkit.simulate._contact import Contact
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._talk import Stage

__all__ = ["Contact", "Week", "run_week"]


@dataclass(slots=True)
class Week:
    """What one run gave."""

    care: Care
    """Which requests took a whole agent, or were made again, and what became of threads."""
    contacts: list[Contact] = field(default_factory=list)
    """All contacts but those of `alone`."""
    outcomes: list[Outcome] = field(default_factory=list)
    """What became of each request to the staff."""
    horizon: float = 0.0
    """When the run ends, in seconds from its start."""
    alone: Batch | None = None
    """First contacts that the bot alone had and nothing follows from; none of `contacts`."""

    def counted_alone(self, since: float) -> Batch | None:
        """Those of them who came from ``since`` on."""
        return None if self.alone is None else self.alone.only(self.alone.opened >= since)

    def counted(self, since: float) -> list[Contact]:
        """Contacts of customers who came from ``since`` on, with all that follows from them.

        Left out are those who came back too late in the run to be answered in it. Who came first
        and still waits when the run ends counts, as somebody whom nobody answered.
        """
        late = {o.id for o in self.outcomes if o.result == "unfinished"}
        own = (c for c in self.contacts if c.arrival.at >= since)
        return [c for c in own if c.number == 0 or c.id not in late]


def run_week(
    stage: Stage | None,
    desk: Desk,
    arrivals: list[Arrival],
    *,
    called: Sequence[Arrival] = (),
    persons: int = 0,
    horizon: float,
    seed: int,
    replication: int,
    recontacts: float,
    recontact_after: float,
    further: Mapping[int, Sequence[Further]] | None = None,
    others: Sequence[Request] = (),
) -> Week:
    """Runs all arrivals through bot and staff on one clock.

    Args:
        stage: The bot and how customers behave with it; ``None`` for a world without a bot.
        desk: The staff as the kernel sees it.
        arrivals: Who comes when, in order.
        called: Who answers a message that the bot began.
        persons: How many customers the bot may write to.
        horizon: Seconds after which nothing is counted any more.
        seed: The seed of the run.
        replication: Its replication.
        recontacts: Probability that an unsettled matter comes back.
        recontact_after: Median seconds until it does.
        further: Customer's number to the issues that follow in the same thread.
        others: Other work of the agents, with ids below 0.
    """
    clock = Clock(
        stage,
        desk,
        arrivals,
        horizon,
        called=called,
        persons=persons,
        seed=seed,
        replication=replication,
        recontacts=recontacts,
        recontact_after=recontact_after,
        further=further or {},
    )
    requests = [*clock.first_requests(), *others]
    outcomes = run_queue(
        requests, desk.agents, desk.opened, horizon, clock.follow_up, slowdown=desk.slowdown
    )
    for outcome in outcomes:
        if outcome.result == "unfinished" and outcome.id >= 0:
            contact = clock.contacts[outcome.id]
            if contact.wait is None:
                contact.wait_until(horizon)
    return Week(
        contacts=clock.contacts,
        outcomes=outcomes,
        horizon=horizon,
        care=clock.care,
        alone=clock.alone,
    )
