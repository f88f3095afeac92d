"""On which channels a step is met, where the conversation moves from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dialogkit.flow._model import Step

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow

__all__ = ["elsewhere", "moves_to"]

_BEFORE = ("when.", "if.", "hear.", "silent", "else")
"""Ways out of a step that are taken before it moves, or may be."""


def moves_to(flow: Flow, step: Step) -> str | None:
    """The channel a step moves to: the first of its list that the flow has."""
    return next((channel for channel in step.move if channel in flow.channels), None)


def elsewhere(flow: Flow, channel: str) -> frozenset[str]:
    """Steps that are met on other channels only: a move lies before each of them.

    A conversation may begin on any of the flow's channels. Guards are taken to hold or not.
    """
    began = [flow.start, *(push.goto for push in flow.push.values())]
    waiting = [(step, on) for step in began for on in dict.fromkeys((*flow.channels, channel))]
    seen: set[tuple[str, str]] = set()
    while waiting:
        at = waiting.pop()
        if at in seen or at[0] not in flow.steps:
            continue
        seen.add(at)
        waiting += _next(flow, flow.steps[at[0]], at[1])
    here = {step for step, on in seen if on == channel}
    return frozenset(step for step, _ in seen) - here


def _next(flow: Flow, step: Step, on: str) -> Iterator[tuple[str, str]]:
    """Steps after one that is met on ``on``, with the channel they are met on."""
    after = moves_to(flow, step) or on
    for key, target in step.targets().items():
        yield target, after
        if key.startswith(_BEFORE):
            yield target, on
    shared = [rule.goto or rule.visit or "" for rule in flow.anywhere.hear]
    shared += step.lost if step.lost is not None else flow.anywhere.lost
    shared += [flow.anywhere.silent.goto] if flow.anywhere.silent is not None else []
    handoff = flow.handoffs.get(step.handoff or "")
    results = list(handoff.when.values()) if handoff is not None else []
    for target in shared:
        yield from ((target, channel) for channel in {on, after})
    for target in results:
        yield target, after
