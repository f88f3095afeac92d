"""H: every handoff is whole, and comes back."""

from __future__ import annotations

from collections.abc import Iterator

from dialogkit._hours_text import read_hours
from dialogkit.conversation import HANDOFF_RESULTS, LEVELS
from dialogkit.errors import ParameterError
from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import AUTOMATIC, View
from dialogkit.flow._finding import Severity
from dialogkit.flow._model import Handoff, Place, Step
from dialogkit.flow._offences import listed, shown

RULES = {
    "H001": Rule(
        "error",
        "a handoff does not say how it goes on",
        "A handoff can be resolved, returned, closed, find nobody, be left, or outlast the window; "
        "in a case left out the customer hears nothing more.",
        "Give the handoff's when a step for each of the six.",
    ),
    "H002": Rule(
        "error",
        "no path to a human",
        "A customer whom the bot cannot help has no way out.",
        "Offer a choice that leads to a handoff, or hear a word for it anywhere.",
    ),
    "H003": Rule(
        "error",
        "a human cannot give back",
        "What an agent returns to the bot must go on with the bot.",
        "Let returned lead to a step that asks the customer how to go on.",
    ),
    "H004": Rule(
        "warning",
        "the agent will ask again for what was already said",
        "Customers resent saying a thing twice, and it costs handling time.",
        "Add the slot to the handoff's pass.values.",
    ),
    "H005": Rule(
        "warning",
        "a handoff has no opening hours",
        "It then counts as open day and night, and nobody may be there.",
        "Write open: with the hours, or 24/7 where that is meant.",
    ),
    "H006": Rule(
        "error",
        "opening hours cannot be read, or never open",
        "Nobody will ever take a customer from this handoff.",
        "Write hours like Mo-Fr 08:00-18:00 Europe/Berlin, or 24/7.",
    ),
    "H007": Rule(
        "warning",
        "a sticky agent without expiry",
        "A customer would wait for an agent who spoke to them years ago.",
        "Add within: to the stage, such as within: 7d.",
    ),
    "H008": Rule(
        "warning",
        "a handoff waits for ever",
        "Without wait a stage never gives up, so that nobody and any later stage never come.",
        "Give the stage a wait, such as wait: 10m.",
    ),
    "H009": Rule(
        "warning",
        "the bot does not say that it is back",
        "After a human the customer takes whoever writes for a human.",
        "Give the step disclose: bot and a text that says so.",
    ),
    "H010": Rule(
        "warning",
        "the bot does not say at the start that it is one",
        "Customers have a right to know, and some channels demand it.",
        "Give the start disclose: bot and a text that says so.",
    ),
}
register(RULES)


def _place(handoff: Handoff, key: str) -> Place:
    return handoff.places.get(key, handoff.place)


@check("H001")
def handoffs_are_total(view: View) -> Iterator[Hit]:
    """Each of the six results leads to a step."""
    for handoff in view.flow.handoffs.values():
        missing = [result for result in HANDOFF_RESULTS if result not in handoff.when]
        if missing:
            what = f"Handoff {handoff.name} leads nowhere when {listed(missing)}."
            yield Hit(_place(handoff, "when"), what)


@check("H003")
def humans_can_give_back(view: View) -> Iterator[Hit]:
    """Returned leads to a step where the bot goes on with the customer."""
    for handoff in view.flow.handoffs.values():
        passed = list(_without_waiting(view, handoff.when.get("returned")))
        if not passed:
            continue
        last, place = passed[-1], _place(handoff, "when.returned")
        if last.handoff == handoff.name:
            what = f"What an agent returns goes straight back to handoff {handoff.name}."
            yield Hit(place, what)
        elif last.end is not None:
            what = f"What an agent returns from handoff {handoff.name} ends at {last.name} at once."
            yield Hit(place, what, "warning")


def _without_waiting(view: View, name: str | None) -> Iterator[Step]:
    """The steps passed from ``name`` on until somebody has the word, the last one included."""
    seen: set[str] = set()
    while name is not None and name in view.flow.steps and name not in seen:
        seen.add(name)
        step = view.flow.steps[name]
        yield step
        waits = view.waits(step) or step.do is not None or step.branches or step.visit is not None
        name = None if waits else step.then


@check("H004")
def nothing_is_asked_twice(view: View) -> Iterator[Hit]:
    """What was asked before a handoff is passed with it, where its level may be."""
    flow = view.flow
    for handoff in flow.handoffs.values():
        at = [step.name for step in flow.steps.values() if step.handoff == handoff.name]
        before = view.leading_to(at) & view.reachable
        asked = {slot for name in before for slot in flow.steps[name].ask if slot in flow.data}
        highest = LEVELS.index(handoff.pass_on.upto)
        for slot in sorted(asked - set(handoff.pass_on.values)):
            if LEVELS.index(flow.data[slot].level) <= highest:
                what = f"Handoff {handoff.name} does not pass {slot}, which the bot asks for."
                yield Hit(_place(handoff, "pass"), what)


@check("H005")
def handoffs_have_hours(view: View) -> Iterator[Hit]:
    """Opening hours are written down."""
    for handoff in view.flow.handoffs.values():
        if "open" not in handoff.places:
            yield Hit(handoff.place, f"Handoff {handoff.name} does not say when it is open.")


@check("H006")
def hours_open(view: View) -> Iterator[Hit]:
    """Opening hours can be read, and hold at least one stretch of time."""
    for handoff in view.flow.handoffs.values():
        try:
            opens = any(read_hours(handoff.open, timezone="Europe/Berlin").week)
        except ParameterError as error:
            what = f"The hours of handoff {handoff.name} cannot be read: {error.what}."
            yield Hit(_place(handoff, "open"), what)
            continue
        if not opens:
            what = f"Handoff {handoff.name} never opens with {shown(handoff.open)}."
            yield Hit(_place(handoff, "open"), what)


@check("H007")
def sticky_agents_expire(view: View) -> Iterator[Hit]:
    """Who asks for the last agent says how long ago that may be."""
    for handoff in view.flow.handoffs.values():
        for stage in handoff.route:
            if stage.agent == "last" and stage.within is None:
                yield Hit(stage.place, f"Handoff {handoff.name} asks for the last agent for ever.")


@check("H008")
def waiting_ends(view: View) -> Iterator[Hit]:
    """Every stage of a route gives up in the end."""
    for handoff in view.flow.handoffs.values():
        if not handoff.route:
            yield Hit(handoff.place, f"Handoff {handoff.name} has no route and waits for ever.")
        for number, stage in enumerate(handoff.route, 1):
            if stage.wait is None:
                later = len(handoff.route) - number
                what = f"Stage {number} of handoff {handoff.name} has no wait"
                rest = f", so the {later} after it never come." if later else "."
                yield Hit(stage.place, what + rest, "error" if later else None)


def _disclosure(view: View) -> Severity | None:
    """An error where a channel demands that the bot says what it is."""
    return "error" if any(channel.must_disclose for channel in view.channels) else None


@check("H009")
def bots_say_they_are_back(view: View) -> Iterator[Hit]:
    """After a human the first thing the bot says is that it is one."""
    met: set[str] = set()
    for handoff in view.flow.handoffs.values():
        for result in ("resolved", "returned"):
            for step in _silent_about_itself(view, handoff.when.get(result)):
                if step.name not in met:
                    met.add(step.name)
                    what = (
                        f"Step {step.name} speaks after a human without saying that it is the bot."
                    )
                    yield Hit(step.place, what, _disclosure(view))


def _silent_about_itself(
    view: View, start: str | None, *, past_handoffs: bool = False
) -> list[Step]:
    """The steps that speak first from ``start`` on, on any path, and do not disclose the bot."""
    found, seen = [], set[str]()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name is None or name in seen or name not in view.flow.steps:
            continue
        seen.add(name)
        step = view.flow.steps[name]
        if step.say is not None or view.waits(step):
            found += [] if step.disclose else [step]
        elif step.handoff is None:
            waiting += [t.target for t in view.leaving[name] if t.kind in AUTOMATIC]
        elif past_handoffs:
            waiting += _without_an_agent(view, step)
    return found


def _without_an_agent(view: View, step: Step) -> list[str]:
    """Where a handoff leads that no agent has taken."""
    handoff = view.flow.handoffs.get(step.handoff or "")
    results = ("closed", "nobody", "left", "window_shut")
    return [handoff.when[each] for each in results if each in handoff.when] if handoff else []


@check("H010")
def bots_say_what_they_are(view: View) -> Iterator[Hit]:
    """The first step that speaks discloses the bot."""
    for root in view.roots:
        for step in _silent_about_itself(view, root, past_handoffs=True):
            what = f"Step {step.name} speaks first and does not say that it is a bot."
            yield Hit(step.place, what, _disclosure(view))


@check("H002")
def humans_can_be_reached(view: View) -> Iterator[Hit]:
    """From every step where the customer has the word some words lead to a handoff."""
    steps = view.flow.steps
    goals = [step.name for step in steps.values() if step.handoff is not None]
    if not goals:
        yield Hit(view.start_place, "The flow has no handoff at all.", "warning")
        return
    fine = view.leading_to(goals, "silent", "lost", "result")
    for step in steps.values():
        if view.waits(step) and step.name in view.reachable - fine:
            yield Hit(step.place, f"From step {step.name} no word leads to a human.")
