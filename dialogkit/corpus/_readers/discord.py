"""Discord: what DiscordChatExporter writes (JSON, CSV, text), and the package Discord itself sends.

One channel (or thread, which Discord makes a channel of its own) is one conversation. Discord's
package holds only the messages of whoever asked for it, which a note says.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dialogkit._csv import long_fields
from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._discord_text import is_exporter_text, read_exporter_text
from dialogkit.corpus._json import json_value, looks_like_json
from dialogkit.corpus._raw import (
    LATEST,
    BrokenError,
    Entry,
    Reading,
    Source,
    Thread,
    sorted_by_time,
    thread_id,
    whole,
)
from dialogkit.corpus._rows import NumberedRow, broken_csv, messages_of
from dialogkit.corpus._stamps import Clock

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "discord"
GENERIC = False

_EXPORTER = tuple(
    re.compile(sign)
    for sign in (r'"guild"\s*:\s*\{', r'"channel"\s*:\s*\{', r'"messages"\s*:\s*\[')
)
_PACKAGE = tuple(
    re.compile(sign) for sign in (r'"ID"\s*:\s*"?\d', r'"Timestamp"\s*:\s*"\d', r'"Contents"\s*:')
)
_PACKAGE_CHANNEL = re.compile(r'\{\s*"id"\s*:\s*"?\d{15,21}"?\s*,\s*"type"\s*:\s*(?:\d+|"[A-Z_]+")')
_PACKAGE_INDEX = re.compile(r'\{\s*"\d{15,21}"\s*:\s*(?:"|null)')
_EXPORTER_COLUMNS = ("author", "date", "content", "attachments", "reactions")
_PACKAGE_COLUMNS = ("id", "timestamp", "contents", "attachments")

_SPOKEN = frozenset({"Default", "Reply", "ApplicationCommand", "ChatInputCommand", "0", "19", "20"})
_SPOKEN_MORE = frozenset({"ContextMenuCommand", "ThreadStarterMessage", "21", "23"})
"""Types of messages that somebody wrote; all others are Discord's own."""

_MENTION = re.compile(r"<(?:@[!&]?|#)(\d{15,21})>")
_EMOJI = re.compile(r"<a?(:\w{2,32}:)\d{15,21}>")


def recognise(source: Source) -> bool:
    """Whether it has the keys or columns of one of these exports."""
    head = source.head
    if _columns(head) in (_EXPORTER_COLUMNS, _PACKAGE_COLUMNS):
        return True
    if is_exporter_text(source) or _is_page(head):
        return True
    if not looks_like_json(source):
        return False
    if head.lstrip("\ufeff \t\r\n").startswith("["):
        return all(sign.search(head) for sign in _PACKAGE)
    return all(sign.search(head) for sign in _EXPORTER) or _is_companion(head)


def read(source: Source) -> Reading:
    """The conversation in the file.

    What Discord itself says (somebody joined, a message was pinned) is an event with its type as
    text. Mentions carry names. The number in an `Unreadable` counts the messages from 1.

    Raises:
        InputError: It is neither JSON nor CSV, or holds no list of messages.
    """
    if is_exporter_text(source):
        return read_exporter_text(source)
    if _is_page(source.head):
        what = "is a page of DiscordChatExporter's; export the channel again as JSON"
        raise source.refuse(what)
    if not looks_like_json(source):
        return _read_csv(source)
    value = json_value(source)
    rows = value.get("messages") if isinstance(value, dict) else value
    if isinstance(rows, list):
        exported = isinstance(value, dict)
        return _read_exporter(source, value, rows) if exported else _read_package(source, rows)
    if _is_companion(source.head):
        return Reading(threads=())
    raise source.refuse("must hold a list of messages, as DiscordChatExporter writes it")


def _is_page(head: str) -> bool:
    """Whether it is the exporter's HTML, which shows fewer times than there are messages."""
    return head.lstrip("\ufeff \t\r\n")[:1] == "<" and "chatlog__" in head


def _is_companion(head: str) -> bool:
    """Whether it is a file of Discord's package that tells of channels and holds no messages."""
    start = head[:2_000].lstrip("\ufeff \t\r\n")
    return bool(_PACKAGE_CHANNEL.match(start) or _PACKAGE_INDEX.match(start))


def _columns(head: str) -> tuple[str, ...]:
    """The columns of a table, without that of ids of authors, which old exports lack."""
    line = head.split("\n", 1)[0].strip().lstrip("\ufeff").replace('"', "").lower()
    names = re.split("[,;]", line) if len(line) < 100 else []
    return tuple(name for name in names if name != "authorid")


def _read_exporter(source: Source, value: Mapping[str, Any], rows: Sequence[Any]) -> Reading:
    channel = value.get("channel")
    about = channel if isinstance(channel, dict) else {}
    messages = _Messages(source, _names(rows))
    entries = sorted_by_time(list(messages.entries(rows)))
    number, name = about.get("id"), about.get("name")
    own = isinstance(number, str | int) and bool(number)
    start = "\n".join(entry.text for entry in entries[:20])
    thread = Thread(
        conversation_id=thread_id("dc", *((str(number),) if own else (source.stem, start))),
        entries=entries,
        channel=NAME,
        partner=whole(name) if isinstance(name, str) and "Direct" in str(about.get("type")) else "",
        own_id=own,
    )
    return Reading(
        threads=[thread] if entries else [],
        unreadable=messages.unreadable,
        notes=_left_out(rows),
    )


def _left_out(rows: Sequence[Any]) -> list[str]:
    lists = [row.get("reactions") for row in rows if isinstance(row, dict)]
    reactions = sum(len(one) for one in lists if isinstance(one, list))
    return [f"{reactions} kinds of reactions to messages were left out"] if reactions else []


def _names(rows: Sequence[Any]) -> dict[str, str]:
    """Id → name of those who write or are mentioned."""
    found: dict[str, str] = {}
    for row in rows:
        if isinstance(row, dict):
            mentions = row.get("mentions")
            for user in [row.get("author"), *(mentions if isinstance(mentions, list) else ())]:
                name = _name(user)
                if isinstance(user, dict) and name:
                    found[str(user.get("id"))] = name
    return found


def _name(user: Any) -> str | None:
    """The name by which others see a user."""
    for key in ("nickname", "name"):
        value = user.get(key) if isinstance(user, dict) else None
        if isinstance(value, str) and value.strip():
            return whole(value).strip()
    return None


class _Messages:
    """The messages of a channel as DiscordChatExporter writes them."""

    def __init__(self, source: Source, names: Mapping[str, str]) -> None:
        self._file, self._clock, self._names = source.file, Clock(source.zone), names
        self.unreadable: list[Unreadable] = []

    def entries(self, rows: Sequence[Any]) -> Iterator[Entry]:
        """Each row as a message, or counted in `unreadable`."""
        for number, row in enumerate(rows, 1):
            try:
                yield self._entry(row)
            except BrokenError as broken:
                bad = Unreadable(file=self._file, line=number, why=str(broken))
                self.unreadable.append(bad)

    def _entry(self, row: Any) -> Entry:
        if not isinstance(row, dict):
            raise BrokenError("is no JSON object")
        when, what = _when(row.get("timestamp"), self._clock), row.get("type", "Default")
        if not isinstance(what, str | int):
            raise BrokenError("has a type that is no text")
        if str(what) not in _SPOKEN | _SPOKEN_MORE:
            return Entry(whole(str(what)), "event", when, None, "system")
        content, author = row.get("content"), row.get("author")
        if not isinstance(content, str | None):
            raise BrokenError("has a text that is no text")
        passed_on = row.get("forwardedMessage")
        inner = passed_on if isinstance(passed_on, dict) else {}
        told = content or inner.get("content")
        text = self._readable(told) if isinstance(told, str) else ""
        text = text or _of_embeds(row.get("embeds")) or _of_poll(row)
        bot = isinstance(author, dict) and author.get("isBot") is True
        attached = any(one.get(key) for one in (row, inner) for key in ("attachments", "stickers"))
        kind: Kind = "media" if attached or not text else "text"
        return Entry(whole(text), kind, when, _name(author), "bot" if bot else None)

    def _readable(self, text: str) -> str:
        """Ids of persons become their names, if the exporter left them."""
        if "<" in text:
            text = _EMOJI.sub(r"\1", _MENTION.sub(self._mention, text))
        return text.strip()

    def _mention(self, found: re.Match[str]) -> str:
        return f"@{self._names[found[1]]}" if found[1] in self._names else found[0]


def _of_embeds(embeds: Any) -> str:
    """What a bot says in boxes and not in its text."""
    lines: list[str] = []
    for one in embeds[:25] if isinstance(embeds, list) else []:
        fields = one.get("fields") if isinstance(one, dict) else None
        parts = [one] if isinstance(one, dict) else []
        parts += [f for f in fields if isinstance(f, dict)] if isinstance(fields, list) else []
        for part in parts:
            said = [part.get(key) for key in ("title", "name", "description", "value")]
            lines += [text for text in said if isinstance(text, str) and text.strip()]
    return "\n".join(lines).strip()


def _of_poll(row: Mapping[str, Any]) -> str:
    poll = row.get("poll")
    question = poll.get("question") if isinstance(poll, dict) else None
    text = question.get("text") if isinstance(question, dict) else question
    return text.strip() if isinstance(text, str) else ""


def _when(written: Any, clock: Clock) -> int | None:
    if written is None:
        return None
    try:
        when = clock.local(datetime.fromisoformat(written.strip().removesuffix(" UTC")))
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise BrokenError("has a time that cannot be read") from None
    if not 0 <= when < LATEST * 1_000_000:
        raise BrokenError("has a time outside 1970 to 2099")
    return when


_ONE_SIDE = "Discord's own package holds only the messages of whoever asked for it"


def _read_package(source: Source, rows: Sequence[Any]) -> Reading:
    unreadable: list[Unreadable] = []
    entries: list[Entry] = []
    owner, clock = _owner(source), Clock(ZoneInfo("UTC"))
    for number, row in enumerate(rows, 1):
        try:
            entries.append(_packed(row, clock, owner))
        except BrokenError as broken:
            unreadable.append(Unreadable(file=source.file, line=number, why=str(broken)))
    first = str(rows[-1].get("ID")) if rows and isinstance(rows[-1], dict) else ""
    thread = Thread(
        conversation_id=thread_id("dc", source.stem, first),
        entries=sorted_by_time(entries[::-1]),
        channel=NAME,
        owner=owner,
    )
    threads = [thread] if entries else []
    return Reading(threads=threads, unreadable=unreadable, notes=[_ONE_SIDE])


def _packed(row: Any, clock: Clock, owner: str | None) -> Entry:
    if not isinstance(row, dict):
        raise BrokenError("is no JSON object")
    content = row.get("Contents")
    if not isinstance(content, str | None):
        raise BrokenError("has a text that is no text")
    text = whole(_EMOJI.sub(r"\1", content or "").strip())
    kind: Kind = "media" if row.get("Attachments") or not text else "text"
    return Entry(text, kind, _when(row.get("Timestamp"), clock), owner)


def _owner(source: Source) -> str | None:
    """The name of whoever asked for the package, from its file on the account."""
    for name in ("../../Account/user.json", "../../account/user.json"):
        data = source.beside(name)
        try:
            user = json.loads(data) if data is not None else None
        except (ValueError, RecursionError):
            continue
        named = (
            [user.get(key) for key in ("global_name", "username")] if isinstance(user, dict) else []
        )
        for value in named:
            if isinstance(value, str) and value.strip():
                return whole(value).strip()
    return None


def _read_csv(source: Source) -> Reading:
    text = source.text
    delimiter = max(",;", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[NumberedRow] = []
    bad: list[Unreadable] = []
    try:
        with long_fields():
            names = [name.strip().lstrip("\ufeff") for name in next(reader, [])]
            for values in reader:
                if len(values) == len(names):
                    rows.append((reader.line_num, dict(zip(names, values, strict=True))))
                elif values:
                    why = f"must have {len(names)} fields, as the first line has"
                    bad.append(Unreadable(file=source.file, line=reader.line_num, why=why))
    except csv.Error as error:
        raise source.refuse(broken_csv(error), line=reader.line_num) from None
    if "Timestamp" in names:
        reading = _read_package(source, [row for _, row in rows])
        return replace(reading, unreadable=[*bad, *reading.unreadable])
    table = [(number, _column_names(row)) for number, row in rows]
    reading = messages_of(source, table, unreadable=bad)
    threads = [replace(thread, channel=NAME) for thread in reading.threads]
    return replace(reading, threads=threads)


def _column_names(row: Mapping[str, str]) -> dict[str, str]:
    """A row of the exporter's table under the names that all tables of messages share."""
    content = row.get("Content", "")
    kind = "media" if row.get("Attachments") or not content else "text"
    return {
        "person": row.get("Author", ""),
        "sent_at": row.get("Date", ""),
        "text": content,
        "kind": kind,
    }
