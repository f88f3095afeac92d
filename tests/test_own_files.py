"""What dialogkit is made of: one hash that any shipped file changes, and nothing else does."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

import dialogkit
from dialogkit._own_files import hash_of, libraries, own_files

FILES = {
    "__init__.py": "",
    "room/_rules.py": "GAP = 24\n",
    "room/words/towns.txt": "Musterstadt\n",
    "page/texts/de.toml": 'title = "Seite"\n',
    "page/templates/page.html.j2": "<p></p>\n",
    "cli/assumed.yaml": "agents: 2\n",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package with code, words, texts, a template and an assumption."""
    for name, text in FILES.items():
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "package"


@pytest.mark.parametrize("name", FILES)
def test_any_shipped_file_changes_it(package: Path, name: str) -> None:
    """Code, a word list, a text, a template, an assumption: each of them, and its name."""
    before = hash_of(package)
    path = package / name
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    after = hash_of(package)
    path.rename(path.with_name("other" + path.suffix))
    assert len({before, after, hash_of(package)}) == 3


def test_what_is_made_of_them_and_rooms_left_out_do_not(package: Path) -> None:
    """Compiled files and an editor's do not count, nor a room that takes no part."""
    before, few = hash_of(package), hash_of(package, without=["cli"])
    (package / "room/__pycache__").mkdir()
    for name in ("room/__pycache__/_rules.cpython-311.pyc", "room/old.pyc", "room/._rules.py"):
        (package / name).write_bytes(b"\x00")
    assert hash_of(package) == before
    (package / "cli/assumed.yaml").write_text("agents: 3\n", encoding="utf-8")
    assert hash_of(package) != before
    assert hash_of(package, without=["cli"]) == few


def test_dialogkit_s_own_files_are_all_read() -> None:
    """The real package is hashed as any other."""
    found = hash_of(Path(dialogkit.__file__).parent)
    assert len(found) == 64
    assert own_files() != own_files(without=frozenset({"report"}))


def test_libraries_are_told_with_their_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that numbers come from are named; one that is not there is told as missing."""
    found = dict(libraries())
    assert {"numpy", "scikit-learn", "scipy", "numba"} <= found.keys()
    assert found["numpy"]
    version = metadata.version

    def without_numba(name: str) -> str:
        if name == "numba":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without_numba)
    libraries.cache_clear()
    assert dict(libraries())["numba"] is None
    libraries.cache_clear()
