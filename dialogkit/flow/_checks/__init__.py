"""The checks: one small function each, in a module for each family.

A new check is a function in a module here, with its line in that module's table `RULES`; modules
are found by themselves. A name that begins with ``_`` is no family.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from dialogkit.flow._checks._registry import CHECKS, EXPLANATIONS, Rule, finding
from dialogkit.flow._checks._view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogkit.conversation import IntentModel, Utterance
    from dialogkit.flow._finding import Finding
    from dialogkit.flow._flow import Flow

__all__ = ["explanations", "run_checks"]


@cache
def _load_families() -> None:
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            import_module(f"{__name__}.{module.name}")


def explanations() -> dict[str, Rule]:
    """Code to its rule, in the order of the codes."""
    _load_families()
    return dict(sorted(EXPLANATIONS.items()))


def run_checks(
    flow: Flow, model: IntentModel | None = None, utterances: Sequence[Utterance] = ()
) -> list[Finding]:
    """All findings, in the order of the files."""
    _load_families()
    view = View(flow, model, utterances)
    found = {
        finding(code, hit) for code, checks in CHECKS.items() for run in checks for hit in run(view)
    }
    return sorted(found, key=lambda each: (each.place, each.code, each.what))
