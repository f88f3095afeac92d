"""One e-mail from its bytes: who, when, in answer to what, and what was written.

Mails are what anybody's program sent, so nothing in them is trusted: headers may be broken,
character sets unknown, parts nested without end. The standard library's older interface is used
because it takes broken headers as they are.
"""

from __future__ import annotations

import email.parser
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from dialogkit.corpus._html_text import html_text
from dialogkit.corpus._mail_text import Words, own_words
from dialogkit.corpus._raw import LATEST, BrokenError, whole

__all__ = ["Mail", "mail_of"]

_MOST_BYTES = 8 << 20
"""Bytes of a mail that are looked at: texts stand before attachments."""
_MOST_PARTS = 500
_LONGEST_HEADER = 20_000
_NOT_FOR_TEXT = ("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined")
"""Python's own encodings, which no mail uses and some of which take very long."""

_ID = re.compile(r"<([^<>\s]{1,400})>")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-?daemon)@", re.IGNORECASE)
_OWN_ADDRESS = ("Delivered-To", "X-Original-To", "X-Delivered-To", "Envelope-To")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a reader of conversations needs of a mail."""

    ident: str | None
    """Its Message-ID."""
    answers: tuple[str, ...]
    """Message-IDs of the mails before it, oldest first."""
    subject: str
    """Its subject on one line."""
    name: str
    """The sender's display name; empty where there is none."""
    address: str
    """The sender's address in lower case; empty where there is none."""
    others: frozenset[str]
    """Addresses of those to whom it went."""
    owner: frozenset[str]
    """Addresses of the mailbox in which it lay, where its headers tell."""
    is_sent: bool
    """Whether the mailbox's owner sent it, where its headers tell."""
    sent_at: int | None
    """When, in microseconds since 1970 (UTC)."""
    words: Words
    """Its text, without what it quotes."""
    attachments: int
    """How many files hang on it."""
    is_automatic: bool
    """Whether a program answered: out of office, undeliverable, receipt."""
    is_cut: bool
    """Whether it was too large to be read whole."""


def mail_of(data: bytes) -> Mail:
    """Reads a mail.

    Raises:
        BrokenError: It cannot be read as a mail at all.
    """
    try:
        parsed = email.parser.BytesParser().parsebytes(data[:_MOST_BYTES])
        return _mail(parsed, is_cut=len(data) > _MOST_BYTES)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        raise BrokenError("cannot be read as a mail") from None
    except RecursionError:
        raise BrokenError("has parts nested too deeply") from None


def _mail(parsed: Message, *, is_cut: bool) -> Mail:
    name, address = _sender(parsed)
    text, attachments = _content(parsed)
    if not address and not parsed.get("Date") and not parsed.get("Message-ID"):
        raise BrokenError("lacks the headers of a mail")
    return Mail(
        ident=next(iter(_idents(parsed, "Message-ID")), None),
        answers=_answers(parsed),
        subject=" ".join(_header(parsed, "Subject").split()),
        name=name,
        address=address,
        others=frozenset(_addresses(parsed, "To", "Cc")),
        owner=frozenset(_addresses(parsed, *_OWN_ADDRESS)),
        is_sent=bool(re.search(r"\b(?:Sent|Gesendet)\b", _header(parsed, "X-Gmail-Labels"))),
        sent_at=_when(parsed),
        words=own_words(text),
        attachments=attachments,
        is_automatic=_is_automatic(parsed, address),
        is_cut=is_cut,
    )


def _eight_bits(raw: str) -> str:
    """A header with letters beyond ASCII that its sender did not encode."""
    data = raw.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _header(parsed: Message, name: str) -> str:
    """A header decoded, on one line."""
    raw = next((value for key, value in parsed.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return ""
    written = _eight_bits(str(raw)[: 2 * _LONGEST_HEADER])[:_LONGEST_HEADER]
    try:
        pieces = decode_header(written)
    except (MessageError, ValueError, TypeError):
        return whole(" ".join(written.split()))
    read = "".join(
        piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces
    )
    return " ".join(whole(read).split())


def _decoded(data: bytes, charset: str | None) -> str:
    """Bytes in the character set they claim, else in what they most likely are."""
    for name in (charset, "utf-8"):
        if name and name.lower().replace("-", "_") not in _NOT_FOR_TEXT:
            try:
                return data.decode(name)
            except (LookupError, ValueError):
                continue
    return data.decode("cp1252", errors="replace")


def _sender(parsed: Message) -> tuple[str, str]:
    """Display name and address; the name is decoded after the address is cut out."""
    raw = str(parsed.get("From", ""))[:_LONGEST_HEADER]
    name, address = next(iter(getaddresses([raw])), ("", ""))
    if "@" not in address:
        name, address = next(iter(getaddresses([_header(parsed, "From")])), ("", ""))
    shown = "".join(
        piece if isinstance(piece, str) else _decoded(piece, charset)
        for piece, charset in decode_header(name)
    )
    return " ".join(whole(shown).split()).strip("'\" "), whole(address).strip().lower()


def _addresses(parsed: Message, *headers: str) -> Iterator[str]:
    for header in headers:
        written = [str(value)[:_LONGEST_HEADER] for value in parsed.get_all(header, [])[:50]]
        for _, address in getaddresses(written):
            if "@" in address:
                yield whole(address).strip().lower()


def _idents(parsed: Message, header: str) -> list[str]:
    return _ID.findall(str(parsed.get(header, ""))[:_LONGEST_HEADER])


def _answers(parsed: Message) -> tuple[str, ...]:
    found = [*_idents(parsed, "References"), *_idents(parsed, "In-Reply-To")]
    return tuple(dict.fromkeys(found))


def _when(parsed: Message) -> int | None:
    """The date the sender's program wrote, else the one at which the mail arrived."""
    arrived = str(parsed.get("Received", "")).rpartition(";")[2]
    for written in (str(parsed.get("Date", "")), arrived):
        try:
            when = parsedate_to_datetime(written.strip()[:200])
            aware = when if when.tzinfo else when.replace(tzinfo=UTC)
            micros = (aware - _EPOCH) // timedelta(microseconds=1)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if 0 <= micros < LATEST * 1_000_000:
            return micros
    return None


def _is_automatic(parsed: Message, address: str) -> bool:
    """Whether a program answered (RFC 3834), or a server reports."""
    auto = str(parsed.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    return (
        auto.startswith("auto-")
        or parsed.get("X-Autoreply") is not None
        or parsed.get("X-Autorespond") is not None
        or "auto_reply" in str(parsed.get("Precedence", "")).lower()
        or parsed.get_content_type() == "multipart/report"
        or bool(_DAEMON.match(address))
    )


def _content(parsed: Message) -> tuple[str, int]:
    """The text of a mail, and how many files hang on it."""
    plain: list[str] = []
    markup: list[str] = []
    attachments = 0
    for part in _leaves(parsed):
        kind = part.get_content_type()
        attached = "attachment" in str(part.get("Content-Disposition", "")).lower()[:40]
        if attached or not kind.startswith("text/"):
            attachments += 0 if _is_decoration(part, kind) else 1
        elif kind == "text/html":
            markup.append(html_text(_text(part), quotes=True))
        elif kind in ("text/plain", "text/enriched"):
            plain.append(_flowed(part, _text(part)))
        else:
            attachments += 1
    written = "\n".join(plain).strip()
    return whole(written or "\n".join(markup).strip()), attachments


def _is_decoration(part: Message, kind: str) -> bool:
    """Pictures of a signature, keys and signatures of machines: nobody attached them by hand."""
    inline = str(part.get("Content-Disposition", "")).lower().startswith("inline")
    picture = kind.startswith("image/") and (inline or part.get("Content-ID") is not None)
    return picture or kind.endswith(("signature", "pgp-keys", "ms-tnef", "delivery-status"))


def _leaves(parsed: Message) -> Iterator[Message]:
    """The parts that hold something, in order; mails inside a mail count as attached files."""
    waiting: list[Message] = [parsed]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        inner = part.get_payload()
        whole_mail = part.get_content_maintype() == "message"
        if isinstance(inner, list) and not whole_mail:
            waiting[:0] = _best(part, [one for one in inner if isinstance(one, Message)])
        else:
            yield part


def _best(part: Message, inner: Sequence[Message]) -> Sequence[Message]:
    """Of several forms of one text the plain one is read, unless it is empty."""
    if part.get_content_type() != "multipart/alternative":
        return inner
    plain = [one for one in inner if one.get_content_type() == "text/plain"]
    return plain if plain and _text(plain[0]).strip() else inner[-1:]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset()
    return _decoded(payload, charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _flowed(part: Message, text: str) -> str:
    """Paragraphs of ``format=flowed`` (RFC 3676) on one line each."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    soft = False
    for line in text.split("\n"):
        joins = soft and not line.startswith(">") and line != "-- "
        bare = line.removeprefix(" ")
        if joins:
            lines[-1] += bare
        else:
            lines.append(bare)
        soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(lines)
