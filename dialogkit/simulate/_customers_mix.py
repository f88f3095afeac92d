"""What somebody wants who writes at this hour, on this channel, in this language."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dialogkit.simulate._assumptions import OUT_OF_SCOPE
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._habits import Segment

__all__ = ["Mix"]

_ROUNDS = 200
_EXACT = 1e-9

_Floats = NDArray[np.float64]
_Whole = NDArray[np.int64]


class Mix:
    """Label of a customer by hour of the week, channel, language, and a random number.

    Given the issue, hour, channel and language are taken for independent, so that an issue is as
    much likelier in a cell as each of the three says. Over all customers each issue keeps its
    share exactly.

    Args:
        customers: Whose mix it is.
    """

    def __init__(self, customers: Customers) -> None:
        beyond = customers.value(OUT_OF_SCOPE)
        self.labels = [*customers.intents, OUT_OF_SCOPE]
        whole = np.array([share.value for share in customers.intents.values()])
        if not len(whole):
            beyond = 1.0
        segments = customers.segments
        kinds: tuple[Mapping[str, Segment], ...] = (
            {str(h): found for h in range(168) if (found := segments.at(h)) is not None},
            segments.channels,
            segments.locales,
        )
        weights: tuple[Mapping[str, float], ...] = (
            {str(h): rate for h, rate in enumerate(customers.arrivals)},
            customers.channels or {"": 1.0},
            customers.locales or {"": 1.0},
        )
        self._places = [{name: i for i, name in enumerate(own)} for own in weights]
        labels = list(customers.intents)
        ratios = [
            np.array([_ratio(kind.get(name), labels, whole) for name in own])
            for kind, own in zip(kinds, weights, strict=True)
        ]
        shares = [np.array(list(own.values())) for own in weights]
        self._ends = _ends(whole, ratios, [s / max(s.sum(), 1e-300) for s in shares], beyond)

    def label(self, hour: int, channel: str, locale: str, u: float) -> str:
        """The label at quantile ``u``.

        Args:
            hour: Of the week, Monday 0 h local time being 0.
            channel: One of those the customers use.
            locale: Likewise.
            u: In [0, 1).
        """
        names = (str(hour), channel, locale)
        place = tuple(own[name] for own, name in zip(self._places, names, strict=True))
        at = int(np.searchsorted(self._ends[place], u, side="right"))
        return self.labels[min(at, len(self.labels) - 1)]

    def numbers(
        self, hours: _Whole, channels: _Whole, locales: _Whole, u: NDArray[np.float64]
    ) -> _Whole:
        """Places in ``labels`` of what many customers want.

        Args:
            hours: Hours of the week, shape (n,).
            channels: Places of their channels among those the customers use, shape (n,).
            locales: Likewise.
            u: In [0, 1), shape (n,).

        Returns:
            Shape (n,).
        """
        ends = self._ends[hours, channels, locales]
        at: _Whole = (u[:, None] >= ends).sum(axis=1)
        return np.minimum(at, len(self.labels) - 1)

    def other(self, label: str, place: tuple[int, str, str], u: float) -> str:
        """Another label than ``label``, at quantile ``u`` of the rest; itself where there is none.

        Args:
            label: What was wanted before.
            place: Hour, channel and language.
            u: In [0, 1).
        """
        names = (str(place[0]), *place[1:])
        ends = self._ends[tuple(own[name] for own, name in zip(self._places, names, strict=True))]
        shares = np.diff(ends, prepend=0.0)
        shares[self.labels.index(label)] = 0.0
        total = float(shares.sum())
        if total <= 0:
            return label
        at = int(np.searchsorted(np.cumsum(shares / total), u, side="right"))
        return self.labels[min(at, len(self.labels) - 1)]


def _ratio(segment: Segment | None, labels: list[str], whole: _Floats) -> _Floats:
    """How much likelier each label is in a segment than in the whole."""
    if segment is None:
        return np.ones(len(labels))
    own = np.array([segment.intents[label].value if label in segment.intents else 0.0
                    for label in labels])  # fmt: skip
    ratio: _Floats = np.divide(own, whole, out=np.zeros_like(own), where=whole > 0)
    return ratio


def _ends(whole: _Floats, ratios: list[_Floats], shares: list[_Floats], beyond: float) -> _Floats:
    """Cumulated shares by hour, channel, language and label; the last label is out of scope."""
    hours, channels, locales = ratios
    cells = whole * hours[:, None, None] * channels[:, None] * locales
    weight = shares[0][:, None, None, None] * shares[1][:, None, None] * shares[2][:, None]
    lift = np.ones_like(whole)
    mixed = cells
    for _ in range(_ROUNDS):
        lifted = cells * lift
        total = lifted.sum(-1, keepdims=True)
        mixed = np.divide(lifted, total, out=np.broadcast_to(whole, lifted.shape).copy(),
                          where=total > 0)  # fmt: skip
        got = (mixed * weight).sum((0, 1, 2))
        if np.abs(got - whole).max(initial=0.0) < _EXACT:
            break
        lift = lift * np.divide(whole, got, out=np.ones_like(whole), where=got > 0)
    ends = np.cumsum((1 - beyond) * mixed, axis=-1)
    whole_row: _Floats = np.concatenate([ends, np.ones((*ends.shape[:-1], 1))], axis=-1)
    return whole_row
