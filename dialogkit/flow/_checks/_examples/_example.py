"""A worked example for a code: the fault as it stands, what is found, and the mend."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from dialogkit.errors import ParameterError
from dialogkit.flow._checks._examples._cases import (
    FILE_NAMES,
    Case,
    Files,
    cases,
)
from dialogkit.flow._finding import Finding

__all__ = ["Example", "ExampleLine", "example"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLine:
    """One line of a file."""

    file: str
    """Name of the file, without a folder."""
    number: int
    """From 1."""
    text: str
    """As it stands, without its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A fault that a check finds, and its mend."""

    code: str
    """Of the finding."""
    needs: str
    """A sentence on what the check needs besides the flow; empty where it needs nothing."""
    lines: tuple[ExampleLine, ...]
    """Where the finding is, and what is to be changed; in the order of the files."""
    finding: Finding
    """What the checks find there."""
    mended: tuple[ExampleLine, ...]
    """What stands there once it is mended; empty where the lines to be changed are taken out."""


@cache
def example(code: str) -> Example:
    """The worked example for a code of `explanations`; the check is run for it.

    Args:
        code: As ``S004``.

    Raises:
        ParameterError: There is no such code.
    """
    if code not in cases():
        raise ParameterError(f"code must be one of explanations(), got {code[:20]!r}")
    case = cases()[code][0]
    bad, good = case.bad_files(), case.good_files()
    finding = next(each for each in case.findings(bad) if each.code == code)
    old, new = _changed(case, bad, good)
    place = finding.place
    at = next(key for key, name in FILE_NAMES.items() if name == place.file)
    here = _line(at, bad[at], place.line)
    return Example(
        code=code,
        needs=_needs(case),
        lines=tuple(sorted({here, *old}, key=_order)),
        finding=finding,
        mended=tuple(new),
    )


def _changed(case: Case, bad: Files, good: Files) -> tuple[list[ExampleLine], list[ExampleLine]]:
    """The lines that make the fault, and those that mend it."""
    key = case.file
    before, after = bad[key].splitlines(), good[key].splitlines()
    old, new = [], []
    for tag, *(start, end, from_, to) in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag != "equal":
            old += [_line(key, bad[key], number + 1) for number in range(start, end)]
            new += [_line(key, good[key], number + 1) for number in range(from_, to)]
    return old, new


def _line(key: str, text: str, number: int) -> ExampleLine:
    return ExampleLine(file=FILE_NAMES[key], number=number, text=text.splitlines()[number - 1])


def _order(line: ExampleLine) -> tuple[int, int]:
    return list(FILE_NAMES.values()).index(line.file), line.number


def _needs(case: Case) -> str:
    parts = []
    if case.knows:
        parts.append(f"a classifier (here it knows {', '.join(case.knows)})")
    if case.counted:
        parts.append(f"labelled texts (here {FILE_NAMES['utterances']} counts them)")
    return f"Needs {' and '.join(parts)}." if parts else ""
