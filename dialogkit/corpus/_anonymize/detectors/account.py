"""What people are called online where no "user name" is said: "als X angemeldet", "goes by X"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    common,
    fold,
    is_english_word,
    is_noun,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_NAME = r"[\"'„“‚]?(?P<name>[A-Za-z0-9ÄÖÜäöüß][\w.\-]{1,30}\w)[\"'“”‘]?"
_PLACES = (
    r"insta(?:gram)?|telegram|twitter|tik ?tok|snap(?:chat)?|discord|ebay|facebook|fb|signal"
    r"|threema|reddit|steam|twitch|you ?tube|vinted|kleinanzeigen|psn|xbox|playstation|roblox"
    r"|minecraft|fortnite|spotify|etsy|depop|mastodon|bluesky|threads|linkedin|xing|skype|paypal"
    r"|venmo|github|netflix|duolingo|strava|wattpad|tinder|bumble|parship"
)
_OWNERS = (
    r"accounts?|(?:nutzer|kunden|benutzer|spiel\w*|shop)?kontos?|(?:nutzer)?profile?s?|profil"
    r"|user|nutzer(?:in)?|benutzer(?:in)?|verkäufer(?:in)?|käufer(?:in)?|anbieter(?:in)?|seller"
    r"|buyer|reviewer|poster|(?:zugangs|benutzer|nutzer)?kennung|login|logon|mitglied|member|kanal"
    r"|channel|avatar|spieler(?:in)?|player|gamer|streamer(?:in)?|commenter|bidder|bieter(?:in)?"
)
_CALLED = (
    r"(?: (?:dort|da|there|bei euch|bei ihnen|im \w+|in der \w+|on \w+|on your \w+))?"
    r"(?: (?:heißt|heisst|lautet|ist|is|was|war|nennt sich|läuft auf|läuft unter|goes by|called"
    r"|named"
    r"|namens|mit dem namen|name|is called|is named|calls (?:him|her|them|it)self|with the name"
    r"|runs under|names?|id)|['’]s(?: called| named)?|:| =| -| –)"
)
_OWNED = re.compile(
    rf"(?:(?P<named>(?:account|konto|benutzer|nutzer|anmelde|mitglieds|forums?|foren|chat"
    rf"|spieler|profil|wallet"
    rf"|wlan|whats ?app|login|user|screen|display)[ -]?namen?)|(?P<owner>{_OWNERS})"
    rf"|(?:{_PLACES})(?:[ -](?:name|id|tag|user|account|konto|profil|handle|nick))?)"
    rf"(?P<said>{_CALLED}:?)? {_NAME}(?![\w@])",
    re.IGNORECASE,
)
_LOGGED = re.compile(
    r"(?:als|unter|mit|as|under|with) (?:(?:dem|der|the|my|meinem|meiner) )?"
    rf"(?:(?:nick|namen?|alias|handle|login|konto|account|kennung) )?{_NAME} "
    r"(?:(?:nicht|immer|bei euch|bei ihnen|dort|hier|da|not|schon) )?"
    r"(?:angemeldet|eingeloggt|registriert|unterwegs|aktiv|anmelden?|einlogge?n?|ein(?=[ .,!?]|$)"
    r"|an(?=[.,!?]|$)|logged in|registered|online|dabei)",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:(?:log|logge|logged|logging|sign|signed|signing|melde|post|poste|posts|posted|posting"
    r"|schreib\w*|writes?|kommentier\w*|comment\w*|spiel\w*|plays?|playing|verkauf\w*|sells?"
    r"|selling"
    r"|trades?|trading|stream\w*|review\w*|bewerte\w*|registered|einloggen|anmelden|upload\w*)"
    r"(?: (?:in|on|up|mich|ich|immer|always|there|dort|an|ein|im \w+|on \w+|auf \w+|bei \w+)){0,3}"
    r" (?:as|als|unter|under|with|mit)(?: (?:dem|the)(?: \w+)?)?"
    r"|(?:goes|go|went|known(?: online)?) (?:by|as)|calls? (?:my|him|her|them)sel(?:f|ves)"
    r"|nenn\w* (?:mich|sich|ich mich)(?: (?:dort|da|online|im \w+|auf \w+))?"
    rf"|bin ich|heiße ich) {_NAME}(?![\w@])",
    re.IGNORECASE,
)
_THERE = re.compile(
    rf"(?:(?:auf|on|in|im|bei) (?:{_PLACES}|forum|chat|spiel|game|app)(?:,)? "
    r"(?:bin ich|heiß\w* ich|heisse ich|i am|i['’]m|i go by|my name is|it['’]s|nenn\w* ich mich)"
    rf"|(?:ingame|in-game|online) (?:bin ich|heiße ich|heisse ich|i am|i['’]m"
    rf"|i go by)) {_NAME}(?![\w@])",
    re.IGNORECASE,
)
_IN_FORUM = re.compile(
    rf"(?:ich bin|i am|i['’]m|ich heiße) {_NAME} (?:im|in|on|auf|bei)"
    rf" (?:(?:the|your|dem|eurem|ihrem) )?(?:forum|chat|{_PLACES}|game|spiel)(?!\w)",
    re.IGNORECASE,
)
# … log in, which I did as mags.h.travels; the network "Kellerkind5G"; mine is books.tilly
_MARKED = re.compile(
    r"(?:as|als|is|ist|be|unter|under|to|auf|mit|with|namens|called|named|heißt|lautet|network"
    r"|netz\w*|w-?lan|wi-?fi|ssid|by|von|and|und|name|namen|id|login|kennung|handle)[:,]? [\"„“']?"
    r"(?P<name>[A-Za-zÄÖÜäöüß](?:[\wäöüß]|[._-](?=\w)){3,30})(?![\w@])"
)
_ONLINE = word_set(
    "logi log logg acco kont user nutz benu hand nick onli anme wifi wi wlan netz netw inst prof "
    "game gami spie einl eing ebay disc foru tele twit ssid rout"
)
# a word that no list knows, where the name of an account stands
_LOOSE = re.compile(
    r"(?:as|als|is|ist|lautet|heißt|nenn\w+|under|unter|by|von|bei|from|with|mit"
    r"|using"
    r"|use|called|named|namens|accounts?|konto|zugang|nutzer(?:in)?|benutzer(?:in)?|user|login"
    r"|seller"
    r"|verkäufer(?:in)?|anmeldung|profile?|profil|recogni[sz]e|themselves|himself|herself|am|i['’]m"
    r"|name of|auf|sign-in|kürzel|id)[:,]? "
    r"[\"„“'‚]?(?P<name>[a-zäöüß]{6,30}(?:_[a-z0-9]+)?\d{0,4})"
    r"(?=[\"“”'‘]?(?:[ ,.!?;:)\n]|$))"
)
_SITES = word_set(
    "logi log logg anme acco kont user nutz benu prof foru onli port app plat webs site seit revi "
    "bewe sell verk geha hack zuga sign mess komm comm chat game kürz"
)
_DERIVED = re.compile(
    r"(?:ing|ed|ly|est|ous|able|ible|al|ive|less|ness|ful|ish|ic|ical|ment|ions?|ity|ism|wards?"
    r"|stairs|time|side|where|ways?|isch\w*|lich\w*|ig|ige[rnms]?|bar\w*|los\w*|sam\w*|haft\w*"
    r"|artig\w*|schön|voll\w*|frei|weise|stens|halb|seits|lings|wärts|mals|falls|dings|einander|fach|end\w*|en|em|te[nrms]?|ung|heit|keit|ier\w*)$"
)
_INFLECTED = re.compile(r"(?:es|er|ers|t|s|e)$")
_STEPPED = re.compile(r"^[a-z]{1,20}(?:\.[a-z]{1,20}){1,3}\d{0,4}$")
_SANDWICH = re.compile(
    r"(?i)[a-zäöü]{3}\d{1,4}(?:[a-zäöü]{1,4})?$|^x{2}_|_x{2}$|_.*_|[a-z]\d[a-z]+\d"
)
_COUNTED = word_set(
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen dozen zwanzig dreißig vierzig "
    "fünfzig sechzig siebzig achtzig neunzig hundert tausend million dutzend retail wholesale"
)
_ABBREVIATION = re.compile(r"(?i)^(?:[a-z]\.)+[a-z]?$|^(?:z\.b|u\.a|d\.h|e\.g|i\.e|www)")
_HEADS = {
    _OWNED: heads_of(
        word_set(
            "account konto kunden nutzer benutzer spiel shop profil user verkäufer käufer anbieter "
            "seller buyer reviewer poster zugang kennung login logon forum foren anmelde chat "
            "wallet wlan whats screen display mitglied member kanal channel "
            "avatar spieler player gamer streamer commenter bidder bieter insta telegram twitter "
            "tik snap "
            "discord ebay facebook fb signal threema reddit steam twitch you vinted kleinanzeigen "
            "psn xbox playstation roblox minecraft fortnite spotify etsy depop mastodon bluesky "
            "threads linkedin xing skype paypal venmo github netflix duolingo strava wattpad "
            "tinder "
            "bumble parship"
        )
    ),
    _LOGGED: heads_of(word_set("unter under with"), whole=("als", "mit", "as")),
    _ACTS: heads_of(
        word_set(
            "log sign melde post schreib write kommentier comment spiel play verkauf sell "
            "trade trading "
            "stream review bewerte registered einloggen anmelden upload go went known call nenn "
            "bin heiße"
        )
    ),
    _THERE: heads_of(word_set("ingame online"), whole=("auf", "on", "in", "im", "bei")),
    _IN_FORUM: heads_of(whole=("ich", "i")),
}
_MARKED_HEADS = heads_of(
    word_set(
        "under unter called named heißt lautet network netz wlan wifi with ssid namen login "
        "kennung handle"
    ),
    whole=word_set("as is ist be by to wi auf mit von und name id"),
)
_LOOSE_HEADS = heads_of(
    word_set(
        "lautet heißt nenn under unter from with using called named namens account konto zugang "
        "user benutzer login seller verkäufer anmeldung profile recognise themselves himself "
        "herself name sign kürzel"
    ),
    whole=word_set("as is ist by von bei mit use am i auf id"),
)
_BEGINNINGS = {
    _OWNED: word_set(
        "acco kont nutz kund benu spie shop prof user verk käuf anbi sell buye revi post zuga kenn "
        "logi logo mitg memb kana chan avat play game stre comm bidd biet inst tele twit tik tikt "
        "snap disc ebay face fb sign thre redd stea twit vint klei psn xbox robl mine fort spot "
        "etsy depo mast blue link xing skyp payp venm gith netf duol stra watt tind bumb pars you "
        "yout anme foru fore chat wall wlan what scre disp"
    ),
    _LOGGED: word_set("ange eing regi unte akti anme einl ein an logg onli dabe"),
    _ACTS: word_set(
        "log logg sign meld post schr writ komm comm spie play verk sell trad stre revi bewe regi "
        "einl anme uplo goes go went know call nenn"
    ),
    _THERE: word_set(
        "inst tele twit tik tikt snap disc ebay face fb sign thre redd stea twit vint klei psn "
        "xbox play robl mine fort spot etsy mast blue foru chat spie game app inga in onli"
    )
    - {"in"},
}
"""The first four letters of words without one of which a text is not searched for a pattern."""
_BEGINNINGS[_IN_FORUM] = _BEGINNINGS[_THERE]
_PATTERNS = tuple((pattern, heads, _BEGINNINGS[pattern]) for pattern, heads in _HEADS.items())
"""As a row, since a long pattern is slow to look up."""
_ASKED = cue(begins=frozenset().union(_ONLINE, _SITES, *_BEGINNINGS.values()) - {"in", "an", "you"})
_MARKED_CUE = DIGIT | cue(marks="._-")
"""One of them is inside what `_MARK_INSIDE` matches."""
CUES = one_of(
    (_ASKED, _MARKED_HEADS.cue, cue(begins=_ONLINE), _MARKED_CUE),
    (_ASKED, _LOOSE_HEADS.cue, cue(begins=_SITES)),
    *((_ASKED, heads.cue, cue(begins=begins)) for _, heads, begins in _PATTERNS),
)
_MARK_INSIDE = re.compile(r"[^\W_][._-]?\d|\w[._]\w|\w-\w+-?\w")
_DOT = re.compile(r"[\d_]|\w[.]\w")
_VERB = re.compile(r"(?i)(?:s|ed|ing|en|t|te|ten|ly|er|n't|bar|ung)$")
_FILE = re.compile(r"(?i)\.(?:jpe?g|png|pdf|docx?|xlsx?|csv|txt|zip|com|de|org|net|co|uk|at|ch)$")
_CLOSED = re.compile(r"[\"'“”]?(?:[.;:!?)\n]|$)|(?<![a-z]t)(?<!en),")
_STATE = re.compile(
    r"(?i)(?:(?:ab|an|auf|aus|ein|vor|zu|nach|mit|um|her|hin|weg|frei|fest)?ge\w+t|ver\w+|un\w+|\w+ig|\w+lich|\w+iert|\w+bar|\w+ed|\w+ing|\w+los)$"
)


@lru_cache(maxsize=8)
def _beginnings(text: str) -> frozenset[str]:
    return frozenset([word[:4] for word in words_of(text)])


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names of accounts by what owns them, and by what people do under them."""
    cues, there = cues_in(text), _beginnings(text)
    for pattern, heads, beginnings in _PATTERNS:
        if not cues & heads.cue or there.isdisjoint(beginnings):
            continue
        for match in at_words(pattern, text, heads):
            if text[max(0, match.start() - 1) : match.start()] == "_":
                continue
            if _is_login(text, match, said=match.groupdict().get("said") is not None):
                yield Span(*match.span("name"), "USERNAME")
    online = cues & _MARKED_HEADS.cue and not there.isdisjoint(_ONLINE)
    if online and _MARK_INSIDE.search(text) is not None:
        yield from _marked(text)
    if cues & _LOOSE_HEADS.cue and not there.isdisjoint(_SITES):
        yield from _unknown(text)


def _marked(text: str) -> Iterator[Span]:
    """Words that are built as no word of a language is, where the text speaks of accounts."""
    for match in at_words(_MARKED, text, _MARKED_HEADS):
        name = match["name"]
        if _FILE.search(name) or _ABBREVIATION.match(name):
            continue
        parts = [fold(part) for part in re.findall(r"[^\W\d_]+", name)]
        unknown = any(len(p) > 2 and p not in plain_words() and not is_noun(p) for p in parts)
        stepped = _STEPPED.match(name)
        if (stepped and not all(p in common() for p in parts)) or (
            _SANDWICH.search(name) and unknown
        ):
            yield Span(*match.span("name"), "USERNAME")


_NEAR = 80
"""How far from the word an account is spoken of, in longer texts."""


def _unknown(text: str) -> Iterator[Span]:
    """Words in lower case that no list knows, where an account's name would stand."""
    for match in at_words(_LOOSE, text, _LOOSE_HEADS):
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if len(text) > 2 * _NEAR and _beginnings(near).isdisjoint(_SITES):
            continue
        name = match["name"]
        form = fold(re.sub(r"[\d_].*$", "", name))
        if form in plain_words() or is_noun(form) or _DERIVED.search(form) or _STATE.match(form):
            continue
        if is_english_word(form) or form in _COUNTED:
            continue
        ending = _INFLECTED.search(form)
        if ending is not None and len(form) < 8:
            continue
        if any(form[: -n or None] in plain_words() for n in (1, 2, 3)):
            continue
        yield Span(*match.span("name"), "USERNAME")


def _is_login(text: str, match: re.Match[str], *, said: bool) -> bool:
    """Whether the word is none of the language, as far as its place demands it."""
    name = match["name"]
    quoted = text[match.start("name") - 1] in "\"'„“‚"
    parts = [fold(part) for part in re.findall(r"[^\W\d_]+", name)]
    if not parts or len(name) < 4 or _FILE.search(name) or all(part in common() for part in parts):
        return False
    if _DOT.search(name):
        known = all(len(p) < 3 or p in plain_words() or is_noun(p) for p in parts)
        initial = any(len(part) == 1 for part in parts) and len(parts) > 2
        return (
            not known
            or initial
            or "_" in name
            or (said and re.search(r"[a-zäöü]\d", name) is not None)
        )
    if not name.replace("-", "").isalpha():
        return True
    form = fold(name)
    if form in plain_words() or _STATE.match(name):
        return False
    if match.re is _OWNED and not said and not quoted:
        verb = _VERB.search(name) is not None
        # German puts verbs last: "dass die Links im Profil fehlen."
        if not name.endswith(("en", "te")):
            verb = verb and _CLOSED.match(text, match.end("name")) is None
        if match["named"]:
            return not verb
        if name.endswith(("able", "ible")):
            return False
        # A compound in lower case is no German word where others begin with a capital.
        odd = not is_noun(form) or (len(name) > 7 and text != text.lower())
        return bool(match["owner"]) and odd and not verb and name.islower()
    compound = name[0].islower() or quoted
    return len(name) > 3 and (not is_noun(form) or (compound and len(name) > 7))
