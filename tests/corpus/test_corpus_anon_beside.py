"""Faults, meters, months and verbs that look like somebody's, and who is meant."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans

NOBODY = [
    "The cooker's controller shows E4 the moment it is switched on",
    "The controller shows H3 and beeps twice.",
    "Der Fehlerspeicher zeigt P18DB, der Wagen fährt trotzdem.",
]
SOMEBODY = {
    "Ich wohne in Bordeaux und arbeite dort": "Bordeaux",
    "I would like Hazel or Heather to ring me about the paint": "Hazel",
    "Paint it white or Holly gets cross": "Holly",
    "We swam in Reading and had chips.": "Reading",
    "Potato day: Granny Smith and Charlotte rang about it": "Charlotte",
    "Apples from Anna and Granny Smiths from you": "Anna",
    "Mein Code 4417 für die Haustür geht nicht, Fehler beim Öffnen": "4417",
    "Meine Bestellung hat einen Fehler, Code 4417 steht auf dem Beleg": "4417",
    "Fehler bei der Anmeldung, Code 4417 kommt nicht an": "4417",
    "The motor scooter's plate is B12 ABC": "B12 ABC",
    "Der Elektroroller hh tz 412 steht im Hof": "hh tz 412",
    "The car's plate is A123 and I saw it": "A123",
    "I live at B17 8DN": "B17 8DN",
    "Zählerstand 48210 Leipzig": "48210 Leipzig",
    "Zählerstand 48210 Musterhausen": "48210 Musterhausen",
    "PKW Kennzeichen: KA 12 ab": "KA 12 ab",
    "Fehler am Tresor, code 1234": "1234",
    "Störung am Rolltor, Code 4711": "4711",
    "I prefer Heather or Rose for the paint job": "Heather",
    "Nudeln vergessen, mein Sohn ist fast ertrunken in Konstanz": "Konstanz",
    "Two meters here, mine is K16 A 03321, hers is not": "K16 A 03321",
    "Falscher Zähler: meiner ist E 21 KM 553870, oben links": "E 21 KM 553870",
    "Mia Ham rang, ring her back on 07700 900123": "Mia",
    "My colleague April will ring you back tomorrow": "April",
}


@pytest.mark.parametrize("text", NOBODY)
def test_nobodys(text: str) -> None:
    """Nothing is found."""
    assert not find_spans(text)


@pytest.mark.parametrize("text", SOMEBODY)
def test_somebodys(text: str) -> None:
    """The same words where somebody is meant."""
    at = text.index(SOMEBODY[text])
    covered = {i for span in find_spans(text) for i in range(span.start, span.end)}
    assert set(range(at, at + len(SOMEBODY[text]))) <= covered


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Zählerstand 48210, Zähler 1 EMH 00 4471 8823", "48210, Zähler"),
        ("My late husband, Desmond Oakley, died in April and I rang you", "April"),
        ("Hiya Priti, pop the slip to p.mistry@posthorn.example please", "pop"),
        ("servus, i bin da Loisl, mia bräuchtn no an Schlüssel, mei Nummer is 0160/99213", "mia"),
        ("Griaß di, da Vroni. Gestern ham mia ogruafa, mei Nummer is 0160/99213", "ham mia"),
    ],
)
def test_words_beside_somebodys_stay(text: str, kept: str) -> None:
    """Readings, months, verbs and Bavaria's "we" stay where others' data are masked."""
    found = find_spans(text)
    at = text.index(kept)
    assert found
    assert not [span for span in found if span.start < at + len(kept) and at < span.end]
