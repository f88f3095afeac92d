"""Threads of which it is known where their cases begin: the parcel log, and joined dialogs."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dialogkit.conversation import Message, Messages, Speaker
from dialogkit.corpus import read_log

__all__ = ["Threads", "half", "parcel", "squeezed", "star", "written"]

PARCEL = Path(__file__).parents[2] / "corpora" / "parcel"
START = datetime(2024, 1, 8, 9, tzinfo=UTC)
SPEAKERS: Mapping[str, Speaker] = {"User": "customer", "Wizard": "bot"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """Conversations with the truth about their cases."""

    messages: Messages
    """The log."""
    begins: Mapping[str, frozenset[int]]
    """Thread to the positions of first messages of cases, that of the thread itself left out."""
    returns: Mapping[tuple[str, int], tuple[str, int]] | None = None
    """Thread and first position of a case to those of the earlier one with the same issue."""


def parcel() -> Threads:
    """The shipped log with its truth, file by file."""
    truth: dict[str, list[int]] = {}
    for line in (PARCEL / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        truth.setdefault(case["file"], []).append(case["start"])
    rows: list[Message] = []
    begins = {}
    for file, starts in sorted(truth.items()):
        thread = read_log(PARCEL / "log" / file).rows()
        rows += thread
        begins[thread[0].conversation_id] = frozenset(sorted(starts)[1:])
    return Threads(messages=Messages.of(rows), begins=begins)


def written(half: str) -> Threads:
    """Threads that somebody wrote with their truth, as they come in.

    Args:
        half: ``written_dev`` and ``written_heldout`` (one channel a customer), ``threads_dev`` and
            ``threads_heldout`` (times to the minute, some customers with two channels).
    """
    lines = (Path(__file__).parent / f"{half}.jsonl").read_text(encoding="utf-8")
    threads = [json.loads(line) for line in lines.splitlines()]
    rows: list[Message] = []
    begins: dict[str, frozenset[int]] = {}
    first: dict[tuple[str, int], tuple[str, int]] = {}
    for thread in threads:
        name, customer = thread["id"], _customer(thread)
        for position, said in enumerate(thread["messages"]):
            first.setdefault((customer, said["case"]), (name, position))
            rows.append(_message(thread, said, position))
        own = (first[customer, case["case"]] for case in thread["cases"])
        begins[name] = frozenset(position for there, position in own if there == name) - {0}
    returns = {
        first[_customer(thread), case["case"]]: first[_customer(thread), case["returns_to"]]
        for thread in threads
        for case in thread["cases"]
        if case["returns_to"] is not None
    }
    return Threads(messages=Messages.of(rows), begins=begins, returns=returns)


def _customer(thread: Mapping[str, Any]) -> str:
    return str(thread.get("customer", thread["id"]))


def _message(thread: Mapping[str, Any], said: Mapping[str, Any], position: int) -> Message:
    return Message(
        conversation_id=thread["id"],
        position=position,
        speaker=said["by"],
        text=said["text"],
        sent_at=datetime.fromisoformat(said["at"]).replace(tzinfo=UTC),
        kind=said["kind"],
        channel=thread["channel"],
        locale=thread["locale"],
        person=_customer(thread) if said["by"] == "customer" else None,
    )


def half(threads: Threads, which: int) -> Threads:
    """Every other thread, by id: 0 those that were tuned on, 1 those that are reported."""
    kept = {name for place, name in enumerate(sorted(threads.begins)) if place % 2 == which}
    rows = [row for row in threads.messages.rows() if row.conversation_id in kept]
    return Threads(messages=Messages.of(rows), begins=_of(threads.begins, kept))


def _of(begins: Mapping[str, frozenset[int]], kept: Iterable[str]) -> dict[str, frozenset[int]]:
    return {name: begins[name] for name in kept}


def squeezed(threads: Threads, seed: int) -> Threads:
    """The same threads with issues on one day: pauses between cases drawn anew.

    Each is 20 minutes to 12 hours long, short ones being more frequent (the logarithm is uniform);
    within the cases nothing changes.
    """
    rng = random.Random(seed)
    rows: list[Message] = []
    for name, thread in sorted(_by_thread(threads.messages).items()):
        earlier = timedelta()
        for place, row in enumerate(thread):
            if row.position in threads.begins[name] and place:
                pause = _time(row) - _time(thread[place - 1])
                earlier += pause - _short_pause(rng)
            rows.append(replace(row, sent_at=_time(row) - earlier))
    return Threads(messages=Messages.of(rows), begins=threads.begins)


def _short_pause(rng: random.Random) -> timedelta:
    return timedelta(minutes=20 * 36 ** rng.random())


def _time(row: Message) -> datetime:
    if row.sent_at is None:
        raise ValueError("the study needs messages with times")
    return row.sent_at


def _by_thread(messages: Messages) -> dict[str, list[Message]]:
    threads: dict[str, list[Message]] = {}
    for row in messages.rows():
        threads.setdefault(row.conversation_id, []).append(row)
    return threads


def star(folder: Path, seed: int, *, same_day: bool, most: int = 1_000) -> Threads:
    """Threads of one to five complete dialogs of STAR, one after the other.

    Args:
        folder: Where the data is, as ``DIALOGKIT_DATA``.
        seed: For the order of dialogs and the pauses.
        same_day: Pauses of 20 minutes to 12 hours as in `squeezed`; else of 26 hours to 30 days.
        most: Dialogs at most.
    """
    rng = random.Random(seed)
    dialogs = list(_dialogs(folder / "star" / "dialogues.jsonl.gz"))
    rng.shuffle(dialogs)
    rows: list[Message] = []
    begins: dict[str, frozenset[int]] = {}
    left = dialogs[:most]
    while left:
        count = rng.randint(1, 5)
        name = f"star-{len(begins):04d}"
        thread, starts = _joined(name, left[:count], rng, same_day=same_day)
        rows += thread
        begins[name] = frozenset(starts[1:])
        left = left[count:]
    return Threads(messages=Messages.of(rows), begins=begins)


def _joined(
    name: str, dialogs: Sequence[list[Message]], rng: random.Random, *, same_day: bool
) -> tuple[list[Message], list[int]]:
    rows: list[Message] = []
    starts: list[int] = []
    now = START
    for dialog in dialogs:
        if rows:
            long = timedelta(hours=26 * (30 * 24 / 26) ** rng.random())
            now = _time(rows[-1]) + (_short_pause(rng) if same_day else long)
        starts.append(len(rows))
        began = _time(dialog[0])
        for row in dialog:
            at = now + (_time(row) - began)
            rows.append(replace(row, conversation_id=name, position=len(rows), sent_at=at))
    return rows, starts


def _dialogs(path: Path) -> Iterable[list[Message]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            dialog = _dialog(json.loads(line))
            if dialog:
                yield dialog


def _dialog(raw: Mapping[str, Any]) -> list[Message]:
    """From the customer's first word on; none where it was left early or holds several errands."""
    if raw["CompletionLevel"] != "Complete" or raw["Scenario"]["MultiTask"]:
        return []
    said = [e for e in raw["Events"] if e["Agent"] in SPEAKERS and e.get("Text")]
    while said and said[0]["Agent"] != "User":
        said.pop(0)
    return [
        Message(
            conversation_id="star",
            position=place,
            speaker=SPEAKERS[event["Agent"]],
            text=event["Text"],
            sent_at=datetime.fromtimestamp(event["UnixTime"], UTC),
            locale="en",
        )
        for place, event in enumerate(said)
    ]
