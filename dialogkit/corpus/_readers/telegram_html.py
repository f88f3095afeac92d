"""Telegram: what Telegram Desktop exports as HTML: ``messages.html``, ``messages2.html`` and so on.

Tags are found by a pattern, since the exporter escapes all that people wrote, and since
`html.parser` takes quadratic time on broken markup. Each message is looked at alone, so that a
damaged one harms no other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._raw import LATEST, BrokenError, Entry, Reading, Source, Thread, thread_id
from dialogkit.corpus._stamps import Clock

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "telegram_html"
GENERIC = False

_PAGE = re.compile(r'<div class="page_wrap\b')
_SIGN = re.compile(r'<div class="message (?:default|service)\b')
_PART = re.compile(r'<div class="(?:page_body|page_header|message)\b')
_MESSAGE = re.compile(
    r'<div class="message (?P<classes>[\w -]{1,80})"'
    r'(?: id="message(?P<id>-?\d{1,20})")?'
)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?P<inside>[^<>]{0,8000})>")
_CLASSES = re.compile(r'\bclass="([^"]{0,300})"')
_TITLE = re.compile(r'\btitle="([^"]{0,100})"')
_VOID = frozenset({"br", "img", "meta", "link", "hr", "input", "source", "wbr"})
_TIME = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"(?P<zone> (?:UTC|GMT)(?:(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?)?)?\s*$"
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_LONGEST = 1 << 20
"""Characters of markup that a message can have; Telegram's have at most 4,096 of text."""

_KINDS: dict[str, Kind] = {
    "media_location": "location",
    "media_live_location": "location",
    "media_venue": "location",
    "media_contact": "contact",
    "media_call": "event",
    "media_poll": "text",
}
"""Media that are no pictures, recordings or files."""


def recognise(source: Source) -> bool:
    """Whether it is a page of Telegram Desktop: a chat, or a list of chats without messages."""
    head = source.head
    if head.lstrip("\ufeff \t\r\n")[:1] != "<":
        return False
    return bool(_SIGN.search(head) or (_PAGE.search(head) and _PART.search(head)))


def read(source: Source) -> Reading:
    """The part of a conversation that the page holds; pages of one chat are joined.

    Messages in a row by one sender (``joined``) have the name of the first. Lines of the system are
    events at the time of the message before. Times that state no offset are local.

    Raises:
        InputError: It is not UTF-8 text.
    """
    page = source.text
    unreadable: list[Unreadable] = []
    reader = _Page(Clock(source.zone))
    entries: list[Entry] = []
    for line, block in _blocks(page):
        try:
            entry = reader.entry(block)
        except BrokenError as broken:
            unreadable.append(Unreadable(file=source.file, line=line, why=str(broken)))
        else:
            entries += [entry] if entry else []
    threads = [_thread(source, page, entries)] if entries else []
    days = reader.days
    notes = (f"left out as no messages: {days} lines with a date",) if days else ()
    return Reading(threads=threads, unreadable=unreadable, notes=notes)


def _blocks(page: str) -> Iterator[tuple[int, str]]:
    """Each message's markup up to the next message, with its line."""
    starts = [found.start() for found in _MESSAGE.finditer(page)]
    line, before = 1, 0
    for start, end in pairwise([*starts, len(page)]):
        line += page.count("\n", before, start)
        before = start
        yield line, page[start:end]


def _thread(source: Source, page: str, entries: list[Entry]) -> Thread:
    """Pages of a chat have the id of its first page, which lies beside them."""
    folder = PurePosixPath(source.file.replace("\\", "/").replace("!", "/")).parent.name
    first = source.beside("messages.html") or source.data
    return Thread(
        conversation_id=thread_id("tg", folder, first),
        entries=_with_times(entries),
        channel="telegram",
        partner=_heading(page),
        own_id=True,
    )


def _with_times(entries: list[Entry]) -> list[Entry]:
    """Lines of the system state no time; they stand where they happened."""
    known = next((e.sent_at for e in entries if e.sent_at is not None), None)
    timed = []
    for entry in entries:
        known = entry.sent_at if entry.sent_at is not None else known
        timed.append(entry._replace(sent_at=known) if entry.kind == "event" else entry)
    return timed


_HEADING = re.compile(r'<div class="text bold">([^<]{0,400})</div>')


def _heading(page: str) -> str:
    """The name over the chat."""
    found = _HEADING.search(page, 0, 1 << 16)
    return _SPACES.sub(" ", html.unescape(found[1])).strip() if found else ""


@dataclass(slots=True)
class _Found:
    """What the markup of a message tells."""

    sender: str = ""
    text: str = ""
    line: str = ""
    """What a line of the system says."""
    question: str = ""
    time: str = ""
    media: set[str] = field(default_factory=set)


class _Open(NamedTuple):
    """A tag that is open."""

    name: str
    role: str
    forwarded: bool


@dataclass(slots=True)
class _Page:
    clock: Clock
    days: int = 0
    """Lines that only name the day of what follows."""
    before: str | None = None
    """The sender of the message before."""

    def entry(self, block: str) -> Entry | None:
        """The message in ``block``; None where it is a line with a date."""
        head = _MESSAGE.match(block)
        classes = (head["classes"] if head else "").split()
        if len(block) > _LONGEST:
            raise BrokenError("is longer than a message can be")
        found = _look(block)
        if "service" in classes:
            self.before = None
            if head and (head["id"] or "").startswith("-"):
                self.days += 1
                return None
            return Entry(found.line or found.text, "event", self._when(found.time), None, "system")
        if "default" not in classes:
            raise BrokenError("is of a type that Telegram does not document")
        when = self._when(found.time)
        self.before = found.sender or (self.before if "joined" in classes else None)
        kind = _kind(found.media)
        text = found.text or found.question
        if kind == "event":
            return Entry("phone_call", "event", when, None, "system")
        return Entry(text, kind, when, self.before)

    def _when(self, written: str) -> int | None:
        if not written:
            return None
        found = _TIME.match(written.strip())
        if not found:
            raise BrokenError("has a time that cannot be read")
        day, month, year, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        try:
            when = datetime(year, month, day, hour, minute, second, tzinfo=_offset(found))
            micros = self.clock.local(when if found["zone"] else when.replace(tzinfo=None))
        except (ValueError, OverflowError):
            raise BrokenError("has a time that does not exist") from None
        if not 0 <= micros < LATEST * 1_000_000:
            raise BrokenError("has a time outside 1970 to 2099")
        return micros


def _offset(found: re.Match[str]) -> timezone:
    if not found["sign"]:
        return UTC
    ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(ahead if found["sign"] == "+" else -ahead)


def _kind(media: set[str]) -> Kind:
    special = {_KINDS[one] for one in media if one in _KINDS}
    for kind in ("location", "contact", "event", "text"):
        if kind in special:
            return kind
    return "media" if media else "text"


def _look(block: str) -> _Found:
    """Goes through the tags of one message until it is closed."""
    found, stack = _Found(), list[_Open]()
    texts: dict[str, list[str]] = {"from_name": [], "text": [], "line": [], "question": []}
    end = 0
    for tag in _TAG.finditer(block):
        if stack:
            _keep(texts, stack[-1], block[end : tag.start()])
        end = tag.end()
        name = tag["name"].lower()
        if tag["end"]:
            _close(stack, name)
            if not stack:
                break
        elif name == "br" and stack:
            _keep(texts, stack[-1], "\x00")
        elif name not in _VOID and not tag["inside"].endswith("/"):
            stack.append(_opened(tag, stack, found))
    if stack:  # the page was cut in this message
        _keep(texts, stack[-1], block[end:].partition("<")[0])
    found.sender = _joined(texts["from_name"])
    found.text = _joined(texts["text"])
    found.line = _joined(texts["line"])
    found.question = _joined(texts["question"])
    return found


def _close(stack: list[_Open], name: str) -> None:
    """Closes the tag, and those inside it that were left open."""
    for place in range(len(stack) - 1, max(-1, len(stack) - 40), -1):
        if stack[place].name == name:
            del stack[place:]
            return


_BREAK = "\x00"


def _keep(texts: dict[str, list[str]], inside: _Open, text: str) -> None:
    if text and inside.role in texts:
        kept = text if text == _BREAK else _SPACES.sub(" ", html.unescape(text))
        texts[inside.role].append(kept)


def _joined(pieces: list[str]) -> str:
    lines = "".join(pieces).split(_BREAK)
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()


_ROLES = ("from_name", "text", "question", "reactions", "reply_to", "signature", "media")


def _opened(tag: re.Match[str], stack: list[_Open], found: _Found) -> _Open:
    """What the text in a tag is, by its classes and by what it stands in."""
    listed = _CLASSES.search(tag["inside"])
    classes = listed[1].split() if listed else []
    above = stack[-1] if stack else _Open("", "", forwarded=False)
    forwarded = above.forwarded or "forwarded" in classes
    found.media.update(one for one in classes if one.startswith("media_") or one in _KINDS)
    if "date" in classes and not found.time and not forwarded:
        title = _TITLE.search(tag["inside"])
        found.time = html.unescape(title[1]) if title else ""
    role = above.role if above.role not in ("", "line") else ""
    if above.role == "from_name" and classes:
        role = "date"  # the time of a forwarded message, or "via @bot"
    if not role:
        role = next((one for one in _ROLES if one in classes), above.role)
        if "body" in classes and "details" in classes:
            role = "line"
    if role == "from_name" and forwarded:
        role = "date"
    return _Open(tag["name"].lower(), role, forwarded)
