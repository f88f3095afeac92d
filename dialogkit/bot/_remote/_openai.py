"""OpenAI-compatible chat completions: the whole conversation goes out, the next message comes back.

Source: https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dialogkit.bot._remote._calls import Caller, NoAnswerError
from dialogkit.bot._remote._line import BotAnswer, Choice
from dialogkit.bot._remote._marks import Raw
from dialogkit.bot._remote._read import understood
from dialogkit.bot._remote._settings import Endpoint, RemoteSettings, Tool

__all__ = ["OpenAILine", "Spoken", "chat_body", "reply_of"]

ROUNDS = 6
"""Times in a row that a bot may call tools before it must say something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The next message of a language model."""

    text: str
    """What the customer reads; empty where only tools are called."""
    message: Mapping[str, Any]
    """As the endpoint gave it."""
    calls: tuple[tuple[str, str], ...] = ()
    """Tools called: the call's id and the tool's name."""
    tokens: int = 0
    """What it cost, where the endpoint counts that; else 0."""


def chat_body(
    endpoint: Endpoint, messages: Sequence[Mapping[str, Any]], tools: Sequence[Tool] = ()
) -> dict[str, Any]:
    """A request for the next message.

    Args:
        endpoint: Model and how freely it writes.
        messages: What was said so far, the system prompt first.
        tools: What the model may call.
    """
    body: dict[str, Any] = {"model": endpoint.model, "messages": list(messages)}
    for name in ("temperature", "max_tokens"):
        if getattr(endpoint, name) is not None:
            body[name] = getattr(endpoint, name)
    if tools:
        body["tools"] = [{"type": "function", "function": _function(tool)} for tool in tools]
    return {**body, **endpoint.extra}


def _function(tool: Tool) -> dict[str, Any]:
    parameters = dict(tool.parameters) or {"type": "object", "properties": {}}
    return {"name": tool.name, "description": tool.description, "parameters": parameters}


def reply_of(value: Any) -> Spoken:
    """The message in an answer of the endpoint.

    Raises:
        NoAnswerError: The answer holds none.
    """
    try:
        message = value["choices"][0]["message"]
        calls = tuple(_calls(message))
        text = _text(message.get("content")) or _text(message.get("refusal"))
    except (KeyError, IndexError, TypeError, AttributeError):
        raise NoAnswerError("garbage") from None
    usage = value.get("usage")
    total = usage.get("total_tokens") if isinstance(usage, dict) else None
    tokens = total if isinstance(total, int) and not isinstance(total, bool) else 0
    return Spoken(text=text, message=message, calls=calls, tokens=max(0, tokens))


def _calls(message: Mapping[str, Any]) -> list[tuple[str, str]]:
    called = [(str(c["id"]), str(c["function"]["name"])) for c in message.get("tool_calls") or ()]
    old = message.get("function_call")
    return called or ([("", str(old["name"]))] if old else [])


def _text(content: Any) -> str:
    """Plain text, or the text parts of a list of parts."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    if content is not None and not isinstance(content, str):
        raise TypeError
    return (content or "").strip()


class OpenAILine:
    """One conversation. The endpoint keeps nothing, so any request may be sent again."""

    def __init__(
        self, settings: RemoteSettings, caller: Caller, name: str, rng: np.random.Generator
    ) -> None:
        self._settings = settings
        self._caller = caller
        self._rng = rng
        self._history: list[dict[str, Any]] = []
        self.name = name
        if settings.system:
            self._history.append({"role": "system", "content": settings.system})

    async def open(self) -> BotAnswer | None:
        """What the bot says to the ``opening``, where there is one."""
        return None if self._settings.opening is None else await self.say(self._settings.opening)

    async def press(self, choice: Choice) -> BotAnswer:
        """A language model has no buttons: the title is what is said."""
        return await self.say(choice.payload)

    async def say(self, text: str) -> BotAnswer:
        """Adds a message of the customer, and takes the bot's, tools it calls included."""
        self._history.append({"role": "user", "content": text})
        told: list[str] = []
        seen: list[object] = []
        called: list[str] = []
        tokens = 0
        for _ in range(ROUNDS):
            spoken = await self._next()
            tokens += spoken.tokens
            told += [spoken.text] if spoken.text else []
            seen.append(spoken.message)
            called += [name for _, name in spoken.calls]
            if not spoken.calls or self._hands_off(spoken):
                break
            self._history += self._results(spoken)
        raw = Raw(text="\n".join(told), payload=seen, tools=tuple(called))
        return understood(raw, self._settings, messages=tuple(told), tokens=tokens)

    async def _next(self) -> Spoken:
        body = chat_body(self._settings.endpoint, self._history, self._settings.tools)
        # an answer that is none is asked for again, as nothing was kept of the question
        attempt = 0
        while True:
            value = await self._caller.post(body, self._rng, repeatable=True)
            try:
                spoken = reply_of(value)
            except NoAnswerError:
                if attempt >= self._settings.endpoint.retries:
                    raise
                attempt += 1
                continue
            kept = ("content", "tool_calls", "function_call")
            rest = {name: spoken.message[name] for name in kept if spoken.message.get(name)}
            self._history.append({"role": "assistant", "content": spoken.text, **rest})
            return spoken

    def _hands_off(self, spoken: Spoken) -> bool:
        names = tuple(name for _, name in spoken.calls)
        raw = Raw(text=spoken.text, payload=spoken.message, tools=names)
        return any(mark.holds(raw) for mark in self._settings.handoffs.values())

    def _results(self, spoken: Spoken) -> list[dict[str, Any]]:
        """What the tools gave: the same every time, as nothing real is done in a rehearsal."""
        given = {tool.name: tool.result for tool in self._settings.tools}
        return [
            {"role": "tool", "tool_call_id": number, "content": given.get(name, "ok")}
            if number
            else {"role": "function", "name": name, "content": given.get(name, "ok")}
            for number, name in spoken.calls
        ]
