"""What simulated weeks give: one replication's part, and the parts added up to a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dialogkit.conversation import Cases
from dialogkit.simulate._background import OtherWork
from dialogkit.simulate._coverage import Coverage
from dialogkit.simulate._load import Load
from dialogkit.simulate._team import AgentTime
from dialogkit.simulate._waits import Waits
from dialogkit.simulate._ways import Way

__all__ = ["Part", "Run", "Total", "Transcript"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A simulated conversation, word for word."""

    case_id: str
    """The case it is of."""
    lines: tuple[Mapping[str, Any], ...]
    """Rows of speaker, text, step and at (ISO 8601)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What simulated weeks gave."""

    cases: Cases
    """One row a case, all replications."""
    days: int
    """Length of a run."""
    replications: int
    """How many runs there were."""
    start: date
    """Their first day."""
    observed_until: datetime
    """When the runs end: nothing after it was seen."""
    staffing: Mapping[str, Sequence[float]]
    """Slot-time, one number a replication: ``staffed_seconds`` of the days that count,
    ``worked_seconds`` of these in which agents were at work, and ``busy_seconds`` that the requests
    of these days took, whenever that was and after hours too. And time of the agents:
    ``held_seconds`` of the customers' requests, each for itself, ``taken_seconds`` where what was
    held at once shares the time, and ``agent_seconds`` with the calls and e-mails;
    ``duty_seconds`` of the days that count, and of these ``occupied_seconds`` with at least one."""
    hourly: Mapping[str, Sequence[float]]
    """``arrivals``, ``handoffs``, ``waiting`` and ``agents``: 168 means each, by hour of the week,
    Monday 0 h local time first."""
    traffic: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How often one step followed another, all replications."""
    transcripts: tuple[Transcript, ...] = ()
    """Of one replication, the first unless told otherwise, where they were asked for."""
    pushes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Push to how many occasions there were (``events``), how many were ``sent``, held back because
    the customer had ``not_opted_in``, had got as many as allowed (``cap``) or could only be reached
    by a template (``no_template``), and how many were ``answered``; all replications."""
    unsure: Mapping[str, int] = field(default_factory=dict)
    """Guard to how often nobody could say whether it held, so that it was taken not to; all
    replications. Give the slots it compares their ``values``."""
    ways: Mapping[Way, int] = field(default_factory=dict)
    """How often what happened at which step: (step, kind, what), as `way_of` names it; all
    replications."""
    coverage: Coverage | None = None
    """What of the flow was gone through, and what never was; of a run with a bot."""
    load: Load | None = None
    """Work that came beside what the staff can do: ``rho``, ``by_hour``, ``growth_per_hour``."""
    other_work: Mapping[str, OtherWork] = field(default_factory=dict)
    """``calls`` and ``emails``: how many came and how long they waited; all replications."""
    care: Mapping[str, int] = field(default_factory=dict)
    """How many ``threads`` there were, their later answers by the ``same_agent`` and by an
    ``other_agent``, ``callbacks`` agreed upon, ``calls_back`` made (those that the flow promised,
    too) and of them ``not_picked_up``; of the customers who count, all replications."""

    open_waits: tuple[Waits, ...] = ()
    """Waits counted in opening hours only, one entry a replication."""
    misfits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """``de`` and ``en`` to what does not fit for some customers, a sentence each: a language that
    nobody in the team writes, or the bot has no texts for, a channel it is not on."""

    def notes(self, locale: Literal["de", "en"] = "en") -> tuple[str, ...]:
        """What a reader must know of these weeks, a sentence each: overload, then misfits."""
        told = () if self.load is None else self.load.notes(locale)
        return (*told, *self.misfits.get(locale, ()))

    def save(self, path: str) -> None:
        """Writes the case records.

        Raises:
            OutputError: The file cannot be written.
        """
        self.cases.save(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one replication gave."""

    table: pa.Table
    """Rows of `CASE_SCHEMA`."""
    busy: float
    """Slot-seconds in which agents were at work on these cases."""
    staffed: float
    """Slot-seconds that were staffed."""
    worked: float | None = None
    """Of these, slot-seconds in which agents were at work; None where nobody looked."""
    time: AgentTime | None = None
    """What the requests took of the agents; None where nobody looked."""
    hourly: Mapping[str, NDArray[np.float64]]
    """As in `Run`, of this replication."""
    traffic: Mapping[tuple[str, str], int]
    """How often one step followed another."""
    transcripts: tuple[Transcript, ...]
    """What was said, where that was asked for."""
    pushes: Mapping[str, Mapping[str, int]]
    """Push to what became of it."""
    unsure: Mapping[str, int]
    """Guard to how often nobody could say whether it held."""
    ways: Mapping[Way, int] = field(default_factory=dict)
    """How often what happened at which step."""
    load: Load | None = None
    """Work beside what the staff can do."""
    other_work: Mapping[str, OtherWork] = field(default_factory=dict)
    """Calls and e-mails."""
    care: Mapping[str, int] = field(default_factory=dict)
    """As in `Run`, of this replication."""
    open_waits: Waits | None = None
    """Waits counted in opening hours only."""


class Total:
    """Parts added up one by one, in the order of their replications.

    It holds a few numbers for each part and no records, so that it stays small for any number.
    """

    def __init__(self) -> None:
        self._busy: list[float] = []
        self._staffed: list[float] = []
        self._worked: list[float] = []
        self._times: list[AgentTime] = []
        self._hourly: dict[str, NDArray[np.float64]] = {}
        self._traffic: Counter[tuple[str, str]] = Counter()
        self._transcripts: list[Transcript] = []
        self._pushes: dict[str, Counter[str]] = {}
        self._unsure: Counter[str] = Counter()
        self._ways: Counter[Way] = Counter()
        self._loads: list[Load] = []
        self._other_work: dict[str, OtherWork] = {}
        self._care: Counter[str] = Counter()
        self._waits: list[Waits] = []

    def add(self, part: Part) -> None:
        """One more; which came before decides the last bit of the means."""
        self._busy.append(part.busy)
        self._staffed.append(part.staffed)
        self._worked += [] if part.worked is None else [part.worked]
        self._times += [] if part.time is None else [part.time]
        for name, hours in part.hourly.items():
            self._hourly[name] = self._hourly.get(name, 0.0) + hours
        self._traffic.update(part.traffic)
        self._transcripts += part.transcripts
        for name, kinds in part.pushes.items():
            # update, unlike addition, keeps what was counted as 0
            self._pushes.setdefault(name, Counter()).update(kinds)
        self._unsure.update(part.unsure)
        self._ways.update(part.ways)
        self._loads += [] if part.load is None else [part.load]
        for name, work in part.other_work.items():
            self._other_work[name] = self._other_work.get(name, OtherWork()) + work
        self._care.update(part.care)
        self._waits += [] if part.open_waits is None else [part.open_waits]

    def run(self, cases: Cases, *, days: int, start: date, observed_until: datetime) -> Run:
        """All that was added, with the records of the same replications."""
        n = len(self._busy)
        staffing = {"busy_seconds": [*self._busy], "staffed_seconds": [*self._staffed]}
        if len(self._worked) == n:
            staffing["worked_seconds"] = [*self._worked]
        if len(self._times) == n:
            staffing["held_seconds"] = [time.held for time in self._times]
            staffing["taken_seconds"] = [time.taken for time in self._times]
            staffing["agent_seconds"] = [time.in_all for time in self._times]
            staffing["occupied_seconds"] = [time.occupied for time in self._times]
            staffing["duty_seconds"] = [time.on_duty for time in self._times]
        return Run(
            cases=cases,
            days=days,
            replications=n,
            start=start,
            observed_until=observed_until,
            staffing=staffing,
            hourly={name: (hours / n).tolist() for name, hours in self._hourly.items()},
            traffic=dict(sorted(self._traffic.items())),
            transcripts=tuple(self._transcripts),
            pushes={name: dict(kinds) for name, kinds in self._pushes.items()},
            unsure=dict(sorted(self._unsure.items())),
            ways=dict(sorted(self._ways.items())),
            load=Load.mean(self._loads) if self._loads else None,
            other_work=dict(self._other_work),
            care=dict(self._care),
            open_waits=tuple(self._waits),
        )
