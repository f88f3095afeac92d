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
SHORT_NAME, SHORT_NUMBER = "Petra Beispiel", "0171 3920011"
SHORT = base64.b64encode(SHORT_NAME.encode()).decode()
BYTES = [f"{byte:02x}" for byte in TEXT.encode()]
PRINTABLE = st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='%"\\')


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
    "quoted.eml": "> " + lines(PLAIN, 76, "\n> "),
    "program.py": f'x = (\n    "{lines(PLAIN, 64, chr(34) + chr(10) + "    " + chr(34))}"\n)',
    "list.js": f"['{lines(PLAIN, 70, chr(39) + ', ' + chr(39))}']",
    "shell.sh": f"x={lines(PLAIN, 60, chr(92) + chr(10))}",
    "wrapped.eml": lines(PLAIN.replace("=", "=3D"), 75, "=\r\n"),
    "array.c": "{" + ", ".join(f"0x{byte}" for byte in BYTES) + "}",
    "escaped.py": "b'" + "".join(rf"\x{byte}" for byte in BYTES) + "'",
    "dashes.txt": "-".join(BYTES),
    "commas.txt": ",".join(BYTES),
    "colons.txt": ":".join(BYTES),
    "glued.txt": f"a{''.join(BYTES)}",
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


@pytest.mark.parametrize("width", [60, 64, 75, 76])
@pytest.mark.parametrize(
    "end", ["\n> ", '"\n"', "\\\n", r"\n", r"\r\n", "=\n", '",\n  "'], ids=ascii
)
def test_a_value_across_the_end_of_a_line_is_found(end: str, width: int) -> None:
    """Wherever it is cut: in a mail's answer, in a program, in a cell that was escaped twice."""
    for before in range(width - 4, width + 40):
        text = "?" * (before * 3 // 4) + f" {NAME} " + "!" * 40
        text = lines(base64.b64encode(text.encode()).decode(), width, end)
        assert any(NAME in said for _, _, said in encoded_in(text))


def test_lines_that_are_values_of_their_own_are_read() -> None:
    """Padded ones of one width below each other, and a short one below them."""
    values = [f"{NAME} {number:02} {'wohnt hier ' * 3}." for number in range(40)]
    text = "\n".join(base64.b64encode(value.encode()).decode() for value in [*values, "Jana Weber"])
    assert text.count("=\n") == 40
    assert "==\n" not in text
    said = "\n".join(said for _, _, said in encoded_in(text))
    assert all(value in said for value in [*values, "Jana Weber"])


def test_a_cell_of_a_table_is_decoded(tmp_path: Path) -> None:
    """A single name is long enough."""
    pq.write_table(pa.table({"x": ["a", SHORT]}), tmp_path / "t.parquet")
    assert len(SHORT) == 20
    assert sweep([tmp_path], {"PERSON": [SHORT_NAME]}) == {"PERSON": 1}


@pytest.mark.parametrize("value", [SHORT_NAME, SHORT_NUMBER, "Jana Weber"])
@pytest.mark.parametrize("before", ["", "abcd", "/u/user/", "x-", "token=", "ab_c/", r"\n"])
def test_a_single_value_is_long_enough(value: str, before: str) -> None:
    """Sixteen letters with the padding, whatever is glued to them."""
    letters = base64.b64encode(value.encode()).decode()
    assert 16 <= len(letters) <= 20
    assert any(value in said for _, _, said in encoded_in(before + letters))


@pytest.mark.parametrize("sign", "-_/a")
@pytest.mark.parametrize("size", [51, 52, 53, 300])
def test_what_stands_behind_another_text_is_read(sign: str, size: int) -> None:
    """Also where it begins at another letter of four."""
    first = base64.b64encode(b"Guten Tag, " * 2 + b"." * (size - 22)).decode().rstrip("=")
    second = base64.b64encode(f"Hier schreibt {SHORT_NAME} aus Musterstadt".encode()).decode()
    assert any(SHORT_NAME in said for _, _, said in encoded_in(first + sign + second))


def test_figures_in_a_list_are_no_digits() -> None:
    """A long row of ages says nothing, in letters neither."""
    assert not list(encoded_in("[" + ", ".join(str(30 + at % 50) for at in range(400)) + "]"))


@pytest.mark.parametrize("sign", ["0x{},", r"\x{}", "{} ", "{}"])
def test_a_value_between_two_parts_of_a_list_is_found(sign: str) -> None:
    """No part begins or ends within a digit, and the last digit is read."""
    for more in range(4):
        data = b"0" * (80_000 + more) + NAME.encode()
        data = data * 3 + b"0" * (-len(data) * 3 % 1024)
        text = " " * more + "".join(sign.format(f"{byte:02x}") for byte in data)
        said = [said for _, _, said in encoded_in(text)]
        assert "".join(said).count(NAME) == 3
        assert "\n" not in "".join(said)
        assert said[-1].endswith((NAME, "0"))


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
    assert max((said for _, _, said in encoded_in(twice)), key=len) == PLAIN
    assert all(NAME not in said for _, _, said in encoded_in(twice))


def test_a_large_picture_is_not_held_again() -> None:
    """What is decoded is decoded in parts, in one line or many, and gives next to nothing."""
    noise = os.urandom(2_000_000)
    for text in (base64.b64encode(noise).decode(), base64.encodebytes(noise).decode(), noise.hex()):
        tracemalloc.start()
        said = sum(len(said) for _, _, said in encoded_in(text))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert said < 6_000
        assert most < len(text) * 0.9


def test_a_value_between_two_parts_is_found() -> None:
    """Parts overlap, wherever a value stands in a large text."""
    for before in range(196_500, 196_700, 7):
        text = "x " * (before // 2) + "." * (before % 2) + NAME + " y" * 2_000
        letters = base64.b64encode(text.encode()).decode()
        assert any(NAME in said for _, _, said in encoded_in(letters))
        assert any(NAME in said for _, _, said in encoded_in(lines(letters, 76)))


@given(
    st.text(PRINTABLE | st.sampled_from("äöüßÄÖÜéèłøçñğ€–„“"), min_size=16, max_size=200),
    st.integers(60, 100),
    st.sampled_from(["", "a/", "id ", "(", "xyz/"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_decoded(text: str, width: int, before: str) -> None:
    """Whatever is printable comes out again, whatever stands before it."""
    letters = base64.b64encode(text.encode()).decode()
    assert any(text in said for _, _, said in encoded_in(f"{before}{letters})"))
    assert any(text in said for _, _, said in encoded_in(lines(letters, width)))
    for glued in ("", "a"):
        digits = f"{before}{glued}{text.encode().hex()})"
        assert any(text in said for _, _, said in encoded_in(digits))


@given(st.text('aZ09+/-_= \n:,;x\\n">', max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_letters_are_read_without_a_fault(text: str) -> None:
    """Places are within the text."""
    assert all(0 <= at < len(text) for at, _, _ in encoded_in(text))
