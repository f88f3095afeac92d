"""The numbers of a contact centre as rows beside the assumptions about customers."""

from __future__ import annotations

from typing import Any

from dialogkit.contact_centre import Bound, ContactCentre

__all__ = ["HANDLING", "staff_rows"]

HANDLING = "handling"
"""All handling times at once, as a factor on each."""

_ENDS: tuple[Bound, Bound] = ("low", "high")
_CALLS, _EMAILS = "blending.calls", "blending.emails"
_LABELS = {
    f"{_CALLS}.per_week": ("Anrufe je Woche", "calls a week"),
    f"{_CALLS}.handling.mean": ("Gesprächsdauer am Telefon (Mittel)", "length of a call (mean)"),
    f"{_CALLS}.patience": ("Geduld am Telefon (Mittel)", "patience on the line (mean)"),
    f"{_CALLS}.wrap_up": ("Nacharbeit nach einem Anruf", "wrap-up after a call"),
    f"{_EMAILS}.per_week": ("E-Mails je Woche", "e-mails a week"),
    f"{_EMAILS}.handling.mean": ("Zeit für eine E-Mail (Mittel)", "time for an e-mail (mean)"),
    "threads.share": (
        "Übergaben in Messengern, die als ruhender Chat weitergehen",
        "handoffs on messengers that go on as a thread",
    ),
    "threads.turns": ("Antworten je ruhendem Chat (Mittel)", "answers in such a thread (mean)"),
    "threads.rest": (
        "Pause, bis der Kunde darin wieder schreibt (Median)",
        "rest until the customer writes again (median)",
    ),
    "persons.patience": (
        "Geduld mit einem Mitarbeiter, den man kennt (Faktor)",
        "patience with an agent one knows (factor)",
    ),
    "persons.resolves": (
        "Lösung durch denselben, bekannten Mitarbeiter (Faktor)",
        "settled by the same known agent (factor)",
    ),
    "callbacks.accepts": ("nimmt einen Rückruf an", "accepts a call-back"),
    "callbacks.picks_up": ("geht beim Rückruf ans Telefon", "picks up the call-back"),
    HANDLING: ("Bearbeitungszeiten, alle zugleich", "handling times, all at once"),
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

    The what-ifs move those with a range (but not the wage, which no customer feels); handling
    times are moved all at once, which is a row of its own.
    """
    estimates = {
        name: each for name, each in centre.estimates().items() if not name.endswith(".spread")
    }
    rows = [
        _row(name, (e.low, e.central, e.high), e.unit, measured=e.source == "measured")
        for name, e in estimates.items()
    ]
    handling = [each for name, each in estimates.items() if name.startswith("handling.")]
    if not any(each.is_range for each in handling):
        return rows
    whole = sum(each.central for each in handling)
    low, high = (sum(each.at(end) for each in handling) / whole for end in _ENDS)
    measured = all(each.source == "measured" for each in handling)
    return [*rows, _row(HANDLING, (low, 1.0, high), "factor", measured=measured)]


def _row(
    name: str, values: tuple[float, float, float], unit: str, measured: bool
) -> dict[str, Any]:
    return {
        "name": name,
        "low": values[0],
        "central": values[1],
        "high": values[2],
        "unit": unit,
        "source": "measured" if measured else "assumed",
        "n": None,
        "label_de": _label(name)[0],
        "label_en": _label(name)[1],
    }


def _label(name: str) -> tuple[str, str]:
    if name in _LABELS:
        return _LABELS[name]
    intent = name.removeprefix("handling.").removesuffix(".mean")
    if intent == "default":
        return "Bearbeitungszeit (Mittel)", "handling time (mean)"
    return f"Bearbeitungszeit {intent} (Mittel)", f"handling time {intent} (mean)"
