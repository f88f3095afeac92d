"""Actions of Bot Framework Composer as steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dialogkit.flow._convert._composer_files import Bot, Dialog, actions_in, kind_of
from dialogkit.flow._convert._composer_inputs import Inputs
from dialogkit.flow._convert._composer_values import Values, Voice
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import entries, listed, mapping, text_of
from dialogkit.flow._convert._speech import Speech

__all__ = ["Actions", "Context"]

_DESK = "service"
_BACK_END = {
    "HttpRequest": "calls a web service",
    "BeginSkill": "calls another bot",
    "CodeAction": "runs code",
    "OAuthInput": "signs the customer in",
    "SignOutUser": "signs the customer out",
    "QnAMakerDialog": "asks a service for an answer",
    "GetActivityMembers": "asks the channel who is there",
    "GetConversationMembers": "asks the channel who is there",
}
_UNSAID = {
    "EditArray": "changes a list, for which a flow has no words",
    "LogAction": "writes a log",
    "TraceActivity": "writes a trace",
    "TelemetryTrackEventAction": "writes telemetry",
    "DebugBreak": "is a help for debugging",
    "ThrowException": "raises an error of the builder's own",
    "DeleteActivity": "takes a message back, which a flow cannot",
    "UpdateActivity": "changes a message that is sent already, which a flow cannot",
}
_LOOPS = ("Foreach", "ForeachPage")
_COMPUTES = re.compile(r"[+*/%{}\[\]()]|\w\(")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where actions stand."""

    dialog: Dialog
    """The dialog."""
    over: str
    """Step at which the dialog is over."""
    cancelled: str
    """Step taken where all dialogs are cancelled."""
    waits: bool
    """Whether the bot waits for the next message once the actions are done."""
    after_loop: str | None = None
    """Step after the loop they are in."""


class Actions:
    """Turns lists of actions into steps, from the last to the first.

    Args:
        draft: The flow being put together.
        bot: The bot.
        values: Its properties.
        voice: What it says.
    """

    def __init__(self, draft: Draft, bot: Bot, values: Values, voice: Voice) -> None:
        self._draft = draft
        self._bot = bot
        self._values = values
        self._voice = voice
        self.hands = any(
            kind_of(each) == "SendHandoffActivity"
            for dialog in bot.dialogs.values()
            for each in actions_in(dialog.value)
        )
        self._inputs = Inputs(draft, values, voice)
        self._jumped = {
            text_of(each.get("actionId"))
            for dialog in bot.dialogs.values()
            for each in actions_in(dialog.value)
            if kind_of(each) == "GotoAction"
        }
        self._cancels = {
            name for name, d in bot.dialogs.items() if _has(d.value, "CancelAllDialogs")
        }
        self._spread_cancels()
        self.leads: Callable[[str], tuple[str, bool] | None] = _nowhere
        self.events: dict[tuple[str, str], str] = {}

    def _spread_cancels(self) -> None:
        """Dialogs that begin one which cancels all do so too."""
        for _ in self._bot.dialogs:
            for name, dialog in self._bot.dialogs.items():
                begun = {text_of(e.get("dialog")).lower() for e in actions_in(dialog.value)}
                if begun & self._cancels:
                    self._cancels.add(name)

    def cancels(self, value: Any) -> bool:
        """Whether actions cancel all dialogs, or begin one that does."""
        begun = {text_of(each.get("dialog")).lower() for each in actions_in(value)}
        return _has(value, "CancelAllDialogs") or bool(begun & self._cancels)

    def choice(self, labels: Mapping[str, str]) -> str:
        """The word of a choice with these labels by language."""
        return self._inputs.word(labels)

    def begin(self, dialog: Dialog) -> str:
        """The step of a dialog."""
        return self._draft.name("step", dialog.name)

    # ----- lists of actions ----------------------------------------------------------------------

    def run(self, actions: Any, at: Context, onward: str) -> str:
        """The step at which a list of actions begins.

        Args:
            actions: As in the file.
            at: Where they stand.
            onward: The step after them.
        """
        units = list(self._units(list(listed(actions))))
        step, waits = onward, at.waits
        for unit in reversed(units):
            step = self._unit(unit, replace(at, waits=waits), step)
            waits = False
        return step

    def _units(self, actions: list[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
        """Messages in a row are one step; so are a yes or no and the condition on it."""
        at_index = 0
        while at_index < len(actions):
            first = actions[at_index]
            unit = [first]
            kind = kind_of(first)
            if kind == "SendActivity" and not _disabled(first):
                for each in actions[at_index + 1 :]:
                    if kind_of(each) != "SendActivity" or _disabled(each) or self._target(each):
                        break
                    unit.append(each)
            elif kind == "ConfirmInput" and self._belongs(first, actions[at_index + 1 :]):
                unit.append(actions[at_index + 1])
            at_index += len(unit)
            yield unit

    def _belongs(self, confirm: Mapping[str, Any], rest: list[Mapping[str, Any]]) -> bool:
        """Whether the next action alone needs the answer to a yes or no."""
        if not rest or kind_of(rest[0]) != "IfCondition" or self._target(rest[0]):
            return False
        if _disabled(confirm) or _disabled(rest[0]):
            return False
        named, condition = text_of(confirm.get("property")), text_of(rest[0].get("condition"))
        slot = self._values.slot(named) if named else None
        said = self._values.guard(condition)
        asks = {f"{slot} == {value}" for value in ("true", "yes", "Yes")}
        bare = self._values.bare(named) or "\0"
        here = len(re.findall(rf"\b{re.escape(bare)}\b", condition))
        only = self._values.times_read(named) <= here
        return said.guard is not None and set(said.guard.split(" or ")) <= asks and only

    def _target(self, action: Mapping[str, Any]) -> str:
        """What a jump names an action by; empty where none does."""
        ids = (text_of(action.get("id")), text_of(mapping(action.get("$designer")).get("id")))
        return next((each for each in ids if each and each in self._jumped), "")

    def _unit(self, unit: list[Mapping[str, Any]], at: Context, onward: str) -> str:
        first = unit[0]
        name = f"{at.dialog.name}: {_name(first)}"
        for each in unit:
            self._draft.found("action", f"{at.dialog.name}: {_name(each)}", at.dialog.place)
        if _disabled(first):
            self._leave(unit, at, "is switched off")
            for inner in (first.get("actions"), first.get("elseActions")):
                self.drop(inner, at.dialog, "stands in something that is switched off")
            step = onward
        elif kind_of(first) == "SendActivity":
            step = self._say(unit, at, onward)
        elif len(unit) == 2:
            step = self._confirm(unit, at, onward, name)
        else:
            step = self._one(first, at, onward, name)
        jumped = self._target(first)
        if jumped:
            self._draft.put_step(self._jump(at.dialog, jumped), then=step)
            return self._draft.name("step", self._jump(at.dialog, jumped))
        return step

    @staticmethod
    def _jump(dialog: Dialog, ident: str) -> str:
        return f"{dialog.name} at {ident}"

    def _leave(self, unit: list[Mapping[str, Any]], at: Context, why: str) -> None:
        for each in unit:
            self._draft.left_out("action", f"{at.dialog.name}: {_name(each)}", at.dialog.place, why)

    def _keep(self, action: Mapping[str, Any], at: Context) -> None:
        self._draft.carried("action", f"{at.dialog.name}: {_name(action)}")

    def drop(self, actions: Any, dialog: Dialog, why: str) -> None:
        """Lists actions that are not carried over, however deep."""
        for each in _nested(actions):
            self._draft.lost("action", f"{dialog.name}: {_name(each)}", dialog.place, why)

    # ----- saying and asking ---------------------------------------------------------------------

    def _say(self, unit: list[Mapping[str, Any]], at: Context, onward: str) -> str:
        speech = Speech()
        for each in unit:
            name = f"{at.dialog.name}: {_name(each)}"
            if self._voice.add(speech, each.get("activity"), at.dialog, name):
                self._keep(each, at)
            else:
                self._leave([each], at, "says nothing that a flow can say")
        say = None
        if speech.parts:
            say = speech.say(self._draft, self._draft.fresh("speech", f"{at.dialog.name} says"))
        choose = self._offered(speech, at, onward)
        if not say and not choose:
            return onward
        last: dict[str, Any] = {"choose": choose} if choose else {"then": onward}
        return self._draft.step(f"{at.dialog.name} says", say=say, **last)

    def _offered(self, speech: Speech, at: Context, onward: str) -> dict[str, str]:
        """Suggested answers as choices, where the bot waits after the message."""
        choose: dict[str, str] = {}
        longest = max(map(len, speech.replies.values()), default=0)
        for index in range(longest):
            labels = {at_: t[index] for at_, t in speech.replies.items() if index < len(t)}
            first = next(iter(labels.values()))
            self._draft.found("quick reply", first, at.dialog.place)
            found = (self.leads(text) for text in labels.values())
            target = next((each for each in found if each is not None), None)
            if not at.waits or target is None:
                why = "no intent is taught it" if at.waits else "the dialog goes on by itself"
                self._draft.left_out("quick reply", first, at.dialog.place, why)
                continue
            self._draft.carried("quick reply", first)
            choose[self._inputs.word(labels)] = self._taken(target, onward)
        return choose

    def _taken(self, target: tuple[str, bool], onward: str) -> str:
        """The step for a suggested answer: what its intent leads to, then on from here."""
        step, for_good = target
        if for_good:
            return step
        wanted = f"{step} from {onward}"
        if self._draft.name("step", wanted) not in self._draft.steps:
            self._draft.put_step(wanted, visit=step, then=onward)
        return self._draft.name("step", wanted)

    def _confirm(self, unit: list[Mapping[str, Any]], at: Context, onward: str, name: str) -> str:
        confirm, condition = unit
        text = text_of(condition.get("condition"))
        self._draft.kept("condition", text, at.dialog.place)
        yes = self.run(condition.get("actions"), at, onward)
        no = self.run(condition.get("elseActions"), at, onward)
        keys = self._inputs.confirm(confirm, at.dialog, name, yes, no, self.hands)
        for each in unit:
            self._keep(each, at)
        return self._draft.step(f"{at.dialog.name} asks", **keys)

    # ----- everything else -----------------------------------------------------------------------

    def _one(self, action: Mapping[str, Any], at: Context, onward: str, name: str) -> str:
        kind = kind_of(action)
        method = getattr(self, f"_on_{kind.lower()}", None)
        if kind in _UNSAID:
            self._leave([action], at, _UNSAID[kind])
            return onward
        if kind in _LOOPS:
            return self._loop(action, at, onward)
        if kind in _BACK_END:
            return self._call(action, at, onward, _BACK_END[kind])
        if kind.endswith("Input"):
            self._keep(action, at)
            keys = self._inputs.ask(action, at.dialog, name)
            return self._draft.step(f"{at.dialog.name} asks", **keys, then=onward)
        if method is not None:
            return str(method(action, at, onward))
        self._leave([action], at, f"is of the kind {kind[:40] or 'unknown'}, unknown to a flow")
        inner = [action.get("actions"), action.get("elseActions"), action.get("cases")]
        self.drop(inner, at.dialog, "stands in something that is unknown to a flow")
        return onward

    def _on_ask(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        return self._say([action], replace(at, waits=False), self._message(at, onward))

    def _on_endturn(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        self._keep(action, at)
        return self._message(at, onward)

    def _message(self, at: Context, onward: str) -> str:
        """A step that waits for any message."""
        slot = self._draft.slot("message")
        if not self._draft.texts.get(self._draft.locales[0], {}).get(slot):
            for locale in self._draft.locales:
                self._draft.text(slot, "…", locale)
            self._draft.added("text", slot, "the bot waits for any message here; ask for it")
        return self._draft.step(f"{at.dialog.name} waits", forget=slot, ask=slot, then=onward)

    def _on_ifcondition(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        self._keep(action, at)
        text = text_of(action.get("condition")) or "true"
        self._draft.found("condition", text, at.dialog.place)
        said = self._values.guard(text)
        if said.constant is not None:
            self._draft.carried("condition", text)
            taken, other = (
                ("actions", "elseActions") if said.constant else ("elseActions", "actions")
            )
            self.drop(action.get(other), at.dialog, "stands under a condition that never holds")
            return self.run(action.get(taken), at, onward)
        yes = self.run(action.get("actions"), at, onward)
        no = self.run(action.get("elseActions"), at, onward)
        if said.guard is not None:
            self._draft.carried("condition", text)
            return self._draft.step(f"{at.dialog.name} if", if_={said.guard: yes}, then=no)
        self._draft.left_out("condition", text, at.dialog.place, f"{said.why}; an action decides")
        return self._decide(text, {"holds": yes, "fails": no}, at)

    def _decide(self, text: str, when: Mapping[str, str], at: Context) -> str:
        """A step whose action decides what no guard can say."""
        action = self._draft.action(f"decide {text}")
        if "gives" not in self._draft.actions[action]:
            self._draft.shares(action, when)
        known = self._draft.actions[action]["gives"]
        first = next(iter(when.values()))
        full = {outcome: when.get(outcome, first) for outcome in known}
        return self._draft.step(f"{at.dialog.name} decides", do=action, when=full)

    def _on_switchcondition(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        self._keep(action, at)
        text = text_of(action.get("condition"))
        cases = list(listed(action.get("cases")))
        default = self.run(action.get("default"), at, onward)
        branches: dict[str, str] = {}
        decided: dict[str, str] = {}
        for case in cases:
            value = text_of(case.get("value"))
            step = self.run(case.get("actions"), at, onward)
            label = f"{text} == {value}"
            self._draft.found("condition", label, at.dialog.place)
            said = self._values.guard(f"{text.removeprefix('=')} == {_quoted(value)}")
            if said.guard is not None and said.guard not in branches:
                self._draft.carried("condition", label)
                branches[said.guard] = step
            else:
                why = f"{said.why or 'stands there before'}; an action decides"
                self._draft.left_out("condition", label, at.dialog.place, why)
                decided[self._draft.fresh(f"outcome {text}", value or "empty")] = step
        if decided:
            default = self._decide(text, {**decided, "other": default}, at)
        if not branches:
            return default
        return self._draft.step(f"{at.dialog.name} if", if_=branches, then=default)

    def _loop(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        """A loop is gone through once; over who has joined, that is all there is to it."""
        joined = "membersadded" in text_of(action.get("itemsProperty")).lower()
        if joined:
            self._keep(action, at)
        else:
            why = "goes through a list; its actions are carried over once"
            self._leave([action], at, why)
        return self.run(action.get("actions"), replace(at, after_loop=onward), onward)

    def _on_breakloop(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        if at.after_loop is None:
            self._leave([action], at, "stands in no loop")
            return onward
        self._keep(action, at)
        return at.after_loop

    _on_continueloop = _on_breakloop

    def _on_begindialog(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        named = text_of(action.get("dialog"))
        if mapping(action.get("options")):
            why = "hands values on; slots are known to the whole flow"
            self._draft.lost("options", f"{at.dialog.name}: {named}", at.dialog.place, why)
        if named.startswith("="):
            self._leave([action], at, "begins a dialog whose name is worked out")
            return onward
        self._keep(action, at)
        known = self._bot.dialogs.get(named.lower())
        step = self.begin(known) if known is not None else self._draft.name("step", named)
        if named.lower() in self._cancels:
            slot = self._draft.slot("all cancelled", level="public")
            branches = {f"{slot} is known": at.cancelled}
            onward = self._draft.step(f"{at.dialog.name} goes on", if_=branches, then=onward)
        return self._draft.step(f"{at.dialog.name} begins {named}", visit=step, then=onward)

    def _on_replacedialog(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        del onward
        return self._on_begindialog(action, at, at.over)

    def _on_repeatdialog(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        del onward
        self._keep(action, at)
        return self.begin(at.dialog)

    def _on_enddialog(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        del onward
        self._keep(action, at)
        return at.over

    def _on_cancelalldialogs(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        del onward
        self._keep(action, at)
        return at.cancelled

    _on_canceldialog = _on_cancelalldialogs

    def _on_gotoaction(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        del onward
        self._keep(action, at)
        return self._draft.name("step", self._jump(at.dialog, text_of(action.get("actionId"))))

    def _on_editactions(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        self._keep(action, at)
        return self.run(action.get("actions"), at, onward)

    def _on_emitevent(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        event = text_of(action.get("eventName"))
        step = self.events.get((at.dialog.place, event)) or self.events.get(("", event))
        if step is None:
            self._leave([action], at, f"raises the event {event[:30]}, which no dialog hears")
            return onward
        self._keep(action, at)
        return self._draft.step(f"{at.dialog.name} raises {event}", visit=step, then=onward)

    def _on_sendhandoffactivity(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        del onward
        self._keep(action, at)
        return self._draft.handoff(_DESK)

    def _call(self, action: Mapping[str, Any], at: Context, onward: str, what: str) -> str:
        self._keep(action, at)
        called = self._draft.action(_called(action, at.dialog))
        gives = {"done": "95%", "failed": "5%"}
        self._draft.actions[called] |= {"gives": gives, "takes": "2s"}
        filled = text_of(action.get("resultProperty") or action.get("property"))
        if filled and self._values.matters(filled) and (slot := self._values.slot(filled)):
            self._draft.actions[called]["fills"] = {"done": [slot]}
        self._draft.added("share", called, f"{what}; outcomes and duration are assumed")
        when = {"done": onward, "failed": onward}
        return self._draft.step(f"{at.dialog.name} calls", do=called, when=when)

    # ----- properties ----------------------------------------------------------------------------

    def _on_setproperties(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        self._keep(action, at)
        for each in reversed(list(listed(action.get("assignments")))):
            onward = self._set(text_of(each.get("property")), each.get("value"), at, onward)
        return onward

    def _on_setproperty(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        self._keep(action, at)
        return self._set(text_of(action.get("property")), action.get("value"), at, onward)

    def _on_deleteproperty(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        self._keep(action, at)
        return self._set(text_of(action.get("property")), None, at, onward)

    def _on_deleteproperties(self, action: Mapping[str, Any], at: Context, onward: str) -> str:
        self._keep(action, at)
        for named in entries(action.get("properties")):
            onward = self._set(text_of(named), None, at, onward)
        return onward

    _on_editproperty = _on_setproperty

    def _set(self, named: str, value: Any, at: Context, onward: str) -> str:
        """Gives a property a value by an action, or empties it."""
        label = f"{at.dialog.name}: {named}"
        self._draft.found("property", label, at.dialog.place)
        slot = self._values.slot(named) if self._values.matters(named) else None
        if slot is None:
            why = "neither a condition nor a text reads it"
            self._draft.left_out("property", label, at.dialog.place, why)
            return onward
        text = text_of(value).removeprefix("=").strip()
        if not text or text == "null":
            self._draft.carried("property", label)
            return self._draft.step(f"{at.dialog.name} forgets", forget=[slot], then=onward)
        if text_of(value).startswith(("=", "${")) and _COMPUTES.search(text):
            why = "is worked out by the builder's own language; an action stands for that"
            self._draft.left_out("property", label, at.dialog.place, why)
        else:
            self._draft.carried("property", label)
            plain = text.strip("'\"")
            if self._values.bare(text) is None or not text_of(value).startswith("="):
                self._values.constant(slot, plain)
        action = self._draft.action(f"set {slot} {text[:30]}", gives={"done": "100%"})
        self._draft.actions[action]["fills"] = {"done": [slot]}
        why = f"gives a slot its value ({text[:60]}); bind a function that does"
        self._draft.added("action", action, why)
        return self._draft.step(f"{at.dialog.name} sets", do=action, when={"done": onward})


def _nowhere(text: str) -> tuple[str, bool] | None:
    """Until a bot says where its suggested answers lead."""
    del text
    return None


def _name(action: Mapping[str, Any]) -> str:
    """How an action is called: its kind, and its name or number where it has one."""
    designer = mapping(action.get("$designer"))
    own = text_of(designer.get("name")) or text_of(designer.get("id")) or text_of(action.get("id"))
    return f"{kind_of(action) or 'action'} {own}".strip()


def _disabled(action: Mapping[str, Any]) -> bool:
    return action.get("disabled") in (True, "true", "=true")


def _has(value: Any, kind: str) -> bool:
    return any(kind_of(each) == kind for each in actions_in(value))


def _nested(actions: Any) -> Iterator[Mapping[str, Any]]:
    return (each for each in actions_in(actions) if not kind_of(each).startswith("On"))


def _called(action: Mapping[str, Any], dialog: Dialog) -> str:
    method, url = text_of(action.get("method")), text_of(action.get("url"))
    if not url:
        return f"{dialog.name} {_name(action)}"
    path = re.sub(r"\$\{[^}]*\}|^=", "", url.split("?")[0]).rstrip("/").rsplit("/", 1)[-1]
    return f"{method or 'get'} {path or dialog.name}".lower()


def _quoted(value: str) -> str:
    plain = re.fullmatch(r"-?\d+(\.\d+)?|true|false", value)
    return value if plain else "'" + value.replace("'", "") + "'"
