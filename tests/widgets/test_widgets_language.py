"""The chat panel with pictures, moves, guards and pushes, on shipped flows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dialogkit.bot import Bot
from dialogkit.errors import ParameterError
from dialogkit.flow import load_flow
from dialogkit.widgets import ChatPanel, chat
from dialogkit.widgets._images import data_address

CORPORA = Path(__file__).parents[2] / "corpora"
MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def panel(name: str, **options: Any) -> ChatPanel:
    """A panel on a shipped flow."""
    flow = load_flow(CORPORA / name / "flow.yaml")
    return chat(Bot(flow, channel=flow.channels[0]), **options)


def notes(shown: ChatPanel) -> list[str]:
    """What the panel itself says."""
    return [line.text for line in shown.transcript if line.who == "system"]


def words(shown: ChatPanel) -> set[str]:
    """The buttons on the panel."""
    return {button["word"] for button in shown.widget.view["buttons"]}


def test_pictures_are_shown_and_told() -> None:
    """The browser gets the picture once and its words each time; the saved copy has the words."""
    shown = panel("fashion", at=SUNDAY)
    shown.press("size")
    shown.say("96")
    [line] = [line for line in shown.widget.view["lines"] if "kind" in line]
    assert line["kind"] == "image"
    assert line["text"].startswith("Größentabelle")
    assert shown.widget.view["images"][line["file"]].startswith("data:image/png;base64,")
    assert "[Bild: Größentabelle" in shown._repr_html_()
    assert "data:image" not in shown._repr_html_()


@pytest.mark.parametrize("name", ["gone.png", "large.png", "script.svg"])
def test_pictures_that_cannot_be_shown_are_told(tmp_path: Path, name: str) -> None:
    """A missing, a very large and a scriptable picture are left to their words."""
    (tmp_path / "large.png").write_bytes(bytes(600_000))
    (tmp_path / "script.svg").write_text("<svg/>", encoding="utf-8")
    assert data_address(str(tmp_path / name)) is None


def test_a_move_is_told() -> None:
    """A note stands where the conversation goes on elsewhere, and the channel is shown."""
    shown = panel("parcel", channel="telegram")
    assert shown.widget.view["channel"] == "Telegram"
    for word in ("problem", "damaged", "agree"):
        shown.press(word)
    assert "Es geht weiter auf: Web chat." in notes(shown)
    assert [line.who for line in shown.transcript][-3:] == ["bot", "system", "bot"]
    assert shown.widget.view["channel"] == "Web chat"


def test_buttons_that_are_guarded_away_are_absent() -> None:
    """Facts, opt-ins and the time decide what is offered; a press from before is a message."""
    assert "agent" in words(panel("news", at=MORNING))
    night = panel("news", at=SUNDAY)
    assert "agent" not in words(night)
    assert "topics" not in words(night)
    assert "topics" in words(panel("news", at=MORNING, opted=["morning"]))
    night.widget.view["buttons"].append({"word": "agent", "label": "Zum Leserservice"})
    night.press("agent")
    assert night.session.state.step == "late"


def test_assumed_facts_are_told_and_given_ones_are_not() -> None:
    """One note says what was assumed."""
    assumed, told = (
        panel("news", at=MORNING),
        panel("news", at=MORNING, customer={"is_known": True}),
    )
    for shown in (assumed, told):
        shown.press("delivery")
    assert "Angenommen: customer.is_known = yes." in notes(assumed)
    assert not any("Angenommen" in note for note in notes(told))


def test_pushes_are_sent_or_held_back_with_their_reason() -> None:
    """They can be pressed where the time is known; what is held back takes nothing away."""
    assert panel("news").widget.view["pushes"] == []
    shown = panel("news", at=MORNING, opted=["breaking"])
    assert shown.widget.view["pushes"] == ["morning", "breaking"]
    offered = words(shown)
    shown.push("morning")
    assert notes(shown)[-1] == "Nicht gesendet: keine Zustimmung zu morning."
    assert words(shown) == offered
    shown.push("breaking")
    assert shown.session.state.step == "breaking"
    shown.undo()
    assert shown.session.pushes == ()
    shown.push("nonsense")
    assert words(shown) == offered


def test_topics_agreed_to_are_told() -> None:
    """What the house has to note down is said."""
    shown = panel("news", at=MORNING)
    shown.press("subscribe")
    shown.press("agree")
    assert notes(shown)[-1] == "Zugestimmt: morning."


def test_unknown_facts_are_refused() -> None:
    """A misspelt fact is told before the panel is shown."""
    with pytest.raises(ParameterError, match="it has is_known"):
        panel("news", customer={"is_knwon": True})
