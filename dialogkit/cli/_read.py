"""From chat exports to one table of messages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from dialogkit.cli._shared import JSON, many, print_json, require_ending, require_other, say
from dialogkit.conversation import SPEAKERS, Messages, Sender
from dialogkit.corpus import formats, read_log
from dialogkit.errors import InputError

__all__ = ["add_to"]

_MOST = 20
"""Lines of a list that people are shown."""

_WHY = {
    "given": "named with --agent, or not",
    "export": "as the export says",
    "owner": "whoever exported the chats is the agent",
    "several": "writes in several of the chats",
    "company": "a name like a company's",
    "heading": "the name over the chat is the customer's",
    "number": "a phone number is the customer's",
    "first": "who writes first is the customer",
    "nobody": "nothing tells the agent; all are taken for customers",
}


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("read")(read)


def read(
    files: Annotated[list[Path], typer.Argument(help="Chat exports, or folders of them.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; none with --dry-run.")
    ] = None,
    format: Annotated[  # noqa: A002 - the option is called so
        str | None,
        typer.Option(help=f"Format, where it is not recognised: {', '.join(formats())}."),
    ] = None,
    agent: Annotated[
        list[str] | None, typer.Option(help="Name of an agent; may be repeated.")
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(help="Channel of the messages of which the log names none, as email."),
    ] = None,
    overrule: Annotated[
        bool, typer.Option("--overrule", help="Write --channel over what the log names, too.")
    ] = False,
    timezone: Annotated[str, typer.Option(help="Zone of the export's times.")] = "Europe/Berlin",
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="Column of a table, as text=Freitext or sent_at=Eingang; may be repeated."
        ),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Show the senders' names, on this screen only.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be read, and write nothing.")
    ] = False,
    json: JSON = False,
) -> None:
    """Read chat exports into one table of messages.

    Example: dialogkit read corpora/parcel/log --dry-run
    Example: dialogkit read corpora/parcel/log -o messages.parquet
    """
    if output is not None:
        require_ending(output)
    elif not dry_run:
        raise InputError("needs -o FILE, or --dry-run to see what would be read")
    if overrule and not channel:
        raise InputError("--overrule needs the --channel that is to be written")
    if output is not None and not dry_run:
        _require_apart(output, files)
    log = read_log(
        *files,
        format=format,
        agents=agent or (),
        channel=channel,
        overrule=overrule,
        timezone=timezone,
        columns=_columns(column or ()),
    )
    if output is not None and not dry_run:
        log.save(output)
    where = "nothing written" if dry_run else f"-> {output}"
    if json:
        print_json(_as_json(log, names=names))
    else:
        _tell(log, where, names=names)
        _tell_channel(log, channel)


def _require_apart(output: Path, files: Sequence[Path]) -> None:
    """Refuses an output that is one of the exports, or that a folder of them holds already."""
    require_other(output, "its messages", *files)
    around = output.resolve().parents
    if output.exists() and any(folder.resolve() in around for folder in files):
        what = "lies in a folder that is read, so it would be read as a part of the log"
        raise InputError(f"{what}; name another output", file=str(output))


def _columns(given: Sequence[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    if not all(own and sign and theirs for own, sign, theirs in pairs):
        raise InputError("--column must be written as OWN=THEIRS, such as text=Freitext")
    return {own.strip(): theirs.strip() for own, _, theirs in pairs}


def _as_json(log: Messages, *, names: bool) -> dict[str, Any]:
    roles = [
        {key: value for key, value in asdict(sender).items() if names or key != "name"}
        for sender in log.senders
    ]
    return {
        "messages": len(log),
        "speakers": Counter(log.table["speaker"].to_pylist()),
        "channels": Counter(name or "unknown" for name in log.table["channel"].to_pylist()),
        "unreadable": [asdict(line) for line in log.unreadable],
        "notes": list(log.notes),
        "senders": roles,
    }


def _tell(log: Messages, where: str, *, names: bool) -> None:
    speakers = Counter(log.table["speaker"].to_pylist())
    counted = ", ".join(f"{n} {who}" for who, n in speakers.most_common())
    say(f"{many(len(log), 'message')} ({counted or 'none'}) {where}")
    for note in log.notes:
        say(f"  {note}")
    unknown = sum(not name for name in log.table["channel"].to_pylist())
    if unknown:
        say(f"  channel unknown of {many(unknown, 'message')}; name it with --channel, as email")
    if log.senders:
        say("  who is who (--agent NAME decides, --names shows names):")
        for role in _roles(log.senders, names=names):
            say(f"    {role}")
    if log.unreadable:
        n = len(log.unreadable)
        say(f"{n} {'entry' if n == 1 else 'entries'} could not be read:")
        for line in log.unreadable[:_MOST]:
            say(f"  {line.file}:{line.line}: {line.why}")
        if len(log.unreadable) > _MOST:
            say(f"  … and {len(log.unreadable) - _MOST} more; --json lists them all")


def _tell_channel(log: Messages, told: str | None) -> None:
    """That a channel was named in vain, where it was."""
    if told and len(log) and told not in log.table["channel"].to_pylist():
        what = "the log names the channel of every message, so --channel changed nothing"
        say(f"  {what}; --overrule writes over it")


def _reason(speaker: str, why: str) -> str:
    """What told the role; who is a customer because another is the agent needs no words."""
    if speaker == "customer" and why in ("owner", "several", "company"):
        return "; the others"
    return f"; {_WHY[why]}"


def _roles(senders: Sequence[Sender], *, names: bool) -> list[str]:
    """One line a role and reason; with names one a sender."""
    lines = []
    if names:
        for sender in senders[:_MOST]:
            wrote = f"{many(sender.messages, 'message')} in {many(sender.conversations, 'chat')}"
            lines.append(
                f"{sender.speaker:8} {sender.name}: {wrote}{_reason(sender.speaker, sender.why)}"
            )
        left = len(senders) - _MOST
        return [*lines, f"… and {left} more; --json lists them all"] if left > 0 else lines
    groups: dict[tuple[str, str], list[Sender]] = defaultdict(list)
    for sender in senders:
        groups[sender.speaker, sender.why].append(sender)
    for who in SPEAKERS:
        for (speaker, why), group in groups.items():
            if speaker == who:
                people = len({sender.name for sender in group})
                total = sum(sender.messages for sender in group)
                some = f"{many(people, 'sender')}, {many(total, 'message')}"
                lines.append(f"{who:8} {some}{_reason(who, why)}")
    return lines
