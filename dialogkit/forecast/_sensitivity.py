"""Which assumption moves the headline most: each at both of its ends, on the same customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from dialogkit.evaluate import Difference, World, differences, evaluate
from dialogkit.forecast._whatif import Lever, levers
from dialogkit.forecast._work import HEADLINE, Work, told
from dialogkit.simulate import Setup, run_chunks, run_setup

__all__ = ["sensitivity"]

FEWER = 8
"""What is moved takes this many times fewer replications: paired with each other, they need fewer.
"""
ENOUGH = 5
"""But not fewer than so many, where there are as many: from there on replications show how much
they differ."""


class _Moved(NamedTuple):
    """What the weeks with one assumption moved gave."""

    rates: dict[str, Any]
    headline: World
    """The headline alone, case by case."""


def sensitivity(work: Work, replications: int) -> dict[str, Any]:
    """The headline with each assumption at its low and high value, then all at once.

    Args:
        work: The runs of the central world.
        replications: Of the forecast.
    """
    known = levers(work.setup)
    few = max(min(ENOUGH, replications), replications // FEWER)
    ends = [lever.pulled(work.setup, end) for lever in known for end in ("low", "high")]
    still = replace(work.setup, transcripts=False)
    central, *moved = _weeks(work, [still, *ends], few)
    found = list(zip(known, moved[::2], moved[1::2], strict=True))
    rows = [_row(lever, central, low, high) for lever, low, high in found]
    worse = better = still
    for lever, low, high in found:
        falls = _value(high) < _value(low)
        worse = lever.pulled(worse, "high" if falls else "low")
        better = lever.pulled(better, "low" if falls else "high")
    lowest, highest = _weeks(work, [worse, better], few, "all at once")
    return {
        "sensitivity": sorted(rows, key=lambda r: -abs(r["high_value"] - r["low_value"])),
        "sensitivity_replications": few,
        "scenarios": {"low": lowest.rates, "central": central.rates, "high": highest.rates},
    }


def _weeks(
    work: Work, setups: Sequence[Setup], few: int, what: str = "assumptions"
) -> list[_Moved]:
    """The weeks of each setup, in order."""
    work.progress(what, 0, len(setups))
    found: list[_Moved] = []
    for moved in run_chunks(partial(_moved, few), setups, executor=work.executor):
        found.append(moved)
        work.progress(what, len(found), len(setups))
    return found


def _moved(replications: int, setup: Setup) -> _Moved:
    """Rates of a few weeks; runs in a worker."""
    run = run_setup(setup, range(replications))
    rates = evaluate(run.cases, **told(run, setup)).to_json()
    return _Moved(rates, World.of(run.cases, outcome=HEADLINE))


def _value(moved: _Moved) -> float:
    value: float = moved.rates["outcomes"][HEADLINE]["value"]
    return value


def _row(lever: Lever, central: _Moved, low: _Moved, high: _Moved) -> dict[str, Any]:
    """One bar of the tornado; ``worse`` and ``better`` are the ends for the headline."""
    gaps = [differences(central.headline, end.headline)[HEADLINE] for end in (low, high)]
    falls = _value(high) < _value(low)
    return {
        "name": lever.name,
        "rate": HEADLINE,
        "low": lever.low,
        "high": lever.high,
        "low_value": _value(low),
        "central_value": _value(central),
        "high_value": _value(high),
        "low_difference": _short(gaps[0]),
        "high_difference": _short(gaps[1]),
        "worse": lever.high if falls else lever.low,
        "better": lever.low if falls else lever.high,
        "label_de": lever.label_de,
        "label_en": lever.label_en,
    }


def _short(gap: Difference) -> dict[str, Any]:
    """A difference as a bar carries it."""
    return {
        "value": gap.difference,
        "low": gap.low,
        "high": gap.high,
        "pairs": gap.pairs,
        "decided_by": gap.decided_by,
    }
