"""``dialogkit forecast --set``: what is asked, what is answered, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_world import call, corpus, refused

from dialogkit.cli._shared import command_line
from dialogkit.cli._what_ifs import what_if_lines, what_ifs_from
from dialogkit.errors import ParameterError


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """Words of a forecast of the kiosk, but for its output."""
    folder = tmp_path_factory.mktemp("what_ifs")
    kiosk = corpus(folder / "kiosk")
    model = folder / "model"
    trained = call("train", kiosk / "utterances.jsonl", "--encoder", "tfidf", "-o", model)
    assert trained.code == 0
    more = ("--replications", 2, "--assume", "central")
    return ["forecast", kiosk, "--model", model, "--customers", kiosk, *more]


def test_each_set_is_a_world_and_commas_join(given: list[object], tmp_path: Path) -> None:
    """Two worlds on the terminal and in the file; the command that is shown has them, too."""
    sets = ("--set", "settles=50%, agents=9", "--set", "no lunch: hours=24/7")
    done = call(*given, *sets, "-o", tmp_path / "f.json")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert any(line.startswith("What if settles = 50% (was 85%), agents = 9") for line in lines)
    assert any(line.endswith("(no lunch)") for line in lines)
    assert any("first contacts differ" in line for line in lines)
    value = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in value["what_ifs"]] == ["settles=50%, agents=9", "no lunch"]
    assert "--set 'settles=50%, agents=9' --set 'no lunch: hours=24/7'" in value["command"]


def test_what_ifs_are_printed_as_json(given: list[object], tmp_path: Path) -> None:
    """`--json` prints the worlds as the file holds them."""
    done = call(*given, "--set", "threshold=90%", "--json", "-o", tmp_path / "f.json")
    value = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert json.loads(done.out)["what_ifs"] == value["what_ifs"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("agnts=12", "there is nothing called agnts to change; did you mean agents"),
        ("agents", "--set must be NAME=VALUE"),
        ("settles=2", "settles: must be a share between 0 and 1"),
        ("settles=1, settles=2", "--set must name settles once"),
        ("hours=closed", "what-if hours=closed: hours: must open at some time of the week"),
    ],
)
def test_what_cannot_be_is_one_clear_sentence(
    given: list[object], tmp_path: Path, text: str, rule: str
) -> None:
    """Bad input: exit code 2, the rule, and no file."""
    said = refused(call(*given, "--set", text, "-o", tmp_path / "f.json"))
    assert rule in said
    assert not (tmp_path / "f.json").exists()


@pytest.mark.parametrize(
    ("texts", "worlds"),
    [
        (["routing=any"], {"routing=any": {"routing": "any"}}),
        (
            ["a: x=1,y = 2", "threads.share=60%"],
            {"a": {"x": "1", "y": "2"}, "threads.share=60%": {"threads.share": "60%"}},
        ),
        (
            ["hours=Mo-Fr 08:00-18:00, Sa 09:00-13:00, agents=3"],
            {
                "hours=Mo-Fr 08:00-18:00, Sa 09:00-13:00, agents=3": {
                    "hours": "Mo-Fr 08:00-18:00, Sa 09:00-13:00",
                    "agents": "3",
                }
            },
        ),
        (
            ["patience={low: 1m, central: 2m, high: 3m}"],
            {
                "patience={low: 1m, central: 2m, high: 3m}": {
                    "patience": "{low: 1m, central: 2m, high: 3m}"
                }
            },
        ),
    ],
)
def test_a_comma_joins_only_before_a_name(texts: list[str], worlds: dict[str, Any]) -> None:
    """Opening hours and ranges keep their commas."""
    assert what_ifs_from(texts) == worlds


def test_the_same_world_twice_is_refused() -> None:
    """Two worlds of one name could not be told apart."""
    with pytest.raises(ParameterError, match="twice"):
        what_ifs_from(["agents=3", "agents=3"])


def test_lines_tell_points_times_and_money() -> None:
    """Differences of shares are points, those of times have a unit, a missing count is left out."""
    gap = {"pairs": 10, "decided_by": 4, "low": -0.02, "high": 0.01, "a": 0.5, "b": 0.49}
    row = {
        "name": "agents=3",
        "changes": [{"name": "agents", "before": 4, "after": 3, "unit": "number"}],
        "differences": {
            "deflection": {**gap, "difference": -0.01, "unit": "share"},
            "first_response_agent_seconds": {
                **gap, "a": 60.0, "b": 7200.0, "difference": 7140.0, "low": None, "unit": "seconds"
            },
            "cost_per_contact": {**gap, "difference": -0.01, "unit": "money", "decided_by": None},
        },
        "load": {"overloaded": True, "notes": {"en": ["Too much."]}},
    }  # fmt: skip
    blank, head, share, time, money, load = what_if_lines([row])
    assert (blank, head, load) == ("", "What if agents = 3 (was 4)", "  ! Too much.")
    assert share.split()[-6:] == ["4", "of", "10", "first", "contacts", "differ"]
    assert "-1.0 (-2.0 to +1.0)" in " ".join(share.split())
    assert "60 s -> 2 h +1 h 59 min" in " ".join(time.split())
    assert "differ" not in money


def test_a_list_is_shown_as_often_as_it_has_values() -> None:
    """An option that may be given several times is shown so; none leaves it out."""
    assert command_line("forecast", set=["a=1", "b=2"], seed=0).endswith(
        "--set a=1 --set b=2 --seed 0"
    )
    assert command_line("forecast", set=[]) == "dialogkit forecast"


def test_lines_tell_what_is_unknown_and_what_a_world_lacks() -> None:
    """Cases that may or may not count, and a rate that only one of both worlds gives."""
    gap = {"unit": "share", "a": 0.02, "b": 0.0, "difference": -0.02, "low": -0.03, "high": 0.98}
    more = {"decided_by": 14, "pairs": 597, "unknown_a": 0, "unknown_b": 594}
    lost = {"a": 0.5, "b": None, "unit": "share", "why": "No case reached an agent."}
    row = {
        "name": "hours=…",
        "changes": [],
        "differences": {"abandonment": gap | more},
        "left_out": {"deflection": lost},
    }
    lines = list(what_if_lines([row]))
    assert any(line.endswith("14 of 597 first contacts differ, 0 -> 594 unknown") for line in lines)
    assert any("50.0% -> -  No case reached an agent." in line for line in lines)
