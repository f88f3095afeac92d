"""Chat logs in and out: readers, anonymizer, cases, labelled texts."""

from __future__ import annotations

from dialogkit.corpus._anonymize import (
    Audit,
    Span,
    anonymize,
    anonymize_file,
    anonymize_rows,
    find_spans,
    key_fingerprint,
    load_key,
    mask,
    new_key,
    ordered_as_file,
    sweep,
)
from dialogkit.corpus._audit import PrivacyAudit, audit, write_sheet
from dialogkit.corpus._cases import split_cases
from dialogkit.corpus._cases_file import split_cases_file
from dialogkit.corpus._evidence import marks_of
from dialogkit.corpus._gap import cut_by_gap
from dialogkit.corpus._notes import note_in_german
from dialogkit.corpus._outcome import RULES
from dialogkit.corpus._read import formats, read_log
from dialogkit.corpus._recontacts import link_recontacts
from dialogkit.corpus._topics import TopicModel
from dialogkit.corpus._utterances import read_utterances, write_utterances

__all__ = [
    "RULES",
    "Audit",
    "PrivacyAudit",
    "Span",
    "TopicModel",
    "anonymize",
    "anonymize_file",
    "anonymize_rows",
    "audit",
    "cut_by_gap",
    "find_spans",
    "formats",
    "key_fingerprint",
    "link_recontacts",
    "load_key",
    "marks_of",
    "mask",
    "new_key",
    "note_in_german",
    "ordered_as_file",
    "read_log",
    "read_utterances",
    "split_cases",
    "split_cases_file",
    "sweep",
    "write_sheet",
    "write_utterances",
]
