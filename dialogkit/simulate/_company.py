"""All who talk to the bot in one run: first everybody in one go, then one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogkit.simulate._arrivals import Arrival
from dialogkit.simulate._batch import Batch
from dialogkit.simulate._compiled import compiled_walk
from dialogkit.simulate._crowd import Crowd
from dialogkit.simulate._draws import Draws, row_of
from dialogkit.simulate._plan import Plan, plan_of
from dialogkit.simulate._plan_numbers import Hours
from dialogkit.simulate._played import AnyTalk, Played
from dialogkit.simulate._remote_talk import RecordedStage, talk_of
from dialogkit.simulate._talk import Stage
from dialogkit.simulate._tracer import Tracer
from dialogkit.simulate._visitor import Visitor
from dialogkit.simulate._walk import Tables, Talks, walk
from dialogkit.simulate._world import World

__all__ = ["Company"]

Floats = NDArray[np.float64]
PIECES = 64
"""So many pieces of a conversation have room at first."""


def _columns() -> Talks:
    return Talks(*([] for _ in Talks._fields))


@dataclass(slots=True)
class Company:
    """The conversations of a run, as columns; the plan they follow grows with them."""

    stage: Stage
    """What the conversations share."""
    world: World
    """What they ask about: hours, facts, back ends."""
    compiled: bool | None = None
    """Whether the first conversations run compiled; ``None``: where numba is installed."""
    talks: Talks = field(default_factory=_columns)
    """A row a conversation."""
    visitors: list[Visitor] = field(default_factory=list)
    """Who has it, row by row."""
    plan: Plan = field(init=False)
    """What can happen in them, as far as it was gone through."""
    _hours: Hours = field(init=False)
    _tables: Tables = field(init=False)
    _pieces: list[int] = field(default_factory=lambda: [0] * PIECES)
    """Where the pieces of the conversation under way are written down."""

    def __post_init__(self) -> None:
        self.plan = plan_of(self.stage)
        self._hours = Hours.of(self.world.desk.handoff_hours)
        self._tables = self._look_up(arrays=False)

    def meet(self, visitor: Visitor, at: float) -> AnyTalk:
        """A conversation that runs until it ends or an agent is needed."""
        if not self._follows_plan:
            talk = talk_of(self.stage, visitor, self.world, at)
            talk.open()
            return talk
        number, talks, plan = len(self.visitors), self.talks, self.plan
        self.visitors.append(visitor)
        talks.draws.append(visitor.draws)
        talks.facts.append(self.world.row(visitor.person, called=visitor.called))
        talks.node.append(plan.start(visitor))
        talks.clock.append(at)
        talks.table.append(plan.table(visitor.label, visitor.locale))
        talks.pace.append(self.stage.pace(visitor.channel))
        for column in (talks.handoff, talks.heard, talks.end):
            column.append(-1)
        for column in (talks.heard_at, talks.turns, talks.bot_turns, talks.fallbacks, talks.marks):
            column.append(0)
        for column in (talks.leaves_from, talks.leaves_to):
            column.append(0)
        return Played(self, number, []).go_on()

    def meet_all(self, crowd: Crowd, draws: Floats) -> Batch | None:
        """The first conversations of a run, in one go; ``None`` where they follow no plan.

        Args:
            crowd: Who comes.
            draws: Their random numbers, shape (n, columns).
        """
        if not self._follows_plan:
            return None

        def who(row: int) -> Visitor:
            """The customer of a row."""
            return _first(crowd[row], row_of(draws, row))

        talks = self._beginning(crowd, draws)
        jit = compiled_walk() if self.compiled is not False else None
        leaves = self._walk_lists(talks, who) if jit is None else self._walk_all(jit, talks, who)
        rows = np.arange(len(crowd))
        return Batch(
            plan=self.plan, crowd=crowd, draws=draws, talks=talks, leaves=leaves, rows=rows
        )

    def take(self, batch: Batch, visitors: Sequence[Visitor]) -> list[AnyTalk]:
        """Conversations of a batch, to be taken on one by one."""
        first, talks = len(self.visitors), self.talks
        self.visitors += visitors
        for name in Talks._fields[1:]:
            getattr(talks, name).extend(batch.column(name).tolist())
        talks.draws.extend(visitor.draws for visitor in visitors)
        begins, ends = talks.leaves_from[first:], talks.leaves_to[first:]
        early = (batch.leaves[b:e].tolist() for b, e in zip(begins, ends, strict=True))
        return [Played(self, first + number, leaves) for number, leaves in enumerate(early)]

    def take_on(self, number: int) -> list[int]:
        """Runs one conversation on; the pieces that it went through."""
        talks, sheet, tables, leaves = self.talks, self.plan.plain, self._tables, self._pieces
        done, at = walk(sheet, tables, talks, leaves, 0, number, number + 1)
        while done == number:
            self._go_further(number, talks, leaves, at, self.visitors.__getitem__)
            done, at = walk(sheet, tables, talks, leaves, at, number, number + 1)
        return leaves[:at]

    # ----- inside --------------------------------------------------------------------------------

    @property
    def _follows_plan(self) -> bool:
        """Not where every word is wanted, and not where the conversations were held elsewhere."""
        return not (self.stage.recording or isinstance(self.stage, RecordedStage))

    def _beginning(self, crowd: Crowd, draws: Floats) -> Talks:
        """Conversations that have not begun, as arrays."""
        n, plan = len(crowd), self.plan
        kind, first = crowd.kinds()
        like = [_first(crowd[row], row_of(draws, row)) for row in first]
        starts = np.array([plan.start(each) for each in like], dtype=np.int64)
        tables = np.array([plan.table(each.label, each.locale) for each in like], dtype=np.int64)
        columns = {name: np.zeros(n, dtype=np.int64) for name in Talks._fields[2:]}
        columns |= {name: np.full(n, -1) for name in ("handoff", "heard", "end")}
        paces = np.array([self.stage.pace(each.channel) for each in like], dtype=np.int64)
        columns |= {"node": starts[kind], "table": tables[kind], "pace": paces[kind]}
        times = {"clock": crowd.at.copy(), "heard_at": np.zeros(n)}
        facts = self.world.numbers(np.arange(n), called=False)
        return Talks(draws=draws, facts=facts, **(columns | times))

    def _walk_all(self, jit: Any, talks: Talks, who: Callable[[int], Visitor]) -> NDArray[np.int64]:
        """Takes a batch on, compiled; the pieces they went through."""
        n = len(talks.node)
        pieces, at, row = np.zeros(16 * n + PIECES, dtype=np.int64), 0, 0
        tables, known = self._look_up(arrays=True), len(self.plan.words.begins)
        while row < n:
            row, at = jit(self.plan.arrays(), tables, talks, pieces, at, row, n)
            if row < n and at == len(pieces):
                pieces = np.concatenate([pieces, np.zeros_like(pieces)])
            elif row < n:
                self._learn(row, talks, who)
                if known < len(self.plan.words.begins):
                    tables, known = self._look_up(arrays=True), len(self.plan.words.begins)
        return pieces[:at]

    def _walk_lists(self, talks: Talks, who: Callable[[int], Visitor]) -> NDArray[np.int64]:
        """The same in plain Python, where lists are faster than arrays."""
        listed = Talks(*(column.tolist() for column in talks))
        row, at, n, leaves = 0, 0, len(listed.node), [0] * PIECES
        sheet, tables = self.plan.plain, self._tables
        while row < n:
            row, at = walk(sheet, tables, listed, leaves, at, row, n)
            if row < n:
                self._go_further(row, listed, leaves, at, who)
        for name in Talks._fields[2:]:
            getattr(talks, name)[:] = getattr(listed, name)
        return np.array(leaves[:at], dtype=np.int64)

    def _go_further(
        self, row: int, talks: Talks, leaves: list[int], at: int, who: Callable[[int], Visitor]
    ) -> None:
        """Gives a conversation that stopped what it lacks: room for pieces, or a branch."""
        if at == len(leaves):
            leaves += [0] * max(PIECES, at)
        else:
            self._learn(row, talks, who)

    def _learn(self, row: int, talks: Talks, who: Callable[[int], Visitor]) -> None:
        """Writes down the branches that a conversation is the first to take."""
        mind = self.plan.minds[talks.node[row]]
        tracer = Tracer(self.stage, who(row), self.world, 0.0, plan=self.plan, hours=self._hours)
        clock, heard_at = float(talks.clock[row]), float(talks.heard_at[row])
        tracer.resume(mind, clock, heard_at, int(talks.turns[row]))
        tracer.trace()

    def _look_up(self, *, arrays: bool) -> Tables:
        """What the walk looks up; the lists of words in it grow with the plan."""
        times = self.stage.reply_times
        return self.plan.tables(self.stage.values, times, self._hours, arrays=arrays)


def _first(arrival: Arrival, draws: Draws) -> Visitor:
    """A customer who comes of their own accord, in their first contact."""
    label, locale, channel = arrival.label, arrival.locale, arrival.channel
    return Visitor(arrival.scenario, label, locale, channel, draws, person=arrival.person)
