"""What everybody knows: people of history and books, landmarks, storms, varieties, institutions.

They are named in harmless texts ("the Lincoln Memorial", "ein Gedicht von Heine", "Sturm Sabine")
and tell nobody who somebody is. A cue that introduces a person ("Frau …", "ich heiße …") wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dialogkit.corpus._anonymize._borne import borne
from dialogkit.corpus._anonymize._cues import cue, cues_in, known_word
from dialogkit.corpus._anonymize._famous_forms import famous_forms
from dialogkit.corpus._anonymize._goods_english import goods_english
from dialogkit.corpus._anonymize._holidays import days_and_ways
from dialogkit.corpus._anonymize._journeys import journeys
from dialogkit.corpus._anonymize._named_things import named_things
from dialogkit.corpus._anonymize._participants import WORD
from dialogkit.corpus._anonymize._public_english import public_english
from dialogkit.corpus._anonymize._search import words_in
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    figures,
    fold,
    forenames,
    given,
    is_noun,
    legends,
    word_set,
    words_of,
)
from dialogkit.corpus._anonymize._works import works_and_stays

__all__ = ["without_famous"]

_KINDS = frozenset(("PERSON", "TOWN", "STREET"))
_TELLING = frozenset(
    (
        *("PHONE", "EMAIL", "IBAN", "CARD", "BIRTH_DATE", "POSTCODE_TOWN", "CUSTOMER_NUMBER"),
        *("PLATE", "TAX_ID", "SOCIAL_INSURANCE", "HEALTH_INSURANCE", "ID_CARD", "COORDINATES"),
    )
)
"""What only a text about somebody's case holds: there, a name of doubt is a name."""
_DIGIT = re.compile(r"\d")
_CUE = re.compile(
    r"(?:\b(?:herrn?|frau|hr|fr|familie|mr|mrs|ms|miss|hallo|hi|hey|hello|moin|servus|liebe[rs]?"
    r"|geehrte[rs]?|dear|bin|heiße|heisse|heißt|name|names|namens|gruß|gruss|grüße|grüßen|lg|vg"
    r"|mfg|regards|wishes|cheers|thanks|danke|dank|kunde|kundin|customer|empfänger|absender|hd"
    r"|i'm|i am|am|sincerely|faithfully|kollege|kollegin|nachbar|nachbarin|mann|sohn|tochter"
    r"|bruder|schwester|husband|wife|son|daughter|brother|sister|neighbour|neighbor|friend"
    r"|freund|freundin|called|named|signed|gez|i\. ?a|account|konto|lives?|wohnt|wohne)"
    r"(?: ist| is| war|'s)?[\s.,:!]{1,4})\Z",
    re.IGNORECASE,
)
_CULTURE = word_set(
    "buch bücher roman romane gedicht gedichte lyrik drama dramen theater theaterstück oper opern "
    "konzert konzerte sinfonie symphonie sonate musik musikstück komponist maler malerin gemälde "
    "museum ausstellung denkmal statue büste poster kunstdruck druck biografie biographie film "
    "filme serie folge hörbuch hörspiel dvd cd puzzle lied lieder album autor autorin dichter "
    "schriftsteller philosoph klassik klassiker märchen sage legende unterricht referat lektüre "
    "nobelpreis gesetze theorie jahrhundert epoche barock romantik aufführung inszenierung stück "
    "werk werke zitat figur comic kostüm geschichte vortrag seminar vorlesung prüfung klausur "
    "gedudel dudelt warteschleife warteschleifenmusik wartemusik telefonschleife klingelton "
    "spieluhr "
    "gespielt bühne orchester chor kirchenchor gesangverein singen sing sang klavier flügel geige "
    "cello orgel piano violin organ pianist pianistin noten partitur kantate fuge oratorium "
    "stadtführung führung schloss burg tour rundgang kartoffel "
    "book books novel novels poem poems poetry play plays theatre theater opera concert concerto "
    "symphony sonata music composer painter painting paintings museum exhibition exhibit monument "
    "memorial statue bust poster print biography film movie series episode audiobook dvd puzzle "
    "jigsaw song songs album author poet philosopher legend history lecture course syllabus essay "
    "gallery portrait castle palace tour quote character comic costume stage orchestra choir laws "
    "theory century baroque performance production edition chapter guide lego figurine set mug"
)
_QUOTED = re.compile(r"[\"„“»‚](?P<name>[A-ZÄÖÜ][^\"“”«‘\n]{2,40})[\"“”«‘]")
_HYPHENED = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-ZÄÖÜ][\wäöüß.'’]{0,40}+-){1,4})(?:[A-ZÄÖÜ][a-zäöüß]*)?(?i:schule"
    r"|gymnasium"
    r"|gesellschaft|museum|haus|geburtshaus|denkmal|preis|stadion|universität|uni|kirche|konzert"
    r"|institut|stiftung|archiv|halle|saal|theater|kaserne|turm|medaille|orden|effekt|syndrom"
    r"|krankheit|medikamente?|gesetze?|formel|skala|test|methode|tasse|becher|poster|magnet(?:en)?"
    r"|film|filme|roman|biografie|biographie|ausgabe|festival|jahr|woche|tag|torte|modell|katalog"
    r"|laden|app|grill|fries|zitat|kette|büste|statue|übung|broschüre|patient(?:en)?|karte|kita"
    r"|kindergarten|klinik|krankenhaus|bibliothek|brunnen|gedenkstätte|verlag|werke?|motor|park"
    r"|airport|flughafen|bahnhof|linie|express|platte|buch|bücher|album|song|fan|trikot|shirt)"
    r"(?![\w-])"
)


def without_famous(text: str, spans: Sequence[Span]) -> Iterable[Span]:
    """``spans`` but those that lie within the name of something everybody knows."""
    if not any(span.type in _KINDS for span in spans):
        return spans
    personal = MASKED in text or any(span.type in _TELLING for span in spans)
    known = [*_regions(text, personal=personal)]
    things = named_things(text, personal=personal)
    if not known and not things:
        return spans
    return [s for s in spans if not _goes(text, s, known, things)]


def _goes(text: str, span: Span, known: list[_Region], things: list[tuple[int, int]]) -> bool:
    """Whether a find is nobody: whatever is called after somebody unknown still names a person."""
    if span.type != "PERSON":
        return _within(text, span, [place for place, _ in known])
    if _within(text, span, [place for place, listed in known if listed]):
        return True
    building = _BUILDING.match(text, span.start)
    if building is not None and building.end() >= span.end:
        return True
    named = [place for place, _ in known] + things
    return _is_famous(text[span.start : span.end]) and _within(text, span, named)


_BUILDING = re.compile(
    r"(?<![\w-])[A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][\w.]*)+-(?:[A-ZÄÖÜ][a-zäöüß]*)?(?i:schule|gymnasium"
    r"|gesellschaft|museum|haus|geburtshaus|denkmal|preis|stadion|universität|kirche|institut"
    r"|stiftung|halle|saal|theater|hütte|kaserne|turm|klinik|krankenhaus|bibliothek|brunnen|park)"
    r"(?![\w-])"
)
"""Called after somebody by a full name: public, whoever that was."""


def _is_famous(name: str) -> bool:
    """Whether each word of a name, or all of it, is in the lists; a given name alone may be any."""
    forms = [fold(word) for word in WORD.findall(name) if word[0].isupper() and len(word) > 1]
    if tuple(forms) in figures().get(forms[0] if forms else "", ()):
        return True
    if "-" in name and len(forms) > 1 and is_noun(forms[-1]):
        forms.pop()  # what is called so: "Sissi-Filme"
    if len(forms) == 1 and forms[0] in forenames():
        return True
    return bool(forms) and all(
        not legends().isdisjoint((form, form.removesuffix("s"))) for form in forms
    )


def _within(text: str, span: Span, known: list[tuple[int, int]]) -> bool:
    if span.type not in _KINDS or _DIGIT.search(text, span.start, span.end):
        return False
    value = text[span.start : span.end]
    start = span.start + len(value) - len(value.lstrip(" ,.'’"))
    end = span.end - (len(value) - len(value.rstrip(" ,.;:")))
    return any(a <= start and end <= b for a, b in known)


_Region = tuple[tuple[int, int], bool]
"""A place, and whether what stands there is in the lists."""


def _regions(text: str, *, personal: bool) -> Iterator[_Region]:
    """Names of what everybody knows, by the lists and by how they are built."""
    small = words_of(text)
    culture = not personal and not small.isdisjoint(_CULTURE)
    yield from ((place, True) for place in _listed(text, culture=culture))
    yield from ((place, True) for place in days_and_ways(text))
    yield from journeys(text) if not personal else ()
    yield from ((place, True) for place in borne(text)) if not personal else ()
    yield from public_english(text, personal=personal)
    yield from ((place, True) for place in goods_english(text)) if not personal else ()
    yield from ((place, True) for place in works_and_stays(text)) if not personal else ()
    for place, ruler in famous_forms(text) if not personal else ():
        yield from ((kept, ruler) for kept in _uncued(text, *place))
    for match in _HYPHENED.finditer(text) if "-" in text else ():
        yield from ((place, False) for place in _uncued(text, *match.span()))
    if culture:
        yield from ((match.span("name"), True) for match in _QUOTED.finditer(text))


def _listed(text: str, *, culture: bool) -> Iterator[tuple[int, int]]:
    """Names in the lists: full ones, and those that one word stands for."""
    cues = cues_in(text)
    if not cues & _LEGEND and not (cues & _LISTED and cues & _LAST):
        return
    words, forms = words_in(text)
    full, single = figures(), legends()
    for index, form in enumerate(forms):
        if not known_word(words[index][0]).cues & _LISTED:
            continue
        for name in full.get(form, ()):
            last = index + len(name) - 1
            if last < len(forms) and _is(forms[index : last + 1], name):
                work = _WORK.match(text, words[last].end())
                end = words[last].end() if work is None else work.end()
                yield from _uncued(text, words[index].start(), end)
        bare = form if form in single else form.removesuffix("s")
        if bare in single and (culture or (bare not in forenames() and bare not in given())):
            yield from _alone(text, words, index)


@cache
def _lasts() -> frozenset[str]:
    """The last words of full names in the lists."""
    return frozenset(name[-1] for names in figures().values() for name in names)


_WORK = re.compile(r"['’]s [\"„“'‘]?[A-ZÄÖÜ][a-zäöüß]+(?: [A-ZÄÖÜ][a-zäöüß]+){0,2}(?<=[a-z])")
"""What somebody wrote or made: Jane Austen's Emma."""
_LAST = cue(test=lambda _, form: form in _lasts() or form.removesuffix("s") in _lasts())
_LEGEND = cue(test=lambda _, form: form in legends() or form.removesuffix("s") in legends())
_LISTED = cue(
    test=lambda _, form: (
        form in figures() or form in legends() or form.removesuffix("s") in legends()
    )
)


def _is(forms: Sequence[str], name: Sequence[str]) -> bool:
    """Whether these words are the name; its last word may have a genitive s."""
    last = forms[-1] == name[-1] or forms[-1] == f"{name[-1]}s"
    return last and tuple(forms[:-1]) == tuple(name[:-1])


def _uncued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The place, unless a person is introduced there or it is a line of its own."""
    if _CUE.search(text, max(0, start - 30), start) or _is_line(text, start, end):
        return
    yield start, end


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands in its line, in a text of several."""
    before, after = text[:start].rsplit("\n", 1)[-1], text[end:].split("\n", 1)[0]
    return "\n" in text and not before.strip(" ,.-–*>") and not after.strip(" ,.")


def _alone(text: str, words: Sequence[re.Match[str]], index: int) -> Iterator[tuple[int, int]]:
    """One word that is nobody's given or family name here: no name stands beside it."""
    word = words[index]
    if word[0][0].islower():
        return
    for near in (index - 1, index + 1):
        if not 0 <= near < len(words):
            continue
        other = words[near]
        gap = text[min(word.end(), other.end()) : max(word.start(), other.start())]
        form = fold(other[0])
        named = other[0][0].isupper() and form in forenames() and form not in legends()
        if gap == " " and named:
            return
    yield from _uncued(text, *word.span())
