"""Deflection: agent contacts that did not happen, and of those the ones that were truly settled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dialogkit._durations import readable, seconds
from dialogkit.evaluate._records import Records, run_of_each
from dialogkit.evaluate._registry import LeftOut, Ratio, Share, metric

__all__ = ["deflection", "not_followed", "resolved_deflection", "stayed_resolved"]

_NO_BASELINE = LeftOut(
    "Deflection needs a baseline: the same arrivals without the bot.",
    "Vermiedene Mitarbeiterkontakte brauchen einen Vergleich: dieselben Kunden ohne Bot.",
)
_NO_BOT = LeftOut(
    "Deflection does not apply: no bot took part in any case.",
    "Vermiedene Mitarbeiterkontakte gibt es hier nicht: An keinem Anliegen war ein Bot beteiligt.",
)
_NO_KEY = LeftOut(
    "Deflection needs scenario and replication in both sets of cases, to know that the same "
    "customers arrived.",
    "Für vermiedene Mitarbeiterkontakte müssen beide Tabellen scenario und replication angeben, "
    "damit klar ist, dass dieselben Kunden kamen.",
)
_OTHERS = LeftOut(
    "Deflection needs the same arrivals with and without the bot; the baseline has others.",
    "Vermiedene Mitarbeiterkontakte brauchen dieselben Kunden mit und ohne Bot; im Vergleich "
    "kamen andere.",
)
_NO_AGENT = LeftOut(
    "Deflection cannot be given: without the bot no case reached an agent.",
    "Vermiedene Mitarbeiterkontakte sind nicht angebbar: Auch ohne Bot erreichte niemand einen "
    "Mitarbeiter.",
)


@metric(
    "deflection",
    place=20,
    label={"de": "vermiedene Mitarbeiterkontakte", "en": "deflection"},
    definition={
        "de": "Um wie viel weniger Anliegen einen Mitarbeiter erreichen als bei denselben Kunden "
        "ohne Bot; Kontakte, die der Bot erst auslöst, zählen gegen ihn.",
        "en": "By how much fewer cases reach an agent than with the same customers and no bot; "
        "contacts that the bot itself causes count against it.",
    },
)
def deflection(records: Records) -> Ratio | LeftOut:
    """1 − cases that reach an agent with the bot ÷ cases that do so without it.

    Both sets must hold the same first contacts, matched by scenario and replication. Later cases
    of a customer count where they happen. Drawn by scenario for the interval; may be negative.
    """
    baseline = records.baseline
    if baseline is None:
        return _NO_BASELINE if records.flag("engaged").any() else _NO_BOT
    if not all(r.known >= {"scenario"} for r in (records, baseline)):
        return _NO_KEY
    if not np.array_equal(records.arrivals, baseline.arrivals):
        return _OTHERS
    scenarios = np.concatenate([records.columns["scenario"], baseline.columns["scenario"]])
    reached = np.concatenate([records.flag("reached"), baseline.flag("reached")])
    side = np.repeat([0, 1], [len(records), len(baseline)])
    units, codes = np.unique(scenarios, return_inverse=True)
    counts = [np.bincount(codes, weights=reached & (side == s)) for s in (0, 1)]
    if not counts[1].sum():
        return _NO_AGENT
    replications = [r.columns["replication"] for r in (records, baseline)]
    return Ratio(
        above=counts[1] - counts[0],
        below=counts[1],
        units=units,
        runs=run_of_each(codes, np.concatenate(replications)),
        told_by=Share(hit=records.flag("reached"), base=records.everyone),
    )


@metric(
    "resolved_deflection_{window}",
    place=30,
    of_bot=True,
    label={
        "de": "vom Bot gelöst, ohne Rückkehr innerhalb von {window}",
        "en": "resolved by the bot, no recontact within {window}",
    },
    definition={
        "de": "Im Bot verblieben, gelöst und ohne neuen Kontakt zum selben Anliegen innerhalb "
        "von {window}, geteilt durch alle Anliegen, die mindestens so lange vor dem Ende der "
        "Daten begannen.",
        "en": "Contained, resolved, and no new contact about the same issue within {window}, out "
        "of all cases that began at least that long before the data ends.",
    },
    windows=lambda _settings: ("24h", "72h", "7d"),
)
def resolved_deflection(records: Records) -> Share | LeftOut:
    """Contained ∧ resolved ∧ no recontact within W ÷ N."""
    return stayed_resolved(records, records.contained)


def stayed_resolved(records: Records, kept: NDArray[np.bool_]) -> Share | LeftOut:
    """Kept ∧ resolved ∧ no recontact within W ÷ N.

    N are the cases that began W or more before the end of the data, however long they took: those
    closed late are mostly those who waited long, and shares without them would flatter. Who was
    settled so late that nobody saw W pass without a return is unknown.

    Args:
        records: The cases.
        kept: Those that may count, shape ``(n,)``.
    """
    watched = records.watched
    if not (records.followed & watched).any():
        return not_followed(records)
    quiet = kept & watched & ~records.came_back
    known = quiet & records.followed & ~records.flag("unsettled")
    return Share(
        hit=known & records.flag("solved"),
        base=watched,
        unknown=quiet & ~known & ~records.flag("unsolved"),
    )


def not_followed(records: Records) -> LeftOut:
    """Why no case was watched for long enough."""
    looked, window = records.looked_for, records.window
    if looked is None and not (
        records.known >= {"recontact_of"} or records.known >= {"customer_id", "intent"}
    ):
        return LeftOut(
            "Needs recontact_of, or customer_id and intent, to know who came back.",
            "Braucht recontact_of oder customer_id und intent, um Wiederkehrer zu erkennen.",
        )
    if looked is not None and looked < seconds(window):
        return LeftOut(
            f"Returns were looked for within {readable(looked)} only, not within {window}.",
            f"Wiederkehrer wurden nur innerhalb von {readable(looked)} gesucht, nicht innerhalb "
            f"von {window}.",
        )
    return LeftOut(
        f"No case was followed for {window} after it was closed (closed_at and opened_at tell).",
        f"Kein Anliegen wurde nach dem Schließen noch {window} lang beobachtet (laut closed_at "
        "und opened_at).",
    )
