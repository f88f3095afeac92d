"""Who is the agent, who the customer: told by the user, by the export, or inferred and said so."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dialogkit.conversation import Sender, Speaker
from dialogkit.corpus._raw import Thread

__all__ = ["Roles", "assign_roles", "plain_name"]

_COMPANY = re.compile(
    r"(?:^|[\W_])(?:service|team|support|helpdesk|help ?desk|hotline|customer (?:care|success)"
    r"|kundenbetreuung|info|office|zentrale|gmbh|ag|kg|ltd|llc|inc|s\.l\.|sarl"
    r"|atenci[oó]n al cliente|klantenservice|servicio|servizio|assistenza|shop|store|desk"
    r"|kundendienst|gbr|sarl|srl|b\.?v\.|ltda|pty|inc\.|co\.|official|reception|empfang|sales"
    r"|vertrieb|billing|buchhaltung)(?:$|[\W_])"
    r"|\w(?:service|support|team|hotline|dienst|betreuung|shop)(?:$|[\W_])",
    re.IGNORECASE,
)
_BOT = re.compile(
    r"(?:^|[\W_])(?i:bot|chatbot)(?:$|[\W_\d])|[a-z0-9]Bot(?:$|[\W_\dA-Z])|\wbot(?:$|[\W_\d])"
)
_SURNAMES_IN_BOT = frozenset({"abbot", "cabot", "talbot", "turbot"})
_NUMBER = re.compile(r"[+\d][\d\s()/.\-\u00a0\u202a-\u202e]{5,}$")

_BETWEEN_WORDS = re.compile(r"[^0-9A-Za-z\u00c0-\uffff]+")

_HINT = "give --agent NAME to decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What `assign_roles` found."""

    speakers: Sequence[dict[str, Speaker]]
    """For each thread: sender → role."""
    notes: Sequence[str] = ()
    """What was inferred, without names."""
    senders: tuple[Sender, ...] = ()
    """Who was taken for whom, those with most messages first."""


_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f-\x9f]+")


def plain_name(name: str | None) -> str | None:
    """A sender's name without what nobody sees: marks that turn the writing round, line ends.

    >>> plain_name("Ada\u202e nitsuA")
    'Ada nitsuA'
    """
    if name is None:
        return None
    return name if name.isascii() and name.isprintable() else _UNSEEN.sub("", name).strip() or None


def assign_roles(threads: Sequence[Thread], agents: Sequence[str]) -> Roles:
    """The role of every sender in every thread.

    Rules, first match wins: names in ``agents``; names with "bot"; the owner of the export;
    senders of several threads; names written like a company's; in a chat of two, the one whose
    name heads the chat, or who is only a number, is the customer; else the one who wrote first.
    """
    senders = [_senders(thread) for thread in threads]
    told = {_same(name) for name in agents}
    common = set() if told else _in_several(threads, senders)
    found = [
        _in_thread(thread, names, told=told, common=common)
        for thread, names in zip(threads, senders, strict=True)
    ]
    notes = _notes(Counter(reason for _, reason in found))
    missing = told - {_same(name) for names in senders for name in names}
    if missing:
        notes.append(_nobody(missing, told, {_same(name) for names in senders for name in names}))
    return Roles(
        speakers=[speakers for speakers, _ in found],
        notes=notes,
        senders=_summary(threads, found),
    )


def _nobody(missing: set[str], told: set[str], there: set[str]) -> str:
    """That nobody is called so; of those who are called much alike the number, never the names."""
    plain = [name.partition("<")[0].strip() for name in there]
    close = {n for name in missing for n in difflib.get_close_matches(name, plain, n=3)}
    who = f"none of the {len(there)} senders is" if len(there) != 1 else "the one sender is not"
    what = f"{len(missing)} of {len(told)} names given as agents never occur: {who} called so"
    alike = "1 is called" if len(close) == 1 else f"{len(close)} are called"
    return f"{what}; {alike} much alike (--names shows names)" if close else what


def _summary(
    threads: Sequence[Thread], found: Sequence[tuple[dict[str, Speaker], str]]
) -> tuple[Sender, ...]:
    """Every sender in every role, with how much they wrote and what told the role."""
    messages: Counter[tuple[str, Speaker, str]] = Counter()
    conversations: Counter[tuple[str, Speaker, str]] = Counter()
    for thread, (speakers, reason) in zip(threads, found, strict=True):
        here: Counter[tuple[str, Speaker, str]] = Counter()
        for entry in thread.entries:
            name = plain_name(entry.person)
            if name is not None and entry.person is not None:
                told = entry.speaker or speakers.get(entry.person, "customer")
                here[name, told, "export" if entry.speaker else reason] += 1
        messages += here
        conversations += Counter(here.keys())
    return tuple(
        Sender(name=name, speaker=told, messages=n, conversations=conversations[key], why=why)
        for key, n in messages.most_common()
        for name, told, why in (key,)
    )


def _senders(thread: Thread) -> list[str]:
    """Those whose role the export leaves open, in the order in which they first write."""
    return list(dict.fromkeys(e.person for e in thread.entries if e.person and not e.speaker))


def _same(name: str) -> str:
    """Equal for names that differ in case and spacing only."""
    return " ".join(name.strip("~ \u200e\u200f\u202a\u202c\u202f").split()).casefold()


def _words(name: str) -> str:
    """A name as file names may write it: words between spaces."""
    return f" {_BETWEEN_WORDS.sub(' ', name).strip().casefold()} "


def _in_several(threads: Sequence[Thread], senders: Sequence[Sequence[str]]) -> set[str]:
    """Senders of more than one thread, where that leaves a customer in most threads.

    Whose name heads most of the chats they write in is the other side, however often they come.
    """
    counts = Counter(name for names in senders for name in {_same(n) for n in names})
    heading: Counter[str] = Counter()
    for thread, names in zip(threads, senders, strict=True):
        title = _words(thread.partner)
        heading.update({_same(name) for name in names if _heads(_words(name), title)})
    common = {
        name
        for name, count in counts.items()
        if count > 1 and heading[name] * 2 <= count and not _is_bot(name)
    }
    alone = sum(bool(names) and all(_same(n) in common for n in names) for names in senders)
    return common if alone * 2 < len(senders) else set()


def _in_thread(
    thread: Thread, names: Sequence[str], *, told: set[str], common: set[str]
) -> tuple[dict[str, Speaker], str]:
    bots = {name for name in names if _same(name) not in told and _is_bot(name)}
    people = [name for name in names if name not in bots]
    agents, reason = _agents(thread, people, told=told, common=common)
    if len(people) == 2 and not agents and not bots and not told:
        customer, reason = _customer_of_two(thread, people)
        agents = {name for name in people if name != customer}
    speakers: dict[str, Speaker] = dict.fromkeys(names, "customer")
    speakers.update(dict.fromkeys(agents, "agent"))
    speakers.update(dict.fromkeys(bots, "bot"))
    return speakers, reason


def _agents(
    thread: Thread, people: Sequence[str], *, told: set[str], common: set[str]
) -> tuple[set[str], str]:
    """The senders of a thread who are certainly or probably agents, and by which rule."""
    if told:
        return {name for name in people if _same(name) in told}, "given"
    if not people:
        return set(), "export"
    rules = (
        ("owner", {name for name in people if name == thread.owner}),
        ("several", {name for name in people if _same(name) in common}),
        ("company", {name for name in people if _COMPANY.search(name)}),
    )
    for reason, found in rules:
        if found and len(found) < len(people):
            return found, reason
    answered = any(entry.speaker == "agent" for entry in thread.entries)
    return set(), "export" if answered else "nobody"


def _customer_of_two(thread: Thread, people: Sequence[str]) -> tuple[str, str]:
    heading = _words(thread.partner)
    headed = [name for name in people if _heads(_words(name), heading)]
    if len(headed) == 1:
        return headed[0], "heading"
    numbers = [name for name in people if _NUMBER.match(name)]
    if len(numbers) == 1:
        return numbers[0], "number"
    return people[0], "first"


def _heads(name: str, heading: str) -> bool:
    """Whether a chat is headed by a name, or by the beginning of one."""
    return len(name) > 2 and (name in heading or (len(heading) > 4 and name.startswith(heading)))


def _is_bot(name: str) -> bool:
    return bool(_BOT.search(name)) and name.casefold().rpartition(" ")[2] not in _SURNAMES_IN_BOT


_REASONS = {
    "owner": "whoever exported the chats was taken for the agent",
    "several": "whoever writes in several of the chats was taken for an agent",
    "company": "whoever has a name like a company's was taken for the agent",
    "heading": "the person whose name heads the chat was taken for the customer",
    "number": "whoever appears as a phone number was taken for the customer",
    "first": "whoever wrote first was taken for the customer, the other for the agent",
    "nobody": "nobody could be told to be the agent; all are taken for customers",
}


def _notes(reasons: Counter[str]) -> list[str]:
    return [
        f"inferred: {words} (in {reasons[reason]} of {reasons.total()} chats); {_HINT}"
        for reason, words in _REASONS.items()
        if reasons[reason]
    ]
