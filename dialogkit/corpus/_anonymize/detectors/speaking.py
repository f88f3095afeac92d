"""People by what they do: "Babajide from your team said", "Jan hat gesagt", "your DJ, Lamar,"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    CAPITAL_HEADS,
    FOREIGN,
    begins_capital,
    could_be_name,
    is_english,
)
from dialogkit.corpus._anonymize._search import (
    at_places,
    at_words,
    in_order,
    mask_ends,
    word_starts,
)
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._speech import SAYS_DE, SAYS_EN, SPEECH
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    company,
    figures,
    fold,
    forenames,
    given,
    is_noun,
    legends,
    ordinary,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "LEAST", "find"]

LEAST = Least(alone=0.2)

_SPEAKS = re.compile(
    rf"(?<![\w'’-])(?P<name>{CAPITAL}(?: {CAPITAL})?)(?: (?:from|in|at|of|aus|von"
    rf"|vom) [^.!?\n]{{2,40}}?)?"
    rf" (?:also |then |just |then also |auch |dann |dort )?(?:{SAYS_EN}|{SAYS_DE})\b"
)
_FROM_TEAM = re.compile(
    rf"(?<![\w'’-])(?P<name>{CAPITAL}(?: {CAPITAL})?),? (?:from|in|at|of) (?:your|the|our"
    rf"|customer|billing|sales"
    rf"|support|accounts|technical|tech|returns|reception|head office|complaints|HR)\b"
    rf"|(?<![\w'’-])(?P<german>{CAPITAL}(?: {CAPITAL})?),? (?:aus|von|vom|in) (?:der|ihrer|eurer"
    rf"|ihrem|eurem"
    r"|dem|unserer|deinem)? ?(?:\w+(?:abteilung|haltung|dienst|service|zentrale|filiale|werkstatt"
    r"|team|support|hotline|vertrieb|lager|empfang|rezeption)|Abteilung|Technik|Hotline|Filiale"
    r"|Werkstatt|Support|Team|Service|Empfang|Rezeption|Vertrieb|Zentrale|Lager|Verwaltung)\b"
)
_APPOSED = re.compile(
    rf"\b(?:[Mm]y|[Yy]our|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa]) (?:[\w-]+ ){{0,3}}[\w-]+, "
    rf"(?:(?:a|one|called|named|Mrs?\.?|Ms\.?|Dr\.?) )?(?P<name>{CAPITAL}(?: {CAPITAL})?)(?=,|\."
    rf"|\)|;| \()"
    rf"|\b(?:[Mm]ein|[Dd]ein|[Ss]ein|[Ii]hr|[Uu]nser|[Ee]uer"
    rf"|[Ee]ur)(?:e[rnms]?)? (?:[\w-]+ ){{0,3}}[\w-]+, "
    rf"(?:(?:der|die|ein gewisser|eine gewisse|Herr"
    rf"|Frau) )?(?P<german>{CAPITAL}(?: {CAPITAL})?)(?=,|\.|\)|;| \()"
)
_INTRODUCED = re.compile(
    rf"(?:(?<=[.!?] )|(?<=\n)|^)(?P<name>{CAPITAL}), (?:your|our|my|his|her|their|the|a|an|who"
    rf"|whose|Ihr|Ihre|mein"
    r"|meine|unser|unsere|der|die|ein|eine) [a-zA-ZÄÖÜäöüß]"
)
_COMMA_NAME = re.compile(r", (?:[A-Za-z.]+ ){0,2}[^\W\d_a-z]")
_COMMA_WHO = re.compile(
    r", (?:your|our|my|his|her|their|the|an?|whose?|Ihre?|meine?|unsere?|der|die|eine?) "
)
_INSTEAD = re.compile(
    rf"(?<={MASKED})[ ,]{{1,2}}(?:sondern|statt|not|but|now|jetzt|früher"
    rf"|formerly) (?P<name>{CAPITAL})"
)
_INSTEAD_CUE = cue(whole=word_set("sondern statt not but now jetzt früher formerly"))
_CALLED_SO = re.compile(
    r"(?i:(?<![^\W_])(?:a certain|ein gewisser|einem gewissen|einen gewissen|eine gewisse"
    r"|einer gewissen"
    r"|badge (?:said|says|read)|name ?tag (?:said|says|read)|namensschild (?:stand|steht)"
    r"|(?:schild|ausweis) (?:stand|steht)|served by|assisted by|helped by|signed by|collected by"
    r"|handled by|advised by|seen by|dealt with by|booked (?:in )?(?:as|under)|registered (?:as"
    r"|under)"
    r"|reservation (?:for|under)|under (?:the name )?|gebucht (?:auf|unter|als)|reserviert auf"
    r"|(?:tisch|termin|zimmer|buchung|reservierung) (?:ist )?(?:auf|für|unter)|läuft auf|lautet auf"
    r"|eingetragen (?:auf|als|unter)|gemeldet (?:auf|als)|mädchennamen?|geburtsnamen?|nachnamen?"
    r"|vornamen?|spitznamen?|maiden name|née|surname|first name|last name"
    r"|thank|thanks to|kudos to|shout ?out to|well done|props to|special thanks to|credit to"
    r"|dank an|danke an|großes lob an|lob an|ask(?:ed)? for|spoke (?:to|with)|spoken (?:to|with)"
    r"|talked (?:to|with)|chatted (?:to|with)|speaking (?:to|with)|dealing with|dealt with|met with"
    r"|tell|ask|frage?"
    r"|rede(?:te)? mit|geredet mit|gesprochen mit|telefoniert mit|gechattet mit|told|asked|emailed"
    r"|phoned|texted|messaged|contacted|married to|verheiratet mit|schicken an|geschickt an"
    r"|angenommen von|entgegengenommen von|übergeben an|abgegeben bei|handed (?:it )?to))"
    rf"(?: (?:then |ist |war |lautet |is |was |him to |her to |by |with |der |die |an "
    rf"|von ))?[ :\"'„“]{{1,2}}"
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?)(?![\w-])"
)
_CALLED_HEADS = heads_of(
    word_set(
        "badge name nametag namensschild schild ausweis served "
        "assisted "
        "helped signed collected handled advised seen dealt booked registered reservation under "
        "gebucht "
        "reserviert tisch termin zimmer buchung reservierung läuft lautet eingetragen gemeldet "
        "mädchenname geburtsname nachname vorname spitzname maiden née surname first last thank "
        "thanks "
        "kudos shout well props special credit dank danke großes lob ask spoke spoken talked "
        "chatted "
        "speaking dealing met rede geredet gesprochen telefoniert gechattet told emailed phoned "
        "texted "
        "messaged contacted married verheiratet schicken geschickt angenommen entgegengenommen "
        "übergeben abgegeben handed tell frage tell frag frage"
    )
)
_CERTAIN_HEADS = heads_of(whole=word_set("a ein eine einen einem einer"))
_CERTAIN = cue(whole=word_set("certain gewisser gewissen gewisse"))
_LETTER_HEADS = heads_of(word_set("schreibt heißt"), whole=("it", "its", "is", "mit"))
_WITH_LETTER = re.compile(
    rf"(?i:\bit[’']?s|\bis|\bschreibt man|\bheißt|\bmit) (?P<name>{CAPITAL}),? (?i:with (?:a|an"
    rf"|one|two)"
    r"|spell(?:ed|t)|mit [a-z]\b|mit (?:zwei|einem|doppel))"
)
_SPELT_CUE = cue(whole=("with", "mit"), begins=("spel",))
_AND = re.compile(
    rf"(?<={MASKED})(?:,? (?:und|and|sowie|oder|or|u\.) | ?[&+/] ?"
    rf"|, )(?P<name>{CAPITAL}(?: {CAPITAL})?)"
    r"(?![\w-])"
)
_BEFORE_AND = re.compile(rf"(?<![\w-])(?P<name>{CAPITAL}) (?:und|and|&) (?={MASKED})")
_MID_SENTENCE = re.compile(rf"(?<=[a-z,] )(?P<name>{CAPITAL})(?P<own>['’]s)?(?=[ ,.!?;:)\n]|$)")
_OWNS = re.compile(rf"(?<![\w'’-])(?P<name>{CAPITAL})['’]s(?= [a-zäöüß])")
_AND_I = re.compile(
    rf"(?<![\w-])(?P<name>{CAPITAL}(?: {CAPITAL})?) (?:and|und|&) (?i:i|me|my|ich|mir|mich"
    rf"|meine?[rnm]?|we|wir)(?![\w-])"
    rf"|(?<![\w-])(?i:me|ich|mir|mich) (?:and|und|&) (?P<after>{CAPITAL})(?![\w-])"
)
_AND_I_HEADS = heads_of(whole=("me", "ich", "mir", "mich"), test=begins_capital)
_I_CUE = cue(whole=word_set("i me my ich mir mich mein meine meiner meinen meinem we wir"))
_FAMILIES = re.compile(
    r"(?<![\w-])(?:[Tt]he|[Bb]ei|[Vv]on|[Dd]ie|[Zz]u|[Ff]ür|[Aa]n"
    r"|[Mm]it) (?P<name>[A-ZÄÖÜ][a-zäöüß]{3,})s(?![\w'’-])"
)
_THINGS = word_set(
    "the a an my your our this that new old of no any some every in may june april august march "
    "july "
    "christian jersey bill mark"
)
_AND_CUE = cue(whole=("and", "und"), marks="&")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names beside verbs of people, in apposition, in lists, and in English sentences."""
    words = words_of(text)
    cues = cues_in(text)
    for match in _likely(text, cues):
        yield from _person(text, *match.span("german" if match.lastgroup == "german" else "name"))
    called = at_words(_CALLED_SO, text, _CALLED_HEADS) if cues & _CALLED_HEADS.cue else []
    called += at_words(_CALLED_SO, text, _CERTAIN_HEADS) if cues & _CERTAIN else []
    called += at_words(_WITH_LETTER, text, _LETTER_HEADS) if cues & _SPELT_CUE else []
    for match in called:
        yield from _person(text, *match.span("name"))
    if cues & _AND_CUE and cues & _I_CUE:
        for match in in_order(at_words(_AND_I, text, _AND_I_HEADS)):
            yield from _person(text, *match.span("name" if match["name"] else "after"))
    if cues & MASK:
        yield from _beside_masks(text, cues)
    if cues & _FAMILY_CUE:
        yield from _families(text)
    if is_english(words):
        yield from _in_english(text, words, cues)
    elif cues & _BEFORE_PEOPLE.cue and cues & _SOUNDING_CUE:
        yield from _sounding_so(text)


def _beside_masks(text: str, cues: int) -> Iterator[Span]:
    """Names in a list with what is masked already."""
    for pattern in (_AND, _INSTEAD) if cues & _INSTEAD_CUE else (_AND,):
        for match in at_places(pattern, text, mask_ends(text)):
            yield from _person(text, *match.span("name"))
    if "nd " + MASKED not in text and "& " + MASKED not in text:
        return
    for match in in_order(at_words(_BEFORE_AND, text, CAPITAL_HEADS)):
        if _is_known(fold(match["name"])):
            yield Span(*match.span("name"), "PERSON")


def _families(text: str) -> Iterator[Span]:
    """``the Hendersons``, ``bei Müllers``."""
    for match in in_order(at_words(_FAMILIES, text, _BEFORE_FAMILIES)):
        if _is_family(match["name"] + "s", fold(match["name"]) + "s"):
            yield Span(*match.span("name"), "PERSON")


def _likely(text: str, cues: int) -> Iterator[re.Match[str]]:
    """Matches of those patterns of which a sign occurs at all."""
    if cues & SPEECH:
        yield from in_order(at_words(_SPEAKS, text, CAPITAL_HEADS))
    if cues & _TEAM_HEADS.cue and cues & _TEAM_CUE:
        yield from at_places(_FROM_TEAM, text, _before_teams(text))
    if not cues & _COMMA:
        return
    if cues & _OWNERS.cue and _COMMA_NAME.search(text) is not None:
        yield from in_order(at_words(_APPOSED, text, _OWNERS))
    if cues & _WHO and _COMMA_WHO.search(text) is not None:
        yield from in_order(at_words(_INTRODUCED, text, CAPITAL_HEADS))


def _before_teams(text: str) -> list[int]:
    """Where the two words with capitals begin that stand before a team: what `_FROM_TEAM` needs."""
    places: set[int] = set()
    for at in word_starts(text, _TEAM_HEADS):
        start = text.rfind(" ", 0, max(0, at - 1)) + 1
        before = text[start:at]
        if before[-1:] != " " or before.islower() or _TEAM.match(text, at) is None:
            continue
        first = text.rfind(" ", 0, max(0, start - 1)) + 1
        places.update([x for x in word_starts(text, CAPITAL_HEADS) if first <= x < at])
    return sorted(places)


_WHO = cue(
    whole=word_set(
        "your our my his her their the a an who whose ihr ihre mein meine unser unsere der die ein "
        "eine"
    )
)
_UNSURE = cue(
    test=lambda word, form: (
        not word[0].islower() and form in ambiguous() and form in given() and form not in _THINGS
    )
)
"""What `_in_sentence` takes for a name."""
_COMMA = cue(marks=(", ",))
_OWNERS = heads_of(
    word_set("mein dein sein ihr unser euer eure"),
    whole=word_set("my your our his her their the a eur"),
)
_TEAM_HEADS = heads_of(whole=word_set("from in at of aus von vom"))
_TEAM_CUE = cue(
    whole=word_set(
        "your the our customer billing sales support accounts technical tech returns reception "
        "head complaints hr"
    ),
    parts=word_set(
        "abteilung haltung dienst service zentrale filiale werkstatt team support hotline "
        "vertrieb lager empfang rezeption technik verwaltung"
    ),
)
_TEAM = re.compile(
    r"(?:from|in|at|of) (?:your|the|our|customer|billing|sales|support|accounts|technical|tech"
    r"|returns|reception|head office|complaints|HR)\b"
    r"|(?:aus|von|vom|in) \w* ?\w*(?i:abteilung|haltung|dienst|service|zentrale|filiale"
    r"|werkstatt|team|support|hotline|vertrieb|lager|empfang|rezeption|technik|verwaltung)"
)
"""Stands in whatever `_FROM_TEAM` matches."""
_BEFORE_FAMILIES = heads_of(whole=word_set("the bei von die zu für an mit"))


def _is_family(word: str, form: str) -> bool:
    """Whether a word is a known name with an s behind it, and nothing else."""
    name = form[:-1]
    if not word.endswith("s") or name not in given() or name in plain_words():
        return False
    return form not in legends() and not is_noun(form)


_FAMILY_CUE = cue(test=_is_family)


_BEFORE_PEOPLE = heads_of(whole=word_set("für von mit bei an durch gegen ohne dass weil ob und"))
_SOUNDING_SO = re.compile(
    rf"\b(?:für|von|mit|bei|an|durch|gegen|ohne|dass|weil|ob"
    rf"|und) (?P<name>{CAPITAL})(?= [a-zäöü]|[,.!?)]|$)"
)
_VOWEL = re.compile(r"[aiouy]\Z")
"""How many given names end, and as many words from elsewhere: it counts beside a find."""
_SOUND = re.compile(
    r"(?:ah|iel|ine|ette|elle|mann|meier|meyer|maier|mayer|sen|ski|sky|ska|wicz|witz|itz"
    r"|czyk|czak"
    r"|[bdfgklmnprt]ke|ov|ow|ova|owa|enko|tschuk|chuk|oglu|ic|berger|huber|hofer|bauer|hoff"
    r"|brink|kamp|stett(?:er)?"
    r"|quist|ström|dze|yan|jan|escu|opoulos|idis|akis|ez|[bdgklmnprst]i)$"
)


def _may_sound(word: str, _form: str) -> bool:
    """Whether a word with a capital ends so, and may be a name; of a double name each half may."""
    low = word.lower()
    if FOREIGN.search(low) is not None:
        return True
    return (
        not word[0].islower()
        and (_SOUND.search(low) is not None or _VOWEL.search(low) is not None)
        and could_be_name(word)
    )


_SOUNDING_CUE = cue(test=_may_sound, marks=(*"-'’",))


def _sounding_so(text: str) -> Iterator[Span]:
    """Unknown words that end as names do, where German has no article before a thing."""
    for match in in_order(at_words(_SOUNDING_SO, text, _BEFORE_PEOPLE)):
        name = match["name"].split("-")[-1].lower()
        sounds = len(name) > 3 and (
            _SOUND.search(name) is not None or (MASKED in text and _VOWEL.search(name) is not None)
        )
        if (sounds and could_be_name(match["name"])) or FOREIGN.search(name) is not None:
            yield Span(*match.span("name"), "PERSON")


def _in_english(text: str, words: frozenset[str], cues: int) -> Iterator[Span]:
    if "'s" in text or "’s" in text:
        for match in at_words(_OWNS, text, CAPITAL_HEADS):
            yield from _person(text, *match.span("name"))
    if cues & _UNSURE and not words.isdisjoint(ambiguous()):
        yield from _in_sentence(text)


def _person(text: str, start: int, end: int) -> Iterator[Span]:
    """The name at this place without ordinary words at its end, if it is one."""
    first, _, rest = text[start:end].partition(" ")
    form = fold(first.split("-")[0])
    if form in company() or not (_is_known(form) or could_be_name(first)):
        return
    if rest and (form, fold(rest)) in figures().get(form, ()):
        return
    keep = rest and (fold(rest) not in plain_words() or _is_known(fold(rest)))
    yield Span(start, end if keep or not rest else start + len(first), "PERSON")


def _is_known(form: str) -> bool:
    """Whether a word with a capital is a given name here, though it may mean something else."""
    if form in forenames() and form in ambiguous():
        return True
    return (form in forenames() or form in ambiguous()) and form not in ordinary()


def _in_sentence(text: str) -> Iterator[Span]:
    """Ambiguous given names with a capital where an English sentence would have none."""
    for match in _MID_SENTENCE.finditer(text):
        form = fold(match["name"])
        if form not in ambiguous() or form not in given() or form in _THINGS:
            continue
        before = (
            text[max(0, match.start() - 40) : match.start()]
            .rstrip(" ,")
            .rsplit(" ", 1)[-1]
            .rsplit("\n", 1)[-1]
            .lower()
        )
        after = text[match.end() : match.end() + 2]
        if before not in _THINGS and not after[1:].isupper() and not after[1:].isdigit():
            yield Span(*match.span("name"), "PERSON")


CUES = one_of(
    MASK,
    _CALLED_HEADS.cue,
    (_CERTAIN, _CERTAIN_HEADS.cue),
    (_SPELT_CUE, _LETTER_HEADS.cue),
    (_AND_CUE, _I_CUE, _AND_I_HEADS.cue),
    (_FAMILY_CUE, _BEFORE_FAMILIES.cue),
    (_SOUNDING_CUE, _BEFORE_PEOPLE.cue),
    *((*way, CAPITAL_HEADS.cue) for way in SPEECH.ways),
    (_TEAM_HEADS.cue, _TEAM_CUE, CAPITAL_HEADS.cue),
    (_COMMA, _OWNERS.cue | _WHO, CAPITAL_HEADS.cue),
    (cue(marks=("'s", "’s")), CAPITAL_HEADS.cue),
    _UNSURE,
)
