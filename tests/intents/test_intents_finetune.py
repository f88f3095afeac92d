"""Fine-tuning, with a tiny transformer made on the spot and no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dialogkit.conversation import IntentModel, Utterance
from dialogkit.errors import MissingExtraError, ModelError, ParameterError
from dialogkit.intents import (
    FineTunedClassifier,
    IntentClassifier,
    accuracy,
    finetune,
    load_model,
    score,
)

METRIC = Path(__file__).parents[2] / "evaluations" / "metrics" / "accuracy"
TOPICS = {"parcel": ["paket", "sendung", "lieferung"], "invoice": ["rechnung", "beleg", "quittung"]}
OPENINGS = ["bitte die", "wo ist meine", "ich suche die", "eine frage zu", "hallo zu"]
ENDINGS = ["danke", "heute", "morgen", "bald", "jetzt", "sofort"]


def utterances() -> list[Utterance]:
    """180 invented texts, two intents."""
    return [
        Utterance(text=f"{opening} {word} {ending}", intent=intent)
        for intent, words in TOPICS.items()
        for word in words
        for opening in OPENINGS
        for ending in ENDINGS
    ]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny BERT with random weights, and a tokenizer that knows the words of the texts."""
    pytest.importorskip("torch", reason="needs the finetune extra")
    transformers = pytest.importorskip("transformers", reason="needs the finetune extra")
    folder = tmp_path_factory.mktemp("base")
    words = sorted({word for u in utterances() for word in u.text.split()})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=32,
    )
    transformers.set_seed(0)
    transformers.BertModel(config).save_pretrained(folder)
    return folder


SCRIPT = """
import json, sys
from pathlib import Path
from dialogkit.conversation import Utterance
from dialogkit.intents import finetune

rows, base, output, metric = json.loads(sys.stdin.read())
model = finetune([Utterance(**row) for row in rows], base, output, epochs=8, batch_size=16,
                 learning_rate=5e-3, max_length=16, metric=metric)
again = [p.as_row() for p in model.predict_many([row["text"] for row in rows])]
print(json.dumps({"fingerprint": model.fingerprint, "predictions": again,
                  "validation": model.validation_}))
"""


@pytest.fixture(scope="module")
def trained(base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Any]:
    """A fine-tuned model, made by a program of its own with an empty cache and no network."""
    pytest.importorskip("accelerate", reason="needs the finetune extra")
    home, output = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("out") / "model"
    rows = [{"text": u.text, "intent": u.intent} for u in utterances()]
    environment = {
        **os.environ,
        "HOME": str(home),
        "HF_HOME": str(home / "hf"),
        "HF_HUB_OFFLINE": "1",
        "XDG_CACHE_HOME": str(home / "cache"),
        "CUDA_VISIBLE_DEVICES": "",
        "OMP_NUM_THREADS": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps([rows, str(base), str(output), str(METRIC)]),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return output, home, json.loads(done.stdout.splitlines()[-1])


@pytest.mark.torch
def test_a_fine_tuned_model_learns_and_loads(trained: tuple[Path, Path, Any]) -> None:
    """Opened by `load_model`, it predicts as it did when it was made, and well."""
    output, _, made = trained
    model = load_model(output)
    assert isinstance(model, FineTunedClassifier)
    assert isinstance(model, IntentModel)
    assert model.fingerprint == made["fingerprint"]
    rows = [p.as_row() for p in model.predict_many([u.text for u in utterances()])]
    assert json.loads(json.dumps(rows)) == made["predictions"]
    result = score(model, utterances(), out_of_scope=["sonne regen schnee wind"])
    assert result["accuracy"] > 0.9
    assert model.predict_proba(["bitte die rechnung"]).sum() == pytest.approx(1)
    assert model.predict(["bitte die rechnung"]).tolist() == ["invoice"]
    assert model.predict_many([]) == []
    assert model.predict_many([""])[0].out_of_scope == 1


@pytest.mark.torch
def test_the_local_metric_measures(trained: tuple[Path, Path, Any]) -> None:
    """The metric loaded by path agrees with the accuracy found in calibration."""
    validation = trained[2]["validation"]
    assert validation["eval_accuracy"] == validation["accuracy"]
    assert validation["n"] >= 10


@pytest.mark.torch
def test_no_text_is_left_in_a_cache(trained: tuple[Path, Path, Any]) -> None:
    """Neither the caches nor the model folder hold a training text."""
    output, home, _ = trained
    for folder in (home, output):
        for path in folder.rglob("*"):
            assert not (path.is_file() and b"wo ist meine sendung" in path.read_bytes()), path


@pytest.mark.torch
def test_it_can_be_calibrated_and_saved_again(
    trained: tuple[Path, Path, Any], tmp_path: Path
) -> None:
    """A changed threshold is part of the fingerprint and is kept."""
    model = load_model(trained[0])
    assert isinstance(model, FineTunedClassifier)
    model.threshold = 0.77
    model.save(tmp_path / "again")
    loaded = load_model(tmp_path / "again")
    assert loaded.threshold == 0.77
    assert loaded.fingerprint == model.fingerprint != trained[2]["fingerprint"]
    texts = [u.text for u in utterances()[:20]]
    model.calibrate(texts, [u.intent for u in utterances()[:20]])
    assert model.validation_["n"] == 20
    with pytest.raises(ParameterError, match="labels that the model knows"):
        model.calibrate(["a"], ["unheard"])


@pytest.mark.torch
@pytest.mark.parametrize("damage", ["config.json", "model.safetensors"])
def test_a_damaged_transformer_is_refused(
    trained: tuple[Path, Path, Any], damage: str, tmp_path: Path
) -> None:
    """A missing or broken file is named with the remedy."""
    model = load_model(trained[0])
    model.save(tmp_path / "m")
    (tmp_path / "m" / "transformer" / damage).write_bytes(b"{")
    with pytest.raises(ModelError, match="fine-tune the model again"):
        load_model(tmp_path / "m")


@pytest.mark.torch
def test_a_local_folder_serves_as_encoder(base: Path, tmp_path: Path) -> None:
    """The same folder gives frozen vectors to the linear classifier, alone or beside TF-IDF."""
    texts, intents = [u.text for u in utterances()], [u.intent for u in utterances()]
    model = IntentClassifier(f"tfidf|{base}").fit(texts, intents)
    assert model.score(texts, intents) > 0.9
    model.save(tmp_path / "m")
    loaded = load_model(tmp_path / "m")
    assert loaded.predict_many(texts) == model.predict_many(texts)


@pytest.mark.torch
def test_an_unknown_base_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A base that is no model is bad input, and nothing is written."""
    pytest.importorskip("accelerate", reason="needs the finetune extra")
    with pytest.raises(ParameterError, match="base must name a model"):
        finetune(utterances(), str(tmp_path / "nothing" / "here"), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(ParameterError, match="two different intents"):
        finetune(utterances()[:5], "any", tmp_path / "out")


def test_a_missing_package_names_its_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without transformers, the error says how to install it."""
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"dialogkit\[finetune\]"):
        finetune(utterances(), "any", tmp_path / "out")
    with pytest.raises(MissingExtraError, match=r"dialogkit\[finetune\]"):
        IntentClassifier("hub:example/any").fit(["a", "b"], ["x", "y"])


def test_accuracy() -> None:
    """The share of equal labels."""
    assert accuracy([1, 2, 3, 4], [1, 2, 0, 4]) == 0.75
