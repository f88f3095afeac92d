"""Answering guards: from the session, the clock and what is known of the customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
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
    guards: Mapping[str, Guard]
    """Text of a guard to the guard."""
    hours: Mapping[str, Hours]
    """Handoff to its opening hours."""

    @classmethod
    def of(cls, flow: Flow) -> Scales:
        """The scales of a flow; hours that cannot be read are a finding and count as closed."""
        return cls(flow, flow.guards, MappingProxyType(dict(_hours(flow))))

    def weigh(self, text: str, session: Session, at: datetime | None) -> Weighing:
        """The guard with this text, in this session, at this time."""
        guard = self.guards[text]
        is_open = partial(self._is_open, at=at) if at is not None else None
        given = Facts(
            known=session.state.known,
            values=session.values,
            customer=session.customer,
            channel=session.channel,
            locale=session.locale,
            opted=session.state.opted,
            is_open=is_open,
        )
        told = guard.weigh(given)
        if told is not None:
            return text, told, False
        likely = {name: _likeliest(fact.values) for name, fact in self.flow.customer.items()}
        customer = {**likely, **session.customer}
        assumed = replace(given, customer=customer, is_open=is_open or (lambda _: True))
        return text, guard.holds(assumed), True

    def _is_open(self, handoff: str, at: datetime) -> bool:
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
