"""Names as they are dictated, and as they are said to stand somewhere.

"mein name ist gisela traurig ja wie das gefühl": behind a given name in an introduction stands the
family name, whatever that word means otherwise. "My surname shows as BRAUER": what stands where a
name should is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, heads_of
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    NOUN_NAMES,
    TITLE,
    Cue,
    could_be_name,
    is_given,
    read_name,
)
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    common,
    company,
    fold,
    folded_set,
    forenames,
    given,
    is_noun,
    word_set,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_TOLD = re.compile(
    r"(?<![^\W_])(?:(?:mein|my|ihr|sein|her|his|der|the|voller|full)(?: voller| full)? name"
    r"(?: (?:ist|is|lautet)|['’]?s)|ich hei(?:ß|ss)e|i['’]m called|i am called)[ :,]{1,2}"
    rf"(?:(?:die|der|äh|ähm|also|übrigens|uh|um|er)\b,? ?){{0,2}}{TITLE}",
    re.IGNORECASE,
)
_TOLD_HEADS = heads_of(
    whole=word_set("mein my ihr sein her his der the voller full ich i"),
)
_PARTICLES = (
    r"(?:(?:von|van|vom|zu|zur|zum|de|del|della|di|dos|du|le|el|al|ibn|ter|ten|mac|mc|st|san|af|av"
    r"|bin|da)(?: (?:der|den|dem|la|las|los|und zu))?[ -])"
)
_NEXT = re.compile(
    rf" (?P<before>{_PARTICLES}{{0,2}})(?P<word>[^\W\d_]{{2,}}(?:['’-][^\W\d_]+)*)(?![\w'’])",
    re.IGNORECASE,
)
# Pronouns, conjunctions, prepositions, adverbs, and verbs a new clause begins with
_NO_FAMILY = folded_set(
    "ich du er sie es wir ihr mich mir dich dir uns euch mein meine meinen meiner dein ihre der "
    "die das den dem des ein eine einen und oder aber denn doch sondern weil dass wenn als ob "
    "also ja nein nee genau komma punkt bindestrich aus von vom bei beim mit für in im an am "
    "auf zu zum zur nach vor über unter wegen seit um hier da dort jetzt nun noch schon mal "
    "auch nicht kein keine leider bitte danke gerne gern nur eben halt sehr wie was wo wann "
    "warum wer wieso guten hallo habe hab hatte hätte haben bin bist ist sind war wäre waren "
    "werde wird würde kann könnte können konnte muss müsste möchte wollte will soll sollte "
    "brauche bräuchte suche rufe wohne schreibe warte melde komme bekomme bekam finde kriege "
    "frage bestelle bestellte wollt geboren geb geborene heiße heisse heißt telefon tel nummer "
    "kundennummer bestellnummer adresse straße mail email plz geburtsdatum vertragsnummer "
    "handynummer rückrufnummer wohnhaft i you he she it we they me him her us them my your his "
    "its our their the a an and or but so because that this these those if when while as at by "
    "for from in of on to with about with comma dot dash hyphen full yes yeah yep no nope not "
    "just only also now here there still please thanks thank hello hi can could will would "
    "shall should may might must am are is was were be been have has had do did does dont didnt "
    "im ive id whats calling called ring ringing phoning phone writing wrote need want wanted "
    "wondering looking trying live living bought ordered got get spelled spelt born like who "
    "which what where how why speaking again email number order account address date reference "
    "ref customer tel mobile "
)
"""Words that no family name is where somebody goes on talking."""
_LABEL = (
    r"(?<![^\W_])(?:(?:nach|vor|familien|zu|geburts|mädchen)?name[ns]?|surnames?|forename"
    r"|(?:first|last|family|middle|maiden) ?names?)(?![^\W_])"
)
_WRITES = (
    r"(?:steht|stand|wird|wurde|ist|geschrieben|gedruckt|eingetragen|hinterlegt|gespeichert|erfasst"
    r"|registriert|angezeigt|lautet|reads?|says?|shows?|showing|printed|appears?|spelled|spelt"
    r"|written|listed|entered|registered|saved|down|recorded|comes up|came up|displayed|put|was|is)"
)
# mein Nachname steht da als MUSTERFRAU, the surname on the ticket reads PLACEHOLDR
_WRITTEN = re.compile(
    rf"{_LABEL}(?:[^.!?\n:;]{{0,30}}? {_WRITES}(?= )(?:[^.!?\n:;]{{0,24}}? (?:als|as))"
    r"|[^.!?\n:;]{0,30}? (?:reads|says|read|shows up as|shows as))"
    r" [\"'„“‚]?(?P<name>[^\W\d_]{3,}(?:-[^\W\d_]+)*)(?![\w'’])",
    re.IGNORECASE,
)
_LABEL_HEADS = heads_of(
    word_set("name nachname vorname familienname zuname geburtsname mädchenname surname forename"),
    word_set("first last family middle maiden"),
)
# da steht Mustermann statt Musterfrau
_STANDS = re.compile(
    r"(?i:(?<![^\W_])(?:da|dort|drauf|es|hier|jetzt|it|there)) (?i:steht|stand|says|said|reads)"
    r"(?i: (?:jetzt|nur|now|aber|noch))? [\"'„“‚]?(?P<name>[A-ZÄÖÜ][^\W\d_]{2,}(?:-[^\W\d_]+)*)"
    r"(?=[\"'“”]?(?:[,.!?;)\n]| (?i:statt|anstatt|anstelle|instead|not|und|and|aber|but|mit|ohne"
    r"|with|drin|drauf|drin)|$))"
)
_STANDS_HEADS = heads_of(whole=word_set("da dort drauf es hier jetzt it there"))
# his name Ibrahim Muster; on the form stands one name behind the other
_WHOSE = re.compile(
    r"(?i:(?<![^\W_])(?:his|her|their|sein|ihr|guest|passenger|traveller|driver|patient|child|kid)"
    rf"(?:['’]s)? (?:full |voller )?name),? (?={CAPITAL})"
)
_WHOSE_HEADS = heads_of(
    whole=word_set("his her their sein ihr guest passenger traveller driver patient child kid")
)
_STATES = re.compile(
    r"(?:ig|lich|haft|isch|bar|los|voll|ell|ab|frei|t|te|ten|ed|ly|ing|al|id|ble|ous|ive|y|ete"
    r"|fach|wn|en)\Z"
)
"""Ends of words that say how something is, in lower case: "my name shows as invalid"."""

CUES = cue(whole=("heiße", "heisse", "called"), parts=("name",))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Family names behind a given name that introduces itself, and names as they are written."""
    for match in in_order(at_words(_TOLD, text, _TOLD_HEADS)):
        yield from _told(text, match.end())
    for match in in_order(at_words(_WRITTEN, text, _LABEL_HEADS)):
        if _is_written(match["name"]):
            yield Span(*match.span("name"), "PERSON")
    for match in at_words(_WHOSE, text, _WHOSE_HEADS):
        end = read_name(text, match.end(), Cue.LIKELY)
        if end is not None:
            yield Span(match.end(), end, "PERSON")
    if _NAME.search(text) is not None:
        for match in at_words(_STANDS, text, _STANDS_HEADS):
            if could_be_name(match["name"]):
                yield Span(*match.span("name"), "PERSON")


_NAME = re.compile(r"(?i)name")


def _told(text: str, at: int) -> Iterator[Span]:
    """The given name at this place with the word behind it."""
    end = read_name(text, at, Cue.SURE)
    if end is None:
        return
    words = re.split(r"[ -]", text[at:end])
    likely = is_given(words[0]) or could_be_name(words[0])
    if not likely or (len(words) > 1 and fold(words[-1]) not in forenames()):
        return
    match = _NEXT.match(text, end)
    if match is not None and _is_family(match):
        yield Span(at, match.end("word"), "PERSON")


def _is_family(match: re.Match[str]) -> bool:
    """Whether a word behind a given name goes on the name, rather than the sentence."""
    word = match["word"]
    form = fold(word)
    if form in _NO_FAMILY or form in company():
        return False
    if match["before"]:
        return form in NOUN_NAMES or form not in common()
    if word[0].isupper():
        return form in NOUN_NAMES or not is_noun(form) or _QUALITY.search(form) is not None
    return True


_QUALITY = re.compile("(?:ig|lich|haft|isch|sam|bar|los)\\Z")
"""Ends of German adjectives: with a capital behind a given name, family names."""


def _is_written(word: str) -> bool:
    """Whether a word is a name rather than what is wrong with one."""
    form = fold(word.split("-", maxsplit=1)[0])
    if word.islower():
        return could_be_name(word) and (form in given() or _STATES.search(word) is None)
    if form in given() and form not in common():
        return True
    return could_be_name(form)
