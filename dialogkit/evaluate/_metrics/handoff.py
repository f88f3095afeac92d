"""Handoffs: how many, how many of them needed, and how many needed ones did not happen."""

from __future__ import annotations

import numpy as np

from dialogkit.evaluate._records import Records
from dialogkit.evaluate._registry import LeftOut, Share, metric

__all__ = [
    "handoff_precision",
    "handoff_rate",
    "handoff_recall",
    "missed_handoff",
    "needless_handoff",
]

_UNKNOWN_NEED = LeftOut(
    "Needs the column handoff_needed: whether a human was needed.",
    "Braucht die Spalte handoff_needed: ob ein Mensch nötig war.",
)


@metric(
    "handoff_rate",
    place=70,
    of_bot=True,
    label={"de": "Übergaben", "en": "handoff rate"},
    definition={
        "de": "Vom Bot an Mitarbeiter übergeben, geteilt durch alle Anliegen, mit denen sich der "
        "Bot befasst hat; nach Gründen aufgeteilt.",
        "en": "Handed off by the bot to an agent, out of all cases the bot took part in; split by "
        "reason.",
    },
)
def handoff_rate(records: Records) -> Share:
    """Handed off ÷ bot-engaged, with the count of each reason."""
    hit = records.flag("handed") & records.flag("engaged")
    codes = records.columns["reason"][hit] + 1
    counts = np.bincount(codes, minlength=len(records.reasons) + 1).tolist()
    parts = dict(zip(records.reasons, counts[1:], strict=True))
    if "handoff_reason" in records.known and counts[0]:
        parts["unknown"] = parts.get("unknown", 0) + counts[0]
    return Share(hit=hit, base=records.flag("engaged"), parts={k: v for k, v in parts.items() if v})


@metric(
    "handoff_precision",
    place=80,
    of_bot=True,
    label={"de": "nötige unter den Übergaben", "en": "handoff precision"},
    definition={
        "de": "Übergaben, bei denen ein Mensch nötig war oder verlangt wurde, geteilt durch alle "
        "Übergaben.",
        "en": "Handoffs in which a human was needed or asked for, out of all handoffs.",
    },
)
def handoff_precision(records: Records) -> Share | LeftOut:
    """H ∧ need ÷ H."""
    return _of_handoffs(records, wanted=True)


@metric(
    "handoff_recall",
    place=81,
    of_bot=True,
    label={"de": "erfolgte unter den nötigen Übergaben", "en": "handoff recall"},
    definition={
        "de": "Anliegen, die einen Menschen brauchten und übergeben wurden, geteilt durch alle, "
        "die einen brauchten.",
        "en": "Cases that needed a human and were handed off, out of all that needed one.",
    },
)
def handoff_recall(records: Records) -> Share | LeftOut:
    """H ∧ need ÷ need."""
    return _of_needs(records, wanted=True)


@metric(
    "needless_handoff",
    place=82,
    of_bot=True,
    label={"de": "unnötige Übergaben", "en": "needless handoffs"},
    definition={
        "de": "Übergaben, bei denen kein Mensch nötig war und keiner verlangt wurde, geteilt "
        "durch alle Übergaben.",
        "en": "Handoffs in which no human was needed or asked for, out of all handoffs.",
    },
)
def needless_handoff(records: Records) -> Share | LeftOut:
    """1 − precision, as far as the need is known: H ∧ ¬need ÷ H."""
    return _of_handoffs(records, wanted=False)


@metric(
    "missed_handoff",
    place=83,
    of_bot=True,
    label={"de": "übersehene Übergaben", "en": "missed handoffs"},
    definition={
        "de": "Anliegen, die einen Menschen brauchten und nicht übergeben wurden, geteilt durch "
        "alle, die einen brauchten.",
        "en": "Cases that needed a human and were not handed off, out of all that needed one.",
    },
)
def missed_handoff(records: Records) -> Share | LeftOut:
    """1 − recall: need ∧ ¬H ÷ need."""
    return _of_needs(records, wanted=False)


def _of_handoffs(records: Records, *, wanted: bool) -> Share | LeftOut:
    if "handoff_needed" not in records.known:
        return _UNKNOWN_NEED
    handed = records.flag("handed") & records.flag("engaged")
    hit = records.needed if wanted else records.not_needed
    unknown = ~records.needed & ~records.not_needed
    return Share(hit=handed & hit, base=handed, unknown=handed & unknown)


def _of_needs(records: Records, *, wanted: bool) -> Share | LeftOut:
    """Where the need is unknown, a case is perhaps in the denominator: a hit or a miss then."""
    if "handoff_needed" not in records.known:
        return _UNKNOWN_NEED
    engaged, handed = records.flag("engaged"), records.flag("handed")
    base = engaged & records.needed
    chosen = handed if wanted else ~handed
    unknown = engaged & ~records.needed & ~records.not_needed
    return Share(
        hit=base & chosen,
        base=base,
        perhaps_hit=unknown & chosen,
        perhaps_miss=unknown & ~chosen,
    )
