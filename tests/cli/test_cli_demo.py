"""The main job: from raw chats to a page, again, with little, and with other people's chats."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from cli_world import FLOW, NAMES, ROOT, Result, call, corpus, refused, utterance_rows, write_rows

from dialogkit.corpus import read_log

QUICK = ("--replications", 2, "--executor", "serial")


def demo(log: Path, flow: Path, out: Path, *more: object) -> Result:
    """The main job with few weeks, in this process."""
    return call("demo", "--log", log, "--flow", flow, "--out", out, *QUICK, *more)


def words_of(page: Path) -> str:
    """The text of a page."""
    written = page.read_text(encoding="utf-8")
    text = re.sub(r"<(style|svg|head).*?</\1>", " ", written, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def outputs(out: Path) -> Iterator[tuple[str, str]]:
    """Every file of the main job but the key, as text that can be searched."""
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        if path.suffix == ".parquet":
            yield path.name, str(pq.read_table(path).to_pylist())
        elif path.suffix != ".npz":
            yield path.name, path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus whose flow has everything beside it."""
    return corpus(tmp_path_factory.mktemp("demo") / "kiosk")


def test_last_line_is_the_page_and_the_second_call_reuses_it(kiosk: Path, tmp_path: Path) -> None:
    """The page is there, whole; an unchanged call says so; a changed one works again."""
    out = tmp_path / "out"
    first = demo(kiosk / "log", kiosk, out)
    assert first.code == 0, first
    page = Path(first.out.splitlines()[-1])
    assert page == out / "report.html"
    written = page.read_bytes()
    second = demo(kiosk / "log", kiosk / "flow.yaml", out)
    assert second.out.splitlines() == ["nothing has changed since the last call", str(page)]
    assert page.read_bytes() == written
    third = demo(kiosk / "log", kiosk, out, "--seed", 8)
    assert "nothing has changed" not in third.out
    assert third.out.splitlines()[-1] == str(page)


def test_same_seed_gives_the_same_numbers(kiosk: Path, tmp_path: Path) -> None:
    """Another folder, another key, the same forecast."""
    found = []
    for name in ("one", "two"):
        assert demo(kiosk / "log", kiosk, tmp_path / name).code == 0
        value = json.loads((tmp_path / name / "forecast.json").read_text(encoding="utf-8"))
        found.append({key: value[key] for key in ("rates", "baseline", "sensitivity", "week")})
    assert found[0] == found[1]


def test_interrupted_call_is_not_taken_for_done(kiosk: Path, tmp_path: Path) -> None:
    """What a failed call left behind is not reused, and a damaged note of the last one no error."""
    own, out = shutil.copytree(kiosk, tmp_path / "own"), tmp_path / "out"
    assert demo(own / "log", own, out).code == 0
    (own / "centre.yaml").write_text("agents: none\n", encoding="utf-8")
    refused(demo(own / "log", own, out))
    shutil.copy(kiosk / "centre.yaml", own / "centre.yaml")
    again = demo(own / "log", own, out)
    assert again.code == 0
    assert "nothing has changed" not in again.out
    (out / "demo.json").write_text("{", encoding="utf-8")
    assert demo(own / "log", own, out).code == 0


def test_shipped_flow_on_a_small_log(kiosk: Path, tmp_path: Path) -> None:
    """The parcel flow with its texts, on somebody's small log: a page, and a note of too little."""
    parcel = tmp_path / "parcel"
    parcel.mkdir()
    shipped = ROOT / "corpora/parcel"
    for path in [*shipped.glob("texts.*.yaml"), shipped / "flow.yaml", shipped / "gate.yaml"]:
        shutil.copy(path, parcel)
    labels = {"opening_hours": "opening_hours", "parcel_status": "parcel_status"}
    rows = [row for row in utterance_rows() if labels.get(row["intent"], "human_agent")]
    write_rows(parcel / "utterances.jsonl", rows)
    result = demo(kiosk / "log", parcel, tmp_path / "out", "--locale", "en")
    assert result.code == 0, result
    page = words_of(tmp_path / "out/report.html")
    assert "below 30 a forecast says little" in page
    assert "there are no labelled texts for" in page
    assert "Not enough data" in page
    notes_are_german(tmp_path / "out")


def test_flow_alone_is_enough(kiosk: Path, tmp_path: Path) -> None:
    """Without staff, conditions, texts of the bot and labelled texts the page says what it took."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "flow.yaml").write_text(FLOW, encoding="utf-8")
    out = tmp_path / "out"
    result = demo(kiosk / "log", own / "flow.yaml", out, "--locale", "en")
    assert result.code == 0, result
    assert "error L001" in result.out
    page = words_of(out / "report.html")
    assert "there is no centre.yaml beside the flow" in page
    assert "there is no utterances.jsonl beside the flow" in page
    spoken = json.loads((out / "customers.json").read_text(encoding="utf-8"))["spoken"]
    shipped = (ROOT / "corpora/parcel/utterances.jsonl").read_text(encoding="utf-8")
    said = {json.loads(line)["text"] for line in shipped.splitlines()}
    assert not said & {row["text"] for row in spoken}
    notes_are_german(out)


def notes_are_german(out: Path) -> None:
    """A German page of the same forecast has every note in German, and none in English."""
    data = json.loads((out / "forecast.json").read_text(encoding="utf-8"))["data"]
    assert len(data["notes"]) == len(data["notes_de"]) > 3
    assert all(data["notes_de"])
    result = call("report", out / "forecast.json", "--locale", "de", "-o", out / "de.html")
    assert result.code == 0, result
    page = words_of(out / "de.html")
    assert [note for note in data["notes"] if note in page] == []
    assert "Format: whatsapp" in page
    assert '<li lang="en">' not in (out / "de.html").read_text(encoding="utf-8")


def test_flow_of_other_intents_needs_texts(kiosk: Path, tmp_path: Path) -> None:
    """Where the shipped texts know nothing the flow hears, the job ends before it misleads."""
    path = tmp_path / "flow.yaml"
    text = FLOW
    for label in ("opening_hours", "parcel_status", "human_agent"):
        text = text.replace(label, f"bakery_{label}")
    path.write_text(text, encoding="utf-8")
    sentence = refused(demo(kiosk / "log", path, tmp_path / "out"))
    assert str(path) in sentence
    assert "--utterances" in sentence
    assert "bakery_opening_hours" in sentence


def test_little_labelled_text_is_no_obstacle(kiosk: Path, tmp_path: Path) -> None:
    """Two texts an intent: nothing is held out, nothing is measured, and the page says so."""
    rows = [row for row in utterance_rows() if row["text"] in ("Agent please", "When do you open?")]
    few = write_rows(tmp_path / "few.jsonl", rows)
    out = tmp_path / "out"
    result = demo(kiosk / "log", kiosk, out, "--utterances", few, "--locale", "en")
    assert result.code == 0, result
    assert "too few labelled texts to measure" in words_of(out / "report.html")


def test_nobody_is_named_in_any_output(kiosk: Path, tmp_path: Path) -> None:
    """Neither the people nor the export named after one of them is in any file; nor a folder."""
    out = tmp_path / "out"
    assert demo(kiosk / "log", kiosk, out, "--agent", NAMES[1]).code == 0
    for name, text in outputs(out):
        for part in (*NAMES[0].split(), *NAMES[1].split(), str(tmp_path)):
            assert part not in text, (name, part)


def exports(folder: Path) -> list[Path]:
    """WhatsApp and Telegram exports among the outside data."""
    found = [*folder.rglob("*whatsapp*/*.txt"), *folder.rglob("whatsapp*.txt")]
    found += [*folder.rglob("*telegram*/*export*.json"), *folder.rglob("telegram*.json")]
    return sorted(set(found))


@pytest.mark.outside_data
def test_exports_of_strangers_give_honest_pages(outside_data: Path, tmp_path: Path) -> None:
    """Exit code 0, a page that says that it rests on too little, and no participant in any file."""
    found = exports(outside_data / "messenger_exports")
    assert len(found) >= 8
    flow = tmp_path / "flow.yaml"
    flow.write_text(FLOW, encoding="utf-8")
    write_rows(tmp_path / "utterances.jsonl", utterance_rows())
    for number, export in enumerate(found):
        out = tmp_path / f"out{number}"
        result = demo(export, flow, out, "--locale", "en")
        assert result.code == 0, (number, result.err)
        assert "below 30 a forecast says little" in words_of(out / "report.html")
        people = read_log(export).table["person"].to_pylist()
        names = {name for name in people if name and len(name) > 2}
        for file, text in outputs(out):
            # names are compared in memory and never shown
            named = [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)]
            assert not named, (number, file)
