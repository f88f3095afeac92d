"""Who has another issue in the same thread, once the one before it is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from dialogkit.simulate._arrivals import Arrival, hours_at
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._customers_mix import Mix
from dialogkit.simulate._draws import lognormal, rng_for

__all__ = ["Further", "further"]

ISSUES = 3
"""A visit is about so many issues at most."""
_STREAM = 70


class Further(NamedTuple):
    """A further issue of a customer who is there."""

    arrival: Arrival
    """The same customer with the other issue."""
    after: float
    """Seconds from the end of the issue before it."""


def further(
    customers: Customers,
    coming: Sequence[Arrival],
    *,
    start: date,
    seed: int,
    replication: int,
    mix: Mix | None = None,
) -> Mapping[int, tuple[Further, ...]]:
    """Customer's number to what they come to speak of next; empty where nobody does.

    Each issue is followed by another one with the probability ``another_issue``, a reply time after
    it has ended. What it is follows the mix, without the issue before it.

    Args:
        customers: Whose issues these are.
        coming: Who comes by themselves.
        start: The first day, local time.
        seed: The seed of the run.
        replication: Its replication.
        mix: Of ``customers``, where it was worked out before.
    """
    share = customers.value("another_issue")
    if share <= 0 or not coming:
        return {}
    draws = rng_for(seed, replication, _STREAM).random((len(coming), ISSUES - 1, 3))
    mix = mix or Mix(customers)
    some = np.flatnonzero(draws[:, 0, 0] < share)
    who = [coming[row] for row in some.tolist()]
    hours = hours_at(customers, [arrival.at for arrival in who], start)
    found = {}
    for arrival, hour, own in zip(who, hours, draws[some].tolist(), strict=True):
        listed, last = [], arrival
        for again, label, delay in own:
            if again >= share:
                break
            other = mix.other(last.label, (hour, arrival.channel, arrival.locale), label)
            last = last._replace(label=other, issue=last.issue + 1)
            listed.append(Further(last, lognormal(*customers.reply_time(arrival.channel), delay)))
        found[arrival.scenario] = tuple(listed)
    return found
