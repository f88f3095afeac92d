"""What guards ask in one run: facts of the customer, values, opening hours."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dialogkit.flow import Facts, Flow, Guard, State
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._draws import pick, rng_for
from dialogkit.simulate._visitor import Visitor

__all__ = ["World", "uniforms"]

_FACTS, _VALUES = 2, 3
"""Streams of random numbers; 0 and 1 are those of arrivals and contacts."""
_CALLED = 1_000_000
"""Added to the stream's key for customers whom the bot wrote to first."""


def uniforms(seed: int, replication: int, stream: int, name: str, n: int) -> NDArray[np.float64]:
    """One number in [0, 1) for each of ``n`` customers, the same whatever else is drawn."""
    return rng_for(seed, replication, stream, zlib.crc32(name.encode())).random(n)


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

    def __post_init__(self) -> None:
        self._guards = self.flow.guards

    def holds(self, visitor: Visitor, state: State, channel: str, at: float) -> bool | None:
        """Whether the guard that ``state`` waits for holds; ``None`` where nobody can say.

        Args:
            visitor: The customer.
            state: A state in which a guard is weighed.
            channel: The channel they are on now.
            at: Seconds from the start of the run.
        """
        guard = self._guards[state.guard or ""]
        return guard.weigh(self._facts(visitor, state, channel, at))

    def value(self, visitor: Visitor, slot: str) -> str | None:
        """The customer's value of a slot, where the flow assumes any."""
        shares = self.flow.data[slot].values
        return pick(shares, self._u(_VALUES, slot, visitor)) if shares else None

    def _facts(self, visitor: Visitor, state: State, channel: str, at: float) -> Facts:
        flow = self.flow
        values = {slot: self.value(visitor, slot) for slot in state.known if slot in flow.data}
        return Facts(
            known=state.known,
            values={slot: value for slot, value in values.items() if value is not None},
            customer={
                name: pick(fact.values, self._u(_FACTS, name, visitor))
                for name, fact in flow.customer.items()
            },
            channel=channel or flow.channels[0],
            locale=visitor.locale if visitor.locale in flow.locales else flow.locales[0],
            opted=state.opted,
            is_open=partial(self.desk.is_open, at=at),
        )

    def _u(self, stream: int, name: str, visitor: Visitor) -> float:
        called = visitor.called
        key = stream + _CALLED * called
        if (key, name) not in self._columns:
            n = self.persons[called]
            self._columns[key, name] = uniforms(self.seed, self.replication, key, name, n)
        return float(self._columns[key, name][visitor.person])
