"""Cases as arrays: one array a column that the metrics need, made once by Arrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dialogkit._durations import seconds
from dialogkit.conversation import CASE_SCHEMA, OBSERVED_UNTIL, Cases
from dialogkit.errors import InputError
from dialogkit.evaluate._recontact import came_back, looked_for

__all__ = ["Records", "Settings", "codes_of", "records_of", "run_of_each"]

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

_MOST_REPLICATIONS = 2**21
_WORDS = {
    "abandoned": ("no", "bot", "queue"),
    "resolved": ("yes", "no", "unknown"),
    "resolved_by": ("bot", "agent", "none"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the caller of `evaluate` chose; see there."""

    window: str = "72h"
    """How long a recontact counts."""
    service_level_seconds: float = 3_600
    """The wait that counts as answered in time, by the clock on the wall."""
    wage_per_hour: float | None = None
    """Cost of an agent's hour; None: no cost is given."""
    bot_cost_per_case: float = 0.0
    """Cost of the bot for each case it takes part in."""
    concurrency: float = 1.0
    """Chats that agents really hold at once while they hold any; where that is not known, the
    least it can be, at which an hour of chats costs most."""
    concurrency_at_most: float | None = None
    """The most it can be, where it is not known; None where ``concurrency`` is known."""
    staffing: Mapping[str, Any] | None = None
    """``busy_seconds`` and ``staffed_seconds`` of the agents, numbers or one number a period."""
    observed_until: datetime | None = None
    """End of the data, timezone-aware; None: as the table says, or else its latest time."""
    timezone: str = "Europe/Berlin"
    """Where the hours of the day are counted."""
    without_issue: tuple[str, ...] = ("greeting", "spam", "test")
    """Intents that are no issue."""
    dead_ends: tuple[str, ...] = ("dead_end",)
    """Values of ``end`` that are dead ends."""
    correct_refusals: tuple[str, ...] = ("correct_refusal",)
    """Values of ``end`` that rightly refuse what the customer wanted."""
    level: float = 0.95
    """How often the intervals shall hold the true value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The eligible cases as arrays of shape ``(n,)``, with what the metrics share."""

    columns: Mapping[str, NDArray[Any]]
    """Array by name; all of the same length."""
    known: frozenset[str]
    """Optional columns that hold a value in at least one case."""
    reasons: tuple[str, ...]
    """Names that the codes in the column ``reason`` stand for."""
    settings: Settings
    """What the caller chose."""
    baseline: Records | None = None
    """The same arrivals without the bot."""
    arrivals: NDArray[np.int64]
    """One number for each (scenario, replication) that arrived of itself, not called by the bot,
    sorted; of all cases, also those that are not eligible."""
    looked_for: float | None = None
    """For how many seconds after closing returns were linked; None where the table says nothing."""
    window: str = ""
    """The duration that the metric at hand is about, as ``72h``."""
    not_counted: Mapping[str, int] = field(default_factory=dict)
    """Cases that are not eligible, by reason."""

    def __len__(self) -> int:
        return len(self.columns["engaged"])

    def take(self, rows: NDArray[Any]) -> Self:
        """Only the cases at ``rows`` (numbers or a mask)."""
        return replace(self, columns={name: col[rows] for name, col in self.columns.items()})

    def within(self, window: str) -> Self:
        """The same cases, asked about another duration."""
        return replace(self, window=window)

    def flag(self, name: str) -> Bools:
        """A yes-or-no column, as engaged, asked, handed, reached, solved, unsolved, unsettled."""
        flags: Bools = self.columns[name]
        return flags

    def amount(self, name: str) -> Floats:
        """A column of numbers, not-a-number where unknown, as wait, first_response, handle."""
        amounts: Floats = self.columns[name]
        return amounts

    @property
    def contained(self) -> Bools:
        """Bot-engaged, and no human was asked for, reached, or tried in vain."""
        human = self.flag("asked") | self.flag("handed") | self.flag("reached")
        return self.flag("engaged") & ~human & ~self.flag("tried")

    @property
    def everyone(self) -> Bools:
        """All eligible cases."""
        return np.ones(len(self), dtype=np.bool_)

    @property
    def came_back(self) -> Bools:
        """The customer returned with the same issue within the window."""
        return self.amount("back_after") <= seconds(self.window)

    @property
    def followed(self) -> Bools:
        """The data goes on for the whole window after closing, and a return would be noticed."""
        return self.amount("followed") >= seconds(self.window)

    @property
    def watched(self) -> Bools:
        """The data goes on for the whole window after opening, and a return would be noticed.

        Unlike `followed` it does not depend on how the case went, so that those which take long are
        not missing where shares are counted.
        """
        return self.amount("watched") >= seconds(self.window)

    @property
    def unanswered(self) -> Bools:
        """In a log, a customer without a bot whose unsettled case no agent ever answered.

        Simulated cases tell of each whether it was put through, and when it left.
        """
        if "scenario" in self.known:
            return ~self.everyone
        served = self.flag("engaged") | self.flag("reached") | self.flag("left_queue")
        return ~served & ~self.flag("solved") & np.isnan(self.amount("wait"))

    @property
    def needed(self) -> Bools:
        """A human was needed: the record says so, or the customer asked for one."""
        return np.asarray(self.columns["need"] == 1) | self.flag("asked")

    @property
    def not_needed(self) -> Bools:
        """No human was needed: the record says so, and the customer did not ask for one."""
        return np.asarray(self.columns["need"] == 0) & ~self.flag("asked")


def records_of(cases: Cases | pa.Table, settings: Settings) -> Records:
    """The eligible cases of a table as arrays.

    Raises:
        InputError: A required column is missing, or a column holds what it must not.
    """
    table = _checked(cases.table if isinstance(cases, Cases) else cases)
    known = frozenset(n for n in table.column_names if table[n].null_count < len(table))
    looked = looked_for(table)
    opened, closed = _seconds(table["opened_at"]), _seconds(table["closed_at"])
    columns = _flags(table, settings) | _amounts(table, known)
    back_after, is_recontact, noticed = came_back(
        table, opened, closed, window=seconds(settings.window)
    )
    until = settings.observed_until or _said_until(table)
    end, most = _end_of_data(opened, closed, until), looked or np.inf
    columns |= {
        "back_after": back_after,
        "is_recontact": is_recontact,
        "followed": _seen(end - closed, most, noticed),
        "watched": _seen(end - opened, most, noticed),
        "goes_on": np.nan_to_num(end - opened, nan=-1.0),
        "row": np.arange(len(table)),
    }
    reasons, codes = _dictionary(table["handoff_reason"])
    columns["reason"] = codes
    empty = ~columns["wrote"]
    idle = columns["no_issue"] & ~empty
    records = Records(
        columns=columns,
        known=known,
        reasons=reasons,
        settings=settings,
        arrivals=_arrivals(columns),
        looked_for=looked,
        not_counted={"no_customer_turn": int(empty.sum()), "no_issue": int(idle.sum())},
    )
    return records.take(~empty & ~idle)


def _checked(table: pa.Table) -> pa.Table:
    """The table in the types of `CASE_SCHEMA`; optional columns that are missing are null."""
    names = set(table.column_names)
    missing = [f.name for f in CASE_SCHEMA if not f.nullable and f.name not in names]
    if missing:
        raise InputError(f"the cases lack the columns {', '.join(missing)}")
    columns = {f.name: _typed(table, f) for f in CASE_SCHEMA}
    wrong = [
        f"{name} must be {', '.join(words[:-1])} or {words[-1]}"
        for name, words in _WORDS.items()
        if not pc.all(pc.is_in(columns[name], pa.array(words)), min_count=0).as_py()
    ]
    gaps = [f.name for f in CASE_SCHEMA if not f.nullable and columns[f.name].null_count]
    if gaps:
        wrong.append(f"{', '.join(gaps)} must have a value in every case")
    if wrong:
        raise InputError(f"cases: {'; '.join(wrong)}")
    return pa.table(columns).replace_schema_metadata(table.schema.metadata)


def _typed(table: pa.Table, field_: pa.Field) -> pa.ChunkedArray:
    if field_.name not in table.column_names:
        return pa.chunked_array([pa.nulls(len(table), field_.type)])
    try:
        return table[field_.name].cast(field_.type)
    except pa.ArrowException:
        raise InputError(f"column {field_.name} of the cases must be {field_.type}") from None


def _flags(table: pa.Table, settings: Settings) -> dict[str, NDArray[Any]]:
    engaged, reached = _bools(table["bot_engaged"]), _bools(table["reached_agent"])
    reason = pc.fill_null(pc.not_equal(table["handoff_reason"], ""), False)
    return {
        "engaged": engaged,
        "reached": reached,
        "asked": _bools(table["asked_for_human"]),
        "handed": _bools(table["handed_off"]),
        "tried": _bools(reason),
        "left_bot": _is(table["abandoned"], "bot"),
        "left_queue": _is(table["abandoned"], "queue"),
        "solved": _is(table["resolved"], "yes"),
        "unsolved": _is(table["resolved"], "no"),
        "unsettled": _is(table["resolved"], "unknown"),
        "dead_end": _is(table["end"], *settings.dead_ends),
        "refusal": _is(table["end"], *settings.correct_refusals),
        "pushed": _bools(pc.is_valid(table["push"])),
        "wrote": _bools(pc.greater(table["customer_turns"], 0)),
        "no_issue": _is(table["intent"], *settings.without_issue),
        "need": _numbers(pc.fill_null(table["handoff_needed"].cast(pa.int8()), -1)),
    }


def _amounts(table: pa.Table, known: frozenset[str]) -> dict[str, NDArray[Any]]:
    columns: dict[str, NDArray[Any]] = {
        "wait": _floats(table["wait_seconds"]),
        "first_response": _floats(table["first_response_seconds"]),
        "handle": _floats(table["handle_seconds"]),
        "agent": _floats(table["agent_seconds"]),
        "day": np.nan_to_num(_seconds(table["opened_at"]) // 86_400, nan=-1.0).astype(np.int64),
    }
    for name in ("scenario", "replication"):
        numbers = _numbers(pc.fill_null(table[name], -1))
        columns[name] = numbers if name in known else np.full(len(table), -1)
    return columns


def _arrivals(columns: Mapping[str, NDArray[Any]]) -> NDArray[np.int64]:
    first = ~columns["is_recontact"] & ~columns["pushed"]
    scenario, replication = (
        columns[n][first].astype(np.int64) for n in ("scenario", "replication")
    )
    return np.unique(scenario * _MOST_REPLICATIONS + replication + 1)


def _seen(rest: Floats, most: float, noticed: Bools) -> Floats:
    """Seconds in which a return would have been seen; -1 where it would not."""
    return np.where(noticed, np.minimum(np.nan_to_num(rest, nan=-1.0), most), -1.0)


def _said_until(table: pa.Table) -> datetime | None:
    """Until when the table says that it was watched; what is no time with its zone is no word."""
    said = (table.schema.metadata or {}).get(OBSERVED_UNTIL.encode())
    try:
        until = None if said is None else datetime.fromisoformat(said.decode())
    except ValueError:
        return None
    return until if until is not None and until.tzinfo is not None else None


def _end_of_data(opened: Floats, closed: Floats, until: datetime | None) -> float:
    if until is not None:
        return until.timestamp()
    times = np.concatenate([opened, closed])
    times = times[~np.isnan(times)]
    return float(times.max()) if len(times) else np.nan


def codes_of(values: NDArray[Any]) -> Codes:
    """Numbers from 0 for the distinct values, shape ``(n,)``."""
    codes: Codes = np.unique(values, return_inverse=True)[1]
    return codes


def run_of_each(codes: Codes, replications: NDArray[Any]) -> NDArray[np.int64] | None:
    """The replication that each unit is of, shape ``(units,)``.

    Args:
        codes: Unit of each case, numbered from 0, shape ``(n,)``.
        replications: Replication of each case, -1 where unknown, shape ``(n,)``.

    Returns:
        None where replications are unknown, or a unit takes part in several.
    """
    if not len(codes):
        return None
    found = np.full(int(codes.max()) + 1, -1, dtype=np.int64)
    found[codes] = replications
    whole = (replications >= 0).all() and np.array_equal(found[codes], replications)
    return found if whole else None


def _dictionary(column: pa.ChunkedArray) -> tuple[tuple[str, ...], Codes]:
    """Distinct texts, and the number of each case's text; -1 where there is none."""
    encoded = column.combine_chunks().dictionary_encode()
    codes = _numbers(pc.fill_null(encoded.indices, -1))
    return tuple(encoded.dictionary.to_pylist()), codes.astype(np.intp)


def _is(column: pa.ChunkedArray, *words: str) -> Bools:
    return _bools(pc.is_in(column, pa.array(words, pa.string())))


def _bools(column: Any) -> Bools:
    return np.asarray(column.to_numpy(), dtype=np.bool_)


def _numbers(column: Any) -> NDArray[Any]:
    return np.asarray(column.to_numpy())


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.asarray(pc.fill_null(column, np.nan).to_numpy(), dtype=np.float64)


def _seconds(column: pa.ChunkedArray) -> Floats:
    """Seconds since 1970; not-a-number where there is no time."""
    micros = column.cast(pa.int64()).cast(pa.float64(), safe=False)
    return _floats(micros) / 1e6
