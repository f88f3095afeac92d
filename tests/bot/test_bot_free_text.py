"""Answers in free text and questions among them, the way to a human, and account numbers."""

from __future__ import annotations

from typing import ClassVar

import pytest
from bot_flows import KeywordModel

from dialogkit.bot import Understanding
from dialogkit.flow import State, Texts, parse_flow

HELLO = State(step="hello")

ASKED = """\
bot: parcel
locales: [de]
start: hello
intents: {track: parcel_status, complain: complaint, agent: human_agent}
data:
  address: {like: free text, level: personal}
  incident: {like: free text, level: sensitive}
  town: {like: Berlin, level: personal}
steps:
  hello: {say: hello, choose: {redirect: redirect, complain: consent, town: town}}
  redirect: {ask: address, then: done}
  town: {ask: town, then: done}
  track: {say: status, fulfils: track, choose: {done: done}}
  consent: {say: privacy, choose: {agree: claim, refuse: done}, allows: sensitive}
  claim: {ask: incident, then: human}
  human: {if: {time.is_open(desk): desk}, then: late}
  desk: {handoff: desk}
  late: {end: callback}
  done: {end: resolved}
anywhere:
  - {hear: complain, goto: consent}
  - {hear: track, visit: track}
  - {hear: agent, goto: human}
handoffs:
  desk:
    open: Mo-Fr 08:00-18:00 Europe/Berlin
    when:
      {resolved: done, returned: done, closed: late, nobody: late, left: late, window_shut: late}
"""


def asking(step: str, slot: str) -> State:
    """The customer is asked for ``slot``, and has agreed to all."""
    return State(step=step, stage="ask", slot=slot, allowed=frozenset({"sensitive"}))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Wo ist mein Paket?", "track"),
        ("Ich möchte wissen wo mein Paket bleibt", "track"),
        ("An wen richte ich meinen Ärger?", "complain"),
        ("Mein Paket soll in die Beispielgasse 2", None),
        ("Ich möchte bitte Ärger vermeiden, also zum Nachbarn", None),
        ("Musterstraße 5, 12345 Berlin", None),
    ],
)
def test_questions_win_over_free_text(text: str, word: str | None) -> None:
    """What clearly leads somewhere else is followed; what may be an answer is one."""
    understanding = Understanding(parse_flow(ASKED), KeywordModel(0.95))
    found = understanding.read(text, asking("redirect", "address"))
    assert found.said.word == word
    assert ("address" in found.values) is (word is None)


@pytest.mark.parametrize(
    "text",
    [
        "Warum macht mein Paket nur Ärger?",
        "Was für ein Ärger!",
        "Ich will mein Paket bezahlt haben",
    ],
)
def test_what_leads_here_stays_an_answer(text: str) -> None:
    """Asked what happened, who complains is answering, and so is who wishes something."""
    understanding = Understanding(parse_flow(ASKED), Complaining())
    found = understanding.read(text, asking("claim", "incident"))
    assert found.values == {"incident": text}


class Complaining(KeywordModel):
    """Hears a complaint wherever there is trouble."""

    words: ClassVar = {"complaint": "ärger", "parcel_status": "paket", "human_agent": "vermittlung"}


def test_unsure_questions_stay_answers() -> None:
    """A question that the classifier does not accept is taken down as it is."""
    understanding = Understanding(parse_flow(ASKED), KeywordModel(0.4))
    found = understanding.read("Wo ist mein Paket?", asking("redirect", "address"))
    assert "address" in found.values


def test_names_are_answers_and_sentences_are_not() -> None:
    """A town is a town; a sentence the classifier is sure of leads on."""
    understanding = Understanding(parse_flow(ASKED), KeywordModel(0.95))
    assert understanding.read("Paketingen", asking("town", "town")).values == {"town": "Paketingen"}
    found = understanding.read("mein Paket ist weg", asking("town", "town"))
    assert found.said.word == "track"


@pytest.mark.parametrize(
    "human",
    [
        "human: {if: {time.is_open(desk): desk}, then: late}",
        "human: {then: more}\n  more: {say: hello, then: desk}",
        "human: {say: hello, do: look, when: {free: desk, busy: late}}",
        "human: {handoff: desk}",
    ],
)
def test_humans_are_found_behind_steps_that_wait_for_nobody(human: str) -> None:
    """The rule need not lead to the handoff itself."""
    text = ASKED.replace("human: {if: {time.is_open(desk): desk}, then: late}", human)
    text = text.replace("steps:", "actions: {look: {gives: {free: 50%, busy: 50%}}}\nsteps:")
    text = text.replace("agent: human_agent", "somebody: wants_x").replace(
        "hear: agent", "hear: somebody"
    )
    understanding = Understanding(parse_flow(text))
    for state in (HELLO, asking("redirect", "address"), asking("claim", "incident")):
        assert understanding.read("Hilfe", state).said.word == "somebody"


def test_the_word_that_is_called_so_comes_first() -> None:
    """Other rules lead to handoffs, too; a wish for a human is not a wish to complain."""
    text = ASKED.replace("{hear: complain, goto: consent}", "{hear: complain, goto: desk}")
    assert Understanding(parse_flow(text)).read("Mensch", HELLO).said.word == "agent"


@pytest.mark.parametrize("number", ["DE02 1203 0000 0000 2020 51", "4111 1111 1111 1111"])
def test_a_piece_of_an_account_number_is_no_other_value(number: str) -> None:
    """Not even where a slot of that form is asked for."""
    text = ASKED.replace("town: {like: Berlin", "town: {like: RE-204518").replace(
        "address: {like: free text", 'address: {like: "4821937"'
    )
    understanding = Understanding(parse_flow(text))
    for state in (HELLO, asking("town", "town"), asking("redirect", "address")):
        assert not understanding.read(number, state).values
    assert understanding.read("RE 204518", HELLO).values == {"town": "RE-204518"}


def test_texts_tell_as_much_as_is_known() -> None:
    """Of texts without a gap those that name most take turns; the first question stays first."""
    texts = Texts({"de": {"a": ("kurz", "{x}", "auch {x}", "{x} und {y}")}}, "de")
    assert {texts.said("a", "de", turn=turn) for turn in range(4)} == {"kurz"}
    known = [texts.said("a", "de", turn=turn, values={"x": "1"}) for turn in range(3)]
    assert known == ["1", "auch 1", "1"]
    assert texts.said("a", "de", turn=1, values={"x": "1", "y": "2"}) == "1 und 2"
    assert texts.question("a", "de", values={"x": "1"}) == "kurz"
    assert texts.question("a", "de", attempt=2, values={"x": "1"}) == "1"
    assert texts.said("b", "de") == texts.question("b", "de", attempt=3) == "⟨b⟩"
