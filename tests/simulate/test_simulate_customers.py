"""Customers: what is fitted to a log, what is assumed, and how files are read and refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from small_world import Keywords, make_customers

from dialogkit.conversation import Case, Cases, Message, Messages, Utterance, case_table
from dialogkit.errors import InputError, ParameterError
from dialogkit.simulate import (
    ASSUMPTIONS,
    OUT_OF_SCOPE,
    Counted,
    Customers,
    Delay,
    Heard,
    Parameter,
    Segment,
    Segments,
    Share,
    Spoken,
    is_small_talk,
)
from dialogkit.simulate._arrivals import arrivals
from dialogkit.simulate._draws import lognormal, pick

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


SHARE = {"value": 0.5, "low": 0.0, "high": 1.0, "n": 1}
RANGE = {"name": "settles", "low": 0.5, "central": 0.6, "high": 0.7}
DELAY = {
    "to": "bot", "channel": "web", "median": 60.0, "low": 50.0, "high": 70.0, "spread": 1.0, "n": 9,
}  # fmt: skip


def _log(texts: list[tuple[str, datetime]]) -> Cases:
    """One case a text, with an answer a minute later and thanks two minutes after that."""
    messages, cases = [], []
    for number, (text, at) in enumerate(texts):
        name = f"c{number}"
        said = [("customer", text, 0), ("agent", "one moment", 60), ("customer", "ok", 180)]
        for position, (speaker, words, after) in enumerate(said):
            messages.append(
                Message(
                    conversation_id=name,
                    position=position,
                    speaker=speaker,  # type: ignore[arg-type]
                    text=words,
                    sent_at=at + timedelta(seconds=after),
                    case_id=name,
                    channel="web",
                    locale="en",
                )
            )
        cases.append(
            Case(case_id=name, conversation_id=name, opened_at=at, channel="web", locale="en")
        )
    return Cases(case_table(cases), Messages.of(messages))


def test_fit_measures_mix_arrivals_and_replies() -> None:
    """Three in four about parcels, all at ten o'clock local time, replies after two minutes."""
    texts = ["my parcel", "parcel?", "a parcel", "so angry"] * 7
    days = [(text, MONDAY + timedelta(days=i)) for i, text in enumerate(texts)]
    found = Customers.fit(_log(days), Keywords())
    assert found.cases == 28
    assert found.intents["parcel_status"].value == pytest.approx(
        0.75 * 0.98 * 0.95 / 0.951, abs=0.02
    )
    assert sum(share.value for share in found.intents.values()) == pytest.approx(1)
    assert found.per_week == pytest.approx(28 / found.weeks)
    hours = np.asarray(found.arrivals).reshape(7, 24)
    assert hours[:, 10].sum() == pytest.approx(found.per_week)
    assert found.reply_median == pytest.approx(120)
    assert found.replies == 28
    assert found.ends.isoformat() == "2026-02-01"
    assert found.next_monday.isoformat() == "2026-02-02"


def test_texts_of_the_log_mean_what_the_classifier_doubts() -> None:
    """Without labelled texts a text of the log carries its probabilities, not a certainty."""
    found = Customers.fit(_log([("my parcel", MONDAY), ("hm", MONDAY)]), Keywords())
    meant = {spoken.text: spoken.meant for spoken in found.spoken}
    assert meant["my parcel"]["parcel_status"] < 1
    assert meant["hm"][OUT_OF_SCOPE] == pytest.approx(0.9)


def test_labelled_texts_are_spoken_instead() -> None:
    """Labelled texts the classifier has not seen are certain, and small talk is left out."""
    rows = [Utterance(text="x", intent="complaint"), Utterance(text="hi", intent="greeting")]
    found = Customers.fit(_log([("my parcel", MONDAY)]), Keywords(), utterances=rows)
    assert [spoken.text for spoken in found.spoken] == ["x"]
    assert dict(found.spoken[0].meant) == {"complaint": 1.0}


def test_a_log_without_times_says_that_arrivals_are_assumed() -> None:
    """No times: even arrivals in office hours, and a note."""
    cases = _log([("my parcel", MONDAY)])
    rows = [Case(case_id=c.case_id, conversation_id=c.conversation_id) for c in cases.rows()]
    found = Customers.fit(Cases(case_table(rows), cases.messages), Keywords())
    assert found.per_week == pytest.approx(1)
    assert any("no times" in note for note in found.notes)


def test_a_log_without_customers_is_refused() -> None:
    """A log in which no customer writes cannot be fitted."""
    with pytest.raises(InputError, match="no case with a customer"):
        Customers.fit(Cases(case_table([])), Keywords())


def test_customer_files_come_back_the_same(tmp_path: Path) -> None:
    """What is saved is loaded again, value for value."""
    customers = make_customers()
    customers.save(tmp_path / "customers.json")
    assert Customers.load(tmp_path / "customers.json").to_json() == customers.to_json()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "other"}, "not a customer file"),
        ({"arrivals": [1.0]}, "168"),
        ({"arrivals": [float("inf")] * 168}, "arrivals"),
        ({"timezone": "Nowhere"}, "time zone"),
        ({"timezone": None}, "timezone"),
        ({"dispersion": None}, "dispersion"),
        ({"greets_first": 2}, "greets_first"),
        ({"surplus": 1}, "surplus"),
        ({"intents": {"a": SHARE}}, r"intents must sum to 1, they sum to 0\.5"),
        ({"channels": {"web": 0.5, "whatsapp": 0.7}}, r"channels must sum to 1, they sum to 1\.2"),
        ({"intents": {"a": {**SHARE, "low": 0.6}}}, "a: a share must have 0 <= low <= value"),
        (
            {"segments": {"channels": {"web": {"n": 3, "intents": {"a": SHARE}}}}},
            r"web must .* 0\.5",
        ),
        ({"segments": {"hours": {"Mo 9-8": {"n": 3, "intents": {}}}}}, "hours must go forward"),
        ({"arrivals": {"Mo": [1.0] * 24}}, "24 rates for each of the days Mo, Tu"),
        ({"arrivals": [-1.0] * 168}, "arrivals"),
        ({"delays": [{**DELAY, "median": -60}]}, r"delays\[0\]\.median"),
        ({"delays": [{**DELAY, "low": 70}]}, "low <= median <= high"),
        ({"at_once": {"a": {**SHARE, "high": 0.4}}}, "a: a share"),
        ({"reply_median": -1}, "reply_median"),
        ({"spoken": [{"words": "x"}]}, r"spoken\[0\]\.text"),
        ({"parameters": [{"name": "nonsense"}]}, "no assumption is called"),
        ({"parameters": [{"name": "settles", "low": 0.9, "central": 0.5, "high": 1}]}, "low"),
        ({"parameters": [{**RANGE, "central": 1.5, "high": 2}]}, "between|0 and 1"),
        ({"parameters": [{**RANGE, "source": "guessed"}]}, "measured or assumed"),
        ({"parameters": [{**RANGE, "n": -3}]}, "whole number n"),
        (
            {"parameters": [{"name": "recontact_after", "low": -5, "central": 1, "high": 2}]},
            "range",
        ),
    ],
)
def test_broken_customer_files_are_refused(
    tmp_path: Path, change: dict[str, object], why: str
) -> None:
    """A file that was edited wrongly is refused with its name and the rule."""
    path = tmp_path / "customers.json"
    path.write_text(json.dumps({**make_customers().to_json(), **change}), encoding="utf-8")
    with pytest.raises(InputError, match=why) as refused:
        Customers.load(path)
    assert refused.value.file == str(path)


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    """Several wrong values of one file stand in one message."""
    change = {"intents": {"a": {**SHARE, "low": 0.6}}, "delays": [{**DELAY, "high": 1.0}]}
    path = tmp_path / "customers.json"
    path.write_text(json.dumps({**make_customers().to_json(), **change}), encoding="utf-8")
    with pytest.raises(InputError, match=r"a: a share must .*; delays\[0\]: a reply time must"):
        Customers.load(path)


def test_files_of_the_first_form_are_read_still(tmp_path: Path) -> None:
    """A file without segments, delays and counts means what it meant."""
    value = make_customers().to_json()
    for new in ("segments", "at_once", "at_once_of_all", "delays", "counted"):
        value.pop(new)
    rates = [rate for day in value["arrivals"].values() for rate in day]
    old = ("typos", "umlauts_spelt_out", "umlauts_dropped", "dialect", "lower_case", "dictated")
    value |= {
        "format": "dialogkit.customers/1",
        "arrivals": rates,
        "parameters": [
            row
            for row in value["parameters"]
            if row["name"] not in (*old, "swears", "another_issue")
        ],
    }
    path = tmp_path / "customers.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert Customers.load(path).to_json() == make_customers().to_json()


def test_everything_that_can_be_fitted_comes_back_from_a_file(tmp_path: Path) -> None:
    """Segments, reply times, values at once, counts and typed texts survive saving."""
    share = Share(value=0.5, low=0.25, high=0.75, n=8)
    halves = {"complaint": share, "parcel_status": share}
    heard = Heard(label="complaint", confidence=0.5)
    customers = replace(
        make_customers(168, swears=0.1),
        segments=Segments(hours={"Sa-Su 9-12": Segment(n=8, intents=halves)}),
        at_once={"complaint": share},
        at_once_of_all=0.25,
        delays=(Delay(to="bot", channel="web", median=60, low=50, high=70, spread=1, n=9),),
        counted=(Counted(name="leaves.agent.1", value=0.1, low=0.0, high=0.2, n=40),),
        spoken=(
            Spoken(text="i\n[1, 2]", locale=None, meant={"complaint": 1.0}, heard=heard,
                   typed={"swears": ("damn i", heard)}),
        ),
    )  # fmt: skip
    customers.save(tmp_path / "customers.json")
    assert Customers.load(tmp_path / "customers.json") == customers
    text = (tmp_path / "customers.json").read_text(encoding="utf-8")
    assert len([line for line in text.splitlines() if line.startswith('    "Mo": [')]) == 1


def test_a_value_that_somebody_sets_is_no_longer_measured() -> None:
    """A what-if is an assumption, whatever was measured before; an untouched value stays."""
    row = replace(ASSUMPTIONS["settles"], source="measured", n=50)
    customers = replace(make_customers(), parameters={**ASSUMPTIONS, "settles": row})
    assert customers.with_values(settles=0.85).parameters["settles"] == row
    moved = customers.with_values(settles=0.5).parameters["settles"]
    assert (moved.source, moved.n, moved.central, moved.low) == ("assumed", None, 0.5, 0.5)


def test_leaving_at_the_first_turn_is_as_later_unless_told() -> None:
    """One hazard serves for all turns until the first has one of its own."""
    customers = make_customers(leaves_per_turn=0.04)
    assert customers.in_force()["leaves_first_turn"] == 0.04
    own = customers.with_values(leaves_first_turn=0.3).in_force()
    assert (own["leaves_first_turn"], own["leaves_per_turn"]) == (0.3, 0.04)


def test_the_share_of_a_level_is_that_of_its_issues() -> None:
    """Issues of one level are added up, and levels nobody needs are left out."""
    found = make_customers().by_level({"parcel_status": "personal", "complaint": "personal"})
    assert set(found) == {"personal"}
    assert found["personal"].value == pytest.approx(1.0)
    assert found["personal"].n == 2400


def test_parameters_keep_their_order_and_range() -> None:
    """Low, central and high must be in order, and shares within 0 and 1."""
    with pytest.raises(ParameterError, match="low <= central <= high"):
        Parameter(name="x", low=0.5, central=0.4, high=0.6)
    with pytest.raises(ParameterError, match="range"):
        Parameter(name="x", low=0.5, central=0.6, high=1.2)
    assert all(p.low < p.central < p.high or p.off for p in ASSUMPTIONS.values())
    assert all(p.label_de and p.label_en for p in ASSUMPTIONS.values())


def test_arrivals_have_the_rates_and_the_dispersion_asked_for() -> None:
    """Over many weeks the mean is the rate, and daily counts vary as much as wanted."""
    customers = make_customers(700)
    object.__setattr__(customers, "dispersion", 3.0)
    counts = []
    for replication in range(60):
        found = arrivals(
            customers, start=customers.next_monday, days=7, seed=1, replication=replication
        )
        days = np.bincount([int(a.at // 86_400) for a in found], minlength=7)
        counts.extend(days.tolist())
    mean, variance = np.mean(counts), np.var(counts, ddof=1)
    assert abs(mean - 100) / np.sqrt(300 / len(counts)) <= 3.3
    assert 2.2 < variance / mean < 3.8


def test_small_talk_is_known_by_its_name() -> None:
    """Greetings and thanks are no issue; a parcel is."""
    assert is_small_talk("greeting")
    assert is_small_talk("thanks_bye")
    assert not is_small_talk("parcel_status")


def test_lognormal_and_pick_are_quantiles() -> None:
    """The median is the median, and shares are stretches of the unit interval."""
    assert lognormal(60, 1.5, 0.5) == pytest.approx(60)
    assert lognormal(60, 0, 0.9) == pytest.approx(60)
    assert [pick({"a": 0.3, "b": 0.7}, u) for u in (0.0, 0.29, 0.31, 0.999)] == [
        "a",
        "a",
        "b",
        "b",
    ]


def test_a_larger_whole_keeps_the_factor_of_the_day() -> None:
    """Of a sample's days, thinning hides the shared part of the variation; scaling restores it."""
    customers = make_customers(70)
    object.__setattr__(customers, "dispersion", 1.4)
    large = customers.scaled(700)
    assert large.dispersion == pytest.approx(5.0)
    assert large.scaled(70).dispersion == pytest.approx(1.4)
    start, days = date(2026, 3, 2), 4_000
    found = arrivals(large, start=start, days=days, seed=1, replication=0)
    counts = np.bincount([int(a.at // 86_400) for a in found], minlength=days)
    assert counts.var() / counts.mean() == pytest.approx(5.0, rel=0.15)
