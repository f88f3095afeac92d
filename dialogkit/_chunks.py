"""The same function over many keys, on one core or several, with the same results in any case."""

from __future__ import annotations

import os
import re
import signal
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, wait
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from dialogkit._once import Once, Parcel, call
from dialogkit.errors import DialogkitError, InputError, MissingExtraError, ParameterError

__all__ = ["Once", "Workers", "finished_chunks", "require_workers", "run_chunks"]

Key = TypeVar("Key")
Result = TypeVar("Result")
Workers = str | Executor
"""Where chunks run: ``serial`` in this process, ``loky`` in a pool of processes, one a core
(``loky:4``: four), ``dask://HOST:PORT`` on a Dask cluster (``dask+tls://HOST:PORT``: encrypted), or
any executor that is given."""

_KINDS = re.compile(r"serial|loky(?::([1-9]\d{0,3}))?|dask(\+tls)?://(\S+:\d+)")
_PATIENCE = 10.0
"""Seconds that a cluster may take to answer at first, and to have a worker."""
_AHEAD = 2
"""Chunks under way for each worker: one at work, one waiting. More would pile up in memory."""
_DEATHS = 3
"""So often in a row, no chunk done between, the processes of a pool may die."""


def require_workers(executor: Workers) -> None:
    """Refuses what names no place to work, before anything is done in vain.

    Raises:
        ParameterError: The executor is of no known kind.
    """
    if isinstance(executor, str) and not _KINDS.fullmatch(executor):
        what = "executor must be serial, loky, loky:NUMBER, dask://HOST:PORT or an Executor"
        raise ParameterError(f"{what}, got {executor[:40]!r}")


def run_chunks(
    work: Callable[[Key], Result],
    keys: Sequence[Key],
    *,
    executor: Workers = "serial",
    workers: int | None = None,
) -> Iterator[Result]:
    """Results of ``work`` for each key, in the order of the keys.

    Each key carries all that its result depends on (seeds among it), so the results are the same
    for any executor and any number of workers.

    Args:
        work: A function that can be pickled. What is large in it belongs into a `Once`, which
            goes to each worker once instead of with every chunk.
        keys: One a chunk.
        executor: Where the chunks run.
        workers: Processes of the pool; ``None`` takes one a core.

    Raises:
        ParameterError: The executor is of no known kind.
        InputError: The cluster does not answer.
        MissingExtraError: There is no package for it.
        DialogkitError: The workers die, whatever they are given.
    """
    early: dict[int, Result] = {}
    wanted = 0
    with closing(finished_chunks(work, keys, executor=executor, workers=workers)) as finished:
        for number, result in finished:
            early[number] = result
            while wanted in early:
                yield early.pop(wanted)
                wanted += 1


def finished_chunks(
    work: Callable[[Key], Result],
    keys: Sequence[Key],
    *,
    executor: Workers = "serial",
    workers: int | None = None,
) -> Generator[tuple[int, Result], None, None]:
    """As `run_chunks`, each as soon as it is done, with the position of its key.

    A chunk that a dead worker had is done again by another. It comes once, whoever did it.
    """
    require_workers(executor)
    if isinstance(executor, Executor):
        size = getattr(executor, "_max_workers", None) or os.cpu_count() or 1
        yield from _in_pool(_with_all(work), list(enumerate(keys)), executor, _AHEAD * size)
        return
    kind = _KINDS.fullmatch(executor)
    assert kind is not None
    if executor == "serial":
        yield from ((number, work(key)) for number, key in enumerate(keys))
    elif kind[3] is None:
        yield from _on_loky(work, keys, int(kind[1]) if kind[1] else workers)
    else:
        yield from _on_dask(work, keys, f"{'tls' if kind[2] else 'tcp'}://{kind[3]}")


def _in_pool(
    work: Callable[[Key], Result],
    chunks: Iterable[tuple[int, Key]],
    pool: Executor,
    at_once: int,
    stop: Callable[[], object] | None = None,
) -> Iterator[tuple[int, Result]]:
    """In other threads or processes; when one chunk fails, none of the others goes on unseen.

    Where nobody collects the chunks any more, ``stop`` ends those that run; else they are waited
    for.
    """
    left = iter(chunks)
    running: dict[Any, int] = {}
    try:
        while True:
            for number, key in islice(left, at_once - len(running)):
                running[pool.submit(work, key)] = number
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=running.__getitem__):
                result = future.result()
                yield running.pop(future), result
    except (KeyboardInterrupt, GeneratorExit):
        if stop is not None:
            stop()
        raise
    finally:
        wait([future for future in running if not future.cancel()])


def _with_all(work: Callable[[Key], Result]) -> Callable[[Key], Result]:
    """For workers of whom nothing is known: what chunks share goes with each, as bytes."""
    if not isinstance(work, Once):
        return work
    return partial(call, Parcel(work.work), Parcel.packed(work.shared))


# ----- processes of this machine -----------------------------------------------------------------


def _on_loky(
    work: Callable[[Key], Result], keys: Sequence[Key], workers: int | None
) -> Iterator[tuple[int, Result]]:
    """In processes of this machine; those that die are replaced, and their chunks done again."""
    left = dict(enumerate(keys))
    deaths = 0
    with _in_a_file(work) as called:
        while left:
            try:
                for number, result in _in_processes(called, list(left.items()), workers):
                    del left[number]
                    deaths = 0
                    yield number, result
            except BrokenExecutor:
                deaths += 1
                if deaths == _DEATHS:
                    what = "the worker processes die again and again, as when memory is short"
                    raise DialogkitError(f"{what}; try fewer at once, as with loky:1") from None


def _in_processes(
    work: Callable[[Key], Result], chunks: Sequence[tuple[int, Key]], workers: int | None
) -> Iterator[tuple[int, Result]]:
    from loky import get_reusable_executor

    # Ctrl-C reaches every process of a terminal; only the first is to say so
    pool = get_reusable_executor(
        max_workers=workers,
        timeout=60,
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    stop = partial(pool.shutdown, wait=True, kill_workers=True)
    yield from _in_pool(work, chunks, pool, _AHEAD * pool._max_workers, stop)  # noqa: SLF001 # loky has no public name for it


@contextmanager
def _in_a_file(work: Callable[[Key], Result]) -> Iterator[Callable[[Key], Result]]:
    """What chunks share lies in a file that only its owner may read, while they run."""
    if not isinstance(work, Once):
        yield work
        return
    with tempfile.TemporaryDirectory(prefix="dialogkit-") as folder:
        path = Path(folder) / "shared"
        path.write_bytes(Parcel.packed(work.shared))
        yield partial(call, Parcel(work.work), str(path))


# ----- a cluster ---------------------------------------------------------------------------------


def _on_dask(
    work: Callable[[Key], Result], keys: Sequence[Key], address: str
) -> Iterator[tuple[int, Result]]:
    """On a cluster that runs already; a worker that dies has its chunks done by another."""
    with _client(address) as client:
        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        try:
            yield from _on_cluster(work, keys, client)
        except KilledWorker:
            what = "the workers of the cluster die again and again, as when memory is short"
            raise DialogkitError(f"{what}; give each more of it") from None
        except (CommClosedError, CancelledError):
            raise DialogkitError("the Dask cluster has gone away") from None
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != "dialogkit":
                raise
            what = "a worker of the cluster lacks dialogkit; install this version of it there"
            raise InputError(what) from None


def _on_cluster(
    work: Callable[[Key], Result], keys: Sequence[Key], client: Any
) -> Iterator[tuple[int, Result]]:
    from distributed import as_completed

    fixed: tuple[Any, ...] = (work,)
    if isinstance(work, Once):
        # a task, not scattered data: what dies with its last worker is made again
        packed = client.submit(bytes, Parcel.packed(work.shared), pure=False)
        fixed = (call, Parcel(work.work), packed)
    left = iter(enumerate(keys))
    running: dict[Any, int] = {}
    finished: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call] # so distributed writes it
    while True:
        room = _AHEAD * max(1, sum(client.nthreads().values())) - len(running)
        for number, key in islice(left, max(0, room)):
            # not pure: equal keys of two runs are not the same work, for files change between them
            future = client.submit(*fixed, key, pure=False)
            running[future] = number
            finished.add(future)
        if not running:
            return
        future = next(finished)
        # where the worker dies before it has handed the result over, this waits for another's
        result = future.result()
        yield running.pop(future), result


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise MissingExtraError.of("distributed", extra="dask") from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call] # so distributed writes it
    except (OSError, ValueError, TimeoutError):
        raise InputError("the Dask cluster named as executor does not answer") from None
    # the shared part may be large: that is why it is sent once
    with client, dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            what = "the Dask cluster named as executor has no workers: start dask worker"
            raise InputError(what) from None
        yield client
