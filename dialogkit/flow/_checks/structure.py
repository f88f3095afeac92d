"""S: every step and rule is whole by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import View
from dialogkit.flow._guards import Guard
from dialogkit.flow._model import Choice, Hear, Step
from dialogkit.flow._offences import did_you_mean, listed, shown

RULES = {
    "S001": Rule(
        "error",
        "a target does not exist",
        "The conversation would break off here.",
        "Correct the name or add the step.",
    ),
    "S006": Rule(
        "error",
        "two rules for one word",
        "Only the first is ever taken.",
        "Keep one of them.",
    ),
    "S007": Rule(
        "error",
        "a step does not go on",
        "The customer is left without an answer and without a way on.",
        "Give the step one of then, choose, when, handoff and end, or hear.",
    ),
    "S008": Rule(
        "error",
        "a step goes on in more than one way",
        "Only one of them is ever taken.",
        "Keep one of then, choose, when, handoff and end; give the others steps of their own.",
    ),
    "S009": Rule(
        "error",
        "an outcome has no target",
        "When the action comes out so, the conversation breaks off.",
        "Add the outcome to when.",
    ),
    "S010": Rule(
        "error",
        "when waits for an outcome that cannot come",
        "This transition is never taken.",
        "Correct the outcome, or add it to what the action gives.",
    ),
    "S011": Rule(
        "error",
        "at_most and else belong together",
        "Without both of them a step that is used up has no way on.",
        "Give the step at_most and else, or neither.",
    ),
    "S013": Rule(
        "error",
        "a fallback ladder does not end at a step",
        "A customer who is not understood hears the last rung again and again.",
        "Let the last rung, and no other, be a step, such as one with a handoff.",
    ),
    "S014": Rule(
        "error",
        "a slot cannot be given up",
        "Once the tries are used up the conversation ends without a word.",
        "Give the step, or anywhere, a ladder (lost) that ends at a step.",
    ),
    "S015": Rule(
        "error",
        "there is no start",
        "The bot does not know where to begin.",
        "Let start name a step.",
    ),
    "S016": Rule(
        "error",
        "something at a step can have no effect",
        "A step with when is left before its last part is reached.",
        "Move it to the step that when leads to.",
    ),
    "S018": Rule(
        "error",
        "a step has no fallback ladder",
        "The first message that is not understood ends the conversation.",
        "Give the step, or anywhere, a ladder (lost) that ends at a step.",
    ),
}
register(RULES)

_WAYS_ON = ("then", "choose", "when", "handoff", "end")


@check("S001")
def targets_exist(view: View) -> Iterator[Hit]:
    """Every step that is named exists."""
    for target in view.targets:
        if target.step not in view.flow.steps:
            hint = did_you_mean(target.step, view.flow.steps)
            what = (
                f"{target.owner}: {target.key} leads to {shown(target.step)}: no such step.{hint}"
            )
            yield Hit(target.place, what)


@check("S006")
def one_rule_a_word(view: View) -> Iterator[Hit]:
    """No word has two rules in one place, and no label two words."""
    flow = view.flow
    yield from _twice(flow.anywhere.hear, "anywhere")
    for step in flow.steps.values():
        yield from _twice(step.hear, f"step {step.name}")
        yield from _twice(step.choose, f"the choices of step {step.name}")
    words: dict[str, str] = {}
    for word, label in flow.intents.items():
        if words.setdefault(label, word) != word:
            what = f"The words {words[label]} and {word} both stand for the label {label}."
            yield Hit(view.place_of(f"intents.{word}"), what)


def _twice(rules: Iterable[Hear | Choice], owner: str) -> Iterator[Hit]:
    """Rules that are never taken: after one without a guard, or after one with the same guard."""
    sure: set[str] = set()
    seen: set[tuple[str, Guard]] = set()
    for rule in rules:
        if rule.word in sure or (rule.guard is not None and (rule.word, rule.guard) in seen):
            yield Hit(rule.place, f"The word {rule.word} has two rules in {owner}.")
        if rule.guard is None:
            sure.add(rule.word)
        else:
            seen.add((rule.word, rule.guard))


def _ways_on(step: Step) -> list[str]:
    """The ways on; where every choice has a guard, ``then`` is what follows if none is open."""
    guarded = bool(step.choose) and all(choice.guard is not None for choice in step.choose)
    then = None if guarded else step.then
    values = (then, step.choose, step.when, step.handoff, step.end)
    return [key for key, value in zip(_WAYS_ON, values, strict=True) if value]


@check("S007")
def steps_go_on(view: View) -> Iterator[Hit]:
    """Every step goes on or ends."""
    for step in view.flow.steps.values():
        if not _ways_on(step) and not step.listens:
            yield Hit(step.place, f"Step {step.name} is a dead end.")


@check("S008")
def steps_go_on_one_way(view: View) -> Iterator[Hit]:
    """No step has two ways on."""
    for step in view.flow.steps.values():
        ways = _ways_on(step)
        if len(ways) > 1:
            yield Hit(step.place, f"Step {step.name} has {listed(ways)}.")
        elif step.visit is not None and ways and ways[0] not in ("then", "choose"):
            yield Hit(step.place, f"Step {step.name} visits a part, but goes on by {ways[0]}.")
        elif step.branches and ways == ["when"]:
            yield Hit(step.place, f"Step {step.name} has if, but is left by when before.")


@check("S009")
def outcomes_are_met(view: View) -> Iterator[Hit]:
    """Where a step asks for the outcome of its action, each has a target."""
    for step in view.flow.steps.values():
        action = view.flow.actions.get(step.do or "")
        missing = [o for o in action.gives if o not in step.when] if action is not None else []
        if step.when and missing:
            what = f"Step {step.name} does not say what follows when {step.do} gives"
            yield Hit(view.at(step, "do"), f"{what} {listed(missing)}.")


@check("S010")
def outcomes_exist(view: View) -> Iterator[Hit]:
    """Each outcome in when is one the action gives."""
    for step in view.flow.steps.values():
        if step.when and step.do is None:
            what = f"Step {step.name} has when but no action (do)."
            yield Hit(step.place, what)
        action = view.flow.actions.get(step.do or "")
        for outcome in step.when if action is not None and action.gives else ():
            if action is not None and outcome not in action.gives:
                hint = did_you_mean(outcome, action.gives)
                what = f"Step {step.name}: {step.do} never gives {shown(outcome)}.{hint}"
                yield Hit(view.at(step, f"when.{outcome}"), what)


@check("S011")
def counters_have_a_way_out(view: View) -> Iterator[Hit]:
    """at_most comes with else, and else with at_most."""
    for step in view.flow.steps.values():
        if (step.at_most is None) != (step.otherwise is None):
            has, lacks = ("else", "at_most") if step.at_most is None else ("at_most", "else")
            yield Hit(view.at(step, has), f"Step {step.name} has {has} but no {lacks}.")


@check("S013")
def ladders_end_at_a_step(view: View) -> Iterator[Hit]:
    """The last rung of a ladder is a step, the others are texts."""
    flow, steps = view.flow, view.flow.steps
    ladders = [(s.lost, view.at(s, "lost"), f"step {s.name}") for s in steps.values() if s.lost]
    if flow.anywhere.lost:
        ladders.append(
            (flow.anywhere.lost, flow.anywhere.lost_place or view.start_place, "anywhere")
        )
    for ladder, place, owner in ladders:
        *texts, last = ladder or ()
        if last not in steps:
            hint = did_you_mean(last, steps)
            yield Hit(place, f"The ladder of {owner} ends with {shown(last)}, no step.{hint}")
        early = [rung for rung in texts if rung in steps]
        if early:
            what = f"The ladder of {owner} goes on after the step {early[0]}, which leaves it."
            yield Hit(place, what)


@check("S014")
def slots_can_be_given_up(view: View) -> Iterator[Hit]:
    """Where a slot is asked for, a ladder's step takes over once the tries are used up."""
    for step in view.flow.steps.values():
        if step.ask and not any(rung in view.flow.steps for rung in view.ladder(step)):
            what = f"Step {step.name} asks for {listed(step.ask)}, but no ladder leads to a step."
            yield Hit(view.at(step, f"ask.{step.ask[0]}"), what)


@check("S018")
def choices_have_a_ladder(view: View) -> Iterator[Hit]:
    """Where choices are offered there is a ladder."""
    for step in view.flow.steps.values():
        if step.waits and not step.ask and not view.ladder(step):
            yield Hit(step.place, f"Step {step.name} waits for the customer and has no ladder.")


@check("S015")
def there_is_a_start(view: View) -> Iterator[Hit]:
    """The start is named and exists."""
    start = view.flow.start
    if not start:
        yield Hit(view.place_of("bot"), "The flow lacks start.")
    elif start not in view.flow.steps:
        hint = did_you_mean(start, view.flow.steps)
        yield Hit(view.start_place, f"start is {shown(start)}, no step.{hint}")


@check("S016")
def parts_have_effect(view: View) -> Iterator[Hit]:
    """What belongs to the last part of a step is not on one that is left before it."""
    for step in view.flow.steps.values():
        effects = {"fulfils": step.fulfils, "allows": step.allows, "move": step.move}
        effects |= {"opt_in": step.opt_in, "opt_out": step.opt_out}
        for key, given in effects.items():
            if step.when and given:
                what = f"Step {step.name} has {key}, but goes on by when."
                yield Hit(view.at(step, key), what)
