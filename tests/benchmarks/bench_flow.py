"""What loading, checking, drawing and comparing flows takes, in CPU seconds.

    python tests/benchmarks/bench_flow.py

Over made flows of 60 steps that use all of the language, read from files with two languages of
texts, and over the shipped ones. Exits with 1 where a bar of the design is missed: loading 0.3 s,
checks 1 s, picture 1 s.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "flow"))

from flow_maker import write_flow  # noqa: E402 - it lies beside the tests

from dialogkit.flow import draw, load_flow  # noqa: E402 - after the path

BARS = {"load": 0.3, "check": 1.0, "draw": 1.0}
ROUNDS = 3


def _took(work: Callable[[], object]) -> float:
    """CPU seconds, the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def _row(file: Path) -> dict[str, float]:
    flow = load_flow(file)
    findings = flow.check()
    return {
        "steps": len(flow.steps),
        "load": _took(lambda: load_flow(file)),
        "check": _took(flow.check),
        "draw": _took(lambda: draw(flow, findings=findings)),
        "diff": _took(lambda: flow.diff(flow)),
    }


def main() -> int:
    """Prints the table; 1 where a bar is missed."""
    missed = 0
    print(f"{'flow':14} {'steps':>5} {'load s':>8} {'check s':>8} {'draw s':>8} {'diff s':>8}")
    with tempfile.TemporaryDirectory() as folder:
        files = {
            f"made {seed}": write_flow(Path(folder) / str(seed), random.Random(seed), 60)
            for seed in (1, 2, 3)
        }
        files |= {each.parent.name: each for each in sorted(ROOT.glob("corpora/*/flow.yaml"))}
        for name, file in files.items():
            row = _row(file)
            over = [key for key, bar in BARS.items() if row[key] > bar]
            missed += bool(over)
            cells = " ".join(f"{row[key]:8.3f}" for key in ("load", "check", "draw", "diff"))
            print(f"{name:14} {row['steps']:5.0f} {cells} {' '.join(over)}".rstrip())
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
