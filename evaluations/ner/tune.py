"""Tunes the language model of the extra ``ner`` for customer service, on the development texts.

    python evaluations/ner/tune.py [--epochs 5] [--rank 32] [--validate]

The model comes as whole numbers of four bits, each block of 32 with a scale. The numbers stay as
they are; what is trained are the scales, the biases and the normalisations (Kim et al. 2023,
"Memory-efficient fine-tuning of compressed large language models via sub-4-bit integer
quantization", https://arxiv.org/abs/2305.14152), and for each weight two thin matrices whose
product is added to it (Hu et al. 2021, "LoRA: low-rank adaptation of large language models",
https://arxiv.org/abs/2106.09685). In every round the people and towns of the texts get other names,
from Faker and from the list of towns, so that the model learns where a name stands rather than
which names there are, and long numbers other digits. Labels of the model that customer service has
no use for (routing numbers, passports, driving licences) are learned anew, as references, user
names and dates of birth. Held-out texts are never read.

``--validate`` keeps three development files back, prints the loss, recall and precision of words of
names on them after each round, and writes nothing. Needs the extras ``transformer``, ``ner`` and
``surrogates``; takes some forty minutes on one core. Another machine
gives slightly other numbers, and the file that is shipped began from others: the seed was set after
it was made. What it finds, the tests measure.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from texts import ROOT, Marked, Names, development_texts, read_marked
from tokenizers import Tokenizer
from torch import nn

from dialogkit.corpus._anonymize import _ner
from dialogkit.corpus._anonymize._network import BLOCK, DOWN, PACKED, UP, unpacked

KEPT_BACK = ("anon_dev7.jsonl", "anon_dev9.jsonl", "anon_prose_dev8.jsonl")
WINDOW, STEP, BATCH = 128, 96, 16
SEED = 0
"""From which numbers the matrices begin, texts are mixed and names drawn."""
RATE_OF_ADDED = 1 / 3
"""Learning rate of the matrices, as a share of that of all else."""
UNKNOWN = -100
"""Label of words of which nothing is learned: what the model has no type for."""
TYPES = ("", *_ner.TYPES)
OURS = {
    **{kind: kind for kind in TYPES if kind not in ("", "HOUSE")},
    "PARTICIPANT": "PERSON",
    "SOCIAL_INSURANCE": "ID_CARD",
    "HEALTH_INSURANCE": "ID_CARD",
    "VAT_ID": "TAX_ID",
    "CARD": "IBAN",
    "CUSTOMER_NUMBER": "ORDER_NUMBER",
    "PLATE": "ORDER_NUMBER",
}
"""As what each type is learned; others are not."""


class Example(NamedTuple):
    """A window of a text."""

    ids: list[int]
    """Tokens."""
    labels: list[int]
    """Number of the type of each, or `UNKNOWN`."""


class Scaled(nn.Module):
    """A linear layer of fixed whole numbers; trained are their scales and what is added to them."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        rows, columns = linear.weight.shape
        self.size = (rows, columns)
        self.register_buffer("blocks", linear.weight.data.reshape(rows, -1, BLOCK).clone())
        self.change = nn.Parameter(torch.zeros(rows, columns // BLOCK))
        self.bias = linear.bias
        self.down = nn.Parameter(torch.randn(rank, columns) / math.sqrt(columns))
        self.up = nn.Parameter(torch.zeros(rows, rank))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """As ``nn.Linear``."""
        blocks: torch.Tensor = self.get_buffer("blocks")
        weight = (blocks * (1 + self.change).unsqueeze(-1)).reshape(self.size)
        added = nn.functional.linear(nn.functional.linear(values, self.down), self.up)
        return nn.functional.linear(values, weight, self.bias) + added


class Network:
    """The model as torch computes it, and how its parts are called in its file."""

    def __init__(self, folder: Path, rank: int) -> None:
        import onnx
        from onnx import numpy_helper
        from transformers import BertConfig, BertForTokenClassification

        self.file = folder / "onnx" / "model_q4.onnx"
        graph = onnx.load(str(self.file)).graph
        self._arrays = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        self._inputs: dict[str, tuple[str, str]] = {
            _path(node.name): (node.input[1], node.input[2])
            for node in graph.node
            if node.op_type == PACKED
        }
        """By the path of a layer the names of its packed weight and of its scales."""
        weights = {name: array for name, array in self._arrays.items() if _is_plain(name, array)}
        weights |= {
            f"{path}.weight": unpacked(self._arrays[packed], self._arrays[scales])
            for path, (packed, scales) in self._inputs.items()
        }
        weights |= {
            name.removesuffix("_quantized"): self._dequantized(name.removesuffix("_quantized"))
            for name in self._arrays
            if name.endswith("_quantized")
        }
        self.torch: Any = BertForTokenClassification(BertConfig.from_pretrained(folder))
        self.torch.load_state_dict({n: torch.tensor(w) for n, w in weights.items()}, strict=False)
        self._scale(rank)

    def _dequantized(self, name: str) -> np.ndarray[Any, Any]:
        zero, scale = self._arrays[f"{name}_zero_point"], self._arrays[f"{name}_scale"]
        whole = self._arrays[f"{name}_quantized"].astype(np.float32)
        return np.asarray((whole - np.float32(zero)) * scale)

    def _scale(self, rank: int) -> None:
        for parameter in self.torch.parameters():
            parameter.requires_grad = False
        for path in self._inputs:
            owner, _, name = path.rpartition(".")
            parent = self.torch.get_submodule(owner)
            setattr(parent, name, Scaled(getattr(parent, name), rank))
        for name, parameter in self.torch.named_parameters():
            trained = name.endswith((".bias", ".change", DOWN, UP)) or "LayerNorm" in name
            parameter.requires_grad = trained

    def parameters(self, *, added: bool | None = None) -> list[nn.Parameter]:
        """What is trained; the matrices that are added, or all but them."""
        return [
            parameter
            for name, parameter in self.torch.named_parameters()
            if parameter.requires_grad and added in (None, name.endswith((DOWN, UP)))
        ]

    def tuned(self) -> dict[str, np.ndarray[Any, Any]]:
        """What was trained, by the names of the model's file."""
        arrays = {}
        for name, parameter in self.torch.named_parameters():
            if not parameter.requires_grad:
                continue
            path, _, last = name.rpartition(".")
            value = parameter.detach().float().numpy()
            if last == "change":
                scales = self._inputs[path][1]
                old = self._arrays[scales]
                arrays[scales] = old * (1 + value.reshape(old.shape))
            elif f".{last}" in (DOWN, UP):
                arrays[f"{self._inputs[path][0]}.{last}"] = value
            else:
                arrays[name] = value
        return {name: array.astype(np.float16) for name, array in sorted(arrays.items())}


def _path(node: str) -> str:
    return node.strip("/").replace("/", ".").removesuffix(".MatMul_Q4").removesuffix(".MatMul")


def _is_plain(name: str, array: np.ndarray[Any, Any]) -> bool:
    """Whether a tensor of the file is one of the network, as it is."""
    named = name.startswith(("bert.", "classifier.")) and not name.endswith("_scale")
    return named and array.dtype == np.float32


class Tuning:
    """Tokenizer, network and what is learned from."""

    def __init__(self, folder: Path, rank: int) -> None:
        self.network = Network(folder, rank)
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._edges: list[Any] = [
            self._tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]")
        ]
        labels = self.network.torch.config.id2label
        groups = np.zeros((len(labels), len(TYPES)), dtype=np.float32)
        groups[0, 0] = 1
        groups[:, 1:] = _ner.columns(labels)
        self._groups = torch.tensor(groups)

    def examples(self, message: Marked) -> list[Example]:
        """The windows of a text."""
        encoding = self._tokenizer.encode(message.text, add_special_tokens=False)
        labels = [_label(message, start, end) for start, end in encoding.offsets]
        cls, sep = self._edges
        starts = range(0, max(1, len(labels) - BLOCK), STEP)
        return [
            Example(
                [cls, *encoding.ids[at : at + WINDOW - 2], sep],
                [UNKNOWN, *labels[at : at + WINDOW - 2], UNKNOWN],
            )
            for at in starts
        ]

    def loss(self, batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Mean of the negative logarithm of the right type's share; shares; labels."""
        longest = max(len(example.ids) for example in batch)
        ids = torch.zeros((len(batch), longest), dtype=torch.long)
        labels = torch.full((len(batch), longest), UNKNOWN)
        for row, example in enumerate(batch):
            ids[row, : len(example.ids)] = torch.tensor(example.ids)
            labels[row, : len(example.ids)] = torch.tensor(example.labels)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.network.torch(input_ids=ids, attention_mask=(ids != 0).long()).logits
        shares = torch.softmax(logits.float(), -1) @ self._groups
        likely = torch.log(shares.clamp_min(1e-9)).flatten(0, 1)
        loss = nn.functional.nll_loss(likely, labels.flatten(), ignore_index=UNKNOWN)
        return loss, shares, labels

    def train(
        self,
        messages: Sequence[Marked],
        kept_back: Sequence[Example],
        *,
        epochs: int,
        rate: float,
        seed: int = SEED,
    ) -> None:
        """Trains ``epochs`` rounds; prints each round's loss, and the measures of ``kept_back``."""
        torch.manual_seed(seed)
        names, trained = Names(seed), self.network.parameters()
        rates = [rate * RATE_OF_ADDED, rate]
        groups = [
            {"params": self.network.parameters(added=added), "lr": lr}
            for added, lr in zip((True, False), rates, strict=True)
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = sum(len(self.examples(m)) for m in messages) * epochs // BATCH + 40 * epochs
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, rates, total_steps=steps, pct_start=0.1
        )
        for epoch in range(epochs):
            begun = time.monotonic()
            self.network.torch.train()
            changed = [
                e for m in messages for e in self.examples(_renumbered(names.changed(m), names.rng))
            ]
            losses: list[float] = []
            for batch in _batches(changed, names.rng):
                loss, _, _ = self.loss(batch)
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call] # torch says nothing of it
                nn.utils.clip_grad_norm_(trained, 1.0)
                optimizer.step()
                if schedule.last_epoch < steps - 1:
                    schedule.step()
                losses.append(loss.item())
            took = time.monotonic() - begun
            print(f"round {epoch + 1}: loss {np.mean(losses):.4f}, {took:.0f} s", flush=True)
            if kept_back:
                print(self.measured(kept_back), flush=True)

    @torch.no_grad()
    def measured(self, examples: Sequence[Example]) -> str:
        """Loss of texts that were not learned from, recall and precision of words of names."""
        self.network.torch.eval()
        losses, found, wanted, right = [], 0, 0, 0
        for batch in _batches(examples, None):
            loss, shares, labels = self.loss(batch)
            losses.append(loss.item())
            name, hit = labels == 1, (shares[..., 1] > 0.5) & (labels != UNKNOWN)
            found += int(hit.sum())
            wanted += int(name.sum())
            right += int((hit & name).sum())
        return (
            f"  kept back: loss {np.mean(losses):.4f}, recall of names {right / wanted:.3f}, "
            f"precision {right / max(1, found):.3f}"
        )


def _batches(examples: Iterable[Example], rng: random.Random | None) -> list[list[Example]]:
    """Examples of like length together, in any order."""
    ordered = sorted(examples, key=lambda e: (len(e.ids), rng.random() if rng else 0))
    batches: list[list[Example]] = [
        ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)
    ]
    if rng:
        rng.shuffle(batches)
    return batches


def _label(message: Marked, start: int, end: int) -> int:
    """The number of the type of a token."""
    for span in message.wanted:
        if start < span.end and end > span.start:
            return _number(span.type, message.text[start:end])
    return 0


_LONG_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3,}")
RENUMBERED = 0.5
"""Share of the texts whose long numbers are changed."""


def _renumbered(message: Marked, rng: random.Random) -> Marked:
    """``message`` with other digits in its long numbers, whether they tell of somebody or not."""
    if rng.random() >= RENUMBERED:
        return message
    text = _LONG_NUMBER.sub(
        lambda m: m[0][0] + "".join(rng.choices("0123456789", k=len(m[0]) - 1)), message.text
    )
    return replace(message, text=text)


def _number(kind: str, token: str) -> int:
    if kind not in OURS:
        return UNKNOWN
    if kind == "STREET" and any(map(str.isdigit, token)):
        return TYPES.index("HOUSE")
    if kind == "POSTCODE_TOWN" and token.isalpha() and len(token) > 2:
        return TYPES.index("TOWN")
    return TYPES.index(OURS[kind])


def main() -> None:
    """Tunes, and writes the file that `dialogkit.corpus` loads."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--epochs", type=int, default=5, help="rounds")
    parser.add_argument("--rate", type=float, default=3e-3, help="learning rate at its highest")
    parser.add_argument("--rank", type=int, default=32, help="rank of what is added to weights")
    parser.add_argument("--validate", action="store_true", help="keep three files back")
    asked = parser.parse_args()
    torch.manual_seed(SEED)
    tuning = Tuning(_ner.model_folder(), asked.rank)
    left_out = KEPT_BACK if asked.validate else ()
    kept_back = [e for f in left_out for m in read_marked(f) for e in tuning.examples(m)]
    messages = development_texts(left_out)
    print(f"{len(messages)} texts, {sum(p.numel() for p in tuning.network.parameters())} numbers")
    if kept_back:
        print(tuning.measured(kept_back))
    tuning.train(messages, kept_back, epochs=asked.epochs, rate=asked.rate)
    if not asked.validate:
        digest = hashlib.sha256(tuning.network.file.read_bytes()).hexdigest()
        arrays: Any = {"model": np.array(digest), **tuning.network.tuned()}
        np.savez_compressed(_ner.TUNED, **arrays)
        print(f"written: {_ner.TUNED.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
