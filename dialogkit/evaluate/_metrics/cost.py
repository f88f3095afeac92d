"""What a contact costs, and what a settled one costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dialogkit.evaluate._records import Records, run_of_each
from dialogkit.evaluate._registry import LeftOut, Ratio, metric

__all__ = ["cost_per_contact", "cost_per_contact_on_duty", "cost_per_resolved"]

_NO_WAGE = LeftOut("Cost needs the wage per hour.", "Kosten brauchen den Stundenlohn.")
_NO_TIMES = LeftOut(
    "Cost needs handle_seconds of every case that reached an agent.",
    "Kosten brauchen handle_seconds von jedem Anliegen, das einen Mitarbeiter erreicht hat.",
)
_NO_DUTY = LeftOut(
    "Needs the time on duty of each period that the cases are of.",
    "Braucht die Dienstzeit jedes Zeitraums, aus dem die Anliegen sind.",
)

_RANGE_DE = (
    "Was ein Mitarbeiter zugleich bearbeitet, teilt sich seine Zeit. Eine Spanne steht da, "
    "wo nicht gemessen ist, wie viele Chats ein Mitarbeiter wirklich "
    "zugleich hält: von stets so vielen wie erlaubt bis zu einem nach dem anderen."
)
_RANGE_EN = (
    "What an agent holds at once shares their time. "
    "It is a range where the chats that an agent really holds at once are not measured: from "
    "always as many as allowed to one after the other."
)


@metric(
    "cost_per_contact",
    place=130,
    label={"de": "Kosten je Kontakt", "en": "cost per contact"},
    definition={
        "de": "Kosten des Bots, soweit angegeben, und Zeit der Mitarbeiter zum "
        "Stundenlohn, ohne Leerlauf, einschließlich aller Wiederkontakte, geteilt durch "
        f"die ersten Kontakte. {_RANGE_DE}",
        "en": "Cost of the bot, where given, and time of the agents at their wage, idle "
        f"time left out, recontacts included, divided by the first contacts. {_RANGE_EN}",
    },
)
def cost_per_contact(records: Records) -> Ratio | LeftOut:
    """(Bot + agent time × wage ÷ concurrency, recontacts included) ÷ first contacts.

    Where ``agent_seconds`` are known they are the agent time and concurrency is in them already.

    A recontact is paid for by the contact that caused it: it is in the sum above, not below. The
    handling times are those of the cases at hand, so what is left for the agents counts as hard
    as it is.
    """
    return _cost(records, ~records.flag("is_recontact"))


@metric(
    "cost_per_resolved",
    place=131,
    label={"de": "Kosten je gelöstem Anliegen", "en": "cost per resolved case"},
    definition={
        "de": "Kosten des Bots, soweit angegeben, und Zeit der Mitarbeiter zum "
        "Stundenlohn, ohne Leerlauf, einschließlich aller Wiederkontakte, geteilt durch "
        f"die gelösten Anliegen. {_RANGE_DE}",
        "en": "Cost of the bot, where given, and time of the agents at their wage, idle "
        f"time left out, recontacts included, divided by the resolved cases. {_RANGE_EN}",
    },
)
def cost_per_resolved(records: Records) -> Ratio | LeftOut:
    """The same cost ÷ resolved cases; cheaper by what is unknown, which the lower end shows."""
    return _cost(records, records.flag("solved"), records.flag("unsettled"))


@metric(
    "cost_per_contact_on_duty",
    place=132,
    label={
        "de": "Kosten je Kontakt, wenn alle Dienstzeit bezahlt wird",
        "en": "cost per contact if all time on duty is paid",
    },
    definition={
        "de": "Kosten des Bots, soweit angegeben, und Dienstzeit aller Mitarbeiter zum "
        "Stundenlohn, Leerlauf inbegriffen, geteilt durch die ersten Kontakte. So lange niemand "
        "den Dienstplan ändert, spart ein Bot hier nichts.",
        "en": "Cost of the bot, where given, and time on duty of all agents at their wage, idle "
        "time included, divided by the first contacts. As long as nobody changes the shifts a bot "
        "saves nothing here.",
    },
)
def cost_per_contact_on_duty(records: Records) -> Ratio | LeftOut:
    """(Bot + time on duty × wage) ÷ first contacts, over the replications."""
    wage, staffing = records.settings.wage_per_hour, records.settings.staffing
    if wage is None:
        return _NO_WAGE
    if staffing is None or "duty_seconds" not in staffing:
        return _NO_DUTY
    hours = np.atleast_1d(staffing["duty_seconds"]).astype(np.float64) / 3_600
    runs, codes = np.unique(records.columns["replication"], return_inverse=True)
    if len(runs) != len(hours):
        return _NO_DUTY
    bot = records.settings.bot_cost_per_case * records.flag("engaged")
    return Ratio(
        above=hours * wage + np.bincount(codes, weights=bot),
        below=np.bincount(codes, weights=~records.flag("is_recontact")),
        unit="money",
    )


def _cost(
    records: Records, counts: NDArray[np.bool_], perhaps: NDArray[np.bool_] | None = None
) -> Ratio | LeftOut:
    wage, handle = records.settings.wage_per_hour, records.amount("handle")
    if wage is None:
        return _NO_WAGE
    reached, bot = records.flag("reached"), records.settings.bot_cost_per_case
    settings, shared = records.settings, records.known >= {"agent_seconds"}
    if not shared and np.isnan(handle[reached]).any():
        return _NO_TIMES
    seconds = records.amount("agent") if shared else np.where(reached, handle, 0.0)
    wages = np.nan_to_num(seconds) / 3_600 * wage
    bots = bot * records.flag("engaged")
    total = wages / (1.0 if shared else settings.concurrency) + bots
    most = None if shared else settings.concurrency_at_most
    least = None if most is None else wages / most + bots
    scenario = records.columns["scenario"] if "scenario" in records.known else None
    who = records.columns["row"] if scenario is None else scenario
    units, codes = np.unique(who, return_inverse=True)
    below = np.bincount(codes, weights=counts)
    more = None if perhaps is None else below + np.bincount(codes, weights=perhaps)
    return Ratio(
        above=np.bincount(codes, weights=total),
        below=below,
        below_at_most=more,
        above_at_least=None if least is None else np.bincount(codes, weights=least),
        unknown=0 if perhaps is None else int(perhaps.sum()),
        unit="money",
        units=units,
        runs=run_of_each(codes, records.columns["replication"]),
    )
