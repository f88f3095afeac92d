"""Writes the values of a flow as YAML that reads as if written by hand."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString

__all__ = ["clean", "dump", "lay_out"]

_WIDE = 110
"""A line may be this long; what is longer is broken into a block."""
_MARKS = "\u2028\u2029\ufeff\ufffe\uffff"
"""Ends of line, byte order marks and what is no character: YAML refuses or changes them."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_FLAT = ("bot", "channels", "locales", "start", "keep", "uses", "intents")
"""Sections of one line where they fit."""


def clean(text: str) -> str:
    """``text`` as a file can hold it: half surrogate pairs and control characters go."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in whole if _is_text(c))


def _is_text(character: str) -> bool:
    if ord(character) <= 0x9F:
        return character.isprintable() or character in "\n\t"
    return character not in _MARKS


def dump(value: Any) -> str:
    """``value`` as YAML; short mappings and lists on one line."""
    out = io.StringIO()
    yaml = YAML()
    yaml.width = 1 << 20
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(value, out)
    return out.getvalue().removesuffix("...\n")


def lay_out(sections: Mapping[str, Any], notes: Mapping[str, str], *, quoted: bool = False) -> str:
    """A file of several sections, an empty line between them and a comment above some.

    Args:
        sections: Key to value; empty ones are left out.
        notes: Key to a comment of one or more lines; under ``""`` that of the file.
        quoted: Whether sentences stand in quotes; where they need them they always do.
    """
    out = _comment(notes[""]) if "" in notes else ""
    tall = False
    for key, value in sections.items():
        if value in (None, "", [], {}):
            continue
        inner = key not in _FLAT and isinstance(value, (dict, list))
        text = dump({key: _shaped(value, 2 if inner else 0, inner=inner, quoted=quoted)})
        was_tall, tall = tall, text.count("\n") > 1 or key in notes
        out += "\n" * (bool(out) and (tall or was_tall)) + _comment(notes.get(key, "")) + text
    return out


def _comment(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())


def _shaped(value: Any, depth: int, *, inner: bool = False, quoted: bool = False) -> Any:
    """The value with a style for each part: one line where it fits, else a block.

    Args:
        value: Mappings, lists, texts.
        depth: How far it is indented.
        inner: Whether it is a mapping or list of names, each on its own line.
        quoted: Whether sentences stand in quotes.
    """
    if isinstance(value, dict):
        shaped: Any = CommentedMap()
        for key, each in value.items():
            width = depth + len(str(key)) + 2
            shaped[key] = _shaped(each, width, quoted=quoted)
    elif isinstance(value, (list, tuple)):
        shaped = CommentedSeq([_shaped(each, depth + 2, quoted=quoted) for each in value])
    else:
        return value if isinstance(value, (bool, int, float)) else _scalar(str(value), quoted)
    if not inner and depth + len(_one_line(shaped)) <= _WIDE:
        shaped.fa.set_flow_style()
    else:
        shaped.fa.set_block_style()
    return shaped


def _scalar(text: str, quoted: bool) -> str:
    """A sentence is quoted, a word is not."""
    if _NUMBER.fullmatch(text):
        plain: str = PlainScalarString(text)
        return plain
    # a colon in front is taken for a key by some readers
    sentence = "\n" in text or text.startswith(":") or (quoted and " " in text)
    return str(text) if not sentence else _in_quotes(text)


def _in_quotes(text: str) -> str:
    quoted: str = DoubleQuotedScalarString(text)
    return quoted


def _one_line(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_one_line(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_one_line(v) for v in value) + "]"
    return str(value)
