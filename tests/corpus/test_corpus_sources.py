"""Files, folders and archives of an export: what lies beside, what is bounded, what is mended."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from dialogkit.corpus import read_log
from dialogkit.corpus._raw import Source
from dialogkit.corpus._sources import find_exports, open_export
from dialogkit.errors import InputError, ParameterError

CHAT = "13.12.21, 10:00 - Ada Beispiel: Hallo\n13.12.21, 10:05 - Muster Service: Guten Tag\n"


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def sources(path: Path) -> dict[str, Source]:
    """The exports in a path, by the end of their names."""
    found, _ = find_exports([path])
    settings = Source("", b"")
    return {s.file.rpartition("/")[2]: s for one in found for s in open_export(one, settings)}


def test_a_member_sees_what_lies_beside_it(tmp_path: Path) -> None:
    """In an archive another member is reached by its way from the first, and nothing outside."""
    path = tmp_path / "export.zip"
    path.write_bytes(packed({"team/users.json": "[1]", "team/general/day.json": "[2]"}))
    found, _ = find_exports([path])
    seen = {}
    for source in open_export(found[0], Source("", b"")):
        seen[source.stem] = (source.beside("../users.json"), source.beside("../../../etc/passwd"))
    assert seen["day"] == (b"[1]", None)
    assert seen["users"] == (None, None)


def test_a_file_in_a_folder_sees_no_further_than_the_folder(tmp_path: Path) -> None:
    """Neither ``..`` nor a link leads out of the folder that was named."""
    (tmp_path / "secret.json").write_text("{}")
    folder = tmp_path / "export" / "general"
    folder.mkdir(parents=True)
    (folder / "day.json").write_text("[]")
    (folder.parent / "users.json").write_text("[1]")
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    day = sources(tmp_path / "export")["day.json"]
    assert day.beside("../users.json") == b"[1]"
    assert day.beside("../../secret.json") is None
    assert day.beside("link.json") is None
    assert day.beside("none.json") is None


def test_other_files_of_an_archive_are_counted_not_fatal(tmp_path: Path) -> None:
    """Exports hold more than chats; what is no chat is listed beside those that are."""
    path = tmp_path / "export.zip"
    path.write_bytes(packed({"chat.txt": CHAT, "settings.json": '{"theme": "dark"}'}))
    log = read_log(path)
    assert len(log) == 2
    assert [bad.file.rpartition("!")[2] for bad in log.unreadable] == ["settings.json"]


def test_paths_that_lead_out_of_an_archive_are_left_out(tmp_path: Path) -> None:
    """Members named ``../x`` or ``/x`` are never looked at; alone they are no chat."""
    path = tmp_path / "export.zip"
    path.write_bytes(packed({"../chat.txt": CHAT, "/chat.txt": CHAT, "C:chat.txt": CHAT}))
    with pytest.raises(InputError, match="without a chat"):
        read_log(path)


def test_an_archive_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a member claims as its size is not trusted; the bound holds for all of them together."""
    monkeypatch.setattr("dialogkit.corpus._sources._MOST_BYTES", 100_000)
    for members in ({"a.txt": CHAT + "x" * 200_000}, {f"{n}.txt": CHAT * 500 for n in range(5)}):
        path = tmp_path / "bomb.zip"
        path.write_bytes(packed(members))
        assert path.stat().st_size < 10_000
        found, _ = find_exports([path])
        with pytest.raises(InputError, match="unpacks to more than"):
            list(open_export(found[0], Source("", b"")))


def test_a_file_of_two_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    """The size is looked at before a byte is read."""
    path = tmp_path / "chat.txt"
    with path.open("wb") as handle:
        handle.write(CHAT.encode())
        handle.truncate(2 << 30)
    with pytest.raises(InputError, match="larger than 512 MiB"):
        read_log(path)


def test_a_log_cut_in_the_middle_of_a_line_keeps_what_is_whole(tmp_path: Path) -> None:
    """The last message is as long as the file; half a letter does not spoil the rest."""
    path = tmp_path / "chat.txt"
    path.write_bytes((CHAT + "13.12.21, 10:06 - Ada Beispiel: schö").encode()[:-1])
    log = read_log(path)
    assert len(log) == 3
    assert log.table["text"].to_pylist()[:2] == ["Hallo", "Guten Tag"]


def test_names_of_senders_have_no_invisible_marks(tmp_path: Path) -> None:
    """Neither in the table nor in the summary."""
    path = tmp_path / "chat.txt"
    path.write_text("13.12.21, 10:00 - Ser\u202evice\u200b Ada: Hallo\n", encoding="utf-8")
    log = read_log(path)
    assert log.table["person"].to_pylist() == ["Service Ada"]
    assert [sender.name for sender in log.senders] == ["Service Ada"]


def test_nul_bytes_are_taken_out_and_said(tmp_path: Path) -> None:
    """A few of them come from broken disks; the messages around them are whole."""
    path = tmp_path / "chat.txt"
    path.write_bytes((CHAT * 5).replace("Hallo", "Hal\0lo", 1).encode())
    log = read_log(path)
    assert log.table["text"].to_pylist()[0] == "Hallo"
    assert "1 NUL byte was taken out" in log.notes


def test_senders_say_who_was_taken_for_whom(tmp_path: Path) -> None:
    """One entry a sender and role, with counts and the rule, and no name where it is printed."""
    path = tmp_path / "chat.txt"
    path.write_text(CHAT, encoding="utf-8")
    senders = read_log(path).senders
    assert {(s.name, s.speaker, s.messages, s.why) for s in senders} == {
        ("Ada Beispiel", "customer", 1, "company"),
        ("Muster Service", "agent", 1, "company"),
    }
    assert "Ada" not in repr(senders)
    given = read_log(path, agents=["ada beispiel"]).senders
    assert {(s.speaker, s.why) for s in given} == {("agent", "given"), ("customer", "given")}


def test_columns_are_taken_as_the_user_says(tmp_path: Path) -> None:
    """A table with names nobody could guess is read with a map of its columns."""
    path = tmp_path / "chat.csv"
    path.write_text("Nr;Freitext;Eingang;Wer\n1;Hallo;02.03.2026 10:00;Kunde\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column is known to hold the texts; name it"):
        read_log(path)
    chosen = {"text": "Freitext", "sent_at": "Eingang", "speaker": "wer", "conversation_id": "Nr"}
    row = read_log(path, columns=chosen).rows()[0]
    assert (row.text, row.speaker, row.conversation_id) == ("Hallo", "customer", "1")
    assert row.sent_at is not None
    assert row.sent_at.isoformat() == "2026-03-02T09:00:00+00:00"


def test_a_table_that_is_not_utf8_asks_for_its_columns(tmp_path: Path) -> None:
    """It is read once they are named, so saving it again is not what it needs."""
    path = tmp_path / "chat.csv"
    path.write_bytes("id;zeit;wer;größe\n1;02.03.2026 10:00;Kunde;möglich\n".encode("cp1252"))
    with pytest.raises(InputError, match="no column is known to hold the texts; name it"):
        read_log(path)
    with pytest.raises(InputError, match="has no column 'was'"):
        read_log(path, columns={"text": "was"})
    assert [row.text for row in read_log(path, columns={"text": "größe"}).rows()] == ["möglich"]
    path.write_bytes(b"\x01\x02;\x81\xff\n\x00\xfe\n")
    with pytest.raises(InputError, match="is not UTF-8 here"):
        read_log(path)


def test_columns_of_another_name_are_refused() -> None:
    """Only columns of messages can be named."""
    with pytest.raises(ParameterError, match="columns must be some of"):
        read_log("x.csv", columns={"body": "Freitext"})


def test_json_lists_of_rows_take_the_columns_too(tmp_path: Path) -> None:
    """The map holds for every kind of table."""
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([{"q": "Hallo", "w": "Ada"}]), encoding="utf-8")
    log = read_log(path, columns={"text": "q", "person": "w"})
    assert log.table["text"].to_pylist() == ["Hallo"]
