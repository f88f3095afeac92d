"""What digits are when they name nobody: dates, years, prices, measures, and products' numbers."""

from __future__ import annotations

import re

from dialogkit.corpus._anonymize._cues import cue, cues_in, known_word, letters_in
from dialogkit.corpus._anonymize._words import fold, is_noun, plain_words, word_set

__all__ = [
    "MEASURES",
    "after_maker",
    "has_unit",
    "is_date",
    "is_price",
    "is_product",
    "is_promo",
    "is_public",
    "is_reading",
    "is_year",
    "shows_figures",
    "token_start",
]

_UNIT = re.compile(
    r"(?:\s{0,2}(?:€|\$|£|%|°|['’]?(?:eur|euros?|chf|prozent|percent|cents?|pence|pounds?|quid"
    r"|dollars?"
    r"|stück|stk|pakete?|artikel|kg|g|km|m|cm|mm|m²|qm|w|watt|kw|kwh|v|volt|mah|ps|hp|gb|mb|tb"
    r"|mbit(?:/s)?|ml|liter|litres?|miles|meter|metern|uhr|tagen?|wochen?|monate?n?|stunden?"
    r"|minuten?|std|mal|x|jahren?|jährige[rn]?|days?|weeks?|hours?|am|pm|items?|parcels?|packages?"
    r"|teile?n?|sendungen|bestellungen|kartons?|years?|months?|minutes|punkten?|points|personen"
    r"|people|leute|kunden|customers|gäste|guests|mitarbeiter|zeichen|stellen|digits|characters"
    r"|seiten|pages|einwohner|grad|degrees|calls|anrufe|mails|e-mails|times|sternen?|stars?|steps"
    r"|schritte|meilen|kilometern?|quadratmetern?)(?!\w))|,[-–])",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"^(?:\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}"
    r"|(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d)$"
)
_PRICE = re.compile(r"^\d{1,3}(?:\.\d{3})*$")
_PRICE_REST = re.compile(r",\d{1,2}(?!\d)|,[-–]")
_YEAR = re.compile(r"^(?:19|20)\d\d(?: ?[-/–] ?(?:19|20)\d\d)?$")
_READING = re.compile(
    r"(?i)(?:(?:stand|stände)(?: (?:ist|sind|war|waren|lautet|lautete|beträgt|betrug|von|mit|bei"
    r"|liegt|(?:vom|am) \S{1,12}|heute|jetzt|aktuell|hier|laut \w+)){0,3}"
    r"|steht(?: jetzt| heute| aktuell)? auf"
    r"|reading(?: (?:is|was|of|today|now|currently)){0,2}|mileage(?: is| was| of)?"
    r"|kilometer|tacho|reads|shows|zeigt|abgelesen)[ :=]{1,3}$"
)
_PRODUCT = re.compile(
    r"(?i)(?<![^\W_])(?:artikel|art\.?|(?:\w+)?modell|model|typen?|type|ean|isbn|issn|pzn|gtin"
    r"|upc|asin"
    r"|chargen?|lot|batch|version|firmware|build|release|ersatzteil|teile|part|produkt|product|item"
    r"|sku|katalog|catalogue|catalog|farbe?|colou?r|ral|din|iso|iec|norm|fehler|error|status|seiten"
    r"|zimmer|raum|room|haus|gleis|linien|zug|hersteller|manufacturer|material|muster"
    r"|rabatt|promo|discount|aktions?|coupon|offer|dress|qr|source|area|dialling|referral|store"
    r"|shop"
    r"|filialen?|markt|locomotive|lok|forms?|formulare?|section|clause|recipe|rezept|chapter"
    r"|kapitel"
    r"|folge|episode|ausgabe|heft|symphony|gate|line|tram|route|platform|kit|centre|center|kurs"
    r"|course|modul|module|modules"
    r"|seminar|vorlesung|lehrgang|lecture|set)"
    r"(?: (?:of|des|der|im|auf|in|on|aus) (?:\w+ )?\w+(?=[ :]))?(?:[-. ]{0,2}(?:nr|nummern?"
    r"|numbers?|no|codes?|bezeichnung|id|name|meldung|kennung|schlüssel)"
    r"(?!\w))?\.?(?: (?:im|auf|in|on|der|des|aus) (?:\w+ )?\w+(?=:))?(?: (?:ist|is|lautet|war"
    r"|was|steht|:))?[\s:#(„\"]{1,3}$"
)
_PRODUCTS = (
    *("art", "model", "typ", "ean", "isbn", "issn", "pzn", "gtin", "upc", "asin", "charge", "lot"),
    *("batch", "version", "firmware", "build", "release", "ersatzteil", "teil", "part", "produ"),
    *("item", "sku", "katalog", "catalog", "farb", "colo", "ral", "din", "iso", "iec", "norm"),
    *("fehler", "error", "status", "seite", "zimmer", "raum", "room", "haus", "gleis", "linie"),
    *("zug", "hersteller", "manufacturer", "material", "muster", "rabatt", "promo", "discount"),
    *("aktion", "coupon", "offer", "dress", "qr", "source", "area", "dialling", "referral"),
    *("store", "shop", "filiale", "markt", "locomotive", "lok", "form", "section", "clause"),
    *("recipe", "rezept", "chapter", "kapitel", "folge", "episode", "ausgabe", "heft"),
    *("symphony", "gate", "line", "tram", "route", "platform", "kit", "cent", "kurs", "course"),
    *("modul", "seminar", "vorlesung", "lehrgang", "lecture", "set"),
)
"""How the words begin that `_PRODUCT` begins with."""
_PRODUCT_CUE = cue(
    test=lambda word, _: word.lower().startswith(_PRODUCTS) or "modell" in word.lower()
)
_MAKERS = word_set(
    "bosch siemens bauknecht neff liebherr gorenje electrolux whirlpool beko grundig philips "
    "panasonic sony samsung lg huawei xiaomi oppo oneplus nokia motorola lenovo dell acer asus "
    "medion hp canon epson brother kyocera nikon gopro garmin fitbit sonos bose jbl sennheiser "
    "logitech razer corsair nvidia intel amd miele dyson braun aeg hisense tcl sharp toshiba "
    "makita dewalt einhell gardena stihl kärcher krups tefal rowenta severin wmf jura delonghi "
    "melitta vaillant viessmann buderus stiebel eltron junkers hoover hotpoint indesit zanussi "
    "smeg candy jabra yamaha weber roland casio fender ibanez gibson shure behringer "
    "fossil seiko anker netgear tp-link fritzbox fritz ikea lego playmobil vtech "
    "märklin xps thinkpad ideapad latitude vivobook zenbook macbook surface inspiron pavilion vw "
    "bmw audi opel skoda renault toyota"
)
_SHOWN = re.compile(
    r"(?:schild|etikett|bon|beleg|zettel|tafel|plakat|display|anzeige|bildschirm|monitor|waage"
    r"|thermostat|aufkleber|prospekt|flyer|karton|katalog|quittung|automat|terminal|sitz|tacho"
    r"|aushang|banner|ticket|kalender|verpackung|packung|preis|konto|gerät|app|seite|schein|foto"
    r"|angebot|shop|stand|regal|klappe|schrank|fach|bett|stuhl)e?[ns]?$"
)
_PROMO = re.compile(r"[^\W\d_]{4,}\d{1,3}$")
"""SOMMER20 is anybody's, if its letters are a word."""
_WORDS_BEFORE = re.compile(
    r"([^\W\d_]+(?:-[^\W\d_]+)?) (?:([A-Z][^\W\d_]*) )?(?:([A-Z][^\W\d_]*) )?$"
)
_NEAR = 45
MEASURES = word_set(
    "celsius fahrenheit kelvin grad degrees hertz kilohertz megahertz gigahertz volt volts watt "
    "watts ampere amperes amp amps ohm ohms joule newton bar psi pascal decibel lumen lux kalorien "
    "calories gramm grams kilo kilos liter litre litres meter metre metres zoll inch inches feet "
    "foot yards miles knots karat carat prozent percent promille euro euros dollars pounds"
)
"""What numbers count, in small letters: no streets stand behind those."""
_CARS = word_set("vw bmw audi opel skoda renault toyota")
"""Makers of what has a plate."""
_PUBLIC = re.compile(
    r"(?:KB\d{6,7}|CVE-\d{4}-\d{4,7}|RFC ?\d{3,5}|\d{1,2}W-\d{2}|L?P?G?DDR\dX?-\d{4}"
    r"|(?:ISO|DIN|EN|IEC|VDE|ASTM|ANSI|UTF|SHA|AES|HTTP|IP|RJ|FSC|COVID)[-/]\d[\d-]*"
    r"|(?:10(?:40|41|42|65|95|98|99)|1120|990|94[0-5])-(?:[A-Z]{1,2}|INT|MISC|NEC|DIV|EZ)|W-8BEN(?:-E)?"
    r"|DS-(?:11|82|160|2019)|SF-86|N-400|I-(?:20|90|94|129|130|131|140|485|539|765|797|864)|UN\d{4}"
    r"|SARS-CoV-\d|H\dN\d)$",
    re.IGNORECASE,
)
"""What everybody can look up: a fault that an update mends, a standard, a tax form."""
_PLACE = re.compile(
    r"(?i)(?:store|shop|filiale|markt|forms?|formular|section|line|route|gate|room|raum|zimmer|haus"
    r"|gleis|linie|zug|platform|tram|centre|center|area|source|seite)"
)
"""What has a short number of its own: seven digits behind it are those of something else."""
_MANY = re.compile(r"(?:[A-Za-z/.-]{0,4}\d ?){7}")
_ENDED = re.compile(
    r"(?i)(?<!nr)(?<!no)(?<!\bart)(?<!mod)(?<!bez)(?<!kat)(?<=[^\W\d_]{3})[.!?]\s+\Z"
)
"""A sentence ends there, rather than that a word is cut short."""
_FAULT = re.compile(
    r"[A-Z]{1,3}-?\d{1,5}(?:-\d{1,3})?$|\d{2}[A-Z]\d{1,3}$|\d{2,3}[A-Z]{1,2}$"
    r"|[PBCU][0-3][\dA-F]{3}$"
)
"""Of a machine or a recall; the last are a car's, as a garage reads them out: P18DB."""
_CODE_BEFORE = re.compile(
    r"(?i)(?<![^\W\d_])(?:codes?|warnung|warning|saying|says|zeigt|meldet|shows|showing)"
    r"[\s:(„\"'“]{1,3}$"
)
_VERB_BEFORE = re.compile(r"(?i)(?:saying|says|zeigt|meldet|shows|showing)[\s:(„\"'“]{1,3}$")
_SOMEBODYS = re.compile(
    r"(?i)card|letter|kart|brief|nutzer|kund|user|customer|client|member|number|nummer|account|konto"
    r"|polic|contract|vertrag|rechnung|invoice|badge|ausweis|bon\b|beleg|statement"
)
"""What shows a number that is somebody's, whatever else is at fault."""
_SOON = 24
_FAULTS = re.compile(
    r"(?i)fehler|fault|error|störung|stör|abbrech|bricht|abgebroch|absturz|abgestürzt|abstürz|crash"
    r"|blink|leuchtet|display|anzeige|recall|rückruf|bulletin|diagnos|obd|taste|reset|defekt|warn"
    r"|stop(?:s|ped) after|lehnt|ablehn|declin|does (?:the )?code|bedeutet|aufgehängt"
    r"|logs? (?:me )?out|(?:won|doesn|isn)['’]?t|freezes|einfrier|eingefroren|hängt"
)
_FAULT_NEAR = 120
_BOOKED = re.compile(
    r"(?i)book|buch|bestell|order|pick|abhol|kund|custom|ref|ticket|reserv|kauf|gutschein|vouch"
)
"""What has a code that is somebody's."""
_FAULT_CODE = re.compile(r"(?i)(?:fault|error|fehler|störungs?)[ -]?codes?[\s:(„\"'“]{1,3}$")
_EXACT = re.compile(
    r"(?i)(?:UTF-?(?:7|8|16|32)|SHA-?\d{1,3}|COVID-?19|ISO-8859-\d{1,2}"
    r"|0x[0-9A-F]{4,8})$"
)
"""What is public whatever it is called."""
_LONG_RUN = re.compile(r"\d{5}")
_TOKEN = re.compile(r"[\w.-]*\Z")
_OFFERED = re.compile(
    r"\)?,? ?\(?(?:from|ab|nur|only|now|just) (?:[£€$] ?\d|\d[\d.,]* ?(?:€|£|\$|eur|pounds))",
    re.IGNORECASE,
)


def has_unit(text: str, end: int) -> bool:
    """Whether a unit or currency follows the number that ends at ``end``."""
    return _UNIT.match(text, end) is not None


def is_date(value: str) -> bool:
    """Whether a value is a day, with its year or without, or a month of a year."""
    return _DATE.match(value) is not None


def is_price(text: str, value: str, end: int) -> bool:
    """Whether decimals follow a value that is built like an amount."""
    return _PRICE_REST.match(text, end) is not None and _PRICE.match(value) is not None


def is_year(value: str) -> bool:
    """Whether a value is a year of this century or the last, or from one to another."""
    return _YEAR.match(value) is not None


def is_reading(text: str, start: int) -> bool:
    """Whether what stands before ``start`` says that a meter was read."""
    return _READING.search(text, max(0, start - _NEAR), start) is not None


def shows_figures(word: str) -> bool:
    """Whether a German noun is a thing that a price or a number stands on ("Preisschild")."""
    return _SHOWN.search(word.lower()) is not None


def is_product(text: str, start: int, value: str = "") -> bool:
    """Whether a value is the number of an article, a model, a standard or a fault.

    Without ``value`` only what stands before it is looked at: a named number may begin as a
    maker's name does.
    """
    begin = max(0, start - _NEAR)
    named = cues_in(text) & _PRODUCT_CUE and _names_product(text, begin, start)
    ended = named and _ENDED.search(text, begin, start) is not None
    called = _PRODUCT.search(text, begin, start) if named and not ended else None
    if called is not None and not (_PLACE.match(called[0]) and _MANY.match(text, start)):
        return True
    if value and (_PUBLIC.match(value) or is_public(text, start, value)):
        return True
    if value and _OFFERED.match(text, start + len(value)):
        return True
    if not value[:1].isalpha():
        return False
    first = re.split(r"[\W\d_]", value.lower(), maxsplit=1)[0]
    made = first in _MAKERS and (len(first) > 2 or _LONG_RUN.search(value) is None)
    return made or is_promo(value) or after_maker(text, start)


def _names_product(text: str, begin: int, end: int) -> bool:
    """Whether a word stands there that `_PRODUCT` begins with."""
    for word in letters_in(text, begin, end):  # noqa: SIM110 - any() takes longer
        if known_word(word[0]).cues & _PRODUCT_CUE:
            return True
    return False


def _is_fault(text: str, start: int, value: str) -> bool:
    """Whether a short code is a machine's or a recall's: "bricht mit Code E-4012 ab"."""
    if _FAULT.match(value) is None or not _CODE_BEFORE.search(text, max(0, start - 12), start):
        return False
    faulty = _FAULT_CODE.search(text, max(0, start - 30), start) is not None
    if not faulty and _BOOKED.search(text, max(0, start - 45), start) is not None:
        return False
    if not faulty and _VERB_BEFORE.search(text, max(0, start - 12), start) is not None:
        end = start + len(value)
        if sum(map(str.isdigit, value)) > 4:
            return False
        if _SOMEBODYS.search(text, max(0, start - 45), end + _SOON) is not None:
            return False
    near = max(0, start - _FAULT_NEAR)
    return _FAULTS.search(text, near, start + len(value) + _FAULT_NEAR) is not None


def is_public(text: str, start: int, value: str) -> bool:
    """Whether a value is nobody's though the text calls it a number or a code: UTF-8, a fault's."""
    return _EXACT.match(value) is not None or _is_fault(text, start, value)


def is_promo(value: str) -> bool:
    """Whether a value is a word and a number that anybody may type to save money."""
    if _PROMO.match(value) is None:
        return False
    word = fold(value.rstrip("0123456789"))
    return word in plain_words() or is_noun(word)


def after_maker(text: str, start: int, *, cars: bool = True) -> bool:
    """Whether a maker's name stands before ``start``, two words with capitals between at most."""
    before = _WORDS_BEFORE.search(text, max(0, start - 40), start)
    makers = _MAKERS if cars else _MAKERS - _CARS
    return before is not None and any(g and g.lower() in makers for g in before.groups())


def token_start(text: str, start: int) -> int:
    """Where the letters, digits, dots and hyphens begin of which ``start`` is inside."""
    found = _TOKEN.search(text, max(0, start - 30), start)
    return start if found is None else found.start()
