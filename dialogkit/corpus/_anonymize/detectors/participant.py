"""People of the conversation: their names in parts, without umlauts, in lower case, as nicknames.

It is the one advantage a chat log has over prose: who takes part stands in the export's headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._participants import TOKEN, WORD, Participants
from dialogkit.corpus._anonymize._role_names import is_role
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, forms_of

__all__ = ["KNOWS_PEOPLE", "find", "forget_texts"]

KNOWS_PEOPLE = True
"""What it finds depends on who takes part, and not on the text alone."""

_BETWEEN = re.compile(r"[ .,'’´`\-\u00a0_]{1,3}")
_TAIL = re.compile(r"['’´`]?[0-9]{1,8}(?!\d)")
_CLOSED = re.compile(
    r"(?i:\b(?:lg|vg|mfg|glg|bg|gruß|gruss|grüße|grüßen|grüsse|regards|best|cheers|thanks|thx"
    r"|danke|love))[\s,!–-]{1,4}"
    r"(?P<initials>[A-ZÄÖÜ]\.?(?:[ -]?[A-ZÄÖÜ]\.?)?)\s*$"
)
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ")
_AFTER_INITIAL = re.compile(r" ([A-ZÄÖÜ])\.?(?![^\W_])")
_INITIAL = re.compile(r"(?<![^\W_])(?:[^\W\d_]\. ?){1,2}$")
_BARE_INITIAL = re.compile(r"(?<![^\W_])([A-ZÄÖÜ]) $")
_CUE = re.compile(
    r"\b(?:herrn?|frau|mrs?|ms|miss|hallo|hi|hey|hello|dear|liebe[rs]?|lg|vg|mfg|gruß|grüße|gruss"
    r"|regards|cheers|thanks|danke|best|bin|hier|here|this is|von|heiße|heisse|i'm|name is"
    r"|name ist)[\s,.!:–-]*$",
    re.IGNORECASE,
)

_TITLED = re.compile(
    r"(?i)\b(?:herrn?|frau|mrs?\.?|ms\.?|miss|(?:last |sur|nach|familien)?name ist?)[ \u00a0]$"
)
"""Before what somebody is called who bears the word for it: Peter Kunde is Herr Kunde."""

_KIND = r"(?:nach|vor|zu|familien|mädchen|geburts|account|kunden|sur|last |first |family |maiden )"
_NAMED_BEFORE = re.compile(
    rf"\b(?:{_KIND}name[ns]?(?: (?:from|von|of|als|as))?"
    rf"|{_KIND}?name[ns]?(?:['’]?s| (?:is|was|ist|war|lautet|bleibt|from|of|should be|must be"
    r"|soll|muss|as|als))"
    r"|(?:mein|my) name"
    r"|hei(?:ß|ss)e(?: ich)?|hie(?:ß|ss)(?: ich| sie| er)?|formerly|vormals|ehemals|geborene?r?"
    r"|geb\.?|née|nee|verheiratete|statt|instead of"
    r"|(?:put|book|booked|find|search|look|listed|reserve[d]?|filed|saved|registered|entered|stored"
    r"|gebucht|eingetragen|gespeichert|reserviert|bestellt|registriert|hinterlegt|gemeldet|suchen"
    r"|such|schau)(?: \w+){0,2} (?:under|unter|as|als|auf)"
    r"|(?:vertrag|konto|karte|ticket|account|abo|abonnement|booking|buchung|reservation"
    r"|reservierung|tisch|table|rechnung|invoice|contract|bestellung|order|paket|parcel)\w{0,2}"
    r"[^.!?\n]{0,20} (?:auf|unter|under|for))"
    r"(?: (?:nicht mehr|no longer|not|nicht|noch|immer noch|still|now|jetzt|vorher|früher|mal"
    r"|nur|just|simply|einfach|den namen|the name))?[ :,\"'„“]{1,2}$",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    rf"[\"'“”]?(?:,? (?:ist|is|was|war|bleibt|lautet) (?:mein|my|der|the|sein|ihr|his|her)e?"
    rf"(?: (?:alte|neue|old|new|richtige|correct|right)r?)? ?{_KIND}?name"
    r"|,? (?:with|without|mit|ohne)(?: an?| one| two| no| einem| zwei| doppeltem?)? "
    r"['\"„“]?[a-zäöüß]['\"“”]?(?![\w'’])"
    r"|,? (?:as|wie) (?:in|im|bei|der|die|das|the) \w+[.,)]?$|,? wie (?:groß|klein) nur)",
    re.IGNORECASE,
)
"""Words for a name beside a word of doubt: "my surname from winter to …", "klein ist mein Name"."""
_ALONE = re.compile(r"\W*\w+\W*")
_SENTENCE_BEFORE = re.compile(
    r"(?:^|[.!?\n…]\s*|(?:^|[.!?\n] ?)(?:ja|yes|hi|hallo|ok|nein|no),? "
    r"|(?:^|[.!?\n] ?)(?i:(?:ja|yes|hi|hiya|hey|hallo|hello|ok|so|sorry),? )?"
    r"(?i:(?:only |just |nur )?(?:it['’]?s|it is|this is|i['’]?m|i am|ich bin(?:['’]?s)?|bins"
    r"|(?:hier|da) ist)(?: (?:only|just|nur|wieder|again|nochmal))?) )$"
)
_SENTENCE_AFTER = re.compile(
    r"\s*(?:[.!)x❤]+\s*)?$|,? (?:hier|here|nochmal|noch mal|again|am apparat|speaking|wieder)\b"
)
"""A sentence of its own at the end ("thats all. will"), or one that says who is there."""
_LETTER_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_])\. ?$")

_BEGINS = re.compile(r"(?:\A|[.!?:…\n][\"'“”„)]?\s*|[(*–-]\s?)\Z")
_CALLED_AFTER = re.compile(r"\s?(?:[?!,.;]|[:;]-?[)D]|[^\w\s'’/-]?\s*(?:\Z|\n))")
_SPOKEN_TO = re.compile(r", (?!wel|de[rmn] |das |die )[a-z]|!")
_APART = re.compile(
    r"\s*(?:[.!)x❤]+\s*)?\Z|[.,!]?[ \t]*\n|,? (?:is|was) [^.!?\n]{0,24}name(?!\w)"
    r"|,? (?:here|speaking|am apparat|hier(?= noch ?mal| wieder))(?: again| noch ?mal| wieder)?"
    r"(?=[.,!\n]|\Z)",
    re.IGNORECASE,
)
"""Behind a name that begins a sentence as a small word does: "Des here.", not "Do here as …"."""
_ADDRESSED = (
    r"yet|please|pls|plz|now|there|today|tomorrow|already|again|ok|okay|yes|yeah|yep|no|nope|right"
    r"|well|sorry|cheers|thanks|ta|morning|afternoon|evening|night|mate|then|though|lol|haha|hiya"
    r"|me|us|you|back|either|too|it|that|this|anyway|alright|sure|done|later|know|bitte|schon|jetzt"
    r"|da|doch|nochmal|heute|morgen|ja|nein|gut|denn|du|mir|uns|dir|euch|moin|servus|sorry|danke"
)
_CALLED_BEFORE = re.compile(rf"(?i)(?:(?<![^\W_])(?:{_ADDRESSED}),? |, )\Z")
_CALLED_SMALL = re.compile(
    rf"(?i)(?:(?<![^\W_])(?:{_ADDRESSED}), "
    r"|(?<![^\W_])(?:yet|please|pls|plz|now|already|again|ok|okay|yes|yeah|yep|nope|sorry|cheers|ta"
    r"|morning|afternoon|evening|tomorrow|lol|haha|hiya|though|anyway|alright|nochmal|moin"
    r"|servus) )\Z"
)
"""What comes before somebody who is spoken to: "filed it yet Ben?", "no, will, not that one"."""

_TURNED_TO = re.compile(
    r"(?i),? (?:(?:the|my|our|your|this|that|these|those) [\w-]+(?: [\w-]+){0,2} (?:is|are|was|were"
    r"|has|isn['’]?t|aren['’]?t|wasn['’]?t|hasn['’]?t|haven['’]?t|won['’]?t|doesn['’]?t|don['’]?t"
    r"|didn['’]?t|can['’]?t|keeps?|still|just|says?|shows?|came|arrived|went|needs?|looks?)"
    r"|it['’]?s|that['’]?s|there['’]?s|i['’]?(?:m|ve|ll|d)|we['’]?(?:re|ve|ll|d)|i(?= (?:am|can|did"
    r"|don|got|have|had|just|need|still|think|tried|want|was|didn|can['’]?t))|can you|could you"
    r"|did you|do you|have you|any news|still (?:no|not|nothing|waiting)|thanks|thx|cheers)(?![\w])"
)
"""What somebody goes on with who is spoken to by name at the head of a message."""
_ASKS = frozenset(("will", "may", "can", "mai", "do", "des"))
"""With these names a question begins as well: "will the driver still come"."""
_WISHES = frozenset(("hope", "wish", "trust", "guess", "pray", "reckon", "bet", "say", "see"))
"""With these a clause does: "hope it's sorted soon"; a comma makes a name of them."""
_ORDERS = frozenset(("grant", "bill", "mark", "sue", "chase", "pat", "drew", "dot", "rob", "nick"))
"""With these an order does: "mark the two items still open", not "bill the account is locked"."""
_NO_CLAUSE = re.compile(r"(?i) (?:the|my|our|your|this|that|these|those) .*(?:still|just|came)\Z")

_Hit = tuple[int, int, int]


def find(text: str, context: Context) -> Iterable[Span]:
    """Every form of a participant's name that stands in ``text``."""
    words = forms_of(text) - context.misses
    found: list[Span] = []
    if words or _ends_in_initial(text):
        for people in context.people:
            if people.names:
                found += _by_words(text, words, people)
    for people in context.people:
        if people.raw and not people.raw.keys().isdisjoint(tokens := _tokens(text)):
            found += _as_they_stand(text, people, tokens)
    return found


def _by_words(text: str, words: frozenset[str], people: Participants) -> Iterator[Span]:
    """Names by words, of which ``words`` may be some, and initials at the end."""
    if not words <= people.misses:
        yield from _named(text, people)
    if not people.afar and _ends_in_initial(text):
        yield from _initials(text, people)


def _named(text: str, people: Participants) -> Iterator[Span]:
    run: list[_Hit] = []
    for hit in _hits(WORD.finditer(text), people):
        if run and not _BETWEEN.fullmatch(text, run[-1][1], hit[0]):
            yield from _spans(text, run, people)
            run = []
        run.append(hit)
    yield from _spans(text, run, people)


@lru_cache(maxsize=1 << 10)
def _tokens(text: str) -> frozenset[str]:
    """What a text may hold of names as they stand, by what they begin with.

    A conversation's texts are read when they are searched and once more when all of it is known.
    """
    low = text.lower()
    # a letter such as İ changes length, so offsets would not fit
    return frozenset(("", *TOKEN.findall(low)) if len(low) == len(text) else ())


def forget_texts() -> None:
    """Lets go of the texts that were remembered."""
    _tokens.cache_clear()
    forms_of.cache_clear()


def _hits(words: Iterable[re.Match[str]], people: Participants) -> Iterator[_Hit]:
    """Words that can mean a participant, with their weight."""
    known = people.hits
    for match in words:
        word = match[0]
        weight = known[word] if word in known else people.hit(word)
        if weight is not None:
            yield (*match.span(), weight)


def _spans(text: str, run: list[_Hit], people: Participants) -> Iterator[Span]:
    """One span for words in a row, if they weigh enough: a cue before them adds to it."""
    if not run:
        return
    start, end = run[0][0], run[-1][1]
    weight = max(weight for *_, weight in run)
    weight += weight == 1 and len(run) > 1
    if not weight and is_role(fold(text[start:end])):
        weight = 2 * (_TITLED.search(text, max(0, start - 24), start) is not None)
    if weight > 1 or (weight and _is_meant(text, start, end, people)):
        tail = _TAIL.match(text, end)
        after = _AFTER_INITIAL.match(text, end)
        if after is not None and any(_begins(name, after[1]) for name in people.names):
            end, tail = after.end(), None
        initial = _INITIAL.search(text, max(0, start - 6), start)
        bare = _BARE_INITIAL.search(text, max(0, start - 3), start)
        if initial is not None:
            start = initial.start()
        elif bare is not None and any(_begins(name, bare[1]) for name in people.names):
            start = bare.start(1)  # "M Iqbal"
        yield Span(start, tail.end() if tail else end, "PERSON")


def _is_meant(text: str, start: int, end: int, people: Participants) -> bool:
    """Whether a doubtful word is a name by what is around it, or by where its capital stands."""
    form = fold(text[start:end])
    capital = text[start].isupper()
    inside = capital and _BEGINS.search(text, max(0, start - 6), start) is None
    if form in people.twofold and capital:
        spoken_to = form in ("des", "den") and _SPOKEN_TO.match(text, end) is not None
        apart = _APART.match(text, end) is not None
        return inside or spoken_to or (apart and _is_cued(text, start, end, people.names))
    if _is_cued(text, start, end, people.names):
        return True
    if not text[:start].strip() and _is_turned_to(text, form, end):
        return _is_first(form, people.names)
    if _CALLED_AFTER.match(text, end) is None:
        return False
    if capital:
        return inside and _CALLED_BEFORE.search(text, max(0, start - 24), start) is not None
    small = _CALLED_SMALL.search(text, max(0, start - 24), start) is not None
    return small and _is_first(form, people.names)


def _is_turned_to(text: str, form: str, end: int) -> bool:
    """Whether what follows a word at the head of a message is said to somebody called so."""
    after = _TURNED_TO.match(text, end)
    if after is None or form in _ASKS:
        return False
    if after[0].startswith(","):
        return True
    return form not in _WISHES and not (form in _ORDERS and _NO_CLAUSE.match(after[0]))


def _is_first(form: str, names: Iterable[str]) -> bool:
    """Whether one of ``names`` begins with this folded word."""
    return any(fold(name.strip().partition(" ")[0]) == form for name in names)


def _is_cued(text: str, start: int, end: int, names: Iterable[str]) -> bool:
    """Whether the words around say that this one is a name."""
    if _CUE.search(text, max(0, start - 24), start) is not None:
        return True
    if _NAMED_BEFORE.search(text, max(0, start - 60), start) is not None:
        return True
    begins = _SENTENCE_BEFORE.search(text, max(0, start - 24), start) is not None
    if begins and _SENTENCE_AFTER.match(text, end) is not None:
        return True
    letter = _LETTER_BEFORE.search(text, max(0, start - 3), start)
    if letter is not None and any(_begins(name, letter[1].upper()) for name in names):
        return True
    return _NAMED_AFTER.match(text, end) is not None or _ALONE.fullmatch(text) is not None


def _begins(name: str, letter: str) -> bool:
    """Whether a word of ``name`` begins with ``letter``."""
    return any(word[0].upper() == letter for word in WORD.findall(name))


def _ends_in_initial(text: str) -> bool:
    """Whether a text ends as one does that `_CLOSED` matches: in a capital, perhaps with a dot."""
    end = text.rstrip()[-2:]
    return end[-1:] in _CAPITALS or (end[-1:] == "." and end[0] in _CAPITALS)


def _initials(text: str, people: Participants) -> Iterator[Span]:
    """Initials alone under a letter: "LG P.", "MfG P. B."."""
    for match in _CLOSED.finditer(text):
        letters = [letter for letter in match["initials"] if letter.isalpha()]
        if any(all(_begins(name, letter) for letter in letters) for name in people.names):
            yield Span(*match.span("initials"), "PERSON")


def _as_they_stand(text: str, people: Participants, tokens: frozenset[str]) -> Iterator[Span]:
    low = text.lower()
    begins = sorted(people.raw.keys() & tokens)
    for name in (name for begin in begins for name in people.raw[begin]):
        at = low.find(name)
        while at >= 0:
            end = at + len(name)
            if not (low[at - 1 : at].isalnum() or low[end : end + 1].isalnum()):
                yield Span(at, end, "PERSON")
            at = low.find(name, end)
