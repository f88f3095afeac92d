"""Messages into files, as messengers write them: WhatsApp on Android and iOS, Telegram Desktop."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from _people import Customer
from _wording import Planted

TEAM = "Paketdienst Beispiel"
_LRM = "\u200e"
_BERLIN = ZoneInfo("Europe/Berlin")

Kind = Literal["text", "photo", "voice", "deleted", "edited", "notice", "safety"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One line of a chat."""

    at: datetime
    """Local time, with seconds."""
    team: bool
    """Whether the team sent it (and not the customer)."""
    text: str = ""
    """What was written."""
    kind: Kind = "text"
    """What it is; ``notice`` and ``safety`` are by the messenger itself."""
    planted: Planted = ()
    """Personal data in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file ready to be written."""

    name: str
    """File name."""
    text: str
    """Its content."""
    lines: tuple[int, ...]
    """For each message the 1-based line at which it starts."""


_DE = {
    "notice": "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand außerhalb dieses Chats kann sie lesen oder anhören, nicht einmal WhatsApp.",
    "safety": "{sender} hat die Sicherheitsnummer geändert. Tippe für mehr Infos.",
    "deleted": ("Diese Nachricht wurde gelöscht.", "Du hast diese Nachricht gelöscht."),
    "edited": "<Diese Nachricht wurde bearbeitet.>",
    "media": "<Medien ausgeschlossen>",
    "photo": "Bild weggelassen",
    "voice": "Audio weggelassen",
}
_EN = {
    "notice": "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them.",
    "safety": "Your security code with {sender} changed. Tap to learn more.",
    "deleted": ("This message was deleted", "You deleted this message"),
    "edited": "<This message was edited>",
    "media": "<Media omitted>",
    "photo": "image omitted",
    "voice": "audio omitted",
}


def export(customer: Customer, number: int, chat: Sequence[Sent]) -> Export:
    """The chat with one customer as a file."""
    if customer.format == "telegram":
        return _telegram(customer, number, chat)
    words = _EN if customer.format in ("english", "american") else _DE
    name = {"android": "mit ", "ios": "- "}.get(customer.format, "with ") + customer.sender
    rows = [_row(customer, sent, words) for sent in chat]
    file = "WhatsApp Chat " + name.replace("/", "-") + ".txt"
    return Export(name=file, text="".join(rows), lines=_starts(rows, first=1))


def _starts(rows: Sequence[str], *, first: int) -> tuple[int, ...]:
    starts, line = [], first
    for row in rows:
        starts.append(line)
        line += row.count("\n")
    return tuple(starts)


def _row(customer: Customer, sent: Sent, words: dict[str, Any]) -> str:
    ios, by_messenger = customer.format == "ios", sent.kind in ("notice", "safety")
    body = _body(sent, words, ios=ios)
    if by_messenger:
        body = body.format(sender=customer.sender)
    sender = TEAM if sent.team else customer.sender
    if ios:
        mark = "" if sent.kind in ("text", "edited") else _LRM
        return f"{mark}[{sent.at:%d.%m.%y, %H:%M:%S}] {sender}: {mark}{body}\n"
    stamp = _stamp(customer, sent.at)
    return f"{stamp} - {body}\n" if by_messenger else f"{stamp} - {sender}: {body}\n"


def _stamp(customer: Customer, at: datetime) -> str:
    half = at.hour % 12 or 12
    if customer.format == "english":
        return f"{at:%d/%m/%Y}, {half}:{at:%M} {'pm' if at.hour >= 12 else 'am'}"
    if customer.format == "american":
        return f"{at.month}/{at.day}/{at:%y}, {half}:{at:%M}\u202f{'PM' if at.hour >= 12 else 'AM'}"
    return f"{at:%d.%m.%y, %H:%M}"


def _body(sent: Sent, words: dict[str, Any], *, ios: bool) -> str:
    if sent.kind == "text":
        return sent.text
    if sent.kind == "edited":
        return f"{sent.text} {_LRM if ios else ''}{words['edited']}"
    if sent.kind == "deleted":
        text: str = words["deleted"][sent.team]
        return text
    if sent.kind in ("photo", "voice") and not ios:
        return str(words["media"])
    return str(words[sent.kind])


_LINKS = re.compile(
    r"(?P<iban>\b[A-Za-z]{2}\d\d(?: ?\d{2,4}){4,})"
    r"|(?P<email>[\w.+-]+@[\w.-]+\w)|(?P<phone>(?<!\w)(?:\+|0)\d[\d /]{7,14}\d)"
)


def _telegram(customer: Customer, number: int, chat: Sequence[Sent]) -> Export:
    ids = {True: f"user77{number:07d}", False: f"user51{number:07d}"}
    entries = [
        _entry(sent, 1000 + at, TEAM if sent.team else customer.sender, ids[sent.team])
        for at, sent in enumerate(chat)
    ]
    rows = [_indented(entry, last=entry is entries[-1]) for entry in entries]
    head = {"name": customer.sender, "type": "personal_chat", "id": 510000000 + number}
    start = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "messages": [\n'
    lines = _starts(rows, first=1 + start.count("\n"))
    text = start + "".join(rows) + " ]\n}\n"
    return Export(name=f"result_{number:04d}.json", text=text, lines=lines)


def _indented(entry: dict[str, Any], *, last: bool) -> str:
    text = json.dumps(entry, ensure_ascii=False, indent=1)
    return "".join(f"  {line}\n" for line in (text + ("" if last else ",")).split("\n"))


def _entry(sent: Sent, number: int, sender: str, sender_id: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": number, "type": "message"}
    entry |= {"date": sent.at.isoformat(), "date_unixtime": _unix(sent.at)}
    if sent.kind in ("notice", "safety"):
        acted = {"actor": sender, "actor_id": sender_id, "action": "phone_call"}
        return {**entry, "type": "service", **acted, "discard_reason": "missed", "text": ""}
    entry |= {"from": sender, "from_id": sender_id}
    if sent.kind == "edited":
        entry["edited"] = sent.at.isoformat()
    elif sent.kind == "photo":
        entry |= {"photo": "(File not included. Change data exporting settings to download.)"}
        entry |= {"width": 960, "height": 1280}
    elif sent.kind == "voice":
        entry |= {"file": "(File not included. Change data exporting settings to download.)"}
        entry |= {"media_type": "voice_message", "duration_seconds": 17}
    parts = _entities(sent.text)
    plain = len(parts) == 1 and parts[0]["type"] == "plain"
    entry["text"] = sent.text if plain or not parts else [_short(part) for part in parts]
    entry["text_entities"] = parts
    return entry


def _unix(at: datetime) -> str:
    return str(int(at.replace(tzinfo=_BERLIN).astimezone(UTC).timestamp()))


def _short(part: dict[str, str]) -> str | dict[str, str]:
    return part["text"] if part["type"] == "plain" else part


def _entities(text: str) -> list[dict[str, str]]:
    parts, end = [], 0
    for found in _LINKS.finditer(text):
        if found.lastgroup == "iban":
            continue  # Telegram has no such entity
        if found.start() > end:
            parts.append({"type": "plain", "text": text[end : found.start()]})
        parts.append({"type": found.lastgroup or "plain", "text": found[0]})
        end = found.end()
    if end < len(text):
        parts.append({"type": "plain", "text": text[end:]})
    return parts
