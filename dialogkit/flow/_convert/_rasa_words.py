"""Words of Rasa's files: examples, payloads, values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dialogkit.flow._convert._rasa_files import Part, at, child, scalar
from dialogkit.flow._yaml import Value

__all__ = [
    "assigned",
    "entities_in",
    "example_lines",
    "likely",
    "plain_example",
    "required_slots",
    "value_word",
    "variants_of",
]

_ANNOTATED = re.compile(r"\[([^\[\]]*)\](?:\(([^()\n]*)\)|(\{[^{}\n]*\}|\[[^\[\]\n]*\]))")


def plain_example(line: str) -> tuple[str, list[str]]:
    """An example without its annotations, and the entities they mark.

    >>> plain_example("from [Bonn](city) to [Trier]{'entity': 'city'}")[0]
    'from Bonn to Trier'
    """
    marks: list[str] = []

    def plain(found: re.Match[str]) -> str:
        name = (found[2] or "").split(":")[0] or _entity(found[3] or "")
        marks.append(name.strip() or "?")
        return found[1]

    return _ANNOTATED.sub(plain, line), marks


def _entity(annotation: str) -> str:
    found = re.search(r"""["']?entity["']?\s*:\s*["']?([^"',}\]]+)""", annotation)
    return found[1] if found else ""


def required_slots(form: Part) -> list[str]:
    """The slots of a form, whichever way they are written."""
    value = form.value
    inner = child(value, "required_slots") if "required_slots" in value.entries else value
    names = [*inner.entries, *(scalar(item) for item in inner.items)]
    skipped = ("ignored_intents",) if inner is value else ()
    return [n for n in dict.fromkeys(names) if n and n not in skipped]


def example_lines(value: Value) -> Iterator[tuple[str, str]]:
    """The examples of an item: a block of lines with dashes, or a list of texts or mappings."""
    file, first = value.place.file, value.place.line
    if value.kind == "text":
        number = first
        for line in value.text.splitlines():
            number += 1
            tidy = line.strip()
            if tidy:
                yield tidy.removeprefix("-").strip(), f"{file}:{number}"
    for item in value.items:
        text = scalar(item) or scalar(child(item, "text"))
        yield text.strip().removeprefix("-").strip(), at(item)


def variants_of(value: Value) -> tuple[Value, ...]:
    return value.items if value.kind == "list" else () if value.kind == "nothing" else (value,)


def value_word(text: str) -> str:
    """A value as guards write it."""
    if re.fullmatch(r"[\w-]+", text) and text.lower() not in ("and", "or", "not", "in", "is"):
        return text
    return '"' + " ".join(text.replace('"', "'").split()) + '"'


def assigned(text: str) -> Iterator[tuple[str, str]]:
    """``a=1, b=two`` of ``/SetSlots``."""
    for part in text.split(","):
        name, _, value = part.partition("=")
        if name.strip():
            yield name.strip(), value.strip().strip("'\"")


def entities_in(text: str) -> Iterator[tuple[str, str]]:
    """``{"size": "large"}`` of a payload."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return
    for name, value in found.items() if isinstance(found, dict) else ():
        yield str(name), str(value)


def likely(values: list[str]) -> list[str]:
    """Values compared, and others, so that a comparison may hold and may not."""
    numbers = [v for v in values if re.fullmatch(r"[1-9]\d{0,8}(\.\d+)?", v)]
    if numbers and len(numbers) == len(values):
        least, most = min(map(float, values)), max(map(float, values))
        return [*dict.fromkeys([f"{least / 2:g}", *values, f"{most * 2:g}"])]
    if len(values) == 1:
        return [*values, {"true": "false", "false": "true"}.get(values[0].lower(), "other")]
    return values
