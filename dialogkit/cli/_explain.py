"""The command that explains findings: why, what to do, and a worked example."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Annotated, Any

import typer

from dialogkit.cli._shared import JSON, print_json, say
from dialogkit.errors import InputError
from dialogkit.flow import Example, ExampleLine, Rule, example, explanations

__all__ = ["add_to"]

FAMILIES = {
    "S": "structure: every step and rule is whole, every path comes to an end",
    "H": "handoff: every handoff is whole, and comes back",
    "C": "channel: what the channels can carry",
    "P": "privacy: protected values are asked for after consent, and for those who may see them",
    "L": "locale: texts are there in every language",
    "I": "intents: flow and classifier know the same intents",
    "F": "forecast: the flow says what a forecast must assume",
}
"""Letter of a family to what it is about, in the order they are listed in."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("explain")(explain)


def explain(
    code: Annotated[
        str | None, typer.Argument(help="A finding's code; without one all are listed.")
    ] = None,
    json: JSON = False,
) -> None:
    """Say what a finding of `check` means, why it matters and what to do, with a worked example.

    Example: dialogkit explain S004
    """
    rules = explanations()
    if code is None:
        _print_all(rules, json)
        return
    name = _known(code, rules)
    rule, shown = rules[name], example(name)
    if json:
        print_json({"code": name, **dataclasses.asdict(rule), "example": _row(shown)})
        return
    say(f"{name} ({rule.severity}): {rule.title}")
    say(f"    why: {rule.why}")
    say(f"    do:  {rule.remedy}")
    for line in _told(shown):
        say(line)


def _known(code: str, rules: Mapping[str, Rule]) -> str:
    name = code.strip().upper()
    if name not in rules:
        near = difflib.get_close_matches(name, rules, n=3)
        listed = ", ".join(near or rules)
        raise InputError(f"no check has the code {code[:20]!r}; there are {listed}")
    return name


# ----- all codes ---------------------------------------------------------------------------------


def _print_all(rules: Mapping[str, Rule], json: bool) -> None:
    if json:
        print_json([{"code": code, **dataclasses.asdict(rule)} for code, rule in rules.items()])
        return
    order = list(FAMILIES)
    codes = sorted(rules, key=lambda code: (order.index(code[0]), code))
    for letter, family in groupby(codes, key=lambda code: code[0]):
        say(f"{letter}  {FAMILIES[letter]}")
        for code in family:
            say(f"    {code}  {rules[code].severity:8} {rules[code].title}")
    say("Why, what to do and an example: dialogkit explain CODE")


# ----- one example -------------------------------------------------------------------------------


def _row(shown: Example) -> dict[str, Any]:
    """As JSON; the place of the finding is spread as `check` spreads it."""
    row = dataclasses.asdict(shown)
    del row["code"]
    row["finding"] |= row["finding"].pop("place")
    return row


def _told(shown: Example) -> Iterator[str]:
    """The example line by line: the fault with a caret, the finding, the mend."""
    finding, place = shown.finding, shown.finding.place
    width = max(len(_where(line)) for line in (*shown.lines, *shown.mended))
    yield ""
    yield f"Example. {shown.needs}".rstrip()
    for line in shown.lines:
        yield _numbered(line, width)
        if (line.file, line.number) == (place.file, place.line):
            yield f"    {'':{width}} | {'':{place.column - 1}}^"
    yield f"    {place}: {finding.severity} {finding.code}: {finding.what}"
    yield ""
    yield from _mended(shown.mended, width)


def _mended(lines: Iterable[ExampleLine], width: int) -> Iterator[str]:
    numbered = [_numbered(line, width) for line in lines]
    yield "Mended." if numbered else "Mended: the line is taken out."
    yield from numbered


def _numbered(line: ExampleLine, width: int) -> str:
    return f"    {_where(line):{width}} | {line.text}"


def _where(line: ExampleLine) -> str:
    return f"{line.file}:{line.number}"
