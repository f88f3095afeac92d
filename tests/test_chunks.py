"""Chunks on any executor: once each, in order, what they share sent once, whatever dies."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from chunk_work import dies_always, dies_once, sleeps
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit import _once
from dialogkit._chunks import Once, finished_chunks, require_workers, run_chunks
from dialogkit.errors import DialogkitError, InputError, ParameterError


def doubled(number: int) -> int:
    """Slower for some, so that they do not come in order by themselves."""
    time.sleep(0.002 * (number % 3))
    return 2 * number


class Large:
    """What chunks share: a megabyte, and how often it was unpacked here."""

    unpacked = 0

    def __init__(self) -> None:
        self.data = bytes(1_000_000)

    def __setstate__(self, state: dict[str, Any]) -> None:
        type(self).unpacked += 1
        self.__dict__ |= state


def counted(large: Large, number: int) -> tuple[int, int, int]:
    """Number, process, and how often that process has unpacked what is shared."""
    assert len(large.data) == 1_000_000
    return number, os.getpid(), Large.unpacked


@given(st.integers(0, 40), st.integers(1, 5))
@settings(max_examples=15, deadline=None)
def test_each_result_comes_once_and_in_order(keys: int, threads: int) -> None:
    """For any number of keys and workers; as they are done, each comes once with its position."""
    numbers = list(range(keys))
    with ThreadPoolExecutor(threads) as pool:
        assert list(run_chunks(doubled, numbers, executor=pool)) == [2 * n for n in numbers]
        found = list(finished_chunks(doubled, numbers, executor=pool))
    assert sorted(found) == [(n, 2 * n) for n in numbers]


class Watched(Executor):
    """Threads that count how many chunks are under way, and what is sent with each."""

    def __init__(self) -> None:
        self._max_workers = 2
        self.pool = ThreadPoolExecutor(2)
        self.under_way = self.most = 0
        self.sent: list[int] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        future = self.pool.submit(fn, *args, **kwargs)
        future.add_done_callback(self._ended)
        return future

    def _ended(self, _: Future[Any]) -> None:
        self.under_way -= 1


def test_results_do_not_pile_up() -> None:
    """However many keys there are, few chunks are under way: two for each worker."""
    watched = Watched()
    assert len(list(run_chunks(doubled, range(60), executor=watched))) == 60
    assert 2 <= watched.most <= 4


def test_what_is_shared_is_unpacked_once_in_each_thread() -> None:
    """Not once a chunk; and each thread has its own, for it may learn while it works."""
    Large.unpacked = 0
    with ThreadPoolExecutor(3) as pool:
        found = list(run_chunks(Once(counted, Large()), range(30), executor=pool))
    assert [number for number, _, _ in found] == list(range(30))
    assert 1 <= Large.unpacked <= 3


def test_serial_work_shares_the_object_itself() -> None:
    """Where all is done in this process nothing is packed."""
    Large.unpacked = 0
    list(run_chunks(Once(counted, Large()), range(3)))
    assert Large.unpacked == 0


def test_processes_get_what_is_shared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk sent to a process is a few hundred bytes; a process unpacks the megabyte once."""
    sent: list[int] = []

    def submitted(self: Executor, fn: Any, /, *args: Any) -> Future[Any]:
        sent.append(len(pickle.dumps((fn, args))))
        future: Future[Any] = original(self, fn, *args)
        return future

    from loky.reusable_executor import _ReusablePoolExecutor as Pool

    original = Pool.submit
    monkeypatch.setattr(Pool, "submit", submitted)
    found = list(run_chunks(Once(counted, Large()), range(12), executor="loky:2"))
    assert [number for number, _, _ in found] == list(range(12))
    assert len(sent) == 12
    assert max(sent) < 1000
    processes = Counter(process for _, process, _ in found)
    assert os.getpid() not in processes
    assert {unpacked for _, _, unpacked in found} == {1}


def test_a_process_that_dies_costs_time_only(tmp_path: Path) -> None:
    """Its chunks are done again by another, and no chunk comes twice."""
    work = partial(dies_once, str(tmp_path / "died"))
    found = list(finished_chunks(work, range(8), executor="loky:2"))
    assert sorted(found) == [(n, n) for n in range(8)]
    assert (tmp_path / "died").exists()


def test_processes_that_always_die_are_said() -> None:
    """Nobody tries for ever."""
    with pytest.raises(DialogkitError, match=r"die again and again.*loky:1"):
        list(run_chunks(dies_always, range(3), executor="loky:1"))


@pytest.mark.parametrize("ends", ["generator", "interrupt"])
def test_chunks_that_nobody_collects_are_stopped(ends: str) -> None:
    """After Ctrl-C, or when the results are not wanted any more, no process works on."""
    began = time.monotonic()
    results: Iterator[int] = run_chunks(sleeps, range(4), executor="loky:2")
    assert next(results) == 0
    if ends == "generator":
        results.close()  # type: ignore[attr-defined] # a generator
    else:
        before = signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(KeyboardInterrupt):
            next(results)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - began < 30


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_other_versions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker with another numpy could give other numbers; it says so and does nothing."""
    here = _once._versions()
    monkeypatch.setattr(_once.Parcel, "packed", staticmethod(pickle.dumps))
    parcel = _once.Parcel(counted, versions=(*here[:2], "numpy 0.1"))
    with pytest.raises(InputError, match=r"a worker has numpy .*sends the work numpy 0\.1"):
        _once.call(parcel, pickle.dumps(Large()), 1)


@pytest.mark.parametrize("name", ["", "Serial", "loky:0", "loky:", "dask://host", "spark://h:1"])
def test_an_executor_that_there_is_not_is_refused(name: str) -> None:
    """At the door, with those that there are."""
    with pytest.raises(ParameterError, match=r"must be serial, loky.*dask://HOST:PORT"):
        require_workers(name)
    with pytest.raises(ParameterError):
        list(run_chunks(doubled, [1], executor=name))


@pytest.mark.parametrize(
    "name", ["serial", "loky", "loky:16", "dask://10.0.0.7:8786", "dask+tls://node-1:8786"]
)
def test_known_executors_are_not_refused(name: str) -> None:
    """No cluster is looked for yet."""
    require_workers(name)
