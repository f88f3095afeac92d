"""Who comes back, and who was settled at once."""

from __future__ import annotations

from dialogkit.evaluate._metrics.deflection import not_followed, stayed_resolved
from dialogkit.evaluate._records import Records, Settings
from dialogkit.evaluate._registry import LeftOut, Share, metric

__all__ = ["first_contact_resolution", "first_contact_resolution_with_handoff", "recontact"]


def _window(settings: Settings) -> tuple[str, ...]:
    return (settings.window,)


@metric(
    "recontact",
    place=140,
    label={"de": "Rückkehr innerhalb von {window}", "en": "recontact within {window}"},
    definition={
        "de": "Anliegen, mit denen derselbe Kunde innerhalb von {window} wiederkam, geteilt "
        "durch alle geschlossenen, die so lange weiter beobachtet wurden.",
        "en": "Cases with which the same customer came back within {window}, out of all closed "
        "ones that were followed for that long.",
    },
    windows=_window,
)
def recontact(records: Records) -> Share | LeftOut:
    """Same customer and issue within W ÷ closed, across channels.

    Cases closed later than W before the end of the data are not in the denominator.
    """
    followed = records.followed
    if not followed.any():
        return not_followed(records)
    return Share(hit=records.came_back & followed, base=followed)


@metric(
    "first_contact_resolution",
    place=150,
    label={"de": "beim ersten Kontakt gelöst", "en": "first-contact resolution"},
    definition={
        "de": "Gelöst, ohne Übergabe und ohne Rückkehr innerhalb von {window}, geteilt durch "
        "alle Anliegen, die mindestens so lange vor dem Ende der Daten begannen.",
        "en": "Resolved without a handoff and without recontact within {window}, out of all "
        "cases that began at least that long before the data ends.",
    },
    windows=_window,
)
def first_contact_resolution(records: Records) -> Share | LeftOut:
    """Resolved ∧ no transfer ∧ no recontact ÷ N; a handoff from the bot is a transfer."""
    return stayed_resolved(records, ~records.flag("handed"))


@metric(
    "first_contact_resolution_with_handoff",
    place=151,
    label={
        "de": "beim ersten Kontakt gelöst, auch nach Übergabe",
        "en": "first-contact resolution, handoff allowed",
    },
    definition={
        "de": "Gelöst ohne Rückkehr innerhalb von {window}, auch nach einer Übergabe vom Bot an "
        "einen Mitarbeiter, geteilt durch alle Anliegen, die mindestens so lange vor dem Ende der "
        "Daten begannen.",
        "en": "Resolved without recontact within {window}, also after a handoff from the bot to "
        "an agent, out of all cases that began at least that long before the data ends.",
    },
    windows=_window,
)
def first_contact_resolution_with_handoff(records: Records) -> Share | LeftOut:
    """Resolved ∧ no recontact ÷ N; a handoff from the bot is no transfer."""
    return stayed_resolved(records, records.everyone)
