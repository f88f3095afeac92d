"""What the steps of a draft lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dialogkit.flow._convert._draft import Draft

__all__ = ["goto", "named", "targets", "targets_of"]


def targets(draft: Draft) -> Iterator[tuple[str, str]]:
    """Where each name of a step stands, and the name."""
    for name, keys in draft.steps.items():
        for target in targets_of(keys):
            yield f"step {name}", target
    for rule in draft.anywhere:
        yield "anywhere", goto(rule)
    for name, keys in draft.handoffs.items():
        for target in keys.get("when", {}).values():
            yield f"handoff {name}", target
    for name, keys in draft.push.items():
        yield f"push {name}", goto(keys)


def named(draft: Draft) -> list[str]:
    """Every step that something leads to, as often as it is named."""
    rungs = [r for rule in draft.anywhere for r in rule.get("lost", [])]
    rungs += [r for keys in draft.steps.values() for r in keys.get("lost", [])]
    return [*(name for _, name in targets(draft)), *rungs, draft.start]


def targets_of(keys: Mapping[str, Any]) -> Iterator[str]:
    """The steps that one step names."""
    yield from (keys[key] for key in ("then", "else", "visit") if key in keys)
    for key in ("if", "when", "choose", "hear"):
        for value in keys.get(key, {}).values():
            yield from map(goto, value if isinstance(value, list) else [value])
    if "silent" in keys:
        yield goto(keys["silent"])


def goto(value: Any) -> str:
    """The step of a way, with a guard or without."""
    if isinstance(value, Mapping):
        return str(value.get("goto") or value.get("visit") or "")
    return str(value)
