"""Numbers that carry where they come from, and the distributions made of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, overload

import numpy as np
import scipy
from numpy.typing import NDArray

from dialogkit.errors import ParameterError

__all__ = ["Bound", "Estimate", "Handling", "Source"]

Bound = Literal["low", "central", "high"]
"""Which value of an estimate to count with."""

Source = Literal["measured", "assumed", "default"]
"""``measured`` from data, ``assumed`` by whoever wrote the file, or ``default``: not given at
all, so dialogkit's own assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One number with its range and its source."""

    low: float
    """The lowest value to reckon with."""
    central: float
    """The value to count with."""
    high: float
    """The highest value to reckon with."""
    unit: Literal["seconds", "share", "number"]
    """Of the three values."""
    source: Source = "assumed"
    """Where they come from."""

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.central <= self.high < math.inf:
            got = f"{self.low:g}, {self.central:g}, {self.high:g}"
            raise ParameterError(f"an estimate needs 0 <= low <= central <= high, got {got}")
        if self.unit == "share" and self.high > 1:
            raise ParameterError(f"a share must lie between 0 and 1, got {self.high:g}")

    @property
    def is_range(self) -> bool:
        """Whether low and high differ."""
        return self.low < self.high

    def at(self, bound: Bound) -> float:
        """One of the three values."""
        return {"low": self.low, "central": self.central, "high": self.high}[bound]

    def fixed(self, bound: Bound) -> Estimate:
        """The same estimate without its range, at one of its values."""
        value = self.at(bound)
        return Estimate(low=value, central=value, high=value, unit=self.unit, source=self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How long agents handle one case: lognormal, as measured in many contact centres.

    The lognormal shape is that found by Brown et al., *Statistical Analysis of a Telephone Call
    Center*, JASA 2005. Handling time runs from the agent's first answer to the end of the chat.
    """

    mean: Estimate
    """Seconds."""
    spread: Estimate
    """Standard deviation in seconds."""

    @overload
    def quantile(self, share: float) -> float: ...
    @overload
    def quantile(self, share: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def quantile(self, share: NDArray[np.float64] | float) -> NDArray[np.float64] | float:
        """Seconds within which ``share`` of the cases are done: random numbers made handling times.

        Args:
            share: Above 0 and below 1, any shape.

        Returns:
            Seconds, shape of ``share``; from the central values.
        """
        mean, spread = self.mean.central, self.spread.central
        if mean == 0 or spread == 0:
            return np.full(share.shape, mean) if isinstance(share, np.ndarray) else mean
        sigma2 = math.log1p((spread / mean) ** 2)
        place, width = math.log(mean) - sigma2 / 2, math.sqrt(sigma2)
        if isinstance(share, np.ndarray):
            return np.asarray(np.exp(place + width * scipy.special.ndtri(share)), dtype=np.float64)
        return math.exp(place + width * float(scipy.special.ndtri(share)))

    def draw(self, rng: np.random.Generator, size: int) -> NDArray[np.float64]:
        """Random handling times in seconds, shape ``(size,)``."""
        return self.quantile(rng.random(size))
