"""Constructs that exports of other people hold: invented examples, one for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no stubs here
from ruamel.yaml import YAML

from dialogkit.errors import InputError
from dialogkit.flow import (
    Answered,
    Imported,
    Machine,
    Offered,
    Said,
    export_calm,
    import_bot,
    load_flow,
)
from dialogkit.flow._convert import calm
from dialogkit.flow._convert._source import Source

_CORPORA = Path(__file__).parents[2] / "corpora"

_CALM = """
flows:
  opening_hours:
    description: when is the pool open
    steps: [{action: utter_hours}]
  swim_course:
    description: book a course
    steps:
      - action: utter_courses
      - call: ask_level
  ask_level:
    if: False
    description: helper
    steps:
      - collect: level
      - noop: true
        next:
          - if: slots.level = "beginner"
            then: [{action: utter_beginner}]
          - else: [{action: utter_advanced}]
  locker:
    description: wants a locker
    steps:
      - collect: wants_locker
        next:
          - if: slots.wants_locker
            then: [{action: utter_locker}]
          - else: [{action: utter_no_locker}]
  towel:
    description: wants a towel
    steps:
      - collect: wants_towel
        next:
          - if: not slots.wants_towel
            then: [{action: utter_no_locker}]
          - else: [{action: utter_locker}]
"""
_DOMAIN = """
slots:
  level: {type: categorical, values: [beginner, swimmer, diver], mappings: [{type: from_llm}]}
  wants_locker: {type: bool, mappings: [{type: from_llm}]}
  wants_towel: {type: bool, mappings: [{type: from_llm}]}
  pool: {type: text, initial_value: Seebad, mappings: [{type: controlled}]}
responses:
  utter_hours:
    - text: "{pool} is open from 8 to 20."
    - {text: "It opens at eight in the morning.", channel: phone_line}
  utter_courses: [{text: We have courses for everybody.}]
  utter_beginner: [{text: The course begins on Monday.}]
  utter_advanced: [{text: The course begins on Friday.}]
  utter_locker: [{text: It is yours.}]
  utter_no_locker: [{text: As you like.}]
  utter_ask_level:
    - text: What can you do?
      buttons:
        - {title: Nothing yet, payload: "/SetSlots(level=beginner)"}
        - {title: I can swim, payload: "/SetSlots(level=swimmer)"}
  utter_ask_wants_locker:
    - text: A locker?
      buttons:
        - {title: "Yes, please", payload: "/SetSlots(wants_locker=True)"}
        - {title: "No", payload: "/SetSlots(wants_locker=False)"}
  utter_ask_wants_towel:
    - text: A towel?
      buttons:
        - {title: "Yes, please", payload: "/SetSlots(wants_towel=True)"}
        - {title: "No, thanks", payload: "/SetSlots(wants_towel=False)"}
"""


def _calm(folder: Path) -> Imported:
    (folder / "flows.yml").write_text(_CALM)
    (folder / "domain.yml").write_text(_DOMAIN)
    return import_bot(folder)


def _texts(bot: Imported, *words: str) -> list[str]:
    """What the bot says in answer to the last word."""
    machine = Machine(bot.flow)
    turn = machine.start()
    for word in words:
        turn = machine.react(turn.state, Said(word))
    said = (each.key for each in turn.outputs if isinstance(each, Answered))
    return [bot.flow.texts.variants(key, "en")[0] for key in said]


def test_the_last_words_of_a_part_are_said(tmp_path: Path) -> None:
    """A flow that is visited says its last text before it comes back."""
    bot = _calm(tmp_path)
    assert _texts(bot, "opening_hours") == ["Seebad is open from 8 to 20."]
    beginner = bot.flow.steps["ask_level"].choose[0].word
    assert _texts(bot, "swim_course", beginner)[0] == "The course begins on Monday."
    assert not [each for each in bot.flow.check() if each.code in ("S008", "S024")]


def test_a_question_whose_ways_stand_in_the_next_step_is_a_choice(tmp_path: Path) -> None:
    """All values of the domain are offered, with the wording of the buttons there are."""
    bot = _calm(tmp_path)
    step = bot.flow.steps["ask_level"]
    labels = [bot.flow.texts.variants(each.word, "en")[0] for each in step.choose]
    assert labels == ["Nothing yet", "I can swim", "Diver"]
    assert not [each for each in bot.left_out if each.kind in ("button", "flow step", "condition")]


def test_answers_with_the_same_wording_are_one_word(tmp_path: Path) -> None:
    """Yes and no of several questions share their labels where the buttons read alike."""
    bot = _calm(tmp_path)
    machine = Machine(bot.flow)
    start = machine.start().state
    offered = [
        each.words
        for word in ("locker", "towel")
        for each in machine.react(start, Said(word)).outputs
        if isinstance(each, Offered)
    ]
    assert offered[0][0] == offered[1][1] == "yes"
    assert offered[0][1] != offered[1][0]


def test_variants_for_foreign_channels_are_listed(tmp_path: Path) -> None:
    """No guard asks for a channel that the flow is not for."""
    bot = _calm(tmp_path)
    assert [e.name for e in bot.left_out if e.kind == "variant"] == ["utter_hours #2"]
    assert "channel ==" not in bot.flow_yaml


_RASA = """
version: "3.1"
intents: [greet, order, stop, affirm, deny]
forms: {order_form: {required_slots: [size, topping]}}
slots:
  size: {type: text, mappings: [{type: from_text}]}
  topping: {type: text, mappings: [{type: from_text}]}
responses:
  utter_greet: [{text: Hello!}]
  utter_ask_size: [{text: How large?}]
  utter_ask_topping: [{text: With what?}]
  utter_ask_go_on: [{text: Shall we go on?}]
  utter_ordered: [{text: It is in the oven.}]
rules:
- rule: hello
  steps: ["...", {intent: greet}, {action: utter_greet}]
- rule: order
  steps:
  - intent: order
  - action: order_form
  - active_loop: order_form
- rule: ordered
  condition: [{active_loop: order_form}]
  steps: [{action: order_form}, {active_loop: null}, {action: utter_ordered}]
stories:
- story: stop and go on
  steps:
  - intent: order
  - action: order_form
  - active_loop: order_form
  - intent: stop
  - action: utter_ask_go_on
  - intent: affirm
  - action: order_form
- story: stop
  steps:
  - intent: order
  - action: order_form
  - active_loop: order_form
  - intent: stop
  - action: utter_ask_go_on
  - intent: deny
  - action: action_deactivate_loop
  - active_loop: null
"""


def test_a_form_is_gone_on_with_or_given_up(tmp_path: Path) -> None:
    """Who gives up a form is where the bot waits; the conversation goes on."""
    (tmp_path / "domain.yml").write_text(_RASA)
    bot = import_bot(tmp_path)
    machine = Machine(bot.flow)
    turn = machine.start()
    waiting = turn.state.step
    for event in (Said("order"), Said(given=frozenset({"size"})), Said("stop")):
        turn = machine.react(turn.state, event)
    on = machine.react(turn.state, Said("affirm"))
    assert (on.state.step, on.state.slot) == ("order_form", "topping")
    assert machine.react(turn.state, Said("deny")).state.step == waiting
    ordered = machine.react(on.state, Said(given=frozenset({"topping"})))
    assert isinstance(ordered.outputs[0], Answered)
    assert (ordered.state.step, ordered.state.control) == (waiting, "bot")


def test_a_bot_waits_without_a_button(tmp_path: Path) -> None:
    """The step to which all comes back offers nothing, and hears what is heard anywhere."""
    (tmp_path / "domain.yml").write_text(_RASA)
    bot = import_bot(tmp_path)
    turn = Machine(bot.flow).start()
    assert bot.flow.steps[turn.state.step].choose == ()
    assert not [each for each in turn.outputs if isinstance(each, Offered)]
    assert "That is all" not in bot.texts["en"]
    assert not [each for each in bot.flow.check() if each.code == "S002"]


_ROUND = """
flows:
  find_book:
    description: looks for a book
    steps:
      - id: which
        collect: title
      - action: action_search
        next:
          - if: not slots.found_it
            then:
              - action: utter_not_there
              - set_slots: [{title: null}]
                next: which
          - else: [{action: utter_there}]
"""


def test_rounds_that_wait_for_nobody_are_counted(tmp_path: Path) -> None:
    """An import is sound where the old bot asks again until it finds something; that is listed."""
    (tmp_path / "flows.yml").write_text(_ROUND)
    (tmp_path / "domain.yml").write_text(
        "slots: {title: {type: text}, found_it: {type: bool}}\n"
        "responses: {utter_not_there: [{text: No.}], utter_there: [{text: Yes.}]}\n"
    )
    bot = import_bot(tmp_path)
    bot.flow.require_sound("SF")
    counted = {step.name for step in bot.flow.steps.values() if step.at_most}
    assert counted == {each.name for each in bot.added if each.kind == "count"}


def _files(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = '{"$kind": "Microsoft.AdaptiveDialog", "triggers": [], "displayName": "x"}'
        file.write_text("intents: [greet]\n" if name.endswith(".yml") else text)


@pytest.mark.parametrize(
    "names",
    [
        ("a/config.yml", "a/domain.yml", "b/config.yml", "b/domain/shared.yml"),
        ("a/a.dialog", "a/settings/appsettings.json", "b/b.dialog", "b/dialogs/c/c.dialog"),
        ("a/agent.json", "a/flows/x/x.json", "b/agent.json", "b/flows/y/y.json"),
    ],
)
def test_several_bots_are_not_one(tmp_path: Path, names: tuple[str, ...]) -> None:
    """A folder of bots is refused with the folder of each, whatever the format."""
    _files(tmp_path, *names)
    form = "composer" if "dialog" in names[0] else "rasa" if "yml" in names[0] else "dialogflow_cx"
    with pytest.raises(InputError, match=r"holds 2 bots, in a, b; name the folder"):
        import_bot(tmp_path, form)


def test_a_bot_within_a_bot_is_a_part_of_it(tmp_path: Path) -> None:
    """Settings further in do not make another bot."""
    _files(tmp_path, "config.yml", "domain.yml", "old/config.yml", "old/domain.yml")
    assert import_bot(tmp_path).flow.steps


def test_a_format_that_stumbles_does_not_hide_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that one format takes for damaged may be another's."""

    def stumble(source: Source) -> bool:
        raise InputError("is not mine", file=source.path)

    monkeypatch.setattr(calm, "recognise", stumble)
    (tmp_path / "domain.yml").write_text(_RASA)
    assert import_bot(tmp_path).flow.steps


_STEP = {
    "action": {"action": "string", "next": "next"},
    "collect": {
        "collect": "string",
        "utter": "string",
        "description": "string",
        "next": "next",
        "ask_before_filling": "boolean",
        "reset_after_flow_ends": "boolean",
    },
    "link": {"link": "string"},
    "call": {"call": "string", "next": "next"},
    "set_slots": {"set_slots": "array", "next": "next"},
    "noop": {"noop": "boolean", "next": "next"},
}
"""The kinds of steps that Rasa's documentation of flows names, with what each may hold."""


def _flow_schema() -> dict[str, Any]:
    """The documented form of flows, as far as an export makes use of it."""
    steps = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/step"}}
    where = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/steps"}]}
    ways = {
        "type": "array",
        "items": {
            "oneOf": [{"required": ["if", "then"]}, {"required": ["else"]}],
            "properties": {"if": {"type": "string"}, "then": where, "else": where},
            "additionalProperties": False,
        },
    }
    form = {"next": {"$ref": "#/$defs/next"}}
    kinds = [
        {
            "required": [kind],
            "properties": {"id": {"type": "string"}}
            | {key: form.get(type_, {"type": type_}) for key, type_ in keys.items()},
            "additionalProperties": False,
        }
        for kind, keys in _STEP.items()
    ]
    text = {"type": "string"}
    flow = {
        "required": ["steps", "description"],
        "properties": {
            "name": text,
            "description": text,
            "if": {"type": ["string", "boolean"]},
            "nlu_trigger": {"type": "array"},
            "steps": {"$ref": "#/$defs/steps"},
            "persisted_slots": {"type": "array", "items": text},
        },
        "additionalProperties": False,
    }
    return {
        "$defs": {
            "next": {"anyOf": [text, ways]},
            "steps": steps,
            "step": {"oneOf": kinds},
        },
        "required": ["flows"],
        "properties": {
            "flows": {
                "patternProperties": {"^[A-Za-z_][A-Za-z0-9_]*$": flow},
                "additionalProperties": False,
            }
        },
    }


@pytest.mark.parametrize("name", ["certificate"])
def test_exported_flows_have_the_documented_form(tmp_path: Path, name: str) -> None:
    """Every flow of an export is one that Rasa reads: names, kinds of steps, ways on."""
    export_calm(load_flow(_CORPORA / name), tmp_path / "out")
    validator = Draft202012Validator(_flow_schema())
    found = 0
    for file in (tmp_path / "out").rglob("*.yml"):
        value = YAML(typ="safe").load(file.read_text())
        if "flows" in value:
            assert not [error.message for error in validator.iter_errors(value)]
            found += len(value["flows"])
    assert found > 10


def _says(text: str) -> dict[str, str]:
    return {"$kind": "Microsoft.SendActivity", "activity": text}


def _on(kind: str, *actions: dict[str, str], **keys: str) -> dict[str, Any]:
    return {"$kind": f"Microsoft.{kind}", "actions": list(actions), **keys}


def test_a_dialog_that_does_not_end_by_itself_waits(tmp_path: Path) -> None:
    """It offers its intents until one of them ends it; then the bot is where it was before."""
    ends = {"$kind": "Microsoft.EndDialog"}
    rating = [
        _on("OnBeginDialog", _says("How was it?")),
        _on("OnIntent", _says("Glad to hear it!"), ends, intent="good"),
        _on("OnIntent", _says("Tell me more, please."), intent="so_so"),
    ]
    begins = {"$kind": "Microsoft.BeginDialog", "dialog": "rating"}
    root = [
        _on("OnConversationUpdateActivity", _says("Welcome!")),
        _on("OnIntent", begins, _says("Anything else?"), intent="rate"),
    ]
    kind = {"$kind": "Microsoft.AdaptiveDialog"}
    (tmp_path / "dialogs").mkdir()
    shop = tmp_path / "shop.dialog"
    shop.write_text(json.dumps({**kind, "autoEndDialog": True, "triggers": root}))
    inner = tmp_path / "dialogs" / "rating.dialog"
    inner.write_text(json.dumps({**kind, "autoEndDialog": False, "triggers": rating}))
    bot = import_bot(tmp_path)
    assert _texts(bot, "rate") == ["How was it?"]
    assert _texts(bot, "rate", "so_so")[0] == "Tell me more, please."
    assert _texts(bot, "rate", "so_so", "good") == ["Glad to hear it!", "Anything else?"]


def test_a_greeting_that_leads_nowhere_comes_first(tmp_path: Path) -> None:
    """Dialogflow CX: the flow begins with it, and what it suggests is offered after it."""
    hello = {
        "messages": [
            {"text": {"text": ["Welcome to the pool!"]}, "languageCode": "en"},
            {"payload": {"richContent": [[{"type": "chips", "options": [{"text": "Prices"}]}]]}},
        ]
    }
    routes = [
        {"intent": "Default Welcome Intent", "triggerFulfillment": hello},
        {"intent": "prices", "targetPage": "Prices"},
    ]
    parts: dict[str, Any] = {
        "agent.json": {"displayName": "pool", "defaultLanguageCode": "en"},
        "flows/Default Start Flow/Default Start Flow.json": {
            "displayName": "Default Start Flow",
            "transitionRoutes": routes,
        },
        "flows/Default Start Flow/pages/Prices.json": {
            "displayName": "Prices",
            "entryFulfillment": {"messages": [{"text": {"text": ["Five francs."]}}]},
        },
    }
    for intent, line in (("Default Welcome Intent", "hi"), ("prices", "Prices")):
        parts[f"intents/{intent}/{intent}.json"] = {"displayName": intent}
        phrases = [{"parts": [{"text": line}], "languageCode": "en"}]
        parts[f"intents/{intent}/trainingPhrases/en.json"] = {"trainingPhrases": phrases}
    for name, value in parts.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value))
    bot = import_bot(tmp_path)
    assert _texts(bot) == ["Welcome to the pool!"]
    offered = [e for e in Machine(bot.flow).start().outputs if isinstance(e, Offered)]
    assert [each.words for each in offered] == [("prices",)]
    assert _texts(bot, "prices") == ["Five francs."]
    assert not [each for each in bot.left_out if each.kind == "quick reply"]
