"""A language model as the customer: behind an OpenAI-compatible endpoint, or on this machine."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from dialogkit.bot import (
    BotAnswer,
    Caller,
    Choice,
    Endpoint,
    NoAnswerError,
    chat_body,
    reply_of,
)
from dialogkit.errors import InputError
from dialogkit.simulate._actors import Act, Actor, Moods, NotPlayedError, Part, Scene, behaviour_of
from dialogkit.simulate._actors_drawn import Deaf
from dialogkit.simulate._actors_persona import DONE, HUMAN, LEAVE, TOLD, persona
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._draws import TURNS, Draw
from dialogkit.simulate._folder_key import digest
from dialogkit.simulate._pool import Pool

__all__ = ["ChatModel", "EndpointChat", "ModelActors"]

LONGEST = 1_000
"""Characters of a message that a customer writes."""
_SIGN = re.compile(r"\[(DONE|LEAVE|HUMAN)\]", re.IGNORECASE)
_BEGIN = ("Beginnen Sie das Gespräch.", "Begin the conversation.")
_NOTHING = ("(Der Bot schreibt nichts.)", "(The bot writes nothing.)")

Turns = Sequence[Mapping[str, Any]]
"""Rows of ``role`` (system, user, assistant) and ``content``."""


class ChatModel(Protocol):
    """Anything that continues a chat."""

    @property
    def fingerprint(self) -> str:
        """The same for the same model and settings only."""

    def reach(self) -> Any:
        """An asynchronous context that gives `Chatting`."""


class Chatting(Protocol):
    """A chat model within reach."""

    async def go_on(self, turns: Turns, rng: np.random.Generator) -> str:
        """The next message of the assistant.

        Raises:
            NotPlayedError: There is none.
        """


@dataclass(frozen=True, slots=True)
class EndpointChat:
    """A chat model behind an OpenAI-compatible endpoint."""

    endpoint: Endpoint
    """Where it is, and how it is asked."""

    @property
    def fingerprint(self) -> str:
        """Of all that may change what it says."""
        text = json.dumps(self.endpoint.what_matters(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @asynccontextmanager
    async def reach(self) -> AsyncIterator[Chatting]:
        """Opens the connections.

        Raises:
            InputError: It cannot be reached.
        """
        async with Caller(self.endpoint) as caller:
            with _of_the_customers():
                await caller.require_there()
            yield _Endpoint(self.endpoint, caller)


@contextmanager
def _of_the_customers() -> Iterator[None]:
    """Refusals say that it is not the bot which refuses."""
    try:
        yield
    except InputError as error:
        raise InputError(f"the language model that plays the customers: {error.what}") from None


@dataclass(frozen=True, slots=True)
class _Endpoint:
    endpoint: Endpoint
    caller: Caller

    async def go_on(self, turns: Turns, rng: np.random.Generator) -> str:
        """The next message; a model that writes none, or garbage, is asked again."""
        body = chat_body(self.endpoint, turns)
        for attempt in range(self.endpoint.retries + 1):
            try:
                with _of_the_customers():
                    value = await self.caller.post(body, rng, repeatable=True)
            except NoAnswerError as failed:
                raise NotPlayedError(failed.kind, final=failed.final) from None
            text = _text_of(value)
            if text:
                return text
            if attempt < self.endpoint.retries:
                await self.caller.pause(attempt, rng)
        raise NotPlayedError("garbage" if text is None else "empty")


def _text_of(value: Any) -> str | None:
    """What an endpoint's answer says; ``None``: it is no such answer."""
    try:
        return reply_of(value).text
    except NoAnswerError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelActors:
    """Customers played by a language model, each with a part from the customer model."""

    customers: Customers
    """Who wants what, and how patient they are."""
    model: ChatModel
    """What plays them."""
    pool: Pool
    """What others wrote about the same issues."""
    marked: frozenset[str] = frozenset()
    """Issues that the bot can say it has settled."""
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Slot to invented values."""

    @classmethod
    def of(
        cls,
        customers: Customers,
        model: ChatModel,
        *,
        marked: Sequence[str] = (),
        values: Mapping[str, Sequence[str]] | None = None,
    ) -> ModelActors:
        """All customers of a rehearsal.

        Args:
            customers: The customer model: who wants what, in whose words, and how patient.
            model: What plays them.
            marked: Issues that the bot can say it has settled.
            values: Slot to invented values.
        """
        pool = Pool(customers, Deaf(customers))  # type: ignore[arg-type] # it has no classes_, which a pool does not ask for
        return cls(
            customers=customers,
            model=model,
            pool=pool,
            marked=frozenset(marked),
            values=values or {},
        )

    @property
    def fingerprint(self) -> str:
        """Of the model, of how it is told to play, and of whom."""
        told = (TOLD, _BEGIN, _NOTHING, LONGEST, self.marked, dict(self.values))
        known = digest((behaviour_of(self.customers), told))
        return f"model/2-{self.model.fingerprint}-{known[:16]}"

    @asynccontextmanager
    async def reach(self) -> AsyncIterator[_Players]:
        """Opens the model."""
        async with self.model.reach() as chatting:
            yield _Players(self, chatting)


@dataclass(frozen=True, slots=True)
class _Players:
    actors: ModelActors
    chatting: Chatting

    def play(self, part: Part) -> Actor:
        """The customer for one conversation."""
        return _Player(self.actors, self.chatting, part)


class _Player:
    """One customer. The model sees the bot as its user, and itself as the assistant."""

    def __init__(self, actors: ModelActors, chatting: Chatting, part: Part) -> None:
        self._chatting = chatting
        self._moods = Moods(actors.customers, part)
        self.scene = Scene(part=part, marked=part.label in actors.marked)
        seed = hashlib.sha256(part.key.encode()).digest()
        self._rng = np.random.default_rng([*seed, int(part.draws[Draw.TOPIC] * 2**32)])
        words = actors.pool.pick(part.label, part.locale, part.draws[Draw.TOPIC]).text
        prompt = persona(self._moods, words, actors.values)
        self._turns: list[dict[str, str]] = [{"role": "system", "content": prompt}]

    async def act(self, answer: BotAnswer | None) -> Act:
        """What the model lets the customer do.

        Raises:
            NotPlayedError: The model fails, or writes nothing at all.
        """
        scene = self.scene
        if answer is not None and answer.asks is not None:
            scene.gave_value = True
        if scene.turns >= TURNS:
            return self._leave(settled=False)
        self._turns.append({"role": "user", "content": self._told(answer)})
        said = (await self._chatting.go_on(self._turns, self._rng))[:LONGEST]
        if not said.strip():
            raise NotPlayedError("empty")  # who gives up says so by a sign
        self._turns.append({"role": "assistant", "content": said})
        return self._act(said, () if answer is None else answer.buttons)

    def _told(self, answer: BotAnswer | None) -> str:
        english = self.scene.part.locale != "de"
        if answer is None:
            return _BEGIN[english] if self.scene.turns == 0 else _NOTHING[english]
        titles = " ".join(f"[{choice.title}]" for choice in answer.buttons)
        return "\n".join(filter(None, (answer.text, titles))) or _NOTHING[english]

    def _act(self, said: str, buttons: Sequence[Choice]) -> Act:
        signs = {f"[{sign.upper()}]" for sign in _SIGN.findall(said)}
        text = _SIGN.sub("", said).strip()
        if HUMAN in signs:
            self.scene.asked_for_human = self.scene.wants_human = True
        elif text:
            self.scene.wants_human = False
        if DONE in signs or LEAVE in signs or not text:
            return self._leave(settled=DONE in signs)
        self.scene.turns += 1
        title = text.strip("[]").casefold()
        pressed = next((b for b in buttons if b.title.casefold() == title), None)
        if pressed is not None:
            return Act(kind="press", text=pressed.title, choice=pressed)
        return Act(kind="say", text=text)

    def _leave(self, *, settled: bool) -> Act:
        """What the model takes for settled is a belief; whether it is, the bot's mark must say."""
        self.scene.believes = settled or self.scene.believes
        self.scene.left = not settled and not self.scene.settled
        if settled:
            self.scene.wants_human = False
        return Act(kind="leave")
