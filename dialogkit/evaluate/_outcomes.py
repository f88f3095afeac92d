"""How the cases end: classes that exclude each other, so that they add up to all cases."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dialogkit.evaluate._records import Records

__all__ = ["LABELS", "outcomes"]

Bools = NDArray[np.bool_]

LABELS: Mapping[str, tuple[str, str]] = {
    "agent": ("go to an agent", "gehen an Mitarbeiter"),
    "agent_needless": ("of them without need", "davon unnötig"),
    "bot_resolved": ("are resolved by the bot", "löst der Bot"),
    "abandoned": ("leave", "brechen ab"),
    "false_deflection": ("seem resolved but are not", "wirken gelöst, sind es nicht"),
    "unknown": ("remain unknown", "bleiben ungewiss"),
    "unserved": ("find no agent", "finden keinen Mitarbeiter"),
}
"""English and German words for each class, as after "of 100 cases, n …"."""


def outcomes(records: Records) -> dict[str, Bools]:
    """Class by name, shape ``(n,)`` each, in the order in which they are decided.

    Reached an agent; settled by the bot; left (bot or queue); stayed with the bot unresolved;
    stayed with the bot and nobody knows; no human was there. The first that fits counts.
    ``agent_needless`` is a part of ``agent``; the other classes exclude each other.
    """
    contained = records.contained
    left = records.flag("left_bot") | records.flag("left_queue")
    kinds = {
        "agent": records.flag("reached"),
        "bot_resolved": contained & records.flag("solved"),
        "abandoned": left,
        "false_deflection": contained & records.flag("unsolved"),
        "unknown": contained,
        "unserved": records.everyone,
    }
    taken = ~records.everyone
    result: dict[str, Bools] = {}
    for name, kind in kinds.items():
        result[name] = kind & ~taken
        taken = taken | kind
    if "handoff_needed" in records.known:
        needless = records.flag("handed") & records.not_needed
        result["agent_needless"] = result["agent"] & needless
    return result
