"""Where words lead: to a human, away from here, or only to where the customer is already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dialogkit.bot._fold import fold
from dialogkit.bot._human import wants_human
from dialogkit.flow import Flow, Hear, Step

__all__ = ["Way", "Ways"]

_HUB = 5
"""A step with this many choices is a menu: it leads everywhere, and so to nothing in particular."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a word leads from a step."""

    goto: str
    """The step."""
    back: bool
    """Whether the customer comes back afterwards."""


class Ways:
    """Where words lead in one flow.

    Args:
        flow: The flow.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._at_handoff = frozenset(name for name, s in flow.steps.items() if s.handoff)
        self._toward_handoff = _closure(flow, self._at_handoff)
        self._means_human = frozenset(filter(self._is_named_human, self._all_words()))
        self._reach: dict[str, frozenset[str]] = {}

    def to_human(self, step: Step, offered: Iterable[str]) -> str | None:
        """The word that the wish for a human stands for here; ``None``: there is none.

        Rules come before choices, for those are meant for what is offered here. Words that are
        called so come first, then those that lead straight to a handoff, then those that lead to
        one without waiting for anything on the way.

        Args:
            step: Where the customer is.
            offered: Words of the choices open now.
        """
        rules = self._rules(step)
        open_now = set(offered)
        choices = [(c.word, c.goto) for c in step.choose if c.word in open_now]
        for ways in ([(rule.word, rule.goto or rule.visit or "") for rule in rules], choices):
            for wanted in (self._called_so, self._straight, self._leading):
                found = next((word for word, goto in ways if wanted(word, goto)), None)
                if found is not None:
                    return found
        return next((word for word, _ in choices if word in self._means_human), None)

    def onward(self, word: str, step: Step) -> Way | None:
        """Where a rule for ``word`` leads from ``step``, if that is away from it.

        ``None``: nowhere, or to a part of the flow whose way leads through this very step, so that
        the customer is about it already.
        """
        for rule in self._rules(step):
            target = rule.goto or rule.visit or ""
            if rule.word == word and step.name not in self._reached(target):
                return Way(target, back=rule.visit is not None)
        return None

    # ----- humans --------------------------------------------------------------------------------

    def _called_so(self, word: str, goto: str) -> bool:
        return word in self._means_human and goto in self._toward_handoff

    def _straight(self, word: str, goto: str) -> bool:  # noqa: ARG002 (asked like its neighbours)
        return goto in self._at_handoff

    def _leading(self, word: str, goto: str) -> bool:
        return goto in self._toward_handoff or (word in self._means_human and goto != "")

    def _all_words(self) -> set[str]:
        steps = self._flow.steps.values()
        rules = [*self._flow.anywhere.hear, *(rule for step in steps for rule in step.hear)]
        return {rule.word for rule in rules} | {c.word for step in steps for c in step.choose}

    def _is_named_human(self, word: str) -> bool:
        texts = self._flow.texts
        wordings = [w for locale in self._flow.locales for w in texts.variants(word, locale)]
        names = [word, self._flow.intents.get(word, "")]
        return any(wants_human(each) and fold(each) not in _HELP for each in (*wordings, *names))

    # ----- the graph -----------------------------------------------------------------------------

    def _rules(self, step: Step) -> tuple[Hear, ...]:
        return (*step.hear, *self._flow.anywhere.hear)

    def _reached(self, start: str) -> frozenset[str]:
        """Steps on the ways from ``start``, as far as to where its issue is settled."""
        if start not in self._reach:
            found, ahead = {start}, [start]
            while ahead:
                step = self._flow.steps[ahead.pop()]
                new = set() if self._is_over(step) else set(_own_targets(step)) - found
                found |= new
                ahead += new
            self._reach[start] = frozenset(found)
        return self._reach[start]

    def _is_over(self, step: Step) -> bool:
        hub = len(step.choose) >= _HUB or step.name == self._flow.start
        return hub or bool(step.fulfils or step.handoff or step.end)


_HELP = frozenset(("help", "hilfe"))


def _own_targets(step: Step) -> list[str]:
    """Steps it leads to by itself or by its choices; not what may be heard, nor silence."""
    targets = step.targets().items()
    return [goto for key, goto in targets if not key.startswith(("hear.", "silent"))]


def _closure(flow: Flow, goals: frozenset[str]) -> frozenset[str]:
    """Steps from which a goal may be reached without anybody being waited for."""
    found = set(goals)
    while True:
        new = {
            name
            for name, step in flow.steps.items()
            if name not in found and not found.isdisjoint(_unwaited(step))
        }
        if not new:
            return frozenset(found)
        found |= new


def _unwaited(step: Step) -> list[str]:
    if step.ask:
        return []
    branches = [branch.goto for branch in step.branches]
    if step.choose:
        return branches
    onward = [*step.when.values(), step.visit, step.then if step.visit is None else None]
    return [*branches, *(goto for goto in onward if goto is not None)]
