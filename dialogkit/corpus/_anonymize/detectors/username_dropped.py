"""Accounts by their names, to be dropped or kept: "please delete tbeau-old"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import is_english
from dialogkit.corpus._anonymize._programs import is_somebodys
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    fold,
    is_english_word,
    is_noun,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_DOES = word_set(
    "delete remove deactivate disable close suspend unlock unblock lock block reset rename "
    "reactivate restore merge purge drop ban unban freeze unfreeze archive revoke enable activate "
    "keep transfer migrate deleted removed deactivated disabled closed suspended unlocked locked "
    "blocked reset renamed reactivated restored merged banned deleting removing closing into with "
    "is was to from as under account login username user"
)
_WORDS = (
    r"(?: (?:the|my|our|his|her|their|old|new|second|other|duplicate|extra|spare|first|wrong|now"
    r"|account|user|login|profile|seat|called|named|instead of|still|just|only|be|is|was|and)){0,4}"
)
_DROPPED = re.compile(
    rf"(?i:{'|'.join(sorted(_DOES, key=len, reverse=True))}){_WORDS} [\"'“‘]?"
    r"(?P<name>[a-z][a-z0-9]{1,20}(?:[._-][a-z0-9]{1,15}){0,3})(?![\w@/]|[.-]\w)"
)
_HEADS = heads_of(whole=_DOES)
_ACCOUNTS = word_set(
    "account accounts login logins user users username usernames workspace owner seat seats "
    "licence license profile profiles password signin admin tenant mailbox handle portal member"
)
_MARK_CUE = cue(marks="-_.")
_FILE = re.compile(
    r"\.(?:html?|json|xlsx?|docx?|pptx?|mp[34]|pdf|csv|txt|zip|png|jpe?g|gif|exe|log|bak|cfg"
    r"|com|net|org|co|uk|ie|ca|au|io|gov|edu|app|dev)\Z"
)
CUES = _HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """Words with a mark in them that are no words, behind what is done to an account."""
    cues = cues_in(text)
    if not cues & _HEADS.cue or not cues & _MARK_CUE:
        return
    words = words_of(text)
    if words.isdisjoint(_ACCOUNTS) or not is_english(words):
        return
    for match in in_order(at_words(_DROPPED, text, _HEADS)):
        if _is_account(match["name"]):
            yield Span(*match.span("name"), "USERNAME")


def _is_account(name: str) -> bool:
    """Whether the longest part of a word with marks is no word: "tbeau-old", not "auto-renew"."""
    parts = [fold(part) for part in re.findall(r"[a-z]+", name)]
    if len(re.split(r"[._-]", name)) < 2 or _FILE.search(name) is not None:
        return False
    strange = [p for p in parts if len(p) > 2 and not _is_word(p)]
    return bool(strange) and is_somebodys(name.replace("-", "."))


def _is_word(form: str) -> bool:
    return is_english_word(form) or is_noun(form) or form in plain_words()
