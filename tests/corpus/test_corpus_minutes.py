"""Logs whose times have only minutes: what came first, and what was said twice."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Cases, Messages
from dialogkit.corpus import link_recontacts, note_in_german, read_log, split_cases
from dialogkit.corpus._raw import Entry, sorted_by_time

Row = dict[str, str]
_WHO = {"c": ("customer", "kim"), "b": ("bot", "Bot"), "a": ("agent", "Ann")}


def _rows(*said: tuple[str, str, str], thread: str = "t") -> list[Row]:
    """Rows from (speaker's letter, time of day, text)."""
    return [
        {
            "conversation_id": thread,
            "position": str(position),
            "sent_at": f"2026-03-20T{clock}:00Z",
            "speaker": _WHO[who][0],
            "person": _WHO[who][1],
            "text": text,
        }
        for position, (who, clock, text) in enumerate(said)
    ]


CARD = _rows(
    ("c", "09:00", "when will my new card arrive"),
    ("b", "09:00", "New cards arrive within 5 to 7 working days."),
    ("c", "09:01", "ok"),
)
HELPED = _rows(
    ("c", "09:00", "when will my new card arrive"),
    ("b", "09:00", "New cards arrive within 5 to 7 working days."),
    ("b", "09:01", "Did that help?"),
    ("c", "09:01", "no"),
)
LONGER = _rows(
    ("c", "09:00", "my card does not work"),
    ("b", "09:00", "Which card do you mean?"),
    ("c", "09:00", "the blue one"),
    ("b", "09:01", "Is it damaged?"),
    ("c", "09:01", "ok"),
    ("b", "09:01", "Please answer with yes or no."),
    ("c", "09:01", "ok"),
    ("a", "09:03", "Hello, Ann here. I have sent you a new card."),
    ("c", "09:04", "perfect, thank you"),
    ("a", "09:04", "My pleasure."),
)
CHATS = [CARD, HELPED, LONGER, [*HELPED, *_rows(*[("c", "10:30", "hm")], thread="u")]]


def _write(folder: Path, rows: Sequence[Mapping[str, str]], *, positions: bool) -> Path:
    path = folder / "log.csv"
    names = [name for name in rows[0] if positions or name != "position"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _read(folder: Path, rows: Sequence[Mapping[str, str]], *, positions: bool = True) -> Messages:
    return read_log(_write(folder, rows, positions=positions))


def _cut(log: Messages) -> Cases:
    return link_recontacts(split_cases(log), window="14d")


def _told(cases: Cases) -> list[dict[str, Any]]:
    return [dict(row) for row in cases.table.to_pylist()]


def _late_repeat(rows: list[Row]) -> list[Row]:
    """Its first row once more at the end."""
    return [*rows, rows[0]]


def _newest_repeat(rows: list[Row]) -> list[Row]:
    """Newest first, and then its newest row once more."""
    return [*rows[::-1], rows[-1]]


def _block(rows: list[Row]) -> list[Row]:
    """Its second half, and then all of it."""
    return [*rows[len(rows) // 2 :], *rows]


def _longer_export(rows: list[Row]) -> list[Row]:
    """All but the last row, and then all of it."""
    return [*rows[:-1], *rows]


_WAYS: dict[str, Callable[[list[Row]], list[Row]]] = {
    "oldest first": list,
    "newest first": lambda rows: rows[::-1],
    "late repeat": _late_repeat,
    "newest first, late repeat": _newest_repeat,
    "block twice": lambda rows: [*rows, *rows],
    "block twice, newest first": lambda rows: [*rows, *rows][::-1],
    "longer export appended": _longer_export,
}


@pytest.mark.parametrize("positions", [True, False])
@pytest.mark.parametrize("way", _WAYS)
@pytest.mark.parametrize("chat", range(len(CHATS)))
def test_a_chat_has_the_same_cases_however_it_was_exported(
    chat: int, way: str, positions: bool, tmp_path: Path
) -> None:
    """Rows newest first, a row that comes late once more, exports that overlap: same outcomes."""
    rows = CHATS[chat]
    expected = _told(_cut(_read(tmp_path, rows)))
    made = _WAYS[way](rows)
    log = _read(tmp_path, made, positions=positions)
    found = _cut(log)
    assert _told(found) == expected
    assert len(found.messages) == len(log) == len(made)


@pytest.mark.parametrize("positions", [True, False])
@pytest.mark.parametrize("newest", [True, False])
def test_the_later_export_may_stand_first(newest: bool, positions: bool, tmp_path: Path) -> None:
    """Then the rows that stand before older ones come again behind them."""
    expected = _told(_cut(_read(tmp_path, LONGER)))
    made = _block(LONGER)[::-1] if newest else _block(LONGER)
    assert _told(_cut(_read(tmp_path, made, positions=positions))) == expected


def test_what_the_cases_of_these_chats_are(tmp_path: Path) -> None:
    """Two "ok" of one minute are two where the bot asks between them; "no" is the last word."""
    (card,) = _told(_cut(_read(tmp_path, CARD)))
    (helped,) = _told(_cut(_read(tmp_path, HELPED)))
    (longer,) = _told(_cut(_read(tmp_path, LONGER)))
    assert (card["customer_turns"], card["resolved"]) == (2, "unknown")
    assert (helped["customer_turns"], helped["resolved"]) == (2, "no")
    assert (longer["customer_turns"], longer["bot_turns"], longer["agent_turns"]) == (5, 3, 2)


@pytest.mark.parametrize("positions", [True, False])
def test_exports_that_overlap_may_be_numbered_anew(positions: bool, tmp_path: Path) -> None:
    """Positions then run through the table and break with time, as do rows without any."""
    expected = _told(_cut(_read(tmp_path, LONGER)))
    rows = [dict(row, position=str(n)) for n, row in enumerate(_longer_export(LONGER))]
    assert _told(_cut(_read(tmp_path, rows, positions=positions))) == expected


def test_exports_that_overlap_may_be_two_files(tmp_path: Path) -> None:
    """A conversation that two files name is joined; the border tells what comes twice."""
    expected = _told(_cut(_read(tmp_path, LONGER, positions=False)))
    parts = []
    for name, rows in (("a", LONGER[:6]), ("b", LONGER[3:])):
        (tmp_path / name).mkdir()
        parts.append(_write(tmp_path / name, rows, positions=False))
    log = read_log(*parts)
    assert len(log) == 13
    assert _told(_cut(log)) == expected


@pytest.mark.parametrize("positions", [True, False])
def test_saying_the_same_twice_in_a_minute_stays_two(positions: bool, tmp_path: Path) -> None:
    """Within the rows of their minute, with something between them, they are no copy."""
    rows = _rows(
        ("b", "09:00", "Is it broken?"),
        ("c", "09:01", "ok"),
        ("b", "09:01", "Please say yes or no."),
        ("c", "09:01", "ok"),
        ("a", "09:02", "Ann here."),
    )
    (case,) = _told(_cut(_read(tmp_path, rows, positions=positions)))
    assert case["customer_turns"] == 2
    log = _read(tmp_path, rows, positions=positions)
    assert log.table["position"].to_pylist() == [0, 1, 2, 3, 4]


def test_a_row_that_comes_again_has_the_position_of_the_first(tmp_path: Path) -> None:
    """Nothing is lost: it stands behind the first, and cutting counts it once and says so."""
    for positions in (True, False):
        log = _read(tmp_path, _late_repeat(CARD), positions=positions)
        assert log.table["position"].to_pylist() == [0, 0, 1, 2]
        assert [row.speaker for row in log.rows()] == ["customer", "customer", "bot", "customer"]
        notes = split_cases(log).messages.notes
        assert "messages that stood in the log twice and count once: 1" in notes


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_other_tables_are_read_newest_first_as_well(ending: str, tmp_path: Path) -> None:
    """Rows of JSON are rows of a table."""
    path = tmp_path / f"log.{ending}"
    rows = [{k: v for k, v in row.items() if k != "position"} for row in HELPED[::-1]]
    lines = "\n".join(json.dumps(row) for row in rows)
    path.write_text(json.dumps(rows) if ending == "json" else lines, encoding="utf-8")
    assert [row.text for row in read_log(path).rows()] == [row["text"] for row in HELPED]


def test_the_whole_file_tells_whether_it_begins_with_the_newest(tmp_path: Path) -> None:
    """A conversation of one minute alone cannot; the others of its file can."""
    short = _rows(("c", "08:00", "hello"), ("b", "08:00", "Hi, Bot here."), thread="s")
    log = _read(tmp_path, [*HELPED, *short][::-1], positions=False)
    texts = [row.text for row in log.rows()]
    assert texts == [row["text"] for row in [*short, *HELPED]]


def _shuffled_chats(seed: int) -> list[Row]:
    rows = [dict(row, conversation_id=f"t{n}") for n in range(8) for row in LONGER]
    return random.Random(seed).sample(rows, len(rows))


@pytest.mark.parametrize("newest", [True, False])
def test_messages_of_messengers_that_come_newest_first_are_turned_round(newest: bool) -> None:
    """Where none is newer than the one before it; else those of one time keep their order."""
    entries = [Entry(text, sent_at=time) for text, time in (("a", 1), ("b", 1), ("c", 2))]
    ordered = sorted_by_time(entries[::-1] if newest else entries)
    assert ordered == entries
    ties = [Entry("b", sent_at=1), Entry("a", sent_at=1)]
    assert sorted_by_time(ties) == ties


NEWEST = "newest rows stand first: rows of one time were read from the last to the first"
UNTOLD = (
    "conversations in which nothing tells the order of messages of one time, "
    "so that outcomes can depend on it"
)
MINUTES = (
    "times have no seconds: within a minute only the order of the export tells what came first, "
    "and waits are right to a minute"
)


def test_the_notes_say_what_times_and_rows_tell(tmp_path: Path) -> None:
    """Minutes alone, newest first, in no order; positions make the last two needless."""
    assert _read(tmp_path, CARD).notes[-1] == MINUTES
    for positions in (True, False):
        notes = _read(tmp_path, HELPED[::-1], positions=positions).notes
        assert (NEWEST in notes) is not positions
        notes = _read(tmp_path, _shuffled_chats(1), positions=positions).notes
        assert (f"{UNTOLD}: 8" in notes) is not positions
    assert not {NEWEST, UNTOLD} & {*_read(tmp_path, LONGER, positions=False).notes}
    cut = split_cases(_read(tmp_path, _shuffled_chats(1), positions=False))
    assert f"{UNTOLD}: 8" in cut.messages.notes


def test_times_with_seconds_are_not_said_to_have_none(tmp_path: Path) -> None:
    """One second anywhere is enough, and few messages tell nothing."""
    seconds = [*LONGER[:-1], dict(LONGER[-1], sent_at="2026-03-20T09:04:07Z")]
    assert MINUTES not in _read(tmp_path, seconds).notes
    assert MINUTES not in _read(tmp_path, LONGER[:2]).notes


@pytest.mark.parametrize("note", [NEWEST, f"{UNTOLD}: 8", MINUTES])
def test_the_notes_have_a_german_line(note: str) -> None:
    """Alone and where they hold for several files."""
    german = note_in_german(note)
    assert german is not None
    assert note_in_german(f"{note} (3 files)") == f"{german} (3 Dateien)"


def test_rows_in_no_order_that_come_again_count_once(tmp_path: Path) -> None:
    """Three in ten of them, shuffled: the same cases as without, where positions tell."""
    chosen = random.Random(2)
    rows = [dict(row, conversation_id=f"t{n}") for n in range(8) for row in LONGER]
    twice = [*rows, *(row for row in rows if chosen.random() < 0.3)]
    chosen.shuffle(twice)
    assert _told(_cut(_read(tmp_path, twice))) == _told(_cut(_read(tmp_path, rows)))


_SAID = st.tuples(
    st.sampled_from("cba"),
    st.sampled_from(["09:00", "09:01", "09:07", "23:10"]),
    st.sampled_from(["ok", "no", "Did that help?", "yes, thank you", "my card is lost", ""]),
)


@given(
    st.lists(_SAID, min_size=1, max_size=9).map(lambda said: sorted(said, key=lambda one: one[1])),
    st.randoms(use_true_random=False),
    st.data(),
)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_positions_make_the_order_of_rows_needless(
    tmp_path: Path, said: list[tuple[str, str, str]], chance: random.Random, data: st.DataObject
) -> None:
    """Any permutation, also with rows that come again, gives the same cases; none is lost."""
    rows = _rows(*said)
    again = data.draw(st.lists(st.sampled_from(rows), max_size=4))
    mixed = chance.sample([*rows, *again], len(rows) + len(again))
    found = _cut(_read(tmp_path, mixed))
    assert _told(found) == _told(_cut(_read(tmp_path, rows)))
    assert len(found.messages) == len(mixed)


@given(st.lists(_SAID, min_size=1, max_size=12), st.randoms(use_true_random=False))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_row_is_lost_or_changed_where_nothing_tells_the_order(
    tmp_path: Path, said: list[tuple[str, str, str]], chance: random.Random
) -> None:
    """Whatever the rows: all of them are messages, in order of time."""
    rows = _rows(*said)
    log = _read(tmp_path, chance.sample(rows, len(rows)), positions=False)
    found = [(row.speaker, row.sent_at, row.text) for row in log.rows()]
    times = [row.sent_at for row in log.rows()]
    assert sorted(str(one) for one in found) == sorted(
        str((row.speaker, row.sent_at, row.text)) for row in _read(tmp_path, rows).rows()
    )
    assert times == sorted(times, key=str)
