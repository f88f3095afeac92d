"""Weeks of a bot that runs elsewhere are kept in a folder, too, with their recordings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("httpx")

from remote_servers import RASA_YAML, RasaBot, serving
from small_world import make_centre, make_customers

from dialogkit.bot import RemoteBot
from dialogkit.errors import InputError
from dialogkit.simulate import Setup, prepare, rehearse, run_setup


def test_recorded_weeks_are_kept(tmp_path: Path) -> None:
    """Serial, in processes, from the folder: the same; other recordings are another run."""
    people, centre = make_customers(per_week=40.0), make_centre(tmp_path)
    with serving(RasaBot()) as server:
        path = tmp_path / "bot.yaml"
        path.write_text(RASA_YAML.format(url=server.url), encoding="utf-8")
        done = rehearse(RemoteBot.load(path), people, centre, days=2, seed=3)
    setup = prepare(done, people, centre, days=2, seed=3)
    expected = run_setup(setup, range(1)).cases.table
    for executor in ("loky:1", "serial"):
        found = run_setup(setup, range(1), executor=executor, folder=tmp_path / "run")
        assert found.cases.table.equals(expected)
    with pytest.raises(InputError, match="under other assumptions"):
        run_setup(_fewer(setup), range(1), folder=tmp_path / "run")


def _fewer(setup: Setup) -> Setup:
    """The same without one of the recordings."""
    stage = setup.stage
    assert stage is not None
    recordings = dict(stage.recordings)  # type: ignore[attr-defined] # of a bot elsewhere
    recordings.popitem()
    return replace(setup, stage=replace(stage, recordings=recordings))  # type: ignore[call-arg] # likewise
