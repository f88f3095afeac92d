"""Threads cut into cases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.parquet as pq
import typer

import dialogkit
from dialogkit.cli._shared import (
    GAP,
    JSON,
    Bars,
    Output,
    load_messages,
    many,
    note,
    print_json,
    require_ending,
    require_other,
    say,
)
from dialogkit.conversation import Messages
from dialogkit.corpus import cut_by_gap, link_recontacts, split_cases, split_cases_file
from dialogkit.errors import InputError

__all__ = ["add_to"]

_RAW = "{file} is not marked as anonymous: before anything is passed on, run dialogkit anonymize."
_REASONS = {
    "start": "begin their thread",
    "pause": "follow a pause",
    "closed": "follow thanks or a goodbye of the customer",
    "handoff": "follow a goodbye of the company, or a ticket it closed",
    "reopened": "say that they are about something else, greet anew, or reopen a ticket",
    "topic": "change the topic",
}


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("cases")(cases)


def cases(
    messages: Annotated[Path, typer.Argument(help="Messages.")],
    output: Output,
    gap: Annotated[str, typer.Option(help="A pause this long starts a new case.")] = GAP,
    closing: Annotated[
        bool,
        typer.Option("--closing/--no-closing", help="Whether goodbyes, thanks and greetings cut."),
    ] = True,
    handoffs: Annotated[
        bool,
        typer.Option("--handoffs/--no-handoffs", help="Whether closed tickets and the like cut."),
    ] = True,
    topic: Annotated[
        bool, typer.Option("--topic", help="A change of topic cuts, too (an encoder reads along).")
    ] = False,
    with_ids: Annotated[
        Path | None, typer.Option("--messages", help="Also write the messages with case_id.")
    ] = None,
    window: Annotated[
        str, typer.Option(help="How soon the same issue counts as a recontact.")
    ] = "7d",
    executor: Annotated[
        str | None,
        typer.Option(help="For large Parquet files: serial, loky (all cores) or dask://HOST:PORT."),
    ] = None,
    pause_only: Annotated[
        bool,
        typer.Option(
            "--pause-only",
            help="For very large Parquet files: cut by pauses, without a look at the texts.",
        ),
    ] = False,
    json: JSON = False,
) -> None:
    """Cut never-ending threads into cases.

    A customer's message opens one after a pause, or sooner where words tell: after thanks, a
    goodbye or a closed ticket, or where it is about something else. Late thanks, a call for an
    answer and a late answer go on with the case before. The column opened_by says why.

    Example: dialogkit cases anon.parquet --gap 24h -o cases.parquet
    Example: dialogkit cases anon.parquet --executor loky -o cases.parquet
    """
    for path in (output, with_ids or output):
        require_ending(path)
    require_other(output, "its cases", messages, with_ids)
    require_other(with_ids, "the messages with case_id", messages)
    if pause_only or executor is not None:
        refused = {"--messages": with_ids is not None, "--topic": topic}
        refused["--executor"] = pause_only and executor is not None
        given = [name for name, is_given in refused.items() if is_given]
        if given:
            mode = "--pause-only" if pause_only else "--executor"
            raise InputError(f"{mode} does not go with {' and '.join(given)}")
    if pause_only:
        cut_by_gap(messages, output, gap)
        _note_raw(messages)
        _tell(pq.read_table(output), output, None, json=json)
        return
    if executor is not None:
        split_cases_file(
            messages,
            output,
            gap,
            closing=closing,
            handoffs=handoffs,
            window=window,
            executor=executor,
            progress=Bars(),
        )
        _note_raw(messages)
        _tell(pq.read_table(output), output, window, json=json)
        return
    encoder = dialogkit.intents.find_encoder("use") if topic else None
    log = load_messages(messages)
    cut = split_cases(log, gap=gap, closing=closing, handoffs=handoffs, topic=encoder)
    found = link_recontacts(cut, window, topic=encoder)
    found.save(output)
    if with_ids is not None:
        found.messages.save(with_ids)
    _note_raw(messages)
    _tell(found.table, output, window, json=json, notes=found.messages.notes)


def _note_raw(messages: Path) -> None:
    if messages.is_file() and Messages.made_with(messages) is None:
        note(_RAW.format(file=messages))


def _tell(
    table: pa.Table,
    output: Path,
    window: str | None,
    *,
    json: bool,
    notes: tuple[str, ...] = (),
) -> None:
    """How many there are, why they begin where they do, and how many come back."""
    threads = len(set(table["conversation_id"].to_pylist()))
    value: dict[str, Any] = {"cases": len(table), "conversations": threads}
    if "opened_by" in table.column_names:
        value["opened_by"] = dict(Counter(table["opened_by"].to_pylist()).most_common())
    if window is not None:
        value["recontacts"] = len(table) - table["recontact_of"].null_count
    if json:
        print_json({**value, "notes": list(notes)})
        return
    say(f"{many(len(table), 'case')} in {many(threads, 'conversation')} -> {output}")
    for reason, n in value.get("opened_by", {}).items():
        say(f"  {n} {_REASONS.get(reason, reason)}")
    if window is not None:
        say(f"  {value['recontacts']} return to an earlier one within {window}")
    for remark in notes:
        say(f"  {remark}")
