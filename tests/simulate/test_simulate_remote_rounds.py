"""Any bot on the one clock: whatever its server does, no case is lost or counted twice."""

from __future__ import annotations

import asyncio
import json
import pickle
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from remote_servers import CHAT_YAML, RASA_YAML, Answer, RasaBot, Script, chat_bot, serving
from small_world import make_centre, make_customers

from dialogkit.bot import RemoteBot
from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import InputError, ParameterError
from dialogkit.evaluate import evaluate
from dialogkit.forecast import forecast
from dialogkit.report import write_report
from dialogkit.simulate import Customers, Recording, Rehearsed, Run, rehearse, simulate
from dialogkit.simulate._run import run_setup
from dialogkit.simulate._setup import prepare

SEED = 3
DAYS = 2
TEAM = "name: Invented\nhours: 24/7\nagents: 2\nhandling: 9m\npatience: 15m\nwage: 30\n"


@pytest.fixture
def people() -> Customers:
    """Some who track, some who are angry, some whom nobody understands; many come back."""
    return make_customers(per_week=90.0, recontacts=0.9, settles=0.75, gives_value=0.9)


@pytest.fixture
def centre(tmp_path: Path) -> ContactCentre:
    """A small team."""
    return make_centre(tmp_path, TEAM)


def bot_at(folder: Path, url: str, yaml: str = RASA_YAML, more: str = "") -> RemoteBot:
    """The bot of a file."""
    (folder / "bot.yaml").write_text(yaml.format(url=url) + more, encoding="utf-8")
    return RemoteBot.load(folder / "bot.yaml")


def held(bot: RemoteBot, people: Customers, centre: ContactCentre, **given: Any) -> Rehearsed:
    """All conversations of two days."""
    return rehearse(bot, people, centre, days=DAYS, seed=SEED, **given)


def week(done: Rehearsed, people: Customers, centre: ContactCentre) -> Run:
    """The same two days with queue and staff."""
    return simulate(done, people, centre, days=DAYS, seed=SEED)


def bare(recordings: Any) -> list[Recording]:
    """Without how often each was begun."""
    return [replace(recordings[key], tries=1) for key in sorted(recordings)]


def keys_on_disk(path: Path) -> Counter[str]:
    """Key to how often it stands in a record."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return Counter(json.loads(line)["key"] for line in lines)


def calm(folder: Path, people: Customers, centre: ContactCentre) -> Rehearsed:
    """What comes of it when nothing goes wrong."""
    with serving(RasaBot()) as server:
        return held(bot_at(folder, server.url), people, centre)


def test_every_customer_has_one_conversation_a_contact(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """Who counts is there exactly once, and who comes back has talked again."""
    done = calm(tmp_path, people, centre)
    rows = week(done, people, centre).cases.rows()
    assert len({row.case_id for row in rows}) == len(rows)
    setup = prepare(done, people, centre, days=DAYS, seed=SEED)
    missing: dict[str, Any] = {}
    stage = done.stage(people, missing)
    run_setup(replace(setup, stage=stage), [0])
    assert not missing, "no conversation of a customer who counts is lent"
    first = [row for row in rows if row.recontact_of is None]
    assert {row.scenario for row in first} == set(done.counted)
    assert len(first) == len(done.counted)
    assert any(row.recontact_of for row in rows)
    assert done.rounds > 1


def ill(good: Script) -> Script:
    """A server that errs in every way, again and again."""
    errors = (
        Answer(status=500),
        Answer(cut=True),
        Answer(raw=b"<html>"),
        Answer(status=429, headers={"Retry-After": "0.01"}),
        Answer([{"text": "late"}], delay=30.0),
        Answer(status=503),
    )

    def script(body: dict[str, Any], number: int) -> Answer:
        error = errors[number // 7 % len(errors)] if number % 7 == 0 else None
        if error is not None and error.status in (429, 503):
            return error
        heard = good(body, number)  # what is cut off or late was heard all the same
        return error or heard

    return script


@pytest.mark.parametrize(
    ("yaml", "make"), [(RASA_YAML, RasaBot), (CHAT_YAML, lambda: chat_bot)], ids=["rasa", "openai"]
)
def test_errors_of_a_server_change_nothing(
    tmp_path: Path, people: Customers, centre: ContactCentre, yaml: str, make: Any
) -> None:
    """The same conversations, the same cases; some were begun more than once."""
    quick = "timeout: 0.4s\nretries: 12\nback_off: 0.001s\n"
    patient = yaml.replace("timeout: 2s\n", "").replace("retries: 3\n", "")
    patient = patient.replace("back_off: 0.01s\n", "") + quick
    with serving(make()) as server:
        expected = held(bot_at(tmp_path, server.url, patient), people, centre)
    with serving(ill(make())) as server:
        done = held(bot_at(tmp_path, server.url, patient), people, centre)
        asked = len(server.asked)
    assert bare(done.recordings) == bare(expected.recordings)
    assert week(done, people, centre).cases.table == week(expected, people, centre).cases.table
    assert asked > sum(each.customer_turns for each in done.recordings.values())
    if yaml is RASA_YAML:
        assert sum(each.tries - 1 for each in done.recordings.values()) > 0


def test_a_bot_that_remembers_hears_every_conversation_from_its_beginning(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """What broke off goes on under no name that the bot knows."""
    script = RasaBot()
    with serving(ill(script)) as server:
        text = RASA_YAML.replace("timeout: 2s", "timeout: 0.4s").replace(
            "retries: 3", "retries: 12"
        )
        done = held(bot_at(tmp_path, server.url, text), people, centre)
    for key, told in done.recordings.items():
        names = [name for name in script.heard if f"-{key}-" in name]
        assert len(names) >= told.tries
        (last,) = [name for name in names if name.endswith(f"-{told.tries}")]
        said = [text for who, text, _ in told.lines if who == "customer"]
        assert script.heard[last] == said or "/" in "".join(script.heard[last])


def test_a_conversation_tried_once_more_has_a_new_name(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """At the end of a round what broke off is held again, as somebody whom the bot never met."""
    script = RasaBot()

    def once(body: dict[str, Any], number: int) -> Answer:
        return Answer(cut=True) if number == 5 else script(body, number)

    text = RASA_YAML.replace("retries: 3", "retries: 0")
    with serving(once) as server:
        done = held(bot_at(tmp_path, server.url, text), people, centre)
        broken = server.asked[4]["sender"]
    key = next(key for key in done.recordings if f"-{key}-" in broken)
    own = {name for name in script.heard if f"-{key}-" in name} - {broken}
    assert len(own) == 1
    assert "-again-" in own.pop()
    assert bare(done.recordings) == bare(calm(tmp_path, people, centre).recordings)


def test_a_server_that_dies_and_comes_back(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """The run stops with one sentence; the next one asks only for what is missing."""
    expected = calm(tmp_path, people, centre)
    path = tmp_path / "record.jsonl"
    with serving(RasaBot()) as server:
        port = int(server.url.rpartition(":")[2])
        bot = bot_at(tmp_path, server.url)

        def watch(what: str, done: int, total: int) -> None:
            if done == 9:
                server.dead.set()

        with pytest.raises(InputError, match="gave no answer") as caught:
            held(bot, people, centre, record=path, progress=watch)
    before = keys_on_disk(path)
    assert f"{len(before)} conversations are recorded in {path}" in caught.value.what
    assert 9 <= len(before) < len(expected.recordings)
    with pytest.raises(InputError, match="cannot be reached: nothing listens there"):
        held(bot, people, centre, record=path)
    script = RasaBot()
    with serving(script, port=port):
        done = held(bot, people, centre, record=path)
    assert not [name for name in script.heard if any(f"-{key}-" in name for key in before)]
    assert set(keys_on_disk(path).values()) == {1}
    assert bare(done.recordings) == bare(expected.recordings)
    assert week(done, people, centre).cases.table == week(expected, people, centre).cases.table


def test_a_run_that_is_interrupted_goes_on(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """As with Ctrl-C, and with a line that was half written when the machine went down."""
    expected = calm(tmp_path, people, centre)
    path = tmp_path / "record.jsonl"
    script = RasaBot()
    with serving(script) as server:
        bot = bot_at(tmp_path, server.url)

        def stop(what: str, done: int, total: int) -> None:
            if done == 7:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            held(bot, people, centre, record=path, progress=stop)
        assert len(keys_on_disk(path)) >= 7
        with path.open("ab") as file:
            file.write(b'{"key": "s1-half')
        done = held(bot, people, centre, record=path)
        asked = len(server.asked)
        again = held(bot, people, centre, record=path)
        assert len(server.asked) == asked, "what is recorded is not asked again"
    assert bare(done.recordings) == bare(again.recordings) == bare(expected.recordings)
    assert set(keys_on_disk(path).values()) == {1}


def test_other_days_and_staff_use_what_is_recorded(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """A what-if of the staff costs only the conversations of those who come back otherwise."""
    path = tmp_path / "record.jsonl"
    with serving(RasaBot()) as server:
        bot = bot_at(tmp_path, server.url)
        held(bot, people, centre, record=path)
        first = len(keys_on_disk(path))
        crowded = make_centre(tmp_path, TEAM.replace("agents: 2", "agents: 1"))
        held(bot, people, crowded, record=path)
    assert first <= len(keys_on_disk(path)) < 1.3 * first


def test_success_without_a_mark_is_unknown(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """Never a case that the bot settled, and the rates say how much is unknown."""
    text = "\n".join(line for line in RASA_YAML.split("\n") if not line.startswith("settles"))
    with serving(RasaBot()) as server:
        done = held(bot_at(tmp_path, server.url, text), people, centre)
    run = week(done, people, centre)
    rows = run.cases.rows()
    assert {row.resolved_by for row in rows} <= {"agent", "none"}
    unknown = [row for row in rows if row.resolved == "unknown"]
    assert unknown
    assert not any(row.reached_agent or row.handed_off for row in unknown)
    assert all(row.handoff_needed in (None, True) for row in rows)
    assert any("parcel_status" in note for note in done.notes("en"))
    assert evaluate(run.cases).to_json()["rates"]["false_deflection"]["unknown"] > 0


def test_a_bot_elsewhere_gets_the_same_report(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """Forecast, baseline, what moves the result, page: as for a flow."""
    with serving(chat_bot) as server:
        done = held(bot_at(tmp_path, server.url, CHAT_YAML), people, centre)
    result = forecast(
        done, people, centre, days=DAYS, seed=SEED, replications=1, about={"title": "parcelbot"}
    )
    value = result.to_json()
    assert value["n_cases"] == len(week(done, people, centre).cases)
    assert value["rates"]["rates"]["handoff_rate"]["value"] > 0
    assert value["baseline"]["n"] > 0
    assert value["sensitivity"]
    assert value["traffic"]["bot>team"] > 0
    assert value["traffic"]["bot>settled"] > 0
    assert value["traffic"]["team>helped"] > 0
    assert value["elsewhere"]["conversations"] == len(done.recordings)
    assert value["elsewhere"]["tokens"] > 0
    page = tmp_path / "report.html"
    write_report(result, page, locale="de")
    text = page.read_text(encoding="utf-8")
    assert "parcelbot" in text
    assert "Der Bot läuft anderswo" in text


def test_a_conversation_without_answer_may_count(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """Asked for, the bot's silence is its failure; else the run stops."""

    def script(body: dict[str, Any], number: int) -> Answer:
        return Answer(status=400) if "angry" in body["message"] else RasaBot()(body, number)

    with serving(script) as server:
        with pytest.raises(InputError, match=r"status 400 × \d+"):
            held(bot_at(tmp_path, server.url), people, centre)
        bot = bot_at(tmp_path, server.url, more="count_broken: true\n")
        done = held(bot, people, centre)
    rows = week(done, people, centre).cases.rows()
    angry = [row for row in rows if row.intent == "complaint" and not row.asked_for_human]
    assert angry
    assert {(row.abandoned, row.resolved) for row in angry} == {("bot", "no")}
    assert any("no answer" in note for note in done.notes("en"))


def test_too_many_conversations_are_refused_before_the_first(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """They may cost money."""
    with serving(RasaBot()) as server:
        with pytest.raises(InputError, match="more than the 10 allowed"):
            held(bot_at(tmp_path, server.url), people, centre, conversations=10)
        assert server.asked == []


def test_who_is_handed_off_at_night_waits_for_the_morning(
    tmp_path: Path, people: Customers
) -> None:
    """As a message does that is left where there is no bot; or is lost, where the file says so."""
    office = make_centre(tmp_path, TEAM.replace("24/7", "Mo-Fr 08:00-18:00 Europe/Berlin"))
    kind = "handoff: {{field: custom.handoff.to, closed: lost}}"
    own = RASA_YAML.replace("handoff: {{field: custom.handoff.to}}", kind)
    rows = {}
    for name, text in (("waits", RASA_YAML), ("lost", own)):
        with serving(RasaBot()) as server:
            done = held(bot_at(tmp_path, server.url, text), people, office)
        cases = week(done, people, office).cases.rows()
        rows[name] = [row for row in cases if row.handed_off and row.recontact_of is None]
    assert all(row.reached_agent or row.abandoned == "queue" for row in rows["waits"])
    assert any((row.wait_seconds or 0) > 3 * 3600 for row in rows["waits"])
    assert any(not row.reached_agent and row.end == "unanswered" for row in rows["lost"])


def test_weeks_without_customers_are_refused(tmp_path: Path, centre: ContactCentre) -> None:
    """Nobody would talk to the bot."""
    bot = bot_at(tmp_path, "http://127.0.0.1:9")
    with pytest.raises(ParameterError, match="no customer comes"):
        held(bot, make_customers(per_week=1e-6), centre)


def test_weeks_that_were_not_rehearsed_are_refused(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """Another seed brings other customers, who have not talked to the bot."""
    done = calm(tmp_path, people, centre)
    with pytest.raises(ParameterError, match="was rehearsed with seed 3, not 4"):
        simulate(done, people, centre, days=DAYS, seed=4)


def test_other_behaviour_takes_other_conversations(
    tmp_path: Path, people: Customers, centre: ContactCentre
) -> None:
    """What is said cannot be moved afterwards: neither by hand nor in a what-if or the tornado."""
    done = calm(tmp_path, people, centre)
    other = people.with_values(settles=0.5)
    with pytest.raises(ParameterError, match=r"settles 0\.75, not 0\.5; rehearse"):
        week(done, other, centre)
    assert week(done, people.with_values(recontacts=0.1), centre).cases
    told: dict[str, Any] = {"days": DAYS, "seed": SEED, "replications": 1}
    with pytest.raises(ParameterError, match="what-if kind: these conversations were held"):
        forecast(done, people, centre, what_ifs={"kind": {"settles": 0.95}}, **told)
    value = forecast(done, people, centre, what_ifs={"more": {"agents": 9}}, **told).to_json()
    moved = {row["name"] for row in value["sensitivity"]}
    assert "recontacts" in moved
    assert not moved & {"settles", "leaves_per_turn", "asks_human_first"}
    assert {row["name"] for row in value["assumptions"]} >= {"settles", "leaves_per_turn"}


def test_recordings_travel(tmp_path: Path, people: Customers, centre: ContactCentre) -> None:
    """To another process as they are, and into a folder that knows them again."""
    done = calm(tmp_path, people, centre)
    here = week(done, people, centre).cases.table
    setup = prepare(done, people, centre, days=DAYS, seed=SEED)
    assert run_setup(pickle.loads(pickle.dumps(setup)), [0]).cases.table == here
    for _ in range(2):
        told = simulate(done, people, centre, days=DAYS, seed=SEED, folder=tmp_path / "run")
        assert told.cases.table == here


def test_a_notebook_may_rehearse(tmp_path: Path, people: Customers, centre: ContactCentre) -> None:
    """Where a loop is running already."""
    with serving(RasaBot()) as server:
        bot = bot_at(tmp_path, server.url)

        async def cell() -> Rehearsed:
            return held(bot, people, centre)

        assert asyncio.run(cell()).recordings


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Servers stop by themselves."""
    before = threading.active_count()
    yield
    assert threading.active_count() <= before + 8
