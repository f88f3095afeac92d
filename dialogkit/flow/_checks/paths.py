"""S: ways through the flow come to an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import AUTOMATIC, Kind, View, shortest_way

RULES = {
    "S002": Rule(
        "warning",
        "a step cannot be reached",
        "No customer will ever see it.",
        "Lead a transition there or remove the step.",
    ),
    "S003": Rule(
        "error",
        "there is no way from here to an end",
        "A customer who comes here can only give up.",
        "Lead a transition to a step with end or handoff.",
    ),
    "S004": Rule(
        "error",
        "a loop waits for nobody",
        "The bot would go round for ever; a slot once known is not asked for again.",
        "Put a choice into the loop, or give one of its steps at_most and else.",
    ),
    "S005": Rule(
        "error",
        "a handoff comes round again without a counter",
        "Customer and agent can be sent to and fro without end.",
        "Give the step with the handoff at_most and else.",
    ),
}
register(RULES)


@check("S002")
def steps_are_reached(view: View) -> Iterator[Hit]:
    """Every step can be reached from the start."""
    if not view.reachable:
        return
    for step in view.flow.steps.values():
        if step.name not in view.reachable:
            yield Hit(step.place, f"Step {step.name} cannot be reached from {view.flow.start}.")


@check("S003")
def ways_lead_to_an_end(view: View) -> Iterator[Hit]:
    """From every step an end or a handoff can be reached by going on, not by falling silent."""
    steps = view.flow.steps
    final = {s.name for s in steps.values() if s.end is not None or s.handoff is not None}
    fine = view.leading_to(final | view.broken, "silent")
    for step in steps.values():
        if step.name not in fine and view.leaving[step.name]:
            yield Hit(step.place, f"From step {step.name} no end and no handoff can be reached.")


@check("S004")
def loops_wait(view: View) -> Iterator[Hit]:
    """No cycle of automatic transitions; steps that are used up are passed by else."""
    graph = _automatic(view)
    for name, way in _cycles(graph):
        yield Hit(view.flow.steps[name].place, f"Nobody is waited for in {' → '.join(way)}.")


@check("S005")
def handoffs_are_counted(view: View) -> Iterator[Hit]:
    """No way from a handoff that is not counted back to it, without a step that counts."""
    graph = _without_returns(view)
    for step in view.flow.steps.values():
        uncounted = step.handoff is not None and step.at_most is None
        way = shortest_way(graph, step.name, step.name) if uncounted else None
        if way is not None:
            what = f"The handoff at step {step.name} comes round again: {' → '.join(way)}."
            yield Hit(view.at(step, "handoff"), what)


def _cycles(graph: dict[str, list[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """One cycle for each step that is on one, those of cycles already named left out."""
    named: set[str] = set()
    for name in graph:
        way = shortest_way(graph, name, name) if name not in named else None
        if way is not None:
            named.update(way)
            yield name, way


def _automatic(view: View) -> dict[str, list[str]]:
    """Step to the steps come to without waiting for anybody, steps that count used up."""
    steps = view.flow.steps
    graph = view.graph(*(AUTOMATIC - {"resume"}), counted=False)
    for step in steps.values():
        if step.at_most is None and not set(step.ask).isdisjoint(step.forget):
            graph[step.name] = []  # it asks anew whenever it is entered
    visits = [step for step in steps.values() if step.visit in graph and step.then in graph]
    passed = True
    while passed:
        # a part that is passed without waiting may make another one so
        passed = False
        for step in visits:
            ends = view.ends_of(step.visit or "", graph)
            if ends and step.then not in graph[step.name]:
                graph[step.name].append(step.then or "")
                passed = True
    return graph


def _without_returns(view: View) -> dict[str, list[str]]:
    """The graph in which a visited part is one transition, steps that count used up."""
    graph = view.graph(*(set(get_args(Kind)) - {"resume"}), counted=False)
    for step in view.flow.steps.values():
        if step.visit is not None and step.then is not None and step.then in graph:
            graph[step.name].append(step.then)
    return graph
