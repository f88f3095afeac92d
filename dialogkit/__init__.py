"""Rehearse a customer-service bot with its staff before it goes live.

The way the data goes: chat exports → messages → anonymous messages → cases; labelled texts →
classifier; a flow and a classifier make a bot; cases make customers; bot, customers and contact
centre meet on one clock; what they did is judged, and written to a page that a reviewer reads.
"""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from dialogkit._version import __version__

if TYPE_CHECKING:
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

_GIVES = {
    "bot": ("Bot", "RemoteBot"),
    "contact_centre": ("ContactCentre",),
    "conversation": ("Cases", "Messages"),
    "corpus": (
        "anonymize",
        "audit",
        "link_recontacts",
        "load_key",
        "new_key",
        "read_log",
        "read_utterances",
        "split_cases",
    ),
    "errors": ("DialogkitError",),
    "evaluate": ("compare_cases", "evaluate", "gate"),
    "flow": ("load_flow",),
    "forecast": ("Forecast", "forecast", "staff_for"),
    "intents": ("IntentClassifier", "load_model"),
    "report": ("write_report",),
    "simulate": ("Customers", "rehearse", "simulate"),
    "widgets": ("chat",),
}
"""Room to the names that it gives here; it is loaded when one of them is first asked for."""

_ROOM_OF = {name: room for room, names in _GIVES.items() for name in names}
_ROOMS = {*_GIVES, "channels"}


class _Package(ModuleType):
    """Names are looked up when they are first asked for.

    A function goes before the room of its name, whoever loads the room, and when.
    """

    def __getattr__(self, name: str) -> object:
        """A name of ``__all__``, or a room."""
        if name not in _ROOM_OF and name not in _ROOMS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = importlib.import_module(f"{__name__}.{_ROOM_OF.get(name, name)}")
        if name in _ROOM_OF:
            value = getattr(value, name)
        super().__setattr__(name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """Binds a name, as ``import dialogkit.forecast`` does when it has loaded the room."""
        room = sys.modules.get(f"{__name__}.{name}")
        if name not in _ROOM_OF or room is None or value is not room:
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        """All names, those too that nobody has asked for yet."""
        return sorted({*super().__dir__(), *__all__, *_ROOMS})

    def __reduce__(self) -> tuple[object, ...]:
        """Functions of a notebook that say ``dialogkit.`` go to workers with the mere name."""
        return importlib.import_module, (__name__,)


sys.modules[__name__].__class__ = _Package
