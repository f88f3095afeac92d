"""Addresses told by what is said about them, parts of houses, and user names joined by lines."""

from __future__ import annotations

import re

import pytest

from dialogkit.corpus._anonymize import find_spans, mask

FOUND = [
    ("it is 61 Larkbank, no road or street", "it is <>, no road or street"),
    ("Agent: And the address?\nCaller: 17 Fernhollow.", "Agent: And the address?\nCaller: <>."),
    ("mein anschluss ist mühlgang 4 in 17192 waren, danke", "mein anschluss ist <> in <>, danke"),
    ("statt 6060 Hall in Tirol, wer zahlt?", "statt <>, wer zahlt?"),
    ("88131, liefert ihr dahin?", "<>, liefert ihr dahin?"),
    ("Abholung Lange Bleiche 19 (Hof).", "Abholung <>."),
    ('the page says hello "padeyemi_old" again', 'the page says hello "<>" again'),
    ("the login was rk_admin_hillbrook", "the login was <>"),
]
STAYS = [
    "2 Tickets, no street parking?",
    "Order 66, nothing else",
    "1200 Gäste in Tirol",
    "5000 Besucher bei Regen",
    "2000 Schritte am Tag",
    "12345, wann kommt die lieferung?",
    "What is the address of the museum?",
    "Mein Keller (Hof) steht unter Wasser",
    "hello, where do I set retry_count_max",
    "the login page throws render_failed_widget",
]


def _left(text: str) -> str:
    return re.sub("(?:<[A-Z_]+>)+", "<>", mask(text, find_spans(text)).replace("> <", "><"))


@pytest.mark.parametrize(("text", "left"), FOUND)
def test_they_are_found(text: str, left: str) -> None:
    """What stands beside them says what they are."""
    assert _left(text) == left


@pytest.mark.parametrize("text", STAYS)
def test_what_looks_alike_stays(text: str) -> None:
    """Counted things, questions on orders, and names in programs."""
    assert _left(text) == text
