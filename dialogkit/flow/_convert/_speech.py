"""What a bot says at one place: messages in several languages, wordings, quick replies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from dialogkit.flow._convert._draft import Draft

__all__ = ["Speech", "Words", "filled", "web_address"]

_MOST_VARIANTS = 24
_BRACED = re.compile(r"\{(\w+)\}")
_ADDRESS = re.compile(r"(https?://|www\.|tel:|mailto:)\S+", re.IGNORECASE)


@dataclass(slots=True)
class Speech:
    """Messages sent one after the other, and what is offered with them."""

    parts: dict[str, list[list[str]]] = field(default_factory=dict)
    """Language to messages in order, each with its wordings."""
    replies: dict[str, list[str]] = field(default_factory=dict)
    """Language to quick replies in order."""

    def add(self, locale: str, variants: Iterable[str]) -> bool:
        """One more message; ``False`` where all its wordings are blank."""
        known = [text.strip() for text in variants if text.strip()]
        if known:
            self.parts.setdefault(locale, []).append(known)
        return bool(known)

    def offer(self, locale: str, replies: Iterable[str]) -> bool:
        """More quick replies; ``False`` where there is none."""
        known = [" ".join(text.split()) for text in replies if text.strip()]
        mine = self.replies.setdefault(locale, []) if known else []
        mine.extend(text for text in known if text not in mine)
        return bool(known)

    def texts(self) -> dict[str, list[str]]:
        """Language to wordings of all messages together."""
        return {locale: _joined(parts) for locale, parts in self.parts.items()}

    def say(self, draft: Draft, wanted: str) -> str | None:
        """Writes the texts; the key, or ``None`` where nothing is said."""
        texts = self.texts()
        if not texts:
            return None
        key = draft.name("text", wanted)
        said = [draft.text(key, variants, locale) for locale, variants in texts.items()]
        return next((each for each in said if each), None)


def _joined(parts: list[list[str]]) -> list[str]:
    """Wordings of messages in a row: the first of each, the second of each."""
    number = min(max(map(len, parts)), _MOST_VARIANTS)
    return ["\n\n".join(part[i % len(part)] for part in parts) for i in range(number)]


def filled(text: str, pattern: re.Pattern[str], slot: Callable[[str], str | None]) -> str:
    """The text with its own references as ``{slot}``.

    Args:
        text: As it was written; braces of its own are turned into brackets first.
        pattern: What a reference looks like; group ``name`` is its name.
        slot: From that name to a slot; ``None`` leaves the reference as it is.
    """

    def put(found: re.Match[str]) -> str:
        name = slot(found["name"])
        return found[0] if name is None else "{" + name + "}"

    return pattern.sub(put, _BRACED.sub(r"(\1)", text))


def web_address(text: str) -> bool:
    """Whether a button leads out of the conversation."""
    return bool(_ADDRESS.match(text.strip()))


class Words:
    """Words of choices: the same for the same labels.

    Words, slots and texts share one list of texts, so that a word must be none of the others.

    Args:
        draft: The flow being put together; its slots are known already.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[tuple[tuple[str, str], ...], str] = {}

    def choice(self, labels: Mapping[str, str]) -> str:
        """The word of a choice that shows these labels (language to text)."""
        key = tuple(sorted(labels.items()))
        if key not in self._known:
            self._known[key] = self._new(next(iter(labels.values())))
            for locale, text in labels.items():
                self._draft.label(self._known[key], text, locale)
        return self._known[key]

    def intent(self, word: str, labels: Mapping[str, Iterable[str]]) -> str:
        """A word of ``intents`` with its labels; another word where it is taken."""
        if self._free(word):
            for locale, texts in labels.items():
                self._draft.text(word, texts, locale)
            for locale in self._draft.locales:
                if word not in self._draft.texts.get(locale, {}):
                    self._draft.label(word, (), locale)
            return word
        first = {locale: text for locale, texts in labels.items() for text in list(texts)[:1]}
        return self.choice(first or {self._draft.locales[0]: word.replace("_", " ")})

    def _free(self, word: str) -> bool:
        texts = self._draft.texts.values()
        return word not in self._draft.data and not any(word in keys for keys in texts)

    def _new(self, label: str) -> str:
        taken = (*self._draft.data, *self._draft.intents)
        wanted = label
        while True:
            word = self._draft.fresh("text", wanted)
            if word not in taken:
                return word
            wanted = f"choose {wanted}"
