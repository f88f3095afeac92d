"""Cases with their true outcomes: the parcel log, written chats, and the STAR dialogs."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dialogkit.conversation import Case, Cases, Message, Messages
from dialogkit.corpus import link_recontacts, read_log, split_cases

__all__ = ["Judged", "parcel", "parcel_end_to_end", "star", "threads", "written"]

HERE = Path(__file__).parent
CASES = HERE.parent / "cases"
PARCEL = Path(__file__).parents[2] / "corpora" / "parcel"
TEAM = "Paketdienst Beispiel"
_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
_PACE = 3
"""Minutes between two messages of a written chat, which has no times of its own."""
_NO_GOAL = re.compile(r"calm and helpful|enjoy|say something|how |what |rain", re.IGNORECASE)
"""Questions of the questionnaire about manners, the task itself, or details."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A case as read from its texts, and what is true of it; None where nobody knows."""

    found: Case
    asked: bool | None = None
    resolved: bool | None = None
    said: str | None = None
    """What its words say of whether it is settled (yes, no, unknown); stands before `resolved`."""
    left: bool | None = None
    came_back: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thread:
    """An export with the truth about its cases."""

    rows: list[Message]
    truth: list[dict[str, Any]]

    def case_at(self, position: int) -> dict[str, Any]:
        """The true case of a message; notices between two cases belong to the one before."""
        before = [case for case in self.truth if case["start"] <= position]
        return before[-1] if before else self.truth[0]


def _threads(*, odd: bool) -> Iterator[_Thread]:
    """Every other thread, by the order of file names."""
    truth: dict[str, list[dict[str, Any]]] = {}
    for line in (PARCEL / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        truth.setdefault(case["file"], []).append(case)
    for number, file in enumerate(sorted(truth)):
        if number % 2 == odd:
            rows = read_log(PARCEL / "log" / file, agents=[TEAM]).rows()
            yield _Thread(rows=rows, truth=sorted(truth[file], key=lambda case: case["start"]))


def parcel(*, odd: bool) -> Iterator[Judged]:
    """Cases as the truth cuts them: each is a conversation of its own, by the same customer."""
    rows, truth = [], {}
    for thread in _threads(odd=odd):
        for message in thread.rows:
            own = thread.case_at(message.position)
            truth[own["case"]] = own
            rows.append(replace(message, conversation_id=own["case"]))
    cut = split_cases(Messages.of(rows), gap="400d", closing=False, handoffs=False)
    for case in link_recontacts(cut).rows():
        yield _judged(case, truth[case.conversation_id])


def parcel_end_to_end(*, odd: bool) -> Iterator[Judged]:
    """Cases as `split_cases` cuts them, each beside the true case with most of its messages."""
    rows, truth = [], {}
    for thread in _threads(odd=odd):
        for message in thread.rows:
            rows.append(message)
            truth[message.conversation_id, message.position] = thread.case_at(message.position)
    cut = link_recontacts(split_cases(Messages.of(rows)))
    for case, own in _most(cut, truth):
        yield _judged(case, own)


def _most(
    cut: Cases, truth: dict[tuple[str, int], dict[str, Any]]
) -> Iterator[tuple[Case, dict[str, Any]]]:
    votes: dict[str, Counter[str]] = {}
    named = {}
    for message in cut.messages.rows():
        own = truth[message.conversation_id, message.position]
        named[own["case"]] = own
        if message.case_id is not None:
            votes.setdefault(message.case_id, Counter())[own["case"]] += 1
    for case in cut.rows():
        yield case, named[votes[case.case_id].most_common(1)[0][0]]


def _judged(case: Case, truth: dict[str, Any]) -> Judged:
    return Judged(
        found=case,
        asked=truth["asked_for_human"],
        resolved=truth["resolved"],
        left=truth["left"],
        came_back=truth["recontact_of"] is not None,
    )


def threads(half: str) -> Iterator[Judged]:
    """Written threads as `split_cases` cuts them, each case beside that with most of its messages.

    Args:
        half: ``dev`` or ``heldout``; see ``evaluations/cases``.
    """
    rows, truth = [], {}
    lines = (CASES / f"threads_{half}.jsonl").read_text(encoding="utf-8").splitlines()
    for thread in map(json.loads, lines):
        own = {case["case"]: case for case in thread["cases"]}
        for position, said in enumerate(thread["messages"]):
            name = f"{thread['customer']}-{said['case']}"
            truth[thread["id"], position] = {**own[said["case"]], "case": name}
            rows.append(_of_thread(thread, said, position))
    for case, own in _most(link_recontacts(split_cases(Messages.of(rows))), truth):
        yield Judged(
            found=case,
            asked=own["asked_for_human"],
            said=own["resolved"],
            came_back=own["returns_to"] is not None,
        )


def _of_thread(thread: dict[str, Any], said: dict[str, Any], position: int) -> Message:
    return Message(
        conversation_id=thread["id"],
        position=position,
        speaker=said["by"],
        text=said["text"],
        kind=said["kind"],
        sent_at=datetime.fromisoformat(said["at"]).replace(tzinfo=UTC),
        channel=thread["channel"],
        locale=thread["locale"],
        person=thread["customer"] if said["by"] == "customer" else None,
    )


def written(half: str, kind: str) -> Iterator[Judged]:
    """Chats with the label of a reader: what the words alone say; all are of one case.

    Args:
        half: ``dev`` or ``heldout``.
        kind: ``ordinary``, ``tricky``, or ``fresh``: ordinary ones that came last, unread only.
    """
    rows: list[Message] = []
    truth: dict[str, dict[str, Any]] = {}
    with (HERE / f"written_{half}.jsonl").open(encoding="utf-8") as lines:
        for chat in map(json.loads, lines):
            if chat["set"] == kind:
                truth[chat["id"]] = chat
                rows += _chat(chat)
    last = {case.conversation_id: case for case in split_cases(Messages.of(rows)).rows()}
    for name, case in last.items():
        own = truth[name]
        yield Judged(found=case, asked=own["asked_for_human"], said=own["resolved"])


def _chat(chat: dict[str, Any]) -> Iterator[Message]:
    for position, (speaker, text) in enumerate(chat["turns"]):
        yield Message(
            conversation_id=chat["id"],
            position=position,
            speaker=speaker,
            text=text,
            kind="event" if speaker == "system" else "text",
            sent_at=_NOON + timedelta(minutes=_PACE * position),
            locale=chat["locale"],
        )


def star(folder: Path) -> Iterator[Judged]:
    """Dialogs with a question about the goal, or that ended early; the wizard counts as a bot."""
    rows: list[Message] = []
    truth: dict[str, tuple[bool | None, bool]] = {}
    with gzip.open(folder / "dialogues.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            dialog = json.loads(line)
            name = str(dialog["DialogueID"])
            truth[name] = _goal(dialog), dialog["CompletionLevel"] != "Complete"
            rows += _said(name, dialog["Events"])
    cut = split_cases(Messages.of(rows), gap="400d", closing=False, handoffs=False)
    for case in cut.rows():
        resolved, left = truth[case.conversation_id]
        yield Judged(found=case, resolved=resolved, left=left)


def _goal(dialog: dict[str, Any]) -> bool | None:
    """Whether every goal was reached, by the customer's own word; None where nobody was asked."""
    answers = [
        str(row["Answer"]).lower() == "true"
        for row in dialog.get("UserQuestionnaire") or []
        if not _NO_GOAL.search(row["Question"]) and str(row["Answer"]).lower() in ("true", "false")
    ]
    return all(answers) if answers else None


def _said(name: str, events: list[dict[str, Any]]) -> Iterator[Message]:
    for position, event in enumerate(events):
        wizard = event["Agent"] == "Wizard" and event["Action"] in ("pick_suggestion", "utter")
        if wizard or (event["Agent"] == "User" and event["Action"] == "utter"):
            yield Message(
                conversation_id=name,
                position=position,
                speaker="bot" if wizard else "customer",
                text=event.get("Text") or "",
                sent_at=datetime.fromtimestamp(event["UnixTime"], UTC),
                locale="en",
            )
