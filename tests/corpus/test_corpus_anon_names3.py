"""Names as they are dictated, said to stand somewhere, written with particles or in two spellings.

Each group of phrasings has harmless ones beside it that look alike.
"""

from __future__ import annotations

import pytest

from dialogkit.corpus._anonymize import find_spans, mask


def shown(text: str, *people: str) -> str:
    """``text`` with plain types in it."""
    return mask(text, find_spans(text, people))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "mein name ist hannelore fröhlich ja wie das wort",
            "mein name ist <PERSON> ja wie das wort",
        ),
        ("ich heiße resi winter und wohne oben", "ich heiße <PERSON> und wohne oben"),
        ("mein name ist ingrid zur aue komma hallo", "mein name ist <PERSON> komma hallo"),
        ("my name is gladys merry like the word", "my name is <PERSON> like the word"),
        ("my name is ruth winter i was charged twice", "my name is <PERSON> i was charged twice"),
        ("his name Ibrahim al-Masri, aged 9", "his name <PERSON>, aged 9"),
        ("mein Sohn, sein Name Jusuf El-Amrani", "mein Sohn, sein Name <PERSON>"),
        ("im Konto von jonas klein-behrens bitte", "im Konto von <PERSON> bitte"),
        ("das paket für fiona o'donoghue ist weg", "das paket für <PERSON> ist weg"),
    ],
)
def test_dictated_names_go_on(text: str, expected: str) -> None:
    """Behind a given name stands the family name, whatever the word means."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mein Nachname steht da als WIESENGRUNDT", "mein Nachname steht da als <PERSON>"),
        (
            "mein nachname wird als schreyvogl angezeigt",
            "mein nachname wird als <PERSON> angezeigt",
        ),
        ("my last name is printed as FITZGIBON", "my last name is printed as <PERSON>"),
        ("the surname on the ticket reads Delacroixx", "the surname on the ticket reads <PERSON>"),
        ("Statt Meyerhoff steht da Mayerhof", "Statt <PERSON> steht da <PERSON>"),
        (
            "Ihr habt Schmidtke und Schmittke verwechselt",
            "Ihr habt <PERSON> und <PERSON> verwechselt",
        ),
        ('it was signed for by "JENKINSON"', 'it was signed for by "<PERSON>"'),
        ("standing order to M Fairclough please stop", "standing order to <PERSON> please stop"),
    ],
)
def test_names_stand_where_they_are_said_to(text: str, expected: str) -> None:
    """Under a word for a name, beside the other spelling, behind a letter."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("treasurer Hope Fairclough has the list", "treasurer <PERSON> has the list"),
        ("ring my daughter Rosamund Young at work", "ring my daughter <PERSON> at work"),
        ("ask for Will Black at the desk", "ask for <PERSON> at the desk"),
        ("meine Nichte Viola Stark holt es ab", "meine Nichte <PERSON> holt es ab"),
        (
            "Bill it to me as always, Lee Roy McCallum, by mail",
            "Bill it to me as always, <PERSON>, by mail",
        ),
        ("I want my money back.\n\nOtis K. Brantley Jr.", "I want my money back.\n\n<PERSON>"),
        ("Wu Xiaoming, Kundennummer folgt", "<PERSON>, Kundennummer folgt"),
        (
            "bitte Kim Min-jun ausrichten, dass es klappt",
            "bitte <PERSON> ausrichten, dass es klappt",
        ),
        ("abgegeben bei Zofia Łoś im Erdgeschoss", "abgegeben bei <PERSON> im Erdgeschoss"),
        ("Congratulations Rafferty!", "Congratulations <PERSON>!"),
    ],
)
def test_names_of_many_kinds(text: str, expected: str) -> None:
    """Ordinary words as names, a name alone in its line, names of other countries."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Winter, Leonie", "my surname from winter to Moor", "my surname from <PERSON> to Moor"),
        ("Winter, Leonie", "ich hieß vorher winter", "ich hieß vorher <PERSON>"),
        ("Winter, Leonie", "winter ist der nachname", "<PERSON> ist der nachname"),
        (
            "Winter, Leonie",
            "läuft der vertrag noch auf winter?",
            "läuft der vertrag noch auf <PERSON>?",
        ),
        ("Emma Young", "put it under young please", "put it under <PERSON> please"),
        ("Mark Brown", "it should say brown with no e", "it should say <PERSON> with no e"),
        ("Will Bishop", "thats all. will", "thats all. <PERSON>"),
        ("Marta Klein", "klein", "<PERSON>"),
        ("Marta Klein", "m. klein steht auf der klingel", "<PERSON> steht auf der klingel"),
        ("Winter, Leonie", "is the winter tyre included", "is the winter tyre included"),
        ("Winter, Leonie", "gilt das den ganzen winter?", "gilt das den ganzen winter?"),
        ("Emma Young", "my kids are young", "my kids are young"),
        ("Marta Klein", "die schuhe sind zu klein", "die schuhe sind zu klein"),
        ("Mark Brown", "changed from black to brown", "changed from black to brown"),
        ("Will Bishop", "when will it come", "when will it come"),
        ("Rosa Frei", "ist der name noch frei", "ist der name noch frei"),
    ],
)
def test_words_of_doubt_are_participants_beside_a_word_for_names(
    name: str, text: str, expected: str
) -> None:
    """A word of doubt is a name where the words around say so, and only there."""
    assert shown(text, name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it's tinymarmot on the forum, cant post", "it's <USERNAME> on the forum, cant post"),
        ("I'm gloomysock in your community", "I'm <USERNAME> in your community"),
        ("bin flauschix im Forum", "bin <USERNAME> im Forum"),
    ],
)
def test_handles_where_people_meet(text: str, expected: str) -> None:
    """A word that is none, by which somebody goes on a board."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my name is spelled wrong on the ticket",
        "my name isn't important",
        "mein name ist doppelt drin",
        "mein Nachname wird nicht angezeigt",
        "the name on the parcel is wrong",
        "da steht Fehler statt Bestätigung",
        "it says Pending instead of Shipped",
        "how much is shipping to Northern Ireland?",
        "Shipping to Puerto Rico and Guam?",
        "Table for two on Valentine's, please",
        "is there a menu for St Patrick's Day?",
        "opening hours on New Year's Eve?",
        "is the Ferris wheel open in winter",
        "need a new Phillips screwdriver and an Allen key",
        "it's the Victoria line, right?",
        "do Dr. Martens come in half sizes",
        "ist ein Kochfeld ohne Aufzug enthalten oder extra?",
        "Kann ich noch vor Pfingsten bestellen?",
        "Fehler in hbci4.dll nach dem Update",
        "it's working on the forum, not in the app",
        "bin neu im Forum",
        "ich bin gesperrt im Forum",
        "what is the Wi-Fi at the Hilton",
        "Same dress in Sage or Teal?",
        "Bravo! Drei Wochen für nix",
        "thanks pal",
        "the app says Oops something went wrong",
    ],
)
def test_what_looks_like_a_name_stays(text: str) -> None:
    """Days, tools, brands, regions, states of an order: nobody is named."""
    assert shown(text) == text
