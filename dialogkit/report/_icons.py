"""A hundred boxes, one a case: the shares that the first screen is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

from dialogkit.evaluate import Rate

__all__ = ["CLASSES", "Class", "boxes", "icon_array", "swatch"]


@dataclass(frozen=True, slots=True)
class Class:
    """How one kind of ending looks: a colour and a mark, so that it can be told apart in grey."""

    name: str
    """As in ``outcomes`` of the rates."""
    colour: str
    """Variable of the page's palette."""
    mark: str
    """What is drawn in the box, as SVG within 20 by 20."""
    filled: bool = True
    """Whether the box is filled, or only outlined."""


CLASSES = (
    Class("bot_resolved", "blue", '<path d="M5 10.5l3.5 3.5L15 6.5" class="m"/>'),
    Class("false_deflection", "vermillion", '<path d="M6 6l8 8M14 6l-8 8" class="m"/>'),
    Class("agent", "sky", '<path d="M10 5v0.01M6.5 15a3.5 4 0 0 1 7 0z" class="d"/>'
          '<circle cx="10" cy="7" r="2.4" class="df"/>'),
    Class("agent_needless", "sky", '<path d="M10 5v6.5M10 14.6v0.2" class="d"/>'),
    Class("abandoned", "muted", '<path d="M5 10h9M11 6.5l3.5 3.5L11 13.5" class="o"/>',
          filled=False),
    Class("unserved", "orange", '<path d="M5 10h10" class="d"/>'),
    Class("unknown", "muted",
          '<path d="M7.3 7.4a2.8 2.6 0 1 1 3.9 2.3q-1.2.6-1.2 2M10 14.8v.1" class="o"/>',
          filled=False),
)  # fmt: skip
"""In the order in which they fill the picture."""


def boxes(outcomes: Mapping[str, Rate]) -> dict[str, int]:
    """How many of 100 boxes each class gets, by largest remainder; they add up to 100.

    ``agent_needless`` takes its boxes from ``agent``.
    """
    shares = {name: rate.value for name, rate in outcomes.items() if name != "agent_needless"}
    total = sum(shares.values())
    if not total:
        return {}
    exact = np.array(list(shares.values())) / total * 100
    counts = np.floor(exact).astype(int)
    order = np.argsort(-(exact - counts), kind="stable")
    counts[order[: 100 - int(counts.sum())]] += 1
    result = dict(zip(shares, counts.tolist(), strict=True))
    if "agent_needless" in outcomes and "agent" in result:
        needless = min(result["agent"], round(outcomes["agent_needless"].value / total * 100))
        result |= {"agent": result["agent"] - needless, "agent_needless": needless}
    return result


def icon_array(counts: Mapping[str, int], *, title: str, desc: str) -> Markup:
    """The boxes in ten rows of ten, filled row by row."""
    row = [one for one in CLASSES for _ in range(counts.get(one.name, 0))]
    head = '<svg class="icons" viewBox="0 0 238 238" role="img" aria-labelledby="icons-t icons-d">'
    words = f'<title id="icons-t">{escape(title)}</title><desc id="icons-d">{escape(desc)}</desc>'
    parts = [head, words]
    for number, one in enumerate(row[:100]):
        y, x = divmod(number, 10)
        parts.append(f'<g transform="translate({x * 24} {y * 24})">{_box(one)}</g>')
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - our own picture, with escaped words


def swatch(one: Class) -> Markup:
    """One box, for the legend."""
    return Markup(  # noqa: S704 - our own picture
        f'<svg class="swatch" viewBox="-1 -1 24 24" aria-hidden="true">{_box(one)}</svg>'
    )


def _box(one: Class) -> str:
    paint = f"fill:var(--{one.colour})" if one.filled else "fill:none"
    style = f"{paint};stroke:var(--{one.colour});stroke-width:1.2"
    frame = f'<rect x="1" y="1" width="20" height="20" rx="3" style="{style}"/>'
    return f'{frame}<g transform="translate(1 1)">{one.mark}</g>'
