"""Which column of somebody's table is which, by the names people give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dialogkit.conversation import Kind, Speaker

__all__ = ["ALIASES", "KINDS", "SPEAKERS_WRITTEN", "columns", "is_table_of_messages", "time_column"]

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            *("text", "message", "body", "content", "msg", "message_text", "message_body", "texto"),
            *("utterance", "nachricht", "nachrichtentext", "inhalt", "mensaje", "messaggio"),
        ),
        "sent_at": (
            *("sent_at", "timestamp", "sent", "datetime", "date_time", "created_at", "created"),
            *("ts", "unix_time", "unixtime", "date_unixtime", "zeitstempel", "zeitpunkt"),
            *("gesendet", "gesendet_am", "date", "datum", "fecha", "data", "time", "zeit"),
        ),
        "speaker": (
            *("speaker", "role", "sender_type", "from_type", "author_type", "sender_role"),
            *("direction", "rolle"),
        ),
        "person": (
            *("person", "author", "from", "sender", "from_name", "sender_name", "author_name"),
            *("user_name", "username", "name", "user", "sender_id", "author_id", "from_id"),
            *("user_id", "absender", "autor", "verfasser", "remitente"),
        ),
        "conversation_id": (
            *("conversation_id", "conversation", "thread_id", "thread", "chat_id", "session_id"),
            *("dialog_id", "dialogue_id", "ticket_id", "ticket", "chat", "session", "gespraech_id"),
        ),
        "position": ("position", "turn", "turn_number", "seq", "sequence", "message_index"),
        "kind": ("kind", "message_type", "type"),
        "channel": ("channel", "medium", "source", "kanal"),
        "locale": ("locale", "language", "lang", "sprache"),
        "case_id": ("case_id",),
        "intent": ("intent", "label", "absicht"),
    }
)
"""The project's own name first, then the others, most telling first."""

SPEAKERS_WRITTEN: Mapping[str, Speaker] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("customer", "user", "client", "end_user", "enduser", "visitor", "kunde"),
                *("kundin", "inbound", "incoming", "in", "received", "consumer", "cliente"),
            ),
            "customer",
        ),
        **dict.fromkeys(
            (
                *("agent", "operator", "employee", "staff", "human", "human_agent", "admin"),
                *("support", "mitarbeiter", "mitarbeiterin", "outbound", "outgoing", "out"),
            ),
            "agent",
        ),
        **dict.fromkeys(
            ("bot", "assistant", "chatbot", "virtual_agent", "virtual_assistant"), "bot"
        ),
        **dict.fromkeys(("system", "event", "service"), "system"),
    }
)
"""How tables write who speaks."""

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(("text", "chat", "message", "plain", ""), "text"),
        **dict.fromkeys(
            ("media", "image", "photo", "video", "audio", "voice", "file", "document", "sticker"),
            "media",
        ),
        **dict.fromkeys(("location", "live_location"), "location"),
        **dict.fromkeys(("contact", "contacts", "vcard"), "contact"),
        **dict.fromkeys(("button", "interactive", "postback", "quick_reply"), "button"),
        **dict.fromkeys(("template", "hsm"), "template"),
        **dict.fromkeys(("deleted", "revoked"), "deleted"),
        **dict.fromkeys(("event", "system", "service", "notification"), "event"),
    }
)
"""How tables write what a message is."""

_NONE_GIVEN: Mapping[str, str] = MappingProxyType({})


def columns(names: Iterable[str], given: Mapping[str, str] = _NONE_GIVEN) -> dict[str, str]:
    """Which column holds what: own name → name in the table, where there is one.

    Args:
        names: Columns of the table.
        given: What the user says of them, which goes first; names the table lacks do not count.
    """
    listed = {_plain(name): name for name in reversed(list(names))}
    said = {own: listed[_plain(name)] for own, name in given.items() if _plain(name) in listed}
    free = {plain: name for plain, name in listed.items() if name not in said.values()}
    found: dict[str, str] = {}
    for own, aliases in ALIASES.items():
        match = said.get(own) or next((free[alias] for alias in aliases if alias in free), None)
        if match is not None:
            found[own] = match
    return found


_TIMES_OF_DAY = ("time", "uhrzeit", "zeit", "hora", "ora", "heure")


def time_column(names: Iterable[str]) -> str | None:
    """The column of times of day, which some tables have beside a column of days."""
    return next((name for name in names if _plain(name) in _TIMES_OF_DAY), None)


def is_table_of_messages(names: Iterable[str], given: Mapping[str, str] = _NONE_GIVEN) -> bool:
    """Whether columns of these names hold a chat: a text, and who or when or where."""
    found = columns(names, given)
    return "text" in found and bool(
        found.keys() & {"sent_at", "person", "speaker", "conversation_id"}
    )


def _plain(name: str) -> str:
    return re.sub(r"[\s.\-/]+", "_", name.strip().strip("\ufeff").lower())
