"""The plain text that DiscordChatExporter writes: a stamp and a name, then what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._dates import worded_time
from dialogkit.corpus._raw import Entry, Reading, Source, Thread, thread_id
from dialogkit.corpus._stamps import Clock, Order, Style, infer_orders, match_stamp, order_notes

__all__ = ["is_exporter_text", "read_exporter_text"]

_RULE = "=" * 62
_START = re.compile(rf"\ufeff?\s*{_RULE}\n(?:Guild|Server): [^\n]*\nChannel: [^\n]*\n")
_LOOKED_AT = 8_000
_HEAD = re.compile(r"\[(?P<when>[^\[\]\n]{8,60})\] (?P<name>[^\n]{1,100}?)(?: \(pinned\))?$")
_PART = re.compile(r"\{(Attachments|Embed|Stickers|Reactions|Inline Stickers)\}$")
_DIRECT = re.compile(r"(?:Guild|Server): Direct Messages$", re.MULTILINE)
_NOTICE = re.compile(
    r"(?:Joined the server|Left the (?:group|channel|thread)|Started a (?:call|thread)"
    r"|Pinned a message|(?:Added|Removed) .{1,80} (?:to|from) the (?:group|thread)"
    r"|Changed the channel (?:name|icon))\b[^\n]{0,120}",
)


class _Block(NamedTuple):
    """One message with the lines that belong to it."""

    line: int
    when: str
    name: str
    rest: list[str]


def is_exporter_text(source: Source) -> bool:
    """Whether it begins as the exporter's text files do."""
    return bool(_START.match(source.head[:_LOOKED_AT].replace("\r\n", "\n")))


def read_exporter_text(source: Source) -> Reading:
    """The channel in the file; a message without a readable time is unreadable.

    Reactions are left out. What Discord itself says is an event.
    """
    preamble, blocks = _blocks(source.text)
    stamps = [stamp for block in blocks if (stamp := match_stamp(block.when))]
    orders = infer_orders(stamps, source.lent)
    clock = Clock(source.zone)
    entries: list[Entry] = []
    unreadable: list[Unreadable] = []
    for block in blocks:
        when = _when(block.when, clock, orders)
        if when is None:
            why = "starts with a date that cannot be read"
            unreadable.append(Unreadable(file=source.file, line=block.line, why=why))
        else:
            entries.append(_entry(block, when))
    start = "\n".join(entry.text for entry in entries[:20])
    thread = Thread(
        conversation_id=thread_id("dc", source.stem, start),
        entries=entries,
        channel="discord",
        partner=_partner(preamble),
    )
    threads = [thread] if entries else []
    return Reading(threads=threads, unreadable=unreadable, notes=order_notes(orders), orders=orders)


def _when(written: str, clock: Clock, orders: Mapping[Style, Order]) -> int | None:
    worded, stamp = worded_time(written), match_stamp(written)
    if worded is not None:
        return clock.local(worded)
    return clock.micros(stamp, orders[stamp.style].name) if stamp else None


def _blocks(text: str) -> tuple[str, list[_Block]]:
    """What stands before the messages, and the messages."""
    _, _, after = text.partition(f"{_RULE}\n")
    preamble, _, _ = after.partition(f"{_RULE}\n")
    first = text.count("\n", 0, len(text) - len(after)) + preamble.count("\n") + 2
    blocks: list[_Block] = []
    for number, line in _before_the_end(text.split("\n"), first):
        head = _HEAD.match(line)
        if head and (worded_time(head["when"]) or match_stamp(head["when"])):
            blocks.append(_Block(number, head["when"], head["name"], []))
        elif blocks:
            blocks[-1].rest.append(line)
    return preamble, blocks


def _before_the_end(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """The lines between the two frames, with their numbers from 1."""
    for number, line in enumerate(lines[first - 1 :], first):
        if line == _RULE and lines[number : number + 1] and lines[number].startswith("Exported "):
            return
        yield number, line


def _entry(block: _Block, when: int) -> Entry:
    parts: dict[str, list[str]] = {}
    here = parts.setdefault("", [])
    for line in block.rest:
        part = _PART.match(line)
        if part:
            here = parts.setdefault(part[1], [])
        else:
            here.append(line)
    text = "\n".join(parts[""]).strip()
    if _NOTICE.fullmatch(text):
        return Entry(text, "event", when, None, "system")
    text = text or "\n".join(line for line in parts.get("Embed", ()) if line.strip())
    attached = parts.keys() & {"Attachments", "Stickers", "Inline Stickers"}
    kind: Kind = "media" if attached or not text else "text"
    return Entry(text, kind, when, block.name.strip())


def _partner(preamble: str) -> str:
    """The name of the other side, over a direct chat."""
    if not _DIRECT.search(preamble):
        return ""
    found = re.search(r"^Channel: (?:[^\n]* / )?([^\n/]+)$", preamble, re.MULTILINE)
    return found[1].strip() if found else ""
