"""From what can follow what to steps."""

from __future__ import annotations

import re
from typing import Any

from dialogkit.flow._convert._rasa_common import Common
from dialogkit.flow._convert._rasa_events import Event
from dialogkit.flow._convert._rasa_files import Part
from dialogkit.flow._convert._rasa_graph import Conditions, Graph, Node
from dialogkit.flow._convert._rasa_response import Button, say_in
from dialogkit.flow._convert._rasa_words import required_slots

__all__ = ["HANDING_OFF", "Builder", "is_goodbye", "is_greeting"]

HANDING_OFF = re.compile(
    r"(?:^|_)(?:hand_?(?:off|over)|escalat(?:e|ion)|(?:talk|speak|connect|transfer|switch|pass)"
    r"(?:_\w+)?_(?:human|agent|operator|person|staff)|live_?(?:agent|chat)|human_?(?:agent|handoff)"
    r"|transfer_to_\w+|call_?(?:an?_)?agent|weiterleit\w*|uebergabe|übergabe)$",
    re.IGNORECASE,
)
"""Actions that hand over to a human, by their names."""
_GREETING = re.compile(
    r"(?:^|[_/])(?:greet\w*|hello|hallo|hi|welcome|begr(?:ü|ue)(?:ß|ss)\w*|moin|start)$",
    re.IGNORECASE,
)
_GOODBYE = re.compile(
    r"(?:^|[_/])(?:good_?bye\w*|bye|farewell|ciao|tsch(?:ü|ue)(?:ß|ss)|verabschied\w*|abschied)$",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"thank|dank|affirm|deny|^yes$|^no$|mood|chit|small_?talk|scope|fallback|challenge|insult|human|hand_?o"
    r"|^bot|nice_?to|how_?are|inform$|^ja$|^nein$|restart|^stop$|back$|cancel",
    re.IGNORECASE,
)
_TRANSPARENT = frozenset(
    {
        *("action_listen", "action_session_start", "action_deactivate_loop"),
        *("action_extract_slots", "action_unlikely_intent", "action_revert_fallback_events"),
        *("action_deactivate_form", "action_back", "action_default_fallback"),
        "action_validate_slot_mappings",
    }
)
"""Rasa's own actions that do nothing a customer would notice here."""


def is_greeting(label: str) -> bool:
    """Whether an intent is a greeting, by its name."""
    return bool(_GREETING.search(label))


def is_goodbye(label: str) -> bool:
    """Whether an intent is a farewell, by its name."""
    return bool(_GOODBYE.search(label))


class Builder:
    """Makes steps out of a graph.

    Args:
        graph: What can follow what.
        common: Intents, slots and responses.
        forms: Name to form.
    """

    def __init__(self, graph: Graph, common: Common, forms: dict[str, Part]) -> None:
        self._graph = graph
        self._common = common
        self._draft = common.draft
        self._forms = forms
        self._made: dict[tuple[int, str, str], str] = {}
        self._entries: dict[tuple[int, str], str] = {}
        self._ending: dict[str, Any] = {"end": "answered"}
        self._word = ""
        self.restart = ""

    # ----- entries -------------------------------------------------------------------------------

    def entry(self, label: str, node: Node, ending: dict[str, Any] | None = None) -> str | None:
        """The step that an intent leads to; ``None`` where nothing follows.

        Args:
            label: The intent.
            node: What follows.
            ending: What the last step does; it ends if not given.
        """
        before, ending = (self._ending, self._word), ending or {"end": "answered"}
        key = (id(node), repr(ending))
        if key in self._entries:
            return self._entries[key]
        self._ending = ending
        small = _SMALL_TALK.search(label) or is_greeting(label) or is_goodbye(label)
        self._word = "" if small or not label else self._common.hear(label)
        keys = self._onward(node, None, [])
        self._ending, self._word = before
        if keys is None:
            return None
        name = keys["then"] if set(keys) == {"then"} else self._draft.step(label or "start", **keys)
        self._entries[key] = name
        return str(name)

    def leads_to_handoff(self, name: str) -> bool:
        """Whether a step leads to a handoff without a choice on the way."""
        seen: set[str] = set()
        while name in self._draft.steps and name not in seen:
            seen.add(name)
            step = self._draft.steps[name]
            if "handoff" in step:
                return True
            name = step.get("then", "")
        return False

    # ----- what follows --------------------------------------------------------------------------

    def _onward(
        self, node: Node, action: str | None, buttons: list[Button]
    ) -> dict[str, Any] | None:
        """How a step goes on at a point; ``None`` where nothing follows and nothing was done.

        Args:
            node: The point.
            action: The back-end action just called, if any.
            buttons: Those shown since the customer spoke.
        """
        self._visit(node)
        if node.form:
            return {"then": self._form(node)}
        if node.slots:
            return self._by_slots(node, action, buttons)
        if node.bots:
            return self._by_bot(node, buttons)
        choose = self._choices(node, buttons)
        if choose:
            return {"choose": choose}
        if action is None and not node.merged and not buttons and node in self._bare():
            return None
        return {**self._ending, **({"fulfils": self._word} if self._word else {})}

    def _bare(self) -> list[Node]:
        return list(self._graph.root.users.values())

    def _visit(self, node: Node) -> None:
        node.built = True
        for each in node.merged:
            each.built = True

    def _by_bot(self, node: Node, buttons: list[Button]) -> dict[str, Any]:
        for label, other in node.users.items():
            if self._known(other, label):
                self._graph.mark(other)
            else:
                self._graph.drop(node, other, "waits for the customer where another goes on")
        told = self._graph.telling(node) if len(node.bots) > 1 else []
        if told:
            return self._by_history(node, told, buttons)
        (action, target), *others = node.bots.items()
        for _, other in others:
            self._graph.drop(node, other, f"goes on otherwise where another goes on with {action}")
        return {"then": self._act(action, target, buttons)}

    def _by_history(
        self, node: Node, told: list[tuple[Event, str]], buttons: list[Button]
    ) -> dict[str, Any]:
        """What the bot does depends on a slot that was set before."""
        guards: dict[str, str] = {}
        last = ""
        for event, action in sorted(told, key=lambda each: each[0].value is None):
            last = self._act(action, node.bots[action], buttons)
            if event.value is not None:
                guards[self._guard((event.name, event.value))] = last
        return {"if": guards, "then": last}

    def _by_slots(
        self, node: Node, action: str | None, buttons: list[Button]
    ) -> dict[str, Any] | None:
        """A way on for each value; where there is but one and no other, it is no condition."""
        plain = Node(users=node.users, bots=node.bots, stories=node.stories, merged=node.merged)
        rest = bool(node.users or node.bots)
        if len(node.slots) == 1 and not rest:
            return self._onward(next(iter(node.slots.values())), action, buttons)
        ways = [(slot, self._reach(target, slot[0])) for slot, target in node.slots.items()]
        other = self._onward(plain, action, buttons) if rest else None
        if action is not None:
            return self._outcomes(action, ways, other)
        guards = {self._guard(slot): step for slot, step in ways}
        last = other or {"then": ways[-1][1]}
        if other is None:
            guards.pop(self._guard(ways[-1][0]))
        return {"if": guards, **last} if guards else last

    def _outcomes(
        self,
        action: str,
        ways: list[tuple[tuple[str, str | None], str]],
        other: dict[str, Any] | None,
    ) -> dict[str, Any]:
        """Stories that differ in a slot after an action tell what the action may find."""
        when: dict[str, str] = {}
        for (slot, value), step in ways:
            outcome = f"{slot}_{value or 'set'}".lower()
            when[self._draft.name(f"outcome {action}", outcome)] = step
            self._common.used_slots.add(slot)
        if other is not None:
            step = other["then"] if set(other) == {"then"} else self._draft.step("on", **other)
            when[self._draft.name(f"outcome {action}", "other")] = str(step)
        known = self._draft.actions[action].get("gives", {})
        self._draft.shares(action, [*(k for k in known if k != "done"), *when])
        return {"when": when}

    def _guard(self, slot: tuple[str, str | None]) -> str:
        name, value = slot
        if value is None:
            return self._common.is_set(name)
        return self._common.equal(name, value)

    def guard(self, conditions: Conditions) -> str:
        """The guard for conditions on slots."""
        return " and ".join(self._guard((each.name, each.value)) for each in conditions)

    def _reach(self, node: Node, like: str) -> str:
        """A step that stands for a point."""
        key = (id(node), "", repr(self._ending))
        if key not in self._made:
            self._made[key] = name = self._draft.fresh("step", like)
            self._draft.steps[name] = self._onward(node, None, []) or dict(self._ending)
        return self._made[key]

    # ----- what the bot does ---------------------------------------------------------------------

    def _act(self, action: str, target: Node, buttons: list[Button]) -> str:
        """The step for an action and all that follows."""
        if target.form:
            self._visit(target)
            return self._form(target)
        key = (id(target), action, repr(self._ending))
        if key in self._made:
            return self._made[key]
        plain = self._plain(action)
        if HANDING_OFF.search(action) and not self._common.has(action):
            self._made[key] = self._hand_off(action, target)
            return self._made[key]
        like = plain.removeprefix("utter_").removeprefix("action_").replace("/", "_")
        name = self._made[key] = self._draft.fresh("step", like)
        if self._common.has(plain):
            self._utter(name, plain, target, buttons)
        elif action in _TRANSPARENT or action == "action_restart":
            self._common.used_actions.add(action)
            on = {"then": self.restart} if action == "action_restart" and self.restart else None
            self._draft.steps[name] = on or self._onward(target, None, buttons) or {}
        else:
            self._call(name, action, target, buttons)
        return name

    def _plain(self, action: str) -> str:
        """The response that an action says, by its old or new name."""
        if action.startswith("respond_"):
            return f"utter_{action.removeprefix('respond_')}"
        return action

    def _utter(self, name: str, response: str, target: Node, buttons: list[Button]) -> None:
        self._common.used_actions.add(response)
        variants = self._common.say(response)
        shown = [*buttons, *self._common.buttons(response)]
        on = self._onward(target, None, shown) or dict(self._ending)
        self._draft.steps[name] = say_in(self._draft, name, variants, on)

    def _call(self, name: str, action: str, target: Node, buttons: list[Button]) -> None:
        self._common.used_actions.add(action)
        if action.startswith("utter_"):
            key = self._draft.text(self._draft.name("text", action, like=name), "…")
            self._draft.lost("response", action, f"story or rule: {action}", "is declared nowhere")
            on = self._onward(target, None, buttons) or dict(self._ending)
            self._draft.steps[name] = {"say": key, **on}
            return
        called = self._draft.action(action)
        self._draft.steps[name] = {"do": called}
        self._draft.steps[name] |= self._onward(target, called, buttons) or dict(self._ending)
        if "gives" not in self._draft.actions[called]:
            self._draft.actions[called]["gives"] = {"done": "100%"}
            why = "what it may find is in code; assumed to succeed always"
            self._draft.added("share", called, why)

    def _hand_off(self, action: str, target: Node) -> str:
        self._common.used_actions.add(action)
        self._visit(target)
        for node in target.edges():
            self._graph.drop(target, node, "goes on after the handoff, when a human has the word")
        return self._draft.handoff("service")

    # ----- forms ---------------------------------------------------------------------------------

    def _form(self, node: Node) -> str:
        key = (id(node), node.form, "")
        if key in self._made:
            return self._made[key]
        part = self._forms[node.form]
        name = self._made[key] = self._draft.fresh("step", node.form)
        slots = [self._asked(node.form, slot) for slot in required_slots(part)]
        self._draft.steps[name] = {"ask": slots} if slots else {}
        before, self._word = self._word, self._opened_by(node)
        self._draft.steps[name] |= self._filled(node)
        self._word = before
        hear = self._interruptions(node, name)
        if hear:
            self._draft.steps[name]["hear"] = hear
        return name

    def _asked(self, form: str, slot: str) -> str:
        """The slot that a form asks for, with its question."""
        own = f"utter_ask_{form}_{slot}"
        for asked in (f"action_ask_{form}_{slot}", f"action_ask_{slot}"):
            self._common.used_actions.add(asked)
        if self._common.has(own):
            return self._common.question(slot, own, form)
        return self._common.question(slot, f"utter_ask_{slot}")

    def _opened_by(self, node: Node) -> str:
        """The word that opens a form; what the form settles."""
        for label, target in self._graph.root.users.items():
            if node.form in target.bots:
                return self._common.hear(label)
        return ""

    def _filled(self, node: Node) -> dict[str, Any]:
        """What follows when a form is filled."""
        done = node.done or Node()
        self._visit(done)
        guards = {self.guard(c): self._reach(n, f"{node.form}_done") for c, n in node.guarded}
        on = self._onward(done, "", []) or dict(self._ending)
        return {"if": guards, **on} if guards else on

    def _interruptions(self, node: Node, name: str) -> dict[str, Any]:
        """Rules of a form: what is said while it asks, and goes on with it or gives it up."""
        hear: dict[str, Any] = {}
        before, word, self._word = self._ending, self._word, ""
        if self.restart and "end" in before:
            # who gives up a form is where the bot waits, not at the end of the conversation
            self._ending = {"then": self.restart}
        for label, target in node.users.items():
            if self._known(target, label, node):
                self._graph.mark(target)
                continue
            keys = self._onward(target, None, [])
            if keys is not None and keys != {"then": name}:
                step = keys["then"] if set(keys) == {"then"} else self._draft.step(label, **keys)
                hear[self._common.hear(label)] = {"visit": str(step)}
        self._ending, self._word = before, word
        return hear

    # ----- what the customer may say -------------------------------------------------------------

    def _known(self, node: Node, label: str, home: Node | None = None) -> bool:
        """Whether the rule that holds anywhere already does the same."""
        whole = self._graph.root.users.get(label)
        return whole is not None and whole is not node and self._graph.covers(whole, node, home)

    def _choices(self, node: Node, buttons: list[Button]) -> dict[str, Any]:
        choose: dict[str, Any] = {}
        shown = {button.intent for button in buttons}
        for label, target in node.users.items():
            if self._known(target, label) and label not in shown:
                self._graph.mark(target)
                continue
            step = self._answer(label, target)
            if step is not None:
                choose[self._common.hear(label)] = step
        for button in buttons:
            self._button(choose, button)
        for word in choose:
            if not self._draft.texts.get(self._draft.locales[0], {}).get(word):
                self._draft.label(word)
        return choose

    def _answer(self, label: str, target: Node) -> str | None:
        if self._known(target, label):
            self._graph.mark(target)
            target = self._graph.root.users[label]
        keys = self._onward(target, None, [])
        if keys is None:
            return None
        return str(keys["then"] if set(keys) == {"then"} else self._draft.step(label, **keys))

    def _button(self, choose: dict[str, Any], button: Button) -> None:
        open_ = [e for e in self._draft.account.open() if e[:2] == ("button", button.name)]
        label = button.intent
        known = label != "" and label in self._graph.root.users
        word = self._draft.intent(label) if label and (known or label in self._common.heard) else ""
        if word and word not in choose and known:
            step = self._answer(label, self._graph.root.users[label])
            if step is not None:
                choose[word] = step
        if word in choose and word:
            self._common.hear(label)
            if button.title:
                self._draft.label(word, self._common.filled(button.title))
            if open_:
                self._draft.carried("button", button.name)
        elif open_:
            self._common.drop_button(button, "nothing in the bot follows on it")
