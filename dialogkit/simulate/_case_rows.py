"""From what happened in a run to case records: the same columns as for a real log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from dialogkit.conversation import Case, Level
from dialogkit.simulate._customers import OUT_OF_SCOPE
from dialogkit.simulate._draws import Draw
from dialogkit.simulate._played import AnyTalk
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._remote_talk import RecordedTalk
from dialogkit.simulate._week import Contact

__all__ = ["case_of", "levels_of"]


def case_of(
    contact: Contact,
    *,
    begin: datetime,
    replication: int,
    levels: Mapping[str, Level],
) -> Case:
    """The record of one contact.

    Args:
        contact: A contact whose run is over.
        begin: Start of the run, in UTC.
        replication: Number of the run.
        levels: Issue to the highest level of a value it needs.
    """
    arrival, talk = contact.arrival, contact.talk
    settled_by = _settled_by(contact)
    return Case(
        case_id=_case_id(contact, replication),
        conversation_id=f"s{arrival.scenario}",
        customer_id=f"s{arrival.scenario}",
        channel=arrival.channel or None,
        locale=arrival.locale or None,
        intent=arrival.label,
        predicted_intent=talk.first_heard if talk is not None else None,
        level=levels.get(arrival.label),
        opened_at=begin + timedelta(seconds=contact.opened),
        closed_at=begin + timedelta(seconds=max(contact.opened, contact.closed)),
        customer_turns=talk.customer_turns if talk is not None else 1,
        bot_turns=talk.bot_turns if talk is not None else 0,
        agent_turns=contact.agent_turns,
        bot_engaged=talk is not None,
        asked_for_human=talk is not None and talk.asked_for_human,
        handed_off=talk is not None and (talk.handoff is not None or contact.calling),
        handoff_reason=_reason(contact),
        handoff_needed=None if talk is None else _needed(contact, talk),
        reached_agent=contact.reached,
        abandoned=_abandoned(contact, settled_by),
        resolved=_resolved(contact, settled_by),
        resolved_by=settled_by,
        recontact_of=None if contact.before is None else _case_id(contact.before, replication),
        wait_seconds=contact.wait,
        first_response_seconds=_first_response(contact),
        handle_seconds=contact.handled if contact.reached else None,
        fallbacks=talk.fallbacks if talk is not None else None,
        end=talk.end if talk is not None else None,
        scenario=arrival.scenario,
        replication=replication,
        push=arrival.push if contact.number == 0 else None,
    )


def levels_of(rehearsal: Rehearsal, labels: Mapping[str, object]) -> dict[str, Level]:
    """Issue to the highest level of a value that the flow may ask for on its way."""
    return {label: rehearsal.level(label) for label in labels if label != OUT_OF_SCOPE}


def _case_id(contact: Contact, replication: int) -> str:
    issue = f"i{contact.arrival.issue}-" if contact.arrival.issue else ""
    return f"r{replication}-s{contact.arrival.scenario}-{issue}{contact.number}"


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
    if contact.talk.handoff is not None:
        return contact.talk.handoff.reason
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
