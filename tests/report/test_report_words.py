"""What a sceptical reader must find on the page: clocks, ranges, languages, plural forms."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_reader import read
from sample import sample

from dialogkit.report import render_report
from dialogkit.report._directions import direction
from dialogkit.report._failed import failure_part
from dialogkit.report._numbers import Numbers
from dialogkit.report._texts import load_texts
from dialogkit.simulate._lines import JOINED, RESULTS, STAYS

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>'
MOVED = ("(Es geht weiter über web.)", "(It goes on on web.)")
NUMBERS = {"de": Numbers("de", "bis"), "en": Numbers("en", "to")}


@cache
def _text() -> str:
    return json.dumps(sample())


def _given(**changes: Any) -> dict[str, Any]:
    return {**json.loads(_text()), **changes}


@pytest.mark.parametrize(("locale", "word"), [("de", "Wanduhr"), ("en", "wall clock")])
def test_the_page_says_which_clock(locale: str, word: str) -> None:
    """In the line itself, in the table of rates, and as a sentence with the other clock."""
    root = read(render_report(_given(), locale=locale))
    first = root.all("section", class_="first")[0]
    lines = [row.text for row in first.all("th")]
    assert any(word in line and ("Stunde" in line or "hour" in line) for line in lines)
    assert "dialogkit staff" in first.text
    assert word in root.all("tr", id="rate-service_level_60m")[0].all("th")[0].text


@pytest.mark.parametrize(
    ("locale", "hours", "cost", "note"),
    [
        ("de", "60 bis 120 h", "1,20 EUR bis 2,40 EUR", "stets 2 zugleich"),
        ("en", "60 to 120 h", "1.20 EUR to 2.40 EUR", "always 2 at once"),
    ],
)
def test_what_is_not_measured_is_a_range(locale: str, hours: str, cost: str, note: str) -> None:
    """Hours of work and costs stand with both ends, and what each end assumes."""
    given = _given(currency="EUR")
    given["counted_with"] = {**given.get("counted_with", {}), "concurrency_at_most": 2.0}
    given["operations"]["with_bot"]["agent_hours_per_week"] = {
        "value": 120.0,
        "least": 60.0,
        "low": 55.0,
        "high": 126.0,
    }
    rate = {"value": 2.4, "least": 1.2, "low": 1.1, "high": 2.5, "denominator": 9, "unit": "money"}
    given["rates"]["rates"]["cost_per_contact"] = rate
    root = read(render_report(given, locale=locale))
    first = root.all("section", class_="first")[0].text.replace("\xa0", " ")
    assert hours in first
    assert note in first
    assert cost in root.all("tr", id="rate-cost_per_contact")[0].text.replace("\xa0", " ")
    plain = read(render_report(_given(), locale=locale)).all("section", class_="first")[0].text
    assert note not in plain


def test_the_flow_speaks_the_language_of_the_page() -> None:
    """Each page has its own picture; where the flow has no such texts, the page says so."""
    pictures = {"de": PICTURE.format("Hallo"), "en": PICTURE.format("Hello")}
    flow = {"name": "kiosk", "steps": 3, "locales": ["de", "en"], "fallback": "de", "texts": 9}
    given = _given(flow_svgs=pictures, flow={**flow, "texts_missing": {"de": 0, "en": 0}})
    parts = {
        locale: read(render_report(given, locale=locale)).all("section", id="flow")[0].text
        for locale in ("de", "en")
    }
    assert "Hallo" in parts["de"]
    assert "Hello" in parts["en"]
    assert "Hallo" not in parts["en"]
    for lacking, told in (
        (9, "The texts in the picture are in German; this flow has none in English."),
        (2, "2 texts of the flow are missing in English; the picture shows them in German."),
        (1, "One text of the flow is missing in English"),
    ):
        given["flow"] = {**flow, "texts_missing": {"de": 0, "en": lacking}}
        assert told in read(render_report(given, locale="en")).text
        assert "Texte im Bild" not in read(render_report(given, locale="de")).text


@pytest.mark.parametrize("locale", ["de", "en"])
def test_a_flow_that_does_not_fit_is_said_first(locale: str) -> None:
    """What flow and classifier do not know of each other is a warning on the first screen."""
    notes = {"de": ["Der Ablauf kennt 12 % nicht."], "en": ["The flow does not know 12%."]}
    root = read(render_report(_given(fit={"notes": notes}), locale=locale))
    assert notes[locale][0] in root.all("section", class_="first")[0].text


@pytest.mark.parametrize(
    ("locale", "one", "two"),
    [
        ("de", ("1 Durchlauf ·", "1 Tag, der"), ("2 Durchläufe", "2 Tage ab")),
        ("en", ("1 replication ·", "1 day, "), ("2 replications", "2 days from")),
    ],
)
def test_one_is_not_many(locale: str, one: tuple[str, str], two: tuple[str, str]) -> None:
    """Runs and days in the head have their plural form."""
    for count, words in ((1, one), (2, two)):
        text = read(render_report(_given(replications=count, days=count), locale=locale)).text
        assert all(word in text for word in words)


def test_texts_for_one_are_in_both_languages() -> None:
    """Every text for a single one has its plural beside it."""
    for locale in ("de", "en"):
        texts = load_texts(locale)
        for name, section in texts.sections.items():
            singles = [key for key in section if key.endswith("_1")]
            assert all(key.removesuffix("_1") in section for key in singles), name
        assert texts.plural("failures.more", 1, n=1) != texts.plural("failures.more", 2, n=1)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (4.25, "4,2 s"),
        (75, "75 s"),
        (200, "3 min 20 s"),
        (3_600, "60 min"),
        (4_920, "1 h 22 min"),
        (10_112, "2 h 49 min"),
        (432_000, "120 h"),
    ],
)
def test_times_are_read_as_people_say_them(seconds: float, told: str) -> None:
    """Hours and minutes rather than thousands of seconds."""
    assert Numbers("de", "bis").seconds(seconds).replace("\xa0", " ") == told


@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize(
    "pair", [*RESULTS.values(), JOINED, STAYS, MOVED], ids=lambda pair: pair[1]
)
def test_what_nobody_says_is_told_in_the_page_s_language(
    locale: str, pair: tuple[str, str]
) -> None:
    """Whatever language a customer speaks, the page tells in its own what went on beside it."""
    wanted = pair[locale == "en"]
    speaker = "agent" if pair is JOINED else "system"
    turns = [{"speaker": speaker, "text": text} for text in pair]
    turns.append({"speaker": "customer", "text": pair[0]})
    failure = {"kind": "x", "count": 1, "share": 0.1, "transcripts": [{"turns": turns}]}
    found = failure_part({"failures": [failure]}, load_texts(locale), NUMBERS[locale])
    assert found is not None
    (part,) = found
    shown = [turn["text"] for turn in part["transcripts"][0]["turns"]]
    assert shown == [wanted, wanted, pair[0]]
    assert direction(f"{pair[0]} ", load_texts(locale)) == f"{pair[0]} "


def _shown(kind: str, count: int, *ids: str) -> dict[str, object]:
    """A kind of failure with conversations of one line."""
    turn = {"speaker": "customer", "text": "Hi", "at": None, "step": None}
    told = [{"case_id": one, "turns": [turn]} for one in ids]
    return {"kind": kind, "count": count, "share": 0.1, "transcripts": told}


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=4, unique=True), max_size=5))
def test_no_conversation_is_shown_twice(kinds: list[list[str]]) -> None:
    """Of kinds that share conversations each shows its own, and names those shown elsewhere."""
    failures = [_shown(f"kind {n}", 10 - n, *ids) for n, ids in enumerate(kinds)]
    parts = failure_part({"failures": failures}, load_texts("en"), NUMBERS["en"]) or []
    shown = [one["id"] for part in parts for one in part["transcripts"]]
    assert len(shown) == len(set(shown))
    assert set(shown) == {name for ids in kinds for name in ids[:3]}
    for part, ids in zip(parts, kinds, strict=True):
        assert len(part["transcripts"]) + len(part["elsewhere"]) == len(ids[:3])


def test_a_rare_kind_shows_its_conversation_before_a_frequent_one_does() -> None:
    """The one conversation of the rare kind stands there, and the frequent one shows the rest."""
    failures = [_shown("missed", 26, "a", "b", "c"), _shown("left", 4, "a")]
    missed, left = failure_part({"failures": failures}, load_texts("en"), NUMBERS["en"]) or []
    assert [one["id"] for one in left["transcripts"]] == ["a"]
    assert [one["id"] for one in missed["transcripts"]] == ["b", "c"]
    assert missed["elsewhere"] == ["Conversation a, too; it stands under “left”."]
