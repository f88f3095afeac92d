"""Anonymizing chats: rules that know who takes part, and keyed pseudonyms.

A text is searched in layers, each a module in ``detectors``: the participants of its conversation;
identifiers with a fixed form; disguised ones; names by context. The union of what they find is
masked. Nothing here needs a model, a network or a language to be named.
"""

from __future__ import annotations

from dialogkit.corpus.anonymize._anonymize import anonymize, anonymize_rows
from dialogkit.corpus.anonymize._audit import Audit
from dialogkit.corpus.anonymize._find import find_spans, mask
from dialogkit.corpus.anonymize._keys import load_key, new_key
from dialogkit.corpus.anonymize._span import Span
from dialogkit.corpus.anonymize._sweep import sweep

__all__ = [
    "Audit",
    "Span",
    "anonymize",
    "anonymize_rows",
    "find_spans",
    "load_key",
    "mask",
    "new_key",
    "sweep",
]
