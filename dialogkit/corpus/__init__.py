"""Chat logs in and out: readers, anonymizer, cases, labelled texts."""

from __future__ import annotations

from dialogkit.corpus._cases import split_cases
from dialogkit.corpus._read import read_log
from dialogkit.corpus._utterances import read_utterances, write_utterances

__all__ = ["read_log", "read_utterances", "split_cases", "write_utterances"]
