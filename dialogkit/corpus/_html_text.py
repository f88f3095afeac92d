"""HTML as mail programs and help desks write it, as plain text.

The standard library's parser takes minutes for some broken pages (its time grows with the square
of their size) and stops at others, so tags are found here one after the other.
"""

from __future__ import annotations

import html
import re
from functools import partial

__all__ = ["html_text", "is_html"]

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:]{0,20})(?P<rest>[^<>]{0,8000})>")
_DECLARED = re.compile(r"<[!?][^<>]{0,8000}>")
_LOOKS = re.compile(
    r"</?(?:p|div|br|span|b|i|strong|em|a|ul|ol|li|img|table|html|body)\b[^<>]{0,8000}>",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")

_LINES = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
        *("fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tr"),
        "ul",
    )
)
"""Elements that begin and end a line."""
_HIDDEN = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "head", "title", "template", "noscript")
}
"""Elements of which nothing is shown."""


def is_html(text: str) -> bool:
    """Whether a text is written in HTML."""
    return bool(_LOOKS.search(text))


def html_text(markup: str, *, quotes: bool = False) -> str:
    """What a reader sees of a page, without pictures and links' targets.

    Args:
        markup: HTML, whole or a piece, well-formed or not.
        quotes: Whether lines in ``blockquote`` get a ``>`` in front, as plain mails have it.
    """
    page = _Page(quotes=quotes)
    at, gone = 0, set[str]()
    while True:
        begin = markup.find("<", at)
        page.text(markup[at : begin if begin >= 0 else len(markup)])
        if begin < 0:
            return page.result()
        at = _after(markup, begin, page, gone)


def _after(markup: str, begin: int, page: _Page, gone: set[str]) -> int:
    """Where the text goes on behind a ``<``; ``gone`` holds what is known to end nowhere."""
    if markup.startswith("<!--", begin):
        end = markup.find("-->", begin) if "-->" not in gone else -1
        if end >= 0:
            return end + 3
        gone.add("-->")
    found = _TAG.match(markup, begin)
    if found is None:
        declared = _DECLARED.match(markup, begin)
        if declared is None:
            page.text("<")
            return begin + 1
        return declared.end()
    name = found["name"].lower()
    if name in _HIDDEN and not found["end"] and name not in gone:
        end_tag = _HIDDEN[name].search(markup, found.end())
        if end_tag:
            return end_tag.end()
        gone.add(name)
    page.tag(name, ends=bool(found["end"]))
    return found.end()


class _Page:
    def __init__(self, *, quotes: bool) -> None:
        self._quotes = quotes
        self._depth = 0
        self._kept = 0
        self._line: list[str] = []
        self._lines: list[str] = []

    def text(self, piece: str) -> None:
        if not piece:
            return
        plain = _unescaped(piece)
        if not self._kept:
            self._line.append(_SPACES.sub(" ", plain))
            return
        first, *others = plain.split("\n")
        self._line.append(first)
        for other in others:
            self._end_line()
            self._line.append(other)

    def tag(self, name: str, *, ends: bool) -> None:
        if name == "br":
            self._end_line()
        elif name in ("td", "th"):
            self._line.append(" ")
        elif name in _LINES:
            if "".join(self._line).strip():
                self._end_line()
            self._line.clear()
            self._count(name, -1 if ends else 1)
            if name == "li" and not ends:
                self._line.append("- ")

    def _count(self, name: str, step: int) -> None:
        if name == "blockquote":
            self._depth = max(0, self._depth + step)
        elif name == "pre":
            self._kept = max(0, self._kept + step)

    def _end_line(self) -> None:
        line = "".join(self._line).rstrip()
        if not self._kept:
            line = re.sub(" {2,}", " ", line.strip())
        quoted = self._quotes and self._depth
        self._lines.append(f"> {line}" if quoted else line)
        self._line.clear()

    def result(self) -> str:
        if "".join(self._line).strip():
            self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip()


_SHORT_NUMBERS = partial(re.compile(r"&#[0-9]{9,}").sub, "&#0")


def _unescaped(text: str) -> str:
    """With ``&amp;`` and the like replaced; numbers that are no character are cut short before."""
    if "&" not in text:
        return text
    return html.unescape(_SHORT_NUMBERS(text)).replace("\xa0", " ")
