"""What a key of the language is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Key", "Kind", "key"]

Kind = Literal[
    "name",
    "text key",
    "text",
    "count",
    "whole",
    "number",
    "duration",
    "share",
    "truth",
    "disclose",
    "level",
    "guard",
    "step",
    "steps",
    "names",
    "levels",
    "locales",
    "ladder",
    "shares",
    "fact",
    "targets",
    "guarded targets",
    "branches",
    "rules",
    "stages",
    "files",
    "labels",
    "retention",
    "outcome slots",
    "mapping",
    "mappings",
]
"""What may stand at a key. ``mapping`` is one mapping of the language, ``mappings`` names to such
mappings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a mapping."""

    name: str
    """As it is written."""
    kind: Kind
    """What may stand there."""
    doc: str
    """One or two sentences: what it does."""
    example: str
    """A value, as YAML."""
    default: str = ""
    """What holds without it; empty: nothing."""
    required: bool = False
    """Whether the mapping needs it."""
    of: str = ""
    """For ``mapping`` and ``mappings``: the mapping's name in `MAPPINGS`."""


def key(
    name: str,
    kind: Kind,
    doc: str,
    example: str,
    default: str = "",
    *,
    required: bool = False,
    of: str = "",
) -> Key:
    """A key in one line or two."""
    return Key(
        name=name, kind=kind, doc=doc, example=example, default=default, required=required, of=of
    )
