"""Which choices a step can offer at once, where some stand under guards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from dialogkit.flow._guards import All, Compared, Facts, Guard, Leaf, Not, OneOf, Term
from dialogkit.flow._model import Choice, Step

__all__ = ["offers"]

_MOST = 8
"""More different conditions than this, each in some guard and denied in another, are not tried
out one by one."""


def offers(step: Step, *, channel: str, locale: str) -> list[tuple[str, ...]]:
    """Words of the choices that can be offered together: every set that no other one contains.

    Conditions on channel and language are decided. All others may hold or not, each by itself, so
    that no set is missed; one may be among them that two facts rule out together.

    Args:
        step: A step.
        channel: Name of the channel.
        locale: The language.
    """
    guards = [choice.guard for choice in step.choose if choice.guard is not None]
    subjects = {
        leaf.subject for guard in guards for leaf in guard.leaves() if isinstance(leaf, Compared)
    }
    facts = (
        channel if "channel" in subjects else None,
        locale if "locale" in subjects else None,
    )
    return list(_sets(step.choose, *facts))


# one step is looked at for every channel and language, and by several checks
@lru_cache(maxsize=512)
def _sets(
    choices: tuple[Choice, ...], channel: str | None, locale: str | None
) -> tuple[tuple[str, ...], ...]:
    facts = Facts(channel=channel, locale=locale)
    guards = [choice.guard for choice in choices if choice.guard is not None]
    signs: dict[Leaf, set[bool]] = defaultdict(set)
    for guard in guards:
        for leaf, sign in _signed(guard.term, sign=True):
            if leaf.weigh(facts) is None:
                signs[leaf].add(sign)
    # what is never denied opens choices and closes none; what is always denied, the other way round
    sure = {leaf: True in found for leaf, found in signs.items() if len(found) == 1}
    open_ones = [leaf for leaf, found in signs.items() if len(found) > 1]
    if len(open_ones) > _MOST:
        return (_offered(choices, {}, facts, unknown=True),)
    found: dict[tuple[str, ...], None] = {}
    for answers in product((True, False), repeat=len(open_ones)):
        truth = {**sure, **dict(zip(open_ones, answers, strict=True))}
        found[_offered(choices, truth, facts, unknown=False)] = None
    sets = [set(words) for words in found]
    return tuple(words for words in found if not any(set(words) < other for other in sets))


def _signed(term: Term, *, sign: bool) -> Iterator[tuple[Leaf, bool]]:
    """Each leaf, and whether the term is the more likely to hold if the leaf does."""
    match term:
        case Not():
            yield from _signed(term.term, sign=not sign)
        case All() | OneOf():
            for each in term.terms:
                yield from _signed(each, sign=sign)
        case _:
            yield term, sign


def _offered(
    choices: tuple[Choice, ...], truth: Mapping[Leaf, bool], facts: Facts, *, unknown: bool
) -> tuple[str, ...]:
    """Words whose guard holds; a word may stand there more than once and is offered once."""

    def holds(guard: Guard) -> bool:
        got = guard.weigh_with(lambda leaf: truth[leaf] if leaf in truth else leaf.weigh(facts))
        return unknown if got is None else got

    return tuple(
        dict.fromkeys(each.word for each in choices if each.guard is None or holds(each.guard))
    )
