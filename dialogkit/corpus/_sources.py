"""From paths to exports: files, folders and zip archives, within bounds."""

from __future__ import annotations

import io
import os
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

from dialogkit import _files
from dialogkit.corpus._raw import Source
from dialogkit.errors import InputError

__all__ = ["Found", "find_exports", "open_export"]

_MEDIA = frozenset(
    {
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
        ".gif",
        ".heic",
        ".mp4",
        ".mov",
        ".3gp",
        ".avi",
        ".mkv",
        ".opus",
        ".ogg",
        ".oga",
        ".m4a",
        ".mp3",
        ".aac",
        ".amr",
        ".wav",
        ".pdf",
        ".vcf",
        ".docx",
        ".xlsx",
        ".pptx",
        ".doc",
        ".xls",
        ".ppt",
        ".tgs",
        ".webm",
        ".svg",
        ".ico",
        ".css",
        ".js",
    }
)
"""Endings of what lies beside chats in an export; never looked into."""

_CHATS = (
    *(".txt", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".html", ".htm", ".parquet"),
    *(".db", ".sqlite", ".sqlite3", ".mbox", ".eml", ".transcript"),
)
"""Endings that a chat may have in an archive."""

_PACKED = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".pst"})
"""Endings of archives; one inside another is not opened."""

_MOST_BYTES = 256 << 20
"""Bytes that the chats of one archive may unpack to, and a file beside them."""
_MOST_MEMBERS = 100_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What the standard library raises for archives that are no longer whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, and whether the user named it or a folder that holds it."""

    path: str
    """The file."""
    in_folder: bool
    """A file that was only found in a folder may be left out, and is then counted."""
    root: Path
    """The folder in which other files of its export may lie."""


def find_exports(paths: Sequence[str | os.PathLike[str]]) -> tuple[list[Found], int]:
    """The files behind ``paths``, folders searched in sorted order; and how many media were left.

    Raises:
        InputError: A path does not exist, or a folder holds no file that could be a chat.
    """
    found: list[Found] = []
    left_out = 0
    for path in paths:
        name = os.fspath(path)
        if "\0" in name:
            raise InputError("a path must not hold a NUL character")
        if not Path(name).is_dir():
            found.append(Found(name, in_folder=False, root=Path(name).parent))
            continue
        inside = sorted(str(p) for p in Path(name).rglob("*") if _may_be_read(p, Path(name)))
        chats = [inner for inner in inside if Path(inner).suffix.lower() not in _MEDIA]
        left_out += len(inside) - len(chats)
        if not chats:
            raise InputError("is a folder without a chat export in it", file=name)
        found += [Found(inner, in_folder=True, root=Path(name)) for inner in chats]
    return found, left_out


def _may_be_read(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.is_file()


def open_export(found: Found, settings: Source) -> Iterator[Source]:
    """The export in a file; the exports in a zip archive.

    Args:
        found: The file.
        settings: Time zone, lent date orders and columns for all of them.

    Raises:
        InputError: The file cannot be read; or the archive is damaged, locked, holds no chat or
            more than 256 MiB of them.
    """
    data = _files.read_bytes(found.path)
    if data[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        look = partial(_in_folder, Path(found.path).parent, found.root)
        yield replace(settings, file=found.path, data=data, look_beside=look)
        return
    try:
        for member, text, look_beside in _members(found.path, data):
            file = f"{found.path}!{member}"
            yield replace(settings, file=file, data=text, look_beside=look_beside)
        for member, why in _not_read(data):
            yield replace(settings, file=f"{found.path}!{member}", data=b"", unfit=why)
    except _DAMAGED:
        raise InputError(
            "is a zip archive that cannot be read; export it again", file=found.path
        ) from None
    except RuntimeError:
        what = "is a zip archive locked with a password; unpack it first"
        raise InputError(what, file=found.path) from None


def _in_folder(folder: Path, root: Path, name: str) -> bytes | None:
    """A file beside another in a folder; None where there is none inside ``root``."""
    path = Path(os.path.normpath(folder / name))
    if not path.is_relative_to(os.path.normpath(root)) or not path.is_file() or path.is_symlink():
        return None
    return _files.read_bytes(path) if 0 < path.stat().st_size <= _MOST_BYTES else None


Look = Callable[[str], bytes | None]


def _members(path: str, data: bytes) -> Iterator[tuple[str, bytes, Look]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise InputError(f"holds more than {_MOST_MEMBERS} files", file=path)
        chats = sorted((m for m in members if _is_chat(m)), key=lambda m: m.filename)
        if not chats:
            what = f"is a zip archive without a chat in it ({', '.join(_CHATS)})"
            raise InputError(what, file=path)
        listed = {str(_inside(m.filename)): m for m in chats}
        # many files of an export ask for the same list of users
        unpacked = lru_cache(8)(partial(_unpacked, archive, path=path, most=_MOST_BYTES))
        left = _MOST_BYTES
        for member in chats:
            text = _unpacked(archive, member, path=path, most=left)
            left -= len(text)
            if text:
                look = partial(_in_archive, unpacked, listed, member.filename)
                yield member.filename, text, look


def _not_read(data: bytes) -> Iterator[tuple[str, str]]:
    """Members of an archive that may hold chats and are not looked into, and why."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            name = _inside(member.filename)
            if member.is_dir() or _is_hidden(name):
                continue
            if name.suffix.lower() in _PACKED:
                yield (
                    member.filename,
                    "is an archive in an archive; unpack it and read it by itself",
                )
            elif _is_outside(name) and name.suffix.lower() in _CHATS:
                yield member.filename, "has a path that leads out of the archive"


def _in_archive(
    unpacked: Callable[[zipfile.ZipInfo], bytes],
    listed: dict[str, zipfile.ZipInfo],
    of: str,
    name: str,
) -> bytes | None:
    """A member beside another; None where there is none, or none that can be unpacked."""
    found = listed.get(posixpath.normpath(posixpath.join(_inside(of).parent, name)))
    try:
        return None if found is None else unpacked(found)
    except (*_DAMAGED, RuntimeError):
        return None  # the archive is refused when the member's own turn comes


def _inside(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))


def _is_chat(member: zipfile.ZipInfo) -> bool:
    """Nothing is ever unpacked to disk; names that point outside are left out all the same."""
    name = _inside(member.filename)
    if _is_outside(name) or _is_hidden(name) or member.is_dir():
        return False
    return name.suffix.lower() in _CHATS


def _is_outside(name: PurePosixPath) -> bool:
    return name.is_absolute() or ".." in name.parts or ":" in (name.parts or ("",))[0]


def _is_hidden(name: PurePosixPath) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.parts)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, path: str, most: int) -> bytes:
    """A member's bytes; what its header claims is not trusted."""
    with archive.open(member) as handle:
        data = handle.read(most + 1)
    if len(data) > most:
        what = f"unpacks to more than {_MOST_BYTES >> 20} MiB of chats; unpack it and read a part"
        raise InputError(what, file=path)
    return data
