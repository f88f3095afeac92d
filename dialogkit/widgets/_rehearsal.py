"""A rehearsed conversation: the bot, its transcript, and every moment to go back to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dialogkit.bot import Bot, Handover, Reply, Session
from dialogkit.conversation import HANDOFF_RESULTS, HandoffResult
from dialogkit.errors import DialogkitError, ParameterError
from dialogkit.widgets._words import words

__all__ = ["Line", "Moment", "Rehearsal"]

Who = Literal["customer", "bot", "agent", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the transcript."""

    who: Who
    """Who says it; ``system``: a note about what happened."""
    text: str
    """What is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The conversation after one event."""

    session: Session
    """Where it stands."""
    reply: Reply
    """What the bot did last."""
    lines: tuple[Line, ...]
    """All that was said so far."""
    handoff: Handover | None = None
    """The handoff under way."""


class Rehearsal:
    """Talks to a bot and remembers every moment. Sessions are values: going back is forgetting.

    Args:
        bot: The bot.
        locale: Language of the conversation; ``None`` takes the bot's.
        channel: Channel to behave like; ``None`` takes the bot's.
    """

    def __init__(self, bot: Bot, *, locale: str | None = None, channel: str | None = None) -> None:
        self._bot = bot
        session, reply = bot.start(locale=locale, channel=channel)
        self.words = words(session.locale)
        self._moments = [self._after(None, (), (session, reply))]

    @property
    def now(self) -> Moment:
        """The moment the conversation is at."""
        return self._moments[-1]

    @property
    def can_undo(self) -> bool:
        """Whether there is a moment before this one."""
        return len(self._moments) > 1

    # ----- what the designer does ----------------------------------------------------------------

    def say(self, text: str) -> None:
        """The customer writes."""
        line = Line(who="customer", text=text)
        self._go_on((line,), lambda session: self._bot.reply(session, text))

    def press(self, word: str, label: str | None = None) -> None:
        """The customer presses a button; one no longer offered counts as its label written."""
        offered = {button.word: button.label for button in self.now.reply.buttons}
        if word not in offered:
            self.say(label or word)
            return
        line = Line(who="customer", text=offered[word])
        self._go_on((line,), lambda session: self._bot.choose(session, word))

    def silence(self) -> None:
        """The customer stays silent for as long as the flow's rule says."""
        self._go_on((self._note("was_silent"),), self._bot.silence)

    def take_over(self) -> None:
        """An agent takes over from the queue."""
        if self.now.session.state.control == "queued":
            self._go_on((self._note("was_joined"),), self._bot.join)

    def answer(self, text: str) -> None:
        """The agent writes; from the queue that takes over first."""
        self.take_over()
        if self.now.session.state.control != "agent":
            return
        now = self.now
        lines = (*now.lines, Line(who="agent", text=text))
        self._moments.append(
            Moment(session=now.session, reply=now.reply, lines=lines, handoff=now.handoff)
        )

    def give_back(self, result: HandoffResult) -> None:
        """The handoff is over.

        Raises:
            ParameterError: There is no such result.
        """
        if result not in HANDOFF_RESULTS:
            raise ParameterError(f"result must be one of {', '.join(HANDOFF_RESULTS)}")
        if self.now.session.state.control in ("queued", "agent"):
            note = self._note("was_handed_back", result=self.words[result])
            self._go_on((note,), lambda session: self._bot.hand_back(session, result))

    def undo(self) -> None:
        """Back to the moment before; at the beginning nothing happens."""
        if self.can_undo:
            self._moments.pop()

    def restart(self) -> None:
        """Back to the beginning."""
        del self._moments[1:]

    # ----- what comes of it ----------------------------------------------------------------------

    def _go_on(
        self, said: tuple[Line, ...], event: Callable[[Session], tuple[Session, Reply]]
    ) -> None:
        """The moment after ``event``. What was said stays in the transcript whatever happens."""
        now = self.now
        try:
            self._moments.append(self._after(now, said, event(now.session)))
        except DialogkitError as error:
            self._fail(now, said, error.what)
        except Exception as error:  # a bound function may raise anything; the panel goes on
            self._fail(now, said, type(error).__name__)

    def _fail(self, now: Moment, said: tuple[Line, ...], error: str) -> None:
        lines = (*now.lines, *said, self._note("was_error", error=error))
        self._moments.append(
            Moment(session=now.session, reply=now.reply, lines=lines, handoff=now.handoff)
        )

    def _after(
        self, before: Moment | None, said: tuple[Line, ...], result: tuple[Session, Reply]
    ) -> Moment:
        session, reply = result
        waiting = session.state.control in ("queued", "agent")
        earlier = before.handoff if before is not None else None
        was_over = before is not None and before.reply.ended is not None
        lines = before.lines if before is not None else ()
        return Moment(
            session=session,
            reply=reply,
            lines=(*lines, *said, *self._told(reply, was_over=was_over)),
            handoff=(reply.handoff or earlier) if waiting else None,
        )

    def _told(self, reply: Reply, *, was_over: bool) -> Iterator[Line]:
        """What a reply adds to the transcript."""
        for name, outcome, assumed in reply.actions:
            kind = "was_rehearsed" if assumed else "was_called"
            yield self._note(kind, name=name, outcome=outcome)
        for message in reply.messages:
            yield Line(who="bot", text=message)
        if reply.changed:
            yield self._note("was_changed", why="; ".join(reply.changed))
        if reply.handoff is not None:
            reason = self._reason(reply.handoff)
            yield self._note("was_queued", name=reply.handoff.name, reason=reason)
        if reply.ended is not None and not was_over:
            yield self._note("was_ended", end=reply.ended)

    def _reason(self, handoff: Handover) -> str:
        return self.words["silence_reason" if handoff.reason == "silence" else handoff.reason]

    def _note(self, key: str, **values: str) -> Line:
        return Line(who="system", text=self.words[key].format(**values))

    # ----- as the browser shows it ---------------------------------------------------------------

    def view(self) -> dict[str, Any]:
        """All that the panel shows, as JSON values."""
        now = self.now
        return {
            "locale": now.session.locale,
            "words": self.words,
            "lines": [{"who": line.who, "text": line.text} for line in now.lines],
            "buttons": [{"word": b.word, "label": b.label} for b in now.reply.buttons],
            "step": now.session.state.step,
            "control": now.session.state.control,
            "known": sorted(now.session.values),
            "why": self._why(now.reply),
            "handoff": self._handoff(now.handoff),
            "results": list(HANDOFF_RESULTS),
            "can_undo": self.can_undo,
        }

    def _why(self, reply: Reply) -> Mapping[str, Any] | None:
        why = reply.why
        if why is None:
            return None
        source = "intent_source" if why.source == "intent" else why.source
        return {
            "source": self.words[source],
            "word": why.word,
            "intent": why.intent,
            "confidence": why.confidence,
            "accepted": why.accepted,
            "others": [list(other) for other in why.others],
        }

    def _handoff(self, handoff: Handover | None) -> Mapping[str, Any] | None:
        if handoff is None:
            return None
        return {
            "name": handoff.name,
            "reason": self._reason(handoff),
            "passed": {k: v for k, v in handoff.passed.items() if k != "reason"},
            "withheld": list(handoff.withheld),
            "suggestions": list(handoff.suggestions),
        }
