"""Dialogflow ES and CX agents, and LUIS apps, as flows: steps, guards, rules, counts, drives."""

from __future__ import annotations

import copy
import json
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.errors import InputError
from dialogkit.flow import (
    Acted,
    Answered,
    Asked,
    Called,
    Decided,
    Ended,
    HandedBack,
    HandedOff,
    Machine,
    Offered,
    Said,
    Silence,
    Turn,
    Weighed,
)
from dialogkit.flow._convert import Imported, import_bot
from dialogkit.flow._convert._condition import as_guard
from dialogkit.flow._parse_guard import parse_guard

Files = dict[str, Any]


def write(folder: Path, files: Files) -> Path:
    """Writes an export; texts as they are, everything else as JSON."""
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = value if isinstance(value, str) else json.dumps(value)
        path.write_text(text, encoding="utf-8")
    return folder


def balanced(imported: Imported) -> None:
    """Counts in are counts out and counts listed."""
    for kind, each in imported.counts.items():
        assert each.found == each.carried + each.listed, kind
    assert sum(each.listed for each in imported.counts.values()) == len(imported.left_out)


def left(imported: Imported, kind: str) -> list[str]:
    """Names of what was left out of a kind."""
    return [each.name for each in imported.left_out if each.kind == kind]


def said(turn: Turn) -> list[str]:
    """Keys of what the bot says."""
    return [each.key for each in turn.outputs if isinstance(each, Answered)]


def asked(turn: Turn) -> list[str]:
    """Slots the bot asks for."""
    return [each.slot for each in turn.outputs if isinstance(each, Asked)]


def errors(imported: Imported) -> set[str]:
    """Codes of the errors that the checks find."""
    return {each.code for each in imported.flow.check() if each.severity == "error"}


# ----- Dialogflow ES ------------------------------------------------------------------------------


def es_intent(name: str, **keys: Any) -> dict[str, Any]:
    """An intent as the builder exports it."""
    response = {
        "resetContexts": False,
        "affectedContexts": keys.pop("opens", []),
        "parameters": keys.pop("parameters", []),
        "messages": keys.pop("messages", []),
        "action": keys.pop("action", ""),
    }
    base = {"id": name, "name": name, "auto": True, "contexts": [], "events": []}
    return {**base, "fallbackIntent": False, **keys, "responses": [response]}


def es_says(*texts: str, lang: str = "en") -> dict[str, Any]:
    """A text response."""
    return {"type": 0, "lang": lang, "speech": list(texts)}


def es_phrases(*texts: str) -> list[Any]:
    """Training phrases; a part in <> is a value of the parameter ``city``."""
    found = []
    for text in texts:
        parts = [
            {
                "text": part.strip("<>"),
                **({"alias": "city", "meta": "@city"} if "<" in part else {}),
            }
            for part in text.replace("<", "|<").replace(">", ">|").split("|")
            if part
        ]
        found.append({"id": text, "data": parts, "isTemplate": False, "count": 0})
    return found


def es_agent() -> Files:
    """A small invented agent with every construct."""
    return {
        "agent.json": {
            "displayName": "flowers",
            "language": "en",
            "supportedLanguages": ["de"],
            "webhook": {"url": "https://example.org/hook", "available": True},
        },
        "package.json": {"version": "1.0.0"},
        "intents/Welcome.json": es_intent(
            "Welcome",
            events=[{"name": "WELCOME"}],
            messages=[
                es_says("Hello from the flower shop.", "Good day!"),
                es_says("Hallo vom Blumenladen.", lang="de"),
                {
                    "type": 2,
                    "title": "What now?",
                    "replies": ["Order flowers", "Sing"],
                    "lang": "en",
                },
            ],
        ),
        "intents/Order.json": es_intent(
            "Order",
            webhookUsed=True,
            action="order.flowers",
            opens=[{"name": "order-followup", "lifespan": 2}],
            parameters=[
                {
                    "name": "city",
                    "dataType": "@city",
                    "value": "$city",
                    "required": True,
                    "prompts": [
                        {"lang": "en", "value": "Which city?"},
                        {"lang": "de", "value": "Welche Stadt?"},
                    ],
                },
                {"name": "mail", "dataType": "@sys.email", "value": "$mail", "required": True},
                {"name": "fixed", "value": "42"},
            ],
            messages=[es_says("Flowers to $city for {you}, shall I?")],
        ),
        "intents/Order_usersays_en.json": es_phrases("Order flowers", "flowers to <Bonn> please"),
        "intents/Order_usersays_de.json": es_phrases("Blumen nach <Köln>"),
        "intents/Order - yes.json": es_intent(
            "Order - yes",
            contexts=["order-followup"],
            messages=[es_says("Ordered."), {"type": 4, "payload": {"sound": "bell"}}],
            endInteraction=True,
        ),
        "intents/Order - yes_usersays_en.json": es_phrases("yes", "sure"),
        "intents/Order - no.json": es_intent(
            "Order - no", contexts=["order-followup"], messages=[es_says("Then not.")]
        ),
        "intents/Order - no_usersays_en.json": es_phrases("no"),
        "intents/Person.json": es_intent(
            "Person", messages=[{"type": 4, "payload": {"live_agent_handoff": True}}]
        ),
        "intents/Person_usersays_en.json": es_phrases("a person please"),
        "intents/Fallback.json": es_intent(
            "Fallback", fallbackIntent=True, messages=[es_says("Pardon?")]
        ),
        "intents/Alarm.json": es_intent(
            "Alarm", events=[{"name": "ALARM"}], contexts=["never"], messages=[es_says("Ring")]
        ),
        "entities/city.json": {"id": "1", "name": "city", "isOverridable": True},
        "entities/city_entries_en.json": [
            {"value": "Bonn", "synonyms": ["Bonn", "Beethoven town"]},
            {"value": "Köln", "synonyms": ["Köln"]},
        ],
        "entities/unused.json": {"id": "2", "name": "unused", "entries": []},
    }


def test_es_contexts_say_where_an_intent_is_heard(tmp_path: Path) -> None:
    """Intents without contexts are heard anywhere, follow-ups where their intent answered."""
    imported = import_bot(write(tmp_path, es_agent()))
    flow = imported.flow
    assert {rule.word for rule in flow.anywhere.hear} == {"Order", "Person"}
    answer = flow.steps["Order_answer"]
    assert {choice.goto for choice in answer.choose} == {"Order_yes", "Order_no"}
    balanced(imported)


def test_es_slots_are_asked_with_their_prompts_in_each_language(tmp_path: Path) -> None:
    """A required parameter becomes a slot with the prompts of both languages."""
    imported = import_bot(write(tmp_path, es_agent()))
    flow = imported.flow
    assert flow.steps["Order"].ask == ("city", "mail")
    assert flow.texts.text("city", "en") == "Which city?"
    assert flow.texts.text("city", "de") == "Welche Stadt?"
    assert flow.data["mail"].like == "email"
    assert dict(flow.data["city"].values) == {"Bonn": 0.5, "Köln": 0.5}
    assert flow.texts.text("Order_says", "en") == "Flowers to {city} for (you), shall I?".replace(
        "{city}", "…"
    )


def test_es_agent_drives_from_welcome_to_the_end(tmp_path: Path) -> None:
    """Welcome, a button, two slots, the webhook, the follow-up yes, the end."""
    imported = import_bot(write(tmp_path, es_agent()))
    machine = Machine(imported.flow)
    turn = machine.start()
    assert turn.outputs[-1] == Offered(("Order_flowers",), "Welcome")
    turn = machine.react(turn.state, Said("Order_flowers"))
    assert asked(turn) == ["city"]
    turn = machine.react(turn.state, Said(given=frozenset({"city"})))
    turn = machine.react(turn.state, Said(given=frozenset({"mail"})))
    assert turn.outputs == (Called("order_flowers", "Order"),)
    turn = machine.react(turn.state, Acted("done"))
    assert said(turn) == ["Order_says"]
    word = next(c.word for c in imported.flow.steps["Order_answer"].choose if c.goto == "Order_yes")
    turn = machine.react(turn.state, Said(word))
    assert said(turn) == ["Order_yes_says"]
    assert turn.state.control == "ended"


def test_es_payload_hands_off_and_the_ladder_ends_with_a_human(tmp_path: Path) -> None:
    """A payload for humans is a handoff; what is not understood ends there too."""
    imported = import_bot(write(tmp_path, es_agent()))
    machine = Machine(imported.flow)
    turn = machine.react(machine.start().state, Said("Person"))
    assert any(isinstance(each, HandedOff) for each in turn.outputs)
    turn = machine.react(turn.state, HandedBack("resolved"))
    assert turn.state.step == "back"
    lost = machine.react(machine.start().state, Said())
    assert said(lost) == ["Fallback_says"]
    lost = machine.react(lost.state, Said())
    assert any(isinstance(each, HandedOff) for each in lost.outputs)


def test_es_lists_by_name_what_no_flow_says(tmp_path: Path) -> None:
    """Events, fixed values, unknown payloads, dangling contexts, unused entities are listed."""
    imported = import_bot(write(tmp_path, es_agent()))
    assert left(imported, "event") == ["ALARM"]
    assert left(imported, "context") == ["never"]
    assert left(imported, "parameter") == ["Order: fixed"]
    assert left(imported, "entity") == ["unused"]
    assert left(imported, "quick reply") == ["Sing"]
    assert left(imported, "response") == ["Order - yes"]
    assert "webhook" in left(imported, "setting")
    assert imported.counts["training phrase"].listed == 0
    assert any(each.kind == "share" for each in imported.added)


def test_es_oldest_exports_and_a_zip_with_a_top_folder_and_bom(tmp_path: Path) -> None:
    """Templates, a mere speech and contexts as texts, in a zip whose files lie in a folder."""
    old = {
        "id": "1",
        "name": "Knock",
        "auto": True,
        "contexts": [],
        "templates": ["knock knock", "@sys.any:any knock", "in @planet:planet"],
        "responses": [{"action": "", "speech": "Who?", "affectedContexts": ["door"]}],
    }
    inner = {**old, "id": "2", "name": "Open", "contexts": ["Door"], "templates": ["it is me"]}
    path = tmp_path / "agent.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("top/intents/Knock.json", "\ufeff" + json.dumps(old))
        archive.writestr("top/intents/Open.json", json.dumps(inner))
    imported = import_bot(path)
    machine = Machine(imported.flow)
    turn = machine.react(machine.start().state, Said("Knock"))
    assert said(turn) == ["Knock_says"]
    turn = machine.react(turn.state, Said("Open"))
    assert turn.state.step in ("Open", "listen")
    assert imported.counts["training phrase"].listed == 1
    balanced(imported)


# ----- Dialogflow CX ------------------------------------------------------------------------------


def cx_says(*texts: str, lang: str = "en") -> dict[str, Any]:
    """A fulfilment that says something."""
    return {"messages": [{"text": {"text": list(texts)}, "languageCode": lang}]}


def cx_agent() -> Files:
    """A small invented agent with two flows and every construct."""
    intents = {
        f"intents/{name}/{name}.json": {"name": f"id-{name}", "displayName": name}
        for name in ("track", "human", "yes", "stop", "thanks")
    }
    phrases = {
        f"intents/{name}/trainingPhrases/en.json": {
            "trainingPhrases": [{"parts": [{"text": text}], "languageCode": "en"}]
        }
        for name, text in (("track", "Where is it"), ("human", "A person"), ("yes", "Yes"))
    }
    fallback = {"displayName": "Default Negative Intent", "isFallback": True}
    start = {
        "displayName": "Main",
        "transitionRoutes": [
            {"intent": "Default Welcome Intent", "triggerFulfillment": cx_says("Hello!")},
            {"intent": "track", "targetPage": "Parcel"},
            {
                "intent": "human",
                "triggerFulfillment": {"messages": [{"liveAgentHandoff": {"metadata": {}}}]},
            },
            {"intent": "thanks", "triggerFulfillment": cx_says("You are welcome.")},
        ],
        "eventHandlers": [
            {"event": "sys.no-match-default", "triggerFulfillment": cx_says("Pardon?")},
            {"event": "sys.no-match-1", "triggerFulfillment": cx_says("Again?")},
            {"event": "sys.no-input-default", "triggerFulfillment": cx_says("Still there?")},
            {"event": "custom-event", "triggerFulfillment": cx_says("Never")},
        ],
    }
    start["transitionRoutes"][0]["targetPage"] = "Hall"  # type: ignore[index] # a list of routes
    parcel = {
        "displayName": "Parcel",
        "entryFulfillment": cx_says("Let us see."),
        "form": {
            "parameters": [
                {
                    "displayName": "parcel-id",
                    "required": True,
                    "entityType": "@sys.any",
                    "fillBehavior": {
                        "initialPromptFulfillment": cx_says("Which number?"),
                        "repromptEventHandlers": [
                            {
                                "event": "sys.no-match-1",
                                "triggerFulfillment": cx_says("The number?"),
                            }
                        ],
                    },
                }
            ]
        },
        "transitionRoutes": [
            {
                "condition": '$page.params.status = "FINAL"',
                "triggerFulfillment": {"webhook": "carrier", "tag": "look up"},
                "targetPage": "Result",
            }
        ],
    }
    result = {
        "displayName": "Result",
        "entryFulfillment": cx_says("Number $session.params.parcel-id."),
        "transitionRoutes": [
            {"condition": '$session.params.outcome = "lost"', "targetFlow": "Claim"},
            {
                "condition": "$session.params.weight > 20 AND $session.params.outcome != null",
                "targetPage": "Hall",
            },
            {"condition": "$sys.func.LEN($session.params.state) > 3", "targetPage": "Hall"},
            {"condition": "true", "targetPage": "End Session"},
            {"condition": "true", "targetPage": "Hall"},
        ],
    }
    hall = {
        "displayName": "Hall",
        "entryFulfillment": {
            "messages": [
                {"text": {"text": ["What can I do?"]}, "languageCode": "en"},
                {
                    "payload": {
                        "richContent": [
                            [{"type": "chips", "options": [{"text": "Yes"}, {"text": "Fly"}]}]
                        ]
                    }
                },
            ]
        },
        "transitionRoutes": [{"intent": "yes", "targetPage": "START_PAGE"}],
        "transitionRouteGroups": ["common", "missing"],
    }
    claim = {
        "displayName": "Claim",
        "transitionRoutes": [
            {
                "condition": "true",
                "targetPage": "Ask",
                "triggerFulfillment": {
                    "setParameterActions": [
                        {"parameter": "state", "value": "claimed"},
                        {"parameter": "unread", "value": 1},
                    ],
                    "conditionalCases": [
                        {
                            "cases": [
                                {
                                    "condition": '$session.params.state = "lost"',
                                    "caseContent": [{"message": cx_says("Sorry.")["messages"][0]}],
                                }
                            ]
                        }
                    ],
                },
            }
        ],
    }
    ask = {
        "displayName": "Ask",
        "entryFulfillment": cx_says("Claim it?"),
        "transitionRoutes": [
            {"intent": "yes", "targetPage": "End Flow"},
            {"intent": "stop", "targetPage": "End Session"},
        ],
    }
    return {
        "agent.json": {"displayName": "parcels", "defaultLanguageCode": "en", "startFlow": "Main"},
        **intents,
        **phrases,
        "intents/Default Negative Intent/Default Negative Intent.json": fallback,
        "flows/Main/Main.json": start,
        "flows/Main/pages/Parcel.json": parcel,
        "flows/Main/pages/Result.json": result,
        "flows/Main/pages/Hall.json": hall,
        "flows/Main/transitionRouteGroups/common.json": {
            "displayName": "common",
            "transitionRoutes": [{"intent": "stop", "targetPage": "End Session"}],
        },
        "flows/Claim/Claim.json": claim,
        "flows/Claim/pages/Ask.json": ask,
        "webhooks/carrier.json": {"displayName": "carrier", "genericWebService": {"uri": "x"}},
        "webhooks/idle.json": {"displayName": "idle"},
        "testCases/one.json": {"displayName": "one"},
    }


def test_cx_pages_become_steps_with_guards_and_a_handoff(tmp_path: Path) -> None:
    """Forms ask, conditions are guards, several flows prefix their steps, a human takes over."""
    imported = import_bot(write(tmp_path, cx_agent()))
    flow = imported.flow
    assert flow.steps["Main_Parcel"].ask == ("parcel_id",)
    guards = [branch.guard.text for branch in flow.steps["Main_Result"].branches]
    assert guards == ["outcome == lost", "weight > 20 and outcome is known"]
    assert "Claim_Ask" in flow.steps
    assert "service" in flow.handoffs
    assert flow.texts.variants("parcel_id", "en") == ("Which number?", "The number?")
    fills = flow.actions["carrier_look_up"].fills
    assert set(fills["done"]) == {"weight", "outcome"}
    balanced(imported)


def test_cx_agent_drives_through_form_webhook_and_the_flow_that_comes_back(tmp_path: Path) -> None:
    """Greeting, slot, webhook, guard, the other flow and back after END_FLOW, the end."""
    imported = import_bot(write(tmp_path, cx_agent()))
    machine = Machine(imported.flow)
    turn = machine.start()
    assert said(turn)[0].endswith("Default_Welcome_Intent_says")
    assert turn.state.step == "Main_Hall"
    turn = machine.react(turn.state, Said("track"))
    assert asked(turn) == ["parcel_id"]
    turn = machine.react(turn.state, Said(given=frozenset({"parcel_id"})))
    assert turn.outputs[-1] == Called("carrier_look_up", turn.state.step)
    turn = machine.react(turn.state, Acted("done"))
    while turn.state.stage == "weigh":
        assert isinstance(turn.outputs[-1], Weighed)
        turn = machine.react(turn.state, Decided(holds=turn.state.guard == "outcome == lost"))
    calls = [each.action for each in turn.outputs if isinstance(each, Called)]
    assert calls == ["set_state"]
    turn = machine.react(turn.state, Acted("done"))
    while turn.state.stage == "weigh":
        turn = machine.react(turn.state, Decided(holds=True))
    assert turn.state.step == "Claim_Ask"
    turn = machine.react(turn.state, Said("yes"))
    assert turn.state.step.startswith("Main_Result"), "END_FLOW comes back to the page that called"
    assert turn.state.stage == "weigh"


def test_cx_ladder_silence_and_what_is_said_in_between(tmp_path: Path) -> None:
    """Numbered no-match texts come in order, silence has a step, an answer resumes the page."""
    imported = import_bot(write(tmp_path, cx_agent()))
    machine = Machine(imported.flow)
    hall = machine.start().state
    first = machine.react(hall, Said())
    second = machine.react(first.state, Said())
    words = imported.flow.texts
    assert [words.text(said(each)[0], "en") for each in (first, second)] == ["Again?", "Pardon?"]
    silent = machine.react(hall, Silence())
    assert words.text(said(silent)[0], "en") == "Still there?"
    assert silent.state.step.startswith("Main_Hall")
    between = machine.react(hall, Said("thanks"))
    assert words.text(said(between)[0], "en") == "You are welcome."
    assert between.state.step == "Main_Hall"
    human = machine.react(hall, Said("human"))
    assert any(isinstance(each, HandedOff) for each in human.outputs)


def test_cx_quick_replies_on_the_way_are_offered_at_the_page(tmp_path: Path) -> None:
    """Chips sent with a greeting are choices of the page it leads to."""
    files = cx_agent()
    chips = {"richContent": [[{"type": "chips", "options": [{"text": "Where is it"}]}]]}
    hall = files["flows/Main/pages/Hall.json"]
    hall["transitionRoutes"].append({"intent": "track", "targetPage": "Parcel"})
    greeting = files["flows/Main/Main.json"]["transitionRoutes"][0]["triggerFulfillment"]
    greeting["messages"].append({"payload": chips, "languageCode": "en"})
    greeting["messages"].append({"outputAudioText": {"ssml": "<speak>Hello</speak>"}})
    imported = import_bot(write(tmp_path, files))
    choices = {c.word: c.goto for c in imported.flow.steps["Main_Hall"].choose}
    assert choices["track"] == "Main_Parcel"
    assert imported.flow.texts.label("track", "en") == "Where is it"
    assert left(imported, "quick reply") == ["Fly"]
    balanced(imported)


def test_cx_lists_by_name_what_no_flow_says(tmp_path: Path) -> None:
    """Events, functions in conditions, routes never reached, what is missing, are all listed."""
    imported = import_bot(write(tmp_path, cx_agent()))
    assert "custom-event" in left(imported, "event handler")
    assert left(imported, "route group") == ["missing"]
    assert left(imported, "quick reply") == ["Fly"]
    assert "idle" in left(imported, "webhook")
    assert set(left(imported, "intent")) == {"Default Negative Intent", "Default Welcome Intent"}
    conditions = left(imported, "condition")
    assert "$sys.func.LEN($session.params.state) > 3" in conditions
    assert "true" in conditions
    assert any(name.endswith("unread") for name in left(imported, "set parameter"))
    assert left(imported, "file") == ["testCases/one.json"]


def test_cx_whole_agent_in_one_file_is_the_same_flow(tmp_path: Path) -> None:
    """One JSON file with flows that hold their pages, targets as resource paths."""
    files = {k: v for k, v in cx_agent().items() if not k.startswith(("testCases", "intents"))}
    main = copy.deepcopy(files["flows/Main/Main.json"])
    main["pages"] = [files[f"flows/Main/pages/{n}.json"] for n in ("Parcel", "Result", "Hall")]
    main["transitionRouteGroups"] = [files["flows/Main/transitionRouteGroups/common.json"]]
    main["transitionRoutes"][1]["targetPage"] = "projects/p/flows/f/pages/Parcel"
    claim = {**files["flows/Claim/Claim.json"], "pages": [files["flows/Claim/pages/Ask.json"]]}
    whole = {"agent": files["agent.json"], "flows": [main, claim], "webhooks": []}
    imported = import_bot(write(tmp_path, {"agent_export.json": whole}))
    assert imported.flow.steps["Main_Parcel"].ask == ("parcel_id",)
    assert imported.flow.name == "parcels"
    balanced(imported)


CONDITIONS = [
    ('$session.params.tier = "gold"', "tier == gold"),
    ('$session.params.tier != "very good"', 'tier != "very good"'),
    (
        "NOT $session.params.age >= 18 OR $session.params.tier = null",
        "not (age >= 18) or tier is unknown",
    ),
    (
        "user.age > 18 && !(exists(user.name) || user.age == 3)",
        "age > 18 and (not (name is known or age == 3))",
    ),
    ("18 <= user.age", "age >= 18"),
    ("count(user.list) > 0", "list is known"),
    ("user.flag", "flag == true"),
    ("empty(user.name) && true", "name is unknown"),
    ("equals(toLower(user.name), 'kim')", "name == kim"),
]


@pytest.mark.parametrize(("text", "guard"), CONDITIONS)
def test_conditions_of_both_dialects_are_guards(text: str, guard: str) -> None:
    """What a guard can say is said, and the language reads it."""
    said = as_guard(text, lambda name: name.rsplit(".", 1)[-1], lambda slot: slot == "flag")
    assert said.guard == guard
    assert parse_guard(guard).text


@pytest.mark.parametrize(
    "text",
    [
        "$sys.func.LEN(x.a) > 3",
        'x.a : "b"',
        "x.a == x.b",
        "x.a + 1 > 2",
        "",
        "x.a &&",
        "((((",
        "x.a = 'b",
    ],
)
def test_conditions_that_no_guard_says_have_a_reason(text: str) -> None:
    """Functions, sums, two names, fragments: a reason instead of a guess."""
    said = as_guard(text, lambda name: name.rsplit(".", 1)[-1], lambda slot: slot == "flag")
    assert (said.guard, said.constant) == (None, None)
    assert said.why


@given(st.text(alphabet="ab1 .$=!<>&|()'\"-:,", max_size=40))
def test_any_condition_is_a_guard_or_has_a_reason(text: str) -> None:
    """Whatever is written: a guard that can be read, a constant, or a reason."""
    said = as_guard(text, lambda name: re.sub(r"\\W", "_", name), lambda slot: slot == "a")
    if said.guard is not None:
        parse_guard(said.guard)
    else:
        assert said.constant is not None or said.why


# ----- LUIS ---------------------------------------------------------------------------------------


def luis_app() -> dict[str, Any]:
    """A small invented app."""
    return {
        "luis_schema_version": "7.0.0",
        "name": "bakery",
        "culture": "de-de",
        "intents": [{"name": "Bestellen"}, {"name": "None"}],
        "entities": [{"name": "Brot", "roles": ["sorte"]}],
        "closedLists": [
            {"name": "Ort", "subLists": [{"canonicalForm": "Bonn", "list": ["bonn", "bn"]}]}
        ],
        "model_features": [{"name": "hint"}],
        "patterns": [
            {"pattern": "[bitte] ein {Brot}", "intent": "Bestellen"},
            {"pattern": "mit {Unbekannt}", "intent": "Bestellen"},
        ],
        "utterances": [
            {
                "text": "ein Roggenbrot",
                "intent": "Bestellen",
                "entities": [{"entity": "Brot", "startPos": 4, "endPos": 13}],
            },
            {"text": "wie ist das Wetter", "intent": "None", "entities": []},
            {"text": "hallo", "intent": "Fehlt", "entities": []},
        ],
    }


def test_luis_utterances_patterns_and_entities(tmp_path: Path) -> None:
    """Utterances are carried, a pattern as one wording, what is out of scope is listed."""
    imported = import_bot(write(tmp_path, {"app.json": luis_app()}) / "app.json")
    texts = {each.text for each in imported.utterances}
    assert texts == {"ein Roggenbrot", "bitte ein Roggenbrot"}
    assert imported.flow.locales == ("de-de",)
    assert imported.flow.data["sorte"].like == "Roggenbrot"
    assert left(imported, "pattern") == ["Bestellen"]
    assert left(imported, "utterance") == ["None", "Fehlt"]
    turn = Machine(imported.flow).start()
    turn = Machine(imported.flow).react(turn.state, Said("Bestellen"))
    assert turn.outputs[-1] == Ended("Bestellen", "intent_Bestellen")
    assert not errors(imported)
    balanced(imported)


def test_luis_successor_is_read_too(tmp_path: Path) -> None:
    """An export of Conversational Language Understanding has the same content in other words."""
    value = {
        "projectFileVersion": "2022-10-01-preview",
        "metadata": {"projectName": "bakery", "language": "de"},
        "assets": {
            "projectKind": "Conversation",
            "intents": [{"category": "Bestellen"}],
            "entities": [{"category": "Brot"}],
            "utterances": [
                {
                    "text": "ein Roggenbrot",
                    "intent": "Bestellen",
                    "entities": [{"category": "Brot", "offset": 4, "length": 10}],
                }
            ],
        },
    }
    imported = import_bot(write(tmp_path, {"clu.json": value}))
    assert imported.flow.data["Brot"].like == "Roggenbrot"
    assert [each.text for each in imported.utterances] == ["ein Roggenbrot"]


# ----- exports of other people, damaged ones ------------------------------------------------------

SAMPLES = (
    "dialogflow_es/HumanHandoffDemonstrationAgent.zip",
    "dialogflow_es/apiai_lego_agent.zip",
    "dialogflow_cx/caller-data-collection-pattern.zip",
    "dialogflow_cx/nuvalence_agent",
    "botframework_composer_MIT/luis_FlightBooking.json",
)


@pytest.mark.parametrize("name", SAMPLES)
def test_public_exports_load_and_balance(name: str, outside_data: Path) -> None:
    """Every public export gives a flow that can be checked, and a book that balances."""
    imported = import_bot(outside_data / "bot_builders" / name)
    balanced(imported)
    # an export may dangle or go round in circles; that is for the checks to say
    assert errors(imported) <= {"S001", "S004"}
    assert imported.counts["file"].listed == 0


def test_public_human_handoff_hands_over_after_two_misses(outside_data: Path) -> None:
    """The public handoff demo does as its welcome promises: two misses, then a human."""
    imported = import_bot(outside_data / "bot_builders" / SAMPLES[0])
    machine = Machine(imported.flow)
    turn = machine.react(machine.start().state, Said())
    assert len(said(turn)) == 1
    turn = machine.react(turn.state, Said())
    assert any(isinstance(each, HandedOff) for each in turn.outputs)


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterable[tuple[Any, ...]]:
    yield at
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _places(each, (*at, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _places(each, (*at, index))


def _replaced(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    if not at:
        return new
    changed = copy.copy(value)
    changed[at[0]] = _replaced(value[at[0]], at[1:], new)
    return changed


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.lists(st.one_of(st.none(), st.text(max_size=3), st.dictionaries(st.text(), st.none()))),
    st.dictionaries(st.sampled_from(["name", "text", "value", "lang"]), st.text(max_size=3)),
)


@pytest.mark.parametrize("agent", [es_agent, cx_agent, lambda: {"app.json": luis_app()}])
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(draw=st.data())
def test_any_value_may_be_something_else(
    agent: Any, tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    """With any value replaced by anything, an import balances or refuses, and never breaks."""
    files = agent()
    name = draw.draw(st.sampled_from(sorted(files)))
    places = list(_places(files[name]))
    files[name] = _replaced(files[name], draw.draw(st.sampled_from(places)), draw.draw(JUNK))
    folder = write(tmp_path_factory.mktemp("junk"), {**files, name: json.dumps(files[name])})
    try:
        imported = import_bot(folder)
    except InputError:
        return
    balanced(imported)
    imported.flow.check()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, 400), where=st.sampled_from(["agent.json", "intents/Order.json"]))
def test_cut_json_is_refused_with_its_name(
    tmp_path_factory: pytest.TempPathFactory, cut: int, where: str
) -> None:
    """A file that breaks off is refused by name, never with a traceback."""
    files = es_agent()
    whole = json.dumps(files[where])
    folder = write(
        tmp_path_factory.mktemp("cut"), {**files, where: whole[: min(cut, len(whole) - 1)]}
    )
    with pytest.raises(InputError, match=where):
        import_bot(folder)
