"""Model folders: ``model.json`` for people, ``weights.npz`` with plain arrays; no pickled code."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dialogkit import _files
from dialogkit.errors import InputError, ModelError, ParameterError
from dialogkit.intents._encoders import find_encoder, short_hash
from dialogkit.intents._heads import LinearHead, TfidfFeatures
from dialogkit.intents._scope import Scope
from dialogkit.intents._training import Fused, Head

if TYPE_CHECKING:
    from dialogkit.intents._classifier import IntentClassifier

__all__ = ["FORMAT", "fingerprint", "read_description", "restore", "save"]

FORMAT = "dialogkit.intents/1"
_RETRAIN = "train the model again with this version of dialogkit"
_MODEL = "model.json"
_WEIGHTS = "weights.npz"


def versions() -> dict[str, str]:
    """The versions of what shapes a model."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for package in ("dialogkit", "scikit-learn", "numpy"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # run from a source tree that was not installed
            found[package] = "unknown"
    return found


def _arrays(model: IntentClassifier) -> dict[str, NDArray[Any]]:
    fused = model._fused  # noqa: SLF001 -- this file is the class's other half
    arrays: dict[str, NDArray[Any]] = {
        "scope_means": fused.scope.means,
        "scope_deviations": fused.scope.deviations,
    }
    for number, head in enumerate(fused.heads):
        arrays[f"{number}_weights"] = head.linear.weights
        arrays[f"{number}_bias"] = head.linear.bias
        if head.prototypes is not None:
            arrays[f"{number}_prototypes"] = head.prototypes
        if isinstance(head.features, TfidfFeatures):
            for part, (words, idf) in enumerate(
                zip(head.features.vocabularies, head.features.idfs, strict=True)
            ):
                arrays[f"{number}_vocabulary_{part}"] = words
                arrays[f"{number}_idf_{part}"] = idf
    return arrays


def _described(model: IntentClassifier) -> dict[str, Any]:
    """What shapes a prediction beside the arrays."""
    fused = model._fused  # noqa: SLF001 -- as above
    return {
        "classes": [str(label) for label in model.classes_],
        "temperature": model.temperature_,
        "threshold": model.threshold,
        "scope": {"median": fused.scope.median, "high": fused.scope.high},
        "heads": [
            {
                "name": head.name,
                "weight": head.weight,
                "encoder": None
                if isinstance(head.features, TfidfFeatures)
                else head.features.fingerprint,
            }
            for head in fused.heads
        ],
    }


def fingerprint(model: IntentClassifier) -> str:
    """A short hash of all that shapes a prediction."""
    return _hash(_described(model), _arrays(model))


def _hash(described: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> str:
    shape = {name: [array.dtype.str, list(array.shape)] for name, array in sorted(arrays.items())}
    head = json.dumps([described, shape], sort_keys=True).encode()
    return short_hash(head, *(np.ascontiguousarray(arrays[name]).tobytes() for name in shape))


def save(model: IntentClassifier, folder: str | os.PathLike[str]) -> None:
    """Writes the model's folder, whole or not at all."""
    arrays, described = _arrays(model), _described(model)
    settings = model.get_params(deep=False)
    if not isinstance(settings["encoder"], str):
        settings["encoder"] = settings["encoder"].name
    about = {
        "format": FORMAT,
        "kind": "linear",
        "versions": versions(),
        "fingerprint": _hash(described, arrays),
        "settings": settings,
        "threshold_chosen_by_hand": model._chosen_by_hand,  # noqa: SLF001 -- as above
        "validation": model.validation_,
        **described,
    }

    def write(temporary: Path) -> None:
        _files.write_json(about, temporary / _MODEL)
        np.savez_compressed(temporary / _WEIGHTS, allow_pickle=False, **arrays)

    _files.write_folder(folder, write)


def read_description(folder: str | os.PathLike[str]) -> dict[str, Any]:
    """What ``model.json`` in ``folder`` says.

    Raises:
        ModelError: It is missing, damaged or from another version.
    """
    path = Path(folder) / _MODEL
    try:
        about = _files.read_json(path)
    except InputError as error:
        raise ModelError(f"{error.what}; {_RETRAIN}", file=str(path)) from None
    found = about.get("format") if isinstance(about, dict) else None
    if not isinstance(about, dict) or found != FORMAT:
        what = f"must be of format {FORMAT}, got {found!r}; {_RETRAIN}"
        raise ModelError(what, file=str(path))
    return about


def restore(model: IntentClassifier, folder: str | os.PathLike[str]) -> None:
    """Fills ``model`` from a folder.

    Raises:
        ModelError: The folder is damaged, lacks a file, or is from another version.
    """
    about = read_description(folder)
    if about.get("kind") != "linear":
        what = f"must be of kind linear, got {about.get('kind')!r}; open it with load_model"
        raise ModelError(what, file=str(Path(folder) / _MODEL))
    arrays = _read_arrays(Path(folder) / _WEIGHTS)
    try:
        _fill(model, about, arrays)
        found = fingerprint(model)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, ParameterError):
            raise ModelError(f"{error.what}; {_RETRAIN}", file=str(Path(folder) / _MODEL)) from None
        what = f"does not fit {_WEIGHTS} beside it; {_RETRAIN}"
        raise ModelError(what, file=str(Path(folder) / _MODEL)) from None
    if found != about.get("fingerprint"):
        what = "has another fingerprint than its weights and encoder: it was changed after"
        raise ModelError(f"{what} training; {_RETRAIN}", file=str(Path(folder) / _MODEL))


def _read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    if not path.is_file():
        raise ModelError(f"no such file; {_RETRAIN}", file=str(path))
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile, zipfile.error):
        raise ModelError(f"is damaged; {_RETRAIN}", file=str(path)) from None


def _fill(
    model: IntentClassifier, about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]
) -> None:
    heads = tuple(_head(n, entry, arrays) for n, entry in enumerate(about["heads"]))
    scope = Scope(
        means=arrays["scope_means"],
        deviations=arrays["scope_deviations"],
        median=float(about["scope"]["median"]),
        high=float(about["scope"]["high"]),
    )
    model.set_params(**about["settings"])
    model.classes_ = np.asarray(about["classes"], dtype=str)
    model.temperature_ = float(about["temperature"])
    model.threshold = float(about["threshold"])
    model.validation_ = dict(about["validation"])
    model._fused = Fused(heads=heads, scope=scope)  # noqa: SLF001 -- as above
    model._chosen_by_hand = bool(about["threshold_chosen_by_hand"])  # noqa: SLF001 -- as above


def _head(number: int, entry: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Head:
    linear = LinearHead(arrays[f"{number}_weights"], arrays[f"{number}_bias"])
    if entry["encoder"] is not None:
        return Head(
            name=entry["name"],
            features=find_encoder(entry["name"]),
            linear=linear,
            prototypes=arrays[f"{number}_prototypes"],
            weight=float(entry["weight"]),
        )
    words = [arrays[f"{number}_vocabulary_{part}"] for part in (0, 1)]
    idfs = [arrays[f"{number}_idf_{part}"] for part in (0, 1)]
    return Head(
        name=entry["name"],
        features=TfidfFeatures(words, idfs),
        linear=linear,
        prototypes=None,
        weight=float(entry["weight"]),
    )
