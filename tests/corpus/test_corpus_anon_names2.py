"""Streets as people write and speak them, names by what leads to them, and what everybody knows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.corpus._anonymize import find_spans, mask


def shown(text: str) -> str:
    """``text`` with plain types in it."""
    return mask(text, find_spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitte an Hohe Luft 3, danke", "Bitte an <STREET>, danke"),
        ("Lieferung an die Goethe-\nstraße 12 bitte", "Lieferung an die <STREET> bitte"),
        ("adresse is hauptstarße 17", "adresse is <STREET>"),
        ("Der Unfall war Ecke Schönhauser/Danziger.", "Der Unfall war Ecke <STREET>."),
        ("22 Mozartstraße ist neu", "<STREET> ist neu"),
        ("Wir wohnen Bergstraße 12, 2. Stock links.", "Wir wohnen <STREET><STREET>."),
        ("Wilhelmshöher Allee Nummer 120", "<STREET>"),
        ("Mein Büro am Limmatquai 92", "Mein Büro <STREET>"),
        ("Gartenkolonie Sonnental, Parzelle 41", "<STREET>"),
        ("die adresse ist lange reihe 22", "die adresse ist <STREET>"),
        ("Unser Laden Weg am Krankenhaus 2", "Unser Laden <STREET>"),
        ("Ich wohne Am Heiligen Kreuz.", "Ich wohne <STREET>."),
        ("Wir wohnen im Hasenpfad, links", "Wir wohnen im <STREET>, links"),
        ("Die Wohnung Hinter der Zehntscheune 4", "Die Wohnung <STREET>"),
        ("PO Box 55", "<STREET>"),
        ("He lives on West 43rd Street.", "He lives on <STREET>."),
        ("Corner of 5th and Main", "Corner of <STREET>"),
        ("WE ARE AT 2 CHAPEL BROW", "WE ARE AT <STREET>"),
        ("The pothole outside 45 Larch is deep", "The pothole outside <STREET> is deep"),
        ("She lives at Ty Gwyn by the sea", "She lives at <STREET> by the sea"),
        ("I write from Marlowe Lodge today", "I write from <STREET> today"),
        ("old house, hereford hr4 9xq", "old house, <POSTCODE_TOWN>"),
    ],
)
def test_streets_in_all_their_forms(text: str, expected: str) -> None:
    """Without a usual word, over two lines, misspelt, at a corner, by a house's name."""
    assert re.sub(r"<STREET>[ ,]*<STREET>", "<STREET><STREET>", shown(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Im System steht er als Dierkes, Wolfgang.", "Im System steht er als <PERSON>."),
        ("Mieter Quambusch, Ilse zieht aus", "Mieter <PERSON> zieht aus"),
        ("i.A. Bröker", "i.A. <PERSON>"),
        ("Dierkes' Paket ist weg", "<PERSON>' Paket ist weg"),
        ("Mein Mann Detlef hat bestellt", "Mein Mann <PERSON> hat bestellt"),
        ("Name: Schwarz. Vorname: Nadine.", "Name: <PERSON>. Vorname: <PERSON>."),
        ("Hier ruft Haslinger Alois, grüß Gott", "Hier ruft <PERSON>, grüß Gott"),
        ("PC Ashdown took a statement", "PC <PERSON> took a statement"),
        ("My wife (Temi) collected it", "My wife (<PERSON>) collected it"),
        ("der sich Marvin nannte", "der sich <PERSON> nannte"),
        ("für die Familie Jung", "für die Familie <PERSON>"),
        ("I, Constantine Papadimitriou, agree", "I, <PERSON>, agree"),
        ("the buzzer says Docherty", "the buzzer says <PERSON>"),
        ("Mit freundlichem Gruß\nLüken, POM", "Mit freundlichem Gruß\n<PERSON>, POM"),
    ],
)
def test_names_by_what_leads_to_them(text: str, expected: str) -> None:
    """Family name first, offices, labels, brackets, genitives, signatures."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Wir waren am Brandenburger Tor, der Audioguide war super.",
        "Ich suche ein Buch von Thomas Mann.",
        "Der Sturm Sabine hat das Dach beschädigt.",
        "Die Anne-Frank-Schule hat das Formular nicht.",
        "Das Schloss wurde von König Ludwig II. gebaut.",
        "The audio guide mentions Henry VIII and Anne Boleyn.",
        "The Lincoln Memorial is lit at night.",
        "The George Foreman grill drips.",
        "Der Weg 3 auf der Karte ist der kürzeste.",
        "Im Block 5 der Anleitung steht es.",
    ],
)
def test_what_everybody_knows_stays(text: str) -> None:
    """Landmarks, figures, storms and institutions are nobody's."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guten Tag, hier ist Anne Frank", "Guten Tag, hier ist <PERSON>"),
        ("Frau Sabine Sturm, Tel. 030 23125 001", "Frau <PERSON>, Tel. <PHONE>"),
        ("Hallo Thomas Mann, Ihr Paket ist da", "Hallo <PERSON>, Ihr Paket ist da"),
    ],
)
def test_a_namesake_with_a_cue_is_a_person(text: str, expected: str) -> None:
    """Who is greeted or says who they are is masked whoever else bears the name."""
    assert shown(text) == expected


def test_a_name_found_once_is_found_throughout_a_long_text() -> None:
    """A family name that a greeting gave away stands bare three sentences later."""
    text = (
        "Sehr geehrte Frau Ohlenbrock, Ihr Antrag liegt uns vor. Wir prüfen ihn in den nächsten "
        "Tagen und melden uns dann schriftlich bei Ihnen. Die Akte ohlenbrock bleibt offen."
    )
    assert "hlenbrock" not in shown(text)


@given(st.integers(2, 9), st.sampled_from(["Petra Beispiel", "12 Elm Grove", "030 23125 001"]))
def test_wide_spaces_hide_nothing(width: int, value: str) -> None:
    """Justified text is read as if it had single spaces; offsets fit the text as it came."""
    text = f"Hallo, hier ist {value} noch einmal"
    wide = text.replace(" ", " " * width)
    assert re.sub(" +", " ", shown(wide)) == shown(text)
