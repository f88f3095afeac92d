"""Each shipped flow without a log runs through a simulated week of its assumed customers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogkit.bot import Bot
from dialogkit.contact_centre import ContactCentre
from dialogkit.corpus import read_utterances
from dialogkit.flow import load_flow
from dialogkit.intents import IntentClassifier
from dialogkit.simulate import OUT_OF_SCOPE, Customers, prepare, run_setup

CORPORA = Path(__file__).parents[2] / "corpora"
ASSUMED = sorted(path.parent for path in CORPORA.glob("*/customers.yaml"))


@pytest.mark.parametrize("folder", ASSUMED, ids=[folder.name for folder in ASSUMED])
def test_a_week_of_each_flow_without_a_log(folder: Path) -> None:
    """Bot and team both settle cases, nobody is lost, and no guard rests on a value unknown."""
    rows = read_utterances(folder / "utterances.jsonl")
    model = IntentClassifier("tfidf").fit([u.text for u in rows], [u.intent for u in rows])
    flow = load_flow(folder)
    centre = ContactCentre.load(folder / "centre.yaml").with_(arrivals_per_week=300)
    customers = Customers.assume(folder / "customers.yaml", model, rows, unseen=True)
    bot = Bot(flow, model, channel=flow.channels[0])
    run, without = (
        run_setup(prepare(bot, customers, centre, seed=2, with_bot=with_bot), [0])
        for with_bot in (True, False)
    )
    cases = run.cases.rows()
    assert len({case.case_id for case in cases}) == len(cases)
    assert {case.resolved_by for case in cases} == {"bot", "agent", "none"}
    first = [case for case in cases if case.recontact_of is None and case.push is None]
    came = [case for case in without.cases.rows() if case.recontact_of is None]
    assert {case.scenario for case in first} == {case.scenario for case in came}
    assert {case.intent for case in first} <= {*customers.intents, OUT_OF_SCOPE}
    assert run.unsure == {}
    for name, fates in run.pushes.items():
        assert fates["answered"] == sum(case.push == name for case in cases)
        assert fates["sent"] > 0
