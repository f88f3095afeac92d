"""From a raw answer to what it means, by the marks of ``bot.yaml``."""

from __future__ import annotations

from dialogkit.bot._remote._line import BotAnswer, Choice
from dialogkit.bot._remote._marks import Raw
from dialogkit.bot._remote._settings import RemoteSettings

__all__ = ["GOODBYE", "understood"]

GOODBYE = "goodbye"
"""The end of a conversation that the bot ends."""


def understood(
    raw: Raw,
    settings: RemoteSettings,
    *,
    messages: tuple[str, ...],
    buttons: tuple[Choice, ...] = (),
    tokens: int = 0,
) -> BotAnswer:
    """An answer with what its marks say."""
    handoff = next((name for name, mark in settings.handoffs.items() if mark.holds(raw)), None)
    bye = settings.goodbye is not None and settings.goodbye.holds(raw)
    return BotAnswer(
        messages=messages,
        buttons=buttons,
        handoff=handoff,
        settles=tuple(label for label, mark in settings.settles.items() if mark.holds(raw)),
        asks=next((slot for slot, mark in settings.asks.items() if mark.holds(raw)), None),
        lost=settings.lost is not None and settings.lost.holds(raw),
        ended=GOODBYE if bye and handoff is None else None,
        tokens=tokens,
    )
