"""The shipped chat log: the same bytes again, readable whole, and true to what is said of it."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dialogkit.conversation import Message
from dialogkit.corpus import read_log

ROOT = Path(__file__).parents[2]
PARCEL = ROOT / "corpora" / "parcel"
LOG = PARCEL / "log"
BERLIN = ZoneInfo("Europe/Berlin")


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file of the corpus."""
    return [json.loads(line) for line in (PARCEL / name).read_text("utf-8").splitlines()]


def digests(folder: Path) -> dict[str, str]:
    """File name to hash of the content, for a log and the rows beside it."""
    files = [
        *sorted(folder.iterdir()),
        *(folder.parent / n for n in ("truth.jsonl", "planted.jsonl")),
    ]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def generate(out: Path, seed: int) -> None:
    """Runs the generator as a user would."""
    script = str(PARCEL / "generate.py")
    command = [sys.executable, script, "--seed", str(seed), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def messages_of(file: Path) -> list[Message]:
    """The messages of one export, in order."""
    return read_log(file, agents=["Paketdienst Beispiel"]).rows()


def test_same_seed_gives_the_shipped_bytes(tmp_path: Path) -> None:
    """Seed 7 gives, byte for byte, the log, the truth and the planted rows that are shipped."""
    generate(tmp_path / "log", 7)
    assert digests(tmp_path / "log") == digests(LOG)


def test_another_seed_gives_another_log(tmp_path: Path) -> None:
    """The seed decides what is written."""
    generate(tmp_path / "log", 8)
    assert digests(tmp_path / "log") != digests(LOG)


def test_log_holds_raw_exports_only_and_is_small() -> None:
    """The folder has nothing but exports, all together below 3 MB."""
    files = list(LOG.iterdir())
    assert 380 <= len(files) <= 460
    assert {file.suffix for file in files} == {".txt", ".json"}
    assert sum(file.stat().st_size for file in files) < 3_000_000


def test_log_is_read_without_loss() -> None:
    """Every message written is read, none is unreadable, and the team is told from customers."""
    truth = rows("truth.jsonl")
    log = read_log(LOG)
    spoken = [m for m in log.rows() if m.speaker != "system"]
    assert log.unreadable == ()
    assert len(spoken) == sum(case["messages"] for case in truth)
    said = Counter(m.speaker for m in spoken)
    assert said["customer"] == sum(case["customer_messages"] for case in truth)
    assert 6000 <= len(spoken) <= 9000


def test_cases_of_the_truth_are_where_they_are_said_to_be() -> None:
    """Cases start at their customer's first message, at their time, and do not overlap."""
    truth = rows("truth.jsonl")
    for name in sorted({case["file"] for case in truth})[::7]:
        messages = messages_of(LOG / name)
        end = -1
        for case in (case for case in truth if case["file"] == name):
            assert end < case["start"] <= case["end"] < len(messages)
            first = messages[case["start"]]
            assert first.speaker == "customer"
            assert _near(first, case["opened_at"])
            end = case["end"]


def _near(message: Message, opened_at: str) -> bool:
    """Whether the times agree to the minute; a date that can be read in two ways is let pass."""
    assert message.sent_at is not None
    written = datetime.fromisoformat(opened_at)
    read = message.sent_at.astimezone(BERLIN).replace(tzinfo=None)
    turned = read.month == written.day and read.day == written.month
    return turned or abs((read - written).total_seconds()) < 61


@pytest.mark.parametrize("column", ["asked_for_human", "resolved", "left"])
def test_outcomes_are_mixed(column: str) -> None:
    """Each outcome comes often enough to be learnt from and is never the rule without exception."""
    values = [case[column] for case in rows("truth.jsonl")]
    assert 0.05 < sum(values) / len(values) < 0.9


def test_recontacts_name_an_earlier_unsettled_case_of_the_same_issue() -> None:
    """What comes back was not settled, was about the same, and began before."""
    truth = {case["case"]: case for case in rows("truth.jsonl")}
    again = [case for case in truth.values() if case["recontact_of"] is not None]
    assert again
    for case in again:
        before = truth[case["recontact_of"]]
        assert not before["resolved"]
        assert before["intent"] == case["intent"]
        assert before["opened_at"] < case["opened_at"]


def test_planted_data_stand_where_they_are_said_to_be() -> None:
    """Each planted value is in the line named."""
    lines = {file.name: file.read_text("utf-8").split("\n") for file in LOG.iterdir()}
    for plant in rows("planted.jsonl"):
        assert plant["value"] in lines[plant["file"]][plant["line"] - 1]


_FICTION = r"(030|\+?49 ?30)[ /]?23125|(0|\+49 )171 ?39200|0221 4710|01632 960|(07|\+44 7)700 900"
_EXAMPLES = r"@(mail\.|post\.)?example\.(org|com|net)$"


def test_planted_numbers_and_addresses_belong_to_nobody() -> None:
    """Phone numbers are reserved for fiction, mail domains for examples."""
    planted = rows("planted.jsonl")
    kinds = {plant["kind"] for plant in planted}
    assert kinds == {"name", "phone", "email", "street", "postcode", "town", "tracking", "iban"}
    for plant in planted:
        if plant["kind"] == "phone":
            assert re.match(_FICTION, plant["value"]), plant["file"]
        if plant["kind"] == "email":
            assert re.search(_EXAMPLES, plant["value"]), plant["file"]
        if plant["kind"] == "tracking":
            assert re.fullmatch(r"[A-Z]{2}\d{9}", plant["value"].upper()), plant["file"]


def test_card_has_the_counts_of_the_data() -> None:
    """The table in CARD.md is what counting gives, and names the number of messages read."""
    script = str(PARCEL / "card.py")
    assert (
        subprocess.run([sys.executable, script, "--check"], check=False, cwd=ROOT).returncode == 0
    )
    card = (PARCEL / "CARD.md").read_text("utf-8")
    assert f"| {sum(case['messages'] for case in rows('truth.jsonl'))}, " in card
