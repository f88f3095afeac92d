"""Shapes of exports, endings and sheets that a sceptical examiner brought; one test a mend."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dialogkit.conversation import MESSAGE_SCHEMA, Messages
from dialogkit.corpus import read_log, split_cases, write_sheet
from dialogkit.corpus._audit._sheet import read_sheet
from dialogkit.errors import InputError

CHAT = "14.03.24, 09:05 - Ada: Hallo\n14.03.24, 09:06 - Team: ja\n"


def _read(folder: Path, name: str, content: str | bytes | Any, **given: Any) -> Messages:
    path = folder / name
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_log(path, timezone="UTC", **given)


def _said(log: Messages) -> list[tuple[str | None, str, str]]:
    return [(row.person, row.kind, row.text) for row in log.rows()]


def test_an_impossible_order_of_dates_is_not_the_one_that_is_said(tmp_path: Path) -> None:
    """On one 14th of March with halves of the day, no note speaks of month before day."""
    log = _read(tmp_path, "c.txt", "14/3/24, 9:05\u202fp.\u00a0m. - Ada: Hola\n")
    assert [row.sent_at for row in log.rows()] == [datetime(2024, 3, 14, 21, 5, tzinfo=UTC)]
    assert "dates read as day, month, year" in log.notes[1]


@pytest.mark.parametrize(
    ("head", "time"),
    [
        ("14/03/24, 9:05 da tarde - ", "21:05:00"),
        ("[14/03/24, 9:05:11 da manhã] ", "09:05:11"),
        ("14/3/24 9:05 de la noche - ", "21:05:00"),
        ("2024-03-14 21 h 05 - ", "21:05:00"),
        ("[2024-03-14 21\u202fh\u202f05\u202fmin\u202f11\u202fs] ", "21:05:11"),
    ],
)
def test_times_of_portugal_and_of_canadas_french(head: str, time: str, tmp_path: Path) -> None:
    """A half of the day in words, and hours with an h."""
    log = _read(tmp_path, "c.txt", f"{head}Ada: um 10 h 30: ja\n{head}Bo: ok\n")
    assert log.notes[0] == "format: whatsapp"
    assert [f"{row.sent_at:%d. %H:%M:%S}" for row in log.rows()] == [f"14. {time}"] * 2
    assert _said(log)[0] == ("Ada", "text", "um 10 h 30: ja")


def test_bodies_that_gateways_log_as_texts_are_read(tmp_path: Path) -> None:
    """The webhook is then a text of JSON within the gateway's own JSON."""
    message = {"from": "15550100123", "id": "wamid.1", "timestamp": "1710407000", "type": "text"}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": "77"},
        "messages": [{**message, "text": {"body": "Hi"}}],
    }
    body = {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": value}]}]}
    record = json.dumps({"headers": {"Host": "example.org"}, "body": json.dumps(body)})
    for content in (record, f"{record}\n{record}\n"):
        log = _read(tmp_path, "hooks.jsonl", content)
        assert log.notes[0] == "format: whatsapp_cloud"
        assert {row.text for row in log.rows()} == {"Hi"}


DISCORD = """==============================================================
Guild: Help
Channel: Text / support
Topic: Parcels
==============================================================

{first} ada#0000
Where is it?
Second line

{second} helper (pinned)
Here.

{{Attachments}}
https://example.org/x.png

{{Reactions}}
👍 (2)

{second} shop
{{Embed}}
Parcel
On its way

{second} bo
Joined the server.

==============================================================
Exported 4 message(s)
==============================================================
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[14/03/2024 21:05]", "[14/03/2024 21:06]"),
        ("[14-Mar-24 09:05 PM]", "[14-Mar-24 09:06 PM]"),
        ("[3/14/2024 9:05 PM]", "[3/14/2024 9:06 PM]"),
    ],
)
def test_the_text_of_discords_exporter_is_read(first: str, second: str, tmp_path: Path) -> None:
    """It is no chat of WhatsApp's; names, files, boxes and notices are told apart."""
    log = _read(tmp_path, "d.txt", DISCORD.format(first=first, second=second))
    assert log.notes[0] == "format: discord"
    assert not log.unreadable
    assert _said(log) == [
        ("ada#0000", "text", "Where is it?\nSecond line"),
        ("helper", "media", "Here."),
        ("shop", "text", "Parcel\nOn its way"),
        (None, "event", "Joined the server."),
    ]
    assert next(row.sent_at for row in log.rows()) == datetime(2024, 3, 14, 21, 5, tzinfo=UTC)


def test_the_page_of_discords_exporter_is_refused_with_a_remedy(tmp_path: Path) -> None:
    """The same channel can be exported as JSON."""
    page = '<!DOCTYPE html><html><body><div class="chatlog__message-group"></div></body></html>'
    with pytest.raises(InputError, match="again as JSON"):
        _read(tmp_path, "d.html", page)


def test_what_is_passed_on_in_discord_keeps_its_text(tmp_path: Path) -> None:
    """A forwarded message has no text of its own."""
    row = {
        "id": "1",
        "type": "Default",
        "timestamp": "2024-03-14T09:05:11+00:00",
        "content": "",
        "author": {"id": "7", "name": "ada", "isBot": False},
        "attachments": [],
        "forwardedMessage": {"content": "See below", "attachments": []},
    }
    log = _read(tmp_path, "d.json", {"guild": {}, "channel": {"id": "2"}, "messages": [row]})
    assert _said(log) == [("ada", "text", "See below")]


@pytest.mark.parametrize("text", ["Ada unsent a message", "Ada hat eine Nachricht zurückgerufen."])
def test_a_message_that_was_taken_back_is_deleted(text: str, tmp_path: Path) -> None:
    """Messenger says so in the place of the text, with the sender's first name."""
    rows = [
        {"sender_name": "Ada Quist", "timestamp_ms": 1_710_407_000_000, "content": text},
        {"sender_name": "Bo", "timestamp_ms": 1_710_407_001_000, "content": "Ok"},
    ]
    people = [{"name": "Ada Quist"}, {"name": "Bo"}]
    value = {"participants": people, "messages": rows, "title": "x", "thread_path": "inbox/x_1"}
    raw = json.dumps(value, ensure_ascii=False).encode().decode("latin-1")
    assert ("Ada Quist", "deleted", "") in _said(
        _read(tmp_path, "m.json", json.dumps(json.loads(raw)))
    )


def test_mails_with_a_bare_umlaut_in_the_subject_are_one_thread(tmp_path: Path) -> None:
    """One program encodes the subject, the next does not."""
    mail = (
        "From {who} Thu Mar 14 09:05:11 2024\nMessage-ID: <{n}@example.org>\nFrom: {who}\n"
        "To: {to}\nSubject: {subject}\nDate: Thu, 14 Mar 2024 09:0{n}:11 +0000\n\n{text}\n\n"
    )
    ada, shop = "ada@example.org", "help@shop.example"
    first = mail.format(who=ada, to=shop, n=1, text="Hi", subject="=?utf-8?b?R3LDvMOfZQ==?=")
    answer = mail.format(who=shop, to=ada, n=2, text="Ok", subject="AW: Grüße")
    for encoding in ("utf-8", "cp1252"):
        log = _read(tmp_path, f"{encoding}.mbox", (first + answer).encode(encoding))
        assert [row.text for row in log.rows()] == ["Grüße\nHi", "Ok"]
        assert len({row.conversation_id for row in log.rows()}) == 1


def test_what_an_archive_hides_is_listed(tmp_path: Path) -> None:
    """Nothing is lost silently: neither chats outside of the archive nor archives in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("_chat.txt", "../out.txt", "/abs.txt", "more.zip", "__MACOSX/._chat.txt"):
            archive.writestr(name, CHAT)
    log = _read(tmp_path, "x.zip", out.getvalue())
    assert len(log) == 2
    listed = {bad.file.rpartition("!")[2]: bad.why for bad in log.unreadable}
    assert listed.keys() == {"../out.txt", "/abs.txt", "more.zip"}
    assert "leads out" in listed["../out.txt"]
    assert "unpack it" in listed["more.zip"]


@pytest.mark.parametrize("rest", ["", "<", '<a href="https://exam'])
def test_the_last_message_of_a_page_that_was_cut_keeps_its_text(rest: str, tmp_path: Path) -> None:
    """Half a message is more than none."""
    page = (
        '<!DOCTYPE html><html><body><div class="page_wrap"><div class="history">'
        '<div class="message default clearfix" id="message1"><div class="body">'
        '<div class="pull_right date details" title="14.03.2024 09:05:11 UTC+01:00">09:05</div>'
        f'<div class="from_name">Ada</div><div class="text">Hi the{rest}'
    )
    assert _said(_read(tmp_path, "messages.html", page)) == [("Ada", "text", "Hi the")]


def test_a_damaged_list_of_users_is_an_error_in_words(tmp_path: Path) -> None:
    """A reader asks for it while it reads the messages, before its own turn in the archive."""
    users = [{"id": "U0123456", "name": "ada", "profile": {"real_name": "Ada Quist"}}]
    day = [{"type": "message", "user": "U0123456", "text": "Hi", "ts": "1710407000.000100"}]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("help/2024-03-14.json", json.dumps(day))
        archive.writestr("users.json", json.dumps(users))
    whole = out.getvalue()
    assert _said(_read(tmp_path, "ok.zip", whole)) == [("Ada Quist", "text", "Hi")]
    at = whole.rindex(b"PK\x03\x04")
    with pytest.raises(InputError, match="archive that cannot be read"):
        _read(tmp_path, "bad.zip", whole[:at] + b"XXXX" + whole[at + 4 :])


def test_one_nul_byte_makes_no_short_chat_unreadable(tmp_path: Path) -> None:
    """A chat of two lines is more than one per cent NUL with one of them."""
    log = _read(tmp_path, "c.txt", CHAT.replace("Hallo", "Ha\0llo"))
    assert [row.text for row in log.rows()] == ["Hallo", "ja"]
    assert any("NUL" in note for note in log.notes)


def test_a_log_cut_inside_a_letter_is_still_utf8(tmp_path: Path) -> None:
    """Half a letter at the very end is no sign of another encoding."""
    log = _read(
        tmp_path,
        "c.txt",
        "14.03.24, 09:05 - Ada: Grüße\n14.03.24, 09:06 - Bo: ".encode() + b"j\xc3",
    )
    assert [row.text for row in log.rows()] == ["Grüße", "j\ufffd"]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Whoever mistypes a column learns which."""
    with pytest.raises(InputError, match="no column 'Remark'"):
        _read(tmp_path, "t.csv", "Who,Case,Remarks\nada,7,hi\n", columns={"text": "Remark"})


def _ends(*lines: tuple[str, str]) -> tuple[str, str]:
    """How a case of these lines is judged: resolved, and why."""
    rows = [
        {
            **dict.fromkeys(MESSAGE_SCHEMA.names),
            "conversation_id": "c",
            "position": place,
            "sent_at": datetime(2024, 3, 14, 9, place, tzinfo=UTC),
            "speaker": speaker,
            "kind": "text",
            "text": text,
        }
        for place, (speaker, text) in enumerate(lines)
    ]
    log = Messages(pa.Table.from_pylist(rows, schema=MESSAGE_SCHEMA), (), (), ())
    case = next(iter(split_cases(log).rows()))
    return case.resolved, case.because or ""


ASKED: Sequence[tuple[str, str]] = (
    ("customer", "Wo ist mein Paket?"),
    ("bot", "Ihr Paket kommt morgen."),
)


@pytest.mark.parametrize(
    "text",
    [
        "Ganz toll, danke, jetzt geht gar nichts mehr",
        "Jetzt läuft gar nix",
        "Nichts funktioniert",
        "Jetzt funktioniert es noch weniger",
        "Nothing works now",
        "Zu früh gefreut, geht wieder nicht",
        "Ach nein, doch nicht",
        "You fixed nothing",
    ],
)
def test_words_that_only_sound_settled_are_a_no(text: str) -> None:
    """What works in the same breath as nothing does not work."""
    assert _ends(*ASKED, ("customer", text))[0] == "no"


@pytest.mark.parametrize(
    "text",
    [
        "Das hat ja super geklappt 🙄",
        "Das hat noch nie geklappt",
        "Hat kurz funktioniert",
        "It worked for five minutes",
        "Has my parcel arrived",
        "Great, that worked. Now I am locked out",
        "Danke für diese Zeitverschwendung",
        "Thanks for wasting my time",
        "Thank you for absolutely zero help",
        "Danke und tschüss, nie wieder",
    ],
)
def test_mockery_and_half_truths_are_no_yes(text: str) -> None:
    """Evidence is explicit, or there is none."""
    assert _ends(*ASKED, ("customer", text))[0] != "yes"


@pytest.mark.parametrize(
    "text",
    [
        "Dankeschön, genau das wollte ich wissen",
        "Jetzt geht's, danke!",
        "Ist angekommen, vielen Dank",
        "Es funktioniert wieder, danke",
        "That fixed it, cheers",
    ],
)
def test_plain_content_is_still_a_yes(text: str) -> None:
    """The rules against mockery leave those alone who mean it."""
    assert _ends(*ASKED, ("customer", text))[0] == "yes"


def test_the_later_word_wins_over_the_earlier_one() -> None:
    """A yes that is taken back is none."""
    first = (*ASKED, ("customer", "Danke, klappt jetzt"), ("bot", "Gern!"))
    assert _ends(*first)[0] == "yes"
    assert _ends(*first, ("customer", "Spoke too soon"))[0] == "no"


def _corpus() -> Messages:
    row = {**dict.fromkeys(MESSAGE_SCHEMA.names), "conversation_id": "c", "speaker": "customer"}
    texts = ["Grüße aus <TOWN_1f2a>", "Wo ist mein Päckchen?", "Danke schön"]
    rows = [{**row, "position": n, "kind": "text", "text": text} for n, text in enumerate(texts)]
    return Messages(pa.Table.from_pylist(rows, schema=MESSAGE_SCHEMA), (), (), ())


def _marked(path: Path, *, encoding: str, times: int) -> None:
    """Marks all messages of a sheet with "n" and writes each several times."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))
    marked = [[number, text, "n"] for number, text, _ in rows[1:]] * times
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([rows[0], *marked])
    path.write_bytes(out.getvalue().encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_sheet_is_read_as_spreadsheets_save_it(encoding: str, tmp_path: Path) -> None:
    """German spreadsheets write Windows-1252 where nobody asks for another encoding."""
    path = tmp_path / "s.csv"
    write_sheet(_corpus(), path, seed=1)
    _marked(path, encoding=encoding, times=1)
    assert read_sheet(path, _corpus(), seed=1).read == 3


def test_a_message_that_was_read_once_counts_once(tmp_path: Path) -> None:
    """Copied rows would make the bound better than what was read."""
    path = tmp_path / "s.csv"
    write_sheet(_corpus(), path, seed=1)
    _marked(path, encoding="utf-8", times=2)
    with pytest.raises(InputError, match="again, which stands in line 2"):
        read_sheet(path, _corpus(), seed=1)
