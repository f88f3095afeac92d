"""What goes wrong: kinds of failure, how often, and conversations that show them.

The kinds are those of the failure rate and of handoffs: false deflection, left in the bot, dead
end, missed, needless and blocked handoff, left in the queue; a case may show several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dialogkit.evaluate import clustered_wilson
from dialogkit.simulate import Run, Transcript

__all__ = ["failures", "untold"]

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


def _needed(table: pa.Table) -> Any:
    """A human was needed or asked for."""
    return pc.or_(_is(table, "handoff_needed", True), table["asked_for_human"])


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
        "Die Antwort passte nicht, der Bot verstand nicht oder fragte zu viel; da ging der Kunde.",
        "The answer did not fit, the bot did not understand, or it asked too much; so they left.",
        "Fragen, ob die Antwort hilft; weniger Schritte; bei Missverständnissen Auswahl zeigen.",
        "Ask whether the answer helped; fewer steps; show choices after a misunderstanding.",
    ),
    _Kind(
        "dead_end",
        lambda t: pc.and_(t["bot_engaged"], _is(t, "end", "dead_end")),
        "Sackgasse",
        "Dead end",
        "Im Ablauf geht es an dieser Stelle nicht weiter.",
        "The flow does not lead on from there.",
        "Von jedem Schritt aus einen Weg zu einem Menschen oder zurück anbieten.",
        "Offer a way to an agent or back from every step.",
    ),
    _Kind(
        "missed_handoff",
        lambda t: pc.and_(t["bot_engaged"], pc.and_(_needed(t), pc.invert(t["handed_off"]))),
        "Übersehene Übergabe",
        "Missed handoff",
        "Ein Mensch war nötig oder gewünscht, und der Bot hat nicht übergeben.",
        "An agent was needed or asked for, and the bot did not hand off.",
        "Früher fragen, ob die Antwort hilft, und den Wunsch nach Menschen überall hören.",
        "Ask sooner whether the answer helps, and hear the wish for an agent everywhere.",
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
        lambda t: pc.and_(
            pc.and_(t["handed_off"], _is(t, "handoff_needed", False)),
            pc.invert(t["asked_for_human"]),
        ),
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


def untold(run: Run) -> list[int]:
    """Replications whose transcripts show what those at hand do not, one a kind of failure."""
    table, there = run.cases.table, {t.case_id for t in run.transcripts}
    found: set[int] = set()
    for kind in _KINDS:
        chosen = table.filter(kind.mask(table))
        replications = chosen["replication"].to_pylist()
        told = any(case in there for case in chosen["case_id"].to_pylist())
        if replications and not told and found.isdisjoint(replications):
            found.add(min(replications))
    return sorted(found)


def failures(run: Run, more: Iterable[Transcript] = ()) -> list[dict[str, Any]]:
    """Kinds of failure that occurred, the most frequent first, each with transcripts.

    Args:
        run: Simulated weeks.
        more: Transcripts beside those of the run, of the replications that `untold` names.
    """
    table = run.cases.table
    texts = {t.case_id: t.lines for t in (*run.transcripts, *more)}
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


def _worst(chosen: pa.Table, texts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The conversations with most misunderstandings, then most turns, one an issue first."""
    told = chosen.filter(pc.is_in(chosen["case_id"], pa.array(list(texts), pa.string())))
    order = [
        ("fallbacks", "descending"),
        ("customer_turns", "descending"),
        ("case_id", "ascending"),
    ]
    rows = told.sort_by(order).select(["case_id", "intent"]).to_pylist()
    varied = list({row["intent"]: row for row in reversed(rows)}.values())[::-1]
    rest = [row for row in rows if row not in varied]
    return [
        {**row, "turns": [dict(line) for line in texts[row["case_id"]]]}
        for row in [*varied, *rest][:SHOWN]
    ]
