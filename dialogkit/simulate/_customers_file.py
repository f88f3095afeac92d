"""The customer file at the door: every value checked before it becomes a `Customers`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from dialogkit import _files
from dialogkit.errors import InputError, ParameterError
from dialogkit.simulate._customers_rows import (
    key_told,
    lacking,
    nearest,
    parameters_of,
    unknown_names,
)
from dialogkit.simulate._customers_served import ServedEntry, as_entry, served_of
from dialogkit.simulate._habits import DAYS, Counted, Delay, Segment, Segments, Share
from dialogkit.simulate._remarks import in_both, remark

if TYPE_CHECKING:
    from dialogkit.simulate._customers import Customers, Spoken

__all__ = ["FORMAT", "as_json", "as_text", "read"]

FORMAT = "dialogkit.customers/2"
_NUMBERS = re.compile(
    r"\[\s[-\d.,\se]*\]"  # a list of numbers
    r'|\{\s*"value": [-\d.e]+,\s*"low": [-\d.e]+,\s*"high": [-\d.e]+,\s*"n": \d+\s*\}'
)
"""What is written on one line. Inside of strings there is no line break, so texts stay."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
OLD = "dialogkit.customers/1"
"""Files of this form are read still; what they lack is as it was for them."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError("is no time zone, such as Europe/Berlin") from None
    return name


def _week(value: Any) -> Any:
    """The hours of the week in one row, where the file has a row a day."""
    if not isinstance(value, Mapping):
        return value
    days = [value.get(day) for day in DAYS]
    if len(value) != 7 or not all(isinstance(day, list) and len(day) == 24 for day in days):
        raise ValueError(f"must be 24 rates for each of the days {', '.join(DAYS)}")
    return [rate for day in days for rate in day or ()]


def _day(value: Any) -> Any:
    """A day as text, in years for which there are calendars."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError("must be a day, as 2026-01-31")
    if not 1970 <= int(value[:4]) <= 2200:
        raise ValueError("must lie in the years 1970 to 2200")
    return value


def _whole_text(value: str) -> str:
    if not value.isascii() and value.encode("utf-8", "replace").decode() != value:
        raise ValueError("must be text; half a letter is in it")
    return value


Rate = Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)]
"""A rate or a number of seconds; more than there can be is a slip."""
Part = Annotated[float, Field(strict=True, ge=0, le=1)]
Count = Annotated[int, Field(strict=True, ge=0, le=2**53)]
Above = Annotated[float, Field(strict=True, gt=0, le=1e9, allow_inf_nan=False)]
Spread = Annotated[float, Field(strict=True, ge=0, le=20, allow_inf_nan=False)]
"""Of the logarithm of a time: with 20 every time from a blink to an age is likely."""
Text = Annotated[str, AfterValidator(_whole_text)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Share(_Row):
    value: Part
    low: Part
    high: Part
    n: Count


class _Segment(_Row):
    n: Count
    intents: dict[Text, _Share]


class _Segments(_Row):
    channels: dict[Text, _Segment] = Field(default_factory=dict)
    locales: dict[Text, _Segment] = Field(default_factory=dict)
    hours: dict[Text, _Segment] = Field(default_factory=dict)


class _Delay(_Row):
    to: Literal["bot", "agent"]
    channel: Text
    median: Above
    low: Rate
    high: Rate
    spread: Spread
    n: Count


class _Counted(_Row):
    name: Text
    value: Rate
    low: Rate
    high: Rate
    n: Count
    unit: Literal["share", "seconds", "number"] = "share"
    label_de: Text = ""
    label_en: Text = ""


class _Heard(_Row):
    label: Text | None
    confidence: Part
    likely: Text | None = None


class _Typed(_Heard):
    text: Text


class _Spoken(_Row):
    text: Text
    locale: Text | None
    meant: dict[Text, Part]
    heard: _Heard | None = None
    typed: dict[Text, _Typed] | None = None


class _File(_Row):
    format: str
    kind: Literal["measured", "assumed"] = "measured"
    source: Text = ""
    texts_from: Literal["anonymized", "raw", "labelled", "unknown"] = "unknown"
    fingerprint: Text
    weeks: Above
    cases: Count
    timezone: Annotated[str, AfterValidator(_zone)]
    ends: Annotated[date, BeforeValidator(_day)]
    arrivals: Annotated[
        tuple[Rate, ...], BeforeValidator(_week), Field(min_length=168, max_length=168)
    ]
    dispersion: Annotated[float, Field(strict=True, ge=1, le=1e9, allow_inf_nan=False)]
    intents: dict[Text, _Share]
    locales: dict[Text, Part]
    channels: dict[Text, Part]
    segments: _Segments = Field(default_factory=_Segments)
    at_once: dict[Text, _Share] = Field(default_factory=dict)
    at_once_of_all: Part = 0.0
    greets_first: Part
    reply_median: Above
    reply_spread: Spread
    replies: Count
    delays: list[_Delay] = Field(default_factory=list)
    parameters: list[Any]
    counted: list[_Counted] = Field(default_factory=list)
    served: ServedEntry | None = None
    notes: list[Text]
    notes_de: list[Text] = Field(default_factory=list)
    spoken: list[_Spoken]


_KINDS = (_File, _Spoken, _Typed, _Counted, _Delay, _Segments, _Segment, _Share, ServedEntry)
_ALL_KEYS = frozenset(key for model in _KINDS for key in model.model_fields)


def read(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The fields of `Customers`, the texts as plain dictionaries.

    Raises:
        InputError: The file is no customer file, or values are missing or outside their range; all
            of them are listed.
    """
    name = os.fspath(path)
    if name.lower().endswith((".parquet", ".csv", ".tsv", ".jsonl", ".ndjson")):
        what = (
            "is a table, no customer file; fit customers to its messages with dialogkit customers"
        )
        raise InputError(what, file=name)
    value = _files.read_json(path)
    if not isinstance(value, dict) or value.get("format") not in (FORMAT, OLD):
        raise InputError(f"is not a customer file (its format must be {FORMAT})", file=name)
    try:
        found = _File.model_validate(value).model_dump()
    except ValidationError as error:
        raise InputError(_sentence(error), file=name) from None
    old = found.pop("format") == OLD
    found["assumed"] = found.pop("kind") == "assumed"
    wrong: list[str] = []
    made = {key: _tried(make, found[key], wrong) for key, make in _MAKERS.items()}
    wrong += unknown_names(found)
    away = [] if wrong else lacking(found["parameters"])
    if away and not old:
        listed = f"{', '.join(away)} (low, central, high unless you know better)"
        wrong.append(f"parameters: lack {listed}; who wants none of it sets all three to 0")
    if wrong:
        raise InputError(f"has values that cannot be ({_listed(wrong)})", file=name)
    if away:
        both = in_both([remark("away", names=", ".join(away))])
        made |= {key: (*(made[key] or ()), *own) for key, own in both.items()}
    return {**found, **made}


def _listed(wrong: Sequence[str]) -> str:
    more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
    return "; ".join(wrong[:5]) + more


_Made = TypeVar("_Made")


def _tried(make: Callable[[Any], _Made], value: Any, wrong: list[str]) -> _Made | None:
    try:
        return make(value)
    except ParameterError as error:
        wrong.append(error.what)
        return None


def _shares(rows: Mapping[str, Any]) -> dict[str, Share]:
    return {label: _named(label, Share, row) for label, row in rows.items()}


def _named(name: str, kind: type[_Made], row: Mapping[str, Any]) -> _Made:
    """A value, or an error that says which one it is."""
    try:
        return kind(**row)
    except ParameterError as error:
        raise ParameterError(f"{name}: {error.what}") from None


def _segments(value: Mapping[str, Any]) -> Segments:
    return Segments(
        **{
            kind: {
                name: Segment(n=row["n"], intents=_shares(row["intents"]))
                for name, row in rows.items()
            }
            for kind, rows in value.items()
        }
    )


def _rows(kind: type[_Made], what: str) -> Callable[[Any], tuple[_Made, ...]]:
    return lambda rows: tuple(_named(f"{what}[{n}]", kind, row) for n, row in enumerate(rows))


_MAKERS: Mapping[str, Callable[[Any], Any]] = {
    "parameters": parameters_of,
    "intents": _shares,
    "segments": _segments,
    "at_once": _shares,
    "delays": _rows(Delay, "delays"),
    "counted": _rows(Counted, "counted"),
    "served": served_of,
    "notes": tuple,
    "notes_de": tuple,
}


def as_text(customers: Customers) -> str:
    """Customers as the text of a file: a line a row of numbers, so that a week fits on a screen."""
    text = json.dumps(as_json(customers), ensure_ascii=False, indent=2)
    return _NUMBERS.sub(lambda match: " ".join(match[0].split()), text) + "\n"


def as_json(customers: Customers) -> dict[str, Any]:
    """Customers as the value of a file."""
    rates = [round(rate, 6) for rate in customers.arrivals]
    segments = customers.segments
    return {
        "format": FORMAT,
        **({"kind": "assumed", "source": customers.source} if customers.assumed else {}),
        "texts_from": customers.texts_from,
        "fingerprint": customers.fingerprint,
        "weeks": customers.weeks,
        "cases": customers.cases,
        "timezone": customers.timezone,
        "ends": customers.ends.isoformat(),
        "arrivals": {day: rates[24 * i : 24 * i + 24] for i, day in enumerate(DAYS)},
        "dispersion": customers.dispersion,
        "intents": _share_rows(customers.intents),
        "locales": dict(customers.locales),
        "channels": dict(customers.channels),
        "segments": {
            kind: {
                name: {"n": segment.n, "intents": _share_rows(segment.intents)}
                for name, segment in getattr(segments, kind).items()
            }
            for kind in ("channels", "locales", "hours")
        },
        "at_once": _share_rows(customers.at_once),
        "at_once_of_all": customers.at_once_of_all,
        "greets_first": customers.greets_first,
        "reply_median": customers.reply_median,
        "reply_spread": customers.reply_spread,
        "replies": customers.replies,
        "delays": [asdict(row) for row in customers.delays],
        "parameters": [parameter.as_row() for parameter in customers.parameters.values()],
        "counted": [row.as_row() for row in customers.counted],
        **as_entry(customers.served),
        "notes": list(customers.notes),
        "notes_de": list(customers.notes_de),
        "spoken": [_spoken_row(spoken) for spoken in customers.spoken],
    }


def _share_rows(shares: Mapping[str, Share]) -> dict[str, dict[str, Any]]:
    return {label: asdict(share) for label, share in shares.items()}


def _spoken_row(spoken: Spoken) -> dict[str, Any]:
    row: dict[str, Any] = {"text": spoken.text, "locale": spoken.locale}
    row["meant"] = dict(spoken.meant)
    if spoken.heard is not None:
        row["heard"] = asdict(spoken.heard)
    if spoken.typed is not None:
        row["typed"] = {
            form: {"text": text, **asdict(heard)} for form, (text, heard) in spoken.typed.items()
        }
    return row


def _sentence(error: ValidationError) -> str:
    """All that is wrong, by place; never a text of a customer."""
    return f"has values that cannot be ({_listed([*map(_told, error.errors())])})"


def _part(part: object) -> str:
    return f"[{part}]" if isinstance(part, int) else key_told(part)


def _told(each: Any) -> str:
    *above, last = each["loc"] or ("",)
    place = ".".join(_part(part) for part in each["loc"])
    place = place.replace(".[", "[")
    if each["type"] == "extra_forbidden":
        return ".".join(filter(None, (*map(_part, above), nearest(last, _ALL_KEYS)))).replace(
            ".[", "["
        )
    if each["type"] in _SHAPES:
        return f"{place}: must be {_shape(each)}, got {_kind(each['input'])}"
    rule = each["msg"].removeprefix("Value error, ")
    return f"{place}: {rule[0].lower()}{rule[1:]}"


_SHAPES = {"model_type": "a mapping", "dict_type": "a mapping", "list_type": "a list"}
"""What is expected, in place of a sentence that names the kinds of a program."""


def _kind(value: object) -> str:
    """What stands there; text is not shown, a customer may have written it."""
    for kind, name in ((str, "text"), (list, "a list"), (dict, "a mapping")):
        if isinstance(value, kind):
            return name
    return "nothing" if value is None else f"{value}"[:20]


def _shape(each: Any) -> str:
    kind = each.get("ctx", {}).get("class_name")
    as_share = kind == _Share.__name__
    return "a share as {value, low, high, n}" if as_share else _SHAPES[each["type"]]
