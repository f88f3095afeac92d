"""Dates with words in them, and others that tables and mails hold: ``Tue Oct 31 22:10:47 2017``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache

from babel import Locale

from dialogkit.corpus._stamps import half_of

__all__ = ["EXCEL_DAYS", "of_excel", "worded_time"]

_LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl")
_HOURS = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST", "WEST"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 2),
    "EEST": 3,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_ZONE = re.compile(
    r"\s*(?:(?P<word>[A-Z]{1,4})(?![a-z]))?\s*(?P<sign>[+-])?(?P<h>\d{2})?:?(?P<m>\d{2})?"
    r"(?:\s*(?:\([^()]{1,60}\)|[A-Z]{3,4}))?\s*$"
)
_CLOCK = re.compile(
    r"[T\s,]\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s?(?P<half>[AaPp]\.?\s?[Mm]\.?(?![A-Za-z]))?"
)
_ZONED_ISO = re.compile(
    r"(?P<when>\d{4}-?\d{2}-?\d{2}[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)"
    r"(?P<zone>\s+[+-]\d{2}:?\d{2}(?:\s[A-Z]{3,4})?|\s*(?:UTC|GMT|[A-Z]{3,4}))$"
)
_LONGEST = 80

EXCEL_DAYS = (25_569, 73_051)
"""Days since the end of 1899, as spreadsheets count them, from 1970 to 2099."""
_EXCEL_START = datetime(1899, 12, 30)  # noqa: DTZ001 # local, as spreadsheets are; the caller adds the zone


def of_excel(days: float) -> datetime:
    """The local time that a spreadsheet's number of days means, to the second."""
    return _EXCEL_START + timedelta(seconds=round(days * 86_400))


@lru_cache(maxsize=65_536)
def worded_time(text: str) -> datetime | None:
    """A time with the month as a word or the zone as one; None where it is nothing of the kind.

    >>> worded_time("Tue Oct 31 22:10:47 +0000 2017").isoformat()
    '2017-10-31T22:10:47+00:00'
    >>> worded_time("13. Dezember 2021, 10:01").isoformat()
    '2021-12-13T10:01:00'
    """
    if len(text) > _LONGEST:
        return None
    found = _ZONED_ISO.match(text)
    if found:
        zone = _zone(found["zone"])
        return None if zone is None else datetime.fromisoformat(found["when"]).replace(tzinfo=zone)
    clock = _CLOCK.search(text)
    before, after = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    late_year = re.search(r"\s(?P<year>\d{4})\s*$", after)
    if late_year and not re.search(r"\d{4}", before):
        before, after = f"{before} {late_year['year']}", after[: late_year.start()]
    day = _day(before)
    zone = _zone(after) if after.strip() else None
    if day is None or (after.strip() and zone is None):
        return None
    return day.replace(**_of_day(clock), tzinfo=zone) if clock else day


def _of_day(clock: re.Match[str]) -> dict[str, int]:
    hour, half = int(clock["hour"]), half_of(clock["half"] or "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return {"hour": hour, "minute": int(clock["minute"]), "second": int(clock["second"] or 0)}


def _day(text: str) -> datetime | None:
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    months = [_months()[word] for word in words if word in _months()]
    numbers = re.findall(r"\d+", text)
    if len(months) != 1 or len(numbers) != 2 or len(words) > 5:
        return None
    day, year = (int(number) for number in numbers)
    if len(numbers[0]) == 4:
        day, year = year, day
    year += 2000 if len(numbers[1]) == 2 and len(numbers[0]) < 3 else 0
    return datetime(year, months[0], day)  # noqa: DTZ001 # local; the caller adds the zone


def _zone(text: str) -> timezone | None:
    found = _ZONE.match(text)
    if found is None or not (found["word"] or found["sign"]):
        return None
    hours = _HOURS.get(found["word"] or "UTC")
    if hours is None:
        return None
    if not found["sign"]:
        return timezone(timedelta(hours=hours)) if hours else UTC
    offset = timedelta(hours=int(found["h"] or 0), minutes=int(found["m"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset)


@cache
def _months() -> dict[str, int]:
    """The numbers of the months, by their names and short names."""
    names: dict[str, int] = {}
    for locale in map(Locale, _LOCALES):
        for context in locale.months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    names.setdefault(name.casefold().strip("."), number)
    names.update({"sept": 9, "mrz": 3, "jän": 1, "jänner": 1, "maerz": 3})
    return names
