"""Commands on classifiers: train, predict, score."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dialogkit import _files
from dialogkit.cli._shared import JSON, Output, Seed, print_json, say
from dialogkit.corpus import read_utterances
from dialogkit.errors import InputError
from dialogkit.intents import IntentClassifier, finetune, load_model, score

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
    epochs: Annotated[int, typer.Option(help="Rounds of fine-tuning.")] = 4,
    seed: Seed = 0,
    json: JSON = False,
) -> None:
    """Train a classifier, calibrate it, and choose its threshold.

    Example: dialogkit train corpora/parcel/utterances.jsonl -o model
    """
    rows = read_utterances(utterances)
    if tune:
        base = encoder.removeprefix("hub:")
        if base in ("default", "tfidf", "use"):
            raise InputError("--finetune needs --encoder hub:NAME or a folder with a transformer")
        if valid is not None:
            raise InputError("--finetune sets texts aside by itself; leave --valid out")
        finetune(rows, base=base, output=output, epochs=epochs, seed=seed)
        say(f"fine-tuned on {len(rows)} texts -> {output}")
        return
    model = IntentClassifier(encoder=encoder, seed=seed)
    model.fit([u.text for u in rows], [u.intent for u in rows], [u.person for u in rows])
    if valid is not None:
        held = read_utterances(valid)
        model.calibrate([u.text for u in held], [u.intent for u in held])
        model.choose_threshold([u.text for u in held], [u.intent for u in held])
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
    say(f"{len(model.classes_)} intents from {len(rows)} texts -> {output}")
    say(f"  accepts from a confidence of {model.threshold:.2f}")


def predict(
    model: Model,
    texts: Annotated[Path, typer.Argument(help="Rows with a text.")],
    output: Output,
) -> None:
    """Say what each text is about, and how sure that is.

    Example: dialogkit predict model corpora/parcel/utterances.jsonl -o predictions.jsonl
    """
    rows = _files.read_rows(texts)
    for number, row in enumerate(rows, 1):
        if not isinstance(row.get("text"), str):
            raise InputError(f"row {number} lacks a text", file=str(texts), line=number)
    predictions = load_model(model).predict_many([row["text"] for row in rows])
    found = [
        {"text": row["text"], **prediction.as_row()}
        for row, prediction in zip(rows, predictions, strict=True)
    ]
    _files.write_jsonl(found, output)
    accepted = sum(row["accepted"] for row in found)
    say(f"{len(found)} texts, {accepted} accepted -> {output}")


def score_(
    model: Model,
    utterances: Annotated[Path, typer.Argument(help="Labelled texts not trained on.")],
    out_of_scope: Annotated[Path | None, typer.Option(help="Texts that no intent covers.")] = None,
    json: JSON = False,
) -> None:
    """Measure a classifier on texts it has not seen.

    Example: dialogkit score model held_out.jsonl --json
    """
    beyond = [row["text"] for row in _files.read_rows(out_of_scope)] if out_of_scope else ()
    result = score(load_model(model), read_utterances(utterances), out_of_scope=beyond)
    if json:
        print_json(result)
        return
    for name, value in result.items():
        if isinstance(value, float):
            say(f"{name:30} {value:.4f}")
        elif isinstance(value, int):
            say(f"{name:30} {value}")
