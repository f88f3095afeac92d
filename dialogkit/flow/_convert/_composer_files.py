"""The files of a Bot Framework Composer bot: dialogs, sentences, templates, answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from dialogkit.flow._convert._entities import listed, locale_of, mapping, text_of, words
from dialogkit.flow._convert._lg import Template, parse_lg
from dialogkit.flow._convert._lu import Model, parse_lu
from dialogkit.flow._convert._qna import Pair, parse_qna
from dialogkit.flow._convert._source import Source

__all__ = ["Bot", "Dialog", "kind_of", "read_bot"]

_LOCALE = re.compile(r"(?P<stem>.+)\.(?P<locale>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$")
_FOLDER = re.compile(r"[a-z]{2}-[a-z]{2}", re.IGNORECASE)
_RECOGNISERS = ("Recognizer", "RecognizerSet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialog:
    """A dialog."""

    name: str
    """Its name: that of its file."""
    place: str
    """Its file."""
    value: Mapping[str, Any]
    """As in the file."""

    @property
    def triggers(self) -> list[Mapping[str, Any]]:
        """What it reacts to."""
        return list(listed(self.value.get("triggers")))


@dataclass(slots=True, kw_only=True)
class Bot:
    """All of a bot."""

    dialogs: dict[str, Dialog] = field(default_factory=dict)
    """Dialogs by name in lower case; the root first."""
    models: list[tuple[str, Model]] = field(default_factory=list)
    """Dialog name in lower case, and what its classifier learns from."""
    templates: dict[tuple[str, str], dict[str, Template]] = field(default_factory=dict)
    """Language and file stem in lower case to templates."""
    pairs: list[tuple[str, str, list[Pair]]] = field(default_factory=list)
    """File, language and question and answer pairs."""
    recognisers: list[tuple[str, str]] = field(default_factory=list)
    """Name and place of settings of classifiers."""
    imports: list[tuple[str, str]] = field(default_factory=list)
    """Files that others name, and where."""
    names: set[str] = field(default_factory=set)
    """Stems of all files, in lower case."""

    def locales(self) -> list[str]:
        """Languages; the one with most templates and sentences first."""
        weight: dict[str, int] = {}
        for (locale, _), templates in self.templates.items():
            weight[locale] = weight.get(locale, 0) + len(templates)
        for _, model in self.models:
            weight[model.locale] = weight.get(model.locale, 0) + len(model.intents)
        for _, locale, pairs in self.pairs:
            weight[locale] = weight.get(locale, 0) + len(pairs)
        default = next((locale for locale in weight if locale.startswith("en")), "")
        known = sorted(weight, key=lambda each: (each != default, -weight[each], each))
        return known or ["en-us"]


def kind_of(value: Mapping[str, Any]) -> str:
    """``SendActivity`` for ``Microsoft.SendActivity``; empty where there is none."""
    return text_of(value.get("$kind") or value.get("$type")).rsplit(".", 1)[-1]


def read_bot(source: Source) -> Bot:
    """The bot in an export.

    Raises:
        InputError: A file is damaged.
    """
    bot = Bot()
    dialogs: list[Dialog] = []
    for name in source.names(".dialog"):
        value = source.json(name)
        if not isinstance(value, dict):
            continue
        source.use(name)
        if kind_of(value).endswith(_RECOGNISERS):
            bot.recognisers.append((PurePosixPath(name).name, name))
        else:
            dialogs.append(Dialog(name=PurePosixPath(name).stem, place=name, value=value))
    for dialog in sorted(dialogs, key=_rank):
        bot.dialogs.setdefault(_free(dialog.name.lower(), bot.dialogs), dialog)
    _read_texts(bot, source)
    return bot


def _read_texts(bot: Bot, source: Source) -> None:
    for name in source.names(".lg", ".lu", ".qna"):
        stem, locale = _language(name)
        text = source.text(name)
        bot.names.add(PurePosixPath(name).name.lower())
        source.use(name)
        if name.lower().endswith(".lg"):
            templates, imports = parse_lg(text, place=name)
            bot.templates.setdefault((locale, stem), {}).update(templates)
            bot.imports += [(each, name) for each in imports]
        elif name.lower().endswith(".qna"):
            pairs, imports = parse_qna(text, place=name)
            bot.pairs.append((name, locale, pairs))
            bot.imports += [(each, name) for each in imports]
        else:
            model = parse_lu(text, place=name, locale=locale)
            bot.models.append((stem, model))
            bot.imports += [(each.file, each.place) for each in model.imports if each.file]


def _rank(dialog: Dialog) -> tuple[int, bool, str]:
    """The root lies outermost; of several the one that greets."""
    kinds = {kind_of(each) for each in dialog.triggers}
    greets = "OnConversationUpdateActivity" in kinds
    return (len(PurePosixPath(dialog.place).parts), not greets, dialog.place)


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _language(name: str) -> tuple[str, str]:
    """Stem in lower case and language of ``additem.en-us.lu``, or of a folder ``en-us``."""
    path = PurePosixPath(name)
    found = _LOCALE.match(path.stem)
    if found is not None:
        return found["stem"].lower(), locale_of(found["locale"], "en-us").lower()
    folders = [part for part in path.parts[:-1] if _FOLDER.fullmatch(part)]
    return path.stem.lower(), locale_of(folders[-1]).lower() if folders else "en-us"


def actions_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every action in a dialog, however deep."""
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            if kind_of(each):
                yield each
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)


def read_texts(bot: Bot) -> str:
    """All that a bot reads its properties in: conditions, texts, templates."""
    parts = []
    for dialog in bot.dialogs.values():
        for each in actions_in(dialog.value):
            keys = ("condition", "activity", "prompt", "invalidPrompt", "unrecognizedPrompt")
            parts += [json.dumps(each.get(key)) for key in keys if each.get(key)]
    for templates in bot.templates.values():
        parts += [line for template in templates.values() for line in template.lines]
    return "\n".join(parts)


def settings_of(value: Mapping[str, Any], *keys: str) -> list[str]:
    """Texts under keys of an action."""
    return [text for key in keys for text in words(mapping(value).get(key))]
