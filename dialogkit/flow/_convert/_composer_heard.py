"""What customers say to a Composer bot: intents of its ``.lu`` files and of patterns in dialogs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dialogkit.flow._convert._composer_files import Bot, Dialog, kind_of
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import listed, mapping, text_of
from dialogkit.flow._convert._lu import carry_model

__all__ = ["Heard"]

_ANSWERS = re.compile(r".+_Response_\w+$|_Interruption$|Interruption$")


class Heard:
    """Words of intents by dialog.

    Args:
        draft: The flow being put together.
        bot: The bot.
    """

    def __init__(self, draft: Draft, bot: Bot) -> None:
        self._draft = draft
        self._bot = bot
        self._label: dict[tuple[str, str], str] = {}
        self._taught: dict[str, str] = {}
        self._missing: set[str] = set()
        owners: dict[str, set[str]] = {}
        for stem, model in bot.models:
            for intent in model.intents:
                owners.setdefault(intent, set()).add(stem)
        root = next(iter(bot.dialogs), "")
        for stem, model in bot.models:
            self._carry(stem, model, shared={i for i, s in owners.items() if len(s) > 1}, root=root)
        for dialog in bot.dialogs.values():
            self._patterns(dialog)

    def _carry(self, stem: str, model: Any, *, shared: set[str], root: str) -> None:
        """Intents of one file; those that other dialogs have too bear the dialog's name."""
        for intent in [each for each in model.intents if _ANSWERS.match(each)]:
            why = "is what customers answer to one question; a slot takes that"
            self._draft.lost("intent", intent, model.place, why)
            for phrase in model.intents.pop(intent):
                kind = "pattern" if phrase.pattern else "utterance"
                self._draft.lost(kind, intent, phrase.place, why)
        renamed = {}
        for intent, phrases in model.intents.items():
            apart = (
                intent in shared and stem != root and intent != "None" and stem in self._bot.dialogs
            )
            label = f"{stem}.{intent}" if apart else intent
            renamed[label] = phrases
            self._label[stem, intent] = label
            for phrase in phrases:
                if not phrase.pattern and stem == root:
                    self._taught.setdefault(_folded(phrase.text), intent)
        model.intents = renamed
        carry_model(self._draft, model)

    def _patterns(self, dialog: Dialog) -> None:
        """Intents of a recogniser that knows patterns."""
        recogniser = mapping(dialog.value.get("recognizer"))
        if kind_of(recogniser) != "RegexRecognizer":
            return
        for each in listed(recogniser.get("intents")):
            intent = text_of(each.get("intent"))
            if not intent:
                continue
            self._draft.kept("intent", intent, dialog.place)
            self._label[dialog.name.lower(), intent] = intent
            word = self._draft.intent(intent)
            self._draft.found("pattern", intent, dialog.place)
            said = [part for part in _literal(text_of(each.get("pattern"))) if part]
            for text in said:
                self._draft.utterance(text, self._draft.intents[word])
                self._taught.setdefault(_folded(text), intent)
            if said:
                self._draft.carried("pattern", intent)
            else:
                why = "is a pattern for which no sentence stands"
                self._draft.left_out("pattern", intent, dialog.place, why)

    def word(self, dialog: Dialog, intent: str) -> str | None:
        """The word for an intent that a trigger names; one that nobody teaches is listed."""
        if not intent:
            return None
        stem = dialog.name.lower()
        label = self._label.get((stem, intent)) or self._elsewhere(intent)
        if label is None:
            label = intent
            if intent not in self._missing:
                self._missing.add(intent)
                why = "is heard but nothing teaches it"
                self._draft.lost("intent", intent, dialog.place, why)
        return self._draft.intent(label)

    def _elsewhere(self, intent: str) -> str | None:
        found: Mapping[str, str] = {i: label for (_, i), label in self._label.items()}
        return found.get(intent)

    def taught(self, text: str) -> str | None:
        """The intent of the root that is taught a text."""
        return self._taught.get(_folded(text)) or next(
            (intent for (_, intent) in self._label if _folded(intent) == _folded(text)), None
        )


def _literal(pattern: str) -> list[str]:
    """The sentences of a pattern that only lists some."""
    bare = re.sub(r"^\(\?[a-z]+\)", "", pattern).strip("^$")
    parts = [part.strip() for part in bare.strip("()").split("|")]
    return parts if all(re.fullmatch(r"[\w\s'’,!?-]*", part) for part in parts) else []


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
