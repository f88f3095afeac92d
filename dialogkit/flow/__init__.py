"""The flow language: read, check, drive and draw what a bot says and does."""

from dialogkit.flow._checks import explanations
from dialogkit.flow._checks._registry import Rule
from dialogkit.flow._draw import draw
from dialogkit.flow._events import (
    Acted,
    Answered,
    Asked,
    Called,
    Ended,
    Event,
    Fulfilled,
    HandedBack,
    HandedOff,
    Joined,
    Offered,
    Output,
    Reason,
    Said,
    Silence,
    State,
    Turn,
)
from dialogkit.flow._finding import SEVERITIES, Finding, Severity
from dialogkit.flow._flow import Flow
from dialogkit.flow._machine import Machine
from dialogkit.flow._model import (
    Action,
    Anywhere,
    Choice,
    Handoff,
    Hear,
    Pass,
    Place,
    Route,
    Silent,
    Slot,
    Step,
    Tell,
)
from dialogkit.flow._parse import load_flow, parse_flow
from dialogkit.flow._texts import FIXED_VALUES, Texts

__all__ = [
    "FIXED_VALUES",
    "SEVERITIES",
    "Acted",
    "Action",
    "Answered",
    "Anywhere",
    "Asked",
    "Called",
    "Choice",
    "Ended",
    "Event",
    "Finding",
    "Flow",
    "Fulfilled",
    "HandedBack",
    "HandedOff",
    "Handoff",
    "Hear",
    "Joined",
    "Machine",
    "Offered",
    "Output",
    "Pass",
    "Place",
    "Reason",
    "Route",
    "Rule",
    "Said",
    "Severity",
    "Silence",
    "Silent",
    "Slot",
    "State",
    "Step",
    "Tell",
    "Texts",
    "Turn",
    "draw",
    "explanations",
    "load_flow",
    "parse_flow",
]
