"""Durations as people write them: ``90s``, ``15m``, ``24h``, ``7d``."""

from __future__ import annotations

import re

from dialogkit.errors import ParameterError

__all__ = ["seconds", "spelled"]

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_WORDS = {
    "de": {"s": "Sekunden", "m": "Minuten", "h": "Stunden", "d": "Tagen"},
    "en": {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"},
}
_SHAPE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*")


def seconds(duration: str) -> float:
    """A duration in seconds.

    Raises:
        ParameterError: It is no number followed by s, m, h or d.

    >>> seconds("72h")
    259200.0
    """
    match = _SHAPE.fullmatch(duration)
    if match is None:
        raise ParameterError(f"a duration is written as 90s, 15m, 24h or 7d, got {duration!r}")
    return float(match[1]) * _UNITS[match[2]]


def spelled(duration: str, locale: str) -> str:
    """A duration in words, as after "innerhalb von" or "within".

    >>> spelled("72h", "de")
    '72 Stunden'
    """
    match = _SHAPE.fullmatch(duration)
    return f"{match[1]} {_WORDS[locale][match[2]]}" if match else duration
