"""The queue kernel: chats wait for agents, event by event, on the caller's clock.

It knows times, bits and counts only. Whoever calls it draws all random numbers beforehand and may
answer each outcome with new requests, so a bot that takes a case back, and a customer who writes
again tomorrow, live on the same clock. The rules are in `_kernel_rules`; the same input gives the
same output, bit by bit, whether numba runs them or plain Python.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dialogkit._collector import collector_at_rest
from dialogkit.contact_centre._kernel_engine import Engine, engine
from dialogkit.contact_centre._kernel_floor import Clock
from dialogkit.contact_centre._kernel_input import Input, Numbers, agenda, request_columns, team
from dialogkit.contact_centre._requests import AgentSlots, Interval, Outcome, Request
from dialogkit.contact_centre._tables import OutcomeTable, RequestTable
from dialogkit.errors import ParameterError

__all__ = ["ClosingPolicy", "FollowUp", "run_queue", "run_queue_table"]

ClosingPolicy = Literal["turn_away", "keep"]
"""What happens at closing time to those still queued: they end as ``closed``, or they keep their
place until the next opening."""

FollowUp = Callable[[Outcome], Iterable[Request]]
"""Called at the simulated moment of each outcome; returns requests at that moment or later."""


def run_queue(
    requests: Iterable[Request],
    agents: Sequence[AgentSlots],
    opened: Sequence[Interval],
    horizon: float,
    follow_up: FollowUp | None = None,
    *,
    closing: ClosingPolicy = "turn_away",
    slowdown: float = 0.0,
    compiled: bool | None = None,
) -> list[Outcome]:
    """Lets agents answer requests, first come first served, until every request has ended.

    A request in a route step takes the agent with the fewest running chats who has all the bits it
    needs, among those the one longest without a change. A freed agent takes the request that has
    queued longest among those whose present step they satisfy. When the centre closes, running
    chats are finished. Requests that come while it is closed end as ``closed`` at once.

    Args:
        requests: In any order.
        agents: The agents on duty in all opening hours.
        opened: Opening hours, as `Hours.as_offsets` gives them.
        horizon: Seconds after which nobody is answered any more; what is still queued or comes
            later ends as ``unfinished``, for which ``follow_up`` is not called.
        follow_up: Gives new requests in answer to an outcome.
        closing: What happens to those still queued at closing time.
        slowdown: Share by which each further chat of the same agent at the moment of the answer
            lengthens the handling time: 0.1 makes a third chat 20 % longer.
        compiled: By numba (extra ``fast``) or in plain Python; ``None`` for numba where installed.

    Returns:
        One outcome a request, in the order in which they happened.

    Raises:
        ParameterError: A time, duration, slot count or interval is out of range, or a follow-up
            lies in the past.

    Example:
        >>> asked = [Request(id=1, time=0, handle=60), Request(id=2, time=10, handle=60)]
        >>> [o.wait for o in run_queue(asked, [AgentSlots()], [(0, 3600)], horizon=3600)]
        [0.0, 50.0]
    """
    requests = list(requests)
    surroundings = _Surroundings(agents, opened, horizon, closing, slowdown)
    order, given = surroundings.given(RequestTable.of(requests))
    names = [requests[place].id for place in order]
    with collector_at_rest():
        run = engine(given, compiled)
        if follow_up is None:
            return run.outcomes(run.play_all(), names)
        return _with_answers(run, names, given.numbers, follow_up)


def run_queue_table(
    requests: RequestTable,
    agents: Sequence[AgentSlots],
    opened: Sequence[Interval],
    horizon: float,
    *,
    closing: ClosingPolicy = "turn_away",
    slowdown: float = 0.0,
    compiled: bool | None = None,
) -> OutcomeTable:
    """The same as `run_queue` for requests without follow-ups, in columns.

    Args:
        requests: In any order.
        agents: As for `run_queue`.
        opened: As for `run_queue`.
        horizon: As for `run_queue`.
        closing: As for `run_queue`.
        slowdown: As for `run_queue`.
        compiled: As for `run_queue`.

    Returns:
        One row a request, in the order in which they ended.

    Raises:
        ParameterError: As for `run_queue`.

    Example:
        >>> asked = RequestTable(time=[0, 10], handle=60)
        >>> run_queue_table(asked, [AgentSlots()], [(0, 3600)], horizon=3600).wait
        array([ 0., 50.])
    """
    surroundings = _Surroundings(agents, opened, horizon, closing, slowdown)
    order, given = surroundings.given(requests)
    with collector_at_rest():
        run = engine(given, compiled)
        done = run.play_all()
    result, agent, queued, answered, finished, freed, step = run.columns(done)
    return OutcomeTable(
        request=order[done],
        result=result,
        agent=agent,
        queued_at=queued,
        answered_at=answered,
        finished_at=finished,
        freed_at=freed,
        step=step,
    )


class _Surroundings(NamedTuple):
    """What requests come into."""

    agents: Sequence[AgentSlots]
    opened: Sequence[Interval]
    horizon: float
    closing: ClosingPolicy
    slowdown: float

    def given(self, table: RequestTable) -> tuple[NDArray[np.int64], Input]:
        """Rows of the table in order of time, and all that a run begins with."""
        if not (0 <= self.slowdown < math.inf and self.horizon >= 0):
            what = f"got {self.slowdown}, {self.horizon}"
            raise ParameterError(f"slowdown, finite, and horizon must be 0 or more, {what}")
        numbers = Numbers(len(self.agents))
        order, requests = request_columns(table, numbers)
        agents, pools, levels = team(self.agents)
        return order, Input(
            requests=requests,
            agents=agents,
            pools=pools,
            levels=levels,
            calendar=agenda(self.agents, self.opened, self.horizon),
            clock=Clock(float(self.slowdown), int(self.closing == "keep"), *[len(order)] * 3),
            numbers=numbers,
        )


def _with_answers(
    run: Engine, names: list[int], numbers: Numbers, follow_up: FollowUp
) -> list[Outcome]:
    """Outcomes, each answered with its follow-ups at its moment."""
    outcomes = []
    for outcome in run.told(names):
        outcomes.append(outcome)
        if outcome.result == "unfinished":
            continue
        for new in follow_up(outcome):
            if not new.time >= outcome.finished_at:
                what = f"got {new.time} at {outcome.finished_at}"
                raise ParameterError(f"a follow-up must not lie in the past, {what}")
            run.add(numbers.row(new, len(names)))
            names.append(new.id)
    return outcomes
