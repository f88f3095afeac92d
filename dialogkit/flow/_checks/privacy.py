"""P: protected values are asked for after consent, and passed to those who may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dialogkit._durations import seconds
from dialogkit.channels import Channel
from dialogkit.conversation import LEVELS, Level
from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import Stack, Transition, View
from dialogkit.flow._guards import Facts
from dialogkit.flow._model import Slot, Step

RULES = {
    "P001": Rule(
        "error",
        "a protected value is asked for without consent",
        "On this path the customer has not agreed to values of that level.",
        "Lead the path through a step that allows the level, and on by its first choice.",
    ),
    "P002": Rule(
        "error",
        "a value is passed to agents who may not see it",
        "Its level is above the handoff's upto.",
        "Raise upto, or take the slot out of pass.values.",
    ),
    "P003": Rule(
        "warning",
        "a value is asked for on a channel not fit for it",
        "The profile of the channel judges it unfit for values of that level, and says why.",
        "Move the conversation to a fit channel before (move), or ask only there (if: channel in).",
    ),
    "P004": Rule(
        "error",
        "a value is kept longer than declared",
        "The flow promises to keep values of that level for less time.",
        "Shorten keep of the slot, or lengthen what the flow declares for the level.",
    ),
    "P005": Rule(
        "warning",
        "nobody says how long a sensitive value is kept",
        "What has no end is kept for ever.",
        "Give the slot keep, such as keep: 30d, or the flow keep for the level.",
    ),
    "P006": Rule(
        "warning",
        "customers cannot get rid of a push",
        "Who agreed must be able to change their mind in the same place.",
        "Give a step that can be reached opt_out with the topic.",
    ),
    "P007": Rule(
        "warning",
        "a value is repeated on a channel not fit for it",
        "What is shown there can be read along, and stays in the customer's messenger.",
        "Take the placeholder out of the text, or move the conversation before.",
    ),
}
register(RULES)


@check("P001")
def consent_comes_first(view: View) -> Iterator[Hit]:
    """No path to a step that asks for a value of a level goes round the consent to it."""
    asked_for = {level for step in view.flow.steps.values() for level in step.allows}
    for level in LEVELS:
        if level == "sensitive" or level in asked_for:
            yield from _without_consent(view, level)


def _without_consent(view: View, level: Level) -> Iterator[Hit]:
    """Every step that asks before the customer has agreed, with the shortest path to it."""
    for path, step in _paths(view, lambda t: _allows(view.flow.steps[t.source], level, t)):
        for slot in step.ask:
            if slot in view.flow.data and view.flow.data[slot].level == level:
                way = " → ".join(path)
                what = f"Step {step.name} asks for {slot} ({level}) without consent on {way}."
                yield Hit(view.at(step, f"ask.{slot}"), what)


def _paths(view: View, cut: Callable[[Transition], bool]) -> Iterator[tuple[tuple[str, ...], Step]]:
    """Each step that can be come to without a transition that is cut, with a shortest path."""
    paths: dict[tuple[str, Stack], tuple[str, ...]] = {(root, ()): (root,) for root in view.roots}
    waiting = list(paths)
    met: set[str] = set()
    for name, stack in waiting:
        if name not in met:
            met.add(name)
            yield paths[name, stack], view.flow.steps[name]
        for transition, onward in view.onward(name, stack):
            place = (transition.target, onward)
            if place not in paths and not cut(transition):
                paths[place] = (*paths[name, stack], transition.target)
                waiting.append(place)


def _allows(step: Step, level: Level, transition: Transition) -> bool:
    """Whether taking the transition means that the customer has agreed."""
    if level not in step.allows:
        return False
    if step.choose:
        return transition.kind == "choose" and transition.word == step.choose[0].word
    return transition.kind in ("then", "result")


@check("P002")
def agents_may_see_values(view: View) -> Iterator[Hit]:
    """No handoff passes a value above its upto."""
    for handoff in view.flow.handoffs.values():
        highest = LEVELS.index(handoff.pass_on.upto)
        for name in handoff.pass_on.values:
            slot = view.flow.data.get(name)
            if slot is not None and LEVELS.index(slot.level) > highest:
                what = f"Handoff {handoff.name} passes {name} ({slot.level})"
                place = handoff.places.get(f"pass.{name}", handoff.place)
                yield Hit(place, f"{what}, but is {handoff.pass_on.upto} at most.")


@check("P003")
def channels_are_fit(view: View) -> Iterator[Hit]:
    """No slot is asked for on a channel whose profile judges it unfit for the slot's level."""
    for channel in view.channels:
        for path, step in _paths(view, lambda t, c=channel: _leaves(view, c, t)):  # type: ignore[misc]  # a default argument binds the loop's channel
            for slot in filter(None, map(view.flow.data.get, step.ask)):
                if not channel.fits_level(slot.level):
                    where = f"on {channel.name}: {' → '.join(path)}"
                    what = f"Step {step.name} asks for {slot.name} ({slot.level}) {where}."
                    yield Hit(view.at(step, f"ask.{slot.name}"), what)


@check("P007")
def values_are_not_repeated(view: View) -> Iterator[Hit]:
    """No text holds a value on a channel whose profile judges it unfit for its level."""
    texts = view.flow.texts
    for channel in view.channels:
        for _, step in _paths(view, lambda t, c=channel: _leaves(view, c, t)):  # type: ignore[misc]  # a default argument binds the loop's channel
            named = {
                name
                for locale in texts.by_locale
                if step.say is not None
                for name in texts.placeholders(step.say, locale)
            }
            for slot in filter(None, map(view.flow.data.get, sorted(named))):
                if not channel.fits_level(slot.level):
                    what = f"Step {step.name} says {slot.name} ({slot.level}) on {channel.name}."
                    yield Hit(view.at(step, "say"), what)


def _leaves(view: View, channel: Channel, transition: Transition) -> bool:
    """Whether a transition is not taken on a channel, or leads away from it."""
    step, facts = view.flow.steps[transition.source], Facts(channel=channel.name)
    if transition.guard is not None and transition.guard.weigh(facts) is False:
        return True
    earlier = []
    for branch in step.branches:
        if transition.kind == "if" and branch.guard == transition.guard:
            break
        earlier.append(branch.guard.weigh(facts))
    settles = transition.kind in ("if", "then", "choose", "enter", "result")
    if settles and True in earlier:
        return True
    moved = view.flow.moves_to(step) or channel.name
    after = transition.kind in ("then", "choose", "enter", "result", "hear", "visit", "lost")
    # what is heard while the step still asks comes before the move: only without ask it is after
    after = after and not (step.ask and transition.kind in ("hear", "visit", "lost"))
    return after and moved != channel.name


@check("P004")
def values_are_deleted_in_time(view: View) -> Iterator[Hit]:
    """No slot is kept for longer than the flow declares for its level."""
    for slot in view.flow.data.values():
        limit = view.flow.keep.get(slot.level)
        if slot.keep is not None and limit is not None and seconds(slot.keep) > seconds(limit):
            what = f"Slot {slot.name} is kept for {slot.keep}, {slot.level} values for {limit}."
            yield Hit(slot.place, what)


@check("P005")
def sensitive_values_are_deleted(view: View) -> Iterator[Hit]:
    """For each sensitive slot something says how long it is kept."""
    for slot in view.flow.data.values():
        if slot.level == "sensitive" and not _has_end(view, slot):
            yield Hit(slot.place, f"Slot {slot.name} (sensitive) has no keep.")


def _has_end(view: View, slot: Slot) -> bool:
    return slot.keep is not None or slot.level in view.flow.keep


@check("P006")
def pushes_can_be_stopped(view: View) -> Iterator[Hit]:
    """For each topic that is pushed a step that can be reached opts out."""
    stopped = {view.flow.steps[name].opt_out for name in view.reachable}
    for push in view.flow.push.values():
        if push.opt_in not in stopped:
            what = (
                f"No step that can be reached opts out of {push.opt_in}, which {push.name} needs."
            )
            yield Hit(push.places.get("opt_in", push.place), what)
