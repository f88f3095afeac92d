"""What guards ask in one run: facts of the customer, values, opening hours."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dialogkit.flow import Compared, Facts, Flow, Guard, Leaf, State
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._draws import pick, rng_for
from dialogkit.simulate._visitor import Visitor

__all__ = ["FACTS", "VALUES", "World", "uniforms"]

FACTS, VALUES = 2, 3
"""Streams of random numbers; 0 and 1 are those of arrivals and contacts."""
_CALLED = 1_000_000
"""Added to the stream's key for customers whom the bot wrote to first."""


def uniforms(seed: int, replication: int, stream: int, name: str, n: int) -> NDArray[np.float64]:
    """One number in [0, 1) for each of ``n`` customers, the same whatever else is drawn."""
    return rng_for(seed, replication, stream, zlib.crc32(name.encode())).random(n)


class Asker(Protocol):
    """A conversation in which a guard is weighed."""

    @property
    def current(self) -> State:
        """Where it stands."""

    @property
    def visitor(self) -> Visitor:
        """The customer."""

    @property
    def channel(self) -> str:
        """The channel they are on now."""

    def fact(self, name: str) -> str:
        """The customer's value of a fact of the flow."""

    def slot_value(self, slot: str) -> str:
        """The customer's value of a slot that has assumed values."""

    def is_open(self, handoff: str) -> bool:
        """Whether a handoff is open now."""


@dataclass(slots=True)
class World:
    """Facts of one run. Each customer has one draw a fact and one a slot, asked for or not."""

    flow: Flow
    """The flow rehearsed."""
    desk: Desk
    """The staff, whose hours guards ask about."""
    seed: int
    """Seed of the run."""
    replication: int
    """Number of the replication, from 0."""
    persons: tuple[int, int]
    """How many come by themselves, and how many the bot may write to."""
    _columns: dict[tuple[int, str], NDArray[np.float64]] = field(default_factory=dict)
    _guards: Mapping[str, Guard] = field(default_factory=dict)
    _chosen: dict[tuple[int, str, bool], NDArray[np.int64]] = field(default_factory=dict)
    _rows: dict[bool, list[list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._guards = self.flow.guards

    def holds(self, asker: Asker, guard: str) -> bool | None:
        """Whether a guard holds; ``None`` where nobody can say.

        Args:
            asker: The conversation in which it is weighed.
            guard: A guard of the flow, as written.
        """
        return self._guards[guard].weigh_with(lambda leaf: self._answer(asker, leaf))

    def fact(self, visitor: Visitor, name: str) -> str:
        """The customer's value of a fact of the flow."""
        return pick(self.flow.customer[name].values, self._u(FACTS, name, visitor))

    def value(self, visitor: Visitor, slot: str) -> str | None:
        """The customer's value of a slot, where the flow assumes any."""
        shares = self.flow.data[slot].values
        return pick(shares, self._u(VALUES, slot, visitor)) if shares else None

    def column(self, stream: int, name: str) -> tuple[int, list[str]]:
        """The place of a fact, or of a slot's value, in `numbers`, and the values it may have."""
        columns = self._known()
        return list(columns).index((stream, name)), list(columns[stream, name])

    def numbers(self, persons: NDArray[np.intp], *, called: bool) -> NDArray[np.int64]:
        """The number of the value of each fact and slot that customers have.

        Args:
            persons: Numbers of customers, shape (n,).
            called: Whether of those the bot wrote to.

        Returns:
            Shape (n, facts and slots with values).
        """
        columns = self._known()
        found = np.zeros((len(persons), len(columns)), dtype=np.int64)
        for column, ((stream, name), shares) in enumerate(columns.items()):
            key = (stream, name, called)
            if key not in self._chosen:
                self._chosen[key] = _chosen(self._column(stream, name, called=called), shares)
            found[:, column] = self._chosen[key][persons]
        return found

    def row(self, person: int, *, called: bool) -> list[int]:
        """A row of `numbers`, of one customer."""
        if not self._guards:
            return []
        if called not in self._rows:
            persons = np.arange(self.persons[called])
            self._rows[called] = self.numbers(persons, called=called).tolist()
        return self._rows[called][person]

    def _known(self) -> dict[tuple[int, str], Mapping[str, float]]:
        flow = self.flow
        if not self._guards:
            return {}
        facts = {(FACTS, name): fact.values for name, fact in flow.customer.items()}
        slots = {(VALUES, name): slot.values for name, slot in flow.data.items() if slot.values}
        return {**facts, **slots}

    def _assumed(self, slot: str) -> bool:
        """Whether the flow assumes values for a slot."""
        return slot in self.flow.data and bool(self.flow.data[slot].values)

    def _answer(self, asker: Asker, leaf: Leaf) -> bool | None:
        """A term of a guard, answered with just the fact or the value that it asks about."""
        flow, state = self.flow, asker.current
        values: dict[str, str] = {}
        customer: dict[str, str] = {}
        if isinstance(leaf, Compared):
            kind, _, name = leaf.subject.partition(".")
            if kind == "customer" and name in flow.customer:
                customer = {name: asker.fact(name)}
            elif leaf.subject in state.known and self._assumed(leaf.subject):
                values = {leaf.subject: asker.slot_value(leaf.subject)}
        locale = asker.visitor.locale
        return leaf.weigh(
            Facts(
                known=state.known,
                values=values,
                customer=customer,
                channel=asker.channel or flow.channels[0],
                locale=locale if locale in flow.locales else flow.locales[0],
                opted=state.opted,
                is_open=asker.is_open,
            )
        )

    def _u(self, stream: int, name: str, visitor: Visitor) -> float:
        return float(self._column(stream, name, called=visitor.called)[visitor.person])

    def _column(self, stream: int, name: str, *, called: bool) -> NDArray[np.float64]:
        key = stream + _CALLED * called
        if (key, name) not in self._columns:
            n = self.persons[called]
            self._columns[key, name] = uniforms(self.seed, self.replication, key, name, n)
        return self._columns[key, name]


def _chosen(u: NDArray[np.float64], shares: Mapping[str, float]) -> NDArray[np.int64]:
    """Numbers of the shares in whose stretch each ``u`` lies, as `pick` finds them."""
    left, found = u.copy(), np.full(len(u), -1)
    for number, share in enumerate(shares.values()):
        left -= share
        found[(left < 0) & (found < 0)] = number
    found[found < 0] = len(shares) - 1
    return found
