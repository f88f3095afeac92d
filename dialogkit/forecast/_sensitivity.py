"""Which assumption moves the headline most: each at both of its ends, on the same customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from dialogkit.conversation import Cases
from dialogkit.evaluate import Difference, World, differences, evaluate, outcome_rates
from dialogkit.forecast._whatif import Lever, levers
from dialogkit.forecast._work import HEADLINE, Work, told
from dialogkit.simulate import (
    Known,
    Once,
    Packed,
    Run,
    RunFolder,
    Setup,
    fingerprints,
    keep_all,
    run_chunks,
    run_setup,
    whole,
)

__all__ = ["sensitivity"]

FEWER = 8
"""What is moved takes this many times fewer replications: paired with each other, they need fewer.
"""
ENOUGH = 3
"""But not fewer than so many, where there are as many."""


class _Moved(NamedTuple):
    """What the weeks with one assumption moved gave."""

    rates: dict[str, Any]
    """As `Rates.to_json`; of the ends of an assumption the classes of outcomes alone."""
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
    central, *moved = _weeks(work, [still, *ends], few, "assumptions", whole=1)
    found = list(zip(known, moved[::2], moved[1::2], strict=True))
    rows = [_row(lever, central, low, high) for lever, low, high in found]
    worse = better = still
    for lever, low, high in found:
        falls = _value(high) < _value(low)
        worse = lever.pulled(worse, "high" if falls else "low")
        better = lever.pulled(better, "low" if falls else "high")
    lowest, highest = _weeks(work, [worse, better], few, "all at once", whole=2)
    return {
        "sensitivity": sorted(rows, key=lambda r: -abs(r["high_value"] - r["low_value"])),
        "sensitivity_replications": few,
        "scenarios": {"low": lowest.rates, "central": central.rates, "high": highest.rates},
    }


def _weeks(work: Work, setups: Sequence[Setup], few: int, what: str, *, whole: int) -> list[_Moved]:
    """The weeks of each setup, in order; all rates of the first ``whole`` of them."""
    work.progress(what, 0, len(setups))
    if work.folder is not None:
        return _kept_weeks(work, work.folder / "assumptions", (few, tuple(setups), whole), what)
    found: list[_Moved] = []
    asked = Once(_moved, (few, tuple(setups), whole))
    for moved in run_chunks(asked, range(len(setups)), executor=work.executor):
        found.append(moved)
        work.progress(what, len(found), len(setups))
    return found


def _kept_weeks(work: Work, path: Path, asked: Asked, what: str) -> list[_Moved]:
    """The same, kept in a folder as soon as each is done."""
    few, setups, full = asked
    folder = RunFolder.opened(path, fingerprints(work.setup))
    hashes: Known = {}
    names = [f"{whole(fingerprints(setup, hashes))[:16]}-{few:06}" for setup in setups]
    names = [name if at < full else f"{name}-outcomes" for at, name in enumerate(names)]
    done: set[str] = set()

    def told(name: str) -> None:
        """Tells the bar, once for each."""
        done.add(name)
        work.progress(what, len(done), len(chunks))

    chunks = {name: number for number, name in enumerate(names)}
    keep_all(folder, Once(_packed, asked), chunks, executor=work.executor, done=told)
    return [_unpacked(folder, name) for name in names]


Asked = tuple[int, tuple[Setup, ...], int]
"""How many replications, of what, and of how many of these setups all rates: the same for every
worker."""


def _moved(asked: Asked, number: int) -> _Moved:
    """Rates of a few weeks; runs in a worker."""
    rates, run = _judged(asked, number)
    return _Moved(rates, World.of(run.cases, outcome=HEADLINE))


def _packed(asked: Asked, number: int) -> Packed:
    """The same as files."""
    rates, run = _judged(asked, number)
    return Packed.of(rates, run.cases.table)


def _judged(asked: Asked, number: int) -> tuple[dict[str, Any], Run]:
    few, setups, full = asked
    run = run_setup(setups[number], range(few))
    if number < full:
        return evaluate(run.cases, **told(run, setups[number])).to_json(), run
    outcomes = outcome_rates(run.cases)
    return {"outcomes": {name: rate.to_json() for name, rate in outcomes.items()}}, run


def _unpacked(folder: RunFolder, name: str) -> _Moved:
    kept = folder.require(name)
    cases = Cases.load(folder.table_file(name))
    return _Moved(kept.value, World.of(cases, outcome=HEADLINE))


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
