"""Data, model, privacy and versions: objects of which the page knows many keys, but not all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dialogkit.corpus import note_in_german
from dialogkit.report._numbers import Numbers, rate_of
from dialogkit.report._texts import LOCALES, Texts

__all__ = ["Fact", "Note", "fact_part", "facts"]

_MOST_ITEMS = 40
_MOST_ROWS = 10
_DEEPEST = 4
_SHARES = frozenset({
    "accuracy", "calibration_error", "coverage", "coverage_at_95", "recall_at_90", "recall_at_95",
})  # fmt: skip
_INTENT = ("n", "recall", "precision", "f1")

Fact = tuple[int, str, str]
"""Depth, name, value; the value is empty where others follow below."""
Note = tuple[str, str]
"""A sentence, and the language it is in."""


def fact_part(value: Any, texts: Texts, numbers: Numbers) -> dict[str, Any] | None:
    """What is known of data, model or privacy: lines, small tables and notes.

    Names are told in the page's language where the page knows them; empty values are left out.
    """
    if not value:
        return None
    tables = {
        "intents": _intents(value.get("intents"), texts, numbers),
        "confusions": _confusions(value.get("confusions"), texts, numbers),
    }
    notes = _notes(value, texts.locale)
    apart = {name for name, table in tables.items() if table}
    apart |= {"notes", "notes_de"} if notes else set()
    rest = {name: item for name, item in value.items() if name not in apart}
    return {
        "rows": facts(rest, texts, numbers, section="facts"),
        "tables": [table for table in tables.values() if table],
        "notes": notes,
    }


def _notes(value: Mapping[str, Any], locale: str) -> list[Note]:
    """Each note in the page's language, if it is known in it; else in English."""
    given, german = (_texts(value.get(name)) for name in ("notes", "notes_de"))
    if locale != "de" or not given:
        return [(note, "en") for note in given]
    own = german if len(german) == len(given) else [note_in_german(note) for note in given]
    return [(de, "de") if de else (en, "en") for en, de in zip(given, own, strict=True)]


def _texts(value: Any) -> list[str]:
    """A list of texts; empty where it is something else."""
    return value if isinstance(value, list) and all(isinstance(n, str) for n in value) else []


def _rows_with(value: Any, *names: str) -> list[Mapping[str, Any]]:
    """The rows, where the value is a list of objects that all have the names."""
    if not isinstance(value, list):
        return []
    whole = all(isinstance(row, Mapping) and all(name in row for name in names) for row in value)
    return value if whole else []


def _intents(value: Any, texts: Texts, numbers: Numbers) -> dict[str, Any] | None:
    """The intents with the lowest F1."""
    rows = sorted(_rows_with(value, "intent", *_INTENT), key=lambda row: row["f1"])
    if not rows:
        return None
    rest = len(rows) - _MOST_ROWS
    return {
        "title": texts("model.intents"),
        "columns": [texts("model.intent"), *(texts(f"model.{name}") for name in _INTENT)],
        "rows": [
            [str(row["intent"]), *(_cell(name, row[name], numbers) for name in _INTENT)]
            for row in rows[:_MOST_ROWS]
        ],
        "words": 1,
        "more": texts.plural("model.more", rest, n=rest) if rest > 0 else "",
    }


def _cell(name: str, value: Any, numbers: Numbers) -> str:
    if value is None:
        return "–"
    if name == "n":
        return numbers.count(value)
    return numbers.decimal(value, 2) if name == "f1" else numbers.share(value)


def _confusions(value: Any, texts: Texts, numbers: Numbers) -> dict[str, Any] | None:
    """The most frequent confusions."""
    rows = sorted(_rows_with(value, "intent", "predicted", "n"), key=lambda row: -row["n"])
    if not rows:
        return None
    return {
        "title": texts("model.confusions"),
        "columns": [texts("model.intent"), texts("model.predicted"), texts("model.n")],
        "rows": [
            [str(row["intent"]), str(row["predicted"]), numbers.count(row["n"])]
            for row in rows[:_MOST_ROWS]
        ],
        "words": 2,
        "more": "",
    }


def facts(value: Any, texts: Texts, numbers: Numbers, section: str = "") -> list[Fact]:
    """Any JSON object as lines of name and value, in its order; deeper ones are indented.

    Args:
        value: The object; what is empty or unknown in it is left out.
        texts: The words.
        numbers: How numbers are written.
        section: Where the words for the names stand; without it names are printed as they are.
    """
    return list(_facts(value, 0, texts, numbers, section)) if value else []


def _facts(
    value: Mapping[str, Any], depth: int, texts: Texts, numbers: Numbers, section: str
) -> Iterator[Fact]:
    known = section and "accuracy" in value
    for name, item in value.items():
        words = texts.get(f"{section}.{name}", _name(name)) if section else _name(name)
        if _empty(item) or (known and name in ("low", "high")):
            continue
        if isinstance(item, Mapping) and not _in_languages(item):
            yield depth, words, ""
            if depth < _DEEPEST:
                yield from _facts(item, depth + 1, texts, numbers, section)
        elif known and name == "accuracy":
            yield depth, words, _accuracy(value, numbers)
        elif section and name in _SHARES and isinstance(item, int | float):
            yield depth, words, numbers.share(item)
        else:
            yield depth, words, _written(item, texts, numbers)


def _empty(item: Any) -> bool:
    return item is None or (isinstance(item, str | Sequence | Mapping) and not item)


def _in_languages(item: Any) -> bool:
    """Whether the object holds the same text once a language."""
    return isinstance(item, Mapping) and bool(item) and set(item) <= set(LOCALES)


def _accuracy(value: Mapping[str, Any], numbers: Numbers) -> str:
    given = {name: value.get(name) for name in ("low", "high")}
    rate = rate_of({"value": value["accuracy"], **given})
    interval = numbers.interval(rate)
    return numbers.share(rate.value) + (f" ({interval})" if interval else "")


def _written(item: Any, texts: Texts, numbers: Numbers) -> str:
    if _in_languages(item):
        return str(item.get(texts.locale) or next(iter(item.values())))
    if isinstance(item, Sequence) and not isinstance(item, str):
        return "; ".join(_listed(item, texts, numbers))
    return _scalar(item, texts, numbers)


def _listed(items: Sequence[Any], texts: Texts, numbers: Numbers) -> list[str]:
    shown = [
        ", ".join(f"{_name(k)} {_scalar(v, texts, numbers)}" for k, v in item.items())
        if isinstance(item, Mapping)
        else _scalar(item, texts, numbers)
        for item in items[:_MOST_ITEMS]
    ]
    return [*shown, "…"] if len(items) > _MOST_ITEMS else shown


def _name(name: object) -> str:
    return str(name).replace("_", " ")


def _scalar(value: Any, texts: Texts, numbers: Numbers) -> str:
    if value is None:
        return texts("page.unknown_value")
    if isinstance(value, bool):
        return texts("data.yes" if value else "data.no")
    if isinstance(value, int | float):
        return numbers.plain(value)
    return str(value)
