"""Customers: what is fitted to a log, what is assumed, and how files are read and refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from small_world import Keywords, make_customers

from dialogkit.conversation import Case, Cases, Message, Messages, Utterance, case_table
from dialogkit.errors import InputError, ParameterError
from dialogkit.simulate import ASSUMPTIONS, OUT_OF_SCOPE, Customers, Parameter, is_small_talk
from dialogkit.simulate._arrivals import arrivals
from dialogkit.simulate._draws import lognormal, pick

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


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
        ({"intents": {"a": {"value": 0.5, "low": 0, "high": 1, "n": 1}}}, "sum to 1"),
        ({"reply_median": -1}, "reply_median"),
        ({"spoken": [{"words": "x"}]}, "spoken.0.text"),
        ({"parameters": [{"name": "nonsense"}]}, "no assumption is called"),
        ({"parameters": [{"name": "settles", "low": 0.9, "central": 0.5, "high": 1}]}, "low"),
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
