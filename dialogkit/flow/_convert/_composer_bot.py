"""A whole Composer bot as a flow: dialogs, triggers, sentences, question and answer pairs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from dialogkit.flow._convert._composer_actions import Actions, Context
from dialogkit.flow._convert._composer_files import Bot, Dialog, kind_of
from dialogkit.flow._convert._composer_heard import Heard
from dialogkit.flow._convert._composer_values import Values, Voice
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import listed, mapping, text_of
from dialogkit.flow._convert._ladder import last_rung
from dialogkit.flow._convert._qna import Pair
from dialogkit.flow._convert._speech import Speech

__all__ = ["Builder"]

_BEGINS = ("OnBeginDialog",)
_GREETS = ("OnConversationUpdateActivity", "OnInstallationUpdateActivity")
_UNKNOWN = ("OnUnknownIntent",)
_DESK = "service"
_SECOND = "comes after another trigger of its kind, which is taken"


class Builder:
    """Puts the flow of one bot together.

    Args:
        draft: The flow being put together.
        bot: The bot.
    """

    def __init__(self, draft: Draft, bot: Bot) -> None:
        self._draft = draft
        self._bot = bot
        self._root = next(iter(bot.dialogs.values()), None)
        self._values = Values(draft, bot)
        self._voice = Voice(draft, bot, self._values)
        self._heard = Heard(draft, bot)
        self._actions = Actions(draft, bot, self._values, self._voice)
        self._actions.leads = self._reply
        self._rules: dict[str, dict[str, Any]] = {}
        self._ladders: dict[str, list[str]] = {}
        self._anywhere: dict[str, Any] = {}
        self._owner: dict[str, str] = {}

    def build(self) -> None:
        """All of it."""
        listen = self._listen()
        self._promise()
        for dialog in self._bot.dialogs.values():
            self._dialog(dialog, listen)
        self._pairs()
        if self._root is None:
            self._offer_all()
        for word, rule in self._anywhere.items():
            self._draft.anywhere.append({"hear": word, **rule})
        self._inherit()
        own = self._ladders.get(self._root.place if self._root is not None else "", [])
        ladder = own or [self._draft.phrase("rephrase"), self._last()]
        self._draft.anywhere.append({"lost": ladder})
        self._draft.start = self._draft.start or listen
        self._list_rest()
        self._values.finish()

    def _listen(self) -> str:
        done = self._draft.end("done", end="resolved", say=self._draft.phrase("bye"))
        slots = ["all cancelled"] if any(map(self._actions.cancels, self._raw())) else []
        forget = [self._draft.slot(each, level="public") for each in slots]
        step = self._draft.put_step(
            "listen", forget=forget, choose={self._draft.phrase("done"): done}
        )
        why = "waits for the next message; only a step that offers something waits"
        self._draft.added("step", step, why)
        return step

    def _raw(self) -> list[Any]:
        return [dialog.value for dialog in self._bot.dialogs.values()]

    def _last(self) -> str:
        return last_rung(self._draft, _DESK, handed=self._actions.hands)

    # ----- dialogs -------------------------------------------------------------------------------

    def _promise(self) -> None:
        """Names for what events and suggested answers lead to, before it is made."""
        for dialog in self._bot.dialogs.values():
            for trigger in dialog.triggers:
                event = text_of(trigger.get("event"))
                if kind_of(trigger) == "OnDialogEvent" and event:
                    step = self._draft.name("step", f"{dialog.name} on {event}")
                    self._actions.events[dialog.place, event] = step
                    self._actions.events.setdefault(("", event), step)

    def _dialog(self, dialog: Dialog, listen: str) -> None:
        self._draft.kept("dialog", dialog.name, dialog.place)
        over = listen if dialog is self._root else self._over()
        waiting = self._waiting(dialog)
        cancelled = listen if dialog is self._root else self._cancelled(over)
        at = Context(dialog=dialog, over=over, cancelled=cancelled, waits=dialog is self._root)
        before = set(self._draft.steps)
        begins, greets, unknown = [], [], []
        for trigger in dialog.triggers:
            kind = kind_of(trigger)
            label = f"{dialog.name}: {kind} {text_of(trigger.get('intent'))}".strip()
            self._draft.found("trigger", label, dialog.place)
            if kind in _BEGINS:
                begins.append((label, trigger))
            elif kind in _GREETS and dialog is self._root:
                greets.append((label, trigger))
            elif kind in _UNKNOWN:
                unknown.append((label, trigger))
            elif kind == "OnIntent":
                self._intent(trigger, at, label, listen)
            elif kind == "OnDialogEvent" and text_of(trigger.get("event")):
                self._event(trigger, at, label)
            elif kind in ("OnQnAMatch", "OnQnaMatch"):
                self._draft.carried("trigger", label)
                self._actions.drop(
                    trigger.get("actions"), dialog, "is what pairs of questions and answers do"
                )
            elif kind == "OnCancelDialog":
                self._cancel(trigger, at, label)
            else:
                why = "is an event that a flow does not hear"
                self._draft.left_out("trigger", label, dialog.place, why)
                self._actions.drop(trigger.get("actions"), dialog, why)
        begin = self._first(begins, at, waiting or over)
        if dialog is self._root:
            start = self._first(greets, at, begin or listen) or begin
            self._draft.start = start or listen
        if dialog is not self._root or begin is None or begin != self._actions.begin(dialog):
            self._draft.put_step(dialog.name, then=begin or over)
        self._unknown(unknown, at, over)
        for step in set(self._draft.steps) - before:
            self._owner.setdefault(step, dialog.place)

    def _first(
        self, triggers: list[tuple[str, Mapping[str, Any]]], at: Context, onward: str
    ) -> str | None:
        """The step of the first of several triggers; the others are listed."""
        for label, trigger in triggers[1:]:
            self._draft.left_out("trigger", label, at.dialog.place, _SECOND)
            self._actions.drop(trigger.get("actions"), at.dialog, _SECOND)
        for label, trigger in triggers[:1]:
            self._draft.carried("trigger", label)
            return self._actions.run(trigger.get("actions"), at, onward)
        return None

    def _waiting(self, dialog: Dialog) -> str:
        """The step in which a dialog waits that does not end by itself; empty where it does."""
        stays = text_of(dialog.value.get("autoEndDialog")).lower() == "false"
        hears = any(kind_of(each) == "OnIntent" for each in dialog.triggers)
        if dialog is self._root or not (stays and hears):
            return ""
        name = self._draft.name("step", f"{dialog.name} waits for an intent")
        self._draft.steps.setdefault(name, {"choose": {}})
        return name

    def _over(self) -> str:
        return self._draft.end("dialog over", end="dialog_over")

    def _cancelled(self, over: str) -> str:
        """The step that tells the dialogs before this one that all is cancelled."""
        if not any(map(self._actions.cancels, self._raw())):
            return over
        name = self._draft.name("step", "cancel everything")
        if name not in self._draft.steps:
            slot = self._draft.slot("all cancelled", level="public")
            action = self._draft.action("cancel everything", gives={"done": "100%"})
            self._draft.actions[action]["fills"] = {"done": [slot]}
            why = "tells the dialogs that began this one that all is cancelled"
            self._draft.added("action", action, why)
            self._draft.put_step("cancel everything", do=action, when={"done": over})
        return name

    def _cancel(self, trigger: Mapping[str, Any], at: Context, label: str) -> None:
        why = "answers a cancelling from inside, which a flow passes over"
        self._draft.left_out("trigger", label, at.dialog.place, why)
        self._actions.drop(trigger.get("actions"), at.dialog, why)

    # ----- triggers ------------------------------------------------------------------------------

    def _intent(self, trigger: Mapping[str, Any], at: Context, label: str, listen: str) -> None:
        """What is heard: of the root anywhere, of a dialog at its own steps."""
        intent = text_of(trigger.get("intent")).lstrip("#")
        word = self._heard.word(at.dialog, intent)
        if word is None:
            self._draft.left_out("trigger", label, at.dialog.place, "names no intent")
            self._actions.drop(trigger.get("actions"), at.dialog, "its trigger names no intent")
            return
        self._draft.carried("trigger", label)
        condition = text_of(trigger.get("condition"))
        if condition:
            why = "asks how sure the classifier is; a bot has one threshold for all"
            self._draft.lost("condition", condition, at.dialog.place, why)
        actions = trigger.get("actions")
        goes = self._actions.cancels(actions)
        waiting = self._waiting(at.dialog)
        end = listen if goes else self._draft.end("answered", end="answered")
        context = Context(
            dialog=at.dialog,
            over=at.over if waiting else end,
            cancelled=listen,
            waits=at.dialog is self._root,
        )
        wanted = f"{at.dialog.name} on {intent}"
        first = self._actions.run(actions, context, end if goes or not waiting else waiting)
        step = self._draft.put_step(wanted, then=first)
        if waiting:
            if not self._draft.texts.get(self._draft.locales[0], {}).get(word):
                self._draft.label(word)
            self._draft.steps[waiting]["choose"][word] = step
            return
        rule = {"goto": step} if goes else {"visit": step}
        if at.dialog is self._root:
            self._anywhere.setdefault(word, rule)
        else:
            self._rules.setdefault(at.dialog.place, {}).setdefault(word, rule)

    def _event(self, trigger: Mapping[str, Any], at: Context, label: str) -> None:
        self._draft.carried("trigger", label)
        event = text_of(trigger.get("event"))
        over = self._draft.end("answered", end="answered")
        first = self._actions.run(trigger.get("actions"), at, over)
        self._draft.put_step(f"{at.dialog.name} on {event}", then=first)

    def _unknown(
        self, triggers: list[tuple[str, Mapping[str, Any]]], at: Context, onward: str
    ) -> None:
        """What is said to what no intent covers: a rung, or a step where more is done."""
        for label, trigger in triggers[1:]:
            self._draft.left_out("trigger", label, at.dialog.place, _SECOND)
            self._actions.drop(trigger.get("actions"), at.dialog, _SECOND)
        for label, trigger in triggers[:1]:
            self._draft.carried("trigger", label)
            actions = list(listed(trigger.get("actions")))
            if [kind_of(each) for each in actions] != ["SendActivity"]:
                step = self._actions.run(actions, at, onward)
                self._ladders[at.dialog.place] = [step]
                return
            name = f"{at.dialog.name}: {kind_of(actions[0])} not understood"
            speech = Speech()
            self._draft.found("action", name, at.dialog.place)
            if self._voice.add(speech, actions[0].get("activity"), at.dialog, name):
                self._draft.carried("action", name)
            else:
                self._draft.left_out("action", name, at.dialog.place, "says nothing")
            for text in next(iter(speech.replies.values()), []):
                why = "is suggested with what is said to a message not understood"
                self._draft.lost("quick reply", text, at.dialog.place, why)
            key = speech.say(self._draft, self._draft.fresh("speech", f"{at.dialog.name} rephrase"))
            self._ladders[at.dialog.place] = [key, self._last()] if key else []

    def _inherit(self) -> None:
        """Rules and ladders of a dialog stand at each of its steps that waits."""
        for step, place in self._owner.items():
            keys = self._draft.steps[step]
            if place == (self._root.place if self._root is not None else ""):
                continue
            if "ask" in keys or "choose" in keys:
                rules = {**self._rules.get(place, {}), **keys.get("hear", {})}
                if rules:
                    keys["hear"] = rules
                if self._ladders.get(place) and "lost" not in keys:
                    keys["lost"] = self._ladders[place]

    def _reply(self, text: str) -> tuple[str, bool] | None:
        """The step that a customer who writes this reaches, and whether it is gone to for good."""
        found = self._heard.taught(text)
        if found is None or self._root is None:
            return None
        for trigger in self._root.triggers:
            named = text_of(trigger.get("intent")).lstrip("#")
            if kind_of(trigger) == "OnIntent" and named == found:
                step = self._draft.name("step", f"{self._root.name} on {found}")
                return step, self._actions.cancels(trigger.get("actions"))
        return None

    # ----- question and answer pairs -------------------------------------------------------------

    def _pairs(self) -> None:
        every = [(locale, pair) for _, locale, pairs in self._bot.pairs for pair in pairs]
        steps = {pair.ident: pair for _, pair in every if pair.ident}
        for locale, pair in every:
            self._pair(locale, pair, steps)

    def _pair(self, locale: str, pair: Pair, others: Mapping[str, Pair]) -> None:
        draft = self._draft
        name = pair.questions[0] if pair.questions else pair.ident or "pair"
        draft.found("question and answer", name, pair.place)
        answer = "\n".join(pair.answer).strip()
        if not answer:
            draft.left_out("question and answer", name, pair.place, "has no answer")
            return
        draft.carried("question and answer", name)
        label = f"faq {name[:40]}"
        key = draft.name("text", f"faq {pair.place}", like=f"faq {name[:30]}")
        speech = Speech()
        speech.add(locale, [re.sub(r"\{(\w+)\}", r"(\1)", answer)])
        for where, texts in speech.texts().items():
            draft.text(key, texts, where)
        choose = self._follow_ups(pair, others, locale)
        over = draft.end("answered", end="answered")
        last: dict[str, Any] = {"choose": choose} if choose else {"then": over}
        step = draft.put_step(f"faq {pair.place}", say=key, **last)
        word = draft.intent(label)
        draft.intents[word] = word
        for question in pair.questions:
            draft.found("question", name, pair.place)
            if draft.utterance(question, word, locale):
                draft.carried("question", name)
            else:
                draft.left_out("question", name, pair.place, "holds no text")
        for _ in range(pair.filters):
            draft.lost("filter", name, pair.place, "narrows a search, which a flow does not do")
        self._anywhere.setdefault(word, {"visit": step})

    def _follow_ups(self, pair: Pair, others: Mapping[str, Pair], locale: str) -> dict[str, str]:
        choose: dict[str, str] = {}
        for label, to in pair.prompts:
            self._draft.found("follow-up", label, pair.place)
            every = [p for _, _, pairs in self._bot.pairs for p in pairs]
            known = others.get(to) or next((p for p in every if to in p.questions), None)
            if known is None or not "".join(known.answer).strip():
                why = "leads to a pair that is not there"
                self._draft.left_out("follow-up", label, pair.place, why)
                continue
            self._draft.carried("follow-up", label)
            word = self._actions.choice({locale: label})
            choose[word] = self._draft.name("step", f"faq {known.place}")
        return choose

    # ----- the rest ------------------------------------------------------------------------------

    def _offer_all(self) -> None:
        """Without dialogs: every intent is heard and has an end of its own."""
        for word in self._draft.intents:
            if word not in self._anywhere:
                step = self._draft.step(word, fulfils=word, end=word)
                self._anywhere[word] = {"goto": step}
                why = "no dialog says what happens; it ends in an end of its own"
                self._draft.added("step", step, why)

    def _list_rest(self) -> None:
        self._voice.account()
        for name, place in self._bot.recognisers:
            why = "is a setting of the classifier"
            self._draft.lost("recogniser", name, place, why)
        for file, place in self._bot.imports:
            name = PurePosixPath(file.replace("\\", "/")).name.lower()
            found = name in self._bot.names or name.rsplit(".", 1)[0] in self._stems()
            if found:
                self._draft.kept("import", file, place)
            else:
                self._draft.lost("import", file, place, "names a file that is not there")
        for dialog in self._bot.dialogs.values():
            for key in ("schema", "dialogs", "selector"):
                if mapping(dialog.value.get(key)):
                    why = "is for the builder's own run time"
                    self._draft.lost("setting", f"{dialog.name}: {key}", dialog.place, why)

    def _stems(self) -> set[str]:
        """Names of files without language: ``common`` for ``common.en-us.lg``."""
        return {name.split(".", 1)[0] for name in self._bot.names}
