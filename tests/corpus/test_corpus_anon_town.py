"""Towns: large ones anywhere, others after a word such as "in", ordinary words only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogkit.corpus import _anonymize
from dialogkit.corpus._anonymize import find_spans, mask

WORDS = Path(_anonymize.__file__).parent / "words"


def shown(text: str) -> str:
    """``text`` with plain types in it."""
    return mask(text, find_spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wien wäre mir lieber als München", "<TOWN> wäre mir lieber als <TOWN>"),
        ("steht seit Tagen in duesseldorf", "steht seit Tagen in <TOWN>"),
        ("Das Paket hängt in Buxtehude", "Das Paket hängt in <TOWN>"),
        ("Ich wohne in Essen", "Ich wohne in <TOWN>"),
        ("Filiale Gütersloh", "Filiale <TOWN>"),
        ("ich komme aus frankfurt am main", "ich komme aus <TOWN>"),
        ("Sie zieht nach Halle (Saale)", "Sie zieht nach <TOWN>"),
        ("von Kassel nach Göttingen", "von <TOWN> nach <TOWN>"),
        ("unsere Filiale in Castrop-Rauxel", "unsere Filiale in <TOWN>"),
        ("Grüße aus Bad Salzungen", "Grüße aus <TOWN>"),
        ("I moved from Reading to Bath", "I moved from <TOWN> to <TOWN>"),
        ("the depot in Nice lost it", "the depot in <TOWN> lost it"),
        ("we live just outside Wolverhampton", "we live just outside <TOWN>"),
        ("She lives in Much Wenlock", "She lives in <TOWN>"),
        ("stuck in leipzig for days", "stuck in <TOWN> for days"),
        ("Ich wohne in Kleinkleckersdorf", "Ich wohne in <TOWN>"),
    ],
)
def test_towns(text: str, expected: str) -> None:
    """Towns are found in either language, small or large, with what tells them apart."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Das Essen war kalt und die Halle war leer.",
        "Wir treffen uns im Hof hinter Halle 3.",
        "I was reading in the bath, what a nice mobile phone.",
        "Ein Hamburger mit Pommes und ein Wiener Schnitzel",
        "Im Wald und auf dem Berg war kein Empfang.",
        "in Ruhe, aus Holz, in Rot, nach Wahl, in bar",
        "Die Lieferung nach Deutschland dauert drei Tage, nach Bayern nur zwei.",
        "Will there be a sale in March or in April?",
        "Der Kiel des Bootes ist beschädigt",
        "die gäste kamen zu spät",
    ],
)
def test_ordinary_words_are_no_towns(text: str) -> None:
    """Words that some town is called too stay, and so do countries and regions."""
    assert shown(text) == text


def test_the_list_is_small_and_names_its_source() -> None:
    """The list of towns is compact; it and the notice name GeoNames and the licence."""
    listed = (WORDS / "towns.txt").read_text(encoding="utf-8")
    notice = (WORDS.parents[3] / "NOTICE").read_text(encoding="utf-8")
    assert len(listed.encode()) < 400_000
    assert all("GeoNames" in text and "creativecommons.org" in text for text in (listed, notice))
