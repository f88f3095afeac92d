"""How well are cases cut: pauses alone beside all rules, on threads whose cases are known.

    python evaluations/cases/study.py [--data FOLDER] [--out FOLDER] [--record]

Without ``DIALOGKIT_DATA`` (or ``--data``) only the shipped parcel log is looked at. Compares with
``expected.json`` and exits with 1 where a number is off by more than its tolerance.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import record
from measures import difference, measured, returned, tally
from threads import Threads, half, parcel, squeezed, star, written

from dialogkit import _files
from dialogkit.corpus import TopicModel, link_recontacts, split_cases
from dialogkit.intents import find_encoder

HERE = Path(__file__).parent
WINDOW = "14d"
GAPS = ("6h", "12h", "24h", "48h", "72h")
SEED = 7

Study = dict[str, Any]


def ways(model: TopicModel) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and settings of each way to cut."""
    for gap in GAPS:
        yield f"pause {gap}", {"gap": gap, "closing": False, "handoffs": False}
    yield "rules", {}
    yield "rules and topic", {"topic": model}


def settings(data: Path | None) -> Iterator[tuple[str, Threads]]:
    """Name and threads of each setting; rules were tuned on the other half of the parcel log."""
    other = half(parcel(), 1)
    yield "parcel", other
    yield "parcel, issues on one day", squeezed(other, SEED)
    yield "written", written("written_heldout")
    yield "written, two channels", written("threads_heldout")
    if data is not None and (data / "star").is_dir():
        yield "STAR, days apart", star(data, SEED, same_day=False)
        yield "STAR, issues on one day", star(data, SEED, same_day=True)


def study(data: Path | None) -> Study:
    """All ways on all settings."""
    model = find_encoder("use")
    found: Study = {}
    for setting, threads in settings(data):
        cut = {name: split_cases(threads.messages, **options) for name, options in ways(model)}
        counts = {name: tally(threads, cases) for name, cases in cut.items()}
        found[setting] = {
            "sizes": {
                "threads": len(threads.begins),
                "messages": len(threads.messages),
                "boundaries": sum(map(len, threads.begins.values())),
            },
            "ways": {name: measured(counts[name]) for name in counts},
            "f1 above pause 24h": {
                name: difference(counts[name], counts["pause 24h"])
                for name in ("rules", "rules and topic")
            },
        }
        if threads.returns is not None:
            linked = link_recontacts(cut["rules"], WINDOW)
            found[setting]["returns"] = returned(threads, linked)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the study, prints its tables and compares them with the record."""
    given = _parser().parse_args(arguments)
    named = given.data or os.environ.get("DIALOGKIT_DATA")
    data = Path(named) if named else None
    if data is None or not (data / "star").is_dir():
        print("STAR is left out: DIALOGKIT_DATA names no folder that has it", file=sys.stderr)
    found = study(data)
    print(record.table(found))
    if given.out is not None:
        given.out.mkdir(parents=True, exist_ok=True)
        _files.write_json(found, given.out / "study.json")
    if given.record:
        record.record(found)
        return 0
    return _judged(record.load(), found)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="How well are cases cut?")
    parser.add_argument("--data", help="folder with the outside data; else DIALOGKIT_DATA")
    parser.add_argument("--out", type=Path, help="folder for study.json")
    parser.add_argument("--record", action="store_true", help="make this the expectation")
    return parser


def _judged(expected: Mapping[str, Any], found: Study) -> int:
    off = record.compare(expected, found)
    for line in off:
        print(line, file=sys.stderr)
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())
