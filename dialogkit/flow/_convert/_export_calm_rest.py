"""What of a flow CALM has no words for: for ``dialogkit.yml``, and listed for its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogkit.flow._convert._export_calm_flows import FlowsWriter
from dialogkit.flow._convert._export_calm_names import Names
from dialogkit.flow._convert._export_calm_texts import TextsWriter
from dialogkit.flow._convert._imported import LeftOut

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow
    from dialogkit.flow._model import Handoff, Hear, Route, Silent, Step

__all__ = ["rest_of"]

_WHY = {
    "disclose": "CALM does not know where a bot says that it is one",
    "move": "CALM stays on its channel",
    "at_most": "CALM does not count how often a flow is entered",
    "else": "CALM does not count how often a flow is entered",
    "end": "an end has no name in CALM",
    "fulfils": "CALM does not tell which request is settled",
    "allows": "CALM does not know consent",
    "opt_in": "CALM does not know opt-ins",
    "opt_out": "CALM does not know opt-ins",
    "hear": "a flow of CALM is begun anywhere or nowhere",
    "lost": "CALM has one pattern for what is not understood, and counts nothing",
    "silent": "CALM has no rule for silence in a chat",
}


def rest_of(
    flow: Flow, names: Names, texts: TextsWriter, writer: FlowsWriter
) -> tuple[dict[str, Any], tuple[LeftOut, ...]]:
    """The content of ``dialogkit.yml``, and what a reader of CALM does not get to see."""
    steps = {name: kept for name, step in flow.steps.items() if (kept := _of_step(step))}
    rest: dict[str, Any] = {
        "bot": flow.name,
        "channels": list(flow.channels),
        "locales": list(flow.locales),
        "start": flow.start,
        "keep": dict(flow.keep),
        "customer": {n: _shares(fact.values) for n, fact in flow.customer.items()},
        "intents": dict(flow.intents),
        "data": {name: _of_slot(flow, name) for name in flow.data},
        "actions": {name: _of_action(flow, name) for name in flow.actions},
        "media": {n: {m.kind: m.file, "alt": m.alt} for n, m in flow.media.items()},
        "push": {name: _of_push(flow, name) for name in flow.push},
        "steps": steps,
        "order": list(flow.steps),
        "handoffs": {name: _of_handoff(each) for name, each in flow.handoffs.items()},
        "anywhere": _anywhere(flow),
        "names": {s: names.table(s) for s in ("step", "slot", "action", "text")},
        "facts": writer.facts,
        "guards": writer.guards,
        "outcomes": writer.outcomes,
        "words": writer.words,
        "says": texts.says,
        "shows": texts.shows,
        "unsaid": texts.unsaid,
        "handoff_flows": writer.handoff_flows,
        "rules": writer.rules,
        "ways": writer.ways,
        "texts": {
            locale: {key: lines for key, lines in kept.items() if lines}
            for locale, kept in texts.rest.items()
        },
    }
    kept = {key: value for key, value in rest.items() if value not in ({}, [], "")}
    return kept, tuple(_listed(flow, steps))


def _listed(flow: Flow, steps: dict[str, dict[str, Any]]) -> list[LeftOut]:
    found = []
    for name, keys in steps.items():
        place = str(flow.steps[name].place)
        found += [LeftOut(kind=key, name=name, place=place, why=_WHY[key]) for key in keys]
    for name, handoff in flow.handoffs.items():
        why = "hours, queue, what is passed and told; CALM calls an action and waits for its result"
        found.append(LeftOut(kind="handoff", name=name, place=str(handoff.place), why=why))
    for name, push in flow.push.items():
        why = "CALM begins no conversation"
        found.append(LeftOut(kind="push", name=name, place=str(push.place), why=why))
    for rule in flow.anywhere.hear:
        if rule.goto is not None:
            why = "CALM comes back to what was interrupted"
            found.append(LeftOut(kind="goto", name=rule.word, place=str(rule.place), why=why))
    where = str(flow.anywhere.lost_place or flow.file)
    if flow.anywhere.lost:
        found.append(LeftOut(kind="lost", name="anywhere", place=where, why=_WHY["lost"]))
    if flow.anywhere.silent is not None:
        place = str(flow.anywhere.silent.place)
        found.append(LeftOut(kind="silent", name="anywhere", place=place, why=_WHY["silent"]))
    for kind, parts in (("customer", flow.customer), ("keep", flow.keep)):
        why = "a slot of CALM has no shares" if kind == "customer" else "CALM keeps slots as long"
        found += [LeftOut(kind=kind, name=str(n), place=flow.file, why=why) for n in parts]
    for name, slot in flow.data.items():
        why = "level, time to keep, tries and assumed values of a slot"
        found.append(LeftOut(kind="slot", name=name, place=str(slot.place), why=why))
    for name, action in flow.actions.items():
        why = "assumed outcomes and duration of an action"
        found.append(LeftOut(kind="action", name=name, place=str(action.place), why=why))
    return found


def _seconds(value: float) -> str:
    return f"{int(value)}s" if value == int(value) else f"{value!r}s"


def _shares(values: Any) -> dict[str, str]:
    return {str(name): _share(float(share)) for name, share in values.items()}


def _share(share: float) -> str:
    """As per cent where that is read as the same number."""
    percent = f"{share * 100:g}"
    return f"{percent}%" if float(percent) / 100 == share else repr(share)


def _of_step(step: Step) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "disclose": "bot" if step.disclose else None,
        "move": list(step.move),
        "at_most": str(step.at_most) if step.at_most is not None else None,
        "else": step.otherwise,
        "end": step.end,
        "fulfils": step.fulfils,
        "allows": list(step.allows),
        "opt_in": step.opt_in,
        "opt_out": step.opt_out,
        "hear": _hear(step.hear),
        "lost": list(step.lost) if step.lost is not None else None,
        "silent": _silent(step.silent, "after"),
    }
    return {
        key: value for key, value in kept.items() if value or (key == "lost" and value is not None)
    }


def _hear(rules: tuple[Hear, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for rule in rules:
        way: dict[str, Any] = {"visit": rule.visit} if rule.visit else {"goto": rule.goto}
        if rule.guard is not None:
            way["if"] = rule.guard.text
        found.setdefault(rule.word, []).append(way)
    return {word: ways[0] if len(ways) == 1 else ways for word, ways in found.items()}


def _silent(rule: Silent | None, key: str) -> dict[str, str] | None:
    return {key: _seconds(rule.after), "goto": rule.goto} if rule is not None else None


def _anywhere(flow: Flow) -> list[dict[str, Any]]:
    """The rules that no flow of CALM stands for."""
    rules: list[dict[str, Any]] = []
    if flow.anywhere.lost_place is not None:
        rules.append({"lost": list(flow.anywhere.lost)})
    if flow.anywhere.silent is not None:
        rules.append(_silent(flow.anywhere.silent, "silent") or {})
    return rules


def _of_slot(flow: Flow, name: str) -> dict[str, Any]:
    slot = flow.data[name]
    kept: dict[str, Any] = {"like": slot.like, "level": slot.level, "tries": str(slot.tries)}
    if slot.keep is not None:
        kept["keep"] = slot.keep
    return {**kept, "values": _shares(slot.values)} if slot.values else kept


def _of_action(flow: Flow, name: str) -> dict[str, Any]:
    action = flow.actions[name]
    kept: dict[str, Any] = {
        "needs": list(action.needs),
        "gives": _shares(action.gives),
        "fills": {outcome: list(slots) for outcome, slots in action.fills.items()},
        "takes": _seconds(action.takes) if action.takes else "",
    }
    return {key: value for key, value in kept.items() if value}


def _of_push(flow: Flow, name: str) -> dict[str, Any]:
    push = flow.push[name]
    kept = {
        "goto": push.goto,
        "opt_in": push.opt_in,
        "per_week": str(push.per_week),
        "template": push.template,
        "events": f"{push.events:.15g}",
        "answered": _share(push.answered),
    }
    return {key: value for key, value in kept.items() if value}


def _of_handoff(handoff: Handoff) -> dict[str, Any]:
    """All but where its results lead, which the flow of CALM says."""
    tell = handoff.tell
    told: dict[str, Any] = {"queued": tell.queued, "joined": tell.joined}
    if tell.waiting is not None and tell.every is not None:
        told["waiting"] = {"every": _seconds(tell.every), "say": tell.waiting}
    passed = {
        "values": list(handoff.pass_on.values),
        "turns": str(handoff.pass_on.turns),
        "upto": handoff.pass_on.upto,
    }
    kept: dict[str, Any] = {
        "open": handoff.open if "open" in handoff.places else None,
        "route": [_route(stage) for stage in handoff.route],
        "pass": {key: value for key, value in passed.items() if value},
        "tell": {key: value for key, value in told.items() if value},
        "suggest": list(handoff.suggest),
    }
    return {key: value for key, value in kept.items() if value}


def _route(stage: Route) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "agent": stage.agent,
        "within": _seconds(stage.within) if stage.within is not None else None,
        "skills": list(stage.skills),
        "wait": _seconds(stage.wait) if stage.wait is not None else None,
    }
    return {key: value for key, value in kept.items() if value}
