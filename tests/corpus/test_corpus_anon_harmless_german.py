"""What looks like somebody's in German texts and is nobody's: gates, faults, roles, rounds."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans


@pytest.mark.parametrize(
    "text",
    [
        "Fehler F-3041 steht im Display",
        "Die Anzeige meldet Fehler A-1203, was tun?",
        "das Modell G 5310 SC Active passt nicht",
        "Der Palettenhubwagen steht am Tor 4, bitte laden",
        "Der Stapler hält am Rolltor 3",
        "Boot liegt am Steg 7",
        "Kunde: Mach ich. Und wenn es nicht geht?",
        "Kundin: Hab ich schon versucht.",
        "Kunde: Wart ich halt.",
        "Sehr geehrter Mandant, wir erinnern an die Unterlagen",
        "Sehr geehrter Abonnent, Ihr Heft kommt später",
        "Liebe Gäste, das Schwimmbad ist zu",
        "Sehr geehrte Anwohnerin, am Samstag wird die Straße gesperrt",
        "Merci vielmal, hett super klappt!",
        "Danke vilmol für Ihri liebi Hilf.",
        "Waren über 18000, jetzt steht da null",
        "Im Stadion waren knapp 45000",
        "Zug fährt aber nur bis Endstation Westerland, gilt das Deutschlandticket?",
        "Der Zug nach Basel Badischer Bahnhof hatte Verspätung",
        "Fährt der ICE 599 wirklich bis München Hbf durch?",
        "Ticketpreis Wien Hauptbahnhof – Venezia Santa Lucia im Nightjet?",
        "Danach zeigen wir die Sportschau und Bayern gegen Dortmund",
        "In der Warteschleife immer das gleiche Gedudel von Vivaldi.",
    ],
)
def test_nobodys(text: str) -> None:
    """Nothing is found."""
    assert not find_spans(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ich wohne am Tor 4 in Meldorf", "am Tor 4"),
        ("Adresse: Am Tor 4", "Am Tor 4"),
        ("Sehr geehrter Herr Halter, danke", "Halter"),
        ("NL-5310 SC Gameren", "5310 SC Gameren"),
        ("Kundin Petra ich komme später", "Petra"),
        ("A-1203 Wien", "A-1203"),
        ("Ich wohne in Westerland und fahre mit dem Zug", "Westerland"),
        ("Mein Zug ist egal, komme aus Dortmund", "Dortmund"),
        ("Klage Kowalczyk gegen Hofreiter, siehe Tabelle", "Kowalczyk"),
        ("Rechnung 4718300 fehlt", "4718300"),
    ],
)
def test_somebodys(text: str, value: str) -> None:
    """The same words where somebody is meant."""
    at = text.index(value)
    assert any(s.start <= at and s.end >= at + len(value) for s in find_spans(text))
