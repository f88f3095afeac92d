"""Anonymizing chats: rules that know who takes part, and keyed pseudonyms.

A text is searched in layers, each a module in ``detectors``: the participants of its conversation;
identifiers with a fixed form; disguised ones; names by context. The union of what they find is
masked. Nothing here needs a model, a network or a language to be named.
"""

from __future__ import annotations

from dialogkit.corpus._anonymize._anonymize import anonymize, anonymize_rows
from dialogkit.corpus._anonymize._audit import Audit
from dialogkit.corpus._anonymize._coverage import covered
from dialogkit.corpus._anonymize._file import anonymize_file, ordered_as_file
from dialogkit.corpus._anonymize._find import find_spans, mask
from dialogkit.corpus._anonymize._keys import fingerprint as key_fingerprint
from dialogkit.corpus._anonymize._keys import load_key, new_key
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._sweep import sweep

__all__ = [
    "Audit",
    "Span",
    "anonymize",
    "anonymize_file",
    "anonymize_rows",
    "covered",
    "find_spans",
    "key_fingerprint",
    "load_key",
    "mask",
    "new_key",
    "ordered_as_file",
    "sweep",
]
