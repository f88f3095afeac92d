"""Parameters of Dialogflow CX as slots and facts, and its conditions as guards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dialogkit.flow._convert._condition import Condition, as_guard
from dialogkit.flow._convert._cx_files import CxAgent, Named
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import (
    carry_entity,
    choice_values,
    listed,
    mapping,
    text_of,
    words,
)
from dialogkit.flow._convert._es_slots import kind_like
from dialogkit.flow._convert._speech import filled

__all__ = ["Values"]

_REFERENCE = re.compile(
    r"\$(?:session|page|flow|intent)\.params\.(?P<name>[\w-]+)(?:\.(?:original|resolved)\b)?"
)
_SCOPED = re.compile(r"(?:session|page|flow|intent)\.params\.(?P<name>[\w.-]+)")
_STATUS = {"page.params.status", "page.form.status"}


class Values:
    """What an agent knows of a conversation.

    A value that is asked for, taken from what was said or set is a slot. One that is compared but
    comes from nowhere in the agent is filled by its back end, or, where it has none, is a fact
    about the customer.

    Args:
        draft: The flow being put together.
        agent: The agent.
    """

    def __init__(self, draft: Draft, agent: CxAgent) -> None:
        self._draft = draft
        self._agent = agent
        self._compared: dict[str, dict[str, None]] = {}
        raw = [f.named.value for f in agent.flows.values()]
        raw += [
            p.value for f in agent.flows.values() for p in (*f.pages.values(), *f.groups.values())
        ]
        raw += [each.value for each in agent.groups.values()]
        text = json.dumps(raw, ensure_ascii=False)
        found = _REFERENCE.finditer(text.replace("$page.params.status", ""))
        self.named = {each["name"] for each in found}
        self._asked = set(_asked(raw))
        self._origins = (
            set(_found(raw, "parameter"))
            | self._asked
            | {
                text_of(each.get("id"))
                for intent in agent.intents.values()
                for each in listed(intent.named.value.get("parameters"))
            }
        )
        heard = [each.named.value for each in agent.intents.values()]
        types = _found([*raw, *heard], "entityType")
        self._used = {each.rsplit("/", 1)[-1].lstrip("@") for each in types}
        self._values = {name: self._entity(each) for name, each in agent.entities.items()}
        for name in sorted(self._origins - {""}):
            self._draft.slot(name)
        self.filled_behind = sorted(self.named - self._origins) if agent.webhooks else []

    # ----- entities ------------------------------------------------------------------------------

    def _entity(self, entity: Named) -> tuple[str, ...]:
        merged: dict[str, dict[str, None]] = {}
        folder = entity.place.rpartition("/")[0]
        sources = [entity.value, *(value for _, value in self._agent.languages.get(folder, []))]
        for value in sources:
            for each in listed(value.get("entities")):
                name = text_of(each.get("value"))
                if name:
                    merged.setdefault(name, {}).update(dict.fromkeys(words(each.get("synonyms"))))
            for each in listed(value.get("excludedPhrases")):
                name = text_of(each.get("value"))
                self._draft.lost("excluded phrase", name, entity.place, "a slot has no such list")
        if text_of(entity.value.get("kind")).upper() == "KIND_REGEXP":
            for name in merged:
                why = "is a pattern; a slot is described by an example"
                self._draft.lost("entity value", f"{entity.name}: {name}", entity.place, why)
            merged = {}
        if self._used.isdisjoint((entity.name, *entity.ids)):
            self._draft.lost("entity", entity.name, entity.place, "no parameter takes it")
        else:
            self._draft.kept("entity", entity.name, entity.place)
        return carry_entity(self._draft, entity.name, merged.items(), entity.place)

    def _kind(self, entity: str) -> tuple[str, tuple[str, ...]]:
        """How a value looks, and its values where it has a closed list."""
        name = entity.lstrip("@").rsplit("/", 1)[-1]
        for known, values in self._values.items():
            if name in (known, *self._agent.entities[known].ids):
                return "free text", values
        return kind_like(name), ()

    # ----- slots ---------------------------------------------------------------------------------

    def slot(self, name: str, entity: str = "") -> str:
        """The slot of a parameter."""
        if not entity:
            return self._draft.slot(name)
        like, values = self._kind(entity)
        return self._draft.slot(name, like=like, values=choice_values(values))

    def matters(self, name: str) -> bool:
        """Whether a condition or a text names the parameter, or a form asks for it."""
        return name in self.named or name in self._asked

    def text(self, text: str) -> str:
        """A text with parameters as placeholders."""
        return filled(text, _REFERENCE, self._shown)

    def _shown(self, name: str) -> str:
        return self._draft.slot(name)

    def constant(self, name: str, value: str) -> None:
        """A value that is set somewhere; it may be compared elsewhere."""
        self._compared.setdefault(self._draft.slot(name), {})[value] = None

    # ----- conditions ----------------------------------------------------------------------------

    def guard(self, text: str) -> Condition:
        """A condition as a guard."""
        found = as_guard(text, self._subject, _no_flag)
        for subject, sign, value in found.compared:
            known = self._compared.setdefault(subject, {})
            known[value] = None
            if sign not in ("==", "!=") and re.fullmatch(r"-?\d+", value):
                known |= dict.fromkeys((str(int(value) - 1), str(int(value) + 1)))
        return found

    def _subject(self, name: str) -> str | bool | None:
        bare = name.lstrip("$")
        if bare.lower() in _STATUS:
            # routes are looked at once the form is filled
            return True
        found = _SCOPED.fullmatch(bare)
        if found is None:
            return None
        parts = found["name"].split(".")
        if len(parts) > 1 and parts[1] not in ("original", "resolved"):
            return None
        if parts[0] in self._origins or parts[0] in self.filled_behind:
            return self._draft.slot(parts[0])
        return f"customer.{self._draft.name('fact', parts[0])}"

    def finish(self) -> None:
        """Gives compared slots and facts their values, all with equal shares."""
        for subject, values in self._compared.items():
            shares = choice_values([*values, *(["other"] if len(values) == 1 else [])])
            kind, _, fact = subject.partition(".")
            if kind == "customer" and fact:
                self._draft.customer[fact] = shares or {"known": "50%", "other": "50%"}
                why = "is compared but set nowhere in the agent; its shares are assumed"
                self._draft.added("fact", fact, why)
            elif shares and "values" not in self._draft.data[subject]:
                self._draft.data[subject]["values"] = shares
                self._draft.added("share", subject, "its values are assumed to be equally likely")


def _found(value: Any, key: str) -> Iterator[str]:
    """Texts under a key, however deep."""
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            yield from words(each.get(key))
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)


def _no_flag(subject: str) -> bool:
    """No parameter is yes or no by its kind: a name alone asks whether it is known."""
    del subject
    return False


def _asked(value: Any) -> Iterator[str]:
    """Parameters that a form asks for."""
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            form = mapping(each.get("form"))
            yield from (text_of(p.get("displayName")) for p in listed(form.get("parameters")))
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)


def literal(value: Any) -> str | None:
    """A value that is set, where it is a plain one; ``None`` where it is worked out."""
    text = text_of(value)
    return None if not text or "$" in text else text


def named_values(parameters: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Names and entity types of parameters."""
    for each in parameters:
        name = text_of(each.get("displayName")) or text_of(each.get("id"))
        if name:
            yield name, text_of(each.get("entityType"))
