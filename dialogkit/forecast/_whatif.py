"""What is not known for sure, and the same weeks with each of it at its low and high end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from dialogkit.contact_centre import ContactCentre
from dialogkit.forecast._staff import HANDLING, staff_rows
from dialogkit.simulate import Parameter, Setup, is_free, matters

__all__ = ["End", "Lever", "all_at", "known_parameters", "levers", "with_values"]

End = Literal["low", "high"]

_NOT_FELT = ("wage",)
"""Numbers of the centre that no customer feels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One number with a range, and what it is in the simulated weeks."""

    name: str
    """As the row of the assumption has it."""
    low: float
    """Its low end, in the unit of the assumption."""
    high: float
    """Its high end."""
    label_de: str = ""
    """German words for it."""
    label_en: str = ""
    """English words for it."""
    estimates: tuple[str, ...] = ()
    """Estimates of the contact centre that it stands for; none: it is a parameter of customers."""

    def pulled(self, setup: Setup, end: End) -> Setup:
        """The setup with this number at its low or high end."""
        if not self.estimates:
            return with_values(setup, {self.name: self.low if end == "low" else self.high})
        centre = setup.centre.assume(end, self.estimates)
        customers = setup.customers
        if centre.arrivals_per_week is not None and self.name == "arrivals_per_week":
            customers = customers.scaled(centre.arrivals_per_week.central)
        return replace(setup, centre=centre, customers=customers, transcripts=False)


def known_parameters(setup: Setup) -> list[Parameter]:
    """The parameters of the customers that can change anything with this flow."""
    parameters = setup.customers.parameters.values()
    listed = (parameter for parameter in parameters if not parameter.off)
    return [parameter for parameter in listed if matters(parameter.name, setup.flow)]


def levers(setup: Setup) -> list[Lever]:
    """All numbers to be moved: those of the customers, then those of the staff that have a range.

    Handling times are moved together, as what makes one longer makes all longer.
    """
    found = [
        Lever(name=p.name, low=p.low, high=p.high, label_de=p.label_de, label_en=p.label_en)
        for p in known_parameters(setup)
        if is_free(setup.stage, p.name)
    ]
    return [*found, *_of_staff(setup.centre)]


def all_at(setup: Setup, end: End) -> Setup:
    """The setup with every such number at its low or high end."""
    for lever in levers(setup):
        setup = lever.pulled(setup, end)
    return setup


def _of_staff(centre: ContactCentre) -> Iterable[Lever]:
    ranges = {name: each for name, each in centre.estimates().items() if each.is_range}
    handling = tuple(name for name in ranges if name.startswith("handling."))
    for row in staff_rows(centre):
        name = row["name"]
        estimates = handling if name == HANDLING else (name,)
        own = name == HANDLING or (name in ranges and name not in (*handling, *_NOT_FELT))
        if own:
            keys = ("name", "low", "high", "label_de", "label_en")
            yield Lever(**{key: row[key] for key in keys}, estimates=estimates)


def with_values(setup: Setup, values: Mapping[str, float]) -> Setup:
    """The setup with other values of some assumptions about customers."""
    assert setup.stage is not None
    customers = setup.customers.with_values(**values)
    in_force = {**setup.stage.values, **customers.in_force()}
    pool = setup.stage.pool.typed_by(customers)
    return replace(
        setup,
        customers=customers,
        stage=replace(setup.stage, values=in_force, pool=pool),
        transcripts=False,
    )
