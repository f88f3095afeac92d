"""Dates of birth: a date beside a word for birth, or one too early to be a delivery's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._birthdays import FEAST_CUE, FEAST_PARTS
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import (
    DIGIT,
    FREE,
    cue,
    cues_in,
    digits_cue,
    heads_of,
    one_of,
)
from dialogkit.corpus._anonymize._search import (
    at_words,
    in_order,
    lengths,
    near_digit_matches,
    runs_in,
)
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["CUES", "find"]

_MONTH = (
    r"(?:jän|jan|hornung|feb|febr|mär|mar|mrz|maer|apr|mai|may|jun|jul|aug|sep|sept|okt|oct|nov|dez"
    r"|dec)[a-zä]*"
)
_ROMAN = r"(?:XI{0,2}|IX|IV|V?I{1,3}|V)"
_YEAR = r"(?:19\d\d|20[0-2]\d)"
_UNITS = "ein|eins|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun"
_TENS = "zwanzig|dreißig|dreissig|vierzig|fünfzig|fuenfzig|sechzig|siebzig|achtzig|neunzig"
_TEENS = (
    "zehn|elf|zwölf|zwoelf|dreizehn|vierzehn|fünfzehn|fuenfzehn|sechzehn|siebzehn|achtzehn|neunzehn"
)
_BELOW_100 = rf"(?:(?:(?:{_UNITS})und)?(?:{_TENS})|{_TEENS}|{_UNITS})"
_DAY_WORD = (
    r"(?:ersten?r?|zweiten?r?|dritten?r?|vierten?r?|fünften?r?|fuenften?r?|sechsten?r?|siebten?r?"
    r"|siebenten?|achten?r?|neunten?r?|(?:zehn|elf|zwölf|zwoelf|(?:drei|vier|fünf|fuenf|sech|sieb"
    r"|acht|neun)zehn)ten?r?|(?:(?:ein|zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun)und)?"
    r"(?:zwanzig|dreißig|dreissig)sten?r?)"
)
_YEAR_WORD = (
    rf"(?:neunzehn ?hundert ?(?:und)?{_BELOW_100}?|zweitausend(?:und)?(?:{_BELOW_100})?"
    rf"|(?:neunzehn|zwanzig) ?{_BELOW_100})"
)
_EN_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_EN_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_EN_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_EN_BELOW = rf"(?:(?:{_EN_TENS})(?:[- ](?:{_EN_UNITS}))?|{_EN_TEENS}|(?:oh|o)[- ](?:{_EN_UNITS}))"
_EN_DAY = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_EN_YEAR = (
    rf"(?:nineteen[- ](?:hundred(?: and)? )?{_EN_BELOW}|two thousand(?: and)?"
    rf"(?: {_EN_BELOW}| (?:{_EN_UNITS}))?|twenty[- ]{_EN_BELOW})"
)
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:{_DAY_WORD} (?:{_MONTH}|{_DAY_WORD}),? "
    rf"(?:{_YEAR}|{_YEAR_WORD}|{_BELOW_100}|\d{{2}})"
    rf"|(?:\d{{1,2}}\.?|{_DAY_WORD}) {_MONTH},? (?:{_YEAR_WORD}|{_EN_YEAR})"
    rf"|(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)"
    rf"|{_EN_DAY})(?: day)?(?: of)? {_MONTH},? (?:{_YEAR}|{_EN_YEAR}|{_EN_BELOW}|'?\d{{2}})"
    rf"|{_MONTH} (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?|{_EN_DAY}),? (?:{_EN_YEAR}))(?!\w)",
    re.IGNORECASE,
)
_DAY_IN_WORDS = re.compile(
    rf"(?<!\w)(?:{_DAY_WORD} (?:{_MONTH}|{_DAY_WORD})|(?:the )?(?:{_EN_DAY}) (?:of )?{_MONTH}"
    rf"|{_MONTH} (?:the )?(?:{_EN_DAY}))"
    r"(?:,? (?:this|last) year|,? (?:dieses|letzten|vorigen) jahre?s)?(?!\w)",
    re.IGNORECASE,
)
_ANY_NUMERAL = (
    rf"(?:{_DAY_WORD}|{_BELOW_100}|erste[rn]?|(?:[a-zäöüß]{{3,14}}(?:te|ste)[rn]?)|hundert|tausend"
    rf"|{_YEAR_WORD}|{_EN_DAY}|{_EN_BELOW}|{_EN_UNITS}|hundred|thousand|{_MONTH}|\d{{1,4}})"
)
# After the word for it any numerals: erster zwölfter siebzig, twelve seven sixty
_SPOKEN = re.compile(
    r"(?:geburtsdatum|geburtstag|geboren|geb|date of birth|birth ?date|dob|born)"
    r"(?:[\s:,?\"„“”»«–-]|\b(?:ist|is|der|am|on|the|was|war|in|den|it|it's)\b){1,8}"
    rf"(?P<date>{_ANY_NUMERAL}(?:[ -](?:of |the |and |und |of the )?{_ANY_NUMERAL}){{1,6}})(?!\w)",
    re.IGNORECASE,
)
# Date of birth  18 / 1 1 / 19 56, as a scan has it
_SCANNED = re.compile(
    r"(?i:geburtsdatum|date +of +birth|birth +date|d\.?o\.?b\.?|geboren am"
    r"|geb\.(?: am)?)[\s:=_-]{1,6}"
    r"(?P<date>\d ?\d? ?[./-] ?\d ?\d? ?[./-] ?\d(?: ?\d){1,3})(?!\w)"
)
_LONG_AGO = re.compile(
    r"(?i)19[0-9]\d$|200\d$|neunzehn|nineteen|zweitausend(?:und)?(?:eins|zwei|drei|vier|fünf"
    r"|sechs|sieben|acht|neun)?$"
)
_DATE = re.compile(
    rf"(?<![\w.,])(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?(?:{_YEAR}|\d{{2}})"
    rf"|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th)? ?(?:of "
    rf"|de )?[-/]?{_MONTH}(?:\.(?= ?['’\d])|,)? ?[-/ ]?(?:de )?(?:{_YEAR}|['’]?\d{{2}})"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:{_YEAR}|['’]\d{{2}})"
    rf"|\d{{1,2}}[. /-]{{1,2}}{_ROMAN}[. /-]{{1,2}}{_YEAR}|\d{{8}}|\d{{6}})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"(?<![\w.,])(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?(?:{_YEAR}|\d{{2}})"
    rf"|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}[. /-]{{1,2}}{_ROMAN}[. /-]{{1,2}}{_YEAR}"
    rf"|\d{{8}}|\d{{6}})(?!\w|[.,]\d)"
)
"""`_DATE` for texts that name no month."""
_MONTHS = tuple(
    word_set("jän jan feb mär mar mrz maer apr mai may jun jul aug sep okt oct nov dez dec")
)
_DAY_ONLY = re.compile(
    rf"(?<![\w.,])(?:\d{{1,2}}\. ?\d{{1,2}}\.|(?:0?[1-9]|1[0-2])[/.]{_YEAR}|\d{{1,2}}(?:\.|st|nd"
    rf"|rd|th)?(?: of)?"
    rf" {_MONTH}|{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?|(?:{_MONTH} )?{_YEAR})(?!\w)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?:\bgeb(?:oren\w*|urts\w*|\.|\b)|\bgeb\.?-?dat\w*|\bgebdat\w*|\bgeburt\w*|\bborn\b|\bbirth"
    r"|\bd\.?o\.?b\b|\bb-?day\b|\bbday\b|\*|\bworld\b|\bwelt\b|\bnacid[oa]|\bnacimiento"
    r"|\bnée?\b|\bnaissance"
    r"|\bnat[oa] il"
    r"|\bnascita|\bdoğum|\bgeboortedatum|\burodz\w*|\bnascimento)[^\n.!?;]{0,45}$",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(
    r"[ ,(]{0,2}(?:[^\n.!?;]{0,25} )?(?:geboren|geborene|geb\b|born"
    r"|zur welt|birthday|geburtstag)",
    re.IGNORECASE,
)
_EARLY = re.compile(
    r"^(?:0?[1-9]|[12]\d|3[01])[./-] ?(?:0?[1-9]|1[0-2])[./-] ?(?:19[0-9]\d|200[0-6]|[3-9]\d)$"
    r"|^\d{1,2}[./-]\d{1,2}[./-](?:19[0-9]\d|200[0-6])$|[a-zä.] (?:19[0-9]\d|200[0-6])$"
)
_AFTER_NAME = re.compile(rf"{MASKED}(?:'s)?(?:,| \(|, \*| \*)? ?$")
_WELL_KNOWN = re.compile(
    r"(?i)(?:geburtsdat\w*|geb\.? ?-?dat\w*|date of birth|birth ?dates?|\bd\.?o\.?b\b"
    r"|geburtstage?n?\b"
    r"|birthdays?\b)[^\n]{0,110}$"
)
_CORRECTED = re.compile(
    r"(?i)(?:richtig|korrekt|correct\w*|should (?:be|read|say)|it['’]?s|it is|actually|instead"
    r"|sondern|nicht|not|stattdessen|wäre|lautet|statt|eigentlich|rather|mine is|really)"
    r"[^\n\d]{0,30}$"
)
_SPACED = re.compile(rf"(?<![\w.,])\d{{1,2}} \d{{1,2}} (?:{_YEAR}|\d{{2}})(?!\w|[.,]\d)")
_AGE = rf"(?:1?\d{{1,2}}|{_BELOW_100}|hundert|{_EN_BELOW}|{_EN_UNITS}|(?:a )?hundred)"
_TURNS_AFTER = re.compile(
    rf"(?i)(?: (?:schon|jetzt|nun|erst|dann|bereits|stolze|endlich))? {_AGE}"
    r"(?:\.(?= ?geb)|te[nrs]?\b)?(?: jahre(?: alt)?| years old| geworden| wird| geburtstag)?"
    r"(?=[.,;!?)\n]|$| (?:und|and|wird|werde|geworden|oder)\b)"
)
_TURNS_BEFORE = re.compile(
    r"(?i)\b(?:wird|werde|wirst|werden|wurde|ist|bin|war|sind)(?: (?:nämlich|ja|doch|jetzt"
    r"|schon|erst))? "
    r"(?:am |diesen |nächsten )?$"
)
_TURNED = re.compile(
    rf"(?i)['’]s {_AGE} on (?:the )?$|\b(?:turn(?:s|ed|ing)?|will be|['’]ll be|was|be(?:came"
    rf"|comes)?|wird|werde|wurde) {_AGE}"
    r"(?: years old| jahre(?: alt)?)?,? (?:on |am |this |next |come )?(?:the )?$"
    rf"|(?:\d{{2,3}}(?:st|nd|rd|th|\.)|[a-z]+(?:ieth|zigste[nr]?)) "
    r"(?:birthday |geburtstag |party |feier )?(?:is |was |ist |war |falls )?(?:on |am )(?:the )?$"
)
_FEAST_AFTER = re.compile(
    r"(?i)(?:[ ,(](?:(?!ver?st|gest|died|passed|death|tod\b|happy|eingebr)[^\n.!?;\d]){0,40})?"
    r"(?:\bgeburtstag|birthday|zur welt|auf die welt|into the world"
    r"|geboren|geborene[nrs]?|\bgeb\b|\bborn\b|(?:seinen|ihren|meinen|unseren|his|her|my|their)"
    r" \d{1,3}(?:\.|st|nd|rd|th) ?(?:geburtstag|birthday))"
)
# "Und das Geburtsdatum?" on one line, the date on the next
_ANSWER = re.compile(
    r"(?i)(?:geburtsdat\w*|geburtstag\w*|date of birth|\bdob\b|birthday)[^\n]{0,40}\n"
    r"(?:[\w .]{1,20}: ?)?[^\n\d.]{0,12}$"
)
_FULL = re.compile(r"\d{2}$")
_HISTORY = re.compile(
    r"(?i)\b(?:founded|established|gegründet|eröffnet|opened|built|erbaut|released|erschienen|fiel"
    r"|premiered?|launched|fell|uraufgeführt|ended|endete|began|begann|signed|unterzeichnet"
    r"|patented|invented|erfunden|printed|gedruckt|published)(?: \w+){0,2} (?:on|am)(?: the)? \Z"
)
"""What happened to things and countries on a day long ago."""
_BEFORE_2020 = re.compile(r"(?:19\d\d|20[01]\d)$")
_AGE_BESIDE = re.compile(
    rf"(?i) ?\(?(?:da |dann |then )?(?:ich|er|sie|she|he|i|they)? ?(?:werd\w*|wird|wurde|turns?"
    rf"|am|is)"
    rf" (?:ich |er |sie )?{_AGE}(?=[.,;!?)\n]|$)"
)
_CHILD = re.compile(
    r"(?i)\b(?:infant|newborn|new baby|baby|it['’]s a (?:girl|boy)|neugeborene\w*|säugling"
    r"|entbunden"
    r"|entbindung|our (?:daughter|son)|unsere? (?:tochter|sohn))\b[^\n]{0,60}$"
    rf"|\b(?:sohn|tochter|son|daughter|kind|child|enkel(?:in|kind)?|enkelsohn)"
    rf"(?: (?:{MASKED}|[A-ZÄÖÜ][a-zäöüß]+))?, ?$"
    r"|\b(?:kind(?:er)?|child(?:ren)?|sohn|tochter|son|daughter|twins|zwillinge?)(?: ?\d ?:? ?|: ?)"
    r"(?:[\d./-]{6,10}(?:,| and| und| &) ?){0,5}$"
    r"|\b(?:kinder|kids|children|daughters?|sons?|söhne|sohn|töchter|tochter|enkel\w*"
    r"|twins?|triplets|zwilling\w*|drilling\w*|baby|babys|babies)\b"
    r"[^\n.!?]{0,60}\((?:both|beide|je|jeweils|each|all|alle)?:? ?$"
)
_BIRTH_PARTS = ("geb", "birth", "born", "dob")
_YEAR_ONLY = re.compile(rf"(?i){_YEAR}$|{_MONTH} {_YEAR}$")
_BIRTHDAY_ONLY = re.compile(
    r"(?:born|geboren|\bgeb\b\.?|geburtsdatum|geburtsjahr|jahrgang|\bjg\.|birthday|b-?day"
    r"|geburtstag"
    r"|turns \d+"
    r"|birth|\(b\.|\(?\*)(?:(?!died|passed|death|verst|gest|seit|since)[^\n.!?;]){0,25}$",
    re.IGNORECASE,
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Full dates beside a word for birth or before 2007; day or year alone after ``geboren``."""
    cues = cues_in(text)
    if cues & (_SPELLED_CUE | _BIRTH_CUE):
        yield from _in_words(text, cues)
    if not cues & DIGIT:
        return
    for match in _dates(text, cues):
        named = _BEFORE_2020.search(match[0]) and _AFTER_NAME.search(
            text, max(0, match.start() - 8), match.start()
        )
        early = _EARLY.search(match[0]) and not _HISTORY.search(
            text, max(0, match.start() - 40), match.start()
        )
        if named or early or _is_birth(text, match) or _is_turn(text, match):
            yield Span(*match.span(), "BIRTH_DATE")
    if mentions(text, FEAST_PARTS):
        yield from _feasts(text)


def _dates(text: str, cues: int) -> Iterable[re.Match[str]]:
    """What is built as a date, if the runs of digits can be those of one."""
    if cues & _MONTH_CUE:
        return near_digit_matches(_DATE, text)
    runs = runs_in(text)
    parted = runs.groups > 2 or (runs.groups > 1 and runs.sizes & _YEAR_RUN)
    return near_digit_matches(_NUMERIC, text) if parted or runs.free & _ONE_RUN else ()


_YEAR_RUN = lengths(4)
_ONE_RUN = lengths(6, 8)


def _in_words(text: str, cues: int) -> Iterator[Span]:
    """Dates written out, or spoken."""
    if cues & _SPELLED_CUE:
        for match in in_order(at_words(_IN_WORDS, text, _IN_WORDS_HEADS, digits=True)):
            if _is_line(text, match) or _LONG_AGO.search(match[0]) or _is_birth(text, match):
                yield Span(*match.span(), "BIRTH_DATE")
        if mentions(text, FEAST_PARTS):
            for match in in_order(at_words(_DAY_IN_WORDS, text, _IN_WORDS_HEADS)):
                if _is_birth(text, match):
                    yield Span(*match.span(), "BIRTH_DATE")
    if cues & _BIRTH_CUE and cues & _BIRTH_END:
        yield from (Span(*m.span("date"), "BIRTH_DATE") for m in _SCANNED.finditer(text))
        for match in _SPOKEN.finditer(text):
            if not match["date"][:1].isdigit():
                yield Span(*match.span("date"), "BIRTH_DATE")


def _is_line(text: str, match: re.Match[str]) -> bool:
    """Whether a date is all of a line, or all that somebody says in it: "Kunde: Erster Mai …"."""
    begin = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    before, after = text[begin : match.start()], text[match.end() : end if end >= 0 else len(text)]
    return not after.strip(" .,!") and _SPEAKER.fullmatch(before) is not None


_SPEAKER = re.compile(r"\s*(?:[>–-] ?)?(?:[^\W\d_][\w .]{0,20}: ?)?(?:(?i:am|der|the|on) )?")


def _feasts(text: str) -> Iterator[Span]:
    """Days without a year, or in parts, where somebody is born, has a birthday or turns an age."""
    for match in near_digit_matches(_DAY_ONLY, text):
        start, end = match.span()
        if (
            _BIRTHDAY_ONLY.search(text, max(0, start - 40), start)
            or (not _YEAR_ONLY.match(match[0]) and _FEAST_AFTER.match(text, end))
            or _BORN_THEN.match(text, end)
            or _AGE_BESIDE.match(text, end)
            or _TURNED.search(text, max(0, start - 50), start)
            or (
                _TURNS_BEFORE.search(text, max(0, start - 30), start)
                and _TURNS_AFTER.match(text, end)
            )
        ):
            yield Span(start, end, "BIRTH_DATE")
    yield from (Span(*m.span("year"), "BIRTH_DATE") for m in _YEAR_SHORT.finditer(text))
    for match in _MONTH_SHORT.finditer(text):
        yield Span(*match.span("year" if match["year"] else "own"), "BIRTH_DATE")
    for match in _DAY_SHORT.finditer(text):
        yield Span(*match.span("day" if match["day"] else "own"), "BIRTH_DATE")
    for match in near_digit_matches(_SPACED, text):
        if _is_birth(text, match):
            yield Span(*match.span(), "BIRTH_DATE")


def _is_turn(text: str, match: re.Match[str]) -> bool:
    """Whether somebody turned an age that day: "turned 6 on 12 Nov 2019"."""
    start, end = match.span()
    if not _AGES.search(text, max(0, start - 50), min(len(text), end + 20)):
        return False
    if _TURNED.search(text, max(0, start - 50), start):
        return True
    before = _TURNS_BEFORE.search(text, max(0, start - 30), start)
    return before is not None and _TURNS_AFTER.match(text, end) is not None


_AGES = re.compile(r"(?i)\b(?:turn|will be|ll be|bec[ao]me|wird|werde|wurde|birthday|geburtstag)")
_MONTH_SHORT = re.compile(
    r"(?i)(?:\bgeb\.?|\bgeboren|\bborn|\bdob|d\.o\.b\.?)[ :]{1,3}(?:im |in )?"
    r"(?P<year>(?:0?[1-9]|1[0-2])/\d{2})(?![\d/])|\bbin (?:ein |eine )?(?P<own>['’]?\d{2})er(?!\w)"
)
_YEAR_SHORT = re.compile(
    r"(?i)\b(?:jahrgang|jg\.|year of birth:?|birth ?year:?) ['’]?(?P<year>[3-9]\d)(?!\w|[.,]\d"
    r"| [A-ZÄÖÜ])"
)
_BORN_THEN = re.compile(r"(?i) (?:(?:in|auf|bei) \w+ )?(?:geboren|geb\b|zur welt gekommen)")
# Geburtstag: 03.05, bin Baujahr 84, DOB May 3rd 84
_DAY_SHORT = re.compile(
    r"(?i)(?:\b(?:geburtstag|birthday|b-?day|geb|dob|date of birth|geburtsdatum)\b\.?(?:['’]s)?"
    r"(?:[ :]|\b(?:is|ist|am|on|the|der)\b){1,5}(?P<day>(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]"
    r"|[12]\d"
    rf"|3[01])\.?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2}})(?![./]?\d|\w|[%€£$]| ?(?:kg|uhr"
    rf"|full|off))"
    r"|(?:\bbin|(?:\b(?:er|sie)|mann|frau|mutt(?:er|i)|vat(?:er|i)|[mp]ama|papa|o[mp]a|sohn|tochter"
    r"|bruder|schwester|(?:freund|enkel|partner|chef|kund|nachbar|schwager|kolleg)(?:in|e)?|tante"
    rf"|onkel|kind|{MASKED}) ist) (?:auch |schon |ja )?"
    r"(?:ein |eine )?(?:baujahr|bj\.?) ['’]?(?P<own>(?:19|20)?\d\d)(?!\w))"
)
_SPELLED = word_set(
    "january february march april may june july august september october november december januar "
    "februar märz maerz mai juni juli oktober dezember jan feb mär apr jun jul aug sep sept okt "
    "oct "
    "nov dez dec ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten "
    "elften zwölften jänner"
) | {
    stem + ending
    for stem in word_set(
        "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt "
        "vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst dreißigst"
    )
    for ending in ("e", "er")
}
_SPELLED_CUE = cue(whole=_SPELLED)
_MONTH_CUE = cue(parts=_MONTHS)
_BIRTH_CUE = cue(parts=_BIRTH_PARTS)
_BIRTH_ENDS = ("geb", "geboren", "birth", "birthdate", "dob", "born", "tsdatum", "geburtstag")
_BIRTH_END = cue(test=lambda word, _: word.lower().endswith(_BIRTH_ENDS), whole=("b", "ob"))
"""With which words `_SPOKEN` and `_SCANNED` begin, "D.O.B." among them."""
_IN_WORDS_HEADS = heads_of(
    word_set(
        "jän jan hornung feb mär mar mrz maer apr mai may jun jul aug sep okt oct nov dez dec "
        "erste "
        "zweite dritte vier fünf fuenf sech sieb acht neun zehnte elfte zwölfte zwoelfte ein zwei "
        "drei zwanzig dreißig twenty thirty first second third fourth fifth sixth seventh eighth "
        "ninth tenth eleventh twelfth thirteenth fourteenth sixteenth nineteenth twentieth "
        "thirtieth"
    ),
    whole=("the",),
)
CUES = one_of(
    _SPELLED_CUE,
    _BIRTH_CUE,
    (DIGIT, _MONTH_CUE | FEAST_CUE),
    digits_cue(lambda sizes: len(sizes) > 2 or (len(sizes) == 2 and 4 in sizes)),
    (digits_cue(lambda sizes: 6 in sizes or 8 in sizes), FREE),
)


def _is_birth(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    # The dot of "geb." ends no sentence.
    before = re.sub(r"(?i)\b(geb|dat|urt|d\.o\.b|b)\.", r"\1 ", before)
    if _BORN.search(before) or _BORN_AFTER.match(text, match.end()):
        return True
    if _FEAST_AFTER.match(text, match.end()) or _ANSWER.search(before):
        return True
    if _FULL.search(match[0]) and _CHILD.search(text, max(0, match.start() - 90), match.start()):
        return True
    # "You have my date of birth wrong. It should be …"
    return bool(
        _CORRECTED.search(before)
        and _WELL_KNOWN.search(text, max(0, match.start() - 140), match.start())
    )
