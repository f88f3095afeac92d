"""Streets as people say them, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import mask


def shown(text: str) -> str:
    """``text`` with plain types in it."""
    return mask(text, find_spans(text))


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Unsere Anschrift lautet Am Schützenplatz, ganz am Ende.", "Am Schützenplatz"),
        ("Straße: Zum Steinbruch", "Zum Steinbruch"),
        ("also Lessingstr, die 18, nicht die 81", "Lessingstr"),
        ("Gewerbegebiet, Halde 22b, Tor 4", "Halde 22b"),
        ("Schreiben Sie einfach Unterdorf 33, das kommt an.", "Unterdorf 33"),
        ("ich wohne in der fontanestraße siebzehn", "fontanestraße siebzehn"),
        ("Unser Stellplatz ist am Heringskai, ganz hinten.", "Heringskai"),
        ("An der Haltestelle Pappelweg hält er nicht.", "Pappelweg"),
        ("Gleich links, Am Mühlkanal, gelbes Haus.", "Am Mühlkanal"),
        ("Das Haus hat die Nummer 31.", "31"),
        ("Die Straße heißt so: in Radolfzell, Höllturmpassage 3.", "Höllturmpassage 3"),
        ("the street is Harbour View and we are the last house", "Harbour View"),
        ("on the lane they call Back o' the Hill", "Back o' the Hill"),
        ("I'm waiting at the entrance on Cable St", "Cable St"),
        ("the door is on Cooper's Alley, by the bank", "Cooper's Alley"),
        ("No. 7 The Crescent, please", "No. 7 The Crescent"),
        ("I'm at twenty two Fisher Street", "twenty two Fisher Street"),
        ("the red barn on County Road 12 is ours", "County Road 12"),
        ("front on The Parade, back on the lane", "The Parade"),
        ("It went to No 5, not to us", "No 5"),
        ("just south of 18th, suite 4", "18th"),
        ("Garden Flat, 90 Lansdowne Crescent", "Garden Flat, 90 Lansdowne Crescent"),
        ("our house on Spinney Bank floods", "Spinney Bank"),
    ],
)
def test_streets_as_people_say_them(text: str, street: str) -> None:
    """With a preposition, called so, in words, cut short, without a number."""
    at = text.index(street)
    covered = {place for span in find_spans(text) for place in range(span.start, span.end)}
    left = [text[n] for n in range(at, at + len(street)) if text[n].isalnum() and n not in covered]
    assert not left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Den Lagerschein LG-0714-22 habe ich.", "Den Lagerschein <> habe ich."),
        ("The meter point is 20 0001 4471 902.", "The meter point is <>."),
        ("Date of birth  18 / 1 1 / 19 56", "Date of birth  <BIRTH_DATE>"),
        ("surname March, please", "surname <PERSON>, please"),
        ("Absender: Wittekind, J., Tel. 030 23125 001", "Absender: <PERSON>, Tel. <PHONE>"),
        ("Kläger bin ich, Pascal Tadsen.", "Kläger bin ich, <PERSON>."),
    ],
)
def test_numbers_and_halves_of_names(text: str, expected: str) -> None:
    """Letters before digits, groups of any length, dates of a scan, names by halves."""
    assert shown(text) == expected or re.sub("<[A-Z_]+>", "<>", shown(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Die ganze Ware lag auf der Straße!",
        "Ist die Hauptstraße bei Ihnen wegen der Baustelle gesperrt?",
        "Am Markt gibt es doch auch einen Laden von euch, oder?",
        "Wir waren am Supermarkt, dann am Flohmarkt und am Parkplatz.",
        "Auf dem Heimweg, am Spielplatz, ging sie noch.",
        "Bitte rufen Sie an, Am Montag, wenn es geht.",
        "im Park war ich mit der kamera, da ging sie noch",
        "Vereinbart war etwas anderes, gebucht hatte ich zwei Nächte.",
        "the high street was closed so I couldn't get to your shop",
        "is this a dead end street or does the bus go through",
        "Sesame Street puzzle, 48 pieces, one missing",
        "I was at the Deutsche Bank and then at the mall.",
        "Item 5, Christmas lights: same as last year",
        "there is no 5 in the drop-down, only 4 and 6",
        "Der Weg ist das Ziel, auf Seite 12, Zeile 3.",
    ],
)
def test_what_only_looks_like_a_street(text: str) -> None:
    """Roads that are nobody's, shops, lists and idioms."""
    assert shown(text) == text
