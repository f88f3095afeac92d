"""Languages of agents count in handoffs, without a bot, and in call-backs alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_world import CENTRE, FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.errors import ParameterError
from dialogkit.evaluate import evaluate
from dialogkit.simulate import Customers, Run, prepare, run_setup, simulate

ENGLISH = CENTRE.replace("agents: 4", "agents: [{count: 4, locales: [en]}]")
NOT_ASKED = FLOW.replace("{skills: [$locale]}", "{skills: []}")
ANYONE_LATER = FLOW.replace("{skills: [$locale]}", "{skills: [$locale], wait: 1m}, {skills: []}")


def mixed() -> Customers:
    """A quarter of the customers write Spanish."""
    return replace(make_customers(60), locales={"en": 0.75, "es": 0.25})


def spanish(run: Run) -> list[dict[str, object]]:
    """Cases of those."""
    return [row for row in run.cases.table.to_pylist() if row["locale"] == "es"]


def test_agents_take_no_case_in_a_language_they_do_not_write(tmp_path: Path) -> None:
    """A route that does not ask for the language has it asked for all the same, and is told."""
    bot = Talkative(make_flow(tmp_path, NOT_ASKED))
    run = simulate(bot, mixed(), make_centre(tmp_path, ENGLISH))
    assert any(row["handed_off"] for row in spanish(run))
    assert not any(row["reached_agent"] for row in spanish(run))
    assert any("Nobody who could answer writes es" in note for note in run.notes("en"))
    french = make_centre(tmp_path, ENGLISH.replace("[en]", "[fr]"))
    with pytest.raises(ParameterError, match="no agent who could take a handoff writes en or es"):
        simulate(bot, mixed(), french)


def test_calls_that_nobody_can_make_are_unknown(tmp_path: Path) -> None:
    """Who waits for a promised call to the end of the run is counted, neither lost nor answered."""
    bot = Talkative(make_flow(tmp_path, NOT_ASKED))
    run = simulate(bot, mixed(), make_centre(tmp_path, ENGLISH))
    promised = [row for row in spanish(run) if row["end"] == "callback"]
    assert promised
    assert all(row["wait_seconds"] is not None for row in promised)
    assert evaluate(run.cases).rates["abandonment"].unknown >= len(promised)


def test_anyone_in_a_later_step_is_anyone_without_the_bot_too(tmp_path: Path) -> None:
    """``$locale`` first and anyone later: the same people answer with the bot and without it."""
    bot = Talkative(make_flow(tmp_path, ANYONE_LATER))
    setup = prepare(bot, mixed(), make_centre(tmp_path, ENGLISH))
    for each in (setup, replace(setup, stage=None, transcripts=False)):
        run = run_setup(each, range(1))
        assert any(row["reached_agent"] for row in spanish(run))
