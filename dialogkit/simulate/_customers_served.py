"""How a team answered, in a customer file: the form of the entry, and the entry of a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dialogkit.errors import ParameterError
from dialogkit.simulate._served import SERVED, Measured, Served, ServedDay

__all__ = ["ServedEntry", "as_entry", "served_of"]

_Number = Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)]
_Count = Annotated[int, Field(strict=True, ge=0, le=2**40)]
_Counts = Annotated[list[_Count], Field(min_length=24, max_length=24)]
_Name = Literal[
    "arrivals_per_week",
    "half_answered_after",
    "nine_of_ten_answered_after",
    "answered_60m",
    "answered_60m_open",
    "answered_when_closed",
    "never_answered",
    "settled",
    "recontact_72h",
]
_Why = Literal["no_times", "short", "bot", "few", "no_agents", "coarse", "unlinked", "unanswered"]
"""Why something was not measured."""
_Out = Literal["no_times", "late", "part_week", "team_first", "bot"]
"""Why a case does not count."""
_UNITS = {
    "arrivals_per_week": "number",
    "half_answered_after": "seconds",
    "nine_of_ten_answered_after": "seconds",
}
_PER_HOUR = frozenset({"answered_60m_open", "answered_when_closed"})


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Measured(_Entry):
    value: _Number
    low: _Number
    high: _Number
    n: _Count
    unit: Literal["share", "seconds", "number"]
    most: _Number | None = None


class _Day(_Entry):
    day: Literal["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    wrote: _Counts
    in_time: _Counts
    answers: _Counts


class ServedEntry(_Entry):
    """The entry ``served`` of a customer file."""

    rows: dict[_Name, _Measured] = Field(default_factory=dict)
    """What was measured."""
    days: list[_Day] = Field(default_factory=list)
    """The days of the log by the hour."""
    lacks: dict[_Name, _Why] = Field(default_factory=dict)
    """What was not, and why."""
    left_out: dict[_Out, _Count] = Field(default_factory=dict)
    """Cases left out, by reason."""


def served_of(entry: Mapping[str, Any] | None) -> Served | None:
    """The value of an entry; None where a file has none.

    Raises:
        ParameterError: A number is not within its interval or has another unit than its name, or a
            day does not add up.
    """
    if entry is None:
        return None
    rows = {}
    for name, row in entry["rows"].items():
        unit = _UNITS.get(name, "share")
        if row["unit"] != unit or name in _PER_HOUR:
            rule = "follows from days" if name in _PER_HOUR else f"must have the unit {unit}"
            raise ParameterError(f"served.rows.{name}: {rule}")
        rows[name] = _placed(f"rows.{name}", Measured, row)
    days = [_placed(f"days[{n}]", ServedDay, _whole(d)) for n, d in enumerate(entry["days"])]
    return Served(rows=rows, days=tuple(days), lacks=entry["lacks"], left_out=entry["left_out"])


def _placed(place: str, kind: Any, row: Mapping[str, Any]) -> Any:
    try:
        return kind(**row)
    except ParameterError as error:
        raise ParameterError(f"served.{place}: {error.what}") from None


def _whole(day: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(each) if isinstance(each, list) else each for name, each in day.items()}


def as_entry(served: Served | None) -> dict[str, Any]:
    """The key ``served`` with its entry, in the order of `SERVED`; nothing where there is none."""
    if served is None:
        return {}
    rows = {name: served.rows[name].to_json() for name in SERVED if name in served.rows}
    days = [
        {
            "day": day.day,
            "wrote": list(day.wrote),
            "in_time": list(day.in_time),
            "answers": list(day.answers),
        }
        for day in served.days
    ]
    kept = {"rows": rows, "days": days, "lacks": {**served.lacks}, "left_out": {**served.left_out}}
    return {"served": kept}
