"""The files of an export: a folder, a zip archive or one file, within bounds."""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from dialogkit import _files
from dialogkit.errors import InputError
from dialogkit.flow._offences import Offences
from dialogkit.flow._yaml import Value, parse_yaml

__all__ = ["Source"]

_MOST_BYTES = 64 << 20
"""Bytes that all files of an export may have together."""
_MOST_FILES = 20_000
_LONGEST_NAME = 400
_SKIPPED = frozenset({"__MACOSX", "node_modules", "__pycache__"})
"""Folders that hold no bot, wherever they are; names that begin with a dot too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The files of an export, read into memory; nothing is unpacked to disk."""

    path: str
    """As it was given."""
    files: Mapping[str, bytes]
    """Name relative to the export, with ``/``, to content; names are sorted."""
    used: set[str] = field(default_factory=set)
    """Files that an importer has read the bot from; see `use`."""
    unread: dict[str, str] = field(default_factory=dict)
    """Why a file was not read, where an importer has said so."""

    @property
    def stem(self) -> str:
        """A name for the bot where the export has none."""
        return Path(self.path).resolve().stem or "bot"

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Source:
        """Reads a folder, a zip archive or one file.

        Raises:
            InputError: It cannot be read, is empty, too large, locked or damaged, or an archive
                holds a name that points outside.
        """
        name = os.fspath(path)
        if "\0" in name:
            raise InputError("a path must not hold a NUL character")
        if Path(name).is_dir():
            found = dict(_in_folder(Path(name)))
        else:
            data = _files.read_bytes(name)
            zipped = data[:4] in (b"PK\x03\x04", b"PK\x05\x06")
            found = dict(_in_archive(name, data)) if zipped else {Path(name).name: data}
            _refuse_size(sum(map(len, found.values())), name)
        if not found:
            raise InputError("holds no files", file=name)
        return cls(path=name, files=MappingProxyType(dict(sorted(found.items()))))

    def names(self, *endings: str) -> list[str]:
        """Names that end so, whatever their case; sorted."""
        return [name for name in self.files if name.lower().endswith(endings)]

    def use(self, name: str) -> None:
        """Notes that the bot is read from this file; all others are listed as left out."""
        self.used.add(name)

    def skip(self, name: str, why: str) -> None:
        """Notes why a file is not read."""
        self.unread[name] = why

    def text(self, name: str) -> str:
        """The file as UTF-8 text.

        Raises:
            InputError: It is not text.
        """
        return _files.decode(self.files[name], file=name) if self.files[name] else ""

    def json(self, name: str) -> Any:
        """The file as JSON.

        Raises:
            InputError: It is not JSON.
        """
        try:
            return json.loads(self.text(name))
        except json.JSONDecodeError as error:
            raise InputError(f"is not JSON: {error.msg}", file=name, line=error.lineno) from None
        except (RecursionError, ValueError):
            raise InputError("is JSON that cannot be read", file=name) from None

    def yaml(self, name: str, offences: Offences | None = None) -> Value | None:
        """The file as YAML values that know their line; ``None`` where it is empty.

        Args:
            name: The file.
            offences: Where tags and keys that stand twice are noted; forgiven if not given.

        Raises:
            InputError: It is not YAML.
        """
        return parse_yaml(self.text(name), file=name, offences=offences or Offences())


def _skipped(name: PurePosixPath) -> bool:
    return any(part.startswith(".") or part in _SKIPPED for part in name.parts)


def _refuse_size(size: int, path: str) -> None:
    if size > _MOST_BYTES:
        what = f"holds more than {_MOST_BYTES >> 20} MiB; name the folder of the bot alone"
        raise InputError(what, file=path)


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    size = count = 0
    for root, folders, names in os.walk(folder):
        inside = PurePosixPath(Path(root).relative_to(folder).as_posix())
        folders[:] = sorted(each for each in folders if not _skipped(PurePosixPath(each)))
        for name in sorted(names):
            file = Path(root) / name
            if _skipped(PurePosixPath(name)) or file.is_symlink() or not file.is_file():
                continue
            count += 1
            if count > _MOST_FILES:
                raise InputError(f"holds more than {_MOST_FILES} files", file=str(folder))
            size += file.stat().st_size
            _refuse_size(size, str(folder))
            yield (inside / name).as_posix(), _bytes(file)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=str(file)) from None


def _in_archive(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        yield from _members(path, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        what = "is a zip archive that cannot be read; export it again"
        raise InputError(what, file=path) from None
    except RuntimeError:
        what = "is a zip archive locked with a password; unpack it first"
        raise InputError(what, file=path) from None


def _members(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > _MOST_FILES:
            raise InputError(f"holds more than {_MOST_FILES} files", file=path)
        left = _MOST_BYTES
        for member in members:
            name = _safe(member.filename, path)
            if _skipped(name):
                continue
            with archive.open(member) as handle:
                # what the header claims is not trusted
                content = handle.read(left + 1)
            left -= len(content)
            _refuse_size(_MOST_BYTES - left, path)
            yield name.as_posix(), content


def _safe(filename: str, path: str) -> PurePosixPath:
    name = PurePosixPath(filename.replace("\\", "/"))
    outside = name.is_absolute() or ".." in name.parts or ":" in (name.parts or ("",))[0]
    if outside or not name.parts or len(filename) > _LONGEST_NAME:
        what = "is a zip archive with a name that points outside of it; pack it anew"
        raise InputError(what, file=path)
    return name
