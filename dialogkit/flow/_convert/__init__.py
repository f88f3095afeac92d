"""Other builders' bots in and out.

Each public module here is one format with ``NAME``, ``recognise`` and ``read``; adding a format is
adding a module. See `Importer`.
"""

from __future__ import annotations

import os
import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from dialogkit.errors import InputError
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._export_calm import export_calm
from dialogkit.flow._convert._imported import Added, Counts, Imported, LeftOut
from dialogkit.flow._convert._source import Source

__all__ = [
    "FAMILIES",
    "Added",
    "Counts",
    "Imported",
    "LeftOut",
    "export_calm",
    "import_bot",
    "importers",
]


class Importer(Protocol):
    """A format: what each public module of this folder is."""

    NAME: str
    """How it is called on the command line, as ``rasa``."""

    def recognise(self, source: Source) -> bool:
        """Whether the files look like this format; by what is in them, not by their names."""

    def read(self, source: Source) -> Draft:
        """The bot, as far as a flow can say it.

        Raises:
            InputError: The files are damaged, or are not of this format.
        """


@cache
def importers() -> dict[str, Importer]:
    """The formats by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    found = [cast("Importer", import_module(f"{__name__}.{name}")) for name in names]
    return {importer.NAME: importer for importer in found}


FAMILIES = {
    "rasa": ("calm", "rasa"),
    "dialogflow": ("dialogflow_es", "dialogflow_cx"),
    "botframework": ("luis", "composer"),
}
"""Builder to its formats; the first that fits the content is taken."""


def import_bot(path: str | os.PathLike[str], format: str | None = None) -> Imported:  # noqa: A002 - the word people use
    """Reads another builder's bot: a folder, a zip archive or one file.

    What a flow cannot say is listed by name in `Imported.left_out`; what a flow needs and the bot
    lacks is added and listed in `Imported.added`.

    Args:
        path: The export.
        format: Name of the format, or of the builder (`FAMILIES`); found by the content if not
            given.

    Raises:
        InputError: The files cannot be read or are of no known format, or there is no such format.
    """
    source = Source.open(path)
    importer = _importer(source, format)
    draft = importer.read(source)
    for name in source.files:
        draft.found("file", name, name)
        if name in source.used:
            draft.carried("file", name)
        else:
            draft.left_out("file", name, name, source.unread.get(name, "is no part of the bot"))
    return draft.finish(draft.bot or source.stem)


def _importer(source: Source, wanted: str | None) -> Importer:
    known = importers()
    if wanted in FAMILIES:
        kin = [known[name] for name in FAMILIES[wanted]]
        return next((importer for importer in kin if importer.recognise(source)), kin[-1])
    if wanted is not None:
        if wanted not in known:
            names = ", ".join(dict.fromkeys((*FAMILIES, *known)))
            raise InputError(f"the format must be one of {names}, got {wanted[:40]!r}")
        return known[wanted]
    if _is_own(source):
        what = "is a flow of dialogkit already; --to rasa takes it out, check and diff read it"
        raise InputError(what, file=source.path)
    for importer in known.values():
        if _recognises(importer, source):
            return importer
    what = f"is no bot of a known format; known are {', '.join(known)} (name one with --from)"
    raise InputError(what, file=source.path)


def _is_own(source: Source) -> bool:
    """Whether there is a file with ``bot`` and ``steps``, as flows here are written."""
    for name in source.names(".yaml"):  # what an export keeps for the way back ends in .yml
        try:
            value = source.yaml(name)
        except InputError:
            continue
        if value is not None and {"bot", "steps"} <= value.entries.keys():
            return True
    return False


def _recognises(importer: Importer, source: Source) -> bool:
    """A file that one format cannot make sense of may well be of another."""
    try:
        return importer.recognise(source)
    except InputError:
        return False
