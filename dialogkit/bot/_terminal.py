"""Talking to a bot line by line, as ``dialogkit chat`` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import get_args

from dialogkit.bot._bot import Bot
from dialogkit.bot._terminal_show import is_shut, lines_of, moment, opening, span
from dialogkit.bot._terminal_words import COMMANDS, words
from dialogkit.bot._values import Reply, Session
from dialogkit.conversation import HandoffResult

__all__ = ["chat_in_terminal"]

_RESULTS: dict[str, HandoffResult] = {f"/{name}": name for name in get_args(HandoffResult)}
_WAITING = ("queued", "agent")


def chat_in_terminal(
    bot: Bot,
    read: Callable[[], str | None],
    write: Callable[[str], None],
    *,
    locale: str | None = None,
    customer: Mapping[str, str | bool | float] = MappingProxyType({}),
    opted: Sequence[str] = (),
    at: datetime | None = None,
) -> Session:
    """Talks until ``read`` gives ``None`` or the user stops.

    Args:
        bot: The bot to talk to.
        read: Gives the next line the user typed; at the end of the input it gives ``None`` or
            raises `EOFError`, as `input` does.
        write: Shows one line.
        locale: Language of the conversation; ``None`` takes the bot's.
        customer: Fact of the flow to what the company knows.
        opted: Topics the customer has agreed to be written to about.
        at: When it begins, with a time zone; the clock then stands still but for silence and
            what the user sets. ``None`` leaves the time open: every handoff counts as open.

    Returns:
        The session as it stands at the end.

    Raises:
        ParameterError: The flow does not have the language or a fact, or the time has no zone.
    """

    def begin(at: datetime | None) -> tuple[Session, Reply]:
        return bot.start(locale=locale, customer=customer, opted=opted, at=at)

    session, reply = begin(at)
    talk = _Talk(bot, begin, write, words(session.locale), session, reply, at)
    write(talk.words["short"])
    talk.show(session, reply)
    while (line := _next(read)) is not None:
        typed = line.strip()
        if COMMANDS.get(typed.casefold()) == "stop":
            break
        talk.take(typed)
    return talk.session


def _next(read: Callable[[], str | None]) -> str | None:
    try:
        return read()
    except EOFError:
        return None


@dataclass(slots=True)  # not frozen: it is the one conversation under way
class _Talk:
    """The conversation at the moment, and what was before."""

    bot: Bot
    begin: Callable[[datetime | None], tuple[Session, Reply]]
    write: Callable[[str], None]
    words: Mapping[str, str]
    session: Session
    reply: Reply
    at: datetime | None
    earlier: list[tuple[Session, Reply, datetime | None]] = field(default_factory=list)

    def take(self, typed: str) -> None:
        """One line: a command, or a message of the customer."""
        command, *rest = typed.split() or [""]
        name = COMMANDS.get(command.casefold())
        if command in _RESULTS:
            self._hand_back(_RESULTS[command])
        elif name is not None:
            getattr(self, f"_{name}")(*rest)
        elif command.startswith("/"):
            self._note("unknown")
        elif typed:
            self._go_on(self.bot.reply(self.session, typed, at=self.at))

    def show(self, before: Session, reply: Reply) -> None:
        """What the bot made of the last event."""
        if before.state.control == "ended" and not reply.messages:
            self._note("over")
            return
        for line in lines_of(reply, self.words, channel=before.channel):
            self.write(line)
        if reply.handoff is not None:
            self._note("agent", results=", ".join(_RESULTS))
            if is_shut(self.bot.flow, reply.handoff.name, self.at):
                self._note("shut", name=reply.handoff.name)
        elif not reply.messages and reply.control in _WAITING:
            self._note("joined" if before.state.control != reply.control else "silent_bot")

    def _go_on(self, after: tuple[Session, Reply]) -> None:
        before = self.session
        self.earlier.append((before, self.reply, self.at))
        self.session, self.reply = after
        self.show(before, self.reply)

    def _note(self, key: str, **values: str) -> None:
        for line in self.words[key].format(**values).splitlines():
            self.write(line)

    # ----- commands: what is typed after them is ignored where it means nothing ------------------

    def _help(self, *_: str) -> None:
        push = next(iter(self.bot.flow.push), self.words["no_push"])
        self._note("help", push=push, results=", ".join(_RESULTS))

    def _undo(self, *_: str) -> None:
        if not self.earlier:
            self._note("first")
            return
        self.session, self.reply, self.at = self.earlier.pop()
        self._note("back", step=self.session.state.step)
        again = replace(self.reply, guards=(), actions=(), opted=(), handoff=None, moved=None)
        for line in lines_of(again, self.words, channel=(*again.channels, "")[0]):
            self.write(line)

    def _restart(self, *_: str) -> None:
        self.earlier.clear()
        self.session, self.reply = self.begin(self.at)
        self.show(self.session, self.reply)

    def _join(self, *names: str) -> None:
        if self.session.state.control == "queued":
            self._go_on(self.bot.join(self.session, agent=" ".join(names) or None))
        else:
            self._note("not_queued")

    def _hand_back(self, result: HandoffResult) -> None:
        if self.session.state.control in _WAITING:
            self._go_on(self.bot.hand_back(self.session, result, at=self.at))
        else:
            self._note("no_handoff")

    def _wait(self, *told: str) -> None:
        if self.session.state.control != "queued":
            self._note("not_queued")
        elif not all(each.isdecimal() for each in told):
            self._note("bad_wait")
        else:
            position, minutes = (*map(int, told), None, None)[:2]
            self._go_on(self.bot.wait(self.session, position=position, minutes=minutes))

    def _silence(self, *_: str) -> None:
        if self.session.state.control != "bot":
            self._note("over" if self.session.state.control == "ended" else "silent_bot")
            return
        after = self.bot.silence_after(self.session)
        length = timedelta(seconds=after or 0)
        before = self.at
        if self.at is not None and after is not None:
            self.at += length
            self._note("later", length=span(length, self.words), at=moment(self.at, self.words))
        self._go_on(self.bot.silence(self.session, at=self.at))
        self.earlier[-1] = (*self.earlier[-1][:2], before)

    def _push(self, *names: str) -> None:
        push = self.bot.flow.push.get(" ".join(names))
        if push is None:
            self._note("unknown_push", names=", ".join(self.bot.flow.push) or self.words["none"])
            return
        if self.at is None:
            self._note("bad_clock")
            return
        held = self.bot.held_back(self.session, push.name, at=self.at)
        if held is not None:
            self._note(held, topic=push.opt_in, cap=str(push.per_week))
            return
        self._go_on(self.bot.push(self.session, push.name, at=self.at))

    def _clock(self, *told: str) -> None:
        at = _read_clock(" ".join(told), self.at)
        if at is None:
            self._note("bad_clock")
            return
        self.at = at
        self._note("now", at=moment(at, self.words), hours=opening(self.bot.flow, at, self.words))


def _read_clock(told: str, at: datetime | None) -> datetime | None:
    """The moment told: a time of the day comes next, never before; ``None``: it cannot be read."""
    if at is None or not told:
        return at
    try:
        if "-" in told:
            read = datetime.fromisoformat(told)
            return read if read.tzinfo is not None else read.replace(tzinfo=at.tzinfo)
        hour, _, minute = told.replace(".", ":").partition(":")
        later = at.replace(hour=int(hour), minute=int(minute or "0"), second=0, microsecond=0)
    except ValueError:
        return None
    return later if later >= at.replace(second=0, microsecond=0) else later + timedelta(days=1)
