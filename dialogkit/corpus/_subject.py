"""What a message is about, told by its words: whether somebody is content or speaks of new things.

================  ================================================================================
rule              said, for example
================  ================================================================================
`content`         customer: "läuft wieder, danke", "prima", "that did it", "you're a star"
`turns_to`        customer: "Übrigens, …", "Was kostet eigentlich …?", "Ach und noch was", "btw"
`fails_again`     customer: "dropping again", "bremse schleift wieder" after talk about just that
`leans`           customer: "… eine Cola dazu", "can you make it blue as well?"
`is_new`          "Was kostet ein Windsensor?" after a talk in which no such word was said
================  ================================================================================
"""

from __future__ import annotations

import re
from functools import lru_cache

from dialogkit.corpus._common_words import COMMON_STEMS, stem
from dialogkit.corpus._evidence import relapses, settled
from dialogkit.corpus._marks import idle
from dialogkit.corpus._marks_rules import (
    GOODBYE,
    GREETED,
    GREETING,
    LINES,
    OPENING,
    SHORT,
    THANKS,
    VALUE,
    WANTS,
    plain,
)

__all__ = ["content", "fails_again", "is_new", "leans", "says_again", "subject", "turns_to"]

_KEPT = 50_000
_FEW = 5
"""Other words that praise may hold."""
_PUNCTUATION = 3
"""Characters that may follow the last goodbye."""
_WORD = re.compile(r"[a-z]{2,}")
_LONG = re.compile(r"[a-z]{4,}")
_NAMES = re.compile(
    r"<[a-z_]{2,}(?:_[0-9a-f]+)?>|\b(?:herrn?|frau|familie|mr|mrs|ms|dr)\b\.? +(?:dr\b\.? +)?\w+"
)
"""Pseudonyms, and names behind a title: who is written to is no subject."""
_BETTER = r"(?:top|gut|ruhig|dicht|fit|warm|heil|fine|good|great)"
_THERE = r"(?:dicht|fertig|ruhig|angekommen|repariert)"
_PRAISE = re.compile(
    r"\b(?:prima|spitze|klasse|super|perfekt|perfect|wunderbar|traumhaft|toll|genial|geil|cool|nice"
    r"|brilliant|lovely|amazing|awesome|fantastic|wonderful|gorgeous|legend|lifesaver|hero|star"
    r"|schatz|ehrenmann|engel|gut zu wissen|good to know|deal|notiert|leiwand|very kind|too kind"
    r"|that was easy|lol ok|ok lol|schade|shame|too bad|great|fixed|sorted|erledigt|did it"
    r"|did the trick|much better|viel besser|received|angekommen|abgeholt|eingegangen|merci"
    r"|vergelt'?s gott|basst|passt|jut|joot|guad|stimmt (?:jetzt|nun|wieder)"
    r"|so kind|how kind|alles (?:ruhig|gut|ok|okay|bestens|fein|in ordnung)|(?:came|arrived) today"
    rf"|(?:feels|looks|works) \w+|(?:jetzt|nun|wieder|now) (?:\w+ )?{_BETTER}"
    rf"|(?:ist|sind|is|are) (?:jetzt |wieder |nun |now |back )*{_THERE}(?=\W*$))\b"
    "|[\U0001f44d\U0001f44f\U0001f389\U0001f44c\u2764\U0001f64f]"
)
_ASIDE = re.compile(
    r"\b(?:uebrigens|apropos|btw|by the way|nebenbei|forgot to ask|vergessen zu fragen"
    r"|while i(?:'m| am)? (?:think of it|at it|here|have you)|wenn (?:ich|wir) (?:schon|gerade)"
    r" (?:dabei|da|hier)|wo (?:ich|wir) (?:schon|gerade)|noch (?:was|etwas|eine frage|ne frage)"
    r"|one (?:more|last|other) (?:thing|question)|another (?:thing|question))\b"
    r"|^\W*(?:oh|ach)(?: ja)? (?:and|und)\b"
    r"|^\W*also[, ]+(?:my|our|the|i|can|could|do|does|is|are|how|what|where|when)\b"
)
_NO_MORE = re.compile(
    r"\b(?:nicht mehr|kein\w* mehr|no longer|not any ?more|no more"
    r"|(?:he|she|it|that|this|there|i|we|they|everything|all) (?:was|will))\b"
)
"""What neither denies nor asks: English "was" and "will" ask in German."""
_AGAIN = re.compile(
    r"\b(?:erneut|zurueck(?:gekehrt|gekommen)|wieder"
    r"(?! (?:eine?n?|mal|los|gut|melden|da sein|bestellen|kommen|gern\w*)\b))\b"
    r"|(?<!thanks )(?<!hi )(?<!hello )(?<!me )(?<!you )(?<!try )(?<!over )(?<!once )(?<!it )"
    r"\bagain\b"
)
_GREETS_AGAIN = re.compile(
    r"\b(?:(?:ich )?bin(?:'?s)? (?:ich )?(?:schon |mal )?wieder|(?:schon )?wieder ich"
    r"|ich (?:schon )?wieder"
    r"|(?:it'?s |its )?me again)\b"
)
"""Who is back says of nothing that it is so again."""
_LEANS = re.compile(
    r"\b(?:dazu|dabei|damit|darauf|drauf|davon|dafuer|darin|drin|daran|hierfuer|es|ihn|ihm"
    r"|diese[nrsm]?"
    r"|it|its|them|that|those|these|as well|too|instead|stattdessen)\b"
)
"""Who speaks so leans on what was said before."""
_NO_FAULT = re.compile(
    r"\b(?:wo|wann|wie|was|welche\w*|wer|kann|koennen|koennt\w*|darf|where|when|how|what|which"
    r"|who|can"
    r"|could|may|shall|should|will|would|need|want|please|bitte|moecht\w*|haett\w*|brauch\w*"
    r"|braeucht\w*|gern\w*|bestell\w*|order\w*|zurueckgeschickt|returned)\b"
)
"""Whoever asks for something again has no fault."""
_WONDERS = re.compile(r"\b(?:eigentlich|ausserdem)\b")


@lru_cache(maxsize=_KEPT)
def content(text: str) -> bool:
    """Whether a customer's message ends in being content: nothing is asked for any more.

    >>> content("läuft wieder, danke"), content("danke, und wo ist es?"), content("ja, Dienstag")
    (True, False, False)
    """
    words = plain(text).strip()
    if not words or len(words) > 2 * SHORT or "?" in words:
        return False
    thanks = THANKS.search(words)
    if OPENING.search(words) and not thanks:
        return False  # "hi lovely team" praises nobody
    if idle(text):
        return True
    last = _NO_MORE.sub(" ", LINES.split(words)[-1])
    if any(len(last) - bye.end() <= _PUNCTUATION for bye in GOODBYE.finditer(last)):
        return len(last) <= SHORT
    if WANTS.search(last) or settled(text) == "no":
        return False
    if relapses(text):
        return False
    if thanks or settled(last) == "yes":
        return True
    rest = _WORD.findall(_PRAISE.sub(" ", last))
    return bool(_PRAISE.search(last)) and len(rest) <= _FEW and not VALUE.search(last)


def turns_to(text: str, around: str) -> bool:
    """Whether a customer comes to something else in passing.

    >>> turns_to("Übrigens ist die Lampe kaputt", "Die Heizung läuft.")
    True
    >>> turns_to("Übrigens: die Heizung läuft", "Die Heizung läuft.")
    False
    """
    words = plain(text)
    if _ASIDE.search(words):
        return bool(subject(text) - subject(around)) and not leans(text)
    return bool(_WONDERS.search(words)) and is_new(text, around)


def leans(text: str) -> bool:
    """Whether a text points at what was said before it.

    >>> leans("Noch was: bitte eine Cola dazu"), leans("Noch was: die Lampe ist kaputt")
    (True, False)
    """
    return bool(_LEANS.search(plain(text)))


def fails_again(text: str, around: str) -> bool:
    """Whether a customer says that something that was spoken of is as bad as it was.

    >>> fails_again("Die Bremse schleift wieder", "Hinten schleift die Bremse")
    True
    >>> fails_again("Die Bremse geht wieder, danke", "Die Bremse"), fails_again("Wieder ich", "")
    (False, False)
    """
    if relapses(text):
        return True
    return says_again(text) and bool(subject(text) & subject(around))


def says_again(text: str) -> bool:
    """Whether a customer says of something that it is so again, and neither asks nor is content.

    >>> says_again("Die Bremse schleift wieder"), says_again("Wann haben Sie wieder auf?")
    (True, False)
    """
    words = _GREETS_AGAIN.sub(" ", plain(text))
    if not _AGAIN.search(words) or _NO_FAULT.search(words) or content(text):
        return False
    return settled(text) != "yes"


@lru_cache(maxsize=_KEPT)
def subject(text: str) -> frozenset[str]:
    """Stems of the words that tell what a text is about.

    >>> sorted(subject("Was kostet denn ein Windsensor?"))
    ['windse']
    """
    words = re.sub(GREETED, " ", GREETING.sub(" ", _NAMES.sub(" ", plain(text))))
    return frozenset(stem(word) for word in _LONG.findall(words)) - COMMON_STEMS


def is_new(text: str, around: str) -> bool:
    """Whether a text is about something, and none of it was said around it."""
    own = subject(text)
    return bool(own) and not own & subject(around)
