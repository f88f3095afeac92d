"""Events and outputs in words, without the names of steps: what a customer would tell of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from dialogkit.flow._events import (
    Acted,
    Answered,
    Asked,
    Called,
    Decided,
    Ended,
    Event,
    Fulfilled,
    HandedBack,
    HandedOff,
    Joined,
    Moved,
    Offered,
    Opted,
    Output,
    Pushed,
    Said,
    Shown,
    Silence,
    State,
    Weighed,
)
from dialogkit.flow._flow import Flow

__all__ = ["told_event", "told_output"]


def told_event(flow: Flow, state: State, event: Event) -> str:
    """What happens, as ``track`` (a word chosen or heard) or ``carrier.lookup: found``."""
    match event:
        case Said():
            given = [f"gives {slot}" for slot in sorted(event.given)]
            return ", ".join(given) or event.word or "(not understood)"
        case Acted():
            return f"{flow.steps[state.step].do}: {event.outcome}"
        case Silence():
            return "(silence)"
        case Joined():
            return "an agent joins"
        case HandedBack():
            return f"handoff: {event.result}"
        case Decided():
            return f"{state.guard}: {'yes' if event.holds else 'no'}"
        case Pushed():
            return f"push {event.push}"
        case _:
            assert_never(event)


def told_output(output: Output, keys: Mapping[str, str]) -> str:
    """What the bot does, as ``says hello`` or ``hands off to service (asked)``.

    Args:
        output: The output.
        keys: Key of a text to the key it is known by in the other flow.
    """
    match output:
        case Answered():
            disclosed = ", as a bot" if output.disclose else ""
            return f"says {keys.get(output.key, output.key)}{disclosed}"
        case Asked():
            again = f" (time {output.attempt})" if output.attempt > 1 else ""
            return f"asks {output.slot}{again}"
        case Offered():
            return f"offers {', '.join(output.words)}"
        case Called():
            return f"calls {output.action}"
        case Fulfilled():
            return f"settles {output.word}"
        case HandedOff():
            return f"hands off to {output.handoff} ({output.reason})"
        case Ended():
            return f"ends: {output.end}"
        case Weighed():
            return f"weighs {output.guard}"
        case Shown():
            return f"shows {output.media}"
        case Moved():
            return f"moves to {output.channel}"
        case Opted():
            return f"{'opt-in' if output.agreed else 'opt-out'} {output.topic}"
        case _:
            assert_never(output)
