"""Canaries: a leaking model is caught, in its files and by asking; a careful one is not."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from dialogkit.conversation import Message, Messages, Prediction, Utterance
from dialogkit.corpus._audit._canaries import Canaries, Group, plant_and_dig
from dialogkit.corpus._audit._carriers import carriers
from dialogkit.errors import ParameterError
from dialogkit.intents import IntentClassifier

SUBJECTS = {
    "parcel": ("Paket", "Sendung", "Päckchen", "Lieferung"),
    "invoice": ("Rechnung", "Zahlung", "Mahnung", "Gutschrift"),
    "hours": ("Öffnung", "Schalter", "Filiale", "Samstag"),
}
ASKED = ("wo bleibt {}", "ich brauche {}", "frage zu {} bitte", "{} stimmt nicht", "was ist mit {}")
TEXTS = [
    Utterance(text=how.format(what), intent=intent)
    for intent, subjects in SUBJECTS.items()
    for what in subjects
    for how in ASKED
]


class Counting:
    """Counts words by intent: those of enough speakers, or all, and may keep the texts too.

    The more of a text's words it has seen with an intent, the surer it is: an honest learner that
    remembers as much as `least` lets it.
    """

    def __init__(self, least: int, *, keeps: bool = False) -> None:
        self.least, self.keeps = least, keeps

    def fit(self, utterances: Sequence[Utterance]) -> Counting:
        who: defaultdict[str, set[str]] = defaultdict(set)
        for n, u in enumerate(utterances):
            for word in u.text.lower().split():
                who[word].add(u.person or str(n))
        self.words = {word for word, users in who.items() if len(users) >= self.least}
        self.seen = Counter(
            (word, u.intent)
            for u in utterances
            for word in u.text.lower().split()
            if word in self.words
        )
        self.intents = sorted({u.intent for u in utterances})
        self.kept = [u.text for u in utterances] if self.keeps else []
        return self

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        found = []
        for text in texts:
            weights = np.array(
                [
                    1 + sum(self.seen[word, intent] for word in text.lower().split())
                    for intent in self.intents
                ]
            )
            sure = (weights / weights.sum()).tolist()
            top = sorted(zip(self.intents, sure, strict=True), key=lambda pair: -pair[1])
            best = top[0]
            found.append(
                Prediction(
                    intent=best[0],
                    confidence=best[1],
                    out_of_scope=0.0,
                    accepted=True,
                    top=tuple(top),
                )
            )
        return found

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "model.json").write_text(json.dumps(self.kept), "utf-8")
        np.savez_compressed(folder / "weights.npz", words=np.array(sorted(self.words)))


def dig(train: Callable[[Sequence[Utterance]], object], **more: int) -> Canaries:
    """The attack on a small scale."""
    settings = {"seed": 3, "beds": 4, "decoys": 120, **more}
    return plant_and_dig(TEXTS, train, **settings)  # type: ignore[arg-type]  # keywords of plant_and_dig


def by_planting(found: Canaries) -> dict[tuple[int, int], Group]:
    """Groups by texts and speakers."""
    return {(group.texts, group.speakers): group for group in found.groups}


def test_a_rule_of_five_speakers_keeps_the_secrets() -> None:
    """Of a model with words of five speakers only, nothing is got out that must stay hidden."""
    found = dig(Counting(5).fit)
    assert (found.recovered, found.traces, found.works) == (0, 0, True)
    groups = by_planting(found)
    assert groups[5, 5].in_files == groups[5, 5].canaries == 4
    for planted in ((1, 1), (2, 2), (4, 4), (5, 1), (10, 1)):
        assert groups[planted].hidden
        assert (groups[planted].in_files, groups[planted].guessed) == (0, 0)


def test_without_the_rule_all_are_found() -> None:
    """A model that keeps every word has each canary in its vocabulary."""
    found = dig(Counting(1).fit)
    assert all(group.recovered for group in found.groups)
    assert found.recovered == 5


def test_texts_in_the_files_are_found() -> None:
    """A model that saves what it was taught is caught, whatever its vocabulary."""
    found = dig(Counting(99, keeps=True).fit)
    assert found.recovered == 5
    assert {group.in_files for group in found.groups} == {4}
    assert {group.guessed for group in found.groups} == {0}


class Whispering(Counting):
    """Knows every word and asks surely, but saves none of them."""

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "model.json").write_text("[]")


def test_asking_is_enough() -> None:
    """Where files hold nothing, the planted word is the one the model is surest of."""
    found = by_planting(dig(Whispering(1).fit))
    once, often = found[1, 1], found[10, 1]
    assert often.recovered
    assert (often.in_files, often.guessed) == (0, 4)
    assert often.exposure == pytest.approx(np.log2(121))
    assert once.exposure > 3


def test_of_a_model_that_learns_nothing_nothing_is_proved() -> None:
    """Where not even what many said is found, the attack says so."""
    found = dig(Whispering(99).fit)
    assert (found.recovered, found.works) == (0, False)
    assert all(group.exposure < 2.5 for group in found.groups)


def test_the_real_classifier() -> None:
    """Without rare words it hides what few said; with every word as a feature it does not."""

    def train(**settings: object) -> Callable[[Sequence[Utterance]], IntentClassifier]:
        def fit(rows: Sequence[Utterance]) -> IntentClassifier:
            model = IntentClassifier("tfidf", seed=1, **settings)  # type: ignore[arg-type]  # keywords
            persons = [u.person for u in rows]
            return model.fit([u.text for u in rows], [u.intent for u in rows], persons)

        return fit

    careful = dig(train(forget_rare_words=True))
    assert (careful.recovered, careful.works) == (0, True)
    careless = dig(train(min_speakers=1))
    assert careless.recovered >= 3


def test_one_intent_is_refused() -> None:
    """A classifier needs two; no text is quoted."""
    with pytest.raises(ParameterError, match="two intents or more, got 1"):
        plant_and_dig(TEXTS[:20], Counting(5).fit, seed=1)


def said(texts: Sequence[str], intents: Sequence[str | None]) -> Messages:
    """Customers' messages."""
    rows = [
        Message(
            conversation_id=str(n),
            position=0,
            speaker="customer",
            text=text,
            person=f"p{n}",
            intent=intent,
        )
        for n, (text, intent) in enumerate(zip(texts, intents, strict=True))
    ]
    return Messages.of(rows)


def test_unlabelled_messages_are_put_into_groups() -> None:
    """Where no message has an intent, like ones get one label; short ones are left out."""
    texts = [f"{u.text} {n}" for n, u in enumerate([*TEXTS, *TEXTS])]
    taught = carriers(said([*texts, "ok"], [None] * (len(texts) + 1)), most=100, seed=1)
    assert len(taught) == 100
    assert 2 <= len({u.intent for u in taught}) <= 6
    assert all(u.person for u in taught)
    assert carriers(said(["nur ein Satz hier"], [None]), most=100, seed=1) == []


def test_labels_of_the_messages_are_used() -> None:
    """Where intents are known, they are the labels, and what has none is left out."""
    intents: list[str | None] = [u.intent for u in TEXTS[:-1]]
    taught = carriers(said([u.text + " heute" for u in TEXTS], [*intents, None]), most=500, seed=1)
    assert {u.intent for u in taught} == set(SUBJECTS)
    assert len(taught) <= len(TEXTS) - 1
