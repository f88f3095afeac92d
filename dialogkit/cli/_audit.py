"""The audit for the data-protection officer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from dialogkit import _files
from dialogkit.cli._shared import (
    JSON,
    Seed,
    fail,
    load_messages,
    print_json,
    require_ending,
    require_other,
    say,
)
from dialogkit.conversation import Messages, Utterance
from dialogkit.corpus import (
    PrivacyAudit,
    audit,
    key_fingerprint,
    load_key,
    ordered_as_file,
    read_utterances,
    write_sheet,
)
from dialogkit.errors import InputError, ParameterError
from dialogkit.intents import IntentClassifier, load_model

__all__ = ["add_to", "public_texts", "trainer_like"]

_BLOCKING = frozenset(("sweep", "canaries"))
"""What fails the command: the rest is for a human to weigh."""
_MOST_PLACES = 20

_WEIGH = {
    "de": "Exit-Code 0: Zu 1 führen nur bekannte Angaben in den Ergebnissen und Köder im "
    "Klassifikator; alles andere wägt ein Mensch ab.",
    "en": "Exit code 0: only known identifiers in the outputs and canaries in the classifier "
    "make it 1; the rest is for a human to weigh.",
}
"""Said where something failed that does not fail the command."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("audit")(audit_)


def audit_(
    messages: Annotated[Path, typer.Argument(help="The raw messages.")],
    anonymous: Annotated[Path, typer.Argument(help="The same messages, anonymized.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File for the audit (JSON).")
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(help="Folder of the classifier: looked through, and attacked with canaries."),
    ] = None,
    outputs: Annotated[
        list[Path] | None, typer.Option(help="File or folder to look through; may be repeated.")
    ] = None,
    utterances: Annotated[
        Path | None,
        typer.Option(help="What the classifier was trained on; else messages of the corpus."),
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option(help="Write 300 random messages for a human to read (.csv).")
    ] = None,
    read: Annotated[
        Path | None, typer.Option("--read", help="The sheet with the human's marks.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(help="Key file; needed where anonymize was called with --executor."),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="A name that occurs besides the senders'.")
    ] = None,
    known: Annotated[
        Path | None,
        typer.Option(help="Further values that no output may hold, one a line (customers, say)."),
    ] = None,
    flow: Annotated[
        Path | None, typer.Option(help="The flow: words of the bot's own texts are no finds.")
    ] = None,
    key_destroyed: Annotated[
        bool, typer.Option("--key-destroyed", help="The key of the pseudonyms exists no more.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer canaries and attacks; a first look.")
    ] = False,
    locale: Annotated[
        Literal["de", "en"], typer.Option(help="Language of the verdict and of the sheet.")
    ] = "de",
    seed: Seed = 0,
    json: JSON = False,
) -> None:
    """Measure what an anonymous corpus and all that was made from it still give away.

    Exit code 1: a known name was found in an output, or a canary in the classifier. What else is
    called failed (k-anonymity, the reading sheet) is for a human to weigh and leaves it at 0.

    Example: dialogkit audit messages.parquet anon.parquet --model model -o audit.json
    """
    if output is not None:
        require_ending(output, (".json",))
    require_other(output, "the audit", messages, anonymous, utterances, read, key, known)
    _require_sheet(sheet)
    raw, masked = load_messages(messages), load_messages(anonymous)
    if key is not None:
        raw = _in_its_order(raw, anonymous, masked, load_key(key))
    sources = [*([model] if model is not None else []), *(outputs or [])]
    try:
        found = audit(
            raw,
            masked,
            outputs=sources,
            train=None if model is None else trainer_like(model),
            utterances=() if utterances is None else read_utterances(utterances),
            participants=name or (),
            known=None if known is None else {"KNOWN": _lines(known)},
            public=public_texts(flow),
            sheet=read,
            key_destroyed=key_destroyed,
            quick=quick,
            seed=seed,
        )
    except ParameterError as error:
        hint = "" if key is not None else "; name --key FILE where it was made with --executor"
        raise InputError(error.what + hint * ("row" in error.what), file=str(anonymous)) from None
    if sheet is not None:
        write_sheet(masked, sheet, seed=seed, locale=locale)
    value = found.to_json()
    if output is not None:
        _files.write_json(value, output)
    if json:
        print_json(value)
    else:
        _print(found, value, locale, {"audit": output, "sheet": sheet})
    if _BLOCKING & set(found.failed):
        raise fail()


def _in_its_order(raw: Messages, path: Path, masked: Messages, secret: bytes) -> Messages:
    """The raw log row by row beside a corpus that may have been made in parts."""
    own = key_fingerprint(secret)
    if masked.key_fingerprint not in (None, own):
        what = f"was made with another key ({masked.key_fingerprint}, not {own})"
        raise InputError(f"{what}; name that key", file=str(path))
    ids = masked.table.column("conversation_id").to_pylist()
    return ordered_as_file(raw, key=secret) if ids == sorted(ids) else raw


def trainer_like(folder: Path) -> Any:
    """A function that trains as the classifier in ``folder`` was trained; None for a fine-tuned.

    Raises:
        ModelError: The folder is no model.
    """
    model = load_model(folder)
    if not isinstance(model, IntentClassifier):
        return None
    settings = model.get_params(deep=False)

    def train(utterances: Sequence[Utterance]) -> IntentClassifier:
        return IntentClassifier(**settings).fit(
            [u.text for u in utterances],
            [u.intent for u in utterances],
            [u.person for u in utterances],
        )

    return train


def public_texts(flow: Path | None) -> Iterator[str]:
    """Words that are no secret: those of the report, and those of a bot's flow and texts."""
    for path in files("dialogkit.report").joinpath("texts").iterdir():
        if path.name.endswith(".toml"):
            yield path.read_text(encoding="utf-8")
    if flow is not None:
        folder = flow if flow.is_dir() else flow.parent
        for file in sorted(folder.glob("*.yaml")):
            yield _files.read_text(file)


def _require_sheet(sheet: Path | None) -> None:
    """Refuses a sheet that would replace one which somebody may have filled in."""
    if sheet is None:
        return
    require_ending(sheet, (".csv",))
    if sheet.exists():
        what = "exists already and may hold marks; read it with --read, or name another"
        raise InputError(what, file=str(sheet))


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in _files.read_text(path).splitlines() if line.strip()]


def _print(
    found: PrivacyAudit,
    value: Mapping[str, Any],
    locale: Literal["de", "en"],
    written: Mapping[str, Path | None],
) -> None:
    for sentence in value["sentences"][locale]:
        say(sentence)
    for place in found.sweep.places[:_MOST_PLACES]:
        encoded = f" ({place.encoded})" if place.encoded else ""
        say(f"  {place.output}: {place.file}:{place.line}: {place.type}{encoded}")
    if len(found.sweep.places) > _MOST_PLACES:
        say(f"  … and {len(found.sweep.places) - _MOST_PLACES} more; --json lists them")
    for what, path in written.items():
        if path is not None:
            say(f"{what} -> {path}")
    if found.failed and not _BLOCKING & set(found.failed):
        say(_WEIGH[locale])
