"""Longer texts: letters, notes of agents, reviews, speech turned into text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.corpus._anonymize import covered, find_spans, mask
from dialogkit.corpus._anonymize._words import plain_words, unmistakable


def shown(text: str, *participants: str) -> str:
    """``text`` with plain types in it."""
    return mask(text, find_spans(text, participants))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frau Wiebke Tadsen, meine Nachbarin", "Frau <PERSON>, meine Nachbarin"),
        ("Laut Ihrer Mitarbeiterin Dörte Quandt", "Laut Ihrer Mitarbeiterin <PERSON>"),
        ("Spoke to Deirdre in billing", "Spoke to <PERSON> in billing"),
        ("My husband, Tadeusz, signed", "My husband, <PERSON>, signed"),
        ("your DJ, Lamar, was great", "your DJ, <PERSON>, was great"),
        ("Mark Hollister collected it", "<PERSON> collected it"),
        ("an anna koch geliefert", "an <PERSON> geliefert"),
        ("mit sven krause telefoniert", "mit <PERSON> telefoniert"),
        ("Jan Feldkamp hat unterschrieben", "<PERSON> hat unterschrieben"),
        ("I gave the keys to Frank on Tuesday", "I gave the keys to <PERSON> on Tuesday"),
        ("Babajide from your team told me", "<PERSON> from your team told me"),
        ("A. Lehmköster hat es angenommen", "<PERSON> hat es angenommen"),
        ("Rezension von Ludmilla K.: super", "Rezension von <PERSON>: super"),
        ("i. A. Torsten Hufnagel", "i. A. <PERSON>"),
        ("KD Bröcker will Rückruf", "KD <PERSON> will Rückruf"),
        ("it's shaz again", "it's <PERSON> again"),
        ("cc: Yusuf Al-Hashimi, Marlene Vogt", "cc: <PERSON>, <PERSON>"),
        ("Am 3.2. schrieb Ingo Schnabelstedt:", "Am 3.2. schrieb <PERSON>:"),
        ("bei Müllers abgegeben", "bei <PERSON> abgegeben"),
        ("spelt B-e-i-s-p-i-e-l", "spelt <PERSON>"),
    ],
)
def test_names_in_sentences(text: str, expected: str) -> None:
    """Names are found by what stands around them, and by themselves where they are known."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("geb. zwölfter März neunzehnhundertvierundachtzig", "geb. <BIRTH_DATE>"),
        ("born on the 3rd of May 1979", "born on <BIRTH_DATE>"),
        ("born the ninth of October nineteen eighty-one", "born <BIRTH_DATE>"),
        ("Jahrgang 1962", "Jahrgang <BIRTH_DATE>"),
        ("in der Breiten Straße", "in der <STREET>"),
        ("im laden in der rathausgasse", "im laden in der <STREET>"),
        ("karl marx str. 5", "<STREET>"),
        ("Neuer Kamp 3b", "<STREET>"),
        ("Zwischen den Brücken 12", "<STREET>"),
        ("the bins on Pilgrim Street", "the bins on <STREET>"),
        ("at P.O. Box 3310", "at <STREET>"),
        ("Postfach 12 34", "<STREET>"),
        ("Der andere Wagen: ZH 456 789", "Der andere Wagen: <PLATE>"),
        ("Wagen (W-12345X)", "Wagen (<PLATE>)"),
        ("Vertragskonto 200 418 773 0", "Vertragskonto <CUSTOMER_NUMBER>"),
        ("Zählernummer 1 ESY 1160 0123 4567", "Zählernummer <CUSTOMER_NUMBER>"),
        ("Az. 12 C 345/23", "Az. <ORDER_NUMBER>"),
        ("Buchungscode XKJDPL", "Buchungscode <ORDER_NUMBER>"),
        ("unter dem Namen pz_racing", "unter dem Namen <USERNAME>"),
        ("logged in as quiltingqueen", "logged in as <USERNAME>"),
        ("an jane.doe@example.org.", "an <EMAIL>."),
        ("j smith 42 at example dot com", "<EMAIL>"),
    ],
)
def test_identifiers_in_sentences(text: str, expected: str) -> None:
    """Dates in words, streets without a number, numbers in groups, addresses before a full stop."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Anke Hübschmann", "Hübschman"),
        ("Anke Hübschmann", "Hübschmannn"),
        ("Jochen Schmidt", "Schmitt"),
        ("Lea Meyer", "Maier"),
        ("Fariba Azizi", "F. Azizi"),
        ("Fariba Azizi", "Fariba A."),
        ("Katharina Probe", "Katharinchen"),
    ],
)
def test_participants_with_a_slip_of_the_pen(name: str, text: str) -> None:
    """A participant is known misspelt, with an initial, and by a pet name."""
    assert shown(text, name) == "<PERSON>"


@pytest.mark.parametrize(
    "text",
    [
        "Sehr geehrte Damen und Herren, gibt es die Kaffeemaschine auch in Weiß?",
        "Call note: customer asked about opening hours and click and collect. No action needed.",
        "Das Buch über Bibi Blocksberg und die Jacke von Tom Tailor kamen an.",
        "Liebe Bibliothek, leider habe ich das Buch verlegt.",
        "Der Zählerstand steht auf 18344, abgelesen heute Morgen.",
        "In May I will travel, so be frank with me and mark it as paid.",
        "Der Router blinkt rot, Fehler E18, Programm Baumwolle 60 Grad",
        "Im Januar lag der Verbrauch bei 312 kWh, im Februar bei 298 kWh.",
        "Bei Rossmann war das Shampoo ausverkauft, bei Saturn der Staubsauger.",
        "Könnten Sie das bitte prüfen? Laut Vertrag war Einsatzplan und Kulanz vereinbart.",
    ],
)
def test_harmless_prose_stays(text: str) -> None:
    """Nouns, months, brands, figures and readings are nobody's."""
    assert shown(text) == text


@given(st.sampled_from(sorted(unmistakable())), st.sampled_from(sorted(unmistakable())))
def test_two_known_names_need_no_cue(first: str, last: str) -> None:
    """Two known names with capitals are masked whatever stands beside them."""
    text = f"und dann {first.title()} {last.title()} 3 x"
    assert first not in shown(text).lower().split()
    assert {first, last}.isdisjoint(plain_words())


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("de", True), ("de-CH", True), ("en_GB", True), ("EN", True), ("pl", False), (None, True)],
)
def test_covered_languages(locale: str | None, expected: bool) -> None:
    """German and English have rules of their own; of other languages less is known."""
    assert covered(locale) is expected
