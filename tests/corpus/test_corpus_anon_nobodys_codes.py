"""Codes, forms, constants, sums at a sentence's end and roles, and what is like them."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans

NOBODY = [
    "Bei Code E-11 bitte die Taste gedrückt halten",
    "Der Export bricht mit Code E-5520 ab.",
    "Engineer booked, fault code K-14.",
    "The recall is claimed under code 21T09.",
    "Der Zeichensatz ist UTF-8, die Umlaute fehlen trotzdem in der Datei",
    "I got both a W-2 and a 1042-S this year, do you handle nonresident returns?",
    "The app shows ERR_SYNC_611 every time",
    "TurboTax keeps saying my account is a resident's",
    "Reifen Michelin CrossClimate, Profil 5 mm",
    "I said so on the Facebook page. Nobody answered.",
    "The tiles in the steam room. Please check.",
    "The linen delivery came short by thirty pillowcases, said the message",
    "No signal whatsoever. Please help.",
    "Der Wert liegt bei 420 Euro. Falls es nicht geht, nehme ich es mit.",
    "Alle sammeln sich auf dem Parkplatz. Notruf 112, von jedem Telefon.",
    "I've got the thermostat at 63, I've got plastic on the windows",
    "Im Notfall 110 wählen, dann Leitung rufen",
    "Hallo liebes Praxisteam, wann haben Sie offen?",
    "Sehr geehrtes Reisebüroteam, der Flug ist voll",
    "Dear policyholder, we are making some changes",
    "Dear Librarian, our circle meets on Tuesdays",
    "We met in the town hall, where the chairman spoke",
    "do u do junior ISAs",
]
SOMEBODY = {
    "Meine Bestellnummer ist E-5520": "E-5520",
    "Mein Buchungscode: K14-2207": "K14-2207",
    "my handle: quietotter": "quietotter",
    "Ich bin auf Steam raven_99 zu finden": "raven_99",
    "I am on Instagram as mo.fields": "mo.fields",
    "Dear Nigel, thanks": "Nigel",
    "The flat is at 61 Balmoral Road": "61 Balmoral Road",
    "Er wohnt auf der Höhe 12": "auf der Höhe 12",
}


@pytest.mark.parametrize("text", NOBODY)
def test_nobodys(text: str) -> None:
    """Nothing is found."""
    assert not find_spans(text)


@pytest.mark.parametrize("text", SOMEBODY)
def test_somebodys(text: str) -> None:
    """A number or a name built likewise is found."""
    found = [text[span.start : span.end] for span in find_spans(text)]
    assert SOMEBODY[text] in found
