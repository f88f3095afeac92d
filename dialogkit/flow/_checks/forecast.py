"""F: the flow says what a forecast must assume."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import View
from dialogkit.flow._guards import Compared
from dialogkit.flow._offences import did_you_mean, shown

RULES = {
    "F001": Rule(
        "error",
        "an action has no assumed outcomes",
        "Neither the checks nor a simulation can tell how it comes out.",
        "Write gives: with a share for each outcome, as {found: 90%, failed: 10%}.",
    ),
    "F002": Rule(
        "error",
        "assumed shares do not sum to 100 %",
        "They would not be a distribution.",
        "Correct the shares.",
    ),
    "F003": Rule(
        "info",
        "the bot never settles an intent",
        "A forecast can count such cases as handed off or unresolved only.",
        "Put fulfils on the step that settles it, or leave it to the agents.",
    ),
    "F004": Rule(
        "warning",
        "a guard compares a slot whose values nobody assumes",
        "A forecast cannot tell how often it holds, and takes it for false.",
        "Give the slot values with shares, as values: {40: 80%, 400: 20%}.",
    ),
    "F005": Rule(
        "info",
        "nobody assumes how often a push is sent and answered",
        "A forecast leaves it out.",
        "Give it events (a week) and answered (a share).",
    ),
    "F006": Rule(
        "error",
        "an action fills slots after an outcome it does not give",
        "They would never have a value.",
        "Correct the outcome in fills, or add it to gives.",
    ),
}
register(RULES)


@check("F001")
def actions_have_outcomes(view: View) -> Iterator[Hit]:
    """Every action has assumed outcomes."""
    for action in view.flow.actions.values():
        if not action.gives:
            yield Hit(action.place, f"Action {action.name} has no assumed outcomes.")


@check("F002")
def shares_sum_to_one(view: View) -> Iterator[Hit]:
    """The shares of an action's outcomes sum to 100 %."""
    for action in view.flow.actions.values():
        total = math.fsum(action.gives.values())
        if action.gives and not math.isclose(total, 1, abs_tol=1e-6):
            what = f"The outcomes of {action.name} sum to {total:.6g}, that is {total:.4%}."
            yield Hit(action.place, what)


@check("F003")
def intents_are_fulfilled(view: View) -> Iterator[Hit]:
    """Every intent is settled by some step that can be reached, or goes straight to a handoff."""
    steps = view.flow.steps
    settled = {steps[name].fulfils for name in view.reachable}
    to_agents = {t.word for t in view.transitions if t.word and steps[t.target].handoff is not None}
    for word in view.flow.intents:
        if word not in settled and word not in to_agents:
            what = f"No step that can be reached fulfils {word}."
            yield Hit(view.place_of(f"intents.{word}"), what)


@check("F004")
def compared_slots_have_values(view: View) -> Iterator[Hit]:
    """Each slot that a guard compares has assumed values."""
    subjects = {
        leaf.subject
        for guard in view.flow.guards.values()
        for leaf in guard.leaves()
        if isinstance(leaf, Compared)
    }
    for name, slot in view.flow.data.items():
        if name in subjects and not slot.values:
            yield Hit(slot.place, f"A guard compares {name}, which has no assumed values.")


@check("F005")
def pushes_have_assumptions(view: View) -> Iterator[Hit]:
    """Each push says how often it is sent and answered."""
    for push in view.flow.push.values():
        if not push.events or not push.answered:
            yield Hit(push.place, f"Push {push.name} lacks events or answered.")


@check("F006")
def fills_follow_outcomes(view: View) -> Iterator[Hit]:
    """Slots are filled after outcomes that can come."""
    for action in view.flow.actions.values():
        for outcome in action.fills:
            if action.gives and outcome not in action.gives:
                hint = did_you_mean(outcome, action.gives)
                what = (
                    f"Action {action.name} fills slots after {shown(outcome)}, which never comes."
                )
                yield Hit(action.place, what + hint)
