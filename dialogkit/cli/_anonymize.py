"""Messages without anybody's name in them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dialogkit import _files
from dialogkit.cli._shared import (
    JSON,
    Output,
    load_messages,
    print_json,
    require_ending,
    say,
    write_rows,
)
from dialogkit.corpus import anonymize, anonymize_rows, load_key, new_key
from dialogkit.errors import InputError

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("anonymize")(anonymize_)


def anonymize_(
    messages: Annotated[Path, typer.Argument(help="Messages, or rows with --spans.")],
    output: Output,
    key: Annotated[
        Path | None, typer.Option(help="Key file; made, readable by you alone, where missing.")
    ] = None,
    spans: Annotated[
        bool, typer.Option("--spans", help="Rows {id, text, participants} in, spans out.")
    ] = False,
    audit: Annotated[Path | None, typer.Option(help="File for the audit (JSON).")] = None,
    json: JSON = False,
) -> None:
    """Replace everything personal by pseudonyms of a key that stays with you.

    Example: dialogkit anonymize messages.parquet --key my.key -o anon.parquet
    """
    require_ending(output)
    if spans:
        _mark_spans(messages, output, json=json)
        return
    if key is None:
        raise InputError("needs --key FILE, the file with the key of the pseudonyms")
    log = load_messages(messages)
    secret = load_key(key) if key.exists() else new_key(key)
    anonymous, found = anonymize(log, key=secret)
    anonymous.save(output)
    if audit is not None:
        _files.write_json(found.to_json(), audit)
    if json:
        print_json(found.to_json())
        return
    say(f"{len(anonymous)} messages -> {output}")
    masked = ", ".join(f"{n} {kind}" for kind, n in sorted(found.counts.items()))
    say(f"  masked: {masked or 'nothing'}; {found.participants} senders replaced")
    say(f"  found again in the result: {found.found_again}")
    say(f"  {found.to_json()['verdict']['en']}")


def _mark_spans(rows: Path, output: Path, *, json: bool) -> None:
    """Marks what is personal in single texts; needs no key."""
    given = _files.read_rows(rows)
    if not given:
        raise InputError("holds no rows", file=str(rows))
    try:
        found = list(anonymize_rows(given))
    except InputError as error:
        if error.file is not None or error.line is None:
            raise
        line = _files.line_of(rows, error.line)
        raise InputError(error.what, file=str(rows), line=line) from None
    write_rows(found, output)
    spans = sum(len(row["spans"]) for row in found)
    if json:
        print_json({"texts": len(found), "spans": spans})
    else:
        say(f"{len(found)} texts, {spans} spans -> {output}")
