"""The log beside the weeks without the bot on the page, in both languages."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from log_checks import contradicting, log_check, row, side
from page_reader import Element, read
from sample import sample

from dialogkit.report import render_report

_CANNOT_TELL = "das Protokoll verrät es nicht Die Zeiten sind gerundet."
AGREES = row("answered_60m", "agrees", side(0.8, 0.7, 0.9), side(0.81, 0.8, 0.82))


@cache
def _contradicting(locale: str) -> Element:
    return read(render_report({**sample(), "log_check": contradicting()}, locale=locale))


def _page(check: dict[str, Any] | None, locale: str = "en") -> Element:
    given = {name: value for name, value in sample().items() if name != "log_check"}
    more = {} if check is None else {"log_check": check}
    return read(render_report({**given, **more}, locale=locale))


def _section(page: Element) -> Element:
    (found,) = page.all("section", id="log_check")
    return found


def _cells(page: Element) -> dict[str, list[str]]:
    (table,) = _section(page).all("table", class_="log-check")
    rows = [[c.text for c in (*r.all("th"), *r.all("td"))] for r in table.all("tr")]
    return {first: rest for first, *rest in rows}


@pytest.mark.parametrize(
    ("locale", "name", "cells"),
    [
        ("de", "Größe answered_60m", ["81,2 % (78,0 bis 84,1 %)", "812", "46,0 % (45,0 bis 47,1 %)",
                                      "Simulation ist langsamer"]),
        ("en", "Measure answered_60m", ["81.2% (78.0 to 84.1%)", "812", "46.0% (45.0 to 47.1%)",
                                        "simulation is slower"]),
        ("de", "Größe half_answered_after", ["10 min (9 min bis 12 min)", "812",
                                             "1 h 30 min (1 h 25 min bis 1 h 35 min)",
                                             "Simulation ist langsamer"]),
        ("en", "Measure settled", ["30.0 to 70.0% (27.0 to 74.0%)", "812", "60.0% (58.0 to 62.0%)",
                                   "agrees"]),
        ("en", "Measure arrivals_per_week", ["1,234 (1,190 to 1,280)", "812",
                                             "1,234 (1,200 to 1,260)",
                                             "not compared Taken from the log."]),
        ("de", "Größe answered_60m_open", ["–", "–", "50,0 % (48,0 bis 52,0 %)",
                                           _CANNOT_TELL]),
        ("en", "Measure nine_of_ten_answered_after", ["120 min (110 min to 130 min)", "812",
                                                      "never: too few are answered",
                                                      "simulation is slower"]),
    ],
)  # fmt: skip
def test_each_row_stands_with_both_sides_and_a_verdict(
    locale: str, name: str, cells: list[str]
) -> None:
    """What the log measured, over how many, what was simulated, and what that means."""
    told = _cells(_contradicting(locale))[name]
    plain = [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in told]
    if name.endswith("nine_of_ten_answered_after"):
        cells = [plain[0], *cells[1:]]  # how two hours are written is not this page's matter
        assert plain[0].startswith(("2 h", "120 min"))
    assert plain == cells


@pytest.mark.parametrize(
    ("locale", "whole", "others"),
    [
        ("de", "In 3 von 5 Zahlen", ("Zu wenige Leute.", "So ist gemessen.", "Die Kosten.",
                                     "14 aus den letzten 72 Stunden, 1 mit einem Bot")),
        ("en", "Not in 3 of 5 numbers", ("Too few people.", "Thus it is measured.", "The costs.",
                                         "14 of the last 72 hours, 1 with a bot")),
    ],
)  # fmt: skip
def test_what_it_comes_to_and_what_may_be_off(
    locale: str, whole: str, others: tuple[str, ...]
) -> None:
    """A sentence on all rows, the likely cause, how it was measured, and what was left out."""
    text = _section(_contradicting(locale)).text
    for words in (whole, *others):
        assert words in text


@pytest.mark.parametrize(("locale", "words"), [("de", "widersprechen"), ("en", "contradict")])
def test_the_first_screen_says_so(locale: str, words: str) -> None:
    """Whoever reads no further is told that the weeks without the bot contradict the log."""
    first = _contradicting(locale).all("section", class_="first")[0]
    assert any(words in each.text for each in first.all("p", class_="warning"))


@pytest.mark.parametrize(
    ("check", "whole"),
    [
        (log_check("agrees", AGREES), "The one number that can be compared agrees"),
        (log_check("agrees", AGREES, {**AGREES, "name": "settled"}), "All 2 numbers"),
        (
            log_check("agrees", AGREES, {**AGREES, "name": "settled", "verdict": "more"}),
            "1 of 2 numbers that can be compared agree with the log; what differs",
        ),
        (
            log_check("contradicts", {**AGREES, "name": "arrivals_per_week", "verdict": "more"}),
            "Not in the one number",
        ),
        (
            {"verdict": "cannot_tell", "why_en": "There is no log.", "why_de": "", "rows": []},
            "There is no log.",
        ),
        (log_check("cannot_tell", {**AGREES, "verdict": "cannot_tell"}), "This log cannot tell."),
    ],
)
def test_the_first_screen_is_silent_where_nothing_is_wrong(
    check: dict[str, Any], whole: str
) -> None:
    """Agreement, a chance difference, a number set on purpose, no log: told below alone."""
    page = _page(check)
    assert whole in _section(page).text
    first = page.all("section", class_="first")[0]
    assert not any("contradict" in each.text for each in first.all("p", class_="warning"))


def test_a_file_of_before_has_no_such_section() -> None:
    """Nor does its table of contents name one."""
    page = _page(None)
    assert not page.all("section", id="log_check")
    assert not page.all("a", href="#log_check")
    assert _contradicting("en").all("a", href="#log_check")
