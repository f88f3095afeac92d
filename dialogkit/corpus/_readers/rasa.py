"""Rasa: dumps of trackers, events as the event broker writes them, and the SQLite store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dialogkit.conversation import Speaker
from dialogkit.corpus._gather import (
    Gathering,
    NoMessageError,
    Talk,
    dicts,
    documents,
    line_of,
    mapping,
    name_of,
    text_of,
)
from dialogkit.corpus._raw import BrokenError, Entry, Given, Reading, Source, whole
from dialogkit.corpus._shape import Seen, seen_objects
from dialogkit.corpus._sqlite import START, open_database
from dialogkit.errors import InputError

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "rasa"
GENERIC = False

_SAID = ("user", "bot", "agent")
_EVENTS = frozenset(
    (
        *(*_SAID, "action", "slot", "session_started", "session_ended", "restart", "rewind"),
        *("undo", "reset_slots", "pause", "resume", "followup", "form", "active_loop", "reminder"),
        *("cancel_reminder", "export", "entities", "user_featurization", "loop_interrupted"),
        *("action_execution_rejected", "form_validation", "flow_started", "flow_completed"),
        *("flow_interrupted", "flow_resumed", "flow_cancelled", "stack"),
    )
)
_HANDOFF = re.compile(
    r"(?:^|_)(?:hand_?off|hand_?over|human|humans|live_?agent|agent|escalat\w*)(?:_|$)"
)
_CHANNELS = {
    **dict.fromkeys(("rest", "socketio", "cmdline", "callback", "chatroom"), "web"),
    "facebook": "messenger",
    "twilio": "sms",
    "twilio_voice": "voice",
}
_PAYLOAD = re.compile(r"^/([^\s{]+)")


def recognise(source: Source) -> bool:
    """Whether it holds Rasa's events: as JSON, or in a table of SQLite."""
    if source.data.startswith(START):
        return _has_events(source)
    return any(_is_rasa(seen) for seen in seen_objects(source))


def _has_events(source: Source) -> bool:
    try:
        with open_database(source) as tables:
            return {"sender_id", "data"} <= tables.columns("events")
    except InputError:
        return False


def _is_rasa(seen: Seen) -> bool:
    if not seen.said(event=tuple(_EVENTS)):
        return False
    return seen.has("timestamp") and (
        seen.path.endswith("events") or seen.has("sender_id") or seen.has("parse_data")
    )


def read(source: Source) -> Reading:
    """The conversations in it, one a sender.

    What users say is the customer's, with the intent that was recognised; what the bot says is the
    bot's. Restarts and actions that hand over to a human are events; other actions, slots and the
    like are counted and left out. The number in an `Unreadable` is the line of JSON Lines, else it
    counts the events from 1.

    Raises:
        InputError: It is not JSON and no database, or holds no events.
    """
    gathering = Gathering(source, prefix="rasa", channel=NAME)
    rows = _stored(source) if source.data.startswith(START) else _written(source, gathering)
    found = False
    talkers: dict[str, _Talker] = {}
    for sender, event in rows:
        found = True
        talker = talkers.setdefault(sender or "", _Talker(gathering, sender))
        gathering.take(talker.talk, event, talker.entry)
    if not found:
        raise source.refuse("holds no events of a conversation, as Rasa stores them")
    return gathering.reading()


def _written(source: Source, gathering: Gathering) -> Iterator[tuple[str | None, Any]]:
    """Sender and event, from dumps of trackers or from single events."""
    for line, value in documents(source):
        gathering.line = line
        events = mapping(value).get("events")
        if isinstance(events, list):
            sender = name_of(value.get("sender_id"), value.get("name"))
            for event in events:
                yield sender, event
        elif isinstance(mapping(value).get("event"), str):
            yield name_of(value.get("sender_id")), value
        else:
            gathering.bad_document()


def _stored(source: Source) -> Iterator[tuple[str | None, Any]]:
    """Sender and event, from the table of a tracker store or of an event broker."""
    with open_database(source) as tables:
        for row in tables.rows("events", ("sender_id", "data")):
            yield name_of(row["sender_id"]), _parsed(row["data"])


def _parsed(data: Any) -> Any:
    try:
        return json.loads(data) if isinstance(data, str | bytes) else None
    except (ValueError, RecursionError):
        return None


class _Talker:
    """One sender's events; remembers the buttons that were offered last."""

    def __init__(self, gathering: Gathering, sender: str | None) -> None:
        self._gathering, self._sender = gathering, sender
        self.talk: Talk = gathering.talk(sender)
        self._titles: dict[str, str] = {}

    def entry(self, row: Mapping[str, Any]) -> Entry:
        """The message in an event."""
        what = row.get("event")
        if not isinstance(what, str):
            raise BrokenError("does not say of which type it is")
        when = self._gathering.when(row.get("timestamp"))
        if what == "user":
            return self._user(row, when)
        if what in ("bot", "agent"):
            return self._answer(row, when, what == "agent")
        if what == "restart":
            return Entry("restart", "event", when, None, "system")
        if what == "action" and _HANDOFF.search(str(row.get("name")).lower()):
            return Entry("handoff", "event", when, None, "system")
        raise NoMessageError("actions, slots, sessions and the like")

    def _user(self, row: Mapping[str, Any], when: int | None) -> Entry:
        parsed = mapping(row.get("parse_data"))
        text = text_of(row.get("text") or parsed.get("text"))
        intent = line_of(mapping(parsed.get("intent")).get("name")) or None
        channel = line_of(row.get("input_channel"))[:40]
        if channel:
            self.talk.channel = _CHANNELS.get(channel, channel)
        payload = _PAYLOAD.match(text)
        if payload:
            text, intent = self._titles.get(text, text), intent or payload[1]
        tapped = bool(payload) or text in self._titles.values()
        given = Given(intent=intent) if intent else None
        return Entry(text, "button" if tapped else "text", when, self._sender, "customer", given)

    def _answer(self, row: Mapping[str, Any], when: int | None, human: bool) -> Entry:
        data = mapping(row.get("data"))
        text = text_of(row.get("text"))
        buttons = dicts(data.get("buttons")) + dicts(data.get("quick_replies"))
        titles = {str(one.get("payload")): line_of(one.get("title")) for one in buttons}
        if buttons:
            self._titles = {payload: title for payload, title in titles.items() if title}
            self._gathering.say("messages offered buttons; only texts were kept")
        if not text and buttons:
            text = " | ".join(title for title in titles.values() if title)
        if not text:
            text = _card_text(data)
        shown = any(data.get(key) for key in ("attachment", "image", "elements"))
        speaker: Speaker = "agent" if human else "bot"
        return Entry(text, "text" if text or not shown else "media", when, None, speaker)


def _card_text(data: Mapping[str, Any]) -> str:
    """The titles of cards, or the text in what a channel of its own is sent."""
    titles = [line_of(one.get("title")) for one in dicts(data.get("elements"))]
    own = mapping(data.get("custom"))
    return "\n".join(title for title in titles if title) or whole(line_of(own.get("text")))
