"""Towns that are ordinary words or written small, by what leads to them; the words themselves."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nicht Passau sondern Essen", "Essen"),
        ("Hauptwohnsitz Weiden, Zweitwohnsitz Thun", "Weiden"),
        ("Hauptwohnsitz Weiden, Zweitwohnsitz Thun", "Thun"),
        ("wohnhaft in hof, geboren in essen", "hof"),
        ("wohnhaft in hof, geboren in essen", "essen"),
        ("mein paket liegt in münster", "münster"),
        ("Mein Paket liegt in Münster.", "Münster"),
        ("Bin umgezogen nach Bad Homburg v. d. Höhe", "Bad Homburg v. d. Höhe"),
        ("wir sind eine familie aus lingen", "lingen"),
        ("Stadt: Neuss", "Neuss"),
        ("moving to Bath", "Bath"),
        ("we're moving to Columbus", "Columbus"),
        ("our flat in Columbus", "Columbus"),
        ("Town: Sale", "Sale"),
        ("not derby but whitby", "derby"),
        ("not derby but whitby", "whitby"),
        ("tracking says Rugby", "Rugby"),
        ("I'm a customer in Bolton", "Bolton"),
        ("is there an engineer in ely?", "ely"),
        ("born in Hyde, now living in Hull", "Hyde"),
    ],
)
def test_towns_that_are_words(text: str, value: str) -> None:
    """Behind a label, a word of living, a correction, a tracking."""
    at = text.index(value)
    assert any(s.start <= at and s.end >= at + len(value) for s in find_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "ich bin in rente und lebe in ruhe",
        "Wir sind im Hof, das Paket liegt in der Halle.",
        "das geld steckt in essen und miete",
        "not sale price but full price",
        "we are interested in reading more about it",
        "The parcel arrived in nice wrapping.",
        "I'm stuck in the bath, sorry",
        "status: in deal mode",
    ],
)
def test_the_words_themselves_stay(text: str) -> None:
    """What is done, eaten, sold or bathed in is no town."""
    assert not find_spans(text)
