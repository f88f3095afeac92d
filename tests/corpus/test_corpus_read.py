"""Files, folders, archives, roles and languages."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from dialogkit.conversation import Messages
from dialogkit.corpus import _sources, read_log
from dialogkit.corpus._language import language_of
from dialogkit.corpus._readers import readers
from dialogkit.errors import InputError, ParameterError

CHAT = (
    "13.12.21, 10:00 - {first}: Guten Tag, wo ist mein Paket?\n13.12.21, 10:05 - {second}: Hallo!\n"
)


def _chat(folder: Path, name: str, first: str, second: str) -> Path:
    path = folder / name
    path.write_text(CHAT.format(first=first, second=second), encoding="utf-8")
    return path


def _roles(log: Messages) -> dict[str | None, str]:
    return {row.person: row.speaker for row in log.rows()}


def test_each_reader_is_found_and_named() -> None:
    """A module in the folder of readers is a format; tables of any kind are asked last."""
    messengers = "discord facebook imessage line line_webhook signal slack telegram telegram_html"
    desks = "bot_framework chatwoot freshdesk intercom mbox rasa whatsapp whatsapp_cloud zendesk"
    assert {*messengers.split(), *desks.split()} <= set(readers())
    assert list(readers())[-3:] == ["csv", "json", "parquet"]
    assert all(name == reader.NAME for name, reader in readers().items())


def test_agents_may_be_told(tmp_path: Path) -> None:
    """Upper and lower case do not matter; a name that never occurs is counted, not named."""
    path = _chat(tmp_path, "chat.txt", "Ada", "Bo Muster")
    log = read_log(path, agents=["bo muster", "Unbekannt"])
    assert _roles(log) == {"Ada": "customer", "Bo Muster": "agent"}
    assert any(n.startswith("1 of 2 names given as agents never occur: none of") for n in log.notes)
    assert not any("inferred" in note or "Unbekannt" in note for note in log.notes)


@pytest.mark.parametrize(
    ("file", "first", "second", "customer"),
    [
        ("chat.txt", "Ada", "Bo", "Ada"),
        ("chat.txt", "Kundenservice Beispiel", "Bo", "Bo"),
        ("chat.txt", "Muster Support", "Bo", "Bo"),
        ("chat.txt", "Paketdienst", "Bo", "Bo"),
        ("chat.txt", "Zentrale", "+49 155 5550100", "+49 155 5550100"),
        ("WhatsApp Chat mit Bo.txt", "Ada", "Bo", "Bo"),
        ("WhatsApp Chat with Bo Muster.txt", "Ada", "Bo Muster", "Bo Muster"),
    ],
)
def test_the_customer_of_a_chat_of_two_is_inferred(
    file: str, first: str, second: str, customer: str, tmp_path: Path
) -> None:
    """By a company's name, a number, the name over the chat, else by who wrote first."""
    log = read_log(_chat(tmp_path, file, first, second))
    assert _roles(log) == {
        name: "customer" if name == customer else "agent" for name in (first, second)
    }
    (note,) = [note for note in log.notes if "inferred" in note]
    assert "give --agent NAME to decide" in note
    assert first not in note
    assert second not in note


def test_who_writes_in_several_chats_is_an_agent(tmp_path: Path) -> None:
    """A folder of chats shows the team."""
    for number, customer in enumerate(["Ada", "Cy", "Di"]):
        _chat(tmp_path, f"{number}.txt", "Bo" if number else customer, customer if number else "Bo")
    assert _roles(read_log(tmp_path)) == {
        "Ada": "customer",
        "Bo": "agent",
        "Cy": "customer",
        "Di": "customer",
    }


@pytest.mark.parametrize(
    ("name", "is_bot"),
    [
        ("Paketbot", True),
        ("ParcelBot", True),
        ("Bot", True),
        ("Max Talbot", False),
        ("Botho", False),
    ],
)
def test_bots_are_known_by_their_name(name: str, is_bot: bool, tmp_path: Path) -> None:
    """Names with "bot" are bots, surnames that end so are not."""
    assert (_roles(read_log(_chat(tmp_path, "c.txt", "Ada", name)))[name] == "bot") == is_bot


def test_a_folder_leaves_out_media_and_counts_what_it_cannot_read(tmp_path: Path) -> None:
    """One bad file does not stop the others, and nothing is dropped silently."""
    _chat(tmp_path, "a.txt", "Ada", "Bo")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "notes.txt").write_text("Milch kaufen", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    log = read_log(tmp_path)
    assert len(log) == 2
    assert {Path(bad.file).name for bad in log.unreadable} == {"notes.txt", "empty.txt"}
    assert any(note.startswith("1 pictures") for note in log.notes)


def test_a_folder_without_a_chat_is_refused(tmp_path: Path) -> None:
    """An empty folder, and one in which no file can be read."""
    with pytest.raises(InputError, match="without a chat export"):
        read_log(tmp_path)
    (tmp_path / "notes.txt").write_text("Milch kaufen", encoding="utf-8")
    with pytest.raises(InputError, match="no known format"):
        read_log(tmp_path)


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_zip_archive_is_read_as_the_phone_wrote_it(tmp_path: Path) -> None:
    """The chat inside is read, pictures and names that point outside are not."""
    chat = CHAT.format(first="Ada", second="Bo").encode()
    members = {"_chat.txt": chat, "IMG.jpg": b"x", "../evil.txt": chat, "/evil.txt": chat}
    log = read_log(_zip(tmp_path / "chat.zip", members))
    assert len(log) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["chat.zip"]


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive is unpacked up to a bound and no further."""
    monkeypatch.setattr(_sources, "_MOST_BYTES", 1 << 20)
    with pytest.raises(InputError, match="unpacks to more than 1 MiB"):
        read_log(_zip(tmp_path / "b.zip", {"_chat.txt": b"0" * (2 << 20)}))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"Milch kaufen", "no known format"),
        (b"13.12.21, 10:00 - Ada: a\nb\0\0\0c", "holds many NUL bytes"),
        (b'{"messages": [{"type": "message", "text": "a"', "is not JSON here"),
        (b"[" * 100_000, "no known format"),
        (b'{"type":"message","messages":' + b"[" * 100_000, "nested too deeply"),
        (b'{"type":"message","messages":[' + b"1" * 5_000 + b"]}", "too long a number"),
        (b"PK\x03\x04 and no more", "zip archive that cannot be read"),
        (b"PAR1 and no more", "not a Parquet file"),
        (b"author,text\n", "holds no messages"),
        (b'{"type":"message","messages":[]}', "holds no messages"),
        (gzip.compress(b"x", mtime=0), "a gzip archive"),
        (b"\xff\xfe\x00", "starts as UTF-16"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(data: bytes, what: str, tmp_path: Path) -> None:
    """Whatever is wrong is named, with the file."""
    path = tmp_path / "c.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_log(path)
    assert what in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_locked_or_empty_archive_is_refused(tmp_path: Path) -> None:
    """An archive without a chat says so."""
    with pytest.raises(InputError, match="without a chat"):
        read_log(_zip(tmp_path / "a.zip", {"photo.jpg": b"x"}))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_chat.txt", "x")
    locked = bytearray(buffer.getvalue())
    locked[6] |= 1
    locked[buffer.getvalue().index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(locked)
    with pytest.raises(InputError, match="password"):
        read_log(tmp_path / "b.zip")


def test_wrong_arguments_are_refused(tmp_path: Path) -> None:
    """No path, an unknown format or zone, a path that is none."""
    path = _chat(tmp_path, "c.txt", "Ada", "Bo")
    with pytest.raises(ParameterError, match="at least one file"):
        read_log()
    with pytest.raises(ParameterError, match=r"one of .*telegram.*whatsapp"):
        read_log(path, format="fax")
    with pytest.raises(ParameterError, match="Europe/Berlin"):
        read_log(path, timezone="Mars/Olympus")
    for bad in (tmp_path / "none.txt", "a\0b"):
        with pytest.raises(InputError):
            read_log(bad)


def test_format_and_channel_may_be_told(tmp_path: Path) -> None:
    """A format wins over what would be recognised, a channel over what the log names if it must."""
    path = _chat(tmp_path, "c.txt", "Ada", "Bo")
    assert {row.channel for row in read_log(path).rows()} == {"whatsapp"}
    assert {row.channel for row in read_log(path, channel="sms").rows()} == {"whatsapp"}
    forced = read_log(path, channel="sms", overrule=True)
    assert {row.channel for row in forced.rows()} == {"sms"}
    with pytest.raises(InputError):
        read_log(path, format="telegram")


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    """Some editors save so."""
    path = tmp_path / "c.txt"
    path.write_text(CHAT.format(first="Ada", second="Bo"), encoding="utf-16")
    assert len(read_log(path)) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Guten Tag, ich habe mein Paket noch nicht und warte schon", "de"),
        ("Hello, where is my parcel? I have been waiting for it", "en"),
        ("Bonjour, je n'ai pas reçu mon colis, merci de votre aide", None),
        ("Hola, no tengo el paquete y quiero saber cuando llega", None),
        ("Goedemorgen, ik heb mijn pakket niet, wanneer komt het", None),
        ("Merhaba, benim paket nerede, bir bilgi var mı", None),
        ("ok", None),
        ("", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    """German and English are told from each other and from their neighbours."""
    assert language_of([text]) == language


def test_the_language_is_that_of_the_customer(tmp_path: Path) -> None:
    """One locale a conversation, by what the customer wrote."""
    first = "13.12.21, 10:00 - Ada: Wo ist mein Paket, ich warte noch"
    text = f"{first}\n13.12.21, 10:01 - Bo: Where is it?"
    path = tmp_path / "c.txt"
    path.write_text(text, encoding="utf-8")
    assert {row.locale for row in read_log(path).rows()} == {"de"}


def test_files_of_one_log_tell_each_other_their_date_order(tmp_path: Path) -> None:
    """A short chat cannot tell the day from the month; a longer one of the same phone can."""
    short, long = tmp_path / "1.txt", tmp_path / "2.txt"
    short.write_text("3/4/26, 9:41 am - Ada: Hallo", encoding="utf-8")
    long.write_text("3/4/26, 9:41 am - Cy: Hallo\n13/4/26, 9:41 am - Cy: ja", encoding="utf-8")
    alone, both = read_log(short), read_log(tmp_path)
    assert any("assumed" in note for note in alone.notes)
    assert not any("assumed" in note for note in both.notes)
    assert {row.sent_at.month for row in both.rows() if row.sent_at} == {4}


def test_a_channel_fills_in_where_the_log_names_none(tmp_path: Path) -> None:
    """Row by row in a table; what a bot's tool is called is no channel that its log names."""
    table = tmp_path / "log.csv"
    rows = ["1;Hallo;customer;whatsapp", "1;Moin;agent;", "2;Tag;customer;"]
    table.write_text("\n".join(["conversation_id;text;speaker;channel", *rows, ""]), "utf-8")
    found = read_log(table, _chat(tmp_path, "c.txt", "Ada", "Bo"), channel="email").rows()
    named = [row.channel for row in found if row.conversation_id in ("1", "2")]
    assert named == ["whatsapp", "email", "email"]
    assert {row.channel for row in found if row.conversation_id not in ("1", "2")} == {"whatsapp"}
    bot = tmp_path / "tracker.json"
    for given, wanted in (({}, "web"), ({"input_channel": "telegram"}, "telegram")):
        said = {"event": "user", "text": "Hallo", "timestamp": 1_700_000_000.0, **given}
        bot.write_text(json.dumps({"sender_id": "x", "events": [said]}), "utf-8")
        assert {row.channel for row in read_log(bot, channel="web").rows()} == {wanted}
        assert {row.channel for row in read_log(bot).rows()} == {given.get("input_channel", "rasa")}
