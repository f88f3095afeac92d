"""The picture's own words, in German and English."""

from __future__ import annotations

__all__ = ["quoted", "words"]

_WORDS = {
    "de": {
        "shows": "▣ zeigt {name}",
        "forgets": "vergisst {names}",
        "asks": "fragt {names}",
        "calls": "ruft {name}",
        "moves": "wechselt zu {names}",
        "hands_off": "Übergabe: {name}",
        "at_most": "höchstens {n}-mal",
        "end": "Ende: {name}",
        "fulfils": "✓ erledigt {name}",
        "allows": "erlaubt {names}",
        "opt_in": "Anmeldung: {name}",
        "opt_out": "Abmeldung: {name}",
        "if": "wenn {guard}",
        "else": "sonst",
        "then": "danach",
        "otherwise": "öfter als {n}-mal",
        "heard": "hört „{word}“",
        "visits": "besucht, dann zurück",
        "silent": "{time} still",
        "lost": "nicht verstanden",
        "anywhere": "Aus jedem Schritt",
        "from": "Aus {names}",
        "hears": "hört {n} Wörter mehr",
        "again": "noch einmal",
        "and_back": "und zurück",
        "resolved": "gelöst",
        "returned": "zurückgegeben",
        "closed": "geschlossen",
        "nobody": "niemand frei",
        "left": "Kunde weg",
        "window_shut": "Fenster zu",
        "starts": "Der Ablauf {name} hat {n} Schritte und beginnt bei {start}.",
        "push": "Der Bot schreibt zuerst: {name} → {target}",
        "begins": "der Bot schreibt zuerst",
        "only_with": "nur mit {name}",
        "per_week": "höchstens {n} pro Woche",
        "uses": "Ablauf {name}",
        "see": "siehe Ablauf {name}",
        "see_main": "siehe oben",
        "finding": "Befund",
        "kind_handoff": "Übergabe",
        "kind_end": "Ende",
    },
    "en": {
        "shows": "▣ shows {name}",
        "forgets": "forgets {names}",
        "asks": "asks {names}",
        "calls": "calls {name}",
        "moves": "moves to {names}",
        "hands_off": "hands off: {name}",
        "at_most": "at most {n}×",
        "end": "end: {name}",
        "fulfils": "✓ settles {name}",
        "allows": "allows {names}",
        "opt_in": "opt-in: {name}",
        "opt_out": "opt-out: {name}",
        "if": "if {guard}",
        "else": "else",
        "then": "then",
        "otherwise": "more than {n}×",
        "heard": "hears “{word}”",
        "visits": "visits, then back",
        "silent": "{time} silent",
        "lost": "not understood",
        "anywhere": "From every step",
        "from": "From {names}",
        "hears": "hears {n} more words",
        "again": "again",
        "and_back": "and back",
        "resolved": "resolved",
        "returned": "returned",
        "closed": "closed",
        "nobody": "nobody",
        "left": "left",
        "window_shut": "window shut",
        "starts": "The flow {name} has {n} steps and starts at {start}.",
        "push": "The bot writes first: {name} → {target}",
        "begins": "the bot writes first",
        "only_with": "only with {name}",
        "per_week": "at most {n} a week",
        "uses": "flow {name}",
        "see": "see flow {name}",
        "see_main": "see above",
        "finding": "finding",
        "kind_handoff": "handoff",
        "kind_end": "end",
    },
}


def words(locale: str) -> dict[str, str]:
    """The picture's own words in German, or else in English."""
    return _WORDS["de" if _is_german(locale) else "en"]


def quoted(text: str, locale: str) -> str:
    """``text`` in the quotation marks of the language."""
    return f"„{text}“" if _is_german(locale) else f"“{text}”"


def _is_german(locale: str) -> bool:
    return locale.lower().startswith("de")
