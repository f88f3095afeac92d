"""Opening hours, staff, the queue in front of them, and the formulas it is checked against."""

from dialogkit.contact_centre._kernel import ClosingPolicy, FollowUp, run_queue
from dialogkit.contact_centre._requests import (
    ANYONE,
    AgentSlots,
    Interval,
    Outcome,
    QueueResult,
    Request,
    RouteStep,
)

__all__ = [
    "ANYONE",
    "AgentSlots",
    "ClosingPolicy",
    "FollowUp",
    "Interval",
    "Outcome",
    "QueueResult",
    "Request",
    "RouteStep",
    "run_queue",
]
