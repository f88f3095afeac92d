"""The same function over many keys, on one core or several, with the same results in any case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Literal, TypeVar

from dialogkit.errors import ParameterError

__all__ = ["Workers", "run_chunks"]

Key = TypeVar("Key")
Result = TypeVar("Result")
Workers = Literal["serial", "loky"] | Executor
"""Where chunks run: in this process, in a pool of processes, or on any executor that is given."""


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
    """
    if executor == "serial":
        yield from map(work, keys)
    elif executor == "loky":
        from loky import get_reusable_executor

        pool = get_reusable_executor(max_workers=workers, timeout=60)
        yield from pool.map(work, keys)
    elif isinstance(executor, Executor):
        yield from executor.map(work, keys)
    else:
        raise ParameterError(f"executor must be serial, loky or an Executor, got {executor!r}")
