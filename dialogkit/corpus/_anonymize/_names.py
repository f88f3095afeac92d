"""Reading a name at a place where a cue says one may stand."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from dialogkit.corpus._anonymize._cues import heads_of
from dialogkit.corpus._anonymize._name_words import DATES, NOUN_ENDS, NOUN_NAMES
from dialogkit.corpus._anonymize._participants import TITLES
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    brands,
    common_english,
    company,
    fold,
    folded_set,
    forenames,
    given,
    is_noun,
    listed_nouns,
    ordinary,
    plain_words,
    unmistakable,
    vocabulary,
    word_set,
)

__all__ = [
    "CAPITAL",
    "CAPITAL_HEADS",
    "COMPANY_AFTER",
    "DATES",
    "FAMILY_ENDS",
    "FOREIGN",
    "GAP",
    "NOUN_ENDS",
    "NOUN_NAMES",
    "TITLE",
    "Cue",
    "begins_capital",
    "could_be_name",
    "is_english",
    "is_german",
    "is_given",
    "is_noun_name",
    "read_name",
]

_UPPER = "[A-ZÄÖÜÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽȘȚ]"
CAPITAL = (
    rf"(?:{_UPPER}(?:['’][A-ZÄÖÜ])?"
    r"(?:[^\W\d_A-Z]+(?:[A-Z][^\W\d_A-Z]+)?)(?:-[^\W\d_]+)?)"
)
"""A word with a capital and small letters after it: McGregor, O'Brien, Müller-Lüdenscheidt."""

_CAPITAL_HEAD = re.compile(rf"{_UPPER}(?:[^A-Z]|\Z)")


def begins_capital(word: str, _form: str = "") -> bool:
    """Whether a `CAPITAL` can begin with this word."""
    return _CAPITAL_HEAD.match(word) is not None


CAPITAL_HEADS = heads_of(test=begins_capital)
"""What a `CAPITAL` can begin with, where none stands within a word."""

GAP = r"[\s,.!:;–—~*_\-]{0,6}"
"""What may stand between a cue and a name: marks and line ends."""

_ONE_TITLE = (
    r"(?:herrn?|hrn?\.?|frau|fr\.|fräulein|familie|fam\.?|dr\.?|prof\.?|professor(?:in)?|doktor"
    r"|mag\."
    r"|dipl\.-?ing\.|mr\.?|mrs\.?|ms\.?|miss|mx\.?|mme|mlle|madame|monsieur|signora?|sig\.(?:ra)?"
    r"|señora?|sra?\.|mevrouw|meneer|dhr\.|mevr\.|senhora?|pani?|bay(?:an)?|sayın)"
)
TITLE = rf"(?:{_ONE_TITLE}[ \u00a0]{{1,2}}(?:med\. )?){{0,4}}"
"""Titles before a name, as many as there are; matches nothing too."""

_PARTICLES = (
    r"(?:(?:von|van|vom|zu|zur|de|del|della|di|da|dos|do|du|el|al|ibn|abu|ten|ter|la|le|lo|li|ó|ní|mac"
    r"|nic|mc|bin|ben|san|wa|ould|st\.?)(?: (?:der|den|dem|la|las|los|und zu|['’]t))? "
    r"|al-|el-|ez-|as-|ar-|[OD]['’]|Mc |Mac |['’]t )"
)
_FIRST = "[vVzZdDeEaAiIıİtTlLóÓnNmMbBsSſwWoO'’]"
"""Letters that particles begin with."""
_WORD = r"[^\W\d_]+(?:['’´`-][^\W\d_]+)*(?!\w)"
_TOKEN = re.compile(
    r"(?P<initial>[A-ZÄÖÜ]\.(?:[ -]?[A-ZÄÖÜ]\.)?)(?=[ -]?[A-ZÄÖÜ][^\W\d_])"
    rf"|(?P<before>(?:(?={_FIRST})(?i:{_PARTICLES})){{0,2}})(?P<word>{_WORD})"
)
_SPACE = re.compile(r"[ \u00a0]{0,2}")
_STOP = re.compile(r"[^\w\n'’-]*(?:[,.;:!?\n)\"…]|$)")
_MOST = 4
_CROWD = ("zus", "zsu", "beina", "leut", "kolleg", "freund", "team", "guy", "folk", "every")
"""How words for all of them begin, mistyped (``zusamen``) or not."""
_PEOPLE_ENDS = ("er", "in", "ent", "ant", "ist", "ian", "ist", "end")
_NO_NAME_AFTER_TITLE = folded_set(
    "und oder in am im an auf aus bei mit nach von der die das den dem ist hat war ich sie er "
    "es wir bitte danke damen herren ober nachbar nachbarin kollege kollegin doktor professor "
    "mitarbeiter nicht kunde kundin sir madam or and is has the you i we a an to for at on it "
    "was will if please president manager customer service team your my who that this there "
    "know me"
)


_ENGLISH = word_set(
    "the and is was my you i to for of it that have not this with your on but be are we they he "
    "she has had from at please me her his our will would by as when been were do can"
)
_GERMAN = word_set(
    "der die das und ist war mein meine sie ich zu für von es dass habe nicht mit ihr ihre auf "
    "aber wir er hat hatte aus bei bitte mir mich den dem ein eine einen wird wurde noch auch "
    "im am zum als wie nach um sich so oder wenn nur"
)


@lru_cache(maxsize=8)
def is_english(words: frozenset[str]) -> bool:
    """Whether a text of these words (lower case) is English rather than German."""
    return len(words & _ENGLISH) > len(words & _GERMAN)


@lru_cache(maxsize=8)
def is_german(words: frozenset[str]) -> bool:
    """Whether a text of these words (lower case) is surely German rather than English."""
    return len(words & _GERMAN) > len(words & _ENGLISH)


@lru_cache(maxsize=1 << 14)
def could_be_name(word: str) -> bool:
    """Whether an unknown word is none of those that are surely something else."""
    form = fold(word)
    if len(form) < 3 or form in plain_words() or form.endswith(NOUN_ENDS):
        return False
    return not form.startswith(_CROWD) and not is_noun(form)


class Cue(IntEnum):
    """How surely a cue says that a name follows."""

    WEAK = 1
    """``ich bin …``: a known name, or a capital that looks like no other noun."""
    LIKELY = 2
    """``Hallo …``, ``Liebe Grüße …``: anything but an ordinary word."""
    SURE = 3
    """``mein Name ist …``: likewise, in lower case too."""
    TITLE = 4
    """``Herr …``: ordinary nouns are family names here (König, Sommer)."""


COMPANY_AFTER = re.compile(
    r"(?:-[A-ZÄÖÜ][\w-]{0,30}+)?(?: [A-ZÄÖÜ][\w-]{0,30}+)?"
    r"(?: (?:g?GmbH|mbH|AG|KG|OHG|SE|UG|e\. ?V\."
    r"|eG|GbR|Ltd|Limited|Inc|LLC|PLC|plc|Corp|Co\.|und (?:Söhne|Partner)|and (?:Sons?|Partners?))"
    r"| ?& ?(?:Co|Sohn|Söhne|Sons?|Partners?|Töchter))(?![\w-])"
)
"""Behind a name that is a company's: "Bergmann Haustechnik GmbH", "Bergmann & Söhne".

One word may stand between, and no "und": in "Frau Schmidt und Bergmann GmbH" she is somebody else.
"""


FAMILY_ENDS = re.compile(
    r"(?:m[ae][iy]er|mann|ow?s?ski|sk[aáyi]|son|sen|wic?z|czyk|czak|enko|chuk|ov[aá]?|ic|oglu|idis"
    r"|opoulos|akis|yan|ian|stein|berg|bach|feld|hofer?|bauer|huber|muller|schmidt|ner|ler|ert|ath"
    r"|ke|ck|tz|ini|elli|etti|ez|es|eira|ton|ham|ley|fall|worth|wood|ford|shaw|by)$"
)
"""How family names end that no list holds."""


@lru_cache(maxsize=1 << 14)
def is_given(word: str) -> bool:
    """Whether a word, or a part of it between hyphens, is a known name."""
    return fold(word) in given() or any(fold(part) in given() for part in word.split("-"))


def read_name(text: str, at: int, cue: Cue) -> int | None:
    """Where the name that begins at ``at`` ends; None where no name begins there."""
    token = _TOKEN.match(text, at)
    if token is None or not _begins(text, token, cue):
        return None
    first, end = token, token.end()
    for _ in range(_MOST - 1):
        space = _SPACE.match(text, end)
        token = _TOKEN.match(text, space.end()) if space else None
        if token is None or (token.start() == end and not first["initial"]):
            break
        if token["word"] and _is_company(token["word"]):
            return None
        if not _goes_on(text, first, token, cue):
            end = _short_end(first, token) or end
            break
        end = token.end()
    return end


_SHORT_NAMES = word_set(
    "an do ha ho im la lai le li lo lu lam luu ma mai nam ng ngo oh on song son sun ta to tran "
    "van vo vu wu xu ye yi yu"
)
"""Family names that are words or particles elsewhere: behind a given name they are that name."""


def _short_end(first: re.Match[str], token: re.Match[str]) -> int | None:
    """Where "Trinh Le" ends that goes on in small letters; ``Le`` is taken for a particle there."""
    before = token["before"] or ""
    particle = before[:1].isupper() and before.strip().lower() in _SHORT_NAMES
    if not particle or first["word"] is None:
        return None
    if not (is_given(first["word"]) or could_be_name(first["word"])):
        return None
    return token.start() + len(before.rstrip())


@lru_cache(maxsize=1 << 14)
def _is_company(word: str) -> bool:
    """Whether a word, or a part of it between hyphens, is one of companies and teams."""
    return any(fold(part) in company() for part in word.split("-"))


def _capital(text: str, word: str) -> bool:
    """Whether ``word`` has a capital that says something: not in a text all in capitals."""
    return word[0].isupper() and not (word.isupper() and len(word) > 1 and text.isupper())


def _begins(text: str, token: re.Match[str], cue: Cue) -> bool:
    word = token["word"]
    if word is None:
        return cue >= Cue.LIKELY
    form, capital = fold(word), _capital(text, word)
    if _is_company(word) or form in TITLES:
        return False
    if token["before"] and not capital:
        return cue == Cue.TITLE and could_be_name(word)
    if token["before"] and cue != Cue.TITLE and form in brands():
        return False  # "der Techniker von Vaillant"
    if _is_contraction(word):
        return False
    known = is_given(word) or form in ambiguous()
    if cue == Cue.TITLE:
        noun = capital or known or form in NOUN_NAMES or form not in ordinary()
        return form not in _NO_NAME_AFTER_TITLE and noun
    if form in ordinary():
        if not capital or not (known or form in forenames()):
            return False
        if _family_name_follows(text, token.end()):
            return True
        return known and cue >= Cue.LIKELY and _STOP.match(text, token.end()) is not None
    if cue == Cue.SURE:
        return len(word) > 1 and (capital or known or not is_noun(form))
    return known or _could_be(text, token, cue, capital=capital)


@lru_cache(maxsize=1 << 14)
def _is_contraction(word: str) -> bool:
    """Whether a word is two: don't, I'm, where's."""
    if "'" not in word and "’" not in word:
        return False
    form = fold(word)
    part = fold(re.split("['’]", word)[0])
    shorter = part != form and len(part) < len(word)
    return form.endswith(("n't", "n’t")) or (
        shorter and part in ordinary() and part not in ("o", "d")
    )


def _could_be(text: str, token: re.Match[str], cue: Cue, *, capital: bool) -> bool:
    """Whether an unknown word may be a name after a cue that is not sure."""
    form = fold(token["word"])
    if len(form) < 2 or form.startswith(_CROWD):
        return False
    if form.endswith(NOUN_ENDS) or is_noun(form):
        return capital and form not in listed_nouns() and _known_name_follows(text, token.end())
    if cue == Cue.LIKELY:
        return capital or (len(form) > 2 and _STOP.match(text, token.end()) is not None)
    if not capital:
        return False
    return not form.endswith(_PEOPLE_ENDS) or _family_name_follows(text, token.end())


def _family_name_follows(text: str, at: int) -> bool:
    token = _TOKEN.match(text, at + 1)
    if token is None or not token["word"]:
        return False
    word = token["word"]
    return _capital(text, word) and (fold(word) not in ordinary() or is_noun_name(word))


def _known_name_follows(text: str, at: int) -> bool:
    """Whether a name that is no other word is next: what is before it only looks like a noun."""
    token = _TOKEN.match(text, at + 1) if text[at : at + 1] == " " else None
    if token is None or not token["word"] or not _capital(text, token["word"]):
        return False
    form = fold(token["word"])
    return form in unmistakable() or (form not in company() and could_be_name(token["word"]))


def is_noun_name(word: str) -> bool:
    """Whether a word is a family name behind a given one, though it means something (Young)."""
    form = fold(word)
    return (form in NOUN_NAMES and form not in DATES) or FOREIGN.search(word) is not None


FOREIGN = re.compile("[łśżźćńąęőűřžšěůňťďğşıİŁŚŻŹĆŃŘŽŠŞĞøåæðþđñãõØÅÆÐÞĐÑățșōūā]")
"""Letters that German and English words have not: what folds to a word is none (Łoś)."""


_VERB_ENDS = ("t", "te", "ten", "ed", "ing", "iert", "ieren")


def _goes_on(text: str, first: re.Match[str], token: re.Match[str], cue: Cue) -> bool:
    """Whether ``token`` is a further part of the name that begins with ``first``."""
    word = token["word"]
    if word is None:
        return True
    form = fold(word)
    if form in TITLES:
        return False
    capital = _capital(text, word)
    if capital and form not in ordinary():
        return True
    ends = _STOP.match(text, token.end()) is not None
    if capital:
        named = first["word"] is not None and is_given(first["word"])
        short = form in _SHORT_NAMES and named
        if short or form in given() or form in ambiguous() or (ends and (named or cue == Cue.SURE)):
            return True
        closed = _CLOSED.match(text, token.end()) is not None
        if named and cue == Cue.TITLE and closed and not _begins_clause(form):
            return True
        return (named or fold(first["word"] or "") in ambiguous()) and is_noun_name(word)
    if first["word"] is None or _capital(text, first["word"]):
        return False
    return _goes_on_small(first["word"], token, cue, ends=ends)


_CLOSED = re.compile(r"(?![\w'’-])(?! ?[:,\n]? ?[^\W\d_a-zäöüß])")
"""What follows the last word of a name: nothing with a capital, which would belong to that word."""
_SENTENCE_BEGINS = folded_set(
    "ich wir sie es er das die der den dem mein meine unser unsere bitte danke können könnten "
    "haben hatten habe hat ist war sind wird werden wie wann wo was warum wer ja nein und aber am "
    "im in um von zum zur mit bei nach auf für hallo hi guten gute leider vielen kann könnte "
    "dürfen darf möchte hier da dann heute morgen gestern diese dieser dieses dass wenn falls sehr "
    "the i we it he she they this that please thanks thank can could would will is are was has "
    "have your my our but and if at on for with to from hello dear good about re as so do does "
    "viele liebe lieben beste besten freundliche freundlichen herzliche herzlichen schöne schönen "
    "gruß grüße grüsse lg vg mfg glg regards cheers kind kindest best warm yours sincerely love "
    "thx its"
)
"""With a capital behind a name, these begin what is said rather than go on the name."""


def _begins_clause(form: str) -> bool:
    """Whether a folded word with a capital is no name behind one: "Frau Petra Danke …"."""
    return any(
        form in some for some in (_SENTENCE_BEGINS, listed_nouns(), common_english(), vocabulary())
    )


def _goes_on_small(first: str, token: re.Match[str], cue: Cue, *, ends: bool) -> bool:
    """Likewise in small letters: ``petra von muster``, ``jonas klein``, ``lisa doe-smith``."""
    word, form = token["word"], fold(token["word"])
    named = is_given(first) and fold(first) not in plain_words()
    if token["before"]:
        return (named or cue == Cue.SURE) and could_be_name(word)
    if form in ordinary() or form in NOUN_NAMES:
        return named and form in NOUN_NAMES and form not in DATES and (ends or form not in _ADVERBS)
    if is_given(word):
        return True
    if is_noun(form) or ("-" not in word and form.endswith(_VERB_ENDS)):
        return False
    if named and len(form) > 3 and could_be_name(word) and _PARTICIPLE.match(form) is None:
        return True
    return (ends and cue >= Cue.LIKELY) or (cue == Cue.SURE and len(form) > 3)


_ADVERBS = folded_set(
    "kurz lang lange gut schnell neu alt reich jung ehrlich froh fromm klug stark scharf sauer "
    "weise day night love little long short strong small sharp swift wise savage price page cook "
    "banks street park field hill lake bell march may rose blume baum berg wald stein see heim"
)
"""Of the `NOUN_NAMES` those that go on a sentence behind a name in small letters."""
_PARTICIPLE = re.compile(
    r"(?:an|ab|auf|aus|bei|ein|mit|nach|vor|zu|zurück|weg|her|hin|um|durch|über)?"
    r"(?:ge|ver|be|ent|zer|er)\w{3,}(?:t|en)\Z|\w+(?:en|ern|eln|ly|wards|stairs|where)\Z"
)
"""``abgeholt``, ``anrufen``: no family name, in small letters."""
