"""Signal: texts and JSON as public tools and Signal Desktop write them.

Texts: a date in brackets in front of each message (``signal-export``, ``chat.md``), a date
without brackets (``sigtop``'s short form), or fields line by line (``sigtop``'s long form). For
JSON see `dialogkit.corpus._signal_json`. Whoever exported is called "Me" or "You" in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._json import looks_like_json
from dialogkit.corpus._raw import (
    LATEST,
    BrokenError,
    Entry,
    Reading,
    Source,
    Thread,
    sorted_by_time,
    thread_id,
)
from dialogkit.corpus._signal_json import ME, People, message_of
from dialogkit.corpus._stamps import Clock
from dialogkit.corpus._webhooks import Conversations, payloads

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "signal"
GENERIC = False

_DAY = r"(?P<date>\d{4}-\d{2}-\d{2}),? (?P<time>\d{2}:\d{2}"
_BRACKET = re.compile(rf"\[{_DAY}(?::\d{{2}})?)\] (?P<name>[^:\n]{{1,100}}?):(?: |$)")
_DASH = r"(?!(?:[AaPp]\.?\s?[Mm]\.?\s?)?[-–—])"
"""After the time, which WhatsApp writes and Signal's tools do not."""
_SHORT = re.compile(rf"{_DAY}) (?P<name>{_DASH}[^:\n\[\]]{{1,100}}?):(?: |$)")
_FIELD = re.compile(r"(?P<key>From|Type|Sent|Received|Attachment|Reaction|Edited): (?P<value>.*)$")
_LONG = re.compile(r"\ufeff?Conversation: [^\n]*\n\s*\n(?:From: [^\n]*\n)?Type: [a-z-]+\n")
_MARKS = ("\u200e", "\u200f")
"""Marks that WhatsApp's exports have and Signal's have not."""
_DESKTOP = re.compile(r'"(?:sourceServiceId|sourceUuid|sourceDevice|sent_at|received_at)"\s*:')
_DIRECTION = re.compile(r'"type"\s*:\s*"(?:incoming|outgoing)"')
_JSON = re.compile(
    r'"chatItem"\s*:\s*\{|"backupTimeMs"\s*:|"envelope"\s*:\s*\{[^{}]*"(?:source|timestamp)'
)
_EXPORTED = re.compile(r'"sender"\s*:.{0,4000}"(?:sticker|quote)"\s*:', re.DOTALL)
_CHATTER = {"You": ME, ME: ME}


def recognise(source: Source) -> bool:
    """Whether it has one of the forms; WhatsApp's brackets hold seconds or marks of direction."""
    head = source.head.lstrip("\ufeff")
    if looks_like_json(source):
        desktop = '"conversationId"' in head and _DESKTOP.search(head) and _DIRECTION.search(head)
        return bool(desktop or _JSON.search(head)) or _is_exported(head)
    if _LONG.match(head):
        return True
    first = next((line for line in head.split("\n", 20) if line.strip()), "")
    if _SHORT.match(first):
        return True
    found = _BRACKET.match(first)
    if not found or any(mark in head for mark in _MARKS):
        return False
    return found["time"].count(":") == 1 or _is_markdown(head)


def _is_markdown(head: str) -> bool:
    """Of signal-export, which writes seconds, too: its owner is "Me", bodies end in two spaces."""
    lines = [line for line in head.split("\n", 200)[:200] if _BRACKET.match(line)]
    ends = [line.endswith("  ") for line in lines[:-1]]
    return any("] Me: " in line for line in lines) or (bool(ends) and all(ends))


def _is_exported(head: str) -> bool:
    first = head.lstrip(" \r\n\t[")[:8000]
    keys = ('"date"', '"body"', '"reactions"', '"attachments"')
    return bool(_EXPORTED.search(first)) and all(key in first for key in keys)


def read(source: Source) -> Reading:
    """The conversations in the file.

    Reactions and quoted texts are no part of what somebody wrote and are left out of it; calls and
    notices are events.

    Raises:
        InputError: It is not UTF-8 text, or starts like JSON and is not.
    """
    start = source.head.lstrip("\ufeff \t\r\n")
    if start[:1] in ("{", "[") and not _BRACKET.match(start):
        return _from_json(source)
    if _LONG.match(source.head.lstrip("\ufeff")):
        return _from_fields(source)
    return _from_lines(source)


def _from_json(source: Source) -> Reading:
    found = payloads(source)
    said, people, clock = Conversations(), People(), Clock(source.zone)
    unreadable = list(found.unreadable)
    rows = [row for line, value in found.values for row in _rows(line, value, people)]
    for _, row in rows:
        if isinstance(row, dict):
            people.learn(row)
    for line, row in rows:
        try:
            message = message_of(row, people, clock)
        except BrokenError as broken:
            unreadable.append(Unreadable(file=source.file, line=line, why=str(broken)))
        else:
            if isinstance(message, str):
                said.left_out[message] += 1
            else:
                key, entry = message
                place = key if key != ("",) else (source.stem, _start(rows))
                said.add(place, entry)
    threads = [_of_owner(thread) for thread in said.threads("sig", NAME, {})]
    return Reading(threads=threads, unreadable=unreadable, notes=said.notes())


def _rows(line: int, value: object, people: People) -> Iterator[tuple[int, object]]:
    """Messages in a list of their own, with the conversations beside them."""
    if not isinstance(value, dict):
        yield line, value
        return
    conversations = value.get("conversations")
    for one in conversations if isinstance(conversations, list) else ():
        if isinstance(one, dict):
            people.conversation(one)
    for key in ("messages", "messsages"):  # the second as one tool writes it
        if isinstance(value.get(key), list):
            yield from enumerate(value[key], 1)
            return
    yield line, value


def _start(rows: Sequence[tuple[int, object]]) -> str:
    return repr([row for _, row in rows[:5]])


def _of_owner(thread: Thread) -> Thread:
    mine = any(entry.person == ME for entry in thread.entries)
    return replace(thread, owner=ME if mine else None)


def _thread(source: Source, entries: Sequence[Entry], partner: str = "") -> list[Thread]:
    if not entries:
        return []
    start = "\n".join(entry.text for entry in entries[:20])
    mine = any(entry.person == ME for entry in entries)
    return [
        Thread(
            conversation_id=thread_id("sig", source.stem, start),
            entries=entries,
            channel=NAME,
            partner=partner or source.stem,
            owner=ME if mine else None,
        )
    ]


def _from_lines(source: Source) -> Reading:
    """Messages of one line or more, each behind a date."""
    lines = source.text.removeprefix("\ufeff").split("\n")
    first = next((line for line in lines if line.strip()), "")
    head = _SHORT if _SHORT.match(first) else _BRACKET
    clock = Clock(source.zone)
    bad: list[Unreadable] = []
    entries: list[Entry] = []
    block: list[str] = []
    found: re.Match[str] | None = None
    start = 0
    for number, line in enumerate([*lines, None], 1):
        new = head.match(line) if line is not None else None
        if line is not None and new is None:
            if found is not None:
                block.append(line)
            elif line.strip():
                why = "stands before the first message with a date"
                bad.append(Unreadable(file=source.file, line=number, why=why))
            continue
        if found is not None:
            try:
                entries.append(_said(found, block, clock, short=head is _SHORT))
            except BrokenError as broken:
                bad.append(Unreadable(file=source.file, line=start, why=str(broken)))
        found, start = new, number
        block = [line[new.end() :]] if new is not None and line is not None else []
    return Reading(threads=_thread(source, entries), unreadable=bad)


def _said(found: re.Match[str], block: list[str], clock: Clock, *, short: bool) -> Entry:
    try:
        when = clock.local(datetime.fromisoformat(f"{found['date']} {found['time']}"))
    except (ValueError, OverflowError):
        raise BrokenError("starts with a date that does not exist") from None
    if not 0 <= when < LATEST * 1_000_000:
        raise BrokenError("has a time outside 1970 to 2099")
    name = found["name"].strip()
    person = _CHATTER.get(name, name) or None
    text, kind = _short(block) if short else _markdown(block)
    if kind == "event" or name == "No-Sender":
        return Entry(text, "event", when, None, "system")
    return Entry(text, kind, when, person)


_REACTIONS = re.compile(r"\(- .{0,400} -\)\s*$")
_STICKER = re.compile(r"\(\( .{0,100} \)\)\s*$")
_LINK = re.compile(r"!?\[[^\[\]\n]{0,300}\]\((?:\./|\.\./)[^()\n]{0,400}\)\s*")
_GONE = re.compile(
    r"\((?:This message was deleted|Diese Nachricht wurde gelöscht)\.?\)$", re.IGNORECASE
)
_CALL = re.compile(
    r"(?:(?:Incoming|Outgoing|Missed) (?:voice |video |group )?call)(?: \([^()\n]{1,60}\))?$"
)


def _markdown(block: Sequence[str]) -> tuple[str, Kind]:
    """What stands in ``chat.md``: quotes behind ``>``, attachments as links, reactions."""
    lines = [line.rstrip() for line in block]
    lines = _without_quote(lines) if not lines[0].strip() else lines
    media = False
    while lines and (not lines[-1] or _REACTIONS.match(lines[-1]) or _STICKER.match(lines[-1])):
        media |= bool(_STICKER.match(lines[-1]))
        lines.pop()
    text = "\n".join(lines).strip()
    bare = _LINK.sub("", text).strip()
    if _GONE.match(bare):
        return "", "deleted"
    if _CALL.match(bare):
        return bare, "event"
    return bare, "media" if media or bare != text else "text"


_DETAILS = re.compile(r"\[(?P<what>[^\[\]\n]{1,200})\](?: |$)")


def _short(block: Sequence[str]) -> tuple[str, Kind]:
    """What stands behind a name in the short form: details in brackets, then the text."""
    text = "\n".join(block).strip()
    found = _DETAILS.match(text)
    if found is None:
        return text, "text"
    what, rest = found["what"], text[found.end() :].strip()
    if what.endswith(" message") and not rest:
        return what, "event"
    if re.search(r"\b\d+ attachments?$", what):
        return rest, "media"
    return (rest, "text") if what.startswith("reply to ") or what == "edited" else (text, "text")


def _from_fields(source: Source) -> Reading:
    """The long form of sigtop: a message is fields, an empty line and its text."""
    lines = source.text.removeprefix("\ufeff").split("\n")
    partner = lines[0].partition(": ")[2].strip()
    partner = re.sub(r" \([^()]*\)$", "", partner)
    starts = [n for n in range(1, len(lines)) if _starts(lines, n)]
    bad: list[Unreadable] = []
    entries: list[Entry] = []
    for start, end in pairwise([*starts, len(lines)]):
        try:
            entries.append(_fields(lines[start:end]))
        except BrokenError as broken:
            bad.append(Unreadable(file=source.file, line=start + 1, why=str(broken)))
    return Reading(threads=_thread(source, sorted_by_time(entries), partner), unreadable=bad)


def _starts(lines: Sequence[str], place: int) -> bool:
    """Whether a message starts here: fields after an empty line."""
    here = lines[place]
    if lines[place - 1].strip() or not here.startswith(("From: ", "Type: ")):
        return False
    after = lines[place + 1] if place + 1 < len(lines) else ""
    return here.startswith("Type: ") or after.startswith("Type: ")


def _fields(lines: Sequence[str]) -> Entry:
    known: dict[str, str] = {}
    rest = len(lines)
    for place, line in enumerate(lines):
        found = _FIELD.match(line)
        if found is None:
            rest = place
            break
        known.setdefault(found["key"], found["value"].strip())
    when = _sent(known.get("Sent") or known.get("Received"))
    name = re.sub(r" \([^()]*\)$", "", known.get("From", ""))
    what = known.get("Type", "")
    if what not in ("incoming", "outgoing"):
        return Entry(what or "notice", "event", when, None, "system")
    person = ME if what == "outgoing" else _CHATTER.get(name, name) or None
    text = _last_version(lines[rest:])
    return Entry(text, "media" if "Attachment" in known else "text", when, person)


def _last_version(lines: Sequence[str]) -> str:
    """The text without what it quotes; of an edited message the newest version, which is first."""
    if any(line.startswith("| Version: ") for line in lines):
        versions = [n for n, line in enumerate(lines) if line.startswith("| Version: ")]
        end = versions[1] if len(versions) > 1 else len(lines)
        inner = [line.removeprefix("|").removeprefix(" ") for line in lines[versions[0] : end]]
        body = inner.index("") if "" in inner else len(inner)
        lines = inner[body:]
    return "\n".join(_without_quote(lines)).strip()


def _without_quote(lines: Sequence[str]) -> list[str]:
    """The lines after what is quoted above them."""
    place = 0
    while place < len(lines) and (not lines[place].strip() or lines[place].startswith(">")):
        place += 1
    return list(lines[place:])


def _sent(written: str | None) -> int | None:
    if written in (None, "", "unknown"):
        return None
    try:
        when = datetime.strptime(str(written), "%a, %d %b %Y %H:%M:%S %z")
        micros = round(when.timestamp()) * 1_000_000
    except (ValueError, OverflowError):
        raise BrokenError("has a time that cannot be read") from None
    if not 0 <= micros < LATEST * 1_000_000:
        raise BrokenError("has a time outside 1970 to 2099")
    return micros
