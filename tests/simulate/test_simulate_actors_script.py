"""Scripts: what a customer says and what must happen, with our own bot and with one elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from remote_servers import CHAT_YAML, RASA_YAML, Answer, RasaBot, chat_bot, serving
from small_world import FLOW, Talkative, make_flow

from dialogkit.bot import Bot, FlowBot, RemoteBot
from dialogkit.errors import InputError
from dialogkit.simulate import ScriptResult, load_scripts, run_scripts

ANY = """\
scripts:
  - name: a parcel is tracked
    locale: en
    turns:
      - says: where is my parcel
        expect: {asks: parcel_id, text: "(?i)parcel", handoff: false, ends: false}
      - says: AB123456789
        expect: {settles: parcel_status, not_text: "(?i)sorry"}
  - name: who is angry reaches the team
    locale: en
    turns:
      - says: human
        expect: handoff
  - name: nonsense is not understood
    locale: en
    turns:
      - says: xylophone
        expect: {lost: true}
"""

OWN = """\
scripts:
  - name: the team gives back
    locale: en
    turns:
      - expect: {step: hello, buttons: [track, agent]}
      - presses: agent
        expect: {handoff: complaints, step: desk}
      - agent: returned
        expect: {step: back}
      - presses: solved
        expect: {step: done, ends: resolved}
  - name: silence ends it
    locale: en
    turns:
      - silent: true
        expect: {ends: silence}
"""


def scripts(folder: Path, text: str) -> Path:
    """The file."""
    path = folder / "scripts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def own(folder: Path) -> FlowBot:
    """The bot of the small world."""
    flow = make_flow(folder)
    return FlowBot(Bot(flow, Talkative(flow).model))


def played(bot: FlowBot | RemoteBot, folder: Path, text: str) -> list[ScriptResult]:
    """What came of the scripts."""
    path = scripts(folder, text)
    return run_scripts(bot, load_scripts(path), file=str(path))


def test_the_same_scripts_test_any_bot(tmp_path: Path) -> None:
    """A flow, a bot behind Rasa's channel, a language model."""
    assert all(result.passed for result in played(own(tmp_path), tmp_path, ANY))
    for yaml, script in ((RASA_YAML, RasaBot()), (CHAT_YAML, chat_bot)):
        with serving(script) as server:
            (tmp_path / "bot.yaml").write_text(yaml.format(url=server.url), encoding="utf-8")
            results = played(RemoteBot.load(tmp_path / "bot.yaml"), tmp_path, ANY)
        assert [result.failures for result in results] == [(), (), ()]


def test_our_own_bot_shows_its_steps(tmp_path: Path) -> None:
    """And takes what agents and silence do."""
    assert [result.failures for result in played(own(tmp_path), tmp_path, OWN)] == [(), ()]


def test_failures_are_listed_with_their_lines(tmp_path: Path) -> None:
    """Each with what was expected and what happened, without the words of the conversation."""
    text = """\
scripts:
  - name: all wrong
    locale: en
    turns:
      - says: where is my parcel
        expect: {handoff: complaints, text: unheard-of, settles: true, step: tell, lost: true}
      - presses: nowhere
      - says: never said
"""
    (result,) = played(own(tmp_path), tmp_path, text)
    assert not result.passed
    assert {(f.line, f.turn) for f in result.failures} == {(5, 1), (7, 2)}
    told = {f.expected: f.got for f in result.failures}
    assert told == {
        "handoff complaints": "no handoff",
        "text unheard-of": "the bot said something else",
        "settles": "nothing settled",
        "step tell": "track",
        "lost": "understood",
        "a button nowhere": "no such button is offered",
    }
    assert ("customer", "where is my parcel") in result.said
    assert ("customer", "never said") not in result.said


def test_nobody_talks_to_a_bot_that_has_handed_off(tmp_path: Path) -> None:
    """A script that goes on there fails, as does one after the end."""
    text = """\
scripts:
  - name: goes on
    turns: [{says: human, expect: handoff}, {says: hello}]
  - name: gives back nothing
    turns: [{agent: resolved}]
"""
    first, second = played(own(tmp_path), tmp_path, text)
    assert [f.got for f in first.failures] == ["the conversation is with the team"]
    assert [f.got for f in second.failures] == ["no handoff is under way"]


def test_what_cannot_be_seen_is_refused_before_anything_is_said(tmp_path: Path) -> None:
    """A check that cannot be made must not pass."""
    with serving(RasaBot()) as server:
        (tmp_path / "bot.yaml").write_text(RASA_YAML.format(url=server.url), encoding="utf-8")
        with pytest.raises(InputError, match=r"scripts\.yaml:5: step cannot be tested") as caught:
            played(RemoteBot.load(tmp_path / "bot.yaml"), tmp_path, OWN)
        assert server.asked == []
    assert "silent likewise" in caught.value.what


def test_a_conversation_that_breaks_off_is_begun_anew(tmp_path: Path) -> None:
    """And a bot that gives no answer at all is no failed expectation."""
    good = RasaBot()

    def script(body: dict[str, str], number: int) -> Answer:
        return Answer(cut=True) if number == 2 else good(body, number)

    with serving(script) as server:
        (tmp_path / "bot.yaml").write_text(RASA_YAML.format(url=server.url), encoding="utf-8")
        bot = RemoteBot.load(tmp_path / "bot.yaml")
        assert all(result.passed for result in played(bot, tmp_path, ANY))
        server.dead.set()
        with pytest.raises(InputError, match="gave no answer"):
            played(bot, tmp_path, ANY)


def test_the_time_of_a_script_counts(tmp_path: Path) -> None:
    """A handoff that is open in the morning is closed at night."""
    guard = "{hear: agent, goto: desk, if: time.is_open(complaints)}\n  - {hear: agent, goto: late}"
    text = FLOW.replace(", agent: desk}}", "}}").replace("{hear: agent, goto: desk}", guard)
    flow = make_flow(tmp_path, text.replace("open: 24/7", "open: Mo-Fr 08:00-18:00 Europe/Berlin"))
    bot = FlowBot(Bot(flow, Talkative(flow).model))
    text = """\
scripts:
  - name: by day
    at: 2026-03-02T10:00:00+01:00
    turns: [{says: please a human, expect: handoff}]
  - name: by night
    at: 2026-03-02T23:00:00+01:00
    turns: [{says: please a human, expect: {handoff: false, ends: callback}}]
"""
    assert [result.failures for result in played(bot, tmp_path, text)] == [(), ()]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("scripts: []\n", "scripts"),
        ("- x\n", "mapping with scripts"),
        ("scripts: [{name: a, turns: []}]\n", "turns"),
        ("scripts: [{name: a, turns: [{}]}]\n", "needs says"),
        ("scripts: [{name: a, turns: [{says: x, presses: y}]}]\n", "one of says"),
        ("scripts: [{name: a, turns: [{says: x, expects: handoff}]}]\n", "did you mean expect?"),
        ("scripts: [{name: a, turns: [{says: x, expect: fireworks}]}]\n", "is no key"),
        ("scripts: [{name: a, turns: [{says: x, expect: {text: '('}}]}]\n", "regular expression"),
        ("scripts: [{name: a, turns: [{agent: bored}]}]\n", "agent"),
        (
            "scripts:\n  - {name: a, turns: [{says: x}]}\n  - {name: a, turns: [{says: x}]}\n",
            ":3: two scripts have this name",
        ),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, part: str) -> None:
    """With its line, and what was meant."""
    with pytest.raises(InputError) as caught:
        load_scripts(scripts(tmp_path, text))
    assert part in str(caught.value)


def test_a_misspelt_key_is_all_that_is_told(tmp_path: Path) -> None:
    """The list it stands in is not called too short as well; one that is empty is."""
    misspelt = "scripts:\n  - name: a\n    turns:\n      - {sayz: Hallo}\n"
    with pytest.raises(InputError) as caught:
        load_scripts(scripts(tmp_path, misspelt))
    assert caught.value.what == "scripts[1].turns[1].sayz: is no key here; did you mean says?"
    with pytest.raises(InputError, match="at least 1 item"):
        load_scripts(scripts(tmp_path, "scripts: []\n"))
