"""Options given twice, and what a refusal and a table say of numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_world import call

from dialogkit.cli import _customers_table as customers_table
from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import InputError
from dialogkit.simulate import Customers


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("staff", "f", "--within", "5m", "--within", "60m"), "--within"),
        (("staff", "f", "--within=5m", "--within", "60m"), "--within"),
        (("simulate", "f", "-o", "a", "--output", "b"), "--output"),
        (("cases", "f", "--gap", "1h", "--gap", "1h"), "--gap"),
    ],
    ids=["words", "equals", "short", "same"],
)
def test_an_option_of_one_value_is_given_once(words: tuple[str, ...], name: str) -> None:
    """Of two values nobody knows which was meant."""
    result = call(*words)
    assert result.code == 2
    assert f"{name} takes one value, it is given more than once" in result.err


def test_lists_and_switches_may_be_given_again(tmp_path: Path) -> None:
    """What is refused of them is something else: the file that is not there."""
    away = tmp_path / "away"
    sets = ("--set", "agents=1", "--set", "agents=2", "--json", "--json")
    given = ("--model", away, "--customers", away, "-o", tmp_path / "out.json")
    result = call("forecast", away, *given, *sets)
    assert result.code == 2
    assert "more than once" not in result.err
    assert "no such file or folder" in result.err


def test_a_file_without_a_key_says_which(tmp_path: Path) -> None:
    """The sentence reads as one, without a path that is none."""
    centre = tmp_path / "centre.yaml"
    centre.write_text("hours: 24/7\nhandling: 5m\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"centre.yaml:1: needs agents: the key is missing"
    ) as error:
        ContactCentre.load(centre)
    assert "the file:" not in str(error.value)


def arriving(*, assumed: bool = False) -> Customers:
    """Customers of eight weeks, 300 cases each, twice as spread as by chance."""
    return Customers(
        fingerprint="x",
        weeks=8,
        cases=2_400,
        arrivals=(300 / 168,) * 168,
        dispersion=2.0,
        assumed=assumed,
    )


def test_the_arrivals_stand_beside_what_the_staff_file_sets() -> None:
    """300 ± 1.96·√(2·300/8) a week, and the number that is simulated in its place."""
    english = "\n".join(customers_table.arrival_lines(arriving(), 4_000, "en"))
    assert re.search(r"300 +283 – 317 +new matters a week in the log, returns not counted", english)
    assert re.search(r"4000 +cases a week as centre.yaml sets; so many are simulated", english)
    german = "\n".join(customers_table.arrival_lines(arriving(), None, "de"))
    assert "neue Anliegen je Woche im Protokoll, Rückkehrer nicht gezählt" in german
    assert "außer die Datei des Teams nennt arrivals_per_week" in german


def test_of_assumed_customers_no_log_shows_how_many_come() -> None:
    """Then nothing is said to be measured."""
    lines = "\n".join(customers_table.arrival_lines(arriving(assumed=True), None, "en"))
    assert "no log shows it" in lines
    assert "in the log" not in lines
