"""The answer of `staff` as lines to read, in German or English."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Literal

from dialogkit._durations import readable
from dialogkit.forecast import Staffing, Tried

__all__ = ["Locale", "staffing_lines"]

Locale = Literal["de", "en"]

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "answers": "{who} {answer} {level} within {within}",
        "agent": "1 agent",
        "agents": "{n} agents",
        "answer_1": "answers",
        "answer": "answer",
        "open": "{span} of opening hours",
        "wall": "{span} by the wall clock, nights included",
        "erlang": "  by Erlang A in the busiest hour ({hour}, {requests}): {n}",
        "request": "{n} request",
        "requests": "{n} requests",
        "hour": "{day} {hour} h",
        "rule": "  enough: the whole interval (95% over all looks) reaches {level}; "
        "too few: all of it is below",
        "between": "({low} to {high})",
        "grows": ", the queue grows by {n} an hour",
        "enough": "enough",
        "too few": "too few",
        "undecided": "not decided",
        "week": "1 week",
        "weeks": "{n} weeks",
        "run": "1 run",
        "runs": "{n} runs",
        "of": "{n} agents",
        "open_question": "  ! not yet decided between {fewer} and {n}: after {weeks} the interval "
        "of {which} still holds {level}; more weeks are needed (--most-replications)",
    },
    "de": {
        "answers": "{who} {answer} in {level} der Fälle innerhalb von {within}",
        "agent": "1 Mitarbeiter",
        "agents": "{n} Mitarbeiter",
        "answer_1": "antwortet",
        "answer": "antworten",
        "open": "{span} Öffnungszeit",
        "wall": "{span} Wanduhrzeit, Nächte eingeschlossen",
        "erlang": "  nach Erlang A in der stärksten Stunde ({hour}, {requests}): {n}",
        "request": "{n} Anfrage",
        "requests": "{n} Anfragen",
        "hour": "{day} {hour} Uhr",
        "rule": "  genug: das ganze Intervall (95 % über alle Zwischenstände) erreicht {level}; "
        "zu wenige: es liegt ganz darunter",
        "between": "({low} bis {high})",
        "grows": ", die Warteschlange wächst um {n} je Stunde",
        "enough": "genug",
        "too few": "zu wenige",
        "undecided": "offen",
        "week": "1 Woche",
        "weeks": "{n} Wochen",
        "run": "1 Lauf",
        "runs": "{n} Läufe",
        "of": "{n} Mitarbeitern",
        "open_question": "  ! noch nicht entschieden zwischen {fewer} und {n}: Nach {weeks} liegen "
        "{level} bei {which} noch im Intervall; dafür braucht es mehr Wochen (--most-replications)",
    },
}
_AFTER = {"week": "einer Woche", "run": "einem Lauf", "runs": "{n} Läufen"}
"""German after "nach"."""
_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
}


def staffing_lines(found: Staffing, locale: Locale = "en") -> Iterator[str]:
    """The number, by which rule and clock, what is still open, and a line for each one tried."""
    words = _WORDS[locale]
    answer = words["answer_1" if found.agents == 1 else "answer"]
    level = _percent(found.wanted, locale, 0 if (100 * found.wanted).is_integer() else 1)
    within = words[found.clock].format(span=readable(found.within_seconds))
    who = _many("agent", found.agents, words)
    yield words["answers"].format(who=who, answer=answer, level=level, within=within)
    hour = words["hour"].format(
        day=_DAYS[locale][found.busiest_hour // 24], hour=found.busiest_hour % 24
    )
    number = _number(found.requests_per_hour, 1, locale)
    requests = words["request" if number == "1" else "requests"].format(n=number)
    yield words["erlang"].format(hour=hour, requests=requests, n=found.erlang)
    yield words["rule"].format(level=level)
    if found.undecided:
        last = found.tried[found.undecided[0]].replications
        weeks = _runs(last, found.days, words, after=locale == "de")
        which = words["agent"]
        if found.undecided != (1,):
            which = words["of"].format(n=" / ".join(map(str, found.undecided)))
        yield words["open_question"].format(
            fewer=found.undecided[0], n=found.agents, weeks=weeks, which=which, level=level
        )
    for row in found.tried.values():
        yield _row(row, found.days, locale)


def _row(row: Tried, days: int, locale: Locale) -> str:
    words = _WORDS[locale]
    level, between = "–", ""
    if math.isfinite(row.service_level):
        level = _percent(row.service_level, locale)
    if row.low is not None and row.high is not None:
        low, high = (_percent(end, locale) for end in (row.low, row.high))
        between = words["between"].format(low=low, high=high)
    load = f"rho {_number(row.rho, 2, locale, least=2)}" if math.isfinite(row.rho) else ""
    grows = words["grows"].format(n=_number(row.growth_per_hour, 1, locale))
    who = f"{row.agents:5} {_many('agent', row.agents, words).partition(' ')[2]}"
    weeks = _runs(row.replications, days, words)
    head = f"{who:19} {level:>8} {between:22} {words[row.verdict]:12}"
    return f"{head} {weeks:10} {load}{grows if row.rho > 1 else ''}".rstrip()


def _runs(count: int, days: int, words: Mapping[str, str], *, after: bool = False) -> str:
    key = "week" if days == 7 else "run"
    key += "" if count == 1 else "s"
    text = _AFTER.get(key, words[key]) if after else words[key]
    return text.format(n=count)


def _many(word: str, count: int, words: Mapping[str, str]) -> str:
    return words[word if count == 1 else f"{word}s"].format(n=count)


def _percent(value: float, locale: Locale, digits: int = 1) -> str:
    number = _number(100 * value, digits, locale, least=digits)
    return f"{number} %" if locale == "de" else f"{number}%"


def _number(value: float, digits: int, locale: Locale, *, least: int = 0) -> str:
    text = f"{value:.{digits}f}"
    if "." in text and not least:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if locale == "de" else text
