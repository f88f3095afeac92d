"""What every bot looks like from outside: a line to it, and what it answers."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

import numpy as np

__all__ = ["AnyBot", "BotAnswer", "Choice", "Line", "OpenBot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button."""

    title: str
    """What the customer reads."""
    payload: str
    """What is sent to the bot when it is pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotAnswer:
    """What a bot does about one message, as far as it can be told from outside."""

    messages: tuple[str, ...] = ()
    """What it says, in order."""
    buttons: tuple[Choice, ...] = ()
    """Choices offered, in order."""
    handoff: str | None = None
    """The handoff just made, by its name; the bot has no longer the word."""
    reason: str | None = None
    """Why it was made, where the bot tells."""
    settles: tuple[str, ...] = ()
    """Intents the bot says it has settled just now."""
    asks: str | None = None
    """The slot it asks for."""
    lost: bool = False
    """Whether it says that it did not understand."""
    ended: str | None = None
    """Name of the end, where the conversation is over."""
    step: str | None = None
    """The step it is in; ``None`` where nobody can see inside."""
    steps: tuple[str, ...] = ()
    """Steps reached on the way, where they can be seen."""
    tokens: int = 0
    """Tokens the answer cost, where the endpoint counts them."""

    @property
    def text(self) -> str:
        """All it says."""
        return "\n".join(self.messages)


class Line(Protocol):
    """One conversation with a bot."""

    async def open(self) -> BotAnswer | None:
        """What the bot says before the customer has written; ``None``: nothing."""

    async def say(self, text: str) -> BotAnswer:
        """What it answers to a text."""

    async def press(self, choice: Choice) -> BotAnswer:
        """What it answers to a button."""


class OpenBot(Protocol):
    """A bot within reach."""

    def line(self, name: str, *, locale: str, channel: str, rng: np.random.Generator) -> Line:
        """A new conversation.

        Args:
            name: Tells it from all others; the bot sees it.
            locale: The customer's language.
            channel: The customer's channel.
            rng: Settles how long to wait before a message is sent again.
        """


class AnyBot(Protocol):
    """A bot to be rehearsed from outside."""

    @property
    def name(self) -> str:
        """How files and the report call it."""

    @property
    def fingerprint(self) -> str:
        """The same for a bot of the same settings only."""

    @property
    def at_once(self) -> int:
        """Conversations it takes at the same time."""

    def reach(self) -> AbstractAsyncContextManager[OpenBot]:
        """Opens what is needed to talk to it, and closes it again."""
