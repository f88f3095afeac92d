"""Numbers that answer in transcripts, small numbers of members, user names in brackets."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Agent: Haben Sie die Buchungsnummer?\nGast: 3.881.402.776, und das Haus",
            "3.881.402.776",
        ),
        ("A: Wie lautet Ihre Kundennummer?\nK: Moment, die ist 48.201", "48.201"),
        ("Agent: Order number please?\nCustomer: 3.204.771", "3.204.771"),
        ("[10:02] Bot: Auftragsnummer?\n[10:03] Kunde: 77.120.4", "77.120.4"),
        ("Mitgliedsnummer bleibt 0388, die Parzelle gebe ich ab", "0388"),
        ("Meine Mitgliedsnummer war bisher 212.", "212"),
        ("Die Kundennummer habe ich noch: 4471", "4471"),
        ("Unsere Mitgliedsnr. lautet weiterhin 58", "58"),
        ("Bei mir (chef.tischlerei) geht alles.", "chef.tischlerei"),
        ("Mein Kollege (m_lager3) kommt nicht rein", "m_lager3"),
        ("unser zweites Konto (buero.nord) ist gesperrt", "buero.nord"),
        ("Ich (kassel_87) habe das Spiel gekauft", "kassel_87"),
    ],
)
def test_numbers_and_names_that_answer(text: str, value: str) -> None:
    """With dots, with few digits, in brackets."""
    at = text.index(value)
    assert any(s.start <= at and s.end >= at + len(value) for s in find_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "Agent: Wo steht die Modellnummer?\nKunde: Finde ich nicht.",
        "Agent: Haben Sie die Rechnungsnummer?\nKunde: Ja, 1.200 Euro stehen drauf.",
        "Bei mir (android.14) stürzt die App ab",
        "Bei uns (z.b. im Keller) ist kein Empfang",
        "Ich (e-mail) habe nichts bekommen",
        "Mein Konto (shop.de) ist leer",
    ],
)
def test_what_answers_no_number_stays(text: str) -> None:
    """Models, prices, versions, domains."""
    assert not find_spans(text)
