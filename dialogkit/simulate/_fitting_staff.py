"""Whether the staff file fits flow and customers: names and hours that do not are told."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Literal

from dialogkit.contact_centre import Agent, ContactCentre, Hours, hours_apart
from dialogkit.flow import Flow, Handoff
from dialogkit.simulate._customers import OUT_OF_SCOPE, Customers

__all__ = ["staff_misfits"]

Language = Literal["de", "en"]

_HOUR = 3_600
_UNKNOWN = {
    "de": "Bearbeitungszeit {name}: Ein solches Anliegen kennen weder Kunden noch Ablauf{hint}; "
    "die Angabe ändert nichts.",
    "en": "Handling time {name}: neither customers nor flow know such an intent{hint}; it changes "
    "nothing.",
}
_HINT = {"de": " (gemeint ist vielleicht {})", "en": " (did you mean {}?)"}
_UNSEEN = {
    "de": "{hours} in der Woche sind Mitarbeiter da, ohne dass der Ablauf an sie übergibt: "
    "Kunden hören dann, dass niemand da ist. Team: {centre}; Ablauf: {flow}.",
    "en": "For {hours} a week agents are there to whom the flow does not hand off: customers "
    "then hear that nobody is there. Centre: {centre}; flow: {flow}.",
}
_UNSTAFFED = {
    "de": "{hours} in der Woche bietet der Ablauf eine Übergabe an ({flow}), obwohl "
    "niemand da ist, der sie annehmen könnte. Team: {centre}.",
    "en": "For {hours} a week the flow offers a handoff ({flow}) although nobody who could "
    "take it is there. Centre: {centre}.",
}


def staff_misfits(
    flow: Flow, customers: Customers, centre: ContactCentre, locale: Language
) -> Iterator[str]:
    """Sentences on handling times that nobody needs, and on hours that contradict each other.

    One staff file may serve several flows, so a name that this flow does not know is no error.

    Args:
        flow: Its handoffs have hours; always open, they leave it to the centre.
        customers: What they come with.
        centre: The staff.
        locale: Of the sentences.
    """
    known = _known(flow, customers)
    for name in sorted(set(centre.handling) - known):
        # the flow may have a name of its own for what the classifier calls otherwise
        own = flow.intents.get(name)
        near = [own] if own else difflib.get_close_matches(name, sorted(known), n=1)
        hint = _HINT[locale].format(near[0]) if near else ""
        yield _UNKNOWN[locale].format(name=name, hint=hint)
    yield from _hours(flow, centre, locale)


def _known(flow: Flow, customers: Customers) -> set[str]:
    """Labels that the flow, the customers or the classifier that heard them know."""
    labels = {label for spoken in customers.spoken for label in spoken.meant}
    heard = {spoken.heard.likely or "" for spoken in customers.spoken if spoken.heard is not None}
    own = {*flow.intents.values(), *customers.intents, "default", OUT_OF_SCOPE}
    return own | labels | heard


def _hours(flow: Flow, centre: ContactCentre, locale: Language) -> Iterator[str]:
    offered = {name: Hours.parse(handoff.open) for name, handoff in flow.handoffs.items()}
    told = {"centre": str(centre.hours)}
    if offered:
        unseen, _ = hours_apart(offered.values(), centre.agents, centre.hours)
        if unseen >= _HOUR:
            hours = ", ".join(f"{name} {each}" for name, each in offered.items())
            yield _UNSEEN[locale].format(hours=_number(unseen, locale), flow=hours, **told)
    for name, each in offered.items():
        team = _team(flow.handoffs[name], centre)
        _, unstaffed = hours_apart([each], team, centre.hours)
        if unstaffed >= _HOUR and not each.always_open:
            hours = f"{name} {each}"
            yield _UNSTAFFED[locale].format(hours=_number(unstaffed, locale), flow=hours, **told)


def _team(handoff: Handoff, centre: ContactCentre) -> list[Agent]:
    """Agents whom some step of the route finds, by their skills."""
    steps = [step for step in handoff.route if step.agent != "last"]
    wanted = [[s for s in step.skills if not s.startswith("$")] for step in steps]
    if centre.routing == "any" or not steps:
        return list(centre.agents)
    return [agent for agent in centre.agents if any(agent.can(skills) for skills in wanted)]


def _number(seconds: float, locale: Language) -> str:
    """Hours in words that begin a German sentence."""
    text = f"{seconds / _HOUR:.1f}".removesuffix(".0")
    if text == "1":
        return {"de": "Eine Stunde", "en": "one hour"}[locale]
    return f"{text.replace('.', ',')} Stunden" if locale == "de" else f"{text} hours"
