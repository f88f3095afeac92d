"""Reads a page back: elements with their attributes, texts and places."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "br", "hr", "img", "link", "input", "wbr"}


@dataclass
class Element:
    """One element of the page."""

    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """All elements below with that tag and those attributes."""
        found = []
        for child in self.children:
            if child.tag == tag and all(
                child.attributes.get(name.rstrip("_")) == value
                for name, value in attributes.items()
            ):
                found.append(child)
            found += child.all(tag, **attributes)
        return found

    @property
    def text(self) -> str:
        """All text below, with single spaces."""
        return " ".join(" ".join(self.texts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root", {})
        self.open = [self.root]
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {n: v or "" for n, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            self.wrong.append(f"</{tag}> closes <{self.open[-1].tag}>")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)


def read(page: str) -> Element:
    """The page as elements; fails where tags are not nested properly."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.wrong, reader.wrong[:3]
    assert len(reader.open) == 1, [one.tag for one in reader.open]
    return reader.root
