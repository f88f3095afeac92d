"""People who say who they are: "ich heiße", "hier ist", "my name is", "this is"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    TITLE,
    Cue,
    begins_capital,
    could_be_name,
    is_german,
    is_given,
    read_name,
)
from dialogkit.corpus._anonymize._search import at_places, at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import company, fold, is_noun, ordinary, word_set, words_of

__all__ = ["CUED", "CUES", "LEAST", "find"]

LEAST = Least(ever=0.005, alone=0.05)

CUED = True
"""What it finds is a person whoever else is called so."""

_ARTICLE = (
    r"(?:,? ?\b(?:der|die|das|es|hier|wieder|nochmal|noch mal|auch|the|again|übrigens|nur|just"
    r"|actually|herr|frau|äh|ähm|öh|hm|also|eh|uh|um|er)\b,? ?){0,3}"
)
_SURE = re.compile(
    r"(?<![^\W_])(?:(?:mein|my|ihr|sein|her|his|der|the|voller|full) (?:name|nachname|vorname"
    r"|first name|last name|surname)s?(?: (?:ist|is|lautet|war|wäre|=)|'s|:)"
    r"|(?:^|\bmy |\bmein |\bi )name(?= (?!is |ist |lautet ))|my name'?s"
    r"|ich hei(?:ß|ss)e?|(?:er|sie|der|die) (?:hei|hie)(?:ß|ss)t?|name ist|(?:genannt|namens"
    r"|called|named|i go by|call me|nennt mich|man nennt mich)"
    r"|me llamo|mi nombre es|je m['’]appelle|mon nom est|mi chiamo|il mio nome è|(?:benim )?adım"
    r"|ismim|mijn naam is|ik heet"
    r"|nazywam się|mam na imię|(?:o )?meu nome é|me chamo|jeg heter|jag heter|mit navn er)"
    rf"[ :]{{1,2}}{_ARTICLE}{TITLE}",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?<![^\W_])(?:(?:ich )?bin['’`]?s?|(?:da|hier|hiermit) (?:ist|spricht|schreibt"
    r"|meldet sich)|hier|am apparat(?: ist)?|es (?:ist|spricht|schreibt)"
    r"|das ist|dies ist|i am|i['’`]?m|this is|it['’]?s|it is|here is|soy|(?:con"
    r"|con el) que habla|je suis|c['’]est|sono|ik ben|met|jestem|tu|sou|ben)"
    rf"[ ,]{{1,2}}{_ARTICLE}{TITLE}",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"(?:^|[\n.!?,] ?|\b(?:hallo|hi|hello|hey|moin"
    r"|servus)[ ,!]{1,2})(?P<name>[^\W\d_][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?) "
    r"(?:here\b|hier\b|mein name|am apparat|speaking\b|again\b|nochmal)",
    re.IGNORECASE,
)
_IS_MY_NAME = re.compile(
    rf"(?<![\w-])(?P<name>(?:(?:von|van|de|zu) )?{CAPITAL}(?: {CAPITAL}){{0,2}}),?(?: (?:ist"
    rf"|lautet|war))? (?i:mein|der|my|is my"
    r"|is the) (?i:name|nachname|vorname|familienname|surname|first name|last name)\b",
)
_AGAIN_HEADS = heads_of(whole=word_set("it its this hier ich bins da"))
_AGAIN = re.compile(
    r"(?<![^\W_])(?i:it[’']?s|this is|hier ist|hier|ich bin[’']?s|bins"
    r"|da ist) (?P<name>[^\W\d_]{3,}) (?i:again|here|from|nochmal"
    r"|noch mal|wieder|nochmals|speaking|schon wieder)(?![^\W_])"
)
_CUES = word_set(
    "name names nachname vorname surname heiße heisse heiß heißt heisst genannt namens called "
    "named go call nennt llamo nombre appelle nom chiamo nome adım ismim naam heet nazywam "
    "imię chamo heter navn bin bins hier da hiermit apparat am im m this it its here soy suis "
    "est sono ben jestem sou das dies es met tu"
)
_SPOKEN = word_set("from here hier apparat speaking again nochmal nochmals noch wieder name")


_FACTS = word_set(
    "kundennummer kundennr kdnr kd knr kunde bestellung bestellnummer auftrag auftragsnummer "
    "vertrag vertragsnummer vertragsnr mitgliedsnummer mitglied rechnung rechnungsnummer buchung "
    "buchungsnummer geb geboren geburtsdatum tel telefon handy mobil mail email plz adresse iban "
    "account acct acc customer order booking member membership policy ref reference invoice dob "
    "born phone mobile mob contract"
)
_SURE_HEADS = heads_of(
    whole=word_set(
        "voller full name genannt namens named called nennt benim adım ismim nazywam "
        "mein my ihr sein her his der the i ich er sie die call man me mi je mon il mijn ik mam o "
        "meu jeg jag mit"
    ),
)
_SURE_CUE = cue(
    whole=word_set(
        "name names nachname nachnames vorname vornames surname surnames heiß heiss heiße heisse "
        "heißt heisst hieß hiess hießt hiesst genannt namens called named go call nennt llamo "
        "nombre appelle nom chiamo nome adım ismim naam heet nazywam imię chamo heter navn"
    )
)
_WEAK_HEADS = heads_of(
    whole=word_set(
        "bin bins hiermit jestem "
        "da hier am es das dies i im this it its here soy con je c sono ik met tu sou ben"
    ),
)

_ICH_HEADS = heads_of(whole=("ich",))
_BIN = cue(whole=("bin", "bins"))
"""Without it, what begins with "ich" introduces nobody."""
_WEAK_WORDS = cue(
    whole=word_set(
        "bin bins ist spricht schreibt meldet hier apparat m im is its s soy habla suis est "
        "sono ben met jestem tu sou"
    )
)
_I, _AM = cue(whole=("i",)), cue(whole=("am",))
"""Of whatever `_WEAK` matches, `_WEAK_WORDS` has a word, or it is "I am"."""
_NAMED_HEADS = heads_of(whole=("von", "van", "de", "zu"), test=begins_capital)
_NAME_CUE = cue(whole=("name", "nachname", "vorname", "familienname", "surname"))
_HERE_CUE = cue(whole=("here", "hier", "apparat", "speaking", "again"), begins=("noch", "name"))
_HERE_HEADS = heads_of(("nochmal",), whole=("here", "hier", "mein", "am", "speaking", "again"))
_HERE_END = re.compile(
    r"(?<=[\w'’-] )(?:here\b|hier\b|mein name|am apparat|speaking\b|again\b|nochmal)",
    re.IGNORECASE,
)
"""With which a match of `_HERE` ends."""
_HAIL = re.compile(r"\w+")
_HAIL_HEADS = heads_of(whole=("hallo", "hi", "hello", "hey", "moin", "servus"))
_MARK = re.compile(r"[\n.!?,]")
_SPOKEN_CUE = cue(whole=_SPOKEN)
_FACTS_CUE = cue(whole=_FACTS)
_COMMA = cue(marks=",")
_ASKED = cue(whole=_CUES | _FACTS | {"nochmal", "nochmals"})
CUES = one_of(
    (_ASKED, _SURE_CUE, _SURE_HEADS.cue),
    (_ASKED, _WEAK_WORDS),
    (_ASKED, _I, _AM),
    (_ASKED, _NAME_CUE, _NAMED_HEADS.cue),
    (_ASKED, _SPOKEN_CUE),
    (_COMMA, _FACTS_CUE),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names after introductions, and before ``here`` or ``hier``."""
    cues = cues_in(text)
    for match in at_words(_SURE, text, _SURE_HEADS) if cues & _SURE_CUE else ():
        end = read_name(text, match.end(), Cue.SURE)
        if end is not None and _is_called(text, match, end):
            yield Span(match.end(), end, "PERSON")
    weak = (
        at_words(_WEAK, text, _WEAK_HEADS)
        if cues & _WEAK_WORDS or (cues & _I and cues & _AM)
        else []
    )
    if cues & _BIN:
        weak = sorted((*weak, *at_words(_WEAK, text, _ICH_HEADS)), key=re.Match.start)
    for match in weak:
        end = read_name(text, match.end(), Cue.WEAK)
        if end is not None and _is_person(text, match, end):
            yield Span(match.end(), end, "PERSON")
    if "ame" in text and cues & _NAME_CUE:
        yield from _named_so(text)
    if cues & _SPOKEN_CUE:
        yield from _here(text)
    if cues & _COMMA and cues & _FACTS_CUE:
        yield from _headed(text)


_HEADED = re.compile(
    rf"(?:^|\n)(?P<name>{CAPITAL}(?:(?: (?:van|von|de|al|el|da|der|den|zu|'t)){{0,2}} {CAPITAL})"
    r"{0,3}), ?(?=(?P<fact>[^\W\d_]+))"
)


def _headed(text: str) -> Iterator[Span]:
    """``Beispiel, Kundennummer 4711``: who it is about, before what is known of them."""
    for match in _HEADED.finditer(text):
        first, *rest = re.split(r"[ -]", match["name"])
        known = could_be_name(first) or (
            is_given(first) and (rest or fold(first) not in ordinary())
        )
        firm = any(fold(word) in company() for word in rest)
        if match["fact"].lower() in _FACTS and known and not firm:
            yield Span(*match.span("name"), "PERSON")


_OF_THINGS = re.compile(r"(?i)(?:genannt|namens|called|named)[ :]")
_OF_PEOPLE = re.compile(
    r"(?i)\b(?:man|woman|guy|girl|boy|lady|gentleman|person|someone|somebody|child|kid|son|daughter"
    r"|brother|sister|husband|wife|friend|colleague|neighbou?r|agent|driver|courier|he|she|him"
    r"|her|who"
    r"|i|i['’]m|am|is|mann|frau|herr|junge|mädchen|kind|sohn|tochter|kolleg\w+|nachbar\w*|freund\w*"
    r"|fahrer\w*|mitarbeiter\w*|jemand\w*|person|dame|ich|er|sie|ihn|techniker\w*|\w{4,}in|rep"
    r"|bloke|chap)"
    r"(?!\w)"
)


_SO_CALLED = re.compile(
    r"(?i)(?<!\w)(?:something|anything|things?|stuff|classe?s?|courses?|workouts?|apps?|programs?"
    r"|programmes?|tariff|scheme|tool|software|game|film|movie|book|novel|song|album|band|dish"
    r"|wine|cheese|beer|paint|colou?r|shade|fabric|model|range|collection|font|product"
    r"|feature|setting|button|file|folder|virus|bug|medicine|drug|cream|etwas|was|dings?"
    r"|ton|farbe|farbton|farbtöne|modell|serie|sorte|tarif|programm|kurs|spiel|buch|roman|lied"
    r"|gericht|käse|wein|bier|stoff|produkt|gerät|funktion|einstellung|datei|ordner|virus"
    r"|medikament|salbe|creme|lack|holz|muster|dekor|projekt|aktion|update|version) \Z"
)
"""What is called something and is nobody: "ein Ton namens …", "something called …"."""


def _is_called(text: str, match: re.Match[str], end: int) -> bool:
    """Things are called something as well: there, a person or a known name must stand."""
    if _OF_THINGS.match(match[0]) is None:
        return True
    before = text[max(0, match.start() - 60) : match.start()].rsplit("\n", 1)[-1]
    if _SO_CALLED.search(before) is not None:
        return False
    if MASKED in text or _OF_PEOPLE.search(before):
        return True
    first = text[match.end() : end].split(maxsplit=1)[0]
    return first[0].isupper() and is_given(first) and fold(first) not in ordinary()


def _named_so(text: str) -> Iterator[Span]:
    """``Beispiel ist mein Name``."""
    for match in in_order(at_words(_IS_MY_NAME, text, _NAMED_HEADS)):
        last = match["name"].split()[-1]
        if could_be_name(last) or is_given(last):
            yield Span(*match.span("name"), "PERSON")


def _here(text: str) -> Iterator[Span]:
    """``it's shaz again``, ``Petra hier``."""
    for match in in_order(at_words(_AGAIN, text, _AGAIN_HEADS)):
        if could_be_name(match["name"]) and fold(match["name"]) not in ordinary():
            yield Span(*match.span("name"), "PERSON")
    likely = cues_in(text) & _HERE_CUE and at_words(_HERE_END, text, _HERE_HEADS)
    for match in at_places(_HERE, text, _beginnings(text)) if likely else ():
        words = match["name"].split()
        full = len(words) > 1 and all(map(could_be_name, words)) and words[0][0].isupper()
        if (full or is_given(words[0])) and read_name(text, match.start("name"), Cue.WEAK):
            yield Span(*match.span("name"), "PERSON")


def _beginnings(text: str) -> list[int]:
    """Where a match of `_HERE` can begin."""
    places = [match.start() for match in _MARK.finditer(text)]
    return sorted({0, *places, *(match.start() for match in at_words(_HAIL, text, _HAIL_HEADS))})


_ENDS = re.compile(r" ?(?:[.,;:!?)\n]|$)| (?:here|again|from|speaking|calling)\b")
_THING = re.compile(r" ([a-z]{3,})")
_MID = ("its", "it's", "it’s", "it is", "c'est")
_IN_CLAUSE = re.compile(
    r"(?<!hi)(?<!hello)(?<!hey)(?<!hallo)(?<!ok)(?<!okay)(?<!yes)(?<!no)(?<!sorry)[a-z] \Z",
    re.IGNORECASE,
)
_LOOSE = (
    "hier",
    "es ist",
    "das ist",
    "dies ist",
    "it's",
    "its",
    "it is",
    "met",
    "tu",
    "ben",
    "c'est",
    "it’s",
    "this is",
    "here is",
)


_OF_TRADE = re.compile(
    r",? (?:(?:und|aber|oder) (?:kein|keine)(?!\w)|von beruf|im hauptberuf|by trade"
    r"|and not an?(?!\w))",
    re.IGNORECASE,
)
"""Behind what somebody is, not who: "ich bin gärtner und kein jurist"."""


def _is_person(text: str, match: re.Match[str], end: int) -> bool:
    """After cues that introduce things as well, only known names and full names are people."""
    cue = match[0].lower().strip(" ,")
    if cue.split()[0] == "im" and is_german(words_of(text) - {"im"}):
        return False  # in the park
    if _OF_TRADE.match(text, end) is not None and text[match.end()].islower():
        return False
    if cue.split()[0] != "im" and not cue.startswith(_LOOSE):
        return True
    name = text[match.end() : end]
    thing = _THING.match(text, end)
    if cue.endswith(" the") and thing is not None and is_noun(fold(thing[1])):
        return False  # "it's the Victoria line"
    if cue.startswith(_MID) and _IN_CLAUSE.search(text, 0, match.start()):
        return False  # "I think it's Holly or ivy" introduces nobody
    if cue == "its" and _ENDS.match(text, end) is None:
        return False  # possessive: its Victorian front
    if any(is_given(part) for part in name.split()):
        return True
    return cue.startswith(("hier ", "this is")) and " " in name
