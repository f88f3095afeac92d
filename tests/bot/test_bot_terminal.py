"""Talking to the bot in a terminal."""

from __future__ import annotations

from pathlib import Path

from bot_flows import KeywordModel, parcel_flow

from dialogkit.bot import Bot, Session, chat_in_terminal


def typed(tmp_path: Path, *lines: str, locale: str = "de") -> tuple[Session, list[str]]:
    """The session and what was shown after typing ``lines``."""
    written: list[str] = []
    rest = iter(lines)
    bot = Bot(parcel_flow(tmp_path), KeywordModel())
    session = chat_in_terminal(bot, lambda: next(rest, None), written.append, locale=locale)
    return session, written


def test_choices_are_numbered(tmp_path: Path) -> None:
    """Choices are shown with the numbers that take them."""
    session, written = typed(tmp_path, "1")
    assert "  1. Sendung verfolgen" in written
    assert session.state.step == "track"


def test_rehearsed_actions_are_said(tmp_path: Path) -> None:
    """An assumed outcome is not passed off as a real one."""
    _, written = typed(tmp_path, "1", "AB123456789")
    assert "(Geprobt: carrier.lookup gibt found.)" in written


def test_undo_and_restart(tmp_path: Path) -> None:
    """One step back, no further than the beginning, and all over again."""
    back, written = typed(tmp_path, "1", "/zurück", "/zurück")
    assert back.state.step == "hello"
    assert written[-1] == "(Weiter zurück geht es nicht.)"
    again, _ = typed(tmp_path, "1", "AB123456789", "/neu")
    assert (again.state.step, again.turn) == ("hello", 0)


def test_playing_the_agent(tmp_path: Path) -> None:
    """In the queue the agent can be played: take over, then give back."""
    session, written = typed(tmp_path, "human", "/join", "/resolved", locale="en")
    assert session.state.step == "back"
    assert "You are now talking to our team." in written


def test_results_are_words_of_the_customer_elsewhere(tmp_path: Path) -> None:
    """While the bot has the word, a result is only a message it does not understand."""
    session, _ = typed(tmp_path, "/resolved")
    assert session.state.control == "bot"


def test_stops_when_told(tmp_path: Path) -> None:
    """After the stop nothing more is read."""
    session, _ = typed(tmp_path, "/ende", "1")
    assert session.state.step == "hello"


def test_stops_where_the_input_ends(tmp_path: Path) -> None:
    """The end of a file or ctrl-D ends the chat like any other end."""

    def ends() -> str:
        raise EOFError

    written: list[str] = []
    session = chat_in_terminal(Bot(parcel_flow(tmp_path)), ends, written.append)
    assert session.turn == 0
