"""The sweep reads base64 and hexadecimal digits, and says so; pictures neither stop nor fill it."""

from __future__ import annotations

import base64
import json
import os
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Message, Messages
from dialogkit.corpus import anonymize, sweep
from dialogkit.corpus._anonymize._encoded import encoded_in
from dialogkit.corpus._audit._identifiers import identifiers
from dialogkit.corpus._audit._sweep import sweep_outputs

NAME, NUMBER = "Jörg Süßkind", "0171/3920011"
KNOWN = {"PERSON": [NAME], "PHONE": [NUMBER]}
TEXT = f"Guten Tag?>~ hier schreibt {NAME} aus Musterstadt, Telefon {NUMBER}. " * 4
PLAIN = base64.b64encode(TEXT.encode()).decode()
FOR_ADDRESSES = base64.urlsafe_b64encode(TEXT.encode()).decode().rstrip("=")
SHORT = base64.b64encode(NAME.encode()).decode()


def lines(letters: str, width: int, end: str = "\n") -> str:
    """The letters in lines of one width."""
    return end.join(letters[at : at + width] for at in range(0, len(letters), width))


WRITTEN = {
    "plain.txt": f"x: {PLAIN}\n",
    "for_addresses.txt": f"https://example.org/t/{FOR_ADDRESSES}?x=1",
    "mail.eml": "Content-Transfer-Encoding: base64\r\n\r\n" + lines(PLAIN, 76, "\r\n") + "\r\n",
    "narrow.txt": f"und\n{lines(PLAIN.rstrip('='), 70)}\nweiter",
    "value.json": json.dumps({"data": f"data:text/plain;base64,{PLAIN}"}),
    "lines.json": json.dumps({"data": lines(PLAIN, 76)}),
    "slashes.json": json.dumps({"data": PLAIN}).replace("/", r"\/"),
    "inner.json": base64.b64encode(json.dumps([NAME, NUMBER]).encode()).decode(),
    "several.csv": f"{base64.b64encode(NAME.encode() * 2).decode()};1\n{PLAIN}\n",
    "page.html": f'<a href="data:text/plain;base64,{PLAIN.replace("+", "&#43;")}">x</a>',
    "digits.txt": f"0x{TEXT.encode().hex()}",
    "dump.txt": lines(TEXT.encode().hex(), 60),
    "pairs.txt": TEXT.encode().hex(" ").upper(),
}


@pytest.mark.parametrize("file", WRITTEN)
def test_what_is_encoded_is_found(tmp_path: Path, file: str) -> None:
    """In either alphabet, in lines of any width, padded or not, glued to an address, in JSON."""
    path = tmp_path / file
    path.write_text(WRITTEN[file], "utf-8", newline="")
    assert sweep([path], KNOWN) == {"PERSON": 1, "PHONE": 1}
    assert sweep([path], {"PERSON": ["Petra Beispiel"], "PHONE": ["0172/5551234"]}) == {
        "PERSON": 0,
        "PHONE": 0,
    }


def test_a_cell_of_a_table_is_decoded(tmp_path: Path) -> None:
    """A single name is long enough."""
    pq.write_table(pa.table({"x": ["a", SHORT]}), tmp_path / "t.parquet")
    assert len(SHORT) == 20
    assert sweep([tmp_path], {"PERSON": [NAME]}) == {"PERSON": 1}


def test_the_place_says_that_it_was_encoded(tmp_path: Path) -> None:
    """With file and line; what stands there as it is says nothing."""
    said = Message(
        conversation_id="c", position=0, speaker="customer", person=NAME, text=f"Tel. {NUMBER}"
    )
    raw = Messages.of([said])
    clean = anonymize(raw, key=b"k" * 32)[0]
    (tmp_path / "a.txt").write_text(f"eins\nzwei {PLAIN}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"{NAME}\n{TEXT.encode().hex()}\n", "utf-8")
    result = sweep_outputs(identifiers(raw, clean), clean, [tmp_path])
    places = {(p.file, p.line, p.encoded) for p in result.places if p.type == "PERSON"}
    assert places == {("a.txt", 2, "base64"), ("b.txt", 1, ""), ("b.txt", 2, "hex")}
    assert "kind" not in repr(result).casefold()
    assert PLAIN[:12] not in repr(result)


def test_what_is_encoded_twice_is_not_decoded() -> None:
    """One level, so that nothing can be packed in such a way that the search never ends."""
    twice = base64.b64encode(PLAIN.encode()).decode()
    assert [said for _, _, said in encoded_in(twice)] == [PLAIN]


def test_a_large_picture_is_not_held_again() -> None:
    """What is decoded is decoded in parts, in one line or many, and gives next to nothing."""
    noise = os.urandom(3_000_000)
    for text in (base64.b64encode(noise).decode(), base64.encodebytes(noise).decode(), noise.hex()):
        tracemalloc.start()
        said = sum(len(said) for _, _, said in encoded_in(text))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert said < 10_000
        assert most < len(text) * 0.9


def test_a_value_between_two_parts_is_found() -> None:
    """Parts overlap, wherever a value stands in a large text."""
    for before in range(196_500, 196_700, 7):
        text = "x " * (before // 2) + "." * (before % 2) + NAME + " y" * 2_000
        letters = base64.b64encode(text.encode()).decode()
        assert any(NAME in said for _, _, said in encoded_in(letters))
        assert any(NAME in said for _, _, said in encoded_in(lines(letters, 76)))


@given(
    st.text(min_size=18, max_size=200).filter(str.isprintable),
    st.integers(60, 100),
    st.sampled_from(["", "a/", "id ", "(", "xyz/"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_decoded(text: str, width: int, before: str) -> None:
    """Whatever is printable comes out again, whatever stands before it."""
    letters = base64.b64encode(text.encode()).decode()
    said = "\n".join(said for _, _, said in encoded_in(f"{before}{letters})"))
    plain = text.isascii() and not set('%"\\') & set(text) and len(text) > 40
    assert not plain or text[-30:] in said
    said = "\n".join(said for _, _, said in encoded_in(lines(letters, width)))
    assert not plain or text[:30] in said


@given(st.text("aZ09+/-_= \n:", max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_letters_are_read_without_a_fault(text: str) -> None:
    """Places are within the text."""
    assert all(0 <= at < len(text) for at, _, _ in encoded_in(text))
