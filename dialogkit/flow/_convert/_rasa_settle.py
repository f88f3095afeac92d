"""Accounts for all parts of a Rasa project that nothing in the flow has used."""

from __future__ import annotations

from dialogkit.flow._convert._rasa_common import Common
from dialogkit.flow._convert._rasa_words import likely

__all__ = ["Settlement"]

_NO_SLOT = frozenset({"requested_slot", "session_started_metadata"})


class Settlement:
    """The last entries in the book.

    Args:
        common: The parts, and what of them is used.
    """

    def __init__(self, common: Common) -> None:
        self.common = common
        self.draft = common.draft

    def settle(self) -> None:
        """Accounts for all that nothing in the flow has used."""
        for name, response in self.common.responses.items():
            if not response.used:
                self.common.drop(name, "no step says it: code does, or it is left over")
        for _, name, place in [e for e in self.draft.account.open() if e[0] == "button"]:
            why = "its response is no choice here: a question for a slot, or said without waiting"
            self.draft.left_out("button", name, place, why)
        self._slots()
        self._intents()
        self._entities()
        self._actions()

    def _slots(self) -> None:
        for name, place in self.common.slot_places.items():
            if name in self.common.used_slots:
                self.draft.kept("slot", name, place)
            else:
                own = name in _NO_SLOT
                why = "is Rasa's own" if own else "nothing asks for it, shows it or looks at it"
                self.draft.lost("slot", name, place, why)

    def _intents(self) -> None:
        for label, place in self.common.intents.items():
            if label in self.common.heard:
                self.draft.kept("intent", label, place)
            else:
                kept = "; its examples are kept" if label in self.common.with_examples else ""
                self.draft.lost("intent", label, place, f"nothing listens for it{kept}")
        flows = {part.name for part in self.common.project.of("flows")}
        for label in sorted(self.common.heard - self.common.intents.keys() - flows):
            self.draft.added("intent", label, "is listened for and declared nowhere")

    def _entities(self) -> None:
        for name, place in self.common.entities.items():
            slots = [
                s
                for s in (*self.common.filled_by.get(name, []), name)
                if s in self.common.used_slots
            ]
            if slots:
                self.draft.kept("entity", name, place)
            else:
                self.draft.lost("entity", name, place, "a flow has slots only, and none is of it")
        for name, count in self.common.marks.items():
            why = f"marked in {count} examples; the examples are kept without the marks"
            self.draft.lost("entity marks", name, self.common.entities[name], why)

    def _actions(self) -> None:
        for name, place in self.common.custom.items():
            response = self.common.responses.get(name)
            if name in self.common.used_actions or (response is not None and response.used):
                self.draft.kept("action", name, place)
            elif name.startswith(("validate_", "action_validate_")):
                why = "code that checks values; say like and tries instead"
                self.draft.lost("action", name, place, why)
            else:
                self.draft.lost("action", name, place, "no rule, story or flow calls it")

    def weigh(self) -> None:
        """Assumed shares for the values of slots that guards compare."""
        domain = {self.draft.name("slot", name): name for name in self.common.slot_places}
        for slot, compared in self.common.compared_with.items():
            declared = self.common.values_of(domain.get(slot.removeprefix("customer."), ""))
            values = dict.fromkeys(declared) if {*declared} >= {*compared} else compared
            fact = slot.removeprefix("customer.")
            if slot not in self.draft.data and fact == slot:
                continue
            names = likely([*dict.fromkeys(" ".join(v.split()) for v in values)][:20])
            whole, rest = divmod(100, len(names))
            shares = {n: f"{whole + (i < rest)}%" for i, n in enumerate(names)}
            why = "values are assumed to be equally likely"
            if fact == slot:
                self.draft.data[slot].setdefault("values", shares)
            else:
                truth = {name.lower() for name in names} == {"true", "false"}
                self.draft.customer[fact] = "50%" if truth else shares
                if not self._mentioned(fact):
                    self.draft.data.pop(fact, None)
                why = f"code fills this slot; taken for what the company knows beforehand, {why}"
            self.draft.added("share", slot, why)

    def _mentioned(self, slot: str) -> bool:
        """Whether a text shows a slot, or a step asks for it, forgets it or fills it."""
        texts = (line for t in self.draft.texts.values() for each in t.values() for line in each)
        told = any(f"{{{slot}}}" in line for line in texts)
        named = (
            s for k in self.draft.steps.values() for s in (*k.get("ask", ()), *k.get("forget", ()))
        )
        fills = (
            s for a in self.draft.actions.values() for f in a.get("fills", {}).values() for s in f
        )
        return told or slot in named or slot in fills
