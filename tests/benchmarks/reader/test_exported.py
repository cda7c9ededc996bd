"""A trained reading model is read back from the graph that the product runs."""

from __future__ import annotations

import pytest
import torch

from benchmarks.reader.exported import read_weights
from benchmarks.reader.network import Network
from embeddings.passage_reader import WEIGHTS


def test_a_network_takes_the_weights_that_come_with_the_package() -> None:
    torch.manual_seed(1)
    network = Network()
    before = {name: each.clone() for name, each in network.state_dict().items()}
    read_weights(WEIGHTS, network)
    after = network.state_dict()
    changed = {name for name in after if not torch.equal(before[name], after[name])}
    # The embeddings are those of the bundled model, and stay so.
    assert not any(name.startswith(("words.", "positions")) for name in changed)
    assert {
        "scores.weight",
        "layers.5.wide.weight",
        "layers.5.narrow.weight",
        "layers.5.mixed_norm.bias",
    } <= changed
    # The two lowest layers were not trained: only rounding tells them from the bundled model's.
    lowest = "layers.0.narrow.weight"
    assert float((before[lowest] - after[lowest]).abs().max()) == pytest.approx(0, abs=0.05)
    assert float((before[lowest] - after[lowest]).abs().max()) > 0
