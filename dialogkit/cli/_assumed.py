"""Customers without a log: from ``customers.yaml`` and the labelled texts beside it."""

from __future__ import annotations

from pathlib import Path

from dialogkit import _files
from dialogkit.cli._needs import customers_from
from dialogkit.cli._paths import require_there
from dialogkit.cli._shared import naming
from dialogkit.conversation import IntentModel, Utterance
from dialogkit.corpus import read_utterances
from dialogkit.errors import InputError
from dialogkit.simulate import OUT_OF_SCOPE, Customers

__all__ = ["assumed_from", "beyond_from", "people_from"]

FILE = "customers.yaml"


def people_from(
    path: Path, model: IntentModel, *, utterances: Path | None = None, unseen: bool = False
) -> Customers:
    """Customers of a fitted file, of a log, or assumed.

    Args:
        path: A fitted customer file; a ``customers.yaml``; or a corpus folder, whose log counts
            where it has one, and its ``customers.yaml`` otherwise.
        model: The classifier of the bot.
        utterances: What assumed customers say; else ``utterances.jsonl`` beside them.
        unseen: Whether the classifier was not taught with these.

    Raises:
        InputError: The file cannot be used, or the folder has neither log nor customers.
    """
    beside = path / FILE
    if path.is_dir() and not (path / "log").exists() and beside.is_file():
        path = beside
    if path.suffix.lower() not in (".yaml", ".yml"):
        return customers_from(path, model)
    return assumed_from(path, model, utterances=utterances, unseen=unseen)


def assumed_from(
    path: Path,
    model: IntentModel,
    *,
    utterances: Path | None = None,
    out_of_scope: Path | None = None,
    unseen: bool = False,
) -> Customers:
    """Assumed customers; the files not named are taken from beside theirs.

    Raises:
        InputError: A file cannot be used, or there are no labelled texts.
    """
    require_there(path)
    texts = utterances or path.with_name("utterances.jsonl")
    if utterances is None and not texts.is_file():
        what = "has no utterances.jsonl beside it; name what customers say with --utterances FILE"
        raise InputError(what, file=str(path))
    beyond = out_of_scope or path.with_name("out_of_scope.jsonl")
    rows = list(read_utterances(texts))
    if out_of_scope is not None or beyond.is_file():
        rows += beyond_from(beyond)
    with naming(path):
        return Customers.assume(path, model, rows, unseen=unseen)


def beyond_from(path: Path) -> list[Utterance]:
    """Texts that no intent covers.

    Raises:
        InputError: The file cannot be read, or a row lacks its text.
    """
    found = []
    for number, row in enumerate(_files.read_rows(path), 1):
        text, locale = row.get("text"), row.get("locale")
        if not isinstance(text, str) or not isinstance(locale, str | None):
            what = f"row {number} must have a text, and a locale as de or none"
            raise InputError(what, file=str(path), line=_files.line_of(path, number))
        found.append(Utterance(text=text, intent=OUT_OF_SCOPE, locale=locale))
    return found
