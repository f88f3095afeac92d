"""Rows of an address, boxes, postcodes of other countries, short codes, and their look-alikes."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import mask


def left_of(text: str, value: str) -> list[str]:
    """Letters and digits of ``value`` that stay readable in ``text``."""
    at = text.index(value)
    covered = {place for span in find_spans(text) for place in range(span.start, span.end)}
    return [text[n] for n in range(at, at + len(value)) if text[n].isalnum() and n not in covered]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Postfach gibt es nicht mehr, bitte An der alten Mühle, D-54290 Trier", "An der alten"),
        ("Neue Anschrift: Im hinteren Grund, 97070 Würzburg", "Im hinteren Grund"),
        ("Absender: Zur schönen Aussicht, A-4810 Gmunden", "Zur schönen Aussicht"),
        ("Meine Schwester wohnt Auf dem kleinen Feld, CH-8610 Uster.", "Auf dem kleinen Feld"),
        ("wohnt hinter der neuen kirche, 18055 Rostock", "hinter der neuen kirche"),
        ("Die Straße heißt Eschenhöh, das findet kein Navi.", "Eschenhöh"),
        ("Geliefert wurde an Sandkuhle 9 statt an Sandkuhle 6.", "Sandkuhle 9"),
        ("Er hat es bei der Nachbarin in Nummer 16 abgegeben.", "16"),
        ("Unser Lager ist Halle 7, Industriestraße in Hanau", "Halle 7, Industriestraße"),
        ("the lock-up is Garage 14, Quarry Road, Bath", "Garage 14, Quarry Road"),
        ("We rent Shed 2, Harbour Street in Whitby", "Shed 2, Harbour Street"),
        ("The house is Thornfield, Back Lane, Malton", "Thornfield, Back Lane"),
        ("We sit opposite the church, High Street, Lavenham", "High Street"),
        ("moved from 77 Willow Cv to 3310 N Bison Flat Trl", "3310 N Bison Flat Trl"),
        ("bill it to 1208 SE Otter Xing, Bend, OR 97702", "1208 SE Otter Xing"),
        ("the rental is 1420 County Rd 9 N, Fargo", "1420 County Rd 9 N"),
        ("I live on E 77th, third floor", "E 77th"),
        ("mail goes to GPO Box 9921", "GPO Box 9921"),
        ("Locked Bag 77, Hobart TAS 7001", "Locked Bag 77"),
        ("bitte an Packstation 147", "Packstation 147"),
        ("Apt 14, Block C, The Tannery", "Apt 14, Block C, The Tannery"),
        ("address: Rose Cottage, 3 Chapel Brow, Carlisle", "3 Chapel Brow"),
    ],
)
def test_streets_in_a_row(text: str, value: str) -> None:
    """With an adjective in lower case, behind premises, shortened, as a box, called so."""
    assert not left_of(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I'm at 12/48 Banksia Parade, Coogee NSW 2034", "Coogee NSW 2034"),
        ("Auckland 1010 is where I live", "Auckland 1010"),
        ("Köln (50667)", "50667"),
        ("114 55 Stockholm", "114 55"),
        ("Dorfstrasse 5\n3655 Sigriswil", "3655 Sigriswil"),
        ("my eircode is v94 t28r", "v94 t28r"),
        ("I'm in BS3, is that covered?", "BS3"),
        ("Toronto, ON M5V 2T6", "Toronto, ON M5V 2T6"),
        ("meine adresse: hauptplatz 3/2/7, 8010 graz", "8010 graz"),
        ("We're at 9 Cuffe Parade, Dublin 8", "Dublin 8"),
        ("return address 44 trevose way newquay", "newquay"),
        ("wohne jetzt in der bahnhofstr 12 b in gera", "gera"),
        ("die polizei steyr hat die anzeige", "steyr"),
        ("gestern in halle/saale gekauft", "halle/saale"),
        ("Mein Vater, Schulweg 2, Bad Zwesten, hat gekündigt.", "Bad Zwesten"),
        ("Wir wohnen Ortsstraße 12 a in Uhlstädt.", "Uhlstädt"),
    ],
)
def test_postcodes_and_towns(text: str, value: str) -> None:
    """Of other countries, in lower case, in brackets, behind a street."""
    assert not left_of(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("die Nummer unseres Grabnutzungsvertrags lautet F-7-113.", "F-7-113"),
        ("the number of our allotment agreement is P-4-22", "P-4-22"),
        ("Der Liegeplatz hat die Nr. C-4-18", "C-4-18"),
        ("die nummer vom schließfach ist a-7-19", "a-7-19"),
        ("the reference on the letter reads L/9/22", "L/9/22"),
        ("Kundennr. hab ich: K-447", "K-447"),
        ("Unsere Anmeldung hat die Nummer 417/B bekommen", "417/B"),
        ("unsere Teilnehmernummer lautet seit dem Umzug 55 20 817", "55 20 817"),
        ("job number 417 from last week", "417"),
        ("your engineer left job sheet J/4471", "J/4471"),
        ("invoice inv417 is wrong", "inv417"),
        ("Betreff: 77-204/26", "77-204/26"),
        ("Auf dem Zähler steht 1 ITR 01 0044 7120", "1 ITR 01 0044 7120"),
        ("rego BXK 41Q, white ute", "BXK 41Q"),
    ],
)
def test_codes_of_few_digits(text: str, value: str) -> None:
    """A word for a number makes letters and a few digits one."""
    assert not left_of(text, value)


@pytest.mark.parametrize(
    "text",
    [
        "Was ist bei Economy Light drin? 8 kg und 55x40x23",
        "online 499 und im Laden am Preisschild 529",
        "auf dem Etikett 45, auf dem Bon 48",
        "steht bei der aktion iphone 15 für 1 euro",
        "beim paket gigabit 1000 keine drosselung?",
        "what does E-04 mean on the display",
        "die Waschmaschine meldet E-10",
        "the oven flashes ER-03",
        "Modell WT-X1000 lieferbar?",
        "USB-C 3.2 oder 2.0",
        "TV channel 104 has no sound",
        "Is the Main Street store bigger?",
        "Verordnung (EU) 2016/679",
        "Unit 4, Exercise 3 is missing in the book",
        "Im letzten Sommer, Juli glaube ich, ging es noch.",
        "Am nächsten Tag, Freitag, kam nichts.",
        "Im alten Vertrag, Seite 3, stand das anders.",
        "Auf der linken Seite, unten, ist ein Riss.",
        "Am alten Gerät ging das, am neuen nicht.",
        "Store 5, the big one",
        "Gate 4, Terminal 1",
        "Geschäftsjahr 2023/2024, laut Mietvertrag 2023/2024",
        "Is the XPS 13 9340 better for school?",
        "Es fing 2019 an, 2020 Stück waren es dann.",
        "bus 61 to platform 4, coach 7 seat 42",
    ],
)
def test_what_only_looks_like_a_place_or_a_code(text: str) -> None:
    """Tariffs, prices on signs, faults on displays, product lines, times, lists."""
    assert mask(text, find_spans(text)) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Meine IBAN ist DE02 1203 0000 0000 2020 51 falls ihr sie braucht", "falls ihr"),
        ("kommt um 17 30 falls ihr da seid", "17 30 falls"),
        ("Könnt ihr die Jahresrechnung Nr. R-2026-2005 prüfen?", "Jahresrechnung Nr."),
    ],
)
def test_a_find_swallows_no_word_beside_it(text: str, kept: str) -> None:
    """Neither the word behind a number nor the label before it is part of an address."""
    assert kept in mask(text, find_spans(text))
