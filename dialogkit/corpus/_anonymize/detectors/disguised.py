"""Addresses and numbers written so that no machine shall find them: "max (at) web punkt de"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context, has_digit, mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in, known_word
from dialogkit.corpus._anonymize._search import words_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    fold,
    ordinary,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_AT_WORDS = r"at|ät|aet|klammeraffe|affenschwanz|arroba|chiocciola|arobase|@"
_DOT_WORDS = r"dot|punkt|point|punto|kropka|nokta"
_PART = r"[A-Za-zÄÖÜäöüß0-9_+-]+"
_WORDY_DOT = rf" ?[\[({{<*_-]{{1,2}} ?(?:{_DOT_WORDS}|\.) ?[\])}}>*_-]{{1,2}} ?| (?:{_DOT_WORDS}) "
_DASH = " (?:minus|bindestrich|unterstrich|underscore|dash) "
_LOCAL = (
    rf"(?P<local>(?:(?<![^\W_])[a-zA-Z] )?{_PART}(?:(?:{_WORDY_DOT}|\."
    rf"|{_DASH}){_PART}){{0,4}}(?: \d{{1,4}})?)"
)
_DOMAIN = rf"(?P<domain>{_PART}(?:(?P<dot>{_WORDY_DOT}| ?\. ?){_PART}){{1,3}})"

_BRACKETED = re.compile(
    rf"(?<![\w.]){_LOCAL} ?[\[({{<*_]{{1,2}} ?(?:{_AT_WORDS}"
    rf"|a) ?[\])}}>*_]{{1,2}} ?{_DOMAIN}(?!\w)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?<![\w.'’]){_LOCAL}(?: (?:{_AT_WORDS}) | ?@ ?){_DOMAIN}(?!\w)", re.IGNORECASE
)
_BRACKETED_SIGN = re.compile(
    rf"[\[({{<*_] ?(?:{_AT_WORDS}|a) ?[\])}}>*_]{{1,2}} ?{_DOMAIN}", re.IGNORECASE
)
_SPOKEN_SIGN = re.compile(rf"(?: (?:{_AT_WORDS}) | ?@ ?){_DOMAIN}", re.IGNORECASE)
"""What stands in all that these two match: cheaper to look for."""
_PROVIDERS = (
    r"gmail|googlemail|gmx|web|hotmail|outlook|yahoo|ymail|icloud|t-online|freenet|arcor|aol|live"
    r"|msn"
    r"|btinternet|bluewin|proton(?:mail)?|posteo|mailbox|sky|talktalk|virginmedia|eircom|aon|chello"
    r"|hispeed|rediffmail|bigpond|optusnet|comcast|verizon|online|unitybox|kabelmail|vodafone"
    r"|sunrise"
    r"|me|mac|mail|email|zoho|fastmail|tutanota|tuta|btopenworld|ntlworld|blueyonder|plusnet"
)
_TOP = r"(?:co\.uk|co uk|com\.au|de|com|net|at|ch|uk|org|ie|me|eu|co|fm|li|lu)"
# maxmuster88 at gmail, max.muster gmail.com, max.muster.gmail.com, max-at-example-dot-org
_AT_PROVIDER = re.compile(
    rf"(?<![\w.@-])(?P<local>[\w.+-]{{2,40}}) ?(?:@| at | ät | aet )(?P<at>{_PROVIDERS})"
    rf"(?:(?: ?\. ?| dot | punkt | ){_TOP})?(?!\w)"
    rf"|(?<![\w.@/-])(?P<own>[A-Za-z][\w-]*[._\d][\w.-]*?)[ .](?:{_PROVIDERS})\.{_TOP}(?![\w/])"
    r"|(?<![\w.-])[\w.]{2,30}-at-\w{2,30}-(?:dot|punkt)-\w{2,8}(?!\w)",
    re.IGNORECASE,
)
_SERVERS = re.compile(
    r"(?i)(?:smtp|imap|pop3?|www\d?|mail\d?|accounts?|login|mx\d*|support|help|m)\b"
)
_ENDINGS = word_set(
    "de at ch com net org info eu io co uk me fr es it nl pl tr be dk se no fi cz pt ie us ca "
    "au example test invalid online biz email"
)
_AT_SET = frozenset(_AT_WORDS.split("|")) - {"@"}

_DE_UNIT = "null|eins?|zwei|zwo|drei|vier|fünf|fuenf|funf|sechs|sieben|acht|neun"
_DE_TEN = (
    "zehn|elf|zwölf|zwoelf|(?:drei|vier|fünf|fuenf|sech|sieb|acht|neun)zehn|(?:(?:ein|zwei|drei"
    "|vier|fünf|fuenf"
    "|sechs|sieben|acht|neun)und)?(?:zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|fuenfzig|sechzig"
    "|siebzig|achtzig|neunzig)"
)
_EN_UNIT = "zero|oh|o|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred"
_EN_TEN = (
    "ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    "|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_DE_DOUBLE = "doppel(?:null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun)"
_OTHER = (
    "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zéro|un|deux|trois|quatre|cinq|sept"
    "|huit|neuf"
    "|due|tre|quattro|cinque|sei|sette|otto|nove|sıfır|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz"
)
_NUMERAL = rf"(?:{_DE_TEN}|{_DE_DOUBLE}|{_DE_UNIT}|{_EN_TEN}|{_EN_UNIT}|{_OTHER}|plus|\d{{1,4}})"
_NUMERALS = re.compile(
    rf"(?<![^\W_]){_NUMERAL}(?:[ ,./-]{{1,3}}{_NUMERAL}){{4,24}}(?![^\W_])", re.IGNORECASE
)
# "meine Kundennummer ist die vier vier zehn", "my account is double four one dash two"
_FILLER = (
    r"(?:[ ,./-]{1,3}|,? (?:dann|und dann|then|and then|nochmal|strich|dash|hyphen|slash|minus) )"
)
_NAMED = re.compile(
    r"(?<![^\W_])[\w-]*(?:nummern?|number|nr|reference|referenz|zeichen|code|kennung|auftrag"
    r"|policy|account|kundennr)(?![^\W_])[^\n!;]{0,40}?(?:\n\w{1,12}: )?(?:[Dd]ie "
    r"|[Tt]he )?(?<![^\W_])(?P<value>(?:[b-hj-z] "
    r"|[a-z] as in \w+ )*"
    rf"{_NUMERAL}(?:{_FILLER}{_NUMERAL}){{2,24}})(?![^\W_])",
    re.IGNORECASE,
)
_NAMED_PARTS = (
    *("nummer", "number", "nr", "ref", "zeichen", "code", "kennung", "auftrag", "policy"),
    "account",
)
_LEAST = 5

_AT_CUE = cue(whole=_AT_SET, marks=("@", "(a)"))
_DOT_CUE = cue(whole=_DOT_WORDS.split("|"), marks=".")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Spelled addresses, and five or more numerals in a row."""
    words = words_of(text)
    cues = cues_in(text)
    if cues & _AT_CUE and cues & _DOT_CUE:
        yield from _addresses(text)
    if cues & _PROVIDER_CUE and _may_be_at_provider(text):
        yield from _at_providers(text)
    if cues & _SPELLED_CUE and len(words & _SPELLED) >= 2:
        if _row_of_numerals(text, between=False):
            yield from _numbers(text)
        if mentions(text, _NAMED_PARTS) and (
            has_digit(text) or _row_of_numerals(text, between=True)
        ):
            for match in _NAMED.finditer(text):
                if sum(w.isalpha() for w in re.split(r"[\W_]+", match["value"])) >= 3:
                    yield Span(*match.span("value"), "CUSTOMER_NUMBER")


_SPELLED = frozenset(("zehn", "elf", "zwölf", "zwanzig", "forty", "twelve")) | frozenset(
    f"{_DE_UNIT}|{_EN_UNIT}|{_OTHER}|ein".replace("?", "").split("|")
)
_PROVIDER_CUE = cue(
    whole=frozenset(re.findall(r"[a-z]+", _PROVIDERS.replace("(?:mail)?", "")))
    | {"protonmail", "at"}
)
_SPELLED_CUE = cue(whole=_SPELLED)
_ONE_NUMERAL = re.compile(_NUMERAL, re.IGNORECASE)
_NUMERAL_CUE = cue(test=lambda word, _: _ONE_NUMERAL.fullmatch(word) is not None)
_BETWEEN_CUE = cue(whole=re.findall("[a-z]+", _FILLER))
CUES = _AT_CUE | _PROVIDER_CUE | _SPELLED_CUE


def _row_of_numerals(text: str, *, between: bool) -> bool:
    """Whether three words in a row are numerals, others `between` them or digits alone."""
    row = 0
    for word in words_in(text)[0]:
        cues = known_word(word[0]).cues
        if cues & _NUMERAL_CUE:
            row += 1
            if row == 3:
                return True
        elif not (between and cues & _BETWEEN_CUE):
            row = 0
    return False


_INNER_DOT = re.compile(r"\.\w")
_AT_NAMED = re.compile(rf" at (?:{_PROVIDERS})", re.IGNORECASE)


def _may_be_at_provider(text: str) -> bool:
    """Whether a text has what stands in each match of `_AT_PROVIDER`."""
    if mentions(text, ("@", " ät ", " aet ", "-at-")) or _INNER_DOT.search(text) is not None:
        return True
    return mentions(text, (" at ",)) and _AT_NAMED.search(text) is not None


def _at_providers(text: str) -> Iterator[Span]:
    """Addresses at well-known providers with something left out."""
    for match in _AT_PROVIDER.finditer(text):
        local, own = match["local"], match["own"]
        if local is not None:
            vague = match["at"].lower() in _WORDS_TOO and "@" not in match[0]
            plain = local.isalpha() and fold(local) in plain_words()
            if plain or (vague and local.isalpha()):
                continue
        if own is not None and (_SERVERS.match(own) or own[0] in ".-"):
            continue
        yield Span(*match.span(), "EMAIL")


_WORDS_TOO = frozenset(
    ("web", "live", "sky", "me", "mac", "mail", "email", "online", "aon", "outlook")
)


def _addresses(text: str) -> Iterator[Span]:
    if _BRACKETED_SIGN.search(text) is not None:
        yield from (Span(*m.span(), "EMAIL") for m in _BRACKETED.finditer(text))
    for match in _SPOKEN.finditer(text) if _SPOKEN_SIGN.search(text) is not None else ():
        ending = re.split(r"[\W_]+| ", match["domain"].lower())[-1]
        if ending in _ENDINGS and not _is_sentence(match):
            yield Span(*match.span(), "EMAIL")


def _is_sentence(match: re.Match[str]) -> bool:
    """``ordered at example.com`` names a shop: an ordinary word, a plain dot."""
    plain = match["dot"].strip() == "."
    between = match.string[match.end("local") : match.start("domain")]
    local = match["local"]
    return plain and "@" not in between and local.isalpha() and fold(local) in ordinary()


def _numbers(text: str) -> Iterator[Span]:
    """Runs of numerals that are words for the most part (`phone` has those in digits)."""
    for match in _NUMERALS.finditer(text):
        words = [w for w in re.split(r"[ ,./-]+", match[0].lower()) if w.isalpha()]
        if len(words) >= _LEAST or (len(words) >= 3 and any(c.isdigit() for c in match[0])):
            yield Span(*match.span(), "PHONE")
