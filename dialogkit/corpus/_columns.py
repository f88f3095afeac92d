"""Which column of somebody's table is which, by the names people give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from dialogkit.conversation import Kind, Speaker

__all__ = [
    "ALIASES",
    "BOOLEANS",
    "KINDS",
    "SPEAKERS_WRITTEN",
    "columns",
    "is_role",
    "is_table_of_messages",
    "plain_column",
    "role_name",
    "time_column",
]

BOOLEANS: Mapping[str, tuple[Speaker, Speaker]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("inbound", "is_inbound", "is_incoming", "is_customer", "from_customer"),
            ("customer", "agent"),
        ),
        **dict.fromkeys(
            (
                *("outbound", "is_outbound", "is_outgoing", "from_me", "is_from_me", "fromme"),
                *("is_agent", "from_agent", "is_staff", "is_company", "from_company"),
            ),
            ("agent", "customer"),
        ),
        **dict.fromkeys(("is_bot", "from_bot"), ("bot", "customer")),
    }
)
"""Columns that answer yes or no: who speaks where they say yes, and where no."""

_VAGUE = ("reply", "transcript", "ticket_description", "description", "beschreibung", "anfrage")
"""Names of texts which other tables have, too."""

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            *("text", "message", "body", "content", "msg", "message_text", "message_body", "texto"),
            *("utterance", "nachricht", "nachrichtentext", "inhalt", "mensaje", "messaggio"),
            *("mensagem", "contenu", "contenido", "texte", "testo", "bericht", "message_content"),
            *("text_body", "utterance_text", "comment", *_VAGUE),
        ),
        "sent_at": (
            *("sent_at", "timestamp", "sent", "datetime", "date_time", "created_at", "created"),
            *("ts", "unix_time", "unixtime", "date_unixtime", "zeitstempel", "zeitpunkt"),
            *("gesendet", "gesendet_am", "message_date", "date_sent", "sent_date", "created_time"),
            *("timestamp_ms", "epoch", "createdat", "eingang", "eingegangen_am", "erstellt"),
            *("erstellt_am", "created_on", "date", "datum", "fecha", "data", "date_envoi"),
            *("horodatage", "uhrzeit", "time", "zeit", "heure", "hora", "updated_at"),
        ),
        "speaker": (
            *("speaker", "role", "sender_type", "from_type", "author_type", "sender_role"),
            *("direction", "richtung", "rolle", "sender_kind", "participant_type", "user_type"),
            *("author_role", "speaker_role", "speaker_type", "message_direction", "sent_by", "rol"),
            *("sender_role_name", *BOOLEANS),
        ),
        "person": (
            *("person", "author", "from", "sender", "from_name", "sender_name", "author_name"),
            *("user_name", "username", "name", "user", "sender_id", "author_id", "from_id"),
            *("user_id", "absender", "von", "autor", "verfasser", "remitente", "expediteur"),
            *("auteur", "mittente", "autore", "de", "emisor", "afzender", "nick", "nickname"),
            *("from_number", "phone", "customer_name", "participant", "created_by", "email"),
        ),
        "conversation_id": (
            *("conversation_id", "conversation", "thread_id", "thread", "chat_id", "session_id"),
            *("dialog_id", "dialogue_id", "ticket_id", "ticket", "chat", "session", "gespraech_id"),
            *("convo_id", "conv_id", "call_id", "room_id", "channel_id", "case_number", "dialog"),
            *("dialogue", "interaction_id", "message_tree_id", "conversation_uuid", "thread_ts"),
            *("gespraech", "vorgang", "vorgangsnummer", "ticketnummer", "chatid", "sessionid"),
        ),
        "position": (
            *("position", "turn", "turn_number", "seq", "sequence", "message_index"),
            *("turn_index", "utterance_index", "msg_index", "sequence_number"),
        ),
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
                *("users", "customers", "buyer", "caller", "contact", "guest", "requester"),
                *("nutzer", "benutzer", "usuario", "utilisateur", "utente", "klant", "clienta"),
                *("patient", "member", "shopper", "passenger", "eingehend", "entrante"),
            ),
            "customer",
        ),
        **dict.fromkeys(
            (
                *("agent", "operator", "employee", "staff", "human", "human_agent", "admin"),
                *("support", "mitarbeiter", "mitarbeiterin", "outbound", "outgoing", "out"),
                *("rep", "representative", "csr", "live_agent", "support_agent", "service_agent"),
                *("advisor", "consultant", "seller", "company", "business", "page", "berater"),
                *("beraterin", "kundenberater", "kundenberaterin", "sachbearbeiter", "agente"),
                *("asesor", "asesora", "operador", "operatore", "conseiller", "conseillere"),
                *("medewerker", "sent", "ausgehend", "saliente", "team", "support_team"),
            ),
            "agent",
        ),
        **dict.fromkeys(
            (
                *("bot", "assistant", "chatbot", "virtual_agent", "virtual_assistant", "gpt"),
                *("chatgpt", "model", "ai", "llm", "ai_assistant", "ai_agent", "voicebot", "ki"),
                *("machine", "automation", "auto", "assistent"),
            ),
            "bot",
        ),
        **dict.fromkeys(("system", "event", "service", "tool", "function", "developer"), "system"),
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
    return dict(_columns(tuple(names), tuple(given.items())))


@lru_cache(maxsize=1024)
def _columns(names: tuple[str, ...], given: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """As `columns`, remembered: the objects of an export have the same keys again and again."""
    listed = {plain_column(name): name for name in reversed(names)}
    said = {own: listed[plain_column(name)] for own, name in given if plain_column(name) in listed}
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
    return next((name for name in names if plain_column(name) in _TIMES_OF_DAY), None)


def is_table_of_messages(names: Iterable[str], given: Mapping[str, str] = _NONE_GIVEN) -> bool:
    """Whether columns of these names hold a chat: a text, and who or when or where."""
    found = columns(names, given)
    beside = found.keys() & {"sent_at", "person", "speaker", "conversation_id"}
    if "text" not in found or not beside:
        return False
    vague = plain_column(found["text"]) in _VAGUE and "text" not in given
    return not vague or (len(beside) > 1 and "conversation_id" in beside)


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def is_role(written: str) -> bool:
    """Whether a text says who speaks, as tables write it."""
    return len(written) < 40 and role_name(written) in SPEAKERS_WRITTEN


def role_name(written: str) -> str:
    """A role as `SPEAKERS_WRITTEN` has it: lower case, words joined by ``_``."""
    return re.sub(r"[\s\-]+", "_", _without_accents(written.strip().lower()))


@lru_cache(maxsize=4096)
def plain_column(name: str) -> str:
    """A column's name in lower case, without accents, its words joined by ``_``.

    >>> plain_column("conversationId"), plain_column("Expéditeur"), plain_column("Ticket ID")
    ('conversation_id', 'expediteur', 'ticket_id')
    """
    bare = name.strip().strip("\ufeff").strip()
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=ID\b|Id\b)", "_", bare)
    return re.sub(r"[\s.\-/_]+", "_", _without_accents(spaced.lower())).strip("_")


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    text = text.translate(_UMLAUTS)
    apart = unicodedata.normalize("NFD", text)
    return "".join(char for char in apart if not unicodedata.combining(char))
