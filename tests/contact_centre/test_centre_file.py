"""The file of a contact centre: what it may say, what is refused, and what is made of it."""

from __future__ import annotations

import inspect
import math
import pickle
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.contact_centre import Agent, ContactCentre, Estimate, Hours
from dialogkit.errors import InputError, ParameterError

LEAST = "hours: 24/7\nagents: 2\nhandling: 6m\n"
PLAIN = ContactCentre.parse(LEAST)


def example() -> str:
    """The YAML in the docstring of the class."""
    text = inspect.cleandoc(ContactCentre.__doc__ or "")
    block = text.split(".. code-block:: yaml\n\n")[1].split("\n\nOnly")[0]
    return textwrap.dedent(block)


def test_the_documented_example_loads(tmp_path: Path) -> None:
    """The example in the documentation is a file that works."""
    path = tmp_path / "centre.yaml"
    path.write_text(example(), encoding="utf-8")
    centre = ContactCentre.load(path)
    assert [agent.chats for agent in centre.agents] == [3, 2, *[3] * 6]
    assert centre.hours == Hours.parse("Mo-Fr 8-18; Sa 9-13 Europe/Berlin, holidays DE-BY")
    assert centre.handling_of("complaint").spread.central == 480
    assert centre.handling_of("unheard_of") == centre.handling_of(None)
    assert (centre.patience.low, centre.patience.central, centre.patience.high) == (600, 1500, 3600)
    assert centre.first_contact_resolution.source == "measured"
    assert centre.check(["complaints", "customs"], ["de", "en"]) == []
    assert pickle.loads(pickle.dumps(centre)) == centre


def test_what_is_not_said_is_marked_as_default() -> None:
    """Values the file is silent about are there, and called dialogkit's own assumption."""
    centre = ContactCentre.parse(LEAST)
    sources = {name: value.source for name, value in centre.estimates().items()}
    assert sources["patience"] == sources["first_contact_resolution"] == "default"
    assert sources["handling.default.mean"] == "assumed"
    assert centre.wage is None
    assert centre.arrivals_per_week is None


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("patience: -5m", "0s or more, got '-5m'"),
        ("patience: 25", "with its unit"),
        ("patience: {low: 30m, central: 25m}", "low <= central <= high"),
        ("patience: {low: 3m}", "central at least, got the keys 'low'"),
        ("patience: {central: 25m, source: guessed}", "'measured' or 'assumed'"),
        ("returns: 110%", "between 0 and 1"),
        ("returns: -0.1", "between 0 and 1"),
        ("returns: [1]", "must be a share"),
        ("wage: free", "must be a number"),
        ("wage: .inf", "from 0 to 1,000,000,000, got 'inf'"),
        ("currency: euro", "three capital letters"),
        ("chats: 0", "from 1 to 100, got '0'"),
        ("patiense: 25m", "did you mean patience"),
    ],
)
def test_values_that_cannot_be(line: str, hint: str) -> None:
    """Each refused value names its line, the rule and the remedy."""
    with pytest.raises(InputError, match=hint) as caught:
        ContactCentre.parse(LEAST + line)
    assert caught.value.line == 4


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("# nothing", "must be a mapping"),
        ("- 1", "must be a mapping"),
        ("hours: [", "not YAML"),
        ("hours: 24/7\nhours: 24/7", "duplicate key"),
        ("hours: 24/7\nagents: 2", "needs handling"),
        ("hours: 24/7\nagents: 0\nhandling: 6m", "from 1 to 10,000, got '0'"),
        ("hours: 24/7\nagents: []\nhandling: 6m", "got an empty list"),
        ("hours: 24/7\nagents: 2\nhandling: {complaint: 6m}", "must have a default"),
        ("hours: 24/7\nagents: [{name: a}, {name: a}]\nhandling: 6m", "1 and 2 do not"),
        ("hours: 24/7\nagents: [7]\nhandling: 6m", "must be a mapping"),
        ("hours: 7\nagents: 7\nhandling: 6m", "must be text"),
        ("hours: &a [*a]\nagents: 7\nhandling: 6m", "must be text"),
    ],
)
def test_files_that_cannot_be(text: str, hint: str) -> None:
    """Broken files are refused with one clear sentence."""
    with pytest.raises(InputError, match=hint):
        ContactCentre.parse(text)


def test_all_offenders_at_once_with_their_lines(tmp_path: Path) -> None:
    """Every offender is listed with file and line, the first one as the error's own place."""
    path = tmp_path / "centre.yaml"
    lines = ["hours: Mo 25-26", "agents:", "  - {count: 0}", "handling: x", "returns: 7"]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        ContactCentre.load(path)
    told = str(caught.value).split("\n")
    assert [t.split(": ")[0] for t in told] == [f"{path}:{line}" for line in (1, 3, 4, 5)]


def test_names_stay_out_of_messages() -> None:
    """A person's name is never repeated, whatever is wrong with it or beside it."""
    secret = "Vorname Nachname"
    for agents in (
        f"[{{name: {secret * 20}}}]",
        f"[{{name: [{secret}]}}]",
        f"[{{name: {secret}, chats: 0}}, {{name: {secret}}}]",
        f"[{{name: {secret}, name: {secret}}}]",
        f"[{{name: {secret}}}, {{name: {secret}}}]",
    ):
        with pytest.raises(InputError) as caught:
            ContactCentre.parse(f"hours: 24/7\nagents: {agents}\nhandling: 6m")
        assert "Nachname" not in str(caught.value)


def test_what_if() -> None:
    """Copies differ in what was asked, and the original stays as it was."""
    centre = ContactCentre.parse(example())
    changed = centre.with_(agents=12, chats=1, patience="10m", hours="24/7", wage=40)
    assert len(changed.agents) == len({agent.name for agent in changed.agents}) == 12
    assert {agent.chats for agent in changed.agents} == {1}
    assert changed.agents[8].skills == centre.agents[0].skills
    assert changed.needs(["customs"]) == centre.needs(["customs"])
    assert changed.hours.always_open
    assert changed.patience == Estimate(low=600, central=600, high=600, unit="seconds")
    assert (len(centre.agents), centre.patience.central) == (8, 1500)
    assert len(centre.with_(agents=[{"count": 3, "skills": ["customs"]}]).agents) == 3
    for wrong in ({"agents": 0}, {"foo": 1}, {"patience": "-1m"}, {"returns": 2}):
        with pytest.raises(ParameterError):
            centre.with_(**wrong)


def test_low_and_high_worlds() -> None:
    """All estimates, or named ones, can be set to their low or high end."""
    centre = ContactCentre.parse(example())
    high = centre.assume("high")
    assert (high.patience.central, high.patience.is_range) == (3600, False)
    assert high.handling_of("customs").mean.central == 900
    low = centre.assume("low", ["handling.customs.mean"])
    assert low.handling_of("customs").mean.central == 480
    assert low.patience == centre.patience
    with pytest.raises(ParameterError, match="names of estimates"):
        centre.assume("low", ["mood"])


def test_check_says_what_is_missing() -> None:
    """Skills, languages and hours that are not there are told in sentences."""
    centre = ContactCentre.parse(
        "hours: closed\nagents: [{skills: [a], locales: [de]}, {skills: [b], locales: [en-GB]}]\n"
        "handling: 6m"
    )
    told = " ".join(centre.check(["a", "b", "c"], ["de-AT", "en"]))
    assert "never opens" in told
    assert "skill a writes en" in told
    assert "skill b writes de-AT" in told
    assert "No agent has the skill c" in told
    assert len(centre.check(["a", "b", "c"], ["de-AT", "en"])) == 4


NAMES = st.sampled_from(["a", "b", "c"])
LOCALES = st.sampled_from(["de", "de-AT", "en", "en_GB", "fr"])
AGENTS = st.builds(
    Agent,
    name=st.just("x"),
    skills=st.none() | st.frozensets(NAMES),
    locales=st.none() | st.frozensets(LOCALES),
)


@settings(deadline=None)
@given(
    st.lists(AGENTS, min_size=1, max_size=4),
    st.lists(st.sampled_from(["a", "b", "c", "unheard_of"]), max_size=2),
    st.none() | st.sampled_from(["de", "de-CH", "en", "nl"]),
)
def test_bits_mean_what_the_names_mean(
    agents: list[Agent], skills: list[str], locale: str | None
) -> None:
    """The kernel's bits let an agent answer exactly where skills and languages do."""
    team = replace(PLAIN, agents=tuple(agents))
    needs = team.needs(skills, locale)
    for agent, slots in zip(team.agents, team.slots(), strict=True):
        assert (slots.can & needs == needs) == agent.can(skills, locale)


def test_load_factor_counts_what_agents_do() -> None:
    """Work of the mix, wrap-up, several chats, slowdown and skills all count."""
    centre = ContactCentre.parse(
        "{hours: 24/7, chats: 2, wrap_up: 2m, slowdown: 0.5, agents: [{count: 2, skills: [a]}, "
        "{skills: [b]}], handling: {default: 8m, hard: 20m}}"
    )
    # Two chats at once of 8 min, each half as long again, and 2 min wrap-up: 60/14 × 2 an hour.
    rate = 2 * 60 / 14
    assert centre.load_factor(3 * rate) == pytest.approx(1)
    assert centre.load_factor(rate, skills=["b"]) == pytest.approx(1)
    assert centre.load_factor(1, intents={"hard": 1, "other": 1}) == pytest.approx(
        1 / (3 * 2 * 60 / (14 * 1.5 + 2))
    )
    assert centre.load_factor(1, skills=["c"]) == math.inf
    assert centre.load_factor(0, skills=["c"]) == 0
    with pytest.raises(ParameterError):
        centre.load_factor(-1)


def test_handling_and_patience_are_what_was_asked_for() -> None:
    """Drawn times have the mean and spread of the file; one number and many agree."""
    centre = ContactCentre.parse(example())
    times = centre.handling_of("complaint").draw(np.random.default_rng(1), 200_000)
    assert times.mean() == pytest.approx(660, rel=0.01)
    assert times.std() == pytest.approx(480, rel=0.03)
    shares = np.array([0.1, 0.5, 0.9])
    handling = centre.handling_of("complaint")
    assert [handling.quantile(s) for s in shares.tolist()] == pytest.approx(
        handling.quantile(shares).tolist()
    )
    assert centre.patience_quantile(1 - math.exp(-1)) == pytest.approx(1500)
    assert centre.patience_quantile(shares)[1] == pytest.approx(1500 * math.log(2))
    constant = ContactCentre.parse("{hours: 24/7, agents: 1, handling: {mean: 6m, spread: 0s}}")
    assert constant.handling_of(None).quantile(0.3) == 360
