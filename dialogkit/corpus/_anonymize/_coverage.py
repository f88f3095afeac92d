"""Which languages the rules know more of than identifiers with a fixed form."""

from __future__ import annotations

__all__ = ["covered"]

_COVERED = frozenset(("de", "en"))


def covered(locale: str | None) -> bool:
    """Whether names, streets and towns are looked for by rules made for this language.

    In all other languages only identifiers with a fixed form (numbers, addresses of the internet),
    names that are known, and a few greetings and introductions are found. A message whose language
    is unknown is mostly too short to have one ("ok", a number) and counts as covered.

    Args:
        locale: A language tag such as ``de`` or ``en-GB``.

    >>> covered("de-AT"), covered("pl"), covered(None)
    (True, False, True)
    """
    return locale is None or locale.replace("_", "-").split("-")[0].lower() in _COVERED
