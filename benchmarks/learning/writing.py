"""What was learned -> `model.json`, and never a model of less in the place of a model of more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.learning.fitting import Learned, Score
from benchmarks.learning.folds import FOLDS, SEED
from retrieval.learning.model import FORMAT, DomainModel, Model

_OF_RANKING = frozenset({"sentences", "clauses"})
"""The tables by which sentences and clauses are ranked."""


class LessLearnedError(Exception):
    """A model that was learned from more question sets would be lost."""

    def __init__(self, path: Path, missing: tuple[str, ...]) -> None:
        super().__init__(
            f"{path} was learned from {', '.join(missing)}, too, and that cannot be asked on this machine; "
            "it is left as it is. --output FILE writes elsewhere."
        )


def started(model: Model) -> Model:
    """The model that a fit starts from: every domain with the weights at its start."""
    domains = {name: replace(each, weights=each.start) for name, each in model.domains.items()}
    return replace(model, domains=domains)


def with_learned(model: Model, learned: Mapping[str, Learned]) -> Model:
    """The model with the weights of some domains replaced."""
    domains = {
        name: replace(each, weights=learned[name].weights) if name in learned else each
        for name, each in model.domains.items()
    }
    return replace(model, domains=domains)


def kept_ranking(path: Path, model: Model) -> dict[str, Learned]:
    """What a file says was learned for sentences and clauses, with the rest as at the start.

    Args:
        path: of the file.
        model: that was read from it.
    """
    held = json.loads(path.read_text(encoding="utf-8"))["domains"]
    return {
        name: Learned(
            replace(each.start, sentences=each.weights.sentences, clauses=each.weights.clauses),
            tuple(Score(**score) for score in held[name]["scores"] if score["table"] in _OF_RANKING),
        )
        for name, each in model.domains.items()
    }


def require_no_less(path: Path, held: Model, sets: Mapping[str, Mapping[str, str]]) -> None:
    """Make sure that every set the model in a file was learned from has been asked again.

    Raises:
        LessLearnedError: one has not.
    """
    missing = {
        name
        for domain, each in held.domains.items()
        for name in each.sets
        if name not in sets.get(domain, {})
    }
    if missing:
        raise LessLearnedError(path, tuple(sorted(missing)))


def write(
    path: Path, model: Model, scores: Mapping[str, tuple[Score, ...]], sets: Mapping[str, Mapping[str, str]]
) -> None:
    """Write a model; the same bytes for the same weights.

    Args:
        path: of the file.
        model: with the weights to be used.
        scores: by domain.
        sets: by domain, the SHA-256 of each question set.
    """
    held = {
        "format": FORMAT,
        "seed": SEED,
        "folds": FOLDS,
        "fallback": model.fallback,
        "domains": {
            name: _domain(each, scores.get(name, ()), sets.get(name, {}))
            for name, each in model.domains.items()
        },
    }
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _domain(model: DomainModel, scores: tuple[Score, ...], sets: Mapping[str, str]) -> dict[str, object]:
    return {
        "sets": dict(sorted(sets.items())),
        "scores": [asdict(each) for each in scores],
        "start": asdict(model.start),
        "weights": asdict(model.weights),
    }
