"""Intents of Dialogflow CX: words, examples, labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dialogkit.flow._convert._cx_files import CxAgent, CxIntent, find
from dialogkit.flow._convert._cx_values import Values
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import listed, text_of
from dialogkit.flow._convert._speech import Words

__all__ = ["Heard"]

_LONGEST_LABEL = 20
_GREETING = "00000000-0000-0000-0000-000000000000"


class Heard:
    """What customers say.

    Args:
        draft: The flow being put together; its slots are known already.
        agent: The agent.
        values: Its parameters.
    """

    def __init__(self, draft: Draft, agent: CxAgent, values: Values) -> None:
        self._draft = draft
        self._agent = agent
        self._words = Words(draft)
        self._named = {name: intent.named for name, intent in agent.intents.items()}
        self._missing: set[str] = set()
        self._taught: dict[str, set[str]] = {}
        self._of_choice: dict[str, str] = {}
        for name, intent in agent.intents.items():
            self._carry(name, intent, values)

    def _carry(self, name: str, intent: CxIntent, values: Values) -> None:
        draft, place = self._draft, intent.named.place
        fallback = intent.named.value.get("isFallback") is True
        draft.found("intent", name, place)
        if fallback:
            why = "stands for what is not understood; a flow answers that with its ladder"
            draft.left_out("intent", name, place, why)
        else:
            draft.carried("intent", name)
            draft.intent(name)
        for locale, text, _ in intent.phrases:
            draft.found("training phrase", name, place)
            if fallback:
                why = "is an example of what the bot does not cover"
                draft.left_out("training phrase", name, place, why)
            elif draft.utterance(text, name, locale):
                draft.carried("training phrase", name)
                self._taught.setdefault(_folded(text), set()).add(name)
            else:
                draft.left_out("training phrase", name, place, "holds no text")
        for each in listed(intent.named.value.get("parameters")):
            parameter = text_of(each.get("id"))
            if parameter:
                draft.kept("parameter", f"{name}: {parameter}", place)
                values.slot(parameter, text_of(each.get("entityType")))

    def name(self, reference: str) -> str:
        """The intent that a route names."""
        known = find(self._named, reference)
        if known is None:
            return reference.rsplit("/", 1)[-1]
        return next((n for n, each in self._named.items() if each is known), known.name)

    def word(self, reference: str, place: str) -> str:
        """The word an intent is heard by; one that is not there is listed."""
        name = self.name(reference)
        if name not in self._agent.intents and name not in self._missing:
            self._missing.add(name)
            why = "is heard on a page but is not there; nothing teaches it"
            self._draft.lost("intent", name, place, why)
        return self._draft.intent(name)

    def greets(self, reference: str) -> bool:
        """Whether it is what a customer says to begin with."""
        name = self.name(reference)
        known = self._named.get(name)
        return "welcome" in name.lower() or (known is not None and _GREETING in known.ids)

    def label(self, word: str, reference: str) -> str:
        """The word of a choice for an intent, with a short phrase as label."""
        name = self.name(reference)
        intent = self._agent.intents.get(name)
        labels: dict[str, list[str]] = {}
        for locale, text, _ in intent.phrases if intent is not None else ():
            if 0 < len(text) <= _LONGEST_LABEL and locale not in labels:
                labels[locale] = [text[:1].upper() + text[1:]]
        if word in self._of_choice:
            return word
        if labels:
            why = "offered with one of its training phrases as label"
            self._draft.added("label", word, why)
        shown = self._words.intent(word, labels)
        self._of_choice[shown] = name
        return shown

    def meant(self, texts: Iterable[str], choose: Mapping[str, str]) -> str | None:
        """The choice that a quick reply stands for."""
        for text in texts:
            names = self._taught.get(_folded(text), set())
            for word in choose:
                name = self._of_choice.get(word, "")
                if name in names or _folded(name) == _folded(text):
                    return word
        return None

    def relabel(self, word: str, labels: Mapping[str, str]) -> None:
        """Puts the text of a quick reply first among the wordings of a choice."""
        for locale, text in labels.items():
            known = self._draft.texts.setdefault(locale, {}).setdefault(word, [])
            known[:] = [text, *(each for each in known if each != text)]


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
