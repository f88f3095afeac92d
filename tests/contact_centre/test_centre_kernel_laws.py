"""Laws that hold in the queue kernel whatever comes, in plain Python and compiled."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from queue_worlds import (
    World,
    adds_up,
    in_rank,
    lawful,
    never_too_many,
    nobody_idles,
    worlds,
)


@settings(deadline=None, max_examples=150)
@given(worlds())
def test_laws_of_the_queue(world: World) -> None:
    """Nobody is lost, no agent has too many chats, nobody is answered off duty or outside hours."""
    outcomes = world.run(compiled=False)
    assert repr(outcomes) == repr(world.run(compiled=False))
    for outcome in outcomes:
        lawful(world, outcome)
    again = {r.id for r in world.again}
    came = {o.id + 1000 for o in outcomes if o.id + 1000 in again and o.result != "unfinished"}
    assert Counter(o.id for o in outcomes) == Counter([*(r.id for r in world.asked), *came])
    assert [o.finished_at for o in outcomes] == sorted(o.finished_at for o in outcomes)
    never_too_many(world, outcomes)
    adds_up(world, outcomes)


@settings(deadline=None, max_examples=200)
@given(worlds(one_step=True))
def test_nobody_waits_beside_an_idle_agent(world: World) -> None:
    """Work is taken up as soon as somebody able is free, and in order of rank."""
    outcomes = world.run(compiled=False)
    nobody_idles(world, outcomes)
    in_rank(world, outcomes)


@settings(deadline=None, max_examples=200)
@given(worlds())
def test_numba_tells_the_same(world: World) -> None:
    """Compiled, the same world has the same outcomes, bit by bit."""
    pytest.importorskip("numba", reason="needs the extra fast")
    assert repr(world.run(compiled=True)) == repr(world.run(compiled=False))
