"""Talking to a bot line by line, as ``dialogkit chat`` does."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from dialogkit.bot._bot import Bot
from dialogkit.bot._values import Reply, Session
from dialogkit.conversation import HandoffResult

__all__ = ["chat_in_terminal"]

_WORDS = {
    "de": {
        "help": "/zurück nimmt einen Schritt zurück, /neu beginnt von vorn, /ende hört auf.",
        "queued": "(In der Warteschlange von {name}, Grund: {reason}. Der Bot schweigt.)",
        "agent": "(Sie spielen den Mitarbeiter: /da übernimmt, {results} gibt zurück.)",
        "ended": "(Ende: {end}. /neu beginnt von vorn.)",
        "assumed": "(Geprobt: {name} gibt {outcome}.)",
        "first": "(Weiter zurück geht es nicht.)",
        "undo": "/zurück",
        "restart": "/neu",
        "stop": "/ende",
        "join": "/da",
    },
    "en": {
        "help": "/undo takes one step back, /restart begins again, /quit stops.",
        "queued": "(In the queue of {name}, reason: {reason}. The bot is silent.)",
        "agent": "(You play the agent: /join takes over, {results} gives back.)",
        "ended": "(End: {end}. /restart begins again.)",
        "assumed": "(Rehearsed: {name} gives {outcome}.)",
        "first": "(This is where it began.)",
        "undo": "/undo",
        "restart": "/restart",
        "stop": "/quit",
        "join": "/join",
    },
}
_RESULTS: dict[str, HandoffResult] = {f"/{name}": name for name in get_args(HandoffResult)}


def chat_in_terminal(
    bot: Bot,
    read: Callable[[], str | None],
    write: Callable[[str], None],
    *,
    locale: str | None = None,
) -> Session:
    """Talks until ``read`` gives ``None`` or the user stops.

    Args:
        bot: The bot to talk to.
        read: Gives the next line the user typed; at the end of the input it gives ``None`` or
            raises `EOFError`, as `input` does.
        write: Shows one line.
        locale: Language of the conversation; ``None`` takes the bot's.

    Returns:
        The session as it stands at the end.
    """
    session, reply = bot.start(locale=locale)
    words = _WORDS["de" if session.locale.startswith("de") else "en"]
    write(words["help"])
    _show(reply, words, write)
    earlier: list[Session] = []
    while (line := _next(read)) is not None and line.strip() != words["stop"]:
        typed = line.strip()
        if typed == words["undo"]:
            session = _undo(earlier, session, words, write)
            continue
        if typed == words["restart"]:
            earlier.clear()
            session, reply = bot.start(locale=locale)
        else:
            earlier.append(session)
            session, reply = _step(bot, session, typed, words)
        _show(reply, words, write)
    return session


def _next(read: Callable[[], str | None]) -> str | None:
    try:
        return read()
    except EOFError:
        return None


def _step(bot: Bot, session: Session, typed: str, words: dict[str, str]) -> tuple[Session, Reply]:
    """A command of the one who plays the agent, or a message of the customer."""
    waiting = session.state.control in ("queued", "agent")
    if waiting and typed == words["join"]:
        return bot.join(session)
    if waiting and typed in _RESULTS:
        return bot.hand_back(session, _RESULTS[typed])
    return bot.reply(session, typed)


def _undo(
    earlier: list[Session], session: Session, words: dict[str, str], write: Callable[[str], None]
) -> Session:
    if not earlier:
        write(words["first"])
        return session
    session = earlier.pop()
    write(f"↩ {session.state.step}")
    return session


def _show(reply: Reply, words: dict[str, str], write: Callable[[str], None]) -> None:
    for name, outcome, assumed in reply.actions:
        if assumed:
            write(words["assumed"].format(name=name, outcome=outcome))
    for message in reply.messages:
        write(message)
    for number, button in enumerate(reply.buttons, start=1):
        write(f"  {number}. {button.label}")
    if reply.handoff is not None:
        handoff = reply.handoff
        write(words["queued"].format(name=handoff.name, reason=handoff.reason))
        write(words["agent"].format(results=", ".join(_RESULTS)))
    if reply.ended is not None:
        write(words["ended"].format(end=reply.ended))
