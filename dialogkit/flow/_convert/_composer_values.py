"""Properties of Bot Framework as slots, its conditions as guards, its texts with placeholders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dialogkit.flow._convert._composer_files import Bot, Dialog, actions_in, kind_of, read_texts
from dialogkit.flow._convert._condition import Condition, as_guard
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import choice_values, mapping, text_of, words
from dialogkit.flow._convert._lg import Spoken, Template, Templates
from dialogkit.flow._convert._speech import Speech

__all__ = ["Values", "Voice"]

_SCOPE = re.compile(
    r"^=?\s*(?:\$|@|(?:user|dialog|conversation|turn\.recognized\.entities|turn)\.)"
)
_PROPERTY = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_NEW_MEMBER = re.compile(r"foreach\.value\.id|membersAdded", re.IGNORECASE)
_ENTITY_PARTS = ("[0]", ".value", ".text")


class Values:
    """What a bot knows of a conversation.

    Args:
        draft: The flow being put together.
        bot: The bot.
    """

    def __init__(self, draft: Draft, bot: Bot) -> None:
        self._draft = draft
        self._read = read_texts(bot)
        self._flags: set[str] = set()
        self._compared: dict[str, dict[str, None]] = {}
        self._names: dict[str, str] = {}
        for dialog in bot.dialogs.values():
            for each in actions_in(dialog.value):
                self._declare(each)

    def _declare(self, action: Mapping[str, Any]) -> None:
        kind = kind_of(action)
        named = text_of(action.get("property"))
        if kind.endswith("Input") and named:
            slot = self.slot(named)
            if kind == "ConfirmInput" and slot is not None:
                self._flags.add(slot)

    def bare(self, named: str) -> str | None:
        """A property without its scope; ``None`` where it is an expression."""
        text = named.strip().removeprefix("=").strip()
        for part in _ENTITY_PARTS:
            text = text.replace(part, "") if text.startswith("@") else text
        if text.startswith(("dialog.foreach", "turn.recognized.score")):
            return None
        text = _SCOPE.sub("", text)
        return text if _PROPERTY.fullmatch(text) and not text.startswith("turn.") else None

    def slot(self, named: str) -> str | None:
        """The slot of a property, made on first use; ``None`` where it is an expression."""
        bare = self.bare(named)
        if bare is None or bare.lower() in ("true", "false", "null"):
            return None
        return self._draft.slot(bare)

    def shown(self, named: str) -> str | None:
        """The slot for a property in a text; only one with a scope is one."""
        scoped = _SCOPE.match(named.strip()) is not None
        return self.slot(named) if scoped else None

    def matters(self, named: str) -> bool:
        """Whether a condition or a text reads the property."""
        bare = self.bare(named)
        return bare is not None and re.search(rf"\b{re.escape(bare)}\b", self._read) is not None

    def times_read(self, named: str) -> int:
        """How often conditions and texts read the property."""
        bare = self.bare(named) or "\0"
        return len(re.findall(rf"\b{re.escape(bare)}\b", self._read))

    def constant(self, slot: str, value: str) -> None:
        """A value that is set somewhere; it may be compared elsewhere."""
        self._compared.setdefault(slot, {})[value] = None

    def guard(self, text: str) -> Condition:
        """A condition as a guard."""
        if _NEW_MEMBER.search(text):
            # greets whoever joins and is not the bot itself: the customer
            return Condition(constant=True)
        found = as_guard(text, self._subject, lambda slot: slot in self._flags)
        if found.guard is not None and not self._draft.is_guard(found.guard):
            return Condition(why="is longer than a guard may be")
        for slot, sign, value in found.compared:
            known = self._compared.setdefault(slot, {})
            known[value] = None
            if sign not in ("==", "!=") and re.fullmatch(r"-?\d{1,12}", value):
                known |= dict.fromkeys((str(int(value) - 1), str(int(value) + 1)))
        return found

    def _subject(self, name: str) -> str | bool | None:
        if name.startswith("#") or name.lower().startswith(
            ("turn.recognized.", "settings.", "this.")
        ):
            entity = name.lower().startswith("turn.recognized.entities.")
            return self.slot(name) if entity else None
        return self.shown(name)

    def finish(self) -> None:
        """Gives compared slots their values, all with equal shares."""
        for slot, values in self._compared.items():
            known = self._draft.data[slot]
            if "values" in known:
                continue
            flag = slot in self._flags or values.keys() <= {"true", "false"}
            more = (
                ["true", "false"] if flag else [*values, *(["other"] if len(values) == 1 else [])]
            )
            shares = choice_values(more)
            if shares:
                known["values"] = shares
                self._draft.added("share", slot, "its values are assumed to be equally likely")


class Voice:
    """What the bot says, in all its languages.

    Args:
        draft: The flow being put together.
        bot: The bot.
        values: Its properties.
    """

    def __init__(self, draft: Draft, bot: Bot, values: Values) -> None:
        self._draft = draft
        self._bot = bot
        self._values = values
        self.said: set[str] = set()

    def spoken(self, text: str, dialog: Dialog) -> dict[str, Spoken]:
        """A text of a dialog by language, templates in it filled in."""
        stem = text_of(dialog.value.get("generator")).removesuffix(".lg").lower()
        found = {}
        for locale in self._draft.locales:
            templates = Templates(
                lambda name, at=locale: self._find(name, stem or dialog.name.lower(), at),  # type: ignore[misc] # a default is how a loop's value is kept
                self._values.shown,
            )
            found[locale] = templates.spoken(text)
        return found

    def _find(self, name: str, stem: str, locale: str) -> Template | None:
        """A template as a dialog sees it: its own file first, then any of the language."""
        own = self._bot.templates.get((locale, stem), {}).get(name)
        others = (
            templates[name]
            for (at, _), templates in self._bot.templates.items()
            if at == locale and name in templates
        )
        found = own or next(others, None)
        if found is None and locale != self._draft.locales[0]:
            return self._find(name, stem, self._draft.locales[0])
        if found is not None:
            self.said.add(found.place)
        return found

    def add(self, speech: Speech, activity: Any, dialog: Dialog, name: str) -> bool:
        """Adds a message; ``False`` where it says nothing."""
        text = text_of(activity)
        if isinstance(activity, dict):
            shown = mapping(activity)
            text = "\n".join(words(shown.get("text")) or words(shown.get("template")))
        said = False
        for locale, spoken in self.spoken(text, dialog).items() if text else ():
            said |= speech.add(locale, spoken.variants)
            said |= speech.offer(locale, spoken.replies)
            if locale == self._draft.locales[0]:
                for each in spoken.unsaid:
                    why = "is worked out by the builder's own language; a text shows … or all of it"
                    self._draft.lost("expression", f"{name}: {each}", dialog.place, why)
        return said

    def account(self) -> None:
        """Counts the templates: those that something says, and the others."""
        for (locale, _), templates in self._bot.templates.items():
            for name, template in templates.items():
                label = f"{name} ({locale})"
                if template.place in self.said:
                    self._draft.kept("template", label, template.place)
                else:
                    why = "no dialog says it"
                    self._draft.lost("template", label, template.place, why)
