"""The numbers of a contact centre as rows beside the assumptions about customers."""

from __future__ import annotations

from typing import Any

from dialogkit.contact_centre import ContactCentre

__all__ = ["staff_rows"]

_LABELS = {
    "arrivals_per_week": ("Anliegen je Woche", "cases a week"),
    "first_contact_resolution": (
        "Mitarbeiter lösen das Anliegen wirklich",
        "an agent really settles the matter",
    ),
    "patience": ("Geduld in der Warteschlange (Mittel)", "patience in the queue (mean)"),
    "returns": ("Mitarbeiter geben an den Bot zurück", "an agent gives the case back to the bot"),
    "slowdown": ("Verlangsamung je weiterem Chat", "slowdown by each further chat"),
    "wage": ("Kosten einer Mitarbeiterstunde", "cost of an agent's hour"),
    "wrap_up": ("Nacharbeit nach einem Chat", "wrap-up after a chat"),
}


def staff_rows(centre: ContactCentre) -> list[dict[str, Any]]:
    """One row for each number of the centre that has a range or is assumed.

    The what-ifs do not move these: they change waits and costs rather than what the bot settles.
    """
    return [
        {
            "name": name,
            "low": estimate.low,
            "central": estimate.central,
            "high": estimate.high,
            "unit": estimate.unit,
            "source": "measured" if estimate.source == "measured" else "assumed",
            "n": None,
            "label_de": _label(name)[0],
            "label_en": _label(name)[1],
        }
        for name, estimate in centre.estimates().items()
        if not name.endswith(".spread")
    ]


def _label(name: str) -> tuple[str, str]:
    if name in _LABELS:
        return _LABELS[name]
    intent = name.removeprefix("handling.").removesuffix(".mean")
    if intent == "default":
        return "Bearbeitungszeit (Mittel)", "handling time (mean)"
    return f"Bearbeitungszeit {intent} (Mittel)", f"handling time {intent} (mean)"
