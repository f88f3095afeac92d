"""S: guards can hold and fail, and leave a way on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import View
from dialogkit.flow._guards import Compared, Facts, Guard
from dialogkit.flow._model import Place
from dialogkit.flow._offences import listed, shown

RULES = {
    "S021": Rule(
        "error",
        "all choices of a step may be closed",
        "Where none of the guards holds, the customer is left without a way on.",
        "Leave one choice without a guard, or add then for when none is open.",
    ),
    "S022": Rule(
        "warning",
        "a guard always comes out the same",
        "It is no condition; a value may be misspelt.",
        "Compare with a value that can occur, or take the guard away.",
    ),
    "S023": Rule(
        "error",
        "a part that is visited never ends",
        "What comes after it is never reached.",
        "Let the part come to a step with end.",
    ),
    "S024": Rule(
        "warning",
        "the end of a part that is visited does nothing",
        "Where a part ends, the step that visited it goes on at once: the end says nothing.",
        "Put it into a step before, which leads to the end by then.",
    ),
}
register(RULES)


@check("S021")
def some_choice_is_open(view: View) -> Iterator[Hit]:
    """Where every choice has a guard there is a way on if none holds."""
    for step in view.flow.steps.values():
        if step.choose and step.then is None and all(each.guard for each in step.choose):
            what = f"Every choice of step {step.name} has a guard, and there is no then."
            yield Hit(step.choose[0].place, what)


@check("S022")
def guards_decide(view: View) -> Iterator[Hit]:
    """No comparison comes out the same for every value that can occur."""
    for guard, owner, place in _guards(view):
        for leaf in guard.leaves():
            if isinstance(leaf, Compared):
                found = {leaf.weigh(facts) for facts in _possible(view, leaf.subject)}
                if len(found) == 1 and None not in found:
                    always = "always" if True in found else "never"
                    values = listed(leaf.values)
                    what = f"{owner}: {leaf.subject} compared with {values} {always} holds"
                    yield Hit(place, f"{what} in {shown(guard.text)}.")


def _guards(view: View) -> Iterator[tuple[Guard, str, Place]]:
    for step in view.flow.steps.values():
        for part in step.guarded_parts:
            if part.guard is not None:
                yield part.guard, f"Step {step.name}", part.place
    for rule in view.flow.anywhere.hear:
        if rule.guard is not None:
            yield rule.guard, "A rule of anywhere", rule.place


def _possible(view: View, subject: str) -> list[Facts]:
    """One set of facts for each value that the subject can have; none where nobody knows."""
    flow = view.flow
    if subject == "channel":
        return [Facts(channel=each) for each in flow.channels]
    if subject == "locale":
        return [Facts(locale=each) for each in flow.locales]
    kind, dot, name = subject.partition(".")
    if kind == "customer" and dot:
        values: Mapping[str, float] = flow.customer[name].values if name in flow.customer else {}
        return [Facts(customer={name: value}) for value in values]
    values = flow.data[subject].values if subject in flow.data else {}
    known = frozenset({subject})
    return [Facts(known=known, values={subject: value}) for value in values]


@check("S023")
def parts_end(view: View) -> Iterator[Hit]:
    """From the first step of a part that is visited an end can be reached."""
    for step in view.flow.steps.values():
        if step.visit in view.flow.steps and not view.ends_of(step.visit or ""):
            what = f"Step {step.name} visits {step.visit}, from where no end is reached."
            yield Hit(view.at(step, "visit"), what)


@check("S024")
def ends_of_parts_are_bare(view: View) -> Iterator[Hit]:
    """An end that is only come to in parts that are visited says, asks and does nothing."""
    visited = {
        end
        for step in view.flow.steps.values()
        if step.visit is not None
        for end in view.ends_of(step.visit)
    }
    apart = view.reached_unvisited()
    for name in sorted(visited - apart):
        step = view.flow.steps[name]
        idle = {"say": step.say, "show": step.show, "forget": step.forget, "ask": step.ask}
        idle |= {"do": step.do, "move": step.move, "fulfils": step.fulfils}
        idle |= {"opt_in": step.opt_in, "opt_out": step.opt_out}
        found = [key for key, value in idle.items() if value]
        if found:
            what = f"Step {name} ends a part that is visited, so that its {listed(found)} is idle."
            yield Hit(step.place, what)
