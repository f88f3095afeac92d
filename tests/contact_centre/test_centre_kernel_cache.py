"""What numba compiled is never run after an edit of any file that went into it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from dialogkit import _numba_cache
from dialogkit.contact_centre import _kernel_compiled
from dialogkit.simulate import _normal, _walk

PROGRAM = """
import pathlib, runpy, sys
here = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(here))
import numba
import inner, outer
cached_for = runpy.run_path(sys.argv[2])["cached_for"]
with cached_for("test", [here / "outer.py", here / "inner.py"]) as keep:
    outer.inner = numba.njit(cache=keep)(inner.inner)
    twice = numba.njit(cache=keep)(outer.twice)
print(keep, twice(10), sum(twice.stats.cache_hits.values()))
"""


def test_an_edit_of_an_inlined_file_is_seen(tmp_path: Path) -> None:
    """The second run takes what the first kept; after an edit of the inner file it does not."""
    pytest.importorskip("numba")
    (tmp_path / "outer.py").write_text("def twice(x):\n    return 2 * inner(x)\n")
    inner = tmp_path / "inner.py"

    def run() -> str:
        program = [sys.executable, "-c", PROGRAM, str(tmp_path), _numba_cache.__file__]
        return subprocess.run(program, check=True, capture_output=True, text=True).stdout.strip()

    inner.write_text("def inner(x):\n    return x + 1\n")
    assert [run(), run()] == ["True 22 0", "True 22 1"]
    inner.write_text("def inner(x):\n    return x + 5\n")
    assert run() == "True 30 0"


def test_each_byte_of_each_source_names_another_folder(tmp_path: Path) -> None:
    """Also where a line moves from one file to the next; and another numba is another folder."""
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    found = set()
    for contents in (("ab", "c"), ("a", "bc"), ("ab", "d"), ("", "abc")):
        for path, content in zip((one, two), contents, strict=True):
            path.write_text(content)
        found.add(_numba_cache._digest([one, two], "1"))
    assert len({*found, _numba_cache._digest([one, two], "2")}) == 5


def test_what_is_compiled_uses_no_other_file() -> None:
    """So the files that name the folder are all that goes in."""
    here = Path(_kernel_compiled.__file__).parent
    rules = {here / f"{name}.py" for name in _kernel_compiled.SOURCES}
    known = {f"dialogkit.contact_centre.{path.stem}" for path in rules}
    assert {name for path in rules for name in _ours(path)} <= known
    assert not {name for module in (_walk, _normal) for name in _ours(Path(str(module.__file__)))}


def _ours(path: Path) -> set[str]:
    """Modules of this project that a file imports from."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name for name in names if name.startswith("dialogkit")}


def test_the_folder_is_where_one_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one wanted comes first; where none can be written, nothing is kept."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "wanted"))
    assert _numba_cache._folder("x-1", tmp_path) == tmp_path / "wanted" / "x-1"
    (tmp_path / "file").touch()
    assert not _numba_cache._writable(tmp_path / "file" / "below")
    monkeypatch.setattr(_numba_cache, "_writable", lambda folder: False)
    assert _numba_cache._folder("x-1", tmp_path) is None
