"""Flows of CALM as steps that know what can follow them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._rasa_files import Part, at, child, scalar
from dialogkit.flow._yaml import Value

__all__ = ["END", "CalmStep", "Way", "flatten"]

END = ""
"""Where a flow ends."""

_KINDS = ("action", "collect", "set_slots", "link", "call", "noop")
_FOREIGN = {
    "generation_prompt": "a language model writes here",
    "entry_prompt": "a language model decides here",
    "intent": "is a step of an old version",
    "tool": "a language model calls a tool here",
}
_SETTINGS = {
    "description": "tells a language model what to do",
    "rejections": "is a check of the value; say like and tries instead",
    "reset_after_flow_ends": "a value stays known as long as the conversation lasts",
    "force_slot_filling": "what is asked for is heard first anyway",
    "persisted_slots": "a value stays known as long as the conversation lasts",
    "metadata": "is for Rasa",
    "silence_timeout": "say silent instead",
    "exit_if": "is for agents of a language model",
    "mapping": "is for agents of a language model",
    "allow_corrections": "what is asked for is heard first anyway",
}


@dataclass(slots=True)
class Way:
    """A way on from a step."""

    condition: str
    """Under which it is taken; empty: always, or else."""
    target: str
    """Key of the step; `END`."""
    place: str
    """``file:line``."""


@dataclass(slots=True)
class CalmStep:
    """A step of a flow of CALM."""

    key: str
    """Flow and number, as ``transfer/2``."""
    kind: str
    """``action``, ``collect``, ``set_slots``, ``link``, ``call``, ``noop``."""
    name: str
    """Action, slot or flow."""
    value: Value
    """All that is said of it."""
    ways: list[Way] = field(default_factory=list)
    """What can follow, in order."""
    before: int = 0
    """How many ways lead here."""


def flatten(part: Part, draft: Draft) -> dict[str, CalmStep]:
    """The steps of a flow by key, the first one first. Each is found in the account."""
    return _Flattener(part, draft).read()


class _Flattener:
    def __init__(self, part: Part, draft: Draft) -> None:
        self._part = part
        self._draft = draft
        self._steps: dict[str, CalmStep] = {}
        self._ids: dict[str, str] = {}

    def read(self) -> dict[str, CalmStep]:
        steps = child(self._part.value, "steps")
        self._sequence(steps, f"{self._part.name}/", END)
        first = next(iter(self._steps), None)
        for step in self._steps.values():
            for way in step.ways:
                way.target = self._resolved(way)
                if way.target and way.target != step.key:
                    self._steps[way.target].before += 1
        if first is not None:
            self._steps[first].before += 1
        return self._steps

    def _resolved(self, way: Way) -> str:
        target = way.target
        if not target.startswith("id:"):
            return target if target in self._steps else END
        name = target[3:]
        if name in self._ids:
            return self._ids[name]
        if name not in ("END", ""):
            self._draft.lost("target", f"{self._part.name}: {name}", way.place, "is no such id")
        return END

    def _sequence(self, steps: Value, prefix: str, after: str) -> str:
        """Reads steps in a row; the key of the first, or what follows where there are none."""
        items = [item for item in steps.items if self._is_step(item, prefix)]
        keys = [f"{prefix}{number}" for number in range(1, len(items) + 1)]
        for index, item in enumerate(items):
            onward = keys[index + 1] if index + 1 < len(keys) else after
            self._step(keys[index], item, onward)
        return keys[0] if keys else after

    def _is_step(self, item: Value, prefix: str) -> bool:
        if item.kind == "map" and ("next" in item.entries or _kind(item)):
            return True
        foreign = [why for key, why in _FOREIGN.items() if key in item.entries]
        why = foreign[0] if foreign else "is no step that is known"
        self._draft.lost("flow step", f"{prefix}line {item.place.line}", at(item), why)
        return False

    def _step(self, key: str, item: Value, onward: str) -> None:
        kind = _kind(item) or "noop"
        step = CalmStep(key=key, kind=kind, name=scalar(child(item, kind)), value=item)
        self._steps[key] = step
        self._draft.found("flow step", key, at(item))
        name = scalar(child(item, "id"))
        if name:
            self._ids.setdefault(name, key)
        for setting, value in item.entries.items():
            if setting in _SETTINGS and (value.items or value.kind != "list"):
                self._settings(key, setting, value)
        step.ways = list(self._ways(key, child(item, "next"), onward))

    def _settings(self, key: str, setting: str, value: Value) -> None:
        for number, each in enumerate(value.items or (value,), 1):
            if setting == "rejections":
                name = f"{key} #{number}"
                self._draft.lost("rejection", name, at(each), _SETTINGS[setting])
            elif number == 1:
                self._draft.lost("flow setting", f"{key}: {setting}", at(each), _SETTINGS[setting])

    def _ways(self, key: str, value: Value, onward: str) -> Iterator[Way]:
        if value.kind == "text":
            yield Way("", f"id:{scalar(value)}", at(value))
            return
        last, conditions = True, 0
        for number, item in enumerate(value.items, 1):
            prefix = f"{key}.{number}/"
            if "else" in item.entries:
                yield Way("", self._target(item.entries["else"], prefix), at(item))
                last = False
                break
            if "if" in item.entries:
                conditions += 1
                condition = " ".join(item.entries["if"].text.split())
                self._draft.found("condition", f"{key} #{conditions}", at(item))
                target = self._target(child(item, "then"), prefix)
                yield Way(condition or "null", target, at(item))
            else:
                self._draft.lost("way", f"{key} way {number}", at(item), "is no if and no else")
        for number, item in enumerate(value.items[self._until_else(value) :], 1):
            self._draft.lost("way", f"{key} after else {number}", at(item), "stands after else")
        if last:
            yield Way("", onward, at(value))

    @staticmethod
    def _until_else(value: Value) -> int:
        """How many ways count: those after ``else`` are never taken."""
        found = [number for number, item in enumerate(value.items, 1) if "else" in item.entries]
        return found[0] if found else len(value.items)

    def _target(self, value: Value, prefix: str) -> str:
        if value.kind == "list":
            return self._sequence(value, prefix, END)
        return f"id:{scalar(value)}"


def _kind(item: Value) -> str:
    return next((kind for kind in _KINDS if kind in item.entries), "")
