"""The language model's network with what it learned: its file in, the network that is run out.

The file holds each weight as whole numbers of four bits, 32 of them with one scale. Learned are
other scales, biases and normalisations, and for each weight two thin matrices whose product is
added to it (Hu et al. 2021, "LoRA: low-rank adaptation of large language models",
https://arxiv.org/abs/2106.09685). The sum is no whole number of four bits any more, so the weights
are written out as they are: the same results, as fast, and 40 MB more of memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["BLOCK", "DOWN", "PACKED", "UP", "unpacked", "with_learned"]

BLOCK = 32
"""Numbers that share a scale."""
PACKED = "MatMulNBits"
"""What the nodes of packed weights are called in the file."""
DOWN, UP = ".down", ".up"
"""Behind a packed weight's name: the matrices (rank, columns) and (rows, rank) of what is added."""


def unpacked(packed: npt.NDArray[np.uint8], scales: Floats) -> Floats:
    """Weights (rows, columns) of packed ones: two numbers a byte, the lower first, 8 means 0.

    Args:
        packed: (rows, blocks, 16).
        scales: One a block, row by row.
    """
    whole = np.stack([packed & 15, packed >> 4], -1).astype(np.float32) - 8
    rows = packed.shape[0]
    scaled = whole.reshape(rows, -1, BLOCK) * scales.reshape(rows, -1, 1)
    return np.asarray(scaled.reshape(rows, -1), dtype=np.float32)


def with_learned(network: bytes, learned: Mapping[str, Floats]) -> bytes:
    """The network of an ONNX file with ``learned`` in it, as an ONNX file.

    Args:
        network: The file as it was published.
        learned: Arrays by the names of the file's tensors, and by `DOWN` and `UP`.
    """
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load_from_string(network)
    graph = model.graph
    tensors: dict[str, Any] = {t.name: t for t in graph.initializer}

    def array(name: str) -> Any:
        if name in learned:
            return learned[name].reshape(tuple(tensors[name].dims))
        return numpy_helper.to_array(tensors[name])

    nodes = []
    for node in graph.node:
        if node.op_type != PACKED:
            nodes.append(node)
            continue
        values, packed, scales = node.input[:3]
        weight = unpacked(array(packed), array(scales))
        if packed + UP in learned:
            weight += learned[packed + UP] @ learned[packed + DOWN]
        # matrices stand the other way round in a plain product
        tensors[packed] = numpy_helper.from_array(np.ascontiguousarray(weight.T), packed)
        del tensors[scales]
        nodes.append(helper.make_node("MatMul", [values, packed], node.output, name=node.name))
    for name in learned.keys() & tensors.keys():
        tensors[name] = numpy_helper.from_array(array(name), name)
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(tensors.values())
    return bytes(model.SerializeToString())
