"""What dialogkit puts beside a project of CALM: all that CALM has no words for.

``dialogkit.yml`` lies at the root of the project, where Rasa does not look for training data. It
holds only what the project cannot say, so that a change made there comes back: no step's texts,
questions, actions or transitions, but its limits, its handoffs, and the names that CALM does not
allow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._yaml import Value

__all__ = ["FILE", "Sidecar"]

FILE = "dialogkit.yml"
_WHOLE = ("keep", "customer", "media", "push", "intents")
"""Sections of a flow that stand here as they are."""


def _plain(value: Value) -> Any:
    if value.kind == "map":
        return {key: _plain(each) for key, each in value.entries.items()}
    if value.kind == "list":
        return [_plain(each) for each in value.items]
    return value.text


class Sidecar:
    """The file, read; empty where there is none.

    Args:
        value: Its content.
    """

    def __init__(self, value: Value | None) -> None:
        found = _plain(value) if value is not None else {}
        self._all: dict[str, Any] = found if isinstance(found, dict) else {}

    def __bool__(self) -> bool:
        return bool(self._all)

    def map(self, *keys: str) -> dict[str, Any]:
        """A mapping inside; empty where there is none."""
        found: Any = self._all
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return dict(found) if isinstance(found, Mapping) else {}

    def words(self, key: str) -> list[str]:
        """A list inside."""
        found = self._all.get(key)
        return [str(each) for each in found] if isinstance(found, list) else []

    def text(self, key: str) -> str:
        """A text inside."""
        found = self._all.get(key, "")
        return found if isinstance(found, str) else ""

    def names(self, space: str) -> dict[str, str]:
        """Name in the project to name in the flow."""
        return {k: v for k, v in self.map("names", space).items() if isinstance(v, str) and v}

    def prepare(self, draft: Draft) -> None:
        """Fixes the names, before anything is read."""
        for space in ("step", "slot", "action", "text"):
            for wanted, name in self.names(space).items():
                draft.fix(space, wanted, name)
        if self.words("locales"):
            draft.locales = self.words("locales")

    def complete(self, draft: Draft) -> None:
        """Adds what the project could not say, after all of it is read."""
        draft.bot = self.text("bot") or draft.bot
        draft.channels = self.words("channels") or draft.channels
        start = self.text("start")
        draft.start = start if start in draft.steps else draft.start
        for section in _WHOLE:
            getattr(draft, section).update(self.map(section))
        for section in ("data", "actions"):
            mine: dict[str, dict[str, Any]] = getattr(draft, section)
            for name, keys in self.map(section).items():
                mine[name] = {**mine.get(name, {}), **keys} if isinstance(keys, dict) else {}
        for name, keys in self.map("handoffs").items():
            draft.handoffs[name] = {**keys, **draft.handoffs.get(name, {})}
        self._complete_steps(draft)
        self._complete_texts(draft)
        rest = self._all.get("anywhere")
        if isinstance(rest, list):
            draft.anywhere += [rule for rule in rest if isinstance(rule, dict)]

    def _complete_steps(self, draft: Draft) -> None:
        for name, keys in self.map("steps").items():
            if name in draft.steps and isinstance(keys, dict):
                draft.steps[name] |= keys
        draft.ordered = bool(self.words("order"))
        order = [name for name in self.words("order") if name in draft.steps]
        draft.steps = {n: draft.steps[n] for n in [*order, *draft.steps]}

    def _complete_texts(self, draft: Draft) -> None:
        for locale, texts in self.map("texts").items():
            for key, variants in texts.items() if isinstance(texts, dict) else ():
                lines = variants if isinstance(variants, list) else [variants]
                draft.text(key, [str(line) for line in lines], locale)
