"""On which channels a step is met, where the conversation moves from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dialogkit.flow._guards import Facts
from dialogkit.flow._model import Step

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow

__all__ = ["elsewhere"]

_At = tuple[str, str]
"""A step and the channel it is met on."""


def elsewhere(flow: Flow, channel: str) -> frozenset[str]:
    """Steps that are met on other channels only: a move lies before each of them.

    A conversation may begin on any of the flow's channels. Guards on the channel are decided, all
    others may hold or not.
    """
    ways = _Ways(flow)
    began = [flow.start, *(push.goto for push in flow.push.values())]
    starts = [(step, on) for step in began for on in (*flow.channels, channel)]
    seen = ways.reached(starts)
    return frozenset(step for step, _ in seen) - {step for step, on in seen if on == channel}


class _Ways:
    """The ways from step to step, each with the channel it is gone on."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._returns: dict[_At, frozenset[str]] = {}

    def reached(self, starts: Sequence[_At]) -> set[_At]:
        """All that can be met from ``starts``, themselves included."""
        # on which channels a part comes to its end is learnt round by round: parts visit parts
        while True:
            seen, before = self._met(starts), dict(self._returns)
            for at in before:
                self._returns[at] = frozenset(
                    on for name, on in self._met([at]) if self._flow.steps[name].end is not None
                )
            if self._returns == before:
                return seen

    def _met(self, starts: Sequence[_At]) -> set[_At]:
        waiting, seen = list(starts), set[_At]()
        while waiting:
            at = waiting.pop()
            if at not in seen and at[0] in self._flow.steps:
                seen.add(at)
                waiting += self._next(self._flow.steps[at[0]], at[1])
        return seen

    def _next(self, step: Step, on: str) -> Iterator[_At]:
        """The ways out of a step that is met on ``on``, in the order a step has its parts."""
        if step.at_most is not None and step.otherwise is not None:
            yield step.otherwise, on
        if step.ask:
            yield from self._waiting(step, on)
        if step.do is not None and step.when:
            yield from ((target, on) for target in step.when.values())
            return
        for branch in step.branches:
            holds = branch.guard.weigh(Facts(channel=on))
            if holds is not False:
                yield branch.goto, on
            if holds:
                return
        after = self._flow.moves_to(step) or on
        if step.visit is not None:
            yield step.visit, after
        for channel in (after,) if step.visit is None else self._back(step.visit, after):
            yield from self._last(step, channel)

    def _last(self, step: Step, on: str) -> Iterator[_At]:
        """The ways out of a step's last part."""
        if step.then is not None:
            yield step.then, on
        handoff = self._flow.handoffs.get(step.handoff or "")
        if handoff is not None:
            yield from ((target, on) for target in handoff.when.values())
        yield from ((choice.goto, on) for choice in step.choose)
        if step.choose or step.listens:
            yield from self._waiting(step, on)

    def _waiting(self, step: Step, on: str) -> Iterator[_At]:
        """The ways a customer may take who is asked something."""
        anywhere = self._flow.anywhere
        for rule in (*step.hear, *anywhere.hear):
            yield rule.goto or rule.visit or "", on
        yield from ((rung, on) for rung in (anywhere.lost if step.lost is None else step.lost))
        silent = step.silent or anywhere.silent
        if silent is not None:
            yield silent.goto, on

    def _back(self, step: str, on: str) -> frozenset[str]:
        """Channels on which the part beginning at ``step`` may end, as far as is known by now."""
        return self._returns.setdefault((step, on), frozenset())
