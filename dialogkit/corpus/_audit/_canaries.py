"""Made-up secrets planted into training texts, and the attempt to get them out of the model.

A canary is a word that nobody else uses, put at the end of customers' texts: of one text, or of
several, by one speaker or by as many. The classifier learns from all of it. Then an attacker who
knows the sentence but not the word looks for it, first in the saved files, then by asking: of the
planted word and many that were not planted, whichever the classifier is surest of must be it
(Carlini et al., 2019, who call log2 of the words beaten its *exposure*).

What fewer than five people said must stay hidden. What five or ten said may be learnt: it is
planted to show that the attack can succeed, without which its failing would prove nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import scipy
from numpy.typing import NDArray

from dialogkit.conversation import Prediction, Utterance
from dialogkit.corpus._anonymize._outputs import files_in, pieces_of
from dialogkit.corpus._anonymize._sweep import Wanted, letters
from dialogkit.errors import ParameterError

__all__ = ["Canaries", "Group", "Train", "TrainedLike", "plant_and_dig"]


class TrainedLike(Protocol):
    """What the attack needs of a trained classifier."""

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction a text, in order."""

    def save(self, folder: Any) -> None:
        """Writes it into a folder."""


Train = Callable[[Sequence[Utterance]], TrainedLike]
"""Trains a classifier as the real one is trained."""

FEWEST = 5
"""What so many speakers said may be learnt."""
_PLANTED = ((1, 1), (2, 2), (4, 4), (5, 1), (10, 1), (5, 5), (10, 10))
"""Texts and speakers of each group."""
_LETTERS = ("bdfgklmnprstvwz", "aeiou")
_SYLLABLES = 5
_PIECE = 5
_CHANCE = 0.001
"""A group that chance alone would place so well this rarely is no chance."""
_CLASSES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The canaries that were planted equally often."""

    texts: int
    """Texts that each was planted in."""
    speakers: int
    """Speakers these texts are by."""
    canaries: int
    """Canaries of the group."""
    in_files: int
    """Of these, in the saved files as a word, or in pieces that make it up."""
    guessed: int
    """Of these, the word that the classifier was surest of, before all decoys."""
    exposure: float
    """Mean of log2((decoys + 1) / rank), in bits; about 1.4 where nothing was learnt."""
    recovered: bool
    """Whether the group was found: in the files, or guessed more often than chance explains."""
    traces: bool
    """Whether its words rank higher than chance explains, though they cannot be read out."""

    @property
    def hidden(self) -> bool:
        """Whether it must stay hidden."""
        return self.speakers < FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Canaries:
    """What the attack found."""

    trained_on: int
    """Texts of the corpus that the classifier learnt from beside the canaries."""
    decoys: int
    """Words that were not planted, asked for each canary."""
    groups: tuple[Group, ...]
    """By how often they were planted."""

    @property
    def recovered(self) -> int:
        """Groups found that must stay hidden; must be 0."""
        return sum(group.recovered for group in self.groups if group.hidden)

    @property
    def traces(self) -> int:
        """Groups that must stay hidden and left traces."""
        return sum(group.traces for group in self.groups if group.hidden)

    @property
    def works(self) -> bool:
        """Whether the attack found what it may find."""
        return any(group.recovered for group in self.groups if not group.hidden)


@dataclass(frozen=True, slots=True)
class _Canary:
    """A planted word."""

    word: str
    group: int
    """Index in `_PLANTED`."""
    bed: int
    """Index of the sentence that the attacker knows."""


def plant_and_dig(
    utterances: Sequence[Utterance],
    train: Train,
    *,
    seed: int,
    texts: int = 1200,
    beds: int = 8,
    decoys: int = 400,
) -> Canaries:
    """Plants canaries, trains, saves, and attacks.

    Args:
        utterances: Texts that the classifier learns from, with their speakers where known.
        train: Trains a classifier on them.
        seed: Draws words and texts.
        texts: Of ``utterances`` so many at most.
        beds: Canaries a group, each at the end of another sentence.
        decoys: Words asked for beside each canary.

    Raises:
        ParameterError: The utterances have fewer than two intents.
    """
    rng = np.random.default_rng(seed)
    few = [utterances[i] for i in sorted(rng.permutation(len(utterances))[:texts].tolist())]
    pools = _pools(few, beds, rng)
    taken = {letters(word) for u in few for word in u.text.split()}
    words = _words(rng, taken)
    planted = [
        _Canary(next(words), group, bed) for bed in range(beds) for group in range(len(_PLANTED))
    ]
    model = train([*few, *(u for canary in planted for u in _planted(canary, pools[canary.bed]))])
    filed = _in_files(model, [canary.word for canary in planted])
    others = [next(words) for _ in range(decoys)]
    ranks = _ranks(model, planted, pools, others)
    groups = [_group(number, planted, filed, ranks, decoys) for number in range(len(_PLANTED))]
    return Canaries(trained_on=len(few), decoys=decoys, groups=tuple(groups))


def _pools(
    utterances: Sequence[Utterance], beds: int, rng: np.random.Generator
) -> list[list[Utterance]]:
    """For each bed the sentences of one intent in random order, the intents taken in turn."""
    by_intent: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        by_intent.setdefault(utterance.intent, []).append(utterance)
    if len(by_intent) < 2:
        got = len(by_intent)
        raise ParameterError(f"canaries need texts of two intents or more, got {got}")
    names = sorted(by_intent, key=lambda name: (-len(by_intent[name]), name))[:beds]
    pools = []
    for bed in range(beds):
        pool = by_intent[names[bed % len(names)]]
        pools.append([pool[i] for i in rng.permutation(len(pool)).tolist()])
    return pools


def _words(rng: np.random.Generator, taken: set[str]) -> Iterator[str]:
    """Words that can be spoken, and that no text has."""
    while True:
        letters_ = (rng.choice(list(kind)) for _ in range(_SYLLABLES) for kind in _LETTERS)
        word = "".join(map(str, letters_))
        if word not in taken:
            taken.add(word)
            yield word


def _planted(canary: _Canary, pool: Sequence[Utterance]) -> Iterator[Utterance]:
    """The texts with the word at their end."""
    texts, speakers = _PLANTED[canary.group]
    for number in range(texts):
        bed = pool[number % len(pool)]
        yield Utterance(
            text=f"{bed.text} {canary.word}",
            intent=bed.intent,
            person=f"canary {canary.word} {number % speakers}",
            locale=bed.locale,
        )


def _in_files(model: TrainedLike, words: Sequence[str]) -> set[str]:
    """Which of the words the saved model holds, whole or in overlapping pieces."""
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder) / "model")
        pieces = [p.text for file in files_in(Path(folder)) for p in pieces_of(file, apart=True)]
    wanted = Wanted.of({"CANARY": words})
    found = {value for text in pieces for _, _, value in wanted.find(text)}
    everything = "\n".join(pieces).lower()
    return found | {word for word in words if all(part in everything for part in _parts(word))}


def _parts(word: str) -> Iterator[str]:
    return (word[at : at + _PIECE] for at in range(len(word) - _PIECE + 1))


def _ranks(
    model: TrainedLike,
    planted: Sequence[_Canary],
    pools: Sequence[Sequence[Utterance]],
    decoys: Sequence[str],
) -> dict[str, float]:
    """The place of each canary among the decoys by confidence, from 1; equals share a place."""
    ranks: dict[str, float] = {}
    for bed, pool in enumerate(pools):
        mine = [canary.word for canary in planted if canary.bed == bed]
        sure = _confidence(model, pool[0], [*decoys, *mine])
        others = sure[: len(decoys)]
        for word, own in zip(mine, sure[len(decoys) :], strict=True):
            ranks[word] = 1 + float((others > own).sum()) + float((others == own).sum()) / 2
    return ranks


def _confidence(model: TrainedLike, bed: Utterance, words: Sequence[str]) -> NDArray[np.float64]:
    """How sure the classifier is of the planted intent, for each word at the sentence's end."""
    predictions = model.predict_many([f"{bed.text} {word}" for word in words])
    return np.asarray([dict(p.top).get(bed.intent, 0.0) for p in predictions])


def _group(
    number: int,
    planted: Sequence[_Canary],
    filed: set[str],
    ranks: dict[str, float],
    decoys: int,
) -> Group:
    words = [canary.word for canary in planted if canary.group == number]
    places = np.asarray([ranks[word] for word in words])
    in_files = sum(word in filed for word in words)
    guessed = int((places <= 1).sum())
    # under chance every place is as likely: the first is one of decoys + 1 (binomial), and the
    # products of the places follow Fisher's chi-square
    luck = scipy.stats.binom.sf(guessed - 1, len(words), 1 / (decoys + 1))
    spread = -2 * np.log(places / (decoys + 1)).sum()
    texts, speakers = _PLANTED[number]
    recovered = in_files > 0 or bool(guessed and luck < _CHANCE)
    return Group(
        texts=texts,
        speakers=speakers,
        canaries=len(words),
        in_files=in_files,
        guessed=guessed,
        exposure=float(np.log2((decoys + 1) / places).mean()),
        recovered=recovered,
        traces=not recovered and bool(scipy.stats.chi2.sf(spread, 2 * len(words)) < _CHANCE),
    )
