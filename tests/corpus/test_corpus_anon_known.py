"""What a log knows of people counts everywhere: in other conversations, in labels, once only."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogkit.conversation import Message, Messages
from dialogkit.corpus import anonymize, anonymize_file, audit
from dialogkit.errors import ParameterError

KEY = bytes(range(32))


def said(conversation: str, speaker: str, person: str, text: str, **more: str) -> Message:
    """A message."""
    return Message(
        conversation_id=conversation,
        position=0,
        speaker="customer" if speaker == "customer" else "agent",
        person=person,
        text=text,
        **more,  # type: ignore[arg-type] # text columns only
    )


LOG = Messages.of(
    [
        said("a", "customer", "Olaf Quittenbaum", "hallo", intent="frage_sabine_koehler"),
        said("b", "customer", "Sveta K", "guten Tag", channel="+491713920042"),
        said("c", "agent", "Kiosk Service", "tell Quittenbaum too", intent="parcel_status"),
    ]
)


def test_a_customer_is_known_in_other_conversations() -> None:
    """By a family name that is nothing else, and as the same person as in their own."""
    anonymous, found = anonymize(LOG, key=KEY)
    olaf = anonymous.table["person"].to_pylist()[0]
    mark = f"<{olaf[: len('PERSON_') + 4]}>"
    assert anonymous.table["text"].to_pylist()[2] == f"tell {mark} too"
    assert found.found_again == 0


def test_labels_with_somebody_in_them_become_pseudonyms() -> None:
    """A channel that is a number, an intent that is a name; ordinary labels stay."""
    table = anonymize(LOG, key=KEY)[0].table
    assert table["intent"].to_pylist()[0].startswith("INTENT_")
    assert table["intent"].to_pylist()[2] == "parcel_status"
    assert table["channel"].to_pylist()[1].startswith("CHANNEL_")


def test_what_is_anonymous_is_not_anonymized_again(tmp_path: Path) -> None:
    """Its pseudonyms would get pseudonyms; an audit of the two exchanged would prove nothing."""
    anonymous, _ = anonymize(LOG, key=KEY)
    with pytest.raises(ParameterError, match="anonymous already"):
        anonymize(anonymous, key=KEY)
    path = tmp_path / "anon.parquet"
    anonymous.save(path)
    with pytest.raises(ParameterError, match="anonymous already"):
        anonymize_file(path, tmp_path / "again.parquet", key=KEY)
    with pytest.raises(ParameterError, match="exchanged"):
        audit(anonymous, LOG, quick=True)
