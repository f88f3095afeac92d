"""Names of towns and people that clubs, goods, dishes, rides and works bear, and real ones."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans

NOBODY = [
    "Any seats left for Sunderland v Chelsea on Saturday?",
    "Zeigt ihr heute Abend Bremen gegen Hertha im Lokal?",
    "There is a sticker of Leicester FC on the door",
    "Die Fußballfans von Schalke bitte durch den Nordeingang",
    "Auf dem Karton steht Kommode Trondheim, vier Schubladen",
    "Das Ecksofa Modell Verona hat einen Kratzer",
    "They mixed up the Turin from the Lisbon range",
    "Is the Shiraz too dry for it?",
    "I had a glass of Shiraz with dinner",
    "Die Forelle Triberger Art war kalt",
    "Der ICE bis Ostseebad Binz kommt spät an",
    "Auf dem Nachtflug nach Osaka gab es kein Essen",
    "He lost a fiver on Aintree",
    "When will the swings in Victory Park be mended?",
    'I pressed "Oscar" by accident and now it is silent',
    "Lost: a blue backpack with Elsa on it",
    "We planted willow, hazel and rowan along the fence",
    "Die Tasse ist rot, geliefert wurde rosa.",
    "Der Markt zieht auf den Festplatz um",
    "Wird auf dem Rathausplatz wieder gefeiert?",
    "Your hold music is Rod Stewart again",
    "A copy of Charlotte Brontë's Shirley was in the box",
    "Ein Farbton namens Umbria wurde gewählt",
    "She does something called Aqua Zumba on Fridays",
    "Bekommt man Yen am Schalter?",
    "Ich brauche einen zugelassenen Steinmetz dafür",
    "ich bin gärtner und kein jurist",
    "The makers, Peter Hall Catering Ltd, are slow",
    "We knit bonnets for babies",
]
SOMEBODY = {
    "Ich heiße Merle Steinmetz": "Merle Steinmetz",
    "My name is Rod Stewart": "Rod Stewart",
    "Somebody named Wesley opened it": "Wesley",
    "I live in Sunderland": "Sunderland",
    "Ich wohne in Verona, Via Roma": "Verona",
    "Meine Tochter Rosa ist krank": "Rosa",
    "My wife Hazel will collect it": "Hazel",
    "Rechnung einer Person namens Alina Kolbe!": "Alina Kolbe",
    "Hallo Frau Gärtner, danke": "Gärtner",
}


@pytest.mark.parametrize("text", NOBODY)
def test_nobodys(text: str) -> None:
    """Nothing is found."""
    assert not find_spans(text)


@pytest.mark.parametrize("text", SOMEBODY)
def test_somebodys(text: str) -> None:
    """A person or a home called likewise is found."""
    found = [text[span.start : span.end] for span in find_spans(text)]
    assert SOMEBODY[text] in found
