"""The door to Hugging Face ``datasets``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from dialogkit.conversation import UTTERANCE_SCHEMA, Utterance
from dialogkit.errors import MissingExtraError

__all__ = ["to_dataset"]


def to_dataset(utterances: Sequence[Utterance]) -> Any:
    """The utterances as a ``datasets.Dataset`` in memory: nothing is copied to a cache folder.

    Raises:
        MissingExtraError: The package ``datasets`` is not installed.
    """
    try:
        from datasets import Dataset
    except ImportError:
        raise MissingExtraError.of("datasets", extra="datasets") from None
    rows = [asdict(utterance) for utterance in utterances]
    return Dataset(pa.Table.from_pylist(rows, schema=UTTERANCE_SCHEMA))
