"""What the README tells a new user to type works as it stands there."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dialogkit.flow import load_flow

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FEWER = {
    "--replications 20": "--replications 1 --assume central",
    "replications=5": "replications=1",
}
"""Weeks the README simulates to the few that a test needs; all else runs as it is written."""


def blocks(language: str, *, after: str) -> list[str]:
    """Code blocks of a language in the part of the README under a heading."""
    part = README[README.index(after) + len(after) :]
    part = part[: part.find("\n## ")] if "\n## " in part else part
    return re.findall(rf"```{language}\n(.*?)```", part, flags=re.DOTALL)


def shortened(text: str) -> str:
    """The same with fewer weeks."""
    for long, short in FEWER.items():
        text = text.replace(long, short)
    return text


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a new user has it: the corpus, and the installed program on the path."""
    folder = tmp_path_factory.mktemp("checkout")
    with contextlib.suppress(OSError):
        (folder / "corpora").symlink_to(ROOT / "corpora")
    if not (folder / "corpora").exists():
        shutil.copytree(ROOT / "corpora", folder / "corpora")
    return folder


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A program in ``folder``, with this environment's programs first on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_step_by_step_runs(checkout: Path) -> None:
    """Every line of the shell block, in order; a gate may say no, nothing else may."""
    (block,) = blocks("sh", after="## Step by step\n")
    lines = [line for line in shortened(block).splitlines() if line and not line.startswith(". ")]
    assert all(line.startswith("dialogkit ") for line in lines)
    for line in lines:
        result = run(["sh", "-c", line], checkout)
        allowed = (0, 1) if line.startswith("dialogkit gate") else (0,)
        assert result.returncode in allowed, (line, result.stdout, result.stderr)
        assert result.stderr == "", line
        for written in re.findall(r"(?:-o|--key|--audit) (\S+)", line):
            assert (checkout / written).exists(), line


@pytest.mark.slow
def test_python_block_runs(checkout: Path) -> None:
    """The Python block, as a script of its own."""
    (block,) = blocks("python", after="## Step by step\n")
    result = run([sys.executable, "-W", "error", "-c", shortened(block)], checkout)
    assert result.returncode == 0, result.stderr
    assert (checkout / "work/python/report.html").stat().st_size > 10_000


def test_flow_of_the_readme_is_sound(tmp_path: Path) -> None:
    """Its structure and its handoffs have no error; only its texts are still to be written."""
    (block,) = blocks("yaml", after="## A bot and its handoffs\n")
    path = tmp_path / "flow.yaml"
    path.write_text(block, encoding="utf-8")
    errors = [each for each in load_flow(path).check() if each.severity == "error"]
    assert {each.code[0] for each in errors} <= {"L"}


def test_make_commands_of_the_readme_exist() -> None:
    """Every `make …` named is a command of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"^(\w+):.*## ", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make (\w+)", README, flags=re.MULTILINE))
    assert named <= commands


def test_links_of_the_readme_lead_somewhere() -> None:
    """Every relative link names a file."""
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
