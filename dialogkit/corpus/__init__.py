"""Chat logs in and out: readers, anonymizer, cases."""

from __future__ import annotations

from dialogkit.corpus._read import read_log

__all__ = ["read_log"]
