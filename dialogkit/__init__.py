"""Rehearse a customer-service bot with its staff before it goes live.

The way the data goes: chat exports → messages → anonymous messages → cases; labelled texts →
classifier; a flow and a classifier make a bot; cases make customers; bot, customers and contact
centre meet on one clock; what they did is judged, and written to a page that a reviewer reads.
"""

from dialogkit._version import __version__
from dialogkit.bot import Bot, RemoteBot
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Cases, Messages
from dialogkit.corpus import (
    anonymize,
    audit,
    link_recontacts,
    load_key,
    new_key,
    read_log,
    read_utterances,
    split_cases,
)
from dialogkit.errors import DialogkitError
from dialogkit.evaluate import compare_cases, evaluate, gate
from dialogkit.flow import load_flow
from dialogkit.forecast import Forecast, forecast, staff_for
from dialogkit.intents import IntentClassifier, load_model
from dialogkit.report import write_report
from dialogkit.simulate import Customers, rehearse, simulate
from dialogkit.widgets import chat

__all__ = [
    "Bot",
    "Cases",
    "ContactCentre",
    "Customers",
    "DialogkitError",
    "Forecast",
    "IntentClassifier",
    "Messages",
    "RemoteBot",
    "__version__",
    "anonymize",
    "audit",
    "chat",
    "compare_cases",
    "evaluate",
    "forecast",
    "gate",
    "link_recontacts",
    "load_flow",
    "load_key",
    "load_model",
    "new_key",
    "read_log",
    "read_utterances",
    "rehearse",
    "simulate",
    "split_cases",
    "staff_for",
    "write_report",
]
