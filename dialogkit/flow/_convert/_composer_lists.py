"""Lists of actions of Bot Framework Composer as steps: what is said, asked, jumped to."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dialogkit.flow._convert._composer_files import Bot, Dialog, actions_in, kind_of
from dialogkit.flow._convert._composer_inputs import Inputs
from dialogkit.flow._convert._composer_values import Values, Voice
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import listed, mapping, text_of
from dialogkit.flow._convert._speech import Speech

__all__ = ["Context", "Lists", "name_of"]


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


class Lists(ABC):
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
        name = f"{at.dialog.name}: {name_of(first)}"
        for each in unit:
            self._draft.found("action", f"{at.dialog.name}: {name_of(each)}", at.dialog.place)
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
            self._draft.left_out(
                "action", f"{at.dialog.name}: {name_of(each)}", at.dialog.place, why
            )

    def _keep(self, action: Mapping[str, Any], at: Context) -> None:
        self._draft.carried("action", f"{at.dialog.name}: {name_of(action)}")

    def drop(self, actions: Any, dialog: Dialog, why: str) -> None:
        """Lists actions that are not carried over, however deep."""
        for each in _nested(actions):
            self._draft.lost("action", f"{dialog.name}: {name_of(each)}", dialog.place, why)

    # ----- saying and asking ---------------------------------------------------------------------

    def _say(self, unit: list[Mapping[str, Any]], at: Context, onward: str) -> str:
        speech = Speech()
        for each in unit:
            name = f"{at.dialog.name}: {name_of(each)}"
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

    @abstractmethod
    def _one(self, action: Mapping[str, Any], at: Context, onward: str, name: str) -> str:
        """The step of an action that is no message."""


def _nowhere(text: str) -> tuple[str, bool] | None:
    """Until a bot says where its suggested answers lead."""
    del text
    return None


def name_of(action: Mapping[str, Any]) -> str:
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
