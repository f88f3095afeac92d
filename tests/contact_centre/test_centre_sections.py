"""Shifts, breaks, other work, threads, routing and call-backs in a centre file, and what-ifs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.contact_centre import ContactCentre, Estimate, Interval, LastAgent, in_both
from dialogkit.contact_centre._centre_duty import without
from dialogkit.errors import InputError, ParameterError

LEAST = "hours: Mo-Fr 08:00-18:00 Europe/Berlin\nagents: 2\nhandling: 6m\n"
SECTIONS = """\
blending:
  calls: {per_week: 600, handling: {mean: 5m, spread: 4m}, patience: 3m}
  emails: {per_week: {low: 300, central: 400, high: 500, source: measured}, handling: 7m}
threads: {share: 60%, turns: 3, rest: 45m}
routing: last
last_agent: {within: 2d}
agents_shown_as: persons
persons: {patience: 1.3}
callbacks: {after: 10m, accepts: 30%, tries: 3}
"""
HOUR = 3600.0
MONDAY = datetime(2026, 6, 1, tzinfo=ZoneInfo("Europe/Berlin"))


def test_all_sections_are_read() -> None:
    """What is written is there, what is not is named as a default, and everything has a name."""
    centre = ContactCentre.parse(LEAST + SECTIONS)
    found = centre.estimates()
    assert found["blending.calls.handling.mean"].central == 300
    assert found["blending.calls.wrap_up"].source == "default"
    assert found["blending.emails.per_week"].source == "measured"
    assert (found["threads.rest"].central, found["threads.turns"].central) == (2700, 3)
    assert found["persons.patience"].central == 1.3
    assert found["persons.resolves"].source == found["callbacks.picks_up"].source == "default"
    assert centre.last_agent == LastAgent(within=2 * 86_400, wait=300)
    assert centre.callbacks is not None
    assert (centre.callbacks.after, centre.callbacks.tries) == (600, 3)
    assert (centre.routing, centre.agents_shown_as) == ("last", "persons")


def test_left_out_sections_change_nothing() -> None:
    """Without them there is no other work, no thread, no call-back, and the flow routes."""
    centre = ContactCentre.parse(LEAST)
    assert (centre.blending, centre.threads, centre.callbacks) == (None, None, None)
    assert (centre.routing, centre.agents_shown_as) == ("flow", "team")
    assert {name.split(".")[0] for name in centre.estimates() if "." in name} == {"handling"}


@pytest.mark.parametrize(
    ("lines", "line", "hint"),
    [
        ("threads: {share: 160%}", 4, "between 0 and 1"),
        ("threads: {turns: 3}", 4, "needs share"),
        ("threads: {share: 1, turns: 0.5}", 4, "must be 1 to 1000"),
        ("threads: {share: 1, rest: -5m}", 4, "must be a duration"),
        ("threads: {share: 1, rests: 5m}", 4, "did you mean rest"),
        ("blending:\n  calls: {per_week: 5}", 5, "needs handling"),
        ("blending:\n  calls: {per_week: -5, handling: 5m}", 5, "a number from 0"),
        ("blending:\n  emails: {per_week: 5, handling: -5m}", 5, "must be a duration"),
        ("blending:\n  faxes: {per_week: 5}", 5, "is no key here"),
        ("routing: best", 4, "'flow', 'last', 'skill' or 'any'"),
        ("last_agent: {within: 7}", 4, "with its unit"),
        ("agents_shown_as: robots", 4, "'persons' or 'team'"),
        ("persons: {patience: 0}", 4, "above 0"),
        ("callbacks: {accepts: 140%}", 4, "between 0 and 1"),
        ("callbacks: {tries: 0}", 4, "from 1 to 10, got '0'"),
        ("shift: Mo-Fr 25:00-26:00", 4, "between 00:00 and 24:00"),
        ("breaks: lunch", 4, "no times"),
    ],
)
def test_sections_that_cannot_be(lines: str, line: int, hint: str) -> None:
    """Each refused value names its line, the rule and the remedy."""
    with pytest.raises(InputError, match=hint) as caught:
        ContactCentre.parse(LEAST + lines)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("agent", "hint"),
    [
        ("{shift: Sa 08:00-12:00}", "outside the opening hours"),
        ("{shift: 'Mo-Fr 08:00-12:00, 19:00-21:00'}", "outside the opening hours"),
        ("{shift: Mo-Sa 08:00-12:00}", "outside the opening hours"),
        ("{shift: Mo-Fr 08:00-12:00, breaks: '12:00-13:00'}", "breaks within its time on duty"),
        ("{shift: Mo-Fr 08:00-12:00, breaks: '08:00-12:00'}", "never on duty"),
    ],
)
def test_duty_that_does_not_fit_the_hours(agent: str, hint: str) -> None:
    """Shifts and breaks that cannot be are refused with the line of the agent, all at once."""
    text = f"hours: Mo-Fr 08:00-18:00\nagents:\n  - {{}}\n  - {agent}\n  - {agent}\nhandling: 6m"
    with pytest.raises(InputError, match=hint) as caught:
        ContactCentre.parse(text)
    assert caught.value.line == 4
    assert "\nline:5: agents[3]: " in str(caught.value)


def test_a_shift_less_its_breaks_is_duty() -> None:
    """Duty is in seconds from the start, on the wall clock of the centre, in opening hours."""
    centre = ContactCentre.parse(
        "hours: Mo-Fr 08:00-18:00 Europe/Berlin\nhandling: 6m\n"
        "agents: [{shift: Mo-We 07:00-13:00, breaks: '10:00-10:30'}, {breaks: '12-13'}, {}]"
    )
    early, late, always = (slots.on for slots in centre.duty(MONDAY, 1))
    assert early == ((8 * HOUR, 10 * HOUR), (10.5 * HOUR, 13 * HOUR))
    assert late == ((8 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR))
    assert always is None
    assert centre.load_factor(25.0) == pytest.approx(25 / ((0.27 + 0.9 + 1) * 3600 / 390))


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6),
)
def test_intervals_are_sets_of_moments(first: list[Any], second: list[Any]) -> None:
    """Both and without mean for intervals what they mean for the moments in them."""
    a, b = _apart(first), _apart(second)
    moments = [moment + 0.5 for moment in range(200)]

    def inside(moment: float, intervals: list[Interval]) -> bool:
        return any(start <= moment < end for start, end in intervals)

    for moment in moments:
        both = inside(moment, a) and inside(moment, b)
        only = inside(moment, a) and not inside(moment, b)
        assert inside(moment, in_both(a, b)) == both
        assert inside(moment, without(a, b)) == only


def _apart(gaps: list[tuple[int, int]]) -> list[Interval]:
    found, at = [], 0
    for gap, length in gaps:
        found.append((float(at + gap), float(at + gap + length)))
        at += gap + length + 1
    return found


@pytest.mark.parametrize(
    ("changes", "name", "central"),
    [
        ({"threads.share": "80%"}, "threads.share", 0.8),
        ({"threads.share": 0.8, "threads.rest": "2h"}, "threads.rest", 7200),
        ({"handling.default.mean": "4m"}, "handling.default.mean", 240),
        ({"handling.complaint": "9m"}, "handling.complaint.spread", 540),
        ({"handling": "4m"}, "handling.default.mean", 240),
        ({"blending.calls.per_week": "900"}, "blending.calls.per_week", 900),
        ({"persons.resolves": "1.2"}, "persons.resolves", 1.2),
        ({"patience.central": "90m"}, "patience", 5400),
        ({"patience": "{low: 1m, central: 2m, high: 3m}"}, "patience", 120),
        ({"callbacks.accepts": "10%"}, "callbacks.accepts", 0.1),
        ({"wage": "40"}, "wage", 40),
    ],
)
def test_what_ifs_by_name(changes: dict[str, Any], name: str, central: float) -> None:
    """Parts are changed by names with dots, as text; whatever is not named stays as it was."""
    centre = ContactCentre.parse(LEAST + SECTIONS)
    changed = centre.with_(**changes)
    assert changed.estimates()[name].central == central
    touched = {each.split(".central")[0] for each in changes}
    for other, value in centre.estimates().items():
        if not any(other.startswith(each) for each in touched):
            assert changed.estimates()[other] == value


def test_what_ifs_on_the_team_and_its_hours() -> None:
    """Size, chats, shifts, breaks, hours and routing change as text, sections go with none."""
    centre = ContactCentre.parse(LEAST + SECTIONS)
    changed = centre.with_(
        **{
            "agents": "12",
            "agents.chats": "3",
            "routing": "any",
            "hours": "24/7",
            "threads": "none",
        }
    )
    assert [agent.chats for agent in changed.agents] == [3] * 12
    assert (changed.routing, changed.threads, changed.hours.always_open) == ("any", None, True)
    shifted = centre.with_(shift="Mo-Fr 08:00-12:00", breaks="10:00-10:15")
    assert shifted.duty(MONDAY, 1)[0].on == ((8 * HOUR, 10 * HOUR), (10.25 * HOUR, 12 * HOUR))
    assert shifted.with_(shift="none", breaks=None) == centre
    assert centre.with_(**{"blending.emails": "none"}).blending is not None
    assert ContactCentre.parse(LEAST).with_(**{"threads.share": "1"}).threads is not None


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"threads.share": "180%"}, "between 0 and 1"),
        ({"threads.shares": "80%"}, "did you mean share"),
        ({"thread.share": "80%"}, "did you mean threads"),
        ({"hours.from": "8"}, "no part of this value"),
        ({"routing": "fastest"}, "'flow', 'last', 'skill' or 'any'"),
        ({"agents": "0"}, "1 or more"),
        ({"shift": "Sa 08:00-12:00"}, "outside the opening hours"),
        ({"callbacks.rings": "-1s"}, "must be a duration"),
    ],
)
def test_what_ifs_that_cannot_be(changes: dict[str, Any], hint: str) -> None:
    """A change that cannot be is refused with the rule."""
    with pytest.raises(ParameterError, match=hint):
        ContactCentre.parse(LEAST + SECTIONS).with_(**changes)


def test_hours_must_leave_somebody_on_duty() -> None:
    """Whoever never works in new hours is told, not silently left out."""
    centre = ContactCentre.parse(LEAST).with_(shift="Mo-Fr 08:00-12:00")
    assert centre.with_(hours="24/7").duty(datetime(2026, 6, 1, tzinfo=UTC), 1)[0].on is not None
    with pytest.raises(ParameterError, match=r"agents\[1\]: is never on duty"):
        centre.with_(hours="Mo-Fr 14:00-18:00")


def test_low_and_high_reach_into_sections() -> None:
    """Deep estimates can be set to an end; those of persons count only where they are shown."""
    centre = ContactCentre.parse(LEAST + SECTIONS)
    high = centre.assume("high", ["blending.emails.per_week", "persons.resolves"])
    assert high.estimates()["blending.emails.per_week"].central == 500
    assert high.persons.resolves == Estimate(
        low=1.15, central=1.15, high=1.15, unit="number", source="default"
    )
    assert "persons.resolves" not in centre.with_(agents_shown_as="team").estimates()


def test_a_slip_in_skills_or_hours_is_refused() -> None:
    """A skill that nobody has and hours that never open are refused with what to do."""
    text = "hours: {}\nagents: [{{skills: [a]}}, {{skills: [a, b]}}]\nhandling: 6m"
    centre = ContactCentre.parse(text.format("Mo-Fr 8-18"))
    centre.require(["a", "b"])
    with pytest.raises(ParameterError, match="No agent has the skill c: name it"):
        centre.require(["a", "c"])
    centre.with_(routing="any").require(["c"])
    with pytest.raises(ParameterError, match="never opens: give it"):
        ContactCentre.parse(text.format("closed")).require()


def test_gaps_in_the_shifts_are_found() -> None:
    """The share of the opening hours without anybody on duty."""
    centre = ContactCentre.parse(LEAST)
    assert centre.uncovered() == 0
    assert centre.with_(shift="Mo-Fr 08:00-16:00").uncovered() == pytest.approx(0.2)
    assert centre.with_(breaks="12:00-13:00").uncovered() == pytest.approx(0.1)
