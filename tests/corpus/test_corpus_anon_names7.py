"""Names at places where little but a name stands, and short forms of those who take part."""

from __future__ import annotations

import re

import pytest

from dialogkit.corpus._anonymize import find_spans, mask

GREETED = [
    ("Edmund Tarrant", "morning ed 🙂 did you sleep?", "morning <> 🙂 did you sleep?"),
    ("Dorothea Quandt", "hey thea, alles gut?", "hey <>, alles gut?"),
    ("Joachim Quandt", "moin jo, kurze Frage", "moin <>, kurze Frage"),
    ("Rosalind Ortega", "thanks ro 👍", "thanks <> 👍"),
    ("Ludwig Ortega", "danke dir lu", "danke dir <>"),
    ("Bernadette Sturm", "hi bernie wie gehts", "hi <> wie gehts"),
    ("Will Tarrant", "morning will, all set?", "morning <>, all set?"),
]
NOT_GREETED = [
    ("Will Tarrant", "tomorrow morning will do"),
    ("Allison Tarrant", "hi all, quick one"),
    ("Theresa Sturm", "hi there"),
    ("Duygu Sturm", "hallo du, kommst du?"),
    ("Manuel Ortega", "hey man, any news"),
    ("Jasmin Sturm", "ok ja das passt"),
    ("Tobias Ortega", "welcome to the chat"),
]
NAMED = [
    ("mein Kleiner Levi hat Fieber", "mein Kleiner <> hat Fieber"),
    ("unsere Große Ida wird eingeschult", "unsere Große <> wird eingeschult"),
    ("unser Kleiner, Silas, kommt mit", "unser Kleiner, <>, kommt mit"),
    ("our little one Bodhi has a rash", "our little one <> has a rash"),
    ("thanks everyone and particularly Ewa at the desk", "thanks everyone and particularly <> at"),
    ("Danke an alle, besonders Milena am Empfang", "Danke an alle, besonders <> am Empfang"),
    ("we file jointly with Darcelle since May", "we file jointly with <> since May"),
    ("it was left with a Threlkeld at 31", "it was left with a <> at 31"),
    ("nobody here knows a Siobhan", "nobody here knows a <>"),
    ("there is no Pettifer in this house", "there is no <> in this house"),
    ("Wayne quoted me 210 for the pump", "<> quoted me 210 for the pump"),
    ("Kia Holloway signed for it", "<> signed for it"),
    ("Yours faithfully, Enid Sotherby (Mrs)", "Yours faithfully, <> (Mrs)"),
    ("Kaiyah R. and Otis were late", "<> and <> were late"),
    ("Seit die Brawinkels im zweiten Stock wohnen", "Seit die <> im zweiten Stock wohnen"),
    ("Bei den Wittkamps oben läuft Wasser", "Bei den <> oben läuft Wasser"),
    ("my brother has it, name dave rudgely, ok?", "my brother has it, name <>, ok?"),
    ("Good morning Principal Beaumaris, a question", "Good morning Principal <>, a question"),
    ("Hi Coach Villalobos, see you", "Hi Coach <>, see you"),
    ("O'Hanrahan. the small table", "<>. the small table"),
    ("McAlpin, table for two", "<>, table for two"),
]
NOBODY = [
    "unsere kleine Rose im Vorgarten blüht",
    "Unsere Große Linde muss gefällt werden",
    "mein Kleiner Fiesta springt nicht an",
    "our youngest Labrador chewed it",
    "thanks, great stay, especially Breakfast in the garden",
    "Danke, alles super, besonders Frühstück und Sauna",
    "shared together with Excel, it crashes",
    "it was left with a Neighbour",
    "I was given a Kindle for Christmas",
    "there is no Wifi in the room",
    "wir haben eine Miele, die leckt",
    "Hermes came round and left a card",
    "Alexa told me the parcel is here",
    "Vodafone charged me twice",
    "Hepatitis A. and B.",
    "Schedule K. is missing, Appendix B. and C. too",
    "Die Rollos im zweiten Stock klemmen",
    "these are names like any others",
    "Dear Head Office, my parcel is late",
    "Dear Canon Service, my camera is broken",
    "McDonalds, two burgers",
    "Das ist mein Name",
]


def _left(text: str, *people: str) -> str:
    return re.sub("<[A-Z_]+>", "<>", mask(text, find_spans(text, people)))


@pytest.mark.parametrize(("who", "text", "left"), GREETED)
def test_short_forms_in_a_greeting_are_found(who: str, text: str, left: str) -> None:
    """Any beginning or end of a participant's given name behind a greeting."""
    assert _left(text, who) == left


@pytest.mark.parametrize(("who", "text"), NOT_GREETED)
def test_words_behind_a_greeting_stay(who: str, text: str) -> None:
    """A word of every day is no short form, though a participant's name begins so."""
    assert _left(text, who) == text


@pytest.mark.parametrize(("text", "left"), NAMED)
def test_names_are_found_where_they_stand(text: str, left: str) -> None:
    """A child, who is thanked, has signed, is not known here, greets by an office."""
    assert _left(text).startswith(left)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_found_at_the_same_places(text: str) -> None:
    """Trees, cars, firms, letters of a list and things in the plural."""
    assert _left(text) == text
