"""Case records of conversations in which the bot was alone with the customer, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dialogkit.conversation import CASE_SCHEMA, Level
from dialogkit.simulate._batch import Batch
from dialogkit.simulate._crowd import Named
from dialogkit.simulate._draws import Draw
from dialogkit.simulate._talk import Stage
from dialogkit.simulate._walk import Mark

__all__ = ["moments", "records", "records_of"]


def records(
    batch: Batch,
    stage: Stage,
    *,
    begin: datetime,
    replication: int,
    levels: Mapping[str, Level],
) -> pa.Table:
    """The same records as `contact_records` makes, for first contacts to which nothing was added.

    Who waits for an agent in them is handed off, and whether that helps is unknown.

    Args:
        batch: The conversations.
        stage: What they shared.
        begin: Start of the run, in UTC.
        replication: Number of the run.
        levels: Issue to the highest level of a value it needs.

    Returns:
        Rows of `CASE_SCHEMA`, one a conversation, in their order.
    """
    n, plan, crowd = len(batch), batch.plan, batch.crowd
    label = crowd.label.at(batch.rows)
    marks, handoff = batch.column("marks"), batch.column("handoff")
    asked = (marks & Mark.ASKED_FOR_HUMAN) > 0
    failed = (marks & Mark.BACKEND_FAILED) > 0
    settled, waits = batch.settled, ~batch.ended
    scenario = crowd.scenario[batch.rows]
    names = _named("s", scenario)
    reasons = [made.reason for made in plan.handoffs]
    resolved = np.where(settled, 0, np.where(waits, 2, 1))
    known: dict[str, Any] = {
        "case_id": _named(f"r{replication}-s", scenario, "-0"),
        "conversation_id": names,
        "customer_id": names,
        "channel": _taken(*_some(crowd.channel.at(batch.rows))),
        "locale": _taken(*_some(crowd.locale.at(batch.rows))),
        "intent": _taken(label.names, label.numbers),
        "predicted_intent": _taken(plan.labels, batch.column("heard")),
        "level": _taken([levels.get(name) for name in label.names], label.numbers),
        "opened_at": moments(begin, batch.opened),
        "closed_at": moments(begin, np.maximum(batch.opened, batch.column("clock"))),
        "customer_turns": batch.column("turns"),
        "bot_turns": batch.column("bot_turns"),
        "agent_turns": np.zeros(n),
        "bot_engaged": np.ones(n, dtype=bool),
        "asked_for_human": asked,
        "handed_off": handoff >= 0,
        "handoff_reason": _taken(reasons, handoff),
        "handoff_needed": asked | failed | _beyond(batch, stage, label),
        "reached_agent": np.zeros(n, dtype=bool),
        "abandoned": _taken(["no", "bot"], (batch.left & ~settled).astype(np.int64)),
        "resolved": _taken(["yes", "no", "unknown"], resolved),
        "resolved_by": _taken(["bot", "none"], np.where(settled, 0, 1)),
        "fallbacks": batch.column("fallbacks"),
        "end": _taken(plan.ends, batch.column("end")),
        "scenario": scenario,
        "replication": np.full(n, replication),
    }
    return records_of(known, n)


def records_of(known: Mapping[str, Any], n: int) -> pa.Table:
    """Records with the columns that are known; nothing is known of the others.

    Args:
        known: Column to its values.
        n: How many rows there are.

    Returns:
        Rows of `CASE_SCHEMA`, shape (n, columns).
    """
    columns = [_typed(known.get(column.name), column, n) for column in CASE_SCHEMA]
    return pa.table(columns, schema=CASE_SCHEMA)


def _beyond(batch: Batch, stage: Stage, label: Named) -> NDArray[np.bool_]:
    """Whether the bot cannot settle the matter, however the conversation goes."""
    rehearsal, values = stage.rehearsal, stage.values
    unserved = np.array([not rehearsal.served(name) for name in label.names], dtype=bool)
    valued = np.array([rehearsal.takes_value(name) for name in label.names], dtype=bool)
    wrong = batch.draw(Draw.VALUE_RIGHT) >= values["value_right"]
    unhelped = batch.draw(Draw.SETTLES) >= values["settles"]
    beyond: NDArray[np.bool_] = unserved[label.numbers] | unhelped | (valued[label.numbers] & wrong)
    return beyond


def _typed(values: Any, column: pa.Field, n: int) -> pa.Array:
    if values is None:
        return pa.nulls(n, column.type)
    if isinstance(values, list):
        return pa.array(values, type=column.type)
    whole = values if isinstance(values, pa.Array) else pa.array(values)
    return whole if whole.type == column.type else whole.cast(column.type)


def _some(words: Named) -> tuple[list[str | None], NDArray[np.int64]]:
    return [word or None for word in words.names], words.numbers


def _taken(values: Sequence[str | None], numbers: NDArray[np.int64]) -> pa.Array:
    """A value for each number; nothing for -1."""
    chosen = pa.array(numbers, mask=numbers < 0)
    return pa.array(values, type=pa.string()).take(chosen)


def _named(before: str, numbers: NDArray[np.int64], after: str = "") -> pa.Array:
    written = pa.array(numbers).cast(pa.string())
    return pc.binary_join_element_wise(before, written, after, "")


def moments(begin: datetime, seconds: NDArray[np.float64]) -> pa.Array:
    """Moments of the run, rounded to microseconds as `datetime.timedelta` does."""
    whole = np.floor(seconds)
    micros = (whole * 1e6).astype(np.int64) + np.rint((seconds - whole) * 1e6).astype(np.int64)
    start = round(begin.timestamp() * 1e6)
    return pa.array(start + micros).cast(pa.timestamp("us", tz="UTC"))
