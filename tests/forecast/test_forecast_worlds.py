"""What-if worlds: names looked up in bot, customers and staff, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_world import CENTRE, Talkative, make_centre, make_customers, make_flow

from dialogkit.errors import ParameterError
from dialogkit.forecast import forecast
from dialogkit.forecast._worlds import World, changed, known_names
from dialogkit.simulate import Delay, Heard, Spoken

WHOLE = (
    "{hours: 24/7, agents: 4, handling: {default: 6m, complaint: 9m}, patience: 25m, wage: 30, "
    "blending: {calls: {per_week: 100, handling: 4m}, emails: {per_week: 9, handling: 4m}}, "
    "threads: {share: 40%, turns: 3, rest: 2h}, agents_shown_as: persons, arrivals_per_week: 90, "
    "callbacks: {after: 10m, accepts: 40%, picks_up: 75%, tries: 2, again: 1h}}"
)


def _world(folder: Path, text: str = CENTRE) -> World:
    bot = Talkative(make_flow(folder))
    return World(bot=bot, customers=make_customers(60), centre=make_centre(folder, text))


def _change(folder: Path, **changes: Any) -> tuple[World, dict[str, Any]]:
    made = changed(_world(folder), {k.replace("__", "."): v for k, v in changes.items()})
    return made, made.changes[0].to_json()


def test_assumptions_are_set_by_their_names(tmp_path: Path) -> None:
    """A share may be written as 80% or .8, a time with its unit."""
    for text in ("80%", ".8", 0.8):
        made, told = _change(tmp_path, settles=text)
        assert made.customers.value("settles") == pytest.approx(0.8)
        assert told == {"name": "settles", "before": 0.85, "after": 0.8, "unit": "share"}
    made, told = _change(tmp_path, recontact_after="2h")
    assert (told["after"], told["unit"]) == (7200, "seconds")


def test_the_staff_is_set_by_the_names_of_its_file(tmp_path: Path) -> None:
    """Team, hours, parts with dots; a handling time alone keeps its spread."""
    made, told = _change(tmp_path, agents="12")
    assert (len(made.centre.agents), told["before"], told["after"]) == (12, 4, 12)
    made, told = _change(tmp_path, handling__default="8m")
    before = _world(tmp_path).centre.handling["default"]
    assert made.centre.handling["default"].mean.central == 480
    assert made.centre.handling["default"].spread.central == before.spread.central
    assert (told["before"], told["after"], told["unit"]) == (360, 480, "seconds")
    made, told = _change(tmp_path, arrivals_per_week="4000")
    assert told["after"] == 4000
    assert made.centre.arrivals_per_week is not None


def test_reply_times_of_channels_go_with_those_of_all(tmp_path: Path) -> None:
    """Twice as long to reply is twice as long on each channel; another spread is so on each."""
    world = _world(tmp_path)
    slow = Delay(to="bot", channel="web", median=90.0, low=80.0, high=100.0, spread=1.1, n=50)
    object.__setattr__(world.customers, "delays", (slow,))
    made = changed(world, {"reply_median": "2m", "reply_spread": "0.5"})
    assert made.customers.reply_median == 120
    (each,) = made.customers.delays
    assert (each.median, each.low, each.spread) == (180.0, 160.0, 0.5)
    assert made.changes[0].to_json()["unit"] == "seconds"


def test_hours_go_for_the_handoffs_too(tmp_path: Path) -> None:
    """The hours of handoffs would narrow those of the team, so they change likewise."""
    made, told = _change(tmp_path, hours="Mo-Fr 09:00-17:00")
    assert {h.open for h in made.bot.flow.handoffs.values()} == {"Mo-Fr 09:00-17:00"}
    assert told["before"] == "24/7"
    assert told["unit"] == ""


def test_a_mix_keeps_the_proportions_of_the_others(tmp_path: Path) -> None:
    """A larger share of one issue takes from all others alike."""
    made, told = _change(tmp_path, intents__complaint="50%")
    assert made.customers.intents["complaint"].value == pytest.approx(0.5)
    assert sum(s.value for s in made.customers.intents.values()) == pytest.approx(1)
    assert told["before"] == pytest.approx(0.35)


def test_the_threshold_decides_upon_predictions_anew(tmp_path: Path) -> None:
    """What was understood before is not, where the classifier is not sure enough, and back."""
    strict, _ = _change(tmp_path, threshold="97%")
    loose, _ = _change(tmp_path, threshold=0.2)
    for made, accepted in ((strict, False), (loose, True)):
        assert made.bot.model is not None
        found = made.bot.model.predict_many(["where is my parcel", "still nothing here"])
        assert [one.accepted for one in found] == [accepted, accepted]
        assert made.bot.model.fingerprint == "keywords"
        assert not made.with_baseline


def test_texts_heard_by_others_are_decided_upon_too(tmp_path: Path) -> None:
    """Of cross-validated texts the most likely label counts, accepted or not."""
    world = _world(tmp_path)
    heard = Heard(label=None, confidence=0.6, likely="complaint")
    spoken = Spoken(text="hm", locale="en", meant={"complaint": 1.0}, heard=heard)
    object.__setattr__(world.customers, "spoken", (spoken,))
    for threshold, label in ((0.5, "complaint"), (0.7, None)):
        made = changed(world, {"threshold": threshold}).customers.spoken[0]
        assert made.heard is not None
        assert made.heard.label == label


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"settle": 1}, "did you mean settles"),
        ({"agent": 3}, "did you mean agents"),
        ({"complaint": 0.3}, "did you mean intents.complaint"),
        ({"treshold": 0.3, "agnts": 3}, "threshold.*agents"),
        ({"zzz": 3}, "there are threshold, hours"),
        ({"threshold": "high"}, "threshold: must be a share"),
        ({"settles": "140%"}, "settles: must be a share between 0 and 1"),
        ({"routing": "anybody"}, "routing: must be"),
        ({"patience": "1"}, "patience: a duration"),
        ({"intents.complaint": 1}, "between 0 and 1"),
        ({"channels.web": 0.5}, "nothing but web"),
        ({"dispersion": "nan"}, "dispersion: must be a number, 1 or more, as 1.5"),
        ({"dispersion": "inf"}, "dispersion: must be a number, 1 or more"),
        ({"dispersion": "-1"}, "dispersion: must be a number, 1 or more"),
        ({"dispersion": True}, "dispersion: must be a number"),
        ({"reply_spread": "nan"}, "reply_spread: must be a number, 0 or more, as 1.5; got 'nan'"),
        ({"wage": None}, "wage: must have a value"),
        ({"handling.complant": "8m"}, "no intent complant; did you mean complaint?"),
        (
            {"handling": {"default": "6m", "zzz": "8m"}},
            "no intent zzz; there are complaint, human_agent",
        ),
        ({"agents": [{"skills": ["complants"]}]}, "no skill complants; did you mean complaint"),
        ({}, "must change something"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, changes: dict[str, Any], rule: str) -> None:
    """An unknown name lists near ones, a wrong value its rule."""
    with pytest.raises(ParameterError, match=rule):
        changed(_world(tmp_path), changes)


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "1e400", "", "x", True, None])
def test_no_name_takes_what_is_no_value(tmp_path: Path, value: object) -> None:
    """Not a number, infinite, negative, empty, no text, no value: refused with the name."""
    world = _world(tmp_path, WHOLE)
    left_out = {"blending", "threads", "last_agent", "persons", "callbacks", "shift", "breaks"}
    for name in known_names(world):
        if value is None and name in left_out:
            continue
        with pytest.raises(ParameterError, match=name.replace(".", r"\.")):
            changed(world, {name: value})


def test_known_intents_and_skills_may_be_set(tmp_path: Path) -> None:
    """A handling time of an intent that customers have, and skills that somebody asks for."""
    made, _ = _change(tmp_path, handling__complaint="8m")
    assert made.centre.handling["complaint"].mean.central == 480
    made, _ = _change(tmp_path, agents=[{"skills": ["complaint", "en"], "count": 2}])
    assert all(set(agent.skills or ()) == {"complaint", "en"} for agent in made.centre.agents)


def test_every_known_name_can_be_told(tmp_path: Path) -> None:
    """Names are listed once each, and none is the name of the centre itself."""
    names = known_names(_world(tmp_path))
    assert len(names) == len(set(names))
    assert {"threshold", "agents", "settles", "handling.default", "channels.web"} <= set(names)
    assert "name" not in names


def test_a_wrong_what_if_is_refused_before_anything_runs(tmp_path: Path) -> None:
    """The refusal names the what-if; no week is simulated for it."""
    asked: list[str] = []

    def progress(what: str, done: int, total: int) -> None:
        asked.append(f"{what} {done} {total}")

    world = _world(tmp_path)
    with pytest.raises(ParameterError, match="what-if more people: there is nothing called agnts"):
        forecast(
            world.bot,
            world.customers,
            world.centre,
            replications=1,
            what_ifs={"more people": {"agnts": 3}},
            progress=progress,
        )
    assert asked == []
