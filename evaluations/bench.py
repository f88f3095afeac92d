"""Every study, its tests, and every comparison of speed, one after the other: ``make bench``.

    python evaluations/bench.py [--only NAME …] [--out out/bench]

The studies need the folder named by ``DIALOGKIT_DATA`` and are left out, with a word, where it is
not set. Prints what each prints, then a summary; exits with 1 if one failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[1]

Verdict = Literal["ok", "FAILED", "left out: DIALOGKIT_DATA is not set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One program of the benchmark."""

    name: str
    """What it is called in the summary and by ``--only``."""
    program: str
    """Its path in the project, or the name of a module."""
    module: bool = False
    """Whether it is one that Python finds by its name, as ``python -m pytest``."""
    options: tuple[str, ...] = ()
    """What it is told."""
    results: str | None = None
    """File or folder for its results below that of the benchmark, given as ``--out``."""
    outside_data: bool = False
    """Whether it needs ``DIALOGKIT_DATA``."""

    def command(self, out: Path) -> list[str]:
        """How it is started."""
        program = ["-m", self.program] if self.module else [self.program]
        place = [] if self.results is None else ["--out", str(out / self.results)]
        return [sys.executable, *program, *self.options, *place]


JOBS = (
    Job(name="oracles", program="tests/benchmarks/bench_oracles.py"),
    Job(name="kernel", program="tests/benchmarks/bench_kernel.py"),
    Job(name="worlds", program="tests/benchmarks/bench_worlds.py"),
    Job(name="log-check", program="tests/benchmarks/bench_log_check.py"),
    Job(name="flow", program="tests/benchmarks/bench_flow.py"),
    Job(name="anonymize", program="tests/benchmarks/bench_anonymize.py"),
    Job(name="speed", program="evaluations/speed/speed.py"),
    Job(name="scale", program="tests/benchmarks/bench_scale.py"),
    Job(name="cases", program="evaluations/cases/study.py", results="cases"),
    Job(name="outcomes", program="evaluations/outcomes/study.py", results="outcomes"),
    Job(name="recovery", program="evaluations/recovery/study.py", results="recovery"),
    Job(
        name="intents",
        program="evaluations/intents/study.py",
        results="intents.json",
        outside_data=True,
    ),
    Job(
        name="multidogo",
        program="evaluations/multidogo/study.py",
        results="multidogo",
        outside_data=True,
    ),
    Job(
        name="tests",
        program="pytest",
        module=True,
        options=("-m", "study"),
        outside_data=True,
    ),
)


def run(job: Job, out: Path) -> Verdict:
    """Runs one program to its end."""
    if job.outside_data and not os.environ.get("DIALOGKIT_DATA"):
        return "left out: DIALOGKIT_DATA is not set"
    print(f"\n===== {job.name}: {job.program}", flush=True)
    done = subprocess.run(job.command(out), cwd=ROOT, check=False)
    return "FAILED" if done.returncode else "ok"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the jobs and prints the summary."""
    names = [job.name for job in JOBS]
    parser = argparse.ArgumentParser(description="Every study and every comparison of speed.")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench")
    given = parser.parse_args(arguments)
    out = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    lines = []
    for job in JOBS:
        if job.name in given.only:
            began = time.perf_counter()
            verdict = run(job, out)
            lines.append((job.name, verdict, time.perf_counter() - began))
    print("\n===== summary")
    for name, verdict, seconds in lines:
        print(f"{name:<12} {verdict:<40} {seconds:6.0f} s")
    failed = any(verdict == "FAILED" for _, verdict, _ in lines)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
