"""Numbers of identity cards, passports and licences, wherever a text speaks of such a document.

`identity` reads the number behind its label. Here the document is named in the sentence, and what
is built as such a number stands before or after it: "Für das Postident habe ich … eingegeben".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._amounts import after_maker, has_unit, is_product, is_promo
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._search import near_digit_matches
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, is_noun, plain_words, word_set

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_WHOLE = word_set(
    "pass paß perso persos brp eat dvla dvsa kyc visum id eid passnummer passnr idnow nachweis "
    "postident videoident identverfahren licence licences license licenses permit "
    "document dokument dokumentennummer identität identität identity legitimation legitimieren "
    "identifizierung identifikation verifizierung verification passports führerschein "
    "fuehrerschein fahrerlaubnis aufenthaltstitel aufenthaltskarte aufenthaltserlaubnis "
    "identitätskarte idkarte lichtbildausweis niederlassungserlaubnis greencard driver"
)
_BEGINS = word_set("ausw reis pers pass führ fueh post vide iden")
CUES = cue(whole=_WHOLE, begins=_BEGINS - {"pers", "post", "pass", "reis"}) | cue(
    parts=("ausweis", "reisep", "passport", "personala", "führersch", "licence", "persona")
)
_NAMED = re.compile(
    r"(?i)(?<![^\W_])(?:\w*ausweis\w*|perso(?:s|nummer|nr)?|(?:reise)?pa(?:ss|ß)(?:es|nummer|nr"
    r"|port)?"
    r"|passports?|\w*führerschein\w*|\w*fuehrerschein\w*|fahrerlaubnis|licen[cs]es?|dvla|brp|eat"
    r"|kyc|post-?ident\w*|video-?ident\w*|ident(?:verfahren|itäts?\w*|ity|ifi\w*)|e?id"
    r"|legitimation\w*|verifi\w*|visum|(?:residence|work) permit|aufenthalts\w*"
    r"|niederlassungserlaubnis|document|dokument\w*|green ?card|driver)(?![^\W_])"
)
_BEFORE, _AFTER = 90, 45
_GERMAN = "CFGHJKLMNPRTVWXYZ0-9"
_VALUE = re.compile(
    r"(?<![\w./#-])(?:(?=[A-Z]*\d)[A-Z0-9]{7,18}|(?=[a-z]*\d)[a-z0-9]{8,18}"
    r"|(?=[A-Z]*\d)[A-Z0-9]{4,6}(?: (?=[A-Z]*\d)[A-Z0-9]{2,6}){1,3}"
    r"|(?=[a-z]*\d)[a-z0-9]{4,6}(?: (?=[a-z]*\d)[a-z0-9]{4,6}){1,2}"
    # MORGA 657054 SM9IJ, the British licence
    r"|[A-Z]{2,5}9{0,3} ?\d{6} ?[A-Z]{1,2}\d?[A-Z0-9]{2,4}(?: ?\d{2})?"
    r"|[A-Z]{1,2} \d{6,8}|[A-Z]{2} \d \d{6,7})(?!\w|[.,]\d|-\w)"
)
_PLAIN = re.compile(rf"(?i)[{_GERMAN}]{{9,10}}D?\Z")
_BUILT = re.compile(r"(?i)(?=.*[a-z])(?=.*\d.*\d)(?=.*\d[a-z]|[a-z]{1,2}\d{6,8}\Z)")
_OTHER = re.compile(r"(?i)0x|\d{1,4}(?:mp|gb|mb|tb|km|ps|kg|kw|hz|mah|px|dpi)\Z|20\d\d[a-z]+\Z")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Groups of letters and digits near a word for a document."""
    if not cues_in(text) & CUES:
        return
    named = [match.span() for match in _NAMED.finditer(text)]
    if not named:
        return
    for match in near_digit_matches(_VALUE, text):
        start, end = match.span()
        near = any(
            0 <= start - after < _BEFORE or 0 <= before - end < _AFTER for before, after in named
        )
        if near and _is_number(text, match):
            yield Span(start, end, "ID_CARD")


def _is_number(text: str, match: re.Match[str]) -> bool:
    """Whether a value is built as a document's number, and is no model, measure or fault."""
    value = re.sub(r"\s", "", match[0])
    if _OTHER.search(value) or has_unit(text, match.end()) or value.isdigit():
        return False
    if is_promo(value) or is_product(text, match.start()) or after_maker(text, match.start()):
        return False
    word = fold(re.split(r"\d", value, maxsplit=1)[0])
    if len(word) > 3 and (word in plain_words() or is_noun(word)):
        return False
    return _PLAIN.match(value) is not None or _BUILT.match(value) is not None
