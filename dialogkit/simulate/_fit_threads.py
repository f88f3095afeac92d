"""What one thread holds beside the first issue: returns with the same one, and other ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from dialogkit.conversation import Case
from dialogkit.simulate._fit_course import share_of
from dialogkit.simulate._fit_delays import median_interval
from dialogkit.simulate._habits import Share

__all__ = [
    "Returns",
    "another_issue",
    "first_cases",
    "later_issues",
    "returns",
    "with_several",
]

SOON = timedelta(hours=24)
"""An issue that opens so soon after the one before it belongs to the same visit."""
FEW = 5
"""With fewer returns no time until them is measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """Who came back with the same issue."""

    share: Share | None
    """Of those who said that it was not settled; ``None``: nobody did."""
    after: tuple[float, float, float] | None
    """Median seconds until the return and its 95 % interval; ``None``: too few."""
    n: int
    """Returns."""


def returns(cases: Sequence[Case], window: float | None, ends: datetime | None) -> Returns | None:
    """How many of those who were not helped came back; ``None`` where nobody looked for returns.

    Not helped is who said so, at the first contact about the matter. Whom the return alone proves
    unhelped (``came_back``) is left out, as all of them came back; so is who closed less than the
    window before the log ends.

    Args:
        cases: With ``recontact_of``, as `dialogkit.corpus.link_recontacts` gives them.
        window: Seconds after a case in which returns were looked for; ``None``: not known.
        ends: The last moment of the log.
    """
    back = {case.recontact_of for case in cases if case.recontact_of is not None}
    if not back and window is None:
        return None
    unhelped = [
        case
        for case in cases
        if case.resolved == "no"
        and case.recontact_of is None
        and "resolved=came_back" not in (case.because or "")
        and _seen_for(case, window, ends)
    ]
    delays = sorted(_delays(cases))
    after = None
    if len(delays) >= FEW:
        middle = (delays[(len(delays) - 1) // 2] + delays[len(delays) // 2]) / 2
        low, high = median_interval(delays)
        after = (min(low, middle), middle, max(high, middle))
    return Returns(
        share=share_of(case.case_id in back for case in unhelped), after=after, n=len(delays)
    )


def _seen_for(case: Case, window: float | None, ends: datetime | None) -> bool:
    if case.closed_at is None or ends is None or window is None:
        return True
    return (ends - case.closed_at).total_seconds() >= window


def _delays(cases: Iterable[Case]) -> Iterable[float]:
    listed = list(cases)
    closed = {case.case_id: case.closed_at for case in listed}
    for case in listed:
        before = closed.get(case.recontact_of or "")
        if before is not None and case.opened_at is not None:
            yield max(0.0, (case.opened_at - before).total_seconds())


def later_issues(cases: Sequence[Case], issues: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Cases that follow another one of their thread on the same visit, with another issue.

    Args:
        cases: The cases.
        issues: Case id to its labels, the likeliest first; a case with the label of the one before
            it is no other issue.
    """
    threads: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        # a return with an old issue may come in between
        returns_here = case.recontact_of is not None
        if case.opened_at is not None and case.closed_at is not None and not returns_here:
            threads[case.conversation_id].append(case)
    found = set()
    for own in threads.values():
        own.sort(key=lambda case: (case.opened_at, case.case_id))
        for before, case in pairwise(own):
            assert before.closed_at is not None
            assert case.opened_at is not None
            one, other = issues.get(before.case_id), issues.get(case.case_id)
            soon = case.opened_at - before.closed_at <= SOON
            if soon and one and other and one[0] != other[0]:
                found.add(case.case_id)
    return frozenset(found)


def first_cases(cases: Sequence[Case], later: frozenset[str]) -> list[Case]:
    """Those with which a customer came: neither returns nor further issues of the same visit."""
    return [c for c in cases if c.recontact_of is None and c.case_id not in later]


def another_issue(cases: Sequence[Case], later: frozenset[str], labelled: Share | None) -> Share:
    """How many cases are followed by one about another issue on the same visit.

    Args:
        cases: All cases; returns with an issue are left out.
        later: Those that follow on the same visit.
        labelled: Share of cases whose own messages are labelled with several issues, where the log
            has labels; the larger of the two counts, as a log without times is hardly cut.
    """
    asked = sum(case.recontact_of is None for case in cases)
    own = share_of([True] * len(later) + [False] * (asked - len(later)))
    assert own is not None
    return own if labelled is None or labelled.value <= own.value else labelled


def with_several(labels: Iterable[Sequence[str]]) -> Share | None:
    """Share of cases whose messages are labelled with several issues; ``None`` without labels."""
    return share_of(len({*own}) > 1 for own in labels if own)
