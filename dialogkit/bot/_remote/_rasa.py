"""Rasa's REST channel: a sender and a message go out, a list of messages comes back.

Source: https://legacy-docs-oss.rasa.com/docs/rasa/connectors/your-own-website
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dialogkit.bot._remote._calls import Caller, NoAnswerError
from dialogkit.bot._remote._line import BotAnswer, Choice
from dialogkit.bot._remote._marks import Raw
from dialogkit.bot._remote._read import understood
from dialogkit.bot._remote._settings import RemoteSettings

__all__ = ["RasaLine"]

_MEDIA = ("image", "video", "audio", "attachment", "document")


class RasaLine:
    """One conversation.

    The bot keeps what was said, so no message that it may have seen is sent again: a conversation
    that breaks off is begun anew under another name.
    """

    def __init__(
        self, settings: RemoteSettings, caller: Caller, name: str, rng: np.random.Generator
    ) -> None:
        self._settings = settings
        self._caller = caller
        self._sender = name
        self._rng = rng

    async def open(self) -> BotAnswer | None:
        """What the bot says to the ``opening``, where there is one."""
        return None if self._settings.opening is None else await self.say(self._settings.opening)

    async def press(self, choice: Choice) -> BotAnswer:
        """Sends the button's payload, as Rasa's own widgets do."""
        return await self.say(choice.payload)

    async def say(self, text: str) -> BotAnswer:
        """Sends a message."""
        body = {"sender": self._sender, "message": text}
        value = await self._caller.post(body, self._rng, repeatable=False)
        return _answer(value, self._settings)


def _answer(value: Any, settings: RemoteSettings) -> BotAnswer:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise NoAnswerError("garbage")
    messages: list[str] = []
    buttons: list[Choice] = []
    for item in value:
        text = item.get("text")
        if isinstance(text, str) and text.strip():
            messages.append(text)
        messages += [f"[{kind}]" for kind in _MEDIA if item.get(kind)]
        for name in ("buttons", "quick_replies"):
            buttons += _choices(item.get(name))
    raw = Raw(text="\n".join(messages), payload=value)
    return understood(raw, settings, messages=tuple(messages), buttons=tuple(buttons))


def _choices(value: Any) -> list[Choice]:
    listed = value if isinstance(value, list) else []
    return [
        Choice(title=item["title"], payload=str(item.get("payload") or item["title"]))
        for item in listed
        if isinstance(item, dict) and isinstance(item.get("title"), str)
    ]
