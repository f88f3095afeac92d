"""`dialogkit read`: who is who is shown before it is used, columns can be named."""

from __future__ import annotations

import json
from pathlib import Path

from cli_world import NAMES, call, refused

from dialogkit.conversation import Messages

CHAT = (
    f"13.12.21, 10:00 - {NAMES[0]}: Hallo\n"
    f"13.12.21, 10:05 - {NAMES[1]} (Service): Guten Tag\n"
    f"14.12.21, 10:05 - {NAMES[1]} (Service): War das alles?\n"
)


def chat(folder: Path) -> Path:
    """An export of one chat."""
    path = folder / "chat.txt"
    path.write_text(CHAT, encoding="utf-8")
    return path


def test_a_dry_run_shows_the_roles_and_writes_nothing(tmp_path: Path) -> None:
    """Numbers and reasons, no name, no file."""
    result = call("read", chat(tmp_path), "--dry-run")
    assert "customer 1 sender, 1 message;" in result.out
    assert "agent    1 sender, 2 messages; a name like a company's" in result.out
    assert not any(name in result.out for name in NAMES)
    assert [path.name for path in tmp_path.iterdir()] == ["chat.txt"]


def test_names_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    """On the screen, and in JSON, so that the right --agent can be found."""
    path = chat(tmp_path)
    assert NAMES[0] in call("read", path, "--dry-run", "--names").out
    plain = json.loads(call("read", path, "--dry-run", "--json").out)["senders"]
    named = json.loads(call("read", path, "--dry-run", "--json", "--names").out)["senders"]
    assert all("name" not in sender for sender in plain)
    assert {sender["name"] for sender in named} == {NAMES[0], f"{NAMES[1]} (Service)"}
    assert [sender["speaker"] for sender in plain] == ["agent", "customer"]


def test_without_a_file_and_without_a_dry_run_it_refuses(tmp_path: Path) -> None:
    """Reading for nothing is a slip."""
    assert "needs -o FILE" in refused(call("read", chat(tmp_path)))


def test_columns_can_be_named(tmp_path: Path) -> None:
    """A table in anybody's words is read with a map of its columns."""
    path = tmp_path / "t.csv"
    path.write_text("Wortlaut;Wer\nHallo;Kunde\n", encoding="utf-8")
    out = tmp_path / "m.jsonl"
    chosen = ("--column", "text=Wortlaut", "--column", "speaker=Wer")
    assert call("read", path, *chosen, "-o", out).code == 0
    assert [(row.text, row.speaker) for row in Messages.load(out).rows()] == [("Hallo", "customer")]
    assert "OWN=THEIRS" in refused(call("read", path, "--column", "Wortlaut", "-o", out))


def test_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A slip in its name would lose all times without a word."""
    path = tmp_path / "t.csv"
    path.write_text("text;person;Datum\nHallo;Ada;01.02.2026\n", encoding="utf-8")
    said = refused(call("read", path, "--column", "sent_at=Datun", "--dry-run"))
    assert "lacks the column that was named for sent_at" in said


def test_a_log_is_not_replaced_by_its_anonymous_form(tmp_path: Path) -> None:
    """And what is anonymous already is refused."""
    raw, key, out = tmp_path / "m.jsonl", tmp_path / "key", tmp_path / "a.jsonl"
    assert call("read", chat(tmp_path), "-o", raw).code == 0
    assert "would be replaced" in refused(call("anonymize", raw, "--key", key, "-o", raw))
    assert call("anonymize", raw, "--key", key, "-o", out).code == 0
    again = ("anonymize", out, "--key", key, "-o", tmp_path / "b.jsonl")
    assert "anonymous already" in refused(call(*again))


def test_no_command_writes_over_what_it_reads(tmp_path: Path) -> None:
    """Under its own name, by another way or by a link: the file is as it was."""
    raw = tmp_path / "m.jsonl"
    assert call("read", chat(tmp_path), "-o", raw).code == 0
    before = raw.read_bytes()
    (tmp_path / "deep").mkdir()
    link, hard = tmp_path / "link.jsonl", tmp_path / "hard.jsonl"
    link.symlink_to(raw)
    hard.hardlink_to(raw)
    named = (raw, tmp_path / "deep" / ".." / "m.jsonl", link, hard)
    calls: list[tuple[object, ...]] = [("cases", raw, "-o", name) for name in named]
    calls += [("cases", raw, "-o", tmp_path / "c.jsonl", "--messages", name) for name in named]
    calls += [("cases", raw, "-o", tmp_path / "c.csv", "--messages", tmp_path / "c.csv")]
    calls += [("read", raw, "-o", name) for name in named]
    calls += [("anonymize", raw, "--spans", "-o", raw)]
    calls += [("anonymize", raw, "--key", tmp_path / "k", "--audit", raw, "-o", tmp_path / "a.csv")]
    calls += [("predict", tmp_path, raw, "-o", raw)]
    for words in calls:
        assert "; name another output" in refused(call(*words)), words
        assert raw.read_bytes() == before, words
    people = tmp_path / "people.json"
    people.write_text("{}", encoding="utf-8")
    for command in ("forecast", "staff"):
        flow = (command, tmp_path, "--model", tmp_path)
        said = refused(call(*flow, "--customers", people, "-o", people))
        assert "; name another output" in said, command


def test_a_file_read_from_a_folder_is_not_written_over(tmp_path: Path) -> None:
    """And the messages of an earlier call are no part of the log."""
    chat(tmp_path)
    out = tmp_path / "m.jsonl"
    assert call("read", tmp_path, "-o", out).code == 0
    assert "would be read as a part of the log" in refused(call("read", tmp_path, "-o", out))


def test_an_unknown_channel_is_said_with_the_remedy(tmp_path: Path) -> None:
    """Of a table alone, beside chats whose messenger is known, and not where it was named."""
    path = tmp_path / "mails.csv"
    path.write_text("conversation_id;text;speaker\n1;Hallo;customer\n", encoding="utf-8")
    alone = call("read", path, "--dry-run").out
    assert "channel unknown of 1 message; name it with --channel, as email" in alone
    beside = call("read", path, chat(tmp_path), "--dry-run").out
    assert "channel unknown of 1 message; name it with --channel, as email" in beside
    assert "channel unknown" not in call("read", path, "--channel", "email", "--dry-run").out
    value = json.loads(call("read", path, chat(tmp_path), "--dry-run", "--json").out)
    assert value["channels"] == {"unknown": 1, "whatsapp": 3}
    both = ("read", path, chat(tmp_path), "--channel", "email", "--dry-run")
    assert json.loads(call(*both, "--json").out)["channels"] == {"email": 1, "whatsapp": 3}
    forced = json.loads(call(*both, "--overrule", "--json").out)
    assert forced["channels"] == {"email": 4}


def test_a_channel_that_is_named_in_vain_is_said(tmp_path: Path) -> None:
    """Where the log names its own; to write over it takes a word more, and a channel."""
    words = ("read", chat(tmp_path), "--dry-run", "--channel", "sms")
    assert "--channel changed nothing; --overrule writes over it" in call(*words).out
    assert "changed nothing" not in call(*words, "--overrule").out
    assert "needs the --channel" in refused(call(*words[:3], "--overrule"))


def test_one_of_a_kind_is_told_in_the_singular(tmp_path: Path) -> None:
    """One message, one chat, one entry."""
    path = tmp_path / "t.csv"
    path.write_text("id;text;speaker\n1;Hallo;customer\n2;Hallo\n", encoding="utf-8")
    assert "\n1 entry could not be read:" in call("read", path, "--dry-run").out
    assert "1 message in 1 chat;" in call("read", chat(tmp_path), "--dry-run", "--names").out


def table(folder: Path, heading: str = "Vorgang;Rolle;Inhalt") -> Path:
    """A folder with a table and a chat."""
    (folder / "log").mkdir(exist_ok=True)
    chat(folder / "log")
    path = folder / "log" / "mails.csv"
    path.write_text(f"{heading}\n1;customer;Hallo\n", encoding="utf-8")
    return folder / "log"


def test_a_column_that_no_table_has_is_refused_in_folders_too(tmp_path: Path) -> None:
    """With the one that was meant; where one table has it, the others are counted as before."""
    log = table(tmp_path)
    said = refused(call("read", log, "--column", "text=Inhallt", "--dry-run"))
    assert said.endswith("did you mean Inhalt?")
    (log / "more.csv").write_text("Vorgang;Rolle;Inhallt\n2;customer;Hallo\n", encoding="utf-8")
    done = call("read", log, "--column", "text=Inhallt", "--dry-run")
    assert done.code == 0
    assert "1 entry could not be read:" in done.out


def test_a_table_without_texts_names_the_option(tmp_path: Path) -> None:
    """Rather than all the formats there are."""
    path = table(tmp_path, "Vorgang;Rolle;Kram") / "mails.csv"
    said = refused(call("read", path, "--dry-run"))
    assert "--column text=" in said
    assert "whatsapp" not in said


def test_an_agent_whom_nobody_is_called_is_told_without_names(tmp_path: Path) -> None:
    """How many senders there are, how many are called much alike, and no name."""
    told = call("read", chat(tmp_path), "--dry-run", "--agent", NAMES[0][:-1]).out
    assert "none of the 2 senders is called so; 1 is called much alike" in told
    assert "much alike" not in call("read", chat(tmp_path), "--dry-run", "--agent", "Xy").out
    assert not any(name in told for name in NAMES)
