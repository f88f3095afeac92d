"""Guards: the conditions under which a transition is taken, and what they may ask about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

__all__ = [
    "All",
    "Compared",
    "Facts",
    "Guard",
    "Leaf",
    "Not",
    "OneOf",
    "Open",
    "OptedIn",
    "Term",
    "ValueKnown",
]

Sign = Literal["==", "!=", "<", "<=", ">", ">="]

YES, NO = "yes", "no"
"""The values of a fact that is true or false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known when a guard is asked. ``None`` stands for: nothing is known of it."""

    known: frozenset[str] | None = None
    """Slots that have a value."""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Slot to value, as far as values are known."""
    customer: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Fact to value; ``yes`` or ``no`` where it is a matter of that."""
    channel: str | None = None
    """Channel the conversation is on."""
    locale: str | None = None
    """Language of the conversation."""
    opted: frozenset[str] | None = None
    """Topics the customer has agreed to be written to about."""
    is_open: Callable[[str], bool] | None = None
    """Whether a handoff is open now."""


# ----- terms; leaves weigh to true, false, or None where the facts do not tell -------------------


@dataclass(frozen=True, slots=True)
class ValueKnown:
    """``parcel_id is known``."""

    slot: str
    """Name of the slot."""

    def weigh(self, facts: Facts) -> bool | None:
        """Whether the slot has a value."""
        return None if facts.known is None else self.slot in facts.known


@dataclass(frozen=True, slots=True)
class Compared:
    """``amount > 200``, ``customer.tier == gold``, ``channel in [web, app]``."""

    subject: str
    """A slot, ``customer.<fact>``, ``channel`` or ``locale``."""
    sign: Sign
    """How it is compared; a list is compared with ``==`` to each."""
    values: tuple[str, ...]
    """What it is compared with; one is enough."""

    def weigh(self, facts: Facts) -> bool | None:
        """Whether the comparison holds; with a slot that has no value it does not."""
        kind, _, name = self.subject.partition(".")
        if kind == "customer" and name:
            got = facts.customer.get(name)
        elif self.subject in ("channel", "locale"):
            got = facts.channel if self.subject == "channel" else facts.locale
        elif facts.known is not None and self.subject not in facts.known:
            return False
        else:
            got = facts.values.get(self.subject)
        return None if got is None else any(_holds(got, self.sign, each) for each in self.values)


@dataclass(frozen=True, slots=True)
class Open:
    """``time.is_open(complaints)``."""

    handoff: str
    """Name of the handoff."""

    def weigh(self, facts: Facts) -> bool | None:
        """Whether the handoff is open now."""
        return None if facts.is_open is None else facts.is_open(self.handoff)


@dataclass(frozen=True, slots=True)
class OptedIn:
    """``opted_in(news)``."""

    topic: str
    """The topic."""

    def weigh(self, facts: Facts) -> bool | None:
        """Whether the customer has agreed to the topic."""
        return None if facts.opted is None else self.topic in facts.opted


Leaf = ValueKnown | Compared | Open | OptedIn
"""A term without a term inside."""


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a term."""

    term: Term
    """What must not hold."""


@dataclass(frozen=True, slots=True)
class All:
    """Terms joined by ``and``."""

    terms: tuple[Term, ...]
    """What must hold."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """Terms joined by ``or``."""

    terms: tuple[Term, ...]
    """Of which one must hold."""


Term = Leaf | Not | All | OneOf


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition, read with `parse_guard`.

    Two guards that are written alike but for spaces are the same guard.
    """

    text: str
    """As written, one space between words: its name in a state."""
    term: Term = field(compare=False)
    """What it means."""

    def weigh(self, facts: Facts) -> bool | None:
        """Whether it holds; ``None`` where the facts do not tell."""
        return self.weigh_with(lambda leaf: leaf.weigh(facts))

    def weigh_with(self, answer: Callable[[Leaf], bool | None]) -> bool | None:
        """Whether it holds, by an answer to each of its `leaves` (Kleene's strong logic)."""
        return _weighed(self.term, answer)

    def holds(self, facts: Facts) -> bool:
        """Whether it holds; what rests on something unknown does not.

        >>> from dialogkit.flow import parse_guard
        >>> guard = parse_guard("customer.cart_value > 200 and channel in [web, app]")
        >>> guard.holds(Facts(customer={"cart_value": "350"}, channel="web"))
        True
        """
        return self.weigh(facts) is True

    @property
    def lasting(self) -> bool:
        """Whether its answer stays the same through a conversation: facts and language do."""
        subjects = [each.subject for each in self.leaves() if isinstance(each, Compared)]
        lasting = [name == "locale" or name.startswith("customer.") for name in subjects]
        return all(lasting) and len(subjects) == len(list(self.leaves()))

    def leaves(self) -> Iterator[Leaf]:
        """The terms without a term inside, in order."""
        yield from _leaves(self.term)

    def __str__(self) -> str:
        return self.text


def _leaves(term: Term) -> Iterator[Leaf]:
    match term:
        case Not():
            yield from _leaves(term.term)
        case All() | OneOf():
            for each in term.terms:
                yield from _leaves(each)
        case _:
            yield term


def _weighed(term: Term, answer: Callable[[Leaf], bool | None]) -> bool | None:
    match term:
        case Not():
            got = _weighed(term.term, answer)
            return None if got is None else not got
        case All() | OneOf():
            # one of these settles it; only without it does it matter what nobody knows
            settling = isinstance(term, OneOf)
            found = {_weighed(each, answer) for each in term.terms}
            return settling if settling in found else None if None in found else not settling
        case _:
            return answer(term)


def _holds(got: str, sign: Sign, wanted: str) -> bool:
    """Compares as numbers where both are numbers, else as words without regard to case."""
    numbers = _number(got), _number(wanted)
    if numbers[0] is not None and numbers[1] is not None:
        return _compare(numbers[0], sign, numbers[1])
    one, other = got.strip().casefold(), wanted.strip().casefold()
    return sign in ("==", "!=") and (one == other) is (sign == "==")


def _compare(one: float, sign: Sign, other: float) -> bool:
    order = (one > other) - (one < other)
    return (
        order
        in {"==": (0,), "!=": (-1, 1), "<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[sign]
    )


_MONEY = r"(?:EUR|Euro|CHF|USD|GBP|[€$£])"
_NUMBER = re.compile(
    rf"""(?:{_MONEY}\s*)?
    (?P<sign>[+-]?)
    (?P<whole>[0-9]+
        |[1-9][0-9]{{0,2}}(?P<group>[.,'’\ \u00a0\u202f])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)
    (?:(?P<point>[.,])(?P<part>[0-9]+))?
    (?P<power>e[+-]?[0-9]{{1,2}})?
    \s*(?:{_MONEY}|%)?""",
    re.IGNORECASE | re.VERBOSE,
)


def _number(text: str) -> float | None:
    """The number in a text as people and programs write it; ``None`` where there is none.

    ``120``, ``12,50``, ``1.200,50``, ``1'200``, ``120 EUR``, ``$80``. Three digits after a single
    point may be thousands or a fraction: they are a fraction, as programs write it.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    whole = re.sub("[^0-9]", "", found["whole"])
    return float(f"{found['sign']}{whole}.{found['part'] or 0}{found['power'] or ''}")
