"""Questions of CALM whose answers lead different ways: choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dialogkit.flow._convert._calm_condition import Equality, Unsayable, equality
from dialogkit.flow._convert._calm_flows import CalmStep, Way
from dialogkit.flow._convert._rasa_response import Button

if TYPE_CHECKING:
    from dialogkit.flow._convert._calm_read import Flows

__all__ = ["Choices"]

_TRUTHS = {"en": ("Yes", "No"), "de": ("Ja", "Nein")}


class Choices:
    """Turns a question and the ways after it into choices.

    Args:
        flows: All flows.
        name: The step that offers the choices.
        target: The step that a way leads to.
        says_already: Whether the step says something before.
    """

    def __init__(
        self, flows: Flows, name: str, target: Callable[[Way], str], *, says_already: bool
    ) -> None:
        self._flows = flows
        self._common = flows.common
        self._draft = flows.common.draft
        self._name = name
        self._target = target
        self._says_already = says_already
        self._said: dict[str, str] = {}
        self._buttons: dict[str, list[Button]] = {}
        self._values: dict[str, str] = {}

    def offers(self, step: CalmStep) -> list[tuple[Equality, Way]]:
        """What a question offers, where what follows is a way for each of its values."""
        told = step.ways[:-1]
        found = [(equality(way.condition), way) for way in told]
        if not told or any(e is None or e.slot != step.name for e, _ in found):
            return []
        if not self._flows.alone(step.name) or self._common.types.get(step.name) == "text":
            return []
        ways = [(each, way) for each, way in found if each is not None]
        if any(not each.value for each, _ in ways):
            return []
        return ways

    def says(self, step: CalmStep) -> bool:
        """Whether the question of a choice is a text of its own."""
        says = self._flows.sidecar.map("says")
        return self._flows.question(step) not in says or bool(says[self._flows.question(step)])

    def take(self, step: CalmStep, choices: list[tuple[Equality, Way]]) -> dict[str, Any]:
        """The keys of a step that offers the choices."""
        response = self._flows.question(step)
        self._common.used_slots.add(step.name)
        self._ask(response)
        for button in self._common.buttons(response):
            for value in (value for slot, value in button.sets if slot == step.name):
                self._buttons.setdefault(_plain(value), []).append(button)
        choose: dict[str, Any] = {}
        for number, (told, way) in enumerate(choices, 1):
            name = f"{step.key} #{number}"
            guard = self._guard_of_rest(step, number, told, way)
            if guard is None:
                continue
            word, target = self._word(step, told.value), self._target(way)
            self._draft.carried("condition", name)
            entry: Any = {"goto": target, "if": guard} if guard else target
            if word in choose:
                before = choose[word] if isinstance(choose[word], list) else [choose[word]]
                entry = [*before, entry]
            choose[word] = entry
        self._other_choices(step, choices, choose)
        self._labels(choose)
        return {**self._said, "choose": choose}

    def _ask(self, response: str) -> None:
        """The question of a choice is what the step says."""
        says = self._flows.sidecar.map("says")
        if not self._common.has(response):
            if not self._says_already:
                key = self._draft.name("text", response, like=f"{self._name}_question")
                self._common.made_up_choice(key)
                self._said["say"] = key
            return
        if response in says and not says[response]:
            self._common.say(response, into="")
            return
        into = str(says[response]) if response in says else None
        variants = self._common.say(response, into=into)
        if variants:
            self._said["say"] = variants[-1].key

    def _guard_of_rest(self, step: CalmStep, number: int, told: Equality, way: Way) -> str | None:
        """The further condition of a choice; ``None`` where it cannot be said."""
        if not told.rest:
            return ""
        try:
            guard = self._flows.guard(told.rest)
            if self._draft.is_guard(guard):
                return guard
            why = "is no guard that can be read"
        except Unsayable as error:
            why = str(error)
        self._draft.left_out("condition", f"{step.key} #{number}", way.place, why)
        return None

    def _word(self, step: CalmStep, value: str) -> str:
        words = self._flows.sidecar.map("words", step.name)
        if value in words:
            self._values[str(words[value])] = value
            return str(words[value])
        if self._flows.sidecar:
            return value
        like = {"true": "yes", "false": "no"}.get(value, value)
        # the same answer with the same wording is the same word in every step
        titles = [button.title for button in self._buttons.get(value, ())][:1]
        word = self._draft.name("word", " ".join([like, *titles]), like=like)
        self._values[word] = value
        return word

    def _other_choices(
        self, step: CalmStep, choices: list[tuple[Equality, Way]], choose: dict[str, Any]
    ) -> None:
        """``else`` stands for the values that no condition names."""
        last = step.ways[-1]
        if last.target == step.key:
            return
        named = {told.value for told, _ in choices}
        if self._common.types.get(step.name) == "bool":
            left = [value for value in ("true", "false") if value not in named]
        else:
            left = [value for value in self._common.values_of(step.name) if value not in named]
        for value in left:
            choose[self._word(step, value)] = self._target(last)

    def _labels(self, choose: dict[str, Any]) -> None:
        for word in choose:
            value = self._values.get(word, word)
            buttons = self._buttons.get(value, [])
            if buttons:
                self._draft.label(word, buttons[0].title, self._draft.locales[0])
                for button in buttons:
                    self._common.carry_button(button)
            elif value in ("true", "false") and not self._flows.sidecar:
                self._truth_label(word, value == "true")
            elif not self._flows.sidecar:
                self._draft.label(word)

    def _truth_label(self, word: str, holds: bool) -> None:
        for locale in self._draft.locales:
            yes, no = _TRUTHS.get(locale[:2], _TRUTHS["en"])
            self._draft.text(word, yes if holds else no, locale)
        self._draft.added("label", word, "no button says it")


def _plain(value: str) -> str:
    """A value of a button as conditions have it: Rasa takes ``True`` for ``true``."""
    return value.lower() if value.lower() in ("true", "false") else value
