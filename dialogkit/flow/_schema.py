"""The JSON Schema of flow files, and the reference of the language; both made of `MAPPINGS`."""

from __future__ import annotations

from typing import Any

from dialogkit.conversation import HANDOFF_RESULTS, LEVELS
from dialogkit.flow._language import MAPPINGS, Key

__all__ = ["flow_schema", "language_reference"]

_Schema = dict[str, Any]

_TEXT: _Schema = {"type": ["string", "number", "boolean"]}
_NAME: _Schema = {"type": ["string", "number", "boolean"]}
_NAMES: _Schema = {"anyOf": [_NAME, {"type": "array", "items": _NAME}]}
_LEVEL: _Schema = {"enum": list(LEVELS)}
_DURATION: _Schema = {"type": ["string", "number"], "examples": ["30s", "5m", "20h", "7d"]}
_SHARE: _Schema = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\s*[0-9.]+\s*%?\s*$"},
    ]
}
_SHARES: _Schema = {"type": "object", "additionalProperties": _SHARE}
_GUARD: _Schema = {"type": "string", "examples": ["customer.is_known", "amount > 200"]}
_TARGET: _Schema = {"$ref": "#/$defs/target"}


def _several(one: _Schema) -> _Schema:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


_KINDS: dict[str, _Schema] = {
    "name": _NAME,
    "text key": _NAME,
    "text": _TEXT,
    "count": {"type": "integer", "minimum": 1, "maximum": 100},
    "whole": {"type": "integer", "minimum": 0, "maximum": 1000},
    "number": {"type": "number", "minimum": 0},
    "duration": _DURATION,
    "share": _SHARE,
    "truth": {"type": "boolean"},
    "disclose": {"enum": ["bot", True, False]},
    "level": _LEVEL,
    "guard": _GUARD,
    "step": _NAME,
    "steps": _NAMES,
    "names": _NAMES,
    "levels": _several(_LEVEL),
    "locales": _several({"type": "string", "pattern": "^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$"}),
    "ladder": _several(_NAME),
    "shares": _SHARES,
    "fact": {"type": "object", "additionalProperties": {"anyOf": [_SHARE, _SHARES]}},
    "targets": {"type": "object", "additionalProperties": _NAME},
    "guarded targets": {
        "type": "object",
        "additionalProperties": _several({"anyOf": [_NAME, _TARGET]}),
    },
    "branches": {"type": "object", "additionalProperties": _NAME},
    "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
    "stages": _several({"$ref": "#/$defs/stage"}),
    "files": {"type": "object", "additionalProperties": {"type": "string"}},
    "labels": {"type": "object", "additionalProperties": _NAME},
    "retention": {
        "type": "object",
        "properties": dict.fromkeys(LEVELS, _DURATION),
        "additionalProperties": False,
    },
    "outcome slots": {"type": "object", "additionalProperties": _NAMES},
}


def flow_schema() -> _Schema:
    """The JSON Schema (draft 2020-12) of a flow file, for editors that complete keys.

    What it allows the reader of flows allows too, but for names: whether a step exists is a
    finding, not a matter of form.
    """
    definitions = {name: _mapping(name) for name in MAPPINGS}
    flow = definitions.pop("flow")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dialogkit flow",
        **flow,
        "$defs": definitions,
    }


def _mapping(name: str) -> _Schema:
    keys = MAPPINGS[name]
    required = [key.name for key in keys if key.required]
    found: _Schema = {
        "type": "object",
        "properties": {key.name: _of(name, key) for key in keys},
        "additionalProperties": False,
    }
    return found | ({"required": required} if required else {})


def _of(mapping: str, key: Key) -> _Schema:
    described = {"description": key.doc + (f" Default: {key.default}." if key.default else "")}
    if key.kind == "mapping":
        return {"$ref": f"#/$defs/{key.of}", **described}
    if key.kind == "mappings":
        each = {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{key.of}"}}
        return {**each, **described}
    if (mapping, key.name) == ("handoff", "when"):
        results = {result: {**_NAME} for result in HANDOFF_RESULTS}
        return {
            "type": "object",
            "properties": results,
            "additionalProperties": False,
            **described,
        }
    if (mapping, key.name) == ("stage", "agent"):
        return {"enum": ["last", "any"], **described}
    return {**_KINDS[key.kind], **described}


# ----- the reference -----------------------------------------------------------------------------

_TITLES = {
    "flow": ("A flow file", "The keys at the top."),
    "slot": ("A slot", "Under `data`: name to"),
    "action": ("An action", "Under `actions`: name to"),
    "medium": ("A medium", "Under `media`: name to one of the four kinds with its file, and"),
    "push": ("A push", "Under `push`: name to"),
    "step": (
        "A step",
        (
            "Under `steps`: name to. A step says, shows, asks, acts, looks at `if`, moves, visits, "
            "and then has just one way on: `then`, `choose`, `when`, `handoff` or `end`. A step "
            "that has none of these but `hear` waits for what the customer writes."
        ),
    ),
    "target": ("A guarded way", "Where a word of `choose` or `hear` names more than a step."),
    "silent": ("A silence rule", "Under `silent` of a step."),
    "rule": ("A rule of anywhere", "One of `hear`, `lost` and `silent`."),
    "handoff": ("A handoff", "Under `handoffs`: name to"),
    "stage": ("A stage of a route", "Under `route`: a list of"),
    "pass": ("What is passed", "Under `pass`."),
    "tell": ("What is told", "Under `tell`."),
    "waiting": ("While waiting", "Under `tell: waiting`."),
}

_HEAD = """\
# The flow language: reference

Every key, what may stand there, what holds without it, and an example. Made by
`dialogkit language`; a test sees to it that it is current. Editors complete and check keys with
`flow.schema.json` beside this file; put this line at the top of a flow:

```yaml
# yaml-language-server: $schema=https://example.org/flow.schema.json
```

with the path or address of your copy.
"""

_TAIL = """\
## Guards

A guard stands under `if`. Terms are joined by `and`, `or`, `not` and parentheses. What rests on
something unknown does not hold.

| term | holds where |
|---|---|
| `parcel_id is known`, `parcel_id is unknown` | the slot has a value, has none |
| `amount > 200`, also `>= < <= == !=` | the slot's value compares so, as numbers where both are |
| `country in [DE, AT]` | it is one of these |
| `customer.is_known`, `customer.tier == gold` | the fact is so |
| `time.is_open(service)` | the handoff is open now |
| `channel == web`, `channel in [web, app]` | the conversation is there |
| `locale == de` | it is in that language |
| `opted_in(news)` | the customer has agreed to be written to about the topic |

## Texts

`texts.<locale>.yaml` beside the flow maps keys to a text or a list. For what is said the list holds
variants; one whose placeholders are all known comes first. For a label of a choice the first is
shown and the others are understood too. For a slot the first asks and the others ask again.
`{parcel_id}` stands for the value of a slot; `{agent}`, `{position}` and `{minutes}` are filled
where they are known.
"""


def language_reference() -> str:
    """The reference of the language as Markdown."""
    parts = [_HEAD]
    for name, keys in MAPPINGS.items():
        title, told = _TITLES[name]
        rows = "\n".join(map(_row, keys))
        head = "| key | what | without it | example |\n|---|---|---|---|"
        parts.append(f"## {title}\n\n{told}\n\n{head}\n{rows}\n")
    return "\n".join([*parts, _TAIL])


def _row(key: Key) -> str:
    doc = key.doc + (" **Needed.**" if key.required else "")
    return f"| `{key.name}` | {doc} | {key.default or '–'} | `{key.example}` |"
