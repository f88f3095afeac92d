"""Steps of a flow as flows of CALM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogkit.flow._convert._calm_condition import as_condition
from dialogkit.flow._convert._export_calm_names import Names
from dialogkit.flow._convert._export_calm_texts import TextsWriter

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow
    from dialogkit.flow._guards import Guard
    from dialogkit.flow._model import Handoff, Hear, Step

__all__ = ["FlowsWriter"]

_LLM = [{"type": "from_llm"}]
_CODE = [{"type": "controlled"}]


class FlowsWriter:
    """Makes flows, and the domain that they need.

    Args:
        flow: The flow.
        names: Names that CALM allows.
        texts: Where responses go.
    """

    def __init__(self, flow: Flow, names: Names, texts: TextsWriter) -> None:
        self._flow = flow
        self._names = names
        self._texts = texts
        self._slots: dict[str, dict[str, Any]] = {}
        self.facts: dict[str, str] = {}
        self.guards: dict[str, str] = {}
        self.outcomes: dict[str, dict[str, str]] = {}
        self.words: dict[str, dict[str, str]] = {}
        self.handoff_flows: dict[str, str] = {}
        self.rules: dict[str, dict[str, str]] = {}
        self.ways: dict[str, list[str]] = {}
        self._handoffs: dict[str, str] = {}

    def flows(self) -> dict[str, Any]:
        """Name to flow of CALM."""
        made: dict[str, Any] = {}
        for handoff in self._flow.handoffs.values():
            name = self._names.fresh("step", f"handoff_{handoff.name}")
            self._handoffs[handoff.name] = name
            self.handoff_flows[name] = handoff.name
        for step in self._flow.steps.values():
            made[self._names.step(step.name)] = self._step(step)
        for handoff in self._flow.handoffs.values():
            made[self._handoffs[handoff.name]] = self._handoff(handoff)
        return made | self._rules()

    def domain(self, intents: list[str]) -> dict[str, Any]:
        """Intents, slots, responses and actions."""
        for slot in self._flow.data:
            self._slots.setdefault(self._names.slot(slot), {"type": "text", "mappings": _LLM})
        actions = {self._names.action(name) for name in self._flow.actions}
        actions |= {f"action_{name}" for name in self.handoff_flows}
        found = {
            "intents": intents,
            "slots": self._slots,
            "responses": self._texts.responses,
            "actions": sorted(actions),
        }
        return {key: value for key, value in found.items() if value}

    # ----- one step ------------------------------------------------------------------------------

    def _step(self, step: Step) -> dict[str, Any]:
        steps = [*self._begin(step), *self._act(step)]
        if not (step.do is not None and step.when):
            steps += self._settle(step)
        return self._framed(f"Step {step.name}.", steps)

    @staticmethod
    def _framed(description: str, steps: list[dict[str, Any]]) -> dict[str, Any]:
        steps = steps or [{"noop": True, "next": "END"}]
        return {"description": description, "if": False, "steps": steps}

    def _begin(self, step: Step) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if step.forget:
            cleared = [{self._names.slot(slot): None} for slot in step.forget]
            found.append({"set_slots": cleared})
        if step.say is not None and not self._says_with_choice(step):
            found.append({"action": self._texts.say(step.say)})
        if step.show is not None and step.show in self._flow.media:
            found.append({"action": self._texts.show(step.show)})
        for slot in step.ask:
            self._texts.ask(slot)
            found.append({"collect": self._names.slot(slot)})
        return found

    def _says_with_choice(self, step: Step) -> bool:
        """Whether what the step says is the question of its choices."""
        between = (step.ask, step.do, step.show, step.branches, step.visit, step.move)
        return bool(step.choose) and not any(between)

    def _act(self, step: Step) -> list[dict[str, Any]]:
        if step.do is None:
            return []
        action: dict[str, Any] = {"action": self._names.action(step.do)}
        if not step.when:
            return [action]
        slot = self._outcome_slot(step.do)
        ways: list[dict[str, Any]] = []
        for outcome, target in step.when.items():
            ways.append(
                {"if": f"slots.{slot} = '{self._value(slot, outcome)}'", **self._to(target)}
            )
        return [{**action, "next": [*ways, {"else": "END"}]}]

    def _outcome_slot(self, action: str) -> str:
        slot = self._names.slot(f"{action} outcome")
        gives = list(self._flow.actions[action].gives) if action in self._flow.actions else []
        values = self._slots.setdefault(
            slot, {"type": "categorical", "values": [], "mappings": _CODE}
        )["values"]
        for outcome in gives:
            value = self._value(slot, outcome)
            if value not in values:
                values.append(value)
        return slot

    def _value(self, slot: str, outcome: str) -> str:
        """The value of a slot for an outcome: one that stands between quotes."""
        known = self.outcomes.setdefault(slot, {})
        for value, name in known.items():
            if name == outcome:
                return value
        value = self._names.fresh(f"value {slot}", outcome)
        known[value] = outcome
        return value

    def _to(self, target: str) -> dict[str, Any]:
        return {"then": [self._link(target)]}

    def _link(self, target: str) -> dict[str, Any]:
        return {"link": self._names.step(target)}

    # ----- how it goes on ------------------------------------------------------------------------

    def _settle(self, step: Step) -> list[dict[str, Any]]:
        last = self._last(step)
        if not step.branches:
            return last
        ways = [
            {"if": self._condition(branch.guard), **self._to(branch.goto)}
            for branch in step.branches
        ]
        return [{"noop": True, "next": [*ways, {"else": last or "END"}]}]

    def _last(self, step: Step) -> list[dict[str, Any]]:
        if step.visit is not None:
            call: dict[str, Any] = {"call": self._names.step(step.visit)}
            rest = self._final(step)
            return [call, *rest] if rest else [{**call, "next": "END"}]
        return self._final(step)

    def _final(self, step: Step) -> list[dict[str, Any]]:
        if step.handoff is not None and step.handoff in self._handoffs:
            return [{"link": self._handoffs[step.handoff]}]
        if step.end is not None or step.handoff is not None:
            return []
        if step.choose:
            return [self._choices(step)]
        return [self._link(step.then)] if step.then is not None else []

    def _choices(self, step: Step) -> dict[str, Any]:
        slot = self._names.slot(f"{step.name} choice")
        values = {
            word: self._names.fresh(f"value {slot}", word)
            for word in dict.fromkeys(choice.word for choice in step.choose)
        }
        self.words[slot] = {value: word for word, value in values.items()}
        self._slots[slot] = {
            "type": "categorical",
            "values": list(values.values()),
            "mappings": _LLM,
        }
        self._texts.choice(step, slot, values, own=self._says_with_choice(step))
        ways = []
        for choice in step.choose:
            condition = f"slots.{slot} = '{values[choice.word]}'"
            if choice.guard is not None:
                condition += f" and ({self._condition(choice.guard)})"
            ways.append({"if": condition, **self._to(choice.goto)})
        own = f"offer_{self._names.step(step.name)}"
        return {
            "id": own,
            "collect": slot,
            "ask_before_filling": True,
            "next": [*ways, {"else": own}],
        }

    def _condition(self, guard: Guard) -> str:
        condition = as_condition(guard, self._names.slot, self.facts)
        for name in self.facts:
            self._slots.setdefault(name, {"type": "any", "mappings": _CODE})
        known = self.guards.setdefault(condition, guard.text)
        # two ways to write the same condition: the later one keeps its own words by a bracket
        while known != guard.text:
            condition = f"({condition})"
            known = self.guards.setdefault(condition, guard.text)
        return condition

    # ----- handoffs and rules --------------------------------------------------------------------

    def _handoff(self, handoff: Handoff) -> dict[str, Any]:
        name = self._handoffs[handoff.name]
        slot = self._names.slot(f"{handoff.name} result")
        self._slots[slot] = {
            "type": "categorical",
            "values": list(handoff.when),
            "mappings": _CODE,
        }
        action: dict[str, Any] = {"action": f"action_{name}", "next": "END"}
        if handoff.when:
            ways = [
                {"if": f"slots.{slot} = '{result}'", **self._to(target)}
                for result, target in handoff.when.items()
            ]
            action["next"] = [*ways, {"else": "END"}]
        return self._framed(f"Handoff {handoff.name}.", [action])

    def _rules(self) -> dict[str, Any]:
        """A flow for each word that is heard anywhere."""
        by_word: dict[str, list[Hear]] = {}
        for rule in self._flow.anywhere.hear:
            by_word.setdefault(rule.word, []).append(rule)
        made: dict[str, Any] = {}
        for word, rules in by_word.items():
            name = self._names.fresh("step", f"hear_{word}")
            made[name] = {
                "description": f"The customer means {word}.",
                "nlu_trigger": [{"intent": self._flow.intents.get(word, word)}],
                "steps": self._rule_steps(name, rules),
            }
            self.rules[name] = {"word": word, "way": "visit"}
        return made

    def _rule_steps(self, name: str, rules: list[Hear]) -> list[dict[str, Any]]:
        self.ways[name] = ["visit" if rule.visit is not None else "goto" for rule in rules]
        guarded = [rule for rule in rules if rule.guard is not None]
        ways = [
            {"if": self._condition(r.guard), **self._to(r.goto or r.visit or "")}
            for r in guarded
            if r.guard is not None
        ]
        plain = [rule for rule in rules if rule.guard is None][:1]
        last = [self._link(rule.goto or rule.visit or "") for rule in plain]
        if not ways:
            return last
        return [{"noop": True, "next": [*ways, {"else": last or "END"}]}]
