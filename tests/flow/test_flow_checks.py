"""Every check: its faults and their mends, as `explain` tells them; and what findings are like."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogkit.conversation import Prediction, Utterance
from dialogkit.errors import FlowError
from dialogkit.flow import Finding, explanations, load_flow
from dialogkit.flow._checks import _examples
from dialogkit.flow._checks._examples import BASES, Case, base_files, cases, findings_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARCEL = Path(__file__).parent / "parcel"
EXAMPLES = Path(_examples.__file__).parent
NAMES = {"flow": "flow.yaml", "en": "texts.en.yaml", "de": "texts.de.yaml"}
SMALL = base_files("parcel")

ALL = [
    pytest.param(code, case, id=f"{code}-{number}")
    for code, listed in cases().items()
    for number, case in enumerate(listed, 1)
]

# where the first fault of each code is found: the bar stands before the finding's column
PLACES = {
    "S001": "then: |dsek",
    "S002": "|consent",
    "S003": "|hours: {say",
    "S004": "|where: {ask",
    "S005": "handoff: |service",
    "S006": "agent, goto: |bye",
    "S007": "|damage:",
    "S008": "|status:",
    "S009": "do: |carrier.lookup,",
    "S010": "unknwon: |desk",
    "S011": "at_most: |2",
    "S012": "ask: |stroy",
    "S013": "lost: |[rephrase",
    "S014": "|story,",
    "S015": "start: |helo",
    "S016": "fulfils: |track}",
    "S017": "|label:",
    "S018": "|hello:",
    "S019": "ask: [|parcel_id",
    "S020": "do: |carrier.lookup,",
    "S021": "|refund, if",
    "S022": "customer.tier == golden: |desk",
    "S023": "|find,",
    "S024": "|found: {say",
    "H001": "|{resolved",
    "H002": "|menu:",
    "H003": "|desk, closed",
    "H004": "pass: |{values",
    "H005": "|service:",
    "H006": "|on weekdays",
    "H007": "|{agent",
    "H008": "|{skills",
    "H009": "|back:",
    "H010": "|hello:",
    "L001": "|story,",
    "L002": "|status",
    "L003": "agree: |damage,",
    "L004": "|welcome",
    "L005": "|status",
    "L006": "|label:",
    "I001": "track: |parcel_state",
    "I002": "|{track: parcel_status",
    "I003": "complain: |complaint",
    "I004": "|complaint",
    "I005": "|parcel_status",
    "F001": "|carrier.lookup:",
    "F002": "|carrier.lookup:",
    "F003": "|parcel_status",
    "F004": "|amount:",
    "F005": "|shipped:\n",
    "F006": "|shop.lookup:",
    "P001": "|story,",
    "P002": "parcel_id, |story]",
    "P003": "|story,",
    "P004": "|story:",
    "P005": "|story:",
    "P006": "    opt_in: |updates",
    "P007": "|go_on_there",
    "C001": "|wbe",
    "C002": "|kik",
    "C003": "|status:",
    "C004": "|hello:",
    "C005": "24h, goto: |bye",
    "C006": "|- {agent",
    "C007": "|label:",
    "C008": "|shipped:\n",
    "C009": "|app, then",
    "C010": "|apple",
}


def _found(case: Case, files: Mapping[str, str]) -> list[Finding]:
    """What is found in the files of a case; what many cases have in common is checked once."""
    return _checked(case.base, tuple(files.items()), case.knows, case.counted)


@cache
def _checked(
    base: str, files: tuple[tuple[str, str], ...], knows: tuple[str, ...], counted: bool
) -> list[Finding]:
    return findings_of(base, dict(files), knows=knows, counted=counted)


def _check(folder: Path, files: Mapping[str, str]) -> list[Finding]:
    """What is found in files as they are read from a folder."""
    for key, name in NAMES.items():
        if key in files:
            (folder / name).write_text(files[key], encoding="utf-8")
    return load_flow(folder).check()


def _with(old: str, new: str) -> dict[str, str]:
    """The small flow with one thing changed."""
    assert SMALL["flow"].count(old) == 1
    return {**SMALL, "flow": SMALL["flow"].replace(old, new)}


@pytest.mark.parametrize("base", BASES)
def test_the_good_flows_have_no_findings(base: str) -> None:
    """What all bad flows are neighbours of is whole, read from its files as anybody reads them."""
    assert load_flow(EXAMPLES / base).check() == []


def test_the_good_flow_suits_its_classifier_and_texts() -> None:
    """With the classifier and the labelled texts of the examples nothing is found either."""
    knows = ("parcel_status", "complaint", "human_agent")
    assert findings_of("parcel", SMALL, knows=knows, counted=True) == []


@pytest.mark.parametrize(("code", "case"), ALL)
def test_each_check_finds_its_fault_and_no_other_of_its_kind(code: str, case: Case) -> None:
    """The bad flow has the finding at a place in its files, the mended one has not."""
    files = case.bad_files()
    found = [each for each in _found(case, files) if each.code == code]
    assert found
    by_name = {NAMES[key]: text.splitlines() for key, text in files.items() if key in NAMES}
    for each in found:
        assert 1 <= each.place.column <= len(by_name[each.place.file][each.place.line - 1])
        assert each.what.endswith((".", "?"))
        assert each.why
        assert each.remedy
    assert code not in {each.code for each in _found(case, case.good_files())}


def test_each_fault_is_one_change() -> None:
    """What is changed stands in the file just once."""
    for case in (case for listed in cases().values() for case in listed):
        flow = base_files(case.base)["flow"]
        for old, new in case.given:
            assert flow.count(old) == 1, old
            flow = flow.replace(old, new)
        text = flow if case.file == "flow" else base_files(case.base)[case.file]
        assert text.count(case.was) == 1, case.was
        assert case.bad != case.was


@pytest.mark.parametrize("code", explanations())
def test_findings_are_at_their_line_and_column(code: str) -> None:
    """The first finding of each code stands exactly where a reader looks for it."""
    case = cases()[code][0]
    files = case.bad_files()
    place = next(each.place for each in _found(case, files) if each.code == code)
    (key,) = [key for key, name in NAMES.items() if name == place.file]
    lead, mark = PLACES[code].split("|")
    assert files[key].count(lead + mark) == 1
    before = files[key][: files[key].index(lead + mark) + len(lead)]
    column = len(before) - (before.rfind("\n") + 1) + 1
    assert (place.line, place.column) == (before.count("\n") + 1, column)


class Confused:
    """Takes every text for the wish for a human."""

    fingerprint = "fixed"

    @property
    def classes_(self) -> NDArray[np.str_]:
        return np.array(["complaint", "human_agent", "parcel_status"])

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        return [
            Prediction(intent="human_agent", confidence=0.9, out_of_scope=0.0, accepted=True)
            for _ in texts
        ]


def test_confused_intents_and_thin_ones_are_found() -> None:
    """With labelled texts the classifier's confusions are findings, and so are few examples."""
    flow = load_flow(EXAMPLES / "parcel")
    texts = [
        Utterance(text=f"{intent} {number}", intent=intent, locale=locale)
        for intent in ("parcel_status", "complaint", "human_agent")
        for locale in ("en", "de")
        for number in range(20)
    ]
    (found,) = flow.check(Confused(), utterances=texts)
    assert found.code == "I004"
    assert found.what == "40 of 40 texts about parcel_status are taken for human_agent."
    (found,) = flow.check(utterances=texts[1:])
    assert found.code == "I005"
    assert found.what == "parcel_status has 19 texts in en; at least 20 are needed."
    assert flow.check(utterances=texts) == []


def test_every_code_has_a_bad_flow() -> None:
    """No check is without a test, and no fault without a check."""
    assert set(cases()) == set(explanations())
    assert all(cases().values())


def test_findings_name_the_step_that_is_meant(tmp_path: Path) -> None:
    """A misspelt step is found in the file that was read, with the step that is meant."""
    (found,) = _check(tmp_path, _with("then: desk", "then: dessk"))
    line = SMALL["flow"].splitlines().index("  damage: {ask: story, then: desk}") + 1
    assert str(found.place) == f"{tmp_path / 'flow.yaml'}:{line}:30"
    assert "Did you mean desk?" in found.what


def test_the_path_without_consent_is_printed(tmp_path: Path) -> None:
    """The finding names every step on the way."""
    changed = _with("damaged: consent", "damaged: damage")
    (found,) = [each for each in _check(tmp_path, changed) if each.code == "P001"]
    assert "hello → where → status → damage" in found.what


def test_missing_text_files_are_one_finding_each(tmp_path: Path) -> None:
    """Where a whole language is missing, that is said once."""
    found = _check(tmp_path, {"flow": SMALL["flow"]})
    assert [each.code for each in found] == ["L001", "L001"]
    assert {each.severity for each in found} == {"error", "warning"}


def test_errors_stop_a_flow_from_being_driven(tmp_path: Path) -> None:
    """All errors are listed, each with its place; a sound flow passes."""
    load_flow(EXAMPLES / "parcel").require_sound()
    text = SMALL["flow"].replace("then: desk", "then: nowhere")
    _check(tmp_path, {**SMALL, "flow": text.replace("do: carrier.lookup", "do: carrier.lokup")})
    with pytest.raises(FlowError) as caught:
        load_flow(tmp_path).require_sound()
    lines = str(caught.value).splitlines()
    assert len(lines) == 2
    assert [line.split(": ")[1] for line in lines] == ["S012", "S001"]


def test_the_example_of_the_design_is_sound() -> None:
    """The example has no errors."""
    flow = load_flow(PARCEL)
    flow.require_sound()
    assert {each.code for each in flow.check()} == {"C004", "F003", "P003"}


def test_rules_are_written_whole() -> None:
    """Every rule has a title, a sentence of why and one of what to do."""
    for code, rule in explanations().items():
        assert code[0] in "SHLIFPC"
        assert rule.title[0].islower() or rule.title.split()[0] in ("fulfils", "at_most")
        assert rule.why.endswith(".")
        assert rule.remedy.endswith(".")


def test_checks_are_fast(tmp_path: Path) -> None:
    """Sixty steps are checked within a second."""
    steps = "".join(
        f"  s{i}: {{say: t{i}, choose: {{a{i}: s{(i + 1) % 60}, b{i}: s{i * 7 % 60}, c{i}: bye}}}}"
        "\n"
        for i in range(60)
    )
    text = SMALL["flow"].replace("steps:\n", f"steps:\n{steps}").replace("fine: bye", "fine: s0")
    more = "".join(f"{key}{i}: Text {i} {key}\n" for i in range(60) for key in "tabc")
    _check(tmp_path, {"flow": text, "en": SMALL["en"] + more, "de": SMALL["de"] + more})
    flow = load_flow(tmp_path)
    started = time.process_time()
    found = flow.check()
    assert time.process_time() - started < 1
    assert not [each for each in found if each.severity == "error"]


def test_exports_name_every_step() -> None:
    """Mermaid and Graphviz texts hold each step once, and quotes are safe."""
    flow = load_flow(PARCEL)
    for name in flow.steps:
        assert re.search(rf"^  s\d+\W+{name}\W+$", flow.to_mermaid(), re.MULTILINE)
        assert f'  "{name}" [shape=' in flow.to_dot()
    assert '"consent" -> "file" [label="agree"]' in flow.to_dot()
