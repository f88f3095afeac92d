"""Parameters and entities of Dialogflow ES as slots, with their questions."""

from __future__ import annotations

from collections.abc import Iterator

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import carry_entity, choice_values
from dialogkit.flow._convert._es_files import Agent, EsIntent, Parameter

__all__ = ["Slots", "kind_like"]

_LIKE = {
    "email": "email",
    "number": "number",
    "number-integer": "number",
    "cardinal": "number",
    "ordinal": "number",
    "age": "number",
    "date": "date",
    "date-time": "date",
    "date-period": "date",
    "phone-number": "phone",
    "unit-currency": "amount",
    "currency": "amount",
}


def kind_like(kind: str) -> str:
    """The kind of value a flow knows for an entity such as ``@sys.date``."""
    return _LIKE.get(kind.lstrip("@").removeprefix("sys.").lower(), "free text")


class Slots:
    """The slots of an agent: one for each parameter, shared where questions are the same.

    Args:
        draft: The flow being put together.
        agent: The agent.
    """

    def __init__(self, draft: Draft, agent: Agent) -> None:
        self._draft = draft
        self._default = agent.locales[0]
        self._asked: dict[str, tuple[tuple[str, str], ...]] = {}
        self._of: dict[tuple[str, str], str] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._kinds = {n: k for i in agent.intents for p in i.phrases for n, k in p.kinds}
        used = {self._kind(p) for each in agent.intents for p in each.parameters}
        for entity in agent.entities:
            self._entity(entity.name, entity.values, entity.place, used=entity.name in used)
        for intent in agent.intents:
            for parameter in intent.parameters:
                self._parameter(intent, parameter)

    def _entity(
        self, name: str, values: tuple[tuple[str, tuple[str, ...]], ...], place: str, *, used: bool
    ) -> None:
        if used:
            self._draft.kept("entity", name, place)
            self._values[name] = carry_entity(self._draft, name, values, place)
            return
        self._draft.lost("entity", name, place, "no parameter takes it")
        for value, synonyms in values:
            label = f"{name}: {value}"
            self._draft.lost("entity value", label, place, "no parameter takes its entity")
            others = [each for each in synonyms if each.casefold() != value.casefold()]
            if others:
                self._draft.lost("synonyms", label, place, "no parameter takes its entity")

    def _kind(self, parameter: Parameter) -> str:
        """Its entity without the sign before it; the oldest exports name it in phrases only."""
        return (parameter.kind or self._kinds.get(parameter.alias, "")).lstrip("@")

    def _parameter(self, intent: EsIntent, parameter: Parameter) -> None:
        label = f"{intent.name}: {parameter.name}"
        if parameter.constant:
            why = "is a fixed value for the back end, which nobody is asked for"
            self._draft.lost("parameter", label, parameter.place, why)
            for _ in parameter.prompts:
                self._draft.lost("prompt", label, parameter.place, "its value is fixed")
            return
        self._draft.kept("parameter", label, parameter.place)
        if parameter.default:
            why = f"a slot has no value of its own to begin with ({parameter.name})"
            self._draft.lost("default value", label, parameter.place, why)
        slot = self._slot(intent, parameter)
        self._of[intent.name, parameter.name] = slot
        self._ask(slot, parameter, label)

    def _slot(self, intent: EsIntent, parameter: Parameter) -> str:
        """The slot of this name, or one for this intent alone where the questions differ."""
        wanted, prompts = parameter.name, parameter.prompts
        known = self._asked.get(wanted)
        if known and prompts and prompts != known:
            wanted = f"{intent.name} {parameter.name}"
        if prompts:
            self._asked[wanted] = prompts
        values = self._values.get(self._kind(parameter), ())
        return self._draft.slot(
            wanted, like=kind_like(self._kind(parameter)), values=choice_values(values)
        )

    def _ask(self, slot: str, parameter: Parameter, label: str) -> None:
        for locale, text in parameter.prompts:
            self._draft.kept("prompt", label, parameter.place)
            self._draft.text(slot, text, locale)
        if parameter.required and not parameter.prompts:
            for locale in self._draft.locales:
                if slot not in self._draft.texts.get(locale, {}):
                    self._draft.text(slot, f"{parameter.name}?", locale)
            self._draft.added("text", slot, "a required value without a question; write one")

    def of(self, intent: EsIntent, name: str) -> str | None:
        """The slot of a parameter; of another intent's where a context hands it on."""
        bare = name.removesuffix(".original").rsplit(".", 1)[-1]
        own = self._of.get((intent.name, bare))
        return own or next((s for (_, each), s in self._of.items() if each == bare), None)

    def asked(self, intent: EsIntent) -> Iterator[str]:
        """Slots an intent asks for."""
        for parameter in intent.parameters:
            if parameter.required and not parameter.constant:
                yield self._of[intent.name, parameter.name]

    def values(self, kind: str) -> tuple[str, ...]:
        """Values of an entity named in a template."""
        return self._values.get(kind, ())
