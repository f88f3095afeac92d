"""The main job on flows without a log: their customers are assumed, and the page says so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from unittest import mock

import pytest
from cli_world import ROOT, Result, call, corpus, refused
from ruamel.yaml import YAML
from test_cli_demo import words_of

from dialogkit.cli import _demo_job
from dialogkit.cli._demo_job import Job

GATES = list(ROOT.glob("corpora/*/gate.yaml"))
QUICK = ("--replications", 1, "--executor", "serial", "--locale", "en")


def demo(flow: Path, out: Path, *more: object) -> Result:
    """The main job without a log, in this process."""
    return call("demo", "--flow", flow, "--out", out, *QUICK, *more)


def small(folder: Path, corpus: str = "certificate", *, per_week: int = 120) -> Path:
    """A shipped corpus with fewer customers, without its conditions, which would want more."""
    shutil.copytree(ROOT / "corpora" / corpus, folder, ignore=shutil.ignore_patterns("gate.yaml"))
    centre = folder / "centre.yaml"
    lines = centre.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("arrivals_per_week")]
    kept += [f"arrivals_per_week: {per_week}", ""] if per_week else [""]
    centre.write_text("\n".join(kept), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Result]:
    """A shipped flow that uses another, the folder of its results, and the call."""
    folder = tmp_path_factory.mktemp("flows")
    flow = small(folder / "certificate")
    return flow, folder / "out", demo(flow, folder / "out")


def test_page_says_that_customers_are_assumed(rehearsed: tuple[Path, Path, Result]) -> None:
    """No log is read, nothing is anonymized; the page says whose assumptions it rests on."""
    flow, out, result = rehearsed
    assert result.code == 0, result
    assert result.out.splitlines()[-1] == str(out / "report.html")
    assert "read the log" not in result.out
    assert not (out / "secret.key").exists()
    value = json.loads((out / "forecast.json").read_text(encoding="utf-8"))
    assert value["customers"]["kind"] == "assumed"
    assert f"--flow {flow.name}" in value["command"]
    assert "--log" not in value["command"]
    page = words_of(out / "report.html")
    assert "There is no log behind this" in page
    assert value["customers"]["source"] in page
    assert "120 cases a week are simulated, as centre.yaml says" in page


def test_customers_say_what_the_classifier_has_not_seen(
    rehearsed: tuple[Path, Path, Result],
) -> None:
    """What was kept from training is what they speak; the classifier never learnt it."""
    _, out, _ = rehearsed
    saved = json.loads((out / "customers.json").read_text(encoding="utf-8"))
    value = json.loads((out / "forecast.json").read_text(encoding="utf-8"))
    labelled = [row for row in saved["spoken"] if "out_of_scope" not in row["meant"]]
    assert 0 < len(labelled) <= value["model"]["n"]
    assert "which the classifier was not taught with" in " ".join(saved["notes"])


@pytest.mark.parametrize("changed", ["customers.yaml", "centre.yaml", "identify/texts.en.yaml"])
def test_only_what_changed_is_worked_out_anew(
    rehearsed: tuple[Path, Path, Result], tmp_path: Path, changed: str
) -> None:
    """A copy of the folder is known again; with another staff or text of a used flow it is not."""
    flow = shutil.copytree(rehearsed[0], tmp_path / "certificate")
    first = demo(rehearsed[0], rehearsed[1])
    assert first.out.startswith("nothing has changed")
    job = Job(
        log=None,
        flow=flow,
        out=tmp_path,
        agents=(),
        utterances=None,
        replications=1,
        locale="en",
        seed=7,
    )
    known = json.loads((rehearsed[1] / "demo.json").read_text(encoding="utf-8"))["fingerprint"]
    assert job.fingerprint() == known
    path = flow / changed
    path.write_text(path.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    assert job.fingerprint() != known


@pytest.mark.parametrize("made_by", ["own_files", "libraries"])
def test_results_of_other_code_are_not_taken_for_its_own(
    rehearsed: tuple[Path, Path, Result], monkeypatch: pytest.MonkeyPatch, made_by: str
) -> None:
    """With other word lists or templates, or another numpy, nothing of an old folder is reused."""
    job = Job(
        log=None,
        flow=rehearsed[0],
        out=rehearsed[1],
        agents=(),
        utterances=None,
        replications=1,
        locale="en",
        seed=7,
    )
    assert job.fingerprint() == job.remembered()
    monkeypatch.setattr(_demo_job, made_by, lambda: "others")
    assert job.fingerprint() != job.remembered()


def test_shipped_texts_that_taught_the_classifier_count(
    rehearsed: tuple[Path, Path, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a flow has no texts of its own, a change of those taken instead is a change."""
    flow = shutil.copytree(rehearsed[0], tmp_path / "certificate")
    (flow / "utterances.jsonl").unlink()
    taken = tmp_path / "shipped.jsonl"
    monkeypatch.setattr(_demo_job, "shipped", lambda _: taken)
    job = Job(
        log=None,
        flow=flow,
        out=tmp_path,
        agents=(),
        utterances=None,
        replications=1,
        locale="en",
        seed=7,
    )
    found = []
    for text in ("one", "another"):
        taken.write_text(text, encoding="utf-8")
        found.append(job.fingerprint())
    assert found[0] != found[1]


@pytest.mark.parametrize("name", sorted(each.parent.name for each in GATES))
def test_conditions_ask_for_rates_that_a_forecast_has(
    rehearsed: tuple[Path, Path, Result], name: str
) -> None:
    """Each shipped gate can be judged: no page ends in a refusal after all the work."""
    value = json.loads((rehearsed[1] / "forecast.json").read_text(encoding="utf-8"))
    conditions = YAML(typ="safe", pure=True).load(ROOT / "corpora" / name / "gate.yaml")[
        "conditions"
    ]
    asked = {one["rate"] for one in conditions if "rate" in one}
    assert asked
    assert asked <= value["rates"]["rates"].keys()


def test_how_many_come_must_be_said(tmp_path: Path) -> None:
    """Without a log, and without arrivals_per_week or staff, nobody knows; so it is refused."""
    flow = small(tmp_path / "certificate", per_week=0)
    told = refused(demo(flow, tmp_path / "out"))
    assert "customers.yaml: needs a centre.yaml beside it that says arrivals_per_week" in told
    (flow / "centre.yaml").unlink()
    assert "arrivals_per_week" in refused(demo(flow, tmp_path / "out"))


def test_a_log_beside_the_flow_counts_first(tmp_path: Path) -> None:
    """Whoever has a log is never assumed, though a customers.yaml lies there, too."""
    kiosk = corpus(tmp_path / "kiosk")
    shutil.copy(ROOT / "corpora/certificate/customers.yaml", kiosk)
    result = demo(kiosk, tmp_path / "out")
    assert result.code == 0, result
    assert "read the log" in result.out
    assert "There is no log behind this" not in words_of(tmp_path / "out/report.html")


def test_a_borrowed_log_is_owned_up_to(tmp_path: Path) -> None:
    """With neither log nor customers it meets those of the shipped log, and the page says so."""
    kiosk = corpus(tmp_path / "kiosk")
    shipped = (kiosk / "log").rename(tmp_path / "log")
    with mock.patch("dialogkit.cli._demo_parts.shipped", return_value=shipped) as asked:
        result = demo(kiosk, tmp_path / "out")
    asked.assert_called_once_with("log")
    assert result.code == 0, result
    assert "the customers are those of the shipped log" in words_of(tmp_path / "out/report.html")
