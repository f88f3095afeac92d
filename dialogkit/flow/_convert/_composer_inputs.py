"""Inputs of Bot Framework Composer: what a dialog asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.flow._convert._composer_files import Dialog, kind_of, settings_of
from dialogkit.flow._convert._composer_values import Values, Voice
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import carry_entity, choice_values, entries, listed, text_of
from dialogkit.flow._convert._ladder import last_rung
from dialogkit.flow._convert._speech import Speech, Words

__all__ = ["Inputs"]

_LIKE = {"NumberInput": "number", "DateTimeInput": "date"}
_AGAIN = ("unrecognizedPrompt", "invalidPrompt")
_YES_NO = {"de": ("Ja", "Nein"), "es": ("Sí", "No"), "fr": ("Oui", "Non"), "it": ("Sì", "No")}


class Inputs:
    """Turns inputs into questions for slots, or into choices.

    Args:
        draft: The flow being put together.
        values: Properties of the bot.
        voice: What it says.
    """

    def __init__(self, draft: Draft, values: Values, voice: Voice) -> None:
        self._draft = draft
        self._values = values
        self._voice = voice
        self._words = Words(draft)

    def word(self, labels: Mapping[str, str]) -> str:
        """The word of a choice with these labels by language."""
        return self._words.choice(labels)

    def ask(self, action: Mapping[str, Any], dialog: Dialog, name: str) -> dict[str, Any]:
        """Keys of a step that asks for the value of an input."""
        named = text_of(action.get("property"))
        slot = (self._values.slot(named) if named else None) or self._draft.slot(name)
        self._describe(action, slot, dialog)
        for key in ("prompt", *_AGAIN):
            self._question(action, key, slot, dialog, name)
        self._list_rest(action, dialog, name)
        if not any(slot in texts for texts in self._draft.texts.values()):
            self._draft.text(slot, "…")
            self._draft.added("text", slot, "is asked for without a question; write one")
        again = action.get("alwaysPrompt") in (True, "true", "=true")
        return {"forget": [slot] if again else [], "ask": [slot]}

    def _describe(self, action: Mapping[str, Any], slot: str, dialog: Dialog) -> None:
        """How values look: numbers, dates, one of some, yes or no."""
        kind = kind_of(action)
        tries = text_of(action.get("maxTurnCount"))
        number = int(tries) if tries.isdecimal() and 0 < len(tries) < 3 and int(tries) else None
        values: dict[str, str] = {}
        if kind == "ConfirmInput":
            values = choice_values(("true", "false"))
        elif kind == "ChoiceInput":
            found = [
                (text_of(each.get("value") if isinstance(each, dict) else each), each)
                for each in entries(action.get("choices"))
            ]
            known = [
                (v, settings_of(e, "synonyms") if isinstance(e, dict) else []) for v, e in found
            ]
            names = carry_entity(self._draft, slot, [k for k in known if k[0]], dialog.place)
            values = choice_values(names)
            if isinstance(action.get("choices"), str):
                why = "its choices are worked out by the builder's own language"
                self._draft.lost("choices", slot, dialog.place, why)
        self._complete(slot, like=_LIKE.get(kind), tries=number, values=values)

    def _complete(self, slot: str, **keys: Any) -> None:
        self._draft.data[slot].update({key: value for key, value in keys.items() if value})

    def _question(
        self, action: Mapping[str, Any], key: str, slot: str, dialog: Dialog, name: str
    ) -> None:
        if not action.get(key):
            return
        speech = Speech()
        self._draft.found("prompt", name, dialog.place)
        if not self._voice.add(speech, action[key], dialog, name):
            self._draft.left_out("prompt", name, dialog.place, "says nothing")
            return
        self._draft.carried("prompt", name)
        for locale, texts in speech.texts().items():
            self._draft.text(slot, texts, locale)
        for text in next(iter(speech.replies.values()), []):
            why = "is suggested with a question for a value, where a flow has no buttons"
            self._draft.lost("quick reply", text, dialog.place, why)

    def _list_rest(self, action: Mapping[str, Any], dialog: Dialog, name: str) -> None:
        for text in settings_of(action, "validations"):
            why = "checks a value by the builder's own language; a slot has an example instead"
            self._draft.lost("validation", f"{name}: {text}", dialog.place, why)
        for key in ("defaultValue", "defaultValueResponse"):
            if action.get(key):
                why = "a slot has no value of its own; the ladder goes on instead"
                self._draft.lost("default value", f"{name}: {key}", dialog.place, why)

    def confirm(
        self, action: Mapping[str, Any], dialog: Dialog, name: str, yes: str, no: str, hands: bool
    ) -> dict[str, Any]:
        """Keys of a step that offers yes and no, where only the next condition needs the answer."""
        speech, again = Speech(), Speech()
        for key, into in (("prompt", speech), *((key, again) for key in _AGAIN)):
            if action.get(key):
                self._draft.found("prompt", name, dialog.place)
                if self._voice.add(into, action[key], dialog, name):
                    self._draft.carried("prompt", name)
                else:
                    self._draft.left_out("prompt", name, dialog.place, "says nothing")
        self._list_rest(action, dialog, name)
        say = speech.say(self._draft, self._draft.fresh("speech", f"{name} asks"))
        rung = again.say(self._draft, self._draft.fresh("speech", f"{name} asks again"))
        lost = [rung, last_rung(self._draft, "service", handed=hands)] if rung else []
        words = [self._words.choice(labels) for labels in self._yes_no(action)]
        return {"say": say, "choose": dict(zip(words, (yes, no), strict=True)), "lost": lost}

    def _yes_no(self, action: Mapping[str, Any]) -> list[dict[str, str]]:
        """Labels by language."""
        given = [text_of(each.get("value")) for each in listed(action.get("confirmChoices"))]
        found = []
        for index in (0, 1):
            labels = {}
            for locale in self._draft.locales:
                usual = _YES_NO.get(locale.split("-")[0], ("Yes", "No"))[index]
                labels[locale] = given[index] if len(given) == 2 and given[index] else usual
            found.append(labels)
        return found
