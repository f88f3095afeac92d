"""German streets of any ending and case, and compounds with a number that are none."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("meine hausadresse lautet Röntgenzeile 148", "Röntgenzeile 148"),
        (
            "Der Zähler hängt in der kleine freiheit 157 - 159 im Keller",
            "kleine freiheit 157 - 159",
        ),
        ("nicht hohe luft 15 - 17 sondern birkenleite 84a", "hohe luft 15 - 17"),
        ("nicht hohe luft 15 - 17 sondern birkenleite 84a", "birkenleite 84a"),
        ("Die Heizung in der Lindenzeile 66/Stiege 3/20 ist kalt", "Lindenzeile 66/Stiege 3/20"),
        ("Störung P5, 10", "P5, 10"),
        ("Bitte nicht mehr an Finkenblick 115 liefern.", "Finkenblick 115"),
        ("Vertragskonto für Straße 47 61 bitte kündigen", "Straße 47 61"),
        ("Anschluss Dorf 171, 2839", "Dorf 171"),
        ("wohne im moos 3/7, klingel kaputt", "im moos 3/7"),
        ("Zum Sportplatz 19/8, 55116 Mainz", "Zum Sportplatz 19/8"),
        ("kann der monteur zu kölner landstraße 10c kommen?", "kölner landstraße 10c"),
        ("Straße: Hof Sonnenschein 31 - 33", "Hof Sonnenschein 31 - 33"),
        ("eisenbahnwall 121-123\n22879 würzburg", "eisenbahnwall 121-123"),
        ("schumannhöhe 3 - 5, bitte", "schumannhöhe 3 - 5"),
        ("Kirchpark 55", "Kirchpark 55"),
        ("Ernst-Bach-Zeile 12, 2. Stock", "Ernst-Bach-Zeile 12"),
        ("wir ziehen in die lange reihe 97 1/2", "lange reihe 97 1/2"),
        ("es ist platz der republik 40, nicht 4", "platz der republik 40"),
        ("Essen, Birkenleite 32a", "Essen"),
        ("Im Navi einfach Mühlental eingeben, dann links", "Mühlental"),
        ("am alten gaswerk 3 bitte", "am alten gaswerk 3"),
        ("House 14, Street 3, Sector B", "House 14, Street 3"),
    ],
)
def test_streets(text: str, value: str) -> None:
    """Compounds, two words, squares of Mannheim, villages; in small letters, too."""
    at = text.index(value)
    covered = {place for span in find_spans(text) for place in range(span.start, span.end)}
    assert not [n for n in range(at, at + len(value)) if text[n].isalnum() and n not in covered]


@pytest.mark.parametrize(
    "text",
    [
        "Das Kochfeld 4 geht nicht, kommt der Monteur?",
        "Im Quartal 3 steigen die Preise, der Strom wird teurer.",
        "Parkplatz 12 ist frei, die Garage nicht.",
        "Duplex-Garage Stellplatz 12 unten: Bühne hebt nicht.",
        "Der Fragebogen 2 fehlt, bitte an die Firma schicken.",
        "In der Tabelle Platz 1, drei Punkte vor dem Zweiten.",
        "Vitamin B6, 20 Stück im Paket",
        "Kurs B1, 20 Stunden, Adresse egal",
        "in der langen Reihe 3 saßen wir im Kino",
        "Wasser abgestellt steht im Aushang, aber nicht bis wann.",
        "Das Paket hat die Höhe 30",
        "My parents live in the village.",
        "im letzten quartal 3 mal angerufen",
        "Anschluss weg, Internet weg, seit 7 Uhr",
    ],
)
def test_no_streets(text: str) -> None:
    """Parts of houses, forms, places to park, quarters and floors."""
    assert not find_spans(text)
