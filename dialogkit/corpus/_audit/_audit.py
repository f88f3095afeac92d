"""The audit for the data-protection officer: all parts, one value, one verdict."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from dialogkit.conversation import Cases, Messages, Utterance
from dialogkit.corpus._anonymize._span import PSEUDONYM
from dialogkit.corpus._audit._canaries import Canaries, Train, plant_and_dig
from dialogkit.corpus._audit._carriers import carriers
from dialogkit.corpus._audit._identifiers import Identifiers, identifiers, require_same_rows
from dialogkit.corpus._audit._k_anonymity import KAnonymity, k_anonymity
from dialogkit.corpus._audit._linkage import Linkage, link
from dialogkit.corpus._audit._sheet import Sheet, read_sheet, unread
from dialogkit.corpus._audit._sweep import Sweep, sweep_outputs
from dialogkit.corpus._audit._words import failed, sentences, verdict
from dialogkit.corpus._cases import split_cases
from dialogkit.errors import ParameterError

__all__ = ["FORMAT", "Counts", "PrivacyAudit", "audit"]

FORMAT = "dialogkit.audit/1"

_TYPE = re.compile(r"(?:_[0-9a-f]{4,16})?>$")

Path_ = str | os.PathLike[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What there was to mask, and what was masked."""

    messages: int
    """Messages in the log."""
    conversations: int
    """Conversations."""
    participants: int
    """Different senders, whose names were replaced."""
    messages_found: int
    """Messages in whose raw text the rules find something."""
    messages_masked: int
    """Messages with a pseudonym in the corpus."""
    found: Mapping[str, int]
    """Places in the raw texts that the rules find, by type."""
    masked: Mapping[str, int]
    """Pseudonyms in the texts of the corpus, by type; empty with surrogates, which look natural."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyAudit:
    """What an anonymous corpus and all that was made from it still give away, in numbers.

    It holds no raw value and no text. `to_json` gives one stable structure::

        format       "dialogkit.audit/1"
        verdict      {"de": …, "en": …}: plain sentences, failed parts first
        sentences    the same one by one
        passed       whether nothing failed
        failed       parts that missed their mark, of: sweep, canaries, sheet, k_anonymity
        seed         what the random parts were drawn with
        key_destroyed
        keyed        whether the corpus carries the fingerprint of a key
        counts       messages, conversations, participants, messages_found, messages_masked,
                     found {type: places}, masked {type: places}
        sweep        known, skipped, found {type: different values}, total,
                     outputs [{output, files, opaque, found}],
                     places [{output, file, line, type, encoded}]
        k_anonymity  cases, quasi_identifiers, sensitive, wanted_k, wanted_l, published,
                     levels [{times, groups, k, median, below_k, l, below_l}]
        linkage      conversations, pool, published, attacks [{knows, words, times, n,
                     top1 {hits, value, low, high, chance}, top5 {…}}]
        canaries     trained_on, decoys, recovered, traces, works, groups [{texts, speakers,
                     canaries, in_files, guessed, exposure, recovered, traces, hidden}];
                     null where no classifier was trained
        sheet        size, masked, messages, read, left, share, at_most
    """

    seed: int
    """What the random parts were drawn with."""
    key_destroyed: bool
    """Whether the key of the pseudonyms is said to be destroyed."""
    keyed: bool
    """Whether the corpus says that it was made with a key, as one by `anonymize` does."""
    counts: Counts
    """1: what was found and masked."""
    sweep: Sweep
    """2: known identifiers in the outputs."""
    k_anonymity: KAnonymity
    """3: how many cases look alike."""
    linkage: Linkage
    """4: how often attackers find a conversation again."""
    canaries: Canaries | None
    """5: planted secrets got out of the classifier; None where none was trained."""
    sheet: Sheet
    """6: what a human found in random messages."""

    @property
    def failed(self) -> tuple[str, ...]:
        """The parts that missed their mark: ``sweep``, ``canaries``, ``sheet``, ``k_anonymity``."""
        return failed(self.to_parts())

    def verdict(self, locale: Literal["de", "en"] = "de") -> str:
        """The result in plain sentences, failed parts first.

        Raises:
            ParameterError: ``locale`` is neither ``de`` nor ``en``.
        """
        return verdict(self.to_parts(), locale)

    def to_parts(self) -> dict[str, Any]:
        """The parts as plain objects, without verdict."""
        parts = asdict(self)
        parts["sweep"]["total"] = self.sweep.total
        if self.canaries is not None:
            found = parts["canaries"]
            found |= {n: getattr(self.canaries, n) for n in ("recovered", "traces", "works")}
            for row, group in zip(found["groups"], self.canaries.groups, strict=True):
                row["hidden"] = group.hidden
        return parts

    def to_json(self) -> dict[str, Any]:
        """As JSON writes it; see the class for the structure."""
        parts = self.to_parts()
        return {
            "format": FORMAT,
            "verdict": {locale: verdict(parts, locale) for locale in ("de", "en")},
            "sentences": {locale: sentences(parts, locale) for locale in ("de", "en")},
            "passed": not failed(parts),
            "failed": list(failed(parts)),
            **parts,
        }


def audit(
    log: Messages,
    anonymous: Messages,
    *,
    outputs: Iterable[Path_] = (),
    train: Train | None = None,
    utterances: Sequence[Utterance] = (),
    participants: Iterable[str] = (),
    known: Mapping[str, Iterable[str]] | None = None,
    public: Iterable[str] = (),
    cases: Cases | None = None,
    sheet: Path_ | None = None,
    key_destroyed: bool = False,
    quick: bool = False,
    seed: int = 0,
) -> PrivacyAudit:
    """Measures what an anonymous corpus and everything made from it still give away.

    Args:
        log: The raw log, as `read_log` gives it.
        anonymous: What `anonymize` made of it, row by row.
        outputs: Files and folders to look through: models, reports, notebooks, tables.
        train: Trains a classifier as the real one is trained; without it no canaries are planted.
        utterances: What it learns from; without them customers' messages of the corpus, put into
            groups of like ones where they have no intents.
        participants: Names besides the senders', as `anonymize` took them.
        known: Further values by type that no output may hold, a list of customers for one.
        public: Texts that are no secret, such as the bot's own: their words are no finds.
        cases: The corpus cut into cases; made here where not given.
        sheet: A sheet that `write_sheet` wrote and a human filled in.
        key_destroyed: Whether the key of the pseudonyms exists no more.
        quick: Fewer canaries and attacks, and messages with something masked are not searched
            once more: a first look within seconds.
        seed: Draws samples, words and sheet; the same seed gives the same numbers.

    Returns:
        The numbers and a verdict; no raw value.

    Raises:
        ParameterError: ``anonymous`` does not have the rows of ``log``, or ``utterances`` have
            fewer than two intents.
        InputError: An output or the sheet cannot be read.
    """
    if log.key_fingerprint is not None:
        raise ParameterError("the log must be the raw one, first; are the two exchanged?")
    require_same_rows(log, anonymous)
    values = identifiers(log, anonymous, participants=participants, known=known, quick=quick)
    cut = cases if cases is not None else split_cases(anonymous)
    read = unread(anonymous, seed=seed)
    return PrivacyAudit(
        seed=seed,
        key_destroyed=key_destroyed,
        keyed=anonymous.key_fingerprint is not None,
        counts=_counts(values, anonymous),
        sweep=sweep_outputs(values, anonymous, [Path(path) for path in outputs], public=public),
        k_anonymity=k_anonymity(cut, anonymous.table.column("sent_at")),
        linkage=link(log, anonymous, seed=seed, targets=150 if quick else 300),
        canaries=_canaries(train, utterances, anonymous, quick=quick, seed=seed),
        sheet=read if sheet is None else read_sheet(sheet, anonymous, seed=seed),
    )


def _canaries(
    train: Train | None,
    utterances: Sequence[Utterance],
    anonymous: Messages,
    *,
    quick: bool,
    seed: int,
) -> Canaries | None:
    if train is None:
        return None
    texts, beds, decoys = (400, 4, 150) if quick else (1200, 8, 400)
    taught = utterances or carriers(anonymous, most=texts, seed=seed)
    if not taught:
        return None
    return plant_and_dig(taught, train, seed=seed, texts=texts, beds=beds, decoys=decoys)


def _counts(known: Identifiers, anonymous: Messages) -> Counts:
    masked: Counter[str] = Counter()
    with_one = 0
    for text in anonymous.table.column("text").to_pylist():
        kinds = [_TYPE.sub("", mark[1:]) for mark in PSEUDONYM.findall(text)]
        masked.update(kinds)
        with_one += bool(kinds)
    return Counts(
        messages=len(anonymous),
        conversations=len(anonymous.table.column("conversation_id").unique()),
        participants=known.participants,
        messages_found=known.messages,
        messages_masked=with_one,
        found=dict(known.found),
        masked=dict(sorted(masked.items())),
    )
