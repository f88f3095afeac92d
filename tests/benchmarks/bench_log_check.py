"""How often the log beside the weeks without the bot errs, over many logs the simulator made.

Run by ``make bench``, or ``python tests/benchmarks/bench_log_check.py [--seeds 100]``. Each log is
six weeks of a team that is known, held against twelve other weeks of the same team. The bars: of
the 95 % intervals of the differences 92 to 98.5 % hold no difference, and at most one log in ten is
called contradicting. Beside them stands what is found: of teams that in truth took longer than the
file says, how many logs are called contradicting.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "simulate"))

from log_worlds import CENTRE, people_of, simulated_log, world

from dialogkit.forecast._log_check import log_check
from dialogkit.simulate import prepare, run_setup

WEEKS = 12
LEVEL = (0.92, 0.985)
ALARMS = 0.1
SLOWER = ("mean: 12m", "mean: 15m", "mean: 20m")
"""What handling took in truth, where the file says 10 minutes."""


def main() -> int:
    """Prints the shares; the exit code is 0 if both bars are kept."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=100)
    seeds = options.parse_args().seeds
    held: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    alarms = 0
    for seed in range(seeds):
        check = checked(seed, CENTRE)
        alarms += check["verdict"] == "contradicts"
        for row in check["rows"]:
            if row["difference"] is not None:
                rows[row["name"]] += 1
                held[row["name"]] += _holds(row["difference"])
    for name, n in rows.items():
        print(f"{name:28} {held[name]:4} of {n} intervals hold no difference")
    share = held.total() / rows.total()
    print(f"{'all':28} {share:.1%}, bar {LEVEL[0]:.0%} to {LEVEL[1]:.1%}")
    print(f"called contradicting: {alarms} of {seeds} logs, bar {ALARMS:.0%}")
    for mean in SLOWER:
        found = [checked(s, CENTRE.replace("mean: 10m", mean)) for s in range(max(seeds // 5, 1))]
        k = sum(check["verdict"] == "contradicts" for check in found)
        print(f"in truth {mean}, in the file 10m: {k} of {len(found)} called contradicting")
    return 0 if LEVEL[0] <= share <= LEVEL[1] and alarms <= ALARMS * seeds else 1


def checked(seed: int, real: str) -> dict[str, Any]:
    """A log of a team, held against weeks of the team that the file describes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        served = people_of(simulated_log(folder, seed=1000 + seed, centre=real)).served
        bot, people, centre = world(folder)
        people = replace(people, served=served)
        setup = prepare(bot, people, centre, seed=seed, with_bot=False)
        return log_check(run_setup(setup, range(WEEKS)), setup)


def _holds(gap: dict[str, Any]) -> bool:
    even = 1.0 if gap["kind"] == "factor" else 0.0
    return bool(gap["low"] <= even <= gap["high"])


if __name__ == "__main__":
    raise SystemExit(main())
