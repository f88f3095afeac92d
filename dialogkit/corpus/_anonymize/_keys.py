"""The secret that pseudonyms are made with: one file, readable by its owner alone."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
import tempfile
from pathlib import Path

from dialogkit import _files
from dialogkit.errors import InputError, OutputError, ParameterError

__all__ = ["checked", "fingerprint", "load_key", "new_key"]

_BYTES = 32
_LEAST_BYTES = 16
_HEX = re.compile(r"[0-9a-f]{64}")


def new_key(path: str | os.PathLike[str]) -> bytes:
    """Writes 32 random bytes as hexadecimal digits, mode 600, and gives them back.

    Raises:
        InputError: There is such a file already. A lost key cannot be made again, so none is ever
            overwritten.
        OutputError: The file cannot be written.
    """
    key = secrets.token_bytes(_BYTES)
    target = Path(path)
    try:
        _write_new(target, key.hex() + "\n")
    except OSError as error:
        if target.exists():
            what = "exists already and a key is never overwritten; choose another name or remove it"
            raise InputError(what, file=str(target)) from None
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        raise OutputError(what, file=str(target)) from None
    return key


def _write_new(target: Path, text: str) -> None:
    """Writes the whole file under a name that must be free.

    Not through `_files.write_text`: that replaces an older file and gives it the usual mode.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # mode 600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        os.link(temporary, target)  # unlike a rename, fails where the name is taken
    finally:
        temporary.unlink()


def load_key(path: str | os.PathLike[str]) -> bytes:
    """The key that `new_key` wrote.

    Raises:
        InputError: There is no such file, others may read it, or it is no key.
    """
    name = os.fspath(path)
    text = _files.read_text(path).strip()
    if os.name == "posix" and Path(path).stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        what = "may be read by others, a key must not: chmod 600 this file"
        raise InputError(what, file=name)
    if not _HEX.fullmatch(text):
        what = "is no key: 64 hexadecimal digits are needed, as new_key writes them"
        raise InputError(what, file=name)
    return bytes.fromhex(text)


def checked(key: bytes) -> bytes:
    """``key``, if it is long enough to keep its secret.

    Raises:
        ParameterError: It is shorter than 16 bytes.
    """
    if len(key) < _LEAST_BYTES:
        what = f"key must have at least {_LEAST_BYTES} bytes, got {len(key)}; make one with new_key"
        raise ParameterError(what)
    return key


def fingerprint(key: bytes) -> str:
    """Eight digits that tell two keys apart and give neither away."""
    return hmac.new(key, b"dialogkit: fingerprint of the key", hashlib.sha256).hexdigest()[:8]
