"""Who plays the customer: drawn from the customer model, or a language model in a part of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from remote_servers import RASA_YAML, Answer, RasaBot, chat_answer, serving
from small_world import Keywords, Talkative, make_centre, make_customers, make_flow

from dialogkit.bot import Bot, BotAnswer, Choice, FlowBot, RemoteBot
from dialogkit.errors import InputError, MissingExtraError
from dialogkit.simulate import (
    OUT_OF_SCOPE,
    Customers,
    DrawnActors,
    EndpointChat,
    LocalChat,
    ModelActors,
    actors_for,
    load_chat_model,
    rehearse,
    simulate,
)
from dialogkit.simulate._actors import Act, Actor, Moods, NotPlayedError, Part
from dialogkit.simulate._actors_persona import DONE, HUMAN, LEAVE, persona
from dialogkit.simulate._draws import WIDTH, Draw, PerTurn, turn_column

LOW, HIGH = 0.0, 1.0 - 1e-9


def part(label: str = "parcel_status", locale: str = "en", **draws: float) -> Part:
    """A patient customer: nothing happens by chance but what is named, as ``GREETS=0``."""
    row = [HIGH] * WIDTH
    for name in ("SETTLES", "VALUE_RIGHT", "CONSENTS", "TOPIC"):
        row[Draw[name]] = LOW
    for turn in range(24):
        for purpose in (PerTurn.PRESSES, PerTurn.VALUE, PerTurn.CLEAR, PerTurn.WORDS):
            row[turn_column(turn) + purpose] = LOW
    for name, value in draws.items():
        if name in Draw.__members__:
            row[Draw[name]] = value
        for turn in range(24) if name in PerTurn.__members__ else ():
            row[turn_column(turn) + PerTurn[name]] = value
    return Part("s1", label, locale, "web", row)


def drawn(who: Part, *, marked: Sequence[str] = ("parcel_status",), **given: Any) -> Actor:
    """A drawn customer."""
    values = {"parcel_id": ["AB1", "AB2"]}
    return DrawnActors.of(make_customers(), marked=marked, values=values, **given).play(who)


def acts(actor: Actor, *answers: BotAnswer) -> list[Act]:
    """What a customer does, the first message included."""

    async def work() -> list[Act]:
        return [await actor.act(answer) for answer in (None, *answers)]

    return asyncio.run(work())


def bot(text: str = "Well.", **given: Any) -> BotAnswer:
    """An answer."""
    return BotAnswer(messages=(text,), **given)


def buttons(*titles: str) -> tuple[Choice, ...]:
    """Buttons."""
    return tuple(Choice(title=title, payload=f"/{title}") for title in titles)


def test_a_customer_says_the_issue_first() -> None:
    """Or greets, or asks for a human, as the draws have it."""
    assert acts(drawn(part()))[0].text == "where is my parcel"
    assert acts(drawn(part(HUMAN_FIRST=LOW)))[0].text == "A human, please."
    assert acts(drawn(part(HUMAN_FIRST=LOW, locale="de")))[0].text.startswith("Ich möchte")
    greeting = replace(make_customers(), greets_first=1.0)
    actor = DrawnActors.of(greeting).play(part())
    hello, then = acts(actor, bot())
    assert (hello.text, then.text) == ("Hello", "where is my parcel")


def test_a_question_for_a_slot_is_answered() -> None:
    """With an invented value, or not in readable form."""
    assert acts(drawn(part()), bot(asks="parcel_id"))[1].text == "AB1"
    assert acts(drawn(part(TOPIC=0.9)), bot(asks="parcel_id"))[1].text == "AB2"
    assert acts(drawn(part(VALUE=HIGH)), bot(asks="parcel_id"))[1].text == "?"
    assert acts(drawn(part()), bot(asks="size"))[1].text == "(free text)"


def test_a_button_that_fits_is_pressed() -> None:
    """By the words of customers, by a pattern, by a classifier; consent by its yes."""
    offered = buttons("Opening hours", "Where is a parcel", "Something else")
    pressed = acts(drawn(part()), bot(buttons=offered))[1]
    assert (pressed.kind, pressed.choice) == ("press", offered[1])
    named = drawn(part(), buttons={"parcel_status": re.compile("hours")})
    assert acts(named, bot(buttons=offered))[1].choice == offered[0]
    heard = drawn(part("complaint"), model=Keywords())
    assert acts(heard, bot(buttons=buttons("hours", "i am angry")))[1].text == "i am angry"
    consent = buttons("No thanks", "Yes, I agree")
    assert acts(drawn(part()), bot(buttons=consent))[1].choice == consent[1]
    assert acts(drawn(part(CONSENTS=HIGH)), bot(buttons=consent))[1].choice == consent[0]
    written = acts(drawn(part(PRESSES=HIGH)), bot(buttons=offered))[1]
    assert (written.kind, written.text) == ("say", "Where is a parcel")
    assert acts(drawn(part()), bot(buttons=buttons("Opening hours")))[1].kind == "say"


def test_a_button_to_a_human_is_found() -> None:
    """In both languages."""
    for title in ("Talk to a person", "Mit einem Menschen sprechen"):
        offered = buttons("Opening hours", title)
        actor = drawn(part(HUMAN=LOW, LEAVES=HIGH))
        answers = acts(actor, bot(lost=True, buttons=offered))
        assert answers[1].choice == offered[1]
        assert actor.scene.asked_for_human


def test_who_is_not_understood_says_it_again_asks_or_leaves() -> None:
    """A repeated answer counts as not understood without any mark."""
    assert acts(drawn(part()), bot(lost=True))[1].kind == "say"
    assert acts(drawn(part(HUMAN=LOW)), bot(lost=True))[1].text == "A human, please."
    assert acts(drawn(part(HUMAN=LOW)), bot("Pardon?"), bot("Pardon?"))[2].text.startswith(
        "A human"
    )
    leaving = drawn(part(LEAVES=LOW))
    assert acts(leaving, bot(lost=True))[1].kind == "leave"
    assert leaving.scene.left
    assert leaving.scene.resolved == "no"


def test_without_a_mark_an_answer_is_taken_for_one_and_stays_unknown() -> None:
    """Success is never assumed; a question of the bot is no answer."""
    content = drawn(part(), marked=())
    assert acts(content, bot("It comes tomorrow."))[1].kind == "leave"
    assert content.scene.resolved == "unknown"
    asked = drawn(part(), marked=())
    assert acts(asked, bot("Which one?"))[1].kind == "say"
    angry = drawn(part(SETTLES=HIGH, HUMAN_UNSETTLED=LOW), marked=())
    assert acts(angry, bot("No."))[1].text == "A human, please."
    stranger = drawn(part(OUT_OF_SCOPE, HUMAN_UNSETTLED=LOW), marked=())
    assert acts(stranger, bot("It comes tomorrow."))[1].text == "A human, please."


def test_nobody_talks_for_ever() -> None:
    """A customer gives up after so many turns."""
    actor = drawn(part())
    many = acts(actor, *[bot(f"Well, {n}?") for n in range(40)])
    assert many[-1].kind == "leave"
    assert actor.scene.turns == 24


# ----- a language model --------------------------------------------------------------------------


class Scripted:
    """A chat model that says what it is told to."""

    fingerprint = "scripted"

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.seen: list[list[Mapping[str, Any]]] = []

    def reach(self) -> Scripted:
        """Always there."""
        return self

    async def __aenter__(self) -> Scripted:
        return self

    async def __aexit__(self, *error: object) -> None:
        pass

    async def go_on(self, turns: Sequence[Mapping[str, Any]], rng: np.random.Generator) -> str:
        """The next text."""
        self.seen.append(list(turns))
        return self.texts.pop(0)


def played(model: Scripted, who: Part, *answers: BotAnswer) -> tuple[list[Act], Actor]:
    """What a customer whom a model plays does."""
    actors = ModelActors.of(make_customers(), model, values={"parcel_id": ["AB1"]})
    found: list[Act] = []
    actor: list[Actor] = []

    async def work() -> None:
        async with actors.reach() as troupe:
            one = troupe.play(who)
            actor.append(one)
            for answer in (None, *answers):
                found.append(await one.act(answer))

    asyncio.run(work())
    return found, actor[0]


def test_a_model_sees_the_bot_as_its_user() -> None:
    """With a persona in the customer's language that names the issue and the values."""
    model = Scripted("Hi, my parcel?", "AB1", DONE)
    done, actor = played(
        model, part(), bot("Your number?", buttons=buttons("Skip")), bot("It comes tomorrow.")
    )
    assert [act.text for act in done[:2]] == ["Hi, my parcel?", "AB1"]
    assert done[2].kind == "leave"
    assert [turn["role"] for turn in model.seen[-1]] == [
        *("system", "user", "assistant", "user", "assistant", "user"),
    ]
    system = model.seen[0][0]["content"]
    assert "where is my parcel" in system
    assert "parcel_id: AB1" in system
    assert model.seen[1][3]["content"] == "Your number?\n[Skip]"
    assert actor.scene.believes
    assert actor.scene.resolved == "unknown"


def test_signs_of_a_model_are_read() -> None:
    """Human and leave; nothing at all is no sign; a title in brackets presses its button."""
    done, actor = played(Scripted(f"{HUMAN} Somebody real, please", LEAVE), part(), bot())
    assert done[0].text == "Somebody real, please"
    assert actor.scene.asked_for_human
    assert (done[1].kind, actor.scene.left, actor.scene.resolved) == ("leave", True, "no")
    with pytest.raises(NotPlayedError, match="empty"):
        played(Scripted("   "), part())
    offered = buttons("Yes", "No")
    pressed, _ = played(Scripted("Hi", "[yes]"), part(), bot(buttons=offered))
    assert pressed[1].choice == offered[0]


def test_the_persona_speaks_the_customers_language_and_temper() -> None:
    """German is polite; who is impatient is told so."""
    customers = make_customers()
    german = persona(Moods(customers, part(locale="de", HUMAN_FIRST=LOW)), "wo ist es", {})
    assert german.startswith("Sie spielen einen Kunden")
    assert "von Anfang an mit einem Menschen" in german
    english = persona(Moods(customers, part(LEAVES=LOW)), "where is it", {})
    assert "has failed once to understand you, you give up" in english
    for text in (german, english):
        assert all(sign in text for sign in (DONE, LEAVE, HUMAN))
        assert "{" not in text


def test_an_endpoint_plays_customers(tmp_path: Path) -> None:
    """Both sides are servers; what they say is recorded, and a second run asks neither."""
    lines = {"where": "Where is my parcel?", "number": "AB123456789", "way": DONE}

    def customer(body: dict[str, Any], number: int) -> Answer:
        last = body["messages"][-1]["content"]
        found = next((text for word, text in lines.items() if word in last), lines["where"])
        return chat_answer(found)

    people, centre = make_customers(per_week=40.0), make_centre(tmp_path)
    with serving(RasaBot()) as server, serving(customer) as model:
        (tmp_path / "bot.yaml").write_text(RASA_YAML.format(url=server.url), encoding="utf-8")
        actor = f"kind: openai\nurl: {model.url}/v1\nmodel: m\ntemperature: 0.5\n"
        (tmp_path / "actor.yaml").write_text(actor, encoding="utf-8")
        remote = RemoteBot.load(tmp_path / "bot.yaml")
        chat = load_chat_model(tmp_path / "actor.yaml")
        assert isinstance(chat, EndpointChat)
        cast = actors_for(remote, people, played_by=chat)
        record = tmp_path / "record.jsonl"
        done = rehearse(remote, people, centre, actors=cast, days=2, record=record)
        asked = len(model.asked)
        again = rehearse(remote, people, centre, actors=cast, days=2, record=record)
        assert len(model.asked) == asked
    assert done.recordings == again.recordings
    rows = simulate(done, people, centre, days=2).cases.rows()
    tracked = [row for row in rows if row.intent == "parcel_status"]
    assert {row.resolved for row in tracked} <= {"yes", "no"}
    assert any(row.resolved_by == "bot" for row in tracked)
    with pytest.raises(InputError, match="another bot, other customers"):
        rehearse(remote, people, centre, days=2, record=record)


def test_a_model_may_talk_to_our_own_bot(tmp_path: Path) -> None:
    """The same interface for a flow: its handoffs, ends and settled issues are seen."""
    flow = make_flow(tmp_path)
    world = Talkative(flow)
    own = FlowBot(Bot(flow, world.model))
    people: Customers = make_customers(per_week=60.0)
    centre = make_centre(tmp_path)
    done = rehearse(own, people, centre, days=2, seed=5)
    assert done.about["issues_with_mark"] == ["parcel_status"]
    rows = simulate(done, people, centre, days=2, seed=5).cases.rows()
    assert {row.resolved_by for row in rows} == {"bot", "agent", "none"}
    assert any(row.handed_off and row.reached_agent for row in rows)
    assert any(told.handoff == "complaints" for told in done.recordings.values())


# ----- a model on this machine -------------------------------------------------------------------


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """Rule and remedy, before anything is loaded."""
    path = tmp_path / "actor.yaml"
    for text, why in (
        ("kind: local\nfolder: nowhere\n", "folder of a model"),
        ("kind: local\n", "needs folder"),
        ("kind: parrot\n", "kind: openai or kind: local"),
        (f"kind: local\nfolder: {tmp_path}\ntemperature: 9\n", "temperature"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=why):
            load_chat_model(path)
    path.write_text("kind: local\nfolder: .\n", encoding="utf-8")
    chat = load_chat_model(path)
    assert isinstance(chat, LocalChat)
    with pytest.raises((InputError, MissingExtraError)):
        asyncio.run(_reach(chat))


async def _reach(chat: LocalChat) -> None:
    async with chat.reach():
        pass


@pytest.mark.torch
def test_a_local_model_plays_customers(tmp_path: Path) -> None:
    """A tiny model made here talks nonsense, but within the rules, and the same each time."""
    pytest.importorskip("torch", reason="needs the finetune extra")
    pytest.importorskip("transformers", reason="needs the finetune extra")
    folder = tiny_model(tmp_path / "model")
    people, centre = make_customers(per_week=100.0), make_centre(tmp_path)
    with serving(RasaBot()) as server:
        (tmp_path / "bot.yaml").write_text(RASA_YAML.format(url=server.url), encoding="utf-8")
        remote = RemoteBot.load(tmp_path / "bot.yaml")
        runs = []
        for _ in range(2):
            chat = LocalChat(folder, max_new_tokens=4)
            cast = actors_for(remote, people, played_by=chat)
            runs.append(rehearse(remote, people, centre, actors=cast, days=1).recordings)
    assert runs[0]
    assert runs[0] == runs[1]
    said = {text for told in runs[0].values() for who, text, _ in told.lines if who == "customer"}
    assert said


def tiny_model(folder: Path) -> Path:
    """A chat model of a few thousand random numbers."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    words = ["parcel", "where", "is", "my", "angry", "human", "[DONE]", "hello", "thanks", "please"]
    vocabulary = {word: n for n, word in enumerate(["<unk>", "<eos>", *words])}
    raw = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call] # so transformers writes it
        tokenizer_object=raw, unk_token="<unk>", eos_token="<eos>", pad_token="<eos>"
    )
    tokenizer.chat_template = "{% for m in messages %}{{ m.role }} {{ m.content }} {% endfor %}"
    torch.manual_seed(1)
    size: dict[str, Any] = {"n_embd": 8, "n_layer": 1, "n_head": 1, "n_positions": 4096}
    config = GPT2Config(vocab_size=len(vocabulary), **size, eos_token_id=1, bos_token_id=1)
    GPT2LMHeadModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
