"""LINE's text exports, of phones and of computers."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.corpus._raw import Entry, Reading, Source
from dialogkit.corpus._readers import line, readers


def _source(text: str, zone: str = "UTC") -> Source:
    return Source("chat.txt", text.encode(), ZoneInfo(zone))


def _read(text: str, zone: str = "UTC") -> Reading:
    source = _source(text, zone)
    assert [r.NAME for r in readers().values() if r.recognise(source)] == ["line"]
    return line.read(source)


def _entries(reading: Reading) -> list[Entry]:
    return [entry for thread in reading.threads for entry in thread.entries]


def _time(entry: Entry) -> str:
    return f"{datetime.fromtimestamp((entry.sent_at or 0) / 1e6, tz=UTC):%Y-%m-%d %H:%M}"


def _said(reading: Reading) -> list[tuple[str, str | None, str]]:
    return [(_time(e), e.person, e.text) for e in _entries(reading)]


WANTED = [("2024-01-25 09:05", "Ada", "Hallo"), ("2024-01-26 21:07", "Bo", "Guten Tag")]
LAYOUTS = {
    "English, phone": "[LINE] Chat history with Ada\nSaved on: 01/27/2024, 09:00\n\n"
    "Thu, 01/25/2024\n09:05\tAda\tHallo\n\nFri, 01/26/2024\n21:07\tBo\tGuten Tag\n",
    "English, twelve hours": "[LINE] Chat history with Ada\nSaved on: 1/27/2024 9:00 AM\n\n"
    "Thu, 1/25/2024\n9:05AM\tAda\tHallo\n\nFri, 1/26/2024\n9:07 PM\tBo\tGuten Tag\n",
    "English, day in brackets": "[LINE] Chat history with Ada\nSaved on: 2024/01/27 09:00\n\n"
    "2024/01/25(Thu)\n09:05\tAda\tHallo\n2024/01/26(Fri)\n21:07\tBo\tGuten Tag\n",
    "English, computer": "Chat history in Ada und Bo\nSaved on: 2024/01/27 09:00\n\n"
    "2024.01.25 Thursday\n09:05 Ada Hallo\n2024.01.26 Friday\n21:07 Bo Guten Tag\n",
    "Japanese, phone": "[LINE] Adaとのトーク履歴\n保存日時：2024/01/27 午前9:00\n\n"
    "2024/1/25(木)\n午前9:05\tAda\tHallo\n\n2024/1/26(金)\n午後9:07\tBo\tGuten Tag\n",
    "Japanese, computer": "2024.01.25 木曜日\n09:05 Ada Hallo\n"
    "2024.01.26 金曜日\n21:07 Bo Guten Tag\n",
    "German": "[LINE] Chat mit Ada\nGespeichert am: 27.01.2024, 09:00\n\n"
    "Do., 25.01.2024\n09:05\tAda\tHallo\n\nFr., 26.01.2024\n21:07\tBo\tGuten Tag\n",
    "Chinese": "[LINE] 與Ada的聊天記錄\n儲存日期： 2024/01/27 09:00\n\n"
    "2024/01/25（週四）\n上午09:05\tAda\tHallo\n\n2024/01/26（週五）\n下午09:07\tBo\tGuten Tag\n",
    "Korean": "[LINE] Ada님과의 대화\n저장한 날짜: 2024/01/27 09:00\n\n"
    "2024.01.25 목요일\n오전 9:05\tAda\tHallo\n\n2024.01.26 금요일\n오후 9:07\tBo\tGuten Tag\n",
    "Thai": "[LINE] ประวัติการสนทนากับ Ada\nบันทึกวันที่: 2024/01/27 09:00\n\n"
    "2024/01/25(พฤ.)\n09:05\tAda\tHallo\n\n2024/01/26(ศ.)\n21:07\tBo\tGuten Tag\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_layouts(layout: str, ends: str) -> None:
    """Each layout gives the same senders, times and texts; headers are no messages."""
    reading = _read(LAYOUTS[layout].replace("\n", ends))
    assert _said(reading) == WANTED
    assert not reading.unreadable


def test_texts_of_several_lines() -> None:
    """Phones put them in quotes; quotes that somebody wrote stay."""
    text = (
        "[LINE] Chat history with Ada\nSaved on: 2024/01/27 09:00\n\n2024/01/25(Thu)\n"
        '09:05\tAda\t"eins\n\n""zwei""\n25.01.2024"\n09:06\tBo\t"ja"\n09:07\tBo\tund\nnein\n'
    )
    assert [entry.text for entry in _entries(_read(text))] == [
        'eins\n\n"zwei"\n25.01.2024',
        '"ja"',
        "und\nnein",
    ]


def test_a_date_that_somebody_wrote_is_text() -> None:
    """Only lines in the shape of the first date are dates."""
    text = "2024.01.25 Thursday\n09:05 Ada am\n26.01.2024\n2024.01.27\n09:06 Bo gut\n"
    assert [entry.text for entry in _entries(_read(text))] == ["am\n26.01.2024\n2024.01.27", "gut"]


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("[Photo]", "media", ""),
        ("[スタンプ]", "media", ""),
        ("[貼圖]", "media", ""),
        ("[Sprachnachricht]", "media", ""),
        ("[File] plan.pdf", "media", ""),
        ("[位置情報] https://example.org", "location", "https://example.org"),
        ("[Contact]", "contact", ""),
        ("☎ Missed call", "event", "☎ Missed call"),
        ("[so nicht]", "text", "[so nicht]"),
        ("unsent a message.", "deleted", ""),
    ],
)
@pytest.mark.parametrize("gap", ["\t", " "])
def test_what_stands_in_for_a_message(text: str, kind: str, kept: str, gap: str) -> None:
    """Media, places, cards, calls and unsent messages are told apart, in both layouts."""
    (entry,) = _entries(_read(f"2024.01.25 Thursday\n09:05{gap}Ada{gap}{text}\n"))
    assert (entry.kind, entry.text) == (kind, kept)


def test_lines_without_a_sender_are_events() -> None:
    """Who joins or takes a message back is told by the messenger."""
    text = "2024/01/25(Thu)\n09:04\tAda\tHi\n09:05\t\tAda joined\n09:06\tAda unsent a message\n"
    assert [(e.kind, e.person) for e in _entries(_read(text))] == [
        ("text", "Ada"),
        ("event", None),
        ("event", None),
    ]


def test_senders_of_several_words_between_spaces() -> None:
    """On computers a name is what comes again, or what the title says."""
    text = (
        "[LINE] Chat history with Cy van Dam\nSaved on: 2024/01/27 09:00\n\n"
        "2024.01.25 Thursday\n09:05 Ada Beispiel Guten Tag\n09:06 Ada Beispiel wie geht es\n"
        "09:07 Ada Beispiel [Photo]\n09:08 Cy van Dam gut danke\n"
    )
    assert [(e.person, e.text) for e in _entries(_read(text))] == [
        ("Ada Beispiel", "Guten Tag"),
        ("Ada Beispiel", "wie geht es"),
        ("Ada Beispiel", ""),
        ("Cy van Dam", "gut danke"),
    ]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("Sat, 04/05/2024", "05-04"), ("Fri, 04/05/2024", "04-05"), ("Mon, 04/05/2024", "assumed")],
)
def test_the_day_of_the_week_tells_the_order(day: str, wanted: str) -> None:
    """Where the numbers cannot tell day from month, the weekday does; else it is said."""
    reading = _read(f"[LINE] Chat history with Ada\n\n{day}\n09:05\tAda\tHi\n")
    (note,) = reading.notes
    assert ("assumed" in note) == (wanted == "assumed")
    if wanted != "assumed":
        assert wanted in _said(reading)[0][0]


def test_noon_that_is_written_as_morning() -> None:
    """Some phones write 12:03 in the morning for noon; time does not run back."""
    text = "2024/1/25(木)\n午前11:27\tAda\ta\n午前12:03\tAda\tb\n午後1:00\tAda\tc\n"
    assert [when[-5:] for when, _, _ in _said(_read(text))] == ["11:27", "12:03", "13:00"]


def test_lines_before_the_first_message_and_days_that_do_not_exist() -> None:
    """Both are unreadable, by number, without their text."""
    text = "[LINE] Chat history with Ada\nSaved on: 2024/01/27 09:00\nmehr\n\n"
    text += "2024/01/25(Thu)\n09:05\tAda\ta\n2024/13/45(Thu)\n09:05\tAda\tb\n"
    reading = _read(text)
    assert [entry.text for entry in _entries(reading)] == ["a"]
    assert sorted(bad.line for bad in reading.unreadable) == [3, 8]


def test_local_times() -> None:
    """Times are those of the zone given."""
    text = "2024/07/25(Thu)\n09:05\tAda\ta\n"
    assert _said(_read(text, "Asia/Tokyo"))[0][0] == "2024-07-25 00:05"


_WORDS = st.text("abcÄß。！ ,.:!?", min_size=1, max_size=20).map(str.strip).filter(bool)


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["Ada", "Bo B.", "李"]), st.lists(_WORDS, min_size=1, max_size=3)
        ),
        min_size=1,
        max_size=10,
    ),
    cut=st.integers(0, 400),
)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(rows: list[tuple[str, list[str]]], cut: int) -> None:
    """Messages come back the same; a file cut after any line has the messages before the cut."""
    lines, starts = ["[LINE] Chat history with Ada", "Saved on: 2024/01/27 09:00", ""], []
    for number, (name, said) in enumerate(rows):
        lines.append(f"2024/01/{number + 1:02d}(Thu)")
        text = "\n".join(said)
        starts.append(len(lines))
        quoted = f'"{text}"' if len(said) > 1 else text
        lines += [*f"09:05\t{name}\t{quoted}".split("\n"), ""]
    entries = _entries(line.read(_source("\n".join(lines))))
    assert [(e.person, e.text) for e in entries] == [(n, "\n".join(t)) for n, t in rows]
    some = line.read(_source("\n".join(lines[:cut])))
    assert len(_entries(some)) == sum(start < cut for start in starts)


def test_long_lines_take_no_longer_than_short_ones() -> None:
    """No rule runs away on long lines that almost match."""
    evil = ["1" * 30_000, "2024/1/1(" + "x" * 30_000, "9:05" + " " * 30_000, '9:05\tA\t"' * 3_000]
    text = "\n".join(["2024/01/25(Thu)", "09:05\tAda\ta", *evil * 20])
    assert len(_entries(_read(text))) >= 1


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.outside_data
@pytest.mark.parametrize(("name", "count"), [("talk-mobile", 22), ("talk-pc", 24)])
def test_exports_of_others_agree_with_what_they_expect(name: str, count: int) -> None:
    """The messages that another reader expects are all there, and no line is lost."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    folder = Path(root, "messenger_exports", "line2json_MIT")
    expected = json.loads((folder / "expected.txt").read_text(encoding="utf-8"))
    reading = _read((folder / f"{name}.txt").read_text(encoding="utf-8"))
    ours = {(when, who, _flat(text)) for when, who, text in _said(reading)}
    for one in expected:
        when = f"{one['date'].replace('/', '-')} {one['time']}"
        assert (when, one["user"], _flat(one["message"])) in ours
    assert (len(_entries(reading)), reading.unreadable) == (count, [])
