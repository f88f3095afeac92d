"""Who came back with the same issue: across conversations and channels, by the same pseudonym.

A case is linked to the customer's latest earlier one with the same issue. Two cases have the same
issue by the first rule that can tell:

====================  =============================================================================
rule                  meaning
====================  =============================================================================
`same_reference`      both name the same order number, tracking number or the like (as written, or
                      its pseudonym after ``anonymize``)
`same_intent`         both intents are known: the same is the same issue, different ones are not
`says_again`          the customer says so in the first words: "immer noch nicht da", "noch mal
                      wegen", "still the same problem", "any news?"
`failed_again`        the customer says in the first words that it was well and is no longer: "ist
                      schon wieder aus", "it's broken again"
different reference   both name numbers, and none in common: not the same issue
`same_words`          what the customer wrote is near enough: by the vectors of ``topic``, else by
                      the rarer words in common
====================  =============================================================================

By the rules `says_again` and `failed_again` the latest earlier case that shares a word is meant,
and where none does, the latest.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dialogkit._durations import parse_duration
from dialogkit.conversation import RECONTACT_SECONDS, Cases
from dialogkit.corpus._evidence import relapses, settled
from dialogkit.corpus._evidence_text import any_of, plain
from dialogkit.corpus._outcome import WEAK, because_of, rules_of
from dialogkit.corpus._subject import says_again, subject
from dialogkit.corpus._topics import TopicModel
from dialogkit.errors import ParameterError

__all__ = ["WordCounts", "count_words", "link_recontacts"]

NEAR = 0.6
"""Cosine of the vectors of a topic model from which two texts are about the same issue."""
NEAR_WORDS = 0.35
"""Likewise of weighted words, where there is no topic model."""
_LONGEST = 600
"""Characters of the customer's words that are compared: the beginning of a case tells the issue."""

_AGAIN = any_of(
    r"\b(?:immer ?noch|noch immer|nach wie vor|weiterhin) (?:nicht|nix|nichts|kein\w*|auf|offen"
    r"|da)\b",
    r"\b(?:immer ?noch|noch immer|wieder|schon wieder) (?:das|der|die|den)(?: ?(?:gleiche"
    r"|selbe)n?)\b",
    r"\bnoch ?(?:ein)?mal wegen\b|\bnochmals? (?:zu|wegen)\b|\bgeht weiter mit\b"
    r"|\bda bin ich wieder\b",
    r"\bwarte (?:\w+ )?(?:immer noch|noch immer|seit)\b|\b(?:gibt es|gibts|schon) (?:etwas "
    r"|was )?neues\b",
    r"\b(?:wie|was) ist (?:denn )?(?:jetzt |nun )?(?:der stand|mit mein\w+)\b|\bwie (?:besprochen"
    r"|gesagt)\b",
    r"\b(?:habe|hatte) (?:\w+ ){0,4}(?:schon|bereits|gestern|vorgestern|letzte woche) (?:\w+ ){0,3}"
    r"(?:geschrieben|gemeldet)\b|\b(?:nichts|nix) (?:ist )?passiert\b|\bist nichts gekommen\b",
    r"\bkeine (?:antwort|rückmeldung) (?:bekommen|erhalten)\b|\bnoch nichts (?:gehört|passiert)\b",
    r"\bhat (?:leider |doch |so )*nicht (?:geklappt|funktioniert|geholfen)\b",
    r"\bstill (?:not|no\b|waiting|nothing|havent|hasnt|isnt|doesnt|dont|broken|the same|having)",
    r"\bany (?:news|update)|\b(?:following up|follow up|chasing)\b|\bnothing (?:has "
    r"|has been )?happened\b",
    r"\b(?:same|this) (?:problem|issue|error) again\b|\bback again (?:about|with)\b",
    r"\b(?:about|regarding|re) my (?:last|previous|earlier) (?:message|mail|email|chat|request)\b",
    r"\bi (?:wrote|messaged|emailed|contacted|told)(?: to)? you\b[^.!?\n]{0,20}"
    r"\b(?:yesterday|before|already|last|earlier)\b",
    r"\b(?:havent|have not|not) heard (?:back|anything)\b|\bnobody (?:got back|replied|called)\b",
)
"""Words of somebody who carries on."""
_REFERENCE = re.compile(
    r"<ORDER_NUMBER_[0-9a-f]+>|(?<![\w+])(?<!\d )[a-z]{0,4}[-_]?(?!0)\d[\d-]{5,16}\b", re.IGNORECASE
)
_NO_REFERENCE = re.compile(
    r"\d{4}-\d\d-\d\d|\d\d-\d\d-\d{2,4}"
    r"|(?:kunden|customer|client)[ -]?(?:nummer|nr|number|no|id)\b\W{0,3}\w+",
    re.IGNORECASE,
)
"""Dates, and the number of the customer, which is the same in all their issues."""
_PSEUDONYM = re.compile(r"<[A-Z_]{2,}(?:_[0-9a-f]+)?>")
_WORD = re.compile(r"[a-z]{4,}")
_OPENING = timedelta(minutes=10)
"""Who writes "still waiting" later than this means the answer to the first words."""
_FEW = 30
"""In a log of fewer cases, how rare a word is tells little: so many are thought beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """A case as far as it tells the issue."""

    row: int
    case_id: str
    intent: str | None
    opened: datetime
    closed: datetime
    said: str
    references: frozenset[str]
    again: str | None
    """The rule by which the customer says that it is the same issue."""
    so_again: frozenset[str]
    """Stems of what they say is so again."""
    subject: frozenset[str]
    """Stems of the words that tell what it is about."""


class _Link(NamedTuple):
    """From a return to the case it returns to."""

    earlier: _Visit
    rule: str
    failed_again: bool
    """Whether the customer says that it was well and is no longer, whatever the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCounts:
    """In how many cases each word stem occurs; those of the parts of a log add up."""

    cases: int = 0
    """Cases counted."""
    among: Counter[str] = field(default_factory=Counter, repr=False)
    """Stem to the number of cases that have it."""

    @classmethod
    def total(cls, parts: Iterable[WordCounts]) -> WordCounts:
        """All of them together."""
        cases, among = 0, Counter[str]()
        for part in parts:
            cases += part.cases
            among.update(part.among)
        return cls(cases=cases, among=among)


def count_words(cases: Cases) -> WordCounts:
    """What a part of a log tells about how rare words are."""
    visits = _visits(cases.table.to_pylist(), _said(cases))
    return _counted(_stems(visit.said) for own in visits for visit in own)


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
    Who comes back with other words is not seen (``evaluations/cases`` says how often), so a rate of
    recontacts is a lower bound.

    Who comes back with the same issue was not done with it: the earlier case becomes
    ``resolved=no`` by the rule ``came_back`` where it was unknown, or *yes* by no more than thanks,
    a rating or the team's own mark. A *yes* by strong words ("works now") stays, unless the
    customer says that it failed again (``failed_again``): another question about the same order
    does not undo that it arrived, and the rates of recontact count it anyway.

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
    same = _Same(visits, topic, words)
    links = _links(visits, longest, same)
    table = _linked(cases.table, rows, links)
    return replace(cases, table=table).saying(RECONTACT_SECONDS, f"{longest.total_seconds()}")


class _Said:
    """What the customer wrote in a case."""

    __slots__ = ("all", "answered", "opening", "since")

    def __init__(self) -> None:
        self.opening: list[str] = []
        self.all: list[str] = []
        self.answered = False
        self.since: datetime | None = None

    def add(self, speaker: str, text: str, at: datetime | None) -> None:
        """Takes the next message; the opening ends with the first answer, or after a while."""
        if speaker == "customer":
            self.since = self.since or at
            late = at is not None and self.since is not None and at - self.since > _OPENING
            self.answered = self.answered or late
            self.all.append(text)
            if not self.answered:
                self.opening.append(text)
        elif speaker in ("bot", "agent"):
            self.answered = bool(self.all)


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
    return found


def _visits(rows: Sequence[Mapping[str, Any]], said: defaultdict[str, _Said]) -> list[list[_Visit]]:
    """The cases of each customer who has two or more, in order of time."""
    found: defaultdict[str, list[_Visit]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row["customer_id"] is None or row["opened_at"] is None or row["closed_at"] is None:
            continue
        words = said[row["case_id"]]
        opening = "\n".join(words.opening)
        visit = _Visit(
            row=number,
            case_id=row["case_id"],
            intent=row["intent"],
            opened=row["opened_at"],
            closed=row["closed_at"],
            said=_PSEUDONYM.sub(" ", "\n".join(words.all))[:_LONGEST],
            references=_references("\n".join(words.all)),
            again=_again(opening),
            so_again=subject(opening) if says_again(opening) else frozenset(),
            subject=subject("\n".join(words.all)),
        )
        found[row["customer_id"]].append(visit)
    several = (visits for visits in found.values() if len(visits) > 1)
    return [sorted(visits, key=lambda v: (v.opened, v.case_id)) for visits in several]


def _again(opening: str) -> str | None:
    if relapses(opening):
        return "failed_again"
    if settled(opening) == "no" or _AGAIN.search(plain(opening)):
        return "says_again"
    return None


def _references(said: str) -> frozenset[str]:
    """Order numbers and the like, however they are written; numbers with a 0 first are phones'."""
    found = (match[0].lower() for match in _REFERENCE.finditer(_NO_REFERENCE.sub(" ", said)))
    return frozenset(one.replace("-", "") for one in found)


def _links(visits: Iterable[Sequence[_Visit]], window: timedelta, same: _Same) -> dict[int, _Link]:
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
            link = _link(visit, near, same)
            if link is not None:
                found[visit.row] = link
    return found


def _link(visit: _Visit, near: Sequence[_Visit], same: _Same) -> _Link | None:
    """The case that ``visit`` returns to: of those near in time, the latest first."""
    ruled = ((earlier, same.rule(earlier, visit)) for earlier in near)
    failed = visit.again == "failed_again"
    links = [_Link(e, rule, failed or rule == "failed_again") for e, rule in ruled if rule]
    if links and links[0].rule == visit.again:
        alike = (link for link in links if link.earlier.subject & visit.subject)
        return next(alike, links[0])
    return links[0] if links else None


class _Same:
    """Tells whether two cases of one customer have the same issue."""

    def __init__(
        self,
        visits: Iterable[Sequence[_Visit]],
        topic: TopicModel | None,
        words: WordCounts | None,
    ) -> None:
        every = [visit for own in visits for visit in own]
        self._near = NEAR_WORDS if topic is None else NEAR
        self._rows = {visit.row: number for number, visit in enumerate(every)}
        texts = [visit.said for visit in every]
        self._vectors: NDArray[Any] | None = None
        self._weighted: list[dict[str, float]] = []
        if topic is not None and texts:
            self._vectors = _unit(np.asarray(topic.encode(texts), dtype=np.float64))
        else:
            self._weighted = _weighted(texts, words)

    def rule(self, earlier: _Visit, later: _Visit) -> str | None:
        """The first rule that can tell; None where it is another issue."""
        if earlier.references & later.references:
            return "same_reference"
        if earlier.intent is not None and later.intent is not None:
            return "same_intent" if earlier.intent == later.intent else None
        if later.again is not None:
            return later.again
        if later.so_again and later.so_again & earlier.subject:
            return "failed_again"
        if earlier.references and later.references:
            return None
        return "same_words" if self._likeness(earlier, later) >= self._near else None

    def _likeness(self, earlier: _Visit, later: _Visit) -> float:
        one, other = self._rows[earlier.row], self._rows[later.row]
        if self._vectors is not None:
            return float(self._vectors[one] @ self._vectors[other])
        return _cosine(self._weighted[one], self._weighted[other])


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: NDArray[np.float64] = vectors / np.where(lengths > 0, lengths, 1.0)
    return found


def _weighted(texts: Sequence[str], words: WordCounts | None) -> list[dict[str, float]]:
    """Words with their weight, rarer ones more (tf-idf with a logarithm of the count)."""
    counts = [_stems(text) for text in texts]
    known = words if words is not None else _counted(counts)
    n = known.cases + _FEW
    return [
        {
            w: (1 + math.log(k)) * math.log((1 + n) / (0.5 + known.among[w]))
            for w, k in count.items()
        }
        for count in counts
    ]


def _stems(text: str) -> Counter[str]:
    return Counter(_stem(word) for word in _WORD.findall(plain(text)))


def _counted(counts: Iterable[Counter[str]]) -> WordCounts:
    listed = list(counts)
    return WordCounts(cases=len(listed), among=Counter(word for each in listed for word in each))


def _stem(word: str) -> str:
    """The first six letters: endings of German and English words are shorter than their stems."""
    return word[:6]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    return shared / lengths if lengths else 0.0


def _linked(
    table: pa.Table, rows: Sequence[dict[str, Any]], links: Mapping[int, _Link]
) -> pa.Table:
    """The table with links, and with what a return says of the case before it."""
    returned_to = {link.earlier.row for link in links.values()}
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


def _judged(row: Mapping[str, Any], came_back: bool, failed_again: bool) -> dict[str, Any]:
    """A return refutes weak words and silence; that it failed again refutes any *yes*."""
    names = ("resolved", "resolved_by", "because")
    kept = {name: row[name] for name in names}
    rules = rules_of(row["because"])
    weak = row["resolved"] == "unknown" or rules.get("resolved") in WEAK
    if (came_back and weak) or (failed_again and row["resolved"] == "yes"):
        because = because_of({**rules, "resolved": "came_back"})
        kept |= {"resolved": "no", "resolved_by": "none", "because": because}
    return kept
