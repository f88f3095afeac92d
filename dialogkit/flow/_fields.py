"""Reads the keys of one mapping, each as what it must be; what is wrong is noted, not raised."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from dialogkit._durations import seconds
from dialogkit.errors import ParameterError
from dialogkit.flow._guards import Guard
from dialogkit.flow._model import Place
from dialogkit.flow._offences import Offences, did_you_mean, listed, shown
from dialogkit.flow._parse_guard import parse_guard
from dialogkit.flow._yaml import Value

__all__ = ["Fields", "read_guard"]

_W = TypeVar("_W", bound=str)

_KINDS = {"text": "a value", "list": "a list", "map": "a mapping", "nothing": "nothing"}
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


class Fields:
    """The keys of one mapping.

    Args:
        value: The mapping; anything else is noted and read as an empty one.
        what: What it is, for messages: ``step hello``.
        allowed: The keys it may have; ``None`` for a mapping of names.
        offences: Where breaches are noted.
    """

    def __init__(
        self, value: Value, what: str, allowed: Sequence[str] | None, offences: Offences
    ) -> None:
        self.place = value.place
        self._what = what
        self._offences = offences
        if value.kind not in ("map", "nothing"):
            offences.add(value.place, f"{what} must be a mapping, got {_KINDS[value.kind]}")
        self._entries = dict(value.entries)
        self._keys = value.key_places
        for key in list(self._entries) if allowed is not None else ():
            if key not in (allowed or ()):
                self._refuse_key(key, allowed or ())

    def _refuse_key(self, key: str, allowed: Sequence[str]) -> None:
        del self._entries[key]
        hint = did_you_mean(key, allowed)
        what = f"{self._what} must not have the key {shown(key)}.{hint} Allowed: {listed(allowed)}"
        self._offences.add(self._keys[key], what)

    def note(self, place: Place, what: str) -> None:
        """Notes a breach of this mapping."""
        self._offences.add(place, f"{self._what}: {what}")

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def names(self, *, longest: int = 100) -> Iterator[tuple[str, Value]]:
        """Every key and its value, for mappings of names; unusable names are noted."""
        for key, value in self._entries.items():
            if not key.strip() or "\n" in key or len(key) > longest:
                self.note(self._keys[key], f"a name must be one line of 1 to {longest} characters")
            else:
                yield key, value

    def where(self, key: str) -> Place:
        """Place of the key's value; where there is none, of the mapping."""
        return self._entries[key].place if key in self._entries else self.place

    def key_place(self, key: str) -> Place:
        """Place of the key itself."""
        return self._keys.get(key, self.place)

    def value(self, key: str) -> Value:
        """The value as it stands; an empty one where there is none."""
        return self._entries.get(key) or Value(kind="nothing", place=self.place)

    def need(self, *keys: str) -> None:
        """Notes which of ``keys`` are missing."""
        missing = [key for key in keys if key not in self._entries]
        if missing:
            self.note(self.place, f"lacks {listed(missing)}; add it")

    def text(self, key: str) -> str | None:
        """One value as written."""
        return self._text(self._entries[key], key) if key in self._entries else None

    def only_text(self, value: Value, key: str) -> str | None:
        """The text of a value that stands at ``key`` or in a list there."""
        return self._text(value, key)

    def _text(self, value: Value, key: str) -> str | None:
        if value.kind == "text" and value.text.strip():
            return value.text
        got = "an empty text" if value.kind == "text" else _KINDS[value.kind]
        self.note(value.place, f"{key} must be one value, got {got}")
        return None

    def words(self, key: str) -> tuple[str, ...]:
        """One value or a list of values."""
        return tuple(word for word, _ in self.placed_words(key))

    def placed_words(self, key: str) -> list[tuple[str, Place]]:
        """One value or a list of values, each with its place."""
        value = self.value(key)
        if value.kind == "nothing":
            return []
        items = value.items if value.kind == "list" else (value,)
        texts = [(self._text(item, key), item.place) for item in items]
        return [(text, place) for text, place in texts if text is not None]

    def mapping(self, key: str) -> Mapping[str, tuple[str, Place]]:
        """A mapping of names to one value each."""
        inner = Fields(self.value(key), f"{self._what}: {key}", None, self._offences)
        texts = {name: (inner.text(name), value.place) for name, value in inner.names()}
        return {name: (text, place) for name, (text, place) in texts.items() if text is not None}

    def number(self, key: str) -> float | None:
        """A number of at least 0."""
        text = self.text(key)
        if text is None:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if math.isfinite(number) and number >= 0:
            return number
        self.note(self.where(key), f"{key} must be a number of at least 0, got {shown(text)}")
        return None

    def share(self, key: str) -> float | None:
        """One share, written as ``90%`` or ``0.9``."""
        text = self.text(key)
        share = _share(text) if text is not None else None
        if text is not None and share is None:
            rule = f"{key} must be a share from 0% to 100%, as 90% or 0.9, got {shown(text)}"
            self.note(self.where(key), rule)
        return share

    def guard(self, key: str) -> Guard | None:
        """A guard."""
        text = self.text(key)
        return read_guard(text, self.where(key), self) if text is not None else None

    def one_of(self, key: str, allowed: Sequence[_W], default: _W) -> _W:
        """One value out of a few."""
        found = self.some_of(key, allowed)
        if len(found) > 1:
            self.note(self.where(key), f"{key} must be one of {listed(allowed)}, got several")
        return found[0] if found else default

    def some_of(self, key: str, allowed: Sequence[_W]) -> tuple[_W, ...]:
        """One or several values out of a few."""
        known = {str(word): word for word in allowed}
        found = []
        for word, place in self.placed_words(key):
            if word in known:
                found.append(known[word])
            else:
                hint = did_you_mean(word, known)
                rule = f"{key} must be one of {listed(known)}, got {shown(word)}.{hint}"
                self.note(place, rule)
        return tuple(found)

    def count(self, key: str, *, least: int = 1, most: int = 100) -> int | None:
        """A whole number from ``least`` to ``most``."""
        text = self.text(key)
        if text is None:
            return None
        if text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most:
            return int(text)
        rule = f"{key} must be a whole number from {least} to {most}, got {shown(text)}"
        self.note(self.where(key), rule)
        return None

    def seconds(self, key: str) -> float | None:
        """A span of time, as ``20h``."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return seconds(text)
        except ParameterError as error:
            self.note(self.where(key), f"{key}: {error.what}")
            return None

    def shares(self, key: str) -> dict[str, float]:
        """Names to shares, written as ``90%`` or ``0.9``."""
        found = {}
        for name, (text, place) in self.mapping(key).items():
            share = _share(text)
            if share is None:
                rule = f"{key} must give shares from 0% to 100%, as 90% or 0.9, got {shown(text)}"
                self.note(place, rule)
            else:
                found[name] = share
        return found

    def truth(self, key: str, *, also: str = "true") -> bool:
        """Yes or no; ``also`` is a further word for yes."""
        text = self.text(key)
        if text is None:
            return False
        truth = {**_TRUTHS, also: True}.get(text.lower())
        if truth is None:
            self.note(self.where(key), f"{key} must be {also} or false, got {shown(text)}")
        return bool(truth)


def read_guard(text: str, place: Place, fields: Fields) -> Guard | None:
    """The guard in a text; what is wrong with it is noted."""
    try:
        return parse_guard(text)
    except ParameterError as error:
        fields.note(place, f"the guard {shown(text)}: {error.what}")
        return None


def _share(text: str) -> float | None:
    number, per = (text[:-1], 100) if text.endswith("%") else (text, 1)
    try:
        share = float(number) / per
    except ValueError:
        return None
    return share if math.isfinite(share) and 0 <= share <= 1 else None
