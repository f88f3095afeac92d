"""The stronger option: a transformer, fine-tuned on one's own utterances."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dialogkit.conversation import Utterance
from dialogkit.errors import MissingExtraError, ParameterError
from dialogkit.intents._datasets import to_dataset
from dialogkit.intents._metrics import accuracy
from dialogkit.intents._split import Split, split_utterances
from dialogkit.intents._text import normalise
from dialogkit.intents._transformer import FineTunedClassifier, find_transformers

__all__ = ["finetune"]

_HELD_OUT = 0.1


def finetune(
    utterances: Sequence[Utterance],
    base: str,
    output: str | os.PathLike[str],
    *,
    epochs: float = 4,
    seed: int = 0,
    batch_size: int = 32,
    learning_rate: float = 5e-5,
    max_length: int = 64,
    metric: str | os.PathLike[str] | None = None,
) -> FineTunedClassifier:
    """Fine-tunes ``base`` on nine tenths of ``utterances`` and calibrates it on the rest.

    Uses a GPU where there is one. No text is written outside ``output``, and none into it.

    Args:
        utterances: Labelled texts.
        base: A model's name on the hub (with or without ``hub:``), or a local folder.
        output: Folder for the model; an older one of that name is replaced.
        epochs: How often each text is seen.
        seed: Settles split, order and the new layer's first weights.
        batch_size: Texts a step.
        learning_rate: Highest step size; it falls linearly to 0.
        max_length: Pieces of a text that count.
        metric: Folder of a metric of the package ``evaluate`` that takes label numbers, measured
            on the held-out texts after training and kept in ``validation_``, as
            ``evaluations/metrics/accuracy``.

    Raises:
        MissingExtraError: The extra ``finetune`` is not installed.
        ParameterError: There is no such base, or fewer than two labels.
    """
    transformers = find_transformers()
    split = _parts(utterances, seed)
    labels = sorted({u.intent for u in split.train})
    if len(labels) < 2:
        raise ParameterError("utterances must hold two different intents or more, got one")
    transformers.set_seed(seed)
    tokenizer, model = _base(transformers, base.removeprefix("hub:"), labels)
    with tempfile.TemporaryDirectory() as folder:
        settings = transformers.TrainingArguments(
            output_dir=folder,
            num_train_epochs=epochs,
            per_device_train_batch_size=batch_size,
            per_device_eval_batch_size=batch_size,
            learning_rate=learning_rate,
            seed=seed,
            **_QUIET,
        )
        trainer = transformers.Trainer(
            model=model,
            args=settings,
            train_dataset=_encoded(split.train, tokenizer, labels, max_length),
            eval_dataset=_encoded(split.held_out, tokenizer, labels, max_length),
            data_collator=transformers.DataCollatorWithPadding(tokenizer),
            compute_metrics=_measure(metric, folder),
        )
        trainer.train()
        measured = trainer.evaluate()
    made = FineTunedClassifier(trainer.model, tokenizer, labels=labels, max_length=max_length)
    made.calibrate([u.text for u in split.held_out], [u.intent for u in split.held_out])
    made.validation_ |= {k: float(v) for k, v in measured.items() if k not in _TIMINGS}
    made.save(output)
    return made


_QUIET: dict[str, Any] = {
    "save_strategy": "no",
    "logging_strategy": "no",
    "report_to": [],
    "disable_tqdm": True,
}
_TIMINGS = {
    "epoch",
    "eval_model_preparation_time",
    "eval_runtime",
    "eval_samples_per_second",
    "eval_steps_per_second",
}


def _parts(utterances: Sequence[Utterance], seed: int) -> Split:
    """Training and calibration; all texts serve as both where none can be held out."""
    split = split_utterances(utterances, seed, share=_HELD_OUT)
    if split.held_out:
        return split
    return Split(train=split.train, held_out=split.train, duplicates=split.duplicates)


def _base(transformers: Any, name: str, labels: Sequence[str]) -> tuple[Any, Any]:
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(name)
        model = transformers.AutoModelForSequenceClassification.from_pretrained(
            name,
            num_labels=len(labels),
            id2label=dict(enumerate(labels)),
            label2id={label: number for number, label in enumerate(labels)},
            ignore_mismatched_sizes=True,
        )
    except (OSError, ValueError) as error:
        what = f"base must name a model on the hub or a folder that holds one, got {name}"
        raise ParameterError(f"{what} ({type(error).__name__})") from None
    return tokenizer, model


def _encoded(
    utterances: Sequence[Utterance], tokenizer: Any, labels: Sequence[str], max_length: int
) -> Any:
    number = {label: index for index, label in enumerate(labels)}

    def encode(row: dict[str, Any]) -> dict[str, Any]:
        pieces = tokenizer(normalise(row["text"]), truncation=True, max_length=max_length)
        return {**pieces, "labels": number[row["intent"]]}

    data = to_dataset(utterances)
    return data.map(encode, remove_columns=data.column_names, keep_in_memory=True)


def _measure(metric: str | os.PathLike[str] | None, folder: str) -> Any:
    """What the Trainer calls with logits and label numbers."""
    loaded = _load_metric(os.fspath(metric), folder) if metric is not None else None

    def compute(result: Any) -> dict[str, float]:
        guess, truth = result.predictions.argmax(axis=-1), result.label_ids
        if loaded is None:
            return {"accuracy": accuracy(truth, guess)}
        found: dict[str, float] = loaded.compute(predictions=guess, references=truth)
        return found

    return compute


def _load_metric(path: str, folder: str) -> Any:
    try:
        import evaluate
    except ImportError:
        raise MissingExtraError.of("evaluate", extra="finetune") from None
    if not Path(path).exists():
        raise ParameterError(f"metric must be the folder of an evaluate metric, got {path}")
    return evaluate.load(path, cache_dir=folder, keep_in_memory=True)
