"""The notebooks run, show what is stored in them, and show nothing they must not."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jupytext
import pytest

from dialogkit.corpus import sweep

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
NAMES = ("00_start_here", "01_design_a_flow", "02_from_log_to_forecast")
FORECAST = "02_from_log_to_forecast"
WITHIN = 2.0
"""Percentage points by which a stored rate may differ from one counted on another machine."""


def _build() -> Any:
    """The script that writes the notebooks."""
    spec = importlib.util.spec_from_file_location("build", NOTEBOOKS / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = _build()


def _stored(name: str) -> Any:
    return jupytext.read(NOTEBOOKS / f"{name}.ipynb")


def _outputs(name: str) -> str:
    """All outputs of a notebook, as JSON."""
    cells = [cell.get("outputs", []) for cell in _stored(name).cells]
    return json.dumps(cells, ensure_ascii=False)


def _run(name: str, folder: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Runs a copy of a notebook under nbval, and gives the place it ran in."""
    place: Path = BUILD.stage(folder)
    shutil.copy(NOTEBOOKS / f"{name}.ipynb", place)
    options = ["-p", "no:cacheprovider", "-p", "no:xdist", "-q", "-c", os.devnull]
    nbval = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=300"]
    sanitize = ["--nbval-sanitize-with", str(Path(__file__).with_name("sanitize.cfg"))]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *nbval, *sanitize, f"{name}.ipynb"],
        cwd=place,
        env={**os.environ, "IPYTHONDIR": str(folder / "ipython"), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return place, done


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Each notebook run once."""
    return {name: _run(name, tmp_path_factory.mktemp("run")) for name in NAMES}


def test_every_notebook_is_known() -> None:
    """The folder holds the notebooks tested here, each with both halves."""
    assert tuple(half.stem for half in BUILD.halves()) == NAMES
    assert tuple(sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))) == NAMES


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_notebook_shows_what_is_stored(name: str, runs: dict[str, Any]) -> None:
    """Every cell runs in a fresh kernel, and shows what the notebook has stored."""
    done = runs[name][1]
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.slow
def test_stored_rates_are_those_of_the_forecast(runs: dict[str, Any]) -> None:
    """The rates that the notebook prints are counted again, within two percentage points."""
    place = runs[FORECAST][0]
    forecast = json.loads((place / "work/forecast/forecast.json").read_text(encoding="utf-8"))
    rates = {rate["label"]: rate["value"] for rate in forecast["rates"]["rates"].values()}
    printed = re.findall(r"^(\S.*?) +([\d.]+)%  \(", _text_of("dk.forecast("), re.MULTILINE)
    assert len(printed) == 7
    for label, value in printed:
        assert 100 * rates[label] == pytest.approx(float(value), abs=WITHIN), label


def _text_of(source: str) -> str:
    """What the cell of the last notebook that holds ``source`` prints."""
    (cell,) = [c for c in _stored(FORECAST).cells if source in c.source and c.cell_type == "code"]
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


@pytest.mark.parametrize("name", NAMES)
def test_halves_agree(name: str) -> None:
    """The `.ipynb` was written from the `.py` as it is now: same cells, same tags, same names."""
    half = BUILD.read(NOTEBOOKS / f"{name}.py")
    stored = _stored(name)
    assert [_cell(cell) for cell in stored.cells] == [_cell(cell) for cell in half.cells]
    assert jupytext.read(NOTEBOOKS / f"{name}.py").metadata.jupytext.formats == "ipynb,py:percent"


def _cell(cell: Any) -> tuple[Any, ...]:
    return cell.id, cell.cell_type, cell.source, dict(cell.metadata)


@pytest.mark.parametrize("name", NAMES)
def test_all_cells_have_run_in_order(name: str) -> None:
    """Every code cell is numbered from 1, and none shows an error or a warning."""
    code = [cell for cell in _stored(name).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]


@pytest.mark.parametrize("name", NAMES)
def test_notebook_holds_nothing_of_the_machine(name: str) -> None:
    """No absolute path, no random name of a panel, no time of a run, and below 500 KB."""
    text = (NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|tmp|usr|Users|private|opt|mnt)/|\b[A-Z]:\\\\", text)
    assert not re.search(r"dk-[0-9a-f]{32}", text)
    assert '"execution"' not in text
    assert "widget-view" not in text
    assert len(text.encode()) < BUILD.LARGEST


@pytest.mark.parametrize("name", NAMES)
def test_chat_can_be_read_without_a_kernel(name: str) -> None:
    """The transcript of each chat panel is stored as plain HTML."""
    cells = [cell for cell in _stored(name).cells if "dk.chat(" in cell.source]
    shown = [json.dumps(cell.get("outputs", []), ensure_ascii=False) for cell in cells]
    assert cells
    assert all("dialogkit-transcript" in html for html in shown)


def test_no_personal_data_is_shown() -> None:
    """None of the names, numbers and addresses planted in the log stands in an output."""
    rows = (ROOT / "corpora/parcel/planted.jsonl").read_text(encoding="utf-8").splitlines()
    planted: dict[str, set[str]] = {}
    for row in map(json.loads, rows):
        planted.setdefault(row["kind"], set()).add(row["value"])
    assert sum(map(len, planted.values())) > 1000
    outputs = [_outputs(name) for name in NAMES]
    assert not any(sweep(outputs, planted).values())
    assert any(sweep([*outputs, next(iter(planted["name"]))], planted).values())


def test_a_path_of_the_machine_is_refused() -> None:
    """The script does not write a notebook whose output names the home folder."""
    notebook = jupytext.reads("x", fmt="py:percent")
    text = f"{Path.home()}/chats.txt"
    notebook.cells[0].outputs = [{"output_type": "stream", "name": "stdout", "text": text}]
    with pytest.raises(SystemExit, match="path of this machine"):
        BUILD.sweep(notebook)
