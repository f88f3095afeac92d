"""What everybody knows stays, and nobody else goes with it."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import Span, mask
from dialogkit.corpus._anonymize._famous import without_famous


def shown(text: str) -> str:
    """``text`` with plain types in it."""
    return mask(text, find_spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I was told the Quambusch order would be on the van.", "the <PERSON> order"),
        ("Please check the Harmsen case with the depot.", "the <PERSON> case"),
        ("We saw your Harmsen delivery in the yard.", "your <PERSON> delivery"),
        ("Im Fall Quambusch warten wir noch.", "Im Fall <PERSON> warten"),
        ("Die Akte Harmsen liegt bei mir.", "Akte <PERSON> liegt"),
        ("In Sachen Quambusch, bitte Rückruf.", "In Sachen <PERSON>,"),
        ("Zur Bestellung Harmsen gibt es Neues.", "Zur Bestellung <PERSON> gibt"),
    ],
)
def test_whose_case_it_is_is_masked(text: str, expected: str) -> None:
    """A name of nobody famous before or after what somebody has is a person."""
    assert expected in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Im Fall Reklamation melden Sie sich bitte.",
        "Der Auftrag ging gestern raus, die Rechnung Anfang Mai.",
        "Is the Express delivery faster, and what does the Premium account cost?",
        "the Lincoln Memorial was closed on the day that we went to it",
        "Der Sturm Sabine hat das Dach beschädigt.",
        "Newton's laws are in the book that I want to order.",
    ],
)
def test_a_case_of_nobody_stays(text: str) -> None:
    """Nouns, and names that everybody knows, are no people."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They said that the Quambusch kettle is in the shop.", "Quambusch"),
        ("We went to the Quambusch Museum with the kids.", "Quambusch"),
        ("They played the Quambusch symphony on the radio.", "Quambusch"),
        ("Das Modell Quambusch gefällt mir.", "Quambusch"),
        ("Der Tisch Harmsen am Fenster.", "Harmsen"),
        ("Die Harmsen-Karte fehlt.", "Harmsen"),
        ("Harmsen der Große war hier.", "Harmsen"),
    ],
)
def test_whoever_is_not_famous_stays_masked(text: str, name: str) -> None:
    """What is called after somebody unknown still names a person, once a rule has found one."""
    at = text.index(name)
    span = Span(at, at + len(name), "PERSON")
    assert list(without_famous(text, [span])) == [span]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They said that the Mozart kettle is in the shop.", "Mozart"),
        ("Das Sofa Nora ist bequem.", "Nora"),
        ("Der Orkan Lothar war stärker.", "Lothar"),
        ("Sie spielt in der Rudolf-Quambusch-Halle.", "Rudolf-Quambusch"),
        ("Karl der Große war hier.", "Karl"),
    ],
)
def test_whoever_is_famous_does_not(text: str, name: str) -> None:
    """Names in the lists, given names of storms and things, and halls by their full names."""
    at = text.index(name)
    assert not list(without_famous(text, [Span(at, at + len(name), "PERSON")]))
