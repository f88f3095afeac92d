"""What the README tells a new user to type works as it stands there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from remote_servers import RasaBot, serving
from small_world import make_customers

from dialogkit import ContactCentre, channels
from dialogkit.bot import RemoteBot
from dialogkit.corpus import formats, read_utterances
from dialogkit.flow import explanations, load_flow
from dialogkit.simulate import EndpointChat, load_chat_model, load_scripts

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "corpora/README.md",
    "dialogkit/bot/ELSEWHERE.md",
    "dialogkit/contact_centre/STAFF.md",
    "dialogkit/corpus/FORMATS.md",
    "dialogkit/corpus/PRIVACY.md",
    "evaluations/README.md",
    "notebooks/README.md",
]
FEWER = {
    "--replications 20 --assume central": "--replications 1 --days 2 --assume central",
    "--replications 20": "--replications 1 --days 2 --assume central",
    "--replications 5 ": "--replications 1 --days 2 ",
    "--within 60m": "--within 60m --replications 1",
    "-n 1000000": "-n 1000",
    "--conversations 500": "--conversations 60",
    "replications=5": "replications=1, days=2",
}
"""What the README simulates to the little that a test needs; all else runs as it is written."""
CHATS = 4
"""Of so many chats of a shipped log one is read; `make demo` reads them all."""


def blocks(language: str, *, after: str) -> list[str]:
    """Code blocks of a language in the part of the README under a heading."""
    part = README[README.index(after) + len(after) :]
    part = part[: part.find("\n## ")] if "\n## " in part else part
    return re.findall(rf"```{language}\n(.*?)```", part, flags=re.DOTALL)


def shortened(text: str) -> str:
    """The same with fewer weeks and conversations."""
    for long, short in FEWER.items():
        text = text.replace(long, short)
    return text


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a new user has it: the corpora, and the installed program on the path."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "corpora", folder / "corpora", ignore=most_of_a_log)
    return folder


def most_of_a_log(folder: str, names: list[str]) -> set[str]:
    """What is left out of a folder: all but some of the chats, where it is a log."""
    return {*names} - {*sorted(names)[::CHATS]} if Path(folder).name == "log" else set()


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


def run_lines(
    heading: str, folder: Path, instead: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Every line of the shell blocks under a heading, in order, to what it printed.

    A gate may say no, nothing else may; what a line says it writes is there afterwards.

    Args:
        heading: Of which part.
        folder: Where they run.
        instead: Files of the README to those that are used in their place.
    """
    printed = {}
    text = "".join(shortened(block) for block in blocks("sh", after=heading))
    for file, other in (instead or {}).items():
        text = text.replace(file, other)
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
    """Every line, from the raw log to the page, to what-ifs, staffing, coverage and scripts."""
    printed = run_lines("## Step by step\n", checkout)
    assert len(printed) > 15
    text = "".join(printed.values())
    assert "\nWhat if agents = 12 (was 6)\n" in text
    assert " agents answer 80% within 60 min of opening hours\n" in text
    assert " of 31 steps visited\n" in text
    assert "5 of 5 scripts went as expected\n" in text


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


@pytest.mark.slow
def test_a_bot_elsewhere_runs(tmp_path: Path) -> None:
    """Every line, with a bot on this machine and with fewer customers; its mark is understood."""
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    (bot,) = blocks("yaml", after="## A bot that runs elsewhere\n")
    centre = (ROOT / "corpora/parcel/centre.yaml").read_text(encoding="utf-8")
    with serving(RasaBot()) as server:
        work = tmp_path / "work"
        work.mkdir()
        (work / "bot.yaml").write_text(bot.replace("http://localhost:5005", server.url), "utf-8")
        make_customers(per_week=60.0).save(work / "customers.json")
        few = tmp_path / "few.yaml"
        few.write_text(re.sub("arrivals_per_week: .*", "arrivals_per_week: 60", centre), "utf-8")
        instead = {"corpora/parcel/centre.yaml": few.name}
        printed = run_lines("## A bot that runs elsewhere\n", tmp_path, instead)
    text = "".join(printed.values())
    assert " conversations with the bot -> " in text
    assert (work / "elsewhere.html").stat().st_size > 10_000
    value = json.loads((work / "elsewhere.json").read_text(encoding="utf-8"))
    assert value["rates"]["rates"]["handoff_rate"]["value"] > 0


def test_files_of_the_pages_can_be_read(tmp_path: Path) -> None:
    """The staff, the bot elsewhere, the scripts and the model that plays customers."""
    staff = (ROOT / "dialogkit/contact_centre/STAFF.md").read_text(encoding="utf-8")
    (centre,) = re.findall(r"```yaml\n(.*?)```", staff, re.DOTALL)
    assert len(ContactCentre.parse(centre).agents) == 2
    page = (ROOT / "dialogkit/bot/ELSEWHERE.md").read_text(encoding="utf-8")
    written = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    names = ("bot.yaml", "scripts.yaml", "actor.yaml")
    for name, text in zip(names, written, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert set(RemoteBot.load(tmp_path / "bot.yaml").settings.handoffs) == {"team"}
    assert [each.name for each in load_scripts(tmp_path / "scripts.yaml")]
    assert isinstance(load_chat_model(tmp_path / "actor.yaml"), EndpointChat)


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
