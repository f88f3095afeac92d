"""Steps of CALM in a row that become one step of the flow language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogkit.flow._convert._calm_choice import Choices
from dialogkit.flow._convert._calm_condition import Equality, Unsayable, equality
from dialogkit.flow._convert._calm_flows import END, CalmStep, Way
from dialogkit.flow._convert._rasa_files import child, scalar, truth
from dialogkit.flow._convert._rasa_response import say_in
from dialogkit.flow._convert._rasa_steps import HANDING_OFF

if TYPE_CHECKING:
    from dialogkit.flow._convert._calm_read import Flows

__all__ = ["Chain"]

_SAID, _ASKED, _DONE, _SETTLED = 1, 2, 3, 4
"""How far a step has come: it says, asks, acts, then goes on."""


class Chain:
    """Steps of CALM in a row that become one step of the flow language."""

    def __init__(self, flows: Flows, flow: str, name: str) -> None:
        self._flows = flows
        self._common = flows.common
        self._draft = flows.common.draft
        self._flow = flow
        self._name = name
        self._keys: dict[str, Any] = {}
        self._far = 0
        self._outcome_of = ""
        self._choices = Choices(flows, name, self._target, says_already=False)

    def follow(self, key: str) -> dict[str, Any]:
        """Takes in steps from ``key`` on, as many as one step can hold."""
        first = last = key
        while key != END:
            step = self._flows[key]
            if key != first and (step.before > 1 or not self._fits(step)):
                return self._on(self._flows.goes_to(key))
            self._draft.carried("flow step", key)
            onward = self._take(step)
            if onward is None:
                return self._keys
            last, key = key, onward
        return {**self._keys, **self._flows.end_of(self._flow, last)}

    def _on(self, name: str) -> dict[str, Any]:
        return {**self._keys, "then": name}

    # ----- whether one more fits -----------------------------------------------------------------

    def _fits(self, step: CalmStep) -> bool:
        if step.kind == "link":
            return True
        if step.kind == "noop":
            # a guard is weighed before a visit
            return "visit" not in self._keys or len(step.ways) == 1
        if step.kind == "call":
            return "visit" not in self._keys
        if step.kind == "collect":
            if self._choices.offers(self._flows.answers_of(step)):
                spoken = self._choices.says(step)
                return self._far <= (0 if spoken else _SETTLED) and "visit" not in self._keys
            return self._far <= _ASKED
        if step.kind == "set_slots":
            return self._far == 0 if _clears(step) else self._far <= _ASKED and not _any_clear(step)
        if HANDING_OFF.search(step.name) and not self._common.has(step.name):
            return "visit" not in self._keys
        if self._shows(step):
            return self._far <= _SAID
        return self._far == 0 if self._common.has(step.name) else self._far <= _ASKED

    def _shows(self, step: CalmStep) -> str:
        return str(self._flows.sidecar.map("shows").get(step.name, ""))

    # ----- taking one in; the key of what follows, or nothing where the step is complete ---------

    def _take(self, step: CalmStep) -> str | None:
        if step.kind == "action":
            return self._take_action(step)
        if step.kind == "collect":
            return self._take_collect(step)
        if step.kind == "set_slots":
            self._take_slots(step)
        elif step.kind == "link":
            self._take_link(step)
            return None
        elif step.kind == "call":
            self._take_call(step)
            if len(step.ways) > 1:
                self._keys["then"] = self._after(step)
                return None
        return self._go_on(step)

    def _after(self, step: CalmStep) -> str:
        """A step for the conditions after a visit."""
        name = self._draft.fresh("step", f"{self._name}_after")
        chain = Chain(self._flows, self._flow, name)
        onward = chain._go_on(step)
        keys = chain._keys
        if onward == END:
            keys |= self._flows.end_of(self._flow, step.key) or {"end": "answered"}
        elif onward is not None:
            keys["then"] = self._flows.goes_to(onward)
        self._draft.steps[name] = keys
        return name

    def _take_action(self, step: CalmStep) -> str | None:
        name = step.name
        self._common.used_actions.add(name)
        if self._shows(step):
            self._common.pass_over(name)
            self._keys["show"] = self._shows(step)
            self._far = _SAID
        elif self._common.has(name):
            variants = self._common.say(name)
            if len(variants) > 1 or any(each.guard for each in variants):
                self._keys = self._by_condition(step)
                return None
            self._keys |= {"say": variants[0].key} if variants else {}
            self._far = _SAID
        elif HANDING_OFF.search(name):
            self._keys["then"] = self._draft.handoff("service")
            for way in step.ways:
                self._drop_way(step, way, "goes on after the handoff, when a human has the word")
            return None
        elif name in ("action_listen", "action_session_start", ""):
            pass
        elif name.startswith("utter_"):
            place = f"{step.value.place.file}:{step.value.place.line}"
            self._draft.lost("response", f"{name} in {step.key}", place, "is declared nowhere")
        else:
            self._call(name)
        return self._go_on(step)

    def _by_condition(self, step: CalmStep) -> dict[str, Any]:
        after = Chain(self._flows, self._flow, self._name)
        onward = after._go_on(step)
        on = after._keys
        if onward is not None:
            on = (
                {**on, **self._flows.end_of(self._flow)}
                if onward == END
                else {**on, "then": self._flows.goes_to(onward)}
            )
        return say_in(self._draft, self._name, self._common.say(step.name), on or {"end": "done"})

    def _call(self, name: str) -> None:
        called = self._draft.action(name)
        if "gives" not in self._draft.actions[called] and not self._flows.sidecar:
            self._draft.actions[called]["gives"] = {"done": "100%"}
            why = "what it may find is in code; assumed to succeed always"
            self._draft.added("share", called, why)
        self._keys["do"] = self._outcome_of = called
        self._far = _DONE

    def _take_collect(self, step: CalmStep) -> str | None:
        asked_for = self._flows.answers_of(step)
        choices = self._choices.offers(asked_for)
        if choices:
            if asked_for.key != step.key:
                self._draft.carried("flow step", asked_for.key)
            self._keys |= Choices(
                self._flows, self._name, self._target, says_already="say" in self._keys
            ).take(asked_for, choices)
            return None
        slot = self._common.question(step.name, self._flows.question(step))
        if truth(child(step.value, "ask_before_filling")):
            self._keys.setdefault("forget", []).append(slot)
        asked = self._keys.setdefault("ask", [])
        if slot not in asked:
            asked.append(slot)
        self._far = _ASKED
        return self._go_on(step)

    def _take_slots(self, step: CalmStep) -> None:
        pairs = _assignments(step)
        cleared = [self._common.slot(name) for name, value in pairs if not value]
        if cleared:
            self._keys["forget"] = [*self._keys.get("forget", []), *cleared]
        pairs = [pair for pair in pairs if pair[1]]
        if not pairs:
            return
        name = self._draft.action(f"set_{'_'.join(slot for slot, _ in pairs)}"[:50])
        slots = [self._common.slot(slot) for slot, _ in pairs]
        self._draft.actions[name] |= {"gives": {"done": "100%"}, "fills": {"done": slots}}
        for slot, value in pairs:
            place = f"{step.value.place.file}:{step.value.place.line}"
            why = "a flow cannot set a value; an action stands here that fills the slot"
            self._draft.lost("value", f"{step.key}: {slot} = {value}", place, why)
        self._keys["do"], self._far = name, _DONE

    def _take_link(self, step: CalmStep) -> None:
        handoff = self._flows.handoff_of(step.name)
        if handoff:
            self._keys["handoff"] = handoff
            if handoff not in self._draft.handoffs:
                self._draft.handoffs[handoff] = {}
                self._draft.handoffs[handoff] = {"when": self._flows.handoff_ways(step.name)}
        elif self._flows.to_human(step.name):
            self._keys["then"] = self._draft.handoff("service")
        elif self._flows.has_flow(step.name):
            self._keys["then"] = self._flows.entry(step.name)
        else:
            self._keys["then"] = self._dangling(step)

    def _dangling(self, step: CalmStep) -> str:
        name = step.name or "nothing"
        place = f"{step.value.place.file}:{step.value.place.line}"
        self._draft.lost("target", f"{step.key}: {name}", place, "there is no such flow")
        return self._draft.end("answered", end="answered")

    def _take_call(self, step: CalmStep) -> None:
        if self._flows.to_human(step.name):
            self._keys["visit"] = self._draft.handoff("service")
        elif self._flows.has_flow(step.name):
            self._keys["visit"] = self._flows.entry(step.name)
        else:
            self._keys["visit"] = self._dangling(step)
        self._far = _SETTLED

    # ----- ways on -------------------------------------------------------------------------------

    def _go_on(self, step: CalmStep) -> str | None:
        """What follows a step: one key, or nothing once guards, outcomes and targets are set."""
        *told, last = step.ways
        if not told:
            return last.target
        if self._outcome_of and self._by_outcome(step):
            return None
        guards: dict[str, str] = {}
        for number, way in enumerate(told, 1):
            guard = self._guard(step, number, way)
            if guard is None:
                self._undecidable(step, number, guards)
                return None
            guards.setdefault(guard, self._target(way))
        self._keys["if"] = {**self._keys.get("if", {}), **guards}
        self._far = _SETTLED
        return last.target

    def _guard(self, step: CalmStep, number: int, way: Way) -> str | None:
        name = f"{step.key} #{number}"
        try:
            guard = self._flows.guard(way.condition)
            if not self._draft.is_guard(guard):
                raise Unsayable("is no guard that can be read")
        except Unsayable as error:
            self._draft.left_out("condition", name, way.place, f"{error}; assumed by shares")
            return None
        self._draft.carried("condition", name)
        return guard

    def _undecidable(self, step: CalmStep, number: int, guards: dict[str, str]) -> None:
        """An action decides in place of a condition that a guard cannot say."""
        way, rest = step.ways[number - 1], step.ways[number:]
        later = CalmStep(
            key=f"{step.key}+{number}", kind="noop", name="", value=step.value, ways=rest
        )
        other = self._draft.fresh("step", f"{self._name}_else")
        action = self._draft.action(f"decide_{self._name}_{number}")
        self._draft.shares(action, ["holds", "fails"])
        chain = Chain(self._flows, self._flow, other)
        onward = chain._renumbered(step, number, later)
        self._draft.steps[other] = onward
        when = {"when": {"holds": self._target(way), "fails": other}}
        ahead: dict[str, Any] = {"do": action, **when}
        if guards or "do" in self._keys or self._far == _SETTLED:
            decide = self._draft.step(f"{self._name}_decide", **ahead)
            self._keys["if"] = {**self._keys.get("if", {}), **guards}
            self._keys["then"] = decide
            if not guards:
                self._keys.pop("if")
        else:
            self._keys |= ahead

    def _renumbered(self, step: CalmStep, done: int, later: CalmStep) -> dict[str, Any]:
        """The ways after an undecidable one; their conditions keep their numbers."""
        *told, last = later.ways
        guards: dict[str, str] = {}
        for number, way in enumerate(told, done + 1):
            guard = self._guard(step, number, way)
            if guard is not None:
                guards.setdefault(guard, self._target(way))
        keys: dict[str, Any] = {"if": guards} if guards else {}
        if last.target == END:
            return {**keys, **(self._flows.end_of(self._flow) or {"end": "answered"})}
        return {**keys, "then": self._flows.goes_to(last.target)}

    def _target(self, way: Way) -> str:
        if way.target != END:
            return self._flows.goes_to(way.target)
        keys = self._flows.end_of(self._flow) or {"end": "answered"}
        name = self._draft.name("step", f"end of {self._flow}", like=f"{self._flow}_end")
        self._draft.steps.setdefault(name, keys)
        return name

    def _drop_way(self, step: CalmStep, way: Way, why: str) -> None:
        for number, each in enumerate(step.ways, 1):
            if each is way and way.condition:
                self._draft.left_out("condition", f"{step.key} #{number}", way.place, why)

    # ----- outcomes of actions -------------------------------------------------------------------

    def _by_outcome(self, step: CalmStep) -> bool:
        """Conditions on one slot right after an action tell what the action may find."""
        *told, last = step.ways
        found = [equality(way.condition) for way in told]
        slots = {each.slot for each in found if each is not None}
        if None in found or len(slots) != 1 or any(each and each.rest for each in found):
            return False
        slot = slots.pop()
        if self._draft.name("slot", slot) in self._draft.data or self._flows.is_told(slot):
            return False
        return self._set_outcomes(step, [e for e in found if e is not None], slot, last)

    def _set_outcomes(self, step: CalmStep, found: list[Equality], slot: str, last: Way) -> bool:
        self._common.used_slots.add(slot)
        names = self._flows.sidecar.map("outcomes", slot)
        when: dict[str, str] = {}
        for number, (way, told) in enumerate(zip(step.ways, found, strict=False), 1):
            outcome = str(names.get(told.value, "")) or self._outcome(told)
            when.setdefault(outcome, self._target(way))
            self._draft.carried("condition", f"{step.key} #{number}")
        if not self._flows.sidecar or last.target != END:
            when.setdefault(self._left(found, when), self._target(last))
        self._keys["when"] = when
        known = self._draft.actions[self._outcome_of].get("gives", {})
        if not self._flows.sidecar:
            self._draft.shares(self._outcome_of, [*(k for k in known if k != "done"), *when])
        return True

    def _outcome(self, told: Equality) -> str:
        value = told.value
        if value in ("true", "false"):
            value = told.slot if value == "true" else f"not_{told.slot}"
        return self._draft.name(f"outcome {told.slot}", value)

    def _left(self, found: list[Equality], when: dict[str, str]) -> str:
        """The outcome that else stands for."""
        if len(found) == 1 and found[0].value in ("true", "false"):
            other = "false" if found[0].value == "true" else "true"
            return self._outcome(Equality(found[0].slot, other))
        return "other" if "other" not in when else "otherwise"


def _assignments(step: CalmStep) -> list[tuple[str, str]]:
    value = child(step.value, "set_slots")
    items = value.items or ((value,) if value.kind == "map" else ())
    pairs = [(n, v) for item in items for n, v in item.entries.items()]
    return [(n, "" if v.kind == "nothing" else _told(scalar(v))) for n, v in pairs]


def _told(value: str) -> str:
    return "" if value.lower() in ("null", "none") else value or "…"


def _clears(step: CalmStep) -> bool:
    return not any(value for _, value in _assignments(step))


def _any_clear(step: CalmStep) -> bool:
    return not all(value for _, value in _assignments(step))
