"""Every format is told from every other, on the exports of the outside data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dialogkit.corpus import formats, read_log
from dialogkit.corpus._raw import Source
from dialogkit.corpus._readers import readers
from dialogkit.corpus._sources import find_exports, open_export
from dialogkit.errors import InputError

TABLES = {"csv", "json", "parquet"}
EXPECTED = {
    "chat-miner_MIT/instagram/test_export.json": "instagram",
    "chat-miner_MIT/signal/test_export.txt": "signal",
    "chat-miner_MIT/telegram/test_single_export.json": "telegram",
    "langchain-community_MIT/facebook_chat.json": "facebook",
    "langchain-community_MIT/imessage_chat.db": "imessage",
    "langchain-community_MIT/messages.html": "telegram_html",
    "langchain-community_MIT/slack_export.zip": "slack",
    "langchain-community_MIT/whatsapp_chat.txt": "whatsapp",
    "line2json_MIT/talk-mobile.txt": "line",
    "slack-export-viewer_MIT/testarchive.zip": "slack",
}


def outside(part: str) -> Path:
    """A folder of the outside data."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    return Path(root, part)


def sources(path: Path) -> list[Source]:
    """Every export in a file or a folder; files that are none are left out."""
    found, _ = find_exports([path])
    opened = []
    for one in found:
        try:
            opened += list(open_export(one, Source("", b"")))
        except InputError:
            continue
    return opened


@pytest.mark.parametrize("part", ["messenger_exports", "messenger_webhooks"])
def test_no_export_is_of_two_formats(part: str) -> None:
    """At most one format that is no table says of an export that it is its own."""
    seen = 0
    for source in sources(outside(part)):
        own = [n for n, reader in readers().items() if n not in TABLES and reader.recognise(source)]
        assert len(own) <= 1, own
        seen += len(own)
    assert seen >= 20


@pytest.mark.parametrize("file", EXPECTED)
def test_each_export_is_of_its_format(file: str) -> None:
    """And every part of an archive is, too."""
    for source in sources(outside("messenger_exports") / file):
        own = [name for name, reader in readers().items() if reader.recognise(source)]
        assert own[0] == EXPECTED[file]


@pytest.mark.parametrize("file", EXPECTED)
def test_reading_by_content_and_by_name_agree(file: str) -> None:
    """What is recognised is what the user would have named; nothing is unreadable."""
    path = outside("messenger_exports") / file
    found, named = read_log(path), read_log(path, format=EXPECTED[file])
    assert found.table == named.table
    assert len(found) > 0
    assert found.unreadable == ()
    assert f"format: {EXPECTED[file]}" in " ".join(found.notes)


def test_a_folder_of_everything_is_read_at_once() -> None:
    """Exports of many messengers in one folder make one log; what is none of them is listed."""
    log = read_log(outside("messenger_exports"), outside("messenger_webhooks"))
    channels = set(log.table["channel"].to_pylist())
    assert {"whatsapp", "telegram", "signal", "slack", "line", "instagram"} <= channels
    assert all(bad.why and bad.file for bad in log.unreadable)


def test_formats_are_those_of_the_readers() -> None:
    """The names a user may give."""
    assert set(formats()) == set(readers())
    assert set(formats()) > TABLES
