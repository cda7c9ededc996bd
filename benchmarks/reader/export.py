"""A trained reading model -> the 8-bit graph that the product runs, and its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.reader.network import Network
from embeddings.bundled_weights import bundled_weights
from embeddings.graph_export import QUANTISATION, Head, export_graph
from embeddings.model_source import Activation, Architecture

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_PIECES = 320
"""Positions that are kept: a question, its place and a passage have fewer."""
_PARTS = {
    "attention.output.dense": "mixed",
    "attention.output.LayerNorm": "mixed_norm",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "narrow_norm",
}
"""The names that `export_graph` asks for -> the network's."""


class TrainedModel:
    """A `GraphSource` over a trained network."""

    def __init__(self, network: Network) -> None:
        """Take the weights."""
        self._weights: dict[str, NDArray[np.float32]] = {
            name: each.detach().numpy() for name, each in network.state_dict().items()
        }
        sizes = bundled_weights().header
        self.architecture = Architecture(
            hidden=sizes.hidden,
            layers=len(network.layers),
            heads=sizes.heads,
            feed_forward=sizes.feed_forward,
            vocabulary=sizes.vocabulary,
            layer_norm_epsilon=sizes.layer_norm_epsilon,
            activation=Activation.GELU,
            max_tokens=MOST_PIECES,
            first_position=0,
        )

    @property
    def head(self) -> Head:
        """The scores."""
        return Head(self._weights["scores.weight"], self._weights["scores.bias"])

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor by transformers' name."""
        if name == "embeddings.position_embeddings.weight":
            return self._weights["positions"]
        if name == "embeddings.token_type_embeddings.weight":
            # Already in the positions.
            return np.zeros((1, self.architecture.hidden), np.float32)
        if name.startswith("embeddings.LayerNorm."):
            return self._weights[f"norm.{name.rpartition('.')[2]}"]
        layer, _, part = name.removeprefix("encoder.layer.").partition(".")
        part, _, kind = part.rpartition(".")
        if part in _PARTS:
            return self._weights[f"layers.{layer}.{_PARTS[part]}.{kind}"]
        third = ("query", "key", "value").index(part.rpartition(".")[2])
        return np.split(self._weights[f"layers.{layer}.attended.{kind}"], 3)[third]


def export(network: Network, path: Path, trained_on: Mapping[str, object]) -> None:
    """Write the graph and beside it the manifest, which says what it was trained on."""
    model = TrainedModel(network)
    export_graph(model, path, model.head)
    manifest = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "rounding": QUANTISATION,
        "layers": model.architecture.layers,
        **trained_on,
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
