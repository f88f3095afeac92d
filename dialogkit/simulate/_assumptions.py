"""What logs cannot show of customers and *this* bot: named assumptions with low, central and high.

A log of agents says nothing about how people react to a bot. Each such number stands here once,
with the range a careful reader would grant it; a forecast is run over the whole range and says
which of them moves its headline most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from dialogkit.errors import ParameterError
from dialogkit.flow import Flow

__all__ = ["ASSUMPTIONS", "OUT_OF_SCOPE", "Parameter", "matters", "parameters_from"]

OUT_OF_SCOPE = "out_of_scope"
"""The name of wanting something that no label covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number of the customer model, and where it comes from."""

    name: str
    low: float
    """The lowest value to reckon with; for a measured one the lower end of its 95 % interval."""
    central: float
    """The value taken."""
    high: float
    """The highest value to reckon with."""
    unit: Literal["share", "seconds", "factor"] = "share"
    source: Literal["measured", "assumed"] = "assumed"
    n: int | None = None
    """Observations behind a measured value."""
    label_de: str = ""
    """In a few German words."""
    label_en: str = ""
    """In a few English words."""

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            got = f"{self.low}, {self.central}, {self.high}"
            raise ParameterError(f"{self.name} must have low <= central <= high, got {got}")
        if self.low < 0 or (self.unit == "share" and self.high > 1):
            raise ParameterError(
                f"{self.name} must lie in its range, got {self.low} to {self.high}"
            )

    def as_row(self) -> dict[str, Any]:
        """As the row that files and the report carry."""
        return {
            "name": self.name,
            "low": self.low,
            "central": self.central,
            "high": self.high,
            "unit": self.unit,
            "source": self.source,
            "n": self.n,
            "label_de": self.label_de,
            "label_en": self.label_en,
        }


def _assume(name: str, low: float, central: float, high: float, de: str, en: str) -> Parameter:
    return Parameter(name=name, low=low, central=central, high=high, label_de=de, label_en=en)


ASSUMPTIONS: Mapping[str, Parameter] = {
    p.name: p
    for p in (
        _assume(
            OUT_OF_SCOPE, 0.01, 0.05, 0.15,
            "will etwas, das kein Thema abdeckt",
            "wants something that no intent covers",
        ),
        _assume(
            "settles", 0.70, 0.85, 0.95,
            "Antwort des Bots löst das Anliegen wirklich",
            "the bot's answer really settles the matter",
        ),
        _assume(
            "leaves_per_turn", 0.005, 0.02, 0.05,
            "bricht je Nachricht des Bots ab",
            "leaves at a message of the bot",
        ),
        _assume(
            "leaves_when_lost", 0.05, 0.12, 0.25,
            "bricht nach einem Missverständnis ab",
            "leaves after a misunderstanding",
        ),
        _assume(
            "asks_human_first", 0.02, 0.06, 0.15,
            "verlangt von Anfang an einen Menschen",
            "wants a human from the start",
        ),
        _assume(
            "asks_human_when_lost", 0.15, 0.30, 0.50,
            "verlangt nach einem Missverständnis einen Menschen",
            "asks for a human after a misunderstanding",
        ),
        _assume(
            "asks_human_unsettled", 0.40, 0.65, 0.85,
            "verlangt einen Menschen, wenn die Antwort nicht hilft",
            "asks for a human when the answer did not help",
        ),
        _assume(
            "presses_button", 0.50, 0.75, 0.90,
            "tippt auf die Auswahl statt zu schreiben",
            "taps a choice instead of writing",
        ),
        _assume(
            "writes_choice_clearly", 0.85, 0.93, 0.98,
            "schreibt eine Auswahl so, dass der Bot sie versteht",
            "writes a choice so that the bot understands it",
        ),
        _assume(
            "gives_value", 0.75, 0.88, 0.96,
            "gibt eine erfragte Angabe in lesbarer Form",
            "gives a value that was asked for in readable form",
        ),
        _assume(
            "value_right", 0.94, 0.98, 0.995,
            "die Angabe ist richtig",
            "the value given is right",
        ),
        _assume(
            "gives_value_at_once", 0.05, 0.20, 0.40,
            "nennt die Angabe schon in der ersten Nachricht",
            "gives the value in the first message already",
        ),
        _assume(
            "consents", 0.70, 0.85, 0.95,
            "stimmt der Datenverarbeitung zu",
            "agrees to the use of data",
        ),
        _assume(
            "notices_wrong_answer", 0.60, 0.80, 0.95,
            "merkt, dass der Bot das falsche Anliegen bearbeitet",
            "notices that the bot settles the wrong matter",
        ),
        _assume(
            "says_done", 0.30, 0.50, 0.70,
            "bestätigt am Ende, statt einfach zu schweigen",
            "confirms at the end instead of just falling silent",
        ),
        _assume(
            "recontacts", 0.30, 0.50, 0.75,
            "meldet sich wieder, wenn das Anliegen ungelöst blieb",
            "comes back when the matter stayed unsettled",
        ),
        Parameter(
            name="recontact_after", low=6 * 3600, central=20 * 3600, high=48 * 3600, unit="seconds",
            label_de="Zeit, bis sich jemand wieder meldet (Median)",
            label_en="time until somebody comes back (median)",
        ),
        _assume(
            "follows_move", 0.60, 0.80, 0.92,
            "kommt mit, wenn der Bot auf einen anderen Kanal wechselt",
            "follows when the bot moves to another channel",
        ),
        _assume(
            "opts_in", 0.15, 0.35, 0.60,
            "stimmt zu, vom Bot angeschrieben zu werden",
            "agrees to be written to by the bot",
        ),
    )
}  # fmt: skip
"""Name to default assumption."""


def matters(name: str, flow: Flow) -> bool:
    """Whether an assumption can change anything with a flow: some are about few flows only."""
    steps = flow.steps.values()
    if name == "follows_move":
        return any(step.move for step in steps)
    if name == "opts_in":
        return bool(flow.push) or any(step.opt_in for step in steps)
    return True


def parameters_from(rows: Iterable[Mapping[str, Any]]) -> dict[str, Parameter]:
    """Parameters by name from the rows of a file.

    Raises:
        ParameterError: A name is unknown, a value is missing or outside its range.
    """
    found = dict(ASSUMPTIONS)
    for row in rows:
        name = str(row.get("name"))
        if name not in ASSUMPTIONS:
            known = ", ".join(sorted(ASSUMPTIONS))
            raise ParameterError(f"no assumption is called {name}; there are {known}")
        try:
            low, central, high = (float(row[key]) for key in ("low", "central", "high"))
        except (KeyError, TypeError, ValueError):
            raise ParameterError(f"{name} needs the numbers low, central and high") from None
        source: Literal["measured", "assumed"] = (
            "measured" if row.get("source") == "measured" else "assumed"
        )
        found[name] = replace(
            found[name], low=low, central=central, high=high, source=source, n=row.get("n")
        )
    return found
