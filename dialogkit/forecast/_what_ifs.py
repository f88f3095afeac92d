"""What-if questions: changed worlds on the same customers, beside the central one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dialogkit.errors import FlowError, ParameterError
from dialogkit.evaluate import Rates, differences, evaluate
from dialogkit.evaluate import World as Counted
from dialogkit.forecast._figures import load_of, operations
from dialogkit.forecast._work import Work, chats_each, told
from dialogkit.forecast._worlds import World, changed
from dialogkit.simulate import Run, Setup, prepare

__all__ = ["WhatIf", "asked", "what_if_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """One changed world."""

    name: str
    """What the report calls it."""
    world: World
    """Who meets whom in it, and what was changed."""
    setup: Setup
    """The same, ready to run."""


def asked(
    world: World, what_ifs: Mapping[str, Mapping[str, Any]], *, days: int, start: date, seed: int
) -> list[WhatIf]:
    """The changed worlds, ready to be run: what cannot be is said before anything is simulated.

    Args:
        world: The central one.
        what_ifs: Name of a world to what is changed in it.
        days: Length of a run.
        start: Its first day.
        seed: That of the central world, so that the same customers come.

    Raises:
        ParameterError: A name or a value cannot be; with the name of the what-if.
    """
    found = []
    for name, changes in what_ifs.items():
        try:
            new = changed(world, changes)
            setup = prepare(new.bot, new.customers, new.centre, days=days, start=start, seed=seed)
        except (ParameterError, FlowError) as error:
            # of a flow, too: it was sound before the change
            raise ParameterError(f"what-if {name[:100]}: {error.what}") from None
        found.append(WhatIf(name=name, world=new, setup=setup))
    return found


def what_if_rows(
    work: Work, asked: list[WhatIf], central: Run, without: Run
) -> list[dict[str, Any]]:
    """One row a world: its rates, and how they differ from the central world's.

    Args:
        work: The runs of the central world.
        asked: The changed worlds.
        central: The weeks of the central world.
        without: The same weeks without a bot.
    """
    if not asked:
        return []
    here = Counted.of(central.cases, baseline=without.cases, **told(central, work.setup))
    known = _rates(central, work.setup, without)
    base = operations(central, known, chats_each=chats_each(work.setup.centre))
    return [_row(work, one, here, known, base, central.replications, without) for one in asked]


def _row(
    work: Work,
    one: WhatIf,
    here: Counted,
    known: Rates,
    base: Mapping[str, Any],
    replications: int,
    without: Run,
) -> dict[str, Any]:
    run = work.run(one.setup, replications, f"what if {one.name}")
    if one.world.with_baseline:
        alone = replace(one.setup, stage=None, transcripts=False)
        without = work.run(alone, replications, f"what if {one.name}, without")
    rates = _rates(run, one.setup, without)
    there = Counted.of(run.cases, baseline=without.cases, **told(run, one.setup))
    gaps = differences(here, there)
    figures = operations(run, rates, chats_each=chats_each(one.setup.centre))
    return {
        "name": one.name,
        "changes": [change.to_json() for change in one.world.changes],
        "replications": run.replications,
        "n_cases": len(run.cases),
        "rates": {name: rate.to_json(short=True) for name, rate in rates.rates.items()},
        "outcomes": {name: rate.to_json(short=True) for name, rate in rates.outcomes.items()},
        "differences": {name: gap.to_json() for name, gap in gaps.items()},
        "left_out": _left_out(known, rates),
        "operations": {"changed": figures, "central": base},
        **load_of(run),
    }


def _left_out(known: Rates, rates: Rates) -> dict[str, dict[str, Any]]:
    """Rates that one of both worlds gives alone: its value there, and why the other has none."""
    found = {}
    for name in [*dict.fromkeys((*known, *rates))]:
        sides = known.rates.get(name), rates.rates.get(name)
        if None not in sides:
            continue
        there = sides[0] or sides[1]
        assert there is not None  # or no world gave its name
        lacking = rates if sides[1] is None else known
        found[name] = {
            "a": None if sides[0] is None else sides[0].value,
            "b": None if sides[1] is None else sides[1].value,
            "unit": there.unit,
            "label": there.label,
            "label_de": there.label_de,
            "why": lacking.left_out.get(name, ""),
            "why_de": lacking.left_out_de.get(name, ""),
        }
    return found


def _rates(run: Run, setup: Setup, without: Run) -> Rates:
    return evaluate(run.cases, baseline=without.cases, **told(run, setup))
