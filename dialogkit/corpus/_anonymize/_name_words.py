"""Words that family names are too, and ends and words that no name has."""

from __future__ import annotations

from dialogkit.corpus._anonymize._words import folded_set, word_set

__all__ = ["DATES", "NOUN_ENDS", "NOUN_NAMES"]

NOUN_ENDS = tuple(
    word_set(
        "ung ungen heit keit schaft tion tionen sion tat ment nummer paket sendung karte dienst "
        "zeit adresse lieferung bestellung rechnung fahrer bote termin konto schein kosten "
        "versand shop istin entin antin innen ismus erei logie ieren ling nis tum ish ese less ful "
        "ness ing "
        "pril sartan olol statin prazol prazole cillin mycin profen zepam zolam formin gliptin "
        "triptan dipin dipine tidin tidine oxetin oxetine opram oxacin lukast zumab tinib parin "
        "cetamol codein thyroxin phone soft tech flix ify tronic tronics matic telecom airways "
        "pods fonts palsy"
    )
)
"""Ends that German and English nouns, medicines and products have and names have not, folded."""
NOUN_NAMES = folded_set(
    "schwarz weiß weiss braun klein groß gross lang lange kurz jung alt neu koch bauer schneider "
    "fischer weber becker schmied zimmermann richter kaiser könig graf herzog ritter vogel "
    "fuchs wolf "
    "hahn hirsch adler engel teufel sommer winter herbst montag freitag sonntag berg wald stein "
    "busch "
    "baum blume rose stern klug ehrlich froh fromm scharf sauer bitter stark schnell reich "
    "weise heim "
    "kirsch apfel pfeffer kraft krieg sturm nebel schnee frost hagel schuster schlosser kraus kühn "
    "gut roth kuckuck sperling zeisig drossel fink storch specht young green brown black white "
    "gray "
    "grey field brook wood stone hill lake rivers summer summers spring march may june king bishop "
    "cook baker butcher carpenter mason potter fisher hunter farmer page pope price rice reed "
    "savage "
    "sharp short small strong swift wise long little love moon noble north south west day night "
    "bush "
    "bird fox swan crane drake finch hawk heron bell church marsh park street banks woods waters"
)
"""Family names that are words as well: they count under a label for names."""
DATES = folded_set(
    "january february march april may june july august september october november december januar "
    "februar märz mai juni juli oktober dezember monday tuesday wednesday thursday friday saturday "
    "sunday montag dienstag mittwoch donnerstag freitag samstag sonntag spring summer autumn "
    "winter frühling sommer herbst"
)
"""When something is, rather than who."""
