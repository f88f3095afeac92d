"""Which contexts may be active after each intent of Dialogflow ES, and so what is heard there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dialogkit.flow._convert._es_files import EsIntent

__all__ = ["Hearing"]

_MOST_ROUNDS = 60


class Hearing:
    """What can be heard after each intent.

    A context lasts for some turns; within a thread of intents that need contexts, those that are
    left are handed on. What a customer says in between, to an intent heard everywhere, ends the
    thread: so a flow stays as small as its agent.

    Args:
        intents: All intents of the agent.
    """

    def __init__(self, intents: Iterable[EsIntent]) -> None:
        self._intents = tuple(intents)
        self._bound = tuple(each for each in self._intents if each.heard_in)
        self._active = {each.name: _opened(each) for each in self._intents}
        for _ in range(_MOST_ROUNDS):
            if not self._spread():
                break

    def _spread(self) -> bool:
        changed = False
        for before in self._intents:
            left = {c: n - 1 for c, n in self._active[before.name].items() if n > 1}
            for after in self._after(before) if left else ():
                changed |= self._hand_on(left, after)
        return changed

    def _hand_on(self, left: Mapping[str, int], after: EsIntent) -> bool:
        mine, changed = self._active[after.name], False
        for context, turns in left.items():
            own = context in after.opens or after.resets
            if not own and mine.get(context, 0) < turns:
                mine[context] = turns
                changed = True
        return changed

    def _after(self, intent: EsIntent) -> list[EsIntent]:
        active = self._active[intent.name].keys()
        return [each for each in self._bound if active >= set(each.heard_in)]

    def next(self, intent: EsIntent) -> tuple[list[EsIntent], list[EsIntent]]:
        """Intents that follow at once, and others of the thread that are still heard."""
        near: list[EsIntent] = []
        far: list[EsIntent] = []
        for each in self._after(intent):
            own = any(intent.opens.get(context, 0) > 0 for context in each.heard_in)
            (near if own else far).append(each)
        return near, far

    def reached(self) -> set[str]:
        """Names of the intents whose contexts some intent opens."""
        return {each.name for intent in self._intents for each in self._after(intent)}


def _opened(intent: EsIntent) -> dict[str, int]:
    return {context: turns for context, turns in intent.opens.items() if turns > 0}
