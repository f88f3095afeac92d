"""Fewer steps that do the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._targets import named

__all__ = ["tidy"]

_MOST_ROUNDS = 50
_ENTERING = ("say", "show", "forget", "at_most", "else", "disclose", "hear", "lost", "silent")
"""Keys that belong to the entering of a step, so that it cannot be the later part of another."""
_LATER = ("when", "if", "choose", "end", "handoff", "visit", "move")


def tidy(draft: Draft, apart: Iterable[str] = ()) -> None:
    """Merges steps that are alike, and steps that but go on where another ends.

    Args:
        draft: The flow.
        apart: Steps that are known by their names and stay.
    """
    stay = {draft.start, *apart}
    _own_outcomes(draft)
    for _ in range(_MOST_ROUNDS):
        if not (_merge_alike(draft, stay) | _skip_empty(draft, stay)):
            break
    while _inline(draft, stay):
        pass


def _own_outcomes(draft: Draft) -> None:
    """An action that may find one thing here and another there becomes one action for each."""
    known: dict[tuple[str, frozenset[str]], str] = {}
    for keys in draft.steps.values():
        found = frozenset(keys.get("when", ()))
        action = keys.get("do", "")
        if not found or action not in draft.actions:
            continue
        if (action, found) not in known:
            others = [a for a, _ in known if a == action]
            name = draft.fresh("action", action) if others else action
            if others:
                draft.actions[name] = dict(draft.actions[action])
            known[action, found] = name
        keys["do"] = known[action, found]
    for (_, found), name in known.items():
        gives = draft.actions[name].get("gives", {})
        if set(gives) != found:
            draft.shares(
                name, [*(each for each in gives if each in found), *sorted(found - set(gives))]
            )


def _value(each: Any, new: Callable[[str], str]) -> Any:
    if isinstance(each, list):
        return [_value(one, new) for one in each]
    if isinstance(each, Mapping):
        return {k: new(v) if k in ("goto", "visit") else v for k, v in each.items()}
    return new(str(each))


def _renamed(draft: Draft, new: Callable[[str], str]) -> None:
    """Every name of a step put anew."""
    for keys in (*draft.steps.values(), *draft.handoffs.values()):
        _renamed_in(keys, new)
    for index, rule in enumerate(draft.anywhere):
        draft.anywhere[index] = {
            k: new(v) if k in ("goto", "visit") else [new(r) for r in v] if k == "lost" else v
            for k, v in rule.items()
        }
    for keys in draft.push.values():
        keys["goto"] = new(keys["goto"])
    draft.start = new(draft.start)


def _renamed_in(keys: dict[str, Any], new: Callable[[str], str]) -> None:
    for key, value in list(keys.items()):
        if key in ("then", "else", "visit", "silent", "lost"):
            keys[key] = _value(value, new)
        elif key in ("if", "when", "choose", "hear"):
            keys[key] = {k: _value(v, new) for k, v in value.items()}


def _drop(draft: Draft, twins: Mapping[str, str]) -> bool:
    if twins:
        _renamed(draft, lambda name: _last(twins, name))
        for name in twins:
            draft.steps.pop(name, None)
    return bool(twins)


def _last(twins: Mapping[str, str], name: str) -> str:
    seen = set()
    while name in twins and name not in seen:
        seen.add(name)
        name = twins[name]
    return name


def _merge_alike(draft: Draft, stay: set[str]) -> bool:
    first: dict[str, str] = {}
    twins: dict[str, str] = {}
    for name, keys in draft.steps.items():
        known = first.setdefault(repr(sorted(keys.items(), key=str)), name)
        if known != name and name not in stay and "at_most" not in keys:
            twins[name] = known
    return _drop(draft, twins)


def _skip_empty(draft: Draft, stay: set[str]) -> bool:
    """A step that only goes on is no step; where such steps form a ring, they stay."""
    twins: dict[str, str] = {}
    for name, keys in draft.steps.items():
        if (
            name not in stay
            and set(keys) == {"then"}
            and _last(twins, keys["then"]) != name
            and keys["then"] != name
        ):
            twins[name] = keys["then"]
    return _drop(draft, twins)


def _inline(draft: Draft, stay: set[str]) -> bool:
    """What only one step leads to, and says nothing, is the later part of that step."""
    ways = Counter(named(draft))
    for keys in draft.steps.values():
        later = draft.steps.get(keys.get("then", ""))
        if (
            later is None
            or later is keys
            or keys["then"] in stay
            or ways[keys["then"]] != 1
            or set(keys) & set(_LATER)
        ):
            continue
        if set(later) & set(_ENTERING) or ("do" in keys and ("do" in later or "ask" in later)):
            continue
        if set(later) & set(keys) - {"then", "ask"} or ("ask" in later and "hear" in keys):
            continue
        name = keys.pop("then")
        if "ask" in later:
            keys["ask"] = list(dict.fromkeys([*keys.pop("ask", []), *later.pop("ask")]))
        keys.update(later)
        del draft.steps[name]
        return True
    return False
