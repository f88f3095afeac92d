"""Exports written in the styles of seven languages, on Android and iOS, are read back the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whatsapp_styles import ANDROID, IOS, WORDS, Stamp, Words

from dialogkit.conversation import Kind
from dialogkit.corpus._raw import Reading, Source
from dialogkit.corpus._readers import readers, whatsapp

LRM = "\u200e"
STYLES = [
    pytest.param(language, ios, number, id=f"{language}-{'ios' if ios else 'android'}-{number}")
    for language in WORDS
    for ios in (False, True)
    for number in range(len((IOS if ios else ANDROID)[language]))
]


class Said(NamedTuple):
    """A message before it is written and after it is read."""

    sender: str | None
    text: str
    kind: Kind


def _source(text: str) -> Source:
    return Source("chat.txt", text.encode(), ZoneInfo("UTC"))


def _header(stamp: str, *, ios: bool) -> str:
    return f"[{stamp}] " if ios else f"{stamp} - "


def _odd(words: Words, *, ios: bool, who: str) -> list[tuple[str, Said]]:
    """What stands in for messages: the text of the export and what it means."""
    mark = LRM if ios else ""
    lines = [(f"{who}: {mark}{text}", Said(who, "", "deleted")) for text in words.deleted]
    media = words.image if ios else words.left_out
    lines += [
        (f"{who}: {mark}{media}", Said(who, "", "media")),
        (f"{who}: fertig {mark}{words.edited}", Said(who, "fertig", "text")),
        (f"{who}: {words.waiting}", Said(who, "", "media")),
        (
            f"{who}: {mark}{words.place}: https://maps.google.com/?q=0,0",
            Said(who, f"{words.place}: https://maps.google.com/?q=0,0", "location"),
        ),
    ]
    if ios:
        lines += [
            (f"{who}: {LRM}<{words.attachment}: 0001-PHOTO.jpg>", Said(who, "", "media")),
            (f"{who}: {LRM}<{words.attachment}: 0002-Bo.vcf>", Said(who, "", "contact")),
            (f"{who}: {LRM}{words.card}", Said(who, "", "contact")),
        ]
        said = (*words.notices, *words.missed, f"{words.missed[0]}, {LRM}2 min")
        lines += [
            (f"{who}: {LRM}{text}", Said(None, text.replace(LRM, ""), "event")) for text in said
        ]
        return lines
    lines += [
        (f"{who}: IMG-1.jpg {words.attached}\nschau", Said(who, "schau", "media")),
        (f"{who}: Bo.vcf {words.attached}", Said(who, "", "contact")),
        (f"{who}: {words.live}", Said(who, "", "location")),
    ]
    said = (*words.notices, *words.missed)
    return lines + [(text, Said(None, text, "event")) for text in said]


def _read(text: str) -> Reading:
    source = _source(text)
    assert [r.NAME for r in readers().values() if r.recognise(source)] == ["whatsapp"]
    return whatsapp.read(source)


def _said(reading: Reading) -> list[Said]:
    return [Said(e.person, e.text, e.kind) for t in reading.threads for e in t.entries]


@pytest.mark.parametrize(("language", "ios", "number"), STYLES)
def test_words_of_the_messenger(language: str, ios: bool, number: int) -> None:
    """Deleted, edited, left out, missed, places, cards and notices are told apart."""
    stamp = (IOS if ios else ANDROID)[language][number]
    odd = _odd(WORDS[language], ios=ios, who="Ada Beispiel")
    start = datetime(2024, 2, 25, 13, 7, 5, tzinfo=UTC)
    lines = [
        _header(stamp(start + timedelta(hours=n)), ios=ios) + text
        for n, (text, _) in enumerate(odd)
    ]
    reading = _read("\n".join(lines))
    assert _said(reading) == [said for _, said in odd]
    assert not reading.unreadable


_NAMES = st.sampled_from(["Ada", "Bo Beispiel", "+49 155 5550100", "Émile", "Service-Team", "李"])
_LINES = st.text("abcÄöüßéñ ,.!?:;-'()😀&/", min_size=1, max_size=30).map(str.strip).filter(bool)
_TEXTS = st.lists(_LINES, min_size=1, max_size=3).map("\n".join)
_ROWS = st.lists(st.tuples(_NAMES, _TEXTS, st.integers(0, 40_000)), min_size=1, max_size=12)


@pytest.mark.parametrize(("language", "ios", "number"), STYLES)
@given(rows=_ROWS)
@settings(max_examples=8, deadline=None)
def test_what_is_written_is_read_back(
    language: str, ios: bool, number: int, rows: list[tuple[str, str, int]]
) -> None:
    """Sender, text and time come back, whatever the style; one day above 12 decides the order."""
    stamp: Stamp = (IOS if ios else ANDROID)[language][number]
    when = datetime(2024, 1, 31, 11, 58, 30, tzinfo=UTC)
    lines, wanted = [], []
    for name, text, gap in [("Ada", "eins", 0), ("Ada", "zwei", 30 * 86_400), *rows]:
        when += timedelta(seconds=gap)
        lines.append(f"{_header(stamp(when), ios=ios)}{name}: {text}")
        exact = when if ios else when.replace(second=0)
        wanted.append((exact, name, text))
    reading = whatsapp.read(_source("\r\n".join(lines)))
    entries = [e for t in reading.threads for e in t.entries]
    got = [
        (datetime.fromtimestamp((e.sent_at or 0) / 1e6, tz=UTC), e.person, e.text) for e in entries
    ]
    assert got == wanted
    assert not any("assumed" in note for note in reading.notes)


@pytest.mark.parametrize(("language", "ios", "number"), STYLES)
def test_an_ambiguous_file_is_said_to_be_so(language: str, ios: bool, number: int) -> None:
    """A single day that could be either is assumed, and the note says so; four digits first say."""
    stamp = (IOS if ios else ANDROID)[language][number](datetime(2024, 2, 3, 10, 5, tzinfo=UTC))
    (note,) = _read(f"{_header(stamp, ios=ios)}Ada: a").notes
    assert ("assumed" in note) == (not stamp.startswith("2024"))


def test_a_mixed_file_says_which_dates_are_assumed() -> None:
    """One style is decided by its numbers, another cannot be told: both are said."""
    text = "25.02.2024, 10:05 - Ada: a\n[2/3/24, 10:06:00 PM] Bo: b"
    notes = _read(text).notes
    assert len(notes) == 2
    assert sum("assumed" in note for note in notes) == 1
    (note,) = _read("25.02.2024, 10:05 - Ada: a\n[02/03/2024, 10:06:00] Bo: b").notes
    assert "assumed for some of them" in note


@pytest.mark.parametrize(
    "line",
    [
        "Ada: Missed voice call yesterday, sorry",
        "Ada: Verpasster Sprachanruf von Ihnen, bitte um Rückruf",
        "Ada: Sprachanruf wäre mir lieber",
        "Ada: Llamada perdida de ayer",
        "Ada: ich habe die Nachricht gelöscht",
        "Ada: waiting for this message since Monday",
        "Ada: Standort: unbekannt",
        "Ada: Bild fehlt",
        "Ada: das Dokument wurde weggelassen?",
        "Ada: null",
    ],
)
def test_what_people_write_stays_text(line: str) -> None:
    """Sentences about calls, deleted messages and pictures are no placeholders."""
    (one,) = _said(_read(f"25.02.24, 10:00 - {line}"))
    assert one == Said("Ada", line.removeprefix("Ada: "), "text")


def test_polls_keep_their_question() -> None:
    """A poll is what somebody asked."""
    text = f"[25.02.24, 10:00:00] Ada: {LRM}UMFRAGE:\nWann?\n{LRM}OPTION: Montag ({LRM}1 Stimme)"
    (one,) = _said(_read(text))
    assert one == Said("Ada", "UMFRAGE:\nWann?\nOPTION: Montag (1 Stimme)", "text")


def test_a_notice_in_an_unknown_language_is_an_event() -> None:
    """On iOS the mark tells the messenger from people."""
    text = f"[25.02.24, 10:00:00] Ada: {LRM}Ovaj je razgovor sada pod upravom tvrtke.\n"
    (one,) = _said(_read(text))
    assert one.kind == "event"


@pytest.mark.parametrize(
    "text",
    [
        "From ada@example.org Mon Feb  5 10:00:00 2024\nSubject: x\n\n25.02.24, 10:00 - Ada: a\n",
        "Subject: x\nFrom: ada@example.org\n\n25.02.24, 10:00 - Ada: a\n",
        "<html><body>\n25.02.24, 10:00 - Ada: a\n</body></html>",
        "2024/02/25(Sun)\n10:00\tAda\t25.02.24, 10:00 - Ada: a\n",
        "[2024-02-25, 10:00] Ada: a\n25.02.24, 10:00 - Ada: a\n",
        '{"text":\n25.02.24, 10:00 - Ada: a\n}',
    ],
)
def test_what_only_quotes_a_chat_is_not_one(text: str) -> None:
    """Mails, pages, other messengers and tables may hold lines of a WhatsApp export."""
    assert not whatsapp.recognise(_source(text))


def test_a_log_cut_in_the_middle_of_a_message() -> None:
    """The rest of the first message is unreadable, line by line; the others are read."""
    reading = _read("nd ruft Sie an\nViele Grüße\n25.02.24, 10:00 - Ada: a\n25.02.24, 10:01 - B")
    assert [bad.line for bad in reading.unreadable] == [1, 2]
    assert [one.kind for one in _said(reading)] == ["text", "event"]
