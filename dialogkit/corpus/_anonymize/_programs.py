"""What programs call things: words joined by lines that are nobody's user name."""

from __future__ import annotations

import re

from dialogkit.corpus._anonymize._words import (
    fold,
    is_english_word,
    is_noun,
    plain_words,
    word_set,
)

__all__ = ["CONSTANT", "is_somebodys"]

CONSTANT = re.compile(
    r"(?:ERR|ERROR|EXC|HTTP|HTTPS|DNS|SSL|TLS|NET|API|SQL|SYS|BSOD|STATUS|FATAL|INVALID|AUTH"
    r"|TIMEOUT|TOKEN|SESSION|PAYMENT|E|EC|PR|NS)_[A-Z0-9_]+\Z"
)
"""What programs call a fault, in capitals: ERR_CONNECTION_REFUSED."""
_SYSTEM = word_set(
    "id token proxy config conf file error err exception key api http https url uri db sql server "
    "host port log logs path table test retry retries code type status value name time date data "
    "cache session auth grant client request response index count size list array string int func "
    "method class handler service module driver invalid expired failed timeout denied not at is"
)


def is_somebodys(word: str) -> bool:
    """Whether a word joined by lines has a part that is no word, and none of programs' words."""
    forms = [fold(part) for part in re.split("[._]", word) if part]
    return _SYSTEM.isdisjoint(forms) and any(
        len(f) > 3 and f.isalpha() and not (is_noun(f) or f in plain_words() or is_english_word(f))
        for f in forms
    )
