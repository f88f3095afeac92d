"""Actions of Bot Framework Composer as steps, one kind at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogkit.flow._convert._composer_files import Dialog, kind_of
from dialogkit.flow._convert._composer_lists import Context, Lists, name_of
from dialogkit.flow._convert._entities import entries, listed, mapping, text_of

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


class Actions(Lists):
    """What each kind of action becomes."""

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


def _called(action: Mapping[str, Any], dialog: Dialog) -> str:
    method, url = text_of(action.get("method")), text_of(action.get("url"))
    if not url:
        return f"{dialog.name} {name_of(action)}"
    path = re.sub(r"\$\{[^}]*\}|^=", "", url.split("?")[0]).rstrip("/").rsplit("/", 1)[-1]
    return f"{method or 'get'} {path or dialog.name}".lower()


def _quoted(value: str) -> str:
    plain = re.fullmatch(r"-?\d+(\.\d+)?|true|false", value)
    return value if plain else "'" + value.replace("'", "") + "'"
