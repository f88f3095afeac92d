"""Names that CALM allows for the names of a flow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow

__all__ = ["Names"]

_PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def _plain(text: str) -> str:
    name = re.sub(r"[^A-Za-z0-9_]+", "_", text.translate(_PLAIN))
    return name if re.match(r"[A-Za-z_]", name) else f"n_{name}"


class Names:
    """Names for steps, slots, actions and texts: letters, digits and ``_``, each its own.

    Args:
        flow: The flow.
    """

    def __init__(self, flow: Flow) -> None:
        self._made: dict[str, dict[str, str]] = {}
        self._taken: dict[str, set[str]] = {"slot": {"true", "false", "null"}}
        for name in flow.steps:
            self.step(name)
        for name in flow.data:
            self.slot(name)

    def _name(self, space: str, wanted: str, like: str = "") -> str:
        made = self._made.setdefault(space, {})
        if wanted not in made:
            made[wanted] = self.fresh(space, like or wanted)
        return made[wanted]

    def fresh(self, space: str, like: str) -> str:
        """A name that nothing else of its kind has."""
        taken = self._taken.setdefault(space, set())
        base = name = _plain(like)
        number = 1
        while name.lower() in taken or name.startswith("pattern_"):
            number += 1
            name = f"{base.removeprefix('pattern_')}_{number}"
        taken.add(name.lower())
        return name

    def step(self, name: str) -> str:
        """The flow of CALM for a step."""
        return self._name("step", name)

    def slot(self, name: str) -> str:
        """The slot of the domain."""
        return self._name("slot", name)

    def action(self, name: str) -> str:
        """The action of the domain."""
        like = name if name.startswith("action_") else f"action_{name}"
        return self._name("action", name, like)

    def text(self, key: str) -> str:
        """The response for a key of the texts."""
        return self._name("text", key, f"utter_{key}")

    def table(self, space: str) -> dict[str, str]:
        """Name in the project to name in the flow."""
        return {made: name for name, made in self._made.get(space, {}).items()}
