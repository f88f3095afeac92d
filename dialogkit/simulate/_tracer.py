"""A conversation that writes down, in a plan, the way it goes."""

from __future__ import annotations

from dataclasses import dataclass

from dialogkit.flow import Action
from dialogkit.simulate._draws import Draw, PerTurn, turn_column
from dialogkit.simulate._plan import Leaf, Mind, Plan
from dialogkit.simulate._plan_numbers import Hours
from dialogkit.simulate._pool import Line as Words
from dialogkit.simulate._talk import Talk
from dialogkit.simulate._walk import Mark, Op
from dialogkit.simulate._world import FACTS, VALUES

__all__ = ["Tracer"]

_CARRIED = tuple(
    name
    for name in Mind._fields
    if name not in ("label", "locale", "channel", "step", "push", "opted")
)


@dataclass
class Tracer(Talk):
    """`Talk`, one piece at a time, each written down as a branch of its node's tree."""

    plan: Plan | None = None
    """What the pieces are written into."""
    hours: Hours | None = None
    """Opening hours of the handoffs."""
    _place: int = -1
    """Where in ``branch`` the next operation is led to from; -1: it just follows ``_last``."""
    _last: int = -1

    def trace(self) -> None:
        """Goes on, writing it down, as long as nobody was there before; one piece at least."""
        plan, lists = self._book, self._book.lists
        node = self._trace_piece(plan.node(self._mind()))
        while self.goes and lists.branch[lists.entry[node]] < 0:
            node = self._trace_piece(node)

    def _trace_piece(self, node: int) -> int:
        """From one node to the next."""
        plan = self._book
        self._place, before = plan.lists.entry[node], plan.minds[node].step
        counts = (len(self.steps), self.bot_turns, self.fallbacks, len(self.unsure), len(self.ways))
        self.handoff = self.first_heard = None
        self.asked_for_human = self.backend_failed = False
        self.advance()
        leaf = Leaf(
            steps=tuple(self.steps[counts[0] :]),
            bot_turns=self.bot_turns - counts[1],
            fallbacks=self.fallbacks - counts[2],
            handoff=self.handoff,
            heard=self.first_heard,
            end=self.end,
            unsure=tuple(self.unsure[counts[3] :]),
            ways=tuple(self.ways[counts[4] :]),
            before=before,
            marks=Mark.ASKED_FOR_HUMAN * self.asked_for_human
            + Mark.BACKEND_FAILED * self.backend_failed,
        )
        after = plan.node(self._mind())
        self._effect(Op.LEAF, after, leaf=leaf)
        return after

    def resume(self, mind: Mind, clock: float, heard_at: float, turns: int) -> None:
        """Stands where another conversation stood."""
        for name in _CARRIED:
            setattr(self, name, getattr(mind, name))
        self.channel = mind.channel or self.visitor.channel
        self.steps = [] if mind.step is None else [mind.step]
        self.clock, self.last_heard = clock, heard_at
        self.customer_turns, self._column = turns, turn_column(turns)

    # ----- what enters from outside, written down ------------------------------------------------

    def _chance(self, draw: Draw, name: str) -> bool:
        holds = super()._chance(draw, name)
        self._fork(Op.CHANCE, not holds, 2, int(draw), self._book.parameter(name))
        return holds

    def _turn_chance(self, purpose: PerTurn, name: str) -> bool:
        holds = super()._turn_chance(purpose, name)
        self._fork(Op.TURN_CHANCE, not holds, 2, int(purpose), self._book.parameter(name))
        return holds

    def _words(self, *, again: bool) -> Words:
        plan, words = self._book, super()._words(again=again)
        heard = plan.number("label", words.understood, plan.labels) + 1
        self._fork(Op.WORDS, heard, len(plan.labels) + 1, int(again))
        return words

    def _late(self, limit: float) -> bool:
        late = super()._late(limit)
        self._fork(Op.LATE, not late, 2, x=limit)
        return late

    def _outcome(self, action: Action) -> str:
        outcome, known = super()._outcome(action), list(action.gives)
        number = self.stage.rehearsal.number(action)
        self._fork(Op.OUTCOME, known.index(outcome), len(known), number)
        return outcome

    def fact(self, name: str) -> str:
        """The customer's value of a fact of the flow."""
        return self._know(super().fact(name), FACTS, name)

    def slot_value(self, slot: str) -> str:
        """The customer's value of a slot that has assumed values."""
        return self._know(super().slot_value(slot), VALUES, slot)

    def _know(self, value: str, kind: int, name: str) -> str:
        column, values = self.world.column(kind, name)
        self._fork(Op.FACT, values.index(value), len(values), column)
        return value

    def is_open(self, handoff: str) -> bool:
        """Whether a handoff is open now."""
        holds = super().is_open(handoff)
        assert self.hours is not None
        self._fork(Op.OPEN, not holds, 2, self.hours.number[handoff])
        return holds

    def _turns_are_over(self) -> bool:
        over = super()._turns_are_over()
        self._fork(Op.OVER, not over, 2)
        return over

    def _pass_delay(self) -> None:
        super()._pass_delay()
        self._effect(Op.PASS_DELAY)

    def _pass(self, seconds: float) -> None:
        super()._pass(seconds)
        self._effect(Op.PASS, x=seconds)

    def _hear(self) -> None:
        super()._hear()
        self._effect(Op.HEAR)

    def _wait_out(self, seconds: float) -> None:
        super()._wait_out(seconds)
        self._effect(Op.WAIT_OUT, x=seconds)

    def _next_turn(self) -> None:
        super()._next_turn()
        self._effect(Op.TURN)

    def _mind(self) -> Mind:
        """Where it stands."""
        visitor, plan, begun = self.visitor, self._book, self.state >= 0
        return Mind(
            label=visitor.label,
            locale=visitor.locale if plan.by_locale else "",
            channel=self.channel if plan.by_channel else "",
            state=self.state,
            event=self.event,
            settled_by=self.settled_by,
            met=self.met,
            believes=self.believes,
            wants_human=self.wants_human,
            left=self.left,
            was_lost=self.was_lost,
            unsettled=self.unsettled,
            gives_up=self.gives_up,
            told_nobody=self.told_nobody,
            stayed=self.stayed,
            demanded=self.demanded,
            action=self.action,
            step=self.steps[-1] if self.steps else None,
            push=None if begun else visitor.push,
            opted=frozenset() if begun else visitor.opted,
        )

    # ----- inside --------------------------------------------------------------------------------

    @property
    def _book(self) -> Plan:
        assert self.plan is not None
        return self.plan

    def _fork(
        self, kind: int, branch: int, branches: int, a: int = 0, b: int = 0, x: float = 0.0
    ) -> None:
        operation = self._operation(kind, a, b, x, branches)
        self._place = self._book.lists.first[operation] + int(branch)

    def _effect(self, kind: int, a: int = 0, x: float = 0.0, leaf: Leaf | None = None) -> None:
        self._last = self._operation(kind, a, 0, x, 0, leaf)
        self._place = -1

    def _operation(
        self, kind: int, a: int, b: int, x: float, branches: int, leaf: Leaf | None = None
    ) -> int:
        """The operation that comes now: the one written down before, or a new one."""
        plan = self._book
        lists, follows = plan.lists, self._place < 0
        known = self._last + 1 if follows else lists.branch[self._place]
        if 0 <= known < len(lists.kind):
            was = (lists.kind[known], lists.a[known], lists.x[known])
            assert was == (kind, a, x), "a conversation depends on something its plan leaves out"
            return known
        if leaf is not None:
            b = plan.leaf(leaf)
        number = plan.operation(kind, a, b, x, branches)
        if not follows:
            plan.lead(self._place, number)
        return number
