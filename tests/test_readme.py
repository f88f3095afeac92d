"""What the README tells a new user to type works as it stands there."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dialogkit import channels
from dialogkit.corpus import formats, read_utterances
from dialogkit.flow import explanations, load_flow

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "corpora/README.md",
    "dialogkit/corpus/FORMATS.md",
    "dialogkit/corpus/PRIVACY.md",
    "evaluations/README.md",
    "notebooks/README.md",
]
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
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def run_lines(heading: str, folder: Path) -> dict[str, str]:
    """Every line of the shell blocks under a heading, in order, to what it printed.

    A gate may say no, nothing else may; what a line says it writes is there afterwards.
    """
    printed = {}
    text = "".join(shortened(block) for block in blocks("sh", after=heading))
    for line in filter(None, text.splitlines()):
        if line.startswith(". "):
            continue
        command = line.partition("  # ")[0].strip()
        assert command.split()[0] in ("dialogkit", "cp", "sed"), line
        result = run(["sh", "-c", command], folder)
        allowed = (0, 1) if command.startswith("dialogkit gate") else (0,)
        assert result.returncode in allowed, (line, result.stdout, result.stderr)
        assert result.stderr == "", line
        for written in re.findall(r"(?:-o|--key|--audit) (\S+)", command):
            assert (folder / written).exists(), line
        printed[command] = result.stdout
    return printed


@pytest.mark.slow
def test_step_by_step_runs(checkout: Path) -> None:
    """Every line, from the raw log to the page."""
    assert len(run_lines("## Step by step\n", checkout)) > 5


@pytest.mark.slow
def test_design_runs(checkout: Path) -> None:
    """Every line; the change is noticed, and what comes back from Rasa behaves the same."""
    printed = run_lines("## Design\n", checkout)
    compared = [text for line, text in printed.items() if line.startswith("dialogkit diff ")]
    assert ["total > 30" in text for text in compared] == [True, False]
    assert compared[1] == "no difference\n"


@pytest.mark.slow
def test_rehearsal_without_a_log_runs(checkout: Path) -> None:
    """Every line; the forecast says that its customers are assumed."""
    run_lines("## Without a log\n", checkout)
    value = json.loads((checkout / "work/news-forecast.json").read_text(encoding="utf-8"))
    assert value["customers"]["kind"] == "assumed"


@pytest.mark.slow
def test_python_block_runs(checkout: Path) -> None:
    """The Python block, as a script of its own."""
    (block,) = blocks("python", after="## Step by step\n")
    result = run([sys.executable, "-W", "error", "-c", shortened(block)], checkout)
    assert result.returncode == 0, result.stderr
    assert (checkout / "work/python/report.html").stat().st_size > 10_000


def test_flow_of_the_readme_is_sound(tmp_path: Path) -> None:
    """With the texts shown below it the checks have nothing to say."""
    flow, texts = blocks("yaml", after="## A bot and its handoffs\n")
    (tmp_path / "flow.yaml").write_text(flow, encoding="utf-8")
    (tmp_path / "texts.en.yaml").write_text(texts, encoding="utf-8")
    assert load_flow(tmp_path).check() == []


def test_numbers_of_the_readme_are_right() -> None:
    """Kinds of mistakes, channels, corpora and formats of logs are as many as it says."""
    corpora = [path for path in (ROOT / "corpora").iterdir() if path.is_dir()]
    assert f"looks for {len(explanations())} kinds of mistakes" in README
    counted = {"sixteen channels": len(channels.names()), "ten bots": len(corpora)}
    assert counted == {"sixteen channels": 16, "ten bots": 10}
    assert all(words in README for words in counted)
    assert f"[{len(formats())} formats, " in README


def test_make_commands_of_the_readme_exist() -> None:
    """Every `make …` named is a command of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"^(\w+):.*## ", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make (\w+)", README, flags=re.MULTILINE))
    assert named <= commands


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    """Every relative link names a file."""
    page = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_each_format_is_told() -> None:
    """One row of the table a format, in the order of `formats`."""
    page = (ROOT / "dialogkit/corpus/FORMATS.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == formats()


def test_corpora_are_listed_with_their_numbers() -> None:
    """One row a corpus: steps, utterances and intents as they are."""
    table = (ROOT / "corpora/README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \[`(\w+)/`\].*?((?: \| \d+){3}) \|$", table, re.MULTILINE))
    counted = {}
    for flow in sorted((ROOT / "corpora").glob("*/flow.yaml")):
        utterances = read_utterances(flow.with_name("utterances.jsonl"))
        intents = {each.intent for each in utterances}
        numbers = (len(load_flow(flow).steps), len(utterances), len(intents))
        counted[flow.parent.name] = "".join(f" | {n}" for n in numbers)
    assert rows == counted
