"""What Instagram's download holds, and how it is told from Messenger's."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dialogkit.corpus import read_log


def _write(path: Path, *messages: dict[str, Any], **more: Any) -> Path:
    rows = [{"timestamp_ms": 1_700_000_000_000 - n, **row} for n, row in enumerate(messages)]
    people = [{"name": "ada.beispiel"}, {"name": "laden"}]
    value = {"participants": people, "messages": rows, "title": "ada.beispiel", **more}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


_SAID = {"sender_name": "ada.beispiel", "content": "Hallo", "is_geoblocked_for_viewer": False}
_LIKED = {"sender_name": "laden", "content": "Liked a message"}


@pytest.mark.parametrize(
    "shared",
    [
        {"share": {"link": "https://www.instagram.com/p/x/", "original_content_owner": "laden"}},
        {"photos": [{"uri": "your_instagram_activity/messages/inbox/a/photos/1.jpg"}]},
        {"content": "Liked a message"},
    ],
)
def test_what_only_instagram_writes_tells(shared: dict[str, Any], tmp_path: Path) -> None:
    """Its folders, its keys and its words."""
    path = _write(tmp_path / "message_1.json", _SAID, {"sender_name": "laden", **shared})
    assert {row.channel for row in read_log(path).rows()} == {"instagram"}


def test_the_folder_tells_where_the_file_does_not(tmp_path: Path) -> None:
    """Both services write the same otherwise; without a folder it is taken for Messenger's."""
    insta = _write(tmp_path / "instagram-laden-2024-01-01" / "message_1.json", _SAID)
    other = _write(tmp_path / "x" / "message_1.json", _SAID)
    assert read_log(insta).rows()[0].channel == "instagram"
    assert read_log(other).rows()[0].channel == "facebook"


def test_told_by_the_user(tmp_path: Path) -> None:
    """``format`` decides."""
    path = _write(tmp_path / "message_1.json", _SAID)
    assert read_log(path, format="instagram").rows()[0].channel == "instagram"


def test_likes_are_events(tmp_path: Path) -> None:
    """A message that only tells of a heart was written by nobody."""
    rows = read_log(_write(tmp_path / "m.json", _LIKED, _SAID)).rows()
    assert [(row.kind, row.speaker) for row in rows] == [("text", "customer"), ("event", "system")]


def test_shared_posts_keep_their_link(tmp_path: Path) -> None:
    """The words that stand for an attachment go, the link stays."""
    link = "https://www.instagram.com/reel/x/"
    shared = {"content": "ada.beispiel sent an attachment.", "share": {"link": link}}
    (row,) = read_log(_write(tmp_path / "m.json", {"sender_name": "ada.beispiel", **shared})).rows()
    assert (row.text, row.kind) == (link, "media")


@pytest.mark.outside_data
def test_an_export_of_others_agrees_with_its_target() -> None:
    """The messages that another reader expects are exactly ours."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    folder = Path(root, "messenger_exports", "chat-miner_MIT", "instagram")
    target = json.loads((folder / "target.json").read_text(encoding="utf-8"))
    log = read_log(folder / "test_export.json")
    ours = [(f"{row.sent_at:%Y-%m-%dT%H:%M:%S}", row.person, row.text) for row in log.rows()]
    assert sorted(ours) == sorted((t["timestamp"], t["author"], t["message"]) for t in target)
    assert {row.channel for row in log.rows()} == {"instagram"}
