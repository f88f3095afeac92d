"""The parts of the page: boxes, numbers, texts, pictures from files."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.evaluate import Rate
from dialogkit.report._first import operations_notes, verdict
from dialogkit.report._icons import CLASSES, boxes, icon_array
from dialogkit.report._numbers import Numbers, rate_of
from dialogkit.report._svg import safe_svg
from dialogkit.report._texts import load_texts

DE = Numbers("de", "bis")
EN = Numbers("en", "to")
CLASS_NAMES = [one.name for one in CLASSES if one.name != "agent_needless"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" id="f">{}</svg>'


@given(st.dictionaries(st.sampled_from(CLASS_NAMES), st.floats(0.0, 1.0), min_size=1))
def test_a_hundred_boxes_are_a_hundred(shares: dict[str, float]) -> None:
    """Whatever the shares, the boxes add up to 100 and each is within one of its share."""
    counts = boxes({name: rate_of(value) for name, value in shares.items()})
    total = sum(shares.values())
    assert sum(counts.values()) == (100 if total else 0)
    for name, count in counts.items():
        assert abs(count - shares[name] / total * 100) < 1 + 1e-6


def test_needless_boxes_come_out_of_those_to_agents() -> None:
    """The picture holds 100 boxes with the needless ones inside the agents' share."""
    shares = {"agent": 0.6, "agent_needless": 0.15, "bot_resolved": 0.4}
    counts = boxes({name: rate_of(value) for name, value in shares.items()})
    assert counts == {"agent": 45, "agent_needless": 15, "bot_resolved": 40}
    assert icon_array(counts, title="t", desc="d").count("<rect") == 100


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (DE.share(0.0714), "7,1\xa0%"),
        (EN.share(0.0714), "7.1%"),
        (DE.count(12_345), "12.345"),
        (EN.count(12_345), "12,345"),
        (DE.seconds(4.25), "4,2\xa0s"),
        (DE.seconds(725), "12\xa0min"),
        (EN.seconds(9_000), "2\xa0h\xa030\xa0min"),
        (DE.seconds(46_656_000), "12.960\xa0h"),
        (EN.seconds(46_656_000), "12,960\xa0h"),
        (DE.date("2026-11-21"), "21. November 2026"),
        (EN.date("2026-11-21T08:00:00Z"), "21 November 2026"),
        (EN.date("soon"), "soon"),
        (DE.window("72h"), "72\xa0h"),
        (DE.clock(125), "2:05"),
        (DE.clock("2026-07-01T08:00:00+00:00"), "10:00"),
        (DE.clock("not a time"), ""),
        (DE.measured(0.25, "share"), "25,0\xa0%"),
        (DE.measured(7, "min"), "7\xa0min"),
        (DE.measured("often", ""), "often"),
    ],
)
def test_numbers_are_written_as_people_do(written: str, expected: str) -> None:
    """Percent, thousands, times and dates in both languages."""
    assert written == expected


def test_an_interval_names_its_unit_once() -> None:
    """Shares have one percent sign; a rate without an interval gives nothing."""
    rate = Rate(value=0.3, low=0.28, high=0.344, numerator=3, denominator=10)
    assert DE.interval(rate) == "28,0 bis 34,4\xa0%"
    assert EN.interval(rate_of(0.3)) == ""


def test_both_languages_have_the_same_texts() -> None:
    """Every key and every placeholder of one language is in the other."""
    de, en = (load_texts(locale).sections for locale in ("de", "en"))
    assert {s: set(keys) for s, keys in de.items()} == {s: set(keys) for s, keys in en.items()}
    for section, keys in de.items():
        for name, text in keys.items():
            assert _holes(text) == _holes(en[section][name]), (section, name)


def _holes(text: object) -> set[str]:
    parts = [str(part) for part in text] if isinstance(text, list) else [str(text)]
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><body/></foreignObject>",
        '<image href="http://example.org/x.png"/>',
        '<rect onload="alert(1)"/>',
        '<use href="http://example.org/a.svg#x"/>',
        '<style>@import url("http://example.org/x.css"); .a{fill:url(http://example.org)}</style>',
        '<rect style="fill:url(http://example.org/x)"/>',
        "<a href='javascript:alert(1)'><text>x</text></a>",
    ],
)
def test_pictures_from_files_can_neither_run_nor_load(inside: str) -> None:
    """Scripts, handlers, foreign content and addresses are taken out of a picture."""
    clean = safe_svg(SVG.format(inside), "flow")
    assert clean is not None
    for bad in ("script", "foreignObject", "http", "onload", "import", "javascript"):
        assert bad not in clean, bad


@pytest.mark.parametrize(
    "text",
    ["<p>no picture</p>", "<svg", "", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'],
)
def test_what_is_no_picture_is_left_out(text: str) -> None:
    """Other markup, broken markup and documents with entities are no pictures."""
    assert safe_svg(text, "flow") is None


def test_styles_of_a_picture_stay_in_it() -> None:
    """Rules without the picture's own id are tied to it; references follow the renamed ids."""
    style = "<style>#f .a{fill:red} text{fill:blue} @media print{rect,.b{fill:#abc}}</style>"
    body = '<defs><marker id="m"/></defs><path style="marker-end:url(#m)"/>'
    clean = safe_svg(SVG.format(style + body), "flow")
    assert clean is not None
    assert "#flow-f .a" in clean
    assert ".flow-svg text" in clean
    assert ".flow-svg rect, .flow-svg .b" in clean
    assert "fill:#abc" in clean
    assert 'id="flow-m"' in clean
    assert "url(#flow-m)" in clean


@given(st.floats(-1, 1), st.integers(0, 3))
def test_nothing_has_no_sign(value: float, digits: int) -> None:
    """What rounds to nothing is written as nothing; what does not keeps its sign."""
    for written in (DE.decimal(value, digits), EN.share(value, digits), DE.share(value, digits)):
        signed = written.startswith("-")
        assert signed == (value < 0 and any(letter in "123456789" for letter in written))


@pytest.mark.parametrize("locale", ["de", "en"])
def test_one_request_at_once_is_singular(locale: str) -> None:
    """The note on what an agent holds counts one as one."""
    for concurrency, one in ((1.0, True), (1.02, True), (2.4, False)):
        told = {"concurrency": concurrency, "staffing": {"taken_seconds": 5.0}}
        numbers = Numbers(locale, "to")
        (note,) = operations_notes({"counted_with": told}, load_texts(locale), numbers)
        assert (("einen Vorgang" if locale == "de" else "one request") in note) == one


def test_a_single_condition_is_singular() -> None:
    """A gate of one condition is not told as one of several."""
    for kind, told in (
        ("pass", "Die eine Bedingung ist erfüllt."),
        ("fail", "Die eine Bedingung ist verfehlt: zu viele"),
        ("not_enough_data", "Die eine Bedingung lässt sich noch nicht entscheiden: zu viele"),
    ):
        gate = {"verdict": kind, "conditions": [{"verdict": kind, "sentence_de": "zu viele"}]}
        assert verdict(gate, load_texts("de"))["reason"] == told
