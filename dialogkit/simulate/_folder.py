"""A folder that keeps what is done of a run, so that the run can be stopped and go on.

::

    RUN/run.json                        what the run depends on, as hashes
    RUN/weeks-000000-000003.parquet     case records of replications 0 to 3
    RUN/weeks-000000-000003.json        what else came of them, and the checksum of both

Each file is written whole or not at all, the ``.json`` last. A chunk whose checksum is wrong, or of
which a file is missing, is not there: it is done again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from dialogkit import _files
from dialogkit.conversation import CASE_SCHEMA
from dialogkit.errors import InputError, OutputError
from dialogkit.simulate._folder_key import whole

__all__ = ["Packed", "PathLike", "RunFolder"]

FORMAT = "dialogkit.run/2"
PathLike = str | os.PathLike[str]

_SAID = {
    "kind": "what another command made",
    "dialogkit": "a run made by another version of dialogkit",
    "code": "a run made by a dialogkit whose own files were others",
    "numpy": "a run made with another version of numpy",
    "with_bot": "a run in which the bot was there, or was not",
    "conversations": "a run of another number of conversations",
    "flow": "a run of another flow",
    "texts": "a run with other texts",
    "classifier": "a run with another classifier",
    "customers": "a run with other customers",
    "assumptions": "a run under other assumptions",
    "centre": "a run with another contact centre",
    "not_played": "a run in which other customers could not be played",
    "seed": "a run with another seed",
    "days": "a run of another length",
    "start": "a run that begins on another day",
}
"""Part of the fingerprint to what a folder holds where that part differs; the first that does."""
_WEEKS = re.compile(r"weeks-(\d{6,})-(\d{6,})")


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of a chunk, ready to be written; a worker packs it, whoever asked writes it."""

    value: Any
    """JSON."""
    table: bytes | None = None
    """A Parquet file."""

    @classmethod
    def of(cls, value: Any, *tables: pa.Table) -> Self:
        """A value with tables of case records, one under the other."""
        sink = pa.BufferOutputStream()
        with pq.ParquetWriter(sink, CASE_SCHEMA, compression="zstd") as writer:
            for table in tables:
                writer.write_table(table)
        return cls(value, sink.getvalue().to_pybytes())


@dataclass(frozen=True, slots=True)
class RunFolder:
    """An open folder. Two processes may use it at once: they write the same bytes."""

    path: Path
    """Where it is."""
    fingerprint: str
    """Of all that the run depends on."""
    block: int
    """Replications of a chunk."""

    @classmethod
    def opened(cls, path: PathLike, parts: Mapping[str, str], *, block: int = 1) -> Self:
        """The folder, made where there is none.

        Args:
            path: Where it is.
            parts: What the run depends on, as hashes.
            block: Replications of a chunk, where the folder does not say so yet.

        Raises:
            InputError: It holds another run or other files.
            OutputError: It cannot be written.
        """
        folder, about = Path(path), Path(path) / "run.json"
        if folder.exists() and not folder.is_dir():
            raise InputError("is a file, the name of a folder is needed", file=str(path))
        if about.is_file():
            return cls(folder, whole(parts), _block_of(about, parts))
        if folder.is_dir() and any(not p.name.startswith(".") for p in folder.iterdir()):
            what = "holds other files and no run; name a new folder"
            raise InputError(what, file=str(path))
        value = {"format": FORMAT, "block": block, "depends_on": dict(parts)}
        _files.write_json(value, about)
        return cls(folder, whole(parts), block)

    def kept(self, name: str) -> Packed | None:
        """A chunk that is done, without its table; ``None`` where it is to be done (again)."""
        try:
            found = json.loads((self.path / f"{name}.json").read_bytes())
            value, table = found["value"], found["table_sha256"]
            if found["sha256"] != self._checksum(value, table):
                return None
            if table is not None and _checksum_of(self.table_file(name)) != table:
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Packed(value)

    def require(self, name: str) -> Packed:
        """A chunk that was there a moment ago.

        Raises:
            OutputError: It is not any more.
        """
        found = self.kept(name)
        if found is None:
            what = "was changed while the run was going on; the same command does it again"
            raise OutputError(what, file=str(self.path / f"{name}.json"))
        return found

    def keep(self, name: str, done: Packed) -> None:
        """Writes a chunk.

        Raises:
            OutputError: The disk is full, or the folder may not be written to.
        """
        table = None
        if done.table is not None:
            table = hashlib.sha256(done.table).hexdigest()
            _files.write_bytes(done.table, self.table_file(name))
        checksum = self._checksum(done.value, table)
        value = {"sha256": checksum, "table_sha256": table, "value": done.value}
        _files.write_text(_json(value) + "\n", self.path / f"{name}.json")

    def table_file(self, name: str) -> Path:
        """Where the records of a chunk are."""
        return self.path / f"{name}.parquet"

    def _checksum(self, value: Any, table: str | None) -> str:
        return hashlib.sha256(_json([self.fingerprint, table, value]).encode()).hexdigest()

    def make_room(self, names: Collection[str]) -> None:
        """Removes chunks with some weeks of those to come, as a run of another length leaves them.

        So ``weeks-*.parquet`` never holds a week twice.
        """
        wanted = {week for name in names for week in _weeks_of(name)}
        for path in self.path.glob("weeks-*"):
            if path.stem not in names and not wanted.isdisjoint(_weeks_of(path.stem)):
                path.unlink(missing_ok=True)


def _weeks_of(name: str) -> range:
    found = _WEEKS.fullmatch(name)
    return range(int(found[1]), int(found[2]) + 1) if found else range(0)


def _block_of(about: Path, parts: Mapping[str, str]) -> int:
    """Replications of a chunk in a folder of the same run."""
    found = _files.read_json(about)
    known = isinstance(found, dict) and found.get("format") == FORMAT
    depends = found.get("depends_on") if known else None
    block = found.get("block") if known else None
    if not isinstance(depends, dict) or not isinstance(block, int) or block < 1:
        what = "is not what dialogkit wrote; remove the folder, or name a new one"
        raise InputError(what, file=str(about))
    other = [name for name in {**parts, **depends} if parts.get(name) != depends.get(name)]
    if other:
        held = next((said for name, said in _SAID.items() if name in other), "another run")
        what = f"holds {held}; name a new folder, or remove this one"
        raise InputError(what, file=str(about.parent))
    return block


def _checksum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
