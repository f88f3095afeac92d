"""Anonymizing whole logs, and what the audit says of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Message, Messages, Speaker, Unreadable
from dialogkit.corpus._anonymize import Audit, anonymize, anonymize_rows, sweep
from dialogkit.corpus._anonymize._pseudonyms import Pseudonyms, normal
from dialogkit.errors import InputError, ParameterError

KEY = bytes(range(32))
CUSTOMER, AGENT = "Petra Beispiel 🌸", "Kundenservice Muster GmbH"


def log(*texts: str, thread: str = "Chat mit Petra", customer: str = CUSTOMER) -> Messages:
    """A conversation in which customer and agent write in turn."""
    rows = []
    for position, text in enumerate(texts):
        speaker: Speaker = "agent" if position % 2 else "customer"
        rows.append(
            Message(
                conversation_id=thread,
                position=position,
                speaker=speaker,
                text=text,
                person=AGENT if position % 2 else customer,
                sent_at=datetime(2026, 3, 5, 14, 37, 12, tzinfo=UTC),
            )
        )
    return Messages.of(rows)


def texts(messages: Messages, key: bytes = KEY) -> list[str]:
    """The masked texts of a log."""
    return [row.text for row in anonymize(messages, key=key)[0].rows()]


def test_a_participant_has_one_pseudonym_in_column_and_texts() -> None:
    """Full name, part and nickname give the sender's pseudonym; its digits begin the column's."""
    result, _ = anonymize(log("Hier ist Petra", "Hallo Frau Beispiel", "lg petra"), key=KEY)
    rows = result.rows()
    person = rows[0].person or ""
    assert len(person) == len("PERSON_") + 16
    short = f"<{person[: len('PERSON_') + 4]}>"
    assert [row.text for row in rows] == [f"Hier ist {short}", f"Hallo Frau {short}", f"lg {short}"]


def test_nothing_raw_is_left_in_the_result() -> None:
    """Names and ids are gone from every column, from notes and from unreadable entries."""
    messages = Messages(
        log("Ich bin Petra Beispiel, Tel. 0171 3920011").table,
        (Unreadable(file="Chat mit Petra Beispiel.txt", line=3, why="no time"),),
        ("read as whatsapp from Petra Beispiel",),
    )
    result, audit = anonymize(messages, key=KEY)
    everything = f"{result.table.to_pylist()} {result.unreadable} {result.notes} {audit.to_json()}"
    assert not any(raw in everything for raw in ("Petra", "Beispiel", "3920011", KEY.hex()))
    assert result.unreadable[0].file.endswith(".txt")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("PERSON", "Müller", "MUELLER"),
        ("PERSON", "~Petra Müller 🌸", "mueller, petra"),
        ("PERSON", "+49 171 3920011", "0171/3920011"),
        ("PHONE", "+49 (0)171 39200 11", "0171-3920011"),
        ("IBAN", "DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
        ("EMAIL", "Max@Example.org", "max (at) example punkt org"),
        ("STREET", "Gartenstraße 7", "gartenstrasse 7"),
    ],
)
def test_ways_of_writing_a_value_share_a_pseudonym(kind: str, one: str, other: str) -> None:
    """Case, umlauts, spaces and marks make no difference."""
    assert normal(kind, one) == normal(kind, other)


def test_pseudonyms_depend_on_the_key() -> None:
    """The same log gives other pseudonyms under another key, and the same under the same."""
    messages = log("lg Petra")
    assert texts(messages) == texts(messages) != texts(messages, key=bytes(32))


def test_two_people_with_a_name_in_common_stay_two() -> None:
    """A part that could be either's is given to neither; senders stay apart."""
    messages = Messages.of(
        [
            *log("hi", thread="1", customer="Petra Muster").rows(),
            *log("hi", thread="1", customer="Petra Beispiel").rows(),
        ]
    )
    result, audit = anonymize(messages, key=KEY)
    assert len({row.person for row in result.rows()}) == audit.participants == 2


def test_what_one_message_gives_away_is_masked_in_all() -> None:
    """A name after a greeting and a labelled number are masked where they stand bare, too."""
    masked = texts(
        log("ok, Zwiebelmann war da", "Hallo Frau Zwiebelmann", "zu AB77X", "Kundennummer AB77X?")
    )
    assert not any("Zwiebelmann" in text or "AB77X" in text for text in masked)


def test_staff_are_known_in_every_conversation() -> None:
    """An agent's name is masked where customers of other conversations mention it."""
    other = log("Ihr Kollege Fritzsch hat es gesagt", thread="2")
    staff = Message(
        conversation_id="1", position=0, speaker="agent", text="Guten Tag", person="Uwe Fritzsch"
    )
    result, _ = anonymize(Messages.of([staff, *other.rows()]), key=KEY)
    assert "Fritzsch" not in str(result.table.to_pylist())


def test_contacts_and_places_are_masked_whole() -> None:
    """The text of a contact card or a location is an identifier from end to end."""
    rows = [
        Message(conversation_id="1", position=0, speaker="customer", text="Oma", kind="contact"),
        Message(
            conversation_id="1", position=1, speaker="customer", text="Zuhause", kind="location"
        ),
    ]
    assert [text[:8] for text in texts(Messages.of(rows))] == ["<PERSON_", "<COORDIN"]


def test_the_audit_counts() -> None:
    """Counts by type, messages, participants, leftovers and the verdict are there."""
    _, audit = anonymize(log("lg Petra", "Danke", "Tel. 030 23125 007, 0171 3920011"), key=KEY)
    assert audit.counts == {"PERSON": 1, "PHONE": 2}
    assert (audit.messages, audit.messages_masked, audit.conversations) == (3, 2, 1)
    assert (audit.participants, audit.found_again) == (2, 0)
    report = json.loads(json.dumps(audit.to_json()))
    assert report["verdict"]["en"].startswith("pseudonymous, because the key exists")
    assert report["verdict"]["de"].startswith("pseudonym, weil der Schlüssel existiert")
    assert {"de", "en"} == set(report["languages"])


def test_the_audit_tells_keys_apart() -> None:
    """Its fingerprint is eight digits that belong to the key alone."""

    def audit(key: bytes, text: str) -> Audit:
        return anonymize(log(text), key=key)[1]

    assert audit(KEY, "a").key_fingerprint == audit(KEY, "b").key_fingerprint
    assert audit(KEY, "a").key_fingerprint != audit(bytes(32), "a").key_fingerprint
    assert len(audit(KEY, "a").key_fingerprint) == 8


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "Hallo Frau Beispiel",
                    "lg petra",
                    "Tel. 030 23125 007",
                    "ich wohne Gartenstr. 7",
                ),
                *("Bestellung 4711-88213", "4711 88213", "meine Frau Gesine", "gesine kommt", "ok"),
                *(
                    "mail: petra@example.org",
                    "12345 Musterstadt",
                    "Beispielhaft!",
                    "Petra!",
                    "KD 77123",
                ),
            ]
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=80, deadline=None)
def test_no_identifier_that_was_found_is_found_again(parts: list[str]) -> None:
    """The sweep of the result for everything found in it finds 0, and no row is lost."""
    messages = log(*parts)
    result, audit = anonymize(messages, key=KEY)
    assert audit.found_again == 0, audit.left_over
    assert len(result) == len(messages)


def test_an_empty_log_stays_empty() -> None:
    """No message, nothing to mask."""
    result, audit = anonymize(Messages.of(()), key=KEY, coarsen="day")
    assert len(result) == audit.messages == 0


def test_times_are_rounded_down() -> None:
    """``coarsen`` cuts times to the unit and leaves them as they are without it."""
    messages = log("a")
    hour = anonymize(messages, key=KEY, coarsen="hour")[0].rows()[0].sent_at
    assert hour == datetime(2026, 3, 5, 14, tzinfo=UTC)
    assert anonymize(messages, key=KEY)[0].rows()[0].sent_at == messages.rows()[0].sent_at
    with pytest.raises(ParameterError, match="coarsen must be one of"):
        anonymize(messages, key=KEY, coarsen="year")  # type: ignore[arg-type]  # refused on purpose


def test_a_short_key_is_refused() -> None:
    """Fewer than 16 bytes keep no secret; the message does not show them."""
    with pytest.raises(ParameterError, match="at least 16 bytes, got 5") as error:
        anonymize(log("a"), key=b"12345")
    assert "12345" not in str(error.value)
    assert "12345" not in repr(Pseudonyms(b"12345"))


def test_sweep_reads_texts_files_folders_and_archives(tmp_path: Path) -> None:
    """Known values are found however they are written, counted once, and never shown."""
    import zipfile

    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "report.html").write_text("<b>petra\nBEISPIEL</b>", encoding="utf-8")
    (tmp_path / "nb.ipynb").write_text('"M\\u00fcller"', encoding="utf-8")
    log("Tel. 0171/39200-11").save(tmp_path / "m.parquet")
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as archive:
        archive.writestr("vocabulary", "gartenstrasse 7")
    known = {
        "PERSON": ["Petra Beispiel", "Müller", "Niemand Sonst", "Ute"],
        "PHONE": ["0171 3920011"],
        "STREET": ["Gartenstraße 7"],
        "EMAIL": ["max@example.org"],
    }
    assert sweep([tmp_path], known) == {"PERSON": 2, "PHONE": 1, "STREET": 1, "EMAIL": 0}
    assert sweep(["ute <PERSON_dada>"], {"PERSON": ["Ute", "Dada"]}) == {"PERSON": 0}


def test_rows_without_a_key() -> None:
    """The command's rows: id, spans in Python characters, and the text with plain types."""
    rows = [
        {"id": 7, "text": "👍 lg Petra", "participants": ["Petra Beispiel"]},
        {"id": 8, "text": ""},
    ]
    assert list(anonymize_rows(rows)) == [
        {"id": 7, "spans": [{"start": 5, "end": 10, "type": "PERSON"}], "text": "👍 lg <PERSON>"},
        {"id": 8, "spans": [], "text": ""},
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"id": 1}, "row 1 must have a text"),
        ({"id": 1, "text": "a", "participants": "Petra"}, "participants in row 1 must be a list"),
        ({"id": 1, "text": "a", "participants": [3]}, "participants in row 1 must be a list"),
    ],
)
def test_broken_rows_are_refused(row: dict[str, object], why: str) -> None:
    """The message names the row and the rule, no value."""
    with pytest.raises(InputError, match=why):
        list(anonymize_rows([row]))
