"""How long customers take to reply: by channel, and by whom they answer."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, cast

import numpy as np
import scipy

from dialogkit.conversation import Message
from dialogkit.simulate._habits import Delay

__all__ = ["ENOUGH", "delay_of", "delays", "felt", "median_interval"]

ENOUGH = 5
"""So many replies are measured at least."""
_BORROWED = 30
"""A channel borrows so many replies' worth from all."""

To = Literal["bot", "agent"]


def delays(messages: Sequence[Message]) -> tuple[Delay, ...]:
    """Reply times by whom is answered and on which channel, where there are some to measure.

    Args:
        messages: Of all cases, in order, without notices.
    """
    found: defaultdict[tuple[To, str], list[float]] = defaultdict(list)
    for before, message in pairwise(messages):
        seconds = delay_of(before, message)
        if seconds is not None:
            found[cast("To", before.speaker), message.channel or ""].append(seconds)
    return tuple(_delay(*key, found[key]) for key in sorted(found) if len(found[key]) >= ENOUGH)


def delay_of(before: Message, message: Message) -> float | None:
    """Seconds, where ``message`` is a customer's timed answer to the company's ``before``."""
    if before.case_id != message.case_id or before.sent_at is None or message.sent_at is None:
        return None
    if message.speaker != "customer" or before.speaker not in ("agent", "bot"):
        return None
    return max(1.0, (message.sent_at - before.sent_at).total_seconds())


def _delay(to: To, channel: str, seconds: Iterable[float]) -> Delay:
    logs = np.log(np.sort(np.fromiter(seconds, dtype=float)))
    low, high = median_interval(np.exp(logs).tolist())
    median = float(np.exp(np.median(logs)))
    return Delay(
        to=to,
        channel=channel,
        median=median,
        low=min(low, median),
        high=max(high, median),
        spread=float(logs.std(ddof=1)),
        n=len(logs),
    )


def median_interval(ordered: Sequence[float], level: float = 0.95) -> tuple[float, float]:
    """The distribution-free interval of a median: two of the values, by the binomial distribution.

    Args:
        ordered: The values, in rising order; at least one.
        level: How often such intervals shall hold the median.
    """
    n = len(ordered)
    rank = int(scipy.stats.binom.ppf((1 - level) / 2, n, 0.5))
    return ordered[max(0, rank - 1)], ordered[min(n - 1, n - rank)]


def felt(rows: Sequence[Delay], channel: str, median: float, spread: float) -> tuple[float, float]:
    """Median and spread to simulate on a channel: its own, drawn towards those of all.

    Those who answered the bot count, where the log has a bot, else those who answered agents.

    Args:
        rows: What was measured.
        channel: The channel.
        median: Of all replies, in seconds.
        spread: Likewise.
    """
    bot = any(row.to == "bot" for row in rows)
    own = [row for row in rows if row.channel == channel and (row.to == "bot") == bot]
    if not own:
        return median, spread
    row = own[0]
    trust = row.n / (row.n + _BORROWED)
    between = trust * math.log(row.median) + (1 - trust) * math.log(median)
    return math.exp(between), trust * row.spread + (1 - trust) * spread
