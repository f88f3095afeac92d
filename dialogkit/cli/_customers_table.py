"""What is known of customers as lines for people: measured first, then assumed, then off."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from dialogkit._intervals import wilson
from dialogkit.conversation import Level
from dialogkit.simulate import SERVED, Counted, Customers, Delay, Parameter, Served, Share

__all__ = ["arrival_lines", "basis", "table"]

Language = Literal["de", "en"]

_WORDS: Mapping[str, tuple[str, str]] = {
    "measured": ("Gemessen, mit 95-Prozent-Intervall", "Measured, with 95 % intervals"),
    "mix": ("Angenommen, ohne Spanne", "Assumed, without a range"),
    "assumed": ("Angenommen: niedrig bis hoch", "Assumed: low to high"),
    "off": ("Aus", "Off"),
    "shown": (
        "Gezählt, aber nicht simuliert",
        "Counted, but not simulated",
    ),
    "served": (
        "Wie das Team geantwortet hat; daran misst forecast die Wochen ohne Bot",
        "How the team answered: forecast holds the weeks without the bot against it",
    ),
    "unserved": ("nicht zu messen: {names} ({why})", "cannot be measured: {names} ({why})"),
    "left_out": ("nicht mitgezählte Anliegen: {names}", "cases not counted: {names}"),
    "issue": ("Anliegen:", "wants"),
    "greets": ("grüßt erst", "greets first"),
    "reply.bot": ("antwortet dem Bot nach (Median)", "replies after (median) to the bot"),
    "reply.agent": ("antwortet dem Team nach (Median)", "replies after (median) to an agent"),
    "level": ("Anliegen der Stufe", "issues of level"),
    "public": ("öffentlich", "public"),
    "personal": ("persönlich", "personal"),
    "sensitive": ("sensibel", "sensitive"),
    "in": ("bei", "in"),
}


def table(
    customers: Customers, language: Language, levels: Mapping[Level, Share] | None = None
) -> Iterator[str]:
    """The lines, figures as the language writes them.

    Args:
        customers: Of whom.
        language: Of the lines.
        levels: Share of customers by the level of their issue, where a flow tells it.
    """
    english = language == "en"
    word = {key: words[english] for key, words in _WORDS.items()}
    parameters = list(customers.parameters.values())
    measured = [p for p in parameters if p.source == "measured"]
    assumed = [p for p in parameters if p.source == "assumed" and not p.off]
    shares = sorted(customers.intents.items(), key=lambda item: -item[1].value)
    issues = [(f"{word['issue']} {label}", share) for label, share in shares]
    issues += [(f"{word['level']} {word[level]}", share) for level, share in (levels or {}).items()]
    yield ""
    yield f"{word['mix']}:" if customers.assumed else f"{word['measured']}:"
    for label, share in issues:
        # of an assumed mix nobody has said how far off it may be
        ends = (share.value,) * 2 if customers.assumed else (share.low, share.high)
        yield _line(english, label, share.value, *ends, "share", share.n)
    if customers.cases:
        greets = customers.greets_first
        ends = wilson(greets * customers.cases, customers.cases)
        yield _line(english, word["greets"], greets, *ends, "share", customers.cases)
    for delay in customers.delays:
        yield _delay(delay, word, english)
    yield from (_parameter(p, english) for p in measured)
    if assumed:
        yield ""
        yield f"{word['assumed']}:"
        yield from (_parameter(p, english) for p in assumed)
    off = ", ".join(_label(p, english) for p in parameters if p.off)
    if off:
        yield ""
        yield f"{word['off']}: {off}"
    if customers.counted:
        yield ""
        yield f"{word['shown']}:"
        yield from _counted(customers.counted, english)
    if customers.served is not None:
        yield from _served(customers.served, word, english)


_COUNTED: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "cases": (("Anliegen", "Anliegen"), ("case", "cases")),
    "weeks": (("Woche", "Wochen"), ("week", "weeks")),
    "texts": (("Text", "Texte"), ("text", "texts")),
}


def basis(customers: Customers, language: Language) -> str:
    """What was fitted to how much, as ``48 cases in 7.7 weeks, 48 texts``."""
    english = language == "en"

    def some(what: str, value: float) -> str:
        number = f"{value:.1f}".removesuffix(".0")
        word = _COUNTED[what][english][number != "1"]
        return f"{number if english else number.replace('.', ',')} {word}"

    texts = some("texts", len(customers.spoken))
    if customers.assumed:
        return f"{'assumed' if english else 'angenommen'}, {texts}"
    return f"{some('cases', customers.cases)} in {some('weeks', customers.weeks)}, {texts}"


_ARRIVALS: Mapping[str, tuple[str, str]] = {
    "title": ("Wie viele kommen", "How many come"),
    "log": (
        "neue Anliegen je Woche im Protokoll, Rückkehrer nicht gezählt",
        "new matters a week in the log, returns not counted",
    ),
    "staff": (
        "Anliegen je Woche laut centre.yaml; so viele werden simuliert",
        "cases a week as centre.yaml sets; so many are simulated",
    ),
    "unset": (
        "Simuliert werden so viele, außer die Datei des Teams nennt arrivals_per_week",
        "so many are simulated, unless the staff file says arrivals_per_week",
    ),
    "unknown": (
        "Das sagt die Datei des Teams (arrivals_per_week); kein Protokoll zeigt es",
        "the staff file says so (arrivals_per_week); no log shows it",
    ),
}


def arrival_lines(customers: Customers, staff: float | None, language: Language) -> Iterator[str]:
    """How many cases come a week: as the log shows, beside what the staff file sets.

    The interval is that of a count whose variance is ``dispersion`` times its mean:
    (cases ± 1.96 √(dispersion · cases)) / weeks.

    Args:
        customers: Of whom.
        staff: What the staff file sets; ``None``: it sets nothing, or is not known.
        language: Of the lines.
    """
    english = language == "en"
    word = {key: words[english] for key, words in _ARRIVALS.items()}
    yield ""
    yield f"{word['title']}:"
    if not customers.assumed:
        value, weeks = customers.per_week, customers.weeks
        half = 1.96 * math.sqrt(customers.dispersion * value / weeks)
        ends = (max(0.0, value - half), value + half)
        yield _line(english, word["log"], round(value, 1), *_rounded(ends), "number", None)
    if staff is not None:
        yield _line(english, word["staff"], staff, staff, staff, "number", None)
    elif not customers.assumed:
        yield f"  {word['unset']}"
    else:
        yield f"  {word['unknown']}"


def _rounded(ends: tuple[float, float]) -> tuple[float, float]:
    return round(ends[0], 1), round(ends[1], 1)


def _label(row: Parameter | Counted, english: bool) -> str:
    return (row.label_en if english else row.label_de) or row.name


def _parameter(row: Parameter, english: bool) -> str:
    label = f"{_label(row, english)} [{row.name}]"
    return _line(english, label, row.central, row.low, row.high, row.unit, row.n)


def _counted(rows: Iterable[Counted], english: bool) -> Iterator[str]:
    for row in rows:
        yield _line(english, _label(row, english), row.value, row.low, row.high, row.unit, row.n)


_WHY: Mapping[str, tuple[str, str]] = {
    "no_times": ("ohne Zeiten", "no times"),
    "late": ("aus den letzten 72 Stunden", "of the last 72 hours"),
    "part_week": ("vor der ersten ganzen Woche", "before the first whole week"),
    "short": ("das Protokoll ist zu kurz", "the log is too short"),
    "team_first": ("vom Team begonnen", "begun by the team"),
    "bot": ("mit einem Bot", "with a bot"),
    "few": ("zu wenige Anliegen", "too few cases"),
    "no_agents": ("kein Mitarbeiter antwortet", "no agent answers"),
    "coarse": ("Zeiten gerundet", "times are rounded"),
    "unlinked": ("niemand hat gesucht, wer wiederkam", "nobody looked for who came back"),
    "unanswered": ("zu viele ohne Antwort", "too many without an answer"),
}


def _served(served: Served, word: Mapping[str, str], english: bool) -> Iterator[str]:
    """How the team answered, and what of it the log cannot show."""
    yield ""
    yield f"{word['served']}:"
    for name, row in served.rows.items():
        label = SERVED[name][english]
        value = round(row.value, 1) if row.unit == "number" else row.value
        ends = _rounded((row.low, row.high)) if row.unit == "number" else (row.low, row.high)
        yield _line(english, label, value, *ends, row.unit, row.n)
    for why in dict.fromkeys(served.lacks.values()):
        names = ", ".join(SERVED[n][english] for n, own in served.lacks.items() if own == why)
        yield f"  {word['unserved'].format(names=names, why=_WHY[why][english])}"
    told = ", ".join(f"{n} {_WHY[why][english]}" for why, n in served.left_out.items())
    if told:
        yield f"  {word['left_out'].format(names=told)}"


def _delay(row: Delay, word: Mapping[str, str], english: bool) -> str:
    where = f", {row.channel}" if row.channel else ""
    label = word[f"reply.{row.to}"] + where
    return _line(english, label, row.median, row.low, row.high, "seconds", row.n)


def _line(
    english: bool, label: str, value: float, low: float, high: float, unit: str, n: int | None
) -> str:
    range_ = f"{_told(low, unit, english)} – {_told(high, unit, english)}" if low < high else ""
    counted = f"n = {n}" if n else ""
    return f"  {_told(value, unit, english):>8}  {range_:<20} {counted:<11} {label}".rstrip()


def _told(value: float, unit: str, english: bool) -> str:
    """A value in its unit, as the language writes it."""
    told = _in_unit(value, unit)
    return told if english else told.replace(".", ",").replace("%", " %")


def _in_unit(value: float, unit: str) -> str:
    """A value in its unit: times in the largest unit that keeps two figures."""
    if unit == "share":
        return f"{value:.1%}"
    if unit != "seconds":
        return f"{value:g}"
    for seconds, name in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if value >= 2 * seconds:
            return f"{value / seconds:.1f} {name}"
    return f"{value:.0f} s"
