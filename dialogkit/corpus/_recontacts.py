"""Who came back with the same issue: across conversations and channels, by the same pseudonym.

A case is linked to the customer's latest earlier one with the same issue. Two cases have the same
issue by the first rule that can tell:

====================  =============================================================================
rule                  meaning
====================  =============================================================================
`same_reference`      both name the same number of an order, a ticket or the like (as written, or
                      its pseudonym after ``anonymize``; see: `dialogkit.corpus._references`)
`same_intent`         both intents are known: the same is the same issue, different ones are not
`reopened`            a notice of the help desk says that the case was opened again, within a day or
                      about the same
`says_again`          the customer says so in the first words: "immer noch nicht da", "noch mal
                      wegen", "still the same problem", "any news?"; or denies what the team said
                      was done or is to come (`dialogkit.corpus._marks_denied`)
`failed_again`        the customer says in the first words that it was well and is no longer: "ist
                      schon wieder aus", "it's broken again"; or that what the earlier case was
                      about is so again: "die Bremse schleift wieder"
different reference   both name numbers, and none in common: not the same issue
`same_words`          what the customer wrote is near enough (by the vectors of ``topic``, else by
                      the rarer words in common), and the first words show that the earlier one is
                      open: "wo bleibt …?", a fault of it, or its own question for the state of
                      something, where it had not been settled (`dialogkit.corpus._still_open`)
====================  =============================================================================

By the rules `says_again` and `failed_again` the latest earlier case that shares a word is meant.
Where none does it is the latest, but none where something is named that fails: it is another thing.
A person who is ill again and a wish for the same again are no failure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate, chain
from typing import Any, NamedTuple

import pyarrow as pa

from dialogkit._durations import parse_duration
from dialogkit.conversation import RECONTACT_SECONDS, Cases
from dialogkit.corpus._evidence import relapses, settled
from dialogkit.corpus._evidence_team_marks import team_marks
from dialogkit.corpus._evidence_text import any_of, plain, sentences
from dialogkit.corpus._marks import courteous
from dialogkit.corpus._marks_denied import denial
from dialogkit.corpus._outcome import WEAK, because_of, rules_of
from dialogkit.corpus._references import given_numbers, references
from dialogkit.corpus._same_issue import SameIssue, Visit, WordCounts, counted, stems
from dialogkit.corpus._still_open import places, signs
from dialogkit.corpus._subject import says_again, subject
from dialogkit.corpus._topics import TopicModel
from dialogkit.errors import ParameterError

__all__ = ["WordCounts", "count_words", "link_recontacts"]

_LONGEST = 600
"""Characters of the customer's words that are compared: the beginning of a case tells the issue."""

_AGAIN = any_of(
    r"\b(?:immer ?noch|noch immer|nach wie vor|weiterhin) (?:nicht|nix|nichts|kein\w*|auf|offen"
    r"|da)\b",
    r"\b(?:immer ?noch|noch immer) (?:das|der|die|den)(?: ?(?:gleiche|selbe)n?)\b",
    r"\bnoch ?(?:ein)?mal wegen\b|\bnochmals? (?:zu|wegen)\b|\bgeht weiter mit\b",
    r"\bwarte (?:\w+ )?(?:immer noch|noch immer|seit)\b|\b(?:gibt es|gibts|schon) (?:etwas "
    r"|was )?neues\b",
    r"\b(?:wie|was) ist (?:denn )?(?:jetzt |nun )?(?:der stand|mit mein\w+)\b"
    r"|\bpassiert ist (?:\w+ )?(?:nichts|nix)\b",
    r"\b(?:habe|hatte) (?:\w+ ){0,4}(?:schon|bereits|gestern|vorgestern|letzte woche) (?:\w+ ){0,3}"
    r"(?:geschrieben|gemeldet)\b|\b(?:nichts|nix) (?:ist )?passiert\b|\bist nichts gekommen\b",
    r"\bkeine (?:antwort|rückmeldung) (?:bekommen|erhalten)\b|\bnoch nichts (?:gehört|passiert)\b",
    r"\bhat (?:leider |doch |so )*nicht (?:geklappt|funktioniert|geholfen)\b",
    r"\bstill (?:not|no\b|waiting|nothing|havent|hasnt|isnt|doesnt|dont|broken|the same|having)",
    r"\bany (?:news|update)|\b(?:following up|follow up|chasing)\b|\bnothing (?:has "
    r"|has been )?happened\b",
    r"\bwie (?:schon |bereits )?(?:im|per|am|via|über) (?:chat|whatsapp|e-?mail|mail|telefon)\b"
    r"|\b(?:been|just|was|spoke|wrote|written) (?:\w+ )?(?:on|in|via|to) your (?:chat|bot"
    r"|whatsapp)\b",
    r"\b(?:same|this) (?:problem|issue|error) again\b|\bback again (?:about|with)\b",
    r"\b(?:about|regarding|re) my (?:last|previous|earlier) (?:message|mail|email|chat|request)\b",
    r"\bi (?:wrote|messaged|emailed|contacted|told)(?: to)? you\b[^.!?\n]{0,20}"
    r"\b(?:yesterday|before|already|last|earlier)\b",
    r"\b(?:havent|have not|not) heard (?:back|anything)\b|\bnobody (?:got back|replied|called)\b",
)
"""Words of somebody who carries on."""
_SAME_AGAIN = any_of(r"\bwieder (?:das|der|die|den|dem)(?: ?(?:gleiche|selbe)[nmr]?)\b")
"""Words of one who has the same trouble again, or wishes the same."""
_PSEUDONYM = re.compile(r"<[A-Z_]{2,}(?:_[0-9a-f]+)?>")
_OPENING = timedelta(minutes=10)
"""Who writes "still waiting" later than this means the answer to the first words."""


class _Link(NamedTuple):
    """From a return to the case it returns to."""

    earlier: Visit
    rule: str
    failed_again: bool
    """Whether the customer names a fault that is back, whatever the rule."""
    was_open: bool
    """Whether it shows that the earlier matter was open still."""


def count_words(cases: Cases) -> WordCounts:
    """What a part of a log tells about how rare words are."""
    visits = _visits(cases.table.to_pylist(), _said(cases))
    return counted(stems(visit.said) for own in visits for visit in own)


def link_recontacts(
    cases: Cases,
    window: str | float | timedelta = "7d",
    *,
    topic: TopicModel | None = None,
    words: WordCounts | None = None,
) -> Cases:
    """Says which cases return to an earlier one of the same customer with the same issue.

    Cases of a customer are told by ``customer_id``: the same pseudonym in another conversation or
    channel is the same customer. A case is linked (``recontact_of``) to the latest one that was
    opened before it, closed no longer than ``window`` before it opened, and had the same issue by
    the rules at the head of this module. Cases that overlap (a mail while the chat still runs)
    are linked, too. Cases without a customer or a time are never linked. Older links are replaced.
    Numbers of six digits or more tell the issue; shorter ones where a word in one of the two cases
    says whose they are ("Bestellung 70012", "RMA 40117", "#4417"), and codes of letters and four
    digits or more ("A-5521"); years, times, prices, postcodes, quantities and rooms never.

    Like words alone are no return: who buys or asks alike each week comes back to nothing. Who
    comes back with other words is not seen, and some links are wrong: a rate of recontacts is more
    often too low than too high, and no bound (``evaluations/cases`` and ``evaluations/outcomes``
    say how many links are right).

    Who comes back to a matter that is open still was not done with it: the earlier case becomes
    ``resolved=no`` by the rule ``came_back`` where it was unknown, or *yes* by no more than thanks,
    a rating or the team's own mark. Such returns are those by the rules `reopened`, `says_again`,
    `failed_again` and `same_words`; one by `same_reference` or `same_intent` only where the first
    words chase, complain, tell a fault or ask again for the state: an invoice asked for afterwards,
    or two errands of one kind, say nothing of the earlier case. A *yes* by strong words ("works
    now") stays, unless the customer names a fault that is back ("ist schon wieder kaputt"), or
    says that just what the earlier case began with is so again ("klemmt", "klemmt wieder"). The
    rates of recontact count every link.

    Start from the result of `split_cases` to link again with a narrower window: outcomes that a
    wider one changed are not restored.

    Args:
        cases: With their messages; where these are missing, intents alone tell the issue.
        window: The longest time between closing and coming back.
        topic: Tells how near two texts are; the encoders of ``dialogkit.intents`` do.
        words: How rare words are, where ``cases`` are a part of a log; counted in them where None.

    Returns:
        The same cases in the same order, with ``recontact_of``, and with the rule in ``because``.
        The metadata of the table's schema (files keep them) say for how many seconds was looked,
        so that `dialogkit.evaluate.evaluate` can tell "nobody came back" from "nobody looked".

    Raises:
        ParameterError: The window is not positive.
    """
    longest = parse_duration(window)
    if not longest:
        raise ParameterError("window must be longer than nothing, got 0 s")
    rows = cases.table.to_pylist()
    visits = _visits(rows, _said(cases))
    same = SameIssue(visits, topic, words)
    settled = frozenset(n for n, row in enumerate(rows) if row["resolved"] == "yes")
    links = _links(visits, longest, same, settled)
    refuted = {link.earlier.row for link in links.values() if link.was_open and _weak(rows, link)}
    if refuted & settled:  # who asked again after these was right to
        links = _links(visits, longest, same, settled - refuted)
    table = _linked(cases.table, rows, links)
    return replace(cases, table=table).saying(RECONTACT_SECONDS, f"{longest.total_seconds()}")


class _Said:
    """What the customer wrote in a case."""

    __slots__ = (
        "all",
        "answered",
        "opening",
        "reopened",
        "reopened_after",
        "since",
        "team",
        "told",
    )

    def __init__(self) -> None:
        self.opening: list[str] = []
        self.all: list[str] = []
        self.team: list[str] = []
        self.told = ""
        self.answered = False
        self.since: datetime | None = None
        self.reopened = False
        self.reopened_after = False

    def reopen(self) -> None:
        """Takes a notice that the case was opened again: this one, or the one before it."""
        self.reopened = self.reopened or not self.answered
        self.reopened_after = True

    def add(self, speaker: str, text: str, at: datetime | None) -> None:
        """Takes the next message; the opening ends with the first answer, or after a while."""
        self.reopened_after = False
        if speaker == "customer":
            self.since = self.since or at
            late = at is not None and self.since is not None and at - self.since > _OPENING
            self.answered = self.answered or late
            self.all.append(text)
            if not self.answered:
                self.opening.append(text)
        elif speaker in ("bot", "agent"):
            self.answered = bool(self.all)
            self.team.append(text)
            if not courteous(text):
                self.told = text


def _said(cases: Cases) -> defaultdict[str, _Said]:
    """Case to what its customer wrote."""
    table = cases.messages.table.sort_by(
        [("conversation_id", "ascending"), ("position", "ascending")]
    )
    found: defaultdict[str, _Said] = defaultdict(_Said)
    names = ("case_id", "speaker", "kind", "text", "sent_at")
    columns = (table.column(n).to_pylist() for n in names)
    for case, speaker, kind, text, at in zip(*columns, strict=True):
        if case is not None and kind != "event":
            found[case].add(speaker, text, at)
        elif case is not None and "reopened" in team_marks(text, "system"):
            found[case].reopen()
    return found


def _visits(rows: Sequence[Mapping[str, Any]], said: defaultdict[str, _Said]) -> list[list[Visit]]:
    """The cases of each customer who has two or more, in order of time."""
    found: defaultdict[str, list[Visit]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row["customer_id"] is None or row["opened_at"] is None or row["closed_at"] is None:
            continue
        words = said[row["case_id"]]
        opening = "\n".join(words.opening)
        visit = Visit(
            row=number,
            case_id=row["case_id"],
            conversation=row["conversation_id"],
            intent=row["intent"],
            opened=row["opened_at"],
            closed=row["closed_at"],
            said=_PSEUDONYM.sub(" ", "\n".join(words.all))[:_LONGEST],
            references=references("\n".join(words.all)),
            given=given_numbers("\n".join(words.team)),
            reopened=words.reopened,
            again=_again(opening),
            denial=denial(opening),
            marked="resolved=marked_solved" in (row["because"] or ""),
            told=words.told,
            signs=signs(opening),
            places=places("\n".join(words.all)),
            opens=subject(opening),
            so_again=_so_again(opening),
            subject=subject("\n".join(words.all)),
        )
        found[row["customer_id"]].append(visit)
    several = (visits for visits in found.values() if len(visits) > 1)
    return [_in_order(visits, said) for visits in several]


def _in_order(visits: list[Visit], said: Mapping[str, _Said]) -> list[Visit]:
    """By time; a notice at the end of a case opens the next one of its conversation again."""
    ordered = sorted(visits, key=lambda v: (v.opened, v.case_id))
    before: dict[str, Visit] = {}
    for place, visit in enumerate(ordered):
        earlier = before.get(visit.conversation)
        if earlier is not None and said[earlier.case_id].reopened_after:
            ordered[place] = replace(visit, reopened=True)
        before[visit.conversation] = visit
    return ordered


def _again(opening: str) -> str | None:
    if relapses(opening):
        return "failed_again"
    if _SAME_AGAIN.search(plain(opening)) and says_again(opening):
        return "says_again"
    if settled(opening) == "no" or _AGAIN.search(plain(opening)):
        return "says_again"
    return None


def _so_again(opening: str) -> frozenset[str]:
    """Stems of the sentences that say of something that it is so again."""
    return subject(" ".join(one for one in sentences(opening) if says_again(one)))


def _links(
    visits: Iterable[Sequence[Visit]],
    window: timedelta,
    same: SameIssue,
    settled: frozenset[int] = frozenset(),
) -> dict[int, _Link]:
    """Row of a return to the case it returns to."""
    found = {}
    for own in visits:
        latest = list(accumulate((visit.closed for visit in own), max))
        for place, visit in enumerate(own):
            near = []
            for before in range(place - 1, -1, -1):
                if visit.opened - latest[before] > window:
                    break  # and so are all before it
                if own[before].opened < visit.opened and (
                    visit.opened - own[before].closed <= window
                ):
                    near.append(own[before])
            link = _link(visit, near, same, settled)
            if link is not None:
                found[visit.row] = link
    return found


def _link(
    visit: Visit, near: Sequence[Visit], same: SameIssue, settled: frozenset[int]
) -> _Link | None:
    """The case that ``visit`` returns to: of those near in time, the latest first."""
    ruled = ((one, same.rule(one, visit, settled=one.row in settled)) for one in near)
    failed = visit.again == "failed_again"
    links = (
        _Link(one, rule, failed or visit.is_so_again(one), same.was_open(rule, one, visit))
        for one, rule in ruled
        if rule is not None
    )
    latest = next(links, None)
    if latest is None or latest.rule != visit.again:
        return latest
    about = next((link for link in chain([latest], links) if visit.is_about(link.earlier)), None)
    if about is None and visit.opens and failed and not visit.names_nothing:
        return None  # another thing fails
    return about or latest


def _linked(
    table: pa.Table, rows: Sequence[dict[str, Any]], links: Mapping[int, _Link]
) -> pa.Table:
    """The table with links, and with what a return says of the case before it."""
    returned_to = {link.earlier.row for link in links.values() if link.was_open}
    failed = {link.earlier.row for link in links.values() if link.failed_again}
    changed = [_judged(row, n in returned_to, n in failed) for n, row in enumerate(rows)]
    for number, row in enumerate(changed):
        link = links.get(number)
        row["recontact_of"] = link and link.earlier.case_id
        rule = link.rule if link else ""
        if rule or row["because"] is not None:
            row["because"] = because_of({**rules_of(row["because"]), "recontact": rule})
    names = ("recontact_of", "resolved", "resolved_by", "because")
    for name in names:
        place = table.schema.get_field_index(name)
        column = pa.array([row[name] for row in changed], table.schema.field(name).type)
        table = table.set_column(place, table.schema.field(name), column)
    return table


def _weak(rows: Sequence[Mapping[str, Any]], link: _Link) -> bool:
    """Whether the earlier case is called settled by no more than a return refutes."""
    rule = rules_of(rows[link.earlier.row]["because"]).get("resolved")
    return rule in WEAK or link.failed_again


def _judged(row: Mapping[str, Any], was_open: bool, failed_again: bool) -> dict[str, Any]:
    """A return to an open matter refutes weak words and silence; a fault that is back any *yes*."""
    names = ("resolved", "resolved_by", "because")
    kept = {name: row[name] for name in names}
    rules = rules_of(row["because"])
    weak = row["resolved"] == "unknown" or rules.get("resolved") in WEAK
    if (was_open and weak) or (failed_again and row["resolved"] == "yes"):
        because = because_of({**rules, "resolved": "came_back"})
        kept |= {"resolved": "no", "resolved_by": "none", "because": because}
    return kept
