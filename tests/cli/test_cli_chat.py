"""Talking to a bot on the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from cli_world import ROOT, call, refused

NEWS = ROOT / "corpora" / "news"
FASHION = ROOT / "corpora" / "fashion"
MONDAY = "2026-11-23 09:30"


def told(*typed: str, flow: Path = NEWS, at: str = MONDAY, **options: str) -> list[str]:
    """What stands on the screen, prompts aside."""
    named = {name.replace("_", "-"): value for name, value in options.items()}
    given = [word for name, value in named.items() for word in (f"--{name}", value)]
    result = call("chat", flow, "--at", at, *given, typed="".join(f"{line}\n" for line in typed))
    assert result.code == 0, result.err
    return [line.removeprefix("> ") for line in result.out.splitlines()]


def test_what_is_assumed_is_said_once_and_facts_end_it() -> None:
    """A fact nobody told is assumed in one line; with --fact there is nothing to assume."""
    assumed = told("Zeitung fehlt")
    assert assumed.count("(Angenommen: customer.is_known = yes)") == 1
    assert not any("Angenommen" in line for line in told("Zeitung fehlt", fact="is_known=no"))
    assert any("Abonummer" in line for line in told("Zeitung fehlt", fact="is_known=no"))


def test_time_decides_who_is_there() -> None:
    """In the evening the same message leads elsewhere, and the clock can be set in the chat."""
    assert any("Übergabe an service" in line for line in told("Mensch"))
    assert not any("Übergabe" in line for line in told("Mensch", at="2026-11-23 22:00"))
    later = told("/uhr 22:00", "/neu", "Mensch")
    assert "(Es ist Mo 23.11.2026 22:00. Geschlossen: service.)" in later
    assert not any("Übergabe" in line for line in later)
    english = told("/clock 07.15", "/clock 2026-11-29 12:00", locale="en")
    assert "(It is Tue 2026-11-24 07:15. Open: service.)" in english
    assert "(It is Sun 2026-11-29 12:00. Closed: service.)" in english


def test_without_a_time_it_is_now() -> None:
    """The clock starts at the present moment, on the wall clock of the team."""
    shown = call("chat", NEWS, typed="/clock\n").out
    assert f"{datetime.now().astimezone().year}" in shown
    assert ("Geöffnet: service" in shown) is not ("Geschlossen: service" in shown)


def test_pushes_need_consent_and_stop_at_the_cap() -> None:
    """What is held back is said with its reason."""
    held = "(Nicht gesendet: keine Zustimmung zu breaking.)"
    assert held in told("/push breaking")
    sent = told(*["/push breaking", "danke"] * 4, opt_in="breaking")
    assert sum(line.startswith("(Ende") for line in sent) == 3
    assert "(Nicht gesendet: schon 3 in sieben Tagen.)" in sent
    assert "(Diese gibt es: morning, breaking)" in told("/push weather")
    waiting = told("Mensch", "/push breaking", opt_in="breaking")
    assert "(Nicht gesendet: Das Gespräch lässt sich gerade nicht unterbrechen.)" in waiting


def test_waiting_and_the_team_are_played() -> None:
    """The place in the queue is told where the flow tells it; then the team takes over."""
    lines = told("/warten 3 12", "/da Kim", "Hallo?", "/returned", flow=FASHION)
    assert any("3" in line and "12" in line for line in lines)
    assert any("Kim" in line and not line.startswith("(") for line in lines)
    assert "(Der Bot schweigt: Das Team hat das Wort.)" in lines
    assert "  1. Alles geklärt" in lines
    assert "(Gerade wartet niemand in der Warteschlange.)" in told("/warten")
    assert "(Platz und Minuten bitte als Zahlen: /warten 3 12)" in told("Mensch", "/warten bald")


def test_a_shut_team_is_told() -> None:
    """Who is handed off while nobody is there learns how it goes on."""
    lines = told("Mensch", "/closed", flow=FASHION, at="2026-11-22 12:00")
    shut = "(advice ist gerade geschlossen: /closed zeigt, wie es dann weitergeht.)"
    assert shut in lines
    assert lines.index(shut) < lines.index("  1. Ja gern")


def test_silence_moves_the_clock() -> None:
    """As long as the flow waits, and one step back takes the time back, too."""
    lines = told("/schweigen", "/zurück", "/uhr")
    assert "(20 Stunden später: Di 24.11.2026 05:30)" in lines
    assert "(Ende: silence. /neu beginnt von vorn.)" in lines
    assert "(Es ist Mo 23.11.2026 09:30. Geöffnet: service.)" in lines
    assert "(Das Gespräch ist zu Ende. /neu beginnt von vorn.)" in told("/silence", "/silence", "?")


def test_pictures_and_moves_are_told() -> None:
    """A picture is told by its words, and where it goes on by the channel's name."""
    lines = told("Größe finden", flow=FASHION, at="2026-11-22 12:00")
    assert any(line.startswith("[Bild: Größentabelle") for line in lines)
    parcel = ROOT / "corpora" / "parcel"
    moved = told("9", "1", "ja", flow=parcel, channel="telegram")
    assert moved.index("(Weiter auf: Web chat)") > 0
    assert not any(
        "Weiter auf" in line for line in told("9", "1", "ja", flow=parcel, channel="web")
    )


@pytest.mark.parametrize("locale", ["de", "en"])
def test_commands_of_both_languages_are_known(locale: str) -> None:
    """Help names them in the language spoken; what is none is said to be none."""
    lines = told("/hilfe", "/help", "/xyzzy", "/resolved", "/uhr quarter", locale=locale)
    helped = [line for line in lines if "/silence" in line or "/schweigen" in line]
    assert len(helped) == 2
    assert sum("/xyzzy" in line for line in lines) == 0
    assert len([line for line in lines if line.startswith("(")]) >= 15


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("--fact", "is_known"), "--fact must be name=value"),
        (("--fact", "is_rich=yes"), "it has is_known"),
        (("--opt-in", "weather"), "--opt-in must be a topic of the flow, morning, breaking"),
        (("--at", "noon"), "--at must be a date and a time"),
        (("--locale", "fr"), "must be one of the flow's, de, en"),
        (("--channel", "pigeon"), "channel"),
    ],
)
def test_what_cannot_be_is_refused(options: tuple[str, str], rule: str) -> None:
    """One sentence, before anything is said."""
    assert rule in refused(call("chat", NEWS, *options))


def test_empty_lines_are_nothing() -> None:
    """Return alone neither sends a message nor ends the chat."""
    assert "".join(told("", "   ")).replace("> ", "") == "".join(told())
