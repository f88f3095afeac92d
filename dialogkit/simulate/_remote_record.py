"""Recorded conversations: appended one by one, so that a run that was stopped goes on later."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from dialogkit.errors import InputError, OutputError

__all__ = ["BROKEN", "Record", "Recording"]

FORMAT = "dialogkit.conversations/1"
BROKEN = "no_answer"
"""The end of a conversation in which the bot gave no answer, where such are counted."""

Said = tuple[Literal["customer", "bot"], str, float]
"""Who, what, and seconds after the conversation began."""
Resolved = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One conversation of a simulated customer with a bot, up to the handoff or the end."""

    key: str
    """Names the contact."""
    label: str
    """What the customer truly wanted."""
    locale: str
    """The customer's language."""
    channel: str
    """The customer's channel."""
    lines: tuple[Said, ...]
    """What was said."""
    seconds: float
    """How long it took on the simulated clock."""
    last_heard: float
    """When the customer last wrote, in seconds after it began."""
    customer_turns: int
    """Messages of the customer."""
    bot_turns: int
    """Turns in which the bot said something."""
    fallbacks: int
    """Answers by which the bot said that it did not understand."""
    resolved: Resolved
    """Whether the bot settled the matter."""
    believes: bool
    """Whether the customer takes the matter for settled."""
    unsettled: bool
    """Whether the bot said that it has settled the matter, and that is not true."""
    asked_for_human: bool
    """Whether the customer ever asked for a human."""
    wants_human: bool
    """Whether the customer wanted one still at the end."""
    left: bool
    """Whether the customer broke off."""
    handoff: str | None
    """The handoff it ended with."""
    reason: str | None
    """Why that was made, where the bot told."""
    ended: str | None
    """The end of the bot's own that it reached; `BROKEN` where the bot gave no answer."""
    steps: tuple[str, ...]
    """Steps reached, where they can be seen."""
    tokens: int = 0
    """Tokens it cost, where the endpoint counts them."""
    tries: int = 1
    """How often it was begun."""


class Record:
    """The recordings of a run, in memory and, where there is a path, on disk.

    Args:
        fingerprint: Of all that they depend on.
    """

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.known: dict[str, Recording] = {}
        self.found = 0
        """How many were there before."""
        self.unplayed: dict[str, str] = {}
        """Key of each conversation that was not held because nobody could play its customer, to
        why; on disk there is nothing of it, so that the next call tries again."""
        self._file: int | None = None
        self._path = ""

    @classmethod
    @contextmanager
    def open(
        cls, path: str | os.PathLike[str] | None, fingerprint: str, *, broken: bool = True
    ) -> Iterator[Record]:
        """Reads what is recorded, and appends to it as long as the context lasts.

        A line that was not written to its end is dropped: its conversation is held again.

        Args:
            path: A ``.jsonl`` file; ``None`` keeps the recordings in memory only.
            fingerprint: Of bot, customers and seed; a file of another one is refused.
            broken: Whether conversations count that the bot gave no answer in; else they are to be
                held again.

        Raises:
            InputError: The file is of another run, or damaged before its last line.
            OutputError: It cannot be written, or another run is writing it.
        """
        record = cls(fingerprint)
        try:
            if path is not None:
                record._open(Path(path), broken=broken)
            yield record
        finally:
            if record._file is not None:
                os.close(record._file)
                record._file = None

    def add(self, recording: Recording) -> None:
        """Keeps a conversation that is over. When this returns, it is on disk.

        Raises:
            OutputError: The disk is full.
        """
        assert recording.key not in self.known, "no conversation is recorded twice"
        self._append({**asdict(recording)})
        self.known[recording.key] = recording

    # ----- inside --------------------------------------------------------------------------------

    @property
    def kept(self) -> str:
        """What a later call finds, and where."""
        n = len(self.known)
        if not self._path:
            return "nothing is kept; name a record, and a later call goes on there"
        held = f"{n} conversation{'' if n == 1 else 's'}"
        place = f"{held} {'is' if n == 1 else 'are'} recorded in {self._path}"
        return f"{place}; run it again to go on"

    def _open(self, path: Path, *, broken: bool) -> None:
        self._path = os.fspath(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            _lock(self._file, self._path)
            data = path.read_bytes()
        except OSError as error:
            raise OutputError(_cannot(error), file=self._path) from None
        whole = data.rfind(b"\n") + 1
        lines = data[:whole].split(b"\n")[:-1]
        head = _value(lines[0]) if lines else None
        if self._begins(data) if not lines else (len(lines) == 1 and _is_head(head)):
            self._empty()  # nothing would be lost
            return
        self._require(head)
        if whole < len(data):
            os.ftruncate(self._file, whole)
        for number, line in enumerate(lines[1:], 2):
            recording = _recording(_value(line))
            if recording is None:
                what = "is damaged; remove this line, and its conversation is held again"
                raise InputError(what, file=self._path, line=number)
            before = self.known.get(recording.key)
            if before is None or before.ended == BROKEN:  # held again since
                self.known[recording.key] = recording
        if not broken:
            self.known = {k: told for k, told in self.known.items() if told.ended != BROKEN}
        self.found = len(self.known)

    def _begins(self, data: bytes) -> bool:
        """Whether this is nothing yet, or a first line of ours that was not written to its end."""
        known = f'{{"format": "{FORMAT}", "fingerprint": "'.encode()
        return known.startswith(data[: len(known)])

    def _empty(self) -> None:
        assert self._file is not None
        os.ftruncate(self._file, 0)
        self._append({"format": FORMAT, "fingerprint": self.fingerprint})

    def _require(self, head: Any) -> None:
        if not _is_head(head):
            raise InputError("holds no recorded conversations; name another file", file=self._path)
        if head.get("fingerprint") != self.fingerprint:
            what = "was recorded with another bot, other customers or another seed"
            raise InputError(f"{what}; name another file, or remove it", file=self._path)

    def _append(self, row: dict[str, Any]) -> None:
        """One line, whole: a single write at the end, and down to the disk."""
        if self._file is None:
            return
        data = (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "replace")
        try:
            written = os.write(self._file, data)
            if written < len(data):
                # a full disk takes a part; nothing half is left behind
                os.ftruncate(self._file, os.fstat(self._file).st_size - written)
                raise OSError(28, "no space left on device")
            os.fsync(self._file)
        except OSError as error:
            raise OutputError(_cannot(error), file=self._path) from None


def _is_head(value: Any) -> bool:
    return isinstance(value, dict) and value.get("format") == FORMAT


def _cannot(error: OSError) -> str:
    return f"cannot be written ({(error.strerror or 'error').lower()})"


def _lock(file: int, path: str) -> None:
    """Two runs that append to one file would hold every conversation twice."""
    with suppress(ImportError):  # Windows has no such locks
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError("is being written by another run", file=path) from None


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


_FIELDS = {field.name: field.type for field in fields(Recording)}
_PLAIN: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "bool": bool,
    "int": int,
    "float": (int, float),
    "str | None": (str, type(None)),
}


def _recording(row: Any) -> Recording | None:
    """A recording from its row; ``None`` where the row is none."""
    if not isinstance(row, dict) or set(row) != set(_FIELDS):
        return None
    for name, kind in _FIELDS.items():
        plain = _PLAIN.get(str(kind))
        if plain is not None and not isinstance(row[name], plain):
            return None
    try:
        lines = tuple(_said(line) for line in row["lines"])
        steps = tuple(map(str, row["steps"]))
    except (TypeError, ValueError):
        return None
    if row["resolved"] not in get_args(Resolved):
        return None
    return Recording(**{**row, "lines": lines, "steps": steps})


def _said(line: Iterable[Any]) -> Said:
    speaker, text, at = line
    if speaker not in ("customer", "bot"):
        raise ValueError
    return speaker, str(text), float(at)
