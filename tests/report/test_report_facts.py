"""Data, model and privacy: in the page's language, without what is empty."""

from typing import Any

import pytest

from dialogkit.corpus import Audit
from dialogkit.report._facts import fact_part, facts
from dialogkit.report._numbers import Numbers
from dialogkit.report._texts import load_texts

WORDS = {
    "de": (load_texts("de"), Numbers("de", "bis")),
    "en": (load_texts("en"), Numbers("en", "to")),
}


def part(value: dict[str, Any], locale: str = "de") -> dict[str, Any]:
    """What the page knows of an object."""
    found = fact_part(value, *WORDS[locale])
    assert found is not None
    return found


def row(n: int, f1: float) -> dict[str, Any]:
    """An intent's line of a score."""
    return {"intent": f"intent_{n}", "n": n, "recall": 0.5, "precision": None, "f1": f1}


@pytest.mark.parametrize(
    ("locale", "sentence", "name"),
    [("de", "erst wenn er vernichtet ist", "Telefonnummern"), ("en", "only once", "Phone numbers")],
)
def test_an_audit_speaks_one_language(locale: str, sentence: str, name: str) -> None:
    """Of an audit every name has words, sentences come once, and what is empty is left out."""
    audit = Audit(
        messages=9,
        messages_masked=4,
        conversations=2,
        participants=3,
        counts={"PHONE": 4},
        key_fingerprint="ab12",
    ).to_json()
    rows = part(audit, locale)["rows"]
    assert sum(sentence in value for _, _, value in rows) == 1
    assert (1, name, "4") in rows
    labels = {label for _, label, _ in rows}
    assert not labels & {key.replace("_", " ") for key in audit}
    assert len(rows) == sum(bool(item) or item == 0 for item in audit.values()) + 1


def test_the_accuracy_carries_its_interval() -> None:
    """Both ends stand beside the accuracy, on every level, and not on lines of their own."""
    score = {"accuracy": 0.85, "low": 0.8, "high": 0.9}
    rows = part(score | {"threshold": score, "unknown_intents": []})["rows"]
    shown = "85,0\xa0% (80,0 bis 90,0\xa0%)"
    assert rows == [
        (0, "Trefferquote", shown),
        (0, "Schwelle", ""),
        (1, "Trefferquote", shown),
    ]


def test_at_most_ten_intents_and_confusions() -> None:
    """The weakest intents and the most frequent confusions make tables of ten rows."""
    confusions = [{"intent": "a", "predicted": f"b{n}", "n": n} for n in range(1, 15)]
    found = part({"intents": [row(n, 1 - n / 20) for n in range(12)], "confusions": confusions})
    intents, mixed = found["tables"]
    assert [cells[0] for cells in intents["rows"]] == [f"intent_{n}" for n in range(11, 1, -1)]
    assert intents["more"] == "2 weitere sind nicht gezeigt."
    assert [cells[1] for cells in mixed["rows"]] == [f"b{n}" for n in range(14, 4, -1)]
    assert found["rows"] == []


def test_other_shapes_are_shown_as_lines() -> None:
    """Keys that nobody knows, and known ones with other content, are printed, not lost."""
    found = part({"intents": 7, "notes": "one", "by_hand": True, "confusions": [{"x": 1}]})
    assert found["tables"] == found["notes"] == []
    assert [value for _, _, value in found["rows"]] == ["7", "one", "ja", "x 1"]
    assert found["rows"][2][1] == "by hand"


def test_notes_stand_one_a_line() -> None:
    """Notes are a list of their own."""
    assert part({"cases": 3, "notes": ["a", "b"]})["notes"] == [("a", "en"), ("b", "en")]


@pytest.mark.parametrize("given", [{}, {"notes_de": ["zu wenige"]}, {"notes_de": "eins"}])
def test_notes_on_a_log_are_german_on_a_german_page(given: dict[str, Any]) -> None:
    """Without German of their own they are looked up; what nobody knows stays as it is."""
    notes = ["dates read as day, month, year (2 files)", "somebody's own"]
    german = ("Datumsangaben gelesen als Tag, Monat, Jahr (2 Dateien)", "de")
    assert part({"notes": notes, **given})["notes"] == [german, ("somebody's own", "en")]
    assert part({"notes": notes, **given}, "en")["notes"] == [(note, "en") for note in notes]


def test_notes_bring_their_german_along() -> None:
    """Where each note has a German one it is taken, and where that is empty the English."""
    value = {"notes": ["one", "two"], "notes_de": ["eins", ""]}
    found = part(value)
    assert found["notes"] == [("eins", "de"), ("two", "en")]
    assert found["rows"] == []
    assert part(value, "en")["notes"] == [("one", "en"), ("two", "en")]
    assert facts({"n": 3}, *WORDS["de"]) == [(0, "n", "3")]
