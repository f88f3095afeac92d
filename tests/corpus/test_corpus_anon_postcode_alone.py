"""Postcodes as answers, in rows, beside towns and put right; numbers of the same form."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50667", "50667"),
        ("4020 bitte", "4020"),
        ("38100. Viele Grüße", "38100"),
        ("lg 97070", "97070"),
        ("ja, es ist 6020", "6020"),
        ("Hier die PLZ: 8010", "8010"),
        ("24103 ist die PLZ", "24103"),
        ("PLZ war 4541, nicht 96621", "4541"),
        ("PLZ war 4541, nicht 96621", "96621"),
        ("Ist 3100, St. Pölten im Liefergebiet?", "3100, St. Pölten"),
        ("im Gebiet 7761 verfügbar?", "7761"),
        ("liefern sie nach 4020?", "4020"),
        ("wohne in ch-9000 st. gallen", "ch-9000 st. gallen"),
        ("das ist d 20095 hamburg", "d 20095 hamburg"),
        ("61348 Bad Homburg v. d. Höhe", "61348 Bad Homburg v. d. Höhe"),
        ("2500 biel/bienne, danke", "2500 biel/bienne"),
        ("Anschluss Lindenweg 3, 41061.", "41061"),
        ("30148 thanks", "30148"),
        ("zip is 90210", "90210"),
        ("90210 is my zip code", "90210"),
        ("do you deliver to 90210?", "90210"),
        ("m12 6fg cheers", "m12 6fg"),
        ("bs117zt. kind regards", "bs117zt"),
        ("h91 k67r best wishes", "h91 k67r"),
        ("Galway H91 TFVW", "Galway H91 TFVW"),
        ("READING EH1 8YR please", "READING EH1 8YR"),
        ("i'm in milton keynes mk29ng", "milton keynes mk29ng"),
        ("st ives tr26 1ab", "st ives tr26 1ab"),
        ("i'm in perth, wa 6000", "perth, wa 6000"),
        ("Chennai 600 042", "Chennai 600 042"),
        ("new delhi - 110017 please", "new delhi - 110017"),
        ("8 Mill Lane, 92436", "92436"),
    ],
)
def test_postcodes(text: str, value: str) -> None:
    """With and without a town, in any case, of half a dozen countries."""
    at = text.index(value)
    covered = {place for span in find_spans(text) for place in range(span.start, span.end)}
    assert not [n for n in range(at, at + len(value)) if text[n].isalnum() and n not in covered]


@pytest.mark.parametrize(
    "text",
    [
        "Es kostet 12500 Euro",
        "15000 km",
        "Fehler 5003",
        "Windows 2019 danke",
        "2019",
        "Warum nur 4000 mAh?",
        "meter reading 10482 thanks",
        "ich habe 2500 Punkte",
        "5000 Essen wurden ausgeliefert",
        "1200 bath towels",
        "Galaxy s21fe case",
        "error 50023",
        "I paid 12500 for it",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    """Prices, distances, readings, years, models and what is counted."""
    assert not find_spans(text)
