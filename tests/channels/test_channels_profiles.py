"""Profiles of channels: every value dated and sourced, and what is special about each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dialogkit.channels import load_channel, names
from dialogkit.conversation import Level
from dialogkit.errors import InputError

SIXTEEN = {
    *("whatsapp", "messenger", "instagram", "telegram", "line", "wechat", "kik", "slack"),
    *("threema", "sms", "rcs", "apple", "email", "web", "app", "voice"),
}


def test_the_sixteen_are_there() -> None:
    """The shipped profiles are those of the design."""
    assert set(names()) == SIXTEEN


@pytest.mark.parametrize("name", names())
def test_every_value_is_dated_and_sourced(name: str) -> None:
    """Each fact says who says so and when it was looked up; an address is a whole one."""
    facts = load_channel(name).facts
    assert facts
    for fact in facts.values():
        assert date(2026, 1, 1) <= fact.checked <= date(2026, 12, 31)
        assert len(fact.source) > 10
        assert "://" not in fact.source or "https://" in fact.source


@pytest.mark.parametrize("name", names())
def test_every_channel_is_judged(name: str) -> None:
    """Each says up to which level values may be asked there, and why."""
    fit = load_channel(name).fit_for
    assert fit is not None
    assert fit.source.startswith("judgement: ")


@pytest.mark.parametrize("name", names())
def test_facts_hang_together(name: str) -> None:
    """What is a part of another thing is not there without it, nor greater than it."""
    channel = load_channel(name)
    for part, whole in (
        ("button_title", "buttons"),
        ("button_data", "buttons"),
        ("min_choices", "buttons"),
        ("template_body", "template_buttons"),
        ("template_title", "template_buttons"),
        ("row_title", "rows"),
        ("row_description", "rows"),
        ("human_window", "window"),
        ("tap_messages", "tap_window"),
    ):
        assert part not in channel.facts or whole in channel.facts, part
    for body in (channel.button_body, channel.row_body, channel.template_body):
        assert body is None or channel.text is None or body.value <= channel.text.value


@pytest.mark.parametrize(
    ("name", "fact", "value"),
    [
        ("whatsapp", "buttons", 3),
        ("whatsapp", "button_title", 20),
        ("whatsapp", "button_body", 1024),
        ("whatsapp", "rows", 10),
        ("whatsapp", "row_title", 24),
        ("whatsapp", "row_description", 72),
        ("whatsapp", "button_data", 256),
        ("whatsapp", "row_data", 200),
        ("whatsapp", "text", 4096),
        ("whatsapp", "window", 86400),
        ("whatsapp", "recipients", 256),
        ("whatsapp", "templates", True),
        ("whatsapp", "opt_in", True),
        ("messenger", "buttons", 13),
        ("messenger", "button_title", 20),
        ("messenger", "template_buttons", 3),
        ("messenger", "template_body", 640),
        ("messenger", "text", 2000),
        ("messenger", "human_window", 7 * 86400),
        ("messenger", "ad_window", 7 * 86400),
        ("messenger", "discloses", True),
        ("instagram", "buttons", 13),
        ("instagram", "text", 1000),
        ("telegram", "text", 4096),
        ("telegram", "button_data", 64),
        ("telegram", "buttons", 100),
        ("line", "buttons", 13),
        ("line", "phone_only", True),
        ("line", "messages", 5),
        ("line", "template_buttons", 4),
        ("line", "template_body", 160),
        ("line", "text", 5000),
        ("line", "reply_window", 60),
        ("wechat", "messages", 5),
        ("wechat", "window", 48 * 3600),
        ("wechat", "tap_messages", 3),
        ("wechat", "tap_window", 60),
        ("slack", "buttons", 25),
        ("slack", "text", 3000),
        ("slack", "button_title", 75),
        ("rcs", "text", 3072),
        ("rcs", "buttons", 11),
        ("rcs", "button_title", 25),
        ("rcs", "template_buttons", 4),
        ("apple", "reach_human", True),
        ("apple", "discloses", True),
        ("apple", "min_choices", 2),
        ("apple", "buttons", 5),
        ("apple", "button_title", 24),
        ("threema", "text", 3500),
        ("kik", "discontinued", True),
        ("sms", "part", 160),
        ("sms", "part_joined", 153),
        ("sms", "part_ucs2", 70),
        ("sms", "part_ucs2_joined", 67),
        ("voice", "spoken_choices", 3),
        ("voice", "links", False),
    ],
)
def test_the_facts_of_the_design(name: str, fact: str, value: int | bool) -> None:
    """Each profile states what the design found out."""
    assert load_channel(name).facts[fact].value == value


def test_what_nobody_confirmed_says_so() -> None:
    """The values the design calls weak or undocumented are marked, official ones are not."""
    doubtful = {
        f"{name}.{key}"
        for name in names()
        for key, fact in load_channel(name).facts.items()
        if fact.unconfirmed
    }
    assert {"telegram.buttons", "instagram.text", "wechat.text"} <= doubtful
    assert not {"whatsapp.buttons", "messenger.buttons", "line.buttons"} & doubtful


def test_agents_may_write_for_longer_where_there_is_a_tag_for_humans() -> None:
    """Messenger gives agents a week; WhatsApp no more than the bot; Telegram for ever."""
    assert load_channel("messenger").human_window_seconds == 7 * 86400
    assert load_channel("whatsapp").human_window_seconds == 86400
    assert load_channel("telegram").human_window_seconds is None


@pytest.mark.parametrize(
    ("name", "level", "fits"),
    [
        ("sms", "public", True),
        ("sms", "personal", True),
        ("sms", "sensitive", False),
        ("whatsapp", "sensitive", False),
        ("web", "sensitive", True),
        ("app", "sensitive", True),
        ("threema", "sensitive", True),
        ("voice", "sensitive", False),
    ],
)
def test_levels_that_may_be_asked(name: str, level: Level, fits: bool) -> None:
    """Sensitive values are asked on the company's own channels and on Threema alone."""
    assert load_channel(name).fits_level(level) is fits


def test_media_that_are_carried() -> None:
    """SMS carry none, voice what can be heard, WhatsApp all."""
    assert not load_channel("sms").carries("image")
    assert load_channel("voice").carries("audio")
    assert not load_channel("voice").carries("image")
    assert load_channel("whatsapp").carries("file")


def test_own_profiles_may_state_every_kind_of_fact(tmp_path: Path) -> None:
    """Numbers, truths, levels and media are read; what is not stated has no limit."""
    file = tmp_path / "courier.toml"
    facts = (("text", "100"), ("links", "false"), ("fit_for", '"public"'), ("media", '["image"]'))
    tail = 'source = "our own page"\nchecked = 2026-01-02\n'
    told = "".join(f"[{name}]\nvalue = {value}\n{tail}" for name, value in facts)
    file.write_text(f'title = "Courier"\ncounts = "utf16"\n{told}', encoding="utf-8")
    channel = load_channel(file)
    assert channel.length("🙂") == 2
    assert not channel.fits_level("personal")
    assert (channel.carries("image"), channel.carries("video")) == (True, False)
    assert channel.fit("See example.org").form == "refused"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ('[fit_for]\nvalue = "secret"\n', "fit_for.value"),
        ('[media]\nvalue = ["smell"]\n', "media.value"),
        ('[links]\nvalue = "no"\n', "links.value"),
        ("[text]\nvalue = true\n", "text.value"),
    ],
)
def test_own_profiles_with_wrong_values_are_refused(tmp_path: Path, told: str, words: str) -> None:
    """A value of the wrong kind is named."""
    file = tmp_path / "courier.toml"
    tail = 'source = "our own page"\nchecked = 2026-01-02\n'
    file.write_text(f'title = "Courier"\n{told}{tail}', encoding="utf-8")
    with pytest.raises(InputError, match=words):
        load_channel(file)


def test_a_profile_that_counts_as_sms_needs_the_sizes_of_parts(tmp_path: Path) -> None:
    """Without them nobody could say in how many parts a text goes."""
    file = tmp_path / "pager.toml"
    file.write_text('title = "Pager"\ncounts = "gsm7"\n', encoding="utf-8")
    with pytest.raises(InputError, match="part_ucs2_joined"):
        load_channel(file)
