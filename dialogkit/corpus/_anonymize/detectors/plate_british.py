"""Plates of Britain, Ireland and Northern Ireland, and plates that are a whole answer.

Forms from the DVLA's guidance on number plates (INF104): two letters, two digits, three letters
since 2001; a letter before or behind until then; letters with an I or a Z in Northern Ireland. A
shape alone could be a product, so the text must speak of a vehicle, or correct one plate by
another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._amounts import after_maker, is_product
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, digits_cue, one_of
from dialogkit.corpus._anonymize._search import lengths, near_digit_matches, runs_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, plain_words, word_set

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_COUNTY = r"(?:C|CE|CN|CW|D|DL|G|KE|KK|KY|L|LD|LH|LK|LM|LS|MH|MN|MO|OY|RN|SO|T|TN|TS|W|WD|WH|WW|WX)"
_FORMS = (
    # AB12 CDE
    r"(?P<now>[A-HJ-PR-Y][A-HJ-PR-Y][ -]?(?:[01257]\d|6\d)[ -]?[A-HJ-PR-Z]{3})",
    # P662 FDC and ASH 141R
    r"(?P<older>[A-HJ-NPR-Z]\d{1,3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{1,3}[A-HJ-NPR-TV-Y])",
    # MIZ 5987
    r"(?P<north>[A-Z]?(?:[IZ][A-Z]|[A-Z][IZ])[ -]?\d{2,4})",
    # 191-D-12345
    rf"(?P<irish>\d{{2,3}}[ -]{_COUNTY}[ -]\d{{1,6}}|\d{{2,3}}{_COUNTY}\d{{3,6}})",
    # BXKT 482, of a province or a state
    r"(?P<american>[A-Z]{3,4}[ -]?\d{3,4})",
    # nicht ki-x302h, sondern ki-x 320h
    r"(?P<german>[A-ZÄÖÜ]{1,3}-[A-ZÄÖÜ]{1,2} ?[1-9]\d{0,3} ?[EH]?)",
)
_PLATE = re.compile(
    rf"(?<![\w./,#€£$-])(?:{'|'.join(_FORMS)})(?![\w-]|[.,]\d|[%€£$])", re.IGNORECASE
)
_VEHICLE = word_set(
    "car cars van vans vehicle vehicles reg regs registration registrations rego vrm vrn plate "
    "plates policy insurance insured insurer insure parked parking parks park fine pcn permit "
    "toll clamped clamp towed towing tow mot ulez dart congestion caz logbook sorn dvla "
    "breakdown recovery courtesy hire fleet garage driver driving drives motorbike motorcycle "
    "motorhome campervan caravan trailer lorry truck ute moped scooter bike taxed numberplate "
    "accident collision bumper scratched ford fiat audi vauxhall corsa astra fiesta focus golf "
    "polo mini nissan qashqai kia hyundai toyota yaris corolla honda civic mazda skoda octavia "
    "seat volvo tesla bmw mercedes sprinter transit peugeot citroen renault clio megane passat "
    "tiguan jaguar kangoo vito caddy bentley porsche tractor estate hatchback saloon convertible "
    "suv hilux ranger defender windscreen tyres exhaust clutch charger evb kennzeichen auto "
    "autos wagen kfz fahrzeug transporter parkplatz parkhaus geparkt mofa roller police "
    "versicherung maut notice anpr keeper autopay drive abgeschleppt abgeschleppte abschleppen "
    "kz stromer elektroauto oldtimer cabrio kombi parkt falschparker blockiert zugeparkt halter "
    "knolle geblitzt ordnungsamt werkstatt inspektion kundenparkplatz tiefgarage stellplatz "
    "ladesäule wohnmobil lkw pkw laster traktor quad motorrad vespa fahrer einfahrt leasing "
    "carport unfall strafzettel knöllchen zulassung mietwagen leihwagen anhänger"
)
_SAID = word_set("not instead sondern nicht its it correct wrong falsch statt rather should")
_VEHICLE_CUE = cue(whole=_VEHICLE)
_SAID_CUE = cue(whole=_SAID)
_ALONE = re.compile(
    r"(?i)\s*(?:(?:ja|nein|ok|yes|yep|no|sorry|sure|klar|gern|also|es|das|it['’]?s?|its|is|ist"
    r"|mine|my|mein\w*|meins|that['’]?s|this|here|hier|the|plate|reg|kennzeichen|,|:|\.)\s*){0,5}"
    r"(?P<value>[A-ZÄÖÜ]{1,3}(?: ?- ?| )[A-ZÄÖÜ]{1,2}[ -]?[1-9]\d{0,3} ?[EH]?"
    r"|[A-HJ-PR-Y]{2}[ -]?\d{2}[ -]?[A-HJ-PR-Z]{3})\s*[.!,]?\s*"
)
_LONGEST = 40
_SHORT_RUNS = range(1, 7)
_OF_PLATES = lengths(*_SHORT_RUNS)
"""How many digits in a row a plate has."""
_NO_LETTERS = word_set(
    "led usb pro max uhd hdr gti gtd tdi tsi tfsi mah rpm mph kmh ram ssd hdd rtx gtx xps agm amp "
    "ips eur usd gbp chf vat pdf doc jpg png mpg dvd cds est gmt utc bst cet pcs per day uhr min "
    "std sec hrs ltr qty ref iso din usb dab cpu gpu psu atx ddr sim esp abs suv mot reg var typ "
    "xxl xlt inc ltd plc gbr ohg aug sep oct nov dec jan feb mar apr jun jul okt dez mai mrz mon "
    "tue wed thu fri sat sun mil mio mrd pkt pck stk paar cmm qmm lit und and the for von bis aus "
    "zum zur mit per pro max min zoll inch gen ion ios win mac mod kit van car air ultra lite duo "
    "dot aaa aab vga dvi hdm xbr nfc lte gsm gps ups dhl dpd gls biz big aie zip"
)
"""Letters that stand beside numbers in another sense."""


CUES = one_of(
    (
        digits_cue(lambda sizes: any(size in _SHORT_RUNS for size in sizes)),
        _VEHICLE_CUE | _SAID_CUE | cue(test=lambda word, _: len(word) < 4),
    )
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Plates where a vehicle is spoken of, two of them, and those that are all of a message."""
    if not runs_in(text).sizes & _OF_PLATES:
        return
    cues = cues_in(text)
    if len(text) < _LONGEST and (alone := _ALONE.fullmatch(text)) is not None:
        if _is_free(alone["value"], least=2) and alone["value"][:3].lower() not in _NO_LETTERS:
            yield Span(*alone.span("value"), "PLATE")
        return
    if not cues & (_VEHICLE_CUE | _SAID_CUE):
        return
    found = [m for m in near_digit_matches(_PLATE, text) if _is_plate(text, m)]
    sure = bool(cues & _VEHICLE_CUE)
    kinds = {m.lastgroup for m in found}
    if sure or len(found) > 1 or "now" in kinds:
        for match in found:
            if sure or match[0].isupper() or match.lastgroup == "german":
                yield Span(*match.span(), "PLATE")


def _is_plate(text: str, match: re.Match[str]) -> bool:
    value = match[0]
    if is_product(text, match.start()) or after_maker(text, match.start(), cars=False):
        return False
    if not value.isupper() and not value.islower():
        return False
    if match.lastgroup == "irish":
        return value.isupper() or "-" in value
    if match.lastgroup == "german":
        return value.islower() and _is_free(value.split("-")[0])
    if match.lastgroup != "now" and value.islower() and " " in value:
        return _is_free(value) and match.lastgroup == "older"
    if match.lastgroup == "now":
        named = _NAMED.search(text, max(0, match.start() - 24), match.start()) is not None
        # Letters of the place are often a word's: "co51 mba".
        return named or value.isupper() or _is_free(value[-3:])
    if (
        match.lastgroup == "north"
        and value.isupper()
        and _CALLED.search(text, max(0, match.start() - 24), match.start())
    ):
        return True
    return _is_free(value)


_CALLED = re.compile(
    r"(?i)\b(?:car|van|truck|reg|registration|plate|kennzeichen|auto|wagen)(?:['’]s)?"
    r"(?: reg(?:istration)?| plate)?(?:,? (?:is|ist|it['’]?s|lautet)|:)? \Z"
)
"""What is called so is a plate though its letters are a word: BIG 4410."""
_NAMED = re.compile(
    r"(?i)\b(?:reg|registration|rego|vrm|vrn|plate|kennzeichen)\b(?:[ :.]|\b(?:is|no|number|ist)\b)"
    r"{1,4}$"
)


def _is_free(value: str, least: int = 1) -> bool:
    """Whether the letters of a plate are no words or units; of British ones the last three."""
    groups = [fold(group) for group in re.findall(r"[^\W\d_]+", value)]
    words = [g for g in groups if g in _NO_LETTERS or (len(g) > 1 and g in plain_words())]
    return len(words) < least
