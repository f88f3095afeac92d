"""The charts: which assumption matters, and the week by the hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from dialogkit.report._svg import COLOURS, figure, svg_of

__all__ = ["Bar", "Told", "tornado", "week"]


class Bar(NamedTuple):
    """The result with one assumption at low, in the middle, at high."""

    name: str
    at_low: float
    central: float
    at_high: float
    around_low: tuple[float, float] | None = None
    """The interval of the result at low, beside the same customers in the middle."""
    around_high: tuple[float, float] | None = None

    @property
    def length(self) -> float:
        """How far the result moves."""
        return max(self[1:4]) - min(self[1:4])


Told = Callable[[float], str]
"""Writes a number of an axis."""

Line = tuple[str, str, str]
"""Column, colour and line style."""

_PANELS: tuple[tuple[Line, ...], ...] = (
    (("arrivals", "blue", "-"), ("handoffs", "vermillion", "--")),
    (("agents", "green", "-"),),
    (("waiting", "purple", "-"),),
)


def tornado(
    bars: Sequence[Bar], *, key: str, title: str, desc: str, told: Told, ends: tuple[str, str]
) -> Markup:
    """Bars from the result at low to the result at high.

    Args:
        bars: One an assumption, from top to bottom.
        key: Prefix of ids.
        title: What it shows.
        desc: What there is to see.
        told: Writes a result.
        ends: The words for low and high.
    """
    with figure(7.2, 0.8 + 0.42 * len(bars)) as (fig, [axes]):
        for row, bar in enumerate(bars):
            _bar(axes, row, bar.central, bar.at_low, "sky", "////")
            _bar(axes, row, bar.central, bar.at_high, "orange", "")
            for around, shift in ((bar.around_low, -0.12), (bar.around_high, 0.12)):
                _whisker(axes, row + shift, around)
        _legend(axes, ends)
        axes.axvline(bars[0].central, color=COLOURS["ink"], linewidth=1.0)
        axes.set_yticks(range(len(bars)), [bar.name for bar in bars])
        axes.invert_yaxis()
        axes.margins(x=0.05)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        axes.xaxis.set_major_formatter(lambda value, _: told(value))
        return svg_of(fig, key=key, title=title, desc=desc)


def _bar(axes: Any, row: int, central: float, value: float, colour: str, hatch: str) -> None:
    axes.barh(
        row,
        value - central,
        left=central,
        height=0.58,
        color=COLOURS[colour],
        edgecolor=COLOURS["on-light"],
        linewidth=0.7,
        hatch=hatch,
    )


def _whisker(axes: Any, row: float, ends: tuple[float, float] | None) -> None:
    """The interval of one end of a bar."""
    if ends is not None:
        style = {"color": COLOURS["ink"], "linewidth": 0.9}
        axes.plot(ends, (row, row), marker="|", markersize=4, **style)


def _legend(axes: Any, ends: tuple[str, str]) -> None:
    """Above the bars, where no name and no bar can come in its way."""
    for word, colour, hatch in zip(ends, ("sky", "orange"), ("////", ""), strict=True):
        edge = COLOURS["on-light"]
        axes.bar(0, 0, 0, color=COLOURS[colour], edgecolor=edge, hatch=hatch, label=word)
    place = {"loc": "lower left", "bbox_to_anchor": (-0.01, 0.99), "ncols": 2}
    axes.legend(frameon=False, borderaxespad=0.2, fontsize=9, **place)


def week(
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    desc: str,
    days: Sequence[str],
    names: Mapping[str, str],
    told: Told,
) -> Markup:
    """Arrivals and handoffs, agents, and customers waiting, over the hours of a week.

    Args:
        rows: One an hour, with ``hour`` from Monday midnight and the numbers.
        title: What it shows.
        desc: What there is to see.
        days: Names of the days from Monday.
        names: The words for those of arrivals, handoffs, agents and waiting that are there.
        told: Writes a number.
    """
    panels = [[line for line in panel if line[0] in names] for panel in _PANELS]
    panels = [panel for panel in panels if panel]
    with figure(7.2, 0.6 + 1.25 * len(panels), rows=len(panels)) as (fig, axes):
        for one, panel in zip(axes, panels, strict=True):
            for line in panel:
                _line(one, rows, line, names[line[0]])
            _frame(one, [names[line[0]] for line in panel], days, told)
        return svg_of(fig, key="week", title=title, desc=desc)


def _line(axes: Any, rows: Sequence[Mapping[str, Any]], line: Line, label: str) -> None:
    name, colour, style = line
    known = [row for row in rows if row.get(name) is not None]
    hours = [row["hour"] for row in known] + [known[-1]["hour"] + 1]
    values = [row[name] for row in known] + [known[-1][name]]
    axes.step(
        hours,
        values,
        where="post",
        color=COLOURS[colour],
        linestyle=style,
        linewidth=1.3,
        label=label,
    )
    if name in ("agents", "waiting"):
        fill = COLOURS[colour]
        axes.fill_between(hours, values, step="post", color=fill, alpha=0.25, linewidth=0)


def _frame(axes: Any, labels: Sequence[str], days: Sequence[str], told: Told) -> None:
    if len(labels) == 1:
        axes.set_title(labels[0], loc="left", fontsize=9)
    else:
        place = {"loc": "lower left", "bbox_to_anchor": (-0.01, 0.97), "ncols": len(labels)}
        axes.legend(frameon=False, borderaxespad=0.2, fontsize=9, **place)
    axes.set_ylim(bottom=0)
    axes.set_xlim(0, 168)
    axes.set_xticks(range(0, 169, 24), labels=[""] * 8)
    axes.set_xticks(range(12, 168, 24), labels=[day[:2] for day in days], minor=True)
    axes.tick_params(axis="x", which="minor", length=0)
    axes.yaxis.set_major_formatter(lambda value, _: told(value))
    axes.grid(axis="both", which="major")
