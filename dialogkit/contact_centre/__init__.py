"""Opening hours, staff, the queue in front of them, and the formulas it is checked against."""

from dialogkit.contact_centre._agents import Agent
from dialogkit.contact_centre._centre import ContactCentre
from dialogkit.contact_centre._centre_duty import hours_apart, in_both
from dialogkit.contact_centre._centre_parts import (
    Blending,
    Callbacks,
    Calls,
    Emails,
    LastAgent,
    Persons,
    Routing,
    ShownAs,
    Threads,
)
from dialogkit.contact_centre._centre_values import MOST_PER_WEEK
from dialogkit.contact_centre._erlang import Erlang, erlang_a, erlang_b, erlang_c, staff_for
from dialogkit.contact_centre._estimates import Bound, Estimate, Handling, Source
from dialogkit.contact_centre._hours import Hours
from dialogkit.contact_centre._kernel import ClosingPolicy, FollowUp, run_queue, run_queue_table
from dialogkit.contact_centre._requests import (
    ANYONE,
    AgentSlots,
    Interval,
    Outcome,
    QueueResult,
    Request,
    RouteStep,
)
from dialogkit.contact_centre._tables import RESULTS, OutcomeTable, RequestTable
from dialogkit.contact_centre._usage import (
    Hourly,
    Usage,
    agent_seconds,
    hourly,
    seconds_on_duty,
    usage,
)

__all__ = [
    "ANYONE",
    "MOST_PER_WEEK",
    "RESULTS",
    "Agent",
    "AgentSlots",
    "Blending",
    "Bound",
    "Callbacks",
    "Calls",
    "ClosingPolicy",
    "ContactCentre",
    "Emails",
    "Erlang",
    "Estimate",
    "FollowUp",
    "Handling",
    "Hourly",
    "Hours",
    "Interval",
    "LastAgent",
    "Outcome",
    "OutcomeTable",
    "Persons",
    "QueueResult",
    "Request",
    "RequestTable",
    "RouteStep",
    "Routing",
    "ShownAs",
    "Source",
    "Threads",
    "Usage",
    "agent_seconds",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "hourly",
    "hours_apart",
    "in_both",
    "run_queue",
    "run_queue_table",
    "seconds_on_duty",
    "staff_for",
    "usage",
]
