"""S: slots are known where they are needed, and asked for where they are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import DIGRESSION, Stack, Transition, View
from dialogkit.flow._offences import listed

RULES = {
    "S019": Rule(
        "warning",
        "a question is never asked",
        "A slot that is known is not asked for again, so the step goes on with the old value.",
        "Drop the old value with forget, or take the slot out of ask.",
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
            if slot in known - set(step.forget):
                what = f"Step {name} asks for {slot}, which is known on every path to it."
                yield Hit(view.at(step, f"ask.{slot}"), what)


@check("S020")
def actions_have_their_slots(view: View) -> Iterator[Hit]:
    """What an action needs is known on every path to it."""
    for name, known in known_before(view).items():
        step = view.flow.steps[name]
        action = view.flow.actions.get(step.do or "")
        have = (known - set(step.forget)) | set(step.ask)
        missing = set(action.needs) - have if action is not None else set()
        if missing:
            what = f"Step {name} calls {step.do}, but {listed(sorted(missing))} may be unknown."
            yield Hit(view.at(step, "do"), what)


_before: WeakKeyDictionary[View, dict[str, frozenset[str]]] = WeakKeyDictionary()


def known_before(view: View) -> dict[str, frozenset[str]]:
    """Step that can be reached to the slots that have a value on every path to it."""
    if view not in _before:
        _before[view] = _known_before(view)
    return _before[view]


def _known_before(view: View) -> dict[str, frozenset[str]]:
    known = _flow_on(view, {(root, ()): frozenset() for root in view.roots}, _losses(view))
    found: dict[str, frozenset[str]] = {}
    for (name, _), slots in known.items():
        found[name] = found.get(name, slots) & slots
    return found


_Known = dict[tuple[str, Stack], frozenset[str]]
"""Step, with the visits under way, to the slots that are known on every path there."""


def _flow_on(
    view: View, known: _Known, losses: Mapping[str, frozenset[str]], *, until_left: bool = False
) -> _Known:
    """What is known everywhere that can be come to from the places in ``known``.

    Args:
        view: The flow.
        known: Where it begins.
        losses: Step at which a digression begins to the slots it may leave unknown.
        until_left: Whether to stop where the digression it begins in is left for good.
    """
    waiting = list(known)
    while waiting:
        name, stack = waiting.pop()
        here = known[name, stack]
        ways = [
            ((transition.target, onward), _after(view, here, transition))
            for transition, onward in view.onward(name, stack)
            if onward or not until_left
        ]
        # a digression comes back to where it began, with what it forgets forgotten
        ways += [((name, stack), here - losses[begun]) for begun in _digressions(view, name)]
        for place, after in ways:
            before = known.get(place)
            merged = after if before is None else before & after
            if merged != before:
                known[place] = merged
                waiting.append(place)
    return known


def _losses(view: View) -> dict[str, frozenset[str]]:
    """Step at which a digression can begin to the slots that may be unknown once it is over."""
    every = frozenset(view.flow.data)
    begun = {each for name in view.flow.steps for each in _digressions(view, name)}
    found = dict.fromkeys(begun, frozenset[str]())
    stable = not any(step.forget for step in view.flow.steps.values())
    while not stable:  # digressions begin within digressions: until nothing more is lost
        stable = True
        for start in begun:
            known = _flow_on(view, {(start, (DIGRESSION,)): every}, found, until_left=True)
            ends = [
                slots
                for (name, stack), slots in known.items()
                if stack == (DIGRESSION,) and view.flow.steps[name].end is not None
            ]
            lost = every - frozenset.intersection(every, *ends)
            if lost != found[start]:
                found[start], stable = lost, False
    return found


def _digressions(view: View, name: str) -> list[str]:
    """Where digressions from a step begin: those of the customer, and pushes."""
    begun = [each.target for each in view.leaving[name] if each.kind == "visit"]
    if view.waits(view.flow.steps[name]):
        begun += [root for root in view.roots if root != view.start]
    return begun


def _after(view: View, before: frozenset[str], transition: Transition) -> frozenset[str]:
    """What is known once a step is left: what it forgets, asks for and has filled counts."""
    step = view.flow.steps[transition.source]
    if transition.kind == "resume":
        return before  # where a part ends, the end itself neither asks nor forgets
    kept = before - set(step.forget)
    if transition.kind not in _THROUGH:
        return kept  # it may have been left before it asked
    action = view.flow.actions.get(step.do or "")
    filled = action.fills.get(transition.word, ()) if action is not None else ()
    if action is not None and transition.kind != "when":
        every = [set(action.fills.get(outcome, ())) for outcome in action.gives]
        filled = tuple(set.intersection(*every)) if every else ()
    return kept | set(step.ask) | set(filled)


_THROUGH = frozenset({"then", "when", "choose", "result", "if", "enter"})
"""Transitions that are taken after the step has asked."""
