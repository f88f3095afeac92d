"""F: the flow says what a forecast must assume."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import View

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
