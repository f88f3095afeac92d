"""Any executor and any number of workers give the same run; what dies costs time only."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_world import Talkative, make_centre, make_customers, make_flow

from dialogkit.errors import InputError
from dialogkit.forecast import forecast
from dialogkit.simulate import Run, Setup, prepare, run_setup

WEEKS = 6


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    """A small run."""
    folder = tmp_path_factory.mktemp("setup")
    bot = Talkative(make_flow(folder))
    return prepare(bot, make_customers(30), make_centre(folder), seed=9, transcripts=True)


@pytest.fixture(scope="module")
def expected(setup: Setup) -> Run:
    """Played here, one week after the other."""
    return run_setup(setup, range(WEEKS))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Dask cluster of two processes on this machine; those that die are replaced."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


def at(cluster: Any) -> str:
    """The executor that a cluster is."""
    return f"dask://{cluster.scheduler_address.removeprefix('tcp://')}"


def differing(one: Run, other: Run) -> list[str]:
    """Fields in which two runs are not the same to the last bit."""
    found = [] if one.cases.table.equals(other.cases.table) else ["cases"]
    names = [name for name in Run.__slots__ if name != "cases"]
    return found + [n for n in names if repr(getattr(one, n)) != repr(getattr(other, n))]


@pytest.mark.parametrize(("workers", "block"), [(1, 4), (2, 1), (4, 2)])
def test_processes_change_nothing(setup: Setup, expected: Run, workers: int, block: int) -> None:
    """One, two and four processes, blocks of any size: every record, sum and transcript."""
    found = run_setup(setup, range(WEEKS), executor=f"loky:{workers}", block=block)
    assert differing(found, expected) == []


@pytest.mark.parametrize(("block", "kept"), [(1, True), (2, False), (5, True)])
def test_a_cluster_changes_nothing(
    setup: Setup, expected: Run, cluster: Any, tmp_path: Path, block: int, kept: bool
) -> None:
    """Two workers of a Dask cluster, with a folder and without; the folder is written here."""
    folder = tmp_path / "run" if kept else None
    found = run_setup(setup, range(WEEKS), executor=at(cluster), block=block, folder=folder)
    assert differing(found, expected) == []
    assert kept == (tmp_path / "run").exists()


@pytest.mark.parametrize("kept", [True, False])
def test_a_killed_worker_costs_time_only(
    setup: Setup, expected: Run, cluster: Any, tmp_path: Path, kept: bool
) -> None:
    """A process of the cluster is killed after the first block; no week is lost or twice there."""
    killed: list[int] = []

    def kill(number: int) -> None:
        if number and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    found = run_setup(
        setup,
        range(WEEKS),
        executor=at(cluster),
        block=1,
        folder=tmp_path / "run" if kept else None,
        done=kill,
    )
    assert killed
    assert found.replications == WEEKS
    assert differing(found, expected) == []


def test_a_cluster_without_workers_is_said(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever for a worker that does not come."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr("dialogkit._chunks._PATIENCE", 0.5)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1") as empty,
        pytest.raises(InputError, match="has no workers: start dask worker"),
    ):
        run_setup(setup, range(2), executor=at(empty))


def test_a_forecast_is_the_same_anywhere_and_goes_on(cluster: Any, tmp_path: Path) -> None:
    """Serial, and on the cluster stopped half-way and gone on: the same rates, bars and records."""
    bot, centre = Talkative(make_flow(tmp_path)), make_centre(tmp_path)

    def once(folder: Path | None = None, **options: Any) -> Any:
        what_ifs = {"six agents": {"agents": 6}}
        settings: dict[str, Any] = {"replications": 2, "seed": 3, "what_ifs": what_ifs, **options}
        return forecast(bot, make_customers(15), centre, folder=folder, **settings)

    def stop(what: str, done: int, _: int) -> None:
        if what == "assumptions" and done == 7:
            raise KeyboardInterrupt

    folder = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        once(folder, executor=at(cluster), progress=stop)
    kept = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert sum(path.parent.name == "assumptions" for path in kept) > 7
    found, expected = once(folder), once()
    assert found.value == expected.value
    assert found.cases.table.equals(expected.cases.table)
    assert found.baseline.table.equals(expected.baseline.table)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    with pytest.raises(InputError, match="another seed"):
        once(folder, seed=4)
