"""A simulated customer in one contact."""

from __future__ import annotations

from typing import NamedTuple

from dialogkit.simulate._draws import Draws

__all__ = ["Visitor"]


class Visitor(NamedTuple):
    """A simulated customer in one contact: everything about them that is drawn beforehand."""

    scenario: int
    label: str
    """What they truly want; a label, or `OUT_OF_SCOPE`."""
    locale: str
    channel: str
    draws: Draws
    """One row of `contact_rows`."""
    person: int = 0
    """Number among those who come by themselves, or among those the bot writes to."""
    called: bool = False
    """Whether they are one of the latter."""
    opted: frozenset[str] = frozenset()
    """Topics they have agreed to be written to about before this contact."""
    push: str | None = None
    """The push that this contact answers."""
