"""Made-up questions whose right answers follow weights that are known."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from benchmarks.learning.examples import Example, Source, Verdict
from retrieval.compose.answerability import Threshold
from retrieval.learning.features import AnswerabilityFeatures, ClauseFeatures, Features


def position(table: type[Features | ClauseFeatures | AnswerabilityFeatures], name: str) -> int:
    return [field.name for field in fields(table)].index(name)


def sentences(planted: dict[str, float], documents: int = 5, each: int = 12) -> list[Example]:
    """Ten sentences compete for each question, and the one that scores best by the planted weights is right."""
    random = np.random.default_rng(3)
    names = [field.name for field in fields(Features)]
    weights = np.array([planted.get(name, 0.0) for name in names])
    found = []
    for document in range(documents):
        for _ in range(each):
            rows = random.random((10, len(names))) * (weights != 0)
            right = np.arange(10) == int(np.argmax(rows @ weights))
            source = Source(f"set {document % 2}", "plain", f"{document}.txt")
            found.append(Example(source, rows, right, right))
    return found


def verdicts(rights: int, documents: int = 5) -> list[Verdict]:
    """Of each document ten answers of which `rights` are right, and two questions that it does not answer."""
    score = position(AnswerabilityFeatures, "score")
    found = []
    for document in range(documents):
        for at in range(12):
            grounds = np.zeros(len(fields(AnswerabilityFeatures)))
            grounds[0] = 1.0
            grounds[score] = at % 10 / 10 + 2.0
            source = Source("set", "plain", f"{document}.txt")
            is_answerable = at < 10
            found.append(
                Verdict(
                    source,
                    grounds,
                    is_right=is_answerable and at >= 10 - rights,
                    is_answerable=is_answerable,
                    threshold=Threshold.EXACT,
                    is_ruled_out=False,
                )
            )
    return found
