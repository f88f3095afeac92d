"""Valid exports bent in all ways: cut, with other bytes, with values of other types anywhere."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any, get_args

from hypothesis import strategies as st

from dialogkit.conversation import SPEAKERS, Kind
from dialogkit.corpus._raw import Entry, Reading, Source
from dialogkit.corpus._readers import readers
from dialogkit.errors import InputError

JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, False, 0, -1, 7, 1e300, 10**30, "", "x", "\ud800", "a\0b", "-5", "1e999"),
        *([], [[]], {}, {"a": 1}, [{"id": []}], "2024-13-45T99:00:00Z", "9" * 20, [None]),
    ]
)
_COUNTED = re.compile(r"^(\d+) (?:entries that are no messages|messages stand more than once)")


@st.composite
def bent_json(draw: st.DrawFn, value: Any, *, most: int = 3) -> Any:
    """``value`` with up to ``most`` of its parts replaced or taken out."""
    bent = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, most))):
        places = list(_places(bent))
        if not places:
            break
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        if isinstance(holder, dict) and draw(st.integers(0, 3)) == 0:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(draw(JUNK))
    return bent


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


@st.composite
def bent_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    """``data`` cut off, or with some of its bytes replaced."""
    start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    piece = draw(st.sampled_from([b"\n", b'"', b"{", b"]", b"\xff\xfe", b"\0", b"9" * 20]))
    changed = data[:start] + piece + data[start + len(piece) :]
    return draw(st.sampled_from([data[:end], changed, data[:start] + data[end:]]))


def source(value: Any, file: str = "export.json") -> Source:
    """An export with these bytes, this text, or this value as JSON."""
    if isinstance(value, bytes):
        return Source(file, value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True)
    return Source(file, text.encode())


def recognised(export: Source) -> list[str]:
    """The formats that take an export for theirs, generic ones left out."""
    return [name for name, one in readers().items() if not one.GENERIC and one.recognise(export)]


def entries(reading: Reading) -> list[Entry]:
    """All messages of all conversations."""
    return [entry for thread in reading.threads for entry in thread.entries]


def read(name: str, value: Any) -> Reading:
    """What the reader of a format makes of an export, which it must recognise alone."""
    export = source(value)
    assert recognised(export) == [name]
    return readers()[name].read(export)


def read_or_refuse(name: str, value: Any) -> Reading | None:
    """A sound reading, or None where the export is refused; recognising never fails."""
    export = source(value)
    readers()[name].recognise(export)
    try:
        reading = readers()[name].read(export)
    except InputError:
        return None
    for entry in entries(reading):
        entry.text.encode()
        (entry.person or "").encode()
        assert entry.kind in get_args(Kind)
        assert entry.speaker is None or entry.speaker in SPEAKERS
        assert entry.sent_at is None or 0 <= entry.sent_at < 2**62
    return reading


def counted(reading: Reading) -> int:
    """Messages, unreadable ones, and those that the notes count as none or as repeated."""
    said = sum(int(found[1]) for note in reading.notes if (found := _COUNTED.match(note)))
    return len(entries(reading)) + len(reading.unreadable) + said
