"""What stands beside the day of a year on which somebody was born or is feasted."""

from __future__ import annotations

from dialogkit.corpus._anonymize._cues import cue

__all__ = ["FEAST_CUE", "FEAST_PARTS"]

FEAST_PARTS = (
    *(
        "*",
        "geb",
        "birth",
        "born",
        "welt",
        "world",
        "b-day",
        "bday",
        "jahrgang",
        "baujahr",
        "dob",
        "d.o.b",
        "jg. ",
        "turn",
        "be ",
        "wird",
    ),
    *("werd", "wurde", "geworden", "st is", "th is", "rd is", "nd is", "th on", "zigste"),
)
FEAST_CUE = cue(
    marks="*",
    whole=("b", "jg"),
    parts=(
        *("geb", "birth", "born", "welt", "world", "day", "jahrgang", "baujahr", "dob", "turn"),
        *("wird", "werd", "wurde", "geworden", "zigste"),
    ),
    test=lambda word, _: word.lower().startswith(("is", "on")) or word.lower().endswith("be"),
)
"""Of each of `FEAST_PARTS` the letters of one word."""
