"""Stories and rules of Rasa as sequences of events, from YAML and from Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from dialogkit.flow._convert._rasa_files import child, scalar, truth
from dialogkit.flow._yaml import Value

__all__ = ["Event", "Story", "markdown_examples", "markdown_stories", "yaml_story"]

_MOST_READINGS = 64
"""Ways to read the alternatives of one story; more are not followed."""
_FORM = re.compile(r'"name"\s*:\s*(?:"([^"]*)"|(null))')


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens in a story."""

    kind: str
    """``user``, ``bot``, ``loop``, ``slot`` or ``check``."""
    name: str = ""
    """Intent, action, form, slot or checkpoint; empty for a form that ends."""
    value: str | None = None
    """Of a slot; ``None``: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story or rule, read in one way."""

    kind: str
    """``story`` or ``rule``."""
    name: str
    """Its name, with a number where another has the same."""
    place: str
    """``file:line``."""
    events: tuple[Event, ...]
    """What happens, in order."""
    conditions: tuple[Event, ...] = ()
    """What must be so before, as events ``loop`` and ``slot``."""
    start: bool = False
    """Whether it is for the start of a conversation alone."""
    trouble: str = ""
    """Why it cannot be followed; empty where it can."""


def yaml_story(item: Value, kind: str, name: str, place: str) -> list[Story]:
    """The readings of a story or rule; several where it holds alternatives."""
    steps: list[list[list[Event]]] = []
    trouble = ""
    for step in child(item, "steps").items:
        read = _alternatives(step)
        if read is None:
            trouble = f"line {step.place.line} is no event that is known"
            break
        steps.append(read)
    conditions = [
        event for each in child(item, "condition").items for event in (_events(each) or [])
    ]
    story = Story(
        kind=kind,
        name=name,
        place=place,
        events=(),
        conditions=tuple(conditions),
        start=truth(child(item, "conversation_start")),
        trouble=trouble or ("" if steps else "has no steps"),
    )
    return [replace(story, events=events) for events in _readings(steps)]


def _readings(steps: list[list[list[Event]]]) -> list[tuple[Event, ...]]:
    number = 1
    for each in steps:
        number *= max(1, len(each))
    ways = product(*steps) if number <= _MOST_READINGS else [[each[0] for each in steps]]
    return [tuple(event for part in way for event in part) for way in ways]


def _alternatives(step: Value) -> list[list[Event]] | None:
    if step.kind == "text":
        events = _plain(scalar(step))
        return [events] if events is not None else None
    if "or" in step.entries:
        ways = [_events(each) for each in step.entries["or"].items]
        found = [way for way in ways if way is not None]
        return found if found and len(found) == len(ways) else None
    events = _events(step)
    return [events] if events is not None else None


def _plain(word: str) -> list[Event] | None:
    if not word.strip(".…"):
        return []  # anything may have happened before: so it may before every rule
    return [Event("bot", word)] if word.startswith(("utter_", "action_")) else None


def _events(step: Value) -> list[Event] | None:
    """The events of one step of a story; ``None`` where it is none that is known."""
    got = step.entries
    if "intent" in got:
        label = scalar(got["intent"]).removeprefix("/")
        # entities tell which example it was; they set nothing by themselves
        return [Event("user", label)] if label else None
    if "action" in got:
        name = scalar(got["action"])
        return [Event("bot", name)] if name and name != "action_listen" else []
    if "active_loop" in got or "form" in got:
        value = got.get("active_loop") or got["form"]
        name = scalar(value) or scalar(child(value, "name"))
        return [Event("loop", "" if name.lower() in ("null", "none") else name)]
    if "slot_was_set" in got:
        return list(_slots(got["slot_was_set"]))
    if "checkpoint" in got:
        return [Event("check", scalar(got["checkpoint"])), *_slots(child(step, "slot_was_set"))]
    if "user" in got and scalar(got["user"]):
        return None
    return [] if set(got) <= {"comment", "metadata"} else None


def _slots(value: Value) -> Iterator[Event]:
    for item in value.items or ((value,) if value.kind == "map" else ()):
        if item.kind == "text" and scalar(item):
            yield Event("slot", scalar(item))
        for name, each in item.entries.items():
            text = scalar(each) if each.kind == "text" else "null" if each.kind == "nothing" else ""
            yield Event("slot", name, text or None)


# ----- the format before YAML --------------------------------------------------------------------


def markdown_stories(text: str, file: str) -> Iterator[Story]:
    """The stories of a Markdown file."""
    name, line_of_name = "", 0
    steps: list[list[list[Event]]] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line.startswith("## "):
            yield from _told(name, f"{file}:{line_of_name}", steps)
            name, line_of_name, steps = line[3:].strip(), number, []
        elif name and line.startswith(("*", "-", ">")):
            steps += _markdown_step(line)
    yield from _told(name, f"{file}:{line_of_name}", steps)


def _told(name: str, place: str, steps: list[list[list[Event]]]) -> Iterator[Story]:
    for events in _readings(steps) if name and steps else ():
        yield Story(kind="story", name=name, place=place, events=events)


def _markdown_step(line: str) -> list[list[list[Event]]]:
    body = line[1:].strip()
    if line.startswith(">"):
        return [[[Event("check", body)]]]
    if line.startswith("*"):
        labels = [each.split("{")[0].strip().strip("*_") for each in re.split(r"\bOR\b", body)]
        labels = [label.removeprefix("/") for label in labels if label and not label.isdigit()]
        return [[[Event("user", label)] for label in labels]] if labels else []
    if body.startswith(("form{", "active_loop{")):
        found = _FORM.search(body)
        return [[[Event("loop", (found[1] or "") if found else "")]]]
    if body.startswith("slot{"):
        return [[list(_markdown_slots(body[4:]))]]
    name = body.split("{")[0].strip()
    return [[[Event("bot", name)]]] if name and name != "action_listen" else []


def _markdown_slots(text: str) -> Iterator[Event]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    for name, value in found.items() if isinstance(found, dict) else ():
        yield Event("slot", str(name), "null" if value is None else str(value))


def markdown_examples(
    text: str, file: str
) -> Iterator[tuple[str, str, list[tuple[str, str]], str]]:
    """Kind, name, lines with places, and place of each section of a Markdown file of examples."""
    head: tuple[str, str, str] | None = None
    lines: list[tuple[str, str]] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        found = re.match(r"##\s*(intent|synonym|regex|lookup)\s*:\s*(.+)$", line)
        if line.startswith("##"):
            if head is not None:
                yield head[0], head[1], lines, head[2]
            head, lines = (found[1], found[2].strip(), f"{file}:{number}") if found else None, []
        elif head is not None and line.startswith(("- ", "* ", "+ ")):
            lines.append((line[2:].strip(), f"{file}:{number}"))
    if head is not None:
        yield head[0], head[1], lines, head[2]
