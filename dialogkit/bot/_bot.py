"""The bot: a flow, a classifier and a channel; a session and a message in, both out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from dialogkit.bot._admit import (
    checked_facts,
    checked_locale,
    checked_time,
    require_names,
    require_own,
    require_push,
    time_of,
)
from dialogkit.bot._back_ends import BackEnds, Function
from dialogkit.bot._fingerprint import flow_fingerprint, full_fingerprint
from dialogkit.bot._fit import Done, fit
from dialogkit.bot._speak import Spoken, answer, speak
from dialogkit.bot._understanding import Understanding
from dialogkit.bot._values import Held, Reply, Session, Why
from dialogkit.bot._weigh import Scales
from dialogkit.channels import load_channel
from dialogkit.conversation import HANDOFF_RESULTS, HandoffResult, IntentModel, Message
from dialogkit.errors import InputError, ParameterError
from dialogkit.flow import (
    Acted,
    Decided,
    Event,
    Flow,
    HandedBack,
    Handoff,
    Joined,
    Machine,
    Moved,
    Pushed,
    Said,
    Silence,
    Turn,
)

__all__ = ["Bot"]

_WEEK = timedelta(days=7)
_LAPSE = timedelta(hours=24)


class Bot:
    """Answers customers as a flow says. Pure: it holds no conversation, sessions are values.

    While an agent or the queue has the word, the bot is silent. An action without a function in
    ``actions`` is rehearsed: its most likely assumed outcome is taken, and the reply says so; so
    is a guard that asks for a fact of the customer that nobody told. The time of an event is an
    argument, because a bot that read the clock could not be rehearsed; without it every handoff
    counts as open.

    Args:
        flow: The flow. It may have errors, but not names that stand for nothing.
        model: The classifier; without one only labels, values and the wish for a human are
            understood.
        channel: Channel that replies are fitted to.
        locale: Language it speaks; ``None`` takes the flow's first.
        actions: Action of the flow to the function that does it.
        threshold: Least confidence to act on, 0 to 1; ``None`` leaves that to the model.

    Raises:
        FlowError: The flow cannot be run; every reason is listed.
        ParameterError: A bound action or the locale is not in the flow, the channel is unknown,
            or the threshold is outside 0 to 1.
    """

    def __init__(
        self,
        flow: Flow,
        model: IntentModel | None = None,
        *,
        channel: str = "web",
        locale: str | None = None,
        actions: Mapping[str, Function] = MappingProxyType({}),
        threshold: float | None = None,
    ) -> None:
        require_names(flow)
        self.flow = flow
        self.model = model
        self.understanding = Understanding(flow, model, threshold=threshold)
        self.fingerprint = flow_fingerprint(flow)
        self._threshold = threshold
        self._channel = load_channel(channel).name
        self._locale = checked_locale(flow, locale or flow.locales[0])
        self._back_ends = BackEnds.of(flow, actions)
        self._machine = Machine(flow)
        self._scales = Scales.of(flow)

    @property
    def full_fingerprint(self) -> str:
        """Changes with all that may change an answer, not only with what a session relies on.

        That is the flow with its texts, the classifier, the threshold, the channel, the language,
        and which functions its actions have.
        """
        bound = {
            name: f"{getattr(does, '__module__', '')}.{getattr(does, '__qualname__', '')}"
            for name, does in sorted(self._back_ends.functions.items())
        }
        heard = None if self.model is None else self.model.fingerprint
        own = (heard, self._threshold, self._channel, self._locale, bound)
        return full_fingerprint(self.flow, *own)

    def start(
        self,
        *,
        locale: str | None = None,
        channel: str | None = None,
        customer: Mapping[str, str | bool | float] = MappingProxyType({}),
        opted: Sequence[str] = (),
        push: str | None = None,
        at: datetime | None = None,
    ) -> tuple[Session, Reply]:
        """A new session, and what the bot says first.

        Args:
            locale: Language of this conversation; ``None`` takes the bot's.
            channel: Channel of this conversation; ``None`` takes the bot's.
            customer: Fact of the flow to what the company knows, as ``{"is_known": True}``.
            opted: Topics the customer has agreed to be written to about.
            push: The push that the conversation begins with, where the bot begins it.
            at: When, with a time zone; ``None`` leaves the time open.

        Raises:
            ParameterError: The flow does not have the language, a fact or the push, there is no
                such channel, or the push comes without its opt-in or a time.
        """
        at = checked_time(at)
        if push is not None:
            require_push(self.flow, push)
            if at is None or self.flow.push[push].opt_in not in opted:
                raise ParameterError(f"push {push} needs the time and the customer's opt-in")
        turn = self._machine.start(opted=opted, push=push)
        session = Session(
            flow=self.fingerprint,
            state=turn.state,
            locale=checked_locale(self.flow, locale or self._locale),
            channel=load_channel(channel or self._channel).name,
            customer=checked_facts(self.flow, customer),
            pushes=() if push is None or at is None else ((push, at),),
        )
        return self._go_on(session, turn, at)

    def reply(
        self, session: Session, message: str | Message, *, at: datetime | None = None
    ) -> tuple[Session, Reply]:
        """What the bot answers to a message of the customer; silence while it has not the word.

        Args:
            session: Where the conversation stands.
            message: What the customer writes.
            at: When, with a time zone; ``None`` takes that of a message, or leaves it open.

        Raises:
            InputError: The session belongs to another flow.
            ParameterError: The time has no zone.
        """
        self._check(session)
        at = checked_time(at) or time_of(message)
        if session.state.control != "bot":
            return self._silent(session)
        text = message if isinstance(message, str) else message.text
        found = self.understanding.read(text, session.state, locale=session.locale)
        values = MappingProxyType({**session.values, **found.values})
        session = replace(session, values=values)
        return self._react(session, found.said, at, found.why)

    def choose(
        self, session: Session, word: str, *, at: datetime | None = None
    ) -> tuple[Session, Reply]:
        """What the bot answers when the customer presses the button of ``word``.

        Raises:
            InputError: The session belongs to another flow.
            ParameterError: No such choice is offered now.
        """
        self._check(session)
        if session.state.control != "bot":
            return self._silent(session)
        words = self._machine.offered(session.state)
        if word not in words:
            raise ParameterError(f"must be one of the choices {', '.join(words) or '(none)'}")
        return self._react(session, Said(word), at, Why(source="label", word=word))

    def silence(self, session: Session, *, at: datetime | None = None) -> tuple[Session, Reply]:
        """What the bot does when the customer has been silent for as long as the flow says."""
        self._check(session)
        return self._react(session, Silence(), at)

    def push(self, session: Session, name: str, *, at: datetime) -> tuple[Session, Reply]:
        """What the bot sends of its own accord; nothing where opt-in or cap forbid it.

        An ended session goes on with it, an open one is resumed after it. While queue or agent
        have the word nothing is sent.

        Args:
            session: The customer's session.
            name: Push of the flow.
            at: When, with a time zone.

        Raises:
            InputError: The session belongs to another flow.
            ParameterError: There is no such push.
        """
        if self.held_back(session, name, at=at) is not None:
            return self._silent(session)
        recent = _pushed_lately(session, at)
        turn = self._machine.react(session.state, Pushed(name, _count(recent, name)))
        session = replace(session, pushes=(*recent, (name, at)), turn=session.turn + 1)
        return self._go_on(session, turn, at)

    def held_back(self, session: Session, name: str, *, at: datetime) -> Held | None:
        """Why a push would not be sent now; ``None``: it would.

        Raises:
            InputError: The session belongs to another flow.
            ParameterError: There is no such push, or the time has no zone.
        """
        self._check(session)
        require_push(self.flow, name)
        checked_time(at)
        sent = _count(_pushed_lately(session, at), name)
        if self.flow.push[name].opt_in not in session.state.opted:
            return "no_opt_in"
        if sent >= self.flow.push[name].per_week:
            return "cap"
        return None if self._machine.react(session.state, Pushed(name, sent)).outputs else "busy"

    def silence_after(self, session: Session) -> float | None:
        """Seconds of silence after which `silence` is due; ``None``: never."""
        self._check(session)
        return self._machine.silence_after(session.state)

    def wait(
        self, session: Session, *, position: int | None = None, minutes: int | None = None
    ) -> tuple[Session, Reply]:
        """What a customer in the queue is told every now and then, as the flow says it.

        Args:
            session: A session in the queue; in any other the bot stays silent.
            position: Place in the queue, from 1, where it is known.
            minutes: Minutes left to wait, where they are known.

        Raises:
            InputError: The session belongs to another flow.
        """
        self._check(session)
        if session.state.control != "queued":
            return self._silent(session)
        waiting = self._handoff(session).tell.waiting
        given = {"position": position, "minutes": minutes}
        facts = {name: str(value) for name, value in given.items() if value is not None}
        return self._tell(replace(session, turn=session.turn + 1), waiting, facts)

    def _tell(
        self, session: Session, key: str | None, facts: Mapping[str, str]
    ) -> tuple[Session, Reply]:
        spoken = Spoken(channel=session.channel)
        if key is not None:
            spoken.messages.append(answer(self.flow, key, session, facts=facts))
            spoken.channels.append(session.channel)
        return session, fit(session, spoken)

    def _handoff(self, session: Session) -> Handoff:
        return self.flow.handoffs[self.flow.steps[session.state.step].handoff or ""]

    def join(self, session: Session, *, agent: str | None = None) -> tuple[Session, Reply]:
        """An agent takes over from the queue. The bot announces that where the flow says so.

        Args:
            session: A session in the queue; in any other the bot stays silent.
            agent: What the announcement calls the agent, where it names one.

        Raises:
            InputError: The session belongs to another flow.
        """
        self._check(session)
        if session.state.control != "queued":
            return self._silent(session)
        joined = self._handoff(session).tell.joined
        state = self._machine.react(session.state, Joined()).state
        facts = {"agent": agent} if agent is not None else {}
        return self._tell(replace(session, state=state, turn=session.turn + 1), joined, facts)

    def hand_back(
        self, session: Session, result: HandoffResult, *, at: datetime | None = None
    ) -> tuple[Session, Reply]:
        """The handoff is over, and the bot goes on as the flow says for ``result``.

        Raises:
            InputError: The session belongs to another flow.
            ParameterError: There is no such result.
        """
        self._check(session)
        if result not in HANDOFF_RESULTS:
            raise ParameterError(f"result must be one of {', '.join(HANDOFF_RESULTS)}")
        return self._react(session, HandedBack(result), at)

    # ----- the machine ---------------------------------------------------------------------------

    def _react(
        self, session: Session, event: Event, at: datetime | None, why: Why | None = None
    ) -> tuple[Session, Reply]:
        turn = self._machine.react(session.state, event)
        return self._go_on(replace(session, turn=session.turn + 1), turn, at, why)

    def _go_on(
        self, session: Session, turn: Turn, at: datetime | None, why: Why | None = None
    ) -> tuple[Session, Reply]:
        """Does the actions and answers the guards of the turn, until somebody else has the word."""
        done = Done()
        spoken = Spoken(channel=session.channel, disclose=self._must_disclose(session, at))
        session = self._take(session, turn, spoken)
        while turn.state.stage in ("act", "weigh") and turn.state.control == "bot":
            event, session = self._answer(session, done, at)
            turn = self._machine.react(turn.state, event)
            session = self._take(session, turn, spoken)
            if len(done.called) + len(done.weighed) > 4 * len(self.flow.steps) + 40:
                step = turn.state.step
                raise InputError(f"the flow comes to step {step} again and again; mend the loop")
        session = replace(session, last_at=at or session.last_at)
        return session, fit(session, spoken, why, done)

    def _take(self, session: Session, turn: Turn, spoken: Spoken) -> Session:
        """The session after a turn of the machine, what it says added to ``spoken``."""
        channel = next((o.channel for o in reversed(turn.outputs) if isinstance(o, Moved)), None)
        session = replace(session, state=turn.state, channel=channel or session.channel)
        speak(spoken, self.flow, turn.outputs, session)
        known = {name: v for name, v in session.values.items() if name in turn.state.known}
        return replace(session, values=MappingProxyType(known))

    def _must_disclose(self, session: Session, at: datetime | None) -> bool:
        """Whether the channel demands it now: at the start, after a lapse, and after a human."""
        if not load_channel(session.channel).must_disclose:
            return False
        lapsed = at is not None and session.last_at is not None and at - session.last_at > _LAPSE
        return session.turn == 0 or lapsed or session.state.control in ("queued", "agent")

    def _answer(self, session: Session, done: Done, at: datetime | None) -> tuple[Event, Session]:
        """What the machine waits for: the outcome of an action, or the answer to a guard."""
        state = session.state
        if state.stage == "weigh":
            weighed = self._scales.weigh(state.guard or "", session, at)
            done.weighed.append(weighed)
            return Decided(weighed[1]), session
        called, values = self._back_ends.call(self.flow.steps[state.step].do or "", session.values)
        done.called.append(called)
        return Acted(called[1]), replace(session, values=values)

    # ----- replies -------------------------------------------------------------------------------

    def _silent(self, session: Session) -> tuple[Session, Reply]:
        state = session.state
        reply = Reply(step=state.step, control=state.control, ended=state.end)
        return replace(session, turn=session.turn + 1), reply

    def _check(self, session: Session) -> None:
        require_own(self.flow, self.fingerprint, session)


def _pushed_lately(session: Session, at: datetime) -> tuple[tuple[str, datetime], ...]:
    return tuple((name, sent) for name, sent in session.pushes if at - sent < _WEEK)


def _count(pushes: Sequence[tuple[str, datetime]], name: str) -> int:
    return sum(each == name for each, _ in pushes)
