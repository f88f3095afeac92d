"""How a case ended, by explicit evidence only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.corpus._evidence import settled

__all__ = ["outcome"]


def outcome(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a case that its words decide.

    Args:
        row: One row of the result of ``_cases.sql``.

    Returns:
        ``resolved``, ``resolved_by`` and ``abandoned``, as in `CASE_SCHEMA`.
    """
    said = row["last_words"] if row["answered"] else None
    resolved = settled(said) if said else "unknown"
    by = "agent" if row["reached_agent"] else "bot" if row["bot_engaged"] else "none"
    return {
        "resolved": resolved,
        "resolved_by": by if resolved == "yes" else "none",
        "abandoned": _abandoned(row) if resolved != "yes" else "no",
    }


def _abandoned(row: Mapping[str, Any]) -> str:
    if row["reached_agent"]:
        return "no"
    if row["asked_for_human"] or row["announced"]:
        return "queue"
    asked_back = row["last_speaker"] == "bot" and (row["last_text"] or "").rstrip().endswith("?")
    return "bot" if asked_back and row["customer_turns"] else "no"
