"""The reading model in torch: the lower layers of the bundled model, with three scores a token."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from embeddings.bundled_weights import bundled_weights
from embeddings.weight_file import WeightFile

LAYERS = 6
"""Kept of the bundled model's twelve, from below: half the time to read, and nothing between two layers is new to them."""
FROZEN = 2
"""Of these are not trained, nor are the word embeddings, which stay those of the bundled model."""
_DROPPED = 0.1
_SCORES = 3


class Network(nn.Module):
    """Scores of each token: begins the answer, ends it; of the first token also: the passage answers."""

    def __init__(self) -> None:
        """Take over the bundled model's weights; those of the scores are random."""
        super().__init__()
        weights = bundled_weights()
        sizes = weights.header
        shape = (sizes.vocabulary, sizes.hidden)
        self.words = nn.Embedding(*shape, _weight=_tensor(weights, "emb.word", shape))
        self.words.requires_grad_(False)
        positions = _tensor(weights, "emb.pos", (sizes.positions, sizes.hidden))
        kinds = _tensor(weights, "emb.type", (sizes.token_types, sizes.hidden))
        self.positions = nn.Parameter(positions + kinds[0], requires_grad=False)
        self.norm = _norm(weights, "emb.ln").requires_grad_(False)
        self.layers = nn.ModuleList(_Layer(weights, at) for at in range(LAYERS))
        for layer in self.layers[:FROZEN]:
            layer.requires_grad_(False)
        self.scores = nn.Linear(sizes.hidden, _SCORES)
        nn.init.normal_(self.scores.weight, std=0.02)
        nn.init.zeros_(self.scores.bias)

    def forward(self, pieces: Tensor, lengths: Tensor) -> Tensor:
        """Piece numbers (batch, length) and how many of each row count -> scores (batch, length, 3)."""
        size = pieces.shape[1]
        counts = (torch.arange(size)[None] < lengths[:, None])[:, None, None, :]
        states = self.norm(self.words(pieces) + self.positions[:size])
        states = functional.dropout(states, _DROPPED, self.training)
        for layer in self.layers:
            states = layer(states, counts)
        found: Tensor = self.scores(states)
        return found


class _Layer(nn.Module):
    def __init__(self, weights: WeightFile, at: int) -> None:
        super().__init__()
        hidden, wide = weights.header.hidden, weights.header.feed_forward
        self.heads = weights.header.heads
        self.attended = nn.Linear(hidden, 3 * hidden)
        parts = [f"l{at}.{part}" for part in "qkv"]
        self.attended.weight.data = torch.cat([_tensor(weights, f"{p}.w", (hidden, hidden)) for p in parts])
        self.attended.bias.data = torch.cat([_tensor(weights, f"{p}.b", (hidden,)) for p in parts])
        self.mixed = _linear(weights, f"l{at}.ao", (hidden, hidden))
        self.mixed_norm = _norm(weights, f"l{at}.aln")
        self.wide = _linear(weights, f"l{at}.fi", (wide, hidden))
        self.narrow = _linear(weights, f"l{at}.fo", (hidden, wide))
        self.narrow_norm = _norm(weights, f"l{at}.oln")

    def forward(self, states: Tensor, counts: Tensor) -> Tensor:
        batch, size, hidden = states.shape
        split = self.attended(states).view(batch, size, 3, self.heads, hidden // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        dropped = _DROPPED if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(query, key, value, counts, dropped)
        mixed = self.mixed(mixed.transpose(1, 2).reshape(batch, size, hidden))
        states = self.mixed_norm(states + functional.dropout(mixed, _DROPPED, self.training))
        narrow = self.narrow(functional.gelu(self.wide(states)))
        found: Tensor = self.narrow_norm(states + functional.dropout(narrow, _DROPPED, self.training))
        return found


def _linear(weights: WeightFile, name: str, shape: tuple[int, int]) -> nn.Linear:
    made = nn.Linear(shape[1], shape[0])
    made.weight.data = _tensor(weights, f"{name}.w", shape)
    made.bias.data = _tensor(weights, f"{name}.b", shape[:1])
    return made


def _norm(weights: WeightFile, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(weights.header.hidden, eps=weights.header.layer_norm_epsilon)
    for kind, part in (("w", made.weight), ("b", made.bias)):
        part.data = _tensor(weights, f"{name}.{kind}", (weights.header.hidden,))
    return made


def _tensor(weights: WeightFile, name: str, shape: tuple[int, ...]) -> Tensor:
    return torch.from_numpy(weights.tensor(name, shape).copy())
