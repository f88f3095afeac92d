"""What a log shows of customers beside the parameters: mixes by segment, reply times, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dialogkit._intervals import wilson
from dialogkit.errors import ParameterError

__all__ = [
    "DAYS",
    "Counted",
    "Delay",
    "Segment",
    "Segments",
    "Share",
    "hours_of",
    "interval_of",
    "require_whole",
    "stretch_of",
]

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
"""The days of a week, as stretches name them."""
_STRETCH = re.compile(
    rf"({'|'.join(DAYS)})(?:-({'|'.join(DAYS)}))? (\d{{1,2}})-(\d{{1,2}})", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A measured share with its 95 % interval."""

    value: float
    """The share, 0 to 1."""
    low: float
    """Lower end of its interval."""
    high: float
    """Upper end."""
    n: int
    """Cases it was counted over; 0 where it is assumed."""

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.value <= self.high <= 1:
            got = f"{self.low:g}, {self.value:g}, {self.high:g}"
            raise ParameterError(f"a share must have 0 <= low <= value <= high <= 1, got {got}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What those customers want who have something in common."""

    n: int
    """Cases counted in it; few cases borrow from the whole."""
    intents: Mapping[str, Share]
    """Label to its share of the cases that some label covers; the values sum to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """The mix of issues by what customers have in common; empty where it is the same for all."""

    channels: Mapping[str, Segment] = field(default_factory=dict)
    """By channel."""
    locales: Mapping[str, Segment] = field(default_factory=dict)
    """By language."""
    hours: Mapping[str, Segment] = field(default_factory=dict)
    """By stretch of the week in local time, as ``Mo-Fr 9-12`` or ``Sa 10-11``; of several that hold
    an hour the shortest counts."""

    def __post_init__(self) -> None:
        for name in self.hours:
            hours_of(name)
        for kind in ("channels", "locales", "hours"):
            for name, segment in getattr(self, kind).items():
                require_whole({k: s.value for k, s in segment.intents.items()}, f"{kind} {name}")

    def __bool__(self) -> bool:
        return bool(self.channels or self.locales or self.hours)

    def at(self, hour: int) -> Segment | None:
        """The segment of an hour of the week, Monday 0 h being 0."""
        holding = [(len(hours), name) for name in self.hours if hour in (hours := hours_of(name))]
        return self.hours[min(holding)[1]] if holding else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How long customers take to reply."""

    to: Literal["bot", "agent"]
    """Whom they answer: what agents are answered says little of a bot."""
    channel: str
    """On which channel; empty where none is named."""
    median: float
    """In seconds."""
    low: float
    """Lower end of the 95 % interval of the median."""
    high: float
    """Upper end."""
    spread: float
    """Standard deviation of the logarithm."""
    n: int
    """Replies measured."""

    def __post_init__(self) -> None:
        if self.median <= 0 or self.low < 0 or self.spread < 0:
            got = f"median {self.median:g}, low {self.low:g}, spread {self.spread:g}"
            raise ParameterError(f"a reply time must not be negative, got {got}")
        if not self.low <= self.median <= self.high:
            got = f"{self.low:g}, {self.median:g}, {self.high:g}"
            raise ParameterError(f"a reply time must have low <= median <= high, got {got}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number of the log that nothing is simulated from: to be read beside the parameters."""

    name: str
    """As ``leaves.agent.1``: what, of whom, in which turn."""
    value: float
    """The number."""
    low: float
    """Lower end of the 95 % interval."""
    high: float
    """Upper end."""
    n: int
    """What it was counted over."""
    unit: Literal["share", "seconds", "number"] = "share"
    """What it is a number of."""
    label_de: str = ""
    """In a few German words."""
    label_en: str = ""
    """In a few English words."""

    def as_row(self) -> dict[str, Any]:
        """As the row that files carry."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def interval_of(share: float, n: int) -> Share:
    """A share with its 95 % interval; no knowledge at all where nothing was counted."""
    low, high = wilson(share * n, n) if n > 0 else (0.0, 1.0)
    return Share(value=share, low=min(low, share), high=max(high, share), n=n)


def require_whole(shares: Mapping[str, float], what: str) -> None:
    """Refuses shares that do not sum to 1.

    Raises:
        ParameterError: They do not; the message says the sum.
    """
    total = sum(shares.values())
    if shares and abs(total - 1) > 1e-6:
        raise ParameterError(f"the shares of {what} must sum to 1, they sum to {total:.6g}")


def hours_of(name: str) -> frozenset[int]:
    """The hours of the week in a stretch, Monday 0 h being 0.

    Raises:
        ParameterError: It is no stretch, as ``Mo-Fr 9-12``.

    >>> sorted(hours_of("Mo-Tu 0-2"))
    [0, 1, 24, 25]
    """
    match = _STRETCH.fullmatch(name)
    if match is None:
        raise ParameterError(f"hours must be named as Mo-Fr 9-12 or Sa 10-11, got {name[:20]!r}")
    first, last = DAYS.index(match[1]), DAYS.index(match[2] or match[1])
    start, end = int(match[3]), int(match[4])
    if first > last or not 0 <= start < end <= 24:
        raise ParameterError(f"hours must go forward, from 0 to 24, got {name[:20]!r}")
    return frozenset(_span(first, last, start, end))


def _span(first: int, last: int, start: int, end: int) -> Iterator[int]:
    for day in range(first, last + 1):
        yield from range(day * 24 + start, day * 24 + end)


def stretch_of(first: int, last: int, start: int, end: int) -> str:
    """The name of a stretch: days from 0 (Monday), hours from 0 to 24."""
    days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
    return f"{days} {start}-{end}"
