"""Trains the reading model for a while; goes on where a stop left off.

Three losses: whether a passage answers; which of the passages of a question does; where in it the answer begins and ends.
A step takes eight questions with one passage that answers and three that do not. AdamW, smaller steps for lower layers; the
rate rises over the first steps and then falls with the time spent, so that the training ends when it is to end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.reader.examples import Example
from benchmarks.reader.network import LAYERS, Network

_RATE, _LOWER, _LEAST = 1.2e-4, 0.92, 0.02
_WARM_UP = 60
_AT_ONCE, _LENGTHS_AT_ONCE = 8, 30
_WRONG = 3
_MOST_PIECES = 105
"""Of a passage, some 150 characters: as long as what the product reads."""
_SMOOTHED = 0.02
_OF_GROUP, _OF_SPAN = 0.5, 0.25
_PADDING = 1
_SAVED_EVERY = 240.0
Examples = Sequence[tuple[Example, ...]]


@dataclass(frozen=True, slots=True)
class _Batch:
    pieces: Tensor
    lengths: Tensor
    inside: Tensor
    """Which tokens are of the passage."""
    answers: Tensor
    """1: the passage answers."""
    spans: Tensor
    """First and last token of the answer; -1 where there is none."""
    group: Tensor


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is trained on."""

    groups: Examples
    """The passages of each question."""
    shares: Sequence[float]
    """Of each question, how likely a pass through them takes it."""


def train(
    network: Network,
    lessons: Lessons,
    seconds: float,
    state: Path,
    tell: Callable[[str], None],
    seed: int,
) -> None:
    """Train for some seconds in all, those of former runs included.

    Args:
        network: is trained from what it is, unless a former run has left a state.
        lessons: what it learns.
        seconds: that the training takes.
        state: file in which it is kept every few minutes.
        tell: told of the progress.
        seed: of all that is random.
    """
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(_parameters(network), betas=(0.9, 0.98))
    spent, step = _resume(state, network, optimizer, chance)
    network.train()
    last = saved = time.monotonic()
    losses: list[float] = []
    for chosen in _passes(lessons, chance):
        now = time.monotonic()
        spent, last = spent + now - last, now
        done = min(1.0, spent / seconds)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * min(1.0, (step + 1) / _WARM_UP) * max(_LEAST, 1 - done)
        loss = _loss(network, _batch([lessons.groups[at] for at in chosen], chance))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        step += 1
        losses.append(float(loss.detach()))
        if step % 25 == 0:
            tell(f"step {step}, loss {np.mean(losses[-100:]):.3f}, {done:.0%}")
        if now - saved > _SAVED_EVERY or done >= 1:
            _save(state, network, optimizer, spent, step)
            saved = now
        if done >= 1:
            break
    network.eval()


def _parameters(network: Network) -> list[dict[str, object]]:
    """Each parameter that is trained, with its own rate."""
    groups: list[dict[str, object]] = []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            above = LAYERS - int(name.split(".")[1]) if name.startswith("layers.") else 0
            decay = 0.01 if parameter.ndim > 1 else 0.0
            rate = _RATE * _LOWER**above
            groups.append({"params": [parameter], "base": rate, "lr": 0.0, "weight_decay": decay})
    return groups


def _passes(lessons: Lessons, chance: np.random.Generator) -> Iterator[list[int]]:
    """Batches of questions whose passages are of like length, for ever."""
    longest = [max(len(each.pieces) for each in group) for group in lessons.groups]
    while True:
        taken = [at for at, share in enumerate(lessons.shares) if chance.random() < share]
        order = [int(at) for at in chance.permutation(taken)]
        for start in range(0, len(order), _AT_ONCE * _LENGTHS_AT_ONCE):
            part = sorted(order[start : start + _AT_ONCE * _LENGTHS_AT_ONCE], key=longest.__getitem__)
            batches = [part[at : at + _AT_ONCE] for at in range(0, len(part), _AT_ONCE)]
            for at in chance.permutation(len(batches)):
                yield batches[at]


def _batch(groups: Examples, chance: np.random.Generator) -> _Batch:
    chosen: list[Example] = []
    owners: list[int] = []
    for owner, group in enumerate(groups):
        right = [each for each in group if each.answer]
        wrong = [each for each in group if not each.answer]
        kept = [right[int(chance.integers(len(right)))]] if right else []
        kept += [wrong[at] for at in sorted(chance.permutation(len(wrong))[:_WRONG])]
        chosen += [_shortened(each, chance) for each in kept]
        owners += [owner] * len(kept)
    lengths = torch.tensor([len(each.pieces) for each in chosen])
    pieces = np.full((len(chosen), int(lengths.max())), _PADDING, np.int64)
    for row, each in enumerate(chosen):
        pieces[row, : len(each.pieces)] = each.pieces
    along = torch.arange(pieces.shape[1])[None]
    starts = torch.tensor([each.passage for each in chosen])[:, None]
    return _Batch(
        pieces=torch.from_numpy(pieces),
        lengths=lengths,
        inside=(along >= starts) & (along < lengths[:, None] - 1),
        answers=torch.tensor([float(each.answer is not None) for each in chosen]),
        spans=torch.tensor([each.answer or (-1, -1) for each in chosen]),
        group=torch.tensor(owners),
    )


def _shortened(example: Example, chance: np.random.Generator) -> Example:
    """Its passage cut to the most that is read: somewhere around the answer, or its middle."""
    before, passage, after = np.split(example.pieces, [example.passage, len(example.pieces) - 1])
    spare = len(passage) - _MOST_PIECES
    if spare <= 0:
        return example
    start = spare // 2
    if example.answer:
        first, last = (at - example.passage for at in example.answer)
        low, high = max(0, last + 1 - _MOST_PIECES), min(spare, first)
        start = int(chance.integers(low, high + 1)) if high >= low else min(spare, first)
    pieces = np.concatenate([before, passage[start : start + _MOST_PIECES], after])
    if example.answer is None:
        return Example(pieces, example.passage, None)
    first, last = example.answer
    return Example(pieces, example.passage, (first - start, min(last - start, len(pieces) - 2)))


def _loss(network: Network, batch: _Batch) -> Tensor:
    scores = network(batch.pieces, batch.lengths)
    answering = scores[:, 0, 2]
    smoothed = batch.answers * (1 - 2 * _SMOOTHED) + _SMOOTHED
    loss = functional.binary_cross_entropy_with_logits(answering, smoothed)
    loss = loss + _OF_GROUP * _loss_of_groups(answering, batch)
    has = batch.answers > 0
    if has.any():
        nothing = torch.finfo(torch.float32).min
        for side in (0, 1):
            sides = scores[:, :, side].masked_fill(~batch.inside, nothing)
            loss = loss + _OF_SPAN * functional.cross_entropy(sides[has], batch.spans[has, side])
    return loss


def _loss_of_groups(answering: Tensor, batch: _Batch) -> Tensor:
    """How unlikely the passages that answer are among those of their question; 0 where none has any."""
    raised = torch.exp(answering - answering.detach().max())
    count = int(batch.group.max()) + 1
    of_all = torch.zeros(count).scatter_add(0, batch.group, raised)
    of_right = torch.zeros(count).scatter_add(0, batch.group, raised * batch.answers)
    has = of_right > 0
    if not has.any():
        return answering.sum() * 0
    return -(torch.log(of_right[has] + 1e-9) - torch.log(of_all[has] + 1e-9)).mean()


def _resume(
    state: Path, network: Network, optimizer: torch.optim.Optimizer, chance: np.random.Generator
) -> tuple[float, int]:
    if not state.exists():
        return 0.0, 0
    held = torch.load(state, weights_only=True)
    network.load_state_dict(held["network"], strict=False)
    optimizer.load_state_dict(held["optimizer"])
    # Not the same questions once more: a pass that was stopped is begun anew with others.
    chance.bit_generator.state = np.random.default_rng([held["step"]]).bit_generator.state
    return held["spent"], held["step"]


def _save(state: Path, network: Network, optimizer: torch.optim.Optimizer, spent: float, step: int) -> None:
    weights = {name: each for name, each in network.state_dict().items() if name != "words.weight"}
    held = {"network": weights, "optimizer": optimizer.state_dict(), "spent": spent, "step": step}
    aside = state.with_suffix(".new")
    torch.save(held, aside)
    aside.replace(state)
