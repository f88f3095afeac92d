"""Forms of Dialogflow CX: the values a page asks for, and its questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.flow._convert._cx_files import Named
from dialogkit.flow._convert._cx_fulfil import Fulfilments
from dialogkit.flow._convert._cx_values import Values, named_values
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import listed, mapping, text_of

__all__ = ["Form"]


class Form:
    """Asks for what forms ask for.

    Args:
        draft: The flow being put together.
        does: Reads fulfilments.
        values: Parameters of the agent.
    """

    def __init__(self, draft: Draft, does: Fulfilments, values: Values) -> None:
        self._draft = draft
        self._does = does
        self._values = values
        self._asked_at: dict[str, str] = {}

    def asked(self, page: Named, key: str) -> list[str]:
        """Slots that a page asks for; their questions become texts.

        Args:
            page: The page.
            key: How it is called among steps.
        """
        slots = []
        parameters = list(listed(mapping(page.value.get("form")).get("parameters")))
        types = dict(named_values(parameters))
        for each in parameters:
            name = text_of(each.get("displayName"))
            if not name:
                continue
            label = f"{key}: {name}"
            self._draft.kept("parameter", label, page.place)
            slot = self._values.slot(name, types[name])
            if each.get("defaultValue") not in (None, ""):
                why = "a slot has no value of its own to begin with"
                self._draft.lost("default value", label, page.place, why)
            self._questions(each, slot, label, page)
            if each.get("required") is True:
                slots.append(slot)
                self._unasked(slot, name)
        return list(dict.fromkeys(slots))

    def _questions(self, parameter: Mapping[str, Any], slot: str, label: str, page: Named) -> None:
        behaviour = mapping(parameter.get("fillBehavior"))
        first = self._asked_at.setdefault(slot, label) == label
        prompts = [behaviour.get("initialPromptFulfillment")]
        for handler in listed(behaviour.get("repromptEventHandlers")):
            event = f"{label}: {text_of(handler.get('event'))}"
            self._draft.kept("event handler", event, page.place)
            prompts.append(handler.get("triggerFulfillment"))
        for prompt in prompts:
            if first:
                self._question(prompt, slot, label, page)
            else:
                why = f"the slot is asked for with the words of {self._asked_at[slot]}"
                self._does.lose(prompt, label, page.place, why)

    def _question(self, prompt: Any, slot: str, label: str, page: Named) -> None:
        """The question, and after it those that ask again."""
        found = self._does.read(prompt, label, page.place)
        for locale, texts in found.speech.texts().items():
            self._draft.text(slot, texts, locale)
        for text in next(iter(found.speech.replies.values()), []):
            why = "is offered with a question for a value, where a flow has no buttons"
            self._draft.lost("quick reply", text, page.place, why)
        if found.action or found.sets or found.to_human or found.ends:
            why = "is done while asking; a flow asks and does no more"
            self._draft.lost("prompt", label, page.place, why)

    def _unasked(self, slot: str, name: str) -> None:
        if any(slot in keys for keys in self._draft.texts.values()):
            return
        for locale in self._draft.locales:
            self._draft.text(slot, f"{name}?", locale)
        self._draft.added("text", slot, "a required value without a question; write one")
