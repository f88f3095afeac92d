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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Abholen Str. des 17. Juni 135.", "Abholen <STREET>."),
        ("Bitte klingeln: Alte Ziegelei 2", "Bitte klingeln: <STREET>"),
        ("Unsere Adresse lautet Zur Alten Post 1.", "Unsere Adresse lautet <STREET>."),
        ("Laden in Q7, 24 (Mannheim)", "Laden in <STREET> (<TOWN>)"),
        ("Ich wohne Am Mühlbach.", "Ich wohne <STREET>."),
        ("Das ist Hausnummer 8 b", "Das ist <STREET>"),
        ("to 221 n main st apt 4b", "to <STREET>"),
        ("It's 331 County Road 9.", "It's <STREET>."),
        ("The blue door, 9 Quayside.", "The blue door, <STREET>."),
        ("Apt 4B, 900 Grand Concourse", "<STREET>"),
        ("I log in with dee_watkins", "I log in with <USERNAME>"),
        ("Kennung ab12cde geht nicht", "Kennung <USERNAME> geht nicht"),
        ("u/throwaway_teal", "<USERNAME>"),
        ("Ich heiße im Spiel Nebelkraehe", "Ich heiße im Spiel <USERNAME>"),
    ],
)
def test_addresses_and_accounts_without_a_usual_word(text: str, expected: str) -> None:
    """What leads to an address or an account, or how it looks, gives it away; once is enough."""
    assert shown(text) == expected
    assert shown(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ich wohne im Erdgeschoss, das Paket lag im Treppenhaus.",
        "Die Anleitung liegt Im Anhang, danke Im Voraus.",
        "Mein Konto z.B. zeigt 2 Geräte, login geht nicht.",
        "Neue Lieferung 3 kommt am Montag, die Große Pizza 2 mal.",
        "The file user_manual.pdf is on the page, order_number is empty.",
        "May I ask why mine's late? It may be due on 3 May.",
    ],
)
def test_harmless_places_and_fields_stay(text: str) -> None:
    """Parts of a house, thanks in advance, field names and months are nobody's."""
    assert shown(text) == text
