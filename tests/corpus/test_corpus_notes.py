"""Notes on a log in German: none that a reader can say is without a line."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dialogkit.corpus
from dialogkit.corpus import _cases, _roles, note_in_german
from dialogkit.corpus._decode import decode
from dialogkit.corpus._notes import german_notes
from dialogkit.corpus._readers import line_webhook, readers, whatsapp_cloud
from dialogkit.corpus._signal_json import NOT_SAID
from dialogkit.corpus._stamps import Order, OrderName, Style, order_notes

SOURCES = sorted(Path(dialogkit.corpus.__file__).parent.rglob("*.py"))
OPEN = re.compile(r"\{(\w+)\}")
SAYERS = {"say": "{n} ", "leave_out": "", "NoMessageError": ""}
"""Calls whose first text ends in a note, and how it then begins."""


Why = Literal["decided", "rising", "lent", "assumed"]
REASONS: tuple[Why, ...] = get_args(Why)


def said() -> Iterator[tuple[str, str]]:
    """Every text that the readers count for a note, with the file it stands in."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in SAYERS and call.args and isinstance(call.args[0], ast.Constant):
                yield path.name, SAYERS[name] + str(call.args[0].value)


def test_everything_that_is_counted_has_a_german_line() -> None:
    """What readers leave out or take for something else, wherever it is said."""
    found = set(said())
    assert len(found) > 12
    missing = [(file, text) for file, text in found if note_in_german(text.format(n=3)) is None]
    assert missing == []


@pytest.mark.parametrize(
    "kinds",
    [line_webhook._NO_MESSAGES, whatsapp_cloud._NO_MESSAGES, NOT_SAID],
    ids=["line_webhook", "whatsapp_cloud", "signal"],
)
def test_kinds_of_entries_have_one(kinds: dict[str, str]) -> None:
    """Alone and in a list with their counts."""
    listed = ", ".join(f"{n} {what}" for n, what in enumerate(sorted({*kinds.values()}), 2))
    told = note_in_german(f"left out as no messages: {listed}")
    assert told is not None
    assert told.startswith("Ausgelassen, da keine Nachrichten: 2 ")
    assert told.count(",") == listed.count(",") + 1


def test_what_is_inferred_has_one() -> None:
    """Every rule for roles, names that never occur, and every reason for an order of dates."""
    notes = _roles._notes(Counter(dict.fromkeys(_roles._REASONS, 3)))
    for there in ({"Ada"}, {"Ada", "Bo"}):
        for missing in ({"Adda"}, {"Zacharias"}, {"Adda", "Booo", "Bo."}):
            notes.append(_roles._nobody(missing, missing, there))
    style = Style(mark=".", year="", half=False, bracket=False)
    for name, why in product(get_args(OrderName), REASONS):
        notes += order_notes({style: Order(name, why)})
    other = style._replace(mark="/")
    notes += order_notes({style: Order("DMY", "assumed"), other: Order("DMY", "decided")})
    assert len(set(notes)) > 20
    assert [note for note in notes if note_in_german(note) is None] == []


def test_what_is_mended_and_what_is_cut_have_one() -> None:
    """Bytes that are no text, and messages without a time or twice in a log."""
    wide = "Hallo, wo ist mein Paket? ".encode("utf-16-le") * 40
    texts = [
        b"a\0b" * 3 + b"x" * 400,
        b"a\0" + b"x" * 400,
        "Grüße und Küsse, schöne".encode() + b"\xc3",
        b"sch\xf6n\nund\n",
        "ä ö ü ß ä ö ü ß \n".encode() + "ä ö ü ß ä ö ü ".encode() + b"\xc3\n" + b"x\xe4\n",
        b"\xff\xfe" + wide + b"\x00",
    ]
    notes = [note for data in texts for note in decode(data, file="x").notes]
    notes += [f"messages {words}: 3" for words in _cases._NOTES.values()]
    assert len({re.sub(r"\d+", "n", note) for note in notes}) >= 7
    assert [note for note in notes if note_in_german(note) is None] == []


@pytest.mark.parametrize("name", readers())
def test_the_format_and_how_many_files_are_told(name: str) -> None:
    """A note that holds for several files says for how many."""
    assert note_in_german(f"format: {name}") == f"Format: {name}"
    assert note_in_german(f"format: {name} (12 files)") == f"Format: {name} (12 Dateien)"


def test_lines_leave_the_same_open_and_no_two_say_the_same() -> None:
    """No number is lost on the way, and each line is another in German, too."""
    lines = german_notes()
    for english, german in lines.items():
        assert sorted(OPEN.findall(english)) == sorted(OPEN.findall(german)), english
        assert english != german or english in ("beacons", "chats")
    phrases = [german for english, german in lines.items() if "{" in english]
    assert len(phrases) == len(set(phrases))


@given(st.text(max_size=60))
def test_what_nobody_wrote_has_none(text: str) -> None:
    """A note that is not ours stays as it is, whatever is in it."""
    if text not in german_notes():
        assert note_in_german(f"{text} ~ ") is None
