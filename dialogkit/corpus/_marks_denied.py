"""Whether a customer denies what the company said was done, sent, ordered, planned or promised.

"Ich habe sie noch einmal geschickt." "Wieder nichts": however long it took to look for it, that
goes on with the same matter. Mere thanks, and what the company adds out of courtesy, change nothing
about it; "läuft, danke" does, for what fails then has failed anew. There are two kinds:

============  ====================================================================================
kind          said, for example, after "Der Techniker war da, der Aufzug läuft wieder."
============  ====================================================================================
elliptic      "Tut er nicht", "still nothing", "wie vorher", "nope, not there": names nothing, or
              nothing but how it is, and means nothing without what was said before
full          "Der Aufzug steht immer noch": names first, or for the most part, what was spoken of
============  ====================================================================================

What names another thing or another number, a person who is ill again, a wish for the same again and
"noch eine Frage" are new matters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from dialogkit.corpus import _marks, _marks_owed, _subject
from dialogkit.corpus._common_words import COMMON_STEMS, stem
from dialogkit.corpus._evidence import relapses, settled
from dialogkit.corpus._evidence_ahead import tells_fault
from dialogkit.corpus._evidence_team_marks import team_marks
from dialogkit.corpus._evidence_text import any_of, plain, sentences
from dialogkit.corpus._marks_rules import GREETED, GREETING, SHORT, THANKS
from dialogkit.corpus._still_open import ANOTHER, ILL

__all__ = ["Denial", "about", "claims", "denial", "denials", "denies", "words_of"]

_KEPT = 10_000
_STILL = any_of(
    r"\b(?:immer ?noch|noch immer|nach wie vor|weiterhin|unverändert|trotzdem|dennoch"
    r"|genau ?so(?: \w+)? wie|(?:\w+ )?wie (?:vorher|zuvor|davor|gehabt|eh und je|gestern"
    r"|am anfang))\b",
    r"\b(?:still|(?:as|like|than) (?:before|yesterday|ever)|unchanged|to no avail|no (?:difference"
    r"|change|better|luck|joy)|not any better)\b",
    r"\b(?:kein(?:e|en)? (?:unterschied|änderung|besserung|erfolg|veränderung)|nichts geändert"
    r"|ändert(?:e)? nichts|bringt nichts|hat nichts gebracht)\b",
)
"""It is as it was."""
_SAME = any_of(
    r"\b(?:d(?:as|er|ie|en|em) ?(?:selbe|gleiche)[nrsm]?|die ?selben|die alten?|der alte|das alte"
    r"|den alten)\b",
    r"\b(?:(?:the |my |our )?same|the old|my old|our old)\b",
)
"""What was to be another is the same."""
_WRONG = any_of(r"\b(?:falsche?[nrsm]?|verkehrte?[nrsm]?|wrong(?:ly)?)\b")
_NOT = any_of(
    r"\b(?:nicht|nichts|nix|net|ned|nie|niemals|niemand|kein\w*|nirgends?|fehlt|fehlen)\b",
    r"\b(?:no|not|nope|nothing|never|nobody|none|noone|nowhere|missing|cannot|cant|wont"
    r"|(?:is|are|was|were|do|does|did|has|have|had|could|would)nt)\b",
)
_FLAT = any_of(
    r"^\W*(?:(?:leider|sorry|hm+|äh|also|nein|nee?|nö|no|ach|und|but|and|aber|schon|well|oh)\W+)*"
    r"(?:nichts|nix|nope|nothing|nada|no,? not|not there|again (?:nothing|no|not)|wieder nichts"
    r"|wieder nix|nö|nee)\b",
    r"\b(?:nichts|nix|nicht|kein\w*|nothing|no|not|isnt|arent|wasnt|werent)\b(?: \w+){0,3} (?:da"
    r"|drin|drauf|dabei|dran|zu sehen|zu finden|there|here|in it|attached|on it)\b",
    r"\b(?:da|hier|there|here) (?:ist|war|waren|steht|is|was|were|came|kam|kommt) (?:\w+ )?"
    r"(?:nichts|nix|nicht|kein\w*|niemand|no|nothing|nobody|not)\b",
    r"\b(?:tut|geht|ging|klappt|stimmt|funktioniert|hilft|half) (?:es|er|sie|das|leider|so|aber"
    r"|trotzdem|auch|mir|bei mir| )*(?:nicht|nix|net|ned|nichts)\b",
    r"^\W*(?:it|they|he|she|that|this|there) (?:\w+ )?(?:didnt|doesnt|isnt|arent|wasnt|werent"
    r"|hasnt|havent|never|not|did not|does not|is not|was not|has not|have not|wont)\b",
)
"""No more than that it is not so, or not there."""
_WANTED = any_of(
    r"\b(?:kann|könnt\w*|können|darf|dürfen|würde\w*|möcht\w*|hätt\w*|brauch\w*|bräucht\w*|gerne?"
    r"|bitte|bestell\w*)\b",
    r"\b(?:could|may|shall|should|would|need|want|please|order(?!ed))\b",
)
_NO_THING = any_of(
    r"\b(?:app|apps|portal\w*|system|profil\w*|dashboard|website|webseite|seite|page|list|liste"
    r"|ordner|folder|spam\w*|junk|kontoauszug|statement|e-?mail\w*|mail\w*|sms|anhang|attachment"
    r"|attached|bank|screen|bildschirm|version|konto\w*|phone|handy)\b",
    r"\b(?:unterschied|änderung|besserung|erfolg|veränderung|difference|change|luck|avail|genauso"
    r"|unverändert|weiterhin|trotzdem|dennoch|unchanged|dieselbe[nrsm]?|selbe[nrsm]?|gleiche[nrsm]?"
    r"|derselbe|dasselbe|denselben|demselben|erneut|wrong|falsche?[nrsm]?|morning|nowhere|nirgends?"
    r"|nope|versucht|probiert|restarted|neu ?gestartet|geändert|gebracht|sieht|says?|shows?|lost"
    r"|help|work\w*)\b",
    r"\b(?:is|are|was|were|do|does|did|has|have|had|could|would|wo|ca)nt\b",
)
"""Where one looks for what was sent, and words of denying itself."""
_OWN_THING = re.compile(
    r"\b(?:the|my|our|your|his|her|their|an?|this|these|those|mein\w*|unser\w*|ihr\w*|euer|eure\w*"
    r"|der|die|den|dem|des|ein(?:e[nrms]?)?|im|am|beim|vom|zum|zur|two|three|four|zwei|drei|vier)"
    r"\s+((?:\w+\s+)?[a-z]{4,})"
)
"""An article and what it stands with: a thing is named."""
_LACKING = re.compile(r"\b(?:kein(?:e[nrms]?)?|no)\s+((?:\w+\s+)?[a-z]{4,})")
_NAMED_DE = re.compile(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ]\w{2,}")
"""A noun, written with a capital within a sentence."""
_BACK = any_of(
    r"\b(?:ich bins?|da bin ich|bin|its me|me|hallo|hi|hey|hello|moin|servus|guten \w+|good \w+)\W+"
    r"(?:\w+ )?(?:schon |nochmal |once )?(?:wieder|again)\b(?: (?:ein)?mal)?"
    r"|\b(?:wrong number|falsche nummer|falsch verbunden)\b"
)
"""Who greets again says of nothing that it is so again."""
_NUMBER = re.compile(r"<[a-z_]+_[0-9a-f]{2,}>|(?!(?:19|20)\d\d\b)\b[a-z]*\d{3,}")
_WORD = re.compile(r"[a-z]{4,}")
_NO_NEED = any_of(
    r"\b(?:nicht|kein\w*) (?:mehr )?(?:nötig|notwendig|gebraucht|eilig|schlimm)\b|\bkein problem\b"
    r"|\b(?:brauch\w*) (?:\w+ )?(?:nicht|kein\w*)\b|\bno (?:problem|worries|need|rush|longer)\b"
    r"|\b(?:dont|do not|wont) (?:\w+ )?need\b|\bnot urgent\b"
)
_WHERE = re.compile(
    r"\b(?:in|im|ins|on|at|auf|an|am|bei|beim|aus|from|for|fuer|of|with|mit|von|vom|zu|zum|zur|nach"
    r"|to)\s+(?:(?:the|my|our|your|dem|der|den|das|die|mein\w*|unser\w*|ihr\w*|ein\w*)\s+)?\w+"
)
"""Where it is, or of what: not the thing itself."""
_INITIALS = re.compile(
    r"\b(?!(?:OK|SMS|PDF|ID|PS|NO|JA|NOT|NIE|UND|IST|THE|YOU|NOW|ALL|DAS|DIE|DER|TAN|QR)\b)"
    r"[A-ZÄÖÜ]{2,3}\b(?![^\W\d_])"
)
"""Things with short names: "AC", "TV", "DSL"."""
_NEWLY = any_of(
    r"\b(?:nicht|nichts|kein\w*) mehr\b|\b(?:plötzlich|auf einmal|neuerdings)\b"
    r"|\bseit (?:heute|gestern|vorgestern|\w+tag|letzte\w*|dieser|der nacht|kurzem)\b",
    r"\b(?:no longer|any ?more|suddenly|all of a sudden)\b"
    r"|\bsince (?:this|yesterday|last|today|\w+day)\b",
)
"""Until then it was well: what fails so is new."""
_LIKE = {
    " geld ": any_of(
        r"\b(?:geld\w*|betrag|(?:rück)?(?:erstattung|zahlung|überweisung|buchung)|gutschrift"
        r"|angewiesen|überwiesen|erstattet|money|refund(?:s|ed)?|payments?|paid|transfer(?:red)?)\b"
    ),
    " adresse ": any_of(r"\b(?:adresse|anschrift|address)\b"),
    " kommt ": any_of(
        r"\b(?:techniker|monteur|handwerker|installateur|klempner|elektriker|kurier|fahrer)\b"
    ),
}
"""What has more than one name; who is sent is no thing."""
_FEW = 2
"""Words of how it is that an elliptic denial may hold."""
_ENDING = 3
"""Letters in which forms of one word may differ at the end."""
_HEAD = 5
"""Letters of a word that may be the end of a longer one."""
_CLAIM = frozenset({"done", "sent", "plan", "ahead", "promise"})
_CLAIMS = any_of(
    r"\b(?:wieder|jetzt|nun|bereits|schon|inzwischen)\b[^.!?\n]{0,20}\b(?:läuft|geht|da|frei|warm"
    r"|an|online|erreichbar|strom|wasser|internet|licht|gehen|klappen|laufen|funktionier\w*)\b"
    r"|\b(?:gebe|leite|reiche|schicke|sende|melde|rufe|bestelle|kümmere?|prüfe|tausche)n? (?:ich"
    r"|wir)\b|\b(?:läuft|geht|funktioniert|fährt|heizt)\b[^.!?\n]{0,20}\b(?:wieder|jetzt|nun)\b",
    r"\b(?:war|waren)\b(?: \w+){0,4} (?:da|vor ort|bei ihnen|bei dir)\b"
    r"|\b(?:habe?|hat|haben|ist|sind|wurden?)\b[^.!?\n]{0,60}\b(?:\w*ge\w{2,}(?:t|en)|be\w{3,}t|ver\w{3,}t"
    r"|er\w{3,}t|über\w{3,}(?:t|en)|\w{3,}iert|raus|unterwegs|angewiesen|drin|drauf|neu)\b",
    r"\b(?:liegt|liegen|steht|stehen|hängt|finden sie)\b[^.!?\n]{0,40}\b(?:im|in|bereit|an|auf"
    r"|unter|bei)\b",
    r"\b(?:should|is|are|its|thats|be)\b[^.!?\n]{0,30}\b(?:now|back|fine|fixed|working|running"
    r"|sorted|un\w+ed|up|live|resolved)\b",
    r"\b(?:we|i|they|he|she|it|ive|weve|been|crew|team|engineer|technician|plumber|someone|somebody"
    r"|maintenance|contractor|driver|it)\b(?: \w+){0,4} (?:\w{3,}ed|went|put|sent|took|came|reset"
    r"|left|made|gave)\b",
    r"^\W*(?:(?:all|ok|now|just|is|ist) )*(?:\w{3,}(?<!ne)ed|sorted|done|\w*ge\w{2,}t"
    r"|\w{3,}iert)\b",
    r"\byou(?: now)? have\b[^.!?\n]{0,20}\b(?:now|access)\b|\bsie haben (?:jetzt|nun|wieder)\b",
)
"""More by which a company says that something was done or is well."""

Words = frozenset[str]


class Denial(NamedTuple):
    """What a customer's message that denies something says of what it denies."""

    names: tuple[str, ...]
    """The words that name something, in order."""
    lacking: tuple[str, ...]
    """Those of what there is none of."""
    asked: tuple[str, ...]
    """Those of its questions."""
    bare: bool
    """Whether it names nothing at all, no number either."""
    elliptic: bool
    """Whether it names no thing, but says that it is so still or again."""
    numbers: Words
    """Numbers that it names."""
    initials: Words
    """Things with short names."""
    still: bool
    """Whether it says that it is as it was."""
    again: bool
    """Whether it says that it is so again."""
    missing: bool
    """Whether it says that it is not so, is not there, or has not come."""

    @property
    def plainly(self) -> bool:
        """Whether it says so, or that it is so still or again."""
        return self.still or self.again or self.missing


def denies(
    said: str, lately: Sequence[tuple[bool, str]], around: str, *, soon: bool = False
) -> bool:
    """Whether a customer denies or complains of what the company said last.

    >>> told = "Der Techniker war da, der Aufzug läuft wieder."
    >>> denies("Der Aufzug steht immer noch", [(False, told)], told)
    True
    >>> denies("Die Haustür klemmt immer noch", [(False, told)], told)
    False

    Args:
        said: The customer's turn.
        lately: The messages before it, in order.
        around: All that was said in them.
        soon: Whether it comes so soon that another errand may have like words: then it must say
            that it is so still or again, or that something is not there or has not come.
    """
    found = denial(said)
    if found is None or not _claimed(lately, again=found.again and not found.bare):
        return False
    before = plain_all(around)
    if any(number not in before for number in found.numbers):
        return False
    if found.initials and not found.initials <= set(before.split()):
        return False
    if found.bare or found.elliptic:
        return found.missing or found.still or (found.again and not soon)
    if len(said) > SHORT and not (found.again or found.still):
        return False
    if not found.plainly and (soon or _WANTED.search(plain(said))):
        return False
    return about(found, words_of(around))


@lru_cache(maxsize=_KEPT)
def denial(said: str) -> Denial | None:
    """What a text says of what it denies; None where it denies nothing.

    >>> denial("Wieder nichts").bare, denial("Danke, die Rechnung ist da") is None
    (True, True)
    """
    words = _BACK.sub(" ", plain(said))
    if len(words) > 2 * SHORT or not _may_deny(words):
        return None
    if ILL.search(words) or _NO_NEED.search(words) or _subject.content(said):
        return None
    if _marks.opens_other(said) or _marks.opens_further(said) or _another(words):
        return None
    told = [one for one in sentences(words) if not one.endswith("?") and _denying(one)]
    if not told:
        return None
    asked = _names(" ".join(one for one in sentences(words) if one.endswith("?")))
    so_still = any(_STILL.search(one) or _subject.says_again(one) for one in told)
    whole = " ".join(told)
    names = _names(_WHERE.sub(" ", whole)) or _names(whole)
    things = _names(" ".join(_OWN_THING.findall(words)))
    nouns = _names(plain(" ".join(_NAMED_DE.findall(said))))
    return Denial(
        names=tuple(name for name in names if name in nouns) or names,
        lacking=_names(" ".join(_LACKING.findall(whole))),
        bare=not names and not _names(words) and not _NUMBER.search(words),
        elliptic=so_still and len(names) <= _FEW and not (things or nouns or _NUMBER.search(words)),
        asked=asked,
        numbers=frozenset(_NUMBER.findall(words)),
        initials=frozenset(name.lower() for name in _INITIALS.findall(said)),
        still=any(map(_STILL.search, told)),
        again=any(_subject.says_again(one) or relapses(one) for one in told),
        missing=any(_FLAT.search(one) or _marks_owed.misses(one) for one in told),
    )


def denials(said: str) -> tuple[str, ...]:
    """Marks of a customer's words: ``doubts`` where they deny something, whatever it may be.

    And ``denies`` where they name nothing that need be known for that.

    >>> denials("Wieder nichts"), denials("Die Klingel geht nicht"), denials("Danke!")
    (('doubts', 'denies'), ('doubts',), ())
    """
    found = denial(said)
    if found is None:
        return ()
    return ("doubts", "denies") if found.plainly and (found.bare or found.elliptic) else ("doubts",)


def _may_deny(words: str) -> bool:
    rules = (_NOT, _STILL, _SAME, _WRONG)
    return (
        "wieder" in words
        or "again" in words
        or "erneut" in words
        or any(rule.search(words) for rule in rules)
        or tells_fault(words)
    )


def _denying(one: str) -> bool:
    if _STILL.search(one) or _subject.says_again(one) or settled(one) == "no":
        return True
    if _WANTED.search(one) or _NEWLY.search(one):
        return False
    return (
        _marks_owed.misses(one)
        or any(rule.search(one) for rule in (_FLAT, _NOT, _SAME, _WRONG))
        or tells_fault(one)
    )


def _another(words: str) -> bool:
    """Whether it is another thing; what happens even with the new one is no other."""
    return bool(ANOTHER.search(re.sub(r"\b(?:auch (?:mit|nach|in|mir|so)|even)\b", " ", words)))


def _claimed(lately: Sequence[tuple[bool, str]], *, again: bool) -> bool:
    """Whether the company's last turn said that something was done, or is to be.

    What is so again, though the customer had thanked for it, has failed anew.
    """
    if again and any(customers and _subject.content(said) for customers, said in lately):
        return False
    turn: list[str] = []
    for customers, said in reversed(lately):
        if not customers:
            if not _marks.courteous(said):
                turn.append(said)
        elif turn:
            break
        elif not _marks.idle(said) or _well(said):
            return False
    if not turn or ("?" in turn[0] and _marks.asks_back(turn[0])):
        return False
    return any(map(claims, turn))


def claims(text: str) -> bool:
    """Whether the company says that something was done or sent, is well now, or is to come.

    >>> claims("Der Techniker war da."), claims("Das können wir leider nicht ändern.")
    (True, False)
    """
    marks = set(team_marks(text, "agent"))
    if "bad_news" in marks:
        return False
    told = (one for one in sentences(plain(text)) if not _NOT.search(one))
    return bool(_CLAIM & marks) or any(_CLAIMS.search(one) for one in told)


def _well(text: str) -> bool:
    """Whether a customer says more than thanks: that it is well now."""
    if settled(THANKS.sub(" ", plain(text))) == "yes":
        return True
    return _subject.content(text) and not _marks.idle(text)


def plain_all(text: str) -> str:
    """All lines of a text made plain: of each only the beginning is looked at."""
    return "\n".join(map(plain, text.split("\n")))


def words_of(text: str) -> Words:
    """The words of a text that tell what it is about, whole."""
    return frozenset(_names(plain_all(text)))


def _names(words: str) -> tuple[str, ...]:
    for name, like in _LIKE.items():
        words = like.sub(name, words)
    rest = re.sub(GREETED, " ", GREETING.sub(" ", words))
    rest = _NO_THING.sub(" ", _marks_owed.NAMES_NONE.sub(" ", rest))
    return tuple(word for word in _WORD.findall(rest) if stem(word) not in COMMON_STEMS)


def about(found: Denial, known: Words) -> bool:
    """Whether the first name, or more than half of all, are forms of words that are known.

    "Schlüssel" is one, after talk of an "Ersatzschlüssel". What is said to be missing ("kein
    Schlüssel") must be known itself.
    """
    by_head: dict[str, list[str]] = {}
    for word in known:
        by_head.setdefault(word[:4], []).append(word)
    met, lacking, asked = (
        [
            any(_alike(name, word) for word in by_head.get(name[:4], ()))
            or (len(name) >= _HEAD and any(word.endswith(name) for word in known))
            for name in names
        ]
        for names in (found.names, found.lacking, found.asked)
    )
    if any(parts and not any(parts) for parts in (lacking, asked)):
        return False
    return any(met) and (met[0] or 2 * sum(met) > len(met))


def _alike(one: str, other: str) -> bool:
    """Whether a name differs in its ending alone from another word: "Rechnungen", "Rechnung"."""
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return max(len(one), len(other)) - shared <= _ENDING
