"""A worked example for every code: what it shows is what the checks find, and the mend mends."""

from __future__ import annotations

import dataclasses
import shutil
import tomllib
from pathlib import Path

import pytest

from dialogkit.errors import ParameterError
from dialogkit.flow import Example, ExampleLine, example, explanations, load_flow
from dialogkit.flow._checks import _examples
from dialogkit.flow._checks._examples import cases

EXAMPLES = Path(_examples.__file__).parent
ROOT = Path(__file__).parents[2]
KEYS = {
    "flow.yaml": "flow",
    "texts.en.yaml": "en",
    "texts.de.yaml": "de",
    "utterances.yaml": "utterances",
}
CODES = list(explanations())


def _stands(line: ExampleLine, files: dict[str, str]) -> bool:
    return files[KEYS[line.file]].splitlines()[line.number - 1] == line.text


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_worked_example(code: str) -> None:
    """It has the finding, the line where that is, and the lines that mend it, as they stand."""
    shown, case = example(code), cases()[code][0]
    bad, good = dict(case.bad_files()), dict(case.good_files())
    place = shown.finding.place
    assert shown.code == shown.finding.code == code
    assert shown.finding.severity == explanations()[code].severity
    assert (place.file, place.line) in [(line.file, line.number) for line in shown.lines]
    assert all(_stands(line, bad) for line in shown.lines)
    assert all(_stands(line, good) for line in shown.mended)
    assert bool(shown.needs) == (case.counted or bool(case.knows))


def test_mended_flows_are_whole() -> None:
    """Who writes what the example ends with has no error and no warning left."""
    for case in (cases()[code][0] for code in CODES):
        if case.good is not None or case.given:  # else it is a base, of which the same is tested
            found = case.findings(case.good_files())
            assert [each for each in found if each.severity != "info"] == []


def test_examples_are_understood_at_a_glance() -> None:
    """A few lines, short enough for a screen."""
    for shown in map(example, CODES):
        assert 1 <= len(shown.lines) <= 2, shown.code
        assert len(shown.mended) <= 2, shown.code
        assert max(len(line.text) for line in (*shown.lines, *shown.mended)) <= 110, shown.code


def test_what_is_taken_out_is_the_line_of_the_finding() -> None:
    """Where nothing is written instead, there is no doubt which line goes."""
    without = [example(code) for code in CODES if not example(code).mended]
    assert [shown.code for shown in without] == ["L004"]
    assert all(len(shown.lines) == 1 for shown in without)


@pytest.mark.parametrize("code", ["S004", "H003", "C004", "P001", "L001", "I003", "F002"])
def test_the_finding_is_the_one_that_check_gives(code: str, tmp_path: Path) -> None:
    """The bad flow as files, read and checked as a designer does it, has the same finding."""
    case, shown = cases()[code][0], example(code)
    folder = tmp_path / "flow"
    shutil.copytree(EXAMPLES / case.base, folder)
    for name, key in KEYS.items():
        if key in case.bad_files():
            (folder / name).write_text(case.bad_files()[key], encoding="utf-8")
    found = next(each for each in load_flow(folder).check() if each.code == code)
    place = dataclasses.replace(found.place, file=Path(found.place.file).name)
    assert dataclasses.replace(found, place=place) == shown.finding


def test_examples_with_a_classifier_say_so() -> None:
    """What the check needs besides the flow is named."""
    assert "classifier" in example("I001").needs
    assert "labelled texts" in example("I005").needs
    both = example("I004").needs
    assert both.index("classifier") < both.index("labelled texts")
    assert example("S001").needs == ""


def test_examples_cannot_be_changed() -> None:
    """An example is a value; the one kept for the next caller stays as it is."""
    shown = example("S001")
    assert isinstance(shown, Example)
    with pytest.raises(dataclasses.FrozenInstanceError):
        shown.code = "S002"  # type: ignore[misc] # that it is refused is the point
    assert example("S001") == shown


def test_unknown_codes_are_refused() -> None:
    """The message names the rule and what was given."""
    with pytest.raises(ParameterError, match=r"explanations\(\), got 'S999'"):
        example("S999")


def test_the_files_are_part_of_the_package() -> None:
    """The wheel takes the whole folder of the package, in which the flows lie."""
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    wheel = wheel["targets"]["wheel"]
    assert wheel["packages"] == ["dialogkit"]
    assert not {"exclude", "only-include", "include"} & wheel.keys()
    lies = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.yaml")}
    assert {"examples.yaml", "parcel/flow.yaml", "shop/texts.de.yaml", "kiosk/flow.yaml"} <= lies
    assert (EXAMPLES / "shop" / "label.svg").is_file()
