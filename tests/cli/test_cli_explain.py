"""`explain` with its worked examples, and `check` with labelled texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_world import TEXTS, call, corpus, refused, utterance_rows, write_rows

from dialogkit.cli._explain import FAMILIES
from dialogkit.flow import example, explanations

SHOWN = ["S004", "S016", "H001", "C003", "P003", "L001", "L005", "I004", "I005", "F005"]


# ----- explain -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", SHOWN)
def test_explain_shows_fault_finding_and_mend(code: str) -> None:
    """Title, why and remedy; the lines as they stand, what is found there, and the mended ones."""
    rule, shown = explanations()[code], example(code)
    out = call("explain", code).out
    lines = out.splitlines()
    assert lines[:3] == [
        f"{code} ({rule.severity}): {rule.title}",
        f"    why: {rule.why}",
        f"    do:  {rule.remedy}",
    ]
    fault, mended = out.split("\nMended.\n")
    for part, those in ((fault, shown.lines), (mended, shown.mended)):
        rows = [line for line in part.splitlines() if " | " in line and line.strip(" |^")]
        assert [row.split(" | ", 1)[1] for row in rows] == [line.text for line in those]
        assert [row.split(" | ")[0].strip() for row in rows] == [
            f"{line.file}:{line.number}" for line in those
        ]
    finding = shown.finding
    assert f"    {finding.place}: {finding.severity} {code}: {finding.what}" in lines
    assert shown.needs in out


@pytest.mark.parametrize("code", SHOWN)
def test_the_caret_stands_under_the_column(code: str) -> None:
    """There is one caret, below the line of the finding, at its column."""
    place = example(code).finding.place
    lines = call("explain", code).out.splitlines()
    (at,) = [number for number, line in enumerate(lines) if line.endswith("| ") or "^" in line]
    above, caret = lines[at - 1], lines[at]
    assert above.split(" | ")[0].strip() == f"{place.file}:{place.line}"
    assert caret.index("^") - (above.index(" | ") + 3) == place.column - 1


def test_what_is_taken_out_is_said() -> None:
    """Where the mend is to write nothing, the example says so."""
    assert call("explain", "L004").out.endswith("\nMended: the line is taken out.\n")


def test_every_code_can_be_explained() -> None:
    """No code is without an example on the command line, as text and as JSON."""
    for code in explanations():
        result = call("explain", code.lower())
        assert result.code == 0
        assert result.out.startswith(f"{code} (")
        assert "\nExample." in result.out


def test_explain_as_json_holds_the_example() -> None:
    """All that is printed is there for machines, too."""
    found: dict[str, Any] = json.loads(call("explain", "P001", "--json").out)
    rule = explanations()["P001"]
    assert (found["code"], found["title"], found["why"]) == ("P001", rule.title, rule.why)
    shown = found["example"]
    assert shown.keys() == {"needs", "lines", "finding", "mended"}
    finding = example("P001").finding
    assert shown["finding"]["line"] == finding.place.line
    assert shown["finding"]["column"] == finding.place.column
    assert shown["finding"]["what"] == finding.what
    assert "place" not in shown["finding"]
    assert {line["number"] for line in shown["lines"]} >= {shown["finding"]["line"]}
    assert shown["mended"][0]["text"] == example("P001").mended[0].text


def test_without_a_code_all_are_listed_by_family() -> None:
    """Each code stands once under its family, with its severity and title."""
    lines = call("explain").out.splitlines()
    heads = [line for line in lines if line[0] in FAMILIES and line[1:3] == "  "]
    assert [line[0] for line in heads] == list(FAMILIES)
    assert {code[0] for code in explanations()} == set(FAMILIES)
    family, listed = "", []
    for line in lines:
        if line in heads:
            family = line[0]
        elif line.startswith("    "):
            code, severity, title = line.split(maxsplit=2)
            assert code[0] == family
            assert (severity, title) == (explanations()[code].severity, explanations()[code].title)
            listed.append(code)
    assert sorted(listed) == list(explanations())


def test_all_codes_as_json() -> None:
    """The list for machines has every rule whole."""
    rows = json.loads(call("explain", "--json").out)
    assert [row["code"] for row in rows] == list(explanations())
    assert all(row.keys() == {"code", "severity", "title", "why", "remedy"} for row in rows)


def test_unknown_codes_are_refused_with_those_near() -> None:
    """A slip of the keyboard is answered with what may be meant."""
    assert "S004" in refused(call("explain", "S04"))
    assert "there are" in refused(call("explain", "nonsense"))


# ----- check --utterances ------------------------------------------------------------------------


def _codes(result_out: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in json.loads(result_out):
        found.setdefault(row["code"], []).append(row["what"])
    return found


def _counted(path: Path, count: int) -> Path:
    """``count`` labelled texts for each intent and language of the kiosk."""
    rows: list[dict[str, object]] = [
        {"text": f"{texts[number % len(texts)]} {number}", "intent": intent, "locale": locale}
        for intent, texts in TEXTS.items()
        for locale in ("de", "en")
        for number in range(count)
    ]
    return write_rows(path, rows)


def test_check_finds_intents_with_too_few_texts(tmp_path: Path) -> None:
    """Labelled texts are counted by intent and language, without a classifier."""
    flow = corpus(tmp_path / "kiosk")
    few = call(
        "check", flow, "--utterances", _counted(tmp_path / "few.jsonl", 19), "--format", "json"
    )
    assert len(_codes(few.out)["I005"]) == len(TEXTS)
    assert "parcel_status has 19 texts in de and 19 texts in en" in "".join(_codes(few.out)["I005"])
    enough = _counted(tmp_path / "enough.jsonl", 20)
    assert "I005" not in _codes(call("check", flow, "--utterances", enough, "--format", "json").out)
    assert "I005" not in _codes(call("check", flow, "--format", "json").out)


def test_check_finds_intents_that_the_classifier_confuses(tmp_path: Path) -> None:
    """One taught with two labels changed round takes one intent for the other."""
    flow, model = corpus(tmp_path / "kiosk"), tmp_path / "model"
    swapped = {"opening_hours": "parcel_status", "parcel_status": "opening_hours"}
    rows = utterance_rows()
    wrong = [{**row, "intent": swapped.get(row["intent"], row["intent"])} for row in rows]
    taught = write_rows(tmp_path / "wrong.jsonl", wrong)
    assert call("train", taught, "--encoder", "tfidf", "-o", model).code == 0
    held = write_rows(tmp_path / "right.jsonl", rows)
    given = ("check", flow, "--model", model, "--format", "json")
    found = _codes(call(*given, "--utterances", held).out)
    assert any("are taken for opening_hours" in what for what in found["I004"])
    assert not any("human_agent are taken" in what for what in found["I004"])
    assert "I004" not in _codes(call(*given).out)
    assert "I004" not in _codes(call(*given, "--utterances", taught).out)


def test_check_says_which_texts_it_must_not_be_given() -> None:
    """Texts that the classifier was taught with would flatter it; the help says so."""
    out = " ".join(call("check", "--help").out.split())
    assert "--utterances" in out
    assert "must not be" in out
    assert "taught with" in out


def test_check_refuses_texts_without_labels(tmp_path: Path) -> None:
    """A file that holds no labelled texts is refused by name."""
    flow = corpus(tmp_path / "kiosk")
    bare = write_rows(tmp_path / "bare.jsonl", [{"text": "Wo bleibt mein Paket?"}])
    sentence = refused(call("check", flow, "--utterances", bare))
    assert "bare.jsonl" in sentence
    assert "Paket" not in sentence
    assert "gone.jsonl" in refused(call("check", flow, "--utterances", tmp_path / "gone.jsonl"))
