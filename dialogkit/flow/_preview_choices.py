"""Which choices a step can offer at once, where some stand under guards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import product

from dialogkit.flow._guards import Facts, Guard, Leaf
from dialogkit.flow._model import Step

__all__ = ["offers"]

_MOST = 10
"""More different conditions than this are not tried out one by one."""

_Holds = Callable[[Guard], bool]


def offers(step: Step, *, channel: str, locale: str) -> list[tuple[str, ...]]:
    """Words of the choices that can be offered together: every set that no other one contains.

    Conditions on channel and language are decided. All others may hold or not, each by itself, so
    that no set is missed; one may be among them that two facts rule out together.

    Args:
        step: A step.
        channel: Name of the channel.
        locale: The language.
    """
    facts = Facts(channel=channel, locale=locale)
    guards = [choice.guard for choice in step.choose if choice.guard is not None]
    leaves = dict.fromkeys(
        leaf for guard in guards for leaf in guard.leaves() if leaf.weigh(facts) is None
    )
    if len(leaves) > _MOST:
        return [_offered(step, lambda guard: guard.weigh(facts) is not False)]
    found: dict[tuple[str, ...], None] = {}
    for answers in product((True, False), repeat=len(leaves)):
        truth = dict(zip(leaves, answers, strict=True))
        found[_offered(step, partial(_true, truth, facts))] = None
    sets = [set(words) for words in found]
    return [words for words in found if not any(set(words) < other for other in sets)]


def _offered(step: Step, holds: _Holds) -> tuple[str, ...]:
    """Words whose guard holds; a word may stand there more than once and is offered once."""
    return tuple(
        dict.fromkeys(
            choice.word for choice in step.choose if choice.guard is None or holds(choice.guard)
        )
    )


def _true(truth: Mapping[Leaf, bool], facts: Facts, guard: Guard) -> bool:
    """Whether a guard holds, given the truth of those in ``truth``."""
    return bool(guard.weigh_with(lambda leaf: truth[leaf] if leaf in truth else leaf.weigh(facts)))
