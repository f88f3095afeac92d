"""A rehearsed conversation: the bot, its transcript, and every moment to go back to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from dialogkit.bot import Bot, Handover, Picture, Reply, Session
from dialogkit.channels import load_channel
from dialogkit.conversation import HANDOFF_RESULTS, HandoffResult
from dialogkit.errors import DialogkitError, ParameterError
from dialogkit.widgets._images import data_address
from dialogkit.widgets._words import words

__all__ = ["Line", "Moment", "Rehearsal"]

Who = Literal["customer", "bot", "agent", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the transcript."""

    who: Who
    """Who says it; ``system``: a note about what happened."""
    text: str
    """What is said; of a picture or file, what is in it."""
    picture: Picture | None = None
    """The picture or file that is shown."""


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
        at: When it takes place, with a time zone; ``None`` leaves that open.
        start: What the bot's ``start`` takes: ``locale``, ``channel``, ``customer``, ``opted``.
    """

    def __init__(self, bot: Bot, *, at: datetime | None = None, **start: Any) -> None:
        self._bot = bot
        self._at = at
        session, reply = bot.start(at=at, **start)
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
        self._go_on((line,), lambda session: self._bot.reply(session, text, at=self._at))

    def press(self, word: str, label: str | None = None) -> None:
        """The customer presses a button; one no longer offered counts as its label written."""
        offered = {button.word: button.label for button in self.now.reply.buttons}
        if word not in offered:
            self.say(label or word)
            return
        line = Line(who="customer", text=offered[word])
        self._go_on((line,), lambda session: self._bot.choose(session, word, at=self._at))

    def silence(self) -> None:
        """The customer stays silent for as long as the flow's rule says."""
        self._go_on(
            (self._note("was_silent"),), lambda session: self._bot.silence(session, at=self._at)
        )

    def push(self, name: str) -> None:
        """The bot begins; what is held back is said with its reason. It needs to know the time."""
        at, push = self._at, self._bot.flow.push.get(name)
        if at is None or push is None:
            return
        held = self._bot.held_back(self.now.session, name, at=at)
        if held is not None:
            self._add(self._note(held, topic=push.opt_in, cap=str(push.per_week)))
            return
        note = self._note("was_pushed", name=name)
        self._go_on((note,), lambda session: self._bot.push(session, name, at=at))

    def take_over(self) -> None:
        """An agent takes over from the queue."""
        if self.now.session.state.control == "queued":
            self._go_on((self._note("was_joined"),), self._bot.join)

    def answer(self, text: str) -> None:
        """The agent writes; from the queue that takes over first."""
        self.take_over()
        if self.now.session.state.control != "agent":
            return
        self._add(Line(who="agent", text=text))

    def give_back(self, result: HandoffResult) -> None:
        """The handoff is over.

        Raises:
            ParameterError: There is no such result.
        """
        if result not in HANDOFF_RESULTS:
            raise ParameterError(f"result must be one of {', '.join(HANDOFF_RESULTS)}")
        if self.now.session.state.control in ("queued", "agent"):
            note = self._note("was_handed_back", result=self.words[result])
            self._go_on((note,), lambda session: self._bot.hand_back(session, result, at=self._at))

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
            self._add(*said, self._note("was_error", error=error.what))
        except Exception as error:  # a bound function may raise anything; the panel goes on
            self._add(*said, self._note("was_error", error=type(error).__name__))

    def _add(self, *lines: Line) -> None:
        """A moment in which something is said and nothing happens."""
        self._moments.append(replace(self.now, lines=(*self.now.lines, *lines)))

    def _after(
        self, before: Moment | None, said: tuple[Line, ...], result: tuple[Session, Reply]
    ) -> Moment:
        session, reply = result
        waiting = session.state.control in ("queued", "agent")
        earlier = before.handoff if before is not None else None
        was_over = before is not None and before.reply.ended is not None
        lines = before.lines if before is not None else ()
        channel = before.session.channel if before is not None else None
        return Moment(
            session=session,
            reply=reply,
            lines=(*lines, *said, *self._told(reply, was_over=was_over, channel=channel)),
            handoff=(reply.handoff or earlier) if waiting else None,
        )

    def _told(self, reply: Reply, *, was_over: bool, channel: str | None) -> Iterator[Line]:
        """What a reply adds to the transcript."""
        guards = dict.fromkeys(
            f"{guard} = {self.words['yes' if holds else 'no']}"
            for guard, holds, is_assumed in reply.guards
            if is_assumed
        )
        if guards:
            yield self._note("was_assumed", guards="; ".join(guards))
        for name, outcome, assumed in reply.actions:
            kind = "was_rehearsed" if assumed else "was_called"
            yield self._note(kind, name=name, outcome=outcome)
        yield from self._said(reply, channel)
        for topic, agreed in reply.opted:
            yield self._note("was_agreed" if agreed else "was_unsubscribed", topic=topic)
        if reply.changed:
            yield self._note("was_changed", why="; ".join(reply.changed))
        if reply.handoff is not None:
            reason = self._reason(reply.handoff)
            yield self._note("was_queued", name=reply.handoff.name, reason=reason)
        if reply.ended is not None and not was_over:
            yield self._note("was_ended", end=reply.ended)

    def _said(self, reply: Reply, channel: str | None) -> Iterator[Line]:
        """Messages and pictures in their order, and where the conversation moves."""
        for number in range(len(reply.messages) + 1):
            for each in reply.pictures:
                if each.after == number:
                    yield Line(who="bot", text=each.alt, picture=each)
            if number < len(reply.messages):
                on = reply.channels[number]
                if reply.moved is not None and channel not in (None, on):
                    yield self._moved(on)
                channel = on
                yield Line(who="bot", text=reply.messages[number])
        if reply.moved not in (None, channel):
            yield self._moved(reply.moved or "")

    def _moved(self, channel: str) -> Line:
        return self._note("was_moved", channel=load_channel(channel).title)

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
            "lines": [self._line(line) for line in now.lines],
            "images": self._images(),
            "channel": load_channel(now.session.channel).title,
            "pushes": list(self._bot.flow.push) if self._at is not None else [],
            "buttons": [{"word": b.word, "label": b.label} for b in now.reply.buttons],
            "step": now.session.state.step,
            "control": now.session.state.control,
            "known": sorted(now.session.values),
            "why": self._why(now.reply),
            "handoff": self._handoff(now.handoff),
            "results": list(HANDOFF_RESULTS),
            "can_undo": self.can_undo,
        }

    def _line(self, line: Line) -> Mapping[str, str]:
        shown = {} if line.picture is None else {"kind": line.picture.kind}
        file = {} if line.picture is None else {"file": line.picture.file}
        return {"who": line.who, "text": line.text, **shown, **file}

    def _images(self) -> Mapping[str, str]:
        """File to the picture itself, each once however often it is shown."""
        shown = [line.picture for line in self.now.lines if line.picture is not None]
        found = {each.file: data_address(each.file) for each in shown if each.kind == "image"}
        return {file: address for file, address in found.items() if address is not None}

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
