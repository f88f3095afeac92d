"""Habits of customers in conversations: pace, leaving early, typing, values and further issues."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_world import FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.simulate import Customers, Delay, Run, Segment, Segments, prepare, run_setup
from dialogkit.simulate._issues import wilson

Z = 3.3
TWO = FLOW.replace("channels: [web]", "channels: [web, whatsapp]")


def _delay(channel: str, median: float) -> Delay:
    return Delay(
        to="bot", channel=channel, median=median, low=median, high=median, spread=0.5, n=10**6
    )


def _customers(**values: float) -> Customers:
    """Quick on the web, slow by messenger, and different in what they want and know."""
    mix = {"parcel_status": wilson(0.8, 0), "complaint": wilson(0.2, 0)}
    return replace(
        make_customers(400, **values),
        channels={"web": 0.5, "whatsapp": 0.5},
        segments=Segments(channels={"web": Segment(n=0, intents=mix)}),
        at_once={"parcel_status": wilson(0.9, 0), "complaint": wilson(0.1, 0)},
        at_once_of_all=0.2,
        delays=(_delay("web", 20.0), _delay("whatsapp", 900.0)),
    )


def _run(folder: Path, customers: Customers, *, words: bool = False, seed: int = 4) -> Run:
    bot = Talkative(make_flow(folder, TWO))
    setup = prepare(bot, customers, make_centre(folder), seed=seed, transcripts=words)
    return run_setup(setup, [0])


EVERYTHING = {
    "another_issue": 0.3,
    "leaves_first_turn": 0.1,
    "leaves_per_turn": 0.02,
    "typos": 0.2,
    "swears": 0.2,
}


def test_all_habits_are_followed_along_the_plan_as_played_out(tmp_path: Path) -> None:
    """With every habit on, records are the same bit by bit, followed or word for word."""
    followed, played = (
        _run(tmp_path, _customers(**EVERYTHING), words=words) for words in (False, True)
    )
    assert followed.cases.table.equals(played.cases.table)
    assert len(played.transcripts) == len(played.cases)


def test_customers_reply_at_the_pace_of_their_channel(tmp_path: Path) -> None:
    """Where replies take longer, conversations do."""
    rows = _run(tmp_path, _customers(leaves_per_turn=0.0, leaves_when_lost=0.0)).cases.rows()
    lasted = {
        channel: np.median(
            [
                (case.closed_at - case.opened_at).total_seconds() / case.customer_turns
                for case in rows
                if case.channel == channel and case.end == "resolved"
                if case.closed_at is not None and case.opened_at is not None
            ]
        )
        for channel in ("web", "whatsapp")
    }
    assert lasted["whatsapp"] > 5 * lasted["web"]


def test_who_leaves_at_the_first_turn_leaves_as_often_as_assumed(tmp_path: Path) -> None:
    """With no other reason to go, the share that leaves after one message is the hazard."""
    nothing = {"leaves_per_turn": 0.0, "leaves_when_lost": 0.0, "asks_human_first": 0.0}
    customers = make_customers(400, **nothing, leaves_first_turn=0.25, gives_value_at_once=0.0)
    rows = _run(tmp_path, customers).cases.rows()
    first = [case for case in rows if case.recontact_of is None]
    left = sum(case.abandoned == "bot" and case.customer_turns == 1 for case in first)
    assert abs(left / len(first) - 0.25) <= Z * np.sqrt(0.25 * 0.75 / len(first))


def test_further_issues_are_cases_of_the_same_conversation(tmp_path: Path) -> None:
    """They open after the one before has closed, with another issue, and are no recontacts."""
    rows = _run(tmp_path, _customers(another_issue=0.3)).cases.rows()
    further = [case for case in rows if "-i" in case.case_id and case.recontact_of is None]
    assert len({case.case_id for case in rows}) == len(rows)
    came = sum(case.recontact_of is None for case in rows) - len(further)
    assert abs(len(further) / came - 0.39) <= 0.09  # 0.3 + 0.3²
    for case in further:
        if "-i1-0" in case.case_id:
            before = next(c for c in rows if c.case_id == case.case_id.replace("i1-", ""))
            assert before.conversation_id == case.conversation_id
            assert before.intent != case.intent
            assert before.closed_at is not None
            assert case.opened_at is not None
            assert case.opened_at > before.closed_at
            assert case.recontact_of is None


def test_more_slips_are_understood_less(tmp_path: Path) -> None:
    """The same customers, all of whom mistype, are not understood more often."""
    plain, typed = (
        _run(tmp_path, _customers(typos=share, presses_button=0.0)) for share in (0.0, 1.0)
    )
    lost = [sum(case.fallbacks or 0 for case in run.cases.rows()) for run in (plain, typed)]
    assert lost[1] > lost[0]


def test_what_is_off_changes_nothing(tmp_path: Path) -> None:
    """Habits set to what they are anyway give the same records, bit by bit."""
    bare = make_customers(300)
    told = bare.with_values(leaves_first_turn=bare.value("leaves_per_turn"), typos=0.0)
    same = replace(told, delays=(), at_once={})
    one, other = (_run(tmp_path, customers) for customers in (bare, same))
    assert one.cases.table.equals(other.cases.table)


def test_values_at_once_follow_the_issue(tmp_path: Path) -> None:
    """Who names the number in the first message is not asked for it."""
    turns = []
    for share in (0.01, 0.99):
        own = {"parcel_status": wilson(share, 0)}
        customers = replace(_customers(leaves_per_turn=0.0, says_done=0.0), at_once=own, delays=())
        rows = _run(tmp_path, customers).cases.rows()
        served = [c for c in rows if c.intent == "parcel_status" and c.resolved_by == "bot"]
        turns.append(np.mean([case.customer_turns for case in served]))
    assert turns[1] < turns[0] - 0.5


def test_pace_without_replies_of_its_own_is_that_of_all() -> None:
    """A channel nobody measured has the common pace; one with many replies its own."""
    customers = _customers()
    assert customers.reply_time("web") == pytest.approx((20.0, 0.5), rel=0.01)
    assert customers.reply_time("telegram") == (customers.reply_median, customers.reply_spread)
