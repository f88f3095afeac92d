"""Rasa with rules and stories: what they become, in the new format and the old."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dialogkit.errors import DialogkitError, InputError
from dialogkit.flow import Acted, Imported, Machine, Said, import_bot
from dialogkit.flow._convert._rasa_words import plain_example

DOMAIN = """
version: "3.1"
session_config: {session_expiration_time: 60}
intents: [begrüßen, verabschieden, mensch, {termin: {use_entities: []}}, absagen, ja, nein,
  preise, danke, nlu_fallback, faq, ungehört]
entities: [datum, name]
slots:
  datum: {type: text, mappings: [{type: from_entity, entity: datum}]}
  behandlung: {type: categorical, values: [schnitt, farbe], mappings: [{type: from_text}]}
  stammkunde: {type: bool, mappings: [{type: custom}]}
  frei: {type: bool, mappings: [{type: custom}]}
  requested_slot: {type: any}
responses:
  utter_begrüßen:
    - text: Guten Tag im Salon Beispiel!
    - text: Hallo! Hier ist der Bot vom Salon Beispiel.
  utter_hilfe:
    - text: Worum geht es?
      buttons:
        - {title: Termin machen, payload: /termin}
        - {title: Preise, payload: '/preise{"art": "schnitt"}'}
        - {title: Ins Leere, payload: /gibt_es_nicht}
  utter_ask_datum: [{text: Wann möchten Sie kommen?}]
  utter_ask_termin_form_behandlung: [{text: Schneiden oder färben?}]
  utter_gebucht: [{text: "Gebucht für {datum}: {behandlung}."}]
  utter_voll: [{text: "Am {datum} ist leider nichts frei."}]
  utter_ask_absagen: [{text: Wirklich absagen?}]
  utter_abgesagt: [{text: Der Termin ist abgesagt.}]
  utter_bleibt: [{text: Gut, es bleibt dabei.}]
  utter_preise:
    - text: Für Stammkunden 10 % günstiger.
      condition: [{type: slot, name: stammkunde, value: true}]
    - text: Ein Schnitt kostet 30 Euro.
      image: https://example.org/preise.png
  utter_verabschieden: [{text: Bis bald!}]
  utter_bitte: [{text: Gern geschehen!}]
  utter_default: [{text: Wie meinen Sie das?}]
  utter_faq/parken: [{text: Hinter dem Haus.}]
  utter_faq/karte: [{text: "Ja, ab 10 Euro."}]
  utter_nie: [{text: Das sagt niemand.}]
  utter_nur_eigenes: [{custom: {type: carousel}}]
forms:
  termin_form:
    ignored_intents: [danke]
    required_slots: [datum, behandlung]
actions: [action_buchen, action_absagen, action_handoff, validate_termin_form, action_vergessen]
"""

NLU = """
version: "3.1"
nlu:
- intent: begrüßen
  examples: |
    - hallo
    - guten tag
- intent: termin
  examples: |
    - ich möchte am [Montag](datum) kommen
    - [übermorgen]{"entity": "datum", "role": "tag"} schneiden bitte
    -
- intent: preise
  examples:
    - text: was kostet ein schnitt
    - text: preise?
- intent: faq/parken
  examples: |
    - wo kann ich parken
- intent: faq/karte
  examples: |
    - kann man mit karte zahlen
- synonym: montag
  examples: |
    - mo
- lookup: datum
  examples: |
    - heute
- regex: plz
  examples: |
    - \\d{5}
"""

RULES = """
version: "3.1"
rules:
- rule: Begrüßung
  steps: [{intent: begrüßen}, {action: utter_begrüßen}, {action: utter_hilfe}]
- rule: Abschied
  steps: [{intent: verabschieden}, {action: utter_verabschieden}]
- rule: Danke
  steps: [{intent: danke}, {action: utter_bitte}]
- rule: Preise
  steps: [{intent: preise}, {action: utter_preise}]
- rule: Fragen
  steps: [{intent: faq}, {action: utter_faq}]
- rule: nicht verstanden
  steps: [{intent: nlu_fallback}, {action: utter_default}]
- rule: Mensch
  steps: [{intent: mensch}, {action: action_handoff}]
- rule: Termin beginnen
  condition: [{active_loop: null}]
  steps: [{intent: termin}, {action: termin_form}, {active_loop: termin_form}]
- rule: Termin fertig
  condition: [{active_loop: termin_form}]
  steps:
  - action: termin_form
  - active_loop: null
  - slot_was_set: [{requested_slot: null}]
  - action: action_buchen
- rule: frei
  steps: [{action: action_buchen}, {slot_was_set: [{frei: true}]}, {action: utter_gebucht}]
- rule: voll
  steps: [{action: action_buchen}, {slot_was_set: [{frei: false}]}, {action: utter_voll}]
- rule: tut etwas Unbekanntes
  steps: [{intent: danke}, {tanzt: ja}]
"""

STORIES = """
version: "3.1"
stories:
- story: absagen
  steps:
  - intent: absagen
  - action: utter_ask_absagen
  - checkpoint: sicher
- story: absagen, ja
  steps:
  - checkpoint: sicher
  - or: [{intent: ja}, {intent: danke}]
  - action: action_absagen
  - action: utter_abgesagt
- story: absagen, nein
  steps:
  - checkpoint: sicher
  - intent: nein
  - action: utter_bleibt
- story: im Termin nach Preisen gefragt
  steps:
  - intent: termin
  - action: termin_form
  - active_loop: termin_form
  - intent: preise
  - action: utter_preise
  - action: termin_form
  - active_loop: null
  - action: action_buchen
- story: im Termin abgebrochen
  steps:
  - intent: termin
  - action: termin_form
  - active_loop: termin_form
  - intent: nein
  - action: action_deactivate_loop
  - active_loop: null
  - action: utter_bleibt
- story: widerspricht der Regel
  steps: [{intent: verabschieden}, {action: utter_bitte}]
- story: nie erreicht
  steps: [{checkpoint: nirgends}, {intent: ja}, {action: utter_bitte}]
"""


def _write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def salon(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """A hairdresser's bot with every construct, and some that contradict each other."""
    files = {
        "config.yml": "language: de\npipeline: [{name: DIETClassifier}]\npolicies: null\n",
        "domain/domain.yml": DOMAIN,
        "data/nlu.yml": NLU,
        "data/rules.yml": RULES,
        "data/stories.yml": STORIES,
        "tests/test_stories.yml": "stories:\n- story: t\n  steps: [{intent: danke}]\n",
        "endpoints.yml": "action_endpoint: {url: http://localhost}\n",
        "broken.yml": "a: [1\n",
        "actions/actions.py": "print('hello')\n",
    }
    return import_bot(_write(tmp_path_factory.mktemp("rasa") / "salon", files))


def _why(imported: Imported, kind: str) -> dict[str, str]:
    return {each.name: each.why for each in imported.left_out if each.kind == kind}


def test_language_and_texts_come_over(salon: Imported) -> None:
    """The language of the settings; variants of responses are variants of texts."""
    assert salon.flow.locales == ("de",)
    said = [text for texts in salon.flow.texts.by_locale["de"].values() for text in texts]
    assert "Hallo! Hier ist der Bot vom Salon Beispiel." in said


def test_the_bot_greets_first_and_offers_its_buttons(salon: Imported) -> None:
    """The greeting is the start; buttons with an intent are choices with their titles."""
    step = salon.flow.steps[salon.flow.start]
    offer = salon.flow.steps[step.then or ""]
    assert [choice.word for choice in offer.choose] == ["termin", "preise"]
    assert salon.flow.texts.label("termin", "de") == "Termin machen"
    assert list(_why(salon, "button")) == ["utter_hilfe #1 3"]


def test_a_form_asks_and_what_follows_is_joined(salon: Imported) -> None:
    """Form, submission and the outcomes that rules tell apart are one step."""
    rule = next(r for r in salon.flow.anywhere.hear if r.word == "termin")
    step = salon.flow.steps[rule.visit or ""]
    assert step.ask == ("datum", "behandlung")
    assert step.do == "action_buchen"
    assert set(step.when) == {"frei_true", "frei_false"}
    assert salon.flow.texts.text("behandlung", "de") == "Schneiden oder färben?"


def test_a_form_may_be_left(salon: Imported) -> None:
    """A story that interrupts a form is a rule of that step; what any rule says is not repeated."""
    rule = next(r for r in salon.flow.anywhere.hear if r.word == "termin")
    hear = {each.word: each for each in salon.flow.steps[rule.visit or ""].hear}
    assert set(hear) == {"nein"}
    assert "im Termin nach Preisen gefragt" not in _why(salon, "story")


def test_stories_become_choices(salon: Imported) -> None:
    """Checkpoints are followed, alternatives are choices with the same target."""
    rule = next(r for r in salon.flow.anywhere.hear if r.word == "absagen")
    choose = {c.word: c.goto for c in salon.flow.steps[rule.visit or ""].choose}
    assert set(choose) == {"ja", "danke", "nein"}
    assert choose["ja"] == choose["danke"]
    assert salon.flow.steps[choose["ja"]].do == "action_absagen"


def test_conditional_responses_are_branches(salon: Imported) -> None:
    """A variant under a condition is said where its guard holds."""
    rule = next(r for r in salon.flow.anywhere.hear if r.word == "preise")
    step = salon.flow.steps[rule.visit or ""]
    assert [str(branch.guard) for branch in step.branches] == ["customer.stammkunde"]
    assert set(salon.flow.customer) == {"stammkunde"}


def test_retrieval_intents_are_intents(salon: Imported) -> None:
    """Each question of a retrieval intent has its own answer."""
    rules = {rule.word: rule for rule in salon.flow.anywhere.hear}
    said = salon.flow.steps[rules["faq_parken"].visit or ""].say
    assert salon.flow.texts.text(said or "", "de") == "Hinter dem Haus."
    assert salon.flow.intents["faq_karte"] == "faq/karte"


def test_an_action_that_hands_over_is_a_handoff(salon: Imported) -> None:
    """With all its results, and said to be designed."""
    rule = next(r for r in salon.flow.anywhere.hear if r.word == "mensch")
    step = salon.flow.steps[rule.goto or ""]
    assert step.handoff == "service"
    assert len(salon.flow.handoffs["service"].when) == 6
    assert any(each.kind == "handoff" for each in salon.added)
    assert salon.flow.anywhere.lost == ("default", rule.goto)


def test_what_contradicts_or_is_out_of_reach_is_listed(salon: Imported) -> None:
    """Stories and rules that the flow does not follow are listed by name, with the reason."""
    assert set(_why(salon, "story")) == {"widerspricht der Regel", "nie erreicht"}
    assert set(_why(salon, "rule")) == {"tut etwas Unbekanntes"}
    assert set(_why(salon, "test story")) == {"t"}
    assert set(_why(salon, "intent")) == {"ungehört"}
    assert {"utter_nie", "utter_nur_eigenes"} <= set(_why(salon, "response"))
    assert set(_why(salon, "image")) == {"utter_preise #2"}
    assert set(_why(salon, "action")) == {"validate_termin_form", "action_vergessen"}
    assert set(_why(salon, "slot")) == {"requested_slot"}
    assert {"synonym", "lookup", "regex", "entity", "entity marks"} <= {
        each.kind for each in salon.left_out
    }


def test_files_are_accounted_for(salon: Imported) -> None:
    """What is not read is listed, a broken file with its line."""
    why = _why(salon, "file")
    assert set(why) == {"actions/actions.py", "broken.yml", "endpoints.yml"}
    assert "line" in why["broken.yml"]


def test_examples_lose_their_marks_only(salon: Imported) -> None:
    """Every example is an utterance, an empty one is listed."""
    texts = {each.text for each in salon.utterances}
    assert "ich möchte am Montag kommen" in texts
    assert "übermorgen schneiden bitte" in texts
    assert list(_why(salon, "example")) == ["termin #3"]


def test_the_flow_is_sound_and_runs(salon: Imported) -> None:
    """No error of structure, handoff or forecast; a talk through the form comes back."""
    salon.flow.require_sound("SHFC")
    machine = Machine(salon.flow)
    turn = machine.react(machine.start().state, Said("termin"))
    turn = machine.react(turn.state, Said(given=frozenset({"datum"})))
    turn = machine.react(turn.state, Said("preise"))
    assert turn.state.control == "bot"
    turn = machine.react(machine.start().state, Said("absagen"))
    turn = machine.react(turn.state, Said("ja"))
    turn = machine.react(turn.state, Acted("done"))
    assert turn.state.control == "bot"


def test_the_format_before_yaml_is_read(tmp_path: Path) -> None:
    """Markdown with examples and stories, forms and slots."""
    nlu = "## intent:greet\n- hey\n- hello [Bob](name)\n\n## synonym:b\n- bee\n"
    stories = (
        '## happy\n* greet\n  - utter_greet\n* order{"size": "big"} OR buy\n  - order_form\n'
        '  - form{"name": "order_form"}\n  - form{"name": null}\n  - utter_done\n\n'
        "## stop\n> end\n* stop\n  - utter_bye\n"
    )
    domain = (
        "intents: [greet, order, buy, stop]\nslots: {size: {type: text}}\n"
        "forms: {order_form: {size: [{type: from_text}]}}\n"
        "templates:\n  utter_greet: [Hello!]\n  utter_done: [{text: Done}]\n"
        "  utter_bye: [{text: Bye}]\n  utter_ask_size: [{text: Which size?}]\n"
    )
    files = {"domain.yml": domain, "data/nlu.md": nlu, "data/stories.md": stories}
    imported = import_bot(_write(tmp_path / "old", files))
    assert {each.text for each in imported.utterances} == {"hey", "hello Bob"}
    form = next(step for step in imported.flow.steps.values() if step.ask)
    assert form.ask == ("size",)
    assert set(_why(imported, "story")) == {"stop"}
    assert set(_why(imported, "synonym")) == {"b"}


@pytest.mark.parametrize(
    ("line", "text", "marks"),
    [
        ("from [Bonn](city) to [Trier](city:to)", "from Bonn to Trier", ["city", "city"]),
        ('a [big]{"entity": "size", "value": "L"} one', "a big one", ["size"]),
        ("[a](x)[b](y)", "ab", ["x", "y"]),
        ("no [brackets] here", "no [brackets] here", []),
    ],
)
def test_annotations(line: str, text: str, marks: list[str]) -> None:
    """The words stay, the entities are named."""
    assert plain_example(line) == (text, marks)


def test_a_folder_without_a_bot_is_refused(tmp_path: Path) -> None:
    """Named as Rasa or not."""
    _write(tmp_path, {"a.yml": "x: 1\n"})
    with pytest.raises(InputError, match="no domain, rules, stories or flows"):
        import_bot(tmp_path, "rasa")


# ----- whatever stands there ---------------------------------------------------------------------

_WORDS = st.sampled_from(["greet", "utter_hi", "form_a", "action_handoff", "x", "null", "true", ""])
_LEAVES = st.one_of(_WORDS, st.none(), st.integers(0, 3), st.text(max_size=8))
_STEPS = st.dictionaries(
    st.sampled_from(
        [
            "intent",
            "action",
            "active_loop",
            "slot_was_set",
            "checkpoint",
            "or",
            "next",
            "collect",
            "link",
            "call",
            "set_slots",
            "noop",
            "if",
            "then",
            "else",
            "id",
            "user",
        ]
    ),
    st.recursive(
        _LEAVES,
        lambda inner: st.lists(
            st.dictionaries(
                st.sampled_from(["intent", "x", "if", "then", "else", "action", "collect"]),
                inner,
                max_size=3,
            ),
            max_size=3,
        ),
        max_leaves=6,
    ),
    max_size=3,
)
_TALKS = st.lists(
    st.fixed_dictionaries(
        {"steps": st.lists(_STEPS, max_size=5)},
        optional={"story": _WORDS, "rule": _WORDS, "condition": st.lists(_STEPS, max_size=2)},
    ),
    max_size=5,
)
_ANY = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)
_PROJECTS = st.fixed_dictionaries(
    {"rules": _TALKS, "stories": _TALKS},
    optional={
        "forms": st.one_of(_ANY, st.just({"form_a": {"required_slots": ["x"]}})),
        "slots": _ANY,
        "intents": _ANY,
        "responses": st.one_of(_ANY, st.just({"utter_hi": [{"text": "hi {x}"}]})),
        "nlu": _ANY,
        "actions": _ANY,
        "entities": _ANY,
        "language": _LEAVES,
        "pipeline": _ANY,
        "flows": st.one_of(
            _ANY,
            st.dictionaries(
                _WORDS,
                st.fixed_dictionaries(
                    {"steps": st.lists(_STEPS, max_size=5)}, optional={"if": _LEAVES}
                ),
                max_size=3,
            ),
        ),
    },
)


@settings(max_examples=60, deadline=None)
@given(_PROJECTS)
def test_any_project_is_carried_over_or_refused(
    tmp_path_factory: pytest.TempPathFactory, project: dict[str, object]
) -> None:
    """Whatever stands in the files: an import whose book balances and that loads, or an error."""
    file = tmp_path_factory.mktemp("any") / "bot.yml"
    with file.open("w", encoding="utf-8") as out:
        YAML(typ="safe", pure=True).dump(project, out)
    try:
        imported = import_bot(file, "rasa")
    except DialogkitError:
        return
    imported.flow.check()
    assert all(each.found == each.carried + each.listed for each in imported.counts.values())


# ----- real bots ---------------------------------------------------------------------------------


@pytest.mark.skipif("DIALOGKIT_DATA" not in os.environ, reason="DIALOGKIT_DATA is not set")
def test_real_bots_are_carried_over() -> None:
    """Bots that others published: no error, a handoff found, most stories carried."""
    folder = Path(os.environ["DIALOGKIT_DATA"]) / "bot_builders" / "rasa"
    bots = sorted(path for path in folder.iterdir() if path.is_dir())
    assert bots
    for bot in bots:
        imported = import_bot(bot)
        imported.flow.require_sound("SHFPC")
        assert imported.flow.handoffs
        told = imported.counts["story"]
        assert told.carried >= 0.7 * told.found
        assert imported.counts["rule"].listed == 0
