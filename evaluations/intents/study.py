"""Measures the intent classifier on public data, and writes `expected.json`.

    DIALOGKIT_DATA=… python evaluations/intents/study.py [--out expected.json] [SET …]

Sets: banking77, clinc150, xsid, ten_shot (all by default but the last). Test texts are looked at
once, at the end: nothing is chosen on them. See `evaluations/README.md` for where the public gets
each set.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dialogkit.conversation import Utterance
from dialogkit.intents import IntentClassifier, accuracy, score

HERE = Path(__file__).parent
XSID_FOLDS = 5


def utterances(texts: Sequence[str], intents: Sequence[str]) -> list[Utterance]:
    """Pairs as values."""
    return [Utterance(text=t, intent=i) for t, i in zip(texts, intents, strict=True)]


def fitted(train: Sequence[Utterance], **settings: Any) -> IntentClassifier:
    """A classifier with the default settings, trained."""
    return IntentClassifier(**settings).fit([u.text for u in train], [u.intent for u in train])


def banking77(data: Path, part: str) -> list[Utterance]:
    """One part of the set, ``train`` or ``test``."""
    with (data / "banking77" / f"{part}.csv").open(encoding="utf-8", newline="") as file:
        return [Utterance(text=r["text"], intent=r["category"]) for r in csv.DictReader(file)]


def clinc150(data: Path, part: str) -> list[Utterance]:
    """One part of the set, as ``train``, ``test`` or ``oos_test``."""
    everything = json.loads((data / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    return [Utterance(text=text, intent=intent) for text, intent in everything[part]]


def xsid(data: Path, language: str) -> list[Utterance]:
    """The 300 requests in one language; the same request has the same place in each."""
    path = data / "xsid" / f"{language}.valid.conll"
    texts, intents = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(" = ")
        if key == "# text":
            texts.append(value.strip())
        elif key == "# intent":
            intents.append(value.strip())
    return utterances(texts, intents)


def summary(result: dict[str, Any]) -> dict[str, Any]:
    """The headline numbers of a score."""
    names = (
        "n",
        "accuracy",
        "low",
        "high",
        "macro_f1",
        "calibration_error",
        "coverage_at_95",
        "threshold",
        "out_of_scope",
    )
    return {name: result[name] for name in names if name in result}


def study_banking77(data: Path) -> dict[str, Any]:
    """Accuracy, calibration, speed, on the published split."""
    train, test = banking77(data, "train"), banking77(data, "test")
    start = time.process_time()
    model = fitted(train)
    fit_seconds = time.process_time() - start
    start = time.process_time()
    result = summary(score(model, test))
    many = len(test) / (time.process_time() - start)
    start = time.process_time()
    for utterance in test[:200]:
        model.predict_many([utterance.text])
    single = (time.process_time() - start) / 200
    speed = {
        "fit_cpu_seconds": fit_seconds,
        "texts_per_cpu_second": many,
        "single_cpu_milliseconds": 1000 * single,
    }
    return {**result, "speed": speed, "near_out_of_scope": near_out_of_scope(train, test)}


def near_out_of_scope(train: Sequence[Utterance], test: Sequence[Utterance]) -> dict[str, Any]:
    """27 of the 77 intents are kept out of training, and count as out-of-scope."""
    intents = sorted({u.intent for u in train})
    outside = set(np.random.default_rng(0).permutation(intents)[:27].tolist())
    model = fitted([u for u in train if u.intent not in outside])
    known = [u for u in test if u.intent not in outside]
    found: dict[str, Any] = score(model, known, [u.text for u in test if u.intent in outside])
    return dict(found["out_of_scope"])


def study_clinc150(data: Path) -> dict[str, Any]:
    """In-scope accuracy, and out-of-scope with none of it in training."""
    model = fitted(clinc150(data, "train"))
    outside = [u.text for u in clinc150(data, "oos_test")]
    return summary(score(model, clinc150(data, "test"), outside))


def study_xsid(data: Path) -> dict[str, Any]:
    """German by cross-validation; umlauts spelled out; trained on English only; dialects."""
    german, english = xsid(data, "de"), xsid(data, "en")
    folds = np.random.default_rng(0).permutation(len(german)) % XSID_FOLDS
    hits: dict[str, list[bool]] = {"german": [], "german_without_umlauts": []}
    for fold in range(XSID_FOLDS):
        model = fitted([u for u, f in zip(german, folds, strict=True) if f != fold])
        held = [u for u, f in zip(german, folds, strict=True) if f == fold]
        for name, change in (("german", str), ("german_without_umlauts", without_umlauts)):
            hits[name] += hits_of(model, held, change)
    from_english = fitted(english)
    others = {f"english_to_{name}": xsid(data, name) for name in ("de", "de-ba", "gsw")}
    result = {name: {"n": len(h), "accuracy": float(np.mean(h))} for name, h in hits.items()}
    for name, test in others.items():
        found = hits_of(from_english, test, str)
        result[name] = {"n": len(found), "accuracy": float(np.mean(found))}
    return result


def hits_of(
    model: IntentClassifier, test: Sequence[Utterance], change: Callable[[str], str]
) -> list[bool]:
    """Which texts, changed, are understood."""
    guess = model.predict([change(u.text) for u in test])
    return [g == u.intent for g, u in zip(guess, test, strict=True)]


def without_umlauts(text: str) -> str:
    """As typed on a keyboard that has none."""
    for umlaut, letters in zip("äöüßÄÖÜ", ("ae", "oe", "ue", "ss", "Ae", "Oe", "Ue"), strict=True):
        text = text.replace(umlaut, letters)
    return text


def study_ten_shot(data: Path) -> dict[str, Any]:
    """Ten examples an intent, mean over three draws."""
    sets = {
        "banking77": (banking77(data, "train"), banking77(data, "test")),
        "clinc150": (clinc150(data, "train"), clinc150(data, "test")),
    }
    result = {}
    for name, (train, test) in sets.items():
        intents = np.array([u.intent for u in train])
        found = []
        for seed in range(3):
            rng = np.random.default_rng(seed)
            rows = [rng.permutation(np.flatnonzero(intents == i))[:10] for i in np.unique(intents)]
            model = fitted([train[row] for row in np.concatenate(rows)])
            guess = model.predict([u.text for u in test])
            found.append(accuracy([u.intent for u in test], guess))
        result[name] = {"draws": found, "accuracy": float(np.mean(found))}
    return result


STUDIES: dict[str, Callable[[Path], dict[str, Any]]] = {
    "banking77": study_banking77,
    "clinc150": study_clinc150,
    "xsid": study_xsid,
    "ten_shot": study_ten_shot,
}


def measure(data: Path, names: Sequence[str]) -> dict[str, Any]:
    """The results of the named studies, and the most memory that was in use."""
    result: dict[str, Any] = {name: STUDIES[name](data) for name in names}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result["peak_megabytes"] = peak / (1e6 if sys.platform == "darwin" else 1e3)
    return result


def rounded(value: Any) -> Any:
    """Numbers to four places: what a table shows."""
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [rounded(entry) for entry in value]
    return round(value, 4) if isinstance(value, float) else value


def main() -> None:
    """Measures, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(STUDIES))
    parser.add_argument("--out", type=Path, default=HERE / "expected.json")
    options = parser.parse_args()
    unknown = sorted(set(options.sets) - set(STUDIES))
    if unknown:
        parser.error(f"no such set: {', '.join(unknown)}; choose from {', '.join(STUDIES)}")
    data = os.environ.get("DIALOGKIT_DATA")
    if not data:
        sys.exit("DIALOGKIT_DATA must name the folder with the public data sets; nothing measured")
    names = options.sets or [name for name in STUDIES if name != "ten_shot"]
    text = json.dumps(rounded(measure(Path(data), names)), indent=2)
    print(text)
    options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
