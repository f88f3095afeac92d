"""Training and held-out utterances that have nothing in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dialogkit.conversation import Utterance
from dialogkit.errors import ParameterError
from dialogkit.intents._folds import assign_folds
from dialogkit.intents._text import plain_key

__all__ = ["Split", "split_utterances"]

_ALIKE = 0.85
_SIZE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Utterances in two parts that share no person and no near-identical text."""

    train: tuple[Utterance, ...]
    """To learn from."""
    held_out: tuple[Utterance, ...]
    """To measure on."""
    duplicates: int
    """How many were left out because a like text was there before."""


def split_utterances(
    utterances: Sequence[Utterance], seed: int = 0, *, share: float = 0.2
) -> Split:
    """De-duplicates, then holds out about ``share`` of each intent.

    Near-identical texts (equal but for case, punctuation, umlaut spelling and long numbers, or
    with at least 85 % of their letter triples in common) are kept once: with them on both sides
    every classifier looks better than it is. All texts of one person fall on the same side. An
    intent from one person only is not held out.

    Args:
        utterances: Labelled texts.
        seed: Settles who falls where.
        share: Wanted share of held-out texts, above 0 and up to 0.5.

    Raises:
        ParameterError: No utterances, or a share outside its range.
    """
    if not utterances:
        raise ParameterError("utterances must not be empty")
    if not 0 < share <= 0.5:
        raise ParameterError(f"share must be above 0 and at most 0.5, got {share:g}")
    kept = [utterances[row] for row in _first_of_alike([u.text for u in utterances])]
    groups = [
        f"text {row}" if u.person is None else f"person {u.person}" for row, u in enumerate(kept)
    ]
    _, y = np.unique(np.asarray([u.intent for u in kept], dtype=str), return_inverse=True)
    held = assign_folds(groups, y, max(2, round(1 / share)), seed=seed) == 0
    for label in np.unique(y[held]):
        if held[y == label].all():  # by its persons' other intents: somebody must be learnt from
            back = groups[int(np.flatnonzero(y == label)[0])]
            held &= np.asarray([group != back for group in groups])
    parts = [tuple(u for u, h in zip(kept, held, strict=True) if h == side) for side in (0, 1)]
    return Split(train=parts[0], held_out=parts[1], duplicates=len(utterances) - len(kept))


def _first_of_alike(texts: Sequence[str]) -> list[int]:
    """The rows that are like no row kept before them.

    Sets with a Jaccard index of ``t`` or more must share one of the ``(1 - t)·size + 1`` rarest
    elements of each, so only those are looked up (prefix filter; Chaudhuri et al., 2006).
    """
    shingles = [_shingles(plain_key(text)) for text in texts]
    times = Counter(part for parts in shingles for part in parts)
    index: defaultdict[str, list[int]] = defaultdict(list)
    kept = []
    for row, parts in enumerate(shingles):
        rarest = sorted(parts, key=lambda part: (times[part], part))
        prefix = rarest[: int((1 - _ALIKE) * len(parts) + 1e-9) + 1]
        rivals = {other for part in prefix for other in index[part]}
        if any(_jaccard(parts, shingles[other]) >= _ALIKE for other in rivals):
            continue
        kept.append(row)
        for part in prefix:
            index[part].append(row)
    return kept


def _shingles(key: str) -> frozenset[str]:
    return frozenset(_windows(f" {key} "))


def _windows(text: str) -> Iterator[str]:
    for start in range(max(1, len(text) - _SIZE + 1)):
        yield text[start : start + _SIZE]


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)
