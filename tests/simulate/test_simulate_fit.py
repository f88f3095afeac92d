"""Fitting: what a log shows comes with n and interval, and a refit finds the known truth again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from fit_logs import ANSWER, ASK, MONDAY, NUMBER, case_of, cases_of
from small_world import CENTRE, FLOW, KEYS, Keywords, Talkative, make_centre, make_customers

from dialogkit._intervals import wilson as interval
from dialogkit.conversation import (
    Cases,
    Message,
    Messages,
    Prediction,
    Speaker,
    Utterance,
)
from dialogkit.corpus import split_cases
from dialogkit.flow import load_flow
from dialogkit.simulate import (
    OUT_OF_SCOPE,
    Customers,
    Parameter,
    Run,
    Segment,
    Segments,
    prepare,
    run_setup,
)
from dialogkit.simulate._fit_delays import median_interval
from dialogkit.simulate._issues import wilson

LOST = "Sorry, I did not understand that. Please write it in other words."


# ----- logs by hand ------------------------------------------------------------------------------


def _hazard_log() -> Cases:
    """Ten left at the first turn, ten at the second, ten after a misunderstanding, 30 went on."""
    rows = [case_of(n, ASK, ANSWER, abandoned="bot") for n in range(10)]
    rows += [case_of(n, ASK, ANSWER, NUMBER, ANSWER, abandoned="bot") for n in range(10, 20)]
    rows += [case_of(n, ASK, ("bot", LOST), abandoned="bot") for n in range(20, 30)]
    rows += [case_of(n, ASK, ANSWER, NUMBER, ("bot", "It comes today.")) for n in range(30, 60)]
    end = case_of(60, ASK, ("agent", "I look."), at=MONDAY + timedelta(days=30))
    return cases_of(*rows, end)


def test_hazards_of_leaving_are_counted_by_turn_and_by_misunderstanding() -> None:
    """Of 50 at the first turn 10 left, of 10 at the second all, of 10 not understood all."""
    found = Customers.fit(_hazard_log(), Keywords()).parameters
    for name, k, n in (
        ("leaves_first_turn", 10, 50), ("leaves_per_turn", 10, 10), ("leaves_when_lost", 10, 10),
    ):  # fmt: skip
        measured = found[name]
        assert measured.source == "measured"
        assert measured.n == n
        assert measured.central == pytest.approx(k / n)
        assert (measured.low, measured.high) == pytest.approx(interval(k, n))
    assert found["settles"].source == "assumed"
    assert found["settles"].n is None


@pytest.mark.parametrize(
    ("lost", "locale"),
    [
        ("Sorry, I did not get that.", "en"),
        ("Sorry, I did not get that. Could you say it in other words?", "en"),
        ("Das habe ich leider nicht verstanden. Worum geht es?", "de"),
    ],
)
def test_who_is_silent_after_a_misunderstanding_has_left(lost: str, locale: str) -> None:
    """Cut from plain messages: of 40 whom the bot did not understand 10 never wrote again."""
    rows = [("customer", "where is my parcel"), ("bot", lost), ("customer", "the parcel")]
    messages = _thread(41, lambda n: rows[: 2 if n < 10 else 3], locale)  # the last is too late
    found = Customers.fit(split_cases(messages, gap="2h"), Keywords()).parameters
    assert "leaves_first_turn" not in found
    assert found["leaves_when_lost"].source == "measured"
    assert (found["leaves_when_lost"].central, found["leaves_when_lost"].n) == (0.25, 40)


def test_statements_that_are_answered_do_not_hide_who_left() -> None:
    """Silence after a statement is no sign of leaving; so an answer to one is none of staying."""
    known = ("customer", "it is a box")
    rows = [ASK, ANSWER, known, ("bot", "It comes today."), ("customer", "to the door"), ANSWER]
    messages = _thread(41, lambda n: [*rows, known] if n >= 10 else rows, "en")
    found = Customers.fit(split_cases(messages, gap="2h"), Keywords()).parameters
    assert (found["leaves_first_turn"].central, found["leaves_first_turn"].n) == (0.0, 40)
    assert (found["leaves_per_turn"].central, found["leaves_per_turn"].n) == (0.25, 40)


def _thread(count: int, lines: Callable[[int], list[tuple[str, str]]], locale: str) -> Messages:
    """Conversations of so many customers, a day apart, a minute from line to line."""
    return Messages.of(
        Message(
            conversation_id=f"c{n:02}",
            position=place,
            speaker=cast("Speaker", speaker),
            text=text,
            sent_at=MONDAY + timedelta(days=n, minutes=place),
            channel="web",
            locale=locale,
        )
        for n in range(count)
        for place, (speaker, text) in enumerate(lines(n))
    )


def test_the_end_of_the_log_hides_who_would_have_answered() -> None:
    """A question asked in the last hours of the log is no sign of leaving."""
    rows = [case_of(n, ASK, ("agent", "Which number is it?")) for n in range(5)]
    end = MONDAY + timedelta(days=9)
    late = [
        case_of(n, ASK, ("agent", "Which number is it?"), at=end + timedelta(hours=n))
        for n in range(5, 9)
    ]
    counted = {row.name: row for row in Customers.fit(cases_of(*rows, *late), Keywords()).counted}
    assert counted["leaves.agent.1"].n == 5
    assert counted["leaves.agent.1"].value == 1.0


def test_answers_at_the_end_of_the_log_do_not_make_leaving_rare() -> None:
    """Of eight who were asked in time four left; twelve answers of the last hours say nothing."""
    rows = [case_of(n, ASK, ANSWER, *[NUMBER] * (n % 2), abandoned="bot") for n in range(8)]
    late = [case_of(n, ASK, ANSWER, NUMBER, at=MONDAY + timedelta(days=9)) for n in range(8, 20)]
    found = Customers.fit(cases_of(*rows, *late), Keywords()).parameters["leaves_first_turn"]
    assert (found.central, found.n) == (0.5, 8)
    short = Customers.fit(cases_of(*late), Keywords()).parameters
    assert "leaves_first_turn" not in short
    assert short["leaves_per_turn"].source == "assumed"


def test_agents_left_unanswered_say_nothing_of_a_bot() -> None:
    """A log without a bot measures leaving agents: shown, never taken for the bot's hazard."""
    rows = [case_of(n, ASK, ("agent", "Which number is it?"), NUMBER) for n in range(9)]
    rows += [case_of(n, ASK, ("agent", "Which number is it?")) for n in range(9, 12)]
    end = case_of(20, ASK, ("agent", "Done."), at=MONDAY + timedelta(days=30))
    found = Customers.fit(cases_of(*rows, end), Keywords())
    assert found.parameters["leaves_per_turn"].source == "assumed"
    assert "leaves_first_turn" not in found.parameters
    assert {row.name: (row.value, row.n) for row in found.counted}["leaves.agent.1"] == (0.25, 12)
    assert any("no bot wrote" in note for note in found.notes)
    assert {delay.to for delay in found.delays} == {"agent"}


def test_wishes_for_a_human_are_told_from_issues() -> None:
    """Who meets the bot with that wish counts for it, and not for what customers want."""
    rows = [case_of(n, ASK, ANSWER, NUMBER, ("bot", "Today.")) for n in range(16)]
    rows += [
        case_of(n, ("customer", "Can I speak to a human please?"), ("bot", "One moment."))
        for n in range(16, 20)
    ]
    found = Customers.fit(cases_of(*rows), Keywords())
    first = found.parameters["asks_human_first"]
    assert (first.source, first.n) == ("measured", 20)
    assert first.central == pytest.approx(0.2)
    assert all("human" not in spoken.text for spoken in found.spoken)


def test_returns_are_measured_where_somebody_looked_for_them() -> None:
    """Of ten who said that it did not help four came back; the bare return proves nothing."""
    rows = [case_of(n, ASK, ("agent", "It comes."), resolved="no") for n in range(10)]
    rows += [
        case_of(n, ASK, ("agent", "It comes."), resolved="no", because="resolved=came_back")
        for n in range(10, 16)
    ]
    backs = [
        case_of(20 + n, ASK, ("agent", "Yes."), recontact_of=f"c{n}",
              at=MONDAY + timedelta(hours=n + 24, minutes=1))
        for n in (0, 1, 2, 3, 10, 11, 12, 13, 14, 15)
    ]  # fmt: skip
    found = Customers.fit(cases_of(*rows, *backs), Keywords())
    again = found.parameters["recontacts"]
    assert again.n == 10
    assert again.central == pytest.approx(0.4)
    assert found.parameters["recontact_after"].central == pytest.approx(24 * 3600)
    assert found.parameters["recontact_after"].n == 10
    # who comes back is no new customer
    assert found.per_week * found.weeks == pytest.approx(16)
    unlinked = Customers.fit(cases_of(*rows), Keywords())
    assert unlinked.parameters["recontacts"].source == "assumed"
    assert any("nobody looked for returns" in note for note in unlinked.notes)


def test_several_issues_in_a_thread_are_counted_once_each() -> None:
    """A case that follows another in its thread with another issue is no new customer."""
    rows = []
    for n in range(0, 40, 2):
        at = MONDAY + timedelta(hours=n)
        thread = {"conversation_id": f"t{n}"}
        rows.append(case_of(n, ASK, ANSWER, at=at, **thread))
        if n < 10:
            other = ("customer", "and i am angry")
            rows.append(case_of(n + 1, other, ANSWER, at=at + timedelta(minutes=9), **thread))
    found = Customers.fit(cases_of(*rows), Keywords())
    again = found.parameters["another_issue"]
    assert again.n == 25
    assert again.central == pytest.approx(0.2)
    assert found.per_week * found.weeks == pytest.approx(20)


def test_labels_inside_a_case_tell_further_issues() -> None:
    """Where the log is labelled, a case with two issues counts as one that goes on."""
    rows = [
        case_of(n, ASK, ANSWER, ("customer", "and i am angry"),
              labels={0: "parcel_status", 2: "complaint" if n < 3 else "parcel_status"})
        for n in range(12)
    ]  # fmt: skip
    again = Customers.fit(cases_of(*rows), Keywords()).parameters["another_issue"]
    assert again.n == 12
    assert again.central == pytest.approx(0.25)


def test_reply_times_are_measured_by_channel_and_by_whom_they_answer() -> None:
    """Each row has n and an interval; a channel with few replies borrows from all."""
    rows = [case_of(n, ASK, ANSWER, NUMBER, channel="web") for n in range(60)]
    rows += [
        case_of(n, ASK, ("agent", "Which one?"), NUMBER, channel="whatsapp") for n in range(60, 70)
    ]
    found = Customers.fit(cases_of(*rows), Keywords())
    assert [(d.to, d.channel, d.n) for d in found.delays] == [
        ("agent", "whatsapp", 10),
        ("bot", "web", 60),
    ]
    assert all(d.low <= d.median <= d.high for d in found.delays)
    assert found.reply_time("web") == pytest.approx((60.0, 0.0))
    assert found.reply_time("whatsapp") == (found.reply_median, found.reply_spread)


def test_labelled_texts_are_typed_as_the_log_is() -> None:
    """Texts cleaner than the log are changed as often as is missing; others stay as they are."""
    said = "where is my parcel it should be here by now i think"
    rows = [case_of(n, ("customer", said), ANSWER) for n in range(40)]
    clean = [
        Utterance(text=f"Where is my parcel {n}? It should be here, shouldn't it, by now?",
                  intent="parcel_status", locale="en")
        for n in range(40)
    ]  # fmt: skip
    found = Customers.fit(cases_of(*rows), Keywords(), utterances=clean, speak="utterances")
    for form in ("lower_case", "dictated"):
        assert found.parameters[form].source == "measured"
        assert found.parameters[form].central == pytest.approx(1.0)
        assert found.parameters[form].n == 40
    assert found.parameters["swears"].off
    own = Customers.fit(cases_of(*rows), Keywords(), speak="log")
    assert own.parameters["lower_case"].off
    assert {row.name: row.value for row in own.counted}["types.lower_case"] == 1.0


def test_the_interval_of_a_median_holds_it_as_often_as_it_says() -> None:
    """Of 400 samples about 95 % of the intervals hold the true median."""
    rng = np.random.default_rng(4)
    held = 0
    for _ in range(400):
        low, high = median_interval(np.sort(rng.lognormal(4, 1.5, 41)).tolist())
        held += low <= np.exp(4) <= high
    assert 0.92 <= held / 400 <= 0.99


# ----- a log made from known customers -----------------------------------------------------------

SIMPLE = FLOW.replace("{found: 90%, unknown: 8%, failed: 2%}", "{found: 100%}").replace(
    "when: {found: tell, unknown: desk, failed: desk}", "when: {found: tell}"
)
"""A back end that always knows, so that nobody gives up because of it."""
TRUTH: dict[str, float] = {
    "leaves_first_turn": 0.10,
    "leaves_per_turn": 0.06,
    "leaves_when_lost": 0.20,
    "asks_human_first": 0.12,
    "asks_human_when_lost": 0.35,
    "gives_value_at_once": 0.3,
    "another_issue": 0.12,
    "recontacts": 0.35,
    "recontact_after": 15 * 3600.0,
}
BUTTONS = ("track", "complain", "agent", "agree", "refuse", "done")
MIX = {"web": 0.75, "whatsapp": 0.45}
"""Channel to the share of parcels."""


def _known() -> Customers:
    """Customers of whom everything is known."""
    plain = {"consents": 1.0, "says_done": 0.0, "notices_wrong_answer": 1.0, OUT_OF_SCOPE: 0.0}
    found = make_customers(500, **TRUTH, **plain)
    whole = 0.5 * sum(MIX.values())
    return replace(
        found,
        greets_first=0.2,
        reply_median=80.0,
        reply_spread=1.0,
        intents={"parcel_status": wilson(whole, 0), "complaint": wilson(1 - whole, 0)},
        channels=dict.fromkeys(MIX, 0.5),
        segments=Segments(
            channels={
                channel: Segment(
                    n=0, intents={"parcel_status": wilson(p, 0), "complaint": wilson(1 - p, 0)}
                )
                for channel, p in MIX.items()
            }
        ),
    )


def _simulated(folder: Path, seed: int) -> Run:
    (folder / "flow.yaml").write_text(
        SIMPLE.replace("channels: [web]", "channels: [web, whatsapp]"), encoding="utf-8"
    )
    lost = {"rephrase", "show_choices"}
    texts = "".join(
        f"{key}: {LOST if key in lost else key.replace('_', ' ')}\n" for key in [*KEYS, "complaint"]
    )
    (folder / "texts.en.yaml").write_text(texts, encoding="utf-8")
    bot = Talkative(load_flow(folder / "flow.yaml"))
    centre = make_centre(folder, CENTRE.replace("agents: 4", "agents: 40"))
    setup = prepare(bot, _known(), centre, seed=seed, days=14, transcripts=True)
    return run_setup(setup, [0])


def _as_log(run: Run) -> Cases:
    """What a messenger would have kept of a run, with the labels of who read it."""
    by_id = {case.case_id: case for case in run.cases.rows()}
    messages = []
    for transcript in run.transcripts:
        case = by_id[transcript.case_id]
        for position, line in enumerate(transcript.lines):
            label = "greeting" if line["text"] == "Hello" else case.intent
            messages.append(
                Message(
                    conversation_id=case.conversation_id,
                    position=position,
                    speaker=line["speaker"],
                    text=line["text"],
                    sent_at=datetime.fromisoformat(line["at"]),
                    case_id=case.case_id,
                    channel=case.channel,
                    locale="en",
                    kind="button" if line["text"] in BUTTONS else "text",
                    intent=label if line["speaker"] == "customer" else None,
                )
            )
    return Cases(run.cases.table, Messages.of(messages))


def _compared(found: Customers) -> Iterator[tuple[str, float, float, float]]:
    """Name, truth, and the ends of the interval that was fitted."""
    for name, truth in TRUTH.items():
        measured: Parameter = found.parameters[name]
        assert measured.source == "measured", name
        yield name, truth, measured.low, measured.high
    for channel, truth in MIX.items():
        share = found.segments.channels[channel].intents["parcel_status"]
        yield channel, truth, share.low, share.high
    whole = found.intents["parcel_status"]
    yield "parcel_status", 0.5 * sum(MIX.values()), whole.low, whole.high
    yield "greets_first", 0.2, *interval(found.greets_first * found.cases, found.cases)
    for delay in found.delays:
        if delay.to == "bot":
            yield f"reply {delay.channel}", 80.0, delay.low, delay.high
    firsts = found.per_week * found.weeks
    half = 1.96 * np.sqrt(firsts)
    yield "arrivals", 2 * 500, firsts - half, firsts + half


def test_a_refit_finds_the_known_customers_again(tmp_path: Path) -> None:
    """Of a log simulated from known customers, the intervals hold the truth about 95 % of the time.

    With 2 logs of 16 numbers each, fewer than 27 of 32 would be a sign of bias: the binomial chance
    of that is 0.5 % at 95 % coverage.
    """
    missed, n = [], 0
    for seed in (1, 2):
        log = _as_log(_simulated(tmp_path, seed))
        found = Customers.fit(log, Keywords(), small_talk=["greeting"], speak="log")
        for name, truth, low, high in _compared(found):
            n += 1
            if not low <= truth <= high:
                missed.append((seed, name, truth, low, high))
    assert n == 32
    assert len(missed) <= n - 27, missed


def test_cases_without_a_channel_are_counted_and_told() -> None:
    """All, some and none of them, in both languages."""
    rows = [case_of(n, ASK, ANSWER, channel="web" if n > 2 else None) for n in range(8)]
    some = Customers.fit(cases_of(*rows), Keywords())
    assert some.channels == {"web": 1.0}
    assert any(note.startswith("3 of 8 cases without a channel") for note in some.notes)
    assert any("(web 100 %)" in note for note in some.notes_de)
    none = Customers.fit(cases_of(*rows[:3]), Keywords())
    assert any("first channel of the flow" in note for note in none.notes)
    assert len(none.notes) == len(none.notes_de)
    assert not any(
        "channel" in note for note in Customers.fit(cases_of(*rows[3:]), Keywords()).notes
    )


class _Doubting(Keywords):
    """Takes every text for one that no label covers, to some degree."""

    doubt = 0.3

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """As the parent, with its doubt."""
        return [replace(each, out_of_scope=self.doubt) for each in super().predict_many(texts)]


def test_doubts_far_above_what_is_assumed_out_of_scope_are_told() -> None:
    """It is no measurement: the assumption stays; where the doubt is small nothing is said."""
    rows = [case_of(n, ASK, ANSWER) for n in range(8)]
    found = Customers.fit(cases_of(*rows), _Doubting())
    assert any("(30%), but out of scope are only 5%" in note for note in found.notes)
    assert found.parameters["out_of_scope"].source == "assumed"
    calm = _Doubting()
    calm.doubt = 0.1
    assert not any("out of scope" in note for note in Customers.fit(cases_of(*rows), calm).notes)
