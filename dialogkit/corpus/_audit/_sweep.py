"""All outputs, looked through for everything that the raw log is known to hold."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from dialogkit.conversation import Messages
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._encoded import encoded_in
from dialogkit.corpus._anonymize._find import find_in
from dialogkit.corpus._anonymize._outputs import (
    Piece,
    columns_of,
    files_in,
    is_opaque,
    pieces_of,
)
from dialogkit.corpus._anonymize._participants import WORD
from dialogkit.corpus._anonymize._sweep import Wanted, letters
from dialogkit.corpus._anonymize._words import fold
from dialogkit.corpus._audit._identifiers import Identifiers, is_plain

__all__ = ["Output", "Place", "Sweep", "sweep_outputs"]

_WORD = re.compile(r"[^\W_]+")
_MOST_PLACES = 200
_MOST_OF_ONE = 10
"""Places told of one file: enough to look it up, and no file hides the next."""
_OWN_NAMES = frozenset(
    (
        *("anonymous.parquet", "audit.json", "cases.parquet", "customers.json", "forecast.json"),
        *("messages.parquet", "model.json", "rates.json", "report.html", "run.parquet"),
        *("secret.key", "utterances.jsonl", "weights.npz"),
    )
)
"""Files that dialogkit names itself: they may be named."""
_KINDS = {
    ".parquet": "table",
    ".csv": "table",
    ".jsonl": "table",
    ".ndjson": "table",
    ".html": "page",
    ".htm": "page",
    ".pdf": "page",
    ".ipynb": "notebook",
    ".npz": "model",
    ".safetensors": "model",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was found. Says of what type, never what."""

    output: str
    """The kind of output."""
    file: str
    """The file below the folder that was given; as ``FILE_…`` where its name may be somebody's."""
    line: int
    """1-based line, or row of a table; 0 where it stands in a file's name."""
    type: str
    """Type of the identifier."""
    encoded: str = ""
    """``base64`` or ``hex`` where it can be read only after decoding; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One kind of output."""

    output: str
    """``corpus``, ``model``, ``page``, ``notebook``, ``table`` or ``other``."""
    files: int
    """Files looked through."""
    opaque: int
    """Pictures, fonts and the like, which were not looked into."""
    found: Mapping[str, int] = field(default_factory=dict)
    """Different values found by type; empty where none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """How many known identifiers the outputs still hold."""

    known: Mapping[str, int]
    """Different values looked for, by type."""
    skipped: Mapping[str, int]
    """Different values that cannot be told from ordinary words or short numbers, by type."""
    found: Mapping[str, int]
    """Different values found, by type; must be empty."""
    outputs: tuple[Output, ...]
    """What was looked through."""
    places: tuple[Place, ...] = ()
    """Where something was found: at most 10 places a file, and 200 in all."""

    @property
    def total(self) -> int:
        """All of `found`; must be 0."""
        return sum(self.found.values())


def sweep_outputs(
    known: Identifiers,
    anonymous: Messages,
    outputs: Iterable[str | Path] = (),
    *,
    public: Iterable[str] = (),
) -> Sweep:
    """Looks for ``known`` in the anonymous corpus and in all ``outputs``.

    Args:
        known: What must not be found.
        anonymous: The corpus.
        outputs: Files and folders of any kind.
        public: Texts that are no secret, such as the bot's own and the words of the report: what
            they say proves nothing in an output, only in the corpus.

    Raises:
        InputError: A file cannot be read.
    """
    finds = _Finds()
    everywhere = Wanted.of(known.everywhere)
    for piece in (*columns_of(_texts_of(anonymous)), Piece("\n".join(anonymous.notes))):
        finds.look(everywhere, piece, "corpus", "anonymous")
    _at_home(known, anonymous, finds)
    beyond = Wanted.of(_without(everywhere, known.everywhere, public))
    seen: set[Path] = set()
    for source in outputs:
        _files(Path(source), beyond, known.names, finds, seen)
    return finds.told(known)


class _Finds:
    """What was found so far."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], set[str]] = {}
        self.places: dict[Place, None] = {}
        self.files: Counter[str] = Counter({"corpus": 1})
        self.opaque: Counter[str] = Counter()
        self.told_of: Counter[tuple[str, str]] = Counter()

    def look(self, wanted: Wanted, piece: Piece, output: str, file: str) -> None:
        for at, kind, value in wanted.find(piece.text):
            self.values.setdefault((output, kind), set()).add(value)
            self.place(output, file, piece, at, kind)
        for at, form, said in encoded_in(piece.text):
            for _, kind, value in wanted.find(said):
                self.values.setdefault((output, kind), set()).add(value)
                self.place(output, file, piece, at, kind, form)

    def place(
        self, output: str, file: str, piece: Piece | None, at: int, kind: str, encoded: str = ""
    ) -> None:
        """Notes a place, unless there are enough already; without a piece it is the file's name."""
        if len(self.places) < _MOST_PLACES and self.told_of[output, file] < _MOST_OF_ONE:
            line = piece.line(at) if piece is not None else 0
            place = Place(output=output, file=file, line=line, type=kind, encoded=encoded)
            self.told_of[output, file] += place not in self.places
            self.places[place] = None

    def told(self, known: Identifiers) -> Sweep:
        totals: dict[str, set[str]] = {}
        by_output: dict[str, dict[str, int]] = {}
        for (output, kind), values in sorted(self.values.items()):
            totals.setdefault(kind, set()).update(map(letters, values))
            by_output.setdefault(output, {})[kind] = len({letters(value) for value in values})
        names = sorted(
            self.files.keys() | self.opaque.keys(), key=lambda name: (name != "corpus", name)
        )
        wanted = {kind: set(map(letters, values)) for kind, values in known.everywhere.items()}
        for _, home in known.at_home:
            for kind, some in _worth_looking(home).items():
                wanted.setdefault(kind, set()).update(map(letters, some))
        return Sweep(
            known={kind: len(values) for kind, values in sorted(wanted.items()) if values},
            skipped=dict(known.skipped),
            found={kind: len(values) for kind, values in sorted(totals.items())},
            outputs=tuple(
                Output(
                    output=name,
                    files=self.files[name],
                    opaque=self.opaque[name],
                    found=by_output.get(name, {}),
                )
                for name in names
            ),
            places=tuple(self.places),
        )


def _texts_of(messages: Messages) -> pa.Table:
    """The columns in which something could be left over."""
    columns = ("text", "person", "conversation_id", "case_id", "channel", "locale", "intent")
    return messages.table.select(columns)


def _at_home(known: Identifiers, anonymous: Messages, finds: _Finds) -> None:
    """What may mean something else elsewhere, each in its own conversation only."""
    texts: Sequence[str] = anonymous.table.column("text").to_pylist()
    for rows, values in known.at_home:
        wanted = Wanted.of(_worth_looking(values))
        for row in rows:
            finds.look(wanted, Piece(texts[row], row=row + 1), "corpus", "anonymous")


def _worth_looking(values: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """Of the values those that are no ordinary word."""
    return {kind: [v for v in few if not is_plain(kind, v)] for kind, few in values.items()}


def _without(
    wanted: Wanted, known: Mapping[str, frozenset[str]], public: Iterable[str]
) -> dict[str, frozenset[str]]:
    """``known`` without what public texts say themselves, the company's name for one."""
    said = {(kind, letters(value)) for text in public for _, kind, value in wanted.find(text)}
    return {
        kind: frozenset(value for value in values if (kind, letters(value)) not in said)
        for kind, values in known.items()
    }


def _files(
    source: Path, wanted: Wanted, names: frozenset[str], finds: _Finds, seen: set[Path]
) -> None:
    """All files below ``source``, but for those looked through already."""
    for path in files_in(source):
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        output, file = _kind(path), _shown(path, source, wanted, names)
        relative = path.name if path == source else str(path.relative_to(source))
        if is_opaque(path):
            finds.opaque[output] += 1
        else:
            finds.files[output] += 1
            for piece in pieces_of(path):
                finds.look(wanted, piece, output, file)
        for _, kind, value in wanted.find(relative):
            finds.values.setdefault((output, kind), set()).add(value)
            finds.place(output, file, None, 0, kind)


def _kind(path: Path) -> str:
    if (path.parent / "model.json").is_file():
        return "model"
    return _KINDS.get(path.suffix.lower(), "other")


def _tells(said: str, wanted: Wanted) -> bool:
    """Whether a file's name tells who somebody is; built like a user name are most of them."""
    found = (span.type for span in find_in(said, Context()))
    return any(wanted.find(said)) or any(kind != "USERNAME" for kind in found)


def _shown(path: Path, source: Path, wanted: Wanted, names: frozenset[str]) -> str:
    """A name that tells the owner which file it is, and nobody else who it is about."""
    if path.name in _OWN_NAMES:
        return path.name
    relative = path.name if path == source else path.relative_to(source).as_posix()
    both = (relative, " ".join(_WORD.findall(relative)))
    somebody = not names.isdisjoint(map(fold, WORD.findall(relative)))
    if not somebody and not any(_tells(said, wanted) for said in both):
        return relative
    digest = hashlib.sha256(relative.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    ending = path.suffix.lower()
    return f"FILE_{digest}{ending if ending in _KINDS else ''}"
