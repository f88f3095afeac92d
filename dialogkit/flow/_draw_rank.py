"""How low each step stands: the intents side by side, what leads there above, the rest below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Ranks", "rank_steps"]

Edge = tuple[str, str]
"""Source and target of a transition."""

WIDEST_ROW = 900.0
"""Pixels: a row of steps or labels wider than this goes on in the next one."""
_WIDEST_INTENTS = 1900.0
"""Likewise for the row of the intents, which should be one."""
_GAP = 30.0
_FEWEST_OF_A_HUB = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Rows of steps, and the transitions that lead up."""

    rank: Mapping[str, int]
    """Step to the number of its row of steps, from 0 at the top."""
    back: frozenset[Edge]
    """Transitions that lead up, or to the same row; without them there is no circle."""


def rank_steps(
    names: Sequence[str],
    start: str,
    joined: Sequence[Edge],
    widths: Mapping[str, float],
    *,
    intents: Sequence[str] = (),
    final: frozenset[str] = frozenset(),
) -> Ranks:
    """A row for every step: below all that lead to it, but for what leads back.

    Args:
        names: The steps, in order.
        start: The first step.
        joined: The transitions, none of a step to itself.
        widths: Step to the width of its box in pixels.
        intents: Steps that should stand side by side.
        final: Steps with a handoff or an end; these never stand above the intents.
    """
    following: dict[str, list[str]] = {name: [] for name in names}
    for source, target in joined:
        following[source].append(target)
    level = _levels(following, start, list(intents), final)
    back = {(a, b) for a, b in joined if level[a] > level[b] or level[a] == level[b] == 1}
    kept = {a: [b for b in after if (a, b) not in back] for a, after in following.items()}
    back |= _circles(kept, [start, *names])
    down = [(b, a) if (a, b) in back else (a, b) for a, b in joined]
    rank = _rows(names, down, widths, level)
    return Ranks(rank=rank, back=frozenset((a, b) for a, b in joined if rank[a] >= rank[b]))


# ----- levels: above the intents, the intents, below ---------------------------------------------


def _levels(
    following: Mapping[str, Sequence[str]], start: str, intents: list[str], final: frozenset[str]
) -> dict[str, int]:
    """Step to 0 (leads to the intents), 1 (is one) or 2; all 2 where there is no such row."""
    hubs = [n for n in following if n not in final and _is_hub(following[n], intents)]
    row = [name for name in intents if name != start and name not in hubs]
    if len(row) < 2:
        return dict.fromkeys(following, 2)
    walls = final | frozenset(row)
    after = _met(following, [start, *hubs], walls)
    behind: dict[str, list[str]] = {name: [] for name in following}
    for source, targets in following.items():
        for target in targets:
            behind[target].append(source)
    above = (after & _met(behind, row, walls) - walls) | {start}
    return {name: 1 if name in row else 0 if name in above else 2 for name in following}


def _is_hub(targets: Sequence[str], intents: Sequence[str]) -> bool:
    """Whether a step leads to at least half of the intents, as a menu does."""
    met = len(set(targets) & set(intents))
    return met >= _FEWEST_OF_A_HUB and 2 * met >= len(intents)


def _met(
    graph: Mapping[str, Sequence[str]], begin: Iterable[str], walls: frozenset[str]
) -> set[str]:
    """All that is reached from ``begin``; nothing is followed beyond ``walls``."""
    seen = {name for name in begin if name in graph}
    waiting = list(seen)
    while waiting:
        for target in graph[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                if target not in walls:
                    waiting.append(target)
    return seen


# ----- circles -----------------------------------------------------------------------------------


def _circles(following: Mapping[str, Sequence[str]], roots: Iterable[str]) -> set[Edge]:
    """Transitions that lead back to a step on the way to their own, depth first from ``roots``."""
    open_: dict[str, bool] = {}
    found: set[Edge] = set()
    for root in roots:
        if root not in following or root in open_:
            continue
        open_[root] = True
        stack = [(root, iter(following[root]))]
        while stack:
            name, rest = stack[-1]
            for target in rest:
                if open_.get(target):
                    found.add((name, target))
                elif target not in open_:
                    open_[target] = True
                    stack.append((target, iter(following[target])))
                    break
            else:
                open_[name] = False
                stack.pop()
    return found


# ----- rows --------------------------------------------------------------------------------------


def _rows(
    names: Sequence[str],
    down: Sequence[Edge],
    widths: Mapping[str, float],
    level: Mapping[str, int],
) -> dict[str, int]:
    """Rows level by level."""
    found: dict[str, int] = {}
    base = 0
    for each in (0, 1, 2):
        own = [name for name in names if level[name] == each]
        if each == 1:
            placed = _side_by_side(own, widths)
        else:
            inner = [(a, b) for a, b in down if level[a] == level[b] == each]
            placed = _layered(own, inner, widths)
        found |= {name: base + row for name, row in placed.items()}
        base = max(found.values(), default=-1) + 1
    return found


def _side_by_side(names: Sequence[str], widths: Mapping[str, float]) -> dict[str, int]:
    """One row; where that is too wide, rows of about the same width."""
    total = sum(widths[name] + _GAP for name in names)
    rows = max(1, -int(-total // _WIDEST_INTENTS))
    found, so_far = {}, 0.0
    for name in names:
        found[name] = min(rows - 1, int(so_far / total * rows)) if total else 0
        so_far += widths[name] + _GAP
    return found


def _layered(
    names: Sequence[str], down: Iterable[Edge], widths: Mapping[str, float]
) -> dict[str, int]:
    """The row of each step: below all that lead to it, no row too wide."""
    leading: dict[str, list[str]] = {name: [] for name in names}
    waiting = dict.fromkeys(names, 0)
    for source, target in down:
        leading[source].append(target)
        waiting[target] += 1
    place = {name: number for number, name in enumerate(names)}
    lowest = dict.fromkeys(names, 0)
    used: dict[int, float] = {}
    found: dict[str, int] = {}
    ready = [name for name in names if waiting[name] == 0]
    while ready:
        name = min(ready, key=lambda n: (lowest[n], place[n]))
        ready.remove(name)
        row = lowest[name]
        while used.get(row, 0.0) and used[row] + widths[name] > WIDEST_ROW:
            row += 1
        used[row] = used.get(row, 0.0) + widths[name] + _GAP
        found[name] = row
        for target in leading[name]:
            lowest[target] = max(lowest[target], row + 1)
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return found
