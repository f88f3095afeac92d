"""What the language model says, weighed by the rules' lists and by what stands beside it.

The model does not see capitals, and to it a brand, a dish or a German participle may look like a
name. A find that the lists confirm needs little, one that nothing confirms needs much, and some
are not believed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Protocol

from dialogkit.corpus._anonymize._amounts import is_product, shows_figures
from dialogkit.corpus._anonymize._context import has_digit
from dialogkit.corpus._anonymize._names import NOUN_NAMES, could_be_name
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    brands,
    common,
    company,
    countries,
    fold,
    folded_set,
    forenames,
    given,
    is_noun,
    particles,
    plain_words,
    towns,
    unmistakable,
    word_set,
)

__all__ = ["Guess", "weighed"]


class Guess(NamedTuple):
    """A word and what the model takes it for."""

    word: re.Match[str]
    """The word in its text."""
    kind: str
    """The type of identifier."""
    share: float
    """How likely the model holds that type to be."""


ENOUGH = {
    "confirmed": 0.4,
    "sounding": 0.4,
    "several": 0.6,
    "unknown": 0.7,
    "doubtful": 0.8,
    "first": 0.9,
    "noun": 0.97,
    "small": 0.97,
    "town": 0.5,
    "town_unknown": 0.8,
    "town_noun": 0.9,
    "street_formed": 0.4,
    "street_number": 0.85,
    "street_bare": 0.8,
}
"""From which probability on a find is believed, by what speaks for it.

Of names: in the lists; ends or sounds like one; several words; nothing; a word as well; nothing,
where a sentence begins; a compound's or a noun's end; no capital."""


def weighed(text: str, run: list[Guess], *, capitals: bool) -> Iterator[Span]:
    """The span of words in a row that are one find, if it is believed.

    Args:
        text: The whole text.
        run: Words beside each other of one type, or of a street and its house.
        capitals: Whether capitals say something in this text.
    """
    kinds = {guess.kind for guess in run}
    if not kinds - {"HOUSE"}:
        return  # house numbers alone are any numbers
    kind = "STREET" if "STREET" in kinds else run[0].kind
    if len(run) == 1 and _is_ordinary(run[0]):
        return
    weigh = _WEIGHTS.get(kind)
    kept = run if weigh is None else weigh(text, run, capitals=capitals)
    if kept:
        yield Span(kept[0].word.start(), kept[-1].word.end(), kind)


def _is_ordinary(guess: Guess) -> bool:
    """Whether a word alone is an ordinary one, rather than a name that is one as well."""
    form = fold(guess.word[0])
    if form not in common() or form in forenames():
        return False
    return guess.share < ENOUGH["small"] or (form not in ambiguous() and form not in NOUN_NAMES)


def _is_small(guess: Guess, *, capitals: bool) -> bool:
    return capitals and guess.word[0][0].islower()


def _is_plain(form: str) -> bool:
    """Whether a folded word is something else before it is a name."""
    return form not in unmistakable() and (form in plain_words() or is_noun(form))


def _trimmed(run: list[Guess], *, capitals: bool) -> list[Guess]:
    """The run without words at its ends that go on the sentence ("Marvin nannte")."""
    kept = list(run)
    while kept and _is_edge(kept[-1], capitals=capitals):
        if len(kept) > 1 and kept[-1].share >= ENOUGH["small"] and _is_first(kept[0]):
            break  # "gisela traurig"
        kept.pop()
    while kept and kept[-1].kind == "PERSON" and _is_particle(kept[-1]):
        kept.pop()
    if len(kept) > 1 and _is_mixed(kept):
        kept.pop(0)
    while kept and _is_edge(kept[0], capitals=capitals):
        kept.pop(0)
    return kept


def _is_particle(guess: Guess) -> bool:
    return guess.word[0].islower() and fold(guess.word[0]) in particles()


def _is_mixed(run: list[Guess]) -> bool:
    """Whether a sentence's first word stands before a name in small letters ("Ruft wolf")."""
    first, second = run[0].word[0], run[1].word[0]
    beside = first[0].isupper() and second.islower() and not _is_particle(run[1])
    return beside and fold(first) not in given() and fold(first) not in ambiguous()


def _is_edge(guess: Guess, *, capitals: bool) -> bool:
    form = fold(guess.word[0])
    if guess.kind == "TOWN" and form in towns() and not _is_small(guess, capitals=capitals):
        return False
    if guess.kind == "PERSON" and (
        form in particles() or form in given() or form in ambiguous() or form in NOUN_NAMES
    ):
        return False
    if _is_small(guess, capitals=capitals):
        return guess.share < ENOUGH["small"] or not could_be_name(guess.word[0])
    return form in common()


def _is_first(guess: Guess) -> bool:
    return fold(guess.word[0]) in forenames()


_COMPANY_AFTER = re.compile(
    r"(?:[- ]?[A-ZÄÖÜ]?[\w-]*){0,2} ?(?:GmbH|gGmbH|mbH|AG|KG|OHG|SE|UG|e\. ?V\.|eG|GbR|Ltd|Inc|LLC"
    r"|PLC|plc|Corp|Co\.|Limited|& ?(?:Co|Sohn|Söhne|Sons?|Partners?|Töchter)|und Söhne|and Sons)"
    r"(?!\w)"
)
_NUMBER_AFTER = re.compile(r" (?:[1-9]\d{0,3}(?![\d/.-])|[A-Z]{1,3}[- ]?\d|\d{1,4}[A-Z])")
_DETERMINER = re.compile(
    r"(?<![^\W_])(?:the|a|my|your|our|this|that|these|those|his|her|their|ein|eine[mnrs]?|mein"
    r"|meine[mnrs]?|unser|unsere[mnrs]?|euer|eure[mnrs]?|ihr|ihre[mnrs]?|dein|deine[mnrs]?|kein"
    r"|keine[mnrs]?|diese[mnrs]?|das|zwei|drei|two|three|per|via|pro|app|firma|marke|brand|modell"
    r"|model|farbe) (?:neue[nrsm]? |alte[nrsm]? |new |old )?\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:\A|[.!?:…]\s|\n)[\s\"'„“(*–-]*\Z")
_INITIAL = re.compile(r"(?<![^\W_])[A-Za-zÄÖÜ]\. ?\Z")
_FAMILY = re.compile(
    r"(?:m[ae][iy]er|mann|ow?s?ski|sk[aáyi]|son|sen|wic?z|czyk|czak|enko|chuk|ov[aá]?|ic|oglu|idis"
    r"|opoulos|akis|yan|ian|stein|berg|bach|feld|hofer?|bauer|huber|muller|schmidt|ner|ler|ert|ath"
    r"|ke|ck|tz|ini|elli|etti|ez|es|eira|ton|ham|ley|fall|worth|wood|ford|shaw|by)$"
)
"""How family names end that no list holds."""


@cache
def _sounds() -> frozenset[str]:
    """How the known given names sound, roughly."""
    return frozenset(_sound(name) for name in forenames() if len(name) > 4)


def _sound(form: str) -> str:
    """A folded word without what spellings of a name differ in: Kassimir and Kasimir."""
    for old, new in _SPELLINGS:
        form = form.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", form)


_SPELLINGS = (
    *(("ph", "f"), ("th", "t"), ("ck", "k"), ("ou", "u"), ("sch", "sh"), ("c", "k"), ("y", "i")),
    *(("z", "s"), ("w", "v"), ("ah", "a"), ("eh", "e"), ("ie", "i"), ("j", "i")),
)


def _person(text: str, guesses: list[Guess], *, capitals: bool) -> list[Guess]:
    """The words of a name; none where they are hardly one."""
    run = _trimmed(guesses, capitals=capitals)
    if not run:
        return []
    forms = [fold(guess.word[0]) for guess in run]
    if not company().isdisjoint(forms) or _COMPANY_AFTER.match(text, run[-1].word.end()):
        return []
    if any(_is_known(guess.word[0]) for guess in run):
        return run if max(g.share for g in run) >= ENOUGH["confirmed"] else []
    if len(run) == 1:
        return run if run[0].share >= _needed(text, run[0], forms[0], capitals=capitals) else []
    likely = any(form in given() or form in ambiguous() for form in forms)
    if not likely and (
        all(map(_is_plain, forms)) or is_noun(forms[0]) or not brands().isdisjoint(forms)
    ):
        return []
    share = min(
        (g.share for g, form in zip(run, forms, strict=True) if form not in particles()), default=0
    )
    return run if share >= ENOUGH["several"] else []


def _is_known(word: str) -> bool:
    forms = (fold(word), *map(fold, word.split("-")))
    return any(form in unmistakable() or _is_rare(form) for form in forms)


def _is_rare(form: str) -> bool:
    """Whether a word is a known name that counts beside a cue alone; the model is one."""
    return len(form) > 3 and form in given() and form not in plain_words()


def _needed(text: str, guess: Guess, form: str, *, capitals: bool) -> float:
    """How likely one word must be, that the lists do not confirm."""
    word = guess.word
    named = form in ambiguous() or form in forenames()
    if _is_small(guess, capitals=capitals):
        return ENOUGH["small"] if named or (could_be_name(word[0]) and len(form) > 3) else _NEVER
    if form in brands() or form in countries():
        return _NEVER
    if named:
        return ENOUGH["doubtful"]
    if form in plain_words():
        return ENOUGH["small"] if form in NOUN_NAMES else _NEVER
    before = text[max(0, word.start() - 20) : word.start()]
    alone = _ROW.search(before) is not None and _ROW_END.match(text, word.end()) is not None
    if _INITIAL.search(before) or alone:
        return ENOUGH["confirmed"]
    if _DETERMINER.search(before) or _NUMBER_AFTER.match(text, word.end()):
        return _NEVER
    if not could_be_name(word[0]):
        return ENOUGH["noun"]
    if _FAMILY.search(form) or _sound(form) in _sounds():
        return ENOUGH["sounding"]
    return ENOUGH["first"] if _SENTENCE.search(before) else ENOUGH["unknown"]


_ROW = re.compile(r"\n\s*\Z")
_ROW_END = re.compile(r"[\s.!]*\Z")
_NEVER = 2.0


def _is_town(forms: list[str]) -> bool:
    return any(tuple(forms[: len(name)]) == name for name in towns().get(forms[0], ()))


def _town(_text: str, guesses: list[Guess], *, capitals: bool) -> list[Guess]:
    """The words of a town."""
    run = _trimmed(guesses, capitals=capitals)
    for at, guess in enumerate(run):
        if fold(guess.word[0]) in _ARTICLES and not _is_town([fold(g.word[0]) for g in run]):
            run = run[:at]
            break
    if not run or has_digit("".join(g.word[0] for g in run)):
        return []
    forms = [fold(guess.word[0]) for guess in run]
    best = max(g.share for g in run)
    if _is_town(forms):
        noun = len(run) == 1 and (_is_plain(forms[0]) or forms[0] in countries())
        return run if best >= ENOUGH["town_noun" if noun else "town"] else []
    if all(map(_is_plain, forms)) or _COLOUR.search(forms[-1]):
        return []
    if _is_small(run[0], capitals=capitals):
        return []
    return run if best >= ENOUGH["town_unknown"] else []


_ARTICLES = word_set("der die das den dem the a an")
_COLOUR = re.compile(
    "(?:blau|rot|grun|gelb|weiss|schwarz|grau|braun|rosa|lila|turkis|beige|farben)[ens]{0,2}$"
)
_PART_OF_POSTCODE = re.compile(
    r"(?i)[a-z]{1,2}\d[a-z\d]?|\d[a-z]{2}|[a-z]\d{2}|[a-z\d]{4}|\d{4,5}(?:-\d{4})?"
)
_STATE = re.compile(
    r"(?i)(?<![^\W_])(?:a[kzr]|c[aot]|dc|fl|ga|i[al]|k[sy]|m[dinost]|n[cdehjmvy]|ri|s[cd]|t[nx]|ut|v[at]"
    r"|w[aivy]|(?-i:AL|DE|HI|ID|IN|LA|MA|ME|OH|OK|OR|PA)|[ADL]),? \Z"
)
_NEXT_WORD = re.compile(rf",? (?:{MASKED}|([^\W\d_]{{3,}}))")


def _postcode(text: str, run: list[Guess], **_: bool) -> list[Guess]:
    """Postcodes as countries have them; digits alone need a town or a state beside them."""
    words = [g.word[0] for g in run]
    if not all(map(_PART_OF_POSTCODE.fullmatch, words)):
        return []
    if len(words) == 2 and any(map(str.isalpha, words)):
        return []
    if len(words) == 1:
        follows = _NEXT_WORD.match(text, run[0].word.end())
        town = follows is not None and (follows[1] is None or fold(follows[1]) in towns())
        if not words[0].isdigit() or not (town or _STATE.search(text, 0, run[0].word.start())):
            return []
    return run


_STREET_END = re.compile(
    r"(?:stra(?:ss|ß)e|str|weg|gasse|platz|allee|damm|ufer|ring|hof|berg|steig|stieg|pfad|chaussee"
    r"|zeile|promenade|graben|markt|wall|tor|kamp|esch|brink|winkel|bogen|anger|park|garten|feld"
    r"|wiese|acker|aue|au|rain|grund|tal|hohe|hang|leite|halde|stiege|terrasse|twiete|redder|horst"
    r"|busch|heide|moor|bruch|see|bach|brunnen|muhle|brucken?|lande|schlag|eck|ende|hafen|deich"
    r"|kai|weide|gade|vej|gatan|straat|laan)$"
)
_STREET_WORDS = folded_set(
    "street st road rd lane ln avenue ave drive dr close court ct crescent cres way terrace "
    "gardens grove hill place pl square sq row mews walk rise view park green gate yard parade "
    "bank passage alley boulevard blvd highway hwy parkway pkwy trail trl circle cir loop route "
    "county vale brow end quay wharf heights path plaza croft field fields meadow meadows drove "
    "hollow ridge cross rue via calle avenida straat laan gade vej gatan ulica ul"
)
_SIGHT = re.compile(
    r"(?:stadium|viaduct|bridge|tower|castle|palace|cathedral|stadion|philharmonie|arena|museum"
    r"|kirche|dom|schloss|burg|filiale|gateway|-park|-weg|hall|station)$"
)
_POSTCODE_AFTER = re.compile(rf",? ?(?:\d{{4,5}} |{MASKED})|\n\d{{4,5}} ")


def _street(text: str, guesses: list[Guess], *, capitals: bool) -> list[Guess]:
    """The words of a street and its house."""
    run = list(guesses)
    while run and _goes_on_small(run[-1], capitals=capitals):
        run.pop()
    names = [guess for guess in run if guess.kind == "STREET"]
    forms = [fold(guess.word[0]) for guess in names]
    if not names or any(form in brands() or form in _NO_STREET for form in forms):
        return []
    if any(shows_figures(guess.word[0]) for guess in names):
        return []
    best = max(guess.share for guess in names)
    return run if best >= _needed_of_street(text, run, names, capitals=capitals) else []


def _goes_on_small(guess: Guess, *, capitals: bool) -> bool:
    street = guess.kind == "STREET" and _is_small(guess, capitals=capitals)
    return street and fold(guess.word[0]) not in _STREET_WORDS


def _needed_of_street(text: str, run: list[Guess], names: list[Guess], *, capitals: bool) -> float:
    """How likely the likeliest word must be, by how streets are called and what is beside it."""
    forms = [fold(guess.word[0]) for guess in names]
    number = any(g.kind == "HOUSE" and has_digit(g.word[0]) and len(g.word[0]) < 5 for g in run)
    plain = all(map(_is_plain, forms))
    small = _is_small(names[0], capitals=capitals)
    sight = _SIGHT.search(forms[-1]) is not None
    if any(form in _STREET_WORDS or _STREET_END.search(form) for form in forms) and not sight:
        told = number or len(names) > 1
        if not plain or (told and not small):
            return ENOUGH["street_formed"]
    if number and _POSTCODE_AFTER.match(text, run[-1].word.end()):
        return ENOUGH["street_formed"]
    if not plain_words().isdisjoint(forms):
        return _NEVER
    if number and not any(map(str.isupper, "".join(guess.word[0][1:] for guess in names))):
        return ENOUGH["street_number"]
    bare = not (small or sight or plain or any(has_digit(guess.word[0]) for guess in run))
    return ENOUGH["street_bare"] if bare else _NEVER


_NO_STREET = word_set(
    "linie schalter spind kasse line platform gleis bus tram error http code seite page kapitel "
    "room raum zimmer halle etage stock"
)
_SIZE = re.compile(r"\d+[x×]\d+")


def _number(text: str, run: list[Guess], **_: bool) -> list[Guess]:
    """Numbers that are no product's."""
    if is_product(text, run[0].word.start()) or any(_SIZE.search(g.word[0]) for g in run):
        return []
    return run


class _Weigh(Protocol):
    """What of a run is believed."""

    def __call__(self, text: str, guesses: list[Guess], /, *, capitals: bool) -> list[Guess]: ...


_WEIGHTS: dict[str, _Weigh] = {
    "PERSON": _person,
    "TOWN": _town,
    "STREET": _street,
    "POSTCODE_TOWN": _postcode,
    "PHONE": _number,
    "ID_CARD": _number,
    "TAX_ID": _number,
    "IBAN": _number,
}
