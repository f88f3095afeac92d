"""Numbers that people copy from paper, and those of other countries' tax offices and meters."""

from __future__ import annotations

import re

import pytest

from dialogkit.corpus._anonymize import find_spans

FOUND = (
    # On something written
    "The fitter left a slip with {RK 3301} on it and drove off.",
    "She gave me {TM/4480} on a card, that is all I have.",
    "The confirmation says {HV-60QP-1174}, is that the right one?",
    "Our letter quotes {JB/22/0816} in the corner.",
    "Auf dem Zettel vom Monteur steht nur {12/0481}, mehr weiß ich nicht.",
    "Der Abholschein nennt {QS 40-117}, reicht Ihnen das?",
    "{PX/7716} steht auf dem Aufkleber.",
    "Auf meinem Beleg stand Rekla {24/1190}.",
    # Groups
    "unsere Haftpflicht, Polizze {RK-330 1175}, zahlt das",
    "D Nummere isch {ZG-448 120}.",
    "gas meter {R5B 0084 6613 20} reads 03318",
    "Der Stand vom Wärmezähler {5RKM 3301 0087} stimmt nicht.",
    "reader serial {R120 TK40 3301 118B}, left on the tram",
    # With dots
    "Polizze {7.220.118/05} bitte kündigen",
    "Bausparvertrag: meiner ist die {44.310.772}, ihrer die {44.310.773}.",
    "die Auszahlung meiner Lebensversicherung {K 3.881.204}",
    # Answers
    "yes, its {3380-17}",
    "Das stimmt, {KW4T9M}, mein Nachname steht auf der Buchung auch.",
    # Offices abroad
    "EIN is {38-4417206}, extension please.",
    "our {ABN 51 824 753 556} must be on the invoice",
    "{UTR 77310 44218} for the year before",
    "the shop is registered as {71408 2213 RT0001}",
    # The whole of a number, of which a part is plain
    "Geschäftszeichen {615-22807//0014403-K}, bitte antworten.",
    "Kaltwasser {6-ZEN-3381-0017}, Stand 88,2",
    "eine Bonuskarte mit der Nummer {DL 660 318 4} und etwas Geld",
    "tracking {41 KXT 7720 3316 9}. Where is it?",
    "Ihr Zeichen war {EK 204/24 sm}. Danke.",
    "Aktenzeichen dort {2023/1180-hö}.",
    "von der Kasse unter {ZBH 4107-C} genehmigt",
    "my CRN is {311 608 224H}, please check",
    "the driver's licence you copied, {MERCE 120684 007}.",
    # Slips, shops, plates of other shapes, two groups
    "Abholschein {4417} liegt bei mir.",
    "Ich habe den Zettel mit {K-207} noch.",
    "zwoa Karten, Nr. {Q 318}",
    "My account with ye is {K0418}.",
    "The receipt number from your store is {TIL-7-220914}.",
    "Please call on {97110 30284}, any time.",
    "my licence plate, it's {CKVT 318}, Ontario",
    # Documents, signs, plates, days
    "Pass weg, wohl im Zug. {C6HK3L9P2}",
    "unter Angabe des Zeichens {KR 417/2025-Mo}",
    "The invoice is late, my car is {BIG 4410} by the way.",
    "She was born on {the eighth of March this year}.",
    "Agent: Ihr Geburtsdatum bitte?\nKunde: {Erster Elfter vierundfünfzig}.\nAgent: Danke.",
)
LEFT = (
    "Auf dem Schild steht 120/80, was heißt das?",
    "Der Zettel sagt 12.30 bis 14 Uhr.",
    "The notice says 10-14 on weekdays.",
    "The sticker says 230 V and 50 Hz.",
    "The letter says 19.99 a month, on the card it says 3 for 2.",
    "The receipt says 24/11/2025.",
    "Der Vertrag kostet 1.250.000 Euro.",
    "Das Konto der Gemeinde weist rund 4.500.000 aus.",
    "Felgen R16 91H 2024 gekauft, was kosten neue?",
    "Der Zählerstand ist 48.211.330",
    "2024-25",
    "Store no. 4417 was closed.",
    "Die Bestellungen kamen 2023 2024 gar nicht.",
    "Artikel-Nr. 77-4420-B und Art. 441 2207 118",
)
_MARK = re.compile(r"\{([^}]*)\}")


def _read(marked: str) -> tuple[str, list[str]]:
    return _MARK.sub(r"\1", marked), _MARK.findall(marked)


@pytest.mark.parametrize("marked", FOUND)
def test_numbers_are_found_whole(marked: str) -> None:
    """The whole number, its letters and marks too."""
    text, wanted = _read(marked)
    found = [text[s.start : s.end] for s in find_spans(text)]
    assert [value for value in wanted if value not in found] == [], found


@pytest.mark.parametrize("text", LEFT)
def test_what_is_nobodys_number_is_left(text: str) -> None:
    """Times, prices, amounts, dates, tyres and articles."""
    assert find_spans(text) == []
