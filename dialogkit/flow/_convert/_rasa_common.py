"""What classic Rasa and CALM share: intents, examples, slots, responses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._rasa_files import Part, Project, at, child, scalar
from dialogkit.flow._convert._rasa_response import (
    Button,
    Response,
    Variant,
    for_channels,
    read_button,
)
from dialogkit.flow._convert._rasa_words import (
    example_lines,
    plain_example,
    required_slots,
    value_word,
    variants_of,
)
from dialogkit.flow._texts import FIXED_VALUES
from dialogkit.flow._yaml import Value

__all__ = ["Common"]

_PLACEHOLDER = re.compile(r"\{([^{}\s][^{}\n]{0,79})\}")
_LIKE = {"bool": "yes", "float": "42", "integer": "42"}


class Common:
    """The parts that all kinds of Rasa projects have, in a draft.

    Args:
        project: The parts.
        draft: Where they go.
        unsaid: Responses whose texts are but a stand-in.
    """

    def __init__(self, project: Project, draft: Draft, unsaid: Iterable[str] = ()) -> None:
        self.sidecar = bool(project.sidecar)
        self.unsaid = frozenset(unsaid)
        self.project = project
        self.draft = draft
        self.types: dict[str, str] = {}
        self.slot_places: dict[str, str] = {}
        self.initial: dict[str, str] = {}
        self.responses: dict[str, Response] = {}
        self.custom: dict[str, str] = {}
        self.filled_by: dict[str, list[str]] = {}
        self.used_slots: set[str] = set()
        self.used_actions: set[str] = set()
        self.heard: set[str] = set()
        self.compared_with: dict[str, dict[str, None]] = {}
        self.labels: dict[str, dict[str, None]] = {}
        self.outside: Callable[[str], bool] = self._is_set_by_code
        self._mapped: set[str] = set()
        self._required = {s for part in project.of("forms") for s in required_slots(part)}
        self.intents: dict[str, str] = {}
        self.entities: dict[str, str] = {}
        self.marks: dict[str, int] = {}
        self.with_examples: set[str] = set()
        self._read()

    def _read(self) -> None:
        project = self.project
        self._read_intents()
        for name in [*self.intents, *(part.name for part in project.of("slots"))]:
            # these get the plain names; what is said gets a longer one where they meet
            self.draft.name("intent" if name in self.intents else "slot", name)
        for part in project.of("entities"):
            self.entities.setdefault(part.name, part.place)
        for part in project.of("slots"):
            self._read_slot(part)
        for part in project.of("actions"):
            self.custom.setdefault(part.name, part.place)
        for item in project.items.get("nlu", []):
            self._read_nlu(item)
        for part in project.of("responses"):
            self._read_response(part)

    # ----- intents and examples ------------------------------------------------------------------

    def _read_intents(self) -> None:
        for part in self.project.of("intents"):
            self.intents.setdefault(part.name, part.place)

    def _read_nlu(self, item: Value) -> None:
        for kind in ("synonym", "lookup", "regex"):
            if kind in item.entries:
                name = scalar(item.entries[kind]) or kind
                why = "a flow has no entities; it is of use to the old classifier alone"
                self.draft.lost(kind, name, at(item), why)
                return
        label = scalar(child(item, "intent"))
        if not label:
            self.draft.lost("nlu item", "without intent", at(item), "is no intent")
            return
        self.examples(label, list(example_lines(child(item, "examples"))), at(item))

    def examples(self, label: str, lines: list[tuple[str, str]], place: str) -> None:
        """Examples of an intent, each with its place."""
        self.intents.setdefault(label, place)
        for number, (line, where) in enumerate(lines, 1):
            name = f"{label} #{number}"
            self.draft.found("example", name, where)
            text, marks = plain_example(line)
            for mark in marks:
                self.marks[mark] = self.marks.get(mark, 0) + 1
                self.entities.setdefault(mark, where)
            if self.draft.utterance(text, label):
                self.draft.carried("example", name)
                self.with_examples.add(label)
            else:
                self.draft.left_out("example", name, where, "is empty")

    def sub_intents(self, label: str) -> list[str]:
        """``faq/fees``, ``faq/hours`` … of a retrieval intent ``faq``; else the intent itself."""
        return [each for each in self.intents if each.startswith(f"{label}/")] or [label]

    def hear(self, label: str) -> str:
        """The word for an intent that the flow listens for."""
        self.heard.add(label)
        return self.draft.intent(label)

    # ----- slots ---------------------------------------------------------------------------------

    def _read_slot(self, part: Part) -> None:
        if part.name in self.slot_places:
            self.draft.lost("slot", part.name, part.place, "is declared twice")
            return
        self.slot_places[part.name] = part.place
        self.types[part.name] = scalar(child(part.value, "type")) or "text"
        self.initial[part.name] = scalar(child(part.value, "initial_value"))
        for mapping in child(part.value, "mappings").items:
            entity = scalar(child(mapping, "entity"))
            if scalar(child(mapping, "type")) not in ("custom", "controlled", ""):
                self._mapped.add(part.name)
            if entity:
                self.filled_by.setdefault(entity, []).append(part.name)

    def values_of(self, slot: str) -> list[str]:
        """The values a categorical slot may take; none for one that is not in the domain."""
        for part in self.project.of("slots"):
            if part.name == slot:
                return [scalar(each) for each in child(part.value, "values").items if scalar(each)]
        return []

    def slot(self, name: str) -> str:
        """The slot of the flow for one of the domain."""
        self.used_slots.add(name)
        kind = self.types.get(name, "text")
        values = self.values_of(name)
        like = values[0] if values else _LIKE.get(kind, "free text")
        known = self.draft.name("slot", name)
        if known not in self.draft.data:
            self.draft.slot(name, like=like, level="personal")
            if name not in self.slot_places:
                self.draft.added("slot", known, "is used and declared nowhere in the export")
        return known

    def question(self, slot: str, response: str, form: str = "") -> str:
        """Sets what is asked for a slot: a response, or words made from its name; the slot.

        Args:
            slot: The slot.
            response: The response that asks for it, if there is one.
            form: The form that has a question of its own. Where another form asks otherwise, and
                no text shows the slot, it is another slot in the flow.
        """
        key, main = self.slot(slot), self.draft.locales[0]
        asked = bool(self.draft.texts.get(main, {}).get(key))
        if self.has(response):
            if not asked:
                self._say_as(response, key)
            elif self.responses[response].key != key and form and slot not in self._shown():
                key = self.slot_like(f"{slot}_{form}", slot)
                self._say_as(response, key)
            elif not self.responses[response].used:
                self.responses[response].used = True
                self.drop(response, "another question for the same slot is asked already")
        elif not asked:
            self._made_up(key)
        return key

    def slot_like(self, wanted: str, slot: str) -> str:
        """A further slot of the flow for one of the domain."""
        name = self.draft.name("slot", wanted)
        self.draft.data.setdefault(name, dict(self.draft.data[self.slot(slot)]))
        return name

    def _shown(self) -> set[str]:
        """Slots that some response shows."""
        texts = [
            scalar(child(v, "text")) for p in self.responses.values() for v in p.part.value.items
        ]
        return {name for text in texts for name in _PLACEHOLDER.findall(text)}

    def _made_up(self, key: str) -> None:
        for locale in self.draft.locales:
            words = key.replace("_", " ")
            german = locale.startswith("de")
            text = f"Bitte nennen Sie mir: {words}" if german else f"Please tell me: {words}"
            self.draft.text(key, text, locale)
        self.draft.added("text", key, "no response asks for it; made from its name")

    # ----- responses -----------------------------------------------------------------------------

    def has(self, name: str) -> bool:
        """Whether there is such a response with a text."""
        return name in self.responses

    def _read_response(self, part: Part) -> None:
        self.draft.found("response", part.name, part.place)
        if part.name in self.responses:
            self.draft.left_out("response", part.name, part.place, "is declared twice")
        else:
            self.responses[part.name] = Response(part=part)

    def buttons(self, name: str) -> list[Button]:
        """The buttons of a response that `say` or `question` has used."""
        return self.responses[name].buttons if name in self.responses else []

    def say(self, name: str, into: str | None = None) -> list[Variant]:
        """The ways to say a response; the one without guard last, or none at all.

        Args:
            name: The response.
            into: Key that its texts get; empty: none, as it is but the frame of some buttons.
        """
        response = self.responses[name]
        if not response.used and into == "":
            response.used = True
            for number, item in enumerate(variants_of(response.part.value), 1):
                plain = {k: v for k, v in item.entries.items() if k not in ("text", "translation")}
                bare = Value(kind="map", place=item.place, entries=plain)
                self._write(response, number, bare, "")
            self.draft.carried("response", name)
        elif not response.used:
            short = name.removeprefix("utter_").replace("/", "_")
            like = name if self.draft.taken("text", short) else short
            self._say_as(name, into or self.draft.name("text", name, like=like))
        return response.variants

    def pass_over(self, name: str) -> None:
        """A response that something else in the flow stands for."""
        response = self.responses[name]
        if not response.used:
            response.used = True
            self.draft.carried("response", name)

    def made_up_choice(self, key: str) -> None:
        """A question for a choice that no response asks."""
        for locale in self.draft.locales:
            german = locale.startswith("de")
            self.draft.text(key, "Bitte wählen Sie:" if german else "Please choose:", locale)
        self.draft.added("text", key, "no response asks for it")

    def carry_button(self, button: Button) -> None:
        """A button that is a choice of the flow, once."""
        if any(e[:2] == ("button", button.name) for e in self.draft.account.open()):
            self.draft.carried("button", button.name)

    def _say_as(self, name: str, key: str) -> None:
        """Writes the texts of a response; those under a condition get keys of their own."""
        response = self.responses[name]
        if response.used and response.key and response.key != key:
            for locale, texts in self.draft.texts.items():
                self.draft.text(key, texts.get(response.key, []), locale)
            return
        response.used, response.key = True, key
        if name in self.unsaid:
            response.variants = [Variant(guard="", key=key)]
            self.draft.carried("response", name)
            return
        place, guards = response.part.place, dict[str, str]()
        for number, item in for_channels(self.draft, name, response.part):
            guard = self._guard(name, number, item)
            if guard not in guards:
                like = f"{key}_{len(guards) + 1}" if guards else key
                guards[guard] = key if not guards else self.draft.fresh("text", like)
            self._write(response, number, item, guards[guard])
        main = self.draft.locales[0]
        said = {g: k for g, k in guards.items() if self.draft.texts.get(main, {}).get(k)}
        response.variants = [Variant(guard=g, key=k) for g, k in said.items() if g]
        response.variants += [Variant(guard="", key=said[""])] if "" in said else []
        if said:
            self.draft.carried("response", name)
        else:
            self.draft.left_out("response", name, place, "holds no text")

    def _write(self, response: Response, number: int, item: Value, key: str) -> None:
        name = f"{response.part.name} #{number}"
        if item.kind == "text":
            self.draft.text(key, self.filled(item.text))
            return
        for field_, value in item.entries.items():
            if field_ == "text":
                self.draft.text(key, self.filled(value.text))
            elif field_ == "translation":
                self._translate(name, key, value)
            elif field_ in ("buttons", "quick_replies"):
                for at_, button in enumerate(value.items, 1):
                    self._button(response, f"{name} {at_}", button)
            elif field_ in ("image", "attachment", "custom", "elements", "button_type"):
                why = "is not a file beside the bot" if field_ == "image" else "is for one channel"
                self.draft.lost(field_, name, at(value), why)
            elif field_ not in ("condition", "channel", "metadata", "id"):
                self.draft.lost("response setting", f"{name}: {field_}", at(value), "is unknown")
            elif field_ == "metadata":
                self.draft.lost("response setting", f"{name}: metadata", at(value), "is for Rasa")

    def _translate(self, name: str, key: str, value: Value) -> None:
        for locale, text in value.entries.items():
            if locale in self.draft.locales and scalar(text):
                self.draft.text(key, self.filled(text.text), locale)
            else:
                why = "is in no language of the bot"
                self.draft.lost("translation", f"{name} {locale}", at(text), why)

    def _guard(self, name: str, number: int, item: Value) -> str:
        """The condition and channel of a variant."""
        terms = []
        if scalar(child(item, "channel")):
            channel = scalar(child(item, "channel"))
            terms += [f"channel == {value_word(channel)}"] * (channel in self.draft.channels)
        for condition in child(item, "condition").items:
            kind, slot = scalar(child(condition, "type")), scalar(child(condition, "name"))
            label = f"{name} #{number} {slot}"
            if kind == "slot" and slot:
                self.draft.kept("condition", label, at(condition))
                terms.append(self.compared(slot, child(condition, "value")))
            else:
                self.draft.lost("condition", label, at(condition), "is not about a slot")
        return " and ".join(terms)

    def compared(self, slot: str, value: Value) -> str:
        """The guard that a slot has a value."""
        return self.equal(slot, scalar(value) if value.kind == "text" else "null")

    def equal(self, slot: str, value: str) -> str:
        """The guard that a slot has a value; ``null``: none."""
        name = self.slot(slot)
        outside = self.outside(slot)
        if value.strip().lower() in ("null", "none", ""):
            return f"not {self.has_fact(name)}" if outside else f"{name} is unknown"
        if outside and value.lower() in ("true", "false"):
            self.compared_with.setdefault(f"customer.{name}", {})["true"] = None
            return f"customer.{name}" if value.lower() == "true" else f"not customer.{name}"
        name = f"customer.{name}" if outside else name
        self.compared_with.setdefault(name, {})[value] = None
        return f"{name} == {value_word(value)}"

    def is_set(self, slot: str) -> str:
        """The guard that a slot has a value."""
        name = self.slot(slot)
        return self.has_fact(name) if self.outside(slot) else f"{name} is known"

    def has_fact(self, name: str) -> str:
        """The guard that the company knows something of the customer."""
        self.compared_with.setdefault(f"customer.has_{name}", {})["true"] = None
        return f"customer.has_{name}"

    def _is_set_by_code(self, slot: str) -> bool:
        """Whether no form asks for a slot and no message fills it."""
        return slot in self.slot_places and slot not in self._required | self._mapped

    def filled(self, text: str) -> str:
        """A text whose placeholders are names of slots in the flow."""

        def named(found: re.Match[str]) -> str:
            wanted = found[1].removeprefix("slots.")
            if self.stays_as_it_is(wanted):
                self.used_slots.add(wanted)
                return self.initial[wanted]
            if wanted in FIXED_VALUES and wanted not in self.slot_places:
                return found[0]
            return f"{{{self.slot(wanted)}}}" if re.fullmatch(r"[\w-]+", wanted) else found[0]

        return _PLACEHOLDER.sub(named, text)

    def stays_as_it_is(self, slot: str) -> bool:
        """Whether a slot of text begins with a value and nobody is asked for another one."""
        text = self.types.get(slot) in ("text", "categorical")
        return text and bool(self.initial.get(slot)) and self.outside(slot) and not self.sidecar

    def _button(self, response: Response, name: str, value: Value) -> None:
        self.draft.found("button", name, at(value))
        response.buttons.append(read_button(name, value))

    def drop_button(self, button: Button, why: str) -> None:
        """A button that leads nowhere."""
        self.draft.left_out("button", button.name, button.place, why)

    def drop(self, name: str, why: str) -> None:
        """A response that is left out."""
        self.draft.left_out("response", name, self.responses[name].part.place, why)
