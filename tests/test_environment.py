"""`environment.yml` and `pyproject.toml` say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent

RENAMED = {
    "duckdb": "python-duckdb",
    "matplotlib": "matplotlib-base",
    "playwright": "playwright-python",
    "torch": "pytorch",
}
"""Name on PyPI to name on conda-forge, where they differ."""


def _required() -> dict[str, str]:
    """Package to version range in ``pyproject.toml``, all extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return _split([*project["dependencies"], *(d for extra in extras for d in extra)])


def _split(requirements: list[str]) -> dict[str, str]:
    found = {}
    for requirement in requirements:
        match = re.match(r"([A-Za-z0-9._-]+)(.*)", requirement)
        assert match is not None, requirement
        found[match[1]] = match[2]
    return found


def _environment() -> tuple[dict[str, str], dict[str, str]]:
    """The conda part and the pip part of ``environment.yml``."""
    value = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [d for d in value["dependencies"] if isinstance(d, str)]
    (pip,) = (d["pip"] for d in value["dependencies"] if isinstance(d, dict))
    return _split([d for d in conda if d != "pip"]), _split([d for d in pip if d != "-e ."])


def test_environment_says_the_same_as_pyproject() -> None:
    """Every package with the same range, under its conda-forge name or in the pip part."""
    conda, pip = _environment()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert conda.pop("python") == project["requires-python"]
    wanted = {
        (name if name in pip else RENAMED.get(name, name)): range_
        for name, range_ in _required().items()
    }
    assert conda | pip == wanted


def test_lock_holds_every_requirement() -> None:
    """`constraints.txt` pins every package that ``pyproject.toml`` names."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lines if "==" in line}
    wanted = {re.sub(r"[-_.]+", "-", name).lower() for name in _required()}
    assert wanted <= pinned


def test_files_that_begin_first_are_there() -> None:
    """A file that is renamed would silently begin last."""
    named = re.findall(r'"(test_\w+\.py)"', (ROOT / "tests/conftest.py").read_text("utf-8"))
    assert named
    assert set(named) <= {path.name for path in (ROOT / "tests").rglob("test_*.py")}
