"""Repairs the broken UTF-8 of Facebook's and Instagram's downloads, and only where it is broken.

These downloads write each byte of a text's UTF-8 as a character of its own: ``ü`` (the bytes C3
BC) arrives as ``Ã¼``. Whether a file is broken is judged from all its texts together, since one
text alone cannot tell: somebody may really have typed ``Ã¼``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Mender"]

_SEQUENCE = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf]"
    "|\u00e0[\u00a0-\u00bf][\u0080-\u00bf]"
    "|[\u00e1-\u00ec\u00ee\u00ef][\u0080-\u00bf]{2}"
    "|\u00ed[\u0080-\u009f][\u0080-\u00bf]"
    "|\u00f0[\u0090-\u00bf][\u0080-\u00bf]{2}"
    "|[\u00f1-\u00f3][\u0080-\u00bf]{3}"
    "|\u00f4[\u0080-\u008f][\u0080-\u00bf]{2}"
)
"""The UTF-8 of one character above U+007F, each byte written as a character."""

_CUT = re.compile("[\u00e0-\u00f4](?=[\u0080-\u00bf]*[\u0080-\u009f])[\u0080-\u00bf]{1,2}")
"""The beginning of such a sequence, where a text was cut inside a character."""

_CONTROL = re.compile("[\u0080-\u009f]")
"""Control characters that nobody types: bytes of broken UTF-8 most of the time."""

_FOREIGN = re.compile("[^\u0000-\u007f]")

_LIKELY_FIRST = "ÂÃÄÅÎÏÐÑ"
"""First bytes of Latin, Greek and Cyrillic letters. ``É®`` would be UTF-8 too, but of no letter
anybody writes."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """Different texts of a file, by what they say about it."""

    certain: int = 0
    """With sequences that hold control characters: broken."""
    likely: int = 0
    """With sequences that would become ordinary letters, and nothing that speaks against it."""
    odd: int = 0
    """With other sequences only."""
    sound: int = 0
    """With characters that broken texts cannot hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mender:
    """What is to be done with the texts of one file."""

    broken: bool = False
    """Whether the file's texts are broken."""
    wholly: bool = False
    """Whether none of them speaks against it: then even unlikely sequences are repaired."""
    _known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, texts: Iterable[str], *, escaped: bool) -> Mender:
        r"""Judges a file by all its texts, names among them.

        A file is broken where a text holds control characters in the place of UTF-8's bytes, or
        where more texts look broken than look sound.

        Args:
            texts: All texts of the file.
            escaped: Whether the file is pure ASCII, with ``\u00c3`` for ``Ã``, as these downloads
                are. In another file sequences of no ordinary letter are left alone.
        """
        counts = _count({text for text in texts if not text.isascii()})
        if counts.sound == 0:
            hinted = counts.certain or counts.likely or (escaped and counts.odd)
            return cls(broken=bool(hinted), wholly=bool(counts.certain or escaped))
        return cls(broken=counts.certain > 0 or counts.likely > counts.sound)

    def mend(self, text: str) -> str:
        """The text as it was written; itself where it was not broken."""
        if not self.broken or text.isascii():
            return text
        known = self._known.get(text)
        if known is None:
            known = self._mended(text)
            if len(text) < 60:  # names come again and again
                self._known[text] = known
        return known

    def _mended(self, text: str) -> str:
        if self.wholly:
            try:
                return text.encode("latin-1").decode("utf-8")
            except UnicodeError:
                pass
        mended = _SEQUENCE.sub(self._character, text)
        return _CUT.sub("\ufffd", mended) if _CONTROL.search(mended) else mended

    def _character(self, found: re.Match[str]) -> str:
        sequence = found[0]
        if self.wholly or _CONTROL.search(sequence) or sequence[0] in _LIKELY_FIRST:
            return sequence.encode("latin-1").decode("utf-8")
        return sequence


def _count(texts: Iterable[str]) -> _Counts:
    certain = likely = odd = sound = 0
    for text in texts:
        sequences = _SEQUENCE.findall(text)
        rest = _SEQUENCE.sub("", text) if sequences else text
        if any(_CONTROL.search(sequence) for sequence in sequences) or _CUT.search(rest):
            certain += 1
        elif _FOREIGN.search(rest):
            sound += 1
        elif any(sequence[0] in _LIKELY_FIRST for sequence in sequences):
            likely += 1
        else:
            odd += 1
    return _Counts(certain, likely, odd, sound)
