"""Puts the steps of another flow file into a flow, under names of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from dialogkit.flow._flow import Flow
from dialogkit.flow._guards import Guard
from dialogkit.flow._model import Handoff, Hear, Place, Silent, Step, Tell
from dialogkit.flow._offences import Offences
from dialogkit.flow._parse_guard import parse_guard
from dialogkit.flow._texts import Texts

__all__ = ["join"]

_T = TypeVar("_T")

_IS_OPEN = re.compile(r"time\.is_open\(")


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
    renamer = _Renamer(name, other)
    steps = {f"{name}.{key}": renamer.step(step) for key, step in other.steps.items()}
    handoffs = {f"{name}.{key}": renamer.handoff(each) for key, each in other.handoffs.items()}
    wanted = _wanted(flow, steps, handoffs)
    steps = {key: step for key, step in steps.items() if key in wanted}
    made = {step.handoff for step in steps.values()}
    common = _Common(name, offences, place)
    slots = {slot for step in steps.values() for slot in (*step.ask, *step.forget)}
    actions = {key: each for key, each in other.actions.items() if _calls(steps, key)}
    slots |= {slot for each in actions.values() for slot in each.needs}
    slots |= {
        slot for each in actions.values() for filled in each.fills.values() for slot in filled
    }
    shown = {step.show for step in steps.values()}
    return replace(
        flow,
        steps=MappingProxyType({**flow.steps, **steps}),
        handoffs=MappingProxyType(
            {**flow.handoffs, **{key: each for key, each in handoffs.items() if key in made}}
        ),
        data=common.merged(
            "slot",
            flow.data,
            {key: each for key, each in other.data.items() if key in slots},
            lambda one: (one.like, one.level),
        ),
        actions=common.merged("action", flow.actions, actions, lambda one: sorted(one.gives)),
        intents=common.merged("intent", flow.intents, _heard(other, steps), str),
        customer=common.merged("fact", flow.customer, other.customer, lambda one: dict(one.values)),
        media=common.merged(
            "medium",
            flow.media,
            {key: each for key, each in other.media.items() if key in shown},
            lambda one: one.file,
        ),
        texts=_texts(flow.texts, name, other.texts, renamer.said),
        used=MappingProxyType({**flow.used, name: other.file}),
    )


def _wanted(flow: Flow, steps: Mapping[str, Step], handoffs: Mapping[str, Handoff]) -> set[str]:
    """The steps of the other file that can be come to from those that ``flow`` names."""
    named = [target for step in flow.steps.values() for target in step.targets().values()]
    named += [rule.goto or rule.visit or "" for rule in flow.anywhere.hear]
    named += [push.goto for push in flow.push.values()]
    named += [target for handoff in flow.handoffs.values() for target in handoff.when.values()]
    named += [rung for step in flow.steps.values() for rung in step.lost or ()]
    named += [flow.start, *flow.anywhere.lost]
    if flow.anywhere.silent is not None:
        named.append(flow.anywhere.silent.goto)
    found: set[str] = set()
    while named:
        key = named.pop()
        if key in steps and key not in found:
            found.add(key)
            step = steps[key]
            named += [*step.targets().values(), *(step.lost or ())]
            if step.handoff is not None and step.handoff in handoffs:
                named += handoffs[step.handoff].when.values()
    return found


def _calls(steps: Mapping[str, Step], action: str) -> bool:
    return any(step.do == action for step in steps.values())


def _heard(other: Flow, steps: Mapping[str, Step]) -> dict[str, str]:
    """The intents that the steps taken over listen for or settle."""
    words = {choice.word for step in steps.values() for choice in step.choose}
    words |= {rule.word for step in steps.values() for rule in step.hear}
    words |= {step.fulfils for step in steps.values() if step.fulfils is not None}
    return {word: label for word, label in other.intents.items() if word in words}


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
        for key in own.keys() & theirs.keys():
            if meaning(own[key]) != meaning(theirs[key]):
                what = f"the {kind} {key} means something else in {self._name}; rename one of them"
                self._offences.add(self._place, what)
        return MappingProxyType({**theirs, **own})


class _Renamer:
    """Gives steps, handoffs and what is said their names in the other file."""

    def __init__(self, name: str, flow: Flow) -> None:
        self._name = name
        self._flow = flow
        self.said: set[str] = set()
        """Keys of texts that were renamed, as they were."""

    def _to(self, target: str) -> str:
        return f"{self._name}.{target}"

    def _maybe(self, target: str | None) -> str | None:
        return None if target is None else self._to(target)

    def _text(self, key: str | None) -> str | None:
        if key is None:
            return None
        self.said.add(key)
        return f"{self._name}.{key}"

    def step(self, step: Step) -> Step:
        """The step with its new names, and with what it inherits in its own file."""
        anywhere = self._flow.anywhere
        lost = step.lost if step.lost is not None else anywhere.lost or None
        silent = step.silent or anywhere.silent
        return replace(
            step,
            name=self._to(step.name),
            say=self._text(step.say),
            when=MappingProxyType({key: self._to(each) for key, each in step.when.items()}),
            branches=tuple(
                replace(each, goto=self._to(each.goto), guard=self._guard(each.guard))
                for each in step.branches
            ),
            visit=self._maybe(step.visit),
            choose=tuple(
                replace(
                    each, goto=self._to(each.goto), guard=each.guard and self._guard(each.guard)
                )
                for each in step.choose
            ),
            then=self._maybe(step.then),
            handoff=self._maybe(step.handoff),
            otherwise=self._maybe(step.otherwise),
            hear=tuple(self._rule(rule) for rule in (*step.hear, *anywhere.hear)),
            lost=None if lost is None else tuple(self._rung(rung) for rung in lost),
            silent=None if silent is None else self._silent(silent),
            places=MappingProxyType({self._place_key(key): p for key, p in step.places.items()}),
        )

    def _guard(self, guard: Guard) -> Guard:
        """The guard, which asks for handoffs by their new names."""
        return parse_guard(_IS_OPEN.sub(rf"\g<0>{self._name}.", guard.text))

    def _place_key(self, key: str) -> str:
        return _IS_OPEN.sub(rf"\g<0>{self._name}.", key) if key.startswith("if.") else key

    def _rule(self, rule: Hear) -> Hear:
        return replace(
            rule,
            goto=self._maybe(rule.goto),
            visit=self._maybe(rule.visit),
            guard=rule.guard and self._guard(rule.guard),
        )

    def _rung(self, rung: str) -> str:
        return self._to(rung) if rung in self._flow.steps else self._text(rung) or ""

    def _silent(self, rule: Silent) -> Silent:
        return replace(rule, goto=self._to(rule.goto))

    def handoff(self, handoff: Handoff) -> Handoff:
        """The handoff with its new names."""
        tell = handoff.tell
        return replace(
            handoff,
            name=self._to(handoff.name),
            tell=Tell(
                queued=self._text(tell.queued),
                waiting=self._text(tell.waiting),
                every=tell.every,
                joined=self._text(tell.joined),
            ),
            suggest=tuple(self._text(key) or "" for key in handoff.suggest),
            when=MappingProxyType({key: self._to(each) for key, each in handoff.when.items()}),
        )


def _texts(own: Texts, name: str, other: Texts, said: set[str]) -> Texts:
    """The texts of both; those in ``said`` under their new names."""

    def renamed(entries: Mapping[str, _T]) -> dict[str, _T]:
        return {f"{name}.{key}": each for key, each in entries.items() if key in said} | {
            key: each for key, each in entries.items() if key not in said
        }

    def both(
        mine: Mapping[str, Mapping[str, _T]], theirs: Mapping[str, Mapping[str, _T]]
    ) -> Mapping[str, Mapping[str, _T]]:
        return MappingProxyType(
            {
                locale: MappingProxyType({**renamed(theirs.get(locale, {})), **entries})
                for locale, entries in mine.items()
            }
        )

    return Texts(both(own.by_locale, other.by_locale), own.fallback, both(own.places, other.places))
