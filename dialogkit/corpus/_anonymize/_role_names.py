"""Senders called after what they are: "Agent1", "Support Team", "Mitarbeiter 5"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dialogkit.corpus._anonymize._words import beside_roles, fold, roles

__all__ = ["are_roles", "is_role", "is_role_name", "numbered"]

_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"\W*([^\W\d_]+(?:[ _-][^\W\d_]+)*)[ _.#-]*(\d+)\W*")
_LEAST = 3


@lru_cache(maxsize=1 << 14)
def is_role(form: str) -> bool:
    """Whether a folded word tells what somebody is, or is put together of two that do.

    >>> [is_role(word) for word in ("agent", "kundenberater", "agentsmith")]
    [True, True, False]
    """
    known = roles()
    cuts = range(_LEAST, len(form) - _LEAST + 1)
    return form in known or any(form[:at] in known and form[at:] in known for at in cuts)


def are_roles(forms: Iterable[str]) -> bool:
    """Whether folded words name nobody: one of them tells a role, the others belong to it."""
    found = list(forms)
    others = [form for form in found if not is_role(form)]
    return len(others) < len(found) and beside_roles().issuperset(others)


def is_role_name(name: str) -> bool:
    """Whether a sender's name is a role's alone, with no number that tells whose it is.

    >>> [is_role_name(name) for name in ("Support Team", "Agent1", "Agent Smith")]
    [True, False, False]
    """
    if any(sign.isdigit() or sign == "@" for sign in name):
        return False
    return are_roles(map(fold, _WORD.findall(name)))


def numbered(name: str) -> set[str]:
    """The ways to write a role's name with its number, in lower case; none if it has none.

    >>> sorted(numbered("Agent1"))
    ['agent 1', 'agent-1', 'agent1', 'agent_1']
    """
    found = _NUMBERED.fullmatch(name.strip().lower())
    return set() if found is None else {f"{found[1]}{sign}{found[2]}" for sign in ("", *" _-")}
