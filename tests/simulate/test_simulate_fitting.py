"""Customers, flow and staff that do not fit: refused where nobody is left, else told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from small_world import CENTRE, FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.contact_centre import MOST_PER_WEEK
from dialogkit.errors import InputError, ParameterError
from dialogkit.simulate import Customers, misfits, prepare, simulate

FRENCH = CENTRE.replace("agents: 4", "agents: [{count: 4, locales: [fr]}]")
MIXED = {"en": 0.75, "es": 0.25}


def spoken_in(flow: str, *locales: str) -> str:
    """The flow with texts in these languages."""
    return flow.replace("locales: [en]", f"locales: [{', '.join(locales)}]")


def test_a_team_that_nobody_can_write_to_is_refused(tmp_path: Path) -> None:
    """All agents write another language than all customers do: said before the run."""
    bot = Talkative(make_flow(tmp_path))
    with pytest.raises(ParameterError, match=r"writes en, .*the team writes fr: add"):
        simulate(bot, make_customers(30), make_centre(tmp_path, FRENCH))


def test_customers_whom_no_agent_can_answer_are_told(tmp_path: Path) -> None:
    """A language of some customers that nobody writes is a note in both languages."""
    bot = Talkative(make_flow(tmp_path))
    centre = make_centre(tmp_path, FRENCH.replace("[fr]", "[en]"))
    run = simulate(bot, replace(make_customers(30), locales=MIXED), centre)
    english, german = run.notes("en"), run.notes("de")
    assert any("Nobody who could answer writes es: 25% of all" in note for note in english)
    assert any("schreibt es: Das betrifft 25 % aller Kunden" in note for note in german)
    assert any("complaints" in note for note in english)


def test_a_route_that_asks_for_no_language_leaves_nobody_out(tmp_path: Path) -> None:
    """Where a step of the route takes any agent, nothing is refused and nothing noted."""
    flow = FLOW.replace("{skills: [$locale]}", "{skills: [$locale], wait: 1m}, {skills: []}")
    bot = Talkative(make_flow(tmp_path, flow))
    assert simulate(bot, make_customers(30), make_centre(tmp_path, FRENCH)).misfits["en"] == ()


def test_routing_any_still_asks_for_the_language(tmp_path: Path) -> None:
    """``routing: any`` asks for no skill, but for the language: it is refused like the others."""
    bot = Talkative(make_flow(tmp_path))
    with pytest.raises(ParameterError, match="writes en"):
        prepare(bot, make_customers(30), make_centre(tmp_path, FRENCH + "routing: any\n"))


def test_a_dialect_is_its_language(tmp_path: Path) -> None:
    """``en-GB`` is written by who writes ``en``, and the flow has its texts."""
    customers = replace(make_customers(30), locales={"en-GB": 1.0})
    centre = make_centre(tmp_path, FRENCH.replace("[fr]", "[en]"))
    assert misfits(make_flow(tmp_path), customers, centre) == ()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"channels": {"fax": 1.0}}, "no customer is on a channel of the flow: it has web"),
        ({"locales": {"fr": 1.0}}, "no customer writes a language that the flow has texts for"),
        ({"spoken": ()}, "nothing to say: spoken is empty"),
    ],
    ids=["channels", "locales", "spoken"],
)
def test_customers_none_of_whom_fits_are_refused(
    tmp_path: Path, changes: dict[str, object], rule: str
) -> None:
    """Nobody on a channel or of a language of the flow, or nothing to say."""
    customers = replace(make_customers(30), **changes)  # type: ignore[arg-type] # each by its name
    with pytest.raises(ParameterError, match=rule):
        prepare(Talkative(make_flow(tmp_path)), customers, make_centre(tmp_path))


def test_customers_some_of_whom_do_not_fit_are_told(tmp_path: Path) -> None:
    """Channels and languages unknown to the flow are named with their shares."""
    customers = replace(
        make_customers(30), locales=MIXED, channels={"web": 0.875, "fax": 0.125, "": 0.0}
    )
    flow, centre = make_flow(tmp_path), make_centre(tmp_path)
    no_texts, no_channel = misfits(flow, customers, centre, "en")
    assert "no texts for es: 25% of all customers" in no_texts
    assert "not on fax: 12.5% of all customers" in no_channel
    assert "fax nicht zu erreichen: 12,5 % aller" in misfits(flow, customers, centre, "de")[1]
    assert misfits(flow, customers, centre, own=False) == ()


def test_more_customers_than_one_team_has_are_refused(tmp_path: Path) -> None:
    """In the staff file, as a what-if, and in the customers themselves."""
    many = f"must be at most {MOST_PER_WEEK:,} for one team, got 5,000,000"
    with pytest.raises(InputError, match=many):
        make_centre(tmp_path, CENTRE + "arrivals_per_week: 5000000\n")
    centre = make_centre(tmp_path)
    with pytest.raises(ParameterError, match=many):
        centre.with_(arrivals_per_week="5000000")
    bot = Talkative(make_flow(tmp_path))
    with pytest.raises(ParameterError, match="the customers are 5,000,000 a week"):
        prepare(bot, make_customers(5e6), centre)
    assert centre.with_(arrivals_per_week=MOST_PER_WEEK).arrivals_per_week is not None


@pytest.mark.parametrize("wrong", [0, "my name", None], ids=["number", "text", "nothing"])
def test_what_is_no_share_is_told_in_a_sentence(tmp_path: Path, wrong: object) -> None:
    """The place and what stands there, without names of the program, nor text of a customer."""
    path = tmp_path / "customers.json"
    make_customers(30).save(path)
    value = json.loads(path.read_text("utf-8"))
    value["intents"]["complaint"] = wrong
    path.write_text(json.dumps(value), "utf-8")
    with pytest.raises(InputError) as error:
        Customers.load(path)
    told = {0: "0", "my name": "text", None: "nothing"}[wrong]
    rule = "intents.complaint: must be a share as {value, low, high, n}"
    assert f"{rule}, got {told}" in error.value.what
    assert "_Share" not in str(error.value)
    assert "my name" not in str(error.value)
