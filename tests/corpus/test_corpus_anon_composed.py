"""Letters in two pieces and invisible marks inside words hide nobody."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dialogkit.conversation import Message, Messages
from dialogkit.corpus import anonymize, find_spans, sweep
from dialogkit.corpus._anonymize._composed import composed, composed_at

PLAIN = "Guten Tag Jörg Müßigbrodt, wohnen Sie noch in der Müllerstraße 5, 50667 Köln?"
APART = unicodedata.normalize("NFD", PLAIN)
UNSEEN = "Guten Tag Bei\u00adspiel, Frau Bei\u200bspiel"


@pytest.mark.parametrize(
    "people", ["Jörg Müßigbrodt", unicodedata.normalize("NFD", "Jörg Müßigbrodt")]
)
def test_what_is_found_is_the_same(people: str) -> None:
    """Whichever of text and names is in two pieces; places are those of the text as it came."""
    whole = [(s.type, PLAIN[s.start : s.end]) for s in find_spans(PLAIN, [people])]
    apart = [
        (s.type, unicodedata.normalize("NFC", APART[s.start : s.end]))
        for s in find_spans(APART, [people])
    ]
    assert {kind for kind, _ in whole} == {"PERSON", "STREET", "POSTCODE_TOWN"}
    assert apart == whole


def test_invisible_marks_hide_no_name() -> None:
    """A soft hyphen or a space without width inside a name is a part of it."""
    found = [UNSEEN[s.start : s.end] for s in find_spans(UNSEEN, ["Petra Beispiel"])]
    assert found == ["Bei\u00adspiel", "Bei\u200bspiel"]


def test_a_log_in_two_pieces_leaves_nothing() -> None:
    """One pseudonym for both ways to write a name, in texts and columns."""
    when = datetime(2024, 5, 6, 10, tzinfo=UTC)
    people = ("Jörg Müßigbrodt", unicodedata.normalize("NFD", "Jörg Müßigbrodt"))
    log = Messages.of(
        Message(
            conversation_id="1",
            position=at,
            sent_at=when,
            speaker="customer",
            person=person,
            text=APART,
        )
        for at, person in enumerate(people)
    )
    done, _ = anonymize(log, key=bytes(32))
    table = done.table
    assert len(table.column("person").unique()) == 1
    (text,) = set(table.column("text").to_pylist())
    assert "<PERSON_" in text
    assert not any(part in composed(text) for part in ("Jörg", "brodt", "straße", "Köln", "ller"))


def test_a_label_in_two_pieces_names_nobody() -> None:
    """A channel called after a customer becomes a pseudonym, however it is written."""
    message = Message(
        conversation_id="1",
        position=0,
        sent_at=datetime(2024, 5, 6, 10, tzinfo=UTC),
        speaker="customer",
        person="Jörg Müßigbrodt",
        channel=unicodedata.normalize("NFD", "team müßigbrodt"),
        text="Hallo",
    )
    done, _ = anonymize(Messages.of([message]), key=bytes(32))
    (shown,) = done.table.column("channel").to_pylist()
    assert shown.startswith("CHANNEL_")


def test_emoji_and_other_scripts_stay() -> None:
    """Joined emoji, and marks that have no letter of their own, are as they were."""
    for text in ("👩\u200d🔧 kommt", "x\u0304 = 3", "می\u200cخواهم", ""):
        assert composed(text) == text
        assert composed_at(text)[1][-1] == len(text)


@pytest.mark.parametrize(
    "name", ["Jörg Müßigbrodt", unicodedata.normalize("NFD", "Jörg Müßigbrodt")]
)
def test_the_sweep_reads_what_windows_and_macos_write(tmp_path: Path, name: str) -> None:
    """Tables in Windows-1252, letters in two pieces, and what a Parquet file says of itself."""
    known = {"PERSON": [name]}
    (tmp_path / "a.csv").write_bytes("Name;Umsatz\r\nJörg Müßigbrodt;5\r\n".encode("cp1252"))
    (tmp_path / "b.csv").write_text(unicodedata.normalize("NFD", "x\nJörg Müßigbrodt"), "utf-8")
    table = pa.table({"n": [1]}).replace_schema_metadata({"author": "Jörg Müßigbrodt"})
    pq.write_table(table, tmp_path / "c.parquet")
    for file in ("a.csv", "b.csv", "c.parquet"):
        assert sweep([tmp_path / file], known) == {"PERSON": 1}, file
    (tmp_path / "d.csv").write_bytes("Name;Umsatz\r\nJürgen;5\r\n".encode("cp1252"))
    assert sweep([tmp_path / "d.csv"], known) == {"PERSON": 0}
