"""SMS: alphabets, septets and parts, after the standard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.channels import Parts, load_channel

SMS = load_channel("sms")


def parts(text: str) -> Parts:
    """The parts of a text."""
    found = SMS.count_parts(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "number", "encoding", "length"),
    [
        ("", 1, "GSM-7", 0),
        ("a" * 160, 1, "GSM-7", 160),
        ("a" * 161, 2, "GSM-7", 161),
        ("a" * 306, 2, "GSM-7", 306),
        ("a" * 307, 3, "GSM-7", 307),
        ("äöüÄÖÜß§@£$", 1, "GSM-7", 11),
        ("€" * 80, 1, "GSM-7", 160),
        ("€" * 81, 2, "GSM-7", 162),
        ("[{|}]~^\\", 1, "GSM-7", 16),
        ("ç", 1, "UCS-2", 1),
        ("Ç", 1, "GSM-7", 1),
        ("я" * 70, 1, "UCS-2", 70),
        ("я" * 71, 2, "UCS-2", 71),
        ("я" * 134, 2, "UCS-2", 134),
        ("я" * 135, 3, "UCS-2", 135),
        ("🙂" * 35, 1, "UCS-2", 70),
        ("🙂" * 36, 2, "UCS-2", 72),
    ],
)
def test_parts_of_the_standard(text: str, number: int, encoding: str, length: int) -> None:
    """160 and 153 septets, 70 and 67 units; the extension table counts two."""
    found = parts(text)
    assert (found.number, found.encoding, found.length) == (number, encoding, length)
    assert SMS.length(text) == length


def test_a_pair_is_never_torn_apart() -> None:
    """An escape sequence or an emoji that would straddle two parts goes to the next."""
    # 306 septets would fill two parts; the pair at 153 is pushed on, and so is the last letter
    assert parts("a" * 152 + "€" + "a" * 152).length == 306
    assert parts("a" * 152 + "€" + "a" * 152).number == 3
    # 33 emoji fill 66 of 67 units; the 34th begins the next part
    assert parts("🙂" * 66).number == 2
    assert parts("🙂" * 67).number == 3


def test_one_character_makes_a_text_dear_and_is_named() -> None:
    """A typographic quotation mark or an emoji more than halves what a part holds."""
    plain = 'Ihre Sendung ist da. Schreiben Sie "Ja", dann bringen wir sie morgen noch einmal.'
    curly = plain.replace('"Ja"', "„Ja“")
    assert parts(plain).number == 1
    assert parts(curly).number == 2
    assert parts(curly).because == ("„", "“")
    assert SMS.fit(plain).why == ()
    assert SMS.fit(curly).why == (f"2 SMS: {len(curly)} UCS-2 units, 67 in each, because of „ “",)


def test_characters_that_nobody_can_see_are_named_by_number() -> None:
    """A tab or a joiner is told by its code point; many are counted."""
    assert "U+0009" in SMS.fit("a\tb" * 40).why[0]
    assert "and 2 more" in SMS.fit("а б в г д е ж " * 12).why[0]


def test_a_text_beyond_the_most_parts_becomes_several_messages() -> None:
    """Ten parts are the most a phone is asked to put together; each message says its own."""
    seen = SMS.fit("Dieser Satz hat einige Wörter. " * 80)
    assert len(seen.messages) == len(seen.parts) == 2
    assert all(number <= 10 for number in seen.parts)
    assert all(message.endswith("Wörter.") for message in seen.messages)


def test_other_channels_have_no_parts() -> None:
    """Parts are a matter of SMS."""
    assert load_channel("rcs").count_parts("Hello") is None
    assert load_channel("rcs").fit("Hello").parts == ()


@given(st.text(alphabet="ab €[ä„🙂я\n", max_size=700))
def test_parts_hold_the_text_and_no_fewer_would(text: str) -> None:
    """As many parts as are needed: never fewer than by division, at most one in 66 units more."""
    found = parts(text)
    fewest = -(-found.length // found.each) if found.length else 1
    assert fewest <= found.number <= -(-found.length // (found.each - 1)) + 1
    assert (found.encoding == "GSM-7") == (not found.because)
    assert set(found.because) <= set(text)


@given(st.text(alphabet="ab €[ä„🙂я", max_size=400), st.text(alphabet="a€🙂", max_size=20))
def test_a_longer_text_never_needs_fewer_parts(text: str, more: str) -> None:
    """What is added never makes it cheaper: so a cut can be found by halving."""
    assert parts(text).number <= parts(text + more).number
