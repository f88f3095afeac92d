"""Who plays the customer towards any bot: what they know, what they do, and what comes of it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

from dialogkit.bot import BotAnswer, Choice
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._draws import Draw, Draws, PerTurn, lognormal, turn_column

__all__ = [
    "Act",
    "Actor",
    "Actors",
    "Moods",
    "NotPlayedError",
    "Part",
    "Scene",
    "Troupe",
    "behaviour_of",
    "judge",
]

_WHO_COMES = ("arrivals", "weeks", "cases", "ends", "notes", "dispersion", "counted", "served")
"""Entries of a customer file that say who comes, which the key of each conversation says, or how
people were served."""


class NotPlayedError(Exception):
    """Nobody played the customer: a fault of what plays them, of which the bot knows nothing.

    Args:
        kind: In a word: ``timeout``, ``garbage``, ``empty`` or a status.
        final: Whether another try would end alike.
    """

    def __init__(self, kind: str, *, final: bool = False) -> None:
        super().__init__(kind)
        self.kind = kind
        self.final = final


class Part(NamedTuple):
    """The customer to be played: everything about them that is drawn beforehand."""

    key: str
    """Names the contact: replication, customer, how often they came before."""
    label: str
    """What they truly want; a label, or `OUT_OF_SCOPE`."""
    locale: str
    """The customer's language."""
    channel: str
    """The customer's channel."""
    draws: Draws
    """One row of `contact_rows`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a customer does when it is their turn."""

    kind: Literal["say", "press", "leave"]
    """Whether the customer writes, presses a button, or writes nothing any more."""
    text: str = ""
    """What they write, or the title they press."""
    choice: Choice | None = None
    """The button pressed."""


@dataclass(slots=True)  # not frozen: it grows with the conversation
class Scene:
    """What a conversation has come to so far, whoever plays the customer."""

    part: Part
    """The customer."""
    marked: bool
    """Whether the bot can say that it has settled this customer's issue."""
    turns: int = 0
    """Messages of the customer."""
    settled: bool = False
    """Whether the bot said so of the customer's own issue, and it is true."""
    believes: bool = False
    """Whether the customer takes the matter for settled."""
    unsettled: bool = False
    """Whether the bot said so, and it is not true."""
    asked_for_human: bool = False
    """Whether the customer ever said that a human is wanted."""
    wants_human: bool = False
    """Whether one is wanted still."""
    left: bool = False
    """Whether the customer broke off, unsettled."""
    gave_value: bool = False
    """Whether the bot was given a value, which may be wrong."""

    @property
    def resolved(self) -> Literal["yes", "no", "unknown"]:
        """Whether the bot has settled the issue; without a mark nobody can know that it has."""
        if self.settled:
            return "yes"
        return "no" if self.marked or self.left or self.wants_human else "unknown"


class Actor(Protocol):
    """One customer in one conversation."""

    @property
    def scene(self) -> Scene:
        """What it has come to."""

    async def act(self, answer: BotAnswer | None) -> Act:
        """What the customer does after an answer; ``None``: the bot has said nothing yet.

        What the bot says it has settled is judged already, and stands in the scene.

        Raises:
            NotPlayedError: What plays the customer gave nothing that a customer could do.
        """


class Troupe(Protocol):
    """Actors within reach."""

    def play(self, part: Part) -> Actor:
        """The customer for one conversation."""


class Actors(Protocol):
    """Where customers come from: drawn from the customer model, or played by a language model."""

    @property
    def fingerprint(self) -> str:
        """The same for the same way to play only."""

    def reach(self) -> AbstractAsyncContextManager[Troupe]:
        """Opens what is needed to play, and closes it again."""


@dataclass(frozen=True, slots=True)
class Moods:
    """The customer model's numbers with one customer's random numbers."""

    customers: Customers
    """The numbers."""
    part: Part
    """The customer."""

    def chance(self, draw: Draw, name: str) -> bool:
        """Whether something happens that is settled once a contact."""
        return self.part.draws[draw] < self.customers.value(name)

    def turn_chance(self, turn: int, purpose: PerTurn, name: str) -> bool:
        """Whether something happens this turn."""
        return self.u(turn, purpose) < self.customers.value(name)

    def u(self, turn: int, purpose: PerTurn) -> float:
        """This turn's number for a purpose."""
        return self.part.draws[turn_column(turn) + purpose]

    def greets(self) -> bool:
        """Whether the first message holds no issue yet."""
        return self.part.draws[Draw.GREETS] < self.customers.greets_first

    def delay(self, turn: int) -> float:
        """Seconds the customer takes for the answer to come."""
        customers = self.customers
        u = self.u(turn, PerTurn.DELAY)
        return lognormal(customers.reply_median, customers.reply_spread, u)


def behaviour_of(customers: Customers) -> dict[str, Any]:
    """All of a customer model that a conversation depends on, besides who comes."""
    model = customers.to_json()
    return {name: value for name, value in model.items() if name not in _WHO_COMES}


def judge(scene: Scene, moods: Moods, label: str) -> None:
    """The bot says it has settled ``label``. Whether that helps this customer is known here.

    The odds are those of a flow's step that ``fulfils``.
    """
    if scene.settled:
        return
    if label != scene.part.label:
        scene.believes = not moods.chance(Draw.NOTICES, "notices_wrong_answer")
        return
    right = not scene.gave_value or moods.chance(Draw.VALUE_RIGHT, "value_right")
    if right and moods.chance(Draw.SETTLES, "settles"):
        scene.settled = True
        return
    scene.unsettled = True
    scene.wants_human = moods.chance(Draw.HUMAN_UNSETTLED, "asks_human_unsettled")
    scene.believes = not scene.wants_human
