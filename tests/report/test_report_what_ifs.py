"""What-ifs, intervals of the tornado, coverage and overload on the page, in both languages."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from page_reader import Element, read
from sample import sample

from dialogkit.report import render_report
from dialogkit.report._charts import Bar
from dialogkit.report._numbers import Numbers


@cache
def _page(locale: str) -> Element:
    return read(render_report(sample(), locale=locale))


def _section(name: str, locale: str, **changes: Any) -> Element | None:
    changed = {**sample(), **changes} if changes else None
    root = read(render_report(changed, locale=locale)) if changed else _page(locale)
    return next(iter(root.all("section", id=name)), None)


def _rows(section: Element | None, kind: str) -> list[list[str]]:
    assert section is not None
    (table,) = section.all("table", class_=kind)[:1]
    return [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in table.all("tr")]


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("de", ("wie vorhergesagt", "Mitarbeiter: 12 statt 6", "−2,9 Punkte", "Bearbeitungszeit")),
        ("en", ("as forecast", "Agents: 12 instead of 6", "−2.9 points", "handling.default")),
    ],
)
def test_each_world_stands_beside_the_forecast(locale: str, words: tuple[str, ...]) -> None:
    """One row the forecast, one a world, with value, difference and interval of each rate."""
    section = _section("what_ifs", locale)
    heads, central, twelve, careful = _rows(section, "what-ifs")
    assert central[0] == words[0]
    assert twelve[0] == words[1]
    assert len(heads) == len(central) == len(twelve) == len(careful) == 5
    deflection = heads.index(
        next(h for h in heads if "vermiedene" in h.lower() or h == "Deflection")
    )
    assert words[2] in twelve[deflection]
    assert "Sorgfältig" in careful[0]
    assert careful[-1] == "–"


def test_a_change_is_told_in_words_and_units() -> None:
    """Threshold as a percentage, times in minutes, the routing by its German words."""
    careful = _rows(_section("what_ifs", "de"), "what-ifs")[-1][0]
    told = careful.replace("\N{NO-BREAK SPACE}", " ")
    assert "70,0 % statt 55,0 %" in told
    assert "9 min statt 7 min" in told
    assert "an alle statt wie im Ablauf" in told


def test_what_is_more_than_chance_is_marked() -> None:
    """A difference whose interval holds zero is not bold."""
    section = _section("what_ifs", "en")
    assert section is not None
    (table,) = section.all("table", class_="what-ifs")
    cells = [cell.attributes["class"] for cell in table.all("tr")[2].all("td")]
    assert cells == ["num unclear", "num clear", "num clear", "num unclear"]


def test_cases_that_decided_are_told_where_single_cases_can() -> None:
    """Of paired shares how many first contacts differ; where others came, that it is so."""
    section = _section("what_ifs", "en")
    assert section is not None
    assert "41 of 900 first contacts" in section.text
    assert "only the weeks as a whole can be compared" in section.text
    assert "1.25 times as much work" in section.text


def test_the_tornado_shows_how_sure_its_ends_are() -> None:
    """Beside each end stands the interval of its difference from the middle."""
    section = _section("assumptions", "en")
    assert section is not None
    assert "(+4.3 to +5.7)" in section.text
    assert "(−9.8 to −8.2)" in section.text
    assert Bar("x", 0.3, 0.5, 0.4).length == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("de", ["Auswahl", "customs → customs", "hello"]),
        ("en", ["Handoff", "window of the channel shut → late", "claims, service"]),
    ],
)
def test_what_never_happened_is_listed(locale: str, words: list[str]) -> None:
    """What no simulated customer met, alike things in one row; of unreached steps nothing else."""
    section = _section("coverage", locale)
    assert section is not None
    never = _rows(section, "never")[1:]
    assert words in never
    assert len(never) == 4
    assert "2 von 3" in section.text or "2 of 3" in section.text


def test_a_flow_gone_through_whole_says_so() -> None:
    """Where everything happened there is no list."""
    part = {"of": 1, "visited": 1, "rows": [{"place": "a", "what": "", "to": "", "count": 1}]}
    section = _section("coverage", "en", coverage={"step": part})
    assert section is not None
    assert "Everything happened at least once." in section.text
    assert section.all("code") == []


LOAD = {
    "overloaded": True,
    "notes": {"de": ["Das Team ist überlastet (ρ = 1.12).", "In 6 Stunden kommt mehr Arbeit."]},
}


def test_overload_is_said_first() -> None:
    """More work than can be done is a warning on the first screen; the rest is with the week."""
    root = read(render_report({**sample(), "load": LOAD}, locale="de"))
    assert [p.text for p in root.all("p", class_="warning")] == [
        "Das Team ist überlastet (ρ = 1,12)."
    ]
    (week,) = root.all("section", id="week")
    assert "In 6 Stunden kommt mehr Arbeit." in week.text


@pytest.mark.parametrize("name", ["what_ifs", "coverage"])
def test_what_a_file_does_not_hold_is_left_out(name: str) -> None:
    """Forecasts without what-ifs, or of before there were any, have no such section."""
    root = read(render_report({**sample(), name: None}, locale="en"))
    assert not root.all("section", id=name)
    assert f"#{name}" not in {link.attributes.get("href") for link in root.all("a")}


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.0123, "share", "+1.2"),
        (-0.0004, "share", "0.0"),
        (-0.5, "money", "−0.50"),
        (7_200.0, "seconds", "+2\N{NO-BREAK SPACE}h"),
    ],
)
def test_differences_carry_their_sign(value: float, unit: str, told: str) -> None:
    """A difference that rounds to nothing has no sign."""
    assert Numbers("en", to="to").gap(value, unit) == told


@pytest.mark.parametrize("locale", ["de", "en"])
def test_nothing_is_never_written_with_a_minus(locale: str) -> None:
    """What is left of sums that cancel, as in the hours of a week, is 0."""
    numbers = Numbers(locale, to="–")
    assert (numbers.decimal(-1e-15), numbers.decimal(-1e-15, 0)) == ("0", "0")
    assert not numbers.share(-1e-15).startswith("-")
    assert numbers.decimal(-1.0) == "-1"


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("de", ("ungewiss: 0 → 594", "Ohne Bot erreichte niemand jemanden.")),
        ("en", ("unknown: 0 → 594", "Without the bot nobody reached anyone.")),
    ],
)
def test_what_is_unknown_or_lacking_in_a_world_is_told(locale: str, words: tuple[str, str]) -> None:
    """Unknown cases of both worlds beside the difference; a rate that one lacks with its reason."""
    first, *others = sample()["what_ifs"]
    gaps = dict(first["differences"])
    gaps["bot_resolved"] = {**gaps.pop("deflection"), "unknown_a": 0, "unknown_b": 594}
    label = {"label": "Lost", "label_de": "Lost", "unit": "share", "a": 0.5, "b": None}
    why = {"why": "Without the bot nobody reached anyone.", "why_de": words[1]}
    gaps["unknown"] = gaps["bot_resolved"]
    one = {**first, "differences": gaps, "left_out": {"deflection": {**label, **why}}}
    section = _section("what_ifs", locale, what_ifs=[one, *others])
    assert section is not None
    for word in words:
        assert section.text.count(word) >= 2
    assert "{" not in section.text
