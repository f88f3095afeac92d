"""The classifier: learning, predicting, privacy, saving."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from dialogkit.conversation import IntentModel, Utterance
from dialogkit.errors import InputError, ModelError, ParameterError
from dialogkit.intents import Encoder, IntentClassifier, load_model, score, to_dataset
from dialogkit.intents._heads import TfidfFeatures

OPENINGS = ["", "hallo, ", "guten tag, ", "hi ", "kurze frage: ", "moin, "]
CORES = {
    "parcel_status": [
        "wo ist mein paket",
        "wann kommt meine sendung",
        "wo bleibt die lieferung",
        "ist mein päckchen schon unterwegs",
        "where is my parcel",
    ],
    "invoice_copy": [
        "ich brauche eine rechnung",
        "bitte schicken sie mir die rechnung",
        "rechnung für meine bestellung",
        "können sie die rechnung nochmal senden",
        "please send me an invoice",
    ],
    "change_address": [
        "ich möchte meine adresse ändern",
        "neue anschrift für die sendung",
        "bitte an eine andere adresse liefern",
        "ich bin umgezogen",
        "change my delivery address",
    ],
}
OTHER = [
    "wie wird das wetter morgen",
    "who won the football match yesterday",
    "ein rezept für apfelkuchen",
    "erzähl mir einen witz",
]


def examples() -> list[Utterance]:
    """90 invented texts, three intents."""
    return [
        Utterance(text=opening + core, intent=intent)
        for intent, cores in CORES.items()
        for core in cores
        for opening in OPENINGS
    ]


def pairs(utterances: Sequence[Utterance]) -> tuple[list[str], list[str]]:
    """Texts and intents."""
    return [u.text for u in utterances], [u.intent for u in utterances]


@pytest.fixture(scope="module")
def model() -> IntentClassifier:
    """The default classifier, trained once; tests do not change it."""
    return IntentClassifier().fit(*pairs(examples()))


def test_default_understands(model: IntentClassifier) -> None:
    """New words for a known wish, in two languages, find their intent."""
    texts = [
        "wo steckt denn meine bestellung",
        "RECHNUNG BITTEEEE",
        "ich wohne jetzt woanders",
        "my package has not arrived",
    ]
    expected = ["parcel_status", "invoice_copy", "change_address", "parcel_status"]
    assert model.predict(texts).tolist() == expected


@pytest.mark.parametrize("encoder", ["default", "tfidf", "use"])
def test_probabilities_are_some(encoder: str) -> None:
    """Rows of probabilities are positive and sum to 1, the best one is predicted."""
    fitted = IntentClassifier(encoder).fit(*pairs(examples()))
    texts = [*OTHER, "wo ist mein paket"]
    chances = fitted.predict_proba(texts)
    assert chances.shape == (5, 3)
    assert (chances > 0).all()
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    assert fitted.predict(texts).tolist() == fitted.classes_[chances.argmax(axis=1)].tolist()


def test_predictions_carry_all_fields(model: IntentClassifier) -> None:
    """A prediction agrees with the probabilities and with the threshold."""
    texts = ["wo ist mein paket", "schönes wetter", "", "🎉"]
    chances = model.predict_proba(texts)
    for row, prediction in zip(chances, model.predict_many(texts), strict=True):
        assert prediction.confidence == row.max()
        assert prediction.intent == prediction.top[0][0]
        assert [p for _, p in prediction.top] == sorted(row.tolist(), reverse=True)
        assert 0 <= prediction.out_of_scope <= 1
        assert prediction.accepted == (prediction.confidence >= model.threshold)
    assert isinstance(model, IntentModel)
    assert model.predict_many([]) == []


def test_an_empty_text_is_never_accepted(model: IntentClassifier) -> None:
    """A medium without a caption is out-of-scope, with equal chances for all intents."""
    nothing = model.predict_many([" \u200b"])[0]
    assert nothing.out_of_scope == 1
    assert nothing.confidence == pytest.approx(1 / 3)
    assert not nothing.accepted


def test_out_of_scope_ranks(model: IntentClassifier) -> None:
    """Wishes that no intent covers score above known ones, most of them above a half."""
    known = [p.out_of_scope for p in model.predict_many(pairs(examples())[0])]
    strange = [p.out_of_scope for p in model.predict_many(OTHER)]
    assert np.mean([s > 0.5 for s in strange]) >= 0.75
    assert min(strange) > np.median(known)


def test_same_seed_same_model() -> None:
    """Training twice gives the same weights; other data, others."""
    texts, intents = pairs(examples())
    first, again = (IntentClassifier(seed=3).fit(texts, intents) for _ in range(2))
    other = IntentClassifier(seed=3).fit(texts[:-1], intents[:-1])
    assert first.fingerprint == again.fingerprint != other.fingerprint


def test_order_and_company_do_not_matter(model: IntentClassifier) -> None:
    """A text's prediction does not depend on what it is asked together with."""
    texts = [u.text for u in examples()]
    together = model.predict_proba(texts)
    alone = np.concatenate([model.predict_proba([text]) for text in texts[:10]])
    np.testing.assert_allclose(together[:10], alone, atol=1e-5)
    np.testing.assert_allclose(together[::-1], model.predict_proba(texts[::-1]), atol=1e-5)


def test_umlauts_may_be_spelled_out() -> None:
    """Trained with umlauts, texts without them are understood as well."""
    model = IntentClassifier().fit(*pairs(examples()))
    texts = ["ich moechte meine anschrift aendern", "rechnung fuer die bestellung"]
    assert model.predict(texts).tolist() == ["change_address", "invoice_copy"]


def vocabulary(model: IntentClassifier) -> set[str]:
    """All words and character sequences that a model's TF-IDF head holds."""
    parts = [h.features for h in model._fused.heads if isinstance(h.features, TfidfFeatures)]
    return {str(word) for part in parts for words in part.vocabularies for word in words}


def test_a_canary_is_not_kept(tmp_path: Path) -> None:
    """What one customer wrote once is not in the vocabulary, nor in any file of the model."""
    texts, intents = pairs(examples())
    texts.append("wo ist mein paket, kennwort zyxquvort")
    model = IntentClassifier().fit(texts, [*intents, "parcel_status"])
    assert vocabulary(model)
    assert not [feature for feature in vocabulary(model) if "zyx" in feature or "quv" in feature]
    model.save(tmp_path / "m")
    with np.load(tmp_path / "m" / "weights.npz") as weights:
        for name in weights.files:
            assert b"z\0\0\0y\0\0\0x" not in weights[name].tobytes()
    assert "zyx" not in (tmp_path / "m" / "model.json").read_text()


def test_a_feature_needs_speakers_not_texts() -> None:
    """A word that one person writes in many texts is not kept; one of five persons is."""
    texts, intents = pairs(examples())
    persons: list[str | None] = [f"p{i}" for i in range(len(texts))]
    own = [f"{text} kwyjibo" for text in texts[:12]]
    common = [f"{text} grobnik" for text in texts[:5]]
    model = IntentClassifier("tfidf").fit(
        texts + own + common,
        intents + intents[:12] + intents[:5],
        persons=persons + ["one"] * 12 + [f"q{i}" for i in range(5)],
    )
    assert "kwyjibo" not in vocabulary(model)
    assert "grobnik" in vocabulary(model)


def test_a_forwarded_text_counts_once() -> None:
    """Where speakers are unknown, the same text sent often is one document."""
    texts, intents = pairs(examples())
    same = ["Wo ist mein Paket, Frau Zyxquvort?", "wo ist mein paket frau zyxquvort"] * 5
    model = IntentClassifier("tfidf").fit(texts + same, intents + ["parcel_status"] * 10)
    assert "zyxquvort" not in vocabulary(model)


def test_single_texts_are_not_kept_as_vectors(model: IntentClassifier) -> None:
    """Prototypes are means: no vector of a training text is among them."""
    centres = next(h.prototypes for h in model._fused.heads if h.prototypes is not None)
    features = next(h.features for h in model._fused.heads if h.name == "use")
    assert isinstance(features, Encoder)
    vectors = features.encode([u.text for u in examples()])
    assert len(centres) < len(vectors) / 4
    assert (vectors @ centres.T).max() < 0.999


def test_what_one_customer_wrote_leaves_no_trace() -> None:
    """Told to forget rare words, two models differ in nothing learnt if one such word differs."""
    texts, intents = pairs(examples())
    texts, intents = texts + [f"{text} danke" for text in texts], intents * 2
    heads = [
        IntentClassifier(forget_rare_words=True)
        .fit([*texts, f"wo ist mein paket, kennwort {word}"], [*intents, "parcel_status"])
        ._fused.heads
        for word in ("zyxquvort", "Brumlfitz")
    ]
    for one, other in zip(*heads, strict=True):
        np.testing.assert_array_equal(one.linear.weights, other.linear.weights)
        np.testing.assert_array_equal(one.linear.bias, other.linear.bias)
        if one.prototypes is not None:
            np.testing.assert_array_equal(one.prototypes, other.prototypes)


@pytest.mark.parametrize("encoder", ["default", "use"])
def test_two_examples_a_class(encoder: str) -> None:
    """Two examples a class are enough to learn something."""
    texts = ["wo ist mein paket", "paket nicht da", "rechnung bitte", "brauche eine rechnung"]
    model = IntentClassifier(encoder).fit(texts, ["p", "p", "r", "r"])
    assert model.predict(["wo bleibt das paket", "die rechnung fehlt"]).tolist() == ["p", "r"]
    assert model.validation_["n"] <= 4


def test_one_example_a_class() -> None:
    """A class with one example is learnt, though nothing of it can be held out."""
    model = IntentClassifier("use").fit(["wo ist mein paket", "rechnung bitte"], ["p", "r"])
    assert model.predict(["das paket"]).tolist() == ["p"]
    assert model.validation_ == {"n": 0}
    mixed, labels = pairs(examples())
    more = IntentClassifier().fit([*mixed, "guten morgen"], [*labels, "greeting"])
    assert "greeting" in more.classes_
    assert more.predict(["guten morgen"]).tolist() == ["greeting"]


@pytest.mark.parametrize(
    ("texts", "intents", "rule"),
    [
        ([], [], "texts must not be empty"),
        (["a", "b"], ["x"], "equally many, got 2 and 1"),
        (["a", "b"], ["x", None], "intents must be strings, got NoneType at index 1"),
        (["a", "b"], ["x", " "], "empty one at index 1"),
        (["a", None], ["x", "y"], "texts must be strings, got NoneType at index 1"),
        (["a", "b"], ["x", "x"], "two different labels"),
        ("secret", ["x"], "got one string"),
        (5, ["x"], "got int"),
    ],
)
def test_bad_training_data_is_refused(texts: Any, intents: Any, rule: str) -> None:
    """The rule and the place are named, never the text."""
    with pytest.raises(ParameterError, match=rule) as caught:
        IntentClassifier("tfidf").fit(texts, intents)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ({"encoder": "nonsense"}, "encoder must be default, tfidf, use"),
        ({"encoder": 7}, "encoder must be a name"),
        ({"min_speakers": 0}, "min_speakers"),
        ({"accuracy": 1.5}, "accuracy must be between 0 and 1"),
    ],
)
def test_bad_settings_are_refused(settings: dict[str, Any], rule: str) -> None:
    """Settings are checked when training begins."""
    with pytest.raises(ParameterError, match=rule):
        IntentClassifier(**settings).fit(["a", "b"], ["x", "y"])


def test_too_few_texts_for_tfidf_alone() -> None:
    """TF-IDF alone says what to do where no feature is shared by enough speakers."""
    with pytest.raises(ParameterError, match="encoder='use'"):
        IntentClassifier("tfidf").fit(["abc", "xyz"], ["x", "y"])
    lone = IntentClassifier("tfidf", min_speakers=1).fit(["abc", "xyz"], ["x", "y"])
    assert lone.predict(["xyz"]).tolist() == ["y"]


def test_unequal_persons_are_refused() -> None:
    """As many persons as texts."""
    with pytest.raises(ParameterError, match="got 1 persons for 2 texts"):
        IntentClassifier().fit(["a", "b"], ["x", "y"], persons=["p"])


def test_scikit_learn_manners() -> None:
    """Cloned, asked and set as any estimator; unfitted it refuses to predict."""
    model = IntentClassifier("tfidf", min_speakers=3, seed=9)
    assert clone(model).get_params() == model.get_params()
    names = {"encoder", "min_speakers", "forget_rare_words", "accuracy", "seed"}
    assert set(model.get_params()) == names
    assert model.set_params(seed=4).seed == 4
    with pytest.raises(NotFittedError):
        model.predict(["a"])
    with pytest.raises(NotFittedError):
        _ = model.threshold
    fitted = model.fit(*pairs(examples()))
    assert fitted is model
    assert not hasattr(clone(fitted), "classes_")
    assert fitted.score(*pairs(examples())) > 0.9
    assert fitted.__sklearn_tags__().input_tags.string


def test_cross_validation_of_scikit_learn() -> None:
    """It works inside scikit-learn's own cross-validation."""
    from sklearn.model_selection import cross_val_score

    texts, intents = pairs(examples())
    scores = cross_val_score(IntentClassifier("tfidf"), np.array(texts), intents, cv=3)
    assert scores.mean() > 0.8


def test_calibration_sets_the_temperature() -> None:
    """Calibrated on labels that are wrong half of the time, confidence falls to about a half."""
    texts, intents = pairs(examples())
    model = IntentClassifier("tfidf").fit(texts, intents)
    before = model.predict_proba(texts).max(axis=1).mean()
    labels = model.classes_.tolist()
    half = [i if n % 2 else labels[labels.index(i) - 1] for n, i in enumerate(intents)]
    mark = model.fingerprint
    assert model.calibrate(texts, half) is model
    after = model.predict_proba(texts).max(axis=1).mean()
    assert before > 0.85
    assert after == pytest.approx(0.5, abs=0.12)
    assert model.fingerprint != mark


def test_calibration_needs_known_labels() -> None:
    """Labels that the model has never seen cannot calibrate it."""
    model = IntentClassifier("tfidf").fit(*pairs(examples()))
    with pytest.raises(ParameterError, match="labels that the model knows"):
        model.calibrate(["a"], ["unheard"])


def test_threshold_is_chosen_for_an_accuracy() -> None:
    """What passes the chosen threshold is right as often as asked; by hand it stays put."""
    texts, intents = pairs(examples())
    model = IntentClassifier("tfidf").fit(texts[::2], intents[::2])
    noisy, labels = texts[1::2] + OTHER, intents[1::2] + ["none_of_them"] * 4
    chosen = model.choose_threshold(noisy, labels, accuracy=0.97)
    passed = [
        p.intent == i for p, i in zip(model.predict_many(noisy), labels, strict=True) if p.accepted
    ]
    assert model.threshold == chosen
    assert np.mean(passed) >= 0.97
    model.threshold = 0.42
    assert model.calibrate(texts[1::2], intents[1::2]).threshold == 0.42
    with pytest.raises(ParameterError, match="between 0 and 1"):
        model.threshold = 1.2
    with pytest.raises(ParameterError, match="no threshold reaches"):
        model.choose_threshold(OTHER, ["none_of_them"] * 4)


class Letters:
    """A tiny encoder of one's own: which letters a text holds."""

    name = "letters"
    fingerprint = "1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape ``(n, 26)``."""
        rows = [[text.count(chr(97 + i)) + 0.01 for i in range(26)] for text in texts]
        counts = np.array(rows, dtype=np.float32).reshape(len(texts), 26)
        unit: NDArray[np.float32] = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit


def test_an_encoder_of_ones_own() -> None:
    """Whatever has name, fingerprint and encode serves as an encoder."""
    model = IntentClassifier(Letters()).fit(*pairs(examples()))
    assert isinstance(model.encoder, Encoder)
    assert model.score(*pairs(examples())) > 0.8
    assert clone(model).encoder.name == "letters"


@pytest.mark.parametrize("encoder", ["default", "tfidf", "use"])
def test_round_trip(encoder: str, tmp_path: Path) -> None:
    """A saved and loaded model gives the same predictions bit for bit."""
    texts, intents = pairs(examples())
    model = IntentClassifier(encoder, seed=2).fit(texts, intents)
    model.calibrate(texts[:50], intents[:50])
    model.save(tmp_path / "m")
    loaded = load_model(tmp_path / "m")
    assert isinstance(loaded, IntentClassifier)
    assert loaded.predict_many(texts + OTHER) == model.predict_many(texts + OTHER)
    assert loaded.fingerprint == model.fingerprint
    assert loaded.get_params() == model.get_params()
    assert loaded.validation_ == model.validation_
    about = json.loads((tmp_path / "m" / "model.json").read_text())
    assert about["format"] == "dialogkit.intents/1"
    assert about["classes"] == sorted(CORES)
    assert about["versions"]["scikit-learn"]
    assert sorted(p.name for p in (tmp_path / "m").iterdir()) == ["model.json", "weights.npz"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small saved model."""
    folder = tmp_path_factory.mktemp("saved") / "m"
    IntentClassifier("tfidf").fit(*pairs(examples())).save(folder)
    return folder


def _edit(folder: Path, **changes: Any) -> None:
    about = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**about, **changes}))


def _swap_weights(folder: Path) -> None:
    with np.load(folder / "weights.npz") as archive:
        arrays = {name: archive[name] for name in archive.files}
    arrays["0_bias"] = arrays["0_bias"] + 1
    np.savez(folder / "weights.npz", allow_pickle=False, **arrays)


def _pickled(folder: Path) -> None:
    arrays = np.array([{"a": 1}], dtype=object)
    np.savez(folder / "weights.npz", allow_pickle=True, scope_means=arrays)


@pytest.mark.parametrize(
    ("damage", "file", "rule"),
    [
        (lambda f: (f / "model.json").unlink(), "model.json", "no such file"),
        (lambda f: (f / "weights.npz").unlink(), "weights.npz", "no such file"),
        (lambda f: (f / "model.json").write_text("{"), "model.json", "is not JSON"),
        (lambda f: (f / "model.json").write_text("[]"), "model.json", "format"),
        (lambda f: (f / "weights.npz").write_bytes(b"PK\3\4nonsense"), "weights.npz", "damaged"),
        (lambda f: (f / "weights.npz").write_bytes(b""), "weights.npz", "damaged"),
        (
            lambda f: (f / "weights.npz").write_bytes((f / "weights.npz").read_bytes()[:5000]),
            "weights.npz",
            "damaged",
        ),
        (lambda f: _edit(f, format="dialogkit.intents/9"), "model.json", "dialogkit.intents/1"),
        (lambda f: _edit(f, kind="other"), "model.json", "kind"),
        (lambda f: _edit(f, heads=[]), "model.json", "train the model again"),
        (lambda f: _edit(f, classes=["a", "b", "c"]), "model.json", "fingerprint"),
        (lambda f: _edit(f, classes=None), "model.json", "train the model again"),
        (lambda f: _edit(f, settings={"odd": 1}), "model.json", "train the model again"),
        (lambda f: _edit(f, temperature="warm"), "model.json", "train the model again"),
        (_swap_weights, "model.json", "fingerprint"),
        (_pickled, "weights.npz", "damaged"),
    ],
)
def test_damaged_folders_are_refused(
    damage: Any, file: str, rule: str, saved: Path, tmp_path: Path
) -> None:
    """One sentence names the file and the remedy; no pickled object is opened."""
    shutil.copytree(saved, tmp_path / "m")
    damage(tmp_path / "m")
    with pytest.raises(ModelError, match=rule) as caught:
        load_model(tmp_path / "m")
    assert str(tmp_path / "m" / file) in str(caught.value)
    assert "train the model again" in str(caught.value)


def test_no_folder_at_all(tmp_path: Path) -> None:
    """A folder that is not there is refused as bad input."""
    with pytest.raises(InputError, match="no such file"):
        load_model(tmp_path / "nowhere")


def test_score_by_hand(model: IntentClassifier) -> None:
    """Counts, shares and tables of a score agree with the predictions."""
    held = [
        Utterance(text="wo ist mein paket gerade", intent="parcel_status"),
        Utterance(text="rechnung bitte", intent="invoice_copy"),
        Utterance(text="wo ist mein paket", intent="invoice_copy"),
        Utterance(text="wo ist mein paket jetzt", intent="unheard"),
    ]
    result = score(model, held, out_of_scope=OTHER)
    assert (result["n"], result["correct"], result["accuracy"]) == (4, 2, 0.5)
    assert result["low"] < 0.5 < result["high"]
    assert result["macro_f1"] == pytest.approx((2 / 4 + 2 / 3 + 0) / 3)
    assert result["unknown_intents"] == ["unheard"]
    assert [row["n"] for row in result["intents"]] == [2, 1, 1]
    assert {"intent": "unheard", "predicted": "parcel_status", "n": 1} in result["confusions"]
    assert result["out_of_scope"]["n"] == 4
    assert result["out_of_scope"]["auroc"] > 0.7
    assert json.loads(json.dumps(result)) == result
    with pytest.raises(ParameterError, match="empty"):
        score(model, [])


def test_to_dataset_writes_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Utterances become a dataset in memory, with nothing on disk."""
    pytest.importorskip("datasets")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    data = to_dataset(examples())
    assert data.column_names == ["text", "intent", "person", "locale"]
    assert len(data) == 90
    assert data.cache_files == []
    assert not list(tmp_path.iterdir())


def test_a_single_prediction_is_quick(model: IntentClassifier) -> None:
    """One message takes 10 ms of processor time at most (the best of five tries)."""
    texts = [u.text for u in examples()][:20]
    best = min(_processor_time(model, texts) for _ in range(5))
    assert best / len(texts) < 0.010


def _processor_time(model: IntentClassifier, texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        model.predict_many([text])
    return time.process_time() - start
