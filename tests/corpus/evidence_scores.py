"""Precision and recall of the rules on texts with labels.

The held-out texts were written after the rules and measured by counts a rule; three earlier
held-out sets, whose errors were then looked at, have become part of the texts to write rules with.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from dialogkit.corpus._evidence import NO, YES, evidence

__all__ = ["HERE", "counts", "printed", "read"]

HERE = Path(__file__).parent
GROUPS = {"resolved=yes": YES, "resolved=no": NO, "asked": ("asks_for_human", "accepts_offer")}


def read(half: str) -> list[dict[str, Any]]:
    """The labelled texts of ``dev`` or ``heldout``."""
    lines = (HERE / f"evidence_{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def found(row: dict[str, Any]) -> tuple[str, ...]:
    """What the rules say of one text."""
    return evidence(row["text"], speaker=row.get("speaker", "customer"), before=row.get("before"))


def _grouped(rules: tuple[str, ...] | list[str]) -> set[str]:
    return {*rules, *(name for name, of in GROUPS.items() if set(rules) & set(of))}


def counts(rows: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """For each rule and group: hits, false alarms, misses."""
    result: dict[str, Counter[str]] = {}
    for row in rows:
        true, said = _grouped(row["rules"]), _grouped(found(row))
        for name in true | said:
            kind = "hit" if name in true & said else "miss" if name in true else "false"
            result.setdefault(name, Counter())[kind] += 1
    return result


def precision(count: Counter[str]) -> float:
    """Hits among what the rule found."""
    return count["hit"] / max(count["hit"] + count["false"], 1)


def recall(count: Counter[str]) -> float:
    """Hits among what it should find."""
    return count["hit"] / max(count["hit"] + count["miss"], 1)


def printed(half: str) -> str:
    """A table of all rules."""
    lines = [f"{half}: rule                 n  precision  recall"]
    for name, count in sorted(counts(read(half)).items()):
        n = count["hit"] + count["miss"]
        lines.append(f"  {name:22}{n:4}  {precision(count):9.3f}  {recall(count):6.3f}")
    return "\n".join(lines)
