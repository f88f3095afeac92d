"""Shapes of exports that other people's parsers know, in invented words; one test a mend."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dialogkit.conversation import Messages
from dialogkit.corpus import read_log
from dialogkit.errors import InputError


def _read(folder: Path, name: str, content: str | bytes | list[Any] | dict[str, Any]) -> Messages:
    path = folder / name
    if isinstance(content, list | dict):
        content = json.dumps(content, ensure_ascii=False)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_log(path, timezone="UTC")


def _said(log: Messages) -> list[tuple[str, str]]:
    return [(row.speaker, row.text) for row in log.rows()]


def _kinds(log: Messages) -> list[tuple[str | None, str, str]]:
    return [(row.person, row.kind, row.text) for row in log.rows()]


TEN = datetime(2021, 12, 13, 10, tzinfo=UTC)


@pytest.mark.parametrize("half", ["a.m.", "a. m.", "AM", "a.\u202fm."])
def test_whatsapp_of_canada_is_not_taken_for_signal(half: str, tmp_path: Path) -> None:
    """A day with the year first and a half of the day are no sign of Signal's tools."""
    log = _read(tmp_path, "c.txt", f"2021-12-13, 10:00 {half} - Ada: Hello\n")
    assert log.notes[0] == "format: whatsapp"
    assert [(row.person, row.sent_at) for row in log.rows()] == [("Ada", TEN)]


def test_a_caption_before_an_attachment_is_one_of_a_medium(tmp_path: Path) -> None:
    """The file's name in angle brackets is not the mark of an edited text."""
    line = "[13.12.21, 10:00:00] Ada: Hier \u200e<Anhang: 00000012-PHOTO-2021-12-13-10-00-00.jpg>\n"
    assert _kinds(_read(tmp_path, "c.txt", line)) == [("Ada", "media", "Hier")]


@pytest.mark.parametrize("notice", ["Ada added Bo", "Bo left", "Bo wurde hinzugefügt"])
def test_short_notices_of_a_group_are_events(notice: str, tmp_path: Path) -> None:
    """Three words without a full stop are a medium only where they name none who came or went."""
    log = _read(tmp_path, "c.txt", f"\u200e[13.12.21, 10:00:00] Parcels: \u200e{notice}\n")
    assert _kinds(log) == [(None, "event", notice)]


def test_korean_notices_stand_behind_a_colon(tmp_path: Path) -> None:
    """A notice is no further line of the message before it."""
    text = (
        "2021년 12월 13일 오전 10:00, 김 : 안녕\n"
        "2021년 12월 13일 오전 10:01: 메시지와 통화는 종단간 암호화 처리됩니다.\n"
        "2021년 12월 13일 오전 10:02, 이 : 네\n"
    )
    assert [row.kind for row in _read(tmp_path, "c.txt", text).rows()] == ["text", "event", "text"]


TURNS = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]
SAID = [("customer", "Hi"), ("bot", "Hello")]


@pytest.mark.parametrize(
    "value",
    [
        {"messages": TURNS},
        [{"messages": TURNS}],
        [TURNS],
        {"data": {"items": [{"id": 7, "turns": TURNS}]}},
        [
            {
                "id": "x",
                "conversations": [
                    {"from": "human", "value": "Hi"},
                    {"from": "gpt", "value": "Hello"},
                ],
            }
        ],
        [{"convo_id": 1, "original": [["customer", "Hi"], ["bot", "Hello"]]}],
        [["customer", "Hi"], ["bot", "Hello"]],
        {
            "dialogue_id": "d",
            "utterances": [
                {"speaker": "USER", "utterance": "Hi"},
                {"speaker": "SYSTEM", "utterance": "Hello"},
            ],
        },
        [
            {"role": "user", "content": [{"type": "text", "text": "Hi"}]},
            {"role": "assistant", "content": "Hello"},
        ],
        [
            {"author": {"name": "Ada", "role": "customer"}, "text": "Hi"},
            {"author": {"name": "Helper", "type": "bot"}, "text": "Hello"},
        ],
    ],
)
def test_messages_inside_conversations_are_found(value: Any, tmp_path: Path) -> None:
    """Lists of messages are told by what they hold, wherever they lie and whatever their keys."""
    log = _read(tmp_path, "log.json", value)
    assert _said(log) == SAID
    assert len({row.conversation_id for row in log.rows()}) == 1
    assert log.unreadable == ()


def test_each_line_with_messages_is_a_conversation(tmp_path: Path) -> None:
    """Without ids, equal ones included; what is no JSON is counted."""
    lines = [json.dumps({"messages": TURNS}), json.dumps({"messages": TURNS}), "{"]
    log = _read(tmp_path, "log.jsonl", "\n".join(lines))
    assert _said(log) == [*SAID, *SAID]
    assert len({row.conversation_id for row in log.rows()}) == 2
    assert [bad.line for bad in log.unreadable] == [3]


def test_conversations_by_key_are_told_apart_without_their_keys(tmp_path: Path) -> None:
    """A key may be a customer's name, so the id is a hash of it."""
    log = _read(tmp_path, "log.json", {"Ada Example": TURNS, "Bo Example": TURNS})
    ids = {row.conversation_id for row in log.rows()}
    assert len(ids) == 2
    assert not any("Example" in name for name in ids)


def test_messages_of_a_conversation_take_over_what_is_said_of_it(tmp_path: Path) -> None:
    """Its channel, its language and its label."""
    value = {"id": "c1", "channel": "web", "lang": "en", "label": "lost", "messages": TURNS}
    for row in _read(tmp_path, "log.json", [value]).rows():
        assert (row.conversation_id, row.channel, row.locale) == ("c1", "web", "en")
        assert row.intent == "lost"


def test_a_parquet_table_may_hold_lists_of_messages(tmp_path: Path) -> None:
    """As public collections of chats do."""
    pq.write_table(pa.table({"id": [1], "messages": [TURNS]}), tmp_path / "log.parquet")
    assert _said(read_log(tmp_path / "log.parquet")) == SAID


def test_calls_of_tools_and_instructions_are_events(tmp_path: Path) -> None:
    """They are not what the bot says to the customer."""
    value = [
        {"role": "system", "content": "Be kind."},
        *TURNS,
        {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]},
        {"role": "tool", "content": "{}"},
    ]
    rows = _read(tmp_path, "log.json", value).rows()
    assert [row.kind for row in rows] == ["event", "text", "text", "event", "event"]


@pytest.mark.parametrize(
    "head",
    [
        "conversationId,authorName,createdAt,messageText",
        "Chat ID;Expéditeur;Date;Message",
        "ticket_id|von|gesendet_am|Inhalt",
        "chat\tDe\tFecha\tMensaje",
    ],
)
def test_columns_in_other_spellings(head: str, tmp_path: Path) -> None:
    """Words joined by capitals, accents, other languages, other marks between the cells."""
    mark = next(one for one in ",;|\t" if one in head)
    row = mark.join(["7", "Ada", "2021-12-13T10:00:00Z", "Hallo"])
    (message,) = _read(tmp_path, "log.csv", f"\ufeff{head}\r\n{row}\r\n").rows()
    assert (message.conversation_id, message.person, message.text) == ("7", "Ada", "Hallo")
    assert message.sent_at == TEN


@pytest.mark.parametrize(
    "written",
    [
        "Mon Dec 13 10:00:00 +0000 2021",
        "Mon, 13 Dec 2021 11:00:00 +0100",
        "2021-12-13 10:00:00 UTC",
        "2021-12-13 11:00:00 +0100",
        "13. Dezember 2021, 10:00",
        "13 de diciembre de 2021 10:00",
        "Dec 13, 2021 10:00 AM",
        "Mon Dec 13 2021 11:00:00 GMT+0100 (Central European Standard Time)",
        "44543.4166667",
        "1639389600.0",
    ],
)
def test_times_with_words_and_of_spreadsheets(written: str, tmp_path: Path) -> None:
    """Months as words, zones, days as spreadsheets count them."""
    (row,) = _read(tmp_path, "log.csv", f'from,date,text\nAda,"{written}",Hi\n').rows()
    assert row.sent_at == TEN


@pytest.mark.parametrize("written", ["31 Feb 2021", "Dec 13, 2021 25:00", "soon", "Mon Dec"])
def test_days_that_do_not_exist_are_counted(written: str, tmp_path: Path) -> None:
    """And no other day is made of them."""
    text = f'from,date,text\nAda,"{written}",Hi\nAda,2021-12-13,Hi\n'
    assert [bad.line for bad in _read(tmp_path, "log.csv", text).unreadable] == [2]


def test_a_day_alone_is_its_midnight(tmp_path: Path) -> None:
    """Also where it is written with dots."""
    (row,) = _read(tmp_path, "log.csv", "from;date;text\nAda;13.12.2021;Hi\n").rows()
    assert row.sent_at == datetime(2021, 12, 13, tzinfo=UTC)


def test_the_hint_of_spreadsheets_and_columns_of_one_name(tmp_path: Path) -> None:
    """``sep=;`` is no header; of two columns with one name the first counts."""
    text = "sep=;\r\nVon;Text;Text\r\nAda;Hallo;x\r\nAda;kaputt\r\n"
    log = _read(tmp_path, "log.csv", text)
    assert _kinds(log) == [("Ada", "text", "Hallo")]
    assert [bad.line for bad in log.unreadable] == [4]


@pytest.mark.parametrize(
    ("column", "customer", "agent"),
    [("inbound", "True", "False"), ("is_agent", "0", "1"), ("from_me", "no", "yes")],
)
def test_columns_that_answer_yes_or_no_tell_roles(
    column: str, customer: str, agent: str, tmp_path: Path
) -> None:
    """Whether a message came in, or was the company's own."""
    text = f"user,{column},text\nAda,{customer},Hi\nBo,{agent},Hello\n"
    assert _said(_read(tmp_path, "log.csv", text)) == [("customer", "Hi"), ("agent", "Hello")]


def test_a_column_of_speakers_may_hold_names(tmp_path: Path) -> None:
    """Where no value is a role, it is who wrote."""
    log = _read(tmp_path, "log.csv", "speaker,text\nAda,Hi\nBo,Hello\n")
    assert {row.person for row in log.rows()} == {"Ada", "Bo"}
    assert log.unreadable == ()


def test_conversations_are_told_by_replies(tmp_path: Path) -> None:
    """A table without ids of conversations may say which message answers which."""
    text = (
        "tweet_id,author_id,inbound,text,in_response_to_tweet_id\n"
        "3,7,True,c,2\n2,shop,False,b,1\n1,7,True,a,\n5,shop,False,e,4\n4,8,True,d,\n"
    )
    log = _read(tmp_path, "log.csv", text)
    groups: dict[str, set[str]] = {}
    for row in log.rows():
        groups.setdefault(row.conversation_id, set()).add(row.text)
    assert sorted(map(sorted, groups.values())) == [["a", "b", "c"], ["d", "e"]]


def test_quotes_in_one_chat_do_not_tear_it_apart(tmp_path: Path) -> None:
    """Where most messages answer none, the column only says what was quoted."""
    text = "id,from,text,reply_to\n" + "".join(f"{n},Ada,x{n},\n" for n in range(8)) + "9,Bo,y,3\n"
    assert len({row.conversation_id for row in _read(tmp_path, "log.csv", text).rows()}) == 1


def test_replies_in_a_circle_end(tmp_path: Path) -> None:
    """Each answers the other; both are one conversation."""
    log = _read(tmp_path, "log.csv", "id,from,text,reply_to\n1,Ada,a,2\n2,Bo,b,1\n")
    assert len({row.conversation_id for row in log.rows()}) == 1


@pytest.mark.parametrize("head", ["name,description,created", "time,sensor,value", "id,comment"])
def test_other_tables_are_no_chats(head: str, tmp_path: Path) -> None:
    """Names that any table may have do not make it one of messages."""
    with pytest.raises(InputError, match="no column is known to hold the texts; name it"):
        _read(tmp_path, "log.csv", f"{head}\n1,2,3\n")


CHAT = "13.12.21, 10:00 - Ada: Grüße\n13.12.21, 10:01 - Bo: schöne Größe 👍\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("cut", [0, 1])
def test_sixteen_bits_are_read_with_and_without_a_mark(
    encoding: str, cut: int, tmp_path: Path
) -> None:
    """Also where the file was cut in the middle of a letter."""
    data = CHAT.encode(encoding)
    log = _read(tmp_path, "c.txt", data[: len(data) - cut])
    assert [row.text for row in log.rows()] == ["Grüße", "schöne Größe 👍"]
    assert any("cut" in note for note in log.notes) == bool(cut)


def test_a_file_cut_in_a_letter_keeps_the_others(tmp_path: Path) -> None:
    """One broken letter does not make the line one of another encoding."""
    log = _read(tmp_path, "c.txt", CHAT.encode()[:-2])
    assert [row.text for row in log.rows()] == ["Grüße", "schöne Größe \ufffd"]
    assert "1 line holds a letter that was cut; it is shown as \ufffd" in log.notes


def test_lines_of_windows_are_still_told(tmp_path: Path) -> None:
    """Where no letter beyond ASCII is UTF-8."""
    log = _read(tmp_path, "c.txt", CHAT.replace(" 👍", "").encode("cp1252"))
    assert [row.text for row in log.rows()] == ["Grüße", "schöne Größe"]


def test_a_customer_in_many_chats_is_no_agent(tmp_path: Path) -> None:
    """Where the chats are headed by their name, whoever writes beside them is the company."""
    for number, agent in enumerate(["Bo", "Cleo", "Dora"]):
        text = f"13.12.21, 10:00 - Ada Example: Hi {number}\n13.12.21, 10:01 - {agent}: Hello\n"
        name = f"WhatsApp Chat with Ada Example ({number}).txt"
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = {(sender.name, sender.speaker) for sender in read_log(tmp_path).senders}
    assert ("Ada Example", "customer") in told
    assert {("Bo", "agent"), ("Cleo", "agent"), ("Dora", "agent")} < told


@pytest.mark.parametrize("name", ["Parcel Shop", "Lampen-Onlineshop", "Kundendienst Beispiel"])
def test_a_shop_is_the_company_even_over_its_chat(name: str, tmp_path: Path) -> None:
    """The customer who exported the chat sees the shop's name over it."""
    text = f"13.12.21, 10:00 - Ada: Hi\n13.12.21, 10:01 - {name}: Hello\n"
    log = _read(tmp_path, f"WhatsApp Chat with {name}.txt", text)
    assert {(s.name, s.speaker) for s in log.senders} == {("Ada", "customer"), (name, "agent")}
