"""The charts: which assumption matters, and the week by the hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup

from dialogkit.report._svg import COLOURS, figure, svg_of

__all__ = ["Bar", "tornado", "week"]

Bar = tuple[str, float, float, float]
"""Name, then the result at low, central and high."""


def tornado(
    bars: Sequence[Bar], *, key: str, title: str, desc: str, percent: bool, ends: tuple[str, str]
) -> Markup:
    """Bars from the result at low to the result at high, the longest on top.

    Args:
        bars: One an assumption, in the order to be drawn.
        key: Prefix of ids.
        title: What it shows.
        desc: What there is to see.
        percent: Whether the results are shares.
        ends: The words for low and high.
    """
    scale = 100 if percent else 1
    fig, axes = figure(7.2, 0.7 + 0.42 * len(bars))
    for row, (_, at_low, central, at_high) in enumerate(bars):
        for value, colour, hatch in ((at_low, "sky", "////"), (at_high, "orange", "")):
            axes.barh(
                row,
                (value - central) * scale,
                left=central * scale,
                height=0.58,
                color=COLOURS[colour],
                edgecolor=COLOURS["ink"],
                linewidth=0.7,
                hatch=hatch,
            )
    for word, value in zip(ends, (bars[0][1], bars[0][3]), strict=True):
        right = value >= bars[0][2]
        axes.annotate(
            word,
            (value * scale, 0),
            xytext=(4 if right else -4, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center",
        )
    axes.axvline(bars[0][2] * scale, color=COLOURS["ink"], linewidth=1.0)
    axes.set_yticks(range(len(bars)), [bar[0] for bar in bars])
    axes.invert_yaxis()
    axes.margins(x=0.14)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.set_xlabel("%" if percent else "")
    return svg_of(fig, key=key, title=title, desc=desc)


Line = tuple[str, str, str]
"""Column, colour and line style."""

_PANELS: tuple[tuple[Line, ...], ...] = (
    (("arrivals", "blue", "-"), ("handoffs", "vermillion", "--")),
    (("agents", "green", "-"),),
    (("waiting", "purple", "-"),),
)


def week(
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    desc: str,
    days: Sequence[str],
    names: Mapping[str, str],
) -> Markup:
    """Arrivals and handoffs, agents, and customers waiting, over the hours of a week.

    Args:
        rows: One an hour, with ``hour`` from Monday midnight and the numbers.
        title: What it shows.
        desc: What there is to see.
        days: Names of the days from Monday.
        names: The words for arrivals, handoffs, agents and waiting.
    """
    panels = [[line for line in panel if any(line[0] in row for row in rows)] for panel in _PANELS]
    panels = [panel for panel in panels if panel]
    fig, axes = figure(7.2, 0.6 + 1.25 * len(panels), rows=len(panels))
    for one, panel in zip(np.atleast_1d(axes), panels, strict=True):
        for name, colour, style in panel:
            _line(one, rows, name, COLOURS[colour], style, names[name])
        one.set_title(_panel_title(panel, names), loc="left", fontsize=9)
        one.set_ylim(bottom=0)
        one.set_xlim(0, 168)
        one.set_xticks(range(0, 169, 24), labels=[""] * 8)
        one.set_xticks(range(12, 168, 24), labels=[day[:2] for day in days], minor=True)
        one.tick_params(axis="x", which="minor", length=0)
        one.grid(axis="both", which="major")
        one.set_axisbelow(True)
    return svg_of(fig, key="week", title=title, desc=desc)


def _line(
    axes: Any, rows: Sequence[Mapping[str, Any]], name: str, colour: str, style: str, label: str
) -> None:
    hours = [row["hour"] for row in rows if name in row]
    values = [row[name] for row in rows if name in row]
    if hours:
        hours, values = [*hours, hours[-1] + 1], [*values, values[-1]]
    axes.plot(
        hours,
        values,
        drawstyle="steps-post",
        color=colour,
        linestyle=style,
        linewidth=1.3,
        label=label,
    )
    if name in ("agents", "waiting"):
        axes.fill_between(hours, values, step="post", color=colour, alpha=0.25, linewidth=0)


def _panel_title(panel: Sequence[Line], names: Mapping[str, str]) -> str:
    marks = {"-": "——", "--": "– –"}
    if len(panel) == 1:
        return names[panel[0][0]]
    return "     ".join(f"{marks[style]} {names[name]}" for name, _, style in panel)
