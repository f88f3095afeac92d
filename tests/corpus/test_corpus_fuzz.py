"""Any bytes give messages or an error of ours, and soon, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bent_exports import JUNK, bent_bytes, bent_json, entries, read_or_refuse, recognised, source
from export_samples import SAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.corpus import read_log
from dialogkit.corpus._readers import readers
from dialogkit.errors import DialogkitError

_STARTS = st.sampled_from(
    [
        *(b"", b"{", b"[{", b"<html>", b"\xff\xfe", b"author,text\n", b"From a@example.org\n"),
        *(b"PK\x03\x04", b"PAR1", b"SQLite format 3\0", b"[13.12.21, 10:00:00] A: "),
    ]
)
_PIECES = st.sampled_from(
    [
        *('{"messages":[', '"type":"message"', '"text":', '"date":', "1e999", '"\\ud800"', "null"),
        *("]", "}", "13.12.21, ", "10:00", " - ", "Ada: ", "\n", "[", "] ", "\u200e", "author"),
        *("text", ",", '"', ";", "٣", "午後", "a. m.", "2021", "/", ".", ":", "<Media omitted>"),
        *("99999999999999999999", "-1", '"ts":"1700000000.000100"', '"sender_name":"A"', "\t"),
        *('"timestamp_ms":1', '<div class="message default">', "From: a@example.org\n", "<@U1>"),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)
_SLOW = [HealthCheck.function_scoped_fixture]

_NAMES = sorted(readers())


def test_every_format_has_a_sample() -> None:
    """A new reader brings one, so that it is bent here, too."""
    assert set(SAMPLES) == set(_NAMES)


@pytest.mark.parametrize("name", _NAMES)
def test_each_sample_is_taken_by_its_reader_alone(name: str) -> None:
    """No format is taken for another, and no message is lost."""
    sample = SAMPLES[name]
    export = source(sample.data)
    assert recognised(export) == ([] if readers()[name].GENERIC else [name])
    assert readers()[name].recognise(export)
    reading = readers()[name].read(export)
    assert (len(entries(reading)), list(reading.unreadable)) == (sample.messages, [])


def _read(path: Path, data: bytes, name: str | None) -> None:
    path.write_bytes(data)
    try:
        log = read_log(path, format=name)
    except DialogkitError as error:
        assert str(path) in str(error)  # noqa: PT017 # either outcome is right
    else:
        assert len(log) > 0


@pytest.mark.parametrize("name", _NAMES)
@given(data=st.tuples(_STARTS, st.binary(max_size=200)).map(b"".join))
@settings(max_examples=30, deadline=2_000)
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    """No bytes raise anything but our own errors."""
    read_or_refuse(name, data)


@pytest.mark.parametrize("name", _NAMES)
@given(text=_TEXTS)
@settings(max_examples=30, deadline=2_000)
def test_any_pieces_of_exports_are_read_or_refused(name: str, text: str) -> None:
    """Pieces of real formats in any order do no harm either."""
    read_or_refuse(name, text)


@given(data=st.tuples(_STARTS, st.binary(max_size=200)).map(b"".join) | _TEXTS.map(str.encode))
@settings(max_examples=60, deadline=2_000, suppress_health_check=_SLOW)
def test_any_file_is_read_or_refused(data: bytes, tmp_path: Path) -> None:
    """The whole way, from a file to the table of messages, whatever it is recognised as."""
    _read(tmp_path / "x.txt", data, None)


@pytest.mark.parametrize("name", _NAMES)
@given(data=st.data())
@settings(max_examples=25, deadline=2_000)
def test_cut_and_changed_exports_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """A valid export with any bytes cut out or replaced does no harm."""
    read_or_refuse(name, data.draw(bent_bytes(SAMPLES[name].data)))


_OF_JSON = sorted(name for name, sample in SAMPLES.items() if sample.value is not None)


@pytest.mark.parametrize("name", _OF_JSON)
@given(data=st.data())
@settings(max_examples=50, deadline=2_000)
def test_exports_with_other_values_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """Values of any type in any place of a valid export do no harm."""
    read_or_refuse(name, data.draw(bent_json(SAMPLES[name].value)))


_LISTS = {
    "chatwoot": "messages",
    "discord": "messages",
    "facebook": "messages",
    "instagram": "messages",
    "slack": None,
    "telegram": "messages",
}
"""Formats in which each element of one list is a message, and where it is."""


@pytest.mark.parametrize("name", sorted(_LISTS))
@given(junk=st.lists(JUNK, min_size=1, max_size=4))
@settings(max_examples=20, deadline=2_000)
def test_what_is_no_message_is_counted(name: str, junk: list[object]) -> None:
    """Junk among messages harms none of them, and each piece of it is counted."""
    key = _LISTS[name]
    value = json.loads(SAMPLES[name].data)
    holder = value if key is None else value[key]
    holder += [piece for piece in junk if not isinstance(piece, dict)]
    reading = read_or_refuse(name, value)
    assert reading is not None
    assert len(entries(reading)) == SAMPLES[name].messages
    added = sum(not isinstance(piece, dict) for piece in junk)
    assert len(reading.unreadable) == added


@pytest.mark.parametrize("name", _NAMES)
@given(value=JUNK)
@settings(max_examples=15, deadline=2_000)
def test_any_value_as_the_whole_export(name: str, value: object) -> None:
    """A file with a number, an empty list and the like does no harm."""
    read_or_refuse(name, json.dumps(value).encode())
