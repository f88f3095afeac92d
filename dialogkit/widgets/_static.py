"""The transcript as HTML that needs neither kernel nor script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from dialogkit.widgets._rehearsal import Line

__all__ = ["static_transcript", "told"]

_SIDES = {
    "customer": "margin-left:20%;background:#d7e8f7;color:#12202c",
    "bot": "margin-right:20%;background:#eef1f4;color:#12202c",
    "agent": "margin-right:20%;background:#ffe8b8;color:#2b2000",
    "system": "background:none;color:inherit;opacity:.8;font-size:90%",
}


def told(line: Line, words: Mapping[str, str]) -> str:
    """A line in words; of a picture or file what it is and what is in it."""
    if line.picture is None or line.text.startswith(words[line.picture.kind]):
        return line.text if line.picture is None else f"[{line.text}]"
    return f"[{words[line.picture.kind]}: {line.text}]"


def static_transcript(lines: Sequence[Line], words: Mapping[str, str], *, name: str = "") -> str:
    """The transcript, a paragraph a line, with who said it.

    Args:
        lines: What was said.
        words: The panel's texts.
        name: A class by which the live panel hides this copy of itself.
    """
    paragraphs = "".join(
        f'<p style="margin:4px 0;padding:6px 10px;border-radius:10px;white-space:pre-wrap;'
        f'{_SIDES[line.who]}"><b>{escape(words[line.who])}:</b> {escape(told(line, words))}</p>'
        for line in lines
    )
    return (
        f'<div class="dialogkit-transcript {escape(name)}" role="log" '
        f'aria-label="{escape(words["title"])}" style="max-width:34em">{paragraphs}</div>'
    )
