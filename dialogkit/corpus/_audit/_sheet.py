"""A sheet of random messages for a human to read, and what may be concluded from the marks."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dialogkit import _files
from dialogkit._csv import long_fields
from dialogkit._intervals import clopper_pearson
from dialogkit.conversation import Messages
from dialogkit.corpus._anonymize._span import PSEUDONYM
from dialogkit.corpus._anonymize._sweep import letters
from dialogkit.corpus._decode import decode
from dialogkit.errors import InputError, ParameterError

__all__ = ["SIZE", "Sheet", "read_sheet", "unread", "write_sheet"]

SIZE = 300
"""Messages on a sheet."""

_HEADS = {
    "de": ("Nr.", "Nachricht", "Steht noch etwas über eine Person darin? (j/n)"),
    "en": ("No.", "Message", "Is anything left that tells who somebody is? (y/n)"),
}
_YES = frozenset(("j", "ja", "y", "yes", "x", "1"))
_NO = frozenset(("n", "nein", "no", "0", "-"))
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_SAME = 0.9
"""A spreadsheet may change a letter of a few messages, but not of more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a human found on the sheet."""

    size: int
    """Messages on the sheet."""
    masked: int
    """Of these, with something masked in them: in proportion to all messages."""
    messages: int
    """Messages of the corpus that somebody wrote, with a text; a messenger's own lines are none."""
    read: int
    """Messages marked; 0 where nobody has read it yet."""
    left: int
    """Of the marked ones, with something left in them."""
    share: float | None
    """``left`` of ``read``; None where nobody has read it yet."""
    at_most: float | None
    """Of these messages, with 95 % confidence not more have something left (Clopper-Pearson);
    ``share`` where all were read."""


def write_sheet(
    anonymous: Messages,
    path: str | os.PathLike[str],
    *,
    seed: int,
    locale: Literal["de", "en"] = "de",
    size: int = SIZE,
) -> None:
    """Writes random messages as a table for a spreadsheet: number, message, and a column to mark.

    Messages with something masked and those without are there in proportion; the order is random,
    so that whoever stops half-way has read a random sample too.

    Args:
        anonymous: The corpus.
        path: A ``.csv`` file; semicolons and a byte order mark, as spreadsheets here expect.
        seed: Draws the messages; `read_sheet` needs the same.
        locale: Language of the heading.
        size: Messages, at most.

    Raises:
        ParameterError: ``locale`` is another, or ``size`` below 1.
        OutputError: The file cannot be written.
    """
    if locale not in _HEADS:
        raise ParameterError(f"locale must be de or en, got {locale!r}")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADS[locale])
    for number, text in enumerate(_sample(anonymous, seed, size)[0], 1):
        writer.writerow((number, _harmless(text), ""))
    _files.write_bytes(("\ufeff" + out.getvalue()).encode("utf-8", "replace"), path)


def _harmless(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unread(anonymous: Messages, *, seed: int, size: int = SIZE) -> Sheet:
    """The sheet before anybody has read it."""
    return _judged(anonymous, [], seed, size)


def read_sheet(
    path: str | os.PathLike[str], anonymous: Messages, *, seed: int, size: int = SIZE
) -> Sheet:
    """What a human marked, and how much is left at most.

    Args:
        path: The filled-in sheet; semicolons, commas or tabs between the columns.
        anonymous: The corpus it was written from.
        seed: The same as for `write_sheet`.
        size: Likewise.

    Raises:
        InputError: It cannot be read, a mark is neither yes nor no, or it is a sheet of another
            corpus or seed, or has a message twice.
    """
    file = os.fspath(path)
    texts, _ = _sample(anonymous, seed, size)
    rows = _rows(file)
    marks, alike = [], 0
    seen: dict[int, int] = {}
    for line, row in rows:
        number = _number(row, len(texts), file, line)
        if seen.setdefault(number, line) != line:
            what = f"has the number {number} again, which stands in line {seen[number]} already"
            raise InputError(f"{what}; take one of the two out", file=file, line=line)
        alike += letters(row[1]) == letters(texts[number - 1])
        if (mark := _mark(row, file, line)) is not None:
            marks.append(mark)
    if not rows or alike < _SAME * len(rows):
        what = "is no sheet of this corpus and seed: most of its messages are others"
        raise InputError(f"{what}; give the seed it was written with", file=file)
    return _judged(anonymous, marks, seed, size)


def _rows(file: str) -> list[tuple[int, list[str]]]:
    """Rows below the heading, each with the line it ends in."""
    text = decode(_files.read_bytes(file), file=file).text  # spreadsheets save Windows-1252
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        with long_fields():
            rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        what = f"is not CSV here ({error})"
        raise InputError(what, file=file, line=reader.line_num) from None
    return rows[1:]


def _number(row: Sequence[str], size: int, file: str, line: int) -> int:
    number = row[0].strip()
    if len(row) < 2 or not number.isdecimal() or not 1 <= int(number) <= size:
        what = f"must have a number from 1 to {size}, the message and a mark"
        raise InputError(what, file=file, line=line)
    return int(number)


def _mark(row: Sequence[str], file: str, line: int) -> bool | None:
    mark = row[2].strip().casefold().rstrip(".!") if len(row) > 2 else ""
    if mark in _YES or mark in _NO:
        return mark in _YES
    if mark:
        raise InputError(
            "the mark must be j, y or n, or empty where not read", file=file, line=line
        )
    return None


def _sample(anonymous: Messages, seed: int, size: int) -> tuple[list[str], int]:
    """Texts in random order, and how many have something masked in them."""
    if size < 1:
        raise ParameterError(f"size must be 1 or more, got {size}")
    texts = _written(anonymous)
    rng = np.random.default_rng(seed)
    kinds: dict[bool, list[str]] = {True: [], False: []}
    for row in rng.permutation(len(texts)).tolist():
        kinds[PSEUDONYM.search(texts[row]) is not None].append(texts[row])
    wanted = min(size, len(texts))
    masked = round(wanted * len(kinds[True]) / len(texts)) if texts else 0
    chosen = kinds[True][:masked] + kinds[False][: wanted - masked]
    return [chosen[i] for i in rng.permutation(len(chosen)).tolist()], masked


def _written(anonymous: Messages) -> list[str]:
    """Texts that somebody wrote.

    A messenger's own lines ("Messages are encrypted") are the same in every chat: they would take
    the place of texts in which something can be left, and make the bound look better than it is.
    """
    columns = (anonymous.table.column(name).to_pylist() for name in ("text", "speaker"))
    pairs = zip(*columns, strict=True)
    return [text for text, speaker in pairs if speaker != "system" and text.strip()]


def _judged(anonymous: Messages, marks: Sequence[bool], seed: int, size: int) -> Sheet:
    texts, masked = _sample(anonymous, seed, size)
    whole = len(_written(anonymous))
    left, n = sum(marks), len(marks)
    most = clopper_pearson(left, n, 0.90)[1] if 0 < n < whole else None
    return Sheet(
        size=len(texts),
        masked=masked,
        messages=whole,
        read=n,
        left=left,
        share=left / n if n else None,
        at_most=left / n if n and most is None else most,
    )
