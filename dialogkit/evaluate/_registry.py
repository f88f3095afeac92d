"""What a metric is, and the list of them.

A metric is one function in a file of ``_metrics/``, marked with `metric`; adding a file there adds
the metric, and no other file changes. The function gets `Records` and gives what was counted:

* `Share`: cases that have a property, out of those that could have it;
* `Ratio`: sums of two amounts over independent units;
* `Median`: times;
* `LeftOut`: why the records at hand cannot tell.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dialogkit.evaluate._rates import Unit
from dialogkit.evaluate._records import Records, Settings

__all__ = ["Counted", "LeftOut", "Median", "Metric", "Ratio", "Share", "metric", "metrics"]

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Amounts = NDArray[np.float64] | NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Cases that have a property, out of those that could have it; arrays of shape ``(n,)``."""

    hit: Bools
    """Has it, as far as is confirmed; only cases in ``base``."""
    base: Bools
    """Counts in the denominator."""
    unknown: Bools | None = None
    """In ``base``, and perhaps a hit."""
    perhaps_hit: Bools | None = None
    """Perhaps in ``base``, and then a hit."""
    perhaps_miss: Bools | None = None
    """Perhaps in ``base``, and then no hit."""
    parts: Mapping[str, int | None] = field(default_factory=dict)
    """What the hits are made of."""
    waiting: bool = False
    """About waiting, where the cases of one day or replication share a queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """``above.sum() / below.sum()`` over units that are drawn independently."""

    above: Amounts
    """Numerator a unit, shape ``(n,)``."""
    below: Amounts
    """Denominator a unit, shape ``(n,)``."""
    below_at_most: Amounts | None = None
    """Denominator if all that is unknown counted; it widens the lower end."""
    above_at_least: Amounts | None = None
    """Numerator if all that is not known of it were as small as can be; it widens the lower end,
    and the value becomes the greater end of a range."""
    unknown: int = 0
    """Cases that may or may not count in the denominator."""
    unit: Unit = "share"
    """What the value is measured in."""
    units: NDArray[np.int64] | None = None
    """Number of each unit, as its customer's; None where the units are the periods of a run."""
    runs: NDArray[np.int64] | None = None
    """Replication of each unit, where each is of one; units of one share a queue."""
    told_by: Share | None = None
    """The share whose cases tell two worlds apart, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Median:
    """The median of some seconds."""

    values: Floats
    """Seconds, without gaps."""
    cases: Bools
    """The cases they belong to, in their order, shape ``(n,)``."""
    unknown: int = 0
    """Cases whose time is not recorded."""
    waiting: bool = False
    """As in `Share`."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why the records at hand cannot give a rate."""

    en: str
    """One English sentence."""
    de: str
    """The same in German."""


Counted = Share | Ratio | Median | LeftOut
Count = Callable[[Records], Counted]
CountT = TypeVar("CountT", bound=Count)
Windows = Callable[[Settings], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric: how it is counted, and the words printed with it."""

    name: str
    """Name in the JSON; ``{window}`` stands for the duration."""
    place: int
    """Where it stands in the list."""
    count: Count
    """Counts it."""
    label: Mapping[str, str]
    """A few words by locale (``de``, ``en``)."""
    definition: Mapping[str, str]
    """What is counted, as one sentence, by locale."""
    windows: Windows | None
    """The durations it is given for; None where it has none."""
    of_bot: bool
    """Whether it says something about a bot, and nothing where there is none."""

    def named(self, settings: Settings) -> Iterator[tuple[str, str]]:
        """Name and duration of each rate that the metric gives."""
        for window in self.windows(settings) if self.windows else ("",):
            yield self.name.format(window=window), window

    def words(self, text: Mapping[str, str], locale: str, window: str) -> str:
        """A label or definition with the duration spelled out."""
        return text[locale].format(window=_spelled(window, locale))


_METRICS: list[Metric] = []

_UNITS = {
    "de": {"s": "Sekunden", "m": "Minuten", "h": "Stunden", "d": "Tagen", "w": "Wochen"},
    "en": {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"},
}
_SIMPLE = re.compile(r"(\d+(?:\.\d+)?)([smhdw])")


def _spelled(duration: str, locale: str) -> str:
    """A duration in words, as after "innerhalb von" or "within"; others stay as they are.

    >>> _spelled("72h", "de")
    '72 Stunden'
    """
    match = _SIMPLE.fullmatch(duration)
    return f"{match[1]} {_UNITS[locale][match[2]]}" if match else duration


def metric(
    name: str,
    *,
    place: int,
    label: Mapping[str, str],
    definition: Mapping[str, str],
    windows: Windows | None = None,
    of_bot: bool = False,
) -> Callable[[CountT], CountT]:
    """Adds the function below to the list of metrics; arguments as the fields of `Metric`."""

    def add(count: CountT) -> CountT:
        """Puts it on the list and gives it back as it was."""
        entry = Metric(
            name=name,
            place=place,
            count=count,
            label=label,
            definition=definition,
            windows=windows,
            of_bot=of_bot,
        )
        _METRICS.append(entry)
        return count

    return add


@cache
def metrics() -> tuple[Metric, ...]:
    """All metrics, in the order in which they are printed."""
    package = importlib.import_module("dialogkit.evaluate._metrics")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(sorted(_METRICS, key=lambda entry: (entry.place, entry.name)))
