"""What a contact centre may have besides: other work, threads, the last agent, call-backs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar

from dialogkit.contact_centre._estimates import Estimate, Handling

__all__ = [
    "Blending",
    "Callbacks",
    "Calls",
    "Emails",
    "LastAgent",
    "Persons",
    "Routing",
    "ShownAs",
    "Threads",
    "estimates_in",
    "with_estimates",
]

Routing = Literal["flow", "last", "skill", "any"]
"""Who gets a handoff: as the flow says; the customer's last agent first, then as the flow says; an
agent with the skills the flow asks for, however long it takes; anybody who writes the language."""

ShownAs = Literal["persons", "team"]
"""Whether customers see who answers them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Telephone calls that the same agents take. A call takes the whole agent."""

    per_week: Estimate
    """Calls a week, in opening hours, spread over them as the customers of the chats are."""
    handling: Handling
    """Seconds of talk."""
    patience: Estimate
    """Mean seconds a caller holds the line."""
    wrap_up: Estimate
    """Seconds of work after a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emails:
    """E-mails that the same agents answer when nobody else waits; they keep over night."""

    per_week: Estimate
    """E-mails a week, at all hours, spread over them as the customers of the chats are."""
    handling: Handling
    """Seconds to answer one."""
    answer_within: float
    """Seconds, by the wall clock, within which they should be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blending:
    """Other work of the same team."""

    calls: Calls | None = None
    """Telephone calls; None for none."""
    emails: Emails | None = None
    """E-mails; None for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """Handoffs that go on as a thread, in which each writes when they find the time.

    Between two answers of the agent the thread rests and takes no slot. The work is that of a chat,
    in as many equal parts as there are answers, wrap-up after the last. Nobody waits in front of
    a screen, so nobody loses patience; what ends the wait is the window of the channel. A message
    that closing time leaves over keeps its place.
    """

    share: Estimate
    """Share of the handoffs on messengers that go on so; the others are live chats."""
    turns: Estimate
    """Mean number of an agent's answers in a thread, at least 1; the number is geometric."""
    rest: Estimate
    """Median seconds from an answer until the customer writes again; lognormal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAgent:
    """How a customer comes back to the agent who had them before."""

    within: float = 7 * 86_400.0
    """Seconds after which that agent is no longer sought."""
    wait: float = 300.0
    """Seconds to wait for that agent before others are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """What is assumed to change where customers know their agent by name."""

    patience: Estimate
    """Factor on the patience of a customer whom an agent has answered before."""
    resolves: Estimate
    """Factor on the share of settled cases where that same agent answers again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callbacks:
    """Instead of waiting on, a customer may ask to be called."""

    after: float
    """Seconds of waiting after which it is offered."""
    accepts: Estimate
    """Share of customers who take it. The others wait on."""
    picks_up: Estimate
    """Share of calls that the customer answers."""
    tries: int
    """Calls after which nobody tries again."""
    again: float
    """Seconds between two tries."""
    rings: float
    """Seconds a call takes that nobody answers."""


# ----- estimates by name -------------------------------------------------------------------------

_T = TypeVar("_T")


def estimates_in(whole: object, name: str = "") -> Iterator[tuple[str, Estimate]]:
    """Every estimate in a dataclass or mapping, however deep, with its name, parts joined by dots.

    Args:
        whole: Where to look.
        name: Its own name.
    """
    if isinstance(whole, Estimate):
        yield name, whole
        return
    for part, value in _parts(whole):
        yield from estimates_in(value, f"{name}.{part}" if name else part)


def with_estimates(whole: _T, changed: Mapping[str, Estimate], name: str = "") -> _T:
    """A copy in which some estimates are others; names as `estimates_in` gives them."""
    found: dict[str, Any] = {}
    for part, value in _parts(whole):
        full = f"{name}.{part}" if name else part
        if isinstance(value, Estimate):
            found[part] = changed.get(full, value)
        elif any(each.startswith(full) for each in changed):
            found[part] = with_estimates(value, changed, full)
    if isinstance(whole, Mapping):
        return {**whole, **found}  # type: ignore[return-value]  # a mapping is given back as one
    # `replace` takes any dataclass; mypy cannot see that this is one
    return replace(whole, **found) if found else whole  # type: ignore[type-var]


def _parts(whole: object) -> Iterator[tuple[str, object]]:
    if isinstance(whole, Mapping):
        yield from whole.items()
    elif is_dataclass(whole) and not isinstance(whole, Estimate):
        yield from ((each.name, getattr(whole, each.name)) for each in fields(whole) if each.init)
