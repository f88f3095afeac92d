"""The conversations of one run: followed along the plan, all first ones in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from dialogkit.flow import HandedBack, HandedOff, State
from dialogkit.simulate._compiled import compiled_walk
from dialogkit.simulate._plan import Leaf, Mind, Plan, plan_of
from dialogkit.simulate._plan_numbers import Hours
from dialogkit.simulate._remote_talk import RecordedStage, talk_of
from dialogkit.simulate._talk import Stage, Talk
from dialogkit.simulate._tracer import Tracer
from dialogkit.simulate._visitor import Visitor
from dialogkit.simulate._walk import Mark, Tables, Talks, walk
from dialogkit.simulate._world import World

__all__ = ["AnyTalk", "Company", "Played"]

Floats = NDArray[np.float64]
PIECES = 64
"""At least so many pieces have room before a conversation is taken on."""


def _columns() -> Talks:
    return Talks(*([] for _ in Talks._fields))


@dataclass(slots=True)
class Company:
    """All who talk to the bot in one run, as columns; the plan they follow grows with them."""

    stage: Stage
    world: World
    compiled: bool | None = None
    """Whether the first conversations run compiled; ``None``: where numba is installed."""
    talks: Talks = field(default_factory=_columns)
    visitors: list[Visitor] = field(default_factory=list)
    leaves: list[int] = field(default_factory=list)
    """Pieces that conversations went through, by their numbers in the plan."""
    plan: Plan = field(init=False)
    _hours: Hours = field(init=False)
    _tables: Tables = field(init=False)

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
        number = self._add([visitor], [at], [visitor.draws])
        return Played(self, number).go_on()

    def meet_all(
        self, visitors: Sequence[Visitor], times: Sequence[float], draws: Floats
    ) -> Iterator[AnyTalk]:
        """The first conversations of a run, one for each of ``visitors``, in their order.

        Args:
            visitors: Who comes; none of them called.
            times: When, in seconds from the start of the run.
            draws: Their random numbers, shape (n, columns).
        """
        jit = compiled_walk() if self.compiled is not False else None
        if not visitors or not self._follows_plan:
            yield from (self.meet(*each) for each in zip(visitors, times, strict=True))
            return
        first = self._add(visitors, times, draws if jit is not None else draws.tolist())
        last = first + len(visitors)
        if jit is None:
            self.walk(first, last)
        else:
            self._walk_compiled(jit, first, last, draws)
        starts, stops = self.talks.leaves_from, self.talks.leaves_to
        for number in range(first, last):
            yield Played(self, number, [(starts[number], stops[number])])

    def walk(self, first: int, last: int) -> None:
        """Takes conversations on, in plain Python, teaching the plan what it lacks."""
        at = len(self.leaves)
        self.talks.leaves_from[first] = self.talks.leaves_to[first] = at
        while first < last:
            self.leaves += [0] * (PIECES * (1 + last - first) + at - len(self.leaves))
            sheet = self.plan.plain
            first, at = walk(sheet, self._tables, self.talks, self.leaves, at, first, last)
            if first < last and at < len(self.leaves):
                self._learn(first)
        del self.leaves[at:]

    # ----- inside --------------------------------------------------------------------------------

    @property
    def _follows_plan(self) -> bool:
        """Not where every word is wanted, and not where the conversations were held elsewhere."""
        return not (self.stage.recording or isinstance(self.stage, RecordedStage))

    def _walk_compiled(self, jit: Any, first: int, last: int, draws: Floats) -> None:
        """The same, compiled."""
        talks, n, begin = self.talks, last - first, len(self.leaves)
        whole = Talks(
            draws=draws,
            facts=np.array(talks.facts[first:], dtype=np.int64).reshape(n, -1),
            **{
                name: np.array(
                    getattr(talks, name)[first:],
                    dtype=np.float64 if name in ("clock", "heard_at") else np.int64,
                )
                for name in Talks._fields[2:]
            },
        )
        pieces, at, row = np.zeros(16 * n + PIECES, dtype=np.int64), 0, 0
        tables, known = self._look_up(arrays=True), len(self.plan.words.begins)
        while row < n:
            row, at = jit(self.plan.arrays(), tables, whole, pieces, at, row, n)
            if row < n and at == len(pieces):
                pieces = np.concatenate([pieces, np.zeros_like(pieces)])
            elif row < n:
                for name in Talks._fields[2:]:
                    getattr(talks, name)[first + row] = getattr(whole, name)[row].item()
                self._learn(first + row)
                if known < len(self.plan.words.begins):
                    tables, known = self._look_up(arrays=True), len(self.plan.words.begins)
        whole.leaves_from[:] += begin
        whole.leaves_to[:] += begin
        for name in Talks._fields[2:]:
            getattr(talks, name)[first:] = getattr(whole, name).tolist()
        self.leaves += pieces[:at].tolist()

    def _add(
        self, visitors: Sequence[Visitor], times: Sequence[float], draws: Iterable[Any]
    ) -> int:
        """Adds conversations that have not begun, and gives the number of the first."""
        talks, plan, n, first = self.talks, self.plan, len(visitors), len(self.visitors)
        persons = np.array([visitor.person for visitor in visitors])
        facts = self.world.numbers(persons, called=visitors[0].called)
        self.visitors += visitors
        talks.draws.extend(draws)
        talks.facts.extend(facts.tolist())
        talks.node.extend(map(plan.start, visitors))
        talks.clock.extend(times)
        talks.heard_at.extend([0.0] * n)
        talks.table.extend(plan.table(v.label, v.locale) for v in visitors)
        for column in (talks.turns, talks.bot_turns, talks.fallbacks, talks.marks):
            column.extend([0] * n)
        for column in (talks.handoff, talks.heard, talks.end):
            column.extend([-1] * n)
        for column in (talks.leaves_from, talks.leaves_to):
            column.extend([0] * n)
        return first

    def _learn(self, number: int) -> None:
        """Writes down the branch that a conversation was the first to take."""
        talks, stage = self.talks, self.stage
        mind = self.plan.minds[talks.node[number]]
        tracer = Tracer(
            stage, self.visitors[number], self.world, 0.0, plan=self.plan, hours=self._hours
        )
        tracer.resume(mind, talks.clock[number], talks.heard_at[number], talks.turns[number])
        tracer.trace()

    def _look_up(self, *, arrays: bool) -> Tables:
        """What the walk looks up; the lists of words in it grow with the plan."""
        reply = (self.stage.reply_median, self.stage.reply_spread)
        return self.plan.tables(self.stage.values, reply, self._hours, arrays=arrays)


class Played:
    """One of them: what `Talk` tells of itself, read off the plan.

    Args:
        company: All of the run.
        number: Which one.
        pieces: Stretches of the company's leaves that it went through so far.
    """

    __slots__ = ("_company", "_number", "_pieces")

    def __init__(
        self, company: Company, number: int, pieces: Iterable[tuple[int, int]] = ()
    ) -> None:
        self._company, self._number, self._pieces = company, number, list(pieces)

    def go_on(self) -> Played:
        """Runs until the conversation has ended, or control is with the queue."""
        company, number = self._company, self._number
        talks = company.talks
        if not isinstance(talks.draws[number], list):
            draws = company.visitors[number].draws
            talks.draws[number] = draws if isinstance(draws, list) else draws.tolist()
        company.walk(number, number + 1)
        self._pieces.append((talks.leaves_from[number], talks.leaves_to[number]))
        return self

    def agent_joins(self, at: float) -> None:
        """An agent answers."""
        self._happens("joined", at)

    def hand_back(self, result: HandedBack, at: float) -> None:
        """The handoff is over; the bot goes on."""
        self._company.talks.heard_at[self._number] = at
        self._happens(result.result, at)

    def _happens(self, event: str, at: float) -> None:
        self._company.talks.clock[self._number] = at
        self._set("event", event)
        self.go_on()

    # ----- what it tells -------------------------------------------------------------------------

    @property
    def stage(self) -> Stage:
        """What every conversation of the run shares."""
        return self._company.stage

    @property
    def mind(self) -> Mind:
        """Where it stands, but for clock and counts."""
        number: int = self._company.talks.node[self._number]
        return self._company.plan.minds[number]

    @property
    def state(self) -> int:
        """Number of the flow's state."""
        return self.mind.state

    @property
    def current(self) -> State:
        """The flow's state."""
        return self.stage.rehearsal.states[self.mind.state]

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to say."""
        return self.current.control == "ended"

    @property
    def opted(self) -> frozenset[str]:
        """Topics the customer agrees to be written to about."""
        return self.current.opted

    @property
    def clock(self) -> float:
        """Now, in seconds from the start of the run."""
        return cast("float", self._company.talks.clock[self._number])

    @property
    def last_heard(self) -> float:
        """When the customer last wrote."""
        return cast("float", self._company.talks.heard_at[self._number])

    @property
    def channel(self) -> str:
        """The channel the customer is on now."""
        return self.mind.channel or self._company.visitors[self._number].channel

    @property
    def customer_turns(self) -> int:
        """Messages of the customer."""
        return cast("int", self._company.talks.turns[self._number])

    @property
    def bot_turns(self) -> int:
        """Messages of the bot."""
        return cast("int", self._company.talks.bot_turns[self._number])

    @property
    def fallbacks(self) -> int:
        """Misunderstandings."""
        return cast("int", self._company.talks.fallbacks[self._number])

    @property
    def handoff(self) -> HandedOff | None:
        """The first handoff made."""
        found = self._company.talks.handoff[self._number]
        return None if found < 0 else self._company.plan.handoffs[found]

    @property
    def first_heard(self) -> str | None:
        """The first label the bot made out."""
        found = self._company.talks.heard[self._number]
        return None if found < 0 else self._company.plan.labels[found]

    @property
    def end(self) -> str | None:
        """The end reached."""
        found = self._company.talks.end[self._number]
        return None if found < 0 else self._company.plan.ends[found]

    @property
    def stayed(self) -> bool:
        """Whether the customer did not follow to another channel."""
        return self.mind.stayed

    @property
    def unsettled(self) -> bool:
        """Whether the bot's answer did not settle the customer's own issue."""
        return self.mind.unsettled

    @property
    def asked_for_human(self) -> bool:
        """Whether the customer asked for a human."""
        return bool(self._company.talks.marks[self._number] & Mark.ASKED_FOR_HUMAN)

    @property
    def backend_failed(self) -> bool:
        """Whether an action did not go as usual."""
        return bool(self._company.talks.marks[self._number] & Mark.BACKEND_FAILED)

    @property
    def settled_by(self) -> Literal["bot", "agent", "none"]:
        """Who settled the matter."""
        return cast("Literal['bot', 'agent', 'none']", self.mind.settled_by)

    @settled_by.setter
    def settled_by(self, value: Literal["bot", "agent", "none"]) -> None:
        self._set("settled_by", value)

    @property
    def believes(self) -> bool:
        """Whether the customer takes the matter for settled."""
        return self.mind.believes

    @believes.setter
    def believes(self, value: bool) -> None:
        self._set("believes", value)

    @property
    def wants_human(self) -> bool:
        """Whether the customer wants a human."""
        return self.mind.wants_human

    @wants_human.setter
    def wants_human(self, value: bool) -> None:
        self._set("wants_human", value)

    @property
    def left(self) -> Literal["no", "bot", "queue"]:
        """Where the customer left."""
        return cast("Literal['no', 'bot', 'queue']", self.mind.left)

    @left.setter
    def left(self, value: Literal["no", "bot", "queue"]) -> None:
        self._set("left", value)

    @property
    def pieces(self) -> list[Leaf]:
        """What it went through."""
        known = self._company.plan.leaves
        return [known[leaf] for leaf in self.leaves]

    @property
    def leaves(self) -> list[int]:
        """The same as numbers in the plan."""
        every = self._company.leaves
        return [leaf for begin, end in self._pieces for leaf in every[begin:end]]

    @property
    def steps(self) -> list[str]:
        """Steps in the order they were reached."""
        return [step for piece in self.pieces for step in piece.steps]

    @property
    def unsure(self) -> list[str]:
        """Guards nobody could answer, each as often as it was weighed."""
        return [guard for piece in self.pieces for guard in piece.unsure]

    def _set(self, name: str, value: object) -> None:
        talks, plan = self._company.talks, self._company.plan
        talks.node[self._number] = plan.changed(talks.node[self._number], name, value)


AnyTalk = Talk | Played
"""A conversation that is played out, or followed along the plan."""
