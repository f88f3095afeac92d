"""Training phrases of Dialogflow ES: examples for the classifier, labels, targets of buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._es_files import PLACE, Agent, EsIntent, Phrase
from dialogkit.flow._convert._es_slots import Slots

__all__ = ["Phrases"]

_ANYTHING = {"sys.any": "", "sys.number": "3", "sys.number-integer": "3"}
"""What stands for entities of the builder itself."""
_LONGEST_LABEL = 20


class Phrases:
    """What customers say, by intent.

    Args:
        draft: The flow being put together.
        agent: The agent.
        slots: Its slots.
    """

    def __init__(self, draft: Draft, agent: Agent, slots: Slots) -> None:
        self._draft = draft
        self._agent = agent
        self._slots = slots
        self._examples = {n: v for i in agent.intents for p in i.phrases for n, v in p.values}
        self._label_of: dict[frozenset[tuple[str, str]], str] = {}
        self._taught: dict[str, list[EsIntent]] = {}
        for intent in agent.intents:
            for phrase in intent.phrases:
                self._taught.setdefault(_folded(phrase.text), []).append(intent)

    def carry(self, intent: EsIntent) -> None:
        """The phrases of an intent as utterances; what cannot be one is listed."""
        same = self._same(intent)
        for phrase in intent.phrases:
            self._draft.found("training phrase", intent.name, intent.place)
            why = self._carry_one(intent, phrase, taught=same is not None)
            if why:
                self._draft.left_out("training phrase", intent.name, intent.place, why)
            else:
                self._draft.carried("training phrase", intent.name)
        if intent.phrases and not intent.fallback:
            word = self._draft.intent(intent.name)
            if same is not None:
                self._draft.intents[word] = self._draft.intents[self._draft.intent(same)]
                why = f"has the phrases of {same}; where it is heard tells the two apart"
                self._draft.added("intent", word, why)

    def _same(self, intent: EsIntent) -> str | None:
        """Another intent with the same phrases, of which contexts tell it apart."""
        key = frozenset((_folded(p.text), p.locale) for p in intent.phrases)
        if not key or intent.fallback or not intent.heard_in:
            return None
        known = self._label_of.setdefault(key, intent.name)
        return known if known != intent.name else None

    def _carry_one(self, intent: EsIntent, phrase: Phrase, *, taught: bool) -> str:
        if intent.fallback:
            return "is an example of what the bot does not cover"
        text = self._filled(phrase.text) if phrase.template else phrase.text
        if text is None:
            return "names an entity of which there is no example"
        if not text.strip():
            return "holds no text"
        if not taught:
            self._draft.utterance(text, intent.name, phrase.locale or None)
        return ""

    def _filled(self, template: str) -> str | None:
        """A template with an example for each entity."""
        known = {**self._examples}
        missing = False

        def put(found: re.Match[str]) -> str:
            nonlocal missing
            values = self._slots.values(found["entity"])
            example = known.get(found["alias"] or "") or known.get(f"@{found['entity']}")
            example = example or next(iter(values), None) or _ANYTHING.get(found["entity"])
            missing = missing or example is None
            return example or ""

        text = PLACE.sub(put, template)
        return None if missing else text

    def word(self, intent: EsIntent) -> str:
        """The word the intent is heard by."""
        return self._draft.intent(intent.name)

    def labels(self, intent: EsIntent) -> dict[str, list[str]]:
        """A short phrase of the intent for a button, by language."""
        found: dict[str, list[str]] = {}
        for phrase in intent.phrases:
            locale = phrase.locale or self._draft.locales[0]
            fits = 0 < len(phrase.text) <= _LONGEST_LABEL and not phrase.template
            if fits and locale not in found:
                found[locale] = [phrase.text[:1].upper() + phrase.text[1:]]
        if found:
            why = "offered with one of its training phrases as label"
            self._draft.added("label", self.word(intent), why)
        return found

    def leads_to(self, texts: Iterable[str], here: list[EsIntent]) -> EsIntent | None:
        """The intent that a customer reaches with one of the texts."""
        for text in texts:
            taught = self._taught.get(_folded(text), [])
            near = [each for each in taught if each in here and not each.fallback]
            far = [each for each in taught if not each.heard_in and not each.fallback]
            if near or far:
                return (near or far)[0]
        return None


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
