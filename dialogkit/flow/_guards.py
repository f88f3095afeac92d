"""Guards: the conditions under which a transition is taken, and what they may ask about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

__all__ = [
    "All",
    "Compared",
    "Facts",
    "Guard",
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


# ----- terms: each weighs to true, false, or None where the facts do not tell --------------------


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


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a term."""

    term: Term
    """What must not hold."""

    def weigh(self, facts: Facts) -> bool | None:
        """False for true, true for false."""
        got = self.term.weigh(facts)
        return None if got is None else not got


@dataclass(frozen=True, slots=True)
class All:
    """Terms joined by ``and``."""

    terms: tuple[Term, ...]
    """What must hold."""

    def weigh(self, facts: Facts) -> bool | None:
        """False where one is false, true where all are true (Kleene's strong logic)."""
        got = [term.weigh(facts) for term in self.terms]
        return False if False in got else None if None in got else True


@dataclass(frozen=True, slots=True)
class OneOf:
    """Terms joined by ``or``."""

    terms: tuple[Term, ...]
    """Of which one must hold."""

    def weigh(self, facts: Facts) -> bool | None:
        """True where one is true, false where all are false (Kleene's strong logic)."""
        got = [term.weigh(facts) for term in self.terms]
        return True if True in got else None if None in got else False


Term = ValueKnown | Compared | Open | OptedIn | Not | All | OneOf


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
        return self.term.weigh(facts)

    def holds(self, facts: Facts) -> bool:
        """Whether it holds; what rests on something unknown does not.

        >>> from dialogkit.flow import parse_guard
        >>> guard = parse_guard("customer.cart_value > 200 and channel in [web, app]")
        >>> guard.holds(Facts(customer={"cart_value": "350"}, channel="web"))
        True
        """
        return self.term.weigh(facts) is True

    @property
    def lasting(self) -> bool:
        """Whether its answer stays the same through a conversation: facts and language do."""
        subjects = [each.subject for each in self.leaves() if isinstance(each, Compared)]
        lasting = [name == "locale" or name.startswith("customer.") for name in subjects]
        return all(lasting) and len(subjects) == len(list(self.leaves()))

    def leaves(self) -> Iterator[ValueKnown | Compared | Open | OptedIn]:
        """The terms without a term inside, in order."""
        yield from _leaves(self.term)

    def __str__(self) -> str:
        return self.text


def _leaves(term: Term) -> Iterator[ValueKnown | Compared | Open | OptedIn]:
    if isinstance(term, Not):
        yield from _leaves(term.term)
    elif isinstance(term, All | OneOf):
        for each in term.terms:
            yield from _leaves(each)
    else:
        yield term


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


def _number(text: str) -> float | None:
    """The number in a text as customers write it: ``120``, ``12,50``, ``120 EUR``, ``80 €``."""
    head = text.strip().rstrip("€$£% ").removesuffix("EUR").removesuffix("Euro").strip()
    if "," in head and "." not in head:
        head = head.replace(",", ".")
    try:
        return float(head)
    except ValueError:
        return None
