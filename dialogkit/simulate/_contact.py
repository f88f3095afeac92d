"""One contact of a customer in a run, as far as it has come."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogkit.simulate._arrivals import Arrival
from dialogkit.simulate._care import Service
from dialogkit.simulate._draws import Draws
from dialogkit.simulate._played import AnyTalk

__all__ = ["Contact"]


@dataclass(slots=True)
class Contact:
    """One contact of a customer: its conversation, and what the agents did for it."""

    id: int
    """Its number in the run, by which the queue knows it."""
    arrival: Arrival
    """Who came when, and wanting what."""
    number: int
    """0 for the first contact about the matter."""
    opened: float
    """When it began, in seconds from the start of the run."""
    draws: Draws
    """The customer's random numbers in it."""
    talk: AnyTalk | None = None
    """``None`` where there is no bot."""
    before: Contact | None = None
    """The contact this one comes back from."""
    handoffs: int = 0
    """How many were made."""
    agent_turns: int = 0
    """Answers of agents."""
    queued_at: float | None = None
    """When the first handoff was made."""
    wait: float | None = None
    """Seconds from there to the first answer; to leaving where no answer came."""
    handled: float = 0.0
    """Seconds that agents spent on it."""
    reached: bool = False
    """Whether an agent answered."""
    blocked: bool = False
    """Whether a handoff ended without an agent."""
    left_queue: bool = False
    """Whether the customer left before an agent answered."""
    settled_by_agent: bool = False
    """Whether an agent settled the matter."""
    first_answer: float | None = None
    """When an agent first answered; ``None``: never."""
    calling: bool = False
    """Whether the request under way is a promised call."""
    closed: float = 0.0
    """When it ended."""
    service: Service = field(default_factory=Service)
    """How it is being looked after."""

    @property
    def channel(self) -> str:
        """Where the customer is now."""
        return self.arrival.channel if self.talk is None else self.talk.channel

    def wait_until(self, at: float) -> None:
        """The wait that began with the first handoff, or with the message where no bot was."""
        self.wait = at - (self.opened if self.queued_at is None else self.queued_at)
