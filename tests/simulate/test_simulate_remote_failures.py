"""What plays the customers fails, or the bot's server does: each is told from the other."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from remote_servers import RASA_YAML, Answer, RasaBot, Script, chat_answer, serving
from small_world import make_centre, make_customers

from dialogkit.bot import RemoteBot
from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import InputError
from dialogkit.evaluate import evaluate
from dialogkit.forecast import forecast
from dialogkit.simulate import Customers, Rehearsed, actors_for, load_chat_model, rehearse, simulate
from dialogkit.simulate import _remote_play as remote_play
from dialogkit.simulate._run import run_setup
from dialogkit.simulate._setup import prepare

SEED = 3
DAYS = 2
TEAM = "name: Invented\nhours: 24/7\nagents: 2\nhandling: 9m\npatience: 15m\nwage: 30\n"
ANGRY = "You are useless, and I am angry."


@pytest.fixture
def people() -> Customers:
    """Some who track, some who are angry; many come back."""
    return make_customers(per_week=60.0, recontacts=0.9)


@pytest.fixture
def centre(tmp_path: Path) -> ContactCentre:
    """A small team."""
    return make_centre(tmp_path, TEAM)


def bot_at(folder: Path, url: str, **changed: object) -> RemoteBot:
    """The parcel bot, with some keys changed."""
    lines = [line for line in RASA_YAML.format(url=url).splitlines()
             if line.partition(":")[0] not in changed]  # fmt: skip
    lines += [f"{name}: {value}" for name, value in changed.items()]
    (folder / "bot.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return RemoteBot.load(folder / "bot.yaml")


def played(
    folder: Path, bot: RemoteBot, url: str, people: Customers, centre: ContactCentre, **given: Any
) -> Rehearsed:
    """A rehearsal whose customers a language model plays."""
    text = f"kind: openai\nurl: {url}/v1\nmodel: m\nretries: 1\nback_off: 0.01s\ntimeout: 0.5s\n"
    (folder / "actor.yaml").write_text(text, encoding="utf-8")
    cast = actors_for(bot, people, played_by=load_chat_model(folder / "actor.yaml"))
    return rehearse(bot, people, centre, actors=cast, days=DAYS, seed=SEED, **given)


def customer(body: dict[str, Any], number: int) -> Answer:
    """A model that plays customers who ask once, and believe whatever is answered."""
    talk = body["messages"]
    if len(talk) > 3:
        return chat_answer("[DONE]")
    return chat_answer(ANGRY if "angry" in talk[0]["content"] else "Where is my parcel?")


def failing(bad: Answer) -> Script:
    """It fails whoever is angry."""
    return lambda body, number: (
        bad if "angry" in body["messages"][0]["content"] else customer(body, number)
    )


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (Answer(status=500), "status 500"),
        (Answer(status=400), "status 400"),
        (Answer(raw=b"<html>"), "garbage"),
        (Answer({"choices": []}), "garbage"),
        (chat_answer(""), "empty"),
        (chat_answer(None), "empty"),
        (Answer(cut=True), "cut"),
        (Answer("late", delay=9.0), "timeout"),
    ],
    ids=["500", "400", "html", "shape", "empty", "none", "cut", "late"],
)
def test_customers_whom_nobody_plays_count_nowhere(
    tmp_path: Path, people: Customers, centre: ContactCentre, bad: Answer, kind: str
) -> None:
    """No case, no rate, no failure of the bot; they are named, with what was wrong."""
    few = make_customers(per_week=24.0) if kind == "timeout" else people
    with serving(RasaBot()) as server, serving(failing(bad)) as model:
        bot = bot_at(tmp_path, server.url)
        record = tmp_path / "record.jsonl"
        done = played(tmp_path, bot, model.url, few, centre, record=record)
    run = simulate(done, few, centre, days=DAYS, seed=SEED)
    rows = run.cases.rows()
    assert done.not_played
    assert "complaint" not in {row.intent for row in rows}
    assert {row.scenario for row in rows} == done.counted
    assert not done.counted & done.not_played
    assert {row.intent for row in rows} >= {"parcel_status"}
    assert not any(row.abandoned == "bot" for row in rows)
    away = sorted(done.not_played)
    assert done.about["not_played"] == [f"s{number}" for number in away]
    note = next(note for note in done.notes("en") if "Not played" in note)
    assert f"{len(away)} customers" in note
    assert f"({kind} × {len(away)})" in note
    assert f"s{away[0]}" in note
    assert any("Nicht gespielt" in note for note in done.notes("de"))
    assert not [line for line in record.read_text("utf-8").splitlines() if "complaint" in line]


def test_customers_whom_nobody_played_are_tried_again(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """The next call plays them alone, and ends where one without a fault ends."""
    record = tmp_path / "record.jsonl"
    with serving(RasaBot()) as server, serving(customer) as model:
        bot = bot_at(tmp_path, server.url)
        expected = played(tmp_path, bot, model.url, people, centre)
        port = int(model.url.rpartition(":")[2])
    with serving(RasaBot()) as server, serving(failing(Answer(status=500)), port=port) as model:
        bot = bot_at(tmp_path, server.url)
        first = played(tmp_path, bot, model.url, people, centre, record=record)
        before = len(first.recordings)
        place = int(server.url.rpartition(":")[2])
    with serving(RasaBot(), port=place) as server, serving(customer, port=port) as model:
        done = played(tmp_path, bot, model.url, people, centre, record=record)
        told = {body["messages"][0]["content"].count("angry") > 0 for body in model.asked}
    assert told == {True}
    assert len(done.recordings) > before
    assert not done.not_played
    assert "not_played" not in done.about
    assert {key: (t.lines, t.resolved) for key, t in done.recordings.items()} == {
        key: (t.lines, t.resolved) for key, t in expected.recordings.items()
    }
    week: dict[str, Any] = {"days": DAYS, "seed": SEED}
    assert (
        simulate(done, people, centre, **week).cases.table
        == simulate(expected, people, centre, **week).cases.table
    )


def test_forecast_and_rates_leave_them_out(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """With the bot and without it, so that both are about the same customers."""
    with serving(RasaBot()) as server, serving(failing(Answer(status=500))) as model:
        done = played(tmp_path, bot_at(tmp_path, server.url), model.url, people, centre)
    run = simulate(done, people, centre, days=DAYS, seed=SEED)
    rates = evaluate(run.cases).to_json()["rates"]
    assert rates["handoff_rate"]["denominator"] == len(run.cases)
    value = forecast(done, people, centre, days=DAYS, seed=SEED, replications=1).to_json()
    assert value["n_cases"] == len(run.cases)
    assert value["elsewhere"]["not_played"] == done.about["not_played"]
    for with_bot in (True, False):
        world = prepare(done, people, centre, days=DAYS, seed=SEED, with_bot=with_bot)
        rows = run_setup(world, [0]).cases.rows()
        assert {row.scenario for row in rows} == done.counted


def test_a_dead_model_of_customers_is_no_dead_bot(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """The run stops with a sentence that says whose fault it is, and goes on later."""
    record = tmp_path / "record.jsonl"

    def dies(body: dict[str, Any], number: int) -> Answer:
        return customer(body, number) if number < 12 else Answer(status=500)

    with serving(RasaBot()) as server:
        bot = bot_at(tmp_path, server.url)
        with serving(dies) as model, pytest.raises(InputError) as caught:
            played(tmp_path, bot, model.url, people, centre, record=record)
        assert "what plays the customers failed" in caught.value.what
        assert "that says nothing of the bot" in caught.value.what
        assert f"recorded in {record}" in caught.value.what
        with pytest.raises(InputError, match=r"plays the customers: .* cannot be reached"):
            played(tmp_path, bot, model.url, people, centre, record=record)
        with (
            serving(lambda body, number: Answer(status=401)) as model,
            pytest.raises(InputError, match=r"plays the customers: .* refuses the key"),
        ):
            played(tmp_path, bot, model.url, people, centre)


# ----- the bot's server ---------------------------------------------------------------------------


def held(bot: RemoteBot, people: Customers, centre: ContactCentre, **given: Any) -> Rehearsed:
    """All conversations of two days."""
    return rehearse(bot, people, centre, days=DAYS, seed=SEED, **given)


def test_a_server_that_is_not_there_is_said_at_once(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """With the file's own patience: neither retries nor back-off are waited for."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    usual = {"timeout": "30s", "retries": 4, "back_off": "0.5s"}
    bot = bot_at(tmp_path, f"http://127.0.0.1:{port}", **usual)
    began = time.monotonic()
    with pytest.raises(InputError, match=f"127.0.0.1:{port} cannot be reached"):
        held(bot, people, centre)
    assert time.monotonic() - began < 4.0


def test_a_server_that_goes_is_given_up_soon(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """What was not seen is tried again request by request, not conversation by conversation."""
    record = tmp_path / "record.jsonl"
    with serving(RasaBot()) as server:
        bot = bot_at(tmp_path, server.url, retries=3, back_off="0.02s", timeout="30s")

        def watch(what: str, done: int, total: int) -> None:
            if done == 5:
                server.dead.set()

        began = time.monotonic()
        with pytest.raises(InputError, match=r"gave no answer in \d+ conversations \(cut"):
            held(bot, people, centre, record=record, progress=watch)
        assert time.monotonic() - began < 6.0
    rows = record.read_text("utf-8").splitlines()[1:]
    assert 5 <= len(rows) <= 10


def test_a_server_that_never_answers_is_given_up_when_it_was_silent_for_long(
    tmp_path: Path, people: Customers, centre: ContactCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After one time-out of all at the same time, not after those of all retries."""
    monkeypatch.setattr(remote_play, "SILENT", 0.2)
    with serving(lambda body, number: Answer([], delay=9.0)) as server:
        bot = bot_at(tmp_path, server.url, timeout="0.4s", retries=20, back_off="0.01s")
        with pytest.raises(InputError, match=r"gave no answer in 1 conversation \(timeout × 1\)"):
            held(bot, people, centre)
        assert len(server.asked) <= 8


def test_conversations_that_count_as_broken_are_held_again_where_they_no_longer_do(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """The same record serves both; nothing broken is left in it, and none counts twice."""
    record = tmp_path / "record.jsonl"
    script = RasaBot()

    def picky(body: dict[str, Any], number: int) -> Answer:
        return Answer(status=400) if "angry" in body["message"] else script(body, number)

    with serving(picky) as server:
        port = int(server.url.rpartition(":")[2])
        counting = held(
            bot_at(tmp_path, server.url, count_broken="true"), people, centre, record=record
        )
    broken = {key for key, told in counting.recordings.items() if told.ended == "no_answer"}
    assert broken
    with serving(RasaBot(), port=port) as server:
        bot = bot_at(tmp_path, server.url)
        done = held(bot, people, centre, record=record)
        asked = len(server.asked)
        again = held(bot, people, centre, record=record)
        assert len(server.asked) == asked
    assert not any(told.ended == "no_answer" for told in done.recordings.values())
    assert done.recordings == again.recordings
    keys = [json.loads(line)["key"] for line in record.read_text("utf-8").splitlines()[1:]]
    assert {key for key in keys if keys.count(key) > 1} == broken & set(done.recordings)
