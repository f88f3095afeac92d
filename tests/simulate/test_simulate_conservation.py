"""Conservation in a week: nothing is lost, counted twice, or done by somebody who is not there."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import FLOW, Talkative, make_customers, make_flow

from dialogkit.contact_centre import ContactCentre, Interval, Outcome
from dialogkit.flow import Flow
from dialogkit.simulate import Setup, midnight, prepare
from dialogkit.simulate._arrivals import arrivals
from dialogkit.simulate._background import Rhythm, is_call
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._team import Team
from dialogkit.simulate._week import Week, run_week

MONDAY = date(2026, 6, 1)
DAYS = 5
HORIZON = 12 * 86_400.0
HOUR = 3_600.0
EPSILON = 1e-6

CENTRE = """\
name: x
hours: Mo-Fr 08:00-18:00, Sa 09:00-13:00 Europe/Berlin
chats: 2
agents:
  - {name: a, shift: "Mo-Fr 08:00-13:00", breaks: "10:00-10:20"}
  - {name: b, shift: "Mo-Sa 09:30-18:00", breaks: "12:30-13:15"}
  - {name: c}
handling: {mean: 9m, spread: 6m}
wrap_up: 40s
patience: 12m
returns: 20%
blending:
  calls: {per_week: 200, handling: 4m, patience: 2m}
  emails: {per_week: 120, handling: 6m, answer_within: 8h}
threads: {share: 50%, turns: 3, rest: 40m}
last_agent: {within: 2d, wait: 10m}
agents_shown_as: persons
callbacks: {after: 3m, accepts: 60%, picks_up: 60%, again: 20m}
"""


@lru_cache(maxsize=8)
def _flow(folder: Path, hours: str = "24/7") -> Flow:
    text = FLOW.replace("channels: [web]", "channels: [whatsapp, web, instagram]")
    return make_flow(folder, text.replace("open: 24/7", f"open: {hours}"))


@dataclass(frozen=True)
class Played:
    """A week, and what it was played with."""

    week: Week
    desk: Desk
    setup: Setup
    came: int
    """Customers who came, and calls and e-mails."""


def _play(
    folder: Path,
    seed: int,
    changes: dict[str, Any] | None = None,
    *,
    centre: str = CENTRE,
    per_week: float = 300.0,
    with_bot: bool = True,
    hours: str = "24/7",
) -> Played:
    flow = _flow(folder, hours)
    staff = ContactCentre.parse(centre).with_(**(changes or {}))
    customers = make_customers(per_week)
    object.__setattr__(customers, "channels", {"whatsapp": 0.5, "web": 0.3, "instagram": 0.2})
    setup = prepare(Talkative(flow), customers, staff, start=MONDAY, seed=seed, with_bot=with_bot)
    begin = midnight(MONDAY, "Europe/Berlin")
    desk = Desk.of(staff, flow.handoffs, flow.channels, begin, HORIZON)
    team = Team(desk=desk, begin=begin, counted=(0.0, DAYS * 86_400.0))
    rhythm = Rhythm(
        by_hour=customers.arrivals, spread=0.1, timezone="Europe/Berlin", start=MONDAY, days=DAYS
    )
    others = team.others(rhythm, seed=seed, replication=0)
    own = arrivals(customers, start=MONDAY, days=DAYS, seed=seed, replication=0)
    week = run_week(
        setup.stage,
        desk,
        own,
        horizon=HORIZON,
        seed=seed,
        replication=0,
        recontacts=0.5,
        recontact_after=20 * HOUR,
        others=others,
    )
    return Played(week=week, desk=desk, setup=setup, came=len(own) + len(others))


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "agents": st.integers(1, 6),
        "chats": st.integers(1, 3),
        "routing": st.sampled_from(["flow", "last", "skill", "any"]),
        "threads.share": st.sampled_from([0.0, 1.0]),
        "threads.turns": st.sampled_from([1, 8]),
        "last_agent.wait": st.sampled_from(["0s", "3h"]),
        "callbacks": st.none(),
        "blending": st.none(),
        "blending.calls.per_week": st.sampled_from([0, 900]),
        "slowdown": st.sampled_from([0.0, 0.5]),
        "patience": st.sampled_from(["1m", "5h"]),
    },
)


@settings(max_examples=60, deadline=None)
@given(
    changes=CHANGES,
    seed=st.integers(0, 2**32),
    with_bot=st.booleans(),
    hours=st.sampled_from(["24/7", "Mo-Fr 09:00-16:00"]),
    per_week=st.sampled_from([40.0, 400.0]),
)
def test_conservation(
    tmp_path_factory: pytest.TempPathFactory,
    changes: dict[str, Any],
    seed: int,
    with_bot: bool,
    hours: str,
    per_week: float,
) -> None:
    """Whatever the staff, the laws of `_lawful` hold."""
    if "blending" in changes:
        changes.pop("blending.calls.per_week", None)
    folder = tmp_path_factory.getbasetemp()
    played = _play(folder, seed, changes, per_week=per_week, with_bot=with_bot, hours=hours)
    _lawful(played)


def _lawful(played: Played) -> None:
    week, desk = played.week, played.desk
    _ends_once(played)
    for outcome in week.outcomes:
        _in_order(outcome, desk)
    _within_slots(week, desk)
    for number, agent in enumerate(desk.agents):
        duty = desk.opened if agent.on is None else agent.on
        for outcome in week.outcomes:
            if outcome.agent == number:
                assert _inside(outcome.answered_at, duty)
                assert _inside(outcome.answered_at, desk.opened)
    for contact in week.contacts:
        _adds_up(contact, week)


def _ends_once(played: Played) -> None:
    """Every arrival ends exactly once: those who came first, and calls and e-mails by their ids."""
    week = played.week
    first = [contact.arrival.scenario for contact in week.contacts if contact.number == 0]
    first += [] if week.alone is None else [each.scenario for each in week.alone.who()]
    assert len(set(first)) == len(first)
    others = Counter(outcome.id for outcome in week.outcomes if outcome.id < 0)
    assert len(first) + len(others) == played.came
    assert set(others.values()) <= {1}
    assert [contact.id for contact in week.contacts] == list(range(len(week.contacts)))
    came = Counter((c.arrival.scenario, c.number) for c in week.contacts)
    assert set(came.values()) <= {1}
    assert len({(o.id, o.queued_at) for o in week.outcomes}) == len(week.outcomes)


def _in_order(outcome: Outcome, desk: Desk) -> None:
    """Queued ≤ answered ≤ finished ≤ freed, and only who was answered has an agent."""
    assert (outcome.result == "served") == (not math.isnan(outcome.freed_at))
    assert outcome.queued_at <= outcome.finished_at
    if outcome.agent >= 0:
        assert outcome.queued_at <= outcome.answered_at <= outcome.finished_at + EPSILON
        assert outcome.finished_at <= outcome.freed_at
    else:
        assert math.isnan(outcome.answered_at)


def _within_slots(week: Week, desk: Desk) -> None:
    """No agent has more at once than slots, and nothing beside a call."""
    begin = midnight(MONDAY, "Europe/Berlin")
    team = Team(desk=desk, begin=begin, counted=(0.0, HORIZON))
    marks: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for outcome in week.outcomes:
        if outcome.agent >= 0 and outcome.freed_at > outcome.answered_at:
            slots = team.slots(outcome, week)
            marks[outcome.agent] += [(outcome.answered_at, slots), (outcome.freed_at, -slots)]
    for agent, changes in marks.items():
        held = np.cumsum([slots for _, slots in sorted(changes)])
        assert held.max() <= desk.agents[agent].chats


def _inside(moment: float, stretches: Any) -> bool:
    return any(start <= moment < end for start, end in stretches)


def _adds_up(contact: Any, week: Week) -> None:
    """A contact's times are those of its requests."""
    assert contact.opened <= contact.closed
    if contact.queued_at is not None:
        assert contact.opened <= contact.queued_at <= contact.closed
    assert contact.wait is None or contact.wait >= 0
    if contact.first_answer is not None:
        since = contact.opened if contact.queued_at is None else contact.queued_at
        assert contact.wait == pytest.approx(contact.first_answer - since)
        assert contact.first_answer + contact.handled <= contact.closed + 3 * HORIZON
    assert contact.reached == (contact.first_answer is not None)


def test_handling_adds_up_over_all_requests(tmp_path: Path) -> None:
    """What contacts were handled is what agents did for them, and busy time counts all of it."""
    played = _play(tmp_path, 3)
    week, desk = played.week, played.desk
    spent: Counter[int] = Counter()
    for outcome in week.outcomes:
        if outcome.result == "served" and outcome.id >= 0:
            spent[outcome.id] += outcome.freed_at - outcome.answered_at  # type: ignore[assignment]
    missed = week.care.happened["not_picked_up"]
    handled = sum(contact.handled for contact in week.contacts)
    assert sum(spent.values()) == pytest.approx(handled + 30.0 * missed)
    team = Team(desk=desk, begin=midnight(MONDAY, "Europe/Berlin"), counted=(0.0, HORIZON))
    own = [outcome for outcome in week.outcomes if outcome.id >= 0]
    whole = sum(
        o.freed_at - o.answered_at
        for o in own
        if o.agent >= 0 and (o.id, o.queued_at) in week.care.whole
    )
    other = sum(work.busy_seconds for work in team.other_work(week).values())
    assert team.busy(own, week) == pytest.approx(sum(spent.values()) + whole + other)


def test_nobody_is_answered_after_the_window_shut(tmp_path: Path) -> None:
    """A thread's message waits for the window of its channel, by which an agent has answered."""
    hours = "hours: Mo 08:00-18:00, We-Fr 08:00-18:00, Sa 09:00-13:00 Europe/Berlin"
    few = CENTRE.replace(CENTRE.splitlines()[1], hours).replace('"Mo-Fr', '"Mo, We-Fr')
    few = few.replace('"Mo-Sa', '"Mo, We-Sa')
    changes = {"agents": 2, "threads.share": 1.0, "callbacks": None, "blending": None}
    played = _play(tmp_path, 2, changes, centre=few)
    shut = 0
    limits = {"whatsapp": 24 * HOUR, "instagram": 7 * 24 * HOUR, "web": math.inf}
    for outcome in played.week.outcomes:
        contact = played.week.contacts[outcome.id]
        if outcome.result == "served" and contact.talk is not None:
            assert outcome.wait <= limits[contact.channel] + EPSILON
        shut += outcome.result == "window_shut"
        assert outcome.result != "window_shut" or contact.channel != "web"
    assert shut > 0


def test_a_thread_takes_no_slot_while_it_rests(tmp_path: Path) -> None:
    """One agent with one slot answers many threads at once: parts of others lie between theirs."""
    changes = {"agents": 1, "chats": 1, "threads.share": 1.0, "callbacks": None, "blending": None}
    played = _play(tmp_path, 4, changes, per_week=120.0)
    parts: defaultdict[int, list[Outcome]] = defaultdict(list)
    for outcome in played.week.outcomes:
        if outcome.result == "served":
            parts[outcome.id].append(outcome)
    between = 0
    for own in parts.values():
        for first, second in pairwise(own):
            assert second.answered_at >= first.freed_at
            others = (o for o in played.week.outcomes if o.agent >= 0 and o.id != first.id)
            between += any(
                first.freed_at <= o.answered_at and o.freed_at <= second.answered_at for o in others
            )
    assert between > 20
    _lawful(played)


def test_threads_of_no_share_are_live_chats_bit_by_bit(tmp_path: Path) -> None:
    """Features that nobody uses change no bit: no thread, no call, no e-mail."""
    plain = CENTRE.split("blending:", maxsplit=1)[0]
    unused = plain + (
        "blending: {calls: {per_week: 0, handling: 5m}, emails: {per_week: 0, handling: 5m}}\n"
        "threads: {share: 0%}\nrouting: flow\n"
        "agents_shown_as: persons\npersons: {patience: 1, resolves: 1}\n"
    )
    for with_bot in (True, False):
        first, second = (_play(tmp_path, 5, centre=c, with_bot=with_bot) for c in (plain, unused))
        assert repr(first.week.outcomes) == repr(second.week.outcomes)
        assert [c.closed for c in first.week.contacts] == [c.closed for c in second.week.contacts]


def test_calls_and_emails_wait_as_people_do(tmp_path: Path) -> None:
    """Calls find all of an agent idle, e-mails wait for everybody else and keep over night."""
    played = _play(tmp_path, 6, {"agents": 3})
    team = Team(
        desk=played.desk, begin=midnight(MONDAY, "Europe/Berlin"), counted=(0.0, DAYS * 86_400.0)
    )
    work = team.other_work(played.week)
    own = [o for o in played.week.outcomes if o.id < 0]
    assert work["calls"].came + work["emails"].came == len(own) > 150
    assert work["emails"].answered == work["emails"].came
    assert work["emails"].left == 0
    assert work["calls"].answered + work["calls"].left == work["calls"].came
    assert 0 < work["calls"].mean_wait_seconds < 600
    assert work["emails"].mean_wait_seconds > work["calls"].mean_wait_seconds
    calls = [o for o in own if is_call(o.id)]
    assert all(_inside(o.queued_at, played.desk.opened) for o in calls)
    emails = [o for o in own if not is_call(o.id)]
    assert any(not _inside(o.queued_at, played.desk.opened) for o in emails)


def test_an_email_gives_way(tmp_path: Path) -> None:
    """Who waits in a chat is answered before any e-mail by whoever is free."""
    played = _play(tmp_path, 7, {"agents": 1, "threads": None, "callbacks": None})
    chats = [o for o in played.week.outcomes if o.id >= 0 and o.agent >= 0]
    emails = [o for o in played.week.outcomes if o.id < 0 and not is_call(o.id) and o.agent >= 0]
    assert emails
    for email in emails:
        passed = [c for c in chats if c.queued_at < email.answered_at < c.answered_at]
        assert not passed


def test_routing_decides_who_answers(tmp_path: Path) -> None:
    """With the last agent sought, those who come back meet the one they had far more often."""
    shares = {}
    alone = {"threads": None, "callbacks": None, "blending": None, "agents": 6}
    for routing in ("any", "last"):
        changes = {**alone, "routing": routing, "last_agent.wait": "30m", "last_agent.within": "7d"}
        played = _play(tmp_path, 8, changes, per_week=200.0)
        shares[routing] = _same_agent(played.week)
    assert shares["last"] > shares["any"] + 0.2


def _same_agent(week: Week) -> float:
    """Share of those who come back to an agent at all who meet the one they had."""
    by: defaultdict[int, list[int]] = defaultdict(list)
    for outcome in week.outcomes:
        if outcome.agent >= 0:
            by[week.contacts[outcome.id].arrival.scenario].append(outcome.agent)
    pairs = [pair for own in by.values() for pair in pairwise(own)]
    return sum(a == b for a, b in pairs) / len(pairs)


def test_the_last_agent_is_forgotten_in_time(tmp_path: Path) -> None:
    """An expiry of nothing is as if nobody sought the last agent."""
    changes = {"last_agent.within": "0s", "threads": None}
    runs = [_play(tmp_path, 9, {**changes, "routing": each}) for each in ("any", "last")]
    assert repr(runs[0].week.outcomes) == repr(runs[1].week.outcomes)


def test_callbacks_are_tried_as_often_as_agreed(tmp_path: Path) -> None:
    """Who accepts is called, up to so many times; whoever picks up is helped by then."""
    alone = {"agents": 1, "threads": None, "blending": None}
    played = _play(tmp_path, 10, {**alone, "callbacks.picks_up": "30%"}, per_week=700.0)
    happened = played.week.care.happened
    calls = Counter(number for number, _ in played.week.care.whole)
    assert happened["callbacks"] > 20
    assert max(calls.values()) <= 2 * 4  # two tries for each of a contact's handoffs
    assert 0.5 < happened["not_picked_up"] / sum(calls.values()) < 0.85
    reached = {"callbacks.picks_up": 1.0, "callbacks.accepts": 1.0, "callbacks.after": "1m"}
    left = []
    for each in (reached, {"callbacks": None}):
        week = _play(tmp_path, 10, {**alone, **each}, per_week=150.0).week
        left.append(sum(contact.left_queue for contact in week.contacts))
    assert left[0] < 0.5 * left[1]


def test_agents_known_by_name_settle_more(tmp_path: Path) -> None:
    """Only with the same agent again, and only where customers see who answers."""
    settled = {}
    factors = {"persons.resolves": 1.3, "persons.patience": 1, "first_contact_resolution": 0.7}
    alone = {"agents": 1, "threads.share": 1.0, "callbacks": None, "blending": None}
    for shown in ("persons", "team"):
        changes = {**factors, **alone, "agents_shown_as": shown}
        played = _play(tmp_path, 11, changes, per_week=200.0)
        own = [c for c in played.week.contacts if c.reached]
        settled[shown] = sum(c.settled_by_agent for c in own) / len(own)
    assert settled["persons"] > settled["team"] + 0.08


def test_duty_is_counted_less_breaks(tmp_path: Path) -> None:
    """Staffed time is that of each agent's shift less breaks, times chats."""
    desk = _play(tmp_path, 12, per_week=40.0).desk
    edges = np.array([0.0, 24 * HOUR])
    assert np.diff(desk.agents_until(edges))[0] / HOUR == pytest.approx(
        (5 - 1 / 3) + (8.5 - 0.75) + 10
    )
    assert np.diff(desk.staffed_until(edges))[0] / HOUR == pytest.approx(2 * (4 + 2 / 3 + 17.75))


@pytest.mark.parametrize("days", [1, 9])
def test_a_day_is_a_day(tmp_path: Path, days: int) -> None:
    """Opening hours and duty end with the run."""
    flow, begin = _flow(tmp_path), midnight(MONDAY, "Europe/Berlin")
    desk = Desk.of(ContactCentre.parse(CENTRE), flow.handoffs, [], begin, days * 86_400.0)
    last = begin + timedelta(days=days)
    stretches: list[Interval] = [
        *desk.opened, *(each for a in desk.agents for each in a.on or ())
    ]  # fmt: skip
    assert max(end for _, end in stretches) <= (last - begin).total_seconds()
