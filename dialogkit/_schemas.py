"""The tables in which messages, labelled texts and cases travel: columns, types, what may be null.

Names, types and meanings are a promise to users; see `dialogkit.conversation`.
"""

from __future__ import annotations

import pyarrow as pa

__all__ = ["CASE_SCHEMA", "MESSAGE_SCHEMA", "UTTERANCE_SCHEMA"]

_TIME = pa.timestamp("us", tz="UTC")


def _schema(**columns: tuple[pa.DataType, bool]) -> pa.Schema:
    return pa.schema([pa.field(n, t, nullable=not must) for n, (t, must) in columns.items()])


_MUST, _MAY = True, False

MESSAGE_SCHEMA = _schema(
    conversation_id=(pa.string(), _MUST),
    position=(pa.int32(), _MUST),
    sent_at=(_TIME, _MAY),
    speaker=(pa.string(), _MUST),
    person=(pa.string(), _MAY),
    channel=(pa.string(), _MAY),
    locale=(pa.string(), _MAY),
    kind=(pa.string(), _MUST),
    text=(pa.string(), _MUST),
    case_id=(pa.string(), _MAY),
    intent=(pa.string(), _MAY),
)
"""One row a message; ``position`` counts from 0 within its conversation."""

UTTERANCE_SCHEMA = _schema(
    text=(pa.string(), _MUST),
    intent=(pa.string(), _MUST),
    person=(pa.string(), _MAY),
    locale=(pa.string(), _MAY),
)
"""One row a labelled customer text (training data)."""

CASE_SCHEMA = _schema(
    case_id=(pa.string(), _MUST),
    conversation_id=(pa.string(), _MUST),
    customer_id=(pa.string(), _MAY),
    channel=(pa.string(), _MAY),
    locale=(pa.string(), _MAY),
    intent=(pa.string(), _MAY),
    predicted_intent=(pa.string(), _MAY),
    level=(pa.string(), _MAY),
    opened_at=(_TIME, _MAY),
    closed_at=(_TIME, _MAY),
    customer_turns=(pa.int32(), _MUST),
    bot_turns=(pa.int32(), _MUST),
    agent_turns=(pa.int32(), _MUST),
    bot_engaged=(pa.bool_(), _MUST),
    asked_for_human=(pa.bool_(), _MUST),
    handed_off=(pa.bool_(), _MUST),
    handoff_reason=(pa.string(), _MAY),
    handoff_needed=(pa.bool_(), _MAY),
    reached_agent=(pa.bool_(), _MUST),
    abandoned=(pa.string(), _MUST),
    resolved=(pa.string(), _MUST),
    resolved_by=(pa.string(), _MUST),
    recontact_of=(pa.string(), _MAY),
    wait_seconds=(pa.float64(), _MAY),
    first_response_seconds=(pa.float64(), _MAY),
    handle_seconds=(pa.float64(), _MAY),
    agent_seconds=(pa.float64(), _MAY),
    fallbacks=(pa.int32(), _MAY),
    end=(pa.string(), _MAY),
    scenario=(pa.int64(), _MAY),
    replication=(pa.int32(), _MAY),
    push=(pa.string(), _MAY),
    because=(pa.string(), _MAY),
    opened_by=(pa.string(), _MAY),
)
"""One row a case, real or simulated; every rate is counted from these.

``abandoned`` is no, bot or queue; ``resolved`` yes, no or unknown; ``resolved_by`` bot, agent or
none. ``wait_seconds`` runs from the first handoff to the agent's first answer, or to the moment the
customer left the queue. ``handle_seconds`` is work on this case, whatever else its agent held
meanwhile; of ``agent_seconds`` it takes its share only, ringing at somebody who does not answer
included. ``scenario`` numbers the simulated customer, the same in every replication
and for every bot compared; ``replication`` counts from 0. ``push`` names the message of the bot's
own that began the case; it is null where the customer wrote first. ``because`` names
the rules by which the outcomes of a real case were decided, as ``handed_off=agent_after_bot;
resolved=thanks``; it is null where the case was simulated. ``opened_by`` says why a real case
begins where it does: ``start`` of the thread, ``pause``, ``closed`` (the customer had closed the
one before), ``handoff`` (the company had), ``reopened`` or ``topic``.
"""
