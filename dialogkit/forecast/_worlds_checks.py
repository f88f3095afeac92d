"""What a changed world may name and hold: numbers within their range, intents and skills that are.

What lies within one part of the contact centre is checked there; here is what only the bot and the
customers can know.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow

__all__ = ["at_least", "near", "require_names", "require_values"]

_SHOWN = 60
_LISTED = 30
_LEFT_OUT = ("blending", "threads", "last_agent", "persons", "callbacks", "shift", "breaks")
"""Parts of a centre that there need not be."""


def at_least(least: float, example: str) -> Callable[[Any], float]:
    """Reads a finite number that must not be below another.

    Args:
        least: The least it may be.
        example: How one is written, for the message.
    """

    def read(value: Any) -> float:
        """The number; a `ValueError` says the rule."""
        rule = f"must be a number, {least:g} or more, as {example}; got {str(value)[:_SHOWN]!r}"
        try:
            number = math.nan if isinstance(value, bool) else float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not (math.isfinite(number) and number >= least):
            raise ValueError(rule)
        return number

    return read


def require_values(changes: Mapping[str, Any]) -> None:
    """Refuses values that are none.

    Raises:
        ParameterError: A value is missing where there must be one.
    """
    for name, value in changes.items():
        if value is None and name not in _LEFT_OUT:
            raise ParameterError(f"{name}: must have a value, as agents=12 or patience=20m")


def require_names(
    before: ContactCentre, after: ContactCentre, flow: Flow, intents: Iterable[str]
) -> None:
    """Refuses intents and skills of a changed centre that nobody else knows.

    A handling time of an intent that no customer has, or a skill that no handoff asks for, would
    change nothing, and a slip of the pen would pass for a result.

    Args:
        before: The centre that was changed.
        after: What it became.
        flow: Its handoffs name skills.
        intents: Labels that customers or the classifier know.

    Raises:
        ParameterError: One is new and unknown; with those that are near.
    """
    known = {*intents, *flow.intents.values()}
    _require("handling", "intent", set(after.handling) - set(before.handling), known)
    routes = [route for each in flow.handoffs.values() for route in each.route]
    asked = {skill for route in routes for skill in route.skills if not skill.startswith("$")}
    if any(skill.startswith("$") for route in routes for skill in route.skills):
        asked |= known | set(flow.locales)
    had, has = _skills(before), _skills(after)
    _require("agents", "skill", has - had, asked | had)


def near(name: str, names: Sequence[str]) -> str:
    """A hint: the names that are near, or some of those there are."""
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    ending = [each for each in names if name in each.split(".")]
    shown = list(dict.fromkeys([*close, *ending]))[:3]
    if shown:
        return f"did you mean {' or '.join(shown)}?"
    return f"there are {', '.join(names[:_LISTED])}" + (" …" if len(names) > _LISTED else "")


def _require(where: str, kind: str, new: set[str], known: set[str]) -> None:
    for name in sorted(new - known - {"default"}):
        hint = near(name, sorted(known)) if known else "nobody asks for any"
        raise ParameterError(f"{where}: there is no {kind} {name[:_SHOWN]}; {hint}")


def _skills(centre: ContactCentre) -> set[str]:
    return {skill for agent in centre.agents for skill in agent.skills or ()}
