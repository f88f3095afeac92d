"""Containment and false deflection: what stays with the bot, and how much of it only seems fine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dialogkit.evaluate._records import Records
from dialogkit.evaluate._registry import Share, metric

__all__ = ["containment", "false_deflection", "false_deflection_of_all", "wrongly_contained"]


@metric(
    "containment",
    place=10,
    of_bot=True,
    label={"de": "im Bot verblieben", "en": "contained"},
    definition={
        "de": "Anliegen, in denen kein Mensch verlangt, versucht oder erreicht wurde, geteilt "
        "durch alle Anliegen, mit denen sich der Bot befasst hat; ob geholfen wurde, ist offen.",
        "en": "Cases in which no human was asked for, tried or reached, out of all cases the bot "
        "took part in; whether the customer was helped is left open.",
    },
)
def containment(records: Records) -> Share:
    """Contained ÷ bot-engaged.

    A customer who asked for a human and then left is not contained, nor is one whose handoff was
    blocked (recorded as a reason for a handoff without a handoff).
    """
    return Share(hit=records.contained, base=records.flag("engaged"))


def wrongly_contained(records: Records) -> NDArray[np.bool_]:
    """Contained and unresolved; a correct refusal is no failure."""
    return records.contained & records.flag("unsolved") & ~records.flag("refusal")


@metric(
    "false_deflection",
    place=60,
    of_bot=True,
    label={
        "de": "scheinbar vermieden (von den im Bot verbliebenen)",
        "en": "false deflection (of the contained)",
    },
    definition={
        "de": "Im Bot verblieben, aber nicht gelöst, auch wer den Bot aufgab, geteilt durch alle "
        "im Bot verbliebenen Anliegen; Schweigen gilt als ungewiss, eine richtige Absage nicht "
        "als Fehler.",
        "en": "Contained but not resolved, those who gave up among them, out of all contained "
        "cases; silence counts as unknown, and a correct refusal is not a failure.",
    },
)
def false_deflection(records: Records) -> Share:
    """Contained ∧ unresolved ÷ contained."""
    return Share(
        hit=wrongly_contained(records),
        base=records.contained,
        unknown=records.contained & records.flag("unsettled"),
    )


@metric(
    "false_deflection_of_all",
    place=61,
    of_bot=True,
    label={"de": "scheinbar vermieden (von allen)", "en": "false deflection (of all cases)"},
    definition={
        "de": "Im Bot verblieben, aber nicht gelöst, auch wer den Bot aufgab, geteilt durch alle "
        "Anliegen.",
        "en": "Contained but not resolved, those who gave up among them, out of all cases.",
    },
)
def false_deflection_of_all(records: Records) -> Share:
    """Contained ∧ unresolved ÷ N."""
    return Share(
        hit=wrongly_contained(records),
        base=records.everyone,
        unknown=records.contained & records.flag("unsettled"),
    )
