"""Words of forms, lines, clubs and journeys, which tell of nobody and of nobody's home."""

from __future__ import annotations

import pytest

from dialogkit.corpus._anonymize import find_spans, mask


def shown(text: str) -> str:
    """``text`` with a type in place of each find."""
    return mask(text, find_spans(text))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Please add my partner, Lorenzo Bianchini, born 4th July 1989", ", born <BIRTH_DATE>"),
        ("Applicant: Caoimhe Tierneyford\nBorn: 17 August 1996", "\nBorn: <BIRTH_DATE>"),
        ("I live in Born, near the coast", "in <TOWN>"),
        ("Name: Dolores McAteerson\nStreet: 3 Abbey Crescent", "\nStreet: <STREET>"),
        ("Kundennr.: 1002934", "Kundennr.: <CUSTOMER_NUMBER>"),
        ("Kontoinhaberin: Frieda Moosbrugger, Steuer-ID 86 095 742 719", "Steuer-ID <TAX_ID>"),
        ("Grüezi mitenand, de Bsuech chunt morn", "Grüezi mitenand"),
        ("The order is on its way. Best, Philippa Moorland", "Best, <PERSON>"),
        ("theres two parcels for Ignacio Moorland", "theres two parcels for <PERSON>"),
        ("Hier ist Theres Moosbrugger", "ist <PERSON>"),
    ],
)
def test_words_of_forms_stay(text: str, masked: str) -> None:
    """What only says what follows it is left, whoever is named beside it."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die S3 Richtung Pinneberg steht, ich bin zehn Minuten später da",
        "spiel gegen den SV Meppen fällt aus, platz unbespielbar",
        "Abholung Flughafen Málaga, ist Vollkasko dabei?",
        "is the visa on arrival for Sri Lanka 30 days or 60",
        "how much are flights to Santo Domingo in May for two",
        "Braucht man für Kap Verde einen Impfpass?",
        "Spinning ist ausgebucht, Warteliste Platz 4, nervt",
        "gibts noch Parkett Reihe 5 bis 8?",
        "Auf dem Schild stand 15 Uhr",
        "The drum stops after ten minutes with the code F-08",
    ],
)
def test_where_one_goes_is_no_home(text: str) -> None:
    """Lines, clubs, airports, holidays, seats and times tell nothing of anybody."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ich wohne in Pinneberg, nehme die S3 Richtung Pinneberg", "in <TOWN>"),
        ("I moved to Santo Domingo, flights to Santo Domingo are dear", "to <"),
        ("Mein Name ist Maria Costa", "ist <PERSON>"),
    ],
)
def test_where_somebody_lives_is_found_beside_it(text: str, masked: str) -> None:
    """A text that tells a home is read as one, and a name that is half a country is a name."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Frau Born: 0171 1234567", "Frau <PERSON>: <PHONE>"),
        ("Familie Born at home", "Familie <PERSON> at home"),
        ("Dear Mr Best, hello", "Dear Mr <PERSON>, hello"),
        ("Guten Tag Frau Best!", "Guten Tag Frau <PERSON>!"),
        ("My username is anna-id", "My username is <USERNAME>"),
        ("Ich wohne in der Langenwagen Platz 3", "Ich wohne in der <STREET>"),
        ("NINO is my name", "<PERSON> is my name"),
        ("I live in Reading: please deliver", "I live in <TOWN>: please deliver"),
        ("My house is by Brighton Pier", "My house is by <TOWN> Pier"),
        ("Ich bin im Klinikum Bremen, Zimmer 4", "Ich bin im Klinikum <TOWN><STREET>"),
        ("Ich spiele beim SV Meppen, wir sind elf", "Ich spiele beim SV <TOWN>, wir sind elf"),
        ("Linie 5 in Ulm, bitte dort abgeben", "Linie 5 in <TOWN>, bitte dort abgeben"),
        ("Tietjen nochmal. Danke", "<PERSON> nochmal. Danke"),
    ],
)
def test_people_and_homes_that_sound_so_are_found(text: str, masked: str) -> None:
    """Behind a title a word of forms is a name, and who stays at a station is found there."""
    assert shown(text) == masked
