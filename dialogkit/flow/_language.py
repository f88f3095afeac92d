"""Every key of the language: its kind, default, meaning and an example.

The reader takes the keys it allows from here, and the JSON Schema and the reference are made of
it, so that none of the three can know a key that the others do not.
"""

from __future__ import annotations

from types import MappingProxyType

from dialogkit.flow._language_key import Key, key
from dialogkit.flow._language_step import RULE, SILENT, STEP, TARGET

__all__ = ["MAPPINGS", "Key", "allowed"]

_FLOW = (
    key("bot", "name", "Name of the bot.", "parcel", required=True),
    key(
        "channels",
        "names",
        "Channels it is meant for: profiles that are shipped.",
        "[whatsapp, web]",
        "[web]",
    ),
    key(
        "locales",
        "locales",
        "Languages; the first is the one to fall back on.",
        "[de, en]",
        "[en]",
    ),
    key("start", "step", "The first step.", "hello"),
    key(
        "keep",
        "retention",
        "Longest time that values of a level may be kept.",
        "{personal: 90d, sensitive: 30d}",
    ),
    key(
        "uses",
        "files",
        "Other flow files. Their steps are called name.step here; their push and keep stay theirs.",
        "{identify: ../identify/flow.yaml}",
    ),
    key(
        "intents",
        "labels",
        "Word used in this file: label of the classifier.",
        "{track: parcel_status}",
    ),
    key(
        "customer",
        "fact",
        "Facts the company knows of a customer beforehand, each with the "
        "shares that a forecast assumes; a single share is that of yes.",
        "{is_known: 60%, tier: {basic: 90%, gold: 10%}}",
    ),
    key(
        "data",
        "mappings",
        "Slots: values the flow needs.",
        "{parcel_id: {like: AB123456789}}",
        of="slot",
    ),
    key(
        "actions",
        "mappings",
        "Back-end calls, and what a forecast assumes of them.",
        "{carrier.lookup: {needs: [parcel_id], gives: {found: 90%, failed: 10%}}}",
        of="action",
    ),
    key(
        "media",
        "mappings",
        "Pictures and files that steps show; they lie beside the flow.",
        "{map: {image: map.png, alt: map_alt}}",
        of="medium",
    ),
    key(
        "push",
        "mappings",
        "Messages the bot begins.",
        "{shipped: {goto: shipped, opt_in: updates, per_week: 2}}",
        of="push",
    ),
    key(
        "steps",
        "mappings",
        "The steps.",
        "{hello: {say: hello, end: resolved}}",
        required=True,
        of="step",
    ),
    key(
        "anywhere",
        "rules",
        "What every step inherits: a list of rules.",
        "[{hear: agent, goto: desk}, {lost: [rephrase, desk]}, {silent: 20h, goto: late}]",
        of="rule",
    ),
    key(
        "handoffs",
        "mappings",
        "Transfers to agents.",
        "{desk: {open: 24/7, when: {resolved: back}}}",
        of="handoff",
    ),
)

_SLOT = (
    key(
        "like",
        "text",
        "An example value, from which its form is learnt; or free text.",
        "AB123456789",
        required=True,
    ),
    key("level", "level", "Who may see, keep and pass on a value.", "sensitive", "personal"),
    key(
        "tries",
        "count",
        "How often it is asked for before the end of the fallback ladder is taken.",
        "2",
        "3",
    ),
    key("keep", "duration", "How long a value may be kept.", "30d"),
    key(
        "values",
        "shares",
        "Values that a forecast assumes, with shares; for slots that a guard compares.",
        "{40: 80%, 400: 20%}",
    ),
)

_ACTION = (
    key("needs", "names", "Slots it is called with.", "[parcel_id]", "[]"),
    key("gives", "shares", "Outcomes with assumed shares.", "{found: 90%, failed: 10%}"),
    key("fills", "outcome slots", "Slots that have a value after an outcome.", "{found: [eta]}"),
    key("takes", "duration", "Assumed duration.", "2s", "0s"),
)

_MEDIUM = (
    key("image", "text", "File of a picture.", "map.png"),
    key("video", "text", "File of a video.", "how.mp4"),
    key("audio", "text", "File of a recording.", "hello.mp3"),
    key("file", "text", "File of a document.", "form.pdf"),
    key(
        "alt",
        "text key",
        "Text that says what is in it, for channels and customers without it.",
        "map_alt",
        required=True,
    ),
)

_PUSH = (
    key("goto", "step", "The step it enters.", "shipped", required=True),
    key("opt_in", "name", "Topic that the customer must have agreed to.", "updates", required=True),
    key(
        "per_week",
        "count",
        "How many one customer gets in seven days at most.",
        "2",
        required=True,
    ),
    key("template", "name", "Name of the template a channel has approved.", "shipped_v1"),
    key("events", "number", "Assumed occasions to send it in a week.", "400", "0"),
    key("answered", "share", "Assumed share of those it reaches who then write.", "8%", "0%"),
)

_HANDOFF = (
    key(
        "open",
        "text",
        "Opening hours, with the holidays of a state.",
        "Mo-Fr 08:00-18:00 Europe/Berlin, holidays DE-BY",
        "24/7",
    ),
    key(
        "route",
        "stages",
        "Stages of finding an agent, in order.",
        "[{agent: last, within: 7d, wait: 5m}, {skills: [claims, $locale], wait: 10m}]",
        "any agent",
        of="stage",
    ),
    key(
        "pass",
        "mapping",
        "What the agent is given.",
        "{values: [reason, parcel_id], turns: 10, upto: personal}",
        of="pass",
    ),
    key(
        "tell",
        "mapping",
        "What the customer is told.",
        "{queued: queue, joined: meet_agent}",
        of="tell",
    ),
    key("suggest", "names", "Texts the agent may adapt; never sent by themselves.", "[apology]"),
    key(
        "when",
        "targets",
        "Result to next step: resolved, returned, closed, nobody, left, window_shut.",
        "{resolved: back, returned: back, closed: late, nobody: late, left: "
        "quiet, window_shut: late}",
    ),
)

_STAGE = (
    key("agent", "name", "last: who had the customer before; any.", "last", "any"),
    key("within", "duration", "How long ago that may be.", "7d"),
    key(
        "skills",
        "names",
        "Skills needed. Only who writes the customer's language is asked; after a stage with "
        "$locale, which stands for it, one without means anyone.",
        "[claims, $locale]",
        "[]",
    ),
    key("wait", "duration", "How long to wait before the next stage.", "10m"),
)

_PASS = (
    key("values", "names", "Slots, and reason.", "[reason, parcel_id]", "[]"),
    key("turns", "whole", "How many of the last turns are shown.", "10", "0"),
    key("upto", "level", "The highest level that may be passed.", "sensitive", "personal"),
)

_TELL = (
    key("queued", "text key", "Said on joining the queue.", "queue_position"),
    key(
        "waiting",
        "mapping",
        "Said again and again in the queue.",
        "{every: 15m, say: still_there}",
        of="waiting",
    ),
    key("joined", "text key", "Said when the agent joins.", "meet_agent"),
)

_WAITING = (
    key("every", "duration", "Time between two.", "15m", required=True),
    key("say", "text key", "The text.", "still_there", required=True),
)

MAPPINGS = MappingProxyType(
    {
        "flow": _FLOW,
        "slot": _SLOT,
        "action": _ACTION,
        "medium": _MEDIUM,
        "push": _PUSH,
        "step": STEP,
        "target": TARGET,
        "silent": SILENT,
        "rule": RULE,
        "handoff": _HANDOFF,
        "stage": _STAGE,
        "pass": _PASS,
        "tell": _TELL,
        "waiting": _WAITING,
    }
)
"""Name of a mapping to its keys, in the order of the reference."""


def allowed(mapping: str) -> tuple[str, ...]:
    """The keys that the mapping may have."""
    return tuple(each.name for each in MAPPINGS[mapping])
