"""Labelled customer texts, read and written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Utterance
from dialogkit.corpus import read_utterances, write_utterances
from dialogkit.errors import InputError

_WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20)
_UTTERANCES = st.lists(
    st.builds(
        Utterance,
        text=_WORDS.filter(str.strip),
        intent=st.sampled_from(["parcel_lost", "customs"]),
        person=st.sampled_from([None, "p1"]),
        locale=st.sampled_from([None, "de", "en"]),
    ),
    min_size=1,
    max_size=6,
)


@given(utterances=_UTTERANCES, ending=st.sampled_from([".csv", ".jsonl", ".parquet"]))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_written_is_read_again(
    utterances: list[Utterance], ending: str, tmp_path: Path
) -> None:
    """In all three forms."""
    path = tmp_path / f"utterances{ending}"
    write_utterances(utterances, path)
    assert read_utterances(path) == utterances


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"text": "Hallo"}', "row 1 lacks intent"),
        ('{"text": "Hallo", "intent": "a"}\n{"text": " ", "intent": "a"}', "row 2 lacks text"),
        ("{", "1: is not JSON"),
        ("\n", "holds no utterances"),
    ],
)
def test_rows_that_cannot_train_are_refused(text: str, what: str, tmp_path: Path) -> None:
    """A row without text or label is named by number, without its text."""
    path = tmp_path / "u.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=what) as caught:
        read_utterances(path)
    assert "Hallo" not in str(caught.value)
