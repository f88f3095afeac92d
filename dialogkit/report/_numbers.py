"""Numbers as people write them in German and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from dialogkit._durations import readable
from dialogkit.evaluate import Rate

__all__ = ["Numbers"]

_NARROW = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Writes numbers in one language."""

    locale: str
    """``de`` or ``en``."""
    to: str
    """The word between the ends of an interval."""
    timezone: str = "Europe/Berlin"
    """Where times are told."""
    currency: str = ""
    """ISO 4217 code of amounts of money; where it is empty, the reader knows."""

    def decimal(self, value: float, digits: int = 1) -> str:
        """With at most ``digits`` after the point."""
        pattern = "#,##0." + "#" * digits if digits else "#,##0"
        return _without_sign(str(format_decimal(value, format=pattern, locale=self.locale)))

    def count(self, value: float) -> str:
        """A number of cases; whole where it is."""
        return self.decimal(value, 0 if float(value).is_integer() else 1)

    def share(self, value: float, digits: int = 1) -> str:
        """A share (0 to 1) as a percentage."""
        return self._percent(self._fixed(value * 100, digits))

    def _percent(self, number: str) -> str:
        return f"{number}{_NARROW}%" if self.locale == "de" else f"{number}%"

    def _fixed(self, value: float, digits: int) -> str:
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return _without_sign(str(format_decimal(value, format=pattern, locale=self.locale)))

    def seconds(self, value: float) -> str:
        """A time in the units that read best, as 2 h 48 min."""
        text = readable(value).replace(" ", _NARROW)
        text = text.replace(".", ",") if self.locale == "de" else text
        return re.sub(r"\d{4,}", lambda digits: self.count(int(digits[0])), text)

    def money(self, value: float) -> str:
        """An amount of money, with its currency where that is known."""
        amount = self._fixed(value, 2)
        return f"{amount}{_NARROW}{self.currency}" if self.currency else amount

    def value(self, value: float, unit: str) -> str:
        """A rate's value in its unit."""
        if unit == "share":
            return self.share(value)
        return self.seconds(value) if unit == "seconds" else self.money(value)

    def range(self, least: float, value: float, unit: str) -> str:
        """A value of which only the ends are known."""
        if unit == "share":
            return f"{self._fixed(least * 100, 1)} {self.to} {self.share(value)}"
        return f"{self.value(least, unit)} {self.to} {self.value(value, unit)}"

    def axis(self, value: float, unit: str) -> str:
        """A value beside an axis: short."""
        if unit == "share":
            return self._percent(self.decimal(value * 100, 1))
        return self.value(value, unit)

    def window(self, window: str) -> str:
        """A duration as ``72h`` with its unit set apart."""
        match = re.fullmatch(r"([\d.]+)([smhdw])", window)
        if match is None:
            return window
        unit = {"m": "min", "d": "d", "w": "w"}.get(match[2], match[2])
        return f"{match[1]}{_NARROW}{unit}"

    def interval(self, rate: Rate) -> str:
        """Both ends of a rate's interval; empty where it has none."""
        if rate.low is None or rate.high is None:
            return ""
        if rate.unit == "share":
            low, high = (self._fixed(end * 100, 1) for end in (rate.low, rate.high))
            return f"{low} {self.to} {self._percent(high)}"
        low, high = (self.value(end, rate.unit) for end in (rate.low, rate.high))
        return f"{low} {self.to} {high}"

    def gap(self, value: float, unit: str, *, points: str = "") -> str:
        """A difference with its sign; of shares in points.

        Args:
            value: The difference.
            unit: Of the rate.
            points: What to write after the points; ``{x}`` stands for them.
        """
        if unit == "share":
            shown = self._signed(self._fixed(abs(value) * 100, 1), value)
            return points.replace("{x}", shown) if points else shown
        return self._signed(self.value(abs(value), unit), value)

    def gap_interval(self, low: float, high: float, unit: str) -> str:
        """Both ends of the interval of a difference."""
        return f"{self.gap(low, unit)} {self.to} {self.gap(high, unit)}"

    @staticmethod
    def _signed(text: str, value: float) -> str:
        nothing = not re.search(r"[1-9]", text)
        return text if nothing else ("\N{MINUS SIGN}" if value < 0 else "+") + text

    def of_hundred(self, low: float, high: float) -> str:
        """An interval of shares as cases of 100."""
        return f"{round(low * 100)} {self.to} {round(high * 100)}"

    def date(self, text: str) -> str:
        """A date in ISO form as it is written here; anything else as it is."""
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            return text
        return str(
            format_date(
                day,
                format="d. MMMM yyyy" if self.locale == "de" else "d MMMM yyyy",
                locale=self.locale,
            )
        )

    def clock(self, at: Any) -> str:
        """When a message was sent: local hour and minute, or minutes and seconds from the start."""
        if isinstance(at, int | float) and not isinstance(at, bool):
            minutes, seconds = divmod(round(at), 60)
            return f"{minutes}:{seconds:02d}"
        local = self._local(at)
        return f"{local:%H:%M}" if local else ""

    def day(self, at: Any) -> str:
        """The local date of a message; empty where its time is none of a calendar."""
        local = self._local(at) if isinstance(at, str | datetime) else None
        return self.date(local.date().isoformat()) if local else ""

    def _local(self, at: Any) -> datetime | None:
        try:
            when = datetime.fromisoformat(str(at))
        except ValueError:
            return None
        return when.astimezone(ZoneInfo(self.timezone)) if when.tzinfo else when

    def plain(self, value: float) -> str:
        """A number of which nothing is known but its size."""
        return self.count(value) if float(value).is_integer() else self.decimal(value, 3)

    def measured(self, value: Any, unit: str) -> str:
        """A value with its unit, as an assumption carries it."""
        if not isinstance(value, int | float):
            return "" if value is None else str(value)
        if unit in ("share", "%", "probability"):
            return self.share(value)
        if unit in ("s", "seconds"):
            return self.seconds(value)
        return (
            f"{self.decimal(value, 2)}{_NARROW}{unit}"
            if unit not in ("", "1", "number", "factor")
            else self.decimal(value, 3)
        )


def _without_sign(text: str) -> str:
    """Nothing is never less than nothing, however it was rounded."""
    return text if re.search(r"[1-9]", text) else text.lstrip("-\N{MINUS SIGN}")


def rate_of(value: Mapping[str, Any] | float) -> Rate:
    """A rate from ``{value, low, high}`` or from a bare number."""
    if isinstance(value, Mapping):
        return Rate.from_json({"low": None, "high": None, "denominator": 0, **value})
    return Rate(value=float(value), low=None, high=None, numerator=None, denominator=0)
