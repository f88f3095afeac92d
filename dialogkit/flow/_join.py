"""Puts the steps of another flow file into a flow, under names of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from dialogkit.flow._flow import Flow
from dialogkit.flow._guards import Compared, Guard, Leaf, Open, ValueKnown
from dialogkit.flow._join_names import Renamer
from dialogkit.flow._model import Action, Handoff, Place, Step
from dialogkit.flow._offences import Offences
from dialogkit.flow._texts import Texts

__all__ = ["join"]

_T = TypeVar("_T")


def join(flow: Flow, name: str, other: Flow, offences: Offences, place: Place) -> Flow:
    """``flow`` with those steps of ``other`` that it names as ``name.step``, and all they lead to.

    Steps, handoffs and what is said get ``name.`` before their names, so that nothing clashes.
    Slots, actions, intents, facts, media and the labels of choices are common words: where both
    files declare one it must mean the same, and the label of ``flow`` is taken.

    Args:
        flow: The flow that uses.
        name: Under which it uses the other.
        other: The flow used.
        offences: Where contradictions are noted.
        place: Where ``flow`` names the file.
    """
    part, renamer = _taken_over(flow, name, other), Renamer(name, other)
    steps = {f"{name}.{each.name}": renamer.step(each) for each in part.steps}
    handoffs = {f"{name}.{each.name}": renamer.handoff(each) for each in part.handoffs}
    common = _Common(name, offences, place)
    actions = _of(other.actions, (step.do for step in part.steps))
    media = _of(other.media, (step.show for step in part.steps))
    slots = set(_slots(part, actions, other.texts, renamer.said))
    labels = {*_words(part.steps), *slots, *(medium.alt for medium in media.values())}
    return replace(
        flow,
        steps=MappingProxyType({**flow.steps, **steps}),
        handoffs=MappingProxyType({**flow.handoffs, **handoffs}),
        data=common.merged(
            "slot", flow.data, _of(other.data, slots), lambda one: (one.like, one.level)
        ),
        actions=common.merged("action", flow.actions, actions, lambda one: sorted(one.gives)),
        intents=common.merged("intent", flow.intents, _of(other.intents, _words(part.steps)), str),
        customer=common.merged(
            "fact", flow.customer, _of(other.customer, _facts(part)), lambda one: dict(one.values)
        ),
        media=common.merged("medium", flow.media, media, lambda one: one.file),
        texts=_texts(flow.texts, name, other.texts, renamer.said, labels),
        used=MappingProxyType({**flow.used, name: other.file}),
    )


def _of(declared: Mapping[str, _T], names: Iterable[str | None]) -> dict[str, _T]:
    """What is declared under one of ``names``, in the order of the file."""
    wanted = set(names)
    return {key: each for key, each in declared.items() if key in wanted}


# ----- what is taken over ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """What of another flow is taken over, under the names it has there."""

    steps: tuple[Step, ...]
    """Steps, with what they inherit in their own file."""
    handoffs: tuple[Handoff, ...]
    """Handoffs that these make or ask for."""

    def leaves(self) -> Iterator[Leaf]:
        """The terms of all guards."""
        for step in self.steps:
            for guard in _guards(step):
                yield from guard.leaves()


def _taken_over(flow: Flow, name: str, other: Flow) -> _Part:
    """What ``flow`` names with ``name.`` before it, and all that can be come to from there."""
    begin = f"{name}."
    named = {each.removeprefix(begin) for each in _named(flow) if each.startswith(begin)}
    asked = {each.removeprefix(begin) for each in _handed(flow) if each.startswith(begin)}
    whole = {key: _inheriting(step, other) for key, step in other.steps.items()}
    steps, handoffs = set[str](), set[str]()
    while named or asked:
        steps |= named
        handoffs |= asked
        for step in (whole[key] for key in named if key in whole):
            named = named | {*step.targets().values(), *(step.lost or ())}
            asked = asked | set(_asked(step))
        for handoff in (other.handoffs[key] for key in asked if key in other.handoffs):
            named = named | set(handoff.when.values())
        named, asked = named - steps, asked - handoffs
    return _Part(
        tuple(each for key, each in whole.items() if key in steps),
        tuple(each for key, each in other.handoffs.items() if key in handoffs),
    )


def _inheriting(step: Step, flow: Flow) -> Step:
    """The step with the rules, ladder and silence rule that its file gives it, where it waits."""
    if not step.waits:
        return step
    own = {(rule.word, rule.guard) for rule in step.hear}
    more = [
        rule
        for rule in flow.anywhere.hear
        if (rule.word, None) not in own and (rule.word, rule.guard) not in own
    ]
    return replace(
        step,
        hear=(*step.hear, *more),
        lost=step.lost if step.lost is not None else flow.anywhere.lost or None,
        silent=step.silent or flow.anywhere.silent,
    )


def _named(flow: Flow) -> Iterator[str]:
    """Every step that a flow names."""
    yield flow.start
    for step in flow.steps.values():
        yield from (*step.targets().values(), *(step.lost or ()))
    yield from (rule.goto or rule.visit or "" for rule in flow.anywhere.hear)
    yield from flow.anywhere.lost
    yield from (push.goto for push in flow.push.values())
    for handoff in flow.handoffs.values():
        yield from handoff.when.values()
    if flow.anywhere.silent is not None:
        yield flow.anywhere.silent.goto


def _handed(flow: Flow) -> Iterator[str]:
    """Every handoff that a flow makes or asks for."""
    for step in flow.steps.values():
        yield from _asked(step)
    for guard in flow.guards.values():
        yield from _open(guard)


def _asked(step: Step) -> Iterator[str]:
    """The handoffs that a step makes or asks for."""
    if step.handoff is not None:
        yield step.handoff
    for guard in _guards(step):
        yield from _open(guard)


def _open(guard: Guard) -> Iterator[str]:
    return (leaf.handoff for leaf in guard.leaves() if isinstance(leaf, Open))


def _guards(step: Step) -> Iterator[Guard]:
    for part in step.guarded_parts:
        if part.guard is not None:
            yield part.guard


# ----- what both files may declare ---------------------------------------------------------------


def _slots(
    part: _Part, actions: Mapping[str, Action], texts: Texts, said: Iterable[str]
) -> Iterator[str]:
    """Every slot that the part names: asked, dropped, filled, compared, passed on, said."""
    for step in part.steps:
        yield from (*step.ask, *step.forget)
    for action in actions.values():
        yield from action.needs
        yield from (slot for filled in action.fills.values() for slot in filled)
    for leaf in part.leaves():
        if isinstance(leaf, ValueKnown):
            yield leaf.slot
        elif isinstance(leaf, Compared):
            yield leaf.subject
    for handoff in part.handoffs:
        yield from handoff.pass_on.values
    for locale in texts.by_locale:
        for key in said:
            yield from texts.placeholders(key, locale)


def _facts(part: _Part) -> Iterator[str]:
    """Facts of the customer that the part's guards ask for."""
    for leaf in part.leaves():
        if isinstance(leaf, Compared) and leaf.subject.startswith("customer."):
            yield leaf.subject.removeprefix("customer.")


def _words(steps: Iterable[Step]) -> Iterator[str]:
    """The words that steps offer, listen for or settle."""
    for step in steps:
        yield from (choice.word for choice in step.choose)
        yield from (rule.word for rule in step.hear)
        if step.fulfils is not None:
            yield step.fulfils


class _Common:
    """Merges what both files declare, and notes where they contradict each other."""

    def __init__(self, name: str, offences: Offences, place: Place) -> None:
        self._name = name
        self._offences = offences
        self._place = place

    def merged(
        self,
        kind: str,
        own: Mapping[str, _T],
        theirs: Mapping[str, _T],
        meaning: Callable[[_T], object],
    ) -> Mapping[str, _T]:
        """Both; where they mean different things under one name, that is noted."""
        for key in own.keys() & theirs.keys():
            if meaning(own[key]) != meaning(theirs[key]):
                what = f"the {kind} {key} means something else in {self._name}; rename one of them"
                self._offences.add(self._place, what)
        return MappingProxyType({**theirs, **own})


def _texts(own: Texts, name: str, other: Texts, said: set[str], labels: set[str]) -> Texts:
    """The texts of both: of ``other`` those in ``said``, under their new names, and ``labels``."""

    def taken(entries: Mapping[str, _T]) -> dict[str, _T]:
        new = {f"{name}.{key}": each for key, each in entries.items() if key in said}
        return new | {key: each for key, each in entries.items() if key in labels}

    def both(
        mine: Mapping[str, Mapping[str, _T]], theirs: Mapping[str, Mapping[str, _T]]
    ) -> Mapping[str, Mapping[str, _T]]:
        return MappingProxyType(
            {
                locale: MappingProxyType({**taken(theirs.get(locale, {})), **entries})
                for locale, entries in mine.items()
            }
        )

    return Texts(both(own.by_locale, other.by_locale), own.fallback, both(own.places, other.places))
