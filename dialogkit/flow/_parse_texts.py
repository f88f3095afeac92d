"""Reads the files of texts beside a flow."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType

from dialogkit import _files
from dialogkit.flow._fields import Fields
from dialogkit.flow._model import Place
from dialogkit.flow._offences import Offences
from dialogkit.flow._texts import Texts
from dialogkit.flow._yaml import parse_yaml

__all__ = ["load_texts"]


def load_texts(folder: Path | None, locales: tuple[str, ...], offences: Offences) -> Texts:
    """The texts of ``locales`` in ``texts.<locale>.yaml``; a file that is missing is left out."""
    texts: dict[str, dict[str, tuple[str, ...]]] = {}
    places: dict[str, dict[str, Place]] = {}
    for locale in locales:
        file = (folder or Path()) / f"texts.{locale}.yaml"
        if folder is not None and file.exists():
            texts[locale], places[locale] = _read(file, offences)
    return Texts(
        MappingProxyType({locale: MappingProxyType(t) for locale, t in texts.items()}),
        locales[0],
        MappingProxyType({locale: MappingProxyType(p) for locale, p in places.items()}),
    )


def _read(file: Path, offences: Offences) -> tuple[dict[str, tuple[str, ...]], dict[str, Place]]:
    name = os.fspath(file)
    value = parse_yaml(_files.read_text(file), file=name, offences=offences)
    if value is None:
        return {}, {}
    fields = Fields(value, "the texts", None, offences)
    texts = {
        key: tuple(text.strip("\n") for text in fields.words(key)) for key, _ in fields.names()
    }
    for key, variants in texts.items():
        if not variants:
            fields.note(fields.key_place(key), f"{key} holds no text; write one or remove the key")
    return texts, {key: fields.key_place(key) for key in texts}
