"""The chat panel from Python's side."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.bot import Bot
from dialogkit.conversation import HANDOFF_RESULTS
from dialogkit.errors import MissingExtraError, ParameterError
from dialogkit.flow import load_flow
from dialogkit.widgets import ChatPanel, chat
from dialogkit.widgets._inbox import Inbox
from dialogkit.widgets._rehearsal import Rehearsal
from dialogkit.widgets._words import words

FLOW = """\
bot: shop
locales: [de, en]
start: hello
intents: {agent: human_agent}
data:
  order_id: {like: AB123456, level: personal}
  story: {like: free text, level: sensitive}
actions:
  look: {needs: [order_id], gives: {found: 90%, failed: 10%}, takes: 1s}
steps:
  hello: {say: hello, disclose: bot, choose: {order: order, agent: desk}}
  order: {ask: order_id, do: look, when: {found: tell, failed: desk}}
  tell: {say: tell, choose: {done: done}}
  desk: {handoff: team}
  done: {say: bye, end: resolved}
anywhere:
  - {hear: agent, goto: desk}
  - {lost: [rephrase]}
  - {silent: 1h, goto: done}
handoffs:
  team:
    pass: {values: [order_id, story], upto: personal}
    suggest: [sorry]
    when:
      {resolved: done, returned: hello, closed: done, nobody: done, left: done, window_shut: done}
"""
TEXTS = """\
hello: Guten Tag!
order: Bestellung
agent: Mensch
order_id: Wie lautet die Nummer?
tell: "{order_id} ist unterwegs."
done: Danke
bye: Tschüss!
rephrase: Wie bitte?
sorry: Das tut uns leid.
"""


def shop(folder: Path, **options: Any) -> Bot:
    """A bot for orders, in German and English."""
    (folder / "flow.yaml").write_text(FLOW, encoding="utf-8")
    for locale in ("de", "en"):
        (folder / f"texts.{locale}.yaml").write_text(TEXTS, encoding="utf-8")
    return Bot(load_flow(folder / "flow.yaml"), **options)


@pytest.fixture
def panel(tmp_path: Path) -> ChatPanel:
    """A fresh panel."""
    return chat(shop(tmp_path))


def spoken(panel: ChatPanel) -> list[str]:
    """What customer, bot and agent said."""
    return [line.text for line in panel.transcript if line.who != "system"]


def test_talking_and_undoing(panel: ChatPanel) -> None:
    """Undo brings back session and transcript as they were, as far as the beginning."""
    start = (panel.session, panel.transcript)
    panel.press("order")
    asked = (panel.session, panel.transcript)
    panel.say("AB 123 456")
    assert spoken(panel)[-1] == "AB123456 ist unterwegs."
    panel.undo()
    assert (panel.session, panel.transcript) == asked
    for _ in range(3):
        panel.undo()
    assert (panel.session, panel.transcript) == start


def test_restart_begins_again(panel: ChatPanel) -> None:
    """After a restart nothing is left of what was said."""
    panel.press("order")
    panel.restart()
    assert len(panel.transcript) == 1
    assert panel.session.state.step == "hello"


def test_playing_the_agent(panel: ChatPanel) -> None:
    """The agent sees what may be passed, answers, and gives back to the bot."""
    panel.say("1")
    panel.say("AB123456")
    panel.say("Mensch")
    handoff = panel.widget.view["handoff"]
    assert handoff["passed"] == {"order_id": "AB123456"}
    assert handoff["suggestions"] == ["Das tut uns leid."]
    panel.answer("Wie kann ich helfen?")
    assert panel.session.state.control == "agent"
    panel.say("Alles gut.")
    panel.give_back("returned")
    assert panel.session.state.step == "hello"
    assert panel.widget.view["handoff"] is None
    assert "Wie kann ich helfen?" in spoken(panel)


@pytest.mark.parametrize("result", HANDOFF_RESULTS)
def test_every_result_can_be_played(panel: ChatPanel, result: Any) -> None:
    """Each way a handoff ends has a button and leads on."""
    panel.say("Mensch")
    assert result in panel.widget.view["results"]
    panel.give_back(result)
    assert panel.session.state.control in ("bot", "ended")


def test_silence_follows_the_flow(panel: ChatPanel) -> None:
    """The customer's silence is an event like any other."""
    panel.silence()
    assert panel.session.state.end == "resolved"


def test_rehearsed_outcomes_are_marked(panel: ChatPanel) -> None:
    """An assumed outcome is told as such."""
    panel.press("order")
    panel.say("AB123456")
    notes = [line.text for line in panel.transcript if line.who == "system"]
    assert notes == ["Geprobt: look gibt „found“."]


def test_a_failing_back_end_is_told_and_nothing_lost(tmp_path: Path) -> None:
    """When a bound function fails, the message stays, the error's kind is told, its text is not."""

    def look(values: Mapping[str, str]) -> str:
        raise ConnectionError(f"no answer for {values['order_id']}")

    panel = chat(shop(tmp_path, actions={"look": look}))
    panel.press("order")
    panel.say("AB123456")
    assert [line.text for line in panel.transcript[-2:]] == [
        "AB123456",
        "Das ging nicht: ConnectionError",
    ]
    assert panel.session.state.step == "order"


def send(panel: ChatPanel, seq: int, kind: str, view: str = "one", **more: str) -> None:
    """A message as the browser sends it."""
    panel._receive({"view": view, "seq": seq, "kind": kind, **more})


def test_two_hundred_messages(panel: ChatPanel) -> None:
    """200 messages sent without waiting all arrive, in order, and are acknowledged."""
    for number in range(1, 201):
        send(panel, number, "say", text=f"message {number}")
    said = [line.text for line in panel.transcript if line.who == "customer"]
    assert said == [f"message {number}" for number in range(1, 201)]
    assert panel.widget.view["seen"] == {"one": 200}
    assert len(panel.widget.view["lines"]) == len(panel.transcript)


@given(st.permutations(range(1, 9)), st.lists(st.integers(1, 8), max_size=6))
def test_inbox_keeps_order_whatever_comes(order: list[int], again: list[int]) -> None:
    """Early, late and doubled messages are each taken once, by their number."""
    inbox = Inbox()
    taken = [
        message["seq"]
        for seq in (*order, *again)
        for message in inbox.take({"view": "one", "seq": seq})
    ]
    assert taken == sorted(order)


def test_two_views_number_for_themselves(panel: ChatPanel) -> None:
    """A second view of the same panel begins at 1 and is heard all the same."""
    send(panel, 1, "say", text="first")
    send(panel, 1, "say", view="two", text="second")
    assert [line.text for line in panel.transcript if line.who == "customer"] == ["first", "second"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        3,
        {},
        {"view": "one"},
        {"view": "one", "seq": "1", "kind": "say"},
        {"view": 1, "seq": 1},
    ],
)
def test_what_is_no_message_is_ignored(panel: ChatPanel, content: object) -> None:
    """Whatever else comes through the line changes nothing."""
    before = panel.transcript
    panel._receive(content)
    assert panel.transcript == before


@pytest.mark.parametrize(
    "more",
    [{"kind": "say"}, {"kind": "say", "text": 3}, {"kind": "say", "text": " "}, {"kind": "eval"},
     {"kind": "give_back", "result": "gone"}, {"kind": "press"}],
)  # fmt: skip
def test_nonsense_is_counted_and_ignored(panel: ChatPanel, more: dict[str, Any]) -> None:
    """A message nobody can act on does not hold up those behind it."""
    panel._receive({"view": "one", "seq": 1, **more})
    send(panel, 2, "say", text="hello")
    assert [line.text for line in panel.transcript if line.who == "customer"] == ["hello"]


def test_a_button_pressed_too_late_counts_as_written(panel: ChatPanel) -> None:
    """A second press, sent before the buttons changed, is not lost."""
    send(panel, 1, "press", word="order", label="Bestellung")
    send(panel, 2, "press", word="order", label="Bestellung")
    said = [line.text for line in panel.transcript if line.who == "customer"]
    assert said == ["Bestellung", "Bestellung"]


def test_saved_notebook_shows_the_transcript(panel: ChatPanel) -> None:
    """Beside the live view stands the transcript as plain HTML and as plain text."""
    panel.say("<b>fett</b>")
    bundle = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "&lt;b&gt;fett&lt;/b&gt;" in bundle["text/html"]
    assert "<script" not in bundle["text/html"]
    assert "Kunde: <b>fett</b>" in bundle["text/plain"]


def test_saved_copy_follows_the_conversation(
    panel: ChatPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each event updates the copy that is saved with the notebook."""
    import IPython.display

    shown: list[dict[str, Any]] = []

    class Handle:
        def update(self, bundle: dict[str, Any], *, raw: bool) -> None:
            shown.append(bundle)

    def display(bundle: dict[str, Any], *, raw: bool, display_id: bool = False) -> Handle:
        shown.append(bundle)
        return Handle()

    monkeypatch.setattr(IPython.display, "display", display)
    panel._ipython_display_()
    live, copy = shown
    assert "application/vnd.jupyter.widget-view+json" in live
    assert list(copy) == ["text/html", "text/plain"]
    panel.say("Bestellung")
    assert "Wie lautet die Nummer?" in shown[-1]["text/html"]
    assert panel.widget.hides in copy["text/html"]


def test_view_is_plain_json(panel: ChatPanel) -> None:
    """What the browser gets is made of JSON values only, in every kind of state."""
    import json

    for text in ("1", "AB123456", "Mensch"):
        panel.say(text)
        assert json.loads(json.dumps(panel.widget.view)) == panel.widget.view


def test_words_in_both_languages() -> None:
    """German and English have the same texts; other languages get English."""
    assert words("de-AT").keys() == words("en").keys()
    assert words("fr") is words("en")
    assert all(words("de").values())
    for result in HANDOFF_RESULTS:
        assert result in words("en")


def test_unknown_result_is_refused(tmp_path: Path) -> None:
    """A handoff ends in one of six ways."""
    rehearsal = Rehearsal(shop(tmp_path))
    with pytest.raises(ParameterError, match="one of resolved"):
        rehearsal.give_back("gone")  # type: ignore[arg-type]  # on purpose


def test_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without anywidget the error says which extra to install."""
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "anywidget":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"dialogkit\[notebook\]"):
        chat(shop(tmp_path))
