"""Spans of time as people write them."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit._durations import parse_duration, seconds
from dialogkit.errors import ParameterError


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("20h", 72_000),
        ("5m", 300),
        ("30d", 2_592_000),
        ("2s", 2),
        ("15 min", 900),
        ("1w", 604_800),
        (" 1h 30m ", 5_400),
        ("1.5 Hours", 5_400),
        ("0s", 0),
        (90, 90),
        (0.5, 0.5),
        (timedelta(minutes=2), 120),
    ],
)
def test_a_duration_reads_as_people_write_it(text: str | float | timedelta, wanted: float) -> None:
    """Short units, words, sums, plain seconds and spans all mean what they say."""
    assert seconds(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["", " ", "24", "h", "5x", "5mo", "-5m", "5m!", "1e3s", "nan", "9" * 200, "m5", "٣h", "1.h"],
)
def test_other_text_is_refused(text: str) -> None:
    """What is no duration is refused with the rule and a remedy."""
    with pytest.raises(ParameterError, match="a number and a unit"):
        parse_duration(text)


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), 1e30, timedelta(-1), True, None])
def test_other_values_are_refused(value: float) -> None:
    """Negative, endless and non-numeric values are refused."""
    with pytest.raises(ParameterError):
        parse_duration(value)


def test_a_number_too_large_for_python_is_refused() -> None:
    """A span that overflows is a parameter error and no other."""
    with pytest.raises(ParameterError, match="shorter"):
        parse_duration("999999999999w")


@given(st.integers(0, 10_000), st.sampled_from("smhdw"))
def test_units_scale(count: int, unit: str) -> None:
    """A count of units is that many times one unit."""
    assert seconds(f"{count}{unit}") == count * seconds(f"1{unit}")


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text raises anything but a parameter error."""
    with contextlib.suppress(ParameterError):
        assert parse_duration(text) >= timedelta(0)
