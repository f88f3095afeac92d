"""What a bot refuses: flows that cannot run, sessions of others, unknown names, bare times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from dialogkit.bot._back_ends import as_text
from dialogkit.bot._values import Session
from dialogkit.conversation import Message
from dialogkit.errors import FlowError, InputError, ParameterError
from dialogkit.flow import Flow

__all__ = [
    "checked_facts",
    "checked_locale",
    "checked_time",
    "require_names",
    "require_own",
    "require_push",
    "time_of",
]

_CANNOT_RUN = frozenset(("S001", "S004", "S012", "S015"))
"""Targets or names that do not exist, no start, and loops that wait for nobody."""


def require_names(flow: Flow) -> None:
    """Refuses what no machine can run; other errors do not keep a designer from trying."""
    wrong = [each for each in flow.check() if each.code in _CANNOT_RUN]
    if wrong:
        listed = "; ".join(f"{each.code} in line {each.place.line}: {each.what}" for each in wrong)
        place = wrong[0].place
        what = f"no bot can run this flow, mend it first. {listed}"
        raise FlowError(what, file=place.file, line=place.line, column=place.column)


def require_own(flow: Flow, fingerprint: str, session: Session) -> None:
    """Refuses a session that another flow began."""
    state = session.state
    named = {state.step, *state.history, *(name for name, _ in state.entered)}
    slots = state.known | ({state.slot} if state.slot is not None else set())
    guards = {text for text, _ in state.decided}
    fits = named <= flow.steps.keys() and slots <= flow.data.keys() and guards <= flow.guards.keys()
    if session.flow != fingerprint or not fits:
        raise InputError(
            "the session belongs to another flow, or to an earlier version of this one; "
            "start a new one"
        )


def require_push(flow: Flow, name: str) -> None:
    """Refuses a push the flow does not have."""
    if name not in flow.push:
        known = ", ".join(flow.push) or "none"
        raise ParameterError(f"push must be one of the flow's, {known}")


def checked_facts(flow: Flow, given: Mapping[str, str | bool | float]) -> Mapping[str, str]:
    """What is known of a customer, as texts."""
    unknown = sorted(given.keys() - flow.customer.keys())
    if unknown:
        known = ", ".join(flow.customer) or "none"
        raise ParameterError(f"facts not in the flow: {', '.join(unknown)}; it has {known}")
    return MappingProxyType({name: as_text(value) for name, value in given.items()})


def checked_locale(flow: Flow, locale: str) -> str:
    """A language of the flow."""
    if locale not in flow.locales:
        known = ", ".join(flow.locales)
        raise ParameterError(f"locale must be one of the flow's, {known}, got {locale}")
    return locale


def checked_time(at: datetime | None) -> datetime | None:
    """A moment that means the same everywhere."""
    if at is not None and at.utcoffset() is None:
        raise ParameterError(f"at must have a time zone, got {at:%Y-%m-%d %H:%M} without one")
    return at


def time_of(message: str | Message) -> datetime | None:
    """When a message was sent, where it says so."""
    if isinstance(message, str) or message.sent_at is None:
        return None
    return message.sent_at if message.sent_at.utcoffset() is not None else None
