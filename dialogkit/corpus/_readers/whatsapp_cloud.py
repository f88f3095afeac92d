"""WhatsApp Cloud API: the webhook payloads that a business receives, as they are logged.

One payload, a list of them, JSON Lines of them, or any JSON that holds them. Messages that the
business wrote are only there where its app echoes them (``smb_message_echoes``, ``history``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._json import looks_like_json
from dialogkit.corpus._raw import BrokenError, Entry, Reading, Source, whole
from dialogkit.corpus._webhooks import (
    Conversations,
    payloads,
    text_of,
    unescaped,
    utc_micros,
    walk,
)

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "whatsapp_cloud"
GENERIC = False

Json = Mapping[str, Any]

_SIGNS = re.compile(
    r'"object"\s*:\s*"whatsapp_business_account"|"messaging_product"\s*:\s*"whatsapp"'
)
_MEDIA = frozenset({"image", "video", "audio", "voice", "document", "sticker", "file"})
_CARRIERS = ("messages", "message_echoes", "history")
_NO_MESSAGES = {
    "statuses": "delivery receipts",
    "calls": "calls",
    "errors": "error reports",
    "user_preferences": "changes of settings",
    "state_sync": "contact updates",
    "groups": "group updates",
}
_MOST_NAME = 200


def recognise(source: Source) -> bool:
    """Whether it is JSON with the marks that each payload carries."""
    return looks_like_json(source) and bool(_SIGNS.search(unescaped(source.head)))


def read(source: Source) -> Reading:
    """One conversation for each pair of business number and customer (or group).

    Edited messages have their last text, deleted ones none; the edit or deletion itself is an
    event. Delivery receipts, calls and account events are counted in a note. The number in an
    `Unreadable` is the line of JSON Lines, else the place in the list.

    Raises:
        InputError: It is not JSON.
    """
    found = payloads(source)
    reader = _Webhooks(source, unreadable=list(found.unreadable))
    for line, value in found.values:
        reader.take(line, value)
    threads = reader.said.threads("wac", "whatsapp", reader.names)
    return Reading(threads=threads, unreadable=reader.unreadable, notes=reader.said.notes())


def _is_change(here: Json) -> bool:
    if isinstance(here.get("field"), str) and isinstance(here.get("value"), dict):
        return True
    return here.get("messaging_product") == "whatsapp" and any(
        isinstance(here.get(key), list) for key in (*_CARRIERS, *_NO_MESSAGES)
    )


@dataclass(slots=True)
class _Webhooks:
    source: Source
    unreadable: list[Unreadable]
    said: Conversations = field(default_factory=Conversations)
    names: dict[str, str] = field(default_factory=dict)
    """Name by WhatsApp id."""

    def take(self, line: int, value: Any) -> None:
        changes = list(walk(value, _is_change))
        if not changes:
            self._bad(line, "holds no payload of the WhatsApp Cloud API")
        for change in changes:
            inner = change["value"] if isinstance(change.get("value"), dict) else change
            ids = self._learn(inner)
            count = 0
            for message, thread in _messages(inner):
                count += 1
                self._add(line, message, inner, thread=thread, ids=ids)
            self._count(inner, count)

    def _add(
        self, line: int, message: Any, inner: Json, *, thread: str | None, ids: Mapping[str, str]
    ) -> None:
        try:
            if not isinstance(message, dict):
                raise BrokenError("is no JSON object")
            key, customer, outgoing = _whose(message, inner, thread=thread, ids=ids)
            entry, of = _entry(message, None if outgoing else customer, outgoing=outgoing)
        except BrokenError as broken:
            self._bad(line, str(broken))
        else:
            self.said.add(key, entry, own_id=message.get("id"), of=of)

    def _bad(self, line: int, why: str) -> None:
        self.unreadable.append(Unreadable(file=self.source.file, line=line, why=why))

    def _count(self, inner: Json, messages: int) -> None:
        others = 0
        for key, what in _NO_MESSAGES.items():
            listed = inner.get(key)
            if isinstance(listed, list) and listed:
                others += 1
                self.said.left_out[what] += len(listed)
        if not messages and not others:
            self.said.left_out["account events"] += 1

    def _learn(self, inner: Json) -> dict[str, str]:
        """Notes the names of customers; gives the phone number of each scoped user id."""
        ids: dict[str, str] = {}
        for contact in _dicts(inner.get("contacts")):
            number, scoped = _id(contact.get("wa_id")), _id(contact.get("user_id"))
            profile = contact.get("profile")
            name = profile.get("name") if isinstance(profile, dict) else None
            if isinstance(name, str) and name.strip():
                known = whole(name).strip()[:_MOST_NAME]
                self.names.update(dict.fromkeys([one for one in (number, scoped) if one], known))
            if number and scoped:
                ids[scoped] = number
        return ids


def _dicts(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _id(value: Any) -> str:
    """An id as text; phone numbers without marks."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = whole(str(value)).strip()
    return text.removeprefix("+")


def _messages(inner: Json) -> Iterator[tuple[Any, str | None]]:
    """The messages of a payload; those of a history with the customer they were with."""
    for key in ("messages", "message_echoes"):
        listed = inner.get(key)
        if isinstance(listed, list):
            yield from ((message, None) for message in listed)
    for part in _dicts(inner.get("history")):
        for thread in _dicts(part.get("threads")):
            listed = thread.get("messages")
            yield from ((m, _id(thread.get("id"))) for m in _items(listed))


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _whose(
    message: Json, inner: Json, *, thread: str | None, ids: Mapping[str, str]
) -> tuple[tuple[str, str], str, bool]:
    """The conversation, the customer in it, and whether the business wrote."""
    about = inner.get("metadata")
    about = about if isinstance(about, dict) else {}
    sender = _id(message.get("from"))
    echoed = isinstance(inner.get("message_echoes"), list)
    shown = _id(about.get("display_phone_number"))
    outgoing = echoed or (sender != thread if thread else bool(sender) and sender == shown)
    side = "to" if outgoing else "from"
    customer = thread or _id(message.get(side))
    if not customer:
        scoped = _id(message.get(f"{side}_user_id"))
        customer = ids.get(scoped, scoped)
    group = _id(message.get("group_id"))
    if not customer and not group:
        raise BrokenError("does not say whose message it is")
    business = _id(about.get("phone_number_id")) or shown
    return (business, group or customer), customer, outgoing


def _entry(message: Json, customer: str | None, *, outgoing: bool) -> tuple[Entry, Any]:
    """The message, and the id of the one it changes."""
    when = utc_micros(message.get("timestamp"), per_second=1)
    what = message.get("type")
    change = message.get(what) if what in ("edit", "revoke") else None
    of = change.get("original_message_id") if isinstance(change, dict) else None
    if isinstance(change, dict) and what == "edit":
        inner = change.get("message")
        if not isinstance(inner, dict):
            raise BrokenError("is an edit without the new message")
        text, kind = _content(inner)
    else:
        text, kind = _content(message)
    if kind == "event":
        return Entry(whole(text), kind, when, None, "system"), None
    return Entry(whole(text), kind, when, customer, "agent" if outgoing else "customer"), of


def _content(message: Json) -> tuple[str, Kind]:
    """The text and the kind of a message."""
    what = message.get("type")
    if not isinstance(what, str):
        raise BrokenError("has no type")
    inner = message.get(what)
    body: Json = inner if isinstance(inner, dict) else {}
    if what == "text":
        return text_of(body.get("body")), "text"
    if what in _MEDIA:
        return text_of(body.get("caption")), "media"
    if what == "interactive":
        return _interactive(body)
    read_it = _OTHERS.get(what)
    if read_it is None:
        raise BrokenError("is of a type that WhatsApp does not document")
    return read_it(body)


def _interactive(body: Json) -> tuple[str, Kind]:
    """What was tapped; of a message of the business, what it says."""
    what = body.get("type")
    inner = body.get(what) if isinstance(what, str) else None
    if isinstance(inner, dict):
        for key in ("title", "body", "response"):
            if inner.get(key) is not None:
                return text_of(inner[key]), "button"
    shown = body.get("body")
    if isinstance(shown, dict):
        return text_of(shown.get("text")), "text"
    return "", "button"


def _place(body: Json) -> tuple[str, Kind]:
    parts = (text_of(body.get("name")), text_of(body.get("address")))
    return ", ".join(part for part in parts if part), "location"


def _template(body: Json) -> tuple[str, Kind]:
    texts = [text_of(part.get("text")) for part in _dicts(body.get("components"))]
    return "\n".join(text for text in texts if text), "template"


_OTHERS: Mapping[str, Callable[[Json], tuple[str, Kind]]] = {
    "button": lambda body: (text_of(body.get("text")), "button"),
    "location": _place,
    "contacts": lambda _body: ("", "contact"),
    "order": lambda body: (text_of(body.get("text")), "button"),
    "product": lambda body: (text_of(body.get("text")), "button"),
    "template": _template,
    "reaction": lambda body: (text_of(body.get("emoji")), "event"),
    "system": lambda body: (text_of(body.get("type")) or "system", "event"),
    "request_welcome": lambda _body: ("request_welcome", "event"),
    "revoke": lambda _body: ("", "deleted"),
    "unsupported": lambda _body: ("", "media"),
    "unknown": lambda _body: ("", "media"),
    "errors": lambda _body: ("", "media"),
}
"""What each further type of message says. A message that the interface cannot show counts as a
medium: somebody sent something that is no text."""
