"""Rows of somebody's table as messages; the CSV, JSON and Parquet readers share this."""

from __future__ import annotations

import csv
import difflib
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dialogkit._csv import MOST_LETTERS, is_too_long
from dialogkit.conversation import Unreadable
from dialogkit.corpus._columns import KINDS, columns, plain_column, time_column
from dialogkit.corpus._dates import EXCEL_DAYS, of_excel, worded_time
from dialogkit.corpus._in_order import RowOrder, in_order, row_order, row_order_notes
from dialogkit.corpus._nested import GROUP
from dialogkit.corpus._raw import (
    LATEST,
    BrokenError,
    Entry,
    Given,
    Reading,
    Source,
    Thread,
    thread_id,
    whole,
)
from dialogkit.corpus._replies import conversations_by_reply
from dialogkit.corpus._spoken import Spoken
from dialogkit.corpus._stamps import Clock, Stamp, infer_orders, match_stamp, order_notes

__all__ = ["NumberedRow", "broken_csv", "messages_of"]

NumberedRow = tuple[int, Mapping[str, Any]]
"""The 1-based line (or entry) of a row, and the row."""


def messages_of(
    source: Source, rows: Sequence[NumberedRow], *, unreadable: Sequence[Unreadable] = ()
) -> Reading:
    """Rows as conversations.

    Columns are told by their names (see `dialogkit.corpus._columns`). Rows without a conversation
    id are one conversation, unless replies tell several. Rows are put in order by position where
    there is one, else by time where every row of the conversation has one, and those of one time
    as the file has them, which may begin with the newest; see `dialogkit.corpus._in_order`.
    """
    table = _Table(source, rows)
    bad = list(unreadable)
    replies = {} if table.names_conversations else conversations_by_reply(rows)
    grouped: dict[tuple[str | None, Any], list[Entry]] = defaultdict(list)
    for number, row in rows:
        try:
            entry = table.entry(row)
            key = table.text_of(row, "conversation_id")
            grouped[key, row.get(GROUP) or replies.get(number)].append(entry)
        except BrokenError as broken:
            bad.append(Unreadable(file=source.file, line=number, why=str(broken)))
    bad.sort(key=lambda one: one.line)
    order = row_order(grouped.values())
    threads = [_thread(source, *key, entries, order) for key, entries in grouped.items()]
    told = ["conversations were told by who replies to what"] * bool(replies)
    notes = (*table.notes(), *told, *row_order_notes(order, grouped.values()))
    return Reading(threads=threads, unreadable=bad, notes=notes, orders=table.orders)


def broken_csv(error: csv.Error) -> str:
    """Why a table cannot be read any further."""
    if is_too_long(error):
        most = MOST_LETTERS >> 20
        return f"has a field of more than {most} Mi letters: check the quotes, or cut it"
    return "is not CSV from here on: check the quotes"


def _thread(
    source: Source, key: str | None, group: Any, entries: list[Entry], order: RowOrder
) -> Thread:
    ordered = in_order([entries], order)
    start = "\n".join(entry.text for entry in ordered[:20])
    parts = (source.stem, start) if group is None else (source.stem, str(group), start)
    own = thread_id("log", *parts) if key is None else key
    return Thread(conversation_id=own, entries=ordered, own_id=key is not None)


_ISO = re.compile(r"\s*[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?![0-9])")
_DAY_ALONE = re.compile(r"\s*[0-9]{1,4}([./\-])\s?[0-9]{1,2}\1\s?[0-9]{1,4}\s*$")


def _meant(absent: Iterable[str], names: Iterable[object]) -> str:
    """Columns of the table that are called much like those it lacks."""
    there = {plain_column(str(name)): str(name).strip() for name in names}
    found = [difflib.get_close_matches(plain_column(name), there, n=1) for name in absent]
    close = [there[match[0]] for match in found if match]
    return f"; did you mean {' and '.join(close)}?" if close else ""


class _Table:
    """What has to be known of the whole table before one row can be read."""

    def __init__(self, source: Source, rows: Sequence[NumberedRow]) -> None:
        self._clock = Clock(source.zone)
        names = dict.fromkeys(name for _, row in rows for name in row)
        self._columns = columns((str(name) for name in names), source.columns)
        there = {plain_column(str(name)) for name in names}
        absent = [own for own, name in source.columns.items() if plain_column(name) not in there]
        if absent:
            what = f"lacks the column that was named for {' and '.join(absent)}"
            raise source.refuse(what + _meant([source.columns[own] for own in absent], names))
        self._time_column = time_column(names) if "sent_at" in self._columns else None
        self._stamps = _stamps(self._written_time(row) for _, row in rows)
        self.orders = infer_orders(self._stamps.values(), source.lent)
        self._spoken = Spoken(self._columns, rows)

    @property
    def names_conversations(self) -> bool:
        """Whether there is a column of conversations."""
        return "conversation_id" in self._columns

    def notes(self) -> tuple[str, ...]:
        """What was inferred about dates and roles."""
        return (*order_notes(self.orders), *self._spoken.notes)

    def text_of(self, row: Mapping[str, Any], own: str) -> str | None:
        """The value of a column as text; None where it is empty or there is no such column."""
        value = row.get(self._columns.get(own, ""))
        if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
            return None
        if isinstance(value, dict | list | bytes):
            raise BrokenError(f"has a {own} that is no plain value")
        return whole(str(value))

    def entry(self, row: Mapping[str, Any]) -> Entry:
        """The row as a message."""
        text = self.text_of(row, "text")
        written = (self.text_of(row, "kind") or "text").strip().lower()
        kind = KINDS.get(written, "text")
        if text is None and self._columns.get("text") not in row:
            raise BrokenError("lacks a text")
        person, speaker = self._spoken.of(row, self.text_of(row, "person"))
        if kind == "event" and speaker is None:
            speaker = "system"
        elif speaker == "system" and self.text_of(row, "kind") is None:
            kind = "event"
        when = self._when(self._written_time(row))
        return Entry(text or "", kind, when, person, speaker, self._given(row))

    def _given(self, row: Mapping[str, Any]) -> Given | None:
        values = [self.text_of(row, own) for own in ("channel", "locale", "case_id", "intent")]
        written = self.text_of(row, "position")
        position = int(written) if written and written.isdecimal() and len(written) < 10 else None
        given = Given(position, *values)
        return given if any(value is not None for value in given) else None

    def _written_time(self, row: Mapping[str, Any]) -> Any:
        """The value of the column of times; a day and a time of day in two columns are joined."""
        value = row.get(self._columns.get("sent_at", ""))
        clock = row.get(self._time_column) if self._time_column else None
        if not isinstance(value, str) or ":" in value:
            return value
        if isinstance(clock, str) and ":" in clock:
            return f"{value} {clock}"
        return f"{value.strip()} 00:00" if _DAY_ALONE.match(value) else value

    def _when(self, value: Any) -> int | None:
        if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
            return None
        try:
            when = self._micros(value)
        except (ValueError, TypeError, OverflowError):
            when = None
        if when is None or not 0 <= when < LATEST * 1_000_000:
            raise BrokenError("has a time that cannot be read or lies outside 1970 to 2099")
        return when

    def _micros(self, value: Any) -> int | None:
        if isinstance(value, datetime):
            return self._clock.local(value)
        if isinstance(value, date):
            return self._clock.local(datetime(value.year, value.month, value.day))  # noqa: DTZ001 # the clock adds the zone
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._counted(float(value))
        text = str(value).strip()
        stamp = self._stamps.get(text)
        if stamp is not None:
            return self._clock.micros(stamp, self.orders[stamp.style].name)
        number = _number(text)
        if number is not None:
            return self._counted(number)
        return self._clock.local(worded_time(text) or datetime.fromisoformat(text))

    def _counted(self, number: float) -> int:
        """A Unix time, or the days that spreadsheets count."""
        if EXCEL_DAYS[0] <= number < EXCEL_DAYS[1]:
            return self._clock.local(of_excel(number))
        return _unix(number)


def _number(text: str) -> float | None:
    """A Unix time, or a spreadsheet's days; 20211230 is a day and neither of them."""
    bare = text.replace(",", ".", 1)
    whole = bare.partition(".")[0]
    counts = len(whole) >= 9 or len(whole) == 5
    return float(bare) if bare.replace(".", "", 1).isdecimal() and counts else None


def _unix(number: float) -> int:
    """Unix times in seconds, milliseconds or microseconds, told by their size."""
    for scale in (1_000_000, 1_000, 1):
        if number < LATEST * (1_000_000 / scale):
            return round(number * scale)
    raise ValueError


def _stamps(values: Iterable[Any]) -> dict[str, Stamp]:
    """Times that are not ISO 8601, by their text, in the order of the table."""
    found: dict[str, Stamp] = {}
    for value in values:
        if not isinstance(value, str) or _ISO.match(value):
            continue
        text = value.strip()
        stamp = found.get(text) or match_stamp(text)
        if stamp is not None:
            found[text] = stamp
    return found
