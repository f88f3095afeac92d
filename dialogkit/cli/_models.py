"""Commands on classifiers: train, predict, score."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dialogkit.cli._shared import (
    JSON,
    Output,
    Seed,
    many,
    naming,
    print_json,
    read_texts,
    require_ending,
    require_other,
    say,
    write_rows,
)
from dialogkit.conversation import Utterance
from dialogkit.corpus import read_utterances
from dialogkit.errors import InputError
from dialogkit.intents import FineTunedClassifier, IntentClassifier, finetune, load_model, score

__all__ = ["add_to"]

Model = Annotated[Path, typer.Argument(help="Folder of the classifier.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("train")(train)
    app.command("predict")(predict)
    app.command("score")(score_)


def train(
    utterances: Annotated[Path, typer.Argument(help="Labelled texts.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write.")],
    valid: Annotated[
        Path | None, typer.Option(help="Texts to calibrate on; else by cross-validation.")
    ] = None,
    encoder: Annotated[
        str, typer.Option(help="default, tfidf, use, hub:NAME or a folder.")
    ] = "default",
    tune: Annotated[
        bool, typer.Option("--finetune", help="Fine-tune the encoder (extra: finetune).")
    ] = False,
    epochs: Annotated[int, typer.Option(min=1, help="Rounds of fine-tuning.")] = 4,
    forget: Annotated[
        bool,
        typer.Option(
            "--forget-rare-words",
            help="Learn no word that fewer than five people wrote: safer with chats, less exact.",
        ),
    ] = False,
    seed: Seed = 0,
    json: JSON = False,
) -> None:
    """Train a classifier, calibrate it, and choose its threshold.

    Example: dialogkit train corpora/parcel/utterances.jsonl -o model
    """
    _require_model_folder(output)
    rows = read_utterances(utterances)
    model: IntentClassifier | FineTunedClassifier
    if tune:
        if forget:
            raise InputError("--forget-rare-words does not go with --finetune")
        model = _finetuned(rows, encoder, valid, output, epochs=epochs, seed=seed)
    else:
        with naming(utterances):
            model = _trained(rows, encoder, seed=seed, forget=forget)
        if valid is not None:
            _calibrate(model, valid)
        model.save(output)
    result = {
        "texts": len(rows),
        "intents": len(model.classes_),
        "threshold": model.threshold,
        "fingerprint": model.fingerprint,
    }
    if json:
        print_json(result)
        return
    say(f"{many(len(model.classes_), 'intent')} from {many(len(rows), 'text')} -> {output}")
    say(f"  accepts from a confidence of {model.threshold:.2f}")


def _require_model_folder(output: Path) -> None:
    """Refuses a folder that holds something else: a model replaces its folder."""
    if output.is_file():
        raise InputError("is a file, the name of a folder is needed", file=str(output))
    if output.is_dir() and any(output.iterdir()) and not (output / "model.json").is_file():
        what = "holds other files, which a model would replace; name a new folder"
        raise InputError(what, file=str(output))


def _trained(
    rows: Sequence[Utterance], encoder: str, *, seed: int, forget: bool
) -> IntentClassifier:
    model = IntentClassifier(encoder=encoder, seed=seed, forget_rare_words=forget)
    return model.fit([u.text for u in rows], [u.intent for u in rows], [u.person for u in rows])


def _calibrate(model: IntentClassifier, valid: Path) -> None:
    held = read_utterances(valid)
    with naming(valid):
        model.calibrate([u.text for u in held], [u.intent for u in held])


def _finetuned(
    rows: Sequence[Utterance],
    encoder: str,
    valid: Path | None,
    output: Path,
    *,
    epochs: int,
    seed: int,
) -> FineTunedClassifier:
    if encoder in ("default", "tfidf", "use"):
        raise InputError("--finetune needs --encoder hub:NAME or a folder with a transformer")
    if valid is not None:
        raise InputError("--finetune sets texts aside by itself; leave --valid out")
    return finetune(rows, base=encoder, output=output, epochs=epochs, seed=seed)


def predict(
    model: Model,
    texts: Annotated[Path, typer.Argument(help="Rows with a text.")],
    output: Output,
    json: JSON = False,
) -> None:
    """Say what each text is about, and how sure that is.

    Example: dialogkit predict model corpora/parcel/utterances.jsonl -o predictions.jsonl
    """
    require_ending(output)
    require_other(output, "the predictions", texts)
    heard = load_model(model)
    rows = read_texts(texts)
    found = [
        {"text": text, **prediction.as_row()}
        for text, prediction in zip(rows, heard.predict_many(rows), strict=True)
    ]
    write_rows(found, output)
    accepted = sum(row["accepted"] for row in found)
    if json:
        print_json({"texts": len(found), "accepted": accepted})
    else:
        say(f"{many(len(found), 'text')}, {accepted} accepted -> {output}")


def score_(
    model: Model,
    utterances: Annotated[Path, typer.Argument(help="Labelled texts not trained on.")],
    out_of_scope: Annotated[Path | None, typer.Option(help="Texts that no intent covers.")] = None,
    json: JSON = False,
) -> None:
    """Measure a classifier on texts it has not seen.

    Example: dialogkit score model held_out.jsonl --json
    """
    heard = load_model(model)
    beyond = read_texts(out_of_scope) if out_of_scope is not None else ()
    result = score(heard, read_utterances(utterances), out_of_scope=beyond)
    if json:
        print_json(result)
        return
    for name, value in result.items():
        if isinstance(value, float):
            say(f"{name:30} {value:.4f}")
        elif isinstance(value, int):
            say(f"{name:30} {value}")
