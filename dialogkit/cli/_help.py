"""How the help of a command is laid out: each example by itself, in lines that can be copied."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

__all__ = ["laid_out"]

_EXAMPLE = "Example:"
_WORD = re.compile(r'(?:"[^"]*"|[^\s"])+')
_WIDTH = 72
"""Letters of a line of an example: with what goes before it, it fits on the smallest terminal."""


def laid_out(text: str) -> str:
    r"""A docstring as the help shows it: text flows, an example stays as it is.

    Args:
        text: Paragraphs; each ``Example: …`` is one command, however many lines it has here.

    >>> print(laid_out("Does it.\n\nExample: dialogkit a\nExample: dialogkit b").replace("\b", "#"))
    Does it.
    <BLANKLINE>
    #
    Example:
      dialogkit a
    <BLANKLINE>
    #
    Example:
      dialogkit b
    """
    return "\n\n".join(_paragraphs(inspect.cleandoc(text)))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        before, *examples = re.split(rf"^{_EXAMPLE}", paragraph, flags=re.MULTILINE)
        if before.strip():
            yield before.strip()
        for example in examples:
            # the mark by which click leaves a paragraph as it is
            yield "\n".join(("\b", _EXAMPLE, *(f"  {line}" for line in _folded(example))))


def _folded(command: str) -> Iterator[str]:
    """A command in lines that a shell takes for one, broken before an option where possible."""
    line, indent = "", ""
    for part in _parts(command):
        if line and len(indent + line) + len(part) + 3 > _WIDTH:
            yield f"{indent}{line} \\"
            line, indent = part, "  "
        else:
            line = f"{line} {part}".strip()
    yield f"{indent}{line}"


def _parts(command: str) -> Iterator[str]:
    """An option with its values, or any other word alone."""
    part: list[str] = []
    for word in _WORD.findall(command):
        if part and (word.startswith("-") or not part[0].startswith("-")):
            yield " ".join(part)
            part = []
        part.append(word)
    yield " ".join(part)
