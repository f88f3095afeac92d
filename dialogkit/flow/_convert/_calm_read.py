"""Flows of CALM as steps of the flow language."""

from __future__ import annotations

import re
from typing import Any

from dialogkit.flow._convert._calm_chain import Chain
from dialogkit.flow._convert._calm_condition import Speaker, equality
from dialogkit.flow._convert._calm_flows import END, CalmStep, flatten
from dialogkit.flow._convert._calm_sidecar import Sidecar
from dialogkit.flow._convert._rasa_common import Common
from dialogkit.flow._convert._rasa_files import Part, child, scalar

__all__ = ["Flows", "triggers"]

_SLOT = re.compile(r"\bslots\.([\w-]+)")
_HUMAN = "pattern_human_handoff"


class Flows:
    """The steps of all flows.

    Args:
        parts: Name to flow.
        common: Intents, slots and responses.
        sidecar: What dialogkit has put beside the project, if anything.
    """

    def __init__(self, parts: dict[str, Part], common: Common, sidecar: Sidecar) -> None:
        self._parts = parts
        self._common = common
        self._draft = common.draft
        self._sidecar = sidecar
        self._steps: dict[str, CalmStep] = {}
        self._first: dict[str, str] = {}
        self._made: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        self._guards = sidecar.map("guards")
        self._facts = {k: str(v) for k, v in sidecar.map("facts").items()}
        self._speaker = Speaker(
            common.slot, common.types, self._facts, self._compare, self._is_outside
        )
        self.entered: set[str] = set()
        for name, part in parts.items():
            found = flatten(part, self._draft)
            self._steps |= found
            self._first[name] = next(iter(found), END)
        common.outside = self._is_outside
        self._answers = self._questions_answered()
        self._asked_about = self._count_conditions()
        self._filled = {s.name for s in self._steps.values() if s.kind == "collect"}
        self._filled |= {
            name
            for step in self._steps.values()
            for item in child(step.value, "set_slots").items
            for name in item.entries
        }

    def _compare(self, subject: str, value: str) -> None:
        self._common.compared_with.setdefault(subject, {})[value] = None

    def _is_outside(self, slot: str) -> bool:
        """Whether nothing in the flows fills a slot: code does, from what the company knows."""
        return not self._sidecar and slot not in self._filled

    def _questions_answered(self) -> dict[str, str]:
        """A step that but looks at what the question right before asked for, and the slot."""
        found: dict[str, str] = {}
        for step in self._steps.values():
            later = self._steps.get(step.ways[0].target) if len(step.ways) == 1 else None
            if step.kind == "collect" and later is not None and later.before == 1:
                told = [equality(way.condition) for way in later.ways[:-1]]
                own = bool(told) and all(e is not None and e.slot == step.name for e in told)
                if later.kind == "noop" and own and not later.value.entries.keys() & {"set_slots"}:
                    found[later.key] = step.name
        return found

    def answers_of(self, step: CalmStep) -> CalmStep:
        """A question with the ways that follow it, which may stand in a step of their own."""
        key = step.ways[0].target if len(step.ways) == 1 else END
        if key == END or self._answers.get(key) != step.name:
            return step
        ways = self._steps[key].ways
        return CalmStep(key=key, kind="collect", name=step.name, value=step.value, ways=ways)

    def _count_conditions(self) -> dict[str, int]:
        """How many steps look at each slot, or collect it."""
        counts: dict[str, int] = {}
        for step in self._steps.values():
            text = " ".join(way.condition for way in step.ways)
            slots = set(_SLOT.findall(text)) & self._common.types.keys()
            if self._answers.get(step.key):
                slots -= {self._answers[step.key]}
            for slot in {*slots, *([step.name] if step.kind == "collect" else [])}:
                counts[slot] = counts.get(slot, 0) + 1
        return counts

    # ----- entries -------------------------------------------------------------------------------

    def entry(self, flow: str, end: str = "answered") -> str:
        """The first step of a flow."""
        self.entered.add(flow)
        self._ends.setdefault(flow, end)
        first = self._first.get(flow, END)
        if first == END:
            return self._draft.end("answered", end="answered")
        return self._make(first, flow)

    def _make(self, key: str, like: str = "") -> str:
        """The step of the flow language that begins with a step of CALM."""
        if key not in self._made:
            flow = key.split("/", 1)[0]
            name = self._name(key, like or self._like(self._steps[key], flow))
            self._made[key] = name
            self._draft.steps[name] = {}
            keys = Chain(self, flow, name).follow(key)
            self._draft.steps[name] = keys
        return self._made[key]

    def _name(self, key: str, like: str) -> str:
        flow = key.split("/", 1)[0]
        if self._first[flow] == key:
            return self._draft.name("step", flow, like=flow.removeprefix("pattern_"))
        return self._draft.fresh("step", like)

    def _like(self, step: CalmStep, flow: str) -> str:
        name = scalar(child(step.value, "id")) or step.name.removeprefix("utter_") or flow
        return name.removeprefix("action_")

    # ----- what the chains of steps need to know -------------------------------------------------

    def __getitem__(self, key: str) -> CalmStep:
        return self._steps[key]

    def steps_of(self, flow: str) -> list[CalmStep]:
        """All steps of a flow."""
        return [step for key, step in self._steps.items() if key.startswith(f"{flow}/")]

    def has_flow(self, name: str) -> bool:
        """Whether there is such a flow."""
        return name in self._parts

    def alone(self, slot: str) -> bool:
        """Whether nothing but one question is about a slot."""
        return self._asked_about.get(slot, 0) <= 1

    def end_of(self, flow: str, key: str = "") -> dict[str, Any]:
        """What a step does where a flow ends.

        Args:
            flow: The flow.
            key: The last step; a flow that ends on a side way has not settled anything.
        """
        if self._sidecar:
            return {}
        keys: dict[str, Any] = {"end": self._ends.get(flow, "answered")}
        word = self._word_of(flow) if key and "." not in key.removeprefix(flow) else ""
        return {**keys, "fulfils": word} if word else keys

    def _word_of(self, flow: str) -> str:
        for label in triggers(self._parts[flow]) or [flow]:
            if label in self._common.heard:
                return self._common.hear(label)
        return ""

    def guard(self, condition: str) -> str:
        """The guard for a condition.

        Raises:
            Unsayable: There are no words for it.
        """
        known = self._guards.get(condition)
        return str(known) if known else self._speaker.say(condition)

    def handoff_of(self, flow: str) -> str:
        """The handoff that a flow stands for; empty where it stands for none."""
        return str(self._sidecar.map("handoff_flows").get(flow, ""))

    def to_human(self, name: str) -> bool:
        """Whether going to a flow of this name is going to a human."""
        return name == _HUMAN and name not in self._parts

    def handoff_ways(self, flow: str) -> dict[str, str]:
        """Result of a handoff to step."""
        self.entered.add(flow)
        ways: dict[str, str] = {}
        key = self._first.get(flow, END)
        while key != END:
            step = self._steps[key]
            self._draft.carried("flow step", key)
            self._common.used_actions.add(step.name)
            for number, way in enumerate(step.ways, 1):
                told = equality(way.condition)
                if way.condition:
                    self._draft.carried("condition", f"{key} #{number}")
                if told is not None and way.target != END:
                    ways[told.value] = self.goes_to(way.target)
            key = step.ways[-1].target if len(step.ways) == 1 else END
        return ways

    def goes_to(self, key: str) -> str:
        """The step that a way leads to; a link alone is no step."""
        step = self._steps[key]
        if step.kind == "link" and step.name in self._parts and step.before == 1:
            if key not in self._made:
                self._made[key] = self.entry(step.name)
                self._draft.carried("flow step", key)
            return self._made[key]
        return self._make(key)

    def is_told(self, slot: str) -> bool:
        """Whether a customer is asked for a slot, or it stands for a fact."""
        asked = any(s.kind == "collect" and s.name == slot for s in self._steps.values())
        return asked or slot in self._facts

    def question(self, step: CalmStep) -> str:
        """The response that asks for a slot."""
        return scalar(child(step.value, "utter")) or f"utter_ask_{step.name}"

    @property
    def common(self) -> Common:
        """Intents, slots and responses."""
        return self._common

    @property
    def sidecar(self) -> Sidecar:
        """What dialogkit has put beside the project."""
        return self._sidecar


def triggers(part: Part) -> list[str]:
    """Intents that start a flow."""
    found = []
    for item in child(part.value, "nlu_trigger").items:
        intent = child(item, "intent")
        found.append(scalar(item) or scalar(intent) or scalar(child(intent, "name")))
    return [label for label in found if label]
