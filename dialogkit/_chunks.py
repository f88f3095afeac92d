"""The same function over many keys, on one core or several, with the same results in any case."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, wait
from typing import TypeVar

from dialogkit.errors import InputError, MissingExtraError, ParameterError

__all__ = ["Workers", "run_chunks"]

Key = TypeVar("Key")
Result = TypeVar("Result")
Workers = str | Executor
"""Where chunks run: ``serial`` in this process, ``loky`` in a pool of processes,
``dask://HOST:PORT`` on a Dask cluster, or any executor that is given."""

_DASK = "dask://"
_PATIENCE = "10s"
"""How long a cluster may take to answer at first."""


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
        work: A function that can be pickled.
        keys: One a chunk.
        executor: Where the chunks run.
        workers: Processes of the pool; ``None`` takes one a core.

    Raises:
        ParameterError: The executor is of no known kind.
        InputError: The cluster does not answer.
        MissingExtraError: There is no package for it.
    """
    if isinstance(executor, Executor):
        yield from _in_pool(work, keys, executor)
    elif executor == "serial":
        yield from map(work, keys)
    elif executor == "loky":
        from loky import get_reusable_executor

        yield from _in_pool(work, keys, get_reusable_executor(max_workers=workers, timeout=60))
    elif executor.startswith(_DASK):
        yield from _on_dask(work, keys, executor.removeprefix(_DASK))
    else:
        what = "executor must be serial, loky, dask://HOST:PORT or an Executor"
        raise ParameterError(f"{what}, got {executor[:40]!r}")


def _in_pool(
    work: Callable[[Key], Result], keys: Sequence[Key], pool: Executor
) -> Iterator[Result]:
    """In other threads or processes; when one chunk fails, none of the others goes on unseen."""
    waiting = deque(pool.submit(work, key) for key in keys)
    try:
        while waiting:
            result = waiting[0].result()
            waiting.popleft()
            yield result
    finally:
        wait([future for future in waiting if not future.cancel()])


def _on_dask(work: Callable[[Key], Result], keys: Sequence[Key], address: str) -> Iterator[Result]:
    """On a cluster that runs already; a worker that dies has its chunks done by another."""
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtraError.of("distributed", extra="dask") from None
    try:
        client = Client(f"tcp://{address}", timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call] # so distributed writes it
    except (OSError, ValueError, TimeoutError):
        raise InputError("the Dask cluster named as executor does not answer") from None
    with client:
        # not pure: equal keys of two runs are not the same work, for files change between them
        futures = client.map(work, keys, pure=False)
        for future in futures:
            yield future.result()
            future.release()  # type: ignore[no-untyped-call] # likewise
