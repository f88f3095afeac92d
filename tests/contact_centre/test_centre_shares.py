"""Agents' time by request: what is held at once shares it, and what is done off duty is told."""

from __future__ import annotations

import numpy as np
import pytest

from dialogkit.contact_centre import (
    AgentSlots,
    Outcome,
    Request,
    RequestTable,
    agent_seconds,
    run_queue,
    run_queue_table,
    seconds_on_duty,
)

DAY = [(0.0, 100.0)]


def test_columns_share_as_values_do() -> None:
    """Both forms of the same run have the same shares, and few chats at once are seen as such."""
    rng = np.random.default_rng(4)
    time, handle = np.cumsum(rng.exponential(2.0, 300)), rng.exponential(10.0, 300)
    team, opened = [AgentSlots(chats=3)] * 4, [(0.0, 400.0), (450.0, 1e4)]
    table = RequestTable(time=time, handle=handle, wrap=1.0, patience=9.0)
    asked = [
        Request(id=n, time=t, handle=h, wrap=1.0, patience=9.0)
        for n, (t, h) in enumerate(zip(time.tolist(), handle.tolist(), strict=True))
    ]
    values, columns = run_queue(asked, team, opened, 1e4), run_queue_table(table, team, opened, 1e4)
    shares = agent_seconds(columns)
    assert shares.tolist() == agent_seconds(values).tolist()
    held = np.where(columns.agent >= 0, columns.freed_at - columns.answered_at, 0.0)
    assert (shares <= held + 1e-9).all()
    assert (shares >= held / 3 - 1e-9).all()
    assert shares[columns.agent < 0].tolist() == [0.0] * int((columns.agent < 0).sum())
    assert 1 < held.sum() / shares.sum() < 3


def test_nobody_answered_is_no_time() -> None:
    """Without outcomes, or without answers, there is nothing to share."""
    left = Outcome(1, "left", -1, 0.0, float("nan"), 5.0, float("nan"), 0)
    assert agent_seconds([]).shape == (0,)
    assert agent_seconds([left]).tolist() == [0.0]
    assert seconds_on_duty([left], [AgentSlots()], DAY, 50.0).tolist() == [0.0]


@pytest.mark.parametrize(
    ("since", "until", "seconds"),
    [(0.0, 1e3, 30.0), (80.0, 1e3, 20.0), (0.0, 90.0, 20.0), (200.0, 1e3, 0.0)],
)
def test_work_off_duty_is_left_out(since: float, until: float, seconds: float) -> None:
    """From 70 to 130, of which duty lasts to 100; less where only a part of the time counts."""
    served = Outcome(1, "served", 0, 0.0, 70.0, 110.0, 130.0, 0)
    assert seconds_on_duty([served], [AgentSlots()], DAY, until, since).tolist() == [seconds]
    shift = AgentSlots(on=((0.0, 75.0), (85.0, 100.0)))
    assert seconds_on_duty([served], [shift], DAY, 1e3).tolist() == [20.0]
