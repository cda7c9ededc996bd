"""Groups of passages -> piece numbers, as the reading model gets them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.reader.questions import Candidate, Group
from embeddings.passage_reader import MOST_CONTEXT, MOST_PASSAGE, MOST_QUESTION
from embeddings.text_cleaning import clean
from embeddings.unigram import UnigramTokenizer
from retrieval.ranking.reading import context_of

_WITHOUT_CONTEXT = 0.15
"""Share of the passages that are read without being told where they stand."""
_MOST_WRONG = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One passage read with a question in mind."""

    pieces: NDArray[np.int32]
    """Marks, question, context, passage."""
    passage: int
    """Where the passage begins in them."""
    answer: tuple[int, int] | None
    """The first and the last piece of the answer; None: it does not answer."""


def examples(groups: Iterable[Group], tokenizer: UnigramTokenizer, seed: int) -> list[tuple[Example, ...]]:
    """The examples of each group: at most two that answer and five that do not."""
    chance = random.Random(seed)
    made = []
    for group in groups:
        right = [each for each in group.candidates if each.answer]
        wrong = [each for each in group.candidates if not each.answer][:_MOST_WRONG]
        chosen = chance.sample(right, min(2, len(right))) + wrong
        made.append(tuple(_example(group.question, each, tokenizer, chance) for each in chosen))
    return made


def _example(
    question: str, candidate: Candidate, tokenizer: UnigramTokenizer, chance: random.Random
) -> Example:
    context = "" if chance.random() < _WITHOUT_CONTEXT else context_of(candidate.title, candidate.headings)
    asked = tokenizer.pieces(clean(question))[0][-MOST_QUESTION:]
    above = tokenizer.pieces(context)[0][:MOST_CONTEXT] if context else []
    pieces, starts = tokenizer.pieces(candidate.text)
    before = [tokenizer.beginning, *asked, tokenizer.end, *above, tokenizer.end]
    whole = np.array([*before, *pieces[:MOST_PASSAGE], tokenizer.end], np.int32)
    span = candidate.answer
    if span is None:
        return Example(whole, len(before), None)
    first, last = _piece_at(starts, span.start), _piece_at(starts, span.end - 1)
    return Example(whole, len(before), (len(before) + first, len(before) + last))


def _piece_at(starts: Sequence[int], character: int) -> int:
    """The piece that a character stands in."""
    return max((at for at, start in enumerate(starts[:MOST_PASSAGE]) if start <= character), default=0)
