"""Opening hours as people write them, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogkit.errors import ParameterError

__all__ = ["MIDNIGHT", "HoursParts", "Week", "read_hours"]

Week = tuple[tuple[tuple[int, int], ...], ...]
"""For Monday to Sunday the ranges that begin on that day, in minutes from its midnight."""

MIDNIGHT = 1440
"""The end of a day, in minutes."""

_RULE = (
    "opening hours must be days and times, as 'Mo-Fr 08:00-18:00; Sa 09:00-13:00 Europe/Berlin, "
    "holidays DE-BY', or '24/7', or 'closed'"
)

_NAMES = (
    "mo mon monday montag",
    "di tu tue tues tuesday dienstag",
    "mi we wed weds wednesday mittwoch",
    "do th thu thur thurs thursday donnerstag",
    "fr fri friday freitag",
    "sa sat saturday samstag sonnabend",
    "so su sun sunday sonntag",
)
_DAYS = MappingProxyType(
    {name: number for number, names in enumerate(_NAMES) for name in names.split()}
)
_EVERY_DAY = frozenset({"daily", "täglich", "taeglich", "everyday"})

_HOLIDAYS = re.compile(
    r"[\s,;]*\b(?:(?:public\s+)?holidays|feiertage)\s*:?\s*"
    r"(?P<country>[A-Za-z]{2})(?:[-\s](?P<state>[A-Za-z0-9]+))?\s*$",
    re.IGNORECASE,
)
_ZONE = re.compile(r"[\s,;]+(?P<zone>[A-Za-z]+/[A-Za-z0-9_+/-]+|[A-Z][A-Za-z0-9+-]{2,})\s*$")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|uhr|h)?"
_TIMES = re.compile(rf"{_CLOCK}\s*(?:-|to|bis)\s*{_CLOCK}", re.IGNORECASE)
_DASHES = re.compile(r"[‐-―−]")
_LONGEST = 500


class HoursParts(NamedTuple):
    """What `read_hours` finds; see the fields of `Hours`."""

    week: Week
    timezone: str
    country: str | None
    state: str | None


def read_hours(text: str, *, timezone: str) -> HoursParts:
    """As `Hours.parse`, which makes hours of the parts."""
    if not isinstance(text, str):
        raise ParameterError(f"{_RULE}, got a {type(text).__name__}")
    if len(text) > _LONGEST:
        raise ParameterError(f"{_RULE}, got {len(text)} characters")
    rest = _DASHES.sub("-", text).strip()
    rest, country, state = _cut_holidays(rest)
    rest, zone = _cut_zone(rest, timezone)
    if country is None:  # the zone may also come last
        rest, country, state = _cut_holidays(rest)
    return HoursParts(_week(rest), zone, country, state)


def _cut_holidays(text: str) -> tuple[str, str | None, str | None]:
    found = _HOLIDAYS.search(text)
    if found is None:
        return text, None, None
    country = found["country"].upper()
    state = _state(country, found["state"])
    return text[: found.start()], country, state


def _state(country: str, wanted: str | None) -> str | None:
    """The state as the calendar spells it.

    Raises:
        ParameterError: There is no calendar for the country, or none for the state.
    """
    import holidays

    known = holidays.list_supported_countries()
    if country not in known:
        raise ParameterError(f"holidays must name a country by two letters, as DE, got {country}")
    if wanted is None:
        return None
    states = {state.upper(): state for state in known[country]}
    if wanted.upper() not in states:
        allowed = ", ".join(sorted(known[country])) or "none"
        raise ParameterError(f"holidays of {country} have the states {allowed}, got {wanted}")
    return states[wanted.upper()]


def _cut_zone(text: str, default: str) -> tuple[str, str]:
    found = _ZONE.search(text)
    if found and (_is_zone(found["zone"]) or "/" in found["zone"]):
        text, zone = text[: found.start()], found["zone"]
    else:
        zone = default
    if not _is_zone(zone):
        raise ParameterError(f"a time zone must be an IANA name, as Europe/Berlin, got {zone!r}")
    return text, zone


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _week(text: str) -> Week:
    plain = text.strip(" ,;").lower()
    if plain == "24/7":
        return (((0, MIDNIGHT),),) * 7
    if plain in ("closed", "never", "geschlossen"):
        return ((),) * 7
    week: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for part in _parts(plain):
        days, ranges = _part(part)
        for day in days:
            week[day] += ranges
    if not any(week):
        raise ParameterError(f"{_RULE}, got {_shown(text)}")
    return tuple(_joined(day) for day in week)


def _parts(text: str) -> Iterator[str]:
    """Cuts after the times of each group of days, at a semicolon or at a comma before a day."""
    held = ""
    for piece in re.split(r"[;\n]|,(?=\s*[^\W\d_])", text):
        held = f"{held}, {piece.strip()}" if held else piece.strip()
        if re.search(r"\d", held):
            yield held
            held = ""
    if held:
        yield held


def _part(part: str) -> tuple[set[int], list[tuple[int, int]]]:
    """Days and ranges of one part, as ``mo-fr 08:00-12:00, 13:00-18:00``."""
    first = re.search(r"\d", part)
    if first is None:
        raise ParameterError(f"{_RULE}; no times in {_shown(part)}")
    days = _days(part[: first.start()].strip(" ,:"), part)
    pieces = re.split(r",|\bund\b|\band\b|&|\+", part[first.start() :])
    return days, [_range(piece.strip(), part) for piece in pieces]


def _days(text: str, part: str) -> set[int]:
    if not text or text in _EVERY_DAY or text == "every day":
        return set(range(7))
    days: set[int] = set()
    for piece in re.split(r"[,/&+]|\bund\b|\band\b", text):
        names = re.split(r"-|\bbis\b|\bto\b", piece)
        if len(names) > 2:
            raise ParameterError(f"{_RULE}; days not understood in {_shown(part)}")
        ends = [_day(name, part) for name in names]
        length = (ends[-1] - ends[0]) % 7
        days.update((ends[0] + step) % 7 for step in range(length + 1))
    return days


def _day(name: str, part: str) -> int:
    plain = name.strip(" .")
    if plain not in _DAYS:
        allowed = "Mo Di Mi Do Fr Sa So, or Mo Tu We Th Fr Sa Su, or whole names"
        raise ParameterError(f"a day must be one of {allowed}, got {_shown(plain or part)}")
    return _DAYS[plain]


def _range(piece: str, part: str) -> tuple[int, int]:
    found = _TIMES.fullmatch(piece)
    if found is None:
        raise ParameterError(f"times must be as 08:00-18:00, got {_shown(piece or part)}")
    start = _minutes(found[1], found[2], found[3], piece)
    end = _minutes(found[4], found[5], found[6], piece)
    if start == end:
        what = "a range must not end when it begins (whole day: 00:00-24:00; none: closed)"
        raise ParameterError(f"{what}, got {_shown(piece)}")
    return (start, end) if start < end else (start, end + MIDNIGHT)


def _minutes(hour: str, minute: str | None, half: str | None, piece: str) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if half in ("am", "pm"):
        if not 1 <= hours <= 12:
            raise ParameterError(f"am and pm go with hours from 1 to 12, got {_shown(piece)}")
        hours = hours % 12 + (12 if half == "pm" else 0)
    total = hours * 60 + minutes
    if minutes > 59 or total > MIDNIGHT:
        raise ParameterError(f"times must lie between 00:00 and 24:00, got {_shown(piece)}")
    return total


def _joined(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Ranges sorted, with overlapping and touching ones made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:37]}…")
