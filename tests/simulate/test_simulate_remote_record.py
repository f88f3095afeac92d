"""Recorded conversations on disk: whole lines, each once, whatever stops the run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.errors import InputError, OutputError
from dialogkit.simulate._remote_record import Record, Recording


def recording(number: int, text: str = "hello") -> Recording:
    """A conversation of a word."""
    return Recording(
        key=f"s{number}",
        label="parcel_status",
        locale="en",
        channel="web",
        lines=(("customer", text, 0.0), ("bot", "Hello.", 1.0)),
        seconds=1.0,
        last_heard=0.0,
        customer_turns=1,
        bot_turns=1,
        fallbacks=0,
        resolved="unknown",
        believes=True,
        unsettled=False,
        asked_for_human=False,
        wants_human=False,
        left=False,
        handoff=None,
        reason=None,
        ended=None,
        steps=(),
    )


def write(path: Path, *recordings: Recording, fingerprint: str = "f") -> None:
    """Appends to a file."""
    with Record.open(path, fingerprint) as record:
        for each in recordings:
            record.add(each)


def read(path: Path) -> list[Recording]:
    """All that a file holds."""
    with Record.open(path, "f") as record:
        return list(record.known.values())


@given(texts=st.lists(st.text(max_size=40), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_what_is_written_is_read(tmp_path: Path, texts: list[str]) -> None:
    """Any text, line breaks and emoji among it."""
    path = tmp_path / "record.jsonl"
    path.unlink(missing_ok=True)
    kept = [recording(n, text) for n, text in enumerate(texts)]
    kept = [
        each
        for each in kept
        if not any("\ud800" <= c <= "\udfff" for line in each.lines for c in line[1])
    ]
    write(path, *kept)
    assert read(path) == kept


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_a_line_cut_anywhere_is_dropped(tmp_path: Path, data: st.DataObject) -> None:
    """The process died while it wrote: whole lines stay, the rest is held again."""
    path = tmp_path / "record.jsonl"
    path.unlink(missing_ok=True)
    kept = [recording(n) for n in range(4)]
    write(path, *kept)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    known = read(path)
    assert known == kept[: max(0, whole[:cut].count(b"\n") - 1)]
    write(path, *[each for each in kept if each not in known])
    assert read(path) == kept


def test_every_conversation_is_on_disk_before_the_next(tmp_path: Path) -> None:
    """A reader at any moment finds what was added until then."""
    path = tmp_path / "record.jsonl"
    with Record.open(path, "f") as record:
        for number in range(3):
            record.add(recording(number))
            rows = path.read_text(encoding="utf-8").splitlines()
            assert len(rows) == number + 2
            assert json.loads(rows[-1])["key"] == f"s{number}"


def test_a_record_of_another_run_is_refused(tmp_path: Path) -> None:
    """Nothing is mixed, and nothing lost."""
    path = tmp_path / "record.jsonl"
    write(path, recording(1))
    before = path.read_bytes()
    with pytest.raises(InputError, match="another bot, other customers or another seed"):
        write(path, recording(2), fingerprint="other")
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["x\n", "{}\n", '{"format": "dialogkit.forecast/1"}\n', "[]\n"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    """It may be one that somebody needs."""
    path = tmp_path / "record.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no recorded conversations"):
        read(path)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "change",
    [{"seconds": "long"}, {"resolved": "perhaps"}, {"lines": [["agent", "x", 0.0]]}, {"key": None}],
)
def test_a_damaged_line_is_named(tmp_path: Path, change: dict[str, Any]) -> None:
    """By its number, with what to do, and without what was said."""
    path = tmp_path / "record.jsonl"
    write(path, recording(1, "unheard-of words"), recording(2))
    head, first, second = path.read_text(encoding="utf-8").splitlines()
    first = json.dumps({**json.loads(first), **change})
    path.write_text("\n".join((head, first, second)) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"record\.jsonl:2: is damaged") as caught:
        read(path)
    assert "unheard-of" not in str(caught.value)


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    """Else every conversation would be held, and paid for, twice."""
    path = tmp_path / "record.jsonl"
    with Record.open(path, "f"), pytest.raises(OutputError, match="another run"):
        write(path, recording(1))
    write(path, recording(1))
    assert read(path) == [recording(1)]


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system takes a part of the line only."""
    path = tmp_path / "record.jsonl"
    write(path, recording(1))
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[: len(data) // 2]))
    with pytest.raises(OutputError, match="no space left"):
        write(path, recording(2))
    monkeypatch.undo()
    assert path.read_bytes().endswith(b"\n")
    assert read(path) == [recording(1)]


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    """One sentence with the file."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "file" / "record.jsonl", recording(1))


def test_a_file_that_is_no_record_is_left_as_it_is(tmp_path: Path) -> None:
    """One line without an end is somebody else's file, not ours cut off."""
    path = tmp_path / "customers.json"
    path.write_text('{"format": "dialogkit.customers/2"}', encoding="utf-8")
    with pytest.raises(InputError), Record.open(path, "abc"):
        pass
    assert path.read_text(encoding="utf-8") == '{"format": "dialogkit.customers/2"}'
