"""Forecasts and rates as files: checked at the door, so that no later step trips over them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from dialogkit import _files
from dialogkit.errors import InputError

__all__ = ["read_judged"]


class _File(BaseModel):
    model_config = ConfigDict(strict=True, allow_inf_nan=False, defer_build=True)


class _Rate(_File):
    value: float
    low: float | None
    high: float | None
    denominator: float
    numerator: float | None = None
    unknown: int = 0
    definition: str = ""
    definition_de: str = ""
    label: str = ""
    label_de: str = ""
    window: str | None = None
    unit: str = "share"
    interval: str = ""
    parts: dict[str, int | None] = {}


class _Slice(_File):
    n: int
    rates: dict[str, _Rate]


class _Rates(_File):
    n: int
    rates: dict[str, _Rate]
    slices: dict[str, dict[str, _Slice]] = {}
    left_out: dict[str, str] = {}
    left_out_de: dict[str, str] = {}
    not_counted: dict[str, int] = {}
    outcomes: dict[str, _Rate] = {}


class _Figure(_File):
    value: float | None
    low: float | None = None
    high: float | None = None


class _Flow(_File):
    name: str = ""
    steps: int | list[Any] | dict[str, Any] = 0


class _Moved(_File):
    """One bar of what moves the result."""

    name: str
    low: float | None = None
    high: float | None = None
    low_value: float
    central_value: float | None = None
    high_value: float
    label_de: str = ""
    label_en: str = ""


class _Line(_File):
    speaker: str
    text: str
    step: str | None = None
    at: str | None = None


class _Transcript(_File):
    case_id: str
    intent: str | None = None
    turns: list[_Line] = []


class _Failure(_File):
    kind: str
    label_de: str = ""
    label_en: str = ""
    why_de: str = ""
    why_en: str = ""
    help_de: str = ""
    help_en: str = ""
    count: int = 0
    share: float | dict[str, Any] | None = None
    transcripts: list[_Transcript] = []


class _Assumption(_File):
    name: str
    low: float
    central: float
    high: float
    unit: str | None = None
    source: str | None = None
    n: int | None = None
    label_de: str = ""
    label_en: str = ""


class _Forecast(_File):
    """What ``dialogkit forecast`` writes; see `dialogkit.forecast.Forecast`."""

    rates: _Rates
    format: str = ""
    title: str = ""
    flow: _Flow | None = None
    seed: int | None = None
    replications: int | None = None
    days: int | None = None
    start: str | None = None
    n_cases: int | None = None
    baseline: _Rates | None = None
    outcome_shares: dict[str, _Figure] | None = None
    operations: dict[str, dict[str, _Figure]] | None = None
    assumptions: list[_Assumption] | None = None
    sensitivity: list[_Moved] | None = None
    sensitivity_replications: int | None = None
    scenarios: dict[str, _Rates] | None = None
    week: list[dict[str, float]] | None = None
    failures: list[_Failure] | None = None
    traffic: dict[str, int] | None = None
    flow_svg: str | None = None
    validation: dict[str, Any] | None = None
    data: dict[str, Any] | None = None
    model: dict[str, Any] | None = None
    privacy: dict[str, Any] | None = None
    versions: dict[str, Any] | None = None
    command: str | None = None
    cases_file: str | None = None
    baseline_file: str | None = None


def read_judged(path: Path) -> dict[str, Any]:
    """A forecast or rates, whole enough to be shown and judged.

    Raises:
        InputError: The file is neither, or a value in it cannot be what it is.
    """
    if path.suffix.lower() in (".parquet", ".jsonl", ".ndjson", ".csv"):
        what = "is no forecast and no rates (.json)"
        raise InputError(
            f"{what}; count its cases: dialogkit evaluate -o rates.json", file=str(path)
        )
    value = _files.read_json(path)
    if not isinstance(value, dict) or "rates" not in value:
        raise InputError("is neither a forecast nor rates: it has no rates", file=str(path))
    inner = value["rates"]
    kind = _Forecast if isinstance(inner, dict) and "rates" in inner else _Rates
    try:
        kind.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"][:6])
        what = f"{where}: {first['msg']}; write it again with dialogkit forecast or evaluate"
        raise InputError(what, file=str(path)) from None
    return value
