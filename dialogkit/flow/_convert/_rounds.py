"""Rounds that a bot could go for ever without waiting for anybody: they are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogkit.flow._convert._draft import Draft
    from dialogkit.flow._flow import Flow

__all__ = ["MOST_CUTS", "count_rounds"]

MOST_CUTS = 20
"""How often a flow is looked at again after rounds have been counted."""
_MOST_ROUNDS = 20
"""Rounds a conversation may go; more than anybody goes who is served."""


def count_rounds(draft: Draft, flow: Flow) -> bool:
    """Gives a step of each round that waits for nobody a count; whether there was any.

    In the export something leaves the round: a value that code sets, a condition that a flow
    cannot say. The flow's own check would refuse it.

    Args:
        draft: The flow being put together.
        flow: The same, parsed.
    """
    lines = {f.place.line for f in flow.check() if f.code == "S004"}
    found = [step.name for step in flow.steps.values() if step.place.line in lines]
    for name in found:
        keys = draft.steps[name]
        if "at_most" in keys:
            continue
        counted = {"at_most": _MOST_ROUNDS, "else": _way_out(draft)}
        draft.steps[name] = {**keys, **counted}
        why = f"goes round without waiting; left for good after {_MOST_ROUNDS} times"
        draft.added("count", name, why)
    return bool(found)


def _way_out(draft: Draft) -> str:
    """The last rung of the ladder for what is not understood; where there is none, an end."""
    rungs = [rung for rule in draft.anywhere for rung in rule.get("lost", [])[-1:]]
    known = [rung for rung in rungs if rung in draft.steps]
    return known[0] if known else draft.end("round in circles", end="not_understood")
