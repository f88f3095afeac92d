"""What happens at a step, in a word: the choice taken, the outcome, the answer of a guard."""

from __future__ import annotations

from collections.abc import Sequence

from dialogkit.flow import (
    Acted,
    Decided,
    Event,
    HandedBack,
    Joined,
    Said,
    Silence,
    State,
)

__all__ = ["Way", "reached", "way_of"]

Way = tuple[str, str, str]
"""Step, kind and what: ``("hello", "choose", "track")``. Kinds are ``step`` (reached), ``choose``,
``hear``, ``value`` (given as asked), ``lost`` (nothing made out), ``when`` (outcome of an action),
``yes`` and ``no`` (of a guard), ``silent``, ``joined`` (an agent) and ``handoff`` (its result)."""


def reached(step: str) -> Way:
    """That a step was reached."""
    return (step, "step", "")


def way_of(state: State, offered: Sequence[str], event: Event) -> Way:
    """What an event is at the step where it comes.

    Args:
        state: Where the flow stands.
        offered: Words of the choices open there.
        event: What happens.
    """
    step = state.step
    match event:
        case Said(word=None):
            return (step, "value" if event.given else "lost", "")
        case Said(word=str(word)):
            return (step, "choose" if word in offered else "hear", word)
        case Acted():
            return (step, "when", event.outcome)
        case Decided():
            return (step, "yes" if event.holds else "no", state.guard or "")
        case HandedBack():
            return (step, "handoff", event.result)
        case Joined():
            return (step, "joined", "")
        case Silence():
            return (step, "silent", "")
        case _:
            return (step, "other", "")
