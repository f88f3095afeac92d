"""Number plates: German ones by shape, others where the text speaks of a vehicle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import after_maker, is_product
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import CAPITAL_BEFORE, cue, cues_in, digits_cue, one_of
from dialogkit.corpus._anonymize._search import (
    capital_before_digit,
    lengths,
    near_digit_matches,
    runs_in,
)
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import common, fold, ordinary, word_set

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_L = "A-ZÄÖÜ"
_HYPHEN = re.compile(
    rf"(?<![\w-])[{_L}]{{1,3}}[-–] ?[{_L}]{{1,2}}[ -]?[1-9]\d{{0,3}} ?[EH]?(?![\w-]|[.,]\d)"
)
_SPACED_HYPHEN = re.compile(
    rf"(?<![\w-])([{_L}]{{1,3}}) [-–] [{_L}]{{1,2}}[ -]?[1-9]\d{{0,3}} ?[EH]?(?![\w-])"
)
# Without a hyphen it could be a product, so the letters must be those of a town or district.
_SPACE = re.compile(rf"(?<![\w-])([{_L}]{{1,3}}) [{_L}]{{1,2}} ?[1-9]\d{{1,3}}[EH]?(?![\w-]|\.\d)")
_UK = re.compile(r"(?<![\w-])[A-Z]{2}\d{2} ?[A-Z]{3}(?![\w-])")
_AUSTRIAN = re.compile(rf"(?<![\w-])[{_L}]{{1,2}}[- ]\d{{2,6}} ?[{_L}]{{1,3}}(?![\w-])")
_SWISS = re.compile(
    r"(?<![\w-])(?:AG|AI|AR|BE|BL|BS|FR|GE|GL|GR|JU|LU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH)"
    r"[- ·]{1,3}\d{1,3}[ '’.]?\d{3}(?![\w-])"
)
# KA 05 MH 4321
_INDIAN = re.compile(
    r"(?<![\w-])(?:AN|AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD"
    r"|OR|PB|PY|RJ|SK|TG|TN|TR|TS|UA|UK|UP|WB)[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}(?![\w-])"
    r"|(?<![\w-])DL[ -]?\d{1,2}[A-Z][ -]?[A-Z]{1,2}[ -]?\d{4}(?![\w-])",
)
_INDIAN_SMALL = re.compile(_INDIAN.pattern, re.IGNORECASE)
_CUE = re.compile(
    r"(?:kennzeichen|nummernschild|kfz|fahrzeug|wagen|auto|transporter|lkw|pkw|sprinter"
    r"|(?<!cont)(?<!st)roller"
    r"|motorrad|anhänger|\bmoped|\bmofa|mokick|\bvespa\b|kennz\.|plakette|strafzettel|knöllchen"
    r"|\bevb\b"
    r"|parkausweis|parkverstoß|\bute\b|\bmaut|\bpermit for|\bfine for|\btow(?:ed|ing)\b|\bclamped"
    r"|(?:dart|congestion|zone) charge|anwohnerpark\w*|abgeschleppt|licen[cs]e plate|number plate"
    r"|plate|registration|\brego?\b|vehicle|van\b"
    r"|truck|car\b|bike\b|scooter\b|\brc\b|(?<=, )tag\b|\Atag (?=\Z)|\btags?:|\btag (?:number|no)"
    r"|matr[ií]cula|targa|plaka"
    r"|immatriculation|kenteken)[^\n]{0,40}?$",
    re.IGNORECASE,
)
# plate Q 44 12, rego 1AB-2CD: whatever stands right behind the word for it
_NAMED = re.compile(
    r"(?i:\b(?:plates?|rego|reg(?:istration)?|kennz(?:eichen)?|nummernschild|schild"
    r"|(?<=license )tag|(?<=licence )tag)\b\.?)"
    r"(?i:[ :#=\"“(]|['’]s\b|\b(?:numbers?|num|nos?|nr|is|are|ist|lautet|was|were|war|reads?|now"
    r"|still)\b\.?){1,6}"
    r"(?P<value>(?=[A-Z0-9 -]*\d)(?=[0-9 -]*[A-Z])[A-Z0-9]{1,4}"
    r"(?:[ -]?[A-Z0-9]{1,4}){1,2})(?![\w-])"
)
# der golf (WOB VW 1), golf wob-vw 1
_CARS = (
    *("golf", "polo", "passat", "tiguan", "corolla", "yaris", "astra", "corsa", "fiesta", "focus"),
    *("clio", "megane", "twingo", "octavia", "fabia", "civic", "caddy", "vito", "kangoo"),
    *("berlingo", "transit", "crafter", "ducato", "kombi", "cabrio", "moped", "mofa", "vespa"),
    *("quad", "traktor", "wohnmobil", "kastenwagen", "parkt", "parken", "geparkt", "zugeparkt"),
)
_OF_CAR = re.compile(
    rf"(?i:\b(?:{'|'.join(_CARS)}))[ (:,\"„]{{1,3}}"
    rf"(?P<value>(?P<town>[{_L}a-zäöü]{{1,3}})(?: ?- ?"
    rf"| )[{_L}a-zäöü]{{1,2}} ?[1-9]\d{{0,3}} ?[EHeh]?)(?![\w-])"
)
# OD wie Otto Dora, TQ 88
_SAID = re.compile(
    rf"(?<![\w-])[{_L}]{{1,3}},? (?:wie|as in|for"
    rf"|like) [{_L}]\w+(?:,? (?:und )?[{_L}]\w+){{0,2}},? "
    rf"(?:dann )?[{_L}]{{1,2}}[ -]?[1-9]\d{{0,3}} ?[EH]?(?![\w-])"
)
# DTWD58, where the text speaks of a vehicle
_JOINED = re.compile(rf"(?<![\w-])([{_L}]{{2,5}})[1-9]\d{{0,3}}[EH]?(?![\w-])", re.IGNORECASE)
_PARKED = re.compile(
    r"(?i)[\"“)]?,? (?:park\w*|steht|stand|blockier\w*|blocks|blocked|zugeparkt|is parked|fuhr"
    r"|fährt"
    r"|abgestellt|angefahren|gehört)(?!\w)"
)
_CUE_PARTS = (
    *("kennzeichen", "schild", "kfz", "fahrzeug", "wagen", "auto", "transporter", "lkw", "pkw"),
    *(
        "bike",
        "scooter",
        "rc",
        "sprinter",
        "roller",
        "motorrad",
        "anhänger",
        "plate",
        "reg",
        "vehicle",
        "van",
        "truck",
    ),
    *(
        "park",
        "steht",
        "stand",
        "block",
        "fähr",
        "car",
        "tag",
        "matr",
        "targa",
        "plaka",
        "immatriculation",
        "kenteken",
        *("kennz", "moped", "mofa", "mokick", "vespa", "plakette", "strafzettel", "knöllchen"),
        *("evb", "ute", "maut", "permit", "fine", "tow", "clamp", "dart", "congestion"),
    ),
)
_SHORT_RUNS = range(1, 7)
_OF_PLATES = lengths(*_SHORT_RUNS)
"""How many digits in a row a plate has."""
_LETTERS_CUE = cue(test=lambda word, _: len(word) < 4 and word.isupper())
"""The letters that a plate begins with."""
_VEHICLE_CUE = cue(parts=_CUE_PARTS)
_CAR_CUE = cue(whole=_CARS)
_LETTERS_FIRST = (_UK, _AUSTRIAN, _SWISS, _INDIAN)
_LOOSE = re.compile(
    r"(?<![\w-])(?!(?:is|ist|the|my|der|die|das|mit|hat|has|und|and|was|war|am|um|in|on|at|a|to|no"
    r"|nr|reg|van|car|lkw|pkw|kfz|tag|it|he|she|er|sie|of|von|act|art"
    r"|for|für|fuer|den|dem|ab|bis|vom|zum|from|till) )"
    r"(?:[a-zäöü]{1,3}[ -]{1,3}[a-zäöü]{1,2}[ -]{0,3}\d{1,4} ?[eh]?|[a-z]{2,3}[ -][a-z]\d{2,3}"
    r"|[a-zäöü]{1,3}[ -]?\d{3,6} ?[a-z]{0,3}|\d{1,4}[ -]?[a-z]{2,3}[ -]?\d{0,4}"
    r"|[a-z]{2}[ -]?\d{2,3}[ -]?[a-z]{2,3}|[a-z]\d{1,3} ?[a-z]{3}|[a-z]{3} ?\d{2} ?[a-z]"
    r"|\d{2,3} (?!x )[a-z]{1,2} \d{1,6}|\d[a-z]{2} ?\d[a-z]{2}"
    r"|\d[a-z]{1,2}\d? ?\d{4})(?![\w-])",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\d\s?(?:uhr|euro?|km|kg|min|std|tage?|h|am|pm|e|x|mal|cm|mm|ml|stk|pcs|ps|hp|kw|cv|sitze"
    r"|mph|km/h|ccm|l)$",
    re.IGNORECASE,
)

_DISTRICTS = word_set(
    "A AA AB AC AE AK AM AN AS AZ B BA BB BC BD BE BI BIT BL BM BN BO BOR BOT BR BS BT BZ C "
    "CB CE CHA CO COE CUX CW D DA DAH DAN DAU DD DE DEG DEL DGF DH DI DL DN DO DON DU DW E EA "
    "EBE ED EE EF EI EL EM EMD EMS EN ER ERB ERH ES ESW EU F FB FD FDS FF FFB FG FL FN FO FR "
    "FRG FRI FS FT FÜ G GAP GE GER GF GG GI GL GM GÖ GP GR GS GT GTH GÜ GZ H HA HAL HAM HAS "
    "HB HBN HD HDH HE HEF HEI HEL HER HF HG HGW HH HI HL HM HN HO HOL HOM HP HR HRO HS HSK "
    "HST HU HVL HWI HX HZ IGB IK IL IN IZ J JL K KA KB KC KE KEH KF KG KH KI KIB KL KLE KN KO "
    "KR KS KT KU KUS KYF L LA LAU LB LD LDK LDS LER LEV LG LI LIF LIP LL LM LÖ LOS LU LÜN LWL "
    "M MA MB MD ME MEI MG MH MI MIL MK MKK MM MN MOL MOS MR MS MSP MST MTK MÜ MYK MZ MZG N NB "
    "ND NDH NE NEA NES NEW NF NI NK NM NMS NOH NOM NR NU NW NWM OA OAL OB OD OE OF OG OH OHA "
    "OHV OHZ OL OPR OS OSL P PA PAF PAN PB PE PF PI PIR PLÖ PM PR PS QLB R RA RD RE REG RO "
    "ROS ROW RP RS RT RÜD RÜG RV RW RZ S SAD SAW SB SC SDT SE SFA SG SH SHA SHG SHK SHL SI "
    "SIG SIM SK SL SLF SLS SM SN SO SOK SÖM SON SP SPN SR ST STA STD SU SÜW SW SZ TBB TF TIR "
    "TÖL TR TS TÜ TUT UE UER UH UL UM UN V VB VEC VER VIE VK VS W WAF WAK WB WE WEN WES WF "
    "WHV WI WIL WL WM WN WND WO WOB WST WT WTM WÜ WUG WUN WW Z ZI ZR ZW"
)


CUES = one_of(
    _VEHICLE_CUE,
    (
        digits_cue(lambda sizes: any(size in _SHORT_RUNS for size in sizes)),
        _LETTERS_CUE | _CAR_CUE,
        CAPITAL_BEFORE,
    ),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Plates by shape; after a word for a vehicle in lower case and other countries' shapes too."""
    cues = cues_in(text)
    short = bool(runs_in(text).sizes & _OF_PLATES)
    if short and cues & (_LETTERS_CUE | _CAR_CUE) and capital_before_digit(text):
        yield from _by_shape(text) if cues & _LETTERS_CUE else ()
        yield from _of_cars(text) if cues & _CAR_CUE else ()
    if cues & _VEHICLE_CUE:
        yield from (Span(*m.span("value"), "PLATE") for m in near_digit_matches(_NAMED, text))
        if short:
            yield from _of_vehicles(text)


def _by_shape(text: str) -> Iterator[Span]:
    hyphens = "-" in text or "–" in text
    for pattern in (_HYPHEN, *_LETTERS_FIRST) if hyphens else _LETTERS_FIRST:
        for match in near_digit_matches(pattern, text):
            if pattern is _AUSTRIAN and _is_count(match[0]):
                continue
            if not is_product(text, match.start()) and not after_maker(
                text, match.start(), cars=False
            ):
                yield Span(*match.span(), "PLATE")
    for pattern in (_SPACE, _SPACED_HYPHEN) if hyphens else (_SPACE,):
        for match in near_digit_matches(pattern, text):
            if match[1] in _DISTRICTS:
                yield Span(*match.span(), "PLATE")


def _of_cars(text: str) -> Iterator[Span]:
    """Plates right behind a car's name."""
    for match in near_digit_matches(_OF_CAR, text):
        words = {fold(word) for word in _WORD.findall(match["value"])}
        if match["town"].upper() in _DISTRICTS and words.isdisjoint(_TRIMS):
            yield Span(*match.span("value"), "PLATE")


def _of_vehicles(text: str) -> Iterator[Span]:
    """Plates in lower case, joined, or of other countries, beside a word for a vehicle."""
    for match in near_digit_matches(_JOINED, text):
        if _is_joined(match[1].upper()) and (
            _CUE.search(text, max(0, match.start() - 60), match.start())
            or _PARKED.match(text, match.end())
        ):
            yield Span(*match.span(), "PLATE")
    for match in near_digit_matches(_INDIAN_SMALL, text):
        if _CUE.search(text, max(0, match.start() - 60), match.start()):
            yield Span(*match.span(), "PLATE")
    if " wie " in text or " for " in text or " as in " in text or " like " in text:
        yield from (Span(*m.span(), "PLATE") for m in near_digit_matches(_SAID, text))
    for match in near_digit_matches(_LOOSE, text):
        value = _without_next_word(text, match)
        if (
            value
            and _is_no_amount(match[0])
            and _CUE.search(text, max(0, match.start() - 60), match.start())
        ):
            yield Span(match.start(), match.start() + len(value), "PLATE")


def _without_next_word(text: str, match: re.Match[str]) -> str:
    """What is written in capitals without the sentence's next word; nothing of "E4 and"."""
    value = match[0]
    first, _, last = value.rpartition(" ")
    small = last.isalpha() and last.islower() and fold(last) in ordinary()
    if not small or not any(map(str.isupper, first)) or _GOES_ON.match(text, match.end()) is None:
        return value
    return first if sum(map(str.isdigit, first)) > 1 else ""


_GOES_ON = re.compile(r" [^\W\d_]")


def _is_count(value: str) -> bool:
    """Whether all letters of a value are words (``IS 88 ON``), or a unit ends it (``M 20 GB``)."""
    if "-" in value:
        return False
    words = [fold(word) for word in _WORD.findall(value)]
    return words[-1] in _TRIMS or all(word in common() for word in words)


def _is_joined(letters: str) -> bool:
    """Whether letters are those of a district and one or two more."""
    return any(
        letters[:n] in _DISTRICTS and 1 <= len(letters) - n <= 2 for n in range(1, len(letters))
    )


def _is_no_amount(value: str) -> bool:
    """Whether a loose match is no time, measure, or word and number (``von 2019``)."""
    if _CANTON.match(value):
        return True
    listed = [fold(word) for word in _WORD.findall(value)]
    words = set(listed)
    if "-" not in value and (listed[-1] in _TRIMS or (value[:1].isdigit() and words & _TRIMS)):
        return False
    measured = "-" not in value and _UNIT.search(value) is not None
    if (measured and not _DISTRICT_FIRST.match(value)) or _WORD_AND_YEAR.match(value):
        return False
    if " " in value and "-" not in value and words <= ordinary():
        return False
    plain = "-" not in value and len(words) == 1
    return not plain or (words.isdisjoint(ordinary()) and words.isdisjoint(_ORDINALS))


_CANTON = re.compile(
    r"(?i)(?:ag|ai|ar|be|bl|bs|fr|ge|gl|gr|ju|lu|ne|nw|ow|sg|sh|so|sz|tg|ti|ur|vd|vs|zg"
    r"|zh) ?\d{5,6}\Z"
)
_DISTRICT_FIRST = re.compile(
    r"(?i)[a-zäöü]{1,3}[ -]?\d{3,6}e\Z|[a-zäöü]{1,3} [a-z]{1,2} ?\d{1,4} ?[eh]\Z"
)
_WORD = re.compile(r"[^\W\d_]+")
_WORD_AND_YEAR = re.compile(r"(?i)[a-zäöü]{3} (?:19|20)\d\d$")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_TRIMS = word_set(
    "gb mb tb kb mhz ghz hz db lm xt xtx ti eur chf usd gbp kg km ml cl cm mm ps kw hp cc cv rpm "
    "bay gti gtd gte gtx tdi tsi tfsi tdci cdi cdti hdi dci gdi mpi vti rs amg gt xl xxl"
)
"""What comes after a number as a unit, or as a kind of engine or of card."""
