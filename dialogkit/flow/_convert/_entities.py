"""Entities, training phrases and JSON of other builders: what several importers share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._source import Source

__all__ = [
    "carry_entity",
    "choice_values",
    "entries",
    "human",
    "listed",
    "locale_of",
    "mapping",
    "text_of",
    "words",
]

_MOST_VALUES = 20
"""With more values than these, shares say nothing any more."""
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_HUMAN = re.compile(
    r"hand[\s_.-]?(?:off|over)|live[\s_.-]?(?:agent|person|chat)|human|operator"
    r"|(?:talk|speak|transfer|connect|redirect)[\s_.-]*(?:to|with)?[\s_.-]*(?:an?[\s_.-]+)?"
    r"(?:agent|person|representative|advisor)|escalat|agent[\s_.-]?(?:request|transfer)",
    re.IGNORECASE,
)


def mapping(value: Any) -> Mapping[str, Any]:
    """The value where it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> list[Any]:
    """The value where it is a JSON list, else an empty one."""
    return value if isinstance(value, list) else []


def listed(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON list."""
    return (each for each in entries(value) if isinstance(each, dict))


def text_of(value: Any) -> str:
    """The value as a text: numbers and truth values as they are written, nothing for others."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""


def words(value: Any) -> list[str]:
    """The texts of a JSON list, or of a single text."""
    given = value if isinstance(value, list) else [value]
    return [text for text in map(text_of, given) if text]


def locale_of(value: Any, default: str = "en") -> str:
    """A language as flows write it: ``pt-br``, ``zh-TW``; ``default`` where it is none."""
    text = text_of(value).replace("_", "-")
    head, *rest = text.split("-")
    tidy = "-".join([head.lower(), *rest])
    return tidy if _LOCALE.fullmatch(tidy) else default


def human(*texts: Any) -> bool:
    """Whether one of the names says that a human takes over."""
    return any(_HUMAN.search(text_of(text)) for text in texts)


def objects(source: Source, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """The JSON files among ``names``, noted as used."""
    for name in names:
        value = source.json(name)
        source.use(name)
        yield name, value


def choice_values(values: Iterable[str]) -> dict[str, str]:
    """Equal shares for values; none for fewer than two or too many."""
    known = list(dict.fromkeys(value for value in values if value))
    if not 2 <= len(known) <= _MOST_VALUES:
        return {}
    whole, rest = divmod(100, len(known))
    return {value: f"{whole + (index < rest)}%" for index, value in enumerate(known)}


def carry_entity(
    draft: Draft, entity: str, values: Iterable[tuple[str, Iterable[str]]], place: str
) -> tuple[str, ...]:
    """Accounts for the values of a closed entity and their synonyms; gives the values.

    A slot names its values with shares; it has no place for other wordings of a value, so these
    are listed.
    """
    known = list(values)
    carried = choice_values(value for value, _ in known) or dict.fromkeys([v for v, _ in known][:1])
    seen: set[str] = set()
    for value, synonyms in known:
        name = f"{entity}: {value}"
        if value in carried and value not in seen:
            draft.kept("entity value", name, place)
        else:
            why = "is named twice" if value in seen else "a slot names an example, not all values"
            draft.lost("entity value", name, place, why)
        seen.add(value)
        others = [each for each in synonyms if each.casefold() != value.casefold()]
        if others:
            why = f"a slot has no place for {len(others)} other wordings of a value"
            draft.lost("synonyms", name, place, why)
    return tuple(value for value, _ in known)
