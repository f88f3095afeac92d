"""What the study gave when it was recorded: compared with a new run, and shown in README.md."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dialogkit import _files

__all__ = ["compare", "load", "record", "table"]

HERE = Path(__file__).parent
EXPECTED = HERE / "expected.json"
START, END = "<!-- numbers: study.py --record -->", "<!-- end of numbers -->"
LEFT_OUT = ("gate", "details")
FURTHEST = 3.3
"""Standard errors between two forecasts of the same thing, at most."""
NORMAL = 1.959963984540054
ABSENT = MappingProxyType({"value": 0.0, "low": 0.0, "high": 0.0})

Study = Mapping[str, Any]


def load() -> dict[str, Any]:
    """The recorded numbers."""
    value: dict[str, Any] = _files.read_json(EXPECTED)
    return value


def record(study: Study) -> None:
    """Writes ``expected.json`` and the table of README.md anew."""
    expected = _recorded(study)
    _files.write_json(expected, EXPECTED)
    page = HERE / "README.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    _files.write_text(f"{before}{START}\n\n{table(expected)}\n\n{END}{after}", page)


def _recorded(value: Any) -> Any:
    """The numbers rounded to what they can tell, each interval with the tolerance it gives."""
    if isinstance(value, Mapping):
        kept = {key: _recorded(inner) for key, inner in value.items() if key not in LEFT_OUT}
        if "low" in kept:
            kept["tolerance"] = round((value["high"] - value["low"]) / 2, 6)
        return kept
    return round(value, 6) if isinstance(value, float) else value


def compare(expected: Study, study: Study) -> list[str]:
    """Where a run differs from the record by more than chance and machine allow; empty: nowhere.

    Sizes must be equal. A measure of the same data may differ by its tolerance, half the width of
    its recorded interval; of the hidden words there may be more. Two forecasts with different
    numbers of replications may lie 3.3 standard errors apart.
    """
    found = [f"sizes must be those recorded: {expected['sizes']}"] * (
        expected["sizes"] != study["sizes"]
    )
    for path, old in _intervals(expected):
        new = _at(study, path)
        allowed = _allowed(path, old, new)
        off = new["value"] - old["value"]
        if abs(off) > allowed and not (path[0] == "hidden_words" and off > 0):
            name = " ".join(path)
            was = f"recorded {old['value']:.4f} ± {allowed:.4f}"
            found.append(f"{name}: {was}, now {new['value']:.4f}")
    return found


def _allowed(path: tuple[str, ...], old: Mapping[str, Any], new: Mapping[str, Any]) -> float:
    if path[0] != "forecast":
        return float(old["tolerance"])
    return FURTHEST / NORMAL * math.hypot(old["tolerance"], (new["high"] - new["low"]) / 2)


def _intervals(
    value: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            if "tolerance" in inner:
                yield (*path, key), inner
            else:
                yield from _intervals(inner, (*path, key))


def _at(value: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
    """What stands there; an issue that no case was about is not listed, and its share is 0."""
    for key in path:
        value = value.get(key, ABSENT)
    return value


# ----- as a table --------------------------------------------------------------------------------


def table(expected: Study) -> str:
    """The recorded numbers as Markdown."""
    lines = ["| what | share | 95 % interval | counted |", "|---|---|---|---|"]
    lines += [_line(name, value) for name, value in _shown(expected)]
    return "\n".join([_sizes(expected["sizes"]), "", *lines])


def _sizes(sizes: Mapping[str, Mapping[str, int]]) -> str:
    lines = [
        "| split | turns | chats | blank turns | turns with two labels |",
        "|---|---|---|---|---|",
    ]
    for split, row in sizes.items():
        counts = " | ".join(f"{row[key]:,}" for key in row)
        lines.append(f"| {split} | {counts} |")
    return "\n".join(lines)


def _shown(expected: Study) -> Iterator[tuple[str, Mapping[str, Any]]]:
    labels, classifier = expected["labels"], expected["classifier"]
    yield "chats that name several issues (training)", labels["chats_with_several_issues"]
    yield "test turns whose text is also in training", labels["also_in_training"]
    yield "test turns: best possible for any reader of one turn", labels["best_possible"]
    yield "test turns: always the commonest label", labels["always_the_most_frequent_label"]
    yield "**test turns: right**", classifier["turns"]["accuracy"]
    yield "test turns: sure enough to act", classifier["turns"]["accepted"]
    yield "test turns: right, of those", classifier["turns"]["accuracy_of_accepted"]
    yield "**first turn that names an issue: right**", classifier["issues"]["accuracy"]
    for intent, value in classifier["issues"]["recall"].items():
        yield f"… {intent}", value
    yield "first turn that names an issue: sure enough to act", classifier["issues"]["accepted"]
    yield "… right, of those", classifier["issues"]["accuracy_of_accepted"]
    yield "out of scope: area under the ROC curve", classifier["out_of_scope"]
    for intent, value in expected["issue_mix"].items():
        if value["value"] > 0.005:
            yield f"cases about {intent}", value
    unseen = expected["issue_mix_of_test"]
    for intent in sorted({**unseen["by_labels"], **unseen["by_classifier"]}):
        for how in ("by_labels", "by_classifier"):
            value = unseen[how].get(intent)
            if value is not None and value["value"] > 0.005:
                yield f"test cases about {intent}, {how.replace('_', ' ')}", value
    for kind, value in expected["hidden_words"].items():
        yield f"words labelled {kind} that the anonymizer hides", value
    for name, value in expected["forecast"]["rates"].items():
        yield f"forecast: {name.replace('_', ' ')}", value


def _line(name: str, value: Mapping[str, Any]) -> str:
    numerator, denominator = value.get("numerator"), value.get("denominator")
    counted = f"of {denominator:,.0f}" if denominator else ""
    if numerator is not None:
        counted = f"{numerator:,.0f} {counted}"
    elif "outside" in value:
        counted = f"{value['outside']:,} against {value['inside']:,}"
    span = f"{value['low']:.1%} to {value['high']:.1%}"
    return f"| {name} | {value['value']:.1%} | {span} | {counted} |"
