"""The gist of a short message: yes, no, that was all; a question, or a wish."""

from __future__ import annotations

from typing import Literal

from dialogkit.bot._fold import fold, words_in

__all__ = ["Gist", "asks", "gist_of", "wishes"]

Gist = Literal["yes", "no", "closing"]

_AROUND = words_in(
    "bitte danke gern gerne please thanks thank you dann also well so schon sehr das"
)
_YES = words_in(
    """ja jo jap jep jawohl klar natürlich sicher genau stimmt richtig passt ok okay okey gern gerne
    einverstanden yes yep yeah yup sure right correct absolutely definitely fine"""
) | {fold("👍"), fold("✅")}
_NO = words_in("nein nee nö nope nicht no nah lieber falsch stimmt not rather really") | {
    fold("👎"),
    fold("❌"),
}
_SURELY_NO = words_in("nein nee nö nope nicht no nah falsch not") | {fold("👎"), fold("❌")}

_THANKS = words_in(
    """danke dank dankeschön dankesehr merci thanks thank thx bye goodbye cheers tschüss tschüß ciao
    wars"""
)
_DONE = frozenset(
    map(
        fold,
        (
            "das war es",
            "das war alles",
            "das ist alles",
            "mehr nicht",
            "sonst nichts",
            "nichts mehr",
            "fertig",
            "auf Wiedersehen",
            "that's all",
            "that is all",
            "that was all",
            "that's it",
            "that is it",
            "nothing else",
            "all done",
        ),
    )
)
_AROUND_THANKS = words_in(
    """das war es alles ist dann vielen besten herzlichen lieben super perfekt prima toll klasse
    bestens wunderbar ok okay klar nein ja sehr schön schon dir ihnen erstmal gut mehr nicht
    sonst nichts you so much very many that's that was is all it no for now great
    perfect lovely nothing else"""
)


def gist_of(folded: str) -> Gist | None:
    """What a folded text says and nothing else; ``None``: it says more.

    >>> gist_of(fold("Super, vielen Dank, das war's!"))
    'closing'
    >>> gist_of(fold("ja klar"))
    'yes'
    >>> gist_of(fold("Danke für nichts")) is None
    True
    """
    words = frozenset(folded.split())
    if not words:
        return None
    if folded in _DONE or (words & _THANKS and words <= _THANKS | _AROUND_THANKS):
        return "closing"
    if words & _SURELY_NO and words <= _NO | _AROUND:
        return "no"
    if words & _YES and words <= _YES | _AROUND:
        return "yes"
    return None


# ----- questions and wishes ----------------------------------------------------------------------

_ASKING = words_in(
    """wann wo wie was wer wen wem woher wohin wozu warum wieso weshalb wieviel welche welcher
    welches welchen ab bis when where how what who which why whom whats wheres hows"""
)
_THEN = words_in(
    """ist sind seid war hat habt haben kann kannst können könnt könnte muss müssen soll sollen darf
    dürfen geht gehen gibt kostet kosten macht machen kommt kommen dauert brauche braucht wird
    werden bekomme bekommt finde findet passiert lange viel viele teuer hoch weit oft spät
    is are was does do did can could must should may will would has have much many long late far
    costs happens time"""
)
_INVERTED = frozenset(
    map(
        fold,
        (
            "kann ich",
            "kann man",
            "können Sie",
            "könnt ihr",
            "kannst du",
            "könnten Sie",
            "darf ich",
            "muss ich",
            "soll ich",
            "gibt es",
            "habt ihr",
            "haben Sie",
            "hast du",
            "seid ihr",
            "sind Sie",
            "ist das",
            "kostet das",
            "can I",
            "can you",
            "could you",
            "do you",
            "do I",
            "are you",
            "is there",
            "are there",
            "is it",
            "does it",
            "may I",
            "must I",
            "should I",
        ),
    )
)
_WISHES = tuple(
    fold(start) + " "
    for start in (
        "ich möchte",
        "ich will",
        "ich würde",
        "ich hätte",
        "ich brauche",
        "ich muss",
        "ich habe eine Frage",
        "wir möchten",
        "wir brauchen",
        "I want",
        "I would like",
        "I'd like",
        "I need",
        "I have a question",
        "we want",
        "we need",
    )
)
_BEFORE = words_in("und aber ach äh ähm hm hallo hi hey moment kurze frage sorry and but oh wait")
_DAYS = words_in(
    """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute morgen übermorgen
    vormittag nachmittag abend monday tuesday wednesday thursday friday saturday sunday today
    tomorrow morning afternoon evening"""
)
_LONGEST_QUESTION = 14
_FEW_WORDS = 3
"""Fewer with a question mark are an answer of somebody who is not sure."""
_LONGEST_WISH = 10


def asks(text: str) -> bool:
    """Whether ``text`` is one plain question, and neither a story with one in it nor an answer.

    >>> asks("Wann habt ihr offen?"), asks("und was kostet das")
    (True, True)
    >>> asks("Samstag?"), asks("Passt es am Freitag?"), asks("Es ist nass. Was nun?")
    (False, False, False)
    """
    words = _told(text)
    if not 2 <= len(words) <= _LONGEST_QUESTION or any(end in text.strip()[:-1] for end in "?!\n"):
        return False
    if ". " in text.strip():
        return False
    starts = words[0] in _ASKING or " ".join(words[:2]) in _INVERTED
    if text.rstrip().endswith("?"):
        return starts or (
            len(words) >= _FEW_WORDS and _DAYS.isdisjoint(words) and not _digits(text)
        )
    inverted = " ".join(words[:2]) in _INVERTED
    return inverted or (words[0] in _ASKING and words[1] in _THEN)


def wishes(text: str) -> bool:
    """Whether ``text`` is one short wish of the writer's.

    >>> wishes("Ich möchte lieber einen anderen Termin")
    True
    >>> wishes("Vor dem Haus, ich möchte nicht klingeln müssen")
    False
    """
    words = _told(text)
    return len(words) <= _LONGEST_WISH and f"{' '.join(words)} ".startswith(_WISHES)


def _told(text: str) -> list[str]:
    words = fold(text).split()
    while words and words[0] in _BEFORE:
        words.pop(0)
    return words


def _digits(text: str) -> bool:
    return any(mark.isdigit() for mark in text)
