"""Telegram's HTML exports."""

from __future__ import annotations

import os
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.corpus import read_log
from dialogkit.corpus._raw import Entry, Reading, Source
from dialogkit.corpus._readers import readers, telegram_html


def _page(*messages: str, name: str = "Ada Beispiel") -> str:
    return (
        "<!DOCTYPE html>\n<html>\n <head><title>Exported Data</title></head>\n <body>\n"
        '  <div class="page_wrap">\n   <div class="page_header">\n    <div class="content">\n'
        f'     <div class="text bold">\n{name}\n     </div>\n    </div>\n   </div>\n'
        '   <div class="page_body chat_page">\n    <div class="history">\n'
        + "\n".join(messages)
        + "\n    </div>\n   </div>\n  </div>\n </body>\n</html>\n"
    )


def _message(
    number: int,
    inner: str,
    *,
    sender: str | None = "Ada Beispiel",
    at: str = "25.01.2024 10:05:07 UTC+01:00",
) -> str:
    joined = "" if sender else " joined"
    name = f'<div class="from_name">\n{sender}\n</div>' if sender else ""
    return (
        f'     <div class="message default clearfix{joined}" id="message{number}">\n'
        '      <div class="pull_left userpic_wrap"><div class="userpic userpic1" '
        'style="width: 42px"><div class="initials">AB</div></div></div>\n'
        f'      <div class="body">\n       <div class="pull_right date details" title="{at}">\n'
        f"10:05\n       </div>\n{name}\n{inner}\n      </div>\n     </div>"
    )


def _text(text: str) -> str:
    return f'<div class="text">\n{text}\n       </div>'


def _service(number: int, text: str) -> str:
    return (
        f'<div class="message service" id="message{number}"><div class="body details">\n{text}\n'
        "</div></div>"
    )


def _media(what: str, title: str = "Photo") -> str:
    return (
        f'<div class="media_wrap clearfix"><div class="media clearfix pull_left {what}">'
        f'<div class="fill pull_left"></div><div class="body"><div class="title bold">{title}</div>'
        '<div class="status details">1.0 KB</div></div></div></div>'
    )


def _read(page: str, zone: str = "UTC") -> Reading:
    source = Source("messages.html", page.encode(), ZoneInfo(zone))
    assert [r.NAME for r in readers().values() if r.recognise(source)] == ["telegram_html"]
    return telegram_html.read(source)


def _entries(reading: Reading) -> list[Entry]:
    return [entry for thread in reading.threads for entry in thread.entries]


def test_senders_and_messages_in_a_row() -> None:
    """Joined messages have the sender before them; a line of the system ends a row."""
    reading = _read(
        _page(
            _service(-1, "25 January 2024"),
            _message(1, _text("Hallo")),
            _message(2, _text("sind Sie da?"), sender=None),
            _message(3, _text("Guten Tag"), sender="Bo &amp; Co"),
            _message(4, _text("ja"), sender=None),
            _service(5, "Bo &amp; Co pinned this message"),
        )
    )
    assert [(e.person, e.text, e.kind) for e in _entries(reading)] == [
        ("Ada Beispiel", "Hallo", "text"),
        ("Ada Beispiel", "sind Sie da?", "text"),
        ("Bo & Co", "Guten Tag", "text"),
        ("Bo & Co", "ja", "text"),
        (None, "Bo & Co pinned this message", "event"),
    ]
    (thread,) = reading.threads
    assert thread.partner == "Ada Beispiel"
    assert reading.notes == ("left out as no messages: 1 lines with a date",)


def test_texts_with_markup() -> None:
    """Line breaks, links, emphasis and characters of HTML come out as they were written."""
    inner = _text('a &lt;b&gt; &amp; c<br><b>zwei</b> <a href="https://x.org">hier</a>, ja')
    (entry,) = _entries(_read(_page(_message(1, inner))))
    assert entry.text == "a <b> & c\nzwei hier, ja"


@pytest.mark.parametrize(
    ("inner", "kind", "text"),
    [
        (_media("media_photo") + _text("so"), "media", "so"),
        (_media("media_voice_message", "Voice message"), "media", ""),
        ('<div class="media_wrap clearfix"><a class="photo_wrap" href="p"></a></div>', "media", ""),
        (_media("media_location", "Location"), "location", ""),
        (_media("media_live_location", "Live"), "location", ""),
        (_media("media_contact", "Ada"), "contact", ""),
        (_media("media_call", "Missed"), "event", "phone_call"),
        (
            '<div class="media_poll"><div class="question">Wann?</div></div>',
            "text",
            "Wann?",
        ),
    ],
)
def test_media(inner: str, kind: str, text: str) -> None:
    """Pictures, recordings, places, cards, calls and polls are told apart."""
    (entry,) = _entries(_read(_page(_message(1, inner))))
    assert (entry.kind, entry.text) == (kind, text)


def test_forwarded_and_answered_messages() -> None:
    """Who forwards is the sender, whoever wrote; what is answered is no part of the text."""
    forwarded = (
        '<div class="forwarded body"><div class="from_name">Cy <span class="date details" '
        'title="01.01.2020 10:00:00 UTC+01:00"> 01.01.2020</span></div>' + _text("alt") + "</div>"
    )
    reply = '<div class="reply_to details">In reply to <a href="#go">this message</a></div>'
    reading = _read(
        _page(
            _message(1, forwarded, sender='Bo <span class="details">via @bot</span>'),
            _message(2, forwarded, sender=None),
            _message(3, reply + _text("neu")),
        )
    )
    entries = _entries(reading)
    assert [(e.person, e.text) for e in entries][1:] == [("Bo", "alt"), ("Ada Beispiel", "neu")]
    assert len({entry.sent_at for entry in entries}) == 1


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("25.01.2024 10:05:07 UTC+01:00", 9),
        ("25.01.2024 10:05:07 UTC-03:30", 13),
        ("25.01.2024 10:05:07 UTC", 10),
        ("25.01.2024 10:05:07", 9),
        ("25.01.2024 10:05", 9),
    ],
)
def test_times(written: str, hour: int) -> None:
    """Times state their offset, or are those of the zone given."""
    (entry,) = _entries(_read(_page(_message(1, _text("a"), at=written)), "Europe/Berlin"))
    assert datetime.fromtimestamp((entry.sent_at or 0) / 1e6, tz=UTC).hour == hour


@pytest.mark.parametrize(
    "at",
    ["yesterday", "45.13.2024 10:00:00", "25.01.2024 10:00:00 UTC+99:00", "25.01.1950 10:00:00"],
)
def test_damaged_messages_are_unreadable(at: str) -> None:
    """A message with a broken time is counted with its line; the others stay."""
    reading = _read(_page(_message(1, _text("a")), _message(2, _text("secret"), at=at)))
    assert [entry.text for entry in _entries(reading)] == ["a"]
    (bad,) = reading.unreadable
    assert bad.line > 10
    assert "secret" not in bad.why


def test_pages_of_one_chat_are_joined(tmp_path: Path) -> None:
    """messages.html, messages2.html … are one conversation; another chat is another."""
    one, two = tmp_path / "ChatExport_1", tmp_path / "ChatExport_2"
    for folder, name in ((one, "Ada"), (two, "Cy")):
        folder.mkdir()
        (folder / "messages.html").write_text(_page(_message(1, _text(name)), name=name))
    late = "26.01.2024 10:05:07 UTC+01:00"
    (one / "messages2.html").write_text(_page(_message(2, _text("b"), at=late), name="Ada"))
    rows = read_log(tmp_path).rows()
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.conversation_id, []).append(row.text)
    assert sorted(groups.values()) == [["Ada", "b"], ["Cy"]]


def test_a_zip_of_an_export_is_one_conversation(tmp_path: Path) -> None:
    """Pages are found beside each other in an archive, too."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ChatExport/messages.html", _page(_message(1, _text("a"))))
        archive.writestr("ChatExport/messages2.html", _page(_message(2, _text("b"))))
        archive.writestr("ChatExport/css/style.css", "body {}")
    assert len({row.conversation_id for row in read_log(path).rows()}) == 1


def test_a_list_of_chats_holds_no_message() -> None:
    """Pages of the whole account that only link to chats are recognised."""
    page = '<html><body><div class="page_wrap"><div class="page_body list_page"></div></div>'
    assert not _read(page).threads


def test_other_pages_are_not_recognised() -> None:
    """A page is Telegram's only with its marks."""
    page = "<html><body><p>25.01.24, 10:00 - Ada: a</p></body></html>"
    assert not telegram_html.recognise(Source("x.html", page.encode()))


_PAGE = _page(
    _service(-1, "25 January 2024"),
    _message(1, _text("Hallo <b>Sie</b>")),
    _message(2, _media("media_photo") + _text("so"), sender=None),
    _service(3, "Ada joined"),
)


@given(
    cut=st.integers(0, len(_PAGE)),
    at=st.integers(0, len(_PAGE)),
    new=st.sampled_from(["<", ">", '"', "</div>", "<div", "<!--", "&#0;", "&", "\n", "x" * 50]),
)
@settings(max_examples=200, deadline=None)
def test_any_damage_loses_no_message(cut: int, at: int, new: str) -> None:
    """A page cut or changed anywhere has as many entries as it has openings of messages."""
    page = (_PAGE[:at] + new + _PAGE[at:])[: cut + len(new)]
    reading = telegram_html.read(Source("messages.html", page.encode()))
    opened = len(telegram_html._MESSAGE.findall(page))
    days = sum("lines with a date" in note for note in reading.notes)
    assert len(_entries(reading)) + len(reading.unreadable) + days == opened


@pytest.mark.parametrize("evil", ["<a ", '<a b="', "<!--", "<", "</", "&", "<div><div>", "<b>"])
def test_broken_markup_takes_no_longer(evil: str) -> None:
    """Time grows with the size of the page, whatever stands in it."""
    page = _page(_message(1, _text(evil * 100_000)), _message(2, _text("b")))
    start = time.perf_counter()
    reading = _read(page)
    assert time.perf_counter() - start < 5
    assert len(_entries(reading)) + len(reading.unreadable) == 2


@pytest.mark.outside_data
def test_the_export_of_others_is_read_whole() -> None:
    """Its four messages by two people are there, the joined one with its sender."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    log = read_log(Path(root, "messenger_exports", "langchain-community_MIT", "messages.html"))
    people = [row.person for row in log.rows()]
    assert (len(log), len(set(people)), log.unreadable) == (4, 2, ())
    assert people[2] == people[3]
    assert log.rows()[0].sent_at == datetime(2023, 8, 23, 21, 11, 23, tzinfo=UTC)
