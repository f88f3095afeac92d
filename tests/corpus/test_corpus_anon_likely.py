"""How likely a word is a name or a home, and what detectors' finds are held to by it."""

from __future__ import annotations

import importlib
import importlib.util
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from anon_marked import Marked, read_marked
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.corpus._anonymize import Span, find_spans
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._conversation import mask_conversation
from dialogkit.corpus._anonymize._find import find_beside
from dialogkit.corpus._anonymize._likely import (
    KINDS,
    SIZE,
    WEIGHTS,
    Least,
    features,
    likely,
    seconded,
    unlikely,
    words_in,
)
from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize._pseudonyms import Pseudonyms
from dialogkit.corpus._anonymize._span import MASKED
from dialogkit.corpus._anonymize.detectors import detectors

STUDY = Path(__file__).parents[2] / "evaluations" / "ner"
DOUBTED = Least(ever=1e-6, alone=0.3)


def test_the_weights_are_of_the_size_that_features_have() -> None:
    """A row of whole numbers for each kind, with what they count."""
    with np.load(WEIGHTS, allow_pickle=False) as arrays:
        assert arrays["weights"].shape == (len(KINDS), SIZE)
        assert arrays["weights"].dtype == np.int8
        assert (np.abs(arrays["weights"].astype(int)).max(axis=1) == 127).all()
        assert arrays["scale"].shape == arrays["bias"].shape == (len(KINDS),)
        assert (arrays["scale"] > 0).all()


@pytest.mark.parametrize(
    ("text", "more", "less"),
    [
        ("Meine Nachbarin Tilda nimmt die Fahrradkette an.", "Tilda", "Fahrradkette"),
        ("My neighbour Tilda has the Bluetooth speaker.", "Tilda", "Bluetooth"),
        ("Frau Brettschneider sagt, der Wassertank ist leer", "Brettschneider", "Wassertank"),
    ],
)
def test_a_name_is_likelier_than_a_thing(text: str, more: str, less: str) -> None:
    """By its letters and by what stands beside it."""
    name, thing = (
        likely(text, text.index(w), text.index(w) + len(w), "PERSON") for w in (more, less)
    )
    assert name > 0.5 > 0.05 > thing


def test_a_home_is_likelier_than_a_word() -> None:
    """The same of towns."""
    text = "Wir sind nach Kassel gezogen, der Vorbehalt steht im Vertrag"
    town, word = (
        likely(text, text.index(w), text.index(w) + len(w), "TOWN") for w in ("Kassel", "Vorbehalt")
    )
    assert town > 0.5 > 0.05 > word


def test_where_no_word_stands_nothing_is_doubted() -> None:
    """Digits and marks are no matter of letters."""
    assert likely("Code 4711!", 5, 9, "PERSON") == 1.0


@pytest.mark.parametrize("letters", ["fbmz", "qxz", "ungsheit", "xﬁßжλ"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_word_without_end_is_weighed_as_any_other(letters: str, kind: str) -> None:
    """Its beginning is, so that it takes no time and no number grows beyond all bounds."""
    text = f"Hallo X{letters * 20_000}, guten Tag"
    assert 0 <= likely(text, 6, len(text) - 11, kind) <= 1


def test_the_likeliest_word_counts() -> None:
    """A name with a word beside it is one."""
    text = "Frau Tilda Wassertank"
    alone = likely(text, 5, 10, "PERSON")
    assert likely(text, 5, len(text), "PERSON") == alone > 0.5


@given(text=st.text(max_size=80))
def test_any_word_has_features_in_their_places(text: str) -> None:
    """Places are counted from 0, and probabilities are ones."""
    for word in words_in(text):
        places = features(text, word)
        assert places
        assert all(0 <= place < SIZE for place in places)
        assert 0 <= likely(text, word.start(), word.end(), "TOWN") <= 1


TEXT = "ein Paar von Wassertank"
FIND = Span(13, 23, "PERSON")


def test_a_find_that_looks_like_nobody_is_refused_where_nothing_tells_of_anybody() -> None:
    """In a text about somebody it is held to less."""
    share = likely(TEXT, FIND.start, FIND.end, "PERSON")
    assert 0.0 < share < 0.3
    assert unlikely(TEXT, [(FIND, Least(alone=share * 2))], personal=False) == {FIND}
    assert unlikely(TEXT, [(FIND, Least(alone=share / 2))], personal=False) == set()
    assert unlikely(TEXT, [(FIND, Least(alone=share * 2))], personal=True) == set()
    assert unlikely(TEXT, [(FIND, Least(share * 2, share * 2))], personal=True) == {FIND}


def test_what_is_masked_already_makes_a_text_one_about_somebody() -> None:
    """As a find of another kind does, by `personal`."""
    masked = f"{MASKED} {TEXT}"
    find = Span(FIND.start + 2, FIND.end + 2, "PERSON")
    assert unlikely(masked, [(find, DOUBTED)], personal=False) == set()
    assert unlikely(f"x {TEXT}", [(find, DOUBTED)], personal=False) == {find}


@pytest.mark.parametrize("second", [FIND, Span(10, 23, "PERSON"), Span(13, 18, "PERSON")])
def test_two_detectors_bear_each_other_out(second: Span) -> None:
    """Also where one finds more; not where it finds something else."""
    assert unlikely(TEXT, [(FIND, DOUBTED), (second, DOUBTED)], personal=False) == set()
    other = Span(second.start, second.end, "TOWN")
    refused = unlikely(TEXT, [(FIND, DOUBTED), (other, Least())], personal=False)
    assert refused == {FIND}


def test_other_kinds_and_detectors_without_doubt_are_let_pass() -> None:
    """Only names and towns are weighed, and only what a detector asks to be."""
    other = Span(FIND.start, FIND.end, "STREET")
    assert unlikely(TEXT, [(other, DOUBTED)], personal=False) == set()
    both = [(FIND, Least()), (Span(4, 8, "PERSON"), DOUBTED)]
    assert FIND not in unlikely(TEXT, both, personal=False)


def test_two_that_agree_make_a_text_one_about_somebody() -> None:
    """What else is found in it by one detector alone is held to less."""
    pair = [(Span(4, 8, "PERSON"), DOUBTED), (Span(4, 8, "PERSON"), DOUBTED)]
    assert unlikely(TEXT, [*pair, (FIND, DOUBTED)], personal=False) == set()
    assert unlikely(TEXT, [pair[0], (FIND, DOUBTED)], personal=False) >= {FIND}


def test_a_find_within_a_long_one_is_seconded_by_it() -> None:
    """Also where a shorter one lies between them."""
    spans = [Span(0, 10, "PERSON"), Span(2, 4, "PERSON"), Span(5, 6, "PERSON")]
    assert seconded(spans) == set(spans)
    assert seconded([*spans, Span(10, 12, "PERSON"), Span(0, 3, "TOWN")]) == set(spans)


def test_an_address_tells_that_a_text_is_about_somebody() -> None:
    """A name in doubt stays in it, and goes where nothing tells of anybody."""
    doubtful = "Hallo Ticketteam, ich hab da ein Problem"
    assert find_spans(doubtful) == []
    found = find_spans(f"{doubtful}, meine Mail ist nobody@example.org")
    assert {span.type for span in found} == {"EMAIL", "PERSON"}


def test_masking_a_conversation_twice_is_masking_it_once() -> None:
    """What another message gives away may make a text one about somebody."""
    texts = [
        "Meine Kundennummer: KX-829104, Frau Melzer",
        "Hallo Ticketteam, ich hab da ein Problem mit euren Handytickets, sagt auch Melzer.",
    ]
    nobody, kinds = Participants.of(()), ["text", "text"]
    pseudonyms = Pseudonyms(b"k" * 32)
    once = mask_conversation(texts, kinds, nobody, nobody, pseudonyms)
    again = mask_conversation(once.texts, kinds, nobody, nobody, pseudonyms)
    assert again.texts == once.texts
    assert "Melzer" not in "".join(once.texts)


def test_what_is_found_beside_has_a_type_that_may_leave() -> None:
    """A number that nothing names is an order's there as it is everywhere."""
    text = "Kufenzange: Trennzeichen Semikolon, XK-44712"
    found = find_beside(text, Context(), [Span(0, 10, "PERSON")])
    assert [span.type for span in found] == ["PERSON", "ORDER_NUMBER"]


def test_detectors_that_are_held_to_something_say_so_in_order() -> None:
    """Shares between 0 and 1; alone never less than in company."""
    least = [d.LEAST for d in detectors() if hasattr(d, "LEAST")]
    assert len(least) == 12
    assert all(0 <= each.ever <= each.alone < 1 for each in least)
    assert all(each.alone > 0 for each in least)


@pytest.mark.parametrize(
    "text",
    [
        "Liebes Möbelhaus,\n\nder Kleiderschrank ist schön, die Anleitung eine Zumutung.",
        "Mikroschalter korrodiert, vermutlich durch übergelaufenen Wassertank.",
        "Hallo Ticketteam, ich hab da ein Problem mit euren Handytickets.",
    ],
)
def test_harmless_texts_stay(text: str) -> None:
    """Things that stand where names do."""
    assert find_spans(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Laut Brettschneider ist es fertig", "Brettschneider"),
        ("Ich habe mit Koloch telefoniert.", "Koloch"),
        ("Wer von euch ist Sandy?", "Sandy"),
    ],
)
def test_names_in_short_texts_are_found(text: str, name: str) -> None:
    """One sign and a look like a name are enough."""
    found = {text[span.start : span.end] for span in find_spans(text)}
    assert found == {name}


@pytest.fixture
def learn() -> Iterator[ModuleType]:
    """The program that learns the weights."""
    if importlib.util.find_spec("faker") is None:
        pytest.skip("lacks faker")
    sys.path.insert(0, str(STUDY))
    try:
        yield importlib.import_module("learn")
    finally:
        sys.path.remove(str(STUDY))
        for name in ("learn", "texts"):
            sys.modules.pop(name, None)


def test_what_is_masked_for_learning_leaves_the_rest(learn: ModuleType) -> None:
    """Some marked words are taken out, the others are where their marks say."""
    rng = random.Random(1)
    messages = read_marked("anon_dev5.jsonl")
    hidden = 0
    for message in messages:
        other = learn.masked(message, rng)
        hidden += other.text.count(MASKED)
        values = {message.text[s.start : s.end] for s in message.wanted}
        assert {other.text[s.start : s.end] for s in other.wanted} <= values
        assert other.text.count(MASKED) + len(other.wanted) == len(message.wanted)
    assert 0.4 < hidden / sum(len(m.wanted) for m in messages) < 0.6


def test_examples_are_names_towns_and_nothing_else(
    learn: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of other marks are examples of nothing, also not of what is harmless."""
    text = "Frau Tilda wohnt in Kassel, Am Rain 4"
    spans = tuple(
        Span(text.index(value), text.index(value) + len(value), kind)
        for value, kind in (("Tilda", "PERSON"), ("Kassel", "TOWN"), ("Am Rain 4", "STREET"))
    )
    message = Marked("m", text, (), "de", spans)
    monkeypatch.setattr(learn, "SMALL_SHARE", 0.0)
    found = [kind for _, kind in learn.examples(message, random.Random(1))]
    assert found == ["", "PERSON", "TOWN"]


def test_lowered_texts_keep_their_marks(learn: ModuleType) -> None:
    """Also where a small letter is two characters."""
    message = Marked("m", "İpek Öz", (), "de", (Span(0, 4, "PERSON"),))
    low = learn.lowered(message)
    assert low.text == "İpek öz"
    assert low.wanted == message.wanted


def test_a_few_texts_teach_what_a_name_is(learn: ModuleType) -> None:
    """What is learned tells the names it has seen from the other words."""
    messages = [m for m in read_marked("anon_dev5.jsonl") if m.locale == "de"][:150]
    arrays = learn.learned(messages)
    assert arrays["weights"].dtype == np.int8
    row, scale, bias = arrays["weights"][0].astype(float), arrays["scale"][0], arrays["bias"][0]
    shares: dict[bool, list[float]] = {True: [], False: []}
    for message in messages:
        for places, kind in learn.examples(message, random.Random(1)):
            shares[kind == "PERSON"].append(row[sorted(places)].sum() * scale + bias)
    assert np.mean(shares[True]) > 1 > -2 > np.mean(shares[False])
