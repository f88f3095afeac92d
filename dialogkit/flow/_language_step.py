"""The keys of steps and rules."""

from __future__ import annotations

from dialogkit.flow._language_key import key

__all__ = ["RULE", "SILENT", "STEP", "TARGET"]

STEP = (
    key("say", "text key", "Text said on entering.", "hello"),
    key("disclose", "disclose", "The bot says here that it is one.", "bot", "false"),
    key("show", "name", "Medium shown after the text.", "map"),
    key("forget", "names", "Slots dropped on entering, so that they are asked anew.", "parcel_id"),
    key("ask", "names", "Slots asked for, known ones left out.", "[parcel_id, day]"),
    key("do", "name", "Action called once the slots are known.", "carrier.lookup"),
    key("when", "targets", "Outcome of the action: next step.", "{found: tell, failed: desk}"),
    key(
        "if",
        "branches",
        "Guard: next step. The first that holds is taken; if none does, the step goes on.",
        "{customer.cart_value > 200: desk}",
    ),
    key(
        "move",
        "names",
        "Channel the conversation goes on on, or several in order of preference.",
        "[app, web]",
    ),
    key("visit", "step", "Part gone through before the step goes on.", "identify.start"),
    key(
        "choose",
        "guarded targets",
        "Choices: word to step, or to {goto, if}.",
        "{track: track, agent: {goto: desk, if: time.is_open(service)}}",
    ),
    key("then", "step", "The next step, taken without waiting.", "tell"),
    key("handoff", "name", "Handoff made here.", "service"),
    key("at_most", "count", "How often it may be entered in a conversation.", "2"),
    key("else", "step", "The step taken instead once at_most is used up.", "late"),
    key("end", "name", "Name of the end reached here.", "resolved"),
    key("fulfils", "name", "Word of intents that is settled here.", "track"),
    key(
        "allows",
        "levels",
        "Levels of values the customer agrees to: by the first choice, or by "
        "passing where there are none.",
        "sensitive",
    ),
    key("opt_in", "name", "Topic the customer agrees to be written to about, likewise.", "news"),
    key("opt_out", "name", "Topic the customer is no longer written to about.", "news"),
    key(
        "hear",
        "guarded targets",
        "Rules for intents: word to step, or to {goto or visit, if}.",
        "{hours: {visit: hours}}",
    ),
    key("lost", "ladder", "Fallback ladder of this step.", "[rephrase, desk]", "that of anywhere"),
    key(
        "silent",
        "mapping",
        "Silence rule of this step.",
        "{after: 2h, goto: quiet}",
        "that of anywhere",
        of="silent",
    ),
)

TARGET = (
    key("goto", "step", "The step to go to for good.", "desk"),
    key("visit", "step", "The step to visit; the interrupted step is resumed.", "hours"),
    key("if", "guard", "Holds only where this does.", "time.is_open(service)"),
)

SILENT = (
    key("after", "duration", "Silence of the customer.", "20h", required=True),
    key("goto", "step", "The step to go to.", "quiet", required=True),
)

RULE = (
    key("hear", "names", "Words of intents; with goto or visit.", "agent"),
    key("goto", "step", "The step to go to for good.", "desk"),
    key("visit", "step", "The step to visit; the interrupted step is resumed.", "hours"),
    key("if", "guard", "The rule is passed over where this does not hold.", "locale == de"),
    key(
        "lost",
        "ladder",
        "Fallback ladder: texts in turn, at last a step; counted per step.",
        "[rephrase, show_choices, desk]",
    ),
    key("silent", "duration", "Silence of the customer; with goto.", "20h"),
)
