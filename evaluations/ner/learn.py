"""Learns by what a word is likely a person's name or a home, from the development texts.

    python evaluations/ner/learn.py [--validate]

Two logistic regressions, one for names and one for towns, over the features of
`dialogkit.corpus._anonymize._likely`. Each text is read as it is, with other names in it (so that
it is learned where a name stands rather than which names there are), and with some of what it
gives away masked, as the rules see it when they read on. Held-out texts are never read.

``--validate`` writes nothing. It learns from three quarters of the files, weighs what each detector
alone finds in the fourth, and so on in turn, and prints how many right and wrong finds fall short
of each probability: what the detectors are held to (their ``LEAST``) was chosen by it. Needs the
extra ``surrogates``; takes half a minute, with ``--validate`` three.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from texts import ROOT, TEMPLATED, TEXTS, Marked, Names, development_texts, read_marked

from dialogkit.corpus._anonymize import _likely
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, given
from dialogkit.corpus._anonymize.detectors import detectors

MASKED_SHARE = 0.5
SMALL_SHARE = 0.2
LOWERED_SHARE = 0.3
STRENGTH = 0.3
"""Inverse of the weight of the penalty on large weights."""
OURS = {"PERSON": "PERSON", "PARTICIPANT": "PERSON", "TOWN": "TOWN", "POSTCODE_TOWN": "TOWN"}
"""The kind that a marked word is an example of; words marked otherwise are none of any."""

SHARES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
TURNS = 4

Example = tuple[set[int], str]
"""The places of a word's features, and its kind or nothing."""


def examples(message: Marked, rng: random.Random) -> Iterator[Example]:
    """The words of a text, of those that are plainly none of a name a few."""
    for word in _likely.words_in(message.text):
        if word[0].islower() and fold(word[0]) not in given() and rng.random() > SMALL_SHARE:
            continue
        marks = {s.type for s in message.wanted if word.start() < s.end and s.start < word.end()}
        if marks <= OURS.keys():
            kind = OURS[min(marks)] if marks else ""
            yield _likely.features(message.text, word), kind


def masked(message: Marked, rng: random.Random) -> Marked:
    """``message`` with some of what is marked in it taken out."""
    parts: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for span in message.wanted:
        before, value = message.text[at : span.start], message.text[span.start : span.end]
        length += len(before)
        hidden = rng.random() < MASKED_SHARE
        shown = MASKED if hidden else value
        spans += [] if hidden else [Span(length, length + len(value), span.type)]
        parts += (before, shown)
        length += len(shown)
        at = span.end
    text = "".join([*parts, message.text[at:]])
    return Marked(message.name, text, message.participants, message.locale, tuple(spans))


def lowered(message: Marked) -> Marked:
    """``message`` as many type it: in small letters."""
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in message.text)
    return replace(message, text=low)


def learned(messages: Sequence[Marked]) -> dict[str, np.ndarray]:
    """The arrays of `_likely.WEIGHTS`."""
    names, rng = Names(1), random.Random(2)
    every: list[Example] = []
    for message in messages:
        variants = [message, names.changed(message)]
        variants += [masked(variant, rng) for variant in variants]
        if rng.random() < LOWERED_SHARE:
            variants.append(lowered(names.changed(message)))
        for variant in variants:
            every += examples(variant, rng)
    weights, scales, biases = [], [], []
    for kind in _likely.KINDS:
        own = [(places, is_a == kind) for places, is_a in every if is_a in ("", kind)]
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300)
        model.fit(_matrix(places for places, _ in own), [is_a for _, is_a in own])
        scale = np.abs(model.coef_[0]).max() / 127
        weights.append(np.round(model.coef_[0] / scale).astype(np.int8))
        scales.append(scale)
        biases.append(model.intercept_[0])
        print(f"{kind}: {len(own)} words, {sum(is_a for _, is_a in own)} of them of the kind")
    return {"weights": np.stack(weights), "scale": np.array(scales), "bias": np.array(biases)}


def _matrix(rows: Iterable[set[int]]) -> csr_matrix:
    """Rows of ones at the places given: (words, `_likely.SIZE`)."""
    indices: list[int] = []
    ends = [0]
    for places in rows:
        indices += sorted(places)
        ends.append(len(indices))
    shape = (len(ends) - 1, _likely.SIZE)
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)


def validate() -> None:
    """Prints, by detector and kind, the finds of one detector alone and how likely they are."""
    files = [path.name for path in sorted(TEXTS.glob("anon_*dev*.jsonl")) if path.name != TEMPLATED]
    counts: dict[tuple[str, str, str], list[tuple[float, bool]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(TURNS):
            kept_back = files[turn::TURNS]
            weights = Path(folder, f"{turn}.npz")
            arrays: Any = learned(development_texts(kept_back))
            np.savez(weights, **arrays)
            messages = [m for file in kept_back for m in read_marked(file)]
            hidden = [masked(message, random.Random(turn)) for message in messages]
            for message in (*messages, *(m for m in hidden if MASKED in m.text)):
                for key, share, right in _lone_finds(message, weights):
                    counts[key].append((share, right))
    print("right and wrong finds of one detector alone, and how many of them fall short of a share")
    for key, finds in sorted(counts.items(), key=lambda item: -len(item[1])):
        short = [[right for share, right in finds if share < least] for least in SHARES]
        shown = (
            f"{least} {sum(s)}/{len(s) - sum(s)}" for least, s in zip(SHARES, short, strict=True)
        )
        right = sum(is_right for _, is_right in finds)
        print(f"{' '.join(key):32} {right}/{len(finds) - right} | {', '.join(shown)}")


def _lone_finds(
    message: Marked, weights: Path
) -> Iterator[tuple[tuple[str, str, str], float, bool]]:
    """Detector, kind and company of each find of one detector, how likely it is, and if right."""
    context = Context.of(message.participants)
    finds = [
        (span, detector.__name__.rpartition(".")[2])
        for detector in cast("tuple[ModuleType, ...]", detectors())
        for span in detector.find(message.text, context)
    ]
    second = _likely.seconded(span for span, _ in finds)
    personal = second or MASKED in message.text
    personal = personal or any(span.type not in _likely.KINDS for span, _ in finds)
    for span, name in finds:
        if span.type in _likely.KINDS and span not in second:
            share = _likely.likely(message.text, span.start, span.end, span.type, weights)
            right = any(w.start < span.end and span.start < w.end for w in message.wanted)
            yield (name, span.type, "in company" if personal else "alone"), share, right


def main() -> None:
    """Learns, and writes the file that `dialogkit.corpus` loads."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--validate", action="store_true", help="weigh finds instead")
    if parser.parse_args().validate:
        validate()
        return
    arrays: Any = learned(development_texts())
    np.savez_compressed(_likely.WEIGHTS, **arrays)
    print(f"written: {_likely.WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
