"""WhatsApp exports in many languages and date styles."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Message, Messages
from dialogkit.corpus import read_log
from dialogkit.corpus._notes import note_in_german
from dialogkit.corpus._raw import Source
from dialogkit.corpus._readers import whatsapp

Reads = Callable[..., Messages]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    """Reads a text as a WhatsApp export, with times as written."""

    def read(text: str, *, name: str = "chat.txt", zone: str = "UTC", **more: object) -> Messages:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_log(path, timezone=zone, **more)  # type: ignore[arg-type] # passed on as given

    return read


def _said(messages: Messages) -> list[tuple[str, str | None, str]]:
    return [
        (row.sent_at.strftime("%Y-%m-%d %H:%M"), row.person, row.text)
        for row in messages.rows()
        if row.sent_at is not None
    ]


STYLES = {
    "German, Android": ["03.12.21, 10:55 - Ada: a", "13.12.21, 22:55 - Bo: b"],
    "German, iOS": ["[03.12.21, 10:55:12] Ada: a", "[13.12.21, 22:55:12] Bo: b"],
    "American, iOS": [
        "[12/3/21, 10:55:12\u202fAM] Ada: a",
        "\u200e[12/13/21, 10:55:12\u202fPM] \u200eBo: b",
    ],
    "American, Android": ["12/3/21, 10:55 AM - Ada: a", "12/13/21, 10:55 PM - Bo: b"],
    "Indian": ["03/12/21, 10:55 am - Ada: a", "13/12/21, 10:55 pm - Bo: b"],
    "Spanish": ["3/12/21 10:55 a.\u00a0m. - Ada: a", "13/12/21 10:55 p.\u00a0m. - Bo: b"],
    "French": ["03/12/2021 à 10:55 - Ada : a", "13/12/2021 à 22:55 - Bo : b"],
    "French, iOS": ["[03/12/2021 à 10:55:01] Ada: a", "[13/12/2021 à 22:55:01] Bo: b"],
    "Dutch": ["03-12-2021 10:55 - Ada: a", "13-12-2021 22:55 - Bo: b"],
    "Swedish": ["2021-12-03 10:55 - Ada: a", "2021-12-13 22:55 - Bo: b"],
    "Turkish": ["3.12.2021 10:55 - Ada: a", "13.12.2021 22:55 - Bo: b"],
    "Finnish": ["3.12.2021 klo 10.55 - Ada: a", "13.12.2021 klo 22.55 - Bo: b"],
    "Bulgarian": ["3.12.21 г., 10:55 ч. - Ada: a", "13.12.21 г., 22:55 ч. - Bo: b"],
    "Croatian": ["3. 12. 2021. u 10:55 - Ada: a", "13. 12. 2021. u 22:55 - Bo: b"],
    "Japanese": ["2021/12/03 10:55 - Ada: a", "2021年12月13日 午後10:55 - Bo: b"],
    "Chinese": ["[2021/12/3 上午10:55:11] Ada: a", "[2021/12/13 下午10:55:11] Bo: b"],
    "Korean": ["2021. 12. 3. 오전 10:55, Ada : a", "2021. 12. 13. 오후 10:55, Bo : b"],
    "Arabic": ["\u200f٣\u200f/١٢\u200f/٢٠٢١، ١٠:٥٥ ص - Ada: a", "١٣/١٢/٢٠٢١، ١٠:٥٥ م - Bo: b"],
    "Vietnamese": ["10:55, 3/12/2021 - Ada: a", "22:55, 13/12/2021 - Bo: b"],
    "Thai": ["3/12/2564 10:55 - Ada: a", "13/12/2564 22:55 - Bo: b"],
    "Hebrew": ["3.12.2021, 10:55 - \u202aAda\u202c: a", "13.12.2021, 22:55 - \u202aBo\u202c: b"],
    "old iOS": ["03.12.21 10:55:32: Ada: a", "13.12.21 22:55:32: Bo: b"],
    "unsaved sender": ["[3.12.21, 10:55:32] ~\u202fAda: a", "[13.12.21, 22:55:32] ~ Bo: b"],
}


@pytest.mark.parametrize("style", STYLES)
def test_a_header_is_read_by_its_shape(style: str, reads: Reads) -> None:
    """Each way in which phones write a header gives the same sender, time and text."""
    messages = reads("\n".join(STYLES[style]))
    assert _said(messages) == [("2021-12-03 10:55", "Ada", "a"), ("2021-12-13 22:55", "Bo", "b")]
    assert not messages.unreadable


@pytest.mark.parametrize(
    ("written", "hour"),
    [("12:10 AM", 0), ("12:10 PM", 12), ("00:10 a. m.", 0), ("08:10 p. m.", 20), ("22:10 pm", 22)],
)
def test_twelve_hour_times(written: str, hour: int, reads: Reads) -> None:
    """Noon and midnight are where they belong, also where 00 stands for 12."""
    (row,) = reads(f"13/12/21, {written} - Ada: a").rows()
    assert row.sent_at is not None
    assert (row.sent_at.hour, row.sent_at.minute) == (hour, 10)


def test_times_are_local_and_become_utc(reads: Reads) -> None:
    """Times are taken as those of the zone given, in summer and in winter."""
    text = "13.07.21, 10:00 - Ada: a\n13.12.21, 10:00 - Ada: b"
    hours = [row.sent_at.hour for row in reads(text, zone="Europe/Berlin").rows() if row.sent_at]
    assert hours == [8, 9]


def test_the_hour_that_comes_twice(reads: Reads) -> None:
    """In the night when clocks go back, time does not run backwards."""
    text = "31.10.21, 02:50 - Ada: a\n31.10.21, 02:10 - Ada: b\n31.10.21, 03:05 - Ada: c"
    times = [row.sent_at for row in reads(text, zone="Europe/Berlin").rows() if row.sent_at]
    assert times == sorted(times)
    assert [time.hour for time in times] == [0, 1, 2]


@pytest.mark.parametrize(
    ("days", "order", "why"),
    [
        (["01/02/21", "25/02/21"], "day, month, year", ""),
        (["01/02/21", "02/25/21"], "month, day, year", ""),
        (["21/02/01", "21/02/28"], "year, month, day", ""),
        (["30/04/21", "11/05/21"], "day, month, year", ""),
        (["11/04/21", "12/04/21", "01/05/21"], "day, month, year", "run backwards"),
        (["04/11/21", "04/12/21", "05/01/21"], "month, day, year", "run backwards"),
        (["01/02/21"], "day, month, year", "assumed"),
    ],
)
def test_the_date_order_is_inferred_from_the_whole_file(
    days: list[str], order: str, why: str, reads: Reads
) -> None:
    """A number above 12 decides, then rising times; else the order is assumed and said to be."""
    notes = " ".join(reads("\n".join(f"{day}, 10:00 - Ada: a" for day in days)).notes)
    assert f"dates read as {order}" in notes
    assert why in notes
    assert ("assumed" in notes) == (why == "assumed")


def test_a_date_may_leave_the_year_open_alone(reads: Reads) -> None:
    """14/3/24 has no 14th month, but may be of 2014: what is assumed is not said to be more."""
    notes = " ".join(reads("14/3/24, 10:00 - Ada: a").notes)
    assert "assumed, as this file alone cannot tell day, month and year apart" in notes


def test_a_line_that_breaks_the_order_is_still_read(reads: Reads) -> None:
    """Where one day exists in another order only, it is read in that one."""
    messages = reads("13/12/21, 10:00 - Ada: a\n14/12/21, 10:00 - Ada: b\n12/15/21, 10:00 - Ada: c")
    assert [day for day, _, _ in _said(messages)][-1].startswith("2021-12-15")


def test_styles_may_change_from_line_to_line(reads: Reads) -> None:
    """Each style has its own date order."""
    text = "[05.12.21, 10:00:00] Ada: a\n12/13/21, 3:19 AM - Ada: b\n2021/12/14, 10:00 - Ada: c"
    assert [day[:10] for day, _, _ in _said(reads(text))] == [
        "2021-12-05",
        "2021-12-13",
        "2021-12-14",
    ]


def test_further_lines_belong_to_their_message(reads: Reads) -> None:
    """Lines without a header go on with the message before, blank ones too."""
    text = (
        "13.12.21, 10:00 - Ada: eins\n\nzwei: drei\n"
        "3.12. um 10:30 - passt das?\r\n13.12.21, 10:01 - Bo: ja"
    )
    assert [row.text for row in reads(text).rows()] == [
        "eins\n\nzwei: drei\n3.12. um 10:30 - passt das?",
        "ja",
    ]


def test_lines_before_the_first_header_are_unreadable(reads: Reads) -> None:
    """They are counted by number, without their text."""
    messages = reads("Verlauf\n\nmehr\n13.12.21, 10:00 - Ada: a")
    assert [(bad.line, bad.why) for bad in messages.unreadable] == [
        (1, "stands before the first message with a date"),
        (3, "stands before the first message with a date"),
    ]


def test_a_day_that_does_not_exist_is_unreadable(reads: Reads) -> None:
    """Such a message is counted as unreadable, with the lines that belong to it."""
    messages = reads(
        "13.12.21, 10:00 - Ada: a\n45.13.21, 10:00 - Ada: b\nund c\n13.12.21, 10:01 - Ada: d"
    )
    assert [row.text for row in messages.rows()] == ["a", "d"]
    assert [bad.line for bad in messages.unreadable] == [2]


@pytest.mark.parametrize(
    "days",
    [
        ["30.01.24", "31.02.24"],
        ["02/01/24", "03/01/24", "30/01/24", "31/02/24"],
        ["01/30/24", "02/31/24"],
    ],
)
def test_a_day_that_does_not_exist_is_none_of_another_year(days: list[str], reads: Reads) -> None:
    """The 31st of February is not read with the year in front, as a day in 2031."""
    messages = reads("\n".join(f"{day}, 10:00 - Ada: a" for day in days))
    assert {when[:4] for when, _, _ in _said(messages)} == {"2024"}
    assert [bad.line for bad in messages.unreadable] == [len(days)]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("Ada: <Media omitted>", "media", ""),
        ("Ada: <Medien ausgeschlossen>", "media", ""),
        ("Ada: <Medya dahil edilmedi>", "media", ""),
        ("Ada: <Без медиафайлов>", "media", ""),
        ("Ada: image omitted", "media", ""),
        ("Ada: \u200eBild weggelassen", "media", ""),
        ("Ada: \u200eimage absente", "media", ""),
        ("Ada: \u200e圖片已省略", "media", ""),
        ("Ada: plan.pdf • \u200e3 pages \u200edocument omitted", "media", ""),
        ("Ada: IMG-20211213-WA0001.jpg (Datei angehängt)\nso kam es an", "media", "so kam es an"),
        ("Ada: \u200e<Anhang: 00000012-PHOTO-2021-12-13.jpg>", "media", ""),
        ("Ada: Karte.vcf (file attached)", "contact", ""),
        ("Ada: Standort: https://maps.google.com/?q=0,0", "location", None),
        ("Ada: This message was deleted", "deleted", ""),
        ("Ada: Diese Nachricht wurde gelöscht.", "deleted", ""),
        ("Ada: Вы удалили это сообщение", "deleted", ""),
        ("Ada: stimmt so \u200e<Diese Nachricht wurde bearbeitet.>", "text", "stimmt so"),
        ("Ada: ok <This message was edited>", "text", "ok"),
        ("Ada: I omitted the number", "text", "I omitted the number"),
        ("Ada: <3", "text", "<3"),
        ("Ada: die Nachricht wurde gelöscht, warum?", "text", None),
        ("Ada:", "text", ""),
        ("Ada hat die Gruppe verlassen", "event", None),
        ('Ada changed the subject to "Parcels: late"', "event", None),
        ("Ada: \u200eMessages and calls are end-to-end encrypted.", "event", None),
    ],
)
def test_what_stands_in_for_a_message(line: str, kind: str, text: str | None, reads: Reads) -> None:
    """Pictures, places, deleted and edited texts and events are told apart."""
    row = reads(f"13.12.21, 10:00 - {line}").rows()[0]
    assert row.kind == kind
    assert text is None or row.text == text
    assert (row.speaker == "system") == (kind == "event")


def test_the_conversation_id_holds_no_name(reads: Reads) -> None:
    """File names hold customers' names; ids do not, and differ for different chats."""
    first = reads("13.12.21, 10:00 - Ada: a", name="WhatsApp Chat mit Adalbert.txt").rows()[0]
    second = reads("13.12.21, 10:00 - Ada: b", name="WhatsApp Chat mit Adalbert.txt").rows()[0]
    assert re.fullmatch(r"wa-[0-9a-f]{12}", first.conversation_id)
    assert first.conversation_id != second.conversation_id


def test_the_same_chat_twice_is_two_conversations(tmp_path: Path) -> None:
    """Duplicates are kept, under ids of their own."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "_chat.txt").write_text("13.12.21, 10:00 - Ada: a", encoding="utf-8")
    messages = read_log(tmp_path)
    assert len(messages) == 2
    assert len({row.conversation_id for row in messages.rows()}) == 2


def _chats(folder: Path, **chats: list[tuple[int, str, str]]) -> Messages:
    """A log of chats, each of minutes, senders and texts."""
    for name, said in chats.items():
        lines = [f"13.12.21, 10:{minute:02d} - {who}: {text}" for minute, who, text in said]
        (folder / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    return read_log(folder)


def _copies(messages: Messages) -> list[str]:
    return [note.partition(" ")[0] for note in messages.notes if "another conversation" in note]


@pytest.mark.parametrize("whole", [2, 4, 8])
def test_a_chat_exported_twice_is_said(whole: int, tmp_path: Path) -> None:
    """In May its beginning, in June all of it: both count, with a note that has a German line."""
    chat = [(n, ("Ada", "Bo GmbH")[n % 2], f"Satz {n}") for n in range(15)]
    other = [(n, ("Cy", "Bo GmbH")[n % 2], f"Satz {n}") for n in range(15)]
    messages = _chats(tmp_path, mai=chat[:whole], juni=chat, other=other)
    assert _copies(messages) == [str(whole)]
    assert all(note_in_german(note) for note in messages.notes)
    assert "Ada" not in "".join(messages.notes)


def test_what_overlaps_by_five_is_said_and_by_four_not(tmp_path: Path) -> None:
    """Of two pieces of a chat, neither of which holds the other."""
    chat = [(n, ("Ada", "Bo GmbH")[n % 2], f"Satz {n}") for n in range(20)]
    for number, begin in enumerate((5, 6)):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert _copies(_chats(folder, a=chat[:10], b=chat[begin:])) == [["5"], []][number]


def test_what_many_customers_are_told_at_once_is_no_copy(tmp_path: Path) -> None:
    """The same minute, sender and text, but one side alone."""
    said = [(n, "Bo GmbH", f"Heute geschlossen, Teil {n}") for n in range(8)]
    chats = {name: [*said, (9, name, "Danke")] for name in ("Ada", "Cy", "Di", "Ed", "Fe", "Gi")}
    assert _copies(_chats(tmp_path, **chats, alone=said[:2])) == []


_NAMES = st.sampled_from(["Ada", "Bo", "~ Cy", "+49 155 5550100", "Émile", "李"])
_TEXTS = st.text(
    st.characters(
        blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters="\u200e\u200f"
    ),
    max_size=40,
)


@given(st.lists(st.tuples(_NAMES, _TEXTS, st.integers(0, 3)), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost(rows: list[tuple[str, str, int]]) -> None:
    """Messages in are messages out; further lines make none."""
    lines = []
    for number, (name, text, more) in enumerate(rows):
        lines.append(f"[13.12.21, 10:{number % 60:02d}:00] {name}: {text}")
        lines += ["und weiter"] * more
    reading = whatsapp.read(Source("chat.txt", "\n".join(lines).encode(), ZoneInfo("UTC")))
    out = sum(len(thread.entries) for thread in reading.threads)
    assert out + len(reading.unreadable) == len(rows)


def test_long_lines_take_no_longer_than_short_ones(reads: Reads) -> None:
    """Nothing in the header's rule runs away on long lines that almost match."""
    evil = [
        "1" * 20_000,
        "1.1.21" + "," * 20_000,
        "[1.1.21, 10:00:00 " + "x" * 20_000,
        "1.1.21 10:00",
    ]
    text = "\n".join(["13.12.21, 10:00 - Ada: a", *evil * 20])
    assert len(reads(text)) == 1


def test_lines_in_another_encoding_are_read_and_counted(tmp_path: Path) -> None:
    """A log put together from several encodings keeps every letter, and says what it was."""
    path = tmp_path / "chat.txt"
    first, second = "13.12.21, 10:00 - Ada: schön", "13.12.21, 10:01 - Ada: größer"
    path.write_bytes(first.encode() + b"\n" + second.encode("cp1252"))
    log = read_log(path)
    assert log.table["text"].to_pylist() == ["schön", "größer"]
    assert "1 lines were not UTF-8 and were read as Windows-1252" in log.notes


def _outside(*parts: str) -> Path:
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    return Path(root, "messenger_exports", *parts)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.outside_data
@pytest.mark.parametrize(
    "name",
    [
        "test_[mmddyy]_24hrs",
        "test_ddmmyy_24hrs",
        "test_mmddyy_24hrs",
        "test_mmddyyyy_12hrs",
        "test_yyyymmdd_24hrs",
    ],
)
def test_exports_of_others_agree_with_their_targets(name: str) -> None:
    """The messages that another reader expects are exactly ours, in every date style."""
    folder = _outside("chat-miner_MIT", "whatsapp")
    target = json.loads((folder / "target.json").read_text(encoding="utf-8"))
    zone = ZoneInfo("Europe/Berlin")
    rows = [row for row in read_log(folder / f"{name}.txt").rows() if row.kind != "event"]
    ours = {(_local(row, zone), row.person, _flat(row.text)) for row in rows}
    assert ours == {(t["timestamp"], t["author"], _flat(t["message"])) for t in target}


def _local(row: Message, zone: ZoneInfo) -> str:
    assert row.sent_at is not None
    return row.sent_at.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")


@pytest.mark.outside_data
@pytest.mark.parametrize(("name", "count"), [("whatsapp_chat", 10), ("whatsapp_chat_loader", 12)])
def test_mixed_exports_of_others_give_all_their_messages(name: str, count: int) -> None:
    """Files that mix styles line by line lose nothing."""
    messages = read_log(_outside("langchain-community_MIT", f"{name}.txt"))
    assert (len(messages), messages.unreadable) == (count, ())
