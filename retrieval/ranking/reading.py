"""The likeliest passages, read by the reading model: what it says of each is one more feature of its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from embeddings.types import Reader
from retrieval.ranking.scoring import PassageReading, ScoredSentence, best_of_each_passage
from retrieval.search.open_document import AnnotatedSentence
from retrieval.types import QueryPlan, Span

MOST_CHARACTERS = 150
"""Of a passage that are read at once: its sentence and what stands around it."""
_MOST_READ = 3
"""Passages; each takes 15 to 40 ms, most of the time of a question."""
_MOST_OTHERS = 2
"""Of which none of those tells, where a question leaves open what it is about: one passage each."""
_NEAR = 1.0
"""How far below the best passage another may score, and still be read: hardly any that is further down comes first."""
_STEP = 20
_MOST_TITLE, _MOST_HEADING = 30, 20
"""Characters of each."""
_MOST_HEADINGS = 2


def read_likeliest(
    question: QueryPlan, ranked: Sequence[ScoredSentence], reader: Reader | None, weight: float
) -> list[ScoredSentence]:
    """Rank once more, with what the reading model says of the first few passages.

    Args:
        question: as understood.
        ranked: best first.
        reader: None: they stay as they are.
        weight: of a reading in the score of a sentence.
    """
    if reader is None or not ranked:
        return list(ranked)
    readings = {each.entry.passage.id: _read(question, each.entry, reader) for each in _likeliest(ranked)}
    # What was not read is no likelier than what was: it stays below.
    least = min(reading.bounded for reading in readings.values())
    found = [_with_reading(each, readings.get(each.entry.passage.id), least, weight) for each in ranked]
    return sorted(found, key=lambda each: -each.score)


def context_of(title: str, headings: Sequence[str]) -> str:
    """Where a passage stands, as the reading model is told: the title and the two headings over it, cut short.

    Of 操作 alone nobody knows what is made there; the heading over it says 红烧鱼的做法.
    """
    above = [each[:_MOST_HEADING] for each in headings if each != title][-_MOST_HEADINGS:]
    return "｜".join([title[:_MOST_TITLE], *above])


def window(text: str, sentence: Span, question: str) -> Span:
    """The part of a passage that is read: the sentence with as much before it as after it.

    Of a sentence that is longer than can be read it is the part with most of the question's character pairs.

    Args:
        text: of the passage.
        sentence: within it.
        question: in words.
    """
    if len(text) <= MOST_CHARACTERS:
        return Span(0, len(text))
    size = sentence.end - sentence.start
    if size > MOST_CHARACTERS:
        start = sentence.start + _densest(text[sentence.start : sentence.end], question)
        return Span(start, start + MOST_CHARACTERS)
    start = max(0, sentence.start - (MOST_CHARACTERS - size) // 2)
    end = min(len(text), start + MOST_CHARACTERS)
    return Span(max(0, end - MOST_CHARACTERS), end)


def _densest(sentence: str, question: str) -> int:
    pairs = {question[at : at + 2] for at in range(len(question) - 1)}
    hits = [0]
    for at in range(len(sentence)):
        hits.append(hits[-1] + (sentence[at : at + 2] in pairs))
    starts = range(0, len(sentence) - MOST_CHARACTERS + 1, _STEP)
    return max(starts, key=lambda at: (hits[at + MOST_CHARACTERS] - hits[at], -at))


def _likeliest(ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The first few passages, and the first of some more places: what was not read would lose against what was."""
    near = [
        each for each in best_of_each_passage(ranked, len(ranked)) if each.score > ranked[0].score - _NEAR
    ]
    first, rest = near[:_MOST_READ], near[_MOST_READ:]
    of_others: dict[str, ScoredSentence] = {}
    known = {each.entry.document.place for each in first}
    for each in rest:
        if each.entry.document.place not in known:
            of_others.setdefault(each.entry.document.place, each)
    return first + list(of_others.values())[:_MOST_OTHERS]


def _read(question: QueryPlan, entry: AnnotatedSentence, reader: Reader) -> PassageReading:
    passage = entry.passage
    part = window(passage.text, entry.sentence.span, question.embedding_text)
    context = context_of(entry.document.title, passage.section)
    return PassageReading(part.start, reader.read(question.embedding_text, context, part.of(passage.text)))


def _with_reading(
    each: ScoredSentence, reading: PassageReading | None, least: float, weight: float
) -> ScoredSentence:
    value = least if reading is None else reading.bounded
    return replace(
        each,
        features=replace(each.features, reading=value),
        score=each.score + weight * value,
        reading=reading,
    )
