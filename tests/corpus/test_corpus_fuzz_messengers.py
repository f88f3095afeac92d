"""Damaged exports of messengers: any damage gives messages or an error of ours, and loses none."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from webhook_made import cloud_message, cloud_payload, line_event, line_payload

from dialogkit.corpus._raw import Reading, Source
from dialogkit.corpus._readers import readers
from dialogkit.errors import InputError

_CLOUD = cloud_payload(
    cloud_message("15550100001", own_id="a", type="text", text={"body": "Hallo"}),
    cloud_message("15550100001", type="image", image={"caption": "so"}),
    cloud_message(
        "15550100001",
        type="edit",
        edit={"original_message_id": "a", "message": {"type": "text", "text": {"body": "neu"}}},
    ),
    cloud_message(
        "15550100001",
        type="interactive",
        interactive={"type": "button_reply", "button_reply": {"id": "1", "title": "Ja"}},
    ),
    cloud_message("15550100001", type="location", location={"name": "Lager"}),
)
_LINE = line_payload(
    line_event(message={"type": "text", "id": "1", "text": "Hallo"}),
    line_event("messageEdited", message={"type": "text", "id": "1", "text": "neu"}),
    line_event("unsend", unsend={"messageId": "1"}),
    line_event("postback", postback={"data": "a"}),
    line_event("follow", replyToken="r"),
    line_event("beacon", beacon={}),
)
_TELEGRAM = {
    "name": "Ada",
    "type": "personal_chat",
    "id": 1,
    "messages": [
        {"id": 1, "type": "message", "date_unixtime": "1700000000", "from": "Ada", "text": "a"},
        {
            "id": 2,
            "type": "message",
            "date": "2024-01-25T10:00:00",
            "from": "Bo",
            "text": ["b", {"type": "bold", "text": "c"}],
            "poll": {"question": "d"},
        },
        {"id": 3, "type": "service", "action": "phone_call", "date_unixtime": "1700000000"},
    ],
}
_SIGNAL = [
    {"conversationId": "c", "type": "outgoing", "sent_at": 1_700_000_000_000, "body": "a"},
    {"conversationId": "c", "type": "incoming", "sent_at": 1_700_000_000_000, "source": "+1555"},
    {"envelope": {"source": "+1555", "timestamp": 1, "dataMessage": {"message": "a"}}},
    {"chatItem": {"chatId": "1", "dateSent": "1", "standardMessage": {"text": {"body": "a"}}}},
    {"date": "2024-01-25T10:00:00", "sender": "Ada", "body": "a", "reactions": []},
]

Places = Callable[[Any], list[Any]]
JSON: dict[str, tuple[Any, Places]] = {
    "whatsapp_cloud": (_CLOUD, lambda v: v["entry"][0]["changes"][0]["value"]["messages"]),
    "line_webhook": (_LINE, lambda v: v["events"]),
    "telegram": (_TELEGRAM, lambda v: v["messages"]),
    "signal": (_SIGNAL, lambda v: v),
}
"""For each reader an export, and where its messages are."""

TEXTS = {
    "whatsapp": "[25.01.24, 10:05:00] Ada: Hallo\n\u200e[25.01.24, 10:06:00 PM] Bo: \u200e"
    "<attached: a.jpg>\nund mehr\n25.01.24, 10:07 - Ada hat verlassen\n",
    "line": "[LINE] Chat history with Ada\nSaved on: 2024/01/27 09:00\n\n2024/01/25(Thu)\n"
    '9:05AM\tAda\t"a\nb"\n午後9:06\tBo\t[Photo]\n9:07\t\tBo left\n',
    "signal": "[2024-01-25, 10:05] Me: \n\n> a\n\nb\n(- Ada: 👍 -)\n[2024-01-25 10:06:01] Ada: c\n",
    "telegram_html": '<div class="page_wrap"><div class="message default" id="message1"><div '
    'class="date" title="25.01.2024 10:05:07 UTC+01:00"></div><div class="from_name">Ada</div>'
    '<div class="text">a<br>b &amp; c</div></div></div>',
}
SHORT = "2024-01-25 10:05 Ada: [1 attachment] a\n2024-01-25 10:06 You: b\n"
LONG = (
    "Conversation: Ada\n\nFrom: You\nType: outgoing\nSent: Thu, 25 Jan 2024 11:05:00 +0100\n\na\n\n"
)


def _entries(reading: Reading) -> int:
    return sum(len(thread.entries) for thread in reading.threads)


def _left_out(reading: Reading) -> int:
    told = [note for note in reading.notes if note.startswith("left out")]
    return sum(int(number) for note in told for number in re.findall(r"\b\d+\b", note))


def _read(name: str, data: bytes) -> Reading | None:
    """What the reader makes of it; None where it refuses. Recognising never fails."""
    source = Source("x.txt", data, ZoneInfo("Europe/Berlin"))
    for reader in readers().values():
        reader.recognise(source)
    try:
        reading = readers()[name].read(source)
    except InputError:
        return None
    for thread in reading.threads:
        for entry in thread.entries:
            entry.text.encode()
            (entry.person or "").encode()
    return reading


@pytest.mark.parametrize("name", [*JSON, *TEXTS])
@given(data=st.binary(max_size=300))
@settings(max_examples=15, deadline=None)
def test_any_bytes(name: str, data: bytes) -> None:
    """Nothing but our own error comes out."""
    _read(name, data)


EXPORTS = [
    *((name, json.dumps(value)) for name, (value, _) in JSON.items()),
    *TEXTS.items(),
    ("signal", SHORT),
    ("signal", LONG),
]


@pytest.mark.parametrize(
    ("name", "text"), EXPORTS, ids=[f"{n}-{i}" for i, (n, _) in enumerate(EXPORTS)]
)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_cut_and_changed_anywhere(name: str, text: str, data: st.DataObject) -> None:
    """An export cut at any byte, with any bytes changed, is read or refused."""
    raw = bytearray(text.encode())
    cut = data.draw(st.integers(0, len(raw)))
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))
    _read(name, bytes(raw[:cut]))


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.sampled_from(
        ["", "x", "\ud83d", "9" * 40, "text", "message", "edit", "2024-13-45T00:00:00"]
    ),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: [[1]]),
    st.builds(lambda: {"a": {"b": []}}),
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each place inside a message: what holds it, and its key."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


@pytest.mark.parametrize("name", JSON)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_values_of_other_types_lose_no_message(name: str, data: st.DataObject) -> None:
    """Each message is an entry, unreadable, or counted as no message, whatever stands in it."""
    export, find = JSON[name]
    value = copy.deepcopy(export)
    messages = find(value)
    count = len(messages)
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(_places(messages))
        holder, key = places[data.draw(st.integers(0, len(places) - 1))]
        if isinstance(holder, dict) and data.draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = data.draw(_VALUES)
    reading = _read(name, json.dumps(value).encode())
    assert reading is not None
    assert _entries(reading) + len(reading.unreadable) + _left_out(reading) == count


@pytest.mark.parametrize("name", ["whatsapp_cloud", "line_webhook", "signal", "telegram"])
@pytest.mark.parametrize("deep", ['{"a":', "["])
def test_deeply_nested_json_is_refused(name: str, deep: str) -> None:
    """No depth of nesting overflows anything."""
    reading = _read(name, (deep * 100_000).encode())
    assert reading is None or not reading.threads
