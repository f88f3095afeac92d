"""`evaluate` as a whole: eligibility, slices, JSON, bad input, any cases."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import CASE_SCHEMA, Case, Cases, case_table
from dialogkit.errors import InputError, ParameterError
from dialogkit.evaluate import Rates, evaluate

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
NAMES = re.findall(
    r"\w+",
    "containment deflection resolved_deflection_24h resolved_deflection_72h "
    "resolved_deflection_7d false_deflection handoff_rate handoff_precision handoff_recall "
    "needless_handoff missed_handoff failure_rate service_level_60m abandonment utilisation "
    "cost_per_contact cost_per_resolved recontact first_contact_resolution",
)


def random_table(n: int, seed: int = 0, **columns: Any) -> pa.Table:
    """Invented cases over twelve days."""
    rng = np.random.default_rng(seed)
    engaged, asked = rng.random(n) < 0.9, rng.random(n) < 0.2
    handed = engaged & (asked | (rng.random(n) < 0.2))
    reached = handed & (rng.random(n) < 0.8)
    opened = rng.integers(0, 12 * 86_400, n) * 1_000_000 + int(START.timestamp() * 1e6)
    number = np.arange(n)
    data: dict[str, Any] = {
        "case_id": number.astype(str),
        "conversation_id": number.astype(str),
        "intent": rng.choice(["late", "lost", "invoice"], n, p=[0.6, 0.395, 0.005]),
        "level": rng.choice(["public", "sensitive"], n),
        "opened_at": opened,
        "closed_at": opened + rng.integers(60, 6_000, n) * 1_000_000,
        "customer_turns": rng.integers(1, 6, n),
        "bot_turns": rng.integers(1, 6, n),
        "agent_turns": reached.astype(int),
        "bot_engaged": engaged,
        "asked_for_human": asked,
        "handed_off": handed,
        "handoff_needed": rng.random(n) < 0.3,
        "reached_agent": reached,
        "abandoned": np.where(handed & ~reached, "queue", "no"),
        "resolved": rng.choice(["yes", "no", "unknown"], n),
        "resolved_by": np.where(reached, "agent", "none"),
        "wait_seconds": np.where(handed, rng.exponential(2_000, n), np.nan),
    }
    arrays = {name: pa.array(x, from_pandas=True) for name, x in (data | columns).items()}
    return pa.table({name: x.cast(CASE_SCHEMA.field(name).type) for name, x in arrays.items()})


def case(**changes: Any) -> Case:
    """A case with the least there is."""
    plain: dict[str, Any] = {
        "case_id": "1",
        "conversation_id": "1",
        "customer_turns": 1,
        "bot_engaged": True,
    }
    return Case(**{**plain, **changes})


def test_every_promised_name_is_given_or_left_out_with_a_reason() -> None:
    """All names of the interface appear exactly once: as a rate or among the left-out."""
    result = evaluate(random_table(200))
    for name in NAMES:
        assert (name in result.rates) != (name in result.left_out), name
    assert all(why.endswith(".") for why in [*result.left_out.values()])
    assert result.left_out.keys() == result.left_out_de.keys()


def test_every_rate_has_all_that_belongs_to_it() -> None:
    """Each rate in the JSON has its numbers, definition in both languages, and interval."""
    result = json.loads(json.dumps(evaluate(random_table(500), by=["level"]).to_json()))
    keys = {"value", "low", "high", "numerator", "denominator", "unknown", "definition", "window"}
    for name, rate in result["rates"].items():
        assert keys <= rate.keys(), name
        assert rate["definition"] != rate["definition_de"], name
        assert rate["low"] <= rate["value"] <= rate["high"], name


def test_rates_survive_json() -> None:
    """Rates read from their JSON are the same again."""
    result = evaluate(random_table(300), by=["intent", "hour"])
    again = Rates.from_json(json.loads(json.dumps(result.to_json())))
    assert again.to_json() == result.to_json()


@pytest.mark.parametrize("value", [{}, {"n": 1}, {"n": 1, "rates": {"containment": {"value": 1}}}])
def test_what_is_no_rates_is_refused(value: dict[str, Any]) -> None:
    """JSON of something else is refused with a sentence."""
    with pytest.raises(InputError):
        Rates.from_json(value)


def test_greetings_and_silent_cases_are_not_eligible() -> None:
    """N leaves out cases without a customer's word or without an issue, and counts them."""
    table = case_table(
        [
            case(),
            case(case_id="2", customer_turns=0),
            case(case_id="3", intent="greeting"),
            case(case_id="4", intent="test", customer_turns=0),
        ]
    )
    result = evaluate(table)
    assert result.n == 1
    assert result.not_counted == {"no_customer_turn": 2, "no_issue": 1}
    assert evaluate(table, without_issue=()).n == 2


def test_no_cases_give_no_rates_but_reasons() -> None:
    """An empty table leaves every rate out."""
    result = evaluate(case_table([]))
    assert (result.n, dict(result.rates), dict(result.outcomes)) == (0, {}, {})
    assert result.left_out["containment"] == "No bot took part in any case."
    assert result.left_out["abandonment"] == "No case counts in its denominator."


def test_missing_optional_columns_only_cost_their_rates() -> None:
    """A table with the required columns alone still gives what it can."""
    required = [field.name for field in CASE_SCHEMA if not field.nullable]
    result = evaluate(random_table(50).select(required))
    assert {"containment", "false_deflection", "failure_rate"} <= set(result)
    assert {"handoff_precision", "service_level_60m", "recontact"} <= set(result.left_out)


def test_missing_required_columns_are_listed() -> None:
    """All missing columns are named at once."""
    table = random_table(5).drop(["resolved", "bot_engaged"])
    with pytest.raises(InputError, match="bot_engaged, resolved"):
        evaluate(table)


def test_unknown_words_are_refused() -> None:
    """A resolution outside yes, no and unknown is refused with the words there are."""
    table = random_table(5, resolved=["yes", "no", "perhaps", "no", "no"])
    with pytest.raises(InputError, match="resolved must be yes, no or unknown"):
        evaluate(table)


def test_arguments_outside_their_range_are_listed() -> None:
    """All wrong arguments are named in one error."""
    with pytest.raises(ParameterError, match=r"'mood'.*concurrency.*level.*Mars.*time zone"):
        evaluate(
            random_table(5),
            by=["mood"],
            concurrency=0,
            level=1.5,
            timezone="Mars",
            observed_until=datetime(2026, 1, 1),  # noqa: DTZ001 - the missing zone is the point
        )


def test_a_window_without_a_unit_is_refused() -> None:
    """A duration needs its unit."""
    with pytest.raises(ParameterError, match="a number and a unit"):
        evaluate(random_table(5), window="72")


def test_slices_are_the_rates_of_their_cases() -> None:
    """A slice equals the evaluation of its cases alone, but for recontacts across slices."""
    table = random_table(2_000)
    sliced = evaluate(table, by=["level"]).slices["level"]
    for value, part in sliced.items():
        alone = evaluate(table.filter(pa.compute.equal(table["level"], value)))
        assert part.n == alone.n
        assert part.rates["containment"].value == alone["containment"].value
        assert part.rates["false_deflection"].numerator == alone["false_deflection"].numerator


def test_small_slices_say_so() -> None:
    """A slice below 30 cases is marked; the others are not."""
    slices = evaluate(random_table(2_000), by=["intent"]).to_json()["slices"]["intent"]
    assert list(slices) == ["late", "lost", "invoice"]
    assert [part["small"] for part in slices.values()] == [False, False, True]


def test_hours_are_local() -> None:
    """A case opened at 23:30 UTC in winter belongs to midnight in Berlin."""
    table = case_table([case(opened_at=datetime(2026, 1, 5, 23, 30, tzinfo=UTC))])
    assert list(evaluate(table, by=["hour"]).slices["hour"]) == ["00"]
    assert list(evaluate(table, by=["hour"], timezone="UTC").slices["hour"]) == ["23"]


def test_a_column_nobody_filled_gives_one_slice_unknown() -> None:
    """Splitting by what is not recorded gives one slice, named unknown."""
    assert list(evaluate(random_table(5), by=["channel"]).slices["channel"]) == ["unknown"]


def test_slices_of_a_baseline_are_matched() -> None:
    """Deflection is given for each slice against the same slice of the baseline."""
    number = np.arange(400)
    marks: dict[str, Any] = {"scenario": number, "replication": np.zeros(400, int)}
    without = random_table(400, **marks, reached_agent=np.ones(400, bool))
    result = evaluate(random_table(400, **marks), baseline=without, by=["level"])
    total = sum(part.rates["deflection"].denominator for part in result.slices["level"].values())
    assert total == result["deflection"].denominator == 400


def test_replications_widen_the_interval() -> None:
    """Cases repeated in ten replications are judged by their scenarios, and it is said."""
    table = random_table(200)
    repeated = pa.concat_tables([table] * 10)
    marks = {"scenario": np.tile(np.arange(200), 10), "replication": np.repeat(np.arange(10), 200)}
    for name, values in marks.items():
        repeated = repeated.append_column(name, pa.array(values))
    once, many = evaluate(table)["containment"], evaluate(repeated)["containment"]
    assert many.value == once.value
    assert many.low == pytest.approx(once.low, abs=0.005)
    assert many.interval == "Wilson, 95%, clustered by scenario and replication"


def test_waits_hang_together_by_day() -> None:
    """Cases of one day share a queue, so its rates are judged by days."""
    rates = evaluate(random_table(1_000))
    assert rates["service_level_60m"].interval.endswith("clustered by day")
    assert rates["containment"].interval == "Wilson, 95%"


def test_the_order_of_cases_does_not_matter() -> None:
    """Shuffled cases give the same rates."""
    table = random_table(500)
    shuffled = table.take(pa.array(np.random.default_rng(1).permutation(500)))
    assert evaluate(shuffled).to_json() == evaluate(table).to_json()


flags = st.booleans()
any_case = st.builds(
    lambda number, day, **columns: Case(
        case_id=str(number),
        conversation_id=str(number),
        opened_at=START + timedelta(hours=day),
        closed_at=START + timedelta(hours=day + 1),
        **columns,
    ),
    number=st.integers(0, 10_000),
    day=st.integers(0, 300),
    customer_id=st.sampled_from([None, "k1", "k2"]),
    intent=st.sampled_from([None, "late", "greeting"]),
    customer_turns=st.integers(0, 3),
    bot_engaged=flags,
    asked_for_human=flags,
    handed_off=flags,
    handoff_needed=st.sampled_from([None, True, False]),
    reached_agent=flags,
    abandoned=st.sampled_from(["no", "bot", "queue"]),
    resolved=st.sampled_from(["yes", "no", "unknown"]),
    wait_seconds=st.sampled_from([None, 10.0, 9_999.0]),
    handle_seconds=st.sampled_from([60.0, 600.0]),
    scenario=st.sampled_from([None, 1, 2]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(any_case, max_size=40, unique_by=lambda one: one.case_id))
def test_any_cases_give_shares_within_bounds(rows: list[Case]) -> None:
    """Whatever the cases, shares are shares, intervals hold the value, outcomes add up to 1."""
    result = evaluate(case_table(rows), by=["intent"], wage_per_hour=20, baseline=None)
    for name, rate in result.rates.items():
        if rate.unit == "share":
            assert 0 <= rate.value <= 1, name
            assert rate.low is not None
            assert rate.high is not None
            assert rate.low <= rate.value + 1e-9, name
            assert rate.high >= rate.value - 1e-9, name
            assert rate.numerator is not None
            assert rate.numerator + rate.unknown >= 0
    outcomes = {name: x.value for name, x in result.outcomes.items() if name != "agent_needless"}
    assert sum(outcomes.values()) == pytest.approx(1.0 if result.n else 0.0)
    assert sum(part.n for part in result.slices["intent"].values()) == result.n


def test_many_cases_take_seconds() -> None:
    """Counting runs on arrays, not on rows: 200,000 cases within seconds, slow machines too."""
    table = random_table(200_000)
    start = time.perf_counter()
    evaluate(Cases(table))
    assert time.perf_counter() - start < 4.0
