"""Looking for known identifiers where there must be none."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dialogkit import _files
from dialogkit.corpus._anonymize._span import PSEUDONYM
from dialogkit.corpus._anonymize._words import fold

__all__ = ["Swept", "sweep"]

_TOKEN = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_SHORTEST = 4
_SHORTEST_JOINED = 6


@dataclass(frozen=True, slots=True)
class Swept:
    """A text made ready to be asked for identifiers, however they are written."""

    words: str
    """Its folded words with single spaces around each."""
    joined: str
    """The same without spaces."""

    @classmethod
    def of(cls, text: str) -> Swept:
        """``text`` without the pseudonyms in it."""
        tokens = [fold(token) for token in _TOKEN.findall(PSEUDONYM.sub(" ", text))]
        return cls(f" {' '.join(tokens)} ", "".join(tokens))

    def holds(self, identifier: str) -> bool:
        """Whether ``identifier`` (4 letters or digits at least) occurs as whole words.

        One with digits in it counts without its spaces and marks too.
        """
        tokens = [fold(token) for token in _TOKEN.findall(identifier)]
        joined = "".join(tokens)
        if len(joined) < _SHORTEST:
            return False
        if f" {' '.join(tokens)} " in self.words:
            return True
        long = len(joined) >= _SHORTEST_JOINED and _DIGIT.search(joined) is not None
        return long and joined in self.joined


def sweep(
    sources: Iterable[str | Path], known_identifiers: Mapping[str, Iterable[str]]
) -> dict[str, int]:
    """How many known identifiers of each type occur in texts or files. It must find none.

    Args:
        sources: Texts (``str``) and files or folders (``Path``) of any kind: tables, models (zip
            archives are opened), reports, notebooks.
        known_identifiers: Raw values by type, such as ``{"PERSON": [...], "PHONE": [...]}``; values
            of fewer than four letters and digits are left out.

    Returns:
        Number of different values found by type, 0 included. Never the values.

    Raises:
        InputError: A file cannot be read.

    >>> sweep(["Hallo <PERSON_3f2a>, bis morgen"], {"PERSON": ["Petra Beispiel"]})
    {'PERSON': 0}
    """
    wanted = {kind: set(values) for kind, values in known_identifiers.items()}
    found: dict[str, set[str]] = {kind: set() for kind in wanted}
    for text in _texts(sources):
        swept = Swept.of(text)
        for kind, values in wanted.items():
            found[kind].update(v for v in values - found[kind] if swept.holds(v))
    return {kind: len(values) for kind, values in found.items()}


def _texts(sources: Iterable[str | Path]) -> Iterator[str]:
    for source in sources:
        if isinstance(source, str):
            yield source
        elif source.is_dir():
            yield from _texts(sorted(p for p in source.rglob("*") if p.is_file()))
        elif source.suffix == ".parquet":
            yield "\n".join(str(row) for row in _files.read_rows(source))
        elif zipfile.is_zipfile(source):
            with zipfile.ZipFile(source) as archive:
                yield from (_decoded(archive.read(name)) for name in archive.namelist())
        elif source.stat().st_size:
            yield _decoded(_files.read_bytes(source))


def _decoded(data: bytes) -> str:
    """Whatever text is in ``data``; JSON's escapes are read, since a name may hide in them."""
    text = data.decode("utf-8", errors="replace")
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
