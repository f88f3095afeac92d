"""What Dialogflow CX does at one place: say, set, call a webhook, choose between messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from dialogkit.flow._convert._cx_files import CxAgent, find
from dialogkit.flow._convert._cx_values import Values, literal
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import human, listed, locale_of, mapping, text_of, words
from dialogkit.flow._convert._es_messages import chips
from dialogkit.flow._convert._speech import Speech

__all__ = ["Fulfilment", "Fulfilments", "Route", "on_to"]

_DESK = "service"
_SSML = re.compile(r"</?(?:speak|prosody|break|emphasis|say-as|s|p|audio|sub|voice)\b[^>]*>")


@dataclass(slots=True, kw_only=True)
class Fulfilment:
    """What is done at one place, read and counted."""

    speech: Speech = field(default_factory=Speech)
    """Texts and quick replies."""
    forget: list[str] = field(default_factory=list)
    """Slots that are emptied."""
    sets: dict[str, str] = field(default_factory=dict)
    """Slots that are given a value: slot to what it is given."""
    action: str | None = None
    """The back end's action."""
    cases: list[list[tuple[str, Fulfilment]]] = field(default_factory=list)
    """Messages under conditions; of each list the first that holds is said."""
    to_human: bool = False
    """Whether a human takes over."""
    ends: bool = False
    """Whether the conversation is over."""
    place: str = ""
    """Where it stands."""

    @property
    def empty(self) -> bool:
        """Whether nothing is done."""
        return not (
            self.speech.parts or self.forget or self.sets or self.action or self.cases
        ) and not (self.to_human or self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way on under a condition."""

    condition: str
    """As it was written; ``true`` where there is none."""
    place: str
    """Its file."""
    make: Callable[[], str]
    """Makes the step it leads to."""
    drop: Callable[[str], None]
    """Lists what is lost with it, for a reason."""


def _nothing(why: str) -> None:
    """Nothing is lost with a case: its messages are counted when they are read."""
    del why


def on_to(step: str) -> dict[str, Any]:
    """The last part of a step that leads on to another."""
    return {"then": step}


class Fulfilments:
    """Reads fulfilments and turns them into steps.

    Args:
        draft: The flow being put together.
        agent: The agent.
        values: Its parameters.
    """

    def __init__(self, draft: Draft, agent: CxAgent, values: Values) -> None:
        self._draft = draft
        self._agent = agent
        self._values = values
        self.called: set[str] = set()
        self._setting: dict[str, str] = {}
        self._said: dict[str, str | None] = {}

    # ----- reading -------------------------------------------------------------------------------

    def read(self, value: Any, name: str, place: str) -> Fulfilment:
        """Reads and counts one fulfilment.

        Args:
            value: As in the file; may be missing.
            name: The page or route it belongs to.
            place: Its file.
        """
        raw = mapping(value)
        found = Fulfilment(place=place)
        self._messages(found, raw, name)
        self._sets(found, raw, name)
        self._webhook(found, raw, name)
        for each in listed(raw.get("conditionalCases")):
            found.cases.append(self._cases(each, name, place))
        for key in ("enableGenerativeFallback", "generators"):
            if raw.get(key):
                why = "lets a language model answer, which a flow does not"
                self._draft.lost("setting", f"{name}: {key}", place, why)
        return found

    def _messages(self, found: Fulfilment, raw: Mapping[str, Any], name: str) -> None:
        messages = list(listed(raw.get("messages")))
        channels = [text_of(each.get("channel")) for each in messages]
        channel = "" if "" in channels else next(iter(channels), "")
        for message in messages:
            self._draft.found("response", name, found.place)
            other = text_of(message.get("channel"))
            why = f"is another wording for {other[:20]}" if other not in ("", channel) else ""
            spoken = "outputAudioText" in message and any("text" in each for each in messages)
            why = why or ("is another wording for speech" if spoken else "")
            why = why or self._message(found, message)
            if why:
                self._draft.left_out("response", name, found.place, why)
            else:
                self._draft.carried("response", name)

    def _message(self, found: Fulfilment, message: Mapping[str, Any]) -> str:
        locale = locale_of(message.get("languageCode"), self._agent.locale)
        for key in ("text", "outputAudioText"):
            if key in message:
                inner = mapping(message[key])
                texts = [
                    self._values.text(_SSML.sub("", t))
                    for t in words(inner.get("text") or inner.get("ssml"))
                ]
                return "" if found.speech.add(locale, texts) else "holds no text"
        if "payload" in message:
            return self._payload(found, message["payload"], locale)
        if "liveAgentHandoff" in message or "telephonyTransferCall" in message:
            found.to_human = True
            return ""
        if "endInteraction" in message:
            found.ends = True
            return ""
        kinds = [key for key in message if key not in ("languageCode", "responseType", "channel")]
        return f"is of the kind {', '.join(kinds)[:40] or 'unknown'}, which a flow cannot say"

    def _payload(self, found: Fulfilment, payload: Any, locale: str) -> str:
        rich = dict(chips(payload))
        if rich.get("text"):
            found.speech.add(locale, [self._values.text("\n".join(rich["text"]))])
        if rich.get("reply"):
            found.speech.offer(locale, rich["reply"])
        if not rich and human(*mapping(payload)):
            found.to_human = True
            return ""
        return "" if rich else "is a payload of its own for one channel"

    def _sets(self, found: Fulfilment, raw: Mapping[str, Any], name: str) -> None:
        for each in listed(raw.get("setParameterActions")):
            parameter = text_of(each.get("parameter"))
            label, value = f"{name}: {parameter}", each.get("value")
            self._draft.found("set parameter", label, found.place)
            if not parameter or not self._values.matters(parameter):
                why = "neither a condition nor a text depends on it"
                self._draft.left_out("set parameter", label, found.place, why)
                continue
            self._draft.carried("set parameter", label)
            slot = self._values.slot(parameter)
            if value is None:
                found.forget.append(slot)
                continue
            plain = literal(value)
            if plain is not None:
                self._values.constant(parameter, plain)
            found.sets[slot] = plain if plain is not None else "computed"

    def _webhook(self, found: Fulfilment, raw: Mapping[str, Any], name: str) -> None:
        webhook, tag = text_of(raw.get("webhook")), text_of(raw.get("tag"))
        if not webhook:
            return
        known = find(self._agent.webhooks, webhook)
        called = known.name if known is not None else webhook.rsplit("/", 1)[-1]
        self.called.add(called)
        if known is None:
            self._draft.lost("webhook", called, found.place, f"is called at {name} but not there")
        found.action = self._draft.action(
            f"{called} {tag}".strip(), gives={"done": "95%", "failed": "5%"}, takes="2s"
        )
        slots = [self._values.slot(each) for each in self._values.filled_behind]
        if slots:
            self._draft.actions[found.action]["fills"] = {"done": slots}
        self._draft.added("share", found.action, "outcomes and duration of a webhook are assumed")

    def _cases(
        self, value: Mapping[str, Any], name: str, place: str
    ) -> list[tuple[str, Fulfilment]]:
        found = []
        for case in listed(value.get("cases")):
            inner = Fulfilment(place=place)
            content = list(listed(case.get("caseContent")))
            messages = [mapping(each.get("message")) for each in content if each.get("message")]
            self._messages(inner, {"messages": messages}, name)
            for each in content:
                more = each.get("additionalCases")
                if isinstance(more, dict):
                    inner.cases.append(self._cases(more, name, place))
            found.append((text_of(case.get("condition")) or "true", inner))
        return found

    # ----- writing -------------------------------------------------------------------------------

    def say(self, found: Fulfilment, wanted: str) -> str | None:
        """Key of what is said; the same words have the same key."""
        said = repr(found.speech.texts())
        if said not in self._said:
            self._said[said] = found.speech.say(self._draft, self._draft.fresh("speech", wanted))
        return self._said[said]

    def put(
        self,
        found: Fulfilment,
        wanted: str,
        last: Mapping[str, Any],
        *,
        failed: str | None = None,
        named: bool = False,
        says: str | None = None,
    ) -> str:
        """The step at which a fulfilment begins.

        Args:
            found: What is done.
            wanted: Name near which steps are made.
            last: Keys of the step that comes after all of it.
            failed: Step taken where the back end fails; the same as otherwise if not given.
            named: Whether the first step must be the one ``name("step", wanted)`` promises.
            says: Key of its texts, where those are written already.
        """
        if found.to_human:
            last = on_to(self._draft.handoff(_DESK))
        elif found.ends:
            last = on_to(self._draft.end("session over", end="ended"))
        say = says
        if found.speech.parts and say is None:
            say = self.say(found, f"{wanted} says")
        for cases in reversed(found.cases):
            last = on_to(self._either(cases, wanted, last))
        if found.sets:
            last = on_to(self._given(found.sets, wanted, last))
        keys: dict[str, Any] = {"say": say, "forget": found.forget}
        if found.action is not None:
            after = self._alone(f"{wanted} after", last)
            when = {"done": after, "failed": failed or after}
            last = {"do": found.action, "when": when}
        if not any(keys.values()) and not named:
            return self._alone(wanted, last)
        put = self._draft.put_step if named else self._draft.step
        return put(wanted, **keys, **last)

    def _alone(self, wanted: str, last: Mapping[str, Any]) -> str:
        """A step for the last part; none of its own where it only leads on."""
        return last["then"] if set(last) == {"then"} else self._draft.step(wanted, **last)

    def _given(self, sets: Mapping[str, str], wanted: str, last: Mapping[str, Any]) -> str:
        """A step whose action gives slots their values."""
        said = ", ".join(f"{slot} = {value}" for slot, value in sets.items())
        if said not in self._setting:
            name = self._draft.fresh("action", f"set {' and '.join(sets)}")
            self._draft.actions[name] = {"gives": {"done": "100%"}, "fills": {"done": list(sets)}}
            self._setting[said] = name
        action = self._setting[said]
        why = f"gives slots a value ({said[:80]}); bind a function that does"
        self._draft.added("action", action, why)
        after = self._alone(f"{wanted} after", last)
        return self._draft.step(f"{wanted} sets", do=action, when={"done": after})

    def _either(
        self, cases: Iterable[tuple[str, Fulfilment]], wanted: str, last: Mapping[str, Any]
    ) -> str:
        """Steps of which the first whose condition holds says its messages."""
        after = self._alone(f"{wanted} after", last)
        routes = [
            Route(
                condition=condition,
                place=each.place,
                make=partial(self.put, each, f"{wanted} case", on_to(after)),
                drop=_nothing,
            )
            for condition, each in cases
        ]
        keys = self.chain(routes, f"{wanted} case", on_to(after))
        return self._alone(f"{wanted} case", keys)

    def chain(
        self,
        routes: Iterable[Route],
        wanted: str,
        last: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Conditions in order as branches of a step; what a guard cannot say asks an action.

        Args:
            routes: The ways on; what cannot be reached is listed.
            wanted: Name near which steps are made.
            last: Keys of the step where none holds.
        """
        draft, left = self._draft, list(routes)
        branches: dict[str, str] = {}
        while left:
            route = left.pop(0)
            text, place = route.condition, route.place
            draft.found("condition", text, place)
            said = self._values.guard(text)
            if said.constant is False or (said.guard is not None and said.guard in branches):
                why = "stands there before" if said.guard else "can never hold"
                draft.left_out("condition", text, place, why)
                route.drop(f"its condition {why}")
            elif said.constant is True:
                draft.carried("condition", text)
                last = on_to(route.make())
                self._unreached(left)
                break
            elif said.guard is not None:
                draft.carried("condition", text)
                branches[said.guard] = route.make()
            else:
                draft.left_out("condition", text, place, f"{said.why}; an action decides instead")
                last = on_to(self._decided(route, left, wanted, last))
                break
        return {"if": branches, **last} if branches else dict(last)

    def _unreached(self, left: list[Route]) -> None:
        why = "is never looked at: what stands before it always holds"
        for route in left:
            self._draft.lost("condition", route.condition, route.place, why)
            route.drop(why)
        left.clear()

    def _decided(
        self, route: Route, left: list[Route], wanted: str, last: Mapping[str, Any]
    ) -> str:
        """A step whose action decides what no guard can say."""
        rest = self.chain(left, wanted, last)
        other = self._alone(f"{wanted} otherwise", rest)
        text = route.condition
        action = self._draft.action(f"decide {text}", gives={"holds": "50%", "fails": "50%"})
        self._draft.added("share", action, "decides a condition; both outcomes are assumed")
        when = {"holds": route.make(), "fails": other}
        return self._draft.step(f"{wanted} decides", do=action, when=when)

    def lose(self, value: Any, name: str, place: str, why: str) -> None:
        """Lists what a fulfilment that is not carried over would have done."""
        raw = mapping(value)
        for _ in listed(raw.get("messages")):
            self._draft.lost("response", name, place, why)
        for each in listed(raw.get("setParameterActions")):
            label = f"{name}: {text_of(each.get('parameter'))}"
            self._draft.lost("set parameter", label, place, why)
