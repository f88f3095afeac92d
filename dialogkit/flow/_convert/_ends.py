"""Ends of parts that are visited: there the machine goes on at once, and an end says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dialogkit.flow._convert._draft import Draft

__all__ = ["give_bare_ends"]

_BARE = frozenset({"end"})


def give_bare_ends(draft: Draft) -> None:
    """What a step says and does is parted from the end it comes to, where both cannot stand.

    A step that visits a part cannot end as well, and the last step of a part that is visited would
    say, ask and do nothing: both go on to an end that is nothing but one.
    """
    within = _within_visits(draft)
    for name, keys in list(draft.steps.items()):
        apart = "visit" in keys or (name in within and set(keys) != _BARE)
        if "end" in keys and apart and "handoff" not in keys:
            keys["then"] = _bare_end(draft, str(keys.pop("end")))


def _bare_end(draft: Draft, end: str) -> str:
    known = (name for name, keys in draft.steps.items() if keys == {"end": end})
    name = next(known, None)
    return name or draft.put_step(f"bare end {end}", like=end, end=end)


def _within_visits(draft: Draft) -> set[str]:
    """Steps that can be come to while another waits to be resumed."""
    open_ = list(_visited(draft))
    within: set[str] = set()
    while open_:
        name = open_.pop()
        if name not in within and name in draft.steps and name != draft.waiting:
            within.add(name)
            open_ += _onward(draft.steps[name])
    return within


def _visited(draft: Draft) -> Iterator[str]:
    rules = [*draft.anywhere, *(rule for step in draft.steps.values() for rule in _rules(step))]
    yield from (rule["visit"] for rule in rules if "visit" in rule)
    yield from (keys["visit"] for keys in draft.steps.values() if "visit" in keys)
    # an open conversation is resumed after a message that the bot began
    yield from (keys["goto"] for keys in draft.push.values() if "goto" in keys)


def _rules(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for value in step.get("hear", {}).values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping):
                yield each


def _onward(keys: Mapping[str, Any]) -> Iterator[str]:
    """Steps that follow without giving up what waits; rules, handoffs and silence do give it up."""
    yield from (keys[key] for key in ("then", "else") if key in keys)
    for key in ("if", "when", "choose"):
        for value in keys.get(key, {}).values():
            for each in value if isinstance(value, list) else [value]:
                yield str(each.get("goto", "")) if isinstance(each, Mapping) else str(each)
