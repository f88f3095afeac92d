"""Addresses and numbers as people write them in passing, and what only looks like either."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.corpus._anonymize import find_spans

_MARK = re.compile(r"\[\[(.*?)\]\]")

HOMES = [
    "I'm in the flat above [[14 Marlowe]], the bell is broken",
    "moved from [[9 Kestrel]] to [[22 Heron]], same estate",
    "Return to: [[15 Ropewalk]], Kendal",
    "my mum lives at [[number 27]] and she is always in",
    "it's [[number 36 not 63]], second time this month",
    "hello i am at [[four twelve magnolia bend]] in the last house",
    "i stay at [[twenty nine oak hollow]], the blue door",
    "we live at [[nineteen bishop's walk]]",
    "we live at [[nineteen old bishop's walk]], ring twice",
    "come to us at [[four twelve old magnolia bend]]",
    "[[nineteen west kestrel close]]",
    "we live at [[nineteen west kestrel close]] now",
    "living at [[The Old Smithy]], up the lane past the church",
    "we've moved into [[Harbourside Court]], it is new",
    "the croft at [[Achnahaird]], please ring first",
    "home is [[88 Lucerne]], the gate sticks",
    "[[U4/112 Wattle Grove Rd]], it's the back unit",
    "[[flat 2/1]], the close door sticks",
    "[[Blk 12 #04-118]], leave it at the door",
    "Please come to [[H.No. 12-4-88/B]], near the water tank",
    "[[Door no. 18/3, Gandhi Street]]",
    "our office is in [[Padmarao Nagar]], opposite the bank",
    "[[400 W 9th]], ask at the desk",
    "the boat is on mooring [[C14]]",
    "it's [[kestrel way]] not [[kestrel close]]",
    "my road is [[kestrel way]]",
    "[[building 4, Apt 201]], gate on the left",
]
WOHNUNGEN = [
    "wohne in der [[hohlgass]], bitte klingeln",
    "bin umgezogen, jetzt [[lindenhof 3]], vorher [[Schanzäcker 12]]",
    "Parzelle [[61]] der Anlage [[Sonnenaue]], Laube aufgebrochen",
    "Wir haben den Garten [[Nr. 61]] im Kleingartenverein [[Sonnenaue]]",
    "Zimmer [[214]] im Studentenwohnheim [[Auenpark]]",
    "Stellplatz [[C14]] auf dem Campingplatz [[Seeblick]]",
    "[[Stiege 3 Tür 14]] ist richtig, nicht Tür 41",
    "Hausnr. [[17a]] in der [[Ziegelhütte]]",
    "zugestellt wurde bei Haus [[Nr. 12]] statt [[Nr. 21]]",
    "[[Str. d. Friedens 40]], zweiter Hof",
    "[[Platz d. Einheit 2]], am Brunnen",
    "[[Zur Schmiede 4]] bitte",
    "Anschrift: [[Q7, 24]]",
    "Treffpunkt [[Wiesengrund]], Einfahrt gegenüber der Feuerwehr",
    "Haus [[Sonnenblick]], zweites links hinter der Brücke",
    "Unser Ferienhaus [[Möwennest]] in der Bucht",
    "[[Lerchenweg Haus 3]], hinten links",
    "[[Stresemann 45]], fünfter Stock ohne Aufzug",
    "Ecke [[Bahnhof-/Gartenstr.]] liegt ein Roller",
    "mein Laden ist [[Schmiedgassl 4]]",
    "schick das an [[Untermarkt 24]]",
    "haus [[14 b]] in der Anlage",
]
NUMBERS = [
    "my RC shows [[KA 05 MH 4321]] but the policy differs",
    "number plate [[DL 3C AB 1234]]",
    "vehicle [[mh12ab1234]] broke down",
    "Der Fahrer mit der Konzession [[TX 0417]] war unfreundlich",
    "der golf ([[WOB VW 1]]) steht seit gestern da",
    "trailer plate [[Q 44 12]]",
    "rego [[1AB-2CD]]",
    "mein Sohn, [[3.5.2016]], braucht einen Platz",
    "geb: [[03/84]]",
    "simply add it to my membership, [[0418]].",
    "the bag I ordered on the 2nd ([[HP-2-77190]]) was wrong",
    "Als Referenz haben Sie damals [[FA-St/9920-3]] vergeben.",
    "Referenz war glaub ich [[TZ44 190]]",
    "he gave me a slip with [[r t n five five zero nine]] on it",
    "Bestellung [[b wie berta 4 4 1 9 2]]",
    "it's [[B for Bravo 4419]]",
    "order ref [[bravo seven seven one two]]",
    "Ticket [[T–20931]] ist offen",
    "Bestellung [[DE–20931–77]]",
    "order № [[20931]]",
    "the letter has [[UC/2291/JT]] at the top",
    "my docket was [[40921]] if you need it",
    "confirmation [[k7qx2m]] came by mail",
    "Tel. [[o3o 23125 001]]",
    "my PAN is [[ABCDE1234F]]",
    "born [[3/V/1984]]",
    "date of birth [[3 May nineteen eighty-four]]",
    "she turned 6 on [[12 Nov 2019]]",
    "wurde am [[2.3.2025]] 18 und will ein Konto",
    "my bday's [[3rd of May]]",
    "Betroffen sind die Konten s.oyelaran, [[buchhaltung_ost]] und meins",
    "pin dropped at [[N 52 30.983 E 13 22.660]]",
    "[[lat 52.51 long 13.37]] on my phone",
    "Where do you live? [[Penzance]]\nWhich animal? Biscuit",
]
HARMLESS = [
    "Windows update KB5034441 fails with 0x80070643",
    "in der Navigator App steht ein anderer Preis",
    "ordered 3x size 14 in Forest Green, got navy",
    "Panasonic SD-YR2550 paddle, do you sell it",
    "Bit of a Catch-22: need to log in to reset",
    "deleting the folder under AppData/Local helps?",
    "Gloire de Dijon, habt ihr die Rose noch?",
    "Ist der Edinburgh Gin 70cl wieder da",
    "Code HERBST10 geht nicht",
    "Öl 5W-30 für den Diesel",
    "DDR5-6000 CL30 32 GB",
    "course code PSY-1001 is full?",
    "Kurs 2025-H-114 hat noch Plätze?",
    "Tarif M 20 GB für 29,99",
    "RTX 4070 Ti gegen RX 7800 XT",
    "Omega-3 1000 mg oder Covid-19 Impfung",
    "the ISBN is 978-3-16-148410-0",
    "return to 20 Celsius after drying",
    "send 2 Spare keys",
    "mein auto ist ein Golf 7 GTI",
    "accounts receivable and payable export",
    "founded on 3 May 1984?",
    "Form 1295A is no longer valid",
    "moved from 5 Basic to 10 Premium seats",
    "deliver 4 Blackcurrant and 6 Elderflower please",
    "membership, 12 months, is it refundable",
    "a one two three games for kids",
    "Konzerttickets A–20, Reihe 5",
    "Seite 12–14, WM 2006–2010",
    "№ 5 eau de parfum",
    "Taxi 30 Euro zum Flughafen?",
    "Konten Premium, Basis und Gold: Unterschied?",
    "Jahrgang 18 Riesling",
    "Ferienhaus Ostsee im Juli",
    "Campingplatz Stellplatz mit Strom",
    "stage 3 room 12 escape game",
    "Unit 3, 12 Exercises",
    "Am Stück 4 bitte",
    "wohne in der nähe, kann ich abholen",
    "ich lebe in der Hoffnung auf Rückerstattung",
    "in three lane road",
    "right way not wrong way round",
    "Haus 3 a la carte",
]


def _covered(text: str) -> set[int]:
    return {at for span in find_spans(text) for at in range(span.start, span.end)}


@pytest.mark.parametrize("marked", [*HOMES, *WOHNUNGEN, *NUMBERS])
def test_what_is_marked_is_found_whole(marked: str) -> None:
    """Every letter and digit of the marked places is found, under whatever label."""
    text = ""
    wanted: list[int] = []
    for part in re.split(r"(\[\[.*?\]\])", marked):
        match = _MARK.fullmatch(part)
        value = match[1] if match else part
        wanted += range(len(text), len(text) + len(value)) if match else []
        text += value
    covered = _covered(text)
    missed = "".join(text[at] for at in wanted if text[at].isalnum() and at not in covered)
    assert missed == ""


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_stays(text: str) -> None:
    """Models, courses, goods, colours and counts are no addresses and nobody's numbers."""
    assert [span for span in find_spans(text) if span.type != "PERSON"] == []


@given(st.integers(min_value=10_000, max_value=99_999), st.sampled_from("–—"))
def test_dashes_of_a_telephone_count_as_hyphens(number: int, dash: str) -> None:
    """A ticket with a long dash is found as one with a hyphen is."""
    text = f"Ticket T{dash}{number} please"
    assert set(range(7, 14)) <= _covered(text)


@given(
    st.lists(
        st.sampled_from(["one", "two", "three", "four", "five", "seven", "nine", "zero"]),
        min_size=3,
        max_size=9,
    )
)
def test_letters_and_numerals_read_out_are_one_number(numerals: list[str]) -> None:
    """Three letters and any numerals behind them are found from the first to the last."""
    said = "r t n " + " ".join(numerals)
    text = f"the slip says {said} on it"
    assert set(range(14, 14 + len(said))) - _covered(text) <= {
        14 + at for at, letter in enumerate(said) if letter == " "
    }
