"""What goes wrong: kinds of failure, how often, and conversations that show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dialogkit.evaluate import clustered_wilson
from dialogkit.simulate import Run

__all__ = ["failures"]

SHOWN = 3
"""Transcripts shown of each kind."""


class _Kind(NamedTuple):
    name: str
    mask: Callable[[pa.Table], Any]
    label_de: str
    label_en: str
    why_de: str
    why_en: str
    help_de: str
    help_en: str


def _is(table: pa.Table, column: str, value: object) -> Any:
    return pc.fill_null(pc.equal(table[column], value), False)


def _stays_with_bot(table: pa.Table) -> Any:
    """No human reached, none asked for, nobody left: the bot had it to the end."""
    human = pc.or_(table["reached_agent"], table["asked_for_human"])
    return pc.and_(pc.invert(pc.or_(human, table["handed_off"])), _is(table, "abandoned", "no"))


_KINDS = (
    _Kind(
        "seems_settled",
        lambda t: pc.and_(_stays_with_bot(t), _is(t, "resolved", "no")),
        "Wirkt gelöst, ist es nicht",
        "Seems settled, is not",
        "Der Bot hat etwas Falsches oder nicht genug geantwortet, und niemand hat nachgefragt.",
        "The bot gave a wrong or insufficient answer, and nobody asked again.",
        "Nach jeder Antwort fragen, ob sie geholfen hat, und bei Nein sofort übergeben.",
        "Ask after each answer whether it helped, and hand off at once if not.",
    ),
    _Kind(
        "left_the_bot",
        lambda t: _is(t, "abandoned", "bot"),
        "Kunde bricht beim Bot ab",
        "Customer leaves the bot",
        "Zu viele Rückfragen oder Missverständnisse, bevor etwas gelöst war.",
        "Too many questions or misunderstandings before anything was settled.",
        "Weniger Schritte bis zur Antwort; nach dem ersten Missverständnis die Auswahl zeigen.",
        "Fewer steps to the answer; show the choices after the first misunderstanding.",
    ),
    _Kind(
        "not_understood",
        lambda t: _is(t, "handoff_reason", "not_understood"),
        "Übergabe, weil der Bot nicht versteht",
        "Handed off because the bot does not understand",
        "Das Anliegen ist nicht vorgesehen, oder die Formulierung ist dem Bot fremd.",
        "The matter is not covered, or the bot does not know the wording.",
        "Mehr Beispiele für diese Anliegen sammeln, oder sie gleich an Menschen geben.",
        "Collect more examples of these matters, or send them to people right away.",
    ),
    _Kind(
        "left_the_queue",
        lambda t: _is(t, "abandoned", "queue"),
        "Kunde verlässt die Warteschlange",
        "Customer leaves the queue",
        "Bis ein Mensch frei war, hat es länger gedauert, als der Kunde warten wollte.",
        "It took longer until an agent was free than the customer would wait.",
        "Mehr Mitarbeiter in den vollen Stunden, oder weniger Übergaben ohne Not.",
        "More agents in the busy hours, or fewer needless handoffs.",
    ),
    _Kind(
        "needless_handoff",
        lambda t: pc.and_(t["handed_off"], _is(t, "handoff_needed", False)),
        "Unnötige Übergabe",
        "Needless handoff",
        "Der Bot hätte es lösen können und hat trotzdem übergeben.",
        "The bot could have settled it and handed off all the same.",
        "Die Rückfrage vor der Übergabe verbessern.",
        "Improve the question before the handoff.",
    ),
    _Kind(
        "nobody_there",
        lambda t: pc.and_(
            pc.and_(t["handed_off"], pc.invert(t["reached_agent"])), _is(t, "abandoned", "no")
        ),
        "Übergabe, aber niemand war da",
        "Handed off, but nobody was there",
        "Außerhalb der Zeiten, oder niemand mit der passenden Fähigkeit war frei.",
        "Outside hours, or nobody with the skill was free.",
        "Außerhalb der Zeiten gleich sagen, wann jemand antwortet.",
        "Outside hours, say at once when somebody will answer.",
    ),
)


def failures(run: Run) -> list[dict[str, Any]]:
    """Kinds of failure that occurred, the most frequent first, each with transcripts."""
    table = run.cases.table
    texts = {t.case_id: t.lines for t in run.transcripts}
    found = []
    for kind in _KINDS:
        mask = kind.mask(table)
        chosen = table.filter(mask)
        if not len(chosen):
            continue
        row = {key: value for key, value in kind._asdict().items() if key not in ("name", "mask")}
        found.append(
            {
                "kind": kind.name,
                **row,
                "count": len(chosen),
                "share": _share(mask, table),
                "transcripts": _worst(chosen, texts),
            }
        )
    return sorted(found, key=lambda row: -row["count"])


def _share(mask: Any, table: pa.Table) -> dict[str, float]:
    """Share of all cases, with its interval clustered by customer."""
    hit = np.asarray(mask.to_numpy(), dtype=np.bool_)
    customers = np.unique(table["scenario"].to_numpy(), return_inverse=True)[1]
    low, high = clustered_wilson(hit, np.ones_like(hit), customers)
    return {"value": float(hit.mean()), "low": low, "high": high}


def _worst(chosen: pa.Table, texts: dict[str, Any]) -> list[dict[str, Any]]:
    """The conversations with most misunderstandings, then most turns, one an issue first."""
    first = chosen.filter(_is(chosen, "replication", 0))
    order = [
        ("fallbacks", "descending"),
        ("customer_turns", "descending"),
        ("case_id", "ascending"),
    ]
    rows = first.sort_by(order).select(["case_id", "intent"]).to_pylist()
    varied = list({row["intent"]: row for row in reversed(rows)}.values())[::-1]
    rest = [row for row in rows if row not in varied]
    return [
        {**row, "turns": [dict(line) for line in texts[row["case_id"]]]}
        for row in [*varied, *rest][:SHOWN]
        if row["case_id"] in texts
    ]
