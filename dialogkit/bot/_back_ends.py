"""Back ends: doing the actions of a flow, or rehearsing those that nobody has bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dialogkit.bot._fit import Called
from dialogkit.errors import ParameterError
from dialogkit.flow import Action, Flow

__all__ = ["BackEnds", "Function", "as_text"]

Outcome = str | tuple[str, Mapping[str, str]]
Function = Callable[[Mapping[str, str]], Outcome]
"""A back end: gets the values an action needs and returns the action's outcome, or the outcome and
the values of slots that the action fills."""


@dataclass(frozen=True, slots=True)
class BackEnds:
    """The functions behind the actions of one flow."""

    flow: Flow
    """The flow."""
    functions: Mapping[str, Function]
    """Action to the function that does it."""

    @classmethod
    def of(cls, flow: Flow, functions: Mapping[str, Function]) -> BackEnds:
        """The back ends of a flow.

        Raises:
            ParameterError: A function is bound to an action that the flow does not have.
        """
        unknown = sorted(set(functions) - set(flow.actions))
        if unknown:
            known = ", ".join(flow.actions) or "none"
            raise ParameterError(f"actions not in the flow: {', '.join(unknown)}; it has {known}")
        return cls(flow, MappingProxyType(dict(functions)))

    def call(self, name: str, values: Mapping[str, str]) -> tuple[Called, Mapping[str, str]]:
        """Does an action with the values it needs; what came of it, and the values afterwards.

        Without a function the likeliest outcome is assumed, and for what it fills the likeliest
        value, or else the slot's example.

        Raises:
            ParameterError: The function returned what the flow does not provide for.
        """
        action, function = self.flow.actions[name], self.functions.get(name)
        if function is None:
            likely = max(action.gives, key=lambda outcome: action.gives[outcome], default="done")
            filled = {slot: self._likeliest(slot) for slot in action.fills.get(likely, ())}
            return (name, likely, True), MappingProxyType({**values, **filled})
        needed = {slot: values[slot] for slot in action.needs if slot in values}
        outcome, filled = _taken(name, function(MappingProxyType(needed)))
        _require_provided(action, outcome, filled, values)
        return (name, outcome, False), MappingProxyType({**values, **filled})

    def _likeliest(self, slot: str) -> str:
        assumed = self.flow.data[slot].values
        return max(assumed, key=lambda value: assumed[value], default=self.flow.data[slot].like)


def _taken(name: str, given: object) -> tuple[str, dict[str, str]]:
    """The outcome and the values in what a function returned."""
    outcome, filled = given if isinstance(given, tuple) and len(given) == 2 else (given, {})
    if not isinstance(outcome, str) or not isinstance(filled, Mapping):
        # never what it gave instead: that may be personal
        what = "must return an outcome, or an outcome and a mapping of slots to values"
        raise ParameterError(f"{name} {what}; it returned something else")
    return outcome, {str(slot): as_text(value) for slot, value in filled.items()}


def _require_provided(
    action: Action, outcome: str, filled: Mapping[str, str], values: Mapping[str, str]
) -> None:
    name = action.name
    if action.gives and outcome not in action.gives:
        known = ", ".join(action.gives)
        raise ParameterError(f"{name} must return one of {known}; it returned something else")
    fills = action.fills.get(outcome, ())
    if not filled.keys() <= set(fills):
        listed = ", ".join(fills) or "none"
        raise ParameterError(f"{name} may fill {listed} with this outcome, it filled others")
    missing = [slot for slot in fills if slot not in filled and slot not in values]
    if missing:
        listed = ", ".join(missing)
        what = f'as ("{outcome}", {{"{missing[0]}": …}})'
        raise ParameterError(f"{name} must fill {listed} with this outcome, {what}; it did not")


def as_text(value: object) -> str:
    """A value as sessions keep it: ``yes`` and ``no`` for truth, else as it is written."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
