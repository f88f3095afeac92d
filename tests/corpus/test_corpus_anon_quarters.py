"""Quarters and suburbs: what people name when they say where they live."""

from __future__ import annotations

import pytest

from dialogkit.corpus._anonymize._find import find_spans


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("I'm out in Raheny, can you still deliver?", "Raheny"),
        ("we moved from Leith last spring", "Leith"),
        ("12 Ardencraig Road, Castlemilk", "Castlemilk"),
        ("I've lived in Small Heath since 1998.", "Small Heath"),
        ("my flat is in Moseley, just off the main road", "Moseley"),
        ("picked up from Levenshulme yesterday", "Levenshulme"),
        ("Kilbarrack. Is that too far for the van?", "Kilbarrack"),
        ("parcel is still sitting in Wythenshawe", "Wythenshawe"),
        ("I live in Bethnal Green, third floor", "Bethnal Green"),
        ("can the engineer come to Stoke Newington?", "Stoke Newington"),
        ("we're in Chorlton-cum-Hardy now", "Chorlton-cum-Hardy"),
        ("My mum is in Govanhill and has no signal", "Govanhill"),
        ("I'm based in Rathfarnham", "Rathfarnham"),
        ("Drumcondra here, no broadband since Monday", "Drumcondra"),
        ("our shop in Stranmillis closed", "Stranmillis"),
        ("delivery to Toxteth failed twice", "Toxteth"),
        ("I just moved to Bushwick", "Bushwick"),
        ("they sent it to Etobicoke instead of my address", "Etobicoke"),
        ("I'm in Marrickville, next to the station", "Marrickville"),
        ("our place in Footscray has no gas", "Footscray"),
        ("new address is in Remuera", "Remuera"),
        ("i live in whitechapel", "whitechapel"),
        ("Ich komm ausm Prenzlberg", "Prenzlberg"),
        ("wohne in prenzlberg, 4. Stock", "prenzlberg"),
        ("Wir ziehen im Mai nach Emmenbrücke.", "Emmenbrücke"),
        ("Meine Wohnung liegt in Wiedikon.", "Wiedikon"),
        ("Bin in Schwamendingen, bitte klingeln", "Schwamendingen"),
        ("wohnhaft in Gröpelingen", "Gröpelingen"),
        ("Das Paket liegt noch in Zuffenhausen", "Zuffenhausen"),
        ("Unsere Praxis in Rüttenscheid zieht um", "Rüttenscheid"),
        ("Ich lebe in Giesing", "Giesing"),
        ("komme aus Marxloh", "Marxloh"),
        ("Wir sind von Eimsbüttel nach Barmbek gezogen", "Barmbek"),
        ("Die Filiale in Reudnitz hat zu", "Reudnitz"),
        ("Ich bin aus Langendreer", "Langendreer"),
        ("Familie wohnt in Neckarau", "Neckarau"),
        ("Wohne jetzt in Ottakring", "Ottakring"),
        ("Lieferung bitte nach Kleinhüningen", "Kleinhüningen"),
        ("Kundin aus Lütten Klein", "Lütten Klein"),
        ("Wohnort: Kaßberg", "Kaßberg"),
        ("Ich wohne in Kalk.", "Kalk"),
        ("Bin ausm Wedding, klingeln Sie bei mir", "Wedding"),
        ("Ich wohne in Bad Godesberg", "Bad Godesberg"),
    ],
)
def test_quarters_are_found(text: str, quarter: str) -> None:
    """Those of large cities in both languages, in capitals or after a word of living."""
    start = text.index(quarter)
    wanted = range(start, start + len(quarter))
    found = {at for span in find_spans(text) for at in range(span.start, span.end)}
    assert found.issuperset(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "The Wedding cake arrived squashed",
        "we need it before the wedding",
        "Everton gegen Chelsea wurde verschoben",
        "Da ist ein Kalkfleck auf der Armatur",
        "Kalk im Wasserkocher, was tun?",
        "My Arsenal shirt has the wrong number",
        "Is the bank open on Monday?",
        "das Angebot gilt für die Mitte des Monats",
        "In der Altstadt gibt es keinen Parkplatz",
        "Please send it in haste",
        "Do you have it in saffron or in juniper?",
        "Eiche oder Buche?",
        "bei breite 236 cm geht es nicht",
        "Der Schrank in Eiche ist ausverkauft",
        "Er ist mir ans Herz gewachsen, ich muss lachen",
        "Das ist Neuland für mich",
        "Ein Ziegelstein lag im Karton",
        "the reservoir leaks since the repair",
        "there's a poplar in front of the garage",
        "der Horn der Vuvuzela fehlt",
        "Ich nehme gern den Termin am Montag",
        "the bow on the gift box was missing",
        "Der Brunnen im Garten ist undicht",
        "Schalke hat gewonnen",
        "Crystal Palace won again, so I'm in a good mood",
        "the jewel fell out of the ring",
        "a mile end to end, that's what your courier walked",
        "my Kensington lock is stuck",
        "mein Rosenthal Service hat einen Sprung",
        "we saw a heron on the lake side",
        "the west end of the warehouse is locked",
        "Wie komme ich ins Bahnhofsviertel?",
        "the Woodstock poster is torn",
        "Who sells Belvedere vodka these days?",
        "I saw the Marple films on your channel",
    ],
)
def test_what_is_no_quarter_stays(text: str) -> None:
    """Things, clubs, brands and words that are quarters as well."""
    assert not [span for span in find_spans(text) if span.type == "TOWN"]
