"""The 8-bit graph of a trained reading model -> the network, to go on training with other questions.

What rounding took is soon learned again: it is a thousandth of what a weight is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from benchmarks.reader.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZERO = 128
"""Of the unsigned 8-bit weights of `embeddings/graph_export`."""
_IN_LAYER = (
    ("attended.weight", "DynamicQuantizeMatMul"),
    ("attended.bias", "MultiHeadAttention"),
    ("mixed.weight", "DynamicQuantizeMatMul"),
    ("mixed_norm", "SkipLayerNormalization"),
    ("wide.weight", "DynamicQuantizeMatMul"),
    ("wide.bias", "BiasGelu"),
    ("narrow.weight", "MatMulNBits"),
    ("narrow_norm", "SkipLayerNormalization"),
)
"""What the nodes of a layer hold, in the order of the graph."""


def read_weights(path: Path, network: Network) -> None:
    """Put the weights of a graph that `export` wrote into a network of the same shape."""
    graph = onnx.load(path).graph
    constants = {each.name: numpy_helper.to_array(each).astype(np.float32) for each in graph.initializer}
    nodes = iter(each for each in graph.node if each.op_type in {kind for _, kind in _IN_LAYER})
    found: dict[str, NDArray[np.float32]] = {}
    for layer in range(len(network.layers)):
        for name, kind in _IN_LAYER:
            node = next(nodes)
            if node.op_type != kind:
                raise ValueError(f"{path}: {node.op_type} where {kind} was expected")
            found.update(_held(f"layers.{layer}.{name}", node, constants))
    head, shift = graph.node[-2:]
    found["scores.weight"] = constants[head.input[1]].T
    found["scores.bias"] = constants[shift.input[1]]
    # The rest is not trained.
    missing, unknown = network.load_state_dict(
        {name: torch.from_numpy(np.array(each, np.float32)) for name, each in found.items()}, strict=False
    )
    if unknown or any(name.startswith(("layers.", "scores.")) for name in missing):
        raise ValueError(f"{path}: its weights are not those of the network")


def _held(
    name: str, node: onnx.NodeProto, constants: Mapping[str, NDArray[np.float32]]
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    held = [constants[each] for each in node.input if each in constants]
    part = name.removesuffix("_norm")
    match node.op_type:
        case "DynamicQuantizeMatMul":
            rounded, scales = held
            yield name, rounded.T * scales[:, None]
        case "MatMulNBits":
            rounded, scales = held
            blocks = (rounded - _ZERO) * scales.reshape(rounded.shape[:2])[..., None]
            yield name, blocks.reshape(len(blocks), -1)
        case "SkipLayerNormalization":
            scale, shift, bias = held
            yield f"{part}_norm.weight", scale
            yield f"{part}_norm.bias", shift
            yield f"{part}.bias", bias
        case _:
            [bias] = held
            yield name, bias
