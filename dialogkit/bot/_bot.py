"""The bot: a flow, a classifier and a channel; a session and a message in, both out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from dialogkit.bot._fingerprint import flow_fingerprint
from dialogkit.bot._fit import Called, fit
from dialogkit.bot._speak import Spoken, answer, speak
from dialogkit.bot._understanding import Understanding
from dialogkit.bot._values import Reply, Session, Why
from dialogkit.channels import load_channel
from dialogkit.conversation import HANDOFF_RESULTS, HandoffResult, IntentModel, Message
from dialogkit.errors import FlowError, InputError, ParameterError
from dialogkit.flow import (
    Acted,
    Event,
    Flow,
    HandedBack,
    Joined,
    Machine,
    Output,
    Said,
    Silence,
    Turn,
)

__all__ = ["Bot", "Function"]

Function = Callable[[Mapping[str, str]], str]
"""A back end: gets the values an action needs and returns the action's outcome."""


_CANNOT_RUN = frozenset(("S001", "S004", "S012", "S015"))
"""Targets or names that do not exist, no start, and loops that wait for nobody."""


class Bot:
    """Answers customers as a flow says. Pure: it holds no conversation, sessions are values.

    While an agent or the queue has the word, the bot is silent. An action without a function in
    ``actions`` is rehearsed: its most likely assumed outcome is taken, and the reply says so.

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

    def start(
        self, *, locale: str | None = None, channel: str | None = None
    ) -> tuple[Session, Reply]:
        """A new session, and what the bot says first.

        Args:
            locale: Language of this conversation; ``None`` takes the bot's.
            channel: Channel of this conversation; ``None`` takes the bot's.

        Raises:
            ParameterError: The flow does not have the language, or there is no such channel.
        """
        turn = self._machine.start()
        session = Session(
            flow=self.fingerprint,
            state=turn.state,
            locale=self._checked_locale(locale or self._locale),
            channel=load_channel(channel or self._channel).name,
        )
        return self._go_on(session, turn)

    def reply(self, session: Session, message: str | Message) -> tuple[Session, Reply]:
        """What the bot answers to a message of the customer; silence while it has not the word.

        Raises:
            InputError: The session belongs to another flow.
        """
        self._check(session)
        if session.state.control != "bot":
            return self._silent(session)
        text = message if isinstance(message, str) else message.text
        found = self.understanding.read(text, session.state, locale=session.locale)
        values = MappingProxyType({**session.values, **found.values})
        return self._react(replace(session, values=values), found.said, found.why)

    def choose(self, session: Session, word: str) -> tuple[Session, Reply]:
        """What the bot answers when the customer presses the button of ``word``.

        Raises:
            InputError: The session belongs to another flow.
            ParameterError: No such choice is offered now.
        """
        self._check(session)
        if session.state.control != "bot":
            return self._silent(session)
        open_now = session.state.stage == "choose"
        choices = self.flow.steps[session.state.step].choose if open_now else ()
        words = [choice.word for choice in choices]
        if word not in words:
            raise ParameterError(f"must be one of the choices {', '.join(words) or '(none)'}")
        return self._react(session, Said(word), Why(source="label", word=word))

    def silence(self, session: Session) -> tuple[Session, Reply]:
        """What the bot does when the customer has been silent for as long as the flow says."""
        self._check(session)
        return self._react(session, Silence())

    def silence_after(self, session: Session) -> float | None:
        """Seconds of silence after which `silence` is due; ``None``: never."""
        self._check(session)
        return self._machine.silence_after(session.state)

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
        handoff = self.flow.handoffs[self.flow.steps[session.state.step].handoff or ""]
        joined = replace(
            session,
            state=self._machine.react(session.state, Joined()).state,
            turn=session.turn + 1,
        )
        facts = {"agent": agent} if agent is not None else {}
        told = [] if handoff.tell.joined is None else [handoff.tell.joined]
        spoken = Spoken([answer(self.flow, key, joined, facts=facts) for key in told])
        return joined, fit(joined, spoken)

    def hand_back(self, session: Session, result: HandoffResult) -> tuple[Session, Reply]:
        """The handoff is over, and the bot goes on as the flow says for ``result``.

        Raises:
            InputError: The session belongs to another flow.
            ParameterError: There is no such result.
        """
        self._check(session)
        if result not in HANDOFF_RESULTS:
            raise ParameterError(f"result must be one of {', '.join(HANDOFF_RESULTS)}")
        return self._react(session, HandedBack(result))

    # ----- the machine ---------------------------------------------------------------------------

    def _react(
        self, session: Session, event: Event, why: Why | None = None
    ) -> tuple[Session, Reply]:
        turn = self._machine.react(session.state, event)
        return self._go_on(replace(session, turn=session.turn + 1), turn, why)

    def _go_on(self, session: Session, turn: Turn, why: Why | None = None) -> tuple[Session, Reply]:
        """Does the actions the turn calls, until somebody else has the word."""
        outputs: list[Output] = list(turn.outputs)
        called: list[Called] = []
        while turn.state.stage == "act" and turn.state.control == "bot":
            done = self._act(self.flow.steps[turn.state.step].do or "", session.values)
            called.append(done)
            turn = self._machine.react(turn.state, Acted(done[1]))
            outputs.extend(turn.outputs)
            if len(called) > len(self.flow.steps):
                raise InputError(f"the flow calls {done[0]} again and again; mend the loop")
        session = replace(session, state=turn.state)
        return session, fit(session, speak(self.flow, outputs, session), why, called)

    def _act(self, name: str, values: Mapping[str, str]) -> Called:
        action = self.flow.actions[name]
        function = self._actions.get(name)
        if function is None:
            likely = max(action.gives, key=lambda outcome: action.gives[outcome], default="done")
            return name, likely, True
        outcome = function({slot: values[slot] for slot in action.needs if slot in values})
        if action.gives and outcome not in action.gives:
            known = ", ".join(action.gives)
            raise ParameterError(f"{name} must return one of {known}; it returned something else")
        return name, outcome, False

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

    def _checked_locale(self, locale: str) -> str:
        if locale not in self.flow.locales:
            known = ", ".join(self.flow.locales)
            raise ParameterError(f"locale must be one of the flow's, {known}, got {locale}")
        return locale


def _require_names(flow: Flow) -> None:
    """Refuses what no machine can run; other errors do not keep a designer from trying."""
    wrong = [each for each in flow.check() if each.code in _CANNOT_RUN]
    if wrong:
        listed = "; ".join(f"{each.code} in line {each.place.line}: {each.what}" for each in wrong)
        place = wrong[0].place
        what = f"no bot can run this flow, mend it first. {listed}"
        raise FlowError(what, file=place.file, line=place.line, column=place.column)
