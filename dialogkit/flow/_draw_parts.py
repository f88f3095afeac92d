"""What a picture consists of: boxes, labels, lines and frames, with their places in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dialogkit.flow._draw_graph import Kind

__all__ = ["LINE", "MARGIN", "SMALL", "START", "TITLE", "Box", "Frame", "Label", "Layout", "Path"]

TITLE, SMALL, LINE = 13.0, 11.0, 15.0
"""Font sizes of names and of the rest, and the height of a line, in pixels."""
MARGIN = 16.0
START = 26.0
"""Room above the first step for the mark that says so."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A step's box, that of a push, or the box of the rules that hold everywhere."""

    step: str
    """Name of the step or push; empty for the rules."""
    kind: Kind | None
    """What it is; the shape follows from it. ``None`` for the rules."""
    x: float
    """Left edge in pixels."""
    y: float
    """Top edge in pixels."""
    width: float
    """In pixels."""
    height: float
    """In pixels."""
    title: str
    """The first line."""
    lines: tuple[str, ...]
    """The lines below."""
    whole: str = ""
    """All it would say if there were room; empty: all is there."""

    def moved(self, x: float, y: float) -> Box:
        """The same, so many pixels further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The label of a transition."""

    source: str
    """What the transition leaves."""
    target: str
    """The step it leads to."""
    x: float
    """Left edge in pixels."""
    y: float
    """Top edge in pixels."""
    width: float
    """In pixels."""
    height: float
    """In pixels."""
    lines: tuple[str, ...]
    """What it says."""
    whole: str = ""
    """All it would say if there were room; empty: all is there."""

    def moved(self, x: float, y: float) -> Label:
        """The same, so many pixels further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The line of a transition.

    It runs from point to point, straight where two have the same x, and else in a curve that is
    upright at both ends and so stays between them.
    """

    source: str
    """What it leaves."""
    target: str
    """The step it leads to."""
    back: bool
    """Whether it leads back up."""
    visit: bool
    """Whether the conversation comes back from there."""
    points: tuple[Point, ...]
    """From source to target, in pixels."""

    def moved(self, x: float, y: float) -> Path:
        """The same, so many pixels further right and down."""
        return replace(self, points=tuple((px + x, py + y) for px, py in self.points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame around the steps of a used flow."""

    name: str
    """Name of the used flow."""
    x: float
    """Left edge in pixels."""
    y: float
    """Top edge in pixels."""
    width: float
    """In pixels."""
    height: float
    """In pixels."""
    title: str
    """What stands in its upper left corner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands."""

    width: float
    """In pixels."""
    height: float
    """In pixels."""
    boxes: tuple[Box, ...]
    """Steps in the order of the file, pushes, and steps shown elsewhere that something leads to."""
    labels: tuple[Label, ...]
    """Labels of transitions."""
    paths: tuple[Path, ...]
    """Lines of transitions; those to one step share their last part."""
    frames: tuple[Frame, ...] = ()
    """Used flows."""
    side: Box | None = None
    """The rules every step inherits."""

    def things(self) -> Iterator[Box | Label]:
        """All that must not be covered."""
        yield from self.boxes
        yield from self.labels
        if self.side is not None:
            yield self.side
