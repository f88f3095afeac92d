"""What a log shows of how customers behave: each number measured, with how often and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from dialogkit.conversation import (
    OBSERVED_UNTIL,
    RECONTACT_SECONDS,
    Case,
    Cases,
    Message,
    Utterance,
)
from dialogkit.simulate._assumptions import OUT_OF_SCOPE, Parameter, known, measured
from dialogkit.simulate._fit_course import Course, asks_human, by_turn, hazards
from dialogkit.simulate._fit_delays import delays
from dialogkit.simulate._fit_forms import forms_in
from dialogkit.simulate._fit_segments import Seen, segments
from dialogkit.simulate._fit_threads import (
    another_issue,
    first_cases,
    later_issues,
    returns,
    with_several,
)
from dialogkit.simulate._fit_values import Named, at_once, holds_value
from dialogkit.simulate._habits import Counted, Delay, Segments, Share
from dialogkit.simulate._issues import Opening, issue_of
from dialogkit.simulate._remarks import Remark, remark

__all__ = ["Log", "Shown", "demands_in", "forms_beside", "shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A log made ready to be measured."""

    cases: Sequence[Case]
    """Those with an opening, in order of time."""
    silent: Sequence[Case]
    """Those who greeted a bot and left it before they said what they want."""
    openings: Mapping[str, Opening]
    """Case id to its opening."""
    messages: Mapping[str, Sequence[Message]]
    """Case id to its messages."""
    talk: frozenset[str]
    """Labels that are no issue."""
    ends: datetime | None
    """Its last moment; ``None``: it has no times."""
    watched_until: datetime | None
    """Until when returns would have been seen, where the cases say so; else its last moment."""
    window: float | None
    """Seconds after a case in which returns were looked for; ``None``: nobody looked."""

    @classmethod
    def of(
        cls, cases: Cases, listed: Sequence[Case], found: Mapping[str, Opening], talk: set[str]
    ) -> Log:
        """The log behind ``cases``."""
        by_case: dict[str, list[Message]] = {}
        for message in cases.messages.rows():
            if message.case_id is not None:
                by_case.setdefault(message.case_id, []).append(message)
        times = [m.sent_at for own in by_case.values() for m in own if m.sent_at is not None]
        times += [case.closed_at for case in listed if case.closed_at is not None]
        said = cases.table.schema.metadata or {}
        looked, until = said.get(RECONTACT_SECONDS.encode()), said.get(OBSERVED_UNTIL.encode())
        last = max(times, default=None)
        return cls(
            cases=listed,
            silent=[
                case
                for case in cases.rows()
                if case.case_id not in found
                and case.abandoned == "bot"
                and any(m.speaker == "customer" for m in by_case.get(case.case_id, ()))
            ],
            openings=found,
            messages=by_case,
            talk=frozenset(talk),
            ends=last,
            watched_until=datetime.fromisoformat(until.decode()) if until is not None else last,
            window=float(looked) if looked is not None else None,
        )

    @property
    def later(self) -> frozenset[str]:
        """Cases that follow on another issue of the same visit."""
        return later_issues(self.cases, {case.case_id: self._ranked(case) for case in self.cases})

    @property
    def came(self) -> list[Case]:
        """Cases with which a customer came: neither returns nor further issues of a visit."""
        return first_cases(self.cases, self.later)

    def _ranked(self, case: Case) -> list[str]:
        issue = self.issue(case.case_id)
        return sorted(issue, key=lambda label: -issue[label])

    def issue(self, case_id: str) -> dict[str, float]:
        """Label to the probability that a case is about it."""
        return issue_of(self.openings[case_id], set(self.talk))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was measured."""

    parameters: Mapping[str, Parameter]
    """Name to measured parameter."""
    segments: Segments = field(default_factory=Segments)
    """The mix of issues by what customers have in common."""
    at_once: Mapping[str, Share] = field(default_factory=dict)
    """Label to who names a value in the first words."""
    at_once_of_all: float = 0.0
    """The same over all issues."""
    delays: tuple[Delay, ...] = ()
    """How long customers take to reply."""
    counted: tuple[Counted, ...] = ()
    """Numbers to be read beside the parameters."""
    notes: tuple[Remark, ...] = ()
    """What a reader of the fit should know."""


def shown(
    log: Log,
    found: Sequence[Course],
    mix: Mapping[str, Share],
    timezone: str,
    telling: Sequence[Case],
) -> Shown:
    """Everything that is measured beside the mix itself.

    Args:
        log: The log.
        found: Its cases turn by turn.
        mix: Share of each issue.
        timezone: Where the hours of the week are counted.
        telling: Cases that say what customers come for.
    """
    whole, per_label = at_once(_named(log, found))
    back = returns(log.cases, log.window, log.watched_until)
    mixes = segments(_seen(log, timezone, telling), mix)
    several = another_issue(log.cases, log.later, with_several(_labels(log)))
    parameters = {name: _as(name, share) for name, share in hazards(found).items()}
    human = asks_human(found)
    if human is not None:
        parameters["asks_human_first"] = _as("asks_human_first", human)
    if whole is not None:
        parameters["gives_value_at_once"] = _as("gives_value_at_once", whole)
    if several.value > 0:
        parameters["another_issue"] = _as("another_issue", several)
    if back is not None and back.share is not None:
        parameters["recontacts"] = _as("recontacts", back.share)
    if back is not None and back.after is not None:
        parameters["recontact_after"] = measured("recontact_after", *back.after, back.n)
    return Shown(
        parameters=parameters,
        segments=mixes,
        at_once=per_label,
        at_once_of_all=whole.value if whole is not None else 0.0,
        delays=delays([m for own in log.messages.values() for m in own if m.speaker != "system"]),
        counted=(*by_turn(found), *_forms(log)),
        notes=tuple(_notes(log, found, mixes)),
    )


def demands_in(found: Sequence[Course]) -> frozenset[str]:
    """Cases in which a bot was met with the wish for a human: what else they want is not told."""
    return frozenset(c.case.case_id for c in found if c.human_first and c.case.bot_engaged)


def _as(name: str, share: Share) -> Parameter:
    return measured(name, share.low, share.value, share.high, share.n)


def _notes(log: Log, found: Sequence[Course], mixes: Segments) -> list[Remark]:
    kinds = {
        ("channel", "Kanal"): mixes.channels,
        ("language", "Sprache"): mixes.locales,
        ("hour", "Uhrzeit"): mixes.hours,
    }
    told = [names for names, own in kinds.items() if own]
    differ = " and ".join(en for en, _ in told), " und ".join(de for _, de in told)
    notes = [remark("differ", kinds=differ) if told else remark("alike")]
    if not any(each.by == "bot" for course in found for each in course.asked):
        notes.append(remark("no_bot"))
    if log.window is None:
        notes.append(remark("no_returns"))
    return notes


# ----- what single measures look at --------------------------------------------------------------


def _seen(log: Log, timezone: str, telling: Sequence[Case]) -> list[Seen]:
    zone = ZoneInfo(timezone)
    rows = []
    for case in telling:
        issue = log.issue(case.case_id)
        if OUT_OF_SCOPE in issue:
            continue
        local = case.opened_at.astimezone(zone) if case.opened_at is not None else None
        hour = None if local is None else local.weekday() * 24 + local.hour
        rows.append(Seen(issue, case.channel or "", case.locale or "", hour))
    return rows


def _labels(log: Log) -> list[list[str]]:
    """The issues that a case's own messages are labelled with; none where the log has no labels."""
    none = (*log.talk, OUT_OF_SCOPE)
    return [
        [m.intent for m in log.messages.get(case.case_id, ()) if m.intent and m.intent not in none]
        for case in log.cases
    ]


def _named(log: Log, found: Sequence[Course]) -> list[Named]:
    """Cases that the company answered: else nobody can tell what would have been asked for.

    Left out is who met the company with the wish for a human or tapped a button: neither has room
    for a value.
    """
    rows = []
    for course in found:
        case_id = course.case.case_id
        opening, own = log.openings.get(case_id), log.messages.get(case_id, ())
        answered = any(m.speaker in ("bot", "agent") for m in own)
        if opening is None or opening.message.kind == "button":
            continue
        if course.human_first or not answered:
            continue
        before = [each for each in course.asked if not each.named]
        lost = [each.left or (each.human and not course.names) for each in before]
        lost = lost[: lost.index(True) + 1] if True in lost else lost
        first = any(map(holds_value, opening.said))
        rows.append(Named(log.issue(case_id), first, course.names, tuple(lost)))
    return rows


def _forms(log: Log) -> list[Counted]:
    """How customers of the log type, whatever simulated ones are made to."""
    texts = [
        (m.text, m.locale)
        for own in log.messages.values()
        for m in own
        if m.speaker == "customer" and m.kind == "text"
    ]
    rows = []
    for form, share in forms_in(texts).items():
        usual = known(form)
        rows.append(
            Counted(
                name=f"types.{form}",
                value=share.value,
                low=share.low,
                high=share.high,
                n=share.n,
                label_de=usual.label_de,
                label_en=usual.label_en,
            )
        )
    return rows


def forms_beside(
    openings: Sequence[Opening], utterances: Sequence[Utterance]
) -> dict[str, Parameter]:
    """How much more often the log's customers type so than the labelled texts do.

    With shares ``a`` in the log and ``b`` in the texts, each text is changed with probability
    ``(a - b) / (1 - b)``. Nothing is changed where the two intervals overlap.
    """
    log = forms_in((text, o.message.locale) for o in openings for text in o.said)
    texts = forms_in((u.text, u.locale) for u in utterances)
    found = {}
    for form, share in log.items():
        own = texts.get(form)
        if own is None or share.low <= own.high:
            continue
        low, central, high = (
            max(0.0, (a - b) / (1 - b))
            for a, b in ((share.low, own.high), (share.value, own.value), (share.high, own.low))
        )
        found[form] = measured(form, low, central, high, share.n)
    return found
