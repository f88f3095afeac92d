"""L: texts are there in every language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import View
from dialogkit.flow._finding import Severity
from dialogkit.flow._model import Handoff, Place, Step
from dialogkit.flow._offences import did_you_mean, listed, shown
from dialogkit.flow._texts import FIXED_VALUES

RULES = {
    "L001": Rule(
        "error",
        "a text is missing",
        "Customers would see a placeholder, or another language than their own.",
        "Write it in the file of that language.",
    ),
    "L002": Rule(
        "error",
        "a placeholder is unknown",
        "Customers would see … in its place.",
        f"Name a slot in braces, or one of {listed(FIXED_VALUES)}.",
    ),
    "L003": Rule(
        "error",
        "one key has two uses",
        "A list means variants for a text, and other wordings for a label or a question.",
        "Use keys of their own.",
    ),
    "L004": Rule(
        "info",
        "a text is used nowhere",
        "It may be left over, or its key may be misspelt in the flow.",
        "Use it or remove it.",
    ),
    "L005": Rule(
        "warning",
        "a placeholder is missing in one language",
        "Customers of that language would not be told the value.",
        "Add it to the text, or remove it from the other language.",
    ),
    "L006": Rule(
        "error",
        "a picture or file is missing",
        "There would be nothing to show.",
        "Put the file beside the flow, or correct its name.",
    ),
}
register(RULES)


@dataclass(frozen=True, slots=True)
class _Use:
    key: str
    """Key in the texts."""
    kind: Literal["text", "label", "question"]
    """What the text is for."""
    place: Place
    """Where the flow uses it."""


def _uses(view: View) -> Iterator[_Use]:
    """Every key that the flow shows to a customer or an agent."""
    for step in view.flow.steps.values():
        yield from _of_step(view, step)
    place = view.flow.anywhere.lost_place or view.start_place
    yield from _of_ladder(view, view.flow.anywhere.lost, place)
    for handoff in view.flow.handoffs.values():
        yield from _of_handoff(handoff)
    for medium in view.flow.media.values():
        yield _Use(medium.alt, "text", medium.place)


def _of_step(view: View, step: Step) -> Iterator[_Use]:
    if step.say is not None:
        yield _Use(step.say, "text", view.at(step, "say"))
    for slot in step.ask:
        yield _Use(slot, "question", view.at(step, f"ask.{slot}"))
    for choice in step.choose:
        yield _Use(choice.word, "label", choice.place)
    yield from _of_ladder(view, step.lost or (), view.at(step, "lost"))


def _of_ladder(view: View, ladder: tuple[str, ...], place: Place) -> Iterator[_Use]:
    for rung in ladder[:-1]:  # the last one is a step, or S013 says so
        if rung not in view.flow.steps:
            yield _Use(rung, "text", place)


def _of_handoff(handoff: Handoff) -> Iterator[_Use]:
    tell = handoff.tell
    named = {"tell.queued": tell.queued, "tell.waiting": tell.waiting, "tell.joined": tell.joined}
    named |= {f"suggest.{key}": key for key in handoff.suggest}
    for key, text in named.items():
        if text is not None:
            yield _Use(text, "text", handoff.places.get(key, handoff.place))


@check("L001")
def texts_are_there(view: View) -> Iterator[Hit]:
    """Every text, label and question stands in every language."""
    used = {use.key: use for use in reversed(list(_uses(view)))}
    for locale in view.flow.locales:
        texts = view.flow.texts.by_locale.get(locale)
        severity: Severity | None = None if locale == view.flow.locales[0] else "warning"
        if texts is None:
            if used:
                what = f"There is no texts.{locale}.yaml beside the flow; {len(used)} are needed."
                yield Hit(_file_place(view), what, severity)
            continue
        for use in used.values():
            if not texts.get(use.key):
                hint = did_you_mean(use.key, texts)
                what = f"The {use.kind} {use.key} is missing in texts.{locale}.yaml.{hint}"
                yield Hit(use.place, what, severity)


def _file_place(view: View) -> Place:
    return view.place_of("locales")


def _text_place(view: View, locale: str, key: str) -> Place:
    file = Path(view.flow.file).with_name(f"texts.{locale}.yaml") if view.flow.file else ""
    return view.flow.texts.places.get(locale, {}).get(key) or Place(str(file), 1, 1)


@check("L002")
def placeholders_are_known(view: View) -> Iterator[Hit]:
    """Every placeholder is a slot or one of the fixed values."""
    known = {*view.flow.data, *FIXED_VALUES}
    for locale, texts in view.flow.texts.by_locale.items():
        for key in texts:
            for name in sorted(view.flow.texts.placeholders(key, locale) - known):
                what = f"The text {key} has the unknown placeholder {name}."
                yield Hit(_text_place(view, locale, key), what + did_you_mean(name, known))


@check("L003")
def keys_have_one_use(view: View) -> Iterator[Hit]:
    """No key is both said and a label, or a label and a question."""
    kinds: dict[str, dict[str, _Use]] = defaultdict(dict)
    for use in _uses(view):
        kinds[use.key].setdefault(use.kind, use)
    for key, uses in kinds.items():
        if len(uses) > 1:
            last = list(uses.values())[-1]
            yield Hit(last.place, f"The key {key} is used as {' and as '.join(uses)}.")


@check("L004")
def texts_are_used(view: View) -> Iterator[Hit]:
    """Every text is used."""
    used = {use.key for use in _uses(view)} | view.flow.intents.keys() | view.flow.data.keys()
    for locale, texts in view.flow.texts.by_locale.items():
        for key in texts:
            if key not in used:
                yield Hit(_text_place(view, locale, key), f"The text {key} is used nowhere.")


@check("L005")
def placeholders_agree(view: View) -> Iterator[Hit]:
    """A text has the same placeholders in all languages."""
    texts = view.flow.texts
    for key in {key for known in texts.by_locale.values() for key in known}:
        wanted = {locale: texts.placeholders(key, locale) for locale in texts.by_locale}
        every = frozenset(name for names in wanted.values() for name in names)
        for locale, names in wanted.items():
            if every - names and key in texts.by_locale[locale]:
                what = f"The text {key} lacks {listed(sorted(every - names))} in {locale}."
                yield Hit(_text_place(view, locale, key), what)


@check("L006")
def files_are_there(view: View) -> Iterator[Hit]:
    """Every picture and file lies where the flow says."""
    for medium in view.flow.media.values():
        folder = Path(medium.place.file).parent
        if view.flow.file and not (folder / medium.file).is_file():
            what = f"There is no file {shown(medium.file)} for the medium {medium.name}."
            yield Hit(medium.place, what)
