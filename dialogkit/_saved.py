"""Saving and counting, for values that wrap one table."""

from __future__ import annotations

import os
from typing import Any

import pyarrow as pa

from dialogkit import _files
from dialogkit.errors import MissingExtraError

__all__ = ["Saved"]


class Saved:
    """A value around one table, which it never shows."""

    __slots__ = ()
    table: pa.Table

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} rows)"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes ``.parquet``, ``.jsonl`` or ``.csv``.

        Raises:
            OutputError: The file cannot be written.
        """
        _files.write_table(self.table, path)

    def to_dataset(self) -> Any:
        """The rows as a Hugging Face ``datasets.Dataset``, in memory: no cache folder is written.

        Raises:
            MissingExtraError: The package ``datasets`` is not installed.
        """
        try:
            from datasets import Dataset
        except ImportError:
            raise MissingExtraError.of("datasets", extra="datasets") from None
        return Dataset(self.table)
