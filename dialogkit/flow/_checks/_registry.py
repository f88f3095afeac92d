"""Where checks and their rules are registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogkit.flow._finding import Finding, Severity
from dialogkit.flow._model import Place

if TYPE_CHECKING:
    from dialogkit.flow._checks._view import View

__all__ = ["CHECKS", "EXPLANATIONS", "Check", "Hit", "Rule", "check", "finding", "register"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said about every finding of one code."""

    severity: Severity
    """How bad it is, where a hit does not say otherwise."""
    title: str
    """What is found, in a few words."""
    why: str
    """One sentence: why that matters."""
    remedy: str
    """One sentence: what to do."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a check came upon."""

    place: Place
    """Where it is."""
    what: str
    """One sentence: what is so."""
    severity: Severity | None = None
    """Where it differs from the rule's."""


Check = Callable[["View"], Iterable[Hit]]

EXPLANATIONS: dict[str, Rule] = {}
CHECKS: dict[str, list[Check]] = {}


def register(rules: Mapping[str, Rule]) -> None:
    """Makes a family's rules known."""
    EXPLANATIONS.update(rules)


def check(code: str) -> Callable[[Check], Check]:
    """Registers a function as a check of ``code``, whose rule must be known."""
    assert code in EXPLANATIONS, f"{code} has no rule"

    def keep(function: Check) -> Check:
        CHECKS.setdefault(code, []).append(function)
        return function

    return keep


def finding(code: str, hit: Hit) -> Finding:
    """The finding for a hit of the check with this code."""
    rule = EXPLANATIONS[code]
    return Finding(
        code=code,
        severity=hit.severity or rule.severity,
        place=hit.place,
        what=hit.what,
        why=rule.why,
        remedy=rule.remedy,
    )
