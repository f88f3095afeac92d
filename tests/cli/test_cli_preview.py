"""The command ``preview``: what it draws, and what it gives to programs."""

from __future__ import annotations

import io
import json
import unicodedata
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from cli_world import ROOT, call, corpus, refused

from dialogkit.channels import load_channel, names
from dialogkit.cli._preview import _bubble

PARCEL = ROOT / "corpora/parcel"


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus with a flow."""
    return corpus(tmp_path_factory.mktemp("preview") / "kiosk")


def test_buttons_are_drawn_below_the_text(kiosk: Path) -> None:
    """A box with the text, its buttons, where the text stands, and a summary."""
    shown = call("preview", kiosk, "--step", "hours")
    assert shown.code == 0
    assert "Web chat · de\n" in shown.out
    assert "hours · texts.de.yaml:2\n" in shown.out
    assert "│ Wir sind montags bis freitags von 8 bis 18 Uhr │" in shown.out
    assert "  [ Danke, das war alles ]\n  [ Mit einem Menschen sprechen ]\n" in shown.out
    assert shown.out.splitlines()[-1] == "Web chat · de: 2 texts: 2 with buttons."


def test_lists_say_why_there_are_no_buttons() -> None:
    """Ten choices become a list on WhatsApp."""
    shown = call("preview", PARCEL, "--channel", "whatsapp", "--step", "hello")
    assert "│ > Wo ist mein Paket?" in shown.out
    assert "! a list instead of buttons: buttons: 10, at most 3" in shown.out


def test_numbered_lines_and_parts_of_sms() -> None:
    """SMS have no buttons, and one quotation mark makes a text dear."""
    shown = call("preview", PARCEL, "--channel", "sms", "--step", "menu")
    assert "│ 10. Zu einem Menschen" in shown.out
    assert "! numbered lines instead of buttons: SMS has no buttons" in shown.out
    assert "because of „ “" in shown.out
    assert "in several SMS." in shown.out.splitlines()[-1]


def test_refusals_say_why_and_what() -> None:
    """Voice reads no ten choices out; Kik is closed."""
    shown = call("preview", PARCEL, "--channel", "voice", "--step", "hello")
    assert "✗ not shown: choices read out: 10, at most 3" in shown.out
    assert "· Zu einem Menschen" in shown.out
    closed = call("preview", PARCEL, "--channel", "kik")
    assert "✗ Kik no longer carries bots: https://" in closed.out
    assert closed.code == 0


def test_cuts_are_marked(tmp_path: Path) -> None:
    """Where a text goes on in the next message, scissors stand between the two."""
    profile = tmp_path / "pager.toml"
    fact = 'source = "our own pager"\nchecked = 2026-01-02\n'
    profile.write_text(f'title = "Pager"\n[text]\nvalue = 80\n{fact}', encoding="utf-8")
    shown = call("preview", PARCEL, "--channel", profile, "--step", "tell_late")
    assert "✂ goes on in the next message" in shown.out
    assert "! numbered lines instead of buttons: Pager has no buttons" in shown.out
    assert "! text (characters): " in shown.out
    assert "cut into several messages" in shown.out.splitlines()[-1]


def test_all_channels_of_the_flow_in_its_first_language() -> None:
    """Without options every channel is drawn and counted, and questions are drawn once."""
    shown = call("preview", PARCEL)
    summaries = [line for line in shown.out.splitlines() if " texts: " in line]
    assert [line.split(" · ")[0] for line in summaries] == [
        "WhatsApp",
        "Messenger",
        "Telegram",
        "Web chat",
    ]
    assert shown.out.count("· asks parcel_id ·") == 4
    assert "--step hello" in shown.out.splitlines()[-1]


@pytest.mark.parametrize("name", names())
def test_every_channel_is_drawn_within_a_phone(name: str) -> None:
    """No box is wider than a phone, and each of its lines is as wide as its frame."""
    shown = call("preview", PARCEL, "--channel", name, "--locale", "en")
    assert shown.code == 0
    assert shown.out.startswith(f"{load_channel(name).title} · en\n")
    boxed = [line for line in shown.out.splitlines() if line[:3] in ("  │", "  ╭", "  ╰", "  ├")]
    assert all(len(line) <= 52 for line in boxed)


def test_several_channels_and_languages() -> None:
    """Both options may be repeated."""
    words = ("--channel", "web", "--channel", "sms", "--locale", "en", "--locale", "de")
    shown = call("preview", PARCEL, "--step", "done", *words)
    titles = [line for line in shown.out.splitlines() if line.endswith((" · en", " · de"))]
    assert titles == ["Web chat · en", "Web chat · de", "SMS · en", "SMS · de"]


def test_json_for_programs() -> None:
    """Every preview is a row with its channel, form, buttons, reasons and place."""
    rows = json.loads(
        call("preview", PARCEL, "--channel", "whatsapp", "--step", "tell", "--format", "json").out
    )
    first = rows[0]
    assert (first["step"], first["part"], first["form"]) == ("tell", "say", "buttons")
    assert first["buttons"] == ["Danke, das war's", "Es dauert zu lange", "Noch etwas"]
    assert first["rows"] == first["lines"] == []
    assert first["place"]["line"] == 8


def test_misspelt_names_are_refused() -> None:
    """One sentence and exit code 2."""
    assert "Did you mean whatsapp" in refused(call("preview", PARCEL, "--channel", "whatsap"))
    assert "locale must be one of" in refused(call("preview", PARCEL, "--locale", "fr"))
    assert "has no step" in refused(call("preview", PARCEL, "--step", "hallo"))
    assert "pager.toml" in refused(call("preview", PARCEL, "--channel", "./no/pager.toml"))


@pytest.mark.parametrize("text", ["größer 🙂 ok", "日本語 text", "e\u0301 accent", "x" * 100, ""])
def test_boxes_are_straight(text: str) -> None:
    """Wide letters, emoji, accents and endless words keep the right side in line."""
    lines = list(_bubble(text, ["row 🙂", "longer row"]))
    wide = {
        sum(
            0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
            for c in x
        )
        for x in lines
    }
    assert len(wide) == 1


def test_terminals_without_box_lines_get_plain_ones() -> None:
    """Plain letters stand for lines where the encoding has none."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with redirect_stdout(out):
        lines = list(_bubble("hello", ()))
    assert lines == ["  +-------+", "  | hello |", "  +-------+"]
