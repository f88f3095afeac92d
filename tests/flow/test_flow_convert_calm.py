"""Rasa CALM in and out: what flows become, and that an export comes back as it went."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flow_maker import flows, write_flow
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.errors import OutputError
from dialogkit.flow import (
    Acted,
    Decided,
    Flow,
    HandedBack,
    Imported,
    Joined,
    Machine,
    Said,
    Silence,
    State,
    export_calm,
    import_bot,
    load_flow,
)
from dialogkit.flow._convert._calm_condition import Speaker, Unsayable, as_condition, equality
from dialogkit.flow._parse_guard import parse_guard

PARCEL = Path(__file__).parents[2] / "corpora" / "parcel"

FLOWS = """
version: "3.1"
flows:
  extend_loan:
    name: Leihfrist verlängern
    description: Someone wants to keep a book for longer.
    if: slots.logged_in
    persisted_slots: [book]
    steps:
      - collect: book
        description: the title or the number of the book
      - collect: weeks
        ask_before_filling: true
        rejections:
          - if: slots.weeks > 4
            utter: utter_too_long
      - action: action_check_loan
        next:
          - if: not slots.may_extend
            then:
              - action: utter_reserved
                next: END
          - else: sure
      - id: sure
        collect: confirmed
        next:
          - if: slots.confirmed
            then: extend
          - else:
              - action: utter_nothing_done
                next: END
      - id: extend
        action: action_extend
      - noop: true
        next:
          - if: slots.weeks > 2 and slots.tier is not "gold"
            then:
              - link: pattern_human_handoff
          - if: slots.book matches "^A.*"
            then:
              - action: utter_classic
                next: told
          - else: told
      - id: told
        action: utter_extended
  fees:
    description: What does the reader owe?
    nlu_trigger:
      - intent: ask_fees
      - intent: {name: pay_fees, confidence_threshold: 0.7}
    steps:
      - call: identify
      - set_slots:
          - branch: null
          - topic: fees
      - collect: branch
      - action: utter_fees
  identify:
    description: helper
    if: False
    steps:
      - collect: card
      - noop: true
        next:
          - if: slots.card = "0000"
            then: END
          - else: again
      - id: again
        action: utter_unknown_card
        next: nowhere
  left_over:
    if: False
    description: nothing leads here
    steps: [{action: utter_old}]
  dangling:
    description: leads to a flow that is not there
    steps:
      - link: gone
  pattern_session_start:
    steps: [{action: utter_hello}]
  pattern_cannot_handle:
    steps: [{action: utter_sorry}]
  pattern_completed:
    steps: [{action: utter_more}]
"""

DOMAIN = """
version: "3.1"
intents: [ask_fees, pay_fees]
slots:
  book: {type: text, mappings: [{type: from_llm}]}
  weeks: {type: float, mappings: [{type: from_llm}]}
  may_extend: {type: bool, mappings: [{type: controlled}]}
  confirmed: {type: bool, mappings: [{type: from_llm}]}
  tier: {type: categorical, values: [gold, basic]}
  logged_in: {type: bool}
  branch: {type: categorical, values: [north, south]}
  topic: {type: text}
  card: {type: text}
actions: [action_check_loan, action_extend]
responses:
  utter_hello: [{text: Guten Tag aus der Bücherei!, translation: {en: Hello from the library!}}]
  utter_ask_book: [{text: Welches Buch?}]
  utter_ask_weeks: [{text: Wie viele Wochen?}]
  utter_too_long: [{text: Das ist zu lang.}]
  utter_reserved: [{text: "{book} ist schon vorgemerkt."}]
  utter_ask_confirmed:
    - text: "{book} um {weeks} Wochen verlängern?"
      buttons:
        - {title: "Ja, bitte", payload: "/SetSlots(confirmed=true)"}
        - {title: "Lieber nicht", payload: "/SetSlots(confirmed=false)"}
  utter_nothing_done: [{text: In Ordnung.}]
  utter_classic: [{text: Ein Klassiker!}]
  utter_extended:
    - text: "Verlängert. Schön, dass Sie da sind."
      condition: [{type: slot, name: tier, value: gold}]
    - text: Verlängert.
  utter_ask_branch: [{text: Welche Zweigstelle?}]
  utter_fees: [{text: "In {branch} ist nichts offen.", image: "https://example.org/fees.png"}]
  utter_ask_card: [{text: Ihre Ausweisnummer?}]
  utter_unknown_card: [{text: Die Nummer kenne ich nicht.}]
  utter_old: [{text: alt}]
  utter_more: [{text: Noch etwas?}]
  utter_sorry: [{text: Wie meinen Sie das?}]
"""

CONFIG = "recipe: default.v1\nlanguage: de\nadditional_languages: [en]\npipeline: [{name: X}]\n"


def _library(folder: Path) -> Imported:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "flows.yml").write_text(FLOWS, "utf-8")
    (folder / "domain.yml").write_text(DOMAIN, "utf-8")
    (folder / "config.yml").write_text(CONFIG, "utf-8")
    return import_bot(folder)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """A library's bot, as somebody else has built it."""
    return _library(tmp_path_factory.mktemp("calm") / "library")


def _why(imported: Imported, kind: str) -> dict[str, str]:
    return {each.name: each.why for each in imported.left_out if each.kind == kind}


def test_a_flow_becomes_few_steps(library: Imported) -> None:
    """Questions and the action after them are one step; its condition tells the outcomes."""
    step = library.flow.steps["extend_loan"]
    assert step.ask == ("book", "weeks")
    assert step.forget == ("weeks",)
    assert step.do == "action_check_loan"
    assert set(step.when) == {"may_extend", "not_may_extend"}
    assert sum(library.flow.actions["action_check_loan"].gives.values()) == pytest.approx(1)


def test_a_question_with_two_ways_is_a_choice(library: Imported) -> None:
    """Buttons that set a slot nothing else looks at are choices with those labels."""
    step = library.flow.steps[library.flow.steps["extend_loan"].when["may_extend"]]
    assert [choice.word for choice in step.choose] == ["yes", "no"]
    assert library.flow.texts.label("yes", "de") == "Ja, bitte"
    assert library.flow.texts.text(
        step.say or "", "de", values={"book": "Faust", "weeks": "2"}
    ) == ("Faust um 2 Wochen verlängern?")


def test_conditions_become_guards(library: Imported) -> None:
    """What a guard can say is said; what it cannot is listed and decided by shares."""
    assert "weeks > 2 and customer.tier != gold" in library.flow.guards
    assert "customer.logged_in" in library.flow.guards
    why = _why(library, "condition")
    assert list(why) == ["extend_loan/6 #2"]
    assert "matches" in why["extend_loan/6 #2"]
    assert any(name.startswith("decide_") for name in library.flow.actions)


def test_calls_come_back_and_links_do_not(library: Imported) -> None:
    """A call is a visit; a link to the pattern for humans is a handoff."""
    assert library.flow.steps["fees"].visit == "identify"
    assert [step.handoff for step in library.flow.steps.values() if step.handoff] == ["service"]


def test_conditions_after_a_call_are_weighed_after_it(tmp_path: Path) -> None:
    """A guard is weighed before a visit, so what follows the visit is a step of its own."""
    text = """
flows:
  pay:
    description: pays
    steps:
      - call: check
        next:
          - if: slots.kind = 'card'
            then: [{action: utter_card, next: END}]
          - else: [{action: utter_cash, next: END}]
  check:
    if: False
    description: asks
    steps: [{collect: kind}]
"""
    (tmp_path / "flows.yml").write_text(text, "utf-8")
    flow = import_bot(tmp_path / "flows.yml").flow
    assert flow.steps["pay"].visit == "check"
    assert not flow.steps["pay"].branches
    after = flow.steps[flow.steps["pay"].then or ""]
    assert [str(branch.guard) for branch in after.branches] == ["kind == card"]


def test_flows_are_heard_anywhere(library: Imported) -> None:
    """A flow is begun by its intents, or by its name where only a description begins it."""
    rules = {rule.word: rule for rule in library.flow.anywhere.hear}
    assert set(rules) == {"extend_loan", "ask_fees", "pay_fees", "dangling"}
    assert str(rules["extend_loan"].guard) == "customer.logged_in"
    assert rules["pay_fees"].visit == "fees"
    assert library.flow.anywhere.lost[0] == "sorry"


def test_what_has_no_words_is_listed(library: Imported) -> None:
    """Patterns, checks of values, dangling names and unused responses are listed with places."""
    assert set(_why(library, "flow")) == {"left_over", "pattern_completed"}
    assert set(_why(library, "target")) == {"dangling/1: gone", "identify: nowhere"}
    assert {"utter_old", "utter_more", "utter_too_long"} <= set(_why(library, "response"))
    assert list(_why(library, "rejection")) == ["extend_loan/2 #1"]
    assert list(_why(library, "image")) == ["utter_fees #1"]
    assert list(_why(library, "value")) == ["fees/2: topic = fees"]
    assert all(":" in each.place for each in library.left_out if each.kind == "flow")


def test_translations_are_texts_of_their_language(library: Imported) -> None:
    """Both languages of the settings come over."""
    assert library.flow.locales == ("de", "en")
    assert library.flow.texts.text("hello", "en") == "Hello from the library!"


def test_the_import_can_be_driven(library: Imported) -> None:
    """It has no error of structure or handoff; one way through ends where it should."""
    library.flow.require_sound("SHFPC")
    machine = Machine(library.flow)
    turn = machine.react(machine.start().state, Said("extend_loan"))
    assert turn.state.guard == "customer.logged_in"
    turn = machine.react(turn.state, Decided(holds=True))
    turn = machine.react(turn.state, Said(given=frozenset({"book"})))
    turn = machine.react(turn.state, Said(given=frozenset({"weeks"})))
    turn = machine.react(turn.state, Acted("not_may_extend"))
    assert turn.state.step == "listen"
    assert turn.state.control == "bot"


# ----- conditions --------------------------------------------------------------------------------


def _speaker() -> Speaker:
    types = {"amount": "float", "ok": "bool", "city": "text"}
    return Speaker(str, types, {"open_now": "time.is_open(desk)"}, lambda *_: None)


@pytest.mark.parametrize(
    ("condition", "guard"),
    [
        ("slots.amount > 200", "amount > 200"),
        ("200 < slots.amount", "amount > 200"),
        ("slots.city is 'Bonn'", "city == Bonn"),
        ('slots.city != "Bad Honnef"', 'city != "Bad Honnef"'),
        ("slots.city", "city is known"),
        ("not slots.ok", "not ok == true"),
        ("slots.ok is not true", "ok != true"),
        ("slots.city is null", "city is unknown"),
        ("slots.city IS NOT NULL", "city is known"),
        ("slots.open_now", "time.is_open(desk)"),
        (
            "(slots.ok or slots.city) and slots.amount = 3",
            "(ok == true or city is known) and amount == 3",
        ),
        ("not (slots.ok and slots.city)", "not (ok == true and city is known)"),
    ],
)
def test_conditions_are_said_as_guards(condition: str, guard: str) -> None:
    """Every form that a guard has words for."""
    assert _speaker().say(condition) == guard
    parse_guard(guard)


@pytest.mark.parametrize(
    "condition",
    [
        "slots.a > slots.b",
        "slots.city matches 'x'",
        "context.x = 1",
        "1 = 1",
        "slots.a =",
        "((",
        "a b",
        "",
    ],
)
def test_other_conditions_are_refused(condition: str) -> None:
    """What compares slots, looks into Rasa or cannot be read is unsayable, never said wrongly."""
    with pytest.raises(Unsayable):
        _speaker().say(condition)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_condition_is_a_fault(condition: str) -> None:
    """Whatever stands there becomes a guard that can be read, or is refused."""
    equality(condition)
    try:
        guard = _speaker().say(condition)
    except Unsayable:
        return
    parse_guard(guard)


@pytest.mark.parametrize(
    "text",
    [
        "amount > 200 and city is known",
        "not (city in [Bonn, Trier] or amount <= 5)",
        "city is unknown",
        'city == "Bad Honnef"',
    ],
)
def test_guards_go_to_conditions_and_back(text: str) -> None:
    """A guard said as a condition and read again means the same."""
    guard = parse_guard(text)
    again = parse_guard(_speaker().say(as_condition(guard, str, {})))
    assert {leaf.__class__ for leaf in again.leaves()} == {
        leaf.__class__ for leaf in guard.leaves()
    }
    assert len(list(again.leaves())) >= len(list(guard.leaves()))


# ----- there and back ----------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """A value without the places where things stand."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value):
        skipped = ("place", "places", "lost_place", "file", "used")
        names = [f.name for f in dataclasses.fields(value) if f.name not in skipped]
        return {name: _plain(getattr(value, name)) for name in names}
    return value


def _there_and_back(flow: Flow, folder: Path) -> Flow:
    export_calm(flow, folder)
    return import_bot(folder).flow


def _drive(flow: Flow, picks: list[int]) -> list[Any]:
    """What a machine says to a series of events, each chosen among those that matter."""
    machine = Machine(flow)
    turn = machine.start()
    told: list[Any] = [turn.outputs]
    for pick in picks:
        events = sorted(machine.events(turn.state), key=repr)
        if not events:
            break
        turn = machine.react(turn.state, events[pick % len(events)])
        told.append((turn.outputs, turn.state))
    return told


def test_the_parcel_bot_comes_back_whole(tmp_path: Path) -> None:
    """Steps, texts, handoffs, rules, slots and shares are the same after a round trip."""
    flow = load_flow(PARCEL)
    again = _there_and_back(flow, tmp_path / "calm")
    assert _plain(again) == _plain(flow)
    assert list(again.steps) == list(flow.steps)


@settings(max_examples=10, deadline=None)
@given(flow=flows(largest=20), picks=st.lists(st.integers(0, 50), max_size=30))
def test_flows_behave_the_same_after_a_round_trip(
    tmp_path_factory: pytest.TempPathFactory, flow: Flow, picks: list[int]
) -> None:
    """Random flows with every feature of the language, driven by the same events."""
    again = _there_and_back(flow, tmp_path_factory.mktemp("there") / "calm")
    assert _drive(again, picks) == _drive(flow, picks)


def test_a_flow_with_texts_and_media_comes_back(tmp_path: Path) -> None:
    """A flow in a folder, with texts in two languages, pictures and a second flow."""
    flow = load_flow(write_flow(tmp_path, random.Random(4), 14))
    again = _there_and_back(flow, tmp_path / "calm")
    assert (tmp_path / "calm/label.png").read_bytes().startswith(b"\x89PNG")
    assert import_bot(tmp_path / "calm").media["label.png"].startswith(b"\x89PNG")
    one, other = _plain(flow), _plain(again)
    assert one["texts"]["by_locale"] == other["texts"]["by_locale"]
    assert one["media"] == other["media"]
    assert _drive(again, list(range(40))) == _drive(flow, list(range(40)))


def test_a_change_made_in_calm_comes_back(tmp_path: Path) -> None:
    """What CALM says counts: the file beside it holds only what CALM cannot say."""
    export_calm(load_flow(PARCEL), tmp_path / "calm")
    flows_file, domain = tmp_path / "calm/data/flows.yml", tmp_path / "calm/domain.yml"
    before = flows_file.read_text("utf-8")
    assert "link: not_found" in before
    flows_file.write_text(before.replace("link: not_found", "link: too_late"), "utf-8")
    said = domain.read_text("utf-8")
    domain.write_text(said.replace("Erledigt: Wir versuchen", "Gemacht: Wir versuchen"), "utf-8")
    again = import_bot(tmp_path / "calm").flow
    assert again.steps["track"].when["unknown"] == "too_late"
    assert again.texts.variants("comes_again", "de")[0].startswith("Gemacht")


def test_the_file_beside_does_not_repeat_the_project(tmp_path: Path) -> None:
    """No transition and no text of a step stands in dialogkit.yml."""
    flow = load_flow(PARCEL)
    export_calm(flow, tmp_path / "calm")
    beside = (tmp_path / "calm/dialogkit.yml").read_text("utf-8")
    assert flow.texts.variants("customs_rules", "de")[0] not in beside
    assert "when:" not in beside
    assert "choose:" not in beside


def test_what_calm_has_no_words_for_is_listed(tmp_path: Path) -> None:
    """A reader of the project learns what it does not show."""
    left_out = export_calm(load_flow(PARCEL), tmp_path / "calm")
    kinds = {each.kind for each in left_out}
    assert {"handoff", "lost", "silent", "goto", "at_most", "allows", "disclose"} <= kinds
    assert all(each.why and each.place for each in left_out)


def test_examples_of_intents_are_exported(tmp_path: Path) -> None:
    """Utterances become examples, and come back with their intent."""
    rows = [{"text": "Wo bleibt mein Paket?", "intent": "parcel_status", "locale": "de"}]
    export_calm(load_flow(PARCEL), tmp_path / "calm", utterances=rows)
    found = {(each.text, each.intent) for each in import_bot(tmp_path / "calm").utterances}
    assert ("Wo bleibt mein Paket?", "parcel_status") in found


def test_a_folder_with_other_files_is_not_overwritten(tmp_path: Path) -> None:
    """An export never destroys what it did not write."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(OutputError):
        export_calm(load_flow(PARCEL), tmp_path)


def test_every_event_has_been_seen() -> None:
    """The events that the round trip drives machines with are all there are."""
    flow = load_flow(PARCEL)
    machine = Machine(flow)
    kinds = set()
    for step in flow.steps:
        for stage in ("ask", "act", "choose"):
            slot = flow.steps[step].ask[:1] if stage == "ask" else ()
            if stage == "act" and flow.steps[step].do is None:
                continue
            state = State(step=step, stage=stage, slot=slot[0] if slot else None)
            kinds |= {type(event) for event in machine.events(state)}
    queued = State(step="desk", stage="handoff", control="queued")
    kinds |= {type(event) for event in machine.events(queued)}
    assert kinds >= {Said, Acted, Silence, HandedBack, Joined}
