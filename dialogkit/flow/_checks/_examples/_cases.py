"""Faults in small flows, as ``examples.yaml`` lists them, and what the checks find there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from ruamel.yaml import YAML

from dialogkit import _files
from dialogkit.conversation import Prediction, Utterance
from dialogkit.flow._model import Place
from dialogkit.flow._offences import Offences
from dialogkit.flow._parse import parse_flow
from dialogkit.flow._parse_texts import load_texts
from dialogkit.flow._texts import Texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dialogkit.flow._finding import Finding
    from dialogkit.flow._flow import Flow

__all__ = ["BASES", "FILE_NAMES", "Case", "Files", "base_files", "cases", "findings_of"]

_HERE = Path(__file__).parent

BASES = ("kiosk", "parcel", "shop")
"""The flows that are changed; each is a folder here, and without a finding."""

FILE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "flow": "flow.yaml",
        "en": "texts.en.yaml",
        "de": "texts.de.yaml",
        "utterances": "utterances.yaml",
    }
)
"""Short name of a file to its name in the folder of a base."""

Files = Mapping[str, str]
"""Short name of a file to what stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One fault: what is changed in a flow, and how it is mended."""

    base: str = "parcel"
    """The flow that is changed."""
    file: str = "flow"
    """Short name of the file that is changed."""
    was: str
    """What stands there, once."""
    bad: str
    """What makes the fault."""
    good: str | None = None
    """The mend; ``None``: what stood there."""
    given: tuple[tuple[str, str], ...] = ()
    """What is changed beforehand in the flow, both in the bad and in the mended one."""
    knows: tuple[str, ...] = ()
    """Intents that the classifier knows; empty: there is no classifier."""
    counted: bool = False
    """Whether the labelled texts of the base are given."""

    def bad_files(self) -> Files:
        """The files with the fault."""
        return self._with(self.bad)

    def good_files(self) -> Files:
        """The files with the fault mended."""
        return self._with(self.was if self.good is None else self.good)

    def findings(self, files: Files) -> list[Finding]:
        """What the checks find in ``files``, with the classifier and the texts of this case."""
        return findings_of(self.base, files, knows=self.knows, counted=self.counted)

    def _with(self, new: str) -> Files:
        files = dict(base_files(self.base))
        for old, given in self.given:
            files["flow"] = files["flow"].replace(old, given)
        return files | {self.file: files[self.file].replace(self.was, new)}


@cache
def cases() -> Mapping[str, tuple[Case, ...]]:
    """Code to its cases, in the order of the file; the first is the one to show."""
    listed: Mapping[str, Any] = _yaml(_files.read_text(_HERE / "examples.yaml"))
    return {code: tuple(map(_case, rows)) for code, rows in listed.items()}


def _case(row: Mapping[str, Any]) -> Case:
    given = tuple((old, new) for old, new in row.get("given", ()))
    return Case(**{**row, "given": given, "knows": tuple(row.get("knows", ()))})


def _yaml(text: str) -> Any:
    return YAML(typ="safe").load(text)


@cache
def base_files(base: str) -> Files:
    """The files of a base, those it has."""
    paths = {key: _HERE / base / name for key, name in FILE_NAMES.items()}
    found = {key: _files.read_text(path) for key, path in paths.items() if path.is_file()}
    return MappingProxyType(found)


def findings_of(
    base: str, files: Files, *, knows: Sequence[str] = (), counted: bool = False
) -> list[Finding]:
    """What the checks find in a flow that lies in the folder of ``base``.

    Args:
        base: The flow whose folder it is; pictures lie there.
        files: Short name to content; ``flow``, and the locales that have texts.
        knows: Intents that the classifier knows; empty: there is none.
        counted: Whether the labelled texts that ``files`` counts are given.

    Returns:
        The findings; their places name files without a folder.
    """
    rows = _yaml(files["utterances"]) if counted else []
    model = _Heard(knows, rows) if knows else None
    found = _flow(base, files).check(
        model, utterances=[each for row in rows for each in _texts(row)]
    )
    return [replace(each, place=_short(each.place)) for each in found]


def _short(place: Place) -> Place:
    return replace(place, file=Path(place.file).name)


def _flow(base: str, files: Files) -> Flow:
    flow = parse_flow(files["flow"], file=str(_HERE / base / FILE_NAMES["flow"]))
    read = [_locale(locale, files[locale]) for locale in flow.locales if locale in files]
    texts = {locale: each for one in read for locale, each in one.by_locale.items()}
    places = {locale: each for one in read for locale, each in one.places.items()}
    return replace(flow, texts=Texts(texts, flow.locales[0], places))


@cache
def _locale(locale: str, text: str) -> Texts:
    """The texts of one language, kept: of many faulty flows few have faults in their texts."""
    offences = Offences()
    with TemporaryDirectory() as folder:
        _files.write_text(text, Path(folder) / FILE_NAMES[locale])
        texts = load_texts(Path(folder), (locale,), offences)
    offences.refuse()
    return texts


def _texts(row: Mapping[str, Any]) -> list[Utterance]:
    """As many texts as a row counts; what they say is the row's intent and language."""
    text = _text_of(row)
    return [Utterance(text=text, intent=row["intent"], locale=row["locale"])] * row["texts"]


def _text_of(row: Mapping[str, Any]) -> str:
    return f"{row['intent']} {row['locale']} {row['heard']}"


class _Heard:
    """A classifier that knows some intents, and hears each counted text as its row says."""

    fingerprint = "example"

    def __init__(self, knows: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        self._knows = knows
        self._heard = {_text_of(row): str(row["heard"]) for row in rows}

    @property
    def classes_(self) -> NDArray[np.str_]:
        return np.array(sorted(self._knows))

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        return [
            Prediction(intent=self._heard[text], confidence=1.0, out_of_scope=0.0, accepted=True)
            for text in texts
        ]
