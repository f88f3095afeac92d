"""What a picture of a flow shows: its transitions with their labels, and what a step's box says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogkit.flow._flow import Flow
from dialogkit.flow._model import Step

__all__ = ["Kind", "Transition", "anywhere_lines", "box_lines", "kind_of", "transitions", "words"]

Kind = Literal["step", "handoff", "end"]

_WORDS = {
    "de": {
        "asks": "fragt",
        "calls": "ruft",
        "hands_off": "Übergabe",
        "at_most": "höchstens {n}-mal",
        "end": "Ende",
        "fulfils": "erledigt",
        "allows": "erlaubt",
        "otherwise": "öfter als {n}-mal",
        "heard": "hört „{word}“",
        "silent": "{time} still",
        "lost": "nicht verstanden",
        "anywhere": "Aus jedem Schritt",
        "again": "noch einmal",
        "and_back": "und zurück",
        "resolved": "gelöst",
        "returned": "zurückgegeben",
        "closed": "geschlossen",
        "nobody": "niemand frei",
        "left": "Kunde weg",
        "window_shut": "Fenster zu",
        "starts": "Der Ablauf {name} hat {n} Schritte und beginnt bei {start}.",
        "finding": "Befund",
    },
    "en": {
        "asks": "asks",
        "calls": "calls",
        "hands_off": "hands off",
        "at_most": "at most {n}×",
        "end": "end",
        "fulfils": "settles",
        "allows": "allows",
        "otherwise": "more than {n}×",
        "heard": "hears “{word}”",
        "silent": "{time} silent",
        "lost": "not understood",
        "anywhere": "From every step",
        "again": "again",
        "and_back": "and back",
        "resolved": "resolved",
        "returned": "returned",
        "closed": "closed",
        "nobody": "nobody",
        "left": "left",
        "window_shut": "window shut",
        "starts": "The flow {name} has {n} steps and starts at {start}.",
        "finding": "finding",
    },
}


def words(locale: str) -> dict[str, str]:
    """The picture's own words in German, or else in English."""
    return _WORDS["de" if locale.lower().startswith("de") else "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """All ways from one step straight to another."""

    source: str
    """The step it leaves."""
    target: str
    """The step it leads to."""
    labels: tuple[str, ...]
    """What takes it, in the words of the picture; empty: nothing needs to happen."""


def kind_of(step: Step) -> Kind:
    """What sort of step it is; the picture has a shape for each."""
    if step.handoff is not None:
        return "handoff"
    return "end" if step.end is not None else "step"


def transitions(flow: Flow, locale: str) -> list[Transition]:
    """Every transition but those that all steps inherit, in the order of the file.

    Targets that are no step are left out: they are findings, not places.
    """
    merged: dict[tuple[str, str], list[str]] = {}
    for step in flow.steps.values():
        for label, target in _ways(flow, step, locale):
            if target in flow.steps:
                labels = merged.setdefault((step.name, target), [])
                if label and label not in labels:
                    labels.append(label)
    return [
        Transition(source=source, target=target, labels=tuple(labels))
        for (source, target), labels in merged.items()
    ]


def _ways(flow: Flow, step: Step, locale: str) -> list[tuple[str, str]]:
    """Label and target of each way out of a step."""
    own = words(locale)
    ways = [(_label(flow, choice.word, locale), choice.goto) for choice in step.choose]
    ways += list(step.when.items())
    if step.then is not None:
        ways.append(("", step.then))
    if step.otherwise is not None:
        ways.append((own["otherwise"].format(n=step.at_most), step.otherwise))
    for rule in step.hear:
        heard = own["heard"].format(word=_label(flow, rule.word, locale))
        ways.append((heard, rule.goto or rule.visit or ""))
    if step.lost is not None:
        ways += [(own["lost"], rung) for rung in step.lost if rung in flow.steps]
    if step.silent is not None:
        ways.append((own["silent"].format(time=_time(step.silent.after)), step.silent.goto))
    handoff = flow.handoffs.get(step.handoff or "")
    if handoff is not None:
        ways += [(own.get(result, result), target) for result, target in handoff.when.items()]
    return ways


def _label(flow: Flow, word: str, locale: str) -> str:
    return flow.texts.label(word, locale) if flow.texts.variants(word, locale) else word


def _time(seconds: float) -> str:
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length and seconds % length == 0:
            return f"{int(seconds // length)} {unit}"
    return f"{seconds:g} s"


def box_lines(flow: Flow, step: Step, locale: str) -> list[str]:
    """What stands in a step's box under its name."""
    own = words(locale)
    lines = []
    if step.say is not None and flow.texts.variants(step.say, locale):
        text = flow.texts.variants(step.say, locale)[0]
        lines.append(f"„{text}“" if own is _WORDS["de"] else f"“{text}”")
    if step.ask:
        lines.append(f"{own['asks']} {', '.join(step.ask)}")
    if step.do is not None:
        lines.append(f"{own['calls']} {step.do}")
    if step.handoff is not None:
        lines.append(f"{own['hands_off']}: {step.handoff}")
    if step.at_most is not None:
        lines.append(own["at_most"].format(n=step.at_most))
    if step.fulfils is not None:
        lines.append(f"✓ {own['fulfils']} {step.fulfils}")
    if step.allows:
        lines.append(f"{own['allows']} {', '.join(step.allows)}")
    if step.end is not None:
        lines.append(f"{own['end']}: {step.end}")
    return lines


def anywhere_lines(flow: Flow, locale: str) -> list[str]:
    """What every step inherits, a line a rule."""
    own, rules = words(locale), flow.anywhere
    lines = []
    for rule in rules.hear:
        heard = own["heard"].format(word=_label(flow, rule.word, locale))
        back = f" {own['and_back']}" if rule.visit is not None else ""
        lines.append(f"{heard} → {rule.goto or rule.visit}{back}")
    if rules.lost:
        lines.append(f"{own['lost']} → {' → '.join(rules.lost)}")
    if rules.silent is not None:
        silent = own["silent"].format(time=_time(rules.silent.after))
        lines.append(f"{silent} → {rules.silent.goto}")
    return lines
