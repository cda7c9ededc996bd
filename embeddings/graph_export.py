"""Writes a BERT encoder as an ONNX graph with 8-bit weights, made of ONNX Runtime's fused operators.

The graph is put together node by node rather than exported from torch: that takes a quarter of a second instead of half
a minute, needs no torch, and every node is the fused one at once. Operators of the domain `com.microsoft` are described
in https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md.

Input `words` (batch, length, hidden): word embeddings, looked up outside (`word_table`). Input `lengths` (batch): how many
of them are text and not padding. Output `states` (batch, length, hidden): one vector per token.

Weights are quantised symmetrically to 8 bits. Activations are quantised while running: per call for three of the four
matrices of a layer, but per 128 values for the second feed-forward matrix, whose input has rare values 50 times the
usual ones. That alone takes the cosine to the 32-bit model from 0.9973 to 0.9992 and costs 5% of the speed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from embeddings.model_source import Activation

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.model_source import Architecture

QUANTISATION = "int8-columns+int8-blocks128"
"""Names how weights are rounded; part of every fingerprint, so change it with the rounding."""

_FUSED = "com.microsoft"
_OPERATORS, _FUSED_OPERATORS, _FORMAT = 18, 1, 10
_BLOCK = 128
_SMALLEST_BLOCK = 16
_INT8 = 127
_INT8_ZERO = 128
"""MatMulNBits keeps 8-bit weights unsigned, with this as their zero."""
_AT_ONCE = 4
"""Accuracy level of MatMulNBits that multiplies 8-bit integers."""


def export_graph(source: GraphSource, path: Path, head: Head | None = None) -> None:
    """Write the encoder of a model to one file; deterministic.

    Args:
        source: the model.
        path: where it is written.
        head: turns each state into scores; the output is then `scores` (batch, length, scores) in place of `states`.
    """
    graph = _Graph()
    sizes = source.architecture
    states = _embed(graph, source)
    for layer in range(sizes.layers):
        states = _feed_forward(graph, source, f"encoder.layer.{layer}", _attend(graph, source, layer, states))
    name, width = "states", sizes.hidden
    if head is not None:
        name, width = "scores", len(head.bias)
        [product] = graph.node("MatMul", [states, graph.constant(head.weight.T)])
        graph.node("Add", [product, graph.constant(head.bias)])
    graph.nodes[-1].output[0] = name
    shape: list[str | int | None] = ["batch", "length", sizes.hidden]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "encoder",
            [
                helper.make_tensor_value_info("words", TensorProto.FLOAT, shape),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]),
            ],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "length", width])],
            graph.constants,
        ),
        opset_imports=[
            helper.make_opsetid("", _OPERATORS),
            helper.make_opsetid(_FUSED, _FUSED_OPERATORS),
        ],
        ir_version=_FORMAT,
    )
    path.write_bytes(model.SerializeToString(deterministic=True))


class GraphSource(Protocol):
    """What a graph is made of; every `ModelSource` is one."""

    @property
    def architecture(self) -> Architecture:
        """Sizes."""
        ...

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor by transformers' name, such as `encoder.layer.0.output.dense.weight`, shape as torch keeps it."""
        ...


@dataclass(frozen=True, slots=True)
class Head:
    """A linear layer over the states."""

    weight: NDArray[np.float32]
    """Shape (scores, hidden)."""
    bias: NDArray[np.float32]
    """Shape (scores,)."""


class _Graph:
    """Nodes and constants so far."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[np.generic]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], outputs: int = 1, **attributes: float) -> list[str]:
        """Append a node; operators that plain ONNX does not have are ONNX Runtime's."""
        names = [f"n{len(self.nodes)}.{i}" for i in range(outputs)]
        domain = "" if onnx.defs.has(operator) else _FUSED
        self.nodes.append(helper.make_node(operator, inputs, names, None, None, domain, None, **attributes))
        return names


def _embed(graph: _Graph, source: GraphSource) -> str:
    """Words + positions (+ the first token type), normalised."""
    sizes = source.architecture
    first = sizes.first_position
    positions = source.tensor("embeddings.position_embeddings.weight")[first : first + sizes.max_tokens]
    positions = positions + source.tensor("embeddings.token_type_embeddings.weight")[0]
    [length] = graph.node("Shape", ["words"], start=1, end=2)
    zero = graph.constant(np.array([0], np.int64))
    [used] = graph.node("Slice", [graph.constant(positions), zero, length, zero])
    [summed] = graph.node("Add", ["words", used])
    scale, shift = _norm(graph, source, "embeddings.LayerNorm")
    [states] = graph.node(
        "LayerNormalization", [summed, scale, shift], axis=-1, epsilon=sizes.layer_norm_epsilon
    )
    return states


def _attend(graph: _Graph, source: GraphSource, layer: int, states: str) -> str:
    """Self-attention with its residual: queries, keys and values come from one product."""
    prefix = f"encoder.layer.{layer}.attention"
    parts = [f"{prefix}.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([source.tensor(f"{part}.weight") for part in parts])
    bias = np.concatenate([source.tensor(f"{part}.bias") for part in parts])
    projected = _times_by_column(graph, states, weight)
    split = graph.node("Split", [projected], outputs=3, axis=2, num_outputs=3)
    [mixed] = graph.node(
        "MultiHeadAttention", [*split, graph.constant(bias), "lengths"], num_heads=source.architecture.heads
    )
    output = _times_by_column(graph, mixed, source.tensor(f"{prefix}.output.dense.weight"))
    return _add_and_norm(graph, source, f"{prefix}.output", output, states)


def _feed_forward(graph: _Graph, source: GraphSource, prefix: str, states: str) -> str:
    """Wider, activation, narrower, with its residual."""
    wide = _times_by_column(graph, states, source.tensor(f"{prefix}.intermediate.dense.weight"))
    bias = graph.constant(source.tensor(f"{prefix}.intermediate.dense.bias"))
    match source.architecture.activation:
        case Activation.GELU:
            [active] = graph.node("BiasGelu", [wide, bias])
        case Activation.GELU_TANH:
            [active] = graph.node("FastGelu", [wide, bias])
        case Activation.RELU:
            [active] = graph.node("Relu", graph.node("Add", [wide, bias]))
    narrow = _times_by_block(graph, active, source.tensor(f"{prefix}.output.dense.weight"))
    return _add_and_norm(graph, source, f"{prefix}.output", narrow, states)


def _add_and_norm(graph: _Graph, source: GraphSource, prefix: str, product: str, residual: str) -> str:
    scale, shift = _norm(graph, source, f"{prefix}.LayerNorm")
    bias = graph.constant(source.tensor(f"{prefix}.dense.bias"))
    [states] = graph.node(
        "SkipLayerNormalization",
        [product, residual, scale, shift, bias],
        epsilon=source.architecture.layer_norm_epsilon,
    )
    return states


def _norm(graph: _Graph, source: GraphSource, prefix: str) -> tuple[str, str]:
    scale, shift = source.tensor(f"{prefix}.weight"), source.tensor(f"{prefix}.bias")
    return graph.constant(scale), graph.constant(shift)


def _times_by_column(graph: _Graph, states: str, weight: NDArray[np.float32]) -> str:
    """States x transposed weight, one scale for each output."""
    scales = _scales(weight)
    rounded = np.rint(weight / scales[:, None]).astype(np.int8)
    inputs = [states, graph.constant(rounded.T), graph.constant(scales), ""]
    [product] = graph.node("DynamicQuantizeMatMul", inputs)
    return product


def _times_by_block(graph: _Graph, states: str, weight: NDArray[np.float32]) -> str:
    """States x transposed weight, one scale for each block of an output's weights and of the states."""
    outputs, width = weight.shape
    block = _BLOCK
    while width % block and block > _SMALLEST_BLOCK:
        block //= 2
    if width % block:
        return _times_by_column(graph, states, weight)
    blocks = weight.reshape(outputs, width // block, block)
    scales = _scales(blocks)
    rounded = (np.rint(blocks / scales[..., None]) + _INT8_ZERO).astype(np.uint8)
    [product] = graph.node(
        "MatMulNBits",
        [states, graph.constant(rounded), graph.constant(scales)],
        K=width,
        N=outputs,
        bits=8,
        block_size=block,
        accuracy_level=_AT_ONCE,
    )
    return product


def _scales(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """What one step of an 8-bit weight is worth, for each last axis."""
    scales: NDArray[np.float32] = np.abs(weights).max(axis=-1) / np.float32(_INT8)
    scales[scales == 0] = 1
    return scales
