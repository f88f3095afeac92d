"""Places that German speakers name in passing, as an answer, or beside what was entered."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ausm Prenzlberg. Wie lang braucht der Kurier?", "Prenzlberg"),
        ("Bin ausm Wedding, da ist doch ne Filiale?", "Wedding"),
        ("wohne im Lehel, vierter Stock ohne Aufzug", "Lehel"),
        ("Wir wohnen im Gallus und suchen einen Handwerker", "Gallus"),
        ("komme aus dem Agnesviertel", "Agnesviertel"),
        ("bin grad in die Schanze gezogen, wir wohnen in der Schanze", "Schanze"),
        ("aus'm Hasenbergl", "Hasenbergl"),
        ("wir kommen aus nem kleinen Kaff, Hohenfelde, da fährt kein Bus", "Hohenfelde"),
        ("so ein Nest namens Wüstenbrand, kein Empfang", "Wüstenbrand"),
        ("Unser Dorf heißt Pfaffroda und hat keinen Laden", "Pfaffroda"),
        ("ich wohn in einem Vorort (Egglkofen)", "Egglkofen"),
        ("Egglkofen, falls euch das überhaupt was sagt", "Egglkofen"),
        ("Wohne in Mühlhofen, kennt eh keiner", "Mühlhofen"),
        ("Aus Lüdersburg, wenn Ihnen das was sagt.", "Lüdersburg"),
        ("Hochdorf, liegt bei Luzern", "Hochdorf"),
        ("Egglkofen", "Egglkofen"),
        ("in Hohenfelde", "Hohenfelde"),
        ("Hochdorf. Wann kommt der Monteur?", "Hochdorf"),
        ("aus hochdorf bitte", "hochdorf"),
        ("suche wohnung in Gostenhof oder südstadt", "südstadt"),
        ("Südstadt oder Gostenhof, beides geht", "Südstadt"),
        ("wir suchen ein zimmer in südstadt", "südstadt"),
        ("Ich wohne in der Nordstadt, Hinterhaus", "Nordstadt"),
        ("Sie haben als Wohnort Emmenbrücke angegeben.", "Emmenbrücke"),
        ("als Wohnort Emmenbrücke angegeben, auf dem Bescheid steht jedoch Hochdorf", "Hochdorf"),
        ("Bei uns ist als Wohnsitz noch Rüdtligen eingetragen, nicht Hochdorf.", "Rüdtligen"),
        ("gwohnt hat er in Hall in Tirol, zuletzt im Heim", "Hall in Tirol"),
        ("gewohnt haben wir in Reichenau im Lavanttal", "Reichenau"),
        ("dahoam in Egglkofen", "Egglkofen"),
        ("wir leben in Olbernhau im Erzgebirge", "Olbernhau im Erzgebirge"),
        ("wohne in Weiden in der Oberpfalz", "Weiden in der Oberpfalz"),
        ("Via Nova 22, 7017 Flims Dorf", "7017 Flims Dorf"),
        ("wohne in 7270 Davos Platz", "7270 Davos Platz"),
        ("Promenade 3, 7500 St. Moritz Bad", "7500 St. Moritz Bad"),
    ],
)
def test_places_said_in_passing(text: str, value: str) -> None:
    """With an article, a doubt, alone, beside a town, as entered in a form."""
    at = text.index(value)
    assert any(s.start <= at and s.end >= at + len(value) for s in find_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "Bin grad ausm Urlaub zurück und das Paket ist weg",
        "Komme aus dem Vertrieb und brauche ein Angebot",
        "Ausm Drucker kommt nur weißes Papier",
        "Wir kommen aus dem Allgäu und suchen ein Hotel",
        "bin ausm Saarland, liefert ihr dahin?",
        "Wohnt ihr auch im Bahnhofsviertel?",
        "In unserem Dorf, Gott sei Dank, gibt es Glasfaser",
        "Wir sind ein kleiner Ort, Busse fahren selten",
        "Netflix, falls Ihnen das was sagt, läuft nicht",
        "Den Thermomix, falls ihr den kennt, gibt es günstiger",
        "Habt ihr eine Filiale in der Altstadt?",
        "Gibt es Parkplätze in der Innenstadt oder Altstadt?",
        "Bitte den Wohnort vollständig angegeben lassen",
        "Essen. Wann kommt es?",
        "Rechnung. Wo finde ich die?",
    ],
)
def test_what_only_looks_so_stays(text: str) -> None:
    """Holidays, departments, regions and brands; quarters that every town has."""
    assert not find_spans(text)
