"""Gives the parts of a flow the names they have in a flow that uses it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from dialogkit.flow._flow import Flow
from dialogkit.flow._guards import Guard
from dialogkit.flow._model import Handoff, Hear, Silent, Step, Tell
from dialogkit.flow._parse_guard import with_handoffs

__all__ = ["Renamer"]


class Renamer:
    """Gives steps, handoffs and what is said their names in the other file.

    Args:
        name: Under which the flow is used; it comes before each name.
        flow: The flow used.
    """

    def __init__(self, name: str, flow: Flow) -> None:
        self._name = name
        self._flow = flow
        self.said: set[str] = set()
        """Keys of texts that were renamed, as they were."""

    def step(self, step: Step) -> Step:
        """The step with its new names."""
        return replace(
            step,
            name=self._to(step.name),
            say=self._text(step.say),
            when=MappingProxyType({key: self._to(each) for key, each in step.when.items()}),
            branches=tuple(
                replace(each, goto=self._to(each.goto), guard=self._guard(each.guard))
                for each in step.branches
            ),
            visit=self._maybe(step.visit),
            choose=tuple(
                replace(
                    each, goto=self._to(each.goto), guard=each.guard and self._guard(each.guard)
                )
                for each in step.choose
            ),
            then=self._maybe(step.then),
            handoff=self._maybe(step.handoff),
            otherwise=self._maybe(step.otherwise),
            hear=tuple(self._rule(rule) for rule in step.hear),
            lost=None if step.lost is None else tuple(self._rung(rung) for rung in step.lost),
            silent=step.silent and self._silent(step.silent),
            places=MappingProxyType(
                {
                    **step.places,
                    **{f"if.{self._guard(each.guard)}": each.place for each in step.branches},
                }
            ),
        )

    def handoff(self, handoff: Handoff) -> Handoff:
        """The handoff with its new names."""
        tell = handoff.tell
        return replace(
            handoff,
            name=self._to(handoff.name),
            tell=Tell(
                queued=self._text(tell.queued),
                waiting=self._text(tell.waiting),
                every=tell.every,
                joined=self._text(tell.joined),
            ),
            suggest=tuple(self._text(key) or "" for key in handoff.suggest),
            when=MappingProxyType({key: self._to(each) for key, each in handoff.when.items()}),
        )

    # ----- small things --------------------------------------------------------------------------

    def _to(self, target: str) -> str:
        return f"{self._name}.{target}"

    def _maybe(self, target: str | None) -> str | None:
        return None if target is None else self._to(target)

    def _text(self, key: str | None) -> str | None:
        if key is None:
            return None
        self.said.add(key)
        return f"{self._name}.{key}"

    def _guard(self, guard: Guard) -> Guard:
        """The guard, which asks for handoffs by their new names."""
        return with_handoffs(guard, self._to)

    def _rule(self, rule: Hear) -> Hear:
        return replace(
            rule,
            goto=self._maybe(rule.goto),
            visit=self._maybe(rule.visit),
            guard=rule.guard and self._guard(rule.guard),
        )

    def _rung(self, rung: str) -> str:
        return self._to(rung) if rung in self._flow.steps else self._text(rung) or ""

    def _silent(self, rule: Silent) -> Silent:
        return replace(rule, goto=self._to(rule.goto))
