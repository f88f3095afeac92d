"""A flow and its customers' ways with it, written down as they are first met.

What a conversation does next depends on where it stands in the flow and on what goes on in the
customer's mind: together a node. From a node a tree of operations leads to other nodes: numbers
drawn are compared, words looked up, time passes. A branch is written down when somebody first goes
there, by following `Talk`, and from then on conversations walk it by looking up numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from dialogkit.flow import Compared, Flow, HandedOff
from dialogkit.simulate._draws import TURNS, Draw, PerTurn, turn_column
from dialogkit.simulate._plan_numbers import (
    Followed,
    Hours,
    Lists,
    Mirror,
    Stretches,
    Words,
    as_floats,
    as_integers,
)
from dialogkit.simulate._pool import Pool
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._talk_state import Stage
from dialogkit.simulate._visitor import Visitor
from dialogkit.simulate._walk import Sheet, Tables
from dialogkit.simulate._ways import Way

__all__ = ["Leaf", "Mind", "Plan", "plan_of"]

Value = TypeVar("Value")


class Mind(NamedTuple):
    """Where a conversation stands, but for its clock and its counts."""

    label: str
    locale: str
    """Empty where nothing but the words depends on it."""
    channel: str
    """Empty where nothing depends on it."""
    state: int = -1
    event: str = ""
    settled_by: Literal["bot", "agent", "none"] = "none"
    met: bool = False
    believes: bool = False
    wants_human: bool = False
    left: Literal["no", "bot", "queue"] = "no"
    was_lost: bool = False
    unsettled: bool = False
    gives_up: bool = False
    told_nobody: bool = False
    stayed: bool = False
    demanded: str | None = None
    action: str | None = None
    step: str | None = None
    """The last step reached."""
    push: str | None = None
    """The push to be answered; of a conversation that has not begun."""
    opted: frozenset[str] = frozenset()
    """Topics agreed to before; likewise."""


class Leaf(NamedTuple):
    """What happens on the way from one node to the next, along one branch."""

    steps: tuple[str, ...]
    """Steps reached."""
    bot_turns: int
    fallbacks: int
    handoff: HandedOff | None
    heard: str | None
    end: str | None
    unsure: tuple[str, ...]
    """Guards nobody could answer."""
    ways: tuple[Way, ...]
    """What happened at which step, as `way_of` names it."""
    before: str | None
    """The last step reached before."""
    marks: int
    """Bits of `Mark`."""


class Plan:
    """The plan of one flow and one pool of words.

    Args:
        rehearsal: The flow.
        pool: What customers say, and how it is understood.
        names: Of the parameters.
    """

    def __init__(self, rehearsal: Rehearsal, pool: Pool, names: Iterable[str]) -> None:
        self.rehearsal, self.pool = rehearsal, pool
        self.minds: list[Mind] = []
        self.leaves: list[Leaf] = []
        self.kinds: list[int] = []
        """Leaf to the first one that is like it."""
        self.handoffs: list[HandedOff] = []
        self.labels: list[str] = []
        """Labels heard, in the order they are numbered."""
        self.ends: list[str] = []
        self.lists = Lists()
        self.plain = self.lists.sheet()
        """For the walk in plain Python."""
        self._node: dict[Mind, int] = {}
        self._first_like: dict[Leaf, int] = {}
        self._numbers: dict[tuple[str, object], int] = {}
        self.ended: list[bool] = []
        """Whether there is nothing left to say at a node."""
        self._settled: list[bool] = []
        self._left: list[bool] = []
        columns = {"ended": self.ended, "settled": self._settled, "left": self._left}
        self._told = {name: Followed(column, np.bool_) for name, column in columns.items()}
        self._starts: dict[tuple[object, ...], int] = {}
        self._changed: dict[tuple[int, str, object], int] = {}
        self._names = {name: number for number, name in enumerate(names)}
        self._table: dict[tuple[str, str], int] = {}
        self.words = Words()
        """Of all tables used so far."""
        self._mirror = Mirror(self.lists)
        for label in pool.understood():
            # known from the first, so that whoever comes first leaves room for all of them
            self.number("label", label, self.labels)
        asked = _subjects(rehearsal.flow)
        self.by_locale = "locale" in asked
        """Whether what the bot does depends on the language."""
        self.by_channel = "channel" in asked or any(
            step.move for step in rehearsal.flow.steps.values()
        )
        """Whether it depends on the channel."""

    # ----- nodes, leaves, operations -------------------------------------------------------------

    def node(self, mind: Mind) -> int:
        """The number of a node."""
        found = self._node.get(mind)
        if found is None:
            found = self._node[mind] = len(self.minds)
            self.minds.append(mind)
            lists, states = self.lists, self.rehearsal.states
            lists.entry.append(len(lists.branch))
            lists.branch.append(-1)
            control = "" if mind.state < 0 else states[mind.state].control
            self.ended.append(control == "ended")
            lists.goes.append(int(mind.event != "" or control == "bot"))
            self._settled.append(mind.settled_by == "bot")
            self._left.append(mind.left == "bot")
        return found

    def start(self, visitor: Visitor) -> int:
        """The node of a conversation that has not begun."""
        locale = visitor.locale if self.by_locale else ""
        channel = visitor.channel if self.by_channel else ""
        key = (visitor.label, locale, channel, visitor.push, visitor.opted)
        found = self._starts.get(key)
        if found is None:
            mind = Mind(visitor.label, locale, channel, event="open", push=visitor.push)
            found = self._starts[key] = self.node(mind._replace(opted=visitor.opted))
        return found

    def told(self, what: str) -> NDArray[np.bool_]:
        """Whether something holds at each node.

        Args:
            what: ``ended``, ``settled`` by the bot, or ``left`` the bot.

        Returns:
            Shape (nodes or more,).
        """
        return self._told[what].array()

    def changed(self, node: int, name: str, value: object) -> int:
        """The node that differs from ``node`` in one thing."""
        key = (node, name, value)
        found = self._changed.get(key)
        if found is None:
            mind: Mind = self.minds[node]._replace(**{name: value})  # type: ignore[arg-type] # by name
            found = self._changed[key] = self.node(mind)
        return found

    def leaf(self, leaf: Leaf) -> int:
        """Writes down a leaf, and gives its number."""
        lists = self.lists
        self.kinds.append(self._first_like.setdefault(leaf, len(self.leaves)))
        self.leaves.append(leaf)
        lists.bot_turns.append(leaf.bot_turns)
        lists.fallbacks.append(leaf.fallbacks)
        lists.handoff.append(self.number("handoff", leaf.handoff, self.handoffs))
        lists.heard.append(self.number("label", leaf.heard, self.labels))
        lists.end.append(self.number("end", leaf.end, self.ends))
        lists.marks.append(leaf.marks)
        return len(self.leaves) - 1

    def number(self, kind: str, value: Value | None, known: list[Value]) -> int:
        """The number of a value among its like; -1 for ``None``."""
        if value is None:
            return -1
        key = (kind, value)
        if key not in self._numbers:
            self._numbers[key] = len(known)
            known.append(value)
        return self._numbers[key]

    def operation(self, kind: int, a: int, b: int, x: float, branches: int) -> int:
        """Writes down an operation, and gives its number."""
        lists = self.lists
        lists.kind.append(kind)
        lists.a.append(a)
        lists.b.append(b)
        lists.x.append(x)
        lists.first.append(len(lists.branch))
        lists.branch.extend([-1] * branches)
        return len(lists.kind) - 1

    def lead(self, place: int, operation: int) -> None:
        """Lets a branch lead to an operation."""
        self.lists.branch[place] = operation
        self._mirror.redo.append(place)

    # ----- what the walk looks up ----------------------------------------------------------------

    def parameter(self, name: str) -> int:
        """The number of a parameter."""
        return self._names[name]

    def table(self, label: str, locale: str) -> int:
        """The table of words about an issue in a language."""
        key = (label, locale)
        if key not in self._table:
            ends, lines = self.pool.table(label, locale)
            heard = [self.number("label", line.understood, self.labels) + 1 for line in lines]
            self._table[key] = self.words.add(ends, heard)
        return self._table[key]

    def arrays(self) -> Sheet:
        """The plan for the compiled walk, brought up to date."""
        return self._mirror.sheet()

    def tables(
        self,
        values: Mapping[str, float],
        times: Sequence[tuple[float, float]],
        hours: Hours,
        *,
        arrays: bool,
    ) -> Tables:
        """What the walk looks up, as far as the plan goes now.

        Args:
            values: Parameter to the value in force.
            times: Pace to the median in seconds, and the spread of its logarithm, of the time to
                answer.
            hours: Opening hours of the handoffs.
            arrays: Whether for the compiled walk.
        """
        shares = [list(action.gives.values()) for action in self.rehearsal.flow.actions.values()]
        gives = Stretches.of(shares)
        whole, number = (as_integers, as_floats) if arrays else (_itself, _itself)
        begins, stops, ends, heard = self.words.columns(arrays=arrays)
        return Tables(
            values=number([values[name] for name in self._names]),
            median=number([median for median, _ in times]),
            spread=number([spread for _, spread in times]),
            words_from=begins,
            words_to=stops,
            words_end=ends,
            words_heard=heard,
            gives_from=whole(gives.begins),
            gives_to=whole(gives.stops),
            gives=number([share for part in shares for share in part]),
            open_first=whole(hours.first),
            open_last=whole(hours.last),
            open_from=number(hours.opens),
            open_to=number(hours.closes),
            turn_first=turn_column(0),
            turn_width=len(PerTurn),
            turns=TURNS,
            delay_column=int(PerTurn.DELAY),
            words_column=int(PerTurn.WORDS),
            topic_column=int(Draw.TOPIC),
            action_column=int(Draw.ACTION),
            mix_column=int(Draw.ACTION_1),
        )


def plan_of(stage: Stage) -> Plan:
    """The plan of a stage, which all runs on it share and add to."""
    plans: list[Plan] = stage.rehearsal.plans
    found = next((plan for plan in plans if plan.pool is stage.pool), None)
    if found is None:
        found = Plan(stage.rehearsal, stage.pool, sorted(stage.values))
        plans.append(found)
    return found


def _itself(values: Value) -> Value:
    return values


def _subjects(flow: Flow) -> set[str]:
    """What guards compare."""
    leaves = (leaf for guard in flow.guards.values() for leaf in guard.leaves())
    return {leaf.subject for leaf in leaves if isinstance(leaf, Compared)}
