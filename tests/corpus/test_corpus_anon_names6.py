"""Rare German names that no list holds, found by what people do, and what only stands likewise."""

from __future__ import annotations

import re

import pytest

from dialogkit.corpus._anonymize import find_spans, mask

NAMED = [
    ("Danke, Joscha Brettschneider kümmert sich.", "Danke, <> kümmert sich."),
    ("Joscha Brettschneider hilft", "<> hilft"),
    ("Tjark Wendelmuth ruft gleich zurück", "<> ruft gleich zurück"),
    ("Alles klar. Tjark Wendelmuth meldet sich morgen", "Alles klar. <> meldet sich morgen"),
    ("Laut Brettschneider ist es fertig", "Laut <> ist es fertig"),
    ("Laut Wendelsen, der gestern da war, ist es fertig", "Laut <>, der gestern"),
    ("Mein Kollege Brettschneider kommt", "Mein Kollege <> kommt"),
    ("Kollegin Wendelmuth übernimmt das", "Kollegin <> übernimmt das"),
    ("Bescheid gegeben an Brettschneider, Joscha", "Bescheid gegeben an <>"),
    ("ich habe mit joscha brettschneider gesprochen", "ich habe mit <> gesprochen"),
    ("wir haben mit tjark wendelmuth gestern telefoniert", "wir haben mit <> gestern telefoniert"),
    ("Es kommen Jonas und Till mit.", "Es kommen <> und <> mit."),
    ("Jan oder Kai darf es nehmen", "<> oder <> darf es nehmen"),
    ("Frau Brettschneider senior wartet", "Frau <> senior wartet"),
    ("Frau Kathrin Überall war da", "Frau <> war da"),
    ("Bitte an Herr Jan LG Fenja", "Bitte an Herr <> LG <>"),
    ("Please ask Mr John Regards Maeve", "Please ask Mr <> Regards <>"),
]
NOBODY = [
    "Danke, Deutsche Post liefert morgen",
    "Danke, Deutsche Post meldet sich",
    "Rote Bete hilft",
    "Rote Bete hilft gegen Husten",
    "Heißer Ingwer hilft",
    "Neue Nachricht kommt",
    "Technischer Support hilft nicht weiter",
    "Kein Mensch hilft",
    "Guten Morgen sagt man",
    "Laut Anbieter geht das",
    "Laut Sendungsverfolgung wurde es zugestellt",
    "Laut Wikipedia ist das falsch",
    "Laut Kontoauszug ist es gebucht",
    "Laut Telekom ist alles gut",
    "Mein Kollege Computer kommt",
    "Weitergeleitet an Buchhaltung, Einkauf",
    "ich habe mit eurem support telefoniert",
    "ich habe mit ihrem kollegen gesprochen",
    "hab mit verschiedenen mitarbeitern gesprochen",
    "habe mit niemandem richtig gesprochen",
]


@pytest.mark.parametrize(("text", "left"), NAMED)
def test_who_acts_or_is_spoken_with_is_found(text: str, left: str) -> None:
    """Two unknown words before a verb of people, "laut", "Kollegin" and a talk tell a name."""
    assert re.sub("<[A-Z_]+>", "<>", mask(text, find_spans(text))).startswith(left)


@pytest.mark.parametrize("text", NOBODY)
def test_things_and_offices_are_nobody(text: str) -> None:
    """What is a word, a brand or an office stays readable there."""
    assert mask(text, find_spans(text)) == text
