"""How well outcomes read from texts agree with the truth, and how much of it texts do not show.

    python evaluations/outcomes/study.py [--out out/outcomes] [--record]

The shipped parcel log, whose truth was written with it: asked for a human, settled, came back. The
threads with odd numbers were looked at while the rules were written; those with even numbers are
reported and were not. Cases are cut as the truth cuts them, so that the rules alone are measured,
and again by `split_cases`, as in real life. Then chats written for this study, with the label of a
reader; and written threads of several cases, cut by `split_cases`. With DIALOGKIT_DATA also the
STAR dialogs, in which people said afterwards whether their goal was reached. The numbers are
compared with ``expected.json``; exits with 1 where they differ by more than their tolerance.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from truths import Judged, parcel, parcel_end_to_end, star, threads, written

from dialogkit import _files
from dialogkit.evaluate import wilson

HERE = Path(__file__).parent
EXPECTED = HERE / "expected.json"

Study = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the study, prints it, and compares or records its numbers."""
    parser = argparse.ArgumentParser(description="Outcomes read from texts, beside the truth.")
    parser.add_argument("--data", type=Path, default=os.environ.get("DIALOGKIT_DATA"))
    parser.add_argument("--out", type=Path, help="folder for outcomes.json")
    parser.add_argument("--record", action="store_true", help="make these the expected numbers")
    given = parser.parse_args(arguments)
    found = run(given.data)
    print(table(found))
    if given.out is not None:
        given.out.mkdir(parents=True, exist_ok=True)
        _files.write_json(found, given.out / "outcomes.json")
    if given.record:
        _files.write_json(found, EXPECTED)
        return 0
    differences = compare(_files.read_json(EXPECTED), found)
    print(*differences, f"{len(differences)} numbers differ from expected.json", sep="\n")
    return 1 if differences else 0


def run(data: Path | None) -> Study:
    """All parts that the data at hand allow."""
    found = {
        "parcel, odd threads (rules were written with them)": measured(parcel(odd=True)),
        "parcel, even threads": measured(parcel(odd=False)),
        "parcel, even threads, cut by split_cases": measured(parcel_end_to_end(odd=False)),
    }
    for kind in ("ordinary", "tricky"):
        found[f"written, {kind} (rules were written with them)"] = measured(written("dev", kind))
        found[f"written, {kind}, unread"] = measured(written("heldout", kind))
    found["written, fresh, unread"] = measured(written("heldout", "fresh"))
    found["threads (rules were written with them)"] = measured(threads("dev"))
    found["threads, unread"] = measured(threads("heldout"))
    if data is not None:
        found["STAR"] = measured(star(Path(data) / "star"))
    return found


def measured(cases: Iterable[Judged]) -> Study:
    """Precision and recall of each outcome, with counts and 95 % intervals."""
    rows = list(cases)
    pairs = {
        "asked_for_human": [(row.asked, row.found.asked_for_human) for row in rows],
        "resolved=yes": [(_is(row, "yes"), row.found.resolved == "yes") for row in rows],
        "resolved=no": [(_is(row, "no"), row.found.resolved == "no") for row in rows],
        "left": [(row.left, row.found.abandoned != "no") for row in rows],
        "recontact": [(row.came_back, row.found.recontact_of is not None) for row in rows],
    }
    found: Study = {"cases": len(rows)}
    for name, judged in pairs.items():
        known = [(true, said) for true, said in judged if true is not None]
        hits = sum(true and said for true, said in known)
        if any(true for true, _ in known):
            found[f"{name}, precision"] = share(hits, sum(said for _, said in known))
            found[f"{name}, recall"] = share(hits, sum(bool(true) for true, _ in known))
    for rule, right in sorted(_by_rule(rows).items()):
        found[f"right: {rule}"] = share(sum(right), len(right))
    unknown = sum(row.found.resolved == "unknown" for row in rows)
    found["resolved unknown"] = share(unknown, len(rows))
    return found


def _by_rule(rows: Sequence[Judged]) -> dict[str, list[bool]]:
    """Whether each rule that decided `resolved` was right, case by case."""
    found: dict[str, list[bool]] = {}
    for row in rows:
        rule = re.search(r"resolved=(\w+)", row.found.because or "")
        right = _is(row, row.found.resolved)
        if rule and right is not None:
            found.setdefault(rule[1], []).append(right)
    return found


def _is(row: Judged, verdict: str) -> bool | None:
    """Whether this is the truth about the case; None where nobody knows."""
    if row.said is not None:
        return row.said == verdict
    return None if row.resolved is None else row.resolved == (verdict == "yes")


def share(numerator: int, denominator: int) -> Study:
    """A share with its Wilson interval, and half its width as tolerance; empty where nothing is."""
    if not denominator:
        return {"numerator": 0, "denominator": 0}
    low, high = (round(end, 4) for end in wilson(numerator, denominator))
    counts = {"numerator": numerator, "denominator": denominator}
    tolerance = round((high - low) / 2, 4)
    value = round(numerator / denominator, 4)
    return {"value": value, "low": low, "high": high, **counts, "tolerance": tolerance}


def compare(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Numbers that moved by more than their tolerance; parts without data are not compared."""
    moved = []
    for part, names in found.items():
        for name, row in names.items():
            known = expected.get(part, {}).get(name)
            if name == "cases":
                moved += [f"{part}: {known} cases expected, got {row}"] * (known != row)
            elif not known or abs(known.get("value", 0) - row.get("value", 0)) > known.get(
                "tolerance", 0
            ):
                moved.append(f"{part}: {name} moved to {row.get('value')}")
    return moved


def table(study: Mapping[str, Any]) -> str:
    """The study as people read it."""
    lines = []
    for part, names in study.items():
        lines.append(f"{part}: {names['cases']} cases")
        for name, row in names.items():
            if name != "cases" and "value" in row:
                span = f"({row['low']:.1%} to {row['high']:.1%})"
                counts = f"{row['numerator']} of {row['denominator']}"
                lines.append(f"  {name:28} {row['value']:6.1%} {span:20} {counts}")
            elif name != "cases":
                lines.append(f"  {name:28}   none found")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
