"""Our own bot seen from outside, so that scripts and language models talk to it like to any."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import numpy as np

from dialogkit.bot._bot import Bot
from dialogkit.bot._remote._line import BotAnswer, Choice, OpenBot
from dialogkit.bot._values import Reply, Session
from dialogkit.conversation import HandoffResult

__all__ = ["FlowBot", "FlowLine"]


class FlowBot:
    """A flow's bot behind the interface of `AnyBot`.

    Args:
        bot: The bot.
        at: When conversations take place, with a time zone; ``None``: every handoff is open.
    """

    at_once = 1

    def __init__(self, bot: Bot, *, at: datetime | None = None) -> None:
        self.bot = bot
        self.at = at
        self.name = bot.flow.name
        when = "" if at is None else f"-{at.isoformat()}"
        self.fingerprint = f"{bot.full_fingerprint}{when}"

    @asynccontextmanager
    async def reach(self) -> AsyncIterator[OpenBot]:
        """It is always within reach."""
        yield self

    def line(self, name: str, *, locale: str, channel: str, rng: np.random.Generator) -> FlowLine:
        """A new conversation, in a language of the flow."""
        del name, rng  # sessions are values: they need no name, and nothing is tried again
        known = self.bot.flow.locales
        return FlowLine(
            self.bot, locale=locale if locale in known else known[0], channel=channel, at=self.at
        )


class FlowLine:
    """One conversation with a flow's bot."""

    def __init__(self, bot: Bot, *, locale: str, channel: str, at: datetime | None = None) -> None:
        self._bot = bot
        self._at = at
        self.session, self._first = bot.start(locale=locale, channel=channel or None, at=at)

    async def open(self) -> BotAnswer | None:
        """What the bot says first."""
        return self._answer(self._first)

    async def say(self, text: str) -> BotAnswer:
        """What it answers to a text."""
        return self._step(self._bot.reply(self.session, text, at=self._at))

    async def press(self, choice: Choice) -> BotAnswer:
        """What it answers to a button."""
        return self._step(self._bot.choose(self.session, choice.payload, at=self._at))

    async def be_silent(self) -> BotAnswer:
        """What it does when the customer says nothing for as long as the flow waits."""
        return self._step(self._bot.silence(self.session, at=self._at))

    async def hand_back(self, result: HandoffResult) -> BotAnswer:
        """What it says when the handoff is over."""
        session = self.session
        if result in ("resolved", "returned"):
            session, _ = self._bot.join(session)
        return self._step(self._bot.hand_back(session, result, at=self._at))

    def _step(self, given: tuple[Session, Reply]) -> BotAnswer:
        self.session, reply = given
        return self._answer(reply)

    def _answer(self, reply: Reply) -> BotAnswer:
        state, flow = self.session.state, self._bot.flow
        lost = reply.why is not None and reply.why.source == "nothing"
        buttons = reply.buttons
        handoff = reply.handoff
        return BotAnswer(
            messages=reply.messages,
            buttons=tuple(Choice(title=b.label, payload=b.word) for b in buttons),
            handoff=None if handoff is None else handoff.name,
            reason=None if handoff is None else handoff.reason,
            settles=tuple(flow.intents.get(word, word) for word in reply.fulfilled),
            asks=state.slot if state.stage == "ask" else None,
            lost=lost,
            ended=reply.ended,
            step=reply.step,
            steps=(reply.step,),
        )
