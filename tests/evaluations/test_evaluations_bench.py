"""`make bench`: what fails is seen, what cannot run is said."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

EVALUATIONS = Path(__file__).parents[2] / "evaluations"


@pytest.fixture
def bench() -> Iterator[ModuleType]:
    """The program behind `make bench`."""
    spec = importlib.util.spec_from_file_location("bench", EVALUATIONS / "bench.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["bench"]


def test_all_programs_are_there(bench: ModuleType) -> None:
    """Each job names a file of the project or a module, and no two have one name."""
    root = EVALUATIONS.parent
    gone = [job.program for job in bench.JOBS if not (job.module or (root / job.program).is_file())]
    modules = [job.program for job in bench.JOBS if job.module]
    assert gone == []
    assert all(importlib.util.find_spec(module) is not None for module in modules)
    assert len({job.name for job in bench.JOBS}) == len(bench.JOBS)


def test_studies_and_benchmarks_all_have_a_job(bench: ModuleType) -> None:
    """A study or benchmark that nobody runs would rot."""
    root = EVALUATIONS.parent
    found = [*EVALUATIONS.glob("*/study.py"), *(root / "tests" / "benchmarks").glob("bench_*.py")]
    programs = {job.program for job in bench.JOBS}
    assert {path.relative_to(root).as_posix() for path in found} <= programs


def test_tests_that_are_studies_run_here_alone(
    bench: ModuleType, pytestconfig: pytest.Config
) -> None:
    """Their job asks for them by their mark, and without a word pytest leaves just them out."""
    (job,) = (job for job in bench.JOBS if job.module)
    assert job.command(Path("out")) == [sys.executable, "-m", "pytest", "-m", "study"]
    asked = pytestconfig.getini("addopts")
    assert asked[asked.index("-m") :][:2] == ["-m", "not study"]


@pytest.mark.parametrize(("code", "verdict"), [(0, "ok"), (1, "FAILED")])
def test_one_failure_fails_all(
    bench: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: int,
    verdict: str,
) -> None:
    """The exit code is that of the worst job, and the summary names each."""
    program = tmp_path / "program.py"
    program.write_text(f"raise SystemExit({code})", encoding="utf-8")
    good = tmp_path / "good.py"
    good.write_text("", encoding="utf-8")
    jobs = [bench.Job(name="speed", program=str(program)), bench.Job(name="k", program=str(good))]
    monkeypatch.setattr(bench, "JOBS", jobs)
    assert bench.main(["--out", str(tmp_path / "out")]) == code
    summary = capsys.readouterr().out.partition("summary")[2]
    assert [line.split()[:2] for line in summary.strip().splitlines()] == [
        ["speed", verdict],
        ["k", "ok"],
    ]


def test_without_outside_data_studies_are_left_out(
    bench: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """That is said, and is no failure."""
    monkeypatch.delenv("DIALOGKIT_DATA", raising=False)
    assert bench.main(["--only", "multidogo", "--out", str(tmp_path)]) == 0
    assert "DIALOGKIT_DATA is not set" in capsys.readouterr().out


@pytest.mark.slow
def test_the_speed_program_measures_both_sides(tmp_path: Path) -> None:
    """The table has both rates and their ratio, and simulating is the faster one."""
    out = tmp_path / "speed.md"
    program = str(EVALUATIONS / "speed" / "speed.py")
    few = ["--rounds", "1", "--weeks", "1", "--held", "20", "--conversations", "20000"]
    few += ["--few-only", "--out", str(out)]
    subprocess.run([sys.executable, program, *few], check=True, capture_output=True)
    lines = [line for line in out.read_text("utf-8").splitlines() if line.startswith("|")]
    rows = [line.strip("| ").split(" | ") for line in lines[2:5]]
    rates = [float(row[1].replace(",", "")) for row in rows]
    assert rates[2] == pytest.approx(rates[0] / rates[1], rel=0.05)
    assert rates[2] > 1
