"""The values that `evaluate` gives: a rate with all that belongs to it, and all rates together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from dialogkit.errors import InputError

__all__ = ["SMALL", "Rate", "Rates", "Slice", "Unit"]

Unit = Literal["share", "seconds", "money"]
SMALL = 30
"""A slice of fewer cases is marked as small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One printed number with all that a reader needs to check it."""

    value: float
    """The confirmed share (0 to 1), or the seconds or the money."""
    low: float | None
    """Lower end of the interval around what is confirmed; None where the data allows none."""
    high: float | None
    """Upper end of the interval around what is confirmed or unknown."""
    least: float | None = None
    """Where the records fix the value to a range only, its other end: it lies between ``least`` and
    ``value``, which is the dearer one. None where the value is known."""
    numerator: float | None
    """What was counted; None for a median."""
    denominator: float
    """Out of how many."""
    unknown: int = 0
    """Cases of which the records do not say whether they count."""
    definition: str = ""
    """What is counted, as one English sentence."""
    definition_de: str = ""
    """The same in German."""
    label: str = ""
    """A few English words to print beside the number."""
    label_de: str = ""
    """The same in German."""
    window: str | None = None
    """How long a customer was watched, or may wait, as ``72h``."""
    unit: Unit = "share"
    """What the value is measured in."""
    interval: str = ""
    """How the interval was computed, in English."""
    parts: Mapping[str, int | None] = field(default_factory=dict)
    """What the numerator is made of; None for a part that the records cannot show."""

    def to_json(self, *, short: bool = False) -> dict[str, Any]:
        """As a JSON object; ``short`` leaves the texts out, for slices."""
        numbers: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("value", "low", "high", "numerator", "denominator", "unknown")
        }
        if self.least is not None:
            numbers["least"] = self.least
        if short:
            return numbers
        texts = ("definition", "window", "unit", "interval", "label", "label_de", "definition_de")
        numbers |= {name: getattr(self, name) for name in texts}
        return numbers | ({"parts": dict(self.parts)} if self.parts else {})

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """What `to_json` wrote; unknown keys are ignored.

        Raises:
            InputError: A number that every rate has is missing.
        """
        missing = [n for n in ("value", "low", "high", "denominator") if n not in value]
        if missing:
            raise InputError(f"a rate lacks {', '.join(missing)}")
        names = cls.__dataclass_fields__
        given = {key: item for key, item in value.items() if key in names and item is not None}
        optional = {"low": None, "high": None, "numerator": None}
        return cls(**{**optional, **given})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The rates of one part of the cases."""

    n: int
    """Cases in the slice."""
    rates: Mapping[str, Rate]
    """Rate by name; those without a case in their denominator are absent."""

    @property
    def small(self) -> bool:
        """Whether the slice holds fewer than 30 cases, too few to rest a decision on."""
        return self.n < SMALL

    def to_json(self) -> dict[str, Any]:
        """As a JSON object, without the definitions that stand with the rates of all cases."""
        rates = {name: rate.to_json(short=True) for name, rate in self.rates.items()}
        return {"n": self.n, "small": self.small, "rates": rates}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """All rates of a set of cases, real or simulated.

    ``rates["containment"]`` gives one rate; iterating gives the names.
    """

    n: int
    """Eligible cases: those that the rates are counted over."""
    rates: Mapping[str, Rate]
    """Rate by name."""
    slices: Mapping[str, Mapping[str, Slice]] = field(default_factory=dict)
    """Slice by column and value, most frequent value first."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Why a rate could not be given, as one English sentence, by name."""
    left_out_de: Mapping[str, str] = field(default_factory=dict)
    """The same in German."""
    not_counted: Mapping[str, int] = field(default_factory=dict)
    """Cases that are not eligible, by reason."""
    outcomes: Mapping[str, Rate] = field(default_factory=dict)
    """How the cases end: shares of classes that exclude each other and add up to 1."""
    because: Mapping[str, int] = field(default_factory=dict)
    """Cases by the rule that decided one of their outcomes; empty where these were simulated."""
    other_languages: Mapping[str, int] = field(default_factory=dict)
    """Cases of a log in languages without rules, by language: their outcomes are unknown."""

    def __getitem__(self, name: str) -> Rate:
        return self.rates[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rates)

    def __len__(self) -> int:
        return len(self.rates)

    def to_json(self) -> dict[str, Any]:
        """As the JSON object that INTERFACE promises, with more beside it."""
        slices = {
            by: {value: part.to_json() for value, part in parts.items()}
            for by, parts in self.slices.items()
        }
        return {
            "n": self.n,
            "rates": {name: rate.to_json() for name, rate in self.rates.items()},
            "slices": slices,
            "left_out": dict(self.left_out),
            "left_out_de": dict(self.left_out_de),
            "not_counted": dict(self.not_counted),
            "outcomes": {name: rate.to_json() for name, rate in self.outcomes.items()},
            "because": dict(self.because),
            "other_languages": dict(self.other_languages),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """What `to_json` wrote, or any JSON object with ``n`` and ``rates``.

        Raises:
            InputError: It holds no ``n`` and ``rates``, or a rate lacks its numbers.
        """
        if not isinstance(value.get("rates"), Mapping) or not isinstance(value.get("n"), int):
            raise InputError("must hold the rates of an evaluation: an object with n and rates")
        slices = {
            by: {name: _slice(part) for name, part in parts.items()}
            for by, parts in value.get("slices", {}).items()
        }
        return cls(
            n=value["n"],
            rates=_rates(value["rates"]),
            slices=slices,
            left_out=value.get("left_out", {}),
            left_out_de=value.get("left_out_de", {}),
            not_counted=value.get("not_counted", {}),
            outcomes=_rates(value.get("outcomes", {})),
            because=value.get("because", {}),
            other_languages=value.get("other_languages", {}),
        )


def _rates(values: Mapping[str, Any]) -> dict[str, Rate]:
    return {name: Rate.from_json(rate) for name, rate in values.items()}


def _slice(value: Mapping[str, Any]) -> Slice:
    return Slice(n=value["n"], rates=_rates(value["rates"]))
