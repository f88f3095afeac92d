"""Pictures as inline SVG that take the page's font and colours and carry a title."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from markupsafe import Markup, escape

__all__ = ["COLOURS", "figure", "safe_svg", "svg_of"]

COLOURS = {
    "ink": "#1b1b1b",
    "on-light": "#10202c",
    "muted": "#6b6b6b",
    "line": "#d9d9d9",
    "blue": "#0072b2",
    "sky": "#56b4e9",
    "green": "#009e73",
    "orange": "#e69f00",
    "vermillion": "#d55e00",
    "purple": "#cc79a7",
}
"""Okabe and Ito's palette and some greys; the page gives each a light and a dark value."""

_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.id": None,
    "font.size": 9,
    "text.color": COLOURS["ink"],
    "axes.labelcolor": COLOURS["ink"],
    "axes.edgecolor": COLOURS["muted"],
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": COLOURS["muted"],
    "ytick.color": COLOURS["muted"],
    "xtick.labelcolor": COLOURS["ink"],
    "ytick.labelcolor": COLOURS["ink"],
    "grid.color": COLOURS["line"],
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.8,
}


@contextmanager
def figure(width: float, height: float, rows: int = 1) -> Iterator[tuple[Any, list[Any]]]:
    """An empty figure in inches and its axes, one above the other with the same x.

    What is drawn within the context takes the page's look.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_SETTINGS):
        fig = Figure(figsize=(width, height), layout="constrained")
        fig.patch.set_visible(False)
        axes = list(fig.subplots(rows, 1, sharex=True, squeeze=False)[:, 0])
        for one in axes:
            one.patch.set_visible(False)
            one.set_axisbelow(True)
        yield fig, axes


def svg_of(fig: Any, *, key: str, title: str, desc: str) -> Markup:
    """A figure as SVG: the same bytes for the same figure, and ids that are the page's only once.

    Args:
        fig: A matplotlib figure.
        key: Prefix of all ids; differs from picture to picture.
        title: What it shows, for a screen reader.
        desc: What there is to see in it, likewise.
    """
    import matplotlib as mpl

    out = io.StringIO()
    bare = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with mpl.rc_context(_SETTINGS | {"svg.hashsalt": key}):
        fig.savefig(out, format="svg", metadata=bare)
    text = out.getvalue()
    text = text[text.index("<svg") :]
    for part in ("metadata", "style"):  # its style would reach every picture on the page
        text = re.sub(rf"<{part}\b.*?</{part}>", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", text)
    for name, colour in COLOURS.items():
        text = re.sub(colour, f"var(--{name})", text, flags=re.IGNORECASE)
    text = text.replace("xlink:href", "href")
    text = re.sub(r'\bid="([^"]+)"', rf'id="{key}-\1"', text)
    text = re.sub(r'(href="|url\()#', rf"\1#{key}-", text)
    return _titled(text, key, title, desc)


def _titled(text: str, key: str, title: str, desc: str) -> Markup:
    box = re.search(r'viewBox="([^"]+)"', text)
    assert box is not None
    body = text[text.index(">") + 1 :]
    body = re.sub(r"\n\s*", "\n", body)
    head = (
        f'<svg class="chart" viewBox="{box[1]}" role="img" aria-labelledby="{key}-t {key}-d" '
        f'stroke-linejoin="round">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(desc)}</desc>'
    )
    return Markup(head + body)  # noqa: S704 - our own picture, with escaped words


_TAGS = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "title", "desc", "defs", "marker", "use", "symbol", "pattern", "clipPath",
    "linearGradient", "radialGradient", "stop", "style",
})  # fmt: skip


def safe_svg(text: str, key: str) -> Markup | None:
    """A picture from a file without anything that could run, load or leak into the page.

    Args:
        text: An SVG document.
        key: Prefix of all ids and classes, so that its styles reach only itself.

    Returns:
        The picture, or None where the text is no SVG.
    """
    if "<!" in text.replace("<!--", ""):
        return None
    try:
        root = ET.fromstring(text)  # noqa: S314 - without a DTD there are no entities to expand
    except ET.ParseError:
        return None
    if _local(root.tag) != "svg":
        return None
    _clean(root, key, own=root.get("id") or "")
    root.set("class", f"{root.get('class', '')} {key}-svg".strip())
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - cleaned above


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _clean(element: ET.Element, key: str, own: str) -> None:
    element.tag = _local(element.tag)
    for child in list(element):
        if _local(child.tag) not in _TAGS:
            element.remove(child)
            continue
        _clean(child, key, own)
    if element.tag == "style":
        element.text = _scoped(element.text or "", key, own)
    kept = {_local(name): value for name, value in element.attrib.items()}
    element.attrib.clear()
    for name, value in kept.items():
        if (clean := _attribute(name, value, key)) is not None:
            element.set(name, clean)


def _attribute(name: str, value: str, key: str) -> str | None:
    """The attribute's value made safe; None where it must go."""
    if name.lower().startswith("on"):
        return None
    if name == "href":
        return f"#{key}-{value[1:]}" if value.startswith("#") else None
    if name == "id":
        return f"{key}-{value}"
    if name in ("aria-labelledby", "aria-describedby"):
        return " ".join(f"{key}-{part}" for part in value.split())
    return _local_urls(value, key)


def _local_urls(text: str, key: str) -> str:
    """Text whose url(…) lead only to ids of the picture itself."""
    text = re.sub(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)", rf"url(#{key}-\1)", text)
    return re.sub(rf"url\((?!#{re.escape(key)}-)[^)]*\)?", "none", text, flags=re.IGNORECASE)


def _scoped(css: str, key: str, own: str) -> str:
    """Style rules that hold only within the picture; at-rules other than @media are dropped.

    Rules that name the picture's ``own`` id hold only there already.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@(?!media\b)[^;{]*(;|\{[^}]*\})", "", css)
    css = css.replace("<", "").replace("\\", "")

    def scope(match: re.Match[str]) -> str:
        selectors = match[1].strip()
        if not selectors or selectors.startswith("@"):
            return match[0]
        parts = [part.strip() for part in selectors.split(",")]
        inside = [_within(part, key, own) for part in parts]
        ids = [re.sub(r"#(?=[A-Za-z_])", f"#{key}-", part) for part in inside]
        return ", ".join(ids) + " {"

    return _local_urls(re.sub(r"([^{};]*)\{", scope, css), key)


def _within(selector: str, key: str, own: str) -> str:
    if own and re.search(rf"#{re.escape(own)}(?![\w-])", selector):
        return selector
    return f".{key}-svg" if selector in ("svg", ":root") else f".{key}-svg {selector}"
