"""Reading published chats: labels taken apart, nothing lost, nothing made up."""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from dialogkit.conversation import Message, Messages
from dialogkit.errors import InputError
from dialogkit.simulate import OUT_OF_SCOPE

STUDY = Path(__file__).parents[2] / "evaluations" / "multidogo"
ROWS = (
    ("a", 0, "good day", "O O", "openinggreeting"),
    ("a", 2, 'seat 12 "A", or 13', "O O O O O", "getseatinfo<div>changeseatassignment"),
    ("a", 4, "fine", "O", "getseatinfo"),
    ("b", 1, "   ", "", "outofdomain"),
    ("b", 3, "how is the weather there", "O O O O O", "outofdomain"),
)


@pytest.fixture
def turns() -> Iterator[ModuleType]:
    """The module that reads the data set."""
    sys.path.insert(0, str(STUDY))
    try:
        yield importlib.import_module("turns")
    finally:
        sys.path.remove(str(STUDY))
        for name in ("turns", "measures"):
            sys.modules.pop(name, None)


@pytest.fixture
def log(turns: ModuleType, tmp_path: Path) -> Messages:
    """Invented turns in the published form."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t")
    writer.writerow(
        ["conversationId", "turnNumber", "utteranceId", "utterance", "slot-labels", "intent"]
    )
    for chat, number, said, slots, intent in ROWS:
        writer.writerow([chat, number, f"{chat}{number}", said, slots, intent])
    folder = tmp_path / "multidogo" / "turn_level" / "airline"
    folder.mkdir(parents=True)
    (folder / "train.tsv.gz").write_bytes(gzip.compress(text.getvalue().encode()))
    found: Messages = turns.read_split(tmp_path, "train")
    return found


def test_each_turn_becomes_a_message_without_a_time(log: Messages) -> None:
    """Texts with quotes survive, positions are those published, and no time is made up."""
    rows = log.rows()
    assert [(m.conversation_id, m.position, m.text) for m in rows] == [r[:3] for r in ROWS]
    assert {m.sent_at for m in rows} == {None}
    assert {m.speaker for m in rows} == {"customer"}


def test_joined_labels_are_taken_apart(turns: ModuleType, log: Messages) -> None:
    """Two labels give two examples, a blank turn none; the log keeps the first label."""
    examples = [(u.text, u.intent) for u in turns.labelled(log.rows())]
    assert examples == [
        ("good day", "openinggreeting"),
        (ROWS[1][2], "getseatinfo"),
        (ROWS[1][2], "changeseatassignment"),
        ("fine", "getseatinfo"),
        (ROWS[4][2], OUT_OF_SCOPE),
    ]
    assert [m.intent for m in turns.log_of(log).rows()] == [
        "openinggreeting",
        "getseatinfo",
        "getseatinfo",
        OUT_OF_SCOPE,
        OUT_OF_SCOPE,
    ]


def test_an_issue_is_named_once_a_chat(turns: ModuleType, log: Messages) -> None:
    """Later turns that carry the label of the issue under way are not taken for its wording."""
    named = [(u.text, u.intent) for u in turns.first_named(log.rows())]
    assert named == [
        (ROWS[1][2], "getseatinfo"),
        (ROWS[1][2], "changeseatassignment"),
        (ROWS[4][2], OUT_OF_SCOPE),
    ]


@pytest.mark.usefixtures("log")
def test_slots_stand_in_the_order_of_the_turns(turns: ModuleType, tmp_path: Path) -> None:
    """One list a turn, also for a turn without any word."""
    assert [len(marks) for marks in turns.read_slots(tmp_path, "train")] == [2, 5, 1, 0, 5]


def test_another_table_is_refused(turns: ModuleType, tmp_path: Path) -> None:
    """A file without the columns is named, with what it lacks."""
    folder = tmp_path / "multidogo" / "turn_level" / "airline"
    folder.mkdir(parents=True)
    (folder / "dev.tsv.gz").write_bytes(gzip.compress(b"text\tintent\nhello\tgreeting\n"))
    with pytest.raises(InputError, match="lacks one of the columns"):
        turns.read_split(tmp_path, "dev")


def test_a_word_is_hidden_only_if_it_is_gone(turns: ModuleType) -> None:
    """Names that the anonymous text still has count as not hidden."""
    measures = importlib.import_module("measures")
    raw, anonymous = (
        Messages.of([Message(conversation_id="a", position=0, speaker="customer", text=text)])
        for text in ("this is kim sample", "this is <PERSON_1a2b> sample")
    )
    found = measures.hidden(raw, anonymous, [["O", "O", "name", "name"]])
    assert (found["name"]["numerator"], found["name"]["denominator"]) == (1, 2)
