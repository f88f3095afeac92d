"""How often customers of a log type in each way, by rules that see the text alone.

Each share has a denominator of its own: only a German text in which a word has dots can lack them.
The rules are sure rather than complete. A slip counts where a rare word is one slip of the fingers
away from a word that the log has often, so slips in rare words are missed; read ``typos`` as "at
least".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from dialogkit._intervals import wilson
from dialogkit.simulate._habits import Share
from dialogkit.simulate._noise import FORMS, KEEP, neighbours
from dialogkit.simulate._noise_words import (
    AMBIGUOUS,
    COLLOQUIAL,
    DIALECTS,
    INSULTS,
    UMLAUTS,
)

__all__ = ["forms_in"]

Said = tuple[str, str]
"""A text without pseudonyms, and its language (two letters, or nothing)."""
Judged = Iterable[bool]
"""Whether each text that a rule can judge is typed so."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PUNCTUATION = re.compile(r"[.,!?;:]")
_UMLAUT = re.compile(r"[äöü]")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DROPPED = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_FEW_WORDS, _MANY_WORDS = 3, 9
_LONG = 5
"""Letters of a word in which a slip can be told from another word."""
_OFTEN, _RATIO = 6, 8
"""A word is common that stands in so many texts, and so many times as often as its slip."""
_INSULTS = {
    language: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    for language, pattern in INSULTS.items()
}
_PLAIN_WORDS = frozenset(
    [
        "a", "i", "is", "no", "des", "au", "es", "mi", "mir", "net", "mal", "ma", "hab", "nu",
        "fix", "op", "send", "me", "about", "r", "n", "k", "just", "jus", "em", "ham", "ka", "ko",
        "ha", "han", "ni", "ein", "nen", "ne", "sin", "will", "mini", "mis", "cho", "weiss", "nix",
        "goin", "dont", "cant", "yeah", "with", "great",
    ]
)  # fmt: skip
"""Dialect forms that are words elsewhere, or common in any chat: no mark of dialect."""
_DIALECT = frozenset(w for words in DIALECTS.values() for w in words.values()) - _PLAIN_WORDS
_SLANG = frozenset(COLLOQUIAL.values()) - _PLAIN_WORDS | {"gonna", "wanna", "dunno", "plz", "ya"}


def forms_in(texts: Iterable[tuple[str, str | None]]) -> dict[str, Share]:
    """Way of typing to its share, with a 95 % interval and the texts in which it could be told.

    Args:
        texts: Texts of customers with their languages. Texts of unknown language are judged by
            the rules that hold in any.
    """
    said = [(KEEP.sub(" ", text), (locale or "")[:2]) for text, locale in texts]
    rules: dict[str, Callable[[Sequence[Said]], Judged]] = {
        "typos": _typos,
        "umlauts_spelt_out": lambda rows: _without_dots(rows, _SPELT),
        "umlauts_dropped": lambda rows: _without_dots(rows, _DROPPED),
        "dialect": _dialect,
        "lower_case": _lower_case,
        "dictated": _dictated,
        "swears": _swears,
    }
    counted = {form: Counter(map(bool, rules[form](said))) for form in FORMS}
    return {form: _share(c[True], c.total()) for form, c in counted.items() if c.total()}


def _share(k: int, n: int) -> Share:
    low, high = wilson(k, n)
    return Share(value=k / n, low=min(low, k / n), high=max(high, k / n), n=n)


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def _lower_case(said: Sequence[Said]) -> Iterator[bool]:
    """Texts of three words or more, in a script that has capitals, with none of them."""
    for text, _ in said:
        if len(_WORD.findall(text)) >= _FEW_WORDS and text.lower() != text.upper():
            yield text == text.lower()


def _dictated(said: Sequence[Said]) -> Iterator[bool]:
    """Texts of nine words or more on one line, with no punctuation at all."""
    for text, _ in said:
        if len(_WORD.findall(text)) >= _MANY_WORDS:
            yield "\n" not in text.strip() and not _PUNCTUATION.search(text)


def _dialect(said: Sequence[Said]) -> Iterator[bool]:
    """German texts with words of a dialect, English ones with words of chat slang."""
    for text, language in said:
        marks = {"de": _DIALECT, "en": _SLANG}.get(language)
        words = _words(text)
        if marks is not None and len(words) >= _FEW_WORDS:
            yield not marks.isdisjoint(words)


def _swears(said: Sequence[Said]) -> Iterator[bool]:
    for text, language in said:
        pattern = _INSULTS.get(language)
        if pattern is not None and _WORD.search(text):
            yield bool(pattern.search(text))


def _without_dots(said: Sequence[Said], table: dict[int, str]) -> Iterator[bool]:
    """German texts with a word that has dots when written well; whether one is written so."""
    german = [{*_words(text)} for text, language in said if language == "de"]
    counts = Counter(word for words in german for word in words)
    proper = {w for w in (*UMLAUTS, *counts) if _UMLAUT.search(w) and len(w) > 2}
    bare = {
        word.translate(table): word
        for word in proper
        # a word that is common without dots is a word of its own
        if (word in UMLAUTS or counts[word.translate(table)] <= 0.3 * counts[word])
        and word.translate(table) not in AMBIGUOUS
    }
    other = _SPELT if table is _DROPPED else _DROPPED
    anyhow = {*bare, *bare.values(), *({w.translate(other) for w in bare.values()} - AMBIGUOUS)}
    for words in german:
        if not anyhow.isdisjoint(words):
            yield not bare.keys().isdisjoint(words)


def _typos(said: Sequence[Said]) -> Iterator[bool]:
    """Texts with a word of five letters or more; whether one is a slip of a common word."""
    listed = [
        ({w.translate(_FOLDED) for w in _words(text) if len(w) >= _LONG}, language)
        for text, language in said
    ]
    counts = Counter(word for words, _ in listed for word in words)
    languages = Counter(language for _, language in listed)
    language = "de" if languages["de"] >= languages["en"] else "en"
    slips: dict[str, int] = {}
    for word, often in counts.items():
        if often >= _OFTEN:
            for slip in _slips(word, language):
                slips[slip] = max(slips.get(slip, 0), often)
    wrong = {word for word in counts if slips.get(word, 0) >= _RATIO * counts[word]}
    for words, _ in listed:
        if words:
            yield not wrong.isdisjoint(words)


def _slips(word: str, language: str) -> Iterator[str]:
    """What one slip makes of a word; at its end it would be another ending, so not there."""
    for at in range(1, len(word) - 2):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield word[: at + 1] + word[at:]
        for letter in neighbours(word[at], language):
            yield word[:at] + letter + word[at + 1 :]
