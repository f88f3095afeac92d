"""Channels: the files that are shipped, and what customers see of a text and its choices."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.channels import Channel, Fact, load_channel, names
from dialogkit.errors import InputError, ParameterError

LONG = "This sentence has some words. " * 200


def test_windows_and_disclosure() -> None:
    """WhatsApp shuts after a day, Telegram never; Messenger demands disclosure."""
    assert load_channel("whatsapp").window_seconds == 86400
    assert load_channel("telegram").window_seconds is None
    assert load_channel("messenger").must_disclose
    assert not load_channel("web").must_disclose


@pytest.mark.parametrize(
    ("name", "labels", "form"),
    [
        ("whatsapp", ["Yes", "No", "Later"], "buttons"),
        ("whatsapp", ["x" * 20, "No"], "buttons"),
        ("whatsapp", ["x" * 21, "No"], "list"),
        ("whatsapp", ["a", "b", "c", "d"], "list"),
        ("whatsapp", [f"{n}" for n in range(10)], "list"),
        ("whatsapp", [f"{n}" for n in range(11)], "numbered"),
        ("whatsapp", ["x" * 25, "b", "c", "d"], "numbered"),
        ("messenger", [f"{n}" for n in range(13)], "buttons"),
        ("messenger", [f"{n}" for n in range(14)], "numbered"),
        ("messenger", ["x" * 21, "No"], "numbered"),
        ("telegram", ["ä" * 32], "buttons"),
        ("telegram", ["ä" * 33], "numbered"),
        ("web", ["Yes", "No"], "buttons"),
        ("instagram", ["ä" * 20], "buttons"),
        ("instagram", ["ä" * 21], "numbered"),
        ("line", ["ä" * 20] * 1, "buttons"),
        ("slack", [f"{n}" for n in range(25)], "buttons"),
        ("slack", [f"{n}" for n in range(26)], "list"),
        ("slack", [f"{n}" for n in range(101)], "numbered"),
        ("rcs", [f"{n}" for n in range(11)], "buttons"),
        ("rcs", [f"{n}" for n in range(12)], "numbered"),
        ("apple", ["Yes", "No"], "buttons"),
        ("apple", ["Yes"], "list"),
        ("apple", [f"{n}" for n in range(5)], "buttons"),
        ("apple", [f"{n}" for n in range(6)], "list"),
        ("wechat", ["Yes", "No"], "list"),
        ("wechat", ["是" * 43, "No"], "numbered"),
        ("sms", ["Yes", "No"], "numbered"),
        ("email", ["Yes", "No"], "numbered"),
        ("app", [f"{n}" for n in range(8)], "buttons"),
        ("app", [f"{n}" for n in range(9)], "numbered"),
        ("threema", ["Yes", "No"], "numbered"),
        ("whatsapp", [], "text"),
    ],
)
def test_choices_degrade_at_the_limit(name: str, labels: list[str], form: str) -> None:
    """At a limit choices keep their form, one beyond it they take the next one, with a reason."""
    seen = load_channel(name).fit("How can I help?", labels)
    assert seen.form == form
    assert bool(seen.why) == (form in ("list", "numbered"))
    assert seen.labels == (tuple(labels) if form in ("buttons", "list") else ())


def test_numbered_choices_stand_in_the_text() -> None:
    """Where there are no buttons every label is a numbered line."""
    seen = load_channel("threema").fit("Agree?", ["Yes", "No"])
    assert seen.messages == ("Agree?\n1. Yes\n2. No",)
    assert seen.why == ("Threema has no buttons",)


def test_what_a_button_sends_back_is_counted_in_bytes() -> None:
    """Telegram's 64 bytes count for the word, not for the label."""
    telegram = load_channel("telegram")
    assert telegram.fit("?", ["ä" * 40], words=["yes"]).form == "buttons"
    seen = telegram.fit("?", ["Yes"], words=["ä" * 33])
    assert (seen.form, seen.why) == (
        "numbered",
        ("what a button sends back (bytes): 66, at most 64",),
    )


def test_bytes_and_utf16_are_counted_as_such() -> None:
    """Threema counts bytes."""
    threema = load_channel("threema")
    assert threema.length("größer 🙂") == 13
    assert len(threema.fit("ä" * 1750).messages) == 1
    assert len(threema.fit("ä" * 1751).messages) == 2


def test_long_texts_become_several_messages() -> None:
    """Cut between sentences; the last message is short enough for the buttons below it."""
    seen = load_channel("whatsapp").fit(LONG, ["Yes", "No"])
    assert seen.form == "buttons"
    assert all(message.endswith("words.") for message in seen.messages)
    assert len(seen.messages[-1]) <= 1024
    assert len(seen.messages) == 3
    assert seen.why == ("text (characters): 5999, at most 1024",)


@pytest.mark.parametrize(
    ("name", "text", "labels", "words"),
    [
        ("web", "", [], "nothing to show"),
        ("web", " ", ["a"], "need a text"),
        ("web", "Hi", ["a", " "], "no label"),
        ("web", "Hi", ["Yes", "yes "], "same label"),
        ("kik", "Hi", [], "no longer"),
    ],
)
def test_what_cannot_be_carried_is_refused(
    name: str, text: str, labels: list[str], words: str
) -> None:
    """A refusal shows nothing and says why."""
    seen = load_channel(name).fit(text, labels)
    assert (seen.form, seen.messages) == ("refused", ())
    assert words in seen.why[0]


def test_what_rests_on_an_unconfirmed_value_says_so() -> None:
    """Telegram's number of buttons is not documented."""
    seen = load_channel("telegram").fit("?", [f"{n}" for n in range(101)])
    assert seen.unconfirmed
    assert not load_channel("whatsapp").fit("?", ["a", "b", "c", "d"]).unconfirmed


def test_misspelt_channels_are_refused_with_the_nearest() -> None:
    """The error lists the channels and the one that is meant."""
    with pytest.raises(ParameterError, match="Did you mean whatsapp"):
        load_channel("whatsap")


def test_own_profiles_load_from_a_path(tmp_path: Path) -> None:
    """A .toml file of one's own is a channel named after the file."""
    file = tmp_path / "shop.toml"
    fact = 'source = "our own page"\nchecked = 2026-01-02\n'
    file.write_text(f'title = "Shop"\n[text]\nvalue = 10\n{fact}', encoding="utf-8")
    channel = load_channel(file)
    assert (channel.name, channel.title) == ("shop", "Shop")
    assert channel.fit("one two three").messages == ("one two", "three")


def test_own_profiles_are_refused_with_all_breaches(tmp_path: Path) -> None:
    """Unknown keys, missing sources and wrong types are listed in one error."""
    file = tmp_path / "shop.toml"
    text = 'title = "Shop"\nspeed = 3\n[text]\nvalue = 0\nchecked = 2026-01-02\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_channel(file)
    assert all(part in str(caught.value) for part in ("speed", "text.value", "text.source"))
    file.write_text("title = ", encoding="utf-8")
    with pytest.raises(InputError, match="not TOML"):
        load_channel(file)


@pytest.mark.parametrize(
    ("name", "text", "labels", "template"),
    [
        ("messenger", "x" * 640, ["a", "b", "c"], True),
        ("messenger", "x" * 641, ["a", "b", "c"], False),
        ("messenger", "Hi", ["a", "b", "c", "d"], False),
        ("line", "x" * 160, ["a", "b", "c", "d"], True),
        ("line", "x" * 161, ["a", "b", "c", "d"], False),
        ("line", "Hi", ["a", "b", "c", "d", "e"], False),
        ("rcs", "x" * 2000, ["a"], True),
        ("rcs", "x" * 2001, ["a"], False),
        ("whatsapp", "Hi", ["a"], False),
    ],
)
def test_a_template_is_taken_where_it_fits(
    name: str, text: str, labels: list[str], template: bool
) -> None:
    """Buttons that stay are better than quick replies that vanish; that is no reason to degrade."""
    seen = load_channel(name).fit(text, labels)
    assert (seen.form, seen.template, seen.why) == ("buttons", template, ())


def test_a_template_does_not_hide_what_buttons_cannot_send_back() -> None:
    """The bytes that are sent back count for a template, too."""
    seen = load_channel("messenger").fit("Hi", ["Yes"], words=["x" * 1001])
    assert (seen.form, seen.template) == ("numbered", False)


def test_few_choices_are_read_out() -> None:
    """Voice reads up to three choices after the text, and refuses more."""
    voice = load_channel("voice")
    seen = voice.fit("Agree?", ["Yes", "No"])
    assert (seen.form, seen.messages, seen.labels, seen.why) == (
        "spoken",
        ("Agree?",),
        ("Yes", "No"),
        (),
    )
    assert voice.fit("Which?", ["a", "b", "c"]).form == "spoken"
    refused = voice.fit("Which?", ["a", "b", "c", "d"])
    assert (refused.form, refused.why) == ("refused", ("choices read out: 4, at most 3",))


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("See https://example.org", True),
        ("See www.example.org today", True),
        ("See parcels.example/AB123456789.", True),
        ("Go to example.org!", True),
        ("Write to help@example.org, please", False),
        ("It takes 3.5 days, i.e. until Friday.Then we call", False),
        ("Mo.-Fr. 8.00 bis 18.00 Uhr", False),
        ("and/or", False),
    ],
)
def test_links_are_not_read_out(text: str, linked: bool) -> None:
    """Voice refuses an address that one would tap; a point between words is none."""
    seen = load_channel("voice").fit(text)
    assert (seen.form == "refused") == linked
    assert load_channel("email").fit(text).form == "text"


def test_what_a_row_sends_back_is_counted() -> None:
    """A list on WhatsApp holds ids of 200, its buttons 256."""
    words = ["x" * 201, "b", "c", "d"]
    assert load_channel("whatsapp").fit("?", ["1", "2", "3", "4"], words=words).form == "numbered"


def test_characters_that_hang_together_stay_together() -> None:
    """A cut falls neither into an accent, a skin tone, a family nor a flag."""
    channel = Channel(name="x", title="X", text=_fact(7))
    for whole in ("e\u0301", "👍🏽", "👩\u200d👧", "🇩🇪", "❤️"):
        text = whole * 12
        assert all(len(m) % len(whole) == 0 for m in channel.fit(text).messages), whole


@given(
    st.text(min_size=1, max_size=400),
    st.lists(st.text(min_size=1, max_size=30), max_size=12),
    st.sampled_from([name for name in names() if name != "kik"]),
)
def test_the_same_is_always_shown(text: str, labels: list[str], name: str) -> None:
    """A channel has no moods: the same text and choices look the same."""
    channel = load_channel(name)
    assert channel.fit(text, labels) == channel.fit(text, labels)


@given(
    st.text(min_size=1, max_size=400),
    st.lists(st.text(min_size=1, max_size=30), max_size=12),
    st.sampled_from([name for name in names() if name != "kik"]),
)
def test_nothing_is_cut_off(text: str, labels: list[str], name: str) -> None:
    """Whatever is shown holds every word of the text and every label, within the limits."""
    channel = load_channel(name)
    seen = channel.fit(text, labels)
    if seen.form == "refused":
        return
    shown = "".join(seen.messages) + "".join(seen.labels)
    for part in (text, *labels):
        assert _bare(part) in _bare(shown)
    for message in seen.messages:
        assert channel.text is None or channel.length(message) <= channel.text.value
    assert all(number <= 10 for number in seen.parts)


@given(
    st.text(alphabet="ab .\n🙂ä\u200d", min_size=1, max_size=300),
    st.integers(8, 40),
    st.integers(8, 40),
    st.sampled_from(["characters", "utf16", "bytes"]),
)
def test_splitting_keeps_every_character(
    text: str, most: int, end: int, counts: Literal["characters", "utf16", "bytes"]
) -> None:
    """For any limits the parts put together are the text, and each is within its limit."""
    channel = Channel(
        name="x",
        title="X",
        counts=counts,
        text=_fact(most),
        buttons=_fact(3),
        button_body=_fact(end),
    )
    seen = channel.fit(text, ["A", "B"])
    if seen.form == "refused":
        assert not text.strip()
        return
    assert _bare("".join(seen.messages)) == _bare(text)
    assert all(message for message in seen.messages)
    assert all(channel.length(message) <= most for message in seen.messages)
    assert channel.length(seen.messages[-1]) <= min(most, end)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _fact(value: int) -> Fact[int]:
    return Fact(value=value, source="a test", checked=date(2026, 1, 1))
