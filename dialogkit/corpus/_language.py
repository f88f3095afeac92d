"""German, English or neither, by the small words that texts cannot do without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

__all__ = ["language_of", "written_in"]

_WORDS = {
    "de": (
        "aber auch auf beim bitte danke das dass der die ein eine einen für gerne guten habe "
        "haben hallo hat heute ich ihr ihre immer ist ja kann kein keine können mein meine mir "
        "mit morgen nein nicht noch oder schon sehr sie tag und uns vielen vom von wann wenn "
        "wie wir wird wo wurde zu zum"
    ),
    "en": (
        "and are at be been but can could don't for from get got had has have hello hi how i "
        "i'm if is it it's my no not of or please still thank thanks that the there they this "
        "to was we were what when where will with would yes you your"
    ),
    "nl": (
        "bij dank de een en geen graag heb heeft het hoe ik is je kan maar met mijn naar niet "
        "nog ook u voor waar wanneer wat wij zijn"
    ),
    "fr": (
        "avec avez bonjour comment dans des du est et je la le les ma mais merci mon ne non "
        "nous oui où pas pour quand que qui sur un une vous"
    ),
    "es": (
        "como con cuando del donde el en es está gracias hola la las los mi muy no para pero "
        "por que sí tengo un una usted y yo"
    ),
    "it": (
        "che ciao come con del della dove e gli grazie ha ho il io la lo ma mia mio molto non "
        "per quando sono sì un una voi è"
    ),
    "pt": (
        "a as com como da do e está eu mas meu minha muito não o obrigada obrigado olá onde os "
        "para por quando que sim tenho um uma você é"
    ),
    "tr": (
        "ama ben bir bu da değil evet hayır ile için merhaba mi mı nasıl ne nerede teşekkürler "
        "var ve yok zaman çok"
    ),
    "pl": (
        "ale bardzo cześć dla dobry dzień dziękuję gdzie i ja jak jest kiedy mam moja mój na "
        "nie się tak to w wy z że"
    ),
}

_LANGUAGES = {
    word: tuple(code for code, words in _WORDS.items() if word in words.split())
    for word in {word for words in _WORDS.values() for word in words.split()}
}
"""Languages of each word; a word of several counts for none of them alone."""
_VOTES = {
    word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in _LANGUAGES.items()
}
"""The same with its share of the vote for each."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_ENOUGH = 3.0
_SHARE = 0.6
_MOST_CHARACTERS = 20_000


def language_of(texts: Iterable[str]) -> str | None:
    """``de``, ``en``, or None where the texts are too few or clearly neither; see `written_in`."""
    code = written_in(texts)
    return code if code in ("de", "en") else None


def written_in(texts: Iterable[str]) -> str | None:
    """The language, of those whose small words are known, or None where the texts are too few.

    Each small word gives one vote, shared among the languages that have it; the winner needs
    60 % of the votes and three of them.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    left = _MOST_CHARACTERS
    for text in texts:
        words = _WORD.findall(text[:left].lower().replace("’", "'"))
        for shares in filter(None, map(_VOTES.get, words)):
            for code, share in shares:
                votes[code] += share
        left -= len(text)
        if left <= 0:
            break
    return _winner(votes)


def _winner(votes: Mapping[str, float]) -> str | None:
    if not votes:
        return None
    code = max(votes, key=lambda one: votes[one])
    sure = votes[code] >= max(_ENOUGH, _SHARE * sum(votes.values()))
    return code if sure else None
