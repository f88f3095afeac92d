"""Cutting labelled texts into parts that share no speaker and no text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["assign_folds"]


def assign_folds(
    groups: Sequence[str], y: NDArray[np.intp], folds: int, *, seed: int
) -> NDArray[np.intp]:
    """A fold from 0 for each text, shape ``(n,)``; -1 for a text that no fold may hold out.

    Texts of one group (a person, or equal texts) stay together. Each label's groups are spread
    evenly over the folds; a label with one group is never held out.
    """
    rng = np.random.default_rng(seed)
    _, group = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    fold = np.full(int(group.max()) + 1, -1)
    sizes = np.bincount(y)
    for label in np.argsort(sizes, kind="stable"):
        mine = np.unique(group[y == label])
        if len(mine) < 2:
            continue
        free = rng.permutation(mine[fold[mine] < 0])
        fold[free] = (np.arange(len(free)) + rng.integers(folds)) % folds
    return np.asarray(fold[group], dtype=np.intp)
