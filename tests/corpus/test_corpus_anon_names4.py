"""Names that a sentence claims, and what only sounds like one."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import mask


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Yes, Justin Thyme is my real name", "Yes, <> is my real name"),
        ("Everybody calls me Dash but the card says Roger", "Everybody calls me <> but the card"),
        ("Alle nennen mich Floh, im Vertrag steht Florian", "Alle nennen mich <>, im Vertrag"),
        ("Summer hasn't got her badge yet", "<> hasn't got her badge yet"),
        ("August hat seinen Ausweis vergessen", "<> hat seinen Ausweis vergessen"),
        ("cheers taz, that sorted it", "cheers <>, that sorted it"),
        ("Nicht Christian, sondern Kristian mit K", "Nicht <>, sondern <> mit K"),
        ("Danke, das passt so.\nGruß Kevin", "Danke, das passt so.\nGruß <>"),
        ("ok, ordered\nCheers Tom", "ok, ordered\nCheers <>"),
    ],
)
def test_a_sentence_claims_a_name(text: str, left: str) -> None:
    """Whoever is called so, is meant by her or his, is thanked or corrects a spelling."""
    assert mask(text, find_spans(text), lambda *_: "<>").startswith(left)


@pytest.mark.parametrize(
    "text",
    [
        "thanks heaps, works now",
        "thx alot, bye",
        "danke jungs, klappt",
        "please call me back tomorrow",
        "Wer hat seinen Ausweis verloren?",
        "Today my order lost its way",
        "Customer wants his money back",
        "Amazon hat seine Preise erhöht",
        "Hallo Stadtwerke Musterfeld, die Rechnung ist zu hoch",
        "Mein lieber Scholli, 89 Euro Versand",
        "Getting HTTP 502 Bad Gateway every time I hit Pay Now",
        "Der Zählerstand lautet 22871, abgelesen am Sonntag",
        "Der Stand vom 1.9. war 22871",
    ],
)
def test_nobody_is_meant(text: str) -> None:
    """Thanks to many, companies, idioms, error pages and readings are left as they are."""
    assert not find_spans(text)
