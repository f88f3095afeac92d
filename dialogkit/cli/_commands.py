"""The commands in the order of the work, known before any of them is loaded."""

from __future__ import annotations

__all__ = ["COMMANDS"]

COMMANDS = {
    "read": ("_read", "Read chat exports into one table of messages."),
    "anonymize": (
        "_anonymize",
        "Replace everything personal by pseudonyms of a key that stays with you.",
    ),
    "audit": (
        "_audit",
        "Measure what an anonymous corpus and all that was made from it still give away.",
    ),
    "cases": ("_cases", "Cut never-ending threads into cases."),
    "customers": (
        "_customers",
        "Fit the customers of a simulation to a log, or assume them where there is none.",
    ),
    "train": ("_models", "Train a classifier, calibrate it, and choose its threshold."),
    "predict": ("_models", "Say what each text is about, and how sure that is."),
    "score": ("_models", "Measure a classifier on texts it has not seen."),
    "language": (
        "_language",
        "Print the reference of the flow language: every key, its default and an example.",
    ),
    "check": ("_flows", "Prove that a flow never strands anybody; all findings at once."),
    "explain": (
        "_explain",
        (
            "Say what a finding of `check` means, why it matters and what to do, "
            "with a worked example."
        ),
    ),
    "draw": ("_flows", "Draw a flow as .svg, .mmd (Mermaid) or .dot (Graphviz)."),
    "preview": (
        "_preview",
        "Show what customers will see on a channel: buttons, lists, cuts and refusals.",
    ),
    "diff": ("_diff", "Say what changes for customers between two flows: behaviour, not lines."),
    "chat": ("_chat", "Talk to the bot in the terminal, and play the team and the clock."),
    "test": (
        "_remote",
        "Let scripted customers talk to a bot, and say what did not go as expected.",
    ),
    "simulate": ("_forecasts", "Let customers, bot and staff meet on one clock."),
    "conversations": (
        "_conversations",
        (
            "Let very many customers talk to the bot alone, and say what of the flow was "
            "never visited."
        ),
    ),
    "forecast": (
        "_forecasts",
        "Forecast what the bot will do, with intervals, and the same weeks without it.",
    ),
    "staff": (
        "_staff",
        "Find the fewest agents that answer fast enough, with this bot in front of them.",
    ),
    "evaluate": ("_judge", "Count every rate the case records allow, and say which they do not."),
    "report": ("_judge", "Write the page a reviewer reads: one file, no script, no network."),
    "gate": ("_judge", "Say whether the bot may go live under written conditions."),
    "convert": (
        "_convert",
        "Carry a bot over from another builder, or a flow to Rasa CALM; say what is left out.",
    ),
    "demo": (
        "_demo",
        "From raw chats to a rendered forecast; the last line is the path of the page.",
    ),
}
"""Those on chats, on flows, on rehearsals: name to module, and the first sentence of the help.

The module is loaded when its command is called; the sentence is that of the command's docstring.
"""
