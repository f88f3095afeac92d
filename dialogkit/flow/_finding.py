"""What a check says about a flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogkit.flow._model import Place

__all__ = ["SEVERITIES", "Finding", "Severity"]

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""An error: customers will be failed, or the flow cannot be driven. A warning: likely a mistake.
Info: worth knowing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check found in a flow."""

    code: str
    """Family letter and number, as ``H003``."""
    severity: Severity
    """How bad it is."""
    place: Place
    """Where it is."""
    what: str
    """One sentence: what is so."""
    why: str
    """One sentence: why that matters."""
    remedy: str
    """One sentence: what to do."""

    def __str__(self) -> str:
        return f"{self.place}: {self.severity} {self.code}: {self.what} {self.why} {self.remedy}"
