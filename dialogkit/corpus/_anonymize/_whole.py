"""The whole of a number of which a rule knew a part: 742-33107//0031-W, BK 880 513 4."""

from __future__ import annotations

import re

from dialogkit.corpus._anonymize._amounts import has_unit
from dialogkit.corpus._anonymize._span import NUMBER, Span
from dialogkit.corpus._anonymize._words import brands, fold, is_noun, plain_words, word_set

__all__ = ["whole", "whole_handle", "whole_number"]

_SPACED = frozenset(
    (
        *("ORDER_NUMBER", "CUSTOMER_NUMBER", NUMBER, "ID_CARD", "TAX_ID", "SOCIAL_INSURANCE"),
        *("HEALTH_INSURANCE", "VAT_ID"),
    )
)
"""Types whose numbers go on behind a space, too."""
_ATTACHED = _SPACED | {"PHONE"}
"""Types whose numbers go on where no space parts them; references may look like telephones."""

_PART = r"(?:[^\W_]{1,4}(?![^\W_])|[^\W\d_]{0,6}\d[^\W_]{0,12})"
_RIGHT = re.compile(rf"[A-Za-z]{{0,2}}(?:(?:[-/_]{{1,2}}|\.(?=\d)){_PART}){{0,4}}(?![^\W_])")
_LEFT = re.compile(r"(?<![\w@.,/-])(?:(?:[A-Z\d]{1,6}|[a-z]{1,3})(?:[-/_]{1,2})|\d{1,5}\.){1,3}\Z")
_GROUP_LEFT = re.compile(r"(?<![\w.,/-])((?:\d{1,2} )?[A-Z]{1,5}) \Z")
_GROUP_RIGHT = re.compile(
    r" \d{1,2}(?![\w%€$£]|[.,:/-]\d)(?=\s*(?:[.,;:!?)\n]|\Z)| (?:und|and|is|ist|oder|or|but|aber"
    r"|bitte|please|on|auf|for|für|mit|with|was|war|in|from|von)(?![^\W_]))"
)
_LAST_GROUP = re.compile(r" (?!(?:19|20)\d\d)\d{3,4}(?=[.;:!?)\n]|,(?!\d)|\Z)(?!\.\d)")
_SIGN_RIGHT = re.compile(r" ([a-z]{2})(?=[.,;:)\n]|\Z)")
_GAP = re.compile(r"[A-Z\d] \d")
_LABELS = word_set(
    "nr no tel fax eur chf usd gbp iban bic plz blz id az ust vat ref pin tan nhs ssn crn abn acn "
    "ein utr tfn sin pps ppsn vin sn imei iccid po kd knr pol inv ord tin mwst uid hr hrb gz mob "
    "phone order ticket case der die das ist is and und the my mein"
)
_WORDS = word_set(
    "am um ab im so an zu da is to at in on by of or ok pm lg vg kg km cm mm er es ja no do go he "
    "me my we us it if as be hi"
)


def whole(text: str, span: Span) -> Span:
    """``span`` with what belongs to it left and right, if it is a number.

    Args:
        text: A message.
        span: A find in it.
    """
    if span.type not in _ATTACHED or span.start >= span.end:
        return span
    start, end = whole_number(text, span.start, span.end, spaced=span.type in _SPACED)
    return Span(start, end, span.type)


def whole_number(text: str, start: int, end: int, *, spaced: bool = True) -> tuple[int, int]:
    """Where the number begins and ends of which ``text[start:end]`` is a part.

    Args:
        text: A message.
        start: Offset of the part's first character.
        end: Offset after its last one.
        spaced: Whether groups behind a space are looked for.
    """
    if not any(map(str.isdigit, text[start:end])):
        return start, end
    right = _RIGHT.match(text, end)
    end = end if right is None else right.end()
    left = _LEFT.search(text, max(0, start - 24), start)
    start = start if left is None else left.start()
    if not spaced:
        return start, end
    group = _GROUP_RIGHT.match(text, end) or _LAST_GROUP.match(text, end)
    if group is not None and _GAP.search(text, start, end) and not has_unit(text, group.end()):
        end = group.end()
    sign = _SIGN_RIGHT.match(text, end)
    if sign is not None and "/" in text[start:end] and sign[1] not in _WORDS:
        end = sign.end()
    before = _GROUP_LEFT.search(text, max(0, start - 12), start)
    if before is not None and _is_free(text, before[1].split()[-1]):
        start = before.start()
    return start, end


_HANDLE_LEFT = re.compile(r"(?<![\w.@-])(?:[^\W_]+[_.-]{1,2}){1,4}\Z")
_HANDLE_RIGHT = re.compile(r"(?:(?:_{1,2}|[.-](?=\w))[^\W_]+){1,4}")


def whole_handle(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the user name begins and ends of which ``text[start:end]`` is a part.

    Args:
        text: A message.
        start: Offset of the part's first character.
        end: Offset after its last one.
    """
    left = _HANDLE_LEFT.search(text, max(0, start - 40), start)
    right = _HANDLE_RIGHT.match(text, end, min(len(text), end + 40))
    return start if left is None else left.start(), end if right is None else right.end()


def _is_free(text: str, letters: str) -> bool:
    """Whether capitals before a number are part of it, rather than a word or a firm."""
    form = fold(letters)
    shouted = text.isupper()
    word = len(form) > 1 and (form in plain_words() or is_noun(form) or form in brands())
    return not (shouted or word or form in _LABELS)
