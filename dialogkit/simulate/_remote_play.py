"""Conversations of simulated customers with any bot, many at once, each recorded when it ends."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from dialogkit.bot import AnyBot, BotAnswer, Line, NoAnswerError, OpenBot
from dialogkit.errors import DialogkitError, InputError
from dialogkit.simulate._actors import (
    Act,
    Actor,
    Actors,
    Moods,
    NotPlayedError,
    Part,
    Troupe,
    judge,
)
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._draws import TURNS
from dialogkit.simulate._remote_record import BROKEN, Record, Recording, Said

__all__ = ["How", "counted", "kinds_of", "play", "play_all"]

IN_A_ROW = 5
"""Conversations without an answer, one after another, after which the bot is taken for dead; those
at the same time come on top."""
SILENT = 20.0
"""Seconds without any answer after which the bot is taken for dead, if every try failed."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries of a conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How conversations are held."""

    customers: Customers
    """How the bot's customers behave."""
    seed: int
    """Of the run."""
    session: str
    """Goes into the names of conversations, so that a bot that remembers takes none for an older
    one."""
    takes: float = 1.0
    """Seconds on the simulated clock until the bot answers."""
    retries: int = 0
    """How often a conversation that broke off is begun anew."""
    back_off: float = 0.0
    """Seconds before that; doubled each time, with jitter."""
    count_broken: bool = False
    """Whether a conversation without an answer counts as one in which the bot failed."""
    progress: Callable[[int, int], object] = max
    """Told after each conversation how many are done."""


# ----- one conversation --------------------------------------------------------------------------


@dataclass(slots=True)  # not frozen: it is told of every answer
class _Pulse:
    """Whether the bot still answers anybody."""

    at_once: int
    last: float
    """When it answered last, on the clock of the event loop; at first when it was asked first."""
    failed: int = 0
    """Tries that failed since."""
    answered: bool = False
    dead: bool = False

    def beats(self) -> None:
        """An answer came."""
        self.failed, self.answered = 0, True
        self.last = asyncio.get_running_loop().time()

    def misses(self) -> bool:
        """None came; whether the bot is taken for dead."""
        self.failed += 1
        silent = asyncio.get_running_loop().time() - self.last
        # who was never heard is not waited for as long as who was
        many = self.at_once * (2 if self.answered else 1)
        self.dead = silent >= SILENT and self.failed >= many
        return self.dead


@dataclass(slots=True)  # not frozen: it grows with the conversation
class _Talk:
    line: Line
    actor: Actor
    moods: Moods
    takes: float
    pulse: _Pulse
    clock: float = 0.0
    last_heard: float = 0.0
    bot_turns: int = 0
    fallbacks: int = 0
    tokens: int = 0
    lines: list[Said] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    answer: BotAnswer | None = None

    async def run(self) -> None:
        """From the first message to the handoff or the end."""
        self._take(await self.line.open())
        for _ in range(TURNS + 1):
            if self.answer is not None and (self.answer.handoff or self.answer.ended):
                return
            said = self.actor.scene.turns
            act = await self.actor.act(self.answer)
            if act.kind == "leave":
                return
            if said:
                self.clock += self.moods.delay(said)
            self.lines.append(("customer", act.text, self.clock))
            self.last_heard = self.clock
            self._take(await self._send(act))
        self.actor.scene.left = not (self.actor.scene.settled or self.actor.scene.believes)

    async def _send(self, act: Act) -> BotAnswer:
        line, choice = self.line, act.choice
        answer = await (line.say(act.text) if choice is None else line.press(choice))
        self.pulse.beats()
        return answer

    def _take(self, answer: BotAnswer | None) -> None:
        self.answer = answer
        if answer is None:
            return
        self.fallbacks += answer.lost
        self.tokens += answer.tokens
        self.steps += [step for step in answer.steps if self.steps[-1:] != [step]]
        if answer.messages or answer.buttons:
            self.clock += self.takes
            self.bot_turns += 1
            titles = " · ".join(f"[{choice.title}]" for choice in answer.buttons)
            shown = (*answer.messages, *filter(None, (titles,)))
            self.lines += [("bot", text, self.clock) for text in shown]
        for label in answer.settles:
            judge(self.actor.scene, self.moods, label)

    def recording(self, part: Part, tries: int) -> Recording:
        """What it came to."""
        scene, answer = self.actor.scene, self.answer or BotAnswer()
        return Recording(
            key=part.key,
            label=part.label,
            locale=part.locale,
            channel=part.channel,
            lines=tuple(self.lines),
            seconds=self.clock,
            last_heard=self.last_heard,
            customer_turns=scene.turns,
            bot_turns=self.bot_turns,
            fallbacks=self.fallbacks,
            resolved=scene.resolved,
            believes=scene.believes,
            unsettled=scene.unsettled,
            asked_for_human=scene.asked_for_human,
            wants_human=scene.wants_human,
            left=scene.left,
            handoff=answer.handoff,
            reason=answer.reason,
            ended=answer.ended,
            steps=tuple(self.steps),
            tokens=self.tokens,
            tries=tries,
        )


async def play(
    bot: OpenBot, troupe: Troupe, part: Part, how: How, pulse: _Pulse | None = None
) -> Recording:
    """One conversation; begun anew under another name where it broke off.

    Raises:
        NoAnswerError: The bot gave no answer, however often it was tried.
        NotPlayedError: What plays the customer failed, twice.
        InputError: The bot refuses for good.
    """
    moods = Moods(how.customers, part)
    pulse = pulse or _Pulse(1, asyncio.get_running_loop().time())
    for tries in range(1, how.retries + 2):
        rng = np.random.default_rng([how.seed, tries, *part.key.encode()])
        name = f"{how.session}-{part.key}-{tries}"
        line = bot.line(name, locale=part.locale, channel=part.channel, rng=rng)
        talk = _Talk(line, troupe.play(part), moods, how.takes, pulse)
        try:
            await talk.run()
        except NoAnswerError as failed:
            # what the bot has not seen was tried again already, request by request
            given_up = tries > how.retries or failed.final or not failed.seen
            if pulse.misses() or given_up:
                raise
        except NotPlayedError as failed:
            if tries > min(1, how.retries) or failed.final:
                raise
        else:
            return talk.recording(part, tries)
        own = min(how.back_off * 2 ** (tries - 1), LONGEST_PAUSE)
        await asyncio.sleep(own * (0.5 + 0.5 * float(rng.random())))
    raise AssertionError("the last try returns or raises")


# ----- many --------------------------------------------------------------------------------------


def play_all(bot: AnyBot, actors: Actors, parts: Sequence[Part], record: Record, how: How) -> None:
    """Holds all conversations that are not recorded yet.

    What plays the customers may fail, too: such customers stand in ``record.unplayed`` then.

    Raises:
        InputError: The bot refuses, or gives no answer, or nobody can be played; what is recorded
            stays.
        OutputError: A recording cannot be written.
    """
    open_yet = [part for part in parts if part.key not in record.known]
    if not open_yet:
        return
    work = _Work(bot, actors, open_yet, record, how)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work.run())
        return
    # a notebook has a loop of its own that is busy waiting for this call
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work.run()).result()


class _Work:
    def __init__(
        self, bot: AnyBot, actors: Actors, parts: Sequence[Part], record: Record, how: How
    ) -> None:
        self._bot = bot
        self._actors = actors
        self._parts = parts
        self._record = record
        self._how = how
        self._failed: dict[str, tuple[Part, NoAnswerError]] = {}
        self._unplayed: dict[str, tuple[Part, NotPlayedError]] = {}
        self._in_a_row = 0
        self._unplayed_in_a_row = 0
        self._done = 0
        self._pulse = _Pulse(bot.at_once, 0.0)

    async def run(self) -> None:
        """Everything; what broke off is tried once more at the end."""
        async with self._bot.reach() as bot, self._actors.reach() as troupe:
            await self._pass(bot, troupe, self._parts)
            again = [part for part, failed in self._failed.values() if not failed.final]
            again += [part for part, failed in self._unplayed.values() if not failed.final]
            for part in again:
                self._failed.pop(part.key, None)
                self._unplayed.pop(part.key, None)
            if again:
                # a bot that remembers must take none of them for what broke off
                self._how = replace(self._how, session=f"{self._how.session}-again")
                await self._pass(bot, troupe, again)
        if self._failed and self._how.count_broken and self._record.known:
            for part, _ in self._failed.values():
                self._record.add(_unanswered(part))
        elif self._failed:
            raise self._refusal()
        if self._unplayed and not self._record.known:
            raise self._no_customers()
        self._record.unplayed |= {key: why.kind for key, (_, why) in self._unplayed.items()}

    async def _pass(self, bot: OpenBot, troupe: Troupe, parts: Sequence[Part]) -> None:
        waiting = iter(parts)
        self._in_a_row = self._unplayed_in_a_row = 0
        self._pulse = _Pulse(self._bot.at_once, asyncio.get_running_loop().time())
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._bot.at_once, len(parts))):
                    group.create_task(self._worker(bot, troupe, waiting))
        except* DialogkitError as several:
            raise _first(several) from None

    async def _worker(self, bot: OpenBot, troupe: Troupe, waiting: Iterator[Part]) -> None:
        for part in waiting:
            try:
                recording = await play(bot, troupe, part, self._how, self._pulse)
            except NoAnswerError as failed:
                self._fails(part, failed)
                continue
            except NotPlayedError as failed:
                self._stays_away(part, failed)
                continue
            self._in_a_row = self._unplayed_in_a_row = 0
            self._done += 1
            self._record.add(recording)
            self._how.progress(self._done, len(self._parts))

    def _fails(self, part: Part, failed: NoAnswerError) -> None:
        self._failed[part.key] = (part, failed)
        self._in_a_row += 1
        # who refuses one message and takes others is alive
        alive = failed.final and bool(self._record.known)
        too_many = self._in_a_row >= IN_A_ROW + self._bot.at_once
        if not alive and (too_many or self._pulse.dead):
            raise self._refusal()

    def _stays_away(self, part: Part, failed: NotPlayedError) -> None:
        self._unplayed[part.key] = (part, failed)
        self._unplayed_in_a_row += 1
        alive = failed.final and bool(self._record.known)
        if not alive and self._unplayed_in_a_row >= IN_A_ROW + self._bot.at_once:
            raise self._no_customers()

    def _refusal(self) -> InputError:
        kinds = kinds_of(failed.kind for _, failed in self._failed.values())
        n = len(self._failed)
        what = f"{self._bot.name} gave no answer in {counted(n, 'conversation')} ({kinds})"
        return InputError(f"{what}; {self._record.kept}")

    def _no_customers(self) -> InputError:
        kinds = kinds_of(failed.kind for _, failed in self._unplayed.values())
        what = f"what plays the customers failed for {len(self._unplayed)} of them ({kinds})"
        return InputError(f"{what}: that says nothing of the bot; {self._record.kept}")


def kinds_of(kinds: Iterable[str]) -> str:
    """What went wrong, and how often."""
    return ", ".join(f"{kind} × {n}" for kind, n in sorted(Counter(kinds).items()))


def counted(n: int, what: str) -> str:
    """So many of something, in the singular where it is one."""
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _first(several: BaseExceptionGroup[DialogkitError]) -> DialogkitError:
    """One refusal of those that workers came to at the same time."""
    inner: BaseException = several
    while isinstance(inner, BaseExceptionGroup):
        inner = inner.exceptions[0]
    assert isinstance(inner, DialogkitError)
    return inner


def _unanswered(part: Part) -> Recording:
    """A conversation in which the bot did not answer: the customer has left, unsettled."""
    return Recording(
        key=part.key,
        label=part.label,
        locale=part.locale,
        channel=part.channel,
        lines=(),
        seconds=0.0,
        last_heard=0.0,
        customer_turns=1,
        bot_turns=0,
        fallbacks=0,
        resolved="no",
        believes=False,
        unsettled=False,
        asked_for_human=False,
        wants_human=False,
        left=True,
        handoff=None,
        reason=None,
        ended=BROKEN,
        steps=(),
    )
