"""The failure rate: all the ways in which the bot fails a customer, each case counted once."""

from __future__ import annotations

from dialogkit.evaluate._metrics.containment import wrongly_contained
from dialogkit.evaluate._records import Records
from dialogkit.evaluate._registry import Share, metric

__all__ = ["failure_rate"]


@metric(
    "failure_rate",
    place=90,
    of_bot=True,
    label={"de": "Fehlschläge", "en": "failure rate"},
    definition={
        "de": "Scheinbar vermieden, im Bot abgebrochen, in einer Sackgasse geendet oder trotz "
        "Bedarf nicht übergeben, geteilt durch alle Anliegen; jedes zählt einmal, in dieser "
        "Reihenfolge.",
        "en": "False deflections, abandoned in the bot, dead ends, or not handed off in spite of "
        "need, out of all cases; each case counts once, in this order.",
    },
)
def failure_rate(records: Records) -> Share:
    """(False deflections + abandoned in the bot + dead ends + missed handoffs) ÷ N."""
    kinds = {
        "false_deflection": wrongly_contained(records),
        "abandoned_in_bot": records.flag("left_bot"),
        "dead_end": records.flag("dead_end") & records.flag("engaged"),
        "missed_handoff": records.flag("engaged") & records.needed & ~records.flag("handed"),
    }
    hit = ~records.everyone
    parts: dict[str, int | None] = {}
    for name, kind in kinds.items():
        parts[name] = int((kind & ~hit).sum())
        hit = hit | kind
    if "end" not in records.known:
        parts["dead_end"] = None
    unknown = records.contained & records.flag("unsettled") & ~hit
    return Share(hit=hit, base=records.everyone, unknown=unknown, parts=parts)
