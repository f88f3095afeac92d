"""Change of topic: a customer's turn that is far from all they said in the case so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dialogkit.corpus._marks import substance

__all__ = ["FAR", "PAUSE", "TopicModel", "Turn", "turned"]

FAR = 0.7
"""Cosine distance from the mean of the case beyond which a turn is about something else."""
PAUSE = 1 / 24
"""Part of the gap after which the topic is looked at: an hour of a day."""
_WORDS = 3
"""Turns with fewer words say too little about their topic."""


class TopicModel(Protocol):
    """What tells how near two texts are; the encoders of ``dialogkit.intents`` do."""

    def encode(self, texts: Sequence[str]) -> NDArray[Any]:
        """Vectors of shape ``(n, d)``, in the order of ``texts``."""


class Turn(NamedTuple):
    """A customer's turn in its thread."""

    conversation_id: str
    """The thread."""
    place: int
    """Place of its first message."""
    said: str
    """Its text."""
    pause: int | None
    """µs since the message before."""
    answered: bool
    """Whether an agent or a bot wrote since the customer's turn before."""


def turned(
    turns: Iterable[Turn],
    verdicts: Mapping[tuple[str, int], str],
    model: TopicModel,
    gap: int,
) -> list[tuple[str, int]]:
    """Thread and place of turns that change the topic, where no other rule has decided.

    A turn is compared with the mean of the customer's turns in the case so far, by the cosine of
    their vectors; greetings and thanks are taken out, turns of less than three words neither count
    nor open. Only turns after an answer and a pause of 1/24 of the gap are asked about.

    Args:
        turns: All customers' turns, by thread and place.
        verdicts: Of those on which other rules have decided, the reason why a case opens, or
            ``same`` where the one before goes on; by thread and place.
        model: Tells how near two texts are.
        gap: The pause that ends a case, in µs.
    """
    found: list[tuple[str, int]] = []
    threads = [list(group) for _, group in groupby(turns, key=lambda turn: turn.conversation_id)]
    asked = [thread for thread in threads if any(_open(t, verdicts, gap) for t in thread)]
    said = {t: substance(t.said) for thread in asked for t in thread}
    texts = sorted({text for text in said.values() if len(text.split()) >= _WORDS})
    if not texts:
        return found
    vectors = dict(
        zip(texts, _unit(np.asarray(model.encode(texts), dtype=np.float64)), strict=True)
    )
    for thread in asked:
        found += _of_thread(thread, said, vectors, verdicts, gap)
    return found


def _of_thread(
    thread: Sequence[Turn],
    said: Mapping[Turn, str],
    vectors: Mapping[str, NDArray[np.float64]],
    verdicts: Mapping[tuple[str, int], str],
    gap: int,
) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    case: list[NDArray[np.float64]] = []
    for turn in thread:
        key = turn.conversation_id, turn.place
        vector = vectors.get(said[turn])
        if verdicts.get(key, "same") != "same":
            case = []
        elif vector is not None and case and _open(turn, verdicts, gap):
            centre = np.mean(case, axis=0)
            length = float(np.linalg.norm(centre))
            if length and 1 - float(centre @ vector) / length > FAR:
                found.append(key)
                case = []
        if vector is not None:
            case.append(vector)
    return found


def _open(turn: Turn, verdicts: Mapping[tuple[str, int], str], gap: int) -> bool:
    """Whether the topic may decide: no other rule has, and there is a pause and an answer."""
    undecided = (turn.conversation_id, turn.place) not in verdicts
    return undecided and turn.answered and (turn.pause or 0) > PAUSE * gap


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float64] = rows / np.where(lengths == 0, 1, lengths)
    return unit
