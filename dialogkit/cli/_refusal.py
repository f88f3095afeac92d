"""How a refusal is worded: what is wrong with the path that was typed comes before all else."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from dialogkit.errors import DialogkitError, FlowError, InputError, ModelError

__all__ = ["sentence_of"]

_WRITTEN = frozenset(("-o", "--output", "--out", "--folder", "--record", "--sheet", "--audit"))
"""Options that name what need not be there."""

_OF_MESSAGES = frozenset(("customers", "anonymize", "cases", "audit", "evaluate"))
"""Commands that are often given the folder of a log, which dialogkit read makes messages of."""

_WANTED = {
    ("speaker", "text"): "messages are wanted, as dialogkit read and anonymize write them, "
    "not cases",
    ("customer_turns", "bot_turns"): "cases are wanted; run dialogkit cases {path} "
    "-o cases.parquet first",
}
"""Columns whose lack shows which table was meant, and what to do."""


def sentence_of(error: DialogkitError, words: Sequence[str]) -> str:
    """The sentence of a refusal.

    A file that a command looks for in vain, or whose name it dislikes, mostly follows from a path
    that is not there, or is a folder where a file is needed: that is said then.

    Args:
        error: What was refused.
        words: The command line.
    """
    if not isinstance(error, InputError) or isinstance(error, FlowError) or error.file is None:
        return str(error)
    typed = _typed(Path(error.file), words)
    if typed is None:
        return str(error)
    path, own = typed, str(typed) == error.file
    if not _is_there(path):
        return f"{path}: no such file or folder"
    if isinstance(error, ModelError) and path.is_file():
        return f"{path}: is a file; the folder of a classifier is needed, as dialogkit train writes"
    if isinstance(error, ModelError) and not (path / "model.json").is_file():
        return f"{path}: holds no classifier (no model.json); dialogkit train writes one"
    # whatever its name ends in
    if own and path.is_dir() and error.what.startswith(("no such file", "must end in")):
        return f"{path}: is a folder, a file is needed{_from_log(path, words)}"
    return str(error) + (_wanted(error.what, path) if own else "")


def _from_log(folder: Path, words: Sequence[str]) -> str:
    """How a file is made of the folder of a log, where the command takes messages or cases."""
    if not words or words[0] not in _OF_MESSAGES:
        return ""
    log = folder / "log" if (folder / "log").exists() else folder
    cut = words[0] == "evaluate"
    then = ", then dialogkit cases messages.parquet -o cases.parquet" if cut else " first"
    return f"; run dialogkit read {shlex.quote(str(log))} -o messages.parquet{then}"


def _wanted(what: str, path: Path) -> str:
    """Which table was meant, where the columns that are missing tell."""
    start = "lacks the columns "
    missing = what.removeprefix(start).split(", ") if what.startswith(start) else []
    for columns, advice in _WANTED.items():
        if set(columns) <= set(missing):
            return f"; {advice.format(path=shlex.quote(str(path)))}"
    return ""


def _typed(file: Path, words: Sequence[str]) -> Path | None:
    """The path on the command line that a file is, or is in."""
    for path in (file, *file.parents):
        for before, word in zip(("", *words), words, strict=False):
            if word and Path(word) == path and before not in _WRITTEN:
                return path
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # who may not look into the folder is told so by whoever tries to read it
        return True
