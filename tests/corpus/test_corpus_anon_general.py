"""What exists in the world beyond the sentences the rules were tried on: forms, streets, words."""

from __future__ import annotations

import pytest

from dialogkit.corpus._anonymize import find_spans, mask
from dialogkit.corpus._anonymize._words import nicknames


def shown(text: str, *participants: str) -> str:
    """``text`` with plain types in it."""
    return mask(text, find_spans(text, participants))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Philippa Malt", "hier ist Pip"),
        ("Elizabeth Crane", "it's Betsy"),
        ("Aleksandra Nowak", "Ola prosi o telefon"),
        ("Luigi Bianchi", "Gigi qui"),
        ("Francisco Ruiz", "soy Paco"),
        ("Mustafa Demir", "Mısto wartet"),
        ("Nikolaj Belov", "Kolja hat es"),
        ("Dorothy Lamb", "Dot rang"),
        ("Zbigniew Kot", "Zbyszek prosi"),
        ("Maximiliane Hold", "Maxi fragt"),
        ("Anna-Lena Kurz", "Annalena fragt"),
        ("Renate Müller-Lüdenscheid", "Muellerluedenscheid fragt"),
    ],
)
def test_short_forms_in_eight_languages(name: str, text: str) -> None:
    """A pet name that has little in common with the given name is known."""
    assert "<PERSON>" in shown(text, name)


def test_every_group_of_nicknames_leads_from_the_full_name() -> None:
    """The head of a line knows all its short forms, and each short form knows its head."""
    groups = nicknames()
    assert {"peggy", "meg", "maisie"} <= groups["margaret"]
    assert "margaret" in groups["peggy"]
    assert all(name in group for name, group in groups.items())
