"""A small valid export of every format, made by code, for tests that go over all formats.

Whoever adds a reader adds a sample here; a test says so where one is missing.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_START = 1_700_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One export."""

    format: str
    """The reader that takes it."""
    data: bytes
    """Its bytes."""
    messages: int
    """How many messages it holds."""
    value: Any = None
    """Its value, where it is JSON."""


def _json(name: str, messages: int, value: Any) -> Sample:
    return Sample(format=name, data=json.dumps(value).encode(), messages=messages, value=value)


def _text(name: str, messages: int, text: str) -> Sample:
    return Sample(format=name, data=text.encode(), messages=messages)


def _whatsapp() -> Sample:
    lines = ["13.12.23, 10:00 - Ada: Hallo", "noch eine Zeile", "13.12.23, 10:01 - Bo: Guten Tag"]
    return _text(
        "whatsapp", 3, "\n".join([*lines, "14.12.23, 09:00 - Ada: <Medien ausgeschlossen>"])
    )


def _whatsapp_cloud() -> Sample:
    messages: list[dict[str, Any]] = [
        {"from": "4915550100", "id": "wamid.1", "timestamp": str(_START), "type": "text"},
        {"from": "4915550100", "id": "wamid.2", "timestamp": str(_START + 9), "type": "image"},
    ]
    messages[0]["text"], messages[1]["image"] = {"body": "Hallo"}, {"id": "1", "caption": "Hier"}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550101", "phone_number_id": "1"},
        "contacts": [{"profile": {"name": "Ada"}, "wa_id": "4915550100"}],
        "messages": messages,
    }
    change = {"id": "0", "changes": [{"field": "messages", "value": value}]}
    return _json("whatsapp_cloud", 2, {"object": "whatsapp_business_account", "entry": [change]})


def _line() -> Sample:
    lines = ["[LINE] Chat history with Ada", "Saved on: 2023/12/13 10:00", "", "2023/12/13(Wed)"]
    return _text("line", 2, "\n".join([*lines, "10:00\tAda\tHello", "10:01\tBo\t[Photo]", ""]))


def _line_webhook() -> Sample:
    events = [
        {
            "type": "message",
            "message": {"type": "text", "id": str(number), "text": "Hallo"},
            "webhookEventId": f"E{number}",
            "deliveryContext": {"isRedelivery": False},
            "timestamp": (_START + number) * 1000,
            "source": {"type": "user", "userId": "U1"},
            "replyToken": "r",
            "mode": "active",
        }
        for number in range(2)
    ]
    return _json("line_webhook", 2, {"destination": "U0", "events": events})


def _telegram() -> Sample:
    rows = [
        {
            "id": number,
            "type": "message",
            "date": "2023-11-14T22:13:20",
            "date_unixtime": str(_START + number),
            "from": name,
            "from_id": f"user{name}",
            "text": ["Hallo ", {"type": "bold", "text": "du"}],
        }
        for number, name in enumerate(["Ada", "Bo", "Ada"])
    ]
    chat = {"name": "Ada", "type": "personal_chat", "id": 1, "messages": rows}
    return _json("telegram", 3, chat)


def _telegram_html() -> Sample:
    messages = "".join(
        f'<div class="message default clearfix" id="message{number}"><div class="body">'
        f'<div class="pull_right date details" title="14.11.2023 22:13:2{number} UTC+01:00">22:13'
        f'</div><div class="from_name">{name}</div><div class="text">Hallo</div></div></div>'
        for number, name in enumerate(["Ada", "Bo"], 1)
    )
    head = '<html><body><div class="page_wrap"><div class="page_header"><div class="text bold">Ada'
    body = f'</div></div><div class="page_body"><div class="history">{messages}</div></div></div>'
    return _text("telegram_html", 2, f"<!DOCTYPE html>{head}{body}</body></html>")


def _signal() -> Sample:
    return _text("signal", 2, "[2023-11-14 22:13] Ada: Hallo\n[2023-11-14 22:14] Me: Guten Tag\n")


def _meta(name: str) -> Sample:
    shared = "your_instagram_activity" if name == "instagram" else "your_facebook_activity"
    rows: list[dict[str, Any]] = [
        {
            "sender_name": "Bo",
            "timestamp_ms": _START * 1000 + 2,
            "photos": [{"uri": f"{shared}/1"}],
        },
        {
            "sender_name": "Ada",
            "timestamp_ms": _START * 1000,
            "content": "Gr\u00c3\u00bc\u00c3\u009fe",
        },
    ]
    people = [{"name": "Ada"}, {"name": "Bo"}]
    value = {"participants": people, "messages": rows, "title": "Ada", "thread_path": "inbox/ada_1"}
    return _json(name, 2, value)


def _slack() -> Sample:
    rows = [
        {
            "type": "message",
            "user": f"U0000000{n}",
            "text": "Hallo <@U00000001>",
            "ts": f"{_START}.{n:06}",
        }
        for n in range(3)
    ]
    rows[1] |= {"thread_ts": rows[0]["ts"]}
    return _json("slack", 3, rows)


def _discord() -> Sample:
    rows = [
        {
            "id": str(10**18 + n),
            "type": "Default",
            "timestamp": f"2023-11-14T22:13:2{n}.5+00:00",
            "content": "Hallo",
            "author": {"id": str(10**17 + n), "name": "ada", "nickname": "Ada", "isBot": False},
            "attachments": [],
            "mentions": [],
        }
        for n in range(2)
    ]
    channel = {"id": str(10**17), "type": "GuildTextChat", "name": "hilfe"}
    value = {"guild": {"id": "1", "name": "Laden"}, "channel": channel, "messages": rows}
    return _json("discord", 2, value)


def _imessage() -> Sample:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT);"
            "CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT, handle_id INTEGER,"
            " date INTEGER, is_from_me INTEGER);"
            "INSERT INTO handle VALUES (1, 'ada@example.org');"
            "INSERT INTO message VALUES (1, 'Hallo', 1, 700000000000000000, 0);"
            "INSERT INTO message VALUES (2, 'Guten Tag', 1, 700000001000000000, 1);"
        )
        connection.commit()
        return Sample(format="imessage", data=connection.serialize(), messages=2)


def _zendesk() -> Sample:
    comments = [
        {
            "id": n,
            "type": "Comment",
            "author_id": 900 + n,
            "body": "Hallo",
            "public": True,
            "via": {"channel": "web"},
            "created_at": f"2024-03-01T09:0{n}:00Z",
        }
        for n in range(2)
    ]
    ticket = {"id": 35, "subject": "Frage", "requester_id": 900, "comments": comments}
    users = [
        {"id": 900, "name": "Ada", "role": "end-user"},
        {"id": 901, "name": "Bo", "role": "agent"},
    ]
    about = {"url": "https://muster.example.org/api/v2/tickets/35.json", "submitter_id": 900}
    return _json("zendesk", 2, {"tickets": [about | ticket], "users": users})


def _freshdesk() -> Sample:
    reply = {
        "id": 1,
        "ticket_id": 20,
        "body": "<div>Ja</div>",
        "body_text": "Ja",
        "incoming": False,
        "private": False,
        "user_id": 2,
        "created_at": "2024-03-01T09:01:00Z",
    }
    ticket = {
        "id": 20,
        "subject": "Router",
        "description_text": "Er geht nicht.",
        "requester_id": 1,
        "responder_id": 2,
        "source": 1,
        "created_at": "2024-03-01T09:00:00Z",
        "conversations": [reply],
    }
    return _json("freshdesk", 2, [ticket])


def _intercom() -> Sample:
    part = {
        "type": "conversation_part",
        "id": "1",
        "part_type": "comment",
        "body": "<p>Guten Tag</p>",
        "created_at": _START + 60,
        "author": {"type": "admin", "id": "a1", "name": "Bo"},
    }
    parts = {"type": "conversation_part.list", "conversation_parts": [part], "total_count": 1}
    user = {"type": "user", "id": "u1", "name": "Ada"}
    begin = {"type": "conversation", "id": "9", "body": "<p>Hallo</p>", "author": user}
    value = {"type": "conversation", "id": "215", "created_at": _START, "source": begin}
    return _json("intercom", 2, {**value, "conversation_parts": parts})


def _chatwoot() -> Sample:
    rows = [
        {
            "id": n,
            "content": "Hallo",
            "account_id": 1,
            "inbox_id": 4,
            "conversation_id": 17,
            "message_type": n,
            "content_type": "text",
            "private": False,
            "created_at": _START + n,
            "sender": {"id": n, "type": "user" if n else "contact", "name": "Ada"},
        }
        for n in range(2)
    ]
    about = {"meta": {"channel": "Channel::Whatsapp"}, "id": 17, "account_id": 1, "inbox_id": 4}
    return _json("chatwoot", 2, {**about, "can_reply": True, "messages": rows})


def _mbox() -> Sample:
    data = b""
    for number, (sender, to) in enumerate([("ada", "bo"), ("bo", "ada")]):
        mail = EmailMessage()
        mail["From"], mail["To"] = f"{sender}@example.org", f"{to}@example.org"
        mail["Subject"], mail["Date"] = "Frage", f"Fri, 01 Mar 2024 09:0{number}:00 +0100"
        mail["Message-ID"] = f"<{number}@example.org>"
        mail.set_content("Hallo")
        data += b"From ada@example.org Fri Mar  1 09:00:00 2024\n" + bytes(mail) + b"\n"
    return Sample(format="mbox", data=data, messages=2)


def _rasa() -> Sample:
    events: list[dict[str, Any]] = [
        {"event": "user", "timestamp": _START + 0.5, "text": "hallo", "parse_data": {}},
        {"event": "bot", "timestamp": _START + 1.5, "text": "Guten Tag", "data": {}},
    ]
    return _json("rasa", 2, {"sender_id": "c-1", "slots": {}, "events": events})


def _bot_framework() -> Sample:
    people = [{"id": "u", "name": "Ada", "role": "user"}, {"id": "b", "name": "Bot", "role": "bot"}]
    value = [
        {
            "type": "message",
            "id": f"c|{n}",
            "timestamp": f"2024-03-01T09:00:0{n}Z",
            "channelId": "directline",
            "from": people[n],
            "recipient": people[1 - n],
            "conversation": {"id": "c"},
            "text": "Hallo",
        }
        for n in range(2)
    ]
    return _json("bot_framework", 2, value)


_ROWS = [
    {
        "conversation_id": "1",
        "sent_at": "2024-03-01T09:00:00Z",
        "speaker": "customer",
        "text": "Hi",
    },
    {"conversation_id": "1", "sent_at": "2024-03-01T09:01:00Z", "speaker": "agent", "text": "Ja?"},
]


def _csv() -> Sample:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(_ROWS[0]))
    writer.writeheader()
    writer.writerows(_ROWS)
    return _text("csv", 2, out.getvalue())


def _parquet() -> Sample:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(_ROWS), out)
    return Sample(format="parquet", data=out.getvalue(), messages=2)


SAMPLES = {
    sample.format: sample
    for sample in (
        *(_whatsapp(), _whatsapp_cloud(), _line(), _line_webhook(), _telegram(), _telegram_html()),
        *(_signal(), _meta("facebook"), _meta("instagram"), _slack(), _discord(), _imessage()),
        *(_zendesk(), _freshdesk(), _intercom(), _chatwoot(), _mbox(), _rasa(), _bot_framework()),
        *(_csv(), _json("json", 2, _ROWS), _parquet()),
    )
}
"""By format."""
