"""From what happened in a run to case records: the same columns as for a real log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from dialogkit.conversation import Level
from dialogkit.simulate._contact import Contact
from dialogkit.simulate._customers import OUT_OF_SCOPE
from dialogkit.simulate._draws import Draw
from dialogkit.simulate._played import AnyTalk
from dialogkit.simulate._records import moments, records_of
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._remote_talk import RecordedTalk

__all__ = ["contact_records", "levels_of"]


def contact_records(
    contacts: Sequence[Contact],
    *,
    begin: datetime,
    replication: int,
    levels: Mapping[str, Level],
    times: Mapping[int, float],
) -> pa.Table:
    """The records of contacts whose run is over.

    Args:
        contacts: One a row.
        begin: Start of the run, in UTC.
        replication: Number of the run.
        levels: Issue to the highest level of a value it needs.
        times: Contact to seconds of the agents' time that fall to it.

    Returns:
        Rows of `CASE_SCHEMA`, one a contact, in their order.
    """
    names = [f"s{contact.arrival.scenario}" for contact in contacts]
    opened = np.array([contact.opened for contact in contacts], dtype=np.float64)
    closed = np.array([contact.closed for contact in contacts], dtype=np.float64)
    known: dict[str, Any] = {
        "case_id": [_case_id(contact, replication) for contact in contacts],
        "conversation_id": names,
        "customer_id": names,
        "channel": [contact.arrival.channel or None for contact in contacts],
        "locale": [contact.arrival.locale or None for contact in contacts],
        "intent": [contact.arrival.label for contact in contacts],
        "level": [levels.get(contact.arrival.label) for contact in contacts],
        "opened_at": moments(begin, opened),
        "closed_at": moments(begin, np.maximum(opened, closed)),
        "recontact_of": [
            None if contact.before is None else _case_id(contact.before, replication)
            for contact in contacts
        ],
        "agent_seconds": [times.get(contact.id) for contact in contacts],
        "scenario": [contact.arrival.scenario for contact in contacts],
        "replication": np.full(len(contacts), replication),
        "push": [contact.arrival.push if contact.number == 0 else None for contact in contacts],
    }
    return records_of(known | _said(contacts) | _outcomes(contacts), len(contacts))


def _said(contacts: Sequence[Contact]) -> dict[str, Any]:
    """What customer and bot did; without a bot the customer wrote once."""
    talks = [contact.talk for contact in contacts]
    return {
        "predicted_intent": [None if talk is None else talk.first_heard for talk in talks],
        "customer_turns": [1 if talk is None else talk.customer_turns for talk in talks],
        "bot_turns": [0 if talk is None else talk.bot_turns for talk in talks],
        "bot_engaged": [talk is not None for talk in talks],
        "asked_for_human": [talk is not None and talk.asked_for_human for talk in talks],
        "fallbacks": [None if talk is None else talk.fallbacks for talk in talks],
        "end": [None if talk is None else talk.end for talk in talks],
    }


def _outcomes(contacts: Sequence[Contact]) -> dict[str, Any]:
    """What came of it, and what the agents did."""
    settled = [_settled_by(contact) for contact in contacts]
    pairs = list(zip(contacts, settled, strict=True))
    handles = [contact.handled if contact.reached else None for contact in contacts]
    return {
        "agent_turns": [contact.agent_turns for contact in contacts],
        "handed_off": [_handed_off(contact) for contact in contacts],
        "handoff_reason": [_reason(contact) for contact in contacts],
        "handoff_needed": [
            None if contact.talk is None else _needed(contact, contact.talk) for contact in contacts
        ],
        "reached_agent": [contact.reached for contact in contacts],
        "abandoned": [_abandoned(contact, by) for contact, by in pairs],
        "resolved": [_resolved(contact, by) for contact, by in pairs],
        "resolved_by": settled,
        "wait_seconds": [contact.wait for contact in contacts],
        "first_response_seconds": [_first_response(contact) for contact in contacts],
        "handle_seconds": handles,
    }


def levels_of(rehearsal: Rehearsal, labels: Mapping[str, object]) -> dict[str, Level]:
    """Issue to the highest level of a value that the flow may ask for on its way."""
    return {label: rehearsal.level(label) for label in labels if label != OUT_OF_SCOPE}


def _case_id(contact: Contact, replication: int) -> str:
    issue = f"i{contact.arrival.issue}-" if contact.arrival.issue else ""
    return f"r{replication}-s{contact.arrival.scenario}-{issue}{contact.number}"


def _handed_off(contact: Contact) -> bool:
    talk = contact.talk
    return talk is not None and (contact.calling or talk.handoff is not None)


def _settled_by(contact: Contact) -> Literal["bot", "agent", "none"]:
    if contact.talk is not None and contact.talk.settled_by == "bot":
        return "bot"
    return "agent" if contact.settled_by_agent else "none"


def _resolved(contact: Contact, settled_by: str) -> Literal["yes", "no", "unknown"]:
    """What a bot elsewhere settled without saying so is unknown, and never a success."""
    if settled_by != "none":
        return "yes"
    talk = contact.talk
    elsewhere = isinstance(talk, RecordedTalk) and talk.unknown and not contact.reached
    return "unknown" if elsewhere else "no"


def _reason(contact: Contact) -> str | None:
    if contact.talk is None:
        return None
    handoff = contact.talk.handoff
    if handoff is not None:
        return handoff.reason
    return "callback" if contact.calling else None


def _needed(contact: Contact, talk: AnyTalk) -> bool | None:
    """Whether the customer asked for a human, or the bot cannot settle the matter.

    It cannot where nothing in the flow does, the back end failed, a value was wrong, or its answer
    is not enough for this customer.
    """
    if isinstance(talk, RecordedTalk):
        return talk.needed
    draws, values = contact.draws, talk.stage.values
    rehearsal, label = talk.stage.rehearsal, contact.arrival.label
    return (
        talk.asked_for_human
        or not rehearsal.served(label)
        or talk.backend_failed
        or draws[Draw.SETTLES] >= values["settles"]
        or (rehearsal.takes_value(label) and draws[Draw.VALUE_RIGHT] >= values["value_right"])
    )


def _abandoned(contact: Contact, settled_by: str) -> Literal["no", "bot", "queue"]:
    if settled_by != "none" or contact.reached:
        return "no"
    if contact.left_queue:
        return "queue"
    if contact.talk is not None and contact.talk.left == "bot":
        return "bot"
    return "no"


def _first_response(contact: Contact) -> float | None:
    if contact.talk is not None:
        return None  # the bot answers within a second here: assumed, so nothing to be measured
    return None if contact.first_answer is None else contact.first_answer - contact.opened
