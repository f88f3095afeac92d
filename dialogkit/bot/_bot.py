"""The bot: a flow, a classifier and a channel; a session and a message in, both out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from dialogkit.bot._fingerprint import flow_fingerprint
from dialogkit.bot._fit import Called, Done, fit
from dialogkit.bot._speak import Spoken, answer, speak
from dialogkit.bot._understanding import Understanding
from dialogkit.bot._values import Reply, Session, Why
from dialogkit.bot._weigh import Scales
from dialogkit.channels import load_channel
from dialogkit.conversation import HANDOFF_RESULTS, HandoffResult, IntentModel, Message
from dialogkit.errors import FlowError, InputError, ParameterError
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
    Output,
    Pushed,
    Said,
    Silence,
    Turn,
)

__all__ = ["Bot", "Function"]

Outcome = str | tuple[str, Mapping[str, str]]
Function = Callable[[Mapping[str, str]], Outcome]
"""A back end: gets the values an action needs and returns the action's outcome, or the outcome and
the values of slots that the action fills."""

_WEEK = timedelta(days=7)
_LAPSE = timedelta(hours=24)

_CANNOT_RUN = frozenset(("S001", "S004", "S012", "S015"))
"""Targets or names that do not exist, no start, and loops that wait for nobody."""


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
        _require_names(flow)
        unknown = sorted(set(actions) - set(flow.actions))
        if unknown:
            known = ", ".join(flow.actions) or "none"
            raise ParameterError(f"actions not in the flow: {', '.join(unknown)}; it has {known}")
        self.flow = flow
        self.model = model
        self.understanding = Understanding(flow, model, threshold=threshold)
        self.fingerprint = flow_fingerprint(flow)
        self._channel = load_channel(channel).name
        self._locale = self._checked_locale(locale or flow.locales[0])
        self._actions = dict(actions)
        self._machine = Machine(flow)
        self._scales = Scales.of(flow)

    def start(
        self,
        *,
        locale: str | None = None,
        channel: str | None = None,
        customer: Mapping[str, str | bool | float] = MappingProxyType({}),
        opted: Sequence[str] = (),
        at: datetime | None = None,
    ) -> tuple[Session, Reply]:
        """A new session, and what the bot says first.

        Args:
            locale: Language of this conversation; ``None`` takes the bot's.
            channel: Channel of this conversation; ``None`` takes the bot's.
            customer: Fact of the flow to what the company knows, as ``{"is_known": True}``.
            opted: Topics the customer has agreed to be written to about.
            at: When, with a time zone; ``None`` leaves the time open.

        Raises:
            ParameterError: The flow does not have the language or a fact, or there is no such
                channel.
        """
        turn = self._machine.start(opted=opted)
        session = Session(
            flow=self.fingerprint,
            state=turn.state,
            locale=self._checked_locale(locale or self._locale),
            channel=load_channel(channel or self._channel).name,
            customer=self._checked_facts(customer),
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
        """
        self._check(session)
        if session.state.control != "bot":
            return self._silent(session)
        text = message if isinstance(message, str) else message.text
        found = self.understanding.read(text, session.state, locale=session.locale)
        values = MappingProxyType({**session.values, **found.values})
        session = replace(session, values=values)
        return self._react(session, found.said, at or _time_of(message), found.why)

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
        self._check(session)
        if name not in self.flow.push:
            known = ", ".join(self.flow.push) or "none"
            raise ParameterError(f"push must be one of the flow's, {known}")
        recent = tuple((n, sent) for n, sent in session.pushes if at - sent < _WEEK)
        session = replace(session, pushes=recent)
        sent = sum(each == name for each, _ in recent)
        turn = self._machine.react(session.state, Pushed(name, sent))
        if not turn.outputs:
            return self._silent(session)
        session = replace(session, pushes=(*recent, (name, at)), turn=session.turn + 1)
        return self._go_on(session, turn, at)

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
        told = [] if key is None else [answer(self.flow, key, session, facts=facts)]
        return session, fit(session, Spoken(told))

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
        outputs: list[Output] = list(turn.outputs)
        done, began_on = Done(), session.channel
        disclose = self._must_disclose(session, at)
        session = _moved(session, turn)
        while turn.state.stage in ("act", "weigh") and turn.state.control == "bot":
            session = replace(session, state=turn.state)
            event, session = self._answer(session, done, at)
            turn = self._machine.react(turn.state, event)
            session = _moved(session, turn)
            outputs.extend(turn.outputs)
            if len(done.called) + len(done.weighed) > 4 * len(self.flow.steps) + 40:
                step = turn.state.step
                raise InputError(f"the flow comes to step {step} again and again; mend the loop")
        session = replace(session, state=turn.state, last_at=at or session.last_at)
        spoken = speak(self.flow, outputs, session, began_on=began_on, disclose=disclose)
        reply = fit(session, spoken, why, done)
        known = {name: v for name, v in session.values.items() if name in turn.state.known}
        return replace(session, values=MappingProxyType(known)), reply

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
        called, values = self._act(self.flow.steps[state.step].do or "", session)
        done.called.append(called)
        return Acted(called[1]), replace(session, values=values)

    def _act(self, name: str, session: Session) -> tuple[Called, Mapping[str, str]]:
        action = self.flow.actions[name]
        function = self._actions.get(name)
        if function is None:
            likely = max(action.gives, key=lambda outcome: action.gives[outcome], default="done")
            filled = {slot: self.flow.data[slot].like for slot in action.fills.get(likely, ())}
            return (name, likely, True), MappingProxyType({**session.values, **filled})
        needed = {slot: session.values[slot] for slot in action.needs if slot in session.values}
        given = function(needed)
        outcome, filled = (given, {}) if isinstance(given, str) else (given[0], dict(given[1]))
        if action.gives and outcome not in action.gives:
            known = ", ".join(action.gives)
            raise ParameterError(f"{name} must return one of {known}; it returned something else")
        may = action.fills.get(outcome, ())
        if not filled.keys() <= set(may):
            listed = ", ".join(may) or "none"
            raise ParameterError(f"{name} may fill {listed} with this outcome, it filled others")
        return (name, outcome, False), MappingProxyType({**session.values, **filled})

    # ----- replies -------------------------------------------------------------------------------

    def _silent(self, session: Session) -> tuple[Session, Reply]:
        state = session.state
        reply = Reply(step=state.step, control=state.control, ended=state.end)
        return replace(session, turn=session.turn + 1), reply

    # ----- what is refused -----------------------------------------------------------------------

    def _check(self, session: Session) -> None:
        state = session.state
        named = {state.step, *state.history, *(name for name, _ in state.entered)}
        slots = state.known | ({state.slot} if state.slot is not None else set())
        fits = named <= set(self.flow.steps) and slots <= set(self.flow.data)
        if session.flow != self.fingerprint or not fits:
            raise InputError(
                "the session belongs to another flow, or to an earlier version of this one; "
                "start a new one"
            )

    def _checked_facts(self, given: Mapping[str, str | bool | float]) -> Mapping[str, str]:
        unknown = sorted(given.keys() - self.flow.customer.keys())
        if unknown:
            known = ", ".join(self.flow.customer) or "none"
            raise ParameterError(f"facts not in the flow: {', '.join(unknown)}; it has {known}")
        return MappingProxyType({name: _as_text(value) for name, value in given.items()})

    def _checked_locale(self, locale: str) -> str:
        if locale not in self.flow.locales:
            known = ", ".join(self.flow.locales)
            raise ParameterError(f"locale must be one of the flow's, {known}, got {locale}")
        return locale


def _as_text(value: str | bool | float) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _time_of(message: str | Message) -> datetime | None:
    if isinstance(message, str) or message.sent_at is None or message.sent_at.tzinfo is None:
        return None
    return message.sent_at


def _moved(session: Session, turn: Turn) -> Session:
    """The session on the channel that the turn moves it to."""
    channel = next((o.channel for o in reversed(turn.outputs) if isinstance(o, Moved)), None)
    return session if channel is None else replace(session, channel=channel)


def _require_names(flow: Flow) -> None:
    """Refuses what no machine can run; other errors do not keep a designer from trying."""
    wrong = [each for each in flow.check() if each.code in _CANNOT_RUN]
    if wrong:
        listed = "; ".join(f"{each.code} in line {each.place.line}: {each.what}" for each in wrong)
        place = wrong[0].place
        what = f"no bot can run this flow, mend it first. {listed}"
        raise FlowError(what, file=place.file, line=place.line, column=place.column)
