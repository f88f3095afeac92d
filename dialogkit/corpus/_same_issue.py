"""Whether two cases of one customer have the same issue; rules: `dialogkit.corpus._recontacts`."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogkit.corpus._common_words import COMMON_STEMS, stem
from dialogkit.corpus._evidence_text import plain
from dialogkit.corpus._marks_denied import Denial, about, claims, words_of
from dialogkit.corpus._references import References, same_reference
from dialogkit.corpus._still_open import Signs
from dialogkit.corpus._topics import TopicModel

__all__ = ["SameIssue", "Visit", "WordCounts", "counted", "stems"]

NEAR = 0.6
"""Cosine of the vectors of a topic model from which two texts are about the same issue."""
NEAR_WORDS = 0.35
"""Likewise of weighted words, where there is no topic model."""
_WORD = re.compile(r"[a-z]{4,}")
_ALIKE = 4
"""Letters in which two words are alike: "drops" and "dropping"."""
_SOON = timedelta(days=1)
_FEW = 30
"""In a log of fewer cases, how rare a word is tells little: so many are thought beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A case as far as it tells the issue."""

    row: int
    case_id: str
    conversation: str
    intent: str | None
    opened: datetime
    closed: datetime
    said: str
    references: References
    given: References
    """Numbers that the team gave: of a ticket, an order."""
    reopened: bool
    """Whether a notice says that the help desk opened the case before again."""
    again: str | None
    """The rule by which the customer says that it is the same issue."""
    signs: Signs
    """What the first words tell of whether an earlier matter is open."""
    places: frozenset[str]
    """Where it is: numbers of rooms and the like."""
    opens: frozenset[str]
    """Stems of the words that tell what the first words are about."""
    subject: frozenset[str]
    """Likewise of all the customer's words."""
    so_again: frozenset[str] = frozenset()
    """Stems of the words that say of something that it is so again."""
    denial: Denial | None = None
    """What the first words deny."""
    marked: bool = False
    """Whether the help desk called the case solved."""
    told: str = ""
    """The team's last word of more than courtesy."""

    def is_about(self, earlier: Visit) -> bool:
        """Whether the first words are about something of which an earlier case was."""
        known = {word[:_ALIKE] for word in earlier.subject}
        return any(word[:_ALIKE] in known for word in self.opens)

    def tells_open(self, earlier: Visit) -> bool:
        """Whether the first words tell outright that an earlier matter with like words is open."""
        if self.again is not None or self.signs.chases:
            return True
        if self.signs.ill or earlier.signs.ill or self._elsewhere(earlier):
            return False
        known = {word[:_ALIKE] for word in earlier.subject}
        return any(not first or first[:_ALIKE] in known for first in self.signs.faulty)

    def shares_number(self, later: Visit) -> bool:
        """Whether a number that the team gave in one case is named in the other."""
        return same_reference(self.given, later.references) or same_reference(
            self.given, later.given
        )

    @property
    def names_nothing(self) -> bool:
        """Whether the first words deny or say again, and name no thing: "it's down again"."""
        return self.denial is not None and (self.denial.bare or self.denial.elliptic)

    def is_so_again(self, earlier: Visit) -> bool:
        """Whether just what an earlier case began with is so again: "klemmt", "klemmt wieder"."""
        return bool(self.so_again) and self.so_again <= earlier.opens

    def denies(self, earlier: Visit) -> bool:
        """Whether the first words deny outright what was said of the thing of an earlier case."""
        if self.denial is None or not (self.denial.still or self.denial.missing):
            return False
        if self.signs.ill or earlier.signs.ill or self._elsewhere(earlier):
            return False
        if not (earlier.marked or claims(earlier.told)):
            return False
        if self.denial.bare and self.denial.missing:
            return True
        if earlier.marked and self.denial.still and self.denial.elliptic:
            return True
        return self.denial.still and about(self.denial, words_of(f"{earlier.told}\n{earlier.said}"))

    def asks_the_same(self, earlier: Visit) -> bool:
        """Whether they ask for the state of what the earlier case asked for, and of nothing else.

        Where each names something that the other does not, one thing was put in place of another.
        """
        if not (self.signs.asks_state and earlier.signs.asks_state) or self._elsewhere(earlier):
            return False
        known, own = ({w[:_ALIKE] for w in one.subject} for one in (earlier, self))
        return all(word[:_ALIKE] in known for word in self.opens) or all(
            word[:_ALIKE] in own for word in earlier.opens
        )

    def _elsewhere(self, earlier: Visit) -> bool:
        return bool(self.places and earlier.places and not self.places & earlier.places)


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


class SameIssue:
    """Tells whether two cases of one customer have the same issue."""

    def __init__(
        self,
        visits: Iterable[Sequence[Visit]],
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

    def rule(self, earlier: Visit, later: Visit, *, settled: bool) -> str | None:
        """The first rule that can tell; None where it is another issue."""
        if same_reference(earlier.references, later.references) or earlier.shares_number(later):
            return "same_reference"
        if earlier.intent is not None and later.intent is not None:
            return "same_intent" if earlier.intent == later.intent else None
        if later.reopened and self._opened_again(earlier, later):
            return "reopened"
        if later.again is not None:
            return later.again
        if later.signs.so_again and not earlier.signs.ill and later.is_about(earlier):
            return "failed_again"
        if earlier.references.sure and later.references.sure:
            return None
        tells = later.tells_open(earlier) or (not settled and later.asks_the_same(earlier))
        if tells and self._likeness(earlier, later) >= self._near:
            return "same_words"
        return "says_again" if later.denies(earlier) else None

    @staticmethod
    def was_open(rule: str, earlier: Visit, later: Visit) -> bool:
        """Whether the return shows that the earlier matter was open still."""
        if rule in ("same_reference", "same_intent"):
            known = rule == "same_reference" and bool(later.signs.faulty)
            return known or later.tells_open(earlier) or later.asks_the_same(earlier)
        return True

    @staticmethod
    def _opened_again(earlier: Visit, later: Visit) -> bool:
        """Soon after, or about the same: some desks open the case of years ago for a new matter."""
        soon = later.opened - earlier.closed <= _SOON or not later.opens
        return earlier.conversation == later.conversation and (soon or later.is_about(earlier))

    def _likeness(self, earlier: Visit, later: Visit) -> float:
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
    counts = [stems(text) for text in texts]
    known = words if words is not None else counted(counts)
    n = known.cases + _FEW
    return [
        {
            w: (1 + math.log(k)) * math.log((1 + n) / (0.5 + known.among[w]))
            for w, k in count.items()
        }
        for count in counts
    ]


def stems(text: str) -> Counter[str]:
    """How often each stem occurs, those that tell nothing left out."""
    found = Counter(stem(word) for word in _WORD.findall(plain(text)))
    return Counter({word: n for word, n in found.items() if word not in COMMON_STEMS})


def counted(counts: Iterable[Counter[str]]) -> WordCounts:
    listed = list(counts)
    return WordCounts(cases=len(listed), among=Counter(word for each in listed for word in each))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    return shared / lengths if lengths else 0.0
