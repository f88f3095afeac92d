"""What a picture of a flow shows: its transitions with their labels, and what a step's box says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dialogkit.flow._draw_words import quoted, words
from dialogkit.flow._flow import Flow
from dialogkit.flow._guards import Guard
from dialogkit.flow._model import Anywhere, Hear, Push, Step

__all__ = [
    "PUSH",
    "Kind",
    "Transition",
    "box_lines",
    "intent_steps",
    "kind_of",
    "part_of",
    "part_rules",
    "push_lines",
    "rule_lists",
    "transitions",
]

Kind = Literal["step", "handoff", "end", "push", "elsewhere"]
"""``push``: where a message of the bot begins; ``elsewhere``: a step drawn in another part."""

_FEW_RULES = 3
"""A step with more rules of its own has them in a list and not as lines."""

PUSH = "push:"
"""Stands before the name of a push where it is the source of a transition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """All ways from one step straight to another."""

    source: str
    """The step it leaves; `PUSH` and a name where the bot writes first."""
    target: str
    """The step it leads to."""
    labels: tuple[str, ...]
    """What takes it, in the words of the picture; empty: nothing needs to happen."""
    visit: bool
    """Whether all these ways come back."""


@dataclass(frozen=True, slots=True)
class _Way:
    label: str
    target: str
    visit: bool = False


def kind_of(step: Step) -> Kind:
    """What sort of step it is; the picture has a shape for each."""
    if step.handoff is not None:
        return "handoff"
    return "end" if step.end is not None else "step"


def part_of(flow: Flow, name: str) -> str:
    """Name of the used flow a step comes from; empty: it is of the flow itself."""
    first, dot, _ = name.partition(".")
    return first if dot and first in flow.used else ""


def part_rules(flow: Flow, part: str) -> Anywhere:
    """What every step of a part inherits: of a used flow, what stands at each of its steps."""
    steps = [step for name, step in flow.steps.items() if part and part_of(flow, name) == part]
    if not steps:
        return flow.anywhere
    first, rest = steps[0], steps[1:]
    return Anywhere(
        hear=tuple(rule for rule in first.hear if all(rule in step.hear for step in rest)),
        lost=(first.lost or ()) if all(step.lost == first.lost for step in rest) else (),
        silent=first.silent if all(step.silent == first.silent for step in rest) else None,
    )


def transitions(flow: Flow, locale: str) -> list[Transition]:
    """Every transition but those that all steps inherit, in the order of the file.

    Targets that are no step are left out: they are findings, not places.
    """
    merged: dict[tuple[str, str], list[_Way]] = {}
    for push in flow.push.values():
        if push.goto in flow.steps:
            merged[PUSH + push.name, push.goto] = [_Way("", push.goto)]
    inherited = {part: part_rules(flow, part) for part in flow.used}
    for step in flow.steps.values():
        rules = inherited.get(part_of(flow, step.name), Anywhere())
        for way in (*_ways(flow, step, locale), *_own_rules(flow, step, rules, locale)):
            if way.target in flow.steps:
                merged.setdefault((step.name, way.target), []).append(way)
    return [
        Transition(
            source=source,
            target=target,
            labels=_labels(ways, words(locale)["then"]),
            visit=all(way.visit for way in ways),
        )
        for (source, target), ways in merged.items()
    ]


def _labels(ways: list[_Way], unlabelled: str) -> tuple[str, ...]:
    """Labels of ways to one step, each once; a way without one is named where others have one."""
    labels = dict.fromkeys(way.label for way in ways)
    return tuple(each or unlabelled for each in labels) if any(labels) else ()


def _ways(flow: Flow, step: Step, locale: str) -> Iterator[_Way]:
    """Label and target of each way out of a step."""
    own = words(locale)
    yield from _automatic(step, locale)
    for choice in step.choose:
        yield _Way(_under(_label(flow, choice.word, locale), choice.guard, locale), choice.goto)
    handoff = flow.handoffs.get(step.handoff or "")
    for result, target in handoff.when.items() if handoff is not None else ():
        yield _Way(own.get(result, result), target)


def _own_rules(flow: Flow, step: Step, inherited: Anywhere, locale: str) -> Iterator[_Way]:
    """The ways of a step's own rules; where the customer never has the word these do nothing."""
    own = words(locale)
    if not step.waits:
        return
    for rule in _drawn(_apart(step, inherited)):
        heard = _heard(flow, rule, locale)
        target = rule.goto or rule.visit or ""
        told = f"{heard} {own['and_back']}" if rule.visit is not None else heard
        yield _Way(_under(told, rule.guard, locale), target, rule.visit is not None)
    for rung in step.lost or () if step.lost != inherited.lost else ():
        yield _Way(own["lost"], rung)
    if step.silent is not None and step.silent != inherited.silent:
        yield _Way(own["silent"].format(time=_time(step.silent.after)), step.silent.goto)


def _apart(step: Step, inherited: Anywhere) -> list[Hear]:
    """The rules a step hears by, without those that all steps of its part inherit."""
    return [rule for rule in step.hear if rule not in inherited.hear]


def _drawn(rules: list[Hear]) -> list[Hear]:
    """The rules, unless there are too many for lines."""
    return rules if len(rules) <= _FEW_RULES else []


def _heard(flow: Flow, rule: Hear, locale: str) -> str:
    """What a rule listens for."""
    return words(locale)["heard"].format(word=_label(flow, rule.word, locale))


def _automatic(step: Step, locale: str) -> Iterator[_Way]:
    """The ways that nobody needs to take."""
    own = words(locale)
    for outcome, target in step.when.items():
        yield _Way(outcome, target)
    for branch in step.branches:
        yield _Way(own["if"].format(guard=branch.guard.text), branch.goto)
    if step.visit is not None:
        yield _Way(own["visits"], step.visit, visit=True)
    if step.then is not None:
        yield _Way(own["else"] if step.branches else "", step.then)
    if step.otherwise is not None:
        yield _Way(own["otherwise"].format(n=step.at_most), step.otherwise)


def _under(label: str, guard: Guard | None, locale: str) -> str:
    """A label with the guard it stands under."""
    return label if guard is None else f"{label} {words(locale)['if'].format(guard=guard.text)}"


def _label(flow: Flow, word: str, locale: str) -> str:
    return flow.texts.label(word, locale) if flow.texts.variants(word, locale) else word


def _time(seconds: float) -> str:
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length and seconds % length == 0:
            return f"{int(seconds // length)} {unit}"
    return f"{seconds:g} s"


def intent_steps(flow: Flow) -> list[str]:
    """The steps at which the flow takes up what a customer wants, in the order of the file.

    They follow a word of ``intents``: one chosen or heard at the start, or heard anywhere.
    """
    start = flow.steps.get(flow.start)
    found = [(choice.word, choice.goto) for choice in (start.choose if start is not None else ())]
    rules = (*(start.hear if start is not None else ()), *flow.anywhere.hear)
    found += [(rule.word, rule.goto or rule.visit or "") for rule in rules]
    met = {target for word, target in found if word in flow.intents and target != flow.start}
    return [n for n, step in flow.steps.items() if n in met and kind_of(step) == "step"]


# ----- what stands in boxes ----------------------------------------------------------------------


def box_lines(flow: Flow, step: Step, locale: str) -> list[str]:
    """What stands in a step's box under its name."""
    own = words(locale)
    lines = []
    listed = _listed(step, part_rules(flow, part_of(flow, step.name)))
    if step.say is not None and flow.texts.variants(step.say, locale):
        lines.append(quoted(flow.texts.variants(step.say, locale)[0], locale))
    lists = {"forgets": step.forget, "asks": step.ask, "moves": step.move, "allows": step.allows}
    named = {
        "shows": step.show,
        "calls": step.do,
        "hands_off": step.handoff,
        "fulfils": step.fulfils,
        "opt_in": step.opt_in,
        "opt_out": step.opt_out,
        "end": step.end,
    }
    order = ("shows", "forgets", "asks", "calls", "moves", "hands_off", "at_most")
    for key in (*order, "fulfils", "allows", "opt_in", "opt_out", "end"):
        if key == "at_most" and step.at_most is not None:
            lines.append(own[key].format(n=step.at_most))
        elif lists.get(key):
            lines.append(own[key].format(names=", ".join(lists[key])))
        elif named.get(key) is not None:
            lines.append(own[key].format(name=named[key]))
    return lines + ([own["hears"].format(n=len(listed))] if listed else [])


def push_lines(push: Push, locale: str) -> list[str]:
    """What stands in the box of a message that the bot begins."""
    own = words(locale)
    return [
        own["begins"],
        own["only_with"].format(name=push.opt_in),
        own["per_week"].format(n=push.per_week),
    ]


def rule_lists(flow: Flow, locale: str, part: str = "") -> list[tuple[str, list[str]]]:
    """Rules that are listed and not drawn: a title that says where they hold, and a line each.

    First what every step of the part inherits, then what some steps hear beside it.
    """
    own, rules = words(locale), part_rules(flow, part)
    lines = [_ruled(flow, rule, locale) for rule in rules.hear]
    if rules.lost:
        lines.append(f"{own['lost']} → {' → '.join(rules.lost)}")
    if rules.silent is not None:
        silent = own["silent"].format(time=_time(rules.silent.after))
        lines.append(f"{silent} → {rules.silent.goto}")
    found = [(own["anywhere"], lines)] if lines else []
    some: dict[tuple[str, ...], list[str]] = {}
    for step in flow.steps.values():
        listed = _listed(step, rules) if part_of(flow, step.name) == part else []
        if listed:
            some.setdefault(tuple(_ruled(flow, r, locale) for r in listed), []).append(step.name)
    return found + [
        (own["from"].format(names=", ".join(names)), list(lines)) for lines, names in some.items()
    ]


def _listed(step: Step, inherited: Anywhere) -> list[Hear]:
    rules = _apart(step, inherited) if step.waits else []
    return [] if _drawn(rules) else rules


def _ruled(flow: Flow, rule: Hear, locale: str) -> str:
    back = f" {words(locale)['and_back']}" if rule.visit is not None else ""
    told = f"{_heard(flow, rule, locale)} → {rule.goto or rule.visit}{back}"
    return _under(told, rule.guard, locale)
