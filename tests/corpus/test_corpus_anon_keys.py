"""The key file: made once, read by its owner alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dialogkit.corpus._anonymize import load_key, new_key
from dialogkit.errors import InputError, OutputError


def test_a_new_key_comes_back(tmp_path: Path) -> None:
    """32 random bytes, hexadecimal in a file of mode 600, nothing else left in the folder."""
    path = tmp_path / "keys" / "project.key"
    key = new_key(path)
    assert load_key(path) == key
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    assert new_key(tmp_path / "other.key") != key


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    """A second key under the same name is refused and the first one stays."""
    path = tmp_path / "project.key"
    key = new_key(path)
    with pytest.raises(InputError, match="never overwritten"):
        new_key(path)
    assert load_key(path) == key
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A file where the folder should be is an output error."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        new_key(tmp_path / "file" / "project.key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """The message gives the remedy."""
    path = tmp_path / "project.key"
    new_key(path)
    path.chmod(mode)
    with pytest.raises(InputError, match="chmod 600"):
        load_key(path)


@pytest.mark.parametrize("text", ["secret", "0" * 63, "g" * 64, "0" * 65])
def test_another_file_is_no_key(tmp_path: Path, text: str) -> None:
    """Anything but 64 hexadecimal digits is refused, without showing it."""
    path = tmp_path / "project.key"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(InputError, match="is no key") as error:
        load_key(path)
    assert text not in str(error.value)
