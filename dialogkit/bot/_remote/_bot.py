"""A bot behind HTTP, as ``bot.yaml`` describes it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

import numpy as np

from dialogkit.bot._remote._calls import Caller
from dialogkit.bot._remote._line import Line, OpenBot
from dialogkit.bot._remote._openai import OpenAILine
from dialogkit.bot._remote._rasa import RasaLine
from dialogkit.bot._remote._settings import RemoteSettings
from dialogkit.bot._remote._settings_file import load_settings

__all__ = ["RemoteBot", "talk_line"]


class RemoteBot:
    """A bot that runs elsewhere; `reach` opens the connections.

    Args:
        settings: Where it is and how it is understood.
    """

    def __init__(self, settings: RemoteSettings) -> None:
        self.settings = settings
        self.name = settings.name
        self.fingerprint = settings.fingerprint
        self.at_once = settings.endpoint.at_once

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Reads ``bot.yaml``.

        Raises:
            InputError: The file cannot be read or has values that cannot be; all are listed.
        """
        return cls(load_settings(path))

    @asynccontextmanager
    async def reach(self) -> AsyncIterator[OpenBot]:
        """The bot within reach, as long as the context lasts.

        Raises:
            InputError: The environment variable with the key is not set, or nothing can be
                connected to.
            MissingExtraError: The package ``httpx`` is not installed.
        """
        async with Caller(self.settings.endpoint) as caller:
            await caller.require_there()
            yield _Reached(self.settings, caller)


class _Reached:
    def __init__(self, settings: RemoteSettings, caller: Caller) -> None:
        self._settings = settings
        self._caller = caller

    def line(self, name: str, *, locale: str, channel: str, rng: np.random.Generator) -> Line:
        """A new conversation."""
        del locale, channel  # a remote bot hears the language, and has a channel of its own
        return talk_line(self._settings, self._caller, name, rng)


def talk_line(
    settings: RemoteSettings, caller: Caller, name: str, rng: np.random.Generator
) -> Line:
    """A line in the protocol of the endpoint."""
    kind = RasaLine if settings.endpoint.kind == "rasa" else OpenAILine
    return kind(settings, caller, name, rng)
