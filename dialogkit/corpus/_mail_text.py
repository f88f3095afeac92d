"""What somebody wrote in a mail: without the mails it answers and without its signature.

On purpose few and plain rules, German and English first: what is not surely a quotation stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["REPLY", "Words", "own_words", "with_subject"]

REPLY = re.compile(
    r"^(?:\s*(?:re|aw|antw|antwort|sv|rv|rif|wg|fw|fwd|wtr)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)
"""Before the subject of a mail that answers or passes on another."""
_BEGINNING = re.compile(r"(?:On|Am|Le|El|Il|Op)\s|\d{4}-\d\d-\d\d\s")
_WROTE = re.compile(
    r"\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef)\b(?!\s+(?:ich|wir)\b)|[@>]\S*:$"
)
_WROTE_ON = re.compile(r"\bschrieb am\s.{0,20}\d")
_SURELY = re.compile(r"@|\d{1,2}[:.]\d\d\b")
_DIGIT = re.compile(r"\d")
_DIVIDER = re.compile(
    r"^[ \t]*-{2,}\s?(?:Original[ -]?Message|Ursprüngliche Nachricht|Original[ -]?Nachricht"
    r"|Urspr\. Nachricht|Message d'origine|Mensaje original|Messaggio originale)\s?-{2,}[ \t]*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^[ \t*]*(?:Von|From|De|Da|Van)\s?:[ *]+\S")
_SENT = re.compile(
    r"^[ \t*]*(?:Gesendet|Sent|Datum|Date|Envoyé|Enviado(?: el)?|Inviato|Verzonden)"
    r"(?: am)?\s?:[ *]+\S"
)
_RULE = re.compile(r"^[ \t]*_{10,}[ \t]*$")
_MOBILE = re.compile(
    r"^[ \t]*(?:Von meine[mr] \S[^\n]{0,40} gesendet|Gesendet (?:von|mit|über|aus) [^\n]{3,60}"
    r"|Diese Nachricht wurde von [^\n]{3,60} gesendet|Sent from (?:my|the|Yahoo|Mail|Outlook)"
    r"[^\n]{0,40}|Sent (?:via|with) [^\n]{3,40}|Get Outlook for [^\n]{2,30}"
    r"|Outlook für [^\n]{2,20} (?:beziehen|herunterladen))[ \t.]*$"
)
_MOST_SIGNATURE_LINES = 20
_NEAR = 6
_LONGEST = 300
"""Lines of a mail program's own are shorter."""


class Words(NamedTuple):
    """A mail's text, and what was cut from it."""

    text: str
    """What its writer wrote; all of it, where nothing else would be left."""
    quoted: bool = False
    """Whether earlier mails were cut off."""
    signed: bool = False
    """Whether a signature was cut off."""


def with_subject(subject: str, text: str) -> str:
    r"""The text below its subject, unless it says the same, as where one is cut from its beginning.

    >>> with_subject("Router defekt", "Was nun?")
    'Router defekt\nWas nun?'
    >>> with_subject("Was nun, wo der Rou...", "Was nun, wo der Router defekt ist?")
    'Was nun, wo der Router defekt ist?'
    """
    subject = " ".join(subject.split())
    said = subject.removesuffix("…").removesuffix("...").rstrip().casefold()
    if said in " ".join(text.split()).casefold():
        return text
    return f"{subject}\n{text}".strip()


def own_words(text: str) -> Words:
    """The text without quoted mails and without a signature after ``--``."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = _quotation(lines)
    kept = [line for line in lines[:end] if not line.startswith(">")]
    quoted = len(kept) < len(lines)
    unsigned = _without_signature(kept)
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(unsigned)).strip()
    if not joined:
        return Words(text.strip())
    return Words(joined, quoted, len(unsigned) < len(kept))


def _quotation(lines: list[str]) -> int:
    """The line from which on all is quoted, if there is one; lines of attribution are emptied."""
    for at, line in enumerate(lines):
        if _DIVIDER.match(line[:_LONGEST]) or _is_header(lines, at):
            return at
        taken, surely = _attribution(lines, at)
        if not taken:
            continue
        after = at + taken
        rest = next((n for n in range(after, after + 3) if n < len(lines) and lines[n].strip()), at)
        if lines[rest].startswith(">"):
            lines[at:after] = [">"] * taken
        elif surely:
            return at
    return len(lines)


def _attribution(lines: list[str], at: int) -> tuple[int, bool]:
    """How many lines say who wrote the following (0: they do not), and whether that is sure.

    Without a time or an address, it may be that somebody tells of a mail: then only quotation marks
    behind it tell.
    """
    line = lines[at]
    begins = bool(_BEGINNING.match(line))
    if len(line) > _LONGEST or not (begins or ":" in line[-3:]):
        return 0, False
    for count in (1, 2, 3) if begins else (1,):
        piece = "\n".join(part[:_LONGEST] for part in lines[at : at + count]).rstrip()
        if not piece.endswith(":"):
            continue
        says = _WROTE.search(piece) if begins else _WROTE_ON.search(piece)
        if says and _DIGIT.search(piece):
            return count, bool(_SURELY.search(piece))
        return 0, False
    return 0, False


def _is_header(lines: list[str], at: int) -> bool:
    """Whether a block as Outlook puts it above the mail answered begins here."""
    if _RULE.match(lines[at]):
        after = next((n for n in range(at + 1, min(at + 3, len(lines))) if lines[n].strip()), None)
        return after is not None and _is_header_block(lines, after)
    return _is_header_block(lines, at)


def _is_header_block(lines: list[str], at: int) -> bool:
    if not _FROM.match(lines[at][:_LONGEST]):
        return False
    return any(_SENT.match(line[:_LONGEST]) for line in lines[at + 1 : at + _NEAR])


def _without_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if line in ("-- ", "--") and len(lines) - at <= _MOST_SIGNATURE_LINES:
            lines = lines[:at]
            break
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), None)
    if last is not None and _MOBILE.match(lines[last][:200]):
        return lines[:last]
    return lines
