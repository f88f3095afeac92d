"""Lines of a transcript, and what stands in them for what a simulation cannot know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from dialogkit.conversation import HandoffResult

__all__ = ["FREE_TEXT", "JOINED", "RESULTS", "Line"]

FREE_TEXT = ("(freie Angabe)", "(free text)")
"""What a transcript says for a value nobody can foresee, German and English."""
JOINED = ("(Ein Mensch aus dem Team übernimmt.)", "(A human from the team takes over.)")
"""What a transcript says instead of what the agent would write, German and English."""
RESULTS: Mapping[HandoffResult, tuple[str, str]] = {
    "resolved": ("(Das Team hat das Anliegen bearbeitet.)", "(The team has dealt with it.)"),
    "returned": ("(Das Team gibt an den Bot zurück.)", "(The team gives it back to the bot.)"),
    "closed": ("(Das Team ist nicht da.)", "(The team is not there.)"),
    "nobody": ("(Niemand war rechtzeitig frei.)", "(Nobody was free in time.)"),
    "left": ("(Der Kunde wartet nicht länger.)", "(The customer waits no longer.)"),
    "window_shut": ("(Das Fenster des Kanals ist zu.)", "(The channel's window has shut.)"),
}


class Line(NamedTuple):
    """One line of a transcript."""

    speaker: Literal["customer", "bot", "agent", "system"]
    text: str
    step: str
    at: float
    """Seconds from the start of the run."""
