"""S: slots are known where they are needed, and asked for where they are not."""

from __future__ import annotations

from collections.abc import Iterator

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import Transition, View
from dialogkit.flow._model import Step
from dialogkit.flow._offences import listed

RULES = {
    "S019": Rule(
        "warning",
        "a question is never asked",
        "A slot that is known is not asked for again, so the step goes on with the old value.",
        "Let a human take over instead, or take the slot out of ask.",
    ),
    "S020": Rule(
        "warning",
        "an action is called without its slots",
        "Where nobody knows the value beforehand, the back end is asked about nothing.",
        "Ask for the slot at this step, or on every path to it.",
    ),
}
register(RULES)


@check("S019")
def questions_are_asked(view: View) -> Iterator[Hit]:
    """No step asks for a slot that is known on every path to it."""
    for name, known in known_before(view).items():
        step = view.flow.steps[name]
        for slot in step.ask:
            if slot in known:
                what = f"Step {name} asks for {slot}, which is known on every path to it."
                yield Hit(view.at(step, f"ask.{slot}"), what)


@check("S020")
def actions_have_their_slots(view: View) -> Iterator[Hit]:
    """What an action needs is known on every path to it."""
    for name, known in known_before(view).items():
        step = view.flow.steps[name]
        action = view.flow.actions.get(step.do or "")
        missing = set(action.needs) - known - set(step.ask) if action is not None else set()
        if missing:
            what = f"Step {name} calls {step.do}, but {listed(sorted(missing))} may be unknown."
            yield Hit(view.at(step, "do"), what)


def known_before(view: View) -> dict[str, frozenset[str]]:
    """Step that can be reached to the slots that were asked for on every path to it."""
    if view.flow.start not in view.flow.steps:
        return {}
    known: dict[str, frozenset[str]] = {view.flow.start: frozenset()}
    waiting = [view.flow.start]
    while waiting:
        name = waiting.pop()
        for transition in view.leaving[name]:
            after = known[name] | _learnt(view.flow.steps[name], transition)
            before = known.get(transition.target)
            merged = after if before is None else before & after
            if merged != before:
                known[transition.target] = merged
                waiting.append(transition.target)
    return known


def _learnt(step: Step, transition: Transition) -> frozenset[str]:
    """What a step has asked for by the time it is left; nothing where it may be left before."""
    through = transition.kind in ("then", "when", "choose", "result")
    return frozenset(step.ask) if through else frozenset()
