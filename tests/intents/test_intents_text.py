"""Normalising, splitting, metrics: the small parts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.conversation import Utterance
from dialogkit.errors import ParameterError
from dialogkit.intents import split_utterances
from dialogkit.intents._folds import assign_folds
from dialogkit.intents._metrics import (
    auroc,
    calibration_error,
    coverage,
    macro_f1,
    recall_at,
    threshold_for,
    wilson,
)
from dialogkit.intents._privacy import without_rare_words
from dialogkit.intents._text import normalise, plain_key, spell_out
from dialogkit.intents._threshold import SAFE, default_threshold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  WO  ist\n mein PAKET ", "wo ist mein paket"),
        ("biiiitte", "biitte"),
        ("Grüße", "grüße"),
        ("Gru\u0308ße", "grüße"),
        ("Nr. 4711081 in 24 h", "nr. 0000 in 24 h"),
        ("pa\u200bket", "paket"),
        ("\u200b ", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    """Case, spaces, stretched letters, composed umlauts and long numbers come out alike."""
    assert normalise(text) == expected


@given(st.text())
def test_normalise_twice_is_once(text: str) -> None:
    """Normalising what is normalised changes nothing, unless lower case composes anew."""
    once = normalise(normalise(text))
    assert normalise(once) == once


@given(st.text(alphabet="äöüßÄÖÜ abc"))
def test_spelling_out_leaves_no_umlaut(text: str) -> None:
    """A text spelled out holds no umlaut, and has the key of the text with umlauts."""
    assert not set(spell_out(normalise(text))) & set("äöüß")
    assert plain_key(spell_out(normalise(text))) == plain_key(text)


def test_rare_words_are_taken_out() -> None:
    """Words of fewer speakers than asked go, with their spaces; what is common stays."""
    texts = ["paket von klaus", "paket von petra", "paket von petra"]
    assert without_rare_words(texts, ["a", "b", "b"], least=2) == ["paket von"] * 3
    assert without_rare_words(texts, ["a", "b", "c"], least=2)[1:] == texts[1:]
    assert without_rare_words(texts, ["a", "b", "c"], least=1) == texts


def people(n: int) -> list[Utterance]:
    """``n`` persons with one invented text on each of three intents."""
    words = [f"{chr(97 + i % 26)}{chr(97 + i // 26)}lorem" for i in range(n)]
    return [
        Utterance(text=f"{word} {topic} {word[::-1]}", intent=topic, person=f"p{i}")
        for i, word in enumerate(words)
        for topic in ("parcel", "invoice", "address")
    ]


@pytest.mark.parametrize("seed", range(5))
def test_split_shares_no_person(seed: int) -> None:
    """No person is on both sides, no utterance is lost, every intent is learnt."""
    everything = people(30)
    split = split_utterances(everything, seed)
    assert not {u.person for u in split.train} & {u.person for u in split.held_out}
    assert len(split.train) + len(split.held_out) + split.duplicates == len(everything)
    assert {u.intent for u in split.train} == {"parcel", "invoice", "address"}
    assert 0.1 <= len(split.held_out) / (len(everything) - split.duplicates) <= 0.35


def test_split_is_settled_by_the_seed() -> None:
    """The same seed gives the same parts, another seed others."""
    first, again, other = (split_utterances(people(30), seed) for seed in (1, 1, 2))
    assert first == again != other


def test_split_drops_near_identical_texts() -> None:
    """Texts that differ in case, punctuation, umlauts or one letter of many are kept once."""
    texts = [
        "Wo bleibt meine Büchersendung aus Köln denn jetzt?",
        "wo bleibt meine buechersendung aus koeln denn jetzt",
        "Wo bleibt meine Büchersendung aus Köln denn jetztt??",
        "Ich brauche bitte eine Kopie der Rechnung.",
    ]
    split = split_utterances([Utterance(text=t, intent="a") for t in texts])
    assert split.duplicates == 2
    assert {u.text for u in split.train + split.held_out} == {texts[0], texts[3]}


@pytest.mark.parametrize("share", [0.0, 0.6, -1])
def test_split_refuses_a_bad_share(share: float) -> None:
    """The share lies above 0 and up to a half."""
    with pytest.raises(ParameterError, match="share"):
        split_utterances(people(3), share=share)


def test_split_refuses_nothing() -> None:
    """No utterances, no split."""
    with pytest.raises(ParameterError, match="empty"):
        split_utterances([])


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=1), st.integers(0, 9))
def test_folds_keep_groups_together(rows: list[tuple[int, int]], seed: int) -> None:
    """One group has one fold, and a label with one group is never held out alone."""
    groups = [str(group) for group, _ in rows]
    _, y = np.unique([label for _, label in rows], return_inverse=True)
    folds = assign_folds(groups, y, 3, seed=seed)
    assert all(
        len({f for f, g in zip(folds, groups, strict=True) if g == name}) == 1 for name in groups
    )
    assert set(folds.tolist()) <= {-1, 0, 1, 2}


def test_wilson_against_published_values() -> None:
    """The intervals of Newcombe (1998), table I, method 3."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_metrics_against_scikit_learn() -> None:
    """Macro-F1 and AUROC agree with scikit-learn on random values with ties."""
    from sklearn.metrics import f1_score, roc_auc_score

    rng = np.random.default_rng(1)
    true, guess = rng.integers(0, 4, 200), rng.integers(0, 4, 200)
    assert macro_f1(true, guess) == pytest.approx(f1_score(true, guess, average="macro"))
    inside, outside = rng.integers(0, 9, 80), rng.integers(3, 12, 50)
    labels = np.repeat([0, 1], [80, 50])
    expected = roc_auc_score(labels, np.concatenate([inside, outside]))
    assert auroc(inside, outside) == pytest.approx(expected)


def test_calibration_error_by_hand() -> None:
    """Two bins: |0.5 - 0.75| for half of the texts, |1 - 0.95| for the other half."""
    error = calibration_error([0.75, 0.75, 0.95, 0.95], [True, False, True, True], bins=10)
    assert error == pytest.approx((0.25 + 0.05) / 2)


def test_threshold_by_hand() -> None:
    """The lowest threshold that keeps three of four right; equal confidences fall together."""
    sure, right = [0.9, 0.8, 0.7, 0.6, 0.6], [True, True, False, True, False]
    assert threshold_for(sure, right, 0.75) == 0.8
    assert coverage(sure, right, 0.75) == pytest.approx(0.4)
    assert threshold_for(sure, right, 0.6) == 0.6
    assert threshold_for([0.9], [False], 0.5) is None
    assert coverage([0.9], [False], 0.5) == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1), st.floats(0.01, 1.0))
def test_threshold_keeps_its_promise(rows: list[tuple[float, bool]], wanted: float) -> None:
    """What a threshold accepts is right at least as often as wanted."""
    sure, right = np.array([s for s, _ in rows]), np.array([r for _, r in rows])
    found = threshold_for(sure, right, wanted)
    if found is not None:
        assert right[sure >= found].mean() >= wanted - 1e-12


def test_recall_at_accepted_share() -> None:
    """Keeping 90 of 100 inside texts turns away the outside ones above the 90th."""
    assert recall_at(range(100), [10, 95, 96, 200], 0.9) == 0.75


def test_default_threshold() -> None:
    """At least the least sure 5 % are turned away; with few or bad texts it is a safe one."""
    sure = np.linspace(0.01, 1, 100)
    assert default_threshold(sure, sure > 0, 0.95) == pytest.approx(np.quantile(sure, 0.05))
    assert default_threshold(sure, sure > 0.505, 0.95) == pytest.approx(0.49)
    assert default_threshold(sure, sure > 2, 0.95) == SAFE
    assert default_threshold(sure[:5], sure[:5] > 0, 0.95) == SAFE


def test_pseudonyms_mean_the_same_under_any_key() -> None:
    """What a key adds to a pseudonym never reaches a model."""
    one, other = "<PERSON_3f2a> fragt nach <ORDER_NUMBER_00aa>", "<PERSON> fragt nach 12345678"
    assert normalise(one) == normalise(other) == "x fragt nach 0000"
