"""P: protected values are asked for after consent, and passed to those who may see them."""

from __future__ import annotations

from collections.abc import Iterator

from dialogkit.conversation import LEVELS, Level
from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import Transition, View
from dialogkit.flow._model import Step

RULES = {
    "P001": Rule(
        "error",
        "a protected value is asked for without consent",
        "On this path the customer has not agreed to values of that level.",
        "Lead the path through a step that allows the level, and on by its first choice.",
    ),
    "P002": Rule(
        "error",
        "a value is passed to agents who may not see it",
        "Its level is above the handoff's upto.",
        "Raise upto, or take the slot out of pass.values.",
    ),
}
register(RULES)


@check("P001")
def consent_comes_first(view: View) -> Iterator[Hit]:
    """No path to a step that asks for a value of a level goes round the consent to it."""
    asked_for = {level for step in view.flow.steps.values() for level in step.allows}
    for level in LEVELS:
        if level == "sensitive" or level in asked_for:
            yield from _without_consent(view, level)


def _without_consent(view: View, level: Level) -> Iterator[Hit]:
    if view.flow.start not in view.flow.steps:
        return
    paths: dict[str, tuple[str, ...]] = {view.flow.start: (view.flow.start,)}
    waiting = [view.flow.start]
    for name in waiting:
        step = view.flow.steps[name]
        for slot in step.ask:
            if slot in view.flow.data and view.flow.data[slot].level == level:
                path = " → ".join(paths[name])
                what = f"Step {name} asks for {slot} ({level}) without consent on {path}."
                yield Hit(view.at(step, f"ask.{slot}"), what)
        for transition in view.leaving[name]:
            if transition.target not in paths and not _allows(step, level, transition):
                paths[transition.target] = (*paths[name], transition.target)
                waiting.append(transition.target)


def _allows(step: Step, level: Level, transition: Transition) -> bool:
    """Whether taking the transition means that the customer has agreed."""
    if level not in step.allows:
        return False
    if step.choose:
        return transition.kind == "choose" and transition.word == step.choose[0].word
    return transition.kind in ("then", "result")


@check("P002")
def agents_may_see_values(view: View) -> Iterator[Hit]:
    """No handoff passes a value above its upto."""
    for handoff in view.flow.handoffs.values():
        highest = LEVELS.index(handoff.pass_on.upto)
        for name in handoff.pass_on.values:
            slot = view.flow.data.get(name)
            if slot is not None and LEVELS.index(slot.level) > highest:
                what = f"Handoff {handoff.name} passes {name} ({slot.level})"
                place = handoff.places.get(f"pass.{name}", handoff.place)
                yield Hit(place, f"{what}, but is {handoff.pass_on.upto} at most.")
