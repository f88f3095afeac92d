"""One conversation of a run that follows the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dialogkit.flow import HandedBack, HandedOff, State
from dialogkit.simulate._plan import Leaf, Mind, Plan
from dialogkit.simulate._talk import Stage, Talk
from dialogkit.simulate._walk import Mark

if TYPE_CHECKING:
    from dialogkit.simulate._company import Company

__all__ = ["AnyTalk", "Played"]


class Played:
    """What `Talk` tells of itself, read off the plan.

    Args:
        company: All conversations of the run.
        number: Which one.
        leaves: Pieces that it went through so far, by their numbers in the plan.
    """

    __slots__ = ("_company", "_number", "_plan", "_talks", "leaves")

    def __init__(self, company: Company, number: int, leaves: list[int]) -> None:
        self._company, self._number, self.leaves = company, number, leaves
        self._plan, self._talks = company.plan, company.talks

    def go_on(self) -> Played:
        """Runs until the conversation has ended, or control is with the queue."""
        self.leaves += self._company.take_on(self._number)
        return self

    def agent_joins(self, at: float) -> None:
        """An agent answers."""
        self._happens("joined", at)

    def hand_back(self, result: HandedBack, at: float) -> None:
        """The handoff is over; the bot goes on."""
        self._talks.heard_at[self._number] = at
        self._happens(result.result, at)

    def _happens(self, event: str, at: float) -> None:
        number, talks = self._number, self._talks
        talks.clock[number] = at
        talks.node[number] = self._plan.changed(talks.node[number], "event", event)
        self.leaves += self._company.take_on(number)

    # ----- what it tells -------------------------------------------------------------------------

    @property
    def stage(self) -> Stage:
        """What every conversation of the run shares."""
        return self._company.stage

    @property
    def plan(self) -> Plan:
        """What it follows."""
        return self._plan

    @property
    def mind(self) -> Mind:
        """Where it stands, but for clock and counts."""
        node: int = self._talks.node[self._number]
        return self._plan.minds[node]

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
        node: int = self._talks.node[self._number]
        return self._plan.ended[node]

    @property
    def opted(self) -> frozenset[str]:
        """Topics the customer agrees to be written to about."""
        return self.current.opted

    @property
    def clock(self) -> float:
        """Now, in seconds from the start of the run."""
        found: float = self._talks.clock[self._number]
        return found

    @property
    def last_heard(self) -> float:
        """When the customer last wrote."""
        found: float = self._talks.heard_at[self._number]
        return found

    @property
    def channel(self) -> str:
        """The channel the customer is on now."""
        return self.mind.channel or self._company.visitors[self._number].channel

    @property
    def customer_turns(self) -> int:
        """Messages of the customer."""
        found: int = self._talks.turns[self._number]
        return found

    @property
    def bot_turns(self) -> int:
        """Messages of the bot."""
        found: int = self._talks.bot_turns[self._number]
        return found

    @property
    def fallbacks(self) -> int:
        """Misunderstandings."""
        found: int = self._talks.fallbacks[self._number]
        return found

    @property
    def handoff(self) -> HandedOff | None:
        """The first handoff made."""
        found = self._talks.handoff[self._number]
        return None if found < 0 else self._plan.handoffs[found]

    @property
    def first_heard(self) -> str | None:
        """The first label the bot made out."""
        found = self._talks.heard[self._number]
        return None if found < 0 else self._plan.labels[found]

    @property
    def end(self) -> str | None:
        """The end reached."""
        found = self._talks.end[self._number]
        return None if found < 0 else self._plan.ends[found]

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
        return bool(self._talks.marks[self._number] & Mark.ASKED_FOR_HUMAN)

    @property
    def backend_failed(self) -> bool:
        """Whether an action did not go as usual."""
        return bool(self._talks.marks[self._number] & Mark.BACKEND_FAILED)

    @property
    def settled_by(self) -> Literal["bot", "agent", "none"]:
        """Who settled the matter."""
        return self.mind.settled_by

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
        return self.mind.left

    @left.setter
    def left(self, value: Literal["no", "bot", "queue"]) -> None:
        self._set("left", value)

    @property
    def pieces(self) -> list[Leaf]:
        """What it went through."""
        known = self._plan.leaves
        return [known[leaf] for leaf in self.leaves]

    @property
    def steps(self) -> list[str]:
        """Steps in the order they were reached."""
        return [step for piece in self.pieces for step in piece.steps]

    @property
    def unsure(self) -> list[str]:
        """Guards nobody could answer, each as often as it was weighed."""
        return [guard for piece in self.pieces for guard in piece.unsure]

    def _set(self, name: str, value: object) -> None:
        talks, number = self._talks, self._number
        talks.node[number] = self._plan.changed(talks.node[number], name, value)


AnyTalk = Talk | Played
"""A conversation that is played out, or followed along the plan."""
