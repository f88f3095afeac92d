"""By which rules the outcomes of real cases were decided, so that a reviewer can judge them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from dialogkit.evaluate._records import Records

__all__ = ["other_languages", "rules"]

_WITH_RULES = ("de", "en")


def rules(table: pa.Table, records: Records) -> dict[str, int]:
    """Eligible cases that each rule decided, those with most first; empty where none is named.

    The column ``because`` names them as ``resolved=thanks; abandoned=no_agent_came``.
    """
    found: Counter[str] = Counter()
    for because in _column(table, records, "because"):
        found.update(part.partition("=")[2] for part in (because or "").split("; ") if part)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def other_languages(table: pa.Table, records: Records) -> dict[str, int]:
    """Eligible cases of a log in languages for which there are no rules, by language.

    Their outcomes are unknown, and nobody is known to have asked for a human. Empty for simulated
    cases, whose outcomes need no rule.
    """
    if not any(one is not None for one in _column(table, records, "because")):
        return {}
    found: Mapping[str | None, int] = Counter(_column(table, records, "locale"))
    return {
        locale: n
        for locale, n in sorted(found.items(), key=lambda item: -item[1])
        if locale is not None and locale[:2].lower() not in _WITH_RULES
    }


def _column(table: pa.Table, records: Records, name: str) -> list[str | None]:
    if name not in table.column_names:
        return []
    rows = pa.array(records.columns["row"])
    values: list[str | None] = pc.take(table[name].cast(pa.string()), rows).to_pylist()
    return values
