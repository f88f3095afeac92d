"""The queue kernel against a second event loop that was written from the documents alone.

`make bench` has hundreds of such worlds (`tests/benchmarks/bench_worlds.py`).
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from independent_loop import played
from independent_people import Ended
from independent_worlds import AGAIN, differences, world

from dialogkit.contact_centre import AgentSlots, Interval, Outcome, Request, run_queue

SEEDS = range(15)
KINDS = [
    pytest.param(False, False, id="chats"),
    pytest.param(True, False, id="calls"),
    pytest.param(False, True, id="back"),
    pytest.param(True, True, id="calls-back"),
]


@pytest.mark.parametrize(("calls", "back"), KINDS)
def test_both_tell_the_same_story(calls: bool, back: bool) -> None:
    """Each request of fifteen worlds: result, agent, step, times to the last bit, and the order."""
    for seed in SEEDS:
        requests, told = differences(world(seed, calls=calls, back=back))
        assert requests > 0
        assert told == [], f"world {seed}"


def test_the_worlds_have_all_that_can_happen() -> None:
    """Each way to end, calls that waited for a whole agent, chats at once, who comes back."""
    results: Counter[str] = Counter()
    calls = again = beside = 0
    for seed in SEEDS:
        made = world(seed, calls=True, back=True)
        ends = made.by_kernel()
        results.update(end.result for end in ends)
        whole = {request.id for request in made.requests if request.slots == 0}
        served = sorted((e for e in ends if e.agent >= 0), key=lambda e: (e.agent, e.answered_at))
        calls += sum(end.id in whole and end.wait > 0 for end in served)
        again += sum(end.id >= AGAIN for end in served)
        pairs = [(a, b) for a, b in pairwise(served) if a.agent == b.agent]
        beside += sum(second.answered_at < first.freed_at for first, second in pairs)
    assert set(results) == {"served", "closed", "nobody", "left", "window_shut", "unfinished"}
    assert min(calls, again, beside) > 100


@pytest.mark.parametrize(
    ("closes", "result"),
    [(599.0, "closed"), (600.0, "unfinished"), (601.0, "unfinished")],
    ids=["before", "at", "after"],
)
def test_a_centre_does_not_close_at_the_horizon(closes: float, result: str) -> None:
    """Who waits when the run ends is unfinished, also where the centre would close just then.

    The run is over before anybody is turned away; a centre that never closes ends like that, too,
    for its last opening hours are cut off at the horizon.
    """
    requests = [
        Request(1, 0.0, 9_000.0),
        Request(2, 10.0, 60.0),
        Request(3, 20.0, 60.0, keeps=True),
    ]
    opened: list[Interval] = [(0.0, closes)]
    ours = run_queue(requests, [AgentSlots()], opened, 600.0, compiled=False)
    theirs = played(requests, [AgentSlots()], opened, 600.0)
    assert _told(ours) == _told(theirs)
    assert _told(ours) == {
        1: ("served", 9_000.0),
        2: (result, min(closes, 600.0)),
        3: ("unfinished", 600.0),
    }


def test_one_agent_is_kept_free_for_each_who_needs_a_whole_one() -> None:
    """Two agents hold two chats each; a call comes, then a chat: the call is answered by hand."""
    requests = [
        Request(1, 0.0, 100.0),
        Request(2, 1.0, 200.0),
        Request(3, 2.0, 300.0),  # beside the first
        Request(4, 10.0, 50.0, slots=0),  # the second agent, with fewer chats, takes nobody new
        Request(5, 20.0, 50.0),  # so this one waits for the first agent's first chat to end
    ]
    team, opened = [AgentSlots(chats=2)] * 2, [(0.0, 1_000.0)]
    ours = run_queue(requests, team, opened, 1_000.0, compiled=False)
    theirs = played(requests, team, opened, 1_000.0)
    answered = {end.id: (end.agent, end.answered_at) for end in ours}
    assert answered == {end.id: (end.agent, end.answered_at) for end in theirs}
    assert answered == {1: (0, 0.0), 2: (1, 1.0), 3: (0, 2.0), 4: (1, 201.0), 5: (0, 100.0)}


def test_another_agent_is_kept_free_where_that_one_goes() -> None:
    """Who lets chats run out for a call and goes off duty hands that on to who stays."""
    requests = [
        Request(1, 0.0, 300.0),
        Request(2, 1.0, 200.0),
        Request(3, 10.0, 50.0, slots=0),  # the first agent takes nobody new, and goes at 50
        Request(4, 60.0, 50.0),  # so this one finds nobody: the second now waits for the call
    ]
    opened: list[Interval] = [(0.0, 1_000.0)]
    team = [AgentSlots(chats=2, on=((0.0, 50.0),)), AgentSlots(chats=2, on=((0.0, 1_000.0),))]
    ours = run_queue(requests, team, opened, 1_000.0, compiled=False)
    theirs = played(requests, team, opened, 1_000.0)
    answered = {end.id: (end.agent, end.answered_at) for end in ours}
    assert answered == {end.id: (end.agent, end.answered_at) for end in theirs}
    assert answered == {1: (0, 0.0), 2: (1, 1.0), 3: (1, 201.0), 4: (1, 251.0)}


def _told(ends: list[Outcome] | list[Ended]) -> dict[int, tuple[str, float]]:
    return {end.id: (end.result, end.finished_at) for end in ends}
