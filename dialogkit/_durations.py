"""Spans of time as people write them in flow files and on the command line.

>>> parse_duration("24h")
datetime.timedelta(days=1)
>>> seconds("1h 30m")
5400.0
"""

from __future__ import annotations

import math
import re
from datetime import timedelta
from types import MappingProxyType

from dialogkit.errors import ParameterError

__all__ = ["parse_duration", "readable", "seconds"]

_SECONDS = MappingProxyType({"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800})

_WORDS = MappingProxyType(
    {
        **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
        **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
        **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
        **dict.fromkeys(("d", "day", "days"), "d"),
        **dict.fromkeys(("w", "week", "weeks"), "w"),
    }
)

_PART = re.compile(r"\s*([0-9]{1,12}(?:\.[0-9]{1,9})?)\s*([a-z]{1,7})\s*", re.IGNORECASE)

_LONGEST_TEXT = 100

_RULE = "a duration must be a number and a unit (s, m, h, d or w), as 30s, 15 min, 1h30m or 7d"


def parse_duration(text: str | float | timedelta) -> timedelta:
    """A span of time, from text as ``30s``, ``15 min``, ``1h30m``, ``7d`` or ``1w``.

    Args:
        text: The text; or a number, which means seconds; or a span, which is given back.

    Raises:
        ParameterError: It is none of these, is negative, or is longer than Python can hold.
    """
    try:
        span = text if isinstance(text, timedelta) else timedelta(seconds=_count(text))
    except OverflowError:
        raise ParameterError("a duration must be shorter than 2.7 million years") from None
    if span < timedelta(0):
        raise ParameterError(f"a duration must not be negative, got {span.total_seconds():g} s")
    return span


def seconds(text: str | float | timedelta) -> float:
    """As `parse_duration`, as a number of seconds.

    Raises:
        ParameterError: As `parse_duration`.
    """
    return parse_duration(text).total_seconds()


def readable(span: float) -> str:
    """A number of seconds as people say it, in the units that English and German share.

    Two units where one is too rough; no more digits than a reader of waits needs.

    >>> readable(45), readable(200), readable(3_600), readable(10_080), readable(432_000)
    ('45 s', '3 min 20 s', '60 min', '2 h 48 min', '120 h')
    """
    if span < 0:
        return f"-{readable(-span)}"
    if not math.isfinite(span):
        return str(span)
    if round(span, 1) < 10:
        return f"{round(span, 1):g} s"
    if round(span) < 90:
        return f"{round(span)} s"
    if round(span) < 600:
        return _two(round(span), "min", "s")
    if round(span / 60) <= 60:
        return f"{round(span / 60)} min"
    if round(span / 3_600) < 48:
        return _two(round(span / 60), "h", "min")
    return f"{round(span / 3_600)} h"


def _two(count: int, large: str, small: str) -> str:
    """Sixty of the small unit are one of the large; a zero is left out."""
    whole, rest = divmod(count, 60)
    return f"{whole} {large} {rest} {small}" if rest else f"{whole} {large}"


def _count(text: str | float) -> float:
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise ParameterError(f"{_RULE}, got a {type(text).__name__}")
    if isinstance(text, str):
        return _sum(text)
    if not math.isfinite(text):
        raise ParameterError(f"a duration must be finite, got {text}")
    return float(text)


def _sum(text: str) -> float:
    total, at = 0.0, 0
    while at < len(text) <= _LONGEST_TEXT:
        part = _PART.match(text, at)
        unit = _WORDS.get(part[2].lower()) if part else None
        if part is None or unit is None:
            break
        total += float(part[1]) * _SECONDS[unit]
        at = part.end()
    if at == 0 or at < len(text):
        raise ParameterError(f"{_RULE}, got {_shown(text)}")
    return total


def _shown(text: str) -> str:
    return repr(text) if len(text) <= 20 else f"{len(text)} characters"
