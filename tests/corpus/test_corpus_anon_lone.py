"""Towns and streets that a text is about, with nothing that tells who somebody is."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans

_SUBJECTS = [
    "Der ICE aus Kiel hatte in Hannover so viel Verspätung, dass der Anschluss nach Köln weg war.",
    "In Ihrer Filiale in Dortmund hat die Verkäuferin gesagt, das Modell kommt nicht wieder.",
    "Warum kostet das Menü in der Filiale Leipzig mehr als im Prospekt, das verstehe wer will.",
    "Gestern war die Stadtführung durch Dresden leider komplett überlaufen und viel zu laut.",
    "Im Kaufhaus am Goetheplatz stand ein Schild mit dem alten Preis, was gilt denn nun?",
    "The 08:12 from Reading was cancelled again and nobody at the desk knew anything about it.",
    "The lad in your Wrexham store was rude when the receipt would not scan properly.",
    "Does the Burlington basin come with the waste fitting or is that sold separately?",
    "Wolverhampton charges half as much for the same course, which seems a bit unfair to me.",
    "The exit on Washington Street was blocked by boxes during the fire drill last week.",
]
_OWN = [
    ("Ich wohne seit Mai in Dortmund und habe immer noch keinen Anschluss bekommen.", "Dortmund"),
    ("Mein Paket liegt laut App seit gestern in Hannover und bewegt sich nicht.", "Hannover"),
    ("Gibt es bei uns in Görlitz eigentlich auch schon schnelles Internet oder nicht?", "Görlitz"),
    ("Wir ziehen im März nach Leipzig um, kann der Vertrag einfach mitgenommen werden?", "Leipzig"),
    ("We are moving to Swindon in March, do you cover that area as well?", "Swindon"),
    (
        "My parcel has been stuck in Leicester since Tuesday and nobody will tell me why.",
        "Leicester",
    ),
    (
        "The council bins on Pilgrim Street have not been emptied for three weeks now.",
        "Pilgrim Street",
    ),
    (
        "Der Fahrer steht gerade Ecke Lindenallee und findet seit zehn Minuten nicht her.",
        "Lindenallee",
    ),
    ("Dortmund", "Dortmund"),
    ("in Görlitz, warum?", "Görlitz"),
]


@pytest.mark.parametrize("text", _SUBJECTS)
def test_a_place_that_is_only_the_subject_stays(text: str) -> None:
    """Trains, shops, sights, products and prices somewhere tell nobody who somebody is."""
    assert not find_spans(text)


@pytest.mark.parametrize(("text", "place"), _OWN)
def test_a_place_where_somebody_is_goes(text: str, place: str) -> None:
    """Living, moving, waiting, parcels, and a message that is little else."""
    at = text.index(place)
    assert any(s.start <= at and s.end >= at + len(place) for s in find_spans(text))


@pytest.mark.parametrize("text", _SUBJECTS[:3])
def test_beside_a_person_the_same_place_goes(text: str) -> None:
    """With a name in the text its towns belong to somebody."""
    found = find_spans(f"{text} Gruß, Petra Beispiel")
    assert {"PERSON", "TOWN"} <= {span.type for span in found}
