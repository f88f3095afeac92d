"""The whole of a CALM project: which flows begin when, patterns, where it starts and ends."""

from __future__ import annotations

from typing import Any

from dialogkit.flow._convert._calm_condition import Unsayable
from dialogkit.flow._convert._calm_read import Flows, triggers
from dialogkit.flow._convert._calm_sidecar import Sidecar
from dialogkit.flow._convert._listening import listen as listen_in
from dialogkit.flow._convert._rasa_common import Common
from dialogkit.flow._convert._rasa_files import Part, child
from dialogkit.flow._convert._rasa_steps import is_goodbye

__all__ = ["CalmTalk"]

_SETTINGS = {
    "description": "tells a language model when to begin; a flow of dialogkit hears intents",
    "always_include_in_prompt": "is for a language model",
    "run_pattern_completed": "a step says what follows",
    "persisted_slots": "a value stays known as long as the conversation lasts",
    "metadata": "is for Rasa",
    "translation": "names of flows are not shown to customers",
    "file_path": "is for Rasa",
    "tags": "is for Rasa",
    "variables": "is for Rasa",
}
_FALLBACK = "pattern_cannot_handle"


class CalmTalk:
    """All flows of a project as steps, rules, and a start.

    Args:
        parts: The flows.
        common: Intents, slots and responses.
        sidecar: What dialogkit has put beside the project, if anything.
    """

    def __init__(self, parts: list[Part], common: Common, sidecar: Sidecar) -> None:
        self._common = common
        self._draft = common.draft
        self._sidecar = sidecar
        self._parts: dict[str, Part] = {}
        for part in parts:
            if part.name in self._parts:
                self._draft.lost("flow", part.name, part.place, "is declared twice")
            else:
                self._parts[part.name] = part
        self._heard: set[str] = set()
        self._flows = Flows(self._parts, common, sidecar)

    def build(self) -> str:
        """Makes the steps; the one that waits for the customer, if one was added."""
        for part in self._parts.values():
            self._draft.found("flow", part.name, part.place)
            self._settings(part)
        listen = self._build_again() if self._sidecar else self._build_new()
        self._settle()
        return listen

    def _settings(self, part: Part) -> None:
        for key, value in part.value.entries.items():
            name, place = f"{part.name}: {key}", f"{part.place}"
            if key in _SETTINGS and not self._sidecar:
                self._draft.lost("flow setting", name, place, _SETTINGS[key])
            elif key not in ("name", "steps", "if", "nlu_trigger", *_SETTINGS):
                self._draft.lost("flow setting", name, place, "is not known to this importer")
            elif key == "steps" and value.kind != "list":
                self._draft.lost("flow setting", name, place, "must be a list")

    # ----- what dialogkit has exported -----------------------------------------------------------

    def _build_again(self) -> str:
        rules = self._sidecar.map("rules")
        skipped = self._sidecar.map("handoff_flows")
        for name in self._parts:
            if name not in rules and name not in skipped:
                self._flows.entry(name)
        for name, rule in rules.items():
            if name in self._parts and isinstance(rule, dict):
                self._rules_again(name, str(rule.get("word", name)), str(rule.get("way", "visit")))
                self._flows.entered.add(name)
        for section in ("outcomes", "facts", "words"):
            self._common.used_slots.update(self._sidecar.map(section))
        results = {f"{desk} result" for desk in skipped.values()}
        named = self._sidecar.names("slot").items()
        self._common.used_slots.update(slot for slot, name in named if name in results)
        return ""

    def _rules_again(self, name: str, word: str, way: str) -> None:
        """The rules for a word, from the flow that stands for them."""
        step = self._flows.entry(name)
        keys = self._draft.steps.pop(step, {})
        kept = self._sidecar.map("ways").get(name)
        ways = [str(each) for each in kept] if isinstance(kept, list) and kept else [way]
        self._common.heard.update(triggers(self._parts[name]))
        guards = list(keys.get("if", {}).items())
        last = keys.get("then") or keys.get("visit")
        targets = [*guards, *([("", last)] if last else [])]
        for number, (guard, target) in enumerate(targets):
            each = ways[min(number, len(ways) - 1)]
            rule = {"hear": word, each: target}
            self._draft.anywhere.append({**rule, "if": guard} if guard else rule)

    # ----- what others have built ----------------------------------------------------------------

    def _build_new(self) -> str:
        draft = self._draft
        listen = draft.name("step", "listen")
        draft.steps[listen] = {}
        draft.start = listen
        for name, part in self._parts.items():
            if name == "pattern_session_start":
                draft.start = self._greeting(name, listen)
            elif not name.startswith("pattern_"):
                self._hear(part)
        self._ladder()
        listen_in(draft, listen)
        return listen

    def _greeting(self, name: str, listen: str) -> str:
        step = self._flows.entry(name, end="answered")
        for label in triggers(self._parts[name]):
            self._common.heard.add(label)
        self._end_in(step, listen, set())
        return step

    def _end_in(self, name: str, listen: str, seen: set[str]) -> None:
        """What a greeting ends with is waiting for the customer."""
        keys = self._draft.steps.get(name, {})
        if name in seen or not keys:
            return
        seen.add(name)
        if keys.get("end") == "answered":
            keys.pop("end")
            keys.pop("fulfils", None)
            keys["then"] = listen
        elif "then" in keys:
            self._end_in(keys["then"], listen, seen)

    def _hear(self, part: Part) -> None:
        """The rules that begin a flow."""
        guard = self._guard(part)
        if guard is None:
            return
        labels = triggers(part)
        if not labels:
            labels = [part.name]
            why = "a language model begins this flow after its description; give it examples"
            self._draft.added("intent", self._draft.name("intent", part.name), why)
        for label in labels:
            self._common.hear(label)
        goodbye = (is_goodbye(part.name) and not triggers(part)) or any(map(is_goodbye, labels))
        step = self._flows.entry(part.name, end="resolved" if goodbye else "answered")
        way = "goto" if goodbye or self._hands_off(step) else "visit"
        for label in labels:
            rule: dict[str, Any] = {"hear": self._common.hear(label), way: step}
            self._draft.anywhere.append({**rule, "if": guard} if guard else rule)

    def _hands_off(self, step: str) -> bool:
        keys = self._draft.steps.get(step, {})
        onward = self._draft.steps.get(keys.get("then", ""), {})
        return "handoff" in keys or "handoff" in onward

    def _guard(self, part: Part) -> str | None:
        """The guard of a flow: empty for none, ``None`` where only other flows begin it."""
        value = child(part.value, "if")
        condition = " ".join(value.text.split()) if value.kind == "text" else ""
        if condition.lower() == "false":
            return self._for_triggers(part)
        if condition.lower() in ("", "true"):
            return ""
        name = f"{part.name}: if"
        self._draft.found("condition", name, part.place)
        try:
            guard = self._flows.guard(condition)
            if not self._draft.is_guard(guard):
                raise Unsayable("is no guard that can be read")
        except Unsayable as error:
            self._draft.left_out("condition", name, part.place, str(error))
            return ""
        self._draft.carried("condition", name)
        return guard

    def _for_triggers(self, part: Part) -> str | None:
        """``if: false`` keeps a language model from beginning a flow, not an intent."""
        return "" if triggers(part) else None

    def _ladder(self) -> None:
        draft = self._draft
        rungs: list[str] = []
        steps = self._flows.steps_of(_FALLBACK) if _FALLBACK in self._parts else []
        for step in steps:
            if step.kind == "action" and self._common.has(step.name):
                rungs += [variant.key for variant in self._common.say(step.name)][-1:]
                self._flows.entered.add(_FALLBACK)
                draft.carried("flow step", step.key)
        rungs = rungs or [draft.phrase("rephrase")]
        desk = [name for name, keys in draft.steps.items() if "handoff" in keys]
        rungs.append(desk[0] if desk else draft.end("lost", end="lost", say=draft.phrase("bye")))
        draft.added("ladder", rungs[-1], "what follows when nothing is understood again and again")
        draft.anywhere.append({"lost": list(dict.fromkeys(rungs))})

    # ----- the account ---------------------------------------------------------------------------

    def _settle(self) -> None:
        for name, part in self._parts.items():
            if name in self._flows.entered:
                self._draft.carried("flow", name)
            elif name.startswith("pattern_"):
                why = "is a pattern of Rasa; say lost, silent and what steps lead to instead"
                self._draft.left_out("flow", name, part.place, why)
            else:
                self._draft.left_out("flow", name, part.place, "nothing begins it")
        for kind, name, place in self._draft.account.open():
            if kind == "flow step":
                flow = name.split("/")[0]
                why = (
                    "its flow is left out" if flow not in self._flows.entered else "is not reached"
                )
                self._draft.left_out(kind, name, place, why)
            elif kind == "condition" and "/" in name:
                self._draft.left_out(
                    kind, name, place, "its step is not reached, or goes on anyhow"
                )
