"""The text of a Slack message as its readers saw it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["readable", "text_of"]

_MARKED = re.compile(r"<(?:([@#!])([^<>|\n]+)|([A-Za-z][\w+.-]{1,20}:[^<>|\s]+))(?:\|([^<>]*))?>")
_MOST_PIECES = 10_000
"""Parts of one message that are looked at."""


def readable(text: str, names: Mapping[str, str]) -> str:
    """Ids of persons become their names, links their labels, ``&amp;`` an ampersand."""
    if "<" in text:
        text = _MARKED.sub(lambda found: _shown(found, names), text)
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text.strip()


def _shown(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign, what, link, shown = found.groups()
    label = (shown or "").strip()
    if sign == "@":
        return f"@{names.get(what) or label.removeprefix('@') or what}"
    if sign == "#":
        return f"#{label.removeprefix('#') or what}"
    if sign == "!":
        return label or f"@{what.partition('^')[0]}"
    return label or link.removeprefix("mailto:").removeprefix("tel:")


def text_of(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What a message says: its text, else its blocks, else its attachments (as bots write)."""
    text = row.get("text")
    if isinstance(text, str) and text.strip():
        return readable(text, names)
    return _of_blocks(row.get("blocks"), names) or _of_attachments(row.get("attachments"), names)


_BLOCK_ENDS = (
    "rich_text_section",
    "rich_text_preformatted",
    "rich_text_quote",
    "section",
    "header",
)


def _of_blocks(blocks: Any, names: Mapping[str, str]) -> str:
    """The pieces of text in blocks, however deep, without recursion."""
    waiting: list[Any] = [blocks]
    pieces: list[str] = []
    for _ in range(_MOST_PIECES):
        if not waiting:
            break
        piece = waiting.pop()
        if isinstance(piece, list):
            waiting += reversed(piece)
        elif isinstance(piece, dict):
            inner = [piece.get(key) for key in ("text", "fields", "elements")]
            if piece.get("type") in _BLOCK_ENDS:
                waiting.append("\n")
            if any(isinstance(one, dict | list) for one in inner):
                waiting += [one for one in reversed(inner) if isinstance(one, dict | list)]
            else:
                pieces.append(_piece(piece, names))
        elif piece == "\n":
            pieces.append(piece)
    return "".join(pieces).strip()


def _piece(piece: Mapping[str, Any], names: Mapping[str, str]) -> str:
    text, kind = piece.get("text"), piece.get("type")
    if isinstance(text, str):
        return readable(text, names) if kind == "mrkdwn" else text
    for key, sign in (("user_id", "@"), ("channel_id", "#"), ("url", ""), ("range", "@")):
        value = piece.get(key)
        if isinstance(value, str):
            return f"{sign}{names.get(value, value)}"
    name = piece.get("name")
    return f":{name}:" if kind == "emoji" and isinstance(name, str) else ""


def _of_attachments(attachments: Any, names: Mapping[str, str]) -> str:
    lines: list[str] = []
    for one in attachments[:100] if isinstance(attachments, list) else []:
        if isinstance(one, dict):
            said = [one.get(key) for key in ("pretext", "title", "text")]
            shown = [text for text in said if isinstance(text, str) and text.strip()]
            fallback = one.get("fallback")
            lines += shown or ([fallback] if isinstance(fallback, str) else [])
    return "\n".join(readable(line, names) for line in lines).strip()
