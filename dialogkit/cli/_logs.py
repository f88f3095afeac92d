"""Commands on chat logs: read, anonymize, cases, customers."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dialogkit import _files
from dialogkit.cli._assumed import assumed_from
from dialogkit.cli._shared import (
    GAP,
    JSON,
    Output,
    load_messages,
    naming,
    print_json,
    require_ending,
    say,
    write_rows,
)
from dialogkit.conversation import IntentModel
from dialogkit.corpus import (
    anonymize,
    anonymize_rows,
    load_key,
    new_key,
    read_log,
    read_utterances,
    split_cases,
)
from dialogkit.errors import InputError
from dialogkit.intents import load_model
from dialogkit.simulate import Customers

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("read")(read)
    app.command("anonymize")(anonymize_)
    app.command("cases")(cases)
    app.command("customers")(customers)


def read(
    files: Annotated[list[Path], typer.Argument(help="Chat exports, or folders of them.")],
    output: Output,
    format: Annotated[  # noqa: A002 - the option is called so
        str | None, typer.Option(help="Format, where it is not recognised.")
    ] = None,
    agent: Annotated[list[str] | None, typer.Option(help="Name of an agent.")] = None,
    channel: Annotated[str | None, typer.Option(help="Channel, where it is not known.")] = None,
    timezone: Annotated[str, typer.Option(help="Zone of the export's times.")] = "Europe/Berlin",
    json: JSON = False,
) -> None:
    """Read chat exports into one table of messages.

    Example: dialogkit read corpora/parcel/log -o messages.parquet
    """
    require_ending(output)
    log = read_log(*files, format=format, agents=agent or (), channel=channel, timezone=timezone)
    log.save(output)
    speakers = Counter(log.table["speaker"].to_pylist())
    if json:
        unreadable = [asdict(line) for line in log.unreadable]
        found = {"messages": len(log), "speakers": speakers, "unreadable": unreadable}
        print_json({**found, "notes": list(log.notes)})
        return
    counted = ", ".join(f"{n} {who}" for who, n in speakers.most_common())
    say(f"{len(log)} messages ({counted or 'none'}) -> {output}")
    for note in log.notes:
        say(f"  {note}")
    if log.unreadable:
        say(f"{len(log.unreadable)} lines could not be read:")
        for line in log.unreadable[:20]:
            say(f"  {line.file}:{line.line}: {line.why}")
        if len(log.unreadable) > 20:
            say(f"  … and {len(log.unreadable) - 20} more; --json lists them all")


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


def cases(
    messages: Annotated[Path, typer.Argument(help="Messages.")],
    output: Output,
    gap: Annotated[str, typer.Option(help="A pause this long starts a new case.")] = GAP,
    with_ids: Annotated[
        Path | None, typer.Option("--messages", help="Also write the messages with case_id.")
    ] = None,
    json: JSON = False,
) -> None:
    """Cut never-ending threads into cases.

    Example: dialogkit cases anon.parquet --gap 24h -o cases.parquet
    """
    for path in (output, with_ids or output):
        require_ending(path)
    found = split_cases(load_messages(messages), gap=gap)
    found.save(output)
    if with_ids is not None:
        found.messages.save(with_ids)
    threads = len(set(found.table["conversation_id"].to_pylist()))
    if json:
        print_json({"cases": len(found), "conversations": threads})
    else:
        say(f"{len(found)} cases in {threads} conversations -> {output}")


def customers(
    output: Output,
    model: Annotated[Path, typer.Option(help="Folder of the classifier.")],
    messages: Annotated[
        Path | None, typer.Argument(help="Anonymous messages; none with --assume.")
    ] = None,
    assume: Annotated[
        Path | None,
        typer.Option(help="Where there is no log: a customers.yaml, all of it assumed."),
    ] = None,
    gap: Annotated[str, typer.Option(help="A pause this long starts a new case.")] = GAP,
    utterances: Annotated[
        Path | None,
        typer.Option(
            help="Labelled texts for customers to say: beside a log, such as the classifier was "
            "not trained on; with --assume, those beside customers.yaml unless named."
        ),
    ] = None,
    out_of_scope: Annotated[
        Path | None, typer.Option(help="With --assume: texts that no intent covers.")
    ] = None,
    unseen: Annotated[
        bool,
        typer.Option(
            "--unseen",
            help="With --assume: the classifier was not trained on the texts. Else each is "
            "understood as by one trained without it (cross-validation).",
        ),
    ] = False,
    json: JSON = False,
) -> None:
    """Fit the customers of a simulation to a log, or assume them where there is none.

    Example: dialogkit customers anon.parquet --model model -o customers.json
    Example: dialogkit customers --assume corpora/news/customers.yaml --model m -o customers.json
    """
    require_ending(output, (".json",))
    if (messages is None) == (assume is None):
        raise InputError("needs either messages or --assume FILE")
    heard = load_model(model)
    if assume is not None:
        found = assumed_from(
            assume, heard, utterances=utterances, out_of_scope=out_of_scope, unseen=unseen
        )
    else:
        assert messages is not None
        found = _fitted(messages, heard, utterances, gap)
    found.save(output)
    if json:
        rest = {k: v for k, v in found.to_json().items() if k not in ("spoken", "arrivals")}
        print_json({**rest, "texts": len(found.spoken), "per_week": found.per_week})
        return
    counted = "assumed" if found.assumed else f"{found.cases} cases in {found.weeks:.1f} weeks"
    say(f"{counted}, {len(found.spoken)} texts -> {output}")
    for label, share in sorted(found.intents.items(), key=lambda item: -item[1].value):
        say(f"  {share.value:6.1%}  {label}")
    for note in found.notes:
        say(f"  note: {note}")


def _fitted(messages: Path, heard: IntentModel, utterances: Path | None, gap: str) -> Customers:
    spoken = read_utterances(utterances) if utterances is not None else ()
    cut = split_cases(load_messages(messages), gap=gap)
    with naming(messages):
        return Customers.fit(cut, heard, utterances=spoken)
