"""One spelling for what customers type in many.

Messages come in capitals, with stretched letters, with umlauts or without, and with numbers that
name one customer. `normalise` keeps what tells an intent and drops what does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from dialogkit.errors import ParameterError

__all__ = ["check_labels", "check_texts", "normalise", "plain_key", "spell_out"]

_LONGEST = 2000
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_PSEUDONYM = re.compile(r"<([A-Z][A-Z_]*?)(?:_[0-9a-f]{4})?>")
_NUMBERS = frozenset({"CARD", "CUSTOMER_NUMBER", "IBAN", "ORDER_NUMBER", "PHONE", "TAX_ID"})
_LONG_NUMBER = re.compile(r"\d{4,}")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_WORD = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Lower case, composed letters, single spaces, no letter more than twice in a row.

    Numbers of four digits and more (order numbers, telephone numbers, codes) become ``0000``: they
    name a customer, not an intent. So do pseudonyms, as ``<PERSON_3f2a>``: those of numbers become
    ``0000`` too, the others ``x``. Only the first 2,000 characters count.

    >>> normalise("  Wooooo ist  MEIN Paket 4711081?? ")
    'woo ist mein paket 0000??'
    """
    text = _PSEUDONYM.sub(_without_key, _INVISIBLE.sub("", text[:_LONGEST]))
    text = unicodedata.normalize("NFKC", text).lower()
    text = _STRETCHED.sub(r"\1\1", _LONG_NUMBER.sub("0000", text))
    return " ".join(text.split())


def _without_key(pseudonym: re.Match[str]) -> str:
    """What a model may know of a pseudonym: nothing that depends on the key."""
    return "0000" if pseudonym[1] in _NUMBERS else "x"


def spell_out(text: str) -> str:
    """Umlauts as two letters, as on a keyboard without them.

    >>> spell_out("größer")
    'groesser'
    """
    return text.translate(_UMLAUTS)


def plain_key(text: str) -> str:
    """What two texts share that differ in case, punctuation or umlaut spelling only.

    >>> plain_key("Grüße!") == plain_key("gruesse")
    True
    """
    plain = normalise(spell_out(normalise(text)))
    return _NOT_WORD.sub(" ", plain).strip() or plain


def check_texts(texts: Sequence[object], *, name: str = "texts") -> list[str]:
    """``texts`` as a list.

    Raises:
        ParameterError: It is one string, empty, or holds something else than strings.
    """
    if isinstance(texts, str):
        raise ParameterError(f"{name} must be a list of strings, got one string; put it in a list")
    if not hasattr(texts, "__iter__"):
        raise ParameterError(f"{name} must be a list of strings, got {type(texts).__name__}")
    listed = list(texts)
    if not listed:
        raise ParameterError(f"{name} must not be empty")
    checked = [str(text) for text in listed if isinstance(text, str)]
    if len(checked) < len(listed):
        index, kind = _first_other(listed)
        raise ParameterError(f"{name} must be strings, got {kind} at index {index}")
    return checked


def _first_other(values: Sequence[object]) -> tuple[int, str]:
    """Place and type of the first value that is no string."""
    return next((i, type(v).__name__) for i, v in enumerate(values) if not isinstance(v, str))


def check_labels(texts: Sequence[str], intents: Sequence[str]) -> list[str]:
    """``intents`` as a list, one a text.

    Raises:
        ParameterError: The lengths differ, or a label is missing.
    """
    labels = check_texts(intents, name="intents")
    if len(labels) != len(texts):
        what = f"texts and intents must be equally many, got {len(texts)} and {len(labels)}"
        raise ParameterError(what)
    empty = [number for number, label in enumerate(labels) if not label.strip()]
    if empty:
        raise ParameterError(f"intents must not be empty, got an empty one at index {empty[0]}")
    return labels
