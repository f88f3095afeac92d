"""A messenger thread never ends; this cuts it into cases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from dialogkit._durations import parse_duration
from dialogkit.conversation import CASE_SCHEMA, Cases, Messages
from dialogkit.corpus._boundaries import LONG, MONTH, SHORT, Candidate, goes_on, judge, opens_at
from dialogkit.corpus._evidence import LANGUAGES, marks_of
from dialogkit.corpus._marks_denied import claims, denials
from dialogkit.corpus._marks_rules import MAY_OPEN_OTHER
from dialogkit.corpus._outcome import outcome
from dialogkit.corpus._parts import database
from dialogkit.corpus._subject import content
from dialogkit.corpus._topics import TopicModel, Turn, turned
from dialogkit.errors import ParameterError

__all__ = ["split_cases"]

_SQL = Path(__file__).with_name("_cases.sql")
_HEADINGS = (
    "the order of messages",
    "where all times are known",
    "where times are missing",
    "the places of messages",
    "the turns",
    "what is said around them",
    "what customers say, turn by turn",
    "the cases",
    "the messages in order",
    "one row a case",
)
_FEW = 100_000
"""Logs with fewer messages are cut by one thread: more would only cost more."""
_NOTES = {
    "copy": "that stood in the log twice and count once",
    "untimed": "without a time, placed by their position",
    "late": "put in order by their time and not by their position",
}


def split_cases(
    messages: Messages,
    gap: str | float | timedelta = "24h",
    *,
    closing: bool = True,
    handoffs: bool = True,
    topic: TopicModel | None = None,
    memory_limit: str | None = None,
) -> Cases:
    """Cuts conversations into cases and says of each what the log can show.

    A case opens with a customer's message: after a pause of more than ``gap``, or sooner where
    words tell (see `dialogkit.corpus._boundaries` for the rules); ``opened_by`` says which. Where
    it answers a company that wrote about something new, the case begins with the company's words. A
    team's answer after the weekend belongs to the question before it, and so do a late thank-you,
    "any news?" and a late answer to the team's question. Events (joined, changed the subject)
    belong to the case before them, but neither open nor close one. Older values in ``case_id`` are
    replaced.

    Messages that the log holds twice count once and stand in the same case. Messages of unknown
    time are taken for as old as the one before them; where a whole thread has no times, only words
    cut it. What was done so is said in the notes of the messages.

    Only what was said outright counts (see `dialogkit.corpus._evidence`): ``resolved`` is unknown
    where nobody said so; ``abandoned`` is *bot* where the bot's last question was never answered
    and *queue* where a human was asked for and none ever wrote. ``wait_seconds`` runs from the
    customer's first request for a human or the first notice of a handoff, else from the bot's
    last word, to the agent's next message; without a bot, from the customer's first message.

    Args:
        messages: The log, in any order of rows.
        gap: The pause, as ``24h``, ``90m``, a number of seconds or a span.
        closing: Whether customers' words count: thanks, goodbyes, greetings, "something else".
        handoffs: Whether the marks of agents, bots and notices count: "ticket closed".
        topic: Tells how near two texts are, so that a change of topic opens a case, too.
        memory_limit: What DuckDB may use, as ``2GB``; 80 % of the machine where None. Nothing is
            ever written to disk.

    Returns:
        One row a case, by conversation and time; and the messages with their ``case_id``.

    Raises:
        ParameterError: The gap is not positive, or the memory limit is not one or too small.
    """
    pause = parse_duration(gap)
    if not pause:
        raise ParameterError("gap must be longer than nothing, got 0 s")
    gap_in_us = pause // timedelta(microseconds=1)
    cutter = _Cutter(gap=gap_in_us, closing=closing, handoffs=handoffs, topic=topic)
    ordered, counted = _query(_with_evidence(messages.table), cutter, memory_limit)
    table = messages.table.take(ordered.column("row"))
    place = table.schema.get_field_index("case_id")
    cut = table.set_column(place, table.schema.field("case_id"), ordered.column("case_id"))
    notes = (*messages.notes, *_notes(ordered))
    return Cases(_cases(counted), replace(messages, table=cut, notes=notes))


def _marked(speaker: str, text: str, locale: str | None) -> tuple[str, ...]:
    """What a message says outright; with what the company claims and a customer plainly denies."""
    marks = marks_of(speaker, text, locale)
    known = locale is None or locale[:2].lower() in LANGUAGES
    if speaker == "customer":
        return (*marks, *denials(text)) if known else marks
    return (*marks, "claims") if known and speaker in ("agent", "bot") and claims(text) else marks


def _with_evidence(table: pa.Table) -> pa.Table:
    """The columns that the query needs, with numbered rows and what the texts say outright."""
    speakers = table.column("speaker").to_pylist()
    texts = table.column("text").to_pylist()
    locales = table.column("locale").to_pylist()
    marks = [_marked(*said) for said in zip(speakers, texts, locales, strict=True)]
    kept = table.drop_columns(["sent_at", "case_id"])
    micros = pc.cast(table.column("sent_at"), pa.int64())
    columns = {
        "row": pa.array(range(len(table)), pa.int64()),
        "nr": _numbered(table),
        "sent": micros,
        "asks": pa.array(["asks_for_human" in found for found in marks], pa.bool_()),
        "announces": pa.array(_by_machine(speakers, marks, "announces_handoff"), pa.bool_()),
        "receipt": pa.array(["receipt" in found for found in marks], pa.bool_()),
        "done": pa.array(
            [
                who == "customer" and content(text)
                for who, text in zip(speakers, texts, strict=True)
            ],
            pa.bool_(),
        ),
        "marks": pa.array([" ".join(found) for found in marks], pa.string()),
    }
    for name, column in columns.items():
        kept = kept.append_column(name, column)
    return kept


def _numbered(table: pa.Table) -> pa.Array:
    """The place of each row by position, and by content where that is equal: whatever its row."""
    names = ("conversation_id", "position", "sent_at", "speaker", "text", "person", "kind")
    order = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in names])
    return pc.sort_indices(order)


def _by_machine(speakers: list[str], marks: list[tuple[str, ...]], mark: str) -> list[bool]:
    """Whether a bot or a notice said it."""
    both = zip(speakers, marks, strict=True)
    return [who in ("bot", "system") and mark in found for who, found in both]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cutter:
    """Decides where cases open, by all rules that are switched on."""

    gap: int
    """The pause that ends a case, in µs."""
    closing: bool
    """Whether customers' words count."""
    handoffs: bool
    """Whether marks of agents, bots and notices count."""
    topic: TopicModel | None
    """What tells how near two texts are."""

    @property
    def variables(self) -> dict[str, int | str]:
        """What the SQL needs to know."""
        return {
            "gap": self.gap,
            "short": round(SHORT * self.gap),
            "long": round(LONG * self.gap),
            "month": round(MONTH * self.gap),
            "mark": MAY_OPEN_OTHER,
        }

    def cuts(self, base: duckdb.DuckDBPyConnection, parts: Mapping[str, str]) -> pa.Table:
        """One row a boundary: ``conversation_id, place, reason``."""
        found = base.sql(parts["what is said around them"]).to_arrow_table()
        candidates = [_candidate(row) for row in found.to_pylist()]
        reasons: dict[tuple[str, int], str] = {}
        for one in candidates:
            whole = one
            if (one.after_pause or 0) > self.gap and (
                one.conversation_id,
                one.after,
            ) not in reasons:
                whole = replace(one, pause=one.after_pause)
            reason = judge(whole, self.gap, closing=self.closing, handoffs=self.handoffs)
            if reason is not None:
                reasons[one.conversation_id, one.place] = reason
        if self.topic is not None:
            talk = base.sql(parts["what customers say, turn by turn"]).to_arrow_table()
            turns = [Turn(**row) for row in talk.to_pylist()]
            verdicts = {**self._going_on(candidates), **reasons}
            reasons |= dict.fromkeys(turned(turns, verdicts, self.topic, self.gap), "topic")
        begins = {
            (c.conversation_id, c.place): opens_at(c, self.gap, handoffs=self.handoffs)
            for c in candidates
        }
        kept = [
            (thread, begins.get((thread, place), place), reason)
            for (thread, place), reason in reasons.items()
        ]
        columns = list(zip(*kept, strict=True)) or [(), (), ()]
        kinds = (pa.string(), pa.int64(), pa.string())
        arrays = [pa.array(c, kind) for c, kind in zip(columns, kinds, strict=True)]
        return pa.table(arrays, names=["conversation_id", "place", "reason"])

    def _going_on(self, candidates: Sequence[Candidate]) -> dict[tuple[str, int], str]:
        """Turns that take up the case before, whatever their topic."""
        if not self.closing:
            return {}
        found = (c for c in candidates if goes_on(c, self.gap, handoffs=self.handoffs))
        return {(one.conversation_id, one.place): "same" for one in found}


def _candidate(row: dict[str, Any]) -> Candidate:
    turns = row.pop("turns") or ()
    lately = tuple((turn["customers"], text) for turn in turns for text in turn["messages"])
    around = "\n".join(text for _, text in lately)
    return Candidate(**row, lately=lately, around=around)


def _query(log: pa.Table, cutter: _Cutter, memory_limit: str | None) -> tuple[pa.Table, pa.Table]:
    """The rows in order with their case, and one row a case."""
    parts = _parts(_SQL.read_text(encoding="utf-8"))
    with database(memory_limit) as connection:
        if len(log) < _FEW:
            connection.execute("SET threads = 1")
        connection.register("log", log)
        for name, value in cutter.variables.items():
            connection.execute(f"SET VARIABLE {name} = ?", [value])
        connection.execute(parts["the order of messages"])
        missing = log.column("sent").null_count > 0
        connection.execute(
            parts[f"where {'times are missing' if missing else 'all times are known'}"]
        )
        connection.execute(parts["the places of messages"])
        connection.execute(parts["the turns"])
        connection.register("cuts", cutter.cuts(connection, parts))
        connection.execute(parts["the cases"])
        return (
            connection.sql(parts["the messages in order"]).to_arrow_table(),
            connection.sql(parts["one row a case"]).to_arrow_table(),
        )


def _parts(script: str) -> dict[str, str]:
    """The statements under each of the headings."""
    pieces = re.split(rf"^-- ({'|'.join(_HEADINGS)})\n", script, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def _notes(ordered: pa.Table) -> list[str]:
    """What was done to messages that came twice, without a time, or late."""
    counts = {name: pc.sum(ordered.column(name)).as_py() or 0 for name in _NOTES}
    return [f"messages {_NOTES[name]}: {n}" for name, n in counts.items() if n]


def _cases(counted: pa.Table) -> pa.Table:
    rows = counted.to_pylist()
    for row in rows:
        row.update(outcome(row))
    columns = [pa.array([row.get(f.name) for row in rows], type=f.type) for f in CASE_SCHEMA]
    return pa.table(columns, schema=CASE_SCHEMA)
