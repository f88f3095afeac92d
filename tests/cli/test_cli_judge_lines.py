"""Lines of ``dialogkit evaluate`` and ``dialogkit gate`` on the terminal."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from cli_world import call

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
