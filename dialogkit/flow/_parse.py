"""Reads a flow file and the texts beside it; refuses it with everything that is wrong at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from dialogkit import _files
from dialogkit.errors import FlowError
from dialogkit.flow._fields import Fields
from dialogkit.flow._flow import Flow
from dialogkit.flow._join import join
from dialogkit.flow._language import allowed
from dialogkit.flow._model import Anywhere, Handoff, Place, Step
from dialogkit.flow._offences import Offences, shown
from dialogkit.flow._parse_handoff import read_handoff
from dialogkit.flow._parse_parts import (
    read_action,
    read_facts,
    read_media,
    read_push,
    read_retention,
    read_slot,
)
from dialogkit.flow._parse_step import read_anywhere, read_step
from dialogkit.flow._parse_texts import load_texts
from dialogkit.flow._yaml import Value, parse_yaml

__all__ = ["load_flow", "parse_flow"]

_KEYS = allowed("flow")
_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


_T = TypeVar("_T")
_Read = Callable[[str, Value, Place, Offences], _T]


def load_flow(path: str | os.PathLike[str]) -> Flow:
    """Reads a flow file, or the ``flow.yaml`` of a folder, and ``texts.<locale>.yaml`` beside it.

    A text file that is missing and a step that does not exist are findings of `Flow.check`, so
    that a half-written flow can be looked at.

    Args:
        path: The file or the folder.

    Raises:
        FlowError: A file breaks the rules of the language; one line for each breach.
        InputError: A file cannot be read.
    """
    file = Path(path)
    if file.is_dir():
        file /= "flow.yaml"
    return parse_flow(_files.read_text(file), file=os.fspath(file), texts_from=file.parent)


def parse_flow(text: str, *, file: str = "flow.yaml", texts_from: Path | None = None) -> Flow:
    """The flow in a YAML text; see `load_flow`.

    Args:
        text: The YAML.
        file: Name that messages give it.
        texts_from: Folder with the texts; ``None``: there are none.

    Raises:
        FlowError: The text breaks the rules of the language; one line for each breach.
        InputError: A file of texts cannot be read.
    """
    offences = Offences()
    flow = _Files(offences).parse(text, file, texts_from, ())
    offences.refuse()
    return flow


class _Files:
    """Reads a flow and the files it uses, each of them once."""

    def __init__(self, offences: Offences) -> None:
        self._offences = offences
        self._read: dict[Path, Flow] = {}

    def parse(self, text: str, file: str, texts_from: Path | None, above: tuple[Path, ...]) -> Flow:
        """The flow with what it uses; ``above`` are the files that use it, the first one first."""
        value = parse_yaml(text, file=file, offences=self._offences)
        if value is None:
            raise FlowError("is empty; a flow needs bot, start and steps", file=file, line=1)
        if value.kind != "map":
            what = "must be a mapping with bot, start and steps"
            raise FlowError(what, file=file, line=value.place.line, column=value.place.column)
        fields = Fields(value, "the flow", _KEYS, self._offences)
        flow = _Reader(fields, self._offences).read(file, texts_from)
        within = (*above, Path(file).resolve())
        for name, (path, place) in fields.mapping("uses").items():
            used = _beside(Path(file), path)
            if used is None:
                fields.note(place, f"{name}: there is no file {shown(path)} beside this one")
            elif used.resolve() in within:
                what = f"{name} uses a file that uses this one; take the common part out"
                fields.note(place, what)
            elif not name.isidentifier() or name in ("customer", "time"):
                fields.note(place, f"{shown(name)} must be a word of letters, digits and _")
            else:
                flow = join(flow, name, self._used(used, within), self._offences, place)
        return flow

    def _used(self, file: Path, within: tuple[Path, ...]) -> Flow:
        key = file.resolve()
        if key not in self._read:
            text = _files.read_text(file)
            self._read[key] = self.parse(text, os.fspath(file), file.parent, within)
        return self._read[key]


def _beside(file: Path, path: str) -> Path | None:
    """The flow file at ``path`` from the folder of ``file``; ``None`` where there is none."""
    used = file.parent / path
    try:
        used = used / "flow.yaml" if used.is_dir() else used
        return used if used.is_file() else None
    except (OSError, ValueError):  # a path that is too long, or holds a NUL
        return None


class _Reader:
    """Reads the parts of one flow file."""

    def __init__(self, fields: Fields, offences: Offences) -> None:
        self._fields = fields
        self._offences = offences

    def read(self, file: str, texts_from: Path | None) -> Flow:
        fields = self._fields
        fields.need("bot", "steps")
        locales = self._locales()
        steps = {name: self._step(name, value) for name, value in self._in("steps")}
        if "steps" in fields and not steps:
            fields.note(fields.where("steps"), "steps must hold at least one step")
        return Flow(
            name=fields.text("bot") or "",
            start=fields.text("start") or "",
            steps=MappingProxyType(steps),
            channels=self._once("channels") or ("web",),
            locales=locales,
            intents=MappingProxyType({w: label for w, (label, _) in self._intents().items()}),
            keep=read_retention(fields.value("keep"), self._offences),
            customer=read_facts(fields.value("customer"), self._offences),
            data=self._named("data", read_slot),
            actions=self._named("actions", read_action),
            media=self._named("media", read_media),
            push=self._named("push", read_push),
            anywhere=self._anywhere(),
            handoffs=MappingProxyType({n: self._handoff(n, v) for n, v in self._in("handoffs")}),
            texts=load_texts(texts_from, locales, self._offences),
            places=MappingProxyType(self._places()),
            file=file,
        )

    def _step(self, name: str, value: Value) -> Step:
        return read_step(name, value, self._place("steps", name), self._offences)

    def _named(self, key: str, read: _Read[_T]) -> Mapping[str, _T]:
        """What stands under ``key``, each part read by ``read``."""
        return MappingProxyType(
            {n: read(n, v, self._place(key, n), self._offences) for n, v in self._in(key)}
        )

    def _in(self, key: str) -> list[tuple[str, Value]]:
        """The names under ``key`` and their values."""
        inner = Fields(self._fields.value(key), key, None, self._offences)
        return list(inner.names())

    def _once(self, key: str) -> tuple[str, ...]:
        found: dict[str, Place] = {}
        for word, place in self._fields.placed_words(key):
            if word in found:
                self._fields.note(place, f"{key} must name {shown(word)} once; remove one")
            found[word] = place
        return tuple(found)

    def _locales(self) -> tuple[str, ...]:
        bad = [(w, p) for w, p in self._fields.placed_words("locales") if not _LOCALE.fullmatch(w)]
        for word, place in bad:
            self._fields.note(place, f"locales must be like de or en-GB, got {shown(word)}")
        good = tuple(word for word in self._once("locales") if _LOCALE.fullmatch(word))
        return good or ("en",)

    def _intents(self) -> Mapping[str, tuple[str, Place]]:
        return self._fields.mapping("intents")

    def _handoff(self, name: str, value: Value) -> Handoff:
        return read_handoff(name, value, self._place("handoffs", name), self._offences)

    def _anywhere(self) -> Anywhere:
        return read_anywhere(self._fields.value("anywhere"), self._offences)

    def _place(self, key: str, name: str) -> Place:
        return self._fields.value(key).key_places[name]

    def _places(self) -> dict[str, Place]:
        fields = self._fields
        found = {key: fields.where(key) for key in _KEYS if key in fields}
        found |= {f"intents.{word}": place for word, (_, place) in self._intents().items()}
        found |= {f"keep.{level}": each.place for level, each in self._in("keep")}
        for index, (_, place) in enumerate(fields.placed_words("channels")):
            found[f"channels.{index}"] = place
        return found
