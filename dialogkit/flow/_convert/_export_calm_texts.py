"""Texts of a flow as responses."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from dialogkit.flow._convert._export_calm_names import Names

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow
    from dialogkit.flow._model import Step

__all__ = ["TextsWriter"]


class TextsWriter:
    """Makes responses, and keeps what of the texts they cannot say.

    Args:
        flow: The flow.
        names: Names that CALM allows.
    """

    def __init__(self, flow: Flow, names: Names) -> None:
        self._flow = flow
        self._names = names
        self._main = flow.locales[0]
        self._by_key: dict[str, str] = {}
        self.responses: dict[str, list[dict[str, Any]]] = {}
        self.says: dict[str, str] = {}
        self.shows: dict[str, str] = {}
        self.unsaid: list[str] = []
        self.rest: dict[str, dict[str, list[str]]] = {
            locale: {key: list(lines) for key, lines in flow.texts.by_locale[locale].items()}
            for locale in flow.locales
            if locale in flow.texts.by_locale
        }

    def say(self, key: str) -> str:
        """The response that says a text."""
        name = self._names.text(key)
        if name not in self.responses:
            self.responses[name] = self._variants(key, name)
        return name

    def ask(self, slot: str) -> str:
        """The response that asks for a slot."""
        name = f"utter_ask_{self._names.slot(slot)}"
        if name not in self.responses:
            self.responses[name] = self._variants(slot, name)
        return name

    def show(self, medium: str) -> str:
        """The response that shows a picture or file."""
        media = self._flow.media[medium]
        for name, known in self.shows.items():
            if known == medium:
                return name
        name = self._names.fresh("text", f"utter_show_{medium}")
        text = self._first(media.alt) or medium
        kind = "image" if media.kind == "image" else "attachment"
        self.responses[name] = [{"text": text, kind: media.file}]
        self.shows[name] = medium
        return name

    def choice(self, step: Step, slot: str, values: dict[str, str], *, own: bool) -> str:
        """The response that offers the choices of a step.

        Args:
            step: The step.
            slot: The slot that is set.
            values: Word to value of the slot.
            own: Whether its text is what the step says.
        """
        name = f"utter_ask_{slot}"
        buttons = [
            {"title": self._first(word) or word, "payload": f"/SetSlots({slot}={value})"}
            for word, value in values.items()
        ]
        said = own and step.say is not None
        texts = self._variants(step.say, name) if said and step.say is not None else [{"text": "…"}]
        self.responses[name] = [{**variant, "buttons": buttons} for variant in texts]
        self.says[name] = (step.say or "") if said else ""
        for word in values:
            self._drop_first(word)
        return name

    def _first(self, key: str) -> str:
        lines = self._flow.texts.by_locale.get(self._main, {}).get(key, ())
        return lines[0] if lines else ""

    def _drop_first(self, key: str) -> None:
        """The title of a button comes back from there."""
        lines = self.rest.get(self._main, {}).get(key)
        first = self._first(key)
        if lines and first and lines[0] == first:
            lines.pop(0)

    def _variants(self, key: str, name: str) -> list[dict[str, Any]]:
        """One variant for each of the main language, with its translations.

        Args:
            key: Of the texts.
            name: Of the response.
        """
        of = {
            locale: self._flow.texts.by_locale.get(locale, {}).get(key, ())
            for locale in self._flow.locales
        }
        if not of[self._main]:
            self.unsaid.append(name)
            return [{"text": "…"}]
        found = []
        for texts in zip_longest(*of.values()):
            both = dict(zip(of, texts, strict=True))
            text = both.pop(self._main)
            if text is None:
                break
            others = {locale: each for locale, each in both.items() if each is not None}
            found.append({"text": text, **({"translation": others} if others else {})})
        for locale in self._flow.locales:
            kept = self.rest.get(locale, {}).get(key)
            if kept is not None and kept[: len(found)] == list(of[locale][: len(found)]):
                del kept[: len(found)]
        return found
