"""Opening hours on the wall clock of one time zone, with public holidays and summer time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dialogkit._hours_text import MIDNIGHT, Week, read_hours
from dialogkit.contact_centre._requests import Interval
from dialogkit.errors import ParameterError

__all__ = ["Hours"]

_DAY = 86_400
_LOOK_AHEAD = 400
"""Days to search for the next opening: any weekly pattern opens within them, holidays included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When the agents are there, as in ``Mo-Fr 08:00-18:00; Sa 09:00-13:00 Europe/Berlin``.

    Read with `Hours.parse`, which takes German and English days, several ranges, shifts over
    midnight, and ``holidays DE-BY`` (or ``Feiertage``) for the public holidays of a state. Times
    are those of the wall clock: on the day summer time begins, 08:00 comes an hour sooner.

    Example:
        >>> hours = Hours.parse("Mo-Fr 08:00-18:00 Europe/Berlin, holidays DE-BY")
        >>> hours.is_open(datetime(2026, 1, 5, 9, tzinfo=UTC))
        True
        >>> str(hours.next_open(datetime(2026, 1, 5, 18, tzinfo=UTC)))  # the 6th is Epiphany
        '2026-01-07 07:00:00+00:00'
    """

    week: Week
    """For Monday to Sunday the ranges that begin on that day, in minutes from its midnight; an end
    above 1440 lies on the next day."""
    timezone: str
    """IANA name of the time zone."""
    country: str | None = None
    """Country whose public holidays are kept, as ``DE``; a range that begins on one is dropped."""
    state: str | None = None
    """State or province of ``country``, as ``BY``."""
    text: str = field(default="", compare=False)
    """As it was written."""

    @classmethod
    def parse(cls, text: str, *, timezone: str = "Europe/Berlin") -> Hours:
        """Reads hours as people write them.

        Args:
            text: Such as ``Mo-Fr 08:00-12:00, 13:00-18:00; Sa 9-13 Europe/Berlin, holidays
                DE-BY``, ``24/7`` or ``closed``.
            timezone: The zone where ``text`` names none.

        Raises:
            ParameterError: The text is no opening hours, with the part that was not understood and
                what is allowed.
        """
        parts = read_hours(text, timezone=timezone)
        return cls(**parts._asdict(), text=text.strip())

    def __str__(self) -> str:
        return self.text or repr(self)

    @property
    def never_open(self) -> bool:
        """Whether no day of the week has hours."""
        return not any(self.week)

    @property
    def always_open(self) -> bool:
        """Whether the whole week is open, holidays too."""
        return self.country is None and all(day == ((0, MIDNIGHT),) for day in self.week)

    def without_holidays(self) -> Hours:
        """The same hours as they are in a week without public holidays."""
        return replace(self, country=None, state=None)

    def is_open(self, when: datetime) -> bool:
        """Whether agents are there at ``when``; at closing time they are not.

        Raises:
            ParameterError: ``when`` has no time zone.
        """
        moment = _seconds(when)
        return any(start <= moment < end for start, end in self._spans(moment, moment + 1))

    def next_open(self, when: datetime) -> datetime | None:
        """The first moment from ``when`` on that is open, in UTC.

        Returns:
            ``when`` itself where it is open; None where the hours never open.

        Raises:
            ParameterError: ``when`` has no time zone.
        """
        moment = _seconds(when)
        for day in range(0, _LOOK_AHEAD, 8):
            for start, _ in self._spans(moment + day * _DAY, moment + (day + 8) * _DAY):
                return _utc(max(start, moment))
        return None

    def intervals(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The open stretches between two moments, in order, in UTC.

        UTC, because Python subtracts two times of one zone by the wall clock, an hour wrong where
        summer time begins or ends between them.

        Raises:
            ParameterError: A moment has no time zone.
        """
        first, last = _seconds(start), _seconds(end)
        return [(_utc(a), _utc(b)) for a, b in self._clipped(first, last)]

    def open_seconds(self, start: datetime, end: datetime) -> float:
        """Seconds open between two moments; 0 where ``end`` is not after ``start``.

        Raises:
            ParameterError: A moment has no time zone.
        """
        return sum(b - a for a, b in self._clipped(_seconds(start), _seconds(end)))

    def as_offsets(self, start: datetime, days: float) -> list[Interval]:
        """The open stretches of so many days of 24 hours, in seconds from ``start``, in order.

        Raises:
            ParameterError: ``start`` has no time zone, or ``days`` is negative.

        Example:
            >>> hours = Hours.parse("Mo-Fr 08:00-18:00 UTC")
            >>> hours.as_offsets(datetime(2026, 1, 9, tzinfo=UTC), days=4)
            [(28800.0, 64800.0), (288000.0, 324000.0)]
        """
        if not days >= 0:
            raise ParameterError(f"days must be 0 or more, got {days}")
        first = _seconds(start)
        return [(a - first, b - first) for a, b in self._clipped(first, first + days * _DAY)]

    def _clipped(self, first: float, last: float) -> Iterator[Interval]:
        for start, end in self._spans(first, last):
            yield max(start, first), min(end, last)

    def _spans(self, first: float, last: float) -> Iterator[Interval]:
        """Open stretches that overlap [first, last), whole, touching ones joined; POSIX seconds."""
        if last <= first:
            return
        held: Interval | None = None
        for start, end in self._ranges(first, last):
            if held is None or start > held[1]:
                if held is not None and held[1] > first:
                    yield held
                held = (start, end)
            else:
                held = (held[0], max(held[1], end))
        if held is not None and held[1] > first:
            yield held

    def _ranges(self, first: float, last: float) -> Iterator[Interval]:
        zone = ZoneInfo(self.timezone)
        day = datetime.fromtimestamp(first, zone).date() - timedelta(days=2)
        final = datetime.fromtimestamp(last, zone).date()
        while day <= final:
            if not self._is_holiday(day):
                for opens, closes in self.week[day.weekday()]:
                    start, end = (_posix(day, minutes, zone) for minutes in (opens, closes))
                    # In the hour that summer time skips, a range can be empty.
                    if start < min(end, last):
                        yield start, end
            day += timedelta(days=1)

    def _is_holiday(self, day: date) -> bool:
        return self.country is not None and day in public_holidays(
            self.country, self.state, day.year
        )


@lru_cache(maxsize=256)
def public_holidays(country: str, state: str | None, year: int) -> frozenset[date]:
    """The public holidays of one year."""
    import holidays

    return frozenset(holidays.country_holidays(country, subdiv=state, years=year))


@lru_cache(maxsize=4096)
def _posix(day: date, minutes: int, zone: ZoneInfo) -> float:
    """A time of the wall clock as POSIX seconds; minutes count from the midnight of ``day``."""
    later, minutes = divmod(minutes, MIDNIGHT)
    at = time(minutes // 60, minutes % 60)
    return datetime.combine(day + timedelta(days=later), at, tzinfo=zone).timestamp()


def _seconds(when: datetime) -> float:
    if when.tzinfo is None:
        raise ParameterError("a time must have a time zone, got one without; add tzinfo=…")
    return when.timestamp()


def _utc(moment: float) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
