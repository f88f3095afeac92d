"""The gate: decided on interval ends, refusing files that break its rules."""

import json
from pathlib import Path
from typing import Any

import pytest

from dialogkit.conversation import Case, case_table
from dialogkit.errors import FlowError, InputError
from dialogkit.evaluate import Rates, evaluate, gate


def rates(wrong: int = 2, right: int = 98, *, by: tuple[str, ...] = ()) -> Rates:
    """Contained cases, of which some are wrongly so; every tenth is sensitive."""
    rows = [
        Case(
            case_id=str(i),
            conversation_id=str(i),
            customer_turns=1,
            bot_engaged=True,
            level="sensitive" if i % 10 == 0 else "public",
            resolved="no" if i < wrong else "yes",
        )
        for i in range(wrong + right)
    ]
    return evaluate(case_table(rows), by=by)


def conditions(folder: Path, *lines: str) -> Path:
    """A gate file with one condition a line."""
    path = folder / "gate.yaml"
    path.write_text("conditions:\n" + "".join(f"  - {line}\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize(
    ("limit", "verdict"),
    [("10%", "pass"), ("0.1", "pass"), ("3%", "not_enough_data"), ("0.5 %", "fail")],
)
def test_the_ends_of_the_interval_decide(tmp_path: Path, limit: str, verdict: str) -> None:
    """2 of 100 lies within 0.6–7.0 %: below 10 %, above 0.5 %, and undecided about 3 %."""
    path = conditions(tmp_path, f"{{rate: false_deflection, at_most: {limit}}}")
    assert gate(rates(), path).verdict == verdict


def test_at_least_looks_at_the_lower_end(tmp_path: Path) -> None:
    """A rate that must be high passes by its lower end."""
    path = conditions(tmp_path, "{rate: containment, at_least: 95%}")
    assert gate(rates(), path).verdict == "pass"
    path = conditions(tmp_path, "{rate: containment, at_least: 99%}")
    assert gate(rates(), path).verdict == "not_enough_data"


def test_the_value_alone_decides_where_asked(tmp_path: Path) -> None:
    """With confidence: value, the interval is not looked at."""
    line = "{rate: false_deflection, at_most: 3%, confidence: value}"
    assert gate(rates(), conditions(tmp_path, line)).verdict == "pass"


def test_unknown_cases_keep_a_gate_shut(tmp_path: Path) -> None:
    """Silence widens the interval upward, so a limit cannot be passed by it."""
    rows = [
        Case(
            case_id=str(i),
            conversation_id=str(i),
            customer_turns=1,
            bot_engaged=True,
            resolved="unknown" if i < 300 else "yes",
        )
        for i in range(1_000)
    ]
    path = conditions(tmp_path, "{rate: false_deflection, at_most: 10%}")
    assert gate(evaluate(case_table(rows)), path).verdict == "not_enough_data"


def test_one_missed_condition_fails_all(tmp_path: Path) -> None:
    """The worst condition gives the verdict, and the headline its reason."""
    lines = (
        "{rate: containment, at_least: 90%}",
        "{rate: false_deflection, at_most: 3%}",
        "{rate: false_deflection, at_most: 0.1%}",
    )
    result = gate(rates(), conditions(tmp_path, *lines))
    assert [one.verdict for one in result.conditions] == ["pass", "not_enough_data", "fail"]
    assert result.verdict == "fail"
    assert not result
    expected = "Noch nicht freigeben: 1 von 3 Bedingungen verfehlt: Scheinbar vermieden"
    assert result.headline("de").startswith(expected)
    assert "2,0 % (0,6 % bis 7,0 %); erlaubt höchstens 0,1 %." in result.headline("de")
    assert "2.0% (0.6% to 7.0%); at most 0.1% allowed." in result.headline("en")


def test_all_met_says_release(tmp_path: Path) -> None:
    """When every condition is met the headline says so."""
    result = gate(rates(), conditions(tmp_path, "{minimum_cases: 100}"))
    assert result
    assert result.headline("en") == "Release: all conditions met (1)."


def test_too_few_cases_are_not_enough_data(tmp_path: Path) -> None:
    """The least number of cases is a condition of its own."""
    result = gate(rates(), conditions(tmp_path, "{minimum_cases: 1000}"))
    assert result.verdict == "not_enough_data"
    assert "100 Anliegen; verlangt mindestens 1.000." in result.headline("de")


def test_a_condition_may_be_about_a_slice(tmp_path: Path) -> None:
    """A slice is judged by its own numbers."""
    line = "{rate: false_deflection, where: {level: sensitive}, at_most: 5%}"
    result = gate(rates(by=("level",)), conditions(tmp_path, line))
    assert result.conditions[0].value == pytest.approx(0.1)
    assert result.verdict == "not_enough_data"


@pytest.mark.parametrize(
    ("by", "where", "why"),
    [
        ((), "level: sensitive", "count again by level"),
        (("level",), "level: secret", "no such case"),
    ],
)
def test_a_slice_that_is_not_there_is_not_enough_data(
    tmp_path: Path, by: tuple[str, ...], where: str, why: str
) -> None:
    """What was not counted cannot be passed, and the sentence says what to do."""
    line = f"{{rate: false_deflection, where: {{{where}}}, at_most: 99%}}"
    result = gate(rates(by=by), conditions(tmp_path, line))
    assert result.verdict == "not_enough_data"
    assert why in result.conditions[0].sentence


def test_what_was_not_counted_is_called_by_its_words(tmp_path: Path) -> None:
    """A missing slice, and a rate that is missing altogether, in either language."""
    sliced = "{rate: false_deflection, where: {level: sensitive}, at_most: 5%}"
    found = gate(rates(), conditions(tmp_path, sliced)).conditions[0]
    assert found.sentence.startswith("False deflection (of the contained), level sensitive: not")
    assert "--by level" in found.sentence
    assert "Scheinbar vermieden" in found.sentence_de
    assert "nach Schutzstufe auswerten" in found.sentence_de
    whole = gate(rates(), conditions(tmp_path, "{rate: deflection, at_least: 20%}")).conditions[0]
    assert "deflection:" not in whole.sentence_de
    assert whole.sentence_de.startswith("Vermiedene Mitarbeiterkontakte: nicht bekannt")


def test_a_left_out_rate_is_not_enough_data(tmp_path: Path) -> None:
    """A rate that the records cannot give carries the reason into the sentence."""
    result = gate(rates(), conditions(tmp_path, "{rate: deflection, at_least: 20%}"))
    assert result.verdict == "not_enough_data"
    assert "the same arrivals without the bot" in result.conditions[0].sentence


def test_a_forecast_and_plain_json_are_taken(tmp_path: Path) -> None:
    """Rates, their JSON, and a forecast that holds them give the same result."""
    path = conditions(tmp_path, "{rate: false_deflection, at_most: 10%}")
    plain = rates().to_json()
    forecast = {"format": "dialogkit.forecast/1", "rates": plain}
    assert gate(rates(), path).to_json() == gate(plain, path).to_json()
    assert gate(forecast, path).to_json() == gate(plain, path).to_json()
    json.dumps(gate(plain, path).to_json())


def test_something_else_is_refused(tmp_path: Path) -> None:
    """A JSON object without rates is no forecast."""
    with pytest.raises(InputError, match="must be a forecast"):
        gate({"hello": 1}, conditions(tmp_path, "{minimum_cases: 1}"))


def test_all_breaches_are_listed_with_their_lines(tmp_path: Path) -> None:
    """Unknown rates, missing bounds and wrong forms are reported together."""
    path = conditions(
        tmp_path,
        "{rate: falsch, at_most: 10%}",
        "{rate: containment}",
        "{rate: containment, at_least: much}",
        "{rate: containment, at_least: 10%, where: {mood: bad}}",
        "{rate: containment, at_least: 10%, because: I say so}",
        "{minimum_cases: -1}",
        "just text",
    )
    with pytest.raises(FlowError) as caught:
        gate(rates(), path)
    text = str(caught.value)
    for line in range(2, 9):
        assert f"{path}:{line}: " in text, line
    assert "there are" in text
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "conditions: [",
        "conditions: []",
        "just a word",
        "limits: 3",
        "a: *b",
        "conditions: 3",
        "- [1",
    ],
)
def test_broken_files_are_refused(tmp_path: Path, text: str) -> None:
    """What is no gate file is refused with the file's name."""
    path = tmp_path / "gate.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(FlowError) as caught:
        gate(rates(), path)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        ("{rate: first_response_agent_seconds, at_most: 15m}", 900.0),
        ("{rate: first_response_agent_seconds, at_most: 90}", 90.0),
        ("{rate: cost_per_contact, at_most: 3.5}", 3.5),
        ("{rate: deflection, at_least: -5%}", -0.05),
    ],
)
def test_limits_are_read_in_the_unit_of_their_rate(tmp_path: Path, line: str, limit: float) -> None:
    """Times, money and shares each have their form."""
    result = gate(rates(), conditions(tmp_path, line))
    assert result.conditions[0].condition.limit == pytest.approx(limit)


def test_sentences_have_no_leftovers(tmp_path: Path) -> None:
    """No sentence shows a None or an unfilled placeholder, in either language."""
    lines = ("{rate: deflection, at_least: 1%}", "{rate: containment, at_least: 1%}")
    shown: dict[str, Any] = gate(rates(), conditions(tmp_path, *lines)).to_json()
    for one in shown["conditions"]:
        for key in ("sentence", "sentence_de"):
            assert "None" not in one[key]
            assert "{" not in one[key]


def test_a_forecast_on_a_thin_log_is_never_enough(tmp_path: Path) -> None:
    """Thousands of simulated cases that rest on three chats decide nothing."""
    path = conditions(tmp_path, "{rate: false_deflection, at_most: 10%}")
    forecast = {"rates": rates().to_json(), "data": {"cases": 3}}
    judged = gate(forecast, path)
    assert judged.verdict == "not_enough_data"
    assert "3" in judged.conditions[0].sentence_de
    assert gate({**forecast, "data": {"cases": 30}}, path).verdict == "pass"


def test_a_condition_on_the_value_alone_says_so(tmp_path: Path) -> None:
    """Whose interval reaches beyond the limit reads why it is met all the same."""
    line = "{rate: false_deflection, at_most: 3%"
    path = conditions(tmp_path, f"{line}, confidence: value}}", f"{line}}}")
    alone, whole = gate(rates(), path).conditions
    assert alone.sentence.endswith("allowed; only the value was looked at, not its interval.")
    assert alone.sentence_de.endswith("; geprüft wurde nur der Wert, nicht sein Intervall.")
    assert whole.sentence.endswith("allowed.")
