"""Colours, sauces, sorts, faults, months and verbs that look like somebody's, and who is meant."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize._sorts import sorts

NOBODY = [
    "Gibt es den Mantel in Havanna statt in Grau?",
    "Die Lampe gab es in Lila oder Bordeaux, ich nehme sie in Lila.",
    "Bitte den Sessel in Marsala und Beige.",
    "Is the rug in stock in Bordeaux instead of grey?",
    "Paint the shed white or Hazel, whichever is cheaper.",
    "The shade you call Ivory is yellow. I would consider Willow or Heather.",
    "Die Farbe: entweder Hazel oder Olive?",
    "Die Nudeln schwammen in Mayo, der Rest war kalt.",
    "Das Gemüse war in Marsala ertränkt",
    "The fish was drowned in Madeira again.",
    "For the allotment we ordered seed potatoes: Maris Piper and Charlotte in sacks of five.",
    "Kartoffeln: Agria und Annabelle, je fünf Kilo",
    "The cooker's controller shows E4 the moment it is switched on",
    "The controller shows H3 and beeps twice.",
    "Der Fehlerspeicher zeigt P18DB, der Wagen fährt trotzdem.",
    "Der Druck endet mit Ausnahmefehler in Modul Spooler, Code 7093. Was nun?",
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
    ("text", "names"),
    [
        ("in Havanna statt Lila", ["Havanna"]),
        ("grau oder Bordeaux", ["Bordeaux"]),
        ("The colours: Hazel, Rowan or Heather.", ["Hazel, Rowan or Heather"]),
        ("The salad swam in Mayo", ["Mayo"]),
        ("Äpfel: Elstar oder Gloria", ["Elstar oder Gloria"]),
        ("I live in Reading and white goods are sold there", []),
        ("in Bordeaux und Grau ist alles", []),
        ("grau oder Anna", []),
        ("Hazel or Heather, please", []),
    ],
)
def test_names_in_one_breath(text: str, names: list[str]) -> None:
    """A colour, food or sort beside a name says what it is; no other word does."""
    assert sorted(text[start:end] for start, end in sorts(text)) == names


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
