"""One replication: a run, whole, from its arrivals to its records."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dialogkit._collector import collector_at_rest
from dialogkit.simulate._arrivals import arrivals
from dialogkit.simulate._arrivals_further import further
from dialogkit.simulate._background import Rhythm
from dialogkit.simulate._case_rows import contact_records
from dialogkit.simulate._gone import Gone
from dialogkit.simulate._hourly import hours_of_week
from dialogkit.simulate._pushes import Pushed, push_out
from dialogkit.simulate._records import records
from dialogkit.simulate._result import Part, Transcript
from dialogkit.simulate._setup import WARM_UP_DAYS, Setup
from dialogkit.simulate._talk import Talk
from dialogkit.simulate._team import Team
from dialogkit.simulate._waits import Waits
from dialogkit.simulate._week import Contact, run_week

__all__ = ["replicate"]


def replicate(setup: Setup, replication: int) -> Part:
    """One run, whole. It depends on nothing but its arguments."""
    with collector_at_rest():
        return _played(setup, replication)


def _played(setup: Setup, replication: int) -> Part:
    begin, horizon, flow = setup.begin, setup.horizon, setup.flow
    desk = setup.desk(begin)
    recording = setup.transcripts and replication == setup.recorded
    stage = setup.stage and replace(setup.stage, recording=recording)
    pushed = Pushed()
    if stage is not None:
        pushed = push_out(
            flow,
            setup.customers,
            desk,
            begin=begin,
            counted=setup.counted,
            seed=setup.seed,
            replication=replication,
        )
    team = Team(desk=desk, begin=begin, counted=setup.counted)
    start = setup.start - timedelta(days=WARM_UP_DAYS)
    key = {"seed": setup.seed, "replication": replication}
    days = setup.days + WARM_UP_DAYS
    mix = setup.mix if setup.customers.segments else None
    coming = arrivals(setup.customers, start=start, days=days, mix=mix, **key)
    week = run_week(
        stage,
        desk,
        coming,
        called=pushed.answers,
        persons=pushed.persons,
        horizon=horizon,
        seed=setup.seed,
        replication=replication,
        recontacts=setup.customers.value("recontacts"),
        recontact_after=setup.customers.value("recontact_after"),
        further=further(setup.customers, coming, start=start, mix=mix, **key),
        others=team.others(_rhythm(setup), seed=setup.seed, replication=replication),
    )
    done, alone = week.counted(setup.counted[0]), week.counted_alone(setup.counted[0])
    if setup.not_played:
        done = [contact for contact in done if contact.arrival.scenario not in setup.not_played]
    ids = {contact.id for contact in done}
    outcomes = [outcome for outcome in week.outcomes if outcome.id in ids]
    about: Any = {"begin": begin, "replication": replication, "levels": setup.levels}
    time = team.time(ids, week)
    cases = contact_records(done, times=time.each, **about)
    tables = [cases]
    if stage is not None and alone is not None:
        tables.append(records(alone, stage, **about))
    opened = np.array([contact.opened for contact in done], dtype=np.float64)
    handed = cases["handed_off"].to_numpy()
    if alone is not None:
        opened = np.concatenate([opened, alone.opened])
        handed = np.concatenate([handed, alone.column("handoff") >= 0])
    gone = Gone.of(done, alone)
    return Part(
        table=_in_order(pa.concat_tables(tables)),
        busy=team.busy(outcomes, week),
        worked=team.worked(week),
        time=time.sums,
        staffed=float(np.diff(desk.staffed_until(np.array(setup.counted)))[0]),
        hourly=hours_of_week(
            opened,
            handed,
            outcomes,
            desk,
            begin=begin,
            start=setup.start,
            days=setup.days,
            horizon=horizon,
            timezone=setup.customers.timezone,
        ),
        traffic=gone.traffic(),
        transcripts=tuple(
            _transcript(contact, case_id, begin)
            for contact, case_id in zip(done, cases["case_id"].to_pylist(), strict=True)
            if contact.talk is not None
        )
        if recording
        else (),
        pushes=pushed.counts,
        unsure=gone.unsure(),
        ways=gone.ways(),
        load=team.load(week, setup.customers.timezone),
        other_work=team.other_work(week),
        care=week.care.happened_since(setup.counted[0]),
        open_waits=Waits.of(done, desk),
    )


def _rhythm(setup: Setup) -> Rhythm:
    """When calls and e-mails come: as the customers of the chats do."""
    customers = setup.customers
    return Rhythm(
        by_hour=customers.arrivals,
        spread=(customers.dispersion - 1) / max(customers.per_week / 7, 1e-9),
        timezone=customers.timezone,
        start=setup.start - timedelta(days=WARM_UP_DAYS),
        days=setup.days + WARM_UP_DAYS,
    )


def _in_order(table: pa.Table) -> pa.Table:
    """Customer by customer, each one's contacts in order."""
    order = pc.sort_indices(table, [("scenario", "ascending"), ("case_id", "ascending")])
    return table.take(order)


def _transcript(contact: Contact, case_id: str, begin: datetime) -> Transcript:
    lines = contact.talk.lines if isinstance(contact.talk, Talk) else []
    rows = (
        {
            "speaker": line.speaker,
            "text": line.text,
            "step": line.step,
            "at": (begin + timedelta(seconds=round(line.at))).isoformat(),
        }
        for line in lines
    )
    return Transcript(case_id=case_id, lines=tuple(rows))
