"""S: what is named is declared, and what is declared is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dialogkit.channels import names
from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import View
from dialogkit.flow._guards import Compared, Guard, Open, OptedIn, ValueKnown
from dialogkit.flow._model import Place, Step
from dialogkit.flow._offences import did_you_mean, shown

RULES = {
    "S012": Rule(
        "error",
        "a name is not declared",
        "Nobody can tell what it stands for.",
        "Correct the name or declare it.",
    ),
    "S017": Rule(
        "warning",
        "something declared is never used",
        "It may be left over, or a name may be misspelt elsewhere.",
        "Use it or remove it.",
    ),
}
register(RULES)


class Named(NamedTuple):
    """A name that stands somewhere in the flow."""

    kind: str
    """What it names, as ``slot``."""
    name: str
    owner: str
    """What names it, as ``Step hello``."""
    place: Place


def _named(view: View) -> Iterator[Named]:
    for step in view.flow.steps.values():
        yield from _in_step(view, step)
    for rule in view.flow.anywhere.hear:
        owner = "A rule of anywhere"
        yield Named("word of intents", rule.word, owner, rule.place)
        yield from _in_guard(rule.guard, owner, rule.place)
    for action in view.flow.actions.values():
        filled = [slot for slots in action.fills.values() for slot in slots]
        for slot in (*action.needs, *filled):
            yield Named("slot", slot, f"Action {action.name}", action.place)
    for handoff in view.flow.handoffs.values():
        for slot in handoff.pass_on.values:
            if slot != "reason":
                place = handoff.places.get(f"pass.{slot}", handoff.place)
                yield Named("slot", slot, f"Handoff {handoff.name}", place)
    for push in view.flow.push.values():
        place = push.places.get("opt_in", push.place)
        yield Named("topic", push.opt_in, f"Push {push.name}", place)


def _in_step(view: View, step: Step) -> Iterator[Named]:
    owner = f"Step {step.name}"
    for key in ("ask", "forget"):
        for slot in getattr(step, key):
            yield Named("slot", slot, owner, view.at(step, f"{key}.{slot}"))
    single = {
        "do": ("action", step.do),
        "show": ("medium", step.show),
        "handoff": ("handoff", step.handoff),
        "fulfils": ("word of intents", step.fulfils),
        "opt_out": ("topic", step.opt_out),
    }
    for key, (kind, name) in single.items():
        if name is not None:
            yield Named(kind, name, owner, view.at(step, key))
    for channel in step.move:
        yield Named("channel", channel, owner, view.at(step, "move"))
    for rule in step.hear:
        yield Named("word of intents", rule.word, owner, rule.place)
    for part in step.guarded_parts:
        yield from _in_guard(part.guard, owner, part.place)


def _in_guard(guard: Guard | None, owner: str, place: Place) -> Iterator[Named]:
    for leaf in guard.leaves() if guard is not None else ():
        match leaf:
            case ValueKnown(slot):
                yield Named("slot", slot, owner, place)
            case Open(handoff):
                yield Named("handoff", handoff, owner, place)
            case OptedIn(topic):
                yield Named("topic", topic, owner, place)
            case Compared(subject):
                kind, dot, name = subject.partition(".")
                if kind == "customer" and dot:
                    yield Named("fact of the customer", name, owner, place)
                elif subject not in ("channel", "locale"):
                    yield Named("slot", subject, owner, place)


@check("S012")
def names_are_declared(view: View) -> Iterator[Hit]:
    """Everything that is named is declared somewhere."""
    flow = view.flow
    known = {
        "slot": flow.data,
        "action": flow.actions,
        "handoff": flow.handoffs,
        "medium": flow.media,
        "word of intents": flow.intents,
        "fact of the customer": flow.customer,
        "topic": {step.opt_in for step in flow.steps.values() if step.opt_in is not None},
        "channel": {*flow.channels, *names()},
    }
    for kind, name, owner, place in _named(view):
        if name not in known[kind]:
            hint = did_you_mean(name, known[kind])
            told = "which no step has as opt_in" if kind == "topic" else "which is not declared"
            yield Hit(place, f"{owner} uses the {kind} {shown(name)}, {told}.{hint}")


@check("S017")
def declared_is_used(view: View) -> Iterator[Hit]:
    """Slots, actions, handoffs, media, facts and topics that are declared are used."""
    flow = view.flow
    used = Counter((named.kind, named.name) for named in _named(view))
    places = {
        **{("slot", name): slot.place for name, slot in flow.data.items()},
        **{("action", name): action.place for name, action in flow.actions.items()},
        **{("handoff", name): handoff.place for name, handoff in flow.handoffs.items()},
        **{("medium", name): medium.place for name, medium in flow.media.items()},
        **{("fact of the customer", name): fact.place for name, fact in flow.customer.items()},
    }
    for step in flow.steps.values():
        if step.opt_in is not None:
            places["topic", step.opt_in] = view.at(step, "opt_in")
    for (kind, name), place in places.items():
        if used[kind, name]:
            continue
        if kind == "slot" and _told(view, name):
            what = f"The slot {name} is named in texts, but nothing asks for it or fills it."
            yield Hit(place, what)
        else:
            yield Hit(place, f"The {kind} {name} is declared but never used.")


def _told(view: View, slot: str) -> bool:
    """Whether some text names the slot."""
    texts = view.flow.texts
    return any(
        slot in texts.placeholders(key, locale)
        for locale, entries in texts.by_locale.items()
        for key in entries
    )
