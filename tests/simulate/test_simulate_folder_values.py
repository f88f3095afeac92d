"""What a block's JSON gives back is what was put in, to the last bit."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dialogkit.simulate._folder_key import digest
from dialogkit.simulate._folder_values import as_plain, from_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """A value within a value."""

    name: str
    lines: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    """Each kind of field that a part of a run has."""

    number: float
    hours: Mapping[str, NDArray[np.float64]]
    counts: Mapping[tuple[str, str], int]
    nested: Mapping[str, Mapping[str, int]]
    pair: tuple[int, str]
    inner: Inner | None = None
    rows: tuple[Inner, ...] = ()


def bits(value: object) -> object:
    """A value of which equal means the same bits, also of what is not a number."""
    if isinstance(value, float):
        return struct.pack("<d", value)
    if isinstance(value, np.ndarray):
        return (value.dtype.str, value.tobytes())
    if isinstance(value, Mapping):
        return [(bits(k), bits(v)) for k, v in value.items()]
    if isinstance(value, tuple | list):
        return (type(value), [bits(each) for each in value])
    if isinstance(value, Inner | Outer):
        return [(name, bits(getattr(value, name))) for name in value.__slots__]
    return (type(value), value)


texts = st.text(max_size=8)
floats = st.floats(allow_nan=True, allow_infinity=True).map(lambda x: x if x == x else float("nan"))
inner = st.builds(
    Inner, name=texts, lines=st.lists(st.dictionaries(texts, texts, max_size=2)).map(tuple)
)
outer = st.builds(
    Outer,
    number=floats,
    hours=st.dictionaries(texts, st.lists(floats, max_size=4).map(np.array), max_size=3),
    counts=st.dictionaries(st.tuples(texts, texts), st.integers(), max_size=3),
    nested=st.dictionaries(texts, st.dictionaries(texts, st.integers(), max_size=2), max_size=2),
    pair=st.tuples(st.integers(), texts),
    inner=st.none() | inner,
    rows=st.lists(inner, max_size=2).map(tuple),
)


@given(outer)
def test_values_come_back_bit_by_bit(value: Outer) -> None:
    """Floats of any kind, arrays, maps by pairs, values within values, in the order they had."""
    text = json.dumps(as_plain(value))
    assert bits(from_plain(Outer, json.loads(text))) == bits(value)


def test_fields_kept_elsewhere_are_left_out() -> None:
    """And have to be given to get the value back."""
    plain = as_plain(Inner(name="a"), without=("lines",))
    assert plain == {"name": "a"}
    assert from_plain(Inner, plain, lines=({"b": 1},)) == Inner(name="a", lines=({"b": 1},))


@given(st.lists(st.tuples(texts, texts), min_size=2, max_size=4, unique=True))
def test_different_values_have_different_hashes(values: list[tuple[str, str]]) -> None:
    """Whatever is in the texts: where one ends and the next begins is part of the hash."""
    assert len({digest(value) for value in values}) == len(values)
    assert digest(tuple(values)) != digest(tuple(reversed(values)))


def test_hashes_tell_kinds_apart_and_ignore_the_order_of_sets() -> None:
    """1, 1.0, True and "1" are four things; a set is one however it was made."""
    assert len({digest(value) for value in (1, 1.0, True, "1", b"1", None, (1,), {1: 1})}) == 8
    assert digest({"a", "b", "c"}) == digest({"c", "a", "b"})
    with pytest.raises(TypeError, match="nobody has said what makes two"):
        digest(iter(()))
