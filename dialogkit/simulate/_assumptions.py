"""What logs cannot show of customers and *this* bot: named assumptions with low, central and high.

A log of agents says nothing about how people react to a bot. Each such number stands here once,
with the range a careful reader would grant it; a forecast is run over the whole range and says
which of them moves its headline most.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from dialogkit.errors import ParameterError
from dialogkit.flow import Flow

__all__ = [
    "ASSUMPTIONS",
    "EXTRA",
    "OUT_OF_SCOPE",
    "Parameter",
    "known",
    "matters",
    "measured",
    "parameters_from",
]

OUT_OF_SCOPE = "out_of_scope"
"""The name of wanting something that no label covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number of the customer model, and where it comes from."""

    name: str
    """By which files and options call it."""
    low: float
    """The lowest value to reckon with; for a measured one the lower end of its 95 % interval."""
    central: float
    """The value taken."""
    high: float
    """The highest value to reckon with."""
    unit: Literal["share", "seconds", "factor"] = "share"
    """What its values are: a share of customers, seconds, or a factor."""
    source: Literal["measured", "assumed"] = "assumed"
    """Whether a log shows it."""
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
        if self.low < 0 or (self.unit == "share" and self.high > 1) or math.isinf(self.high):
            between = "0 and 1" if self.unit == "share" else "0 and any number of seconds"
            got = f"{self.low} to {self.high}"
            raise ParameterError(f"{self.name} must lie in its range, {between}, got {got}")

    @property
    def off(self) -> bool:
        """Whether it is known to be nothing, so that nothing of it is simulated."""
        return self.high == 0

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


def _off(name: str, de: str, en: str) -> Parameter:
    """What is not simulated unless a log shows it or somebody sets it."""
    return _assume(name, 0.0, 0.0, 0.0, de, en)


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
        _off(
            "another_issue",
            "hat im selben Chat gleich noch ein anderes Anliegen",
            "has another issue in the same thread right away",
        ),
        _off("typos", "vertippt sich", "makes slips in typing"),
        _off("umlauts_spelt_out", "schreibt ae, oe, ue", "writes ae, oe, ue for ä, ö, ü"),
        _off("umlauts_dropped", "lässt die Umlautpunkte weg", "leaves out the dots of ä, ö, ü"),
        _off("dialect", "schreibt Dialekt", "writes dialect or slang"),
        _off("lower_case", "schreibt alles klein", "writes without capitals"),
        _off("dictated", "diktiert, ohne Satzzeichen", "dictates, without punctuation"),
        _off("swears", "beschimpft oder flucht", "is abusive or swears"),
    )
}  # fmt: skip
"""Name to default assumption; those of nothing at all are off."""

EXTRA: Mapping[str, Parameter] = {
    "leaves_first_turn": _assume(
        "leaves_first_turn",
        0.005,
        0.02,
        0.05,
        "bricht schon bei der ersten Nachricht des Bots ab",
        "leaves at the bot's first message already",
    ),
}
"""Parameters there are where a log shows them or somebody sets them: until then `leaves_per_turn`
is also the hazard of the first turn."""


def known(name: str) -> Parameter:
    """The default of a parameter.

    Raises:
        ParameterError: There is none of that name.
    """
    found = ASSUMPTIONS.get(name) or EXTRA.get(name)
    if found is None:
        names = ", ".join(sorted({*ASSUMPTIONS, *EXTRA}))
        raise ParameterError(f"no assumption is called {name}; there are {names}")
    return found


def measured(name: str, low: float, central: float, high: float, n: int) -> Parameter:
    """A parameter with the value and the interval that a log shows, counted over ``n``."""
    return replace(known(name), low=low, central=central, high=high, source="measured", n=n)


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
        usual = known(name)
        try:
            low, central, high = (float(row[key]) for key in ("low", "central", "high"))
        except (KeyError, TypeError, ValueError):
            raise ParameterError(f"{name} needs the numbers low, central and high") from None
        source, n = row.get("source", "assumed"), row.get("n")
        if source not in ("measured", "assumed"):
            raise ParameterError(f"{name} must have the source measured or assumed")
        if n is not None and (isinstance(n, bool) or not isinstance(n, int) or n < 0):
            raise ParameterError(f"{name} must have a whole number n of at least 0, or null")
        found[name] = replace(usual, low=low, central=central, high=high, source=source, n=n)
    return found
