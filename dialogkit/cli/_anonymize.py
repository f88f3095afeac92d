"""Messages without anybody's name in them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypedDict

import typer

from dialogkit import _files
from dialogkit.cli._shared import (
    JSON,
    Bars,
    Output,
    load_messages,
    many,
    print_json,
    require_ending,
    require_other,
    say,
    write_rows,
)
from dialogkit.conversation import Messages
from dialogkit.corpus import (
    Audit,
    anonymize,
    anonymize_file,
    anonymize_rows,
    key_fingerprint,
    load_key,
    new_key,
)
from dialogkit.errors import InputError

__all__ = ["add_to"]

Unit = Literal["minute", "hour", "day", "week", "month"]


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
    coarsen: Annotated[Unit | None, typer.Option(help="Round times down to this unit.")] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="A name that occurs besides the senders'.")
    ] = None,
    surrogates: Annotated[
        bool,
        typer.Option("--surrogates", help="Natural words in the place of names and numbers."),
    ] = False,
    ner: Annotated[
        bool, typer.Option("--ner", help="A small language model looks for names too (slower).")
    ] = False,
    presidio: Annotated[bool, typer.Option("--presidio", help="Presidio looks too.")] = False,
    audit: Annotated[Path | None, typer.Option(help="File for the audit (JSON).")] = None,
    executor: Annotated[
        str | None,
        typer.Option(help="For large Parquet files: serial, loky (all cores) or dask://HOST:PORT."),
    ] = None,
    json: JSON = False,
) -> None:
    """Replace everything personal by pseudonyms of a key that stays with you.

    Example: dialogkit anonymize messages.parquet --key my.key -o anon.parquet
    """
    require_ending(output)
    require_other(audit, "the audit", messages, key, output)
    if spans:
        require_other(output, "its spans", messages)
        _mark_spans(messages, output, json=json)
        return
    if key is None:
        raise InputError("needs --key FILE, the file with the key of the pseudonyms")
    made = Messages.made_with(messages)
    if made is not None:
        what = f"is anonymous already, made with the key {made}; name the raw messages"
        raise InputError(what, file=str(messages))
    require_other(output, "its anonymous form", messages)
    secret = _key_for(key, output)
    options = _Options(
        key=secret,
        participants=tuple(name or ()),
        coarsen=coarsen,
        surrogates=surrogates,
        ner=ner,
        presidio=presidio,
    )
    found = _masked(messages, output, options, executor)
    if audit is not None:
        _files.write_json(found.to_json(), audit)
    if json:
        print_json(found.to_json())
        return
    say(f"{many(found.messages, 'message')} -> {output}")
    masked = ", ".join(f"{n} {kind}" for kind, n in sorted(found.counts.items()))
    say(f"  masked: {masked or 'nothing'}; {many(found.participants, 'sender')} replaced")
    say(f"  found again in the result: {found.found_again}")
    say(f"  {found.to_json()['verdict']['en']}")


class _Options(TypedDict):
    """What `anonymize` and `anonymize_file` are told alike."""

    key: bytes
    participants: tuple[str, ...]
    coarsen: Unit | None
    surrogates: bool
    ner: bool
    presidio: bool


def _key_for(path: Path, output: Path) -> bytes:
    """The key in a file, made where there is none, unless the output was made with another."""
    before = Messages.made_with(output)
    if before is not None and not path.exists():
        what = f"was made with a key ({before}) that is not in the file named with --key"
        raise InputError(f"{what}; name that key, or another output", file=str(output))
    secret = load_key(path) if path.exists() else new_key(path)
    if before not in (None, key_fingerprint(secret)):
        what = f"was made with another key ({before}, not {key_fingerprint(secret)})"
        raise InputError(f"{what}; name that key, or another output", file=str(output))
    return secret


def _masked(messages: Path, output: Path, options: _Options, executor: str | None) -> Audit:
    """Masks a table at once, or a Parquet file piece by piece."""
    if executor is not None:
        return anonymize_file(messages, output, executor=executor, progress=Bars(), **options)
    anonymous, found = anonymize(load_messages(messages), **options)
    anonymous.save(output)
    return found


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
        say(f"{many(len(found), 'text')}, {many(spans, 'span')} -> {output}")
