"""Whether flow, classifier and customers speak of the same intents, before anything is forecast."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dialogkit.errors import InputError
from dialogkit.simulate import OUT_OF_SCOPE, Customers, Rehearsed, Talker, is_small_talk

__all__ = ["fit_of", "require_fit"]

_LEAST = 0.005
"""A smaller share of contacts is not worth a warning."""
_LISTED = 6
_NOTES = {
    "unknown": {
        "de": "Der Ablauf kennt das Anliegen von {share} % der Kunden nicht ({names}): Der Bot "
        "kann es nicht lösen, höchstens übergeben.",
        "en": "The flow does not know the issue of {share}% of the customers ({names}): the bot "
        "cannot settle it, at best hand it off.",
    },
    "never_heard": {
        "de": "Der Klassifikator kennt {n} im Ablauf nicht ({names}): Was davon abhängt, kommt in "
        "dieser Vorhersage nur über Auswahlknöpfe vor.",
        "en": "The classifier does not know {n} of the flow ({names}): what hangs on it happens in "
        "this forecast by buttons alone.",
    },
}
_COUNTS = {"de": ("eine Absicht", "{} Absichten"), "en": ("one intent", "{} intents")}


def require_fit(bot: Talker) -> None:
    """Refuses a flow and a classifier that have no intent in common.

    Raises:
        InputError: They have none: no customer would be understood, whatever they write.
    """
    wanted, heard = _of_flow(bot), _of_model(bot)
    if not wanted or heard is None or wanted & heard:
        return
    what = "the flow and the classifier have no intent in common"
    told = f"the flow hears {_some(wanted, 'en')}, the classifier predicts {_some(heard, 'en')}"
    remedy = "name the classifier's labels under intents: of the flow, or train on its labels"
    raise InputError(f"{what}: {told}; {remedy}")


def fit_of(bot: Talker, customers: Customers) -> dict[str, Any]:
    """``fit``: what flow, classifier and customers do not know of each other.

    Args:
        bot: A flow and its classifier; of one that runs elsewhere nothing is known.
        customers: Who writes about what.

    Returns:
        ``unknown_share`` of the customers whose issue the flow does not know, those issues by
        share (``unknown``), intents of the flow that the classifier never predicts
        (``never_heard``), and ``notes`` by language; empty where there is nothing to say.
    """
    wanted, heard = _of_flow(bot), _of_model(bot)
    if not wanted or heard is None:
        return {}
    inside = 1 - customers.value(OUT_OF_SCOPE)
    unknown = {
        label: inside * share.value
        for label, share in sorted(customers.intents.items(), key=lambda each: -each[1].value)
        if label not in wanted and not is_small_talk(label) and share.value > 0
    }
    never, whole = sorted(wanted - heard), sum(unknown.values())
    notes: dict[str, list[str]] = {"de": [], "en": []}
    for locale, told in notes.items():
        if whole >= _LEAST:
            note = _NOTES["unknown"][locale]
            told.append(note.format(share=max(1, round(100 * whole)), names=_some(unknown, locale)))
        if never:
            one, many = _COUNTS[locale]
            n = one if len(never) == 1 else many.format(len(never))
            told.append(_NOTES["never_heard"][locale].format(n=n, names=_some(never, locale)))
    if not notes["en"]:
        return {}
    found = {"unknown_share": whole, "unknown": unknown, "never_heard": never, "notes": notes}
    return {"fit": found}


def _of_flow(bot: Talker) -> set[str]:
    return set() if isinstance(bot, Rehearsed) else set(bot.flow.intents.values())


def _of_model(bot: Talker) -> set[str] | None:
    return None if bot.model is None else {str(label) for label in bot.model.classes_}


def _some(names: Iterable[str], locale: str) -> str:
    """Some names, in the order given; sets are sorted."""
    listed = sorted(names) if isinstance(names, set) else [*names]
    rest = len(listed) - _LISTED
    more = {"de": f" und {rest} weitere", "en": f" and {rest} more"}[locale] if rest > 0 else ""
    return ", ".join(listed[:_LISTED]) + more
