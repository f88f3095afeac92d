"""Dates and times in front of chat messages, told by their shape and not by a list of languages.

A stamp is three numbers joined by marks, then two or three numbers joined by colons or dots (or
the other way round), perhaps with a word for the half of the day. Which number is the day is
inferred from all stamps of one style in a file; see `infer_orders`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

__all__ = [
    "DATE_FIRST",
    "MARKS",
    "TIME_FIRST",
    "Clock",
    "Order",
    "Stamp",
    "Style",
    "agreed_orders",
    "infer_orders",
    "match_stamp",
    "of_match",
    "order_notes",
    "resolve",
]

MARKS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
"""Invisible marks of writing direction (inside a character class of a regular expression)."""

_M = rf"[{MARKS}]*"
_DATE = (
    rf"(?P<a>\d{{1,4}}){_M}(?P<mark>\s?[./\-年년]){_M}\s?(?P<b>\d{{1,2}})"
    rf"{_M}\s?[./\-月월]{_M}\s?(?P<c>\d{{1,4}})"
)
_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.]|\s?h\s?)(?P<minute>\d{2})"
    r"(?:(?:[:.]|\s?min\s?)(?P<second>\d{2})(?:\s?s(?![^\W_]))?)?"
)
"""In Canada's French 9:05:11 is 9 h 05 min 11 s."""
_BETWEEN = r"(?P<between>[^\d\n\[\]]{1,24}?)"
_AFTER = r"(?P<after>[^\d\[\]\-–—:\n]{0,20}?)"

DATE_FIRST = rf"{_DATE}{_BETWEEN}{_TIME}{_AFTER}"
"""A stamp as nearly all exports have it."""
TIME_FIRST = rf"{_TIME}(?P<after>\s?[^\d\[\]\-–—:,\n]{{0,12}}?){_BETWEEN}{_DATE}"
"""A stamp as Vietnamese exports have it."""

_ALONE = re.compile(rf"\s*{DATE_FIRST}\s*$")

_AM = "am vorm ص पूर्वाह्न 上午 凌晨 早上 午前 오전 πμ öö sa dop fm pd ap قم ق.ظ дп"
_AM += " manhã damanhã delamañana"
_PM = "pm nachm م अपराह्न 下午 中午 晚上 午後 오후 μμ ös ch odp em md ip بم ب.ظ пп"
_PM += " tarde datarde danoite delatarde delanoche"
_HALVES = {**dict.fromkeys(_AM.split(), "am"), **dict.fromkeys(_PM.split(), "pm")}
"""Words for the halves of the day, without dots and spaces. Any other word is filler."""


OrderName = Literal["DMY", "MDY", "YMD", "YDM"]


class Style(NamedTuple):
    """How stamps look; a file may mix several."""

    mark: str
    """What joins the parts of the date."""
    year: Literal["first", "last", ""]
    """Where four digits stand, if they do."""
    half: bool
    """Whether a word for the half of the day is there."""
    bracket: bool
    """Whether the stamp stands in square brackets."""


class Stamp(NamedTuple):
    """A date and time as written."""

    date: tuple[int, int, int]
    """The three numbers, in the order written."""
    hour: int
    minute: int
    second: int
    half: str
    """``am``, ``pm`` or empty."""
    style: Style
    padded: bool
    """Whether day and month have two digits."""


class Order(NamedTuple):
    """Which number of a date is the day, the month and the year."""

    name: OrderName
    """The order, as letters."""
    why: Literal["decided", "rising", "lent", "assumed"]
    """Told by a number above 12 (or four digits); by times that rise; by another file of the same
    log or another style of the same file; or not at all."""


_NONE_LENT: Mapping[Style, Order] = MappingProxyType({})

_PLACES: dict[OrderName, tuple[int, int, int]] = {
    "DMY": (2, 1, 0),
    "MDY": (2, 0, 1),
    "YMD": (0, 1, 2),
    "YDM": (0, 2, 1),
}
"""Where year, month and day stand."""

_POSSIBLE: dict[str, tuple[OrderName, ...]] = {
    "first": ("YMD", "YDM"),
    "last": ("DMY", "MDY"),
    "": ("DMY", "MDY", "YMD"),
}
"""The orders that the place of four digits allows."""


def match_stamp(text: str) -> Stamp | None:
    """A stamp that fills ``text``, as a cell of a table holds it."""
    found = _ALONE.match(text) if len(text) < 80 else None
    return of_match(found) if found else None


def of_match(found: re.Match[str], *, bracket: bool = False) -> Stamp | None:
    """The stamp in a match of `DATE_FIRST` or `TIME_FIRST`; None where it is no time of day."""
    a, mark, b, c, hour, minute, second, between, after = found.group(
        "a", "mark", "b", "c", "hour", "minute", "second", "between", "after"
    )
    half = half_of(after) or half_of(between)
    year: Literal["first", "last", ""] = "first" if len(a) > 2 else "last" if len(c) > 2 else ""
    style = Style(mark.strip(), year, bool(half), bracket)
    stamp = Stamp(
        (int(a), int(b), int(c)),
        int(hour),
        int(minute),
        int(second or 0),
        half,
        style,
        len(b) == 2 and len(a) != 1 and len(c) != 1,
    )
    return stamp if stamp.hour < 25 and stamp.minute < 60 and stamp.second < 61 else None


_NOISE = re.compile(rf"[\s.,،_·'’日일{MARKS}]+")


@lru_cache(maxsize=512)
def half_of(words: str) -> str:
    """``am`` or ``pm`` where the words beside a time say so, else empty."""
    bare = _NOISE.sub("", words).casefold()
    return _HALVES.get(bare, "")


@lru_cache(maxsize=65536)
def resolve(numbers: tuple[int, int, int], order: OrderName) -> date | None:
    """The day that three numbers mean in an order; None where there is no such day."""
    year, month, day = (numbers[place] for place in _PLACES[order])
    if year < 100:
        year += 2000
    elif 2400 < year < 2700:
        year -= 543  # Buddhist calendar
    if not 1990 <= year < 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def infer_orders(
    stamps: Iterable[Stamp], lent: Mapping[Style, Order] = _NONE_LENT
) -> dict[Style, Order]:
    """The date order of each style, from all its stamps in the order of the file.

    A number above 12 (or a day that does not exist) decides. Where several orders remain, the one
    in which time runs backwards least often wins. Where that is a draw, another file of the same
    log (``lent``) or a decided style with the same mark lends its order; else the custom of the
    mark is assumed, and said to be.
    """
    runs: dict[Style, list[tuple[int, int, int]]] = defaultdict(list)
    padded: dict[Style, bool] = defaultdict(lambda: True)
    for stamp in stamps:
        run = runs[stamp.style]
        if not run or run[-1] != stamp.date:
            run.append(stamp.date)
        padded[stamp.style] &= stamp.padded
    orders = {style: _infer(style, run) for style, run in runs.items()}
    for style, order in list(orders.items()):
        if order is None:
            orders[style] = (
                lent.get(style)
                or _lent(style, orders)
                or _custom(style, set(runs[style]), padded=padded[style])
            )
    return {style: order for style, order in orders.items() if order is not None}


def agreed_orders(files: Iterable[Mapping[Style, Order]]) -> dict[Style, Order]:
    """What the files of one log tell each other: the orders of each style on which all agree."""
    told: dict[Style, set[OrderName]] = defaultdict(set)
    for orders in files:
        for style, order in orders.items():
            if order.why != "assumed":
                told[style].add(order.name)
    return {style: Order(names.pop(), "lent") for style, names in told.items() if len(names) == 1}


def _infer(style: Style, run: Sequence[tuple[int, int, int]]) -> Order | None:
    days = set(run)
    left = _fewest(_possible(style), lambda name: sum(_doubtful(n, name) for n in days))
    if len(left) == 1 or style.year == "first":
        return Order(left[0], "decided")
    left = _fewest(left, lambda name: _backward(run, name))
    return Order(left[0], "rising") if len(left) == 1 else None


def _possible(style: Style) -> tuple[OrderName, ...]:
    """Without four digits 25.2.24 begins with day or month; 24-2-25 may begin with the year."""
    dotted = style.mark == "." and not style.half and not style.year
    return ("DMY", "MDY") if dotted else _POSSIBLE[style.year]


def _fewest(names: Sequence[OrderName], count: Callable[[OrderName], int]) -> list[OrderName]:
    counts = {name: count(name) for name in names}
    return [name for name in names if counts[name] == min(counts.values())]


_FIRST_MESSENGER_YEAR = 2009


def _doubtful(numbers: tuple[int, int, int], order: OrderName) -> bool:
    day = resolve(numbers, order)
    return day is None or day.year < _FIRST_MESSENGER_YEAR


def _backward(run: Sequence[tuple[int, int, int]], order: OrderName) -> int:
    days = [day for numbers in run if (day := resolve(numbers, order)) is not None]
    return sum(later < earlier for earlier, later in pairwise(days))


def _lent(style: Style, orders: dict[Style, Order | None]) -> Order | None:
    lent = {
        order.name
        for other, order in orders.items()
        if order is not None and other.mark == style.mark and other.year != "first"
    }
    return Order(lent.pop(), "lent") if len(lent) == 1 else None


def _custom(style: Style, days: set[tuple[int, int, int]], *, padded: bool) -> Order:
    """9/8/21, 9:41 AM is American; all else starts with the day, 14/8/21, 9:41 a. m. too."""
    american = style.mark == "/" and style.half and not padded
    american = american and not any(_doubtful(numbers, "MDY") for numbers in days)
    return Order("MDY" if american else "DMY", "assumed")


_ORDER_WORDS = {
    "DMY": "day, month, year",
    "MDY": "month, day, year",
    "YMD": "year, month, day",
    "YDM": "year, day, month",
}


def order_notes(orders: Mapping[Style, Order]) -> tuple[str, ...]:
    """What was inferred about dates, in words for the user; what nothing told is said to be so."""
    notes = []
    for name in sorted({order.name for order in orders.values()}):
        reasons = {order.why for order in orders.values() if order.name == name}
        note = f"dates read as {_ORDER_WORDS[name]}"
        if "assumed" in reasons and len(reasons) > 1:
            note += "; assumed for some of them, whose style alone cannot tell the day"
        elif "assumed" in reasons:
            note += "; assumed, as this file alone cannot tell day, month and year apart"
        elif "lent" in reasons:
            note += "; other dates of this log tell so"
        elif "rising" in reasons:
            note += "; only so does time not run backwards"
        notes.append(note)
    return tuple(notes)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


class Clock:
    """Turns local times into microseconds since 1970, remembering each hour's offset."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._hours: dict[tuple[date, int, int], int] = {}

    def micros(self, stamp: Stamp, order: OrderName, *, after: int | None = None) -> int | None:
        """When a stamp was; None where there is no such day.

        Args:
            stamp: The stamp.
            order: The order of its date.
            after: The message before. In the hour that comes twice in autumn, a time that would
                lie before it is the second one.
        """
        day = resolve(stamp.date, order) or _other_day(stamp.date, order)
        if day is None:
            return None
        hour = _hour24(stamp.hour, stamp.half)
        rest = (stamp.minute * 60 + stamp.second) * 1_000_000
        when = self._hour(day, hour, 0) + rest
        if after is not None and when < after:
            second = self._hour(day, hour, 1) + rest
            return second if second >= after else when
        return when

    def _hour(self, day: date, hour: int, fold: int) -> int:
        key = (day, hour, fold)
        known = self._hours.get(key)
        if known is None:
            start = day + timedelta(days=hour // 24)
            local = datetime(
                start.year, start.month, start.day, hour % 24, tzinfo=self._zone, fold=fold
            )
            known = self._hours[key] = (local - _EPOCH) // _MICRO
        return known

    def local(self, when: datetime) -> int:
        """When a time was that may state its own offset."""
        aware = when if when.tzinfo else when.replace(tzinfo=self._zone)
        return (aware - _EPOCH) // _MICRO


_SWAPPED: dict[OrderName, OrderName] = {"DMY": "MDY", "MDY": "DMY", "YMD": "YDM", "YDM": "YMD"}


def _other_day(numbers: tuple[int, int, int], order: OrderName) -> date | None:
    """A line may break the order of its file: day and month may change places, the year stays.

    Else the 31st of February 2024, as 31.02.24, would be a day in 2031.
    """
    return resolve(numbers, _SWAPPED[order])


def _hour24(hour: int, half: str) -> int:
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour
