"""Training texts for the canaries where nobody labelled any: the corpus's own, in rough groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dialogkit.conversation import Messages, Utterance

__all__ = ["carriers"]

_GROUPS = 6
_LEAST = 60
"""Fewer different texts are not put into groups."""


def carriers(anonymous: Messages, *, most: int, seed: int) -> list[Utterance]:
    """Customers' messages with their speakers and a label each.

    The label is the message's intent where intents are known; else the number of a group of like
    texts (k-means over TF-IDF). Which words a classifier remembers hangs little on what the labels
    mean.

    Args:
        anonymous: The corpus.
        most: Messages, at most.
        seed: Draws the messages and the groups.

    Returns:
        Texts with two labels at least; none where there are too few.
    """
    columns = ("text", "speaker", "kind", "intent", "person", "locale")
    rows = anonymous.table.select(columns).to_pylist()
    said = [
        row
        for row in rows
        if row["speaker"] == "customer" and row["kind"] == "text" and len(row["text"].split()) > 2
    ]
    labelled = [row for row in said if row["intent"]]
    known = len({row["intent"] for row in labelled}) > 1
    drawn = np.random.default_rng(seed).permutation(len(labelled if known else said))[:most]
    chosen = [(labelled if known else said)[i] for i in sorted(drawn.tolist())]
    texts = [row["text"] for row in chosen]
    labels = [row["intent"] for row in chosen] if known else _groups(texts, seed)
    return [
        Utterance(text=row["text"], intent=label, person=row["person"], locale=row["locale"])
        for row, label in zip(chosen, labels, strict=True)
        if label
    ]


def _groups(texts: Sequence[str], seed: int) -> list[str]:
    """Labels of like texts; empty ones where there are too few to tell."""
    if len(set(texts)) < _LEAST:
        return [""] * len(texts)
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    features = TfidfVectorizer(max_features=500).fit_transform(texts)
    found = KMeans(_GROUPS, n_init=1, max_iter=30, random_state=seed).fit_predict(features)
    return [f"group {number}" for number in found]
