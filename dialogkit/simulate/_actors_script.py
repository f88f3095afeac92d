"""A script as the customer: what they say, and what must happen; tests of how a bot behaves."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from dialogkit.bot import AnyBot, BotAnswer, Choice, FlowBot, FlowLine, Line, NoAnswerError, OpenBot
from dialogkit.errors import InputError
from dialogkit.simulate._actors_script_file import Expected, Script, ScriptTurn

__all__ = ["Failure", "ScriptResult", "run_scripts"]

TRIES = 3
"""A conversation with a bot elsewhere that breaks off is begun anew so often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An expectation that was not met. Holds nothing of what was said."""

    line: int
    """Line of the turn in the file."""
    turn: int
    """Its number in the script, from 1."""
    expected: str
    """As the file has it."""
    got: str
    """What happened instead, as far as it can be told without words of the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptResult:
    """What came of one script."""

    name: str
    """Of the script."""
    line: int
    """Line of the script in its file."""
    failures: tuple[Failure, ...] = ()
    """Empty: all is as expected."""
    said: tuple[tuple[str, str], ...] = ()
    """What was said: speaker and text."""

    @property
    def passed(self) -> bool:
        """Whether all is as expected."""
        return not self.failures


def run_scripts(
    bot: AnyBot, scripts: Sequence[Script], *, file: str, session: str | None = None
) -> list[ScriptResult]:
    """Plays all scripts and says what did not go as expected.

    Args:
        bot: Our own as `FlowBot`, or one elsewhere.
        scripts: From `load_scripts`.
        file: Their file, for messages.
        session: Goes into the names of conversations that the bot sees; ``None`` makes a fresh one.

    Raises:
        InputError: A script asks for what cannot be seen of this bot, or it gives no answer.
    """
    if not isinstance(bot, FlowBot):
        _require_seen(scripts, file)
    work = _play_all(bot, scripts, session or secrets.token_hex(6))
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def _require_seen(scripts: Sequence[Script], file: str) -> None:
    """What only our own bot shows or takes cannot be tested with another."""
    wrong = [
        (turn.line, what)
        for script in scripts
        for turn in script.turns
        for what in turn.needs_inside
    ]
    if not wrong:
        return
    (line, first), *others = wrong
    rule = "cannot be tested with a bot that runs elsewhere: only its words and marks are seen"
    more = "".join(f"\n{file}:{number}: {what} likewise" for number, what in others)
    raise InputError(f"{first} {rule}{more}", file=file, line=line)


async def _play_all(bot: AnyBot, scripts: Sequence[Script], session: str) -> list[ScriptResult]:
    results = []
    for number, script in enumerate(scripts, 1):
        own = bot
        if isinstance(bot, FlowBot) and script.at is not None:
            own = FlowBot(bot.bot, at=script.at)
        async with own.reach() as reached:
            results.append(await _again(reached, own.name, script, f"{session}-{number}"))
    return results


async def _again(bot: OpenBot, name: str, script: Script, session: str) -> ScriptResult:
    kind = ""
    for tries in range(1, TRIES + 1):
        rng = np.random.default_rng([tries, *session.encode()])
        line = bot.line(f"{session}-{tries}", locale=script.locale, channel=script.channel, rng=rng)
        try:
            return await _Played(line, script).run()
        except NoAnswerError as failed:
            kind = failed.kind
            if failed.final:
                break
    raise InputError(f"{name} gave no answer to script {script.name} ({kind}); try again later")


@dataclass(slots=True)
class _Played:
    """One script under way."""

    line: Line
    script: Script
    answer: BotAnswer | None = None
    over: str = ""
    """Why the customer can say nothing more."""

    async def run(self) -> ScriptResult:
        """From the first turn to the last, or to where nobody listens any more."""
        failures: list[Failure] = []
        said: list[tuple[str, str]] = []
        self.answer = await self.line.open()
        said += self._shown()
        for number, turn in enumerate(self.script.turns, 1):
            if turn.acts:
                problem = await self._act(turn)
                if problem is not None:
                    failures.append(_failure(turn, number, turn.act, problem))
                    break
                said += [("customer", text) for text in (turn.says or turn.presses,) if text]
                said += self._shown()
            for expected in turn.expected:
                got = _missed(expected, self.answer)
                if got is not None:
                    failures.append(_failure(turn, number, expected.shown, got))
        return ScriptResult(
            name=self.script.name,
            line=self.script.line,
            failures=tuple(failures),
            said=tuple(said),
        )

    def _shown(self) -> list[tuple[str, str]]:
        if self.answer is None:
            return []
        titles = " ".join(f"[{choice.title}]" for choice in self.answer.buttons)
        texts = (*self.answer.messages, *filter(None, (titles,)))
        return [("bot", text) for text in texts]

    async def _act(self, turn: ScriptTurn) -> str | None:
        """Does what the turn says; why it cannot be done, if so."""
        if self.over and not (turn.agent and self.over == "handoff"):
            team = "the conversation is with the team"
            return team if self.over == "handoff" else "the conversation is over"
        if turn.says is not None:
            self.answer = await self.line.say(turn.says)
        elif turn.presses is not None:
            choice = next((b for b in self._buttons() if b.title == turn.presses), None)
            if choice is None:
                return "no such button is offered"
            self.answer = await self.line.press(choice)
        else:
            assert isinstance(self.line, FlowLine), "checked before anything was said"
            if turn.agent is None:
                self.answer = await self.line.be_silent()
            elif self.over != "handoff":
                return "no handoff is under way"
            else:
                self.answer = await self.line.hand_back(turn.agent)
        self.over = "handoff" if self.answer.handoff else "end" if self.answer.ended else ""
        return None

    def _buttons(self) -> Iterator[Choice]:
        yield from self.answer.buttons if self.answer is not None else ()


def _failure(turn: ScriptTurn, number: int, expected: str, got: str) -> Failure:
    return Failure(line=turn.line, turn=number, expected=expected, got=got)


# ----- what happened -----------------------------------------------------------------------------


def _missed(expected: Expected, answer: BotAnswer | None) -> str | None:
    """What happened instead; ``None``: it is as expected."""
    return _CHECKS[expected.what](expected, answer or BotAnswer())


def _named(expected: Expected, found: str | None, none: str) -> str | None:
    """A name, or any (``true``), or none (``false``)."""
    if expected.value is True:
        return None if found is not None else none
    if expected.value is False:
        return None if found is None else found
    return None if found == expected.value else (found or none)


def _text(expected: Expected, answer: BotAnswer) -> str | None:
    found = re.search(str(expected.value), answer.text)
    if not answer.messages:
        return "the bot said nothing"
    return None if found else "the bot said something else"


def _not_text(expected: Expected, answer: BotAnswer) -> str | None:
    found = re.search(str(expected.value), answer.text)
    return "the bot said it" if found else None


def _settles(expected: Expected, answer: BotAnswer) -> str | None:
    first = ", ".join(answer.settles) or None
    if isinstance(expected.value, str):
        settled = expected.value in answer.settles
        return None if settled else (first or "nothing settled")
    return _named(expected, first, "nothing settled")


def _lost(expected: Expected, answer: BotAnswer) -> str | None:
    if answer.lost == expected.value:
        return None
    return "understood" if expected.value else "not understood"


def _buttons_named(expected: Expected, answer: BotAnswer) -> str | None:
    wanted = expected.value if isinstance(expected.value, tuple) else ()
    offered = {choice.title for choice in answer.buttons}
    lacking = len(set(wanted) - offered)
    return f"{lacking} of {len(wanted)} are not offered" if lacking else None


_CHECKS: dict[str, Callable[[Expected, BotAnswer], str | None]] = {
    "handoff": lambda e, a: _named(e, a.handoff, "no handoff"),
    "step": lambda e, a: _named(e, a.step, "no step"),
    "asks": lambda e, a: _named(e, a.asks, "nothing asked"),
    "ends": lambda e, a: _named(e, a.ended, "not ended"),
    "text": _text,
    "not_text": _not_text,
    "settles": _settles,
    "lost": _lost,
    "buttons": _buttons_named,
}
