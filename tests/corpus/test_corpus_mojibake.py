"""Broken UTF-8 is repaired where it is broken, and nowhere else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.corpus._mojibake import Mender

_TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
"""Texts as people type them; messengers let no control characters through."""


def broken(text: str) -> str:
    """As Facebook writes a text."""
    return text.encode().decode("latin-1")


def _mended(*texts: str, escaped: bool = True) -> list[str]:
    mender = Mender.of(texts, escaped=escaped)
    return [mender.mend(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "Schöne Grüße aus Köln",
        "ü",
        "Łódź, ąęść",
        "👍🏽 danke ❤️",
        "e\u0301 und n\u0303",  # combining
        "Привет",
        "日本語",
        "„Anführung“ – und … €",
        "שלום",
        "\u0080",
    ],
)
def test_what_facebook_broke_is_repaired(text: str) -> None:
    """Umlauts, emoji, combining marks and other alphabets come back."""
    assert _mended(broken(text), "plain") == [text, "plain"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=8))
def test_any_text_comes_back(texts: list[str]) -> None:
    """Whatever Unicode was broken Facebook's way is repaired."""
    assert _mended(*map(broken, texts)) == texts


@pytest.mark.parametrize(
    "text", ["Café", "Grüße", "naïve", "NESTLÉ®", "«CAFÉ»", "Ł", "👍", "São Paulo", "5 €", "“a”"]
)
@pytest.mark.parametrize("escaped", [True, False])
def test_what_was_written_right_stays(text: str, *, escaped: bool) -> None:
    """A file with sound texts is not broken, however its other texts look."""
    assert _mended(text, "Müller", "“ja”", escaped=escaped) == [text, "Müller", "“ja”"]


@given(st.lists(_TYPED, max_size=8), st.booleans())
def test_no_text_of_a_sound_file_changes(texts: list[str], escaped: bool) -> None:
    """In a file that was not broken every text stays as it is, whatever it looks like."""
    sound = [*texts, *(f"schön {number}" for number in range(len(texts)))]
    assert _mended(*sound, escaped=escaped) == sound


def test_somebody_may_type_it() -> None:
    """One odd text among sound ones is what somebody typed."""
    assert _mended("Ihre Mails zeigen Ã¼ statt ü", "Ã¼", "schön", "Größe")[1] == "Ã¼"


def test_a_file_may_be_broken_in_part() -> None:
    """Texts that are surely broken are repaired beside sound ones, which stay."""
    texts = [broken("Grüße 👍"), broken("schön"), "Café", "NESTLÉ®"]
    assert _mended(*texts) == ["Grüße 👍", "schön", "Café", "NESTLÉ®"]


def test_more_broken_texts_than_sound_ones() -> None:
    """Without control characters the greater number decides."""
    texts = [*map(broken, ["schön", "für", "über", "Müller"]), "Café"]
    assert _mended(*texts) == ["schön", "für", "über", "Müller", "Café"]


def test_one_text_may_be_broken_in_part() -> None:
    """What a tool added to a broken text stays, the rest is repaired."""
    assert _mended(broken("Grüße 👍") + " – ok", broken("€")) == ["Grüße 👍 – ok", "€"]


def test_bytes_of_a_cut_character_become_one_mark() -> None:
    """A text cut inside a character ends with the mark for what cannot be read."""
    assert _mended(broken("gut 👍")[:-1], broken("schön 👍")) == ["gut \ufffd", "schön 👍"]


def test_a_file_that_is_not_escaped_needs_likely_letters() -> None:
    """Facebook writes escapes; a lone sequence of no ordinary letter elsewhere was typed."""
    assert _mended("NESTLÉ®", escaped=False) == ["NESTLÉ®"]
    assert _mended(broken("Müller"), escaped=False) == ["Müller"]


def test_plain_text_needs_no_repair() -> None:
    """ASCII says nothing and stays."""
    assert not Mender.of(["a", "b"], escaped=True).broken


def _pairs() -> list[tuple[str, str]]:
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    path = Path(root, "messenger_exports", "facebook_mojibake_pairs.json")
    pairs = json.loads(path.read_text(encoding="utf-8"))["pairs"]
    return [(json.loads(pair["raw_json"]), pair["correct"]) for pair in pairs]


@pytest.mark.outside_data
def test_what_others_found_in_their_downloads_is_repaired() -> None:
    """Each alone, and all together."""
    pairs = _pairs()
    assert [_mended(raw)[0] for raw, _ in pairs] == [right for _, right in pairs]
    assert _mended(*(raw for raw, _ in pairs)) == [right for _, right in pairs]


@pytest.mark.outside_data
def test_the_repaired_texts_of_others_stay() -> None:
    """Repairing twice changes nothing."""
    right = [text for _, text in _pairs()]
    assert _mended(*right) == right
