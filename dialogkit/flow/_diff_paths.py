"""Paths through a flow as customers take them: what happens between the start and an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dialogkit.flow._diff_search import Side
from dialogkit.flow._diff_told import told_event, told_output
from dialogkit.flow._events import Decided, Ended, Event, HandedOff, Said, State, Turn

__all__ = ["Path", "compare_paths"]

Path = tuple[str, ...]
"""Events in words, and in the end the end or the handoff."""

LONGEST = 12
"""Events of a path, at most."""
_MOST = 1_500
"""Paths going on at once; where there would be more, shorter ones are compared."""


@dataclass(frozen=True, slots=True)
class _Open:
    state: State
    told: Path
    passed: frozenset[str]


def compare_paths(old: Side, new: Side) -> tuple[list[Path], list[Path], int]:
    """Paths gained, paths lost, and up to how many events they were compared.

    Compared are all ways from the start, or from a push, to an end or a handoff that choose,
    answer what is asked, and come to no step twice; misunderstandings, silence and what every
    step hears are left out.
    """
    levels = [list(_levels(side)) for side in (old, new)]
    longest = min(len(found) for found in levels)
    before, after = ({path for level in found[:longest] for path in level} for found in levels)
    return _sorted(after - before), _sorted(before - after), longest


def _sorted(paths: set[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (len(path), path))


def _levels(side: Side) -> Iterator[list[Path]]:
    """The paths that end after 0, 1, 2 … events, until there are too many."""
    going = [each for push in (None, *side.flow.push) for each in _begin(side, push)]
    for _ in range(LONGEST):
        ended, further = [], list[_Open]()
        for at in going:
            last = _last(side, at)
            if last is not None:
                ended.append((*at.told, last))
            else:
                further += _onward(side, at)
        yield ended
        if len(further) > _MOST:
            return
        going = further


def _begin(side: Side, push: str | None) -> Iterator[_Open]:
    opted = [each.opt_in for each in side.flow.push.values()] if push is not None else []
    turn = side.start(push, opted)
    if turn is not None:
        yield _Open(turn.state, (f"push {push}",) if push is not None else (), _passed(turn))


def _passed(turn: Turn) -> frozenset[str]:
    return frozenset({turn.state.step, *(output.step for output in turn.outputs)})


def _last(side: Side, at: _Open) -> str | None:
    """How the path ends here; ``None``: it goes on."""
    if at.state.control == "ended":
        return told_output(Ended(at.state.end or "", at.state.step), {})
    if at.state.stage == "handoff":
        handoff = side.flow.steps[at.state.step].handoff or ""
        told = told_output(HandedOff(handoff, "policy", at.state.step), {})
        return told.removesuffix(" (policy)")
    return None


def _onward(side: Side, at: _Open) -> Iterator[_Open]:
    for event in _taken(side, at.state):
        turn = side.react(at.state, event)
        if turn is None:
            continue
        new = _passed(turn) - {at.state.step}
        if new & at.passed or turn.state == at.state:
            continue
        told = told_event(side.flow, at.state, event)
        yield _Open(turn.state, (*at.told, told), at.passed | new)


def _taken(side: Side, state: State) -> list[Event]:
    """What customers do who want to get on."""
    if state.stage == "choose":
        return [Said(word) for word in side.machine.offered(state)]
    if state.stage == "ask":
        return [Said(given=frozenset({state.slot or ""}))]
    if state.stage == "weigh":
        return [Decided(holds=True), Decided(holds=False)]
    return side.events(state)
