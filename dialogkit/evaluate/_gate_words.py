"""The sentences a gate speaks, in German and English, with the numbers as people write them."""

from __future__ import annotations

from babel.numbers import format_decimal, format_percent

from dialogkit.evaluate._gate_file import Condition
from dialogkit.evaluate._rates import Rate

__all__ = ["column", "headline", "sentence"]

_VERDICT = {
    "de": {
        "pass": "Freigeben",
        "fail": "Noch nicht freigeben",
        "not_enough_data": "Zu wenig Daten",
    },
    "en": {"pass": "Release", "fail": "Do not release yet", "not_enough_data": "Not enough data"},
}
_MET = {"de": "alle Bedingungen erfüllt ({n})", "en": "all conditions met ({n})"}
_MISSED = {
    "de": {
        "fail": "{k} von {n} Bedingungen verfehlt: {reason}",
        "not_enough_data": "{k} von {n} Bedingungen noch nicht zu entscheiden: {reason}",
    },
    "en": {
        "fail": "{k} of {n} conditions missed: {reason}",
        "not_enough_data": "{k} of {n} conditions cannot be decided yet: {reason}",
    },
}
_BOUND = {
    "de": {"at_most": "erlaubt höchstens {x}", "at_least": "verlangt mindestens {x}"},
    "en": {"at_most": "at most {x} allowed", "at_least": "at least {x} wanted"},
}
_LEVELS = {"public": "öffentlich", "personal": "persönlich", "sensitive": "sensibel"}
_COLUMN = {
    "de": {
        "intent": "Absicht",
        "predicted_intent": "erkannte Absicht",
        "channel": "Kanal",
        "locale": "Sprache",
        "level": "Schutzstufe",
        "hour": "Stunde",
        "handoff_reason": "Übergabegrund",
        "end": "Ende",
    },
    "en": {"predicted_intent": "predicted intent", "handoff_reason": "handoff reason"},
}
_CASES = {"de": "{n} Anliegen", "en": "{n} cases"}
_VALUE_ALONE = {
    "de": "; geprüft wurde nur der Wert, nicht sein Intervall",
    "en": "; only the value was looked at, not its interval",
}
_NO_VALUE = {"de": "nicht bekannt", "en": "not known"}
_TO = {"de": "bis", "en": "to"}


def headline(verdict: str, decisive: int, total: int, reason: str, locale: str) -> str:
    """The verdict with its reason, as one sentence.

    >>> headline("pass", 0, 6, "", "en")
    'Release: all conditions met (6).'
    """
    if verdict == "pass":
        return f"{_VERDICT[locale][verdict]}: {_MET[locale].format(n=total)}."
    why = _MISSED[locale][verdict].format(k=decisive, n=total, reason=reason)
    return f"{_VERDICT[locale][verdict]}: {why}"


def column(by: str, locale: str) -> str:
    """A column in words."""
    return _COLUMN[locale].get(by, by)


def sentence(
    condition: Condition, rate: Rate | None, n: int | None, why: str, label: str, locale: str
) -> str:
    """One condition and how it came out, as one sentence; ``label`` calls a rate nobody counted."""
    if condition.rate is None:
        cases = _CASES[locale].format(n=format_decimal(n or 0, locale=locale))
        least = _BOUND[locale]["at_least"].format(x=_whole(condition.limit, locale))
        return f"{cases}; {least}."
    limit = _BOUND[locale][condition.bound].format(x=_number(condition.limit, rate, locale))
    subject = _subject(condition, rate, label, locale)
    if rate is None:
        return f"{subject}: {_NO_VALUE[locale]}; {limit}; {why.rstrip('.')}."
    value = _number(rate.value, rate, locale)
    alone = _VALUE_ALONE[locale] if condition.confidence == "value" else ""
    return f"{subject}: {value}{_range(rate, locale)}; {limit}{alone}."


def _subject(condition: Condition, rate: Rate | None, label: str, locale: str) -> str:
    own = "" if rate is None else rate.label_de if locale == "de" else rate.label
    name = own or label or str(condition.rate)
    for by, value in condition.where.items():
        word = _LEVELS.get(value, value) if (by, locale) == ("level", "de") else value
        name += f", {column(by, locale)} {word}"
    return name[:1].upper() + name[1:]


def _range(rate: Rate, locale: str) -> str:
    if rate.low is None or rate.high is None:
        return ""
    low, high = (_number(end, rate, locale) for end in (rate.low, rate.high))
    return f" ({low} {_TO[locale]} {high})"


def _whole(number: float, locale: str) -> str:
    return str(format_decimal(round(number), locale=locale))


def _number(value: float, rate: Rate | None, locale: str) -> str:
    unit = "share" if rate is None else rate.unit
    if unit == "share":
        pattern = "#,##0.0 %" if locale == "de" else "#,##0.0%"
        return str(format_percent(value, format=pattern, locale=locale))
    if unit == "seconds":
        return f"{format_decimal(round(value, 1), locale=locale)} s"
    return str(format_decimal(value, format="#,##0.00", locale=locale))
