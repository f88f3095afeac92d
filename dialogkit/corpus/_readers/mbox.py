"""E-mail: mailboxes in the mbox format, and single mails (.eml)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dialogkit.conversation import Speaker, Unreadable
from dialogkit.corpus._mail import Mail, mail_of
from dialogkit.corpus._mail_text import REPLY, with_subject
from dialogkit.corpus._raw import BrokenError, Entry, Reading, Source, Thread, thread_id

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "mbox"
GENERIC = False

_POSTMARK = re.compile(rb"^From (?:\S+|-) .{0,200}\d{4}\b.{0,40}$", re.MULTILINE)
_TEXT = re.compile(rb"^(?=[^\S\n]*\S)", re.MULTILINE)
_HEADER = re.compile(r"^([!-9;-~]{1,76}):(?:[ \t]|$)")
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_KNOWN = frozenset(("from", "date", "subject", "to", "message-id", "received", "mime-version"))
_MOST_HEADER_LINES = 400
_OFFICE = re.compile(
    r"^(?:support|service|kundenservice|kundendienst|kundenbetreuung|help|helpdesk|hilfe|info|kontakt"
    r"|contact|care|customer[-.]?(?:care|service)|hello|hallo|team|office|anfrage|no-?reply)@"
)
_PUBLIC = frozenset(
    (
        *("gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de"),
        *("t-online.de", "freenet.de", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de"),
        *("live.com", "live.de", "yahoo.com", "yahoo.de", "icloud.com", "me.com", "mac.com"),
        *("aol.com", "posteo.de", "mailbox.org", "proton.me", "protonmail.com", "bluewin.ch"),
    )
)
"""Domains of addresses that anybody may have."""


def recognise(source: Source) -> bool:
    """Whether it starts with the postmark line of a mailbox, or with the headers of a mail."""
    lines = source.head.replace("\r\n", "\n").lstrip("\ufeff\n").split("\n", _MOST_HEADER_LINES)
    if _POSTMARK.match(lines[0].encode("utf-8", "replace")):
        return _has_headers(lines[1:])
    return _has_headers(lines)


def _has_headers(lines: Sequence[str]) -> bool:
    """Whether only headers stand before the first empty line, and those that each mail has."""
    names: set[str] = set()
    for line in lines:
        found = _HEADER.match(line)
        if found:
            names.add(found[1].lower())
        elif not line.strip():
            break
        elif not (names and line[:1] in " \t") and not line.startswith(">From "):
            return False
    return "from" in names and len(names & _KNOWN) > 2


def read(source: Source) -> Reading:
    """The mails in it, threaded by what they answer, else by subject and participants.

    Quoted mails and signatures are cut off and counted. A text that opens a thread begins with
    its subject. Automatic replies and reports of servers are events. The number in an `Unreadable`
    is the line at which the mail begins.

    Raises:
        InputError: There is no mail in it.
    """
    unreadable: list[Unreadable] = []
    mails: list[Mail] = []
    for line, data in _split(source.data):
        try:
            mails.append(mail_of(data))
        except BrokenError as broken:
            unreadable.append(Unreadable(file=source.file, line=line, why=str(broken)))
    if not mails and not unreadable:
        raise source.refuse("holds no mail")
    groups = _grouped(mails)
    senders = _Senders(mails, groups)
    threads = [_thread(source, group, senders) for group in groups]
    return Reading(threads=threads, unreadable=unreadable, notes=(*_notes(mails), *senders.notes))


def _split(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each mail with the line at which it begins; a postmark follows an empty line."""
    data = data.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")
    first = _TEXT.search(data)
    if first is None:
        return
    if not _POSTMARK.match(data, first.start()):
        yield data.count(b"\n", 0, first.start()) + 1, data[first.start() :]
        return
    starts = [
        found.start()
        for found in _POSTMARK.finditer(data)
        if found.start() == first.start() or _begins_mail(data, found.start(), found.end())
    ]
    line, before = 1, 0
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        line, before = line + data.count(b"\n", before, start), start
        yield line, _ESCAPED.sub(b"", data[start:end].partition(b"\n")[2])


def _begins_mail(data: bytes, start: int, end: int) -> bool:
    """A line of text may begin with "From " as well; then no header follows."""
    after = data[end + 1 : end + 101]
    is_header = after.startswith(b">From ") or bool(_HEADER.match(after.decode("latin-1")))
    return is_header and not data[max(0, start - 2) : start].strip()


class _Senders:
    """Names and sides of those who write."""

    def __init__(self, mails: Sequence[Mail], groups: Sequence[Sequence[Mail]]) -> None:
        self._names = _names(mails)
        self._team = _team(mails, groups)
        found = sum(self.speaker(mail) is not None for mail in mails)
        told = f"inferred: {found} mails of senders at the mailbox's own domain are agents'"
        self.notes = (told,) if found else ()

    def person(self, mail: Mail) -> str | None:
        """The display name of a mail's sender, else the address."""
        return mail.name or self._names.get(mail.address) or mail.address or None

    def speaker(self, mail: Mail) -> Speaker | None:
        """Agents, where the addresses tell; None for all others."""
        return "agent" if _domain(mail.address) in self._team else None


def _names(mails: Sequence[Mail]) -> dict[str, str]:
    """The name of each address that has only one; others keep what each mail says."""
    found: dict[str, set[str]] = {}
    for mail in mails:
        found.setdefault(mail.address, set()).add(mail.name)
    return {
        address: min(names - {""})
        for address, names in found.items()
        if address and len(names - {""}) == 1
    }


def _team(mails: Sequence[Mail], groups: Sequence[Sequence[Mail]]) -> frozenset[str]:
    """The company's domains: of the mailbox, and of addresses such as support@.

    None, where that would leave most threads without a customer, as in a company's own mailing.
    """
    addresses = {address for mail in mails for address in mail.owner}
    addresses |= {
        address
        for mail in mails
        for address in (mail.address, *mail.others)
        if _OFFICE.match(address)
    }
    team = frozenset(map(_domain, addresses)) - _PUBLIC - {""}
    alone = sum(all(_domain(mail.address) in team for mail in group) for group in groups)
    return team if alone * 2 < len(groups) or alone < 2 else frozenset()


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


@dataclass(slots=True)
class _Group:
    """The mails of one thread."""

    mails: list[Mail] = field(default_factory=list)
    people: set[str] = field(default_factory=set)


def _grouped(mails: Sequence[Mail]) -> list[list[Mail]]:
    """Mails that answer each other, or have subject and participants in common."""
    roots: dict[str, str] = {}
    for mail in mails:
        chain = [*mail.answers, *([mail.ident] if mail.ident else [])]
        for one in chain[1:]:
            _join(roots, chain[0], one)
    groups: dict[str, _Group] = {}
    by_subject: dict[str, list[str]] = {}
    for number, mail in enumerate(_by_time(mails)):
        known = mail.ident or (mail.answers[0] if mail.answers else None)
        key = _root(roots, known) if known else f"\0{number}"
        if key not in groups:
            key = _same_subject(mail, groups, by_subject) or key
            by_subject.setdefault(_bare(mail.subject), []).append(key)
            if known and key != _root(roots, known):
                roots[_root(roots, known)] = key
        group = groups.setdefault(key, _Group())
        group.mails.append(mail)
        group.people |= {mail.address, *mail.others}
    return [group.mails for group in groups.values()]


def _by_time(mails: Sequence[Mail]) -> list[Mail]:
    if any(mail.sent_at is None for mail in mails):
        return list(mails)
    return sorted(mails, key=lambda mail: mail.sent_at or 0)


def _root(roots: dict[str, str], ident: str) -> str:
    """The mail that stands for all that are joined; ways there are shortened."""
    way = []
    while (up := roots.get(ident, ident)) != ident:
        way.append(ident)
        ident = up
    for one in way:
        roots[one] = ident
    return ident


def _join(roots: dict[str, str], one: str, other: str) -> None:
    first, second = _root(roots, one), _root(roots, other)
    if first != second:
        roots[second] = first


def _bare(subject: str) -> str:
    return REPLY.sub("", subject).strip().casefold()


_MOST_TO_COMPARE = 50


def _same_subject(
    mail: Mail, groups: dict[str, _Group], by_subject: dict[str, list[str]]
) -> str | None:
    """The latest thread that a reply without references continues."""
    bare = _bare(mail.subject)
    if mail.answers or not bare or not REPLY.match(mail.subject):
        return None
    for key in reversed(by_subject.get(bare, [])[-_MOST_TO_COMPARE:]):
        people = groups[key].people
        if mail.address in people and mail.others & (people - {mail.address}):
            return key
    return None


def _thread(source: Source, mails: Sequence[Mail], senders: _Senders) -> Thread:
    first = mails[0]
    root = (*first.answers, first.ident)[0]
    entries = [_entry(mail, senders, opens=not at) for at, mail in enumerate(mails)]
    start = "\n".join(entry.text for entry in entries[:20])
    return Thread(
        conversation_id=thread_id("mail", root) if root else thread_id("mail", source.stem, start),
        entries=entries,
        channel="email",
        owner=_owner(mails, senders),
        own_id=root is not None,
    )


def _entry(mail: Mail, senders: _Senders, *, opens: bool) -> Entry:
    text = mail.words.text
    opens = opens and not mail.answers and not REPLY.match(mail.subject)
    if mail.is_automatic:
        return Entry(text or mail.subject, "event", mail.sent_at, None, "system")
    who = senders.person(mail), senders.speaker(mail)
    if not text and mail.attachments:
        return Entry(mail.subject if opens else "", "media", mail.sent_at, *who)
    if opens or not text:
        text = with_subject(mail.subject, text)
    return Entry(text, "text", mail.sent_at, *who)


def _owner(mails: Sequence[Mail], senders: _Senders) -> str | None:
    """Whoever's mailbox it is, where headers tell and they wrote in this thread."""
    owners = {address for mail in mails for address in mail.owner - {mail.address}}
    written = [mail for mail in mails if mail.is_sent or mail.address in owners]
    found = Counter(senders.person(mail) for mail in written if not mail.is_automatic)
    return found.most_common(1)[0][0] if found else None


def _notes(mails: Sequence[Mail]) -> tuple[str, ...]:
    counts = {
        "quoted mails were cut off": sum(mail.words.quoted for mail in mails),
        "signatures were cut off": sum(mail.words.signed for mail in mails),
        "attached files were left out": sum(mail.attachments for mail in mails),
        "automatic replies and reports of servers were taken for events": sum(
            mail.is_automatic for mail in mails
        ),
        "mails are larger than 8 MiB; only their beginning was read": sum(
            mail.is_cut for mail in mails
        ),
    }
    said = tuple(f"{count} {what}" for what, count in counts.items() if count)
    return (*said, "a mail that begins a thread begins with its subject")
