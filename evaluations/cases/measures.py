"""How well cuts agree with the truth: counts a thread, rates with intervals over threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threads import Threads

from dialogkit.conversation import Cases

__all__ = ["cuts_of", "difference", "measured", "returned", "tally"]

RESAMPLES = 2_000
Counts = NDArray[np.float64]
"""A row a thread: boundaries true, found, right, right within one message; windows, wrong ones."""


def cuts_of(cases: Cases) -> dict[str, set[int]]:
    """Thread to the positions at which a case begins, the first of the thread left out."""
    found: dict[str, set[int]] = {}
    before: tuple[str, str | None] | None = None
    for row in cases.messages.rows():
        here = found.setdefault(row.conversation_id, set())
        if before is not None and before[0] == row.conversation_id and before[1] != row.case_id:
            here.add(row.position)
        before = row.conversation_id, row.case_id
    return found


def tally(threads: Threads, cases: Cases) -> Counts:
    """Counts of all threads, in the order of their ids."""
    found = cuts_of(cases)
    lengths: dict[str, int] = {}
    for name in threads.messages.table.column("conversation_id").to_pylist():
        lengths[name] = lengths.get(name, 0) + 1
    segments = sum(len(starts) + 1 for starts in threads.begins.values())
    width = max(2, round(sum(lengths.values()) / segments / 2))
    return np.array(
        [
            _of_thread(threads.begins[name], found.get(name, set()), lengths[name], width)
            for name in sorted(threads.begins)
        ],
        dtype=np.float64,
    )


def returned(threads: Threads, cases: Cases) -> dict[str, int]:
    """How many cases return to an earlier one, how many were linked, and how many of these rightly.

    A link is right where the case begins at the very message and leads to the case that holds the
    first message of the one that is meant.
    """
    at: dict[tuple[str, int], str | None] = {}
    first: dict[str | None, tuple[str, int]] = {}
    for row in cases.messages.rows():
        at[row.conversation_id, row.position] = row.case_id
        first.setdefault(row.case_id, (row.conversation_id, row.position))
    true = threads.returns or {}
    linked = {first[case.case_id]: case.recontact_of for case in cases.rows() if case.recontact_of}
    right = sum(here in true and at[true[here]] == earlier for here, earlier in linked.items())
    return {"returns": len(true), "linked": len(linked), "rightly": right}


def _of_thread(
    true: frozenset[int], found: set[int], length: int, width: int
) -> tuple[int, int, int, int, int, int]:
    windows = max(0, length - width)
    spans = (range(start + 1, start + width + 1) for start in range(windows))
    wrong = sum(len(true & set(span)) != len(found & set(span)) for span in spans)
    return len(true), len(found), len(true & found), _near(true, found), windows, wrong


def _near(true: frozenset[int], found: set[int]) -> int:
    """Pairs of a true and a found boundary at most one message apart, each used once."""
    left, pairs = set(found), 0
    for place in sorted(true):
        match = next((p for p in (place, place - 1, place + 1) if p in left), None)
        if match is not None:
            left.remove(match)
            pairs += 1
    return pairs


def _rates(sums: Counts) -> dict[str, float]:
    true, found, right, near, windows, wrong = sums
    return {
        "precision": right / found if found else 1.0,
        "recall": right / true if true else 1.0,
        "f1": 2 * right / (true + found) if true + found else 1.0,
        "f1_within_one": 2 * near / (true + found) if true + found else 1.0,
        "window_diff": wrong / windows if windows else 0.0,
    }


def measured(counts: Counts, seed: int = 0) -> dict[str, Any]:
    """Rates with 95 % intervals; whole threads are drawn with replacement.

    ``precision`` and ``recall`` of boundaries at the exact message, ``f1`` their harmonic mean;
    ``f1_within_one`` lets a boundary be one message off; ``window_diff`` is the share of windows
    (half a mean case long) with a wrong number of boundaries (Pevzner and Hearst, 2002).
    """
    drawn = [_rates(sums) for sums in _resampled(counts, seed)]
    value = _rates(counts.sum(axis=0))
    return {name: _interval(value[name], [one[name] for one in drawn]) for name in value}


def difference(counts: Counts, other: Counts, seed: int = 0) -> dict[str, float]:
    """By how much F1 is higher than that of ``other`` on the same threads, with its interval."""
    pairs = zip(_resampled(counts, seed), _resampled(other, seed), strict=True)
    drawn = [_rates(a)["f1"] - _rates(b)["f1"] for a, b in pairs]
    value = _rates(counts.sum(axis=0))["f1"] - _rates(other.sum(axis=0))["f1"]
    return _interval(value, drawn)


def _resampled(counts: Counts, seed: int) -> list[Counts]:
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(counts), (RESAMPLES, len(counts)))
    return [counts[pick].sum(axis=0) for pick in picks]


def _interval(value: float, drawn: Sequence[float]) -> dict[str, float]:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {"value": float(value), "low": float(low), "high": float(high)}
