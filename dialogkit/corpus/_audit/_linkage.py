"""Attackers who know something of a conversation and look for it in the anonymous corpus.

Texts stay in the corpus, so whoever has a conversation word for word finds it again: that is
measured, and is no surprise. What tells more is how far somebody gets who knows little: a few words
that were written, the hour of one message, how long it was. Each attack really runs: of a random
sample of conversations, how many are at the top of the attacker's list, how many among the first
five, against what blind choice would give.

Words are weighed by how rare they are: a shared run of one to three words counts log(N / number of
conversations that hold it), as in Narayanan and Shmatikov (2008) for rare attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dialogkit._intervals import clopper_pearson
from dialogkit.conversation import Messages
from dialogkit.corpus._anonymize._words import fold
from dialogkit.corpus._audit._identifiers import conversations_of
from dialogkit.corpus._audit._k_anonymity import UNITS, coarseness

__all__ = ["Attack", "Hits", "Knows", "Linkage", "link"]

Knows = Literal["all", "text", "words", "time", "one_time", "length"]
"""``text``, ``time``, ``length`` of all messages, ``all`` three, or little: some ``words`` in a row
of one message, the time of one message."""

Array = NDArray[np.float64]
Rows = NDArray[np.intp]

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST_RUN = 3
_TOP = 5
_WORDS = (3, 5, 8)
_POOL = 20_000
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """How often the right conversation was among the first, with its 95 % interval."""

    hits: int
    """Conversations found."""
    value: float
    """Their share."""
    low: float
    """Lower end (Clopper and Pearson)."""
    high: float
    """Upper end."""
    chance: float
    """The share that blind choice would find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attacker."""

    knows: Knows
    """What of the conversation."""
    words: int | None
    """How many words in a row, for ``words``."""
    times: str
    """The unit to which the corpus's times are rounded down; ``second`` where they are not."""
    n: int
    """Conversations looked for."""
    top1: Hits
    """At the top of the list."""
    top5: Hits
    """Among the first five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """All attackers."""

    conversations: int
    """Conversations in the corpus."""
    pool: int
    """Conversations among which was looked; where fewer than all, the rates are too high."""
    published: str
    """The unit of the corpus's times as it is."""
    attacks: tuple[Attack, ...]
    """On the corpus as it is first, then with coarser times where times are used."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What the attackers may know of the conversations, and what the corpus shows."""

    raw: list[list[list[str]]]
    """Folded words of each message of each raw conversation."""
    shown: list[list[list[str]]]
    """The same of the anonymous ones."""
    times: list[NDArray[np.int64]]
    """When each message was really sent, in µs; without those of unknown time."""
    lengths: NDArray[np.int64]
    """Messages by customer and by others, shape ``(N, 2)``: masking does not change them."""


def link(
    log: Messages, anonymous: Messages, *, seed: int, targets: int = 300, coarser: bool = True
) -> Linkage:
    """Runs every attacker on a random sample of conversations.

    Args:
        log: The raw log, whose rows are those of ``anonymous``.
        anonymous: The corpus.
        seed: Draws the sample, the words that are known, and the order of equals.
        targets: Conversations looked for, at most.
        coarser: Whether those who know times are let loose on coarser times, too.
    """
    rng = np.random.default_rng(seed)
    groups = conversations_of(log)
    chosen = rng.permutation(len(groups))[:_POOL]
    source = _source(log, anonymous, [groups[i] for i in chosen])
    wanted = [int(i) for i in rng.permutation(len(chosen))[:targets]]
    published = coarseness(anonymous.table.column("sent_at"))
    attacks = list(_attacks(source, wanted, published, rng, coarser=coarser))
    return Linkage(
        conversations=len(groups), pool=len(chosen), published=published, attacks=tuple(attacks)
    )


def _source(log: Messages, anonymous: Messages, groups: Sequence[Sequence[int]]) -> _Source:
    sent = pc.cast(log.table.column("sent_at"), "int64").to_pylist()
    speakers: list[str] = log.table.column("speaker").to_pylist()
    raw, shown = (_words(m.table.column("text").to_pylist()) for m in (log, anonymous))
    lengths = [
        [who := sum(speakers[row] == "customer" for row in rows), len(rows) - who]
        for rows in groups
    ]
    return _Source(
        raw=[[raw[row] for row in rows] for rows in groups],
        shown=[[shown[row] for row in rows] for rows in groups],
        times=[
            np.asarray([sent[row] for row in rows if sent[row] is not None], dtype=np.int64)
            for rows in groups
        ],
        lengths=np.asarray(lengths, dtype=np.int64).reshape(len(groups), 2),
    )


def _words(texts: Iterable[str]) -> list[list[str]]:
    return [[fold(word) for word in _TOKEN.findall(text)] for text in texts]


def _attacks(
    source: _Source,
    wanted: Sequence[int],
    published: str,
    rng: np.random.Generator,
    *,
    coarser: bool,
) -> Iterator[Attack]:
    texts = _TextIndex(source.shown)
    whole = {target: texts.scores(_runs_of(source.raw[target])) for target in wanted}
    near = {target: _nearness(source.lengths, target) for target in wanted}

    def told(
        knows: Knows,
        scores: Callable[[int], Array],
        times: str = published,
        *,
        words: int | None = None,
        among: Sequence[int] = wanted,
    ) -> Attack:
        ranks = np.asarray([_rank(scores(target), target, rng) for target in among])
        top1, top5 = (_hits(ranks, first, len(source.raw)) for first in (1, _TOP))
        return Attack(knows=knows, words=words, times=times, n=len(among), top1=top1, top5=top5)

    yield told("text", whole.__getitem__)
    for count in _WORDS:
        phrases = {t: p for t in wanted if (p := _phrase(source.raw[t], count, rng))}
        if phrases:
            heard = {t: texts.scores([_runs(p)]) for t, p in phrases.items()}
            yield told("words", heard.__getitem__, words=count, among=list(phrases))
    yield told("length", near.__getitem__)
    timed = [target for target in wanted if len(source.times[target])]
    one = {target: int(rng.integers(len(source.times[target]))) for target in timed}
    for unit in _units(published, coarser=coarser) if timed else ():
        when = _TimeIndex(source.times, unit)
        every = {target: when.scores(source.times[target]) for target in timed}
        single = {t: when.scores(source.times[t][one[t] : one[t] + 1]) for t in timed}
        together = {t: whole[t] + every[t] + near[t] for t in timed}
        yield told("time", every.__getitem__, unit, among=timed)
        yield told("one_time", single.__getitem__, unit, among=timed)
        yield told("all", together.__getitem__, unit, among=timed)


def _units(published: str, *, coarser: bool) -> list[str]:
    at = UNITS.index(published) if published in UNITS else -1
    further = [unit for unit in UNITS[at + 1 :] if unit != "minute"]
    return [published, *further] if coarser else [published]


class _TextIndex:
    """Which conversations hold a run of words, and how much that tells."""

    def __init__(self, conversations: Sequence[Sequence[Sequence[str]]]) -> None:
        self._size = len(conversations)
        holders: dict[str, list[int]] = {}
        for number, messages in enumerate(conversations):
            for run in {run for runs in map(_runs, messages) for run in runs}:
                holders.setdefault(run, []).append(number)
        self._holders = {run: np.asarray(who, dtype=np.intp) for run, who in holders.items()}

    def scores(self, messages: Iterable[Iterable[str]]) -> Array:
        """How well each conversation fits to runs that are known, shape ``(N,)``."""
        total = np.zeros(self._size)
        for run in sorted({run for runs in messages for run in runs}):
            who = self._holders.get(run)
            if who is not None and len(who) < self._size:
                total[who] += np.log(self._size / len(who))
        return total


class _TimeIndex:
    """Which conversations have a message in the same minute, hour, day and so on."""

    def __init__(self, times: Sequence[NDArray[np.int64]], unit: str) -> None:
        self._size, self._unit = len(times), unit
        holders: dict[int, list[int]] = {}
        for number, sent in enumerate(times):
            for moment in np.unique(_floored(sent, unit)).tolist():
                holders.setdefault(moment, []).append(number)
        self._holders = {at: np.asarray(who, dtype=np.intp) for at, who in holders.items()}

    def scores(self, known: NDArray[np.int64]) -> Array:
        """How well each conversation fits to known times, shape ``(N,)``."""
        total = np.zeros(self._size)
        for moment in np.unique(_floored(known, self._unit)).tolist():
            who = self._holders[moment]
            total[who] += np.log(self._size / len(who)) + 1e-9
        return total


def _floored(times: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
    """Times rounded down as `anonymize` does, as numbers."""
    if unit in ("second", "none"):
        return times // _SECOND
    stamps = pa.array(times, type=pa.int64()).cast(pa.timestamp("us", tz="UTC"))
    floored = pc.floor_temporal(stamps, unit=unit).cast(pa.int64())
    return np.asarray(floored, dtype=np.int64)


def _runs(words: Sequence[str]) -> set[str]:
    """Runs of one to three words in a row."""
    return {
        " ".join(words[at : at + length])
        for length in range(1, _LONGEST_RUN + 1)
        for at in range(len(words) - length + 1)
    }


def _runs_of(messages: Sequence[Sequence[str]]) -> list[set[str]]:
    return [_runs(words) for words in messages]


def _phrase(
    messages: Sequence[Sequence[str]], count: int, rng: np.random.Generator
) -> list[str] | None:
    """So many words in a row of a random message that is long enough."""
    long = [words for words in messages if len(words) >= count]
    if not long:
        return None
    words = long[int(rng.integers(len(long)))]
    at = int(rng.integers(len(words) - count + 1))
    return list(words[at : at + count])


def _nearness(lengths: NDArray[np.int64], target: int) -> Array:
    """0 for as many messages by customer and company, less for others, shape ``(N,)``."""
    near: Array = -np.abs(lengths - lengths[target]).sum(axis=1).astype(np.float64)
    return near


def _rank(scores: Array, target: int, rng: np.random.Generator) -> int:
    """The place of the right conversation in the attacker's list, from 1; equals are shuffled."""
    own = scores[target]
    equals = int((scores == own).sum())
    return 1 + int((scores > own).sum()) + int(rng.integers(equals))


def _hits(ranks: Rows, first: int, size: int) -> Hits:
    hits, n = int((ranks <= first).sum()), len(ranks)
    low, high = clopper_pearson(hits, n) if n else (0.0, 1.0)
    chance = min(1.0, first / size) if size else 0.0
    return Hits(hits=hits, value=hits / n if n else 0.0, low=low, high=high, chance=chance)
