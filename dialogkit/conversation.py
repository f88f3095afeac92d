"""The values every room speaks: messages, cases, predictions, and the tables they travel in.

Column names, types and meanings are a promise to users; they are the same in JSON Lines, CSV and
Parquet. Times are timezone-aware and in UTC.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, runtime_checkable

import numpy as np
import pyarrow as pa

from dialogkit import _files
from dialogkit._saved import Saved
from dialogkit._schemas import CASE_SCHEMA, MESSAGE_SCHEMA, UTTERANCE_SCHEMA
from dialogkit.errors import InputError, OutputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CASE_SCHEMA",
    "HANDOFF_RESULTS",
    "LEVELS",
    "MESSAGE_SCHEMA",
    "OBSERVED_UNTIL",
    "RECONTACT_SECONDS",
    "SPEAKERS",
    "UTTERANCE_SCHEMA",
    "Case",
    "Cases",
    "HandoffResult",
    "IntentModel",
    "Level",
    "Message",
    "Messages",
    "Prediction",
    "Sender",
    "Speaker",
    "Unreadable",
    "Utterance",
    "case_table",
]

Speaker = Literal["customer", "agent", "bot", "system"]
SPEAKERS: tuple[Speaker, ...] = ("customer", "agent", "bot", "system")

Level = Literal["public", "personal", "sensitive"]
LEVELS: tuple[Level, ...] = ("public", "personal", "sensitive")
"""How protected a value is, in rising order."""

HandoffResult = Literal["resolved", "returned", "closed", "nobody", "left", "window_shut"]
HANDOFF_RESULTS: tuple[HandoffResult, ...] = (
    "resolved",
    "returned",
    "closed",
    "nobody",
    "left",
    "window_shut",
)
"""How a handoff can go on: settled by the agent; given back; outside hours; routing found nobody
in time; the customer left the queue; the channel's window shut while waiting."""

Kind = Literal["text", "media", "location", "contact", "button", "template", "deleted", "event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text (or medium) by one speaker at one time."""

    conversation_id: str
    """The thread it belongs to."""
    position: int
    """Its place in the thread, from 0."""
    speaker: Speaker
    """Who sent it; ``agent`` always means a human."""
    text: str
    """What was written; empty for media without a caption."""
    sent_at: datetime | None = None
    """When, timezone-aware, in UTC."""
    person: str | None = None
    """Name or pseudonym of the sender."""
    channel: str | None = None
    """The messenger or other medium."""
    locale: str | None = None
    """Language, as ``de`` or ``en``."""
    kind: Kind = "text"
    """What it is."""
    case_id: str | None = None
    """The case it was cut into."""
    intent: str | None = None
    """Its label, where one was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A customer text used as an example of an intent."""

    text: str
    """What the customer wrote."""
    intent: str
    """What the customer wants, as a label."""
    person: str | None = None
    """Who wrote it, so that one person never sits in training and test both."""
    locale: str | None = None
    """Language, as ``de`` or ``en``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The part of a conversation that is about one issue; see `CASE_SCHEMA` for the columns."""

    case_id: str
    """Unique in its table."""
    conversation_id: str
    """The thread it is part of."""
    customer_id: str | None = None
    """Pseudonym of the customer; the thread where no sender is known."""
    channel: str | None = None
    """The messenger or other medium."""
    locale: str | None = None
    """Language, as ``de`` or ``en``."""
    intent: str | None = None
    """What the customer wanted, where that is known."""
    predicted_intent: str | None = None
    """What the classifier took it for."""
    level: Level | None = None
    """Highest level of the values that its issue needs."""
    opened_at: datetime | None = None
    """First message, in UTC."""
    closed_at: datetime | None = None
    """Last message, in UTC."""
    customer_turns: int = 0
    """Turns of the customer."""
    bot_turns: int = 0
    """Turns of the bot."""
    agent_turns: int = 0
    """Turns of agents."""
    bot_engaged: bool = False
    """Whether a bot wrote at all."""
    asked_for_human: bool = False
    """Whether the customer asked for one."""
    handed_off: bool = False
    """Whether the bot handed off."""
    handoff_reason: str | None = None
    """Why, at the first handoff."""
    handoff_needed: bool | None = None
    """Whether a human was needed; ``None`` where nobody can tell."""
    reached_agent: bool = False
    """Whether an agent wrote."""
    abandoned: Literal["no", "bot", "queue"] = "no"
    """Where the customer left first."""
    resolved: Literal["yes", "no", "unknown"] = "unknown"
    """Whether the issue is settled; silence is unknown."""
    resolved_by: Literal["bot", "agent", "none"] = "none"
    """Who settled it."""
    recontact_of: str | None = None
    """The case with the same issue that this one returns to."""
    wait_seconds: float | None = None
    """Seconds from the first handoff to the agent's answer, or to the customer's leaving."""
    first_response_seconds: float | None = None
    """Seconds from the customer's first message to the first answer by bot or agent."""
    handle_seconds: float | None = None
    """Seconds of agents' work."""
    agent_seconds: float | None = None
    """Its share of the agents' time: what they held at once shares it evenly."""
    fallbacks: int | None = None
    """How often the bot did not understand."""
    end: str | None = None
    """Name of the flow's end reached."""
    scenario: int | None = None
    """Number of the simulated customer."""
    replication: int | None = None
    """Number of the simulated run, from 0."""
    push: str | None = None
    """The message of the bot's own that began it; ``None`` where the customer wrote first."""
    because: str | None = None
    """The rules that decided its outcomes; ``None`` where it was simulated."""
    opened_by: str | None = None
    """Why it begins where it does; ``None`` where it was simulated."""


def case_table(cases: Iterable[Case]) -> pa.Table:
    """Cases as a table of `CASE_SCHEMA`."""
    listed = list(cases)
    columns = [
        pa.array([getattr(case, column.name) for case in listed], type=column.type)
        for column in CASE_SCHEMA
    ]
    return pa.table(columns, schema=CASE_SCHEMA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A line or entry of a chat export that could not be read as a message. Holds no text."""

    file: str
    """The export."""
    line: int
    """1-based line, or the number of the entry in a JSON list."""
    why: str
    """The rule it broke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who was taken for whom: one sender of a log in one role."""

    name: str = field(repr=False)
    """The name as the export has it, or a pseudonym; never shown unless asked for."""
    speaker: Speaker
    """The role."""
    messages: int
    """Messages of this sender in this role."""
    conversations: int
    """Conversations they stand in."""
    why: str
    """The rule that told: ``export`` where the export names roles, ``given`` where the user did."""


@dataclass(frozen=True, slots=True, repr=False)
class Messages(Saved):
    """A chat log: one row a message, with what could not be read beside it."""

    table: pa.Table
    """Rows of `MESSAGE_SCHEMA`, ordered by conversation and position."""
    unreadable: tuple[Unreadable, ...] = ()
    """What was left out, and why. Messages in = rows + these."""
    notes: tuple[str, ...] = ()
    """What the reader inferred (format, date order, who is the agent), without names."""
    senders: tuple[Sender, ...] = field(default=(), repr=False)
    """Who was taken for whom, those with most messages first; not saved with the table."""
    key_fingerprint: str | None = None
    """Tells with which key the pseudonyms in it were made; ``None`` in a raw log."""

    @classmethod
    def of(
        cls,
        messages: Iterable[Message],
        *,
        unreadable: Sequence[Unreadable] = (),
        notes: Sequence[str] = (),
    ) -> Self:
        """A log of ``messages``."""
        table = pa.Table.from_pylist([asdict(m) for m in messages], schema=MESSAGE_SCHEMA)
        return cls(table, tuple(unreadable), tuple(notes))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Reads what `save` wrote.

        Raises:
            InputError: The file cannot be read or lacks a required column.
        """
        table = _files.read_table(path, MESSAGE_SCHEMA)
        return cls(table, key_fingerprint=cls.made_with(path))

    @staticmethod
    def made_with(path: str | os.PathLike[str]) -> str | None:
        """With which key the corpus in a file was made; ``None`` where there is none or no key."""
        return _files.about_table(path).get("key_fingerprint")

    @classmethod
    def require_key(cls, path: str | os.PathLike[str], fingerprint: str) -> None:
        """Refuses a file with a corpus of another key: its pseudonyms would not be the same.

        Raises:
            OutputError: It was made with a key of another fingerprint.
        """
        before = cls.made_with(path)
        if before not in (None, fingerprint):
            what = f"was made with another key ({before}, not {fingerprint})"
            raise OutputError(f"{what}; name another file, or remove it", file=os.fspath(path))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes ``.parquet``, ``.jsonl`` or ``.csv``, and with which key it was made.

        Raises:
            OutputError: The file cannot be written, or holds a corpus made with another key.
        """
        if self.key_fingerprint is None:
            _files.write_table(self.table, path)
            return
        self.require_key(path, self.key_fingerprint)
        _files.write_table(self.table, path, {"key_fingerprint": self.key_fingerprint})

    def rows(self) -> list[Message]:
        """The messages as values, in the order of the table."""
        return [Message(**row) for row in self.table.to_pylist()]


OBSERVED_UNTIL = "observed_until"
"""Name under which a table of cases says until when they were watched (ISO 8601, with zone)."""
RECONTACT_SECONDS = "recontact_seconds"
"""Name under which it says for how many seconds after closing returns were looked for: only then
does an empty column ``recontact_of`` mean that nobody came back."""


@dataclass(frozen=True, slots=True, repr=False)
class Cases(Saved):
    """A log cut into cases: the cases, and the messages with their ``case_id``."""

    table: pa.Table
    """Rows of `CASE_SCHEMA`; the metadata of its schema say what is known of all of them."""
    messages: Messages = field(default_factory=lambda: Messages.of(()))
    """The messages behind the cases; empty where only the cases were loaded."""

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Reads the cases that `save` wrote (without their messages).

        Raises:
            InputError: The file cannot be read, lacks a column, or says what is no time.
        """
        found, beside = cls(_files.read_table(path, CASE_SCHEMA)), _files.about_table(path)
        for name in (OBSERVED_UNTIL, RECONTACT_SECONDS):
            said = _files.said_in(path, name) or beside.get(name)
            if said is not None:
                if not _makes_sense(name, said):
                    what = "an ISO 8601 time with its zone" if name == OBSERVED_UNTIL else "seconds"
                    raise InputError(f"{name} must be {what}, got {said[:40]!r}", file=str(path))
                found = found.saying(name, said)
        return found

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes ``.parquet``, ``.jsonl`` or ``.csv``, and what is known of all cases.

        Raises:
            OutputError: The file cannot be written.
        """
        known = {name.decode(): said for name, said in (self.table.schema.metadata or {}).items()}
        names = (OBSERVED_UNTIL, RECONTACT_SECONDS)
        about = {name: known[name].decode() for name in names if name in known}
        parquet = Path(path).suffix.lower() == ".parquet"  # it has them in its schema
        _files.write_table(self.table, path, None if parquet else about)

    def saying(self, name: str, said: str) -> Self:
        """The same cases, which say this of all of them under `OBSERVED_UNTIL` or another name.

        `dialogkit.evaluate.evaluate` goes by it, and files keep it.
        """
        metadata = {**(self.table.schema.metadata or {}), name.encode(): said.encode()}
        return replace(self, table=self.table.replace_schema_metadata(metadata))

    def rows(self) -> list[Case]:
        """The cases as values, in the order of the table."""
        return [Case(**row) for row in self.table.to_pylist()]


def _makes_sense(name: str, said: str) -> bool:
    """Whether that is a time with its zone, or a length of time in seconds."""
    try:
        if name == OBSERVED_UNTIL:
            return datetime.fromisoformat(said).tzinfo is not None
        return 0 <= float(said) < math.inf
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What a classifier says about one text."""

    intent: str
    """The most likely label."""
    confidence: float
    """Its calibrated probability, 0 to 1."""
    out_of_scope: float
    """Probability that no label covers the text, 0 to 1."""
    accepted: bool
    """Whether the confidence reaches the model's threshold."""
    top: tuple[tuple[str, float], ...] = ()
    """The best labels with their probabilities, best first."""

    def as_row(self) -> Mapping[str, Any]:
        """As the row that ``dialogkit predict`` writes, without the text."""
        return {**asdict(self), "top": [list(pair) for pair in self.top]}


@runtime_checkable
class IntentModel(Protocol):
    """What the other rooms need of a classifier; ``dialogkit.intents`` has the real ones."""

    @property
    def classes_(self) -> NDArray[np.str_]:
        """The labels, shape ``(k,)``."""

    @property
    def fingerprint(self) -> str:
        """A short hash of the trained weights: the same for the same model only."""

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction a text, in order."""
