"""Logs made by the simulator itself: weeks without a bot, told as messages and cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from small_world import Keywords, Talkative, make_centre, make_customers, make_flow

from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import CASE_SCHEMA, Cases, Messages
from dialogkit.simulate import Customers, prepare, run_setup

__all__ = ["CENTRE", "PER_WEEK", "people_of", "simulated_log", "world"]

PER_WEEK = 260.0
CENTRE = """\
name: Invented
hours: "Mo-Fr 08:00-18:00"
agents: 2
chats: 1
handling: {mean: 10m, spread: 6m}
wrap_up: 1m
patience: 90m
first_contact_resolution: 75%
"""
_OUTSIDE = ("replication", "scenario", "agent_seconds", "handle_seconds")
"""What no log says."""


def world(folder: Path, centre: str = CENTRE) -> tuple[Talkative, Customers, ContactCentre]:
    """A bot, who comes, and the staff."""
    return (
        Talkative(make_flow(folder)),
        make_customers(PER_WEEK, recontacts=0.5),
        make_centre(folder, centre),
    )


def simulated_log(
    folder: Path, *, seed: int, weeks: int = 6, centre: str = CENTRE, per_week: float = PER_WEEK
) -> Cases:
    """The log that so many weeks without a bot leave behind."""
    bot, people, staff = world(folder, centre)
    people = people.scaled(per_week)
    setup = prepare(bot, people, staff, days=7 * weeks, seed=seed, with_bot=False)
    table = run_setup(setup, [0]).cases.table
    metadata = {b"recontact_seconds": str(14 * 86_400).encode()}
    for name in _OUTSIDE:
        place, field = table.schema.get_field_index(name), CASE_SCHEMA.field(name)
        table = table.set_column(place, field, pa.nulls(len(table), field.type))
    rows = table.to_pylist()
    messages = Messages(
        pa.Table.from_pylist([*_messages(rows)], schema=Messages.of([]).table.schema)
    )
    return Cases(table.replace_schema_metadata(metadata), messages)


def _messages(rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The customer's question and the agent's answer, where one came."""
    for row in rows:
        about = {
            "conversation_id": row["case_id"],
            "case_id": row["case_id"],
            "channel": "web",
            "locale": "en",
            "kind": "text",
        }
        text = "i am angry" if row["intent"] == "complaint" else "where is my parcel"
        yield {**about, "position": 0, "speaker": "customer", "text": text,
               "sent_at": row["opened_at"]}  # fmt: skip
        if row["reached_agent"]:
            at = row["opened_at"] + timedelta(seconds=row["wait_seconds"])
            yield {**about, "position": 1, "speaker": "agent", "text": "Done.", "sent_at": at}


def people_of(cases: Cases) -> Customers:
    """Customers fitted to a log."""
    return Customers.fit(cases, Keywords(), speak="log")
