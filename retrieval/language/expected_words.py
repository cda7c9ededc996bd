"""How likely the sentence that answers a question has a word of the question. Learned from questions with their answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

DATA = "data/expected_words.tsv"
UNKNOWN = "*"
"""Stands in the table for every word that it does not have."""


@cache
def _likelihoods() -> Mapping[str, float]:
    lines = files("retrieval").joinpath(DATA).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: float(likelihood) for likelihood, words in rows for word in words.split(" ")}


def likelihood(word: str) -> float:
    """How likely the sentence that answers a question has a word of the question; above 0, below 1.

    >>> likelihood("失业率") > 0.8, likelihood("房子") < 0.2
    (True, True)

    Args:
        word: normalised, in lower case.
    """
    known = _likelihoods()
    return known.get(word, known[UNKNOWN])
