"""The page says what its customers rest on, in its own language."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from page_reader import read
from sample import sample

from dialogkit.report import render_report

PEOPLE: dict[str, Any] = {
    "kind": "measured", "n": 48, "weeks": 7.7, "texts": 46, "texts_from": "anonymized",
    "measured": 3, "assumed": 18, "source": "", "notes": ["a remark"], "notes_de": ["ein Hinweis"],
}  # fmt: skip


@cache
def _sample() -> str:
    return json.dumps(sample())


def forecast() -> dict[str, Any]:
    """The sample forecast."""
    value = json.loads(_sample())
    assert isinstance(value, dict)
    return value


def _data(locale: str, **people: Any) -> str:
    """The section on data and model."""
    root = read(render_report(forecast() | {"customers": PEOPLE | people}, locale=locale))
    return str(root.all("section", id="data")[0].text)


@pytest.mark.parametrize(
    ("locale", "told", "other"),
    [
        ("de", ("48 Anliegen aus 7,7 Wochen Protokoll", "46 Sätze aus einem anonymisierten",
                "3 gemessen, 18 angenommen", "ein Hinweis"), "a remark"),
        ("en", ("48 cases in 7.7 weeks of a log", "46 texts of an anonymized log",
                "3 measured, 18 assumed", "a remark"), "ein Hinweis"),
    ],
)  # fmt: skip
def test_counts_and_notes_of_the_customers(locale: str, told: tuple[str, ...], other: str) -> None:
    """Cases, weeks, texts, what is measured, and the notes in the page's language alone."""
    shown = _data(locale)
    assert all(words in shown for words in told)
    assert other not in shown


def test_one_week_and_one_case_are_singular() -> None:
    """In German as in English."""
    assert "1 Anliegen aus 1 Woche Protokoll" in _data("de", n=1, weeks=1.0)
    assert "1 case in 1 week of a log" in _data("en", n=1, weeks=1.0)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("raw", "nicht anonymisierten Protokoll: nicht weitergeben"),
        ("labelled", "46 Beispieltexte"),
        ("unknown", "woher, sagt die Datei nicht"),
        ("nonsense", "woher, sagt die Datei nicht"),
    ],
)
def test_where_the_words_come_from(given: str, told: str) -> None:
    """What the file does not know is not claimed."""
    assert told in _data("de", texts_from=given)


def test_notes_are_not_told_twice() -> None:
    """A note of the customers among those of the commands stands once."""
    given = forecast() | {"customers": PEOPLE, "data": {"notes": ["a remark", "another"]}}
    shown = read(render_report(given, locale="en")).all("section", id="data")[0].text
    assert shown.count("a remark") == 1
    assert "another" in shown


@pytest.mark.parametrize("german", [["weiterer"], [], 3, None])
def test_german_notes_that_are_not_pairs_are_left_out(german: object) -> None:
    """Which belongs to which is not guessed."""
    told = {"notes": ["a remark", "another"], "notes_de": german}
    page = read(render_report(forecast() | {"customers": PEOPLE, "data": told}, locale="de"))
    shown = page.all("section", id="data")[0].text
    assert "another" in shown
    assert "weiterer" not in shown
    assert "notes_de" not in shown


def test_german_notes_stay_with_theirs() -> None:
    """Those of the customers leave both lists, and the language of what stays is marked."""
    told = {"notes": ["a remark", "another", "third"], "notes_de": ["ein Hinweis", "weiterer", ""]}
    page = read(render_report(forecast() | {"customers": PEOPLE, "data": told}, locale="de"))
    data = page.all("section", id="data")[0]
    assert data.text.count("ein Hinweis") == 1
    rows = [row for part in data.all("ul", class_="notes") for row in part.all("li")]
    found = [(row.text, row.attributes.get("lang")) for row in rows]
    assert found == [("ein Hinweis", None), ("weiterer", None), ("third", "en")]
