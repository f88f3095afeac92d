"""Dialogflow ES agents, exported as a folder or zip (api.ai's oldest ones too).

Every intent becomes a step. Contexts say where it is heard: an intent that needs none is heard
anywhere, one that needs some is heard (and, as a follow-up, offered) where those are active.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dialogkit.errors import InputError
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import human, mapping, text_of
from dialogkit.flow._convert._es_contexts import Hearing
from dialogkit.flow._convert._es_files import Agent, EsIntent, is_intent, read_agent
from dialogkit.flow._convert._es_messages import Answer, read_answer
from dialogkit.flow._convert._es_phrases import Phrases
from dialogkit.flow._convert._es_slots import Slots
from dialogkit.flow._convert._ladder import last_rung
from dialogkit.flow._convert._several import folders_with, refuse_several
from dialogkit.flow._convert._source import Source
from dialogkit.flow._convert._speech import Words

__all__ = ["NAME", "read", "recognise"]

NAME = "dialogflow_es"

_LABEL_ACTION = re.compile(r"(input|smalltalk)\.|.*\.[^.]*-(yes|no|cancel|fallback|next|later)$")
_DESK = "service"


def recognise(source: Source) -> bool:
    """Whether a JSON file is an intent of Dialogflow ES."""
    for name in source.names(".json"):
        try:
            if is_intent(source.json(name)):
                return True
        except InputError:
            continue
    return False


def read(source: Source) -> Draft:
    """The agent as a flow.

    Raises:
        InputError: A file is damaged, or there is no intent.
    """
    refuse_several(source, folders_with(source, lambda path: path.name == "agent.json"))
    agent = read_agent(source)
    draft = Draft(agent.name, agent.locales)
    draft.origin = "Dialogflow ES"
    _Builder(draft, agent).build()
    return draft


class _Builder:
    """Puts the flow of one agent together."""

    def __init__(self, draft: Draft, agent: Agent) -> None:
        self._draft = draft
        self._agent = agent
        self._slots = Slots(draft, agent)
        self._phrases = Phrases(draft, agent, self._slots)
        self._words = Words(draft)
        self._hearing = Hearing(agent.intents)
        self._answers: dict[str, Answer] = {}
        self._fallbacks: set[str] = set()
        self._listening: str | None = None

    def build(self) -> None:
        for intent in self._agent.intents:
            self._account(intent)
        ladder = self._ladder([f for f in self._agent.intents if f.fallback and not f.heard_in])
        for intent in self._agent.intents:
            if not intent.fallback:
                self._put(intent)
        self._hear_anywhere()
        self._draft.anywhere.append({"lost": ladder})
        self._start()
        self._leftover_fallbacks()
        self._settings()

    # ----- the account ---------------------------------------------------------------------------

    def _account(self, intent: EsIntent) -> None:
        draft = self._draft
        draft.found("intent", intent.name, intent.place)
        if not intent.fallback:
            draft.carried("intent", intent.name)
        self._phrases.carry(intent)
        self._answers[intent.name] = read_answer(
            draft,
            intent.messages,
            name=intent.name,
            place=intent.place,
            slot=lambda name: self._slots.of(intent, name),
        )
        self._contexts(intent)
        for key in intent.rest:
            draft.lost(
                "setting", f"{intent.name}: {key}", intent.place, "a flow has no word for it"
            )

    def _contexts(self, intent: EsIntent) -> None:
        draft, every = self._draft, self._agent.intents
        opened = {c for each in every for c, turns in each.opens.items() if turns > 0}
        needed = {c for each in every for c in each.heard_in}
        for context in intent.heard_in:
            draft.found("context", context, intent.place)
            if context in opened:
                draft.carried("context", context)
            else:
                why = f"is needed by {intent.name}, but no intent opens it"
                draft.left_out("context", context, intent.place, why)
        for context in intent.opens:
            draft.found("context", context, intent.place)
            if context in needed or human(context):
                draft.carried("context", context)
            else:
                draft.left_out("context", context, intent.place, "nothing is heard in it")

    def _settings(self) -> None:
        settings, place = self._agent.settings, self._agent.settings_file
        hook = mapping(settings.get("webhook"))
        if hook.get("url") or hook.get("available") is True:
            why = "is the address of the back end; actions are bound to functions instead"
            self._draft.lost("setting", "webhook", place, why)
        for key in ("enabledDomainFeatures", "googleAssistant"):
            if settings.get(key):
                why = "switches on a part of the builder's own platform"
                self._draft.lost("setting", key, place, why)

    # ----- steps ---------------------------------------------------------------------------------

    def _put(self, intent: EsIntent) -> str:
        """The step of an intent: it asks, acts, then answers."""
        say = self._answers[intent.name].speech.say(self._draft, f"{intent.name} says")
        asked = list(dict.fromkeys(self._slots.asked(intent)))
        action = self._action(intent)
        last = self._last_part(intent)
        if action is None and not (asked and say):
            return self._draft.put_step(intent.name, say=say, ask=asked, **last)
        if say is None and "handoff" not in last:
            say = self._unwritten(intent) if action is not None else None
        answer = self._draft.put_step(f"{intent.name} answer", say=say, **last)
        if action is None:
            return self._draft.put_step(intent.name, ask=asked, then=answer)
        when = {"done": answer, "failed": answer}
        return self._draft.put_step(intent.name, ask=asked, do=action, when=when)

    def _unwritten(self, intent: EsIntent) -> str | None:
        key = self._draft.name("text", f"{intent.name} says")
        for locale in self._draft.locales:
            self._draft.text(key, "…", locale)
        self._draft.added("text", key, "the back end writes this answer; put in what it says")
        return key

    def _action(self, intent: EsIntent) -> str | None:
        """What the back end does; a name that nobody acts upon is listed."""
        draft, name = self._draft, intent.action or intent.name
        if not intent.action and not intent.webhook:
            return None
        draft.found("action", name, intent.place)
        if not intent.webhook and (_LABEL_ACTION.match(name) or self._to_human(intent)):
            why = "is a name that the builder gives by itself; no back end is called"
            draft.left_out("action", name, intent.place, why)
            return None
        draft.carried("action", name)
        action = draft.action(name, gives={"done": "95%", "failed": "5%"}, takes="2s")
        called = "its webhook" if intent.webhook else "the program around the bot"
        draft.added("share", action, f"done by {called}; outcomes and duration are assumed")
        return action

    def _to_human(self, intent: EsIntent) -> bool:
        said = intent.to_human or self._answers[intent.name].to_human
        opened = [context for context, turns in intent.opens.items() if turns > 0]
        if said or human(*opened, intent.action):
            self._draft.added("handoff", intent.name, "a context, action or payload asks for it")
            return True
        return False

    def _last_part(self, intent: EsIntent) -> dict[str, Any]:
        """How a step goes on once it has answered."""
        if self._to_human(intent):
            return {"then": self._draft.handoff(_DESK)}
        if intent.ends:
            return {"end": "done"}
        near, far = self._hearing.next(intent)
        choose = self._replies(intent, [*near, *far])
        hear: dict[str, str] = {}
        for each in [*near, *far]:
            if each.fallback or not each.phrases:
                continue
            word, step = self._phrases.word(each), self._draft.name("step", each.name)
            if each in near and step not in choose.values():
                label = self._words.intent(word, self._phrases.labels(each))
                choose[label] = step
            if word not in choose:
                hear[word] = step
        ladder = self._ladder([each for each in [*near, *far] if each.fallback], own=True)
        if not (choose or hear or ladder):
            return {"then": self._listen()}
        if not choose:
            choose = {self._draft.phrase("done"): self._done()}
        return {"choose": choose, "hear": hear, "lost": ladder}

    def _replies(self, intent: EsIntent, here: list[EsIntent]) -> dict[str, str]:
        """Quick replies as choices: what a customer who wrote that would reach."""
        choose: dict[str, str] = {}
        offered = self._answers[intent.name].speech.replies
        for index in range(max(map(len, offered.values()), default=0)):
            labels = {
                locale: texts[index] for locale, texts in offered.items() if index < len(texts)
            }
            first = next(iter(labels.values()))
            self._draft.found("quick reply", first, intent.place)
            target = self._phrases.leads_to(labels.values(), here)
            if target is None:
                why = "no intent that is heard here is taught these words"
                self._draft.left_out("quick reply", first, intent.place, why)
                continue
            self._draft.carried("quick reply", first)
            choose[self._words.choice(labels)] = self._draft.name("step", target.name)
        return choose

    def _listen(self) -> str:
        """The step that waits for whatever comes next."""
        if self._listening is None:
            choose = {self._draft.phrase("done"): self._done()}
            self._listening = self._draft.step("listen", choose=choose)
            why = "waits for the next message; only a step that offers or hears something waits"
            self._draft.added("step", self._listening, why)
        return self._listening

    def _done(self) -> str:
        return self._draft.end("done", end="resolved", say=self._draft.phrase("bye"))

    # ----- what is heard anywhere, and what is not understood -------------------------------------

    def _hear_anywhere(self) -> None:
        for intent in self._agent.intents:
            if not intent.heard_in and not intent.fallback and intent.phrases:
                word = self._phrases.word(intent)
                step = self._draft.name("step", intent.name)
                self._draft.anywhere.append({"hear": word, "goto": step})

    def _ladder(self, fallbacks: list[EsIntent], *, own: bool = False) -> list[str]:
        """The fallback ladder: an intent of that kind, then the one heard after it."""
        rungs: list[str] = []
        intent = next(iter(fallbacks), None)
        seen: set[str] = set()
        while intent is not None and intent.name not in seen:
            seen.add(intent.name)
            self._fallbacks.add(intent.name)
            near, _ = self._hearing.next(intent)
            if not self._only_says(intent, near):
                return [*rungs, self._fallback_step(intent)]
            text = self._answers[intent.name].speech.say(self._draft, f"{intent.name} says")
            rungs += [text] if text else []
            intent = next((each for each in near if each.fallback), None)
        if own and not rungs:
            return []
        rungs = rungs or [self._draft.phrase("rephrase")]
        return [*dict.fromkeys(rungs), last_rung(self._draft, _DESK, handed=self._any_human())]

    def _only_says(self, intent: EsIntent, near: list[EsIntent]) -> bool:
        answer = self._answers[intent.name]
        busy = intent.webhook or intent.ends or answer.speech.replies or intent.parameters
        return not (busy or self._to_human(intent) or any(not e.fallback for e in near))

    def _fallback_step(self, intent: EsIntent) -> str:
        name = self._draft.name("step", intent.name)
        return name if name in self._draft.steps else self._put(intent)

    def _any_human(self) -> bool:
        return any(self._to_human(intent) for intent in self._agent.intents)

    def _leftover_fallbacks(self) -> None:
        """Of several fallbacks for one place, the builder takes the first too."""
        for intent in self._agent.intents:
            if intent.fallback and intent.name in self._fallbacks:
                self._draft.carried("intent", intent.name)
            elif intent.fallback:
                why = "is a second fallback, or one for contexts that no intent opens"
                self._draft.left_out("intent", intent.name, intent.place, why)

    # ----- where it begins -----------------------------------------------------------------------

    def _start(self) -> None:
        welcome = _welcome(self._agent.intents)
        if welcome is not None:
            self._draft.start = self._draft.name("step", welcome.name)
        else:
            self._draft.start = self._listen()
            why = "no intent has the event WELCOME, so the flow begins by waiting"
            self._draft.added("start", self._draft.start, why)
        for intent in self._agent.intents:
            for event in intent.events:
                self._draft.found("event", event, intent.place)
                if intent is welcome and "welcome" in event.lower():
                    self._draft.carried("event", event)
                else:
                    why = f"leads to {intent.name} by a call from outside, which a flow has not"
                    self._draft.left_out("event", event, intent.place, why)


def _welcome(intents: Iterable[EsIntent]) -> EsIntent | None:
    found: Mapping[int, EsIntent] = {
        rank: intent
        for intent in reversed(list(intents))
        if not intent.fallback and (rank := _rank(intent)) is not None
    }
    return found[min(found)] if found else None


def _rank(intent: EsIntent) -> int | None:
    events = [text_of(event).upper() for event in intent.events]
    if "WELCOME" in events:
        return 0 if not intent.heard_in else 2
    if any("WELCOME" in event for event in events):
        return 1 if not intent.heard_in else 3
    return None
