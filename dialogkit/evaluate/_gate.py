"""May the bot be deployed? Rates against the conditions that a reviewer wrote."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from dialogkit.errors import InputError
from dialogkit.evaluate._gate_file import Condition, read_conditions
from dialogkit.evaluate._gate_words import column, headline, sentence
from dialogkit.evaluate._rates import Rate, Rates
from dialogkit.evaluate._records import Settings
from dialogkit.evaluate._registry import metrics

__all__ = ["ConditionResult", "GateResult", "Verdict", "gate"]

Verdict = Literal["pass", "fail", "not_enough_data"]

LEAST_LOGGED = 30
"""Cases a log must have for a forecast to say anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionResult:
    """How one condition came out."""

    condition: Condition
    """What was asked for."""
    verdict: Verdict
    """Whether it is met, missed, or cannot be told yet."""
    value: float | None
    """The rate, or the number of cases; None where it could not be counted."""
    low: float | None
    """Lower end of its interval."""
    high: float | None
    """Upper end of its interval."""
    sentence: str
    """All this as one English sentence."""
    sentence_de: str
    """The same in German."""

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        asked = self.condition
        return {
            "verdict": self.verdict,
            "rate": asked.rate,
            "where": dict(asked.where),
            "bound": asked.bound,
            "limit": asked.limit,
            "confidence": asked.confidence,
            "line": asked.line,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "sentence": self.sentence,
            "sentence_de": self.sentence_de,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """What the gate says, condition by condition."""

    verdict: Verdict
    """``fail`` if one condition is missed, else ``not_enough_data`` if one cannot be told."""
    conditions: tuple[ConditionResult, ...]
    """In the order of the file."""
    file: str
    """The file with the conditions."""

    def __bool__(self) -> bool:
        """Whether the bot may be deployed."""
        return self.verdict == "pass"

    def headline(self, locale: str = "en") -> str:
        """The verdict and its reason as one sentence, in ``en`` or ``de``."""
        attribute = "sentence_de" if locale == "de" else "sentence"
        decisive = [c for c in self.conditions if c.verdict == self.verdict != "pass"]
        reason = getattr(decisive[0], attribute) if decisive else ""
        return headline(self.verdict, len(decisive), len(self.conditions), reason, locale)

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "format": "dialogkit.gate/1",
            "verdict": self.verdict,
            "headline": self.headline("en"),
            "headline_de": self.headline("de"),
            "file": self.file,
            "conditions": [condition.to_json() for condition in self.conditions],
        }


def gate(result: Mapping[str, Any] | Rates, conditions: str | os.PathLike[str]) -> GateResult:
    """Holds rates against the conditions in a file.

    Decided on the ends of the interval: a condition is met if the whole interval satisfies it,
    missed if the whole interval violates it, and otherwise the data is not enough. With
    ``confidence: value`` the value alone decides. However many weeks a forecast simulates, it rests
    on the cases of its log: with fewer than `LEAST_LOGGED` of them the data is not enough.

    Args:
        result: Rates, their JSON object, or the JSON object of a forecast (its ``rates``).
        conditions: A YAML file; see `dialogkit.evaluate._gate_file`.

    Raises:
        InputError: There are no rates in ``result``, or the file cannot be read.
        FlowError: The file breaks a rule of its language; all breaches are listed at once.
    """
    rates = _rates_in(result)
    asked = read_conditions(conditions, _names(rates))
    thin = _thin_log(result)
    results = (*thin, *(_decide(condition, rates) for condition in asked))
    verdicts = {one.verdict for one in results}
    verdict: Verdict = "pass"
    if verdicts != {"pass"}:
        verdict = "fail" if "fail" in verdicts and not thin else "not_enough_data"
    return GateResult(verdict=verdict, conditions=results, file=os.fspath(conditions))


def _thin_log(result: Mapping[str, Any] | Rates) -> tuple[ConditionResult, ...]:
    """The condition that no file need name, where a forecast says that its log misses it."""
    data = result.get("data") if isinstance(result, Mapping) else None
    cases = data.get("cases") if isinstance(data, Mapping) else None
    if not isinstance(cases, int) or cases >= LEAST_LOGGED:
        return ()
    condition = Condition(line=0, rate=None, bound="at_least", limit=float(LEAST_LOGGED))
    what = ConditionResult(
        condition=condition,
        verdict="not_enough_data",
        value=cases,
        low=None,
        high=None,
        sentence=f"Cases in the log: {cases}; at least {LEAST_LOGGED} wanted.",
        sentence_de=f"Anliegen im Protokoll: {cases}; verlangt mindestens {LEAST_LOGGED}.",
    )
    return (what,)


def _rates_in(result: Mapping[str, Any] | Rates) -> Rates:
    if isinstance(result, Rates):
        return result
    inner = result.get("rates")
    if not isinstance(inner, Mapping):
        raise InputError("must be a forecast or the rates of an evaluation")
    return Rates.from_json(inner if "rates" in inner else result)


def _names(rates: Rates) -> set[str]:
    """Rates that may be asked for: the known ones, and those in the result itself."""
    settings = Settings()
    known = {name for metric in metrics() for name, _ in metric.named(settings)}
    return known | set(rates.rates) | set(rates.left_out)


def _decide(condition: Condition, rates: Rates) -> ConditionResult:
    if condition.rate is None:
        enough = rates.n >= condition.limit
        return _result(condition, "pass" if enough else "not_enough_data", n=rates.n)
    found = _find(condition, rates)
    if isinstance(found, Rate):
        return _result(condition, _verdict(condition, found), rate=found)
    return _result(condition, "not_enough_data", why=found, label=_label(condition, rates))


def _label(condition: Condition, rates: Rates) -> tuple[str, str]:
    """What a rate is called (English, German) where it, or a slice of it, was not counted."""
    whole = rates.rates.get(str(condition.rate))
    if whole is not None:
        return whole.label, whole.label_de
    for metric in metrics():
        for name, window in metric.named(Settings()):
            if name == condition.rate:
                english, german = (metric.words(metric.label, each, window) for each in _LOCALES)
                return english, german
    return "", ""


_LOCALES = ("en", "de")


def _find(condition: Condition, rates: Rates) -> Rate | tuple[str, str]:
    """The rate that a condition is about, or why there is none (English, German)."""
    name = str(condition.rate)
    for by, value in condition.where.items():
        if by not in rates.slices:
            again = f"dialogkit evaluate --by {by}"
            german = f"bitte auch nach {column(by, 'de')} auswerten ({again})"
            return f"count again by {column(by, 'en')} ({again})", german
        part = rates.slices[by].get(value)
        if part is None or name not in part.rates:
            return "no such case", "kein solches Anliegen"
        whole = rates.rates.get(name)
        return _with_words(part.rates[name], whole)
    if name in rates.rates:
        return rates.rates[name]
    why = rates.left_out.get(name, "it was not counted")
    return why, rates.left_out_de.get(name, "nicht ausgewertet")


def _with_words(rate: Rate, whole: Rate | None) -> Rate:
    """A slice carries numbers only; its words and unit stand with the rate of all cases."""
    if whole is None:
        return rate
    return replace(rate, label=whole.label, label_de=whole.label_de, unit=whole.unit)


def _verdict(condition: Condition, rate: Rate) -> Verdict:
    value = rate.value
    if condition.confidence == "value":
        return "pass" if _holds(condition, value) else "fail"
    if rate.low is None or rate.high is None:
        return "not_enough_data"
    ends = [_holds(condition, end) for end in (rate.low, rate.high)]
    if all(ends):
        return "pass"
    return "not_enough_data" if any(ends) else "fail"


def _holds(condition: Condition, value: float) -> bool:
    return value <= condition.limit if condition.bound == "at_most" else value >= condition.limit


def _result(
    condition: Condition,
    verdict: Verdict,
    *,
    rate: Rate | None = None,
    n: int | None = None,
    why: tuple[str, str] = ("", ""),
    label: tuple[str, str] = ("", ""),
) -> ConditionResult:
    return ConditionResult(
        condition=condition,
        verdict=verdict,
        value=rate.value if rate else n,
        low=rate.low if rate else None,
        high=rate.high if rate else None,
        sentence=sentence(condition, rate, n, why[0], label[0], "en"),
        sentence_de=sentence(condition, rate, n, why[1], label[1], "de"),
    )
