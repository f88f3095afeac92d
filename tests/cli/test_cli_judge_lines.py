"""Lines of ``dialogkit evaluate`` and ``dialogkit gate`` on the terminal."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from cli_world import call, refused

from dialogkit.conversation import CASE_SCHEMA, Case, Cases


def _cases(path: Path, n: int = 40) -> Path:
    """Cases of a queue without a bot, of whom every fourth is silent in it."""
    values = {
        "conversation_id": "c",
        "customer_turns": 1,
        "bot_turns": 0,
        "agent_turns": 0,
        "bot_engaged": False,
        "asked_for_human": False,
        "handed_off": False,
        "abandoned": "no",
        "resolved": "no",
        "resolved_by": "none",
        "wait_seconds": 60.0,
    }
    rows = [{**values, "case_id": f"c{i}", "reached_agent": i % 4 > 0} for i in range(n)]
    full = [{name: row.get(name) for name in CASE_SCHEMA.names} for row in rows]
    assert full[0].keys() <= Case.__dataclass_fields__.keys()
    Cases(pa.Table.from_pylist(full, schema=CASE_SCHEMA)).save(path)
    return path


def test_unknown_cases_are_counted_once_in_a_line(tmp_path: Path) -> None:
    """How many are unknown, and between which shares the truth then lies."""
    done = call("evaluate", _cases(tmp_path / "cases.parquet"))
    (line,) = [line for line in done.out.splitlines() if "abandonment" in line]
    assert line.endswith("0 of 40, 10 unknown: 0.0% to 25.0%")


@pytest.mark.parametrize("command", [("report", "-o", "page.html"), ("gate", "gate.yaml")])
def test_cases_are_to_be_counted_first(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Who takes a run for its rates is told what makes rates of it."""
    name, *others = command
    path = tmp_path / "run.parquet"
    path.write_bytes(b"PAR1")
    said = refused(call(name, path, *others))
    assert "is no forecast and no rates" in said
    assert "dialogkit evaluate -o rates.json" in said


@pytest.mark.parametrize(("thanked", "verb"), [(0, ""), (1, "1 case counts"), (7, "7 cases count")])
def test_what_rests_on_thanks_alone_is_told(tmp_path: Path, thanked: int, verb: str) -> None:
    """With the rules and without them: people thank for a friendly no as well."""
    rows = Cases.load(_cases(tmp_path / "cases.parquet")).table.to_pylist()
    for row in rows[:thanked]:
        row |= {"resolved": "yes", "resolved_by": "agent", "because": "resolved=thanks"}
    rows[-1] |= {"resolved": "yes", "resolved_by": "agent", "because": "resolved=works_now"}
    path = tmp_path / "thanked.parquet"
    Cases(pa.Table.from_pylist(rows, schema=CASE_SCHEMA)).save(path)
    for more in ((), ("--because",)):
        told = [line for line in call("evaluate", path, *more).out.splitlines() if "alone" in line]
        if not thanked:
            assert not told
        else:
            assert told == [f"{verb} as resolved by thanks alone, which are courtesy first"]
