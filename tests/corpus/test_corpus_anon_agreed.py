"""The second opinion on what the language model holds likely, and what it says of numbers."""

from __future__ import annotations

import re

import pytest

from dialogkit.corpus._anonymize import _guess
from dialogkit.corpus._anonymize._guess import LEAST, Guess, agreed
from dialogkit.corpus._anonymize._ner import _with_neighbours
from dialogkit.corpus._anonymize._weigh import weighed
from dialogkit.corpus._anonymize._whole import whole_number

TEXT = "Bitte fragen Sie Benedikt, er weiß das."
NOUN, NAME = [word for word in re.finditer(r"\w+", TEXT) if word[0] in ("Benedikt", "Bitte")]


def _held(monkeypatch: pytest.MonkeyPatch, likely: float) -> None:
    monkeypatch.setattr(_guess, "likely", lambda *_: likely)


def test_a_doubted_name_is_weighed_if_the_weights_know_it() -> None:
    """With the shipped weights: a given name counts, the sentence's first word does not."""
    assert agreed(TEXT, NAME, "PERSON", 0.1) == LEAST["PERSON"]
    assert agreed(TEXT, NOUN, "PERSON", 0.5) == 0


@pytest.mark.parametrize("share", [0.0, 0.02])
def test_what_the_model_does_not_hear_is_not_asked_about(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However likely a word is otherwise."""
    _held(monkeypatch, 1.0)
    assert agreed(TEXT, NAME, "PERSON", share) == share


def test_who_is_sure_is_not_contradicted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a name the model is believed from seven tenths on; of a town the weights have a say."""
    _held(monkeypatch, 0.0)
    assert agreed(TEXT, NAME, "PERSON", 0.95) == 0.95
    assert agreed(TEXT, NAME, "PERSON", 0.65) == 0
    assert agreed(TEXT, NAME, "TOWN", 0.95) == 0


def test_between_both_the_model_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither refuted nor seconded, a share stays what it is."""
    _held(monkeypatch, 0.3)
    assert agreed(TEXT, NAME, "PERSON", 0.4) == 0.4


NUMBERS: tuple[tuple[str, str, str, list[str]], ...] = (
    ("steht RX 3310 9927 drauf", "3310 9927", "ORDER_NUMBER", ["RX 3310 9927"]),
    ("geht um QK-2210-7, danke", "2210", "ORDER_NUMBER", ["QK-2210-7"]),
    ("Artikel 331099270 ist leer", "331099270", "ORDER_NUMBER", []),
    ("kam am 03.04.2025 an", "03.04.2025", "ORDER_NUMBER", []),
    ("kostet 1299 Euro", "1299", "ORDER_NUMBER", []),
    ("Stand 48211 am Montag", "48211", "ORDER_NUMBER", []),
    ("als nordlicht_77 dabei", "nordlicht", "USERNAME", ["nordlicht_77"]),
    ("als Nordlicht dabei", "Nordlicht", "USERNAME", []),
    ("dritter Mai siebzig", "dritter Mai siebzig", "BIRTH_DATE", ["dritter Mai siebzig"]),
)


@pytest.mark.parametrize(("text", "part", "kind", "found"), NUMBERS)
def test_numbers_of_the_model_are_weighed(
    text: str, part: str, kind: str, found: list[str]
) -> None:
    """What the model takes for one is found whole, unless it is an amount, a day or a product's."""
    at = text.index(part)
    run = [Guess(w, kind, 0.9) for w in re.compile(r"[^\W_]+").finditer(text, at, at + len(part))]
    spans = list(weighed(text, run, capitals=True))
    assert [text[s.start : s.end] for s in spans] == found
    doubted = [Guess(guess.word, kind, 0.2) for guess in run]
    assert list(weighed(text, doubted, capitals=True)) == []


SURE: tuple[tuple[str, str, str, float, list[str]], ...] = (
    ("Artikel 331099270 für Ruth", "331099270", "ORDER_NUMBER", 0.9, []),
    ("Artikel 331099270 für Ruth", "331099270", "ORDER_NUMBER", 0.99, ["331099270"]),
    ("kostet 1299 Euro", "1299", "ORDER_NUMBER", 0.99, []),
    ("Mieterin Rukmini Adaikkalam", "Rukmini Adaikkalam", "PERSON", 0.9, []),
    ("Mieterin Rukmini Adaikkalam", "Rukmini Adaikkalam", "PERSON", 0.99, ["Rukmini Adaikkalam"]),
    ("ZIP? 43215", "43215", "POSTCODE_TOWN", 0.9, []),
    ("ZIP? 43215", "43215", "POSTCODE_TOWN", 0.99, ["43215"]),
    ("im Jahr 1987", "1987", "POSTCODE_TOWN", 0.99, []),
)


@pytest.mark.parametrize(("text", "part", "kind", "share", "found"), SURE)
def test_a_sure_model_is_believed_against_the_lists(
    text: str, part: str, kind: str, share: float, found: list[str]
) -> None:
    """Not against an amount or a day; what only looks like a product or a noun does not count."""
    at = text.index(part)
    words = re.compile(r"[^\W_]+").finditer(text, at, at + len(part))
    spans = weighed(text, [Guess(word, kind, share) for word in words], capitals=True)
    assert [text[s.start : s.end] for s in spans] == found


def test_a_word_beside_a_sure_one_goes_with_it() -> None:
    """Alone "Christmas" says little; it is part of "Eve 1992", of which the model is sure."""
    text = "born on Christmas Eve 1992, thanks"
    shares = {"Christmas": 0.4, "Eve": 0.99, "1992": 0.99, "thanks": 0.3}
    guesses = [
        Guess(word, "BIRTH_DATE" if share > 0.9 else "", share, "BIRTH_DATE")
        for word in re.compile(r"[^\W_]+").finditer(text)
        if (share := shares.get(word[0])) is not None
    ]
    kinds = {guess.word[0]: guess.kind for guess in _with_neighbours(text, guesses)}
    assert kinds == {
        "Christmas": "BIRTH_DATE",
        "Eve": "BIRTH_DATE",
        "1992": "BIRTH_DATE",
        "thanks": "",
    }


@pytest.mark.parametrize(
    ("text", "part", "all_of_it"),
    [
        ("unter KFH 2231-B genehmigt", "2231", "KFH 2231-B"),
        ("Zeichen 2024/3391-kö.", "2024/3391", "2024/3391-kö"),
        ("die 4471 0092 3 Pakete", "4471 0092", "4471 0092"),
        ("NR 44710092 LAUTET SO", "44710092", "44710092"),
        ("per DHL 44710092", "44710092", "44710092"),
        ("4471.Danke", "4471", "4471"),
        ("4471-Sendungen", "4471", "4471"),
        ("ohne Ziffern", "ohne", "ohne"),
    ],
)
def test_a_number_is_found_whole(text: str, part: str, all_of_it: str) -> None:
    """What belongs to it left and right; firms, words, counts and the next sentence do not."""
    at = text.index(part)
    start, end = whole_number(text, at, at + len(part))
    assert text[start:end] == all_of_it
    assert whole_number(text, start, end) == (start, end)
