"""The sweep: what the raw log is known to hold is found in any output, and never shown."""

from __future__ import annotations

import gzip
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Message, Messages, Unreadable
from dialogkit.corpus import anonymize, sweep
from dialogkit.corpus._anonymize._outputs import pieces_of
from dialogkit.corpus._anonymize._sweep import Wanted, letters
from dialogkit.corpus._audit._identifiers import Identifiers, identifiers, require_same_rows
from dialogkit.corpus._audit._sweep import Sweep, sweep_outputs
from dialogkit.errors import InputError, ParameterError

KEY = b"k" * 32
CUSTOMER, AGENT = "Rosalinde Quittenbaum", "Zacharias Oppenkowski"
SAID = (
    "Hallo, hier ist Rosalinde. Wo bleibt mein Paket?",
    "Guten Tag Frau Quittenbaum, welche Nummer?",
    "Bestellung 471188213, Tel. 030 23125 007, petra.quitte@example.org",
    "Danke, Bestellnummer 4711 reicht.",
    "Ich wohne in der Musterstraße 7, 12345 Musterstadt",
)


def log(*texts: str, customer: str = CUSTOMER, conversation: str = "chat-90x1") -> Messages:
    """One conversation, customer and agent in turn."""
    rows = [
        Message(
            conversation_id=conversation,
            position=number,
            speaker="agent" if number % 2 else "customer",
            person=AGENT if number % 2 else customer,
            text=text,
            sent_at=datetime(2026, 3, 5, 14, tzinfo=UTC) + timedelta(minutes=number),
        )
        for number, text in enumerate(texts)
    ]
    return Messages.of(rows)


def both(*logs: Messages) -> Messages:
    """Several conversations in one table."""
    return Messages(pa.concat_tables([one.table for one in logs]))


def with_texts(messages: Messages, texts: list[str]) -> Messages:
    """The same messages with other texts."""
    index = messages.table.schema.get_field_index("text")
    field = messages.table.schema.field(index)
    return Messages(messages.table.set_column(index, field, pa.array(texts)))


RAW = log(*SAID)
ANONYMOUS = anonymize(RAW, key=KEY)[0]
KNOWN = identifiers(RAW, ANONYMOUS)


def swept(*outputs: Path, public: tuple[str, ...] = ()) -> Sweep:
    """The outputs of the small log, looked through."""
    return sweep_outputs(KNOWN, ANONYMOUS, outputs, public=public)


def test_a_good_corpus_holds_nothing() -> None:
    """After anonymizing nothing known is found, of many known values."""
    result = swept()
    assert (result.found, result.total, result.places) == ({}, 0, ())
    assert result.known["PERSON"] >= 4
    assert {"ORDER_NUMBER", "PHONE", "EMAIL", "STREET"} <= set(result.known)


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize("row", range(len(SAID)))
def test_every_row_that_was_left_raw_is_found(row: int, quick: bool) -> None:
    """One unmasked message is found, with its row, in a corpus that is clean otherwise."""
    texts = ANONYMOUS.table.column("text").to_pylist()
    texts[row] = SAID[row]
    leaky = with_texts(ANONYMOUS, texts)
    result = sweep_outputs(identifiers(RAW, leaky, quick=quick), leaky)
    assert result.total >= 1
    assert {place.line for place in result.places} == {row + 1}
    assert {place.output for place in result.places} == {"corpus"}


def test_the_raw_log_itself_is_full_of_finds() -> None:
    """Given the raw log as if it were anonymous, the sweep finds names, ids and numbers."""
    result = sweep_outputs(identifiers(RAW, RAW), RAW)
    assert {"PERSON", "ORDER_NUMBER", "PHONE", "EMAIL", "FILE"} <= set(result.found)


def test_a_quick_look_knows_the_same_of_a_good_corpus() -> None:
    """Where the anonymizer did its work, what it masked is what the rules find."""
    quick = identifiers(RAW, ANONYMOUS, quick=True)
    assert quick.everywhere == KNOWN.everywhere
    assert (quick.found, quick.messages) == (KNOWN.found, KNOWN.messages)


def write_everywhere(folder: Path, name: str) -> dict[str, Path]:
    """One file of each kind with a name in it, and another name in none."""
    first, last = name.split()
    made = {}

    def path(file: str) -> Path:
        made[file] = folder / file
        return made[file]

    path("report.html").write_text(f"<p title='x {name}'>{first}\n<b>{last}</b></p>", "utf-8")
    escaped = json.dumps({"cells": [{"source": f"a\n{name}"}]})
    path("book.ipynb").write_text(escaped, "utf-8")
    path("rates.json").write_text(json.dumps({name: 1}), "utf-8")
    path("spoken.jsonl").write_text(json.dumps({"text": name}) + "\n", "utf-8")
    path("table.csv").write_text(f"a;b\n1;{last},{first}\n", "utf-8")
    path("link.txt").write_text(f"https://example.org/?q={quote(name)}", "utf-8")
    path("old.txt").write_bytes(name.encode("utf-16"))
    path("raw.bin").write_bytes(b"\x00\x01" + name.encode("utf-32-le") + b"\0" * 40)
    path("log.txt.gz").write_bytes(gzip.compress(name.encode()))
    pq.write_table(pa.table({"n": [1.5], "who": [[name]]}), path("rows.parquet"))
    np.savez(path("weights.npz"), vocabulary=np.array(["paket", last.lower()]), w=np.ones(3))
    with zipfile.ZipFile(path("all.zip"), "w") as archive:
        archive.writestr("inner/names.txt", name)
    return made


KINDS = (
    *("report.html", "book.ipynb", "rates.json", "spoken.jsonl", "table.csv", "link.txt"),
    *("old.txt", "raw.bin", "log.txt.gz", "rows.parquet", "weights.npz", "all.zip"),
)


@pytest.mark.parametrize("name", ["Rosalinde Quittenbaum", "Jörg Süßkind"])
@pytest.mark.parametrize("file", KINDS)
def test_a_name_is_found_in_any_kind_of_file(tmp_path: Path, file: str, name: str) -> None:
    """Pages, notebooks, tables, vocabularies, archives, wide letters, addresses: all are read."""
    made = write_everywhere(tmp_path, name)
    assert set(made) == set(KINDS)
    known = {"PERSON": [name, *name.split()]}
    assert sweep([made[file]], known)["PERSON"] >= 1
    write_everywhere(tmp_path, "Niemand Sonst")
    assert sweep([made[file]], known) == {"PERSON": 0}


def test_finds_are_told_by_kind_file_and_line_only(tmp_path: Path) -> None:
    """The result names types, lines, and files unless they are called after somebody."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "page_7.html").write_text("<p>471188213</p>", encoding="utf-8")
    (tmp_path / f"Chat {CUSTOMER}.txt").write_text("eins\nzwei\nTel 030/23125007\n", "utf-8")
    for name in ("report.html", "auswertung_mai.ipynb", "export_2024-05.csv"):
        (tmp_path / name).write_text("<p>471188213</p>", encoding="utf-8")
    result = swept(tmp_path)
    places = {(p.output, p.line, p.type) for p in result.places}
    assert {("other", 3, "PHONE"), ("page", 1, "ORDER_NUMBER"), ("other", 0, "PERSON")} <= places
    names = {place.file for place in result.places}
    shown = {"report.html", "parts/page_7.html", "auswertung_mai.ipynb", "export_2024-05.csv"}
    assert shown <= names
    assert [name[:5] for name in names - shown] == ["FILE_"]
    told = repr(result).casefold()
    assert not any(word in told for word in ("quittenbaum", "rosalinde", "471188213", "23125"))
    assert "Quittenbaum" not in repr(KNOWN)


def test_pictures_are_counted_as_not_looked_into(tmp_path: Path) -> None:
    """A picture is not read, and the result says so; a file is looked through once only."""
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.txt").write_text("nichts")
    other = next(o for o in swept(tmp_path, tmp_path / "a.txt").outputs if o.output == "other")
    assert (other.files, other.opaque) == (1, 1)


def test_a_missing_output_is_refused(tmp_path: Path) -> None:
    """A file that is not there has not been looked through."""
    with pytest.raises(InputError, match="no such file"):
        swept(tmp_path / "missing")


def test_words_of_styles_and_keys_are_no_names(tmp_path: Path) -> None:
    """Tags, styles and keys in lower case are the format's words; values are somebody's."""
    known = {"PERSON": ["Gray", "Price", "Body"]}
    page = tmp_path / "p.html"
    page.write_text("<style>a {color: gray}</style><body class='price'><p>x</p></body>")
    table = tmp_path / "p.json"
    table.write_text('{"price": 3, "body": {"gray": 1}}')
    assert sweep([page, table], known) == {"PERSON": 0}
    page.write_text("<body>Frau Price</body>")
    table.write_text('{"text": "gray"}')
    assert sweep([page, table], known) == {"PERSON": 2}


def test_public_words_count_in_the_corpus_only(tmp_path: Path) -> None:
    """A name that the bot's own texts say is no find in a report, but is in a corpus."""
    raw = log("Hallo", "Guten Tag", customer="Petra Waschtrog")
    known = identifiers(raw, anonymize(raw, key=KEY)[0])
    (tmp_path / "report.html").write_text("<p>Ihr Waschtrog</p>", encoding="utf-8")
    words = ("Wo ist Ihr Waschtrog?",)
    clean = anonymize(raw, key=KEY)[0]
    assert sweep_outputs(known, clean, [tmp_path], public=words).total == 0
    assert sweep_outputs(known, clean, [tmp_path]).found == {"PERSON": 1}
    assert "PERSON" in sweep_outputs(known, raw, [tmp_path], public=words).found
    (tmp_path / "report.html").write_text("<p>Hallo Petra  Waschtrog</p>", encoding="utf-8")
    assert sweep_outputs(known, clean, [tmp_path], public=words).total > 0
    assert sweep_outputs(known, clean, [tmp_path], public=["wir, Petra Waschtrog"]).total == 0


def test_short_numbers_count_in_their_own_conversation() -> None:
    """The order number 4711 must not stay in its chat; in another one it may be a price."""
    raw = both(log(*SAID), log("Das kostet 4711 Yen", "ja", conversation="chat-2"))
    clean = anonymize(raw, key=KEY)[0]
    known = identifiers(raw, clean)
    assert not any("4711" in values for values in known.everywhere.values())
    assert sweep_outputs(known, clean).total == 0
    for row, lines in ((3, {4}), (5, set())):
        texts = clean.table.column("text").to_pylist()
        texts[row] = raw.table.column("text").to_pylist()[row]
        places = sweep_outputs(known, with_texts(clean, texts)).places
        assert {place.line for place in places if place.type == "ORDER_NUMBER"} == lines


def test_what_other_detectors_masked_is_known_too() -> None:
    """A value that only the corpus shows to be masked is read off the raw text beside it."""
    raw = log("mein Zugang heisst blaubär und Paket kommt nicht", "ok")
    texts = ["mein Zugang heisst <USERNAME_3f2a> und Paket kommt nicht", "ok"]
    masked = with_texts(anonymize(raw, key=KEY)[0], texts)
    assert "blaubär" in identifiers(raw, masked).everywhere["USERNAME"]


def test_names_of_unreadable_files_are_known(tmp_path: Path) -> None:
    """An export is named after the people in it, so its name must be nowhere either."""
    raw = replace(RAW, unreadable=(Unreadable(file="x/chat-90x.txt", line=1, why="cut"),))
    known = identifiers(raw, ANONYMOUS)
    (tmp_path / "notes.txt").write_text("aus chat-90x.txt", encoding="utf-8")
    assert sweep_outputs(known, ANONYMOUS, [tmp_path]).found == {"FILE": 1}


def test_further_values_can_be_given(tmp_path: Path) -> None:
    """A list of customers is looked for like the rest."""
    known = identifiers(RAW, ANONYMOUS, known={"KNOWN": ["Firma Glockenschlag"]})
    (tmp_path / "a.txt").write_text("an firma  GLOCKENSCHLAG", encoding="utf-8")
    assert sweep_outputs(known, ANONYMOUS, [tmp_path]).found == {"KNOWN": 1}


def test_other_rows_are_refused() -> None:
    """Another number of rows, other speakers or other conversations are another log."""
    for other in (log(*SAID[:-1]), log(*SAID[::-1], "mehr"), both(log("a"), log("b"))):
        with pytest.raises(ParameterError, match="row by row"):
            require_same_rows(RAW, other)
    turned = Messages(RAW.table.slice(1))
    with pytest.raises(ParameterError, match="column position"):
        require_same_rows(Messages(RAW.table.slice(0, 4)), turned)
    joined = both(log("a", "b"), log("c", "d", conversation="chat-2"))
    with pytest.raises(ParameterError, match="conversations"):
        require_same_rows(joined, both(log("a", "b"), log("c", "d")))


WORDS = st.text("abcdeä0123 .-", min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS, WORDS)
@settings(max_examples=150, deadline=None)
def test_what_stands_there_is_found(values: list[str], before: str, after: str) -> None:
    """Any value long enough is found between any words, in any case."""
    wanted = Wanted.of({"X": values})
    for value in values:
        found = {v for _, _, v in wanted.find(f"{before} ,{value.upper()}, {after}")}
        assert value in found or len(letters(value)) < 4


@given(st.binary(max_size=400), st.sampled_from([".html", ".json", ".npz", ".gz", ".bin", ".csv"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_without_a_fault(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
) -> None:
    """Whatever is in a file, looking through it ends, and lines are within the file."""
    path = tmp_path_factory.mktemp("bytes") / f"any{ending}"
    for head in (b"", b"PK\x03\x04", b"\x1f\x8b", b"\x93NUMPY\x01\x00", b"\xff\xfe"):
        path.write_bytes(head + data)
        for piece in pieces_of(path):
            assert piece.line(len(piece.text)) >= 1


def test_identifiers_show_no_value() -> None:
    """Their representation counts."""
    assert isinstance(KNOWN, Identifiers)
    assert repr(KNOWN).startswith("Identifiers(")


def test_a_file_called_after_a_sender_with_a_common_name_is_not_named(tmp_path: Path) -> None:
    """Whoever is called Koch or Li cannot be looked for in texts, but the file is not named."""
    raw = log("Tel 030/23125007", customer="Li Koch")
    masked = log("Tel <PHONE_0001>", customer="Li Koch")
    for name in ("koch.txt", "chat_li.txt", "page_7.txt"):
        (tmp_path / name).write_text("Tel 030/23125007\n", "utf-8")
    result = sweep_outputs(identifiers(raw, masked), masked, [tmp_path])
    names = {place.file for place in result.places}
    assert {name for name in names if not name.startswith("FILE_")} - {"anonymous"} == {
        "page_7.txt"
    }
    assert len(names) >= 3
