"""Any bytes give messages or an error of ours, and soon."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.corpus import read_log
from dialogkit.corpus._readers import readers
from dialogkit.errors import DialogkitError

_STARTS = st.sampled_from(
    [
        b"",
        b"{",
        b"[{",
        b"PK\x03\x04",
        b"PAR1",
        b"\xff\xfe",
        b"author,text\n",
        b"[13.12.21, 10:00:00] A: ",
    ]
)
_PIECES = st.sampled_from(
    [
        *('{"messages":[', '"type":"message"', '"text":', '"date":', "1e999", '"\\ud800"', "null"),
        *("]", "}", "13.12.21, ", "10:00", " - ", "Ada: ", "\n", "[", "] ", "\u200e", "author"),
        *("text", ",", '"', ";", "٣", "午後", "a. m.", "2021", "/", ".", ":", "<Media omitted>"),
        *("99999999999999999999", "-1"),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)
_SLOW = [HealthCheck.function_scoped_fixture]


def _read(path: Path, data: bytes, name: str | None) -> None:
    path.write_bytes(data)
    try:
        log = read_log(path, format=name)
    except DialogkitError as error:
        assert str(path) in str(error)  # noqa: PT017 # either outcome is right
    else:
        assert len(log) > 0


@pytest.mark.parametrize("name", [None, *readers()])
@given(data=st.tuples(_STARTS, st.binary(max_size=200)).map(b"".join))
@settings(max_examples=40, deadline=2_000, suppress_health_check=_SLOW)
def test_any_bytes_are_read_or_refused(name: str | None, data: bytes, tmp_path: Path) -> None:
    """No bytes raise anything but our own errors."""
    _read(tmp_path / "x.txt", data, name)


@pytest.mark.parametrize("name", [None, *readers()])
@given(text=_TEXTS)
@settings(max_examples=60, deadline=2_000, suppress_health_check=_SLOW)
def test_any_pieces_of_exports_are_read_or_refused(
    name: str | None, text: str, tmp_path: Path
) -> None:
    """Pieces of real formats in any order do no harm either."""
    _read(tmp_path / "x.txt", text.encode(), name)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "date", "from", "type", "messages", "chats", "list", "poll", "role"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("name", ["telegram", "json"])
@given(value=_VALUES)
@settings(max_examples=80, deadline=2_000, suppress_health_check=_SLOW)
def test_any_json_is_read_or_refused(name: str, value: object, tmp_path: Path) -> None:
    """Values of any shape where messages are expected do no harm."""
    wrapped = {"messages": [value], "chats": value} if name == "telegram" else [value]
    _read(tmp_path / "x.json", json.dumps(wrapped).encode(), name)
