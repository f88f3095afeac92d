"""Answering guards: from the session, the clock and what is known of the customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from dialogkit.bot._values import Session
from dialogkit.contact_centre import Hours
from dialogkit.errors import ParameterError
from dialogkit.flow import Facts, Flow, Guard

__all__ = ["Scales", "Weighing"]

Weighing = tuple[str, bool, bool]
"""A guard, whether it holds, and whether that was assumed."""


@dataclass(frozen=True, slots=True)
class Scales:
    """Weighs the guards of one flow. What nobody told is assumed, and said to be.

    A fact of the customer that is not given has its likeliest assumed value, as an action without
    a function has its likeliest outcome. Without a time every handoff counts as open.
    """

    flow: Flow
    """The flow."""
    hours: Mapping[str, Hours]
    """Handoff to its opening hours."""

    @classmethod
    def of(cls, flow: Flow) -> Scales:
        """The scales of a flow; hours that cannot be read are a finding and count as closed."""
        return cls(flow, MappingProxyType(dict(_hours(flow))))

    def weigh(self, text: str, session: Session, at: datetime | None) -> Weighing:
        """The guard with this text, in this session, at this time."""
        guard = self.flow.guards[text]
        given = self._facts(session, at, dict(session.customer))
        told = guard.weigh(given)
        if told is not None and (at is not None or "time.is_open" not in text):
            return text, told, False
        assumed = {name: _likeliest(fact.values) for name, fact in self.flow.customer.items()}
        holds = guard.holds(self._facts(session, at, {**assumed, **session.customer}))
        return text, holds, _rests_on_assumption(guard, session, at)

    def _facts(self, session: Session, at: datetime | None, customer: dict[str, str]) -> Facts:
        return Facts(
            known=session.state.known,
            values=session.values,
            customer=customer,
            channel=session.channel,
            locale=session.locale,
            opted=session.state.opted,
            is_open=lambda handoff: self._is_open(handoff, at),
        )

    def _is_open(self, handoff: str, at: datetime | None) -> bool:
        if at is None:
            return True
        hours = self.hours.get(handoff)
        return hours is not None and hours.is_open(at)


def _hours(flow: Flow) -> list[tuple[str, Hours]]:
    found = []
    for name, handoff in flow.handoffs.items():
        try:
            found.append((name, Hours.parse(handoff.open)))
        except ParameterError:
            continue
    return found


def _likeliest(values: Mapping[str, float]) -> str:
    return max(values, key=lambda value: values[value], default="")


def _rests_on_assumption(guard: Guard, session: Session, at: datetime | None) -> bool:
    """Whether the guard asks for a fact that nobody told, or for the time without one."""
    if at is None and "time.is_open" in guard.text:
        return True
    subjects = (getattr(leaf, "subject", "") for leaf in guard.leaves())
    facts = {name.removeprefix("customer.") for name in subjects if name.startswith("customer.")}
    return not facts <= session.customer.keys()
