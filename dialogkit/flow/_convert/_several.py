"""A folder that holds several bots is not one bot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from dialogkit.errors import InputError
from dialogkit.flow._convert._source import Source

__all__ = ["folders_with", "refuse_several"]

_MOST_NAMED = 8


def refuse_several(source: Source, roots: Iterable[str]) -> None:
    """Refuses an export with more than one root, by name.

    Args:
        source: The export.
        roots: The folder of each bot; those within another are parts of it.

    Raises:
        InputError: There are several: read as one, their steps and intents would mix.
    """
    every = sorted(set(roots), key=lambda each: (each.count("/"), each))
    apart: list[str] = []
    for root in every:
        if not any(outer in ("", ".") or f"{root}/".startswith(f"{outer}/") for outer in apart):
            apart.append(root)
    if len(apart) > 1:
        more = ", …" if len(apart) > _MOST_NAMED else ""
        named = ", ".join(apart[:_MOST_NAMED])
        what = f"holds {len(apart)} bots, in {named}{more}; name the folder of one of them"
        raise InputError(what, file=source.path)


def folders_with(source: Source, fits: Callable[[PurePosixPath], bool]) -> set[str]:
    """The folders in which a file of the export fits."""
    paths = map(PurePosixPath, source.files)
    return {str(path.parent) for path in paths if fits(path)}
