"""Conversations that hold their messages in a list, as data sets and APIs write them.

Lists of messages are told by what they hold and not by their keys: objects with a list of turns in
them, lists of lists, ``{"c1": [...], "c2": [...]}``, pairs as ``["agent", "Good morning"]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dialogkit.corpus._columns import ALIASES, columns, is_role, is_table_of_messages, plain_column
from dialogkit.corpus._raw import thread_id

__all__ = ["GROUP", "flat_rows", "is_pair", "looks_like_message"]

GROUP = "\0group"
"""The column that tells apart conversations which have no id."""

_DEEPEST = 24
_LOOKED_AT = 20
_HANDED_DOWN = ("channel", "locale", "intent", "case_id")
_IDS = (
    *ALIASES["conversation_id"],
    *("id", "_id", "uuid", "convo_id", "conv_id", "call_id", "interaction_id", "thread_ts"),
)
_NAMES = ("name", "display_name", "full_name", "username", "user_name", "email", "address", "id")
_TEXTS = ("text", "body", "content", "value", "message", "parts", "title")
_CLEAR_TEXTS = ("text", "message", "body", "content", "utterance", "nachricht", "comment")
_NO_COLUMNS: Mapping[str, str] = {}

Row = Mapping[str, Any]


class _Place(NamedTuple):
    """A value still to be looked at."""

    number: int
    """Of the line or entry it came with."""
    value: Any
    down: Row
    """What the conversation around it says."""
    depth: int


def looks_like_message(row: Row, given: Mapping[str, str] = _NO_COLUMNS) -> bool:
    """Whether an object holds a text, and who wrote it or when."""
    if _is_turn(row):
        return True
    names = [str(key) for key in row]
    found = columns(names, given)
    beside = found.keys() & {"speaker", "person", "sent_at"}
    return bool(beside) and is_table_of_messages(names, given)


def _is_turn(row: Row) -> bool:
    """``{"from": "human", "value": "Hi"}``, as collections of chats with models have it."""
    return isinstance(row.get("value"), str) and isinstance(row.get("from"), str)


def flat_rows(
    values: Iterable[tuple[int, Any]], given: Mapping[str, str] = _NO_COLUMNS
) -> Iterator[tuple[int, Any]]:
    """The messages in values, in order, each with the number of the value it came in.

    What is neither a message nor holds any is given as it is, to be counted by the caller.
    """
    walk = _Walk(given)
    for number, value in values:
        if isinstance(value, dict) and not any(isinstance(v, dict | list) for v in value.values()):
            yield number, value  # a plain row of a table
        else:
            yield from walk.messages(number, value)


class _Walk:
    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self._groups = 0

    def messages(self, number: int, value: Any) -> Iterator[tuple[int, Any]]:
        open_: list[_Place] = [_Place(number, value, {}, 0)]
        while open_:
            place = open_.pop()
            if isinstance(place.value, list):
                open_ += reversed(list(self._in_list(place)))
            elif not isinstance(place.value, dict):
                yield place.number, place.value
            else:
                here, inside = self._in_dict(place)
                if here is not None:
                    yield place.number, here
                open_ += reversed(inside)

    def _in_list(self, place: _Place) -> Iterator[_Place]:
        """The entries; a list of messages without an id around it is a conversation of its own."""
        values = place.value
        if not values or place.depth > _DEEPEST:
            yield place._replace(value=None)
            return
        down = place.down
        if place.depth == 0 and self._holds_messages(values) and not down:
            down = self._group({})
        for value in values:
            row = _pair(value)
            inner = down
            if row is None and isinstance(value, list) and self._holds_messages(value):
                inner = self._group(place.down)
            yield _Place(place.number, row or value, inner, place.depth + 1)

    def _in_dict(self, place: _Place) -> tuple[Row | None, list[_Place]]:
        """The object as a message, if it is one; and the lists of messages in it."""
        value: dict[str, Any] = place.value
        held = [] if place.depth > _DEEPEST else self._holders(value)
        own = looks_like_message(value, self._given)
        if own and not (held and self._is_about_them(value)):
            rest = {key: one for key, one in value.items() if key not in held}
            message = {**place.down, **_plain_row(rest, self._given)}
        elif not held:
            message = {**place.down, **_plain_row(value, self._given)}
        else:
            message = None
        down = self._down(place.down, value, own=own and message is not None) if held else {}
        inside = []
        for key in held:
            within = down
            if self._by_key(value, held) and isinstance(value[key], list):
                within = {**down, "conversation_id": thread_id("log", key)}
            inside.append(_Place(place.number, value[key], within, place.depth + 1))
        return message, inside

    def _by_key(self, value: Row, held: Sequence[str]) -> bool:
        """Whether the keys name the conversations: nothing but lists of messages is in there."""
        return len(held) == len(value) > 1 and not self._holds_messages([value])

    def _holders(self, value: Row) -> list[str]:
        texts = columns((str(key) for key in value), self._given).get("text")
        return [
            key
            for key, one in value.items()
            if isinstance(one, dict | list)
            and not (key == texts and _is_parts(one))
            and self._holds(one, 4)
        ]

    def _holds(self, value: Any, depth: int) -> bool:
        """Whether messages are somewhere in it; only the first entries are looked at."""
        if isinstance(value, list):
            first = value[:_LOOKED_AT]
            return self._holds_messages(first) or (
                depth > 0 and any(self._holds(one, depth - 1) for one in first[:2])
            )
        if not isinstance(value, dict) or depth == 0:
            return False
        inner = list(value.values())[:_LOOKED_AT]
        return any(isinstance(one, dict | list) and self._holds(one, depth - 1) for one in inner)

    def _holds_messages(self, values: Sequence[Any]) -> bool:
        first = values[:_LOOKED_AT]
        return any(
            (isinstance(one, dict) and looks_like_message(one, self._given))
            or _pair(one) is not None
            for one in first
        )

    def _down(self, down: Row, value: Row, *, own: bool) -> Row:
        """What the messages inside take over from the conversation."""
        plain = {plain_column(str(key)): _scalar(one) for key, one in value.items()}
        found = columns((str(key) for key in value), self._given)
        handed = {own_: _scalar(value[found[own_]]) for own_ in _HANDED_DOWN if own_ in found}
        handed = {key: one for key, one in handed.items() if isinstance(one, str | int)}
        name = next((plain[key] for key in _IDS if isinstance(plain.get(key), str | int)), None)
        if "conversation_id" in down or (own and GROUP in down):
            return {**handed, **down}
        if name is not None and self._direct(value):
            return {**handed, "conversation_id": name}
        return self._group({**down, **handed}) if self._direct(value) else {**down, **handed}

    def _is_about_them(self, value: Row) -> bool:
        """Whether what looks like a message only describes the list inside: it has no own time."""
        found = columns((str(key) for key in value), self._given)
        told = found.keys() >= {"text", "sent_at"} and found.keys() & {"speaker", "person"}
        plain = isinstance(value.get(found.get("text", "")), str)
        clear = plain_column(found.get("text", "")) in _CLEAR_TEXTS
        return not (clear and plain and (told or "speaker" in found))

    def _direct(self, value: Row) -> bool:
        """Whether messages are right inside it, so that it is a conversation."""
        return any(isinstance(one, list) and self._holds_messages(one) for one in value.values())

    def _group(self, down: Row) -> Row:
        self._groups += 1
        return {**down, GROUP: self._groups}


def is_pair(value: Any) -> bool:
    """Whether it is a role and what it said, as ``["agent", "Good morning"]``."""
    return _pair(value) is not None


def _pair(value: Any) -> Row | None:
    """``["agent", "Good morning"]`` as a message."""
    if not isinstance(value, list) or len(value) < 2:
        return None
    who, text = value[0], value[1]
    if not (isinstance(who, str) and isinstance(text, str) and is_role(who)):
        return None
    return {"speaker": who, "text": text}


def _is_parts(value: Any) -> bool:
    """Whether it is a text in pieces, as ``[{"type": "text", "text": "Hi"}]``."""
    if isinstance(value, dict):
        return any(isinstance(value.get(key), str) for key in _TEXTS)
    return isinstance(value, list) and all(
        isinstance(one, str) or (isinstance(one, dict) and not looks_like_message(one))
        for one in value
    )


def _plain_row(row: Row, given: Mapping[str, str]) -> Row:
    """A message whose text, sender and times are plain values."""
    plain = {str(key): _scalar(value) for key, value in row.items()}
    if "text" not in plain and _is_turn(row):
        plain["text"] = plain.pop("value")
    found = columns(plain, given)
    text, person = found.get("text"), found.get("person")
    if text is not None and isinstance(plain[text], dict | list):
        plain[text], whole = _joined(plain[text])
        if not whole and "kind" not in found:
            plain["kind"] = "media"
    elif text is not None and plain[text] is None and _calls_a_tool(row):
        plain["kind"] = "event"
    if person is not None and isinstance(plain[person], dict):
        plain.update(_sender(person, plain[person], told="speaker" in found))
    return plain


def _calls_a_tool(row: Row) -> bool:
    return bool(row.get("tool_calls") or row.get("function_call"))


def _scalar(value: Any) -> Any:
    """Values as MongoDB's exports wrap them are taken out: ``{"$date": "2021-12-13"}``."""
    for _ in range(3):
        if not (isinstance(value, dict) and len(value) == 1):
            break
        (key,) = value
        if not str(key).startswith("$"):
            break
        value = value[key]
    return value


def _joined(value: Any) -> tuple[str, bool]:
    """The text in pieces, and whether there was any."""
    pieces: list[str] = []
    open_: list[tuple[Any, int]] = [(value, 0)]
    while open_:
        one, depth = open_.pop()
        if isinstance(one, str):
            pieces.append(one)
        elif isinstance(one, list) and depth < _DEEPEST:
            open_ += [(inner, depth + 1) for inner in reversed(one)]
        elif isinstance(one, dict) and depth < _DEEPEST:
            found = next(
                (one[k] for k in _TEXTS if isinstance(one.get(k), str | list | dict)), None
            )
            open_.append((found, depth + 1))
    return "\n".join(piece for piece in pieces if piece), bool(pieces)


def _sender(column: str, value: Row, *, told: bool) -> dict[str, Any]:
    """A sender that is an object: its name, and its role where the row has none."""
    plain = {plain_column(str(key)): one for key, one in value.items()}
    name = next((plain[key] for key in _NAMES if isinstance(plain.get(key), str | int)), None)
    row: dict[str, Any] = {column: name}
    role = next(
        (plain[key] for key in ("role", "type", "sender_type", "user_type") if key in plain), None
    )
    if not told and isinstance(role, str) and is_role(role):
        row["speaker"] = role
    return row
