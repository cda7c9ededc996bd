"""A document -> what keywords are looked up in: its sentences and passages as words and as runs of characters.

Segmenting is by far the slowest step of indexing but for the vectors, so each piece of text is segmented once: a
sentence and the words that introduce its list, from which the terms of sentences and of whole passages are put
together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.language import tokenizer
from retrieval.language.normalizing import normalize
from retrieval.types import Document, Passage, PassageId, Sentence, Span

MARK = "\x1f"
"""Stands before and after each term, so that a term is found as a whole."""


@dataclass(frozen=True, slots=True)
class TermTexts:
    """Texts as strings that are searched for terms, in the order of the texts."""

    marked: tuple[str, ...]
    """Of each text, its terms one after another, each between two marks."""
    runs: tuple[str, ...] = ()
    """Of each text, its runs of Chinese characters, whose pairs are terms; none where terms are words."""
    counts: tuple[int, ...] = ()
    """Terms of each text."""


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """The terms of one document's sentences and passages."""

    sentence_words: TermTexts
    sentence_bigrams: TermTexts
    passage_words: TermTexts
    passage_bigrams: TermTexts


def terms_of(document: Document, passages: Sequence[Passage], sentences: Sequence[Sentence]) -> DocumentTerms:
    """The terms of the sentences, after the words that introduce their lists, and of the passages with their headings."""
    cut = lru_cache(maxsize=None)(_Piece.of)
    of_sentence: list[_Piece] = []
    of_passage: dict[PassageId, list[_Piece]] = {
        passage.id: [cut(text) for text in (document.title, *passage.section)] for passage in passages
    }
    texts = {passage.id: passage.text for passage in passages}
    introduced: set[tuple[PassageId, Span]] = set()
    for sentence in sentences:
        text, parts = texts[sentence.passage], of_passage[sentence.passage]
        own = _Piece.of(sentence.span.of(text))
        if sentence.lead_in is None:
            of_sentence.append(own)
        else:
            lead = cut(sentence.lead_in.of(text))
            of_sentence.append(_joined((lead, own)))
            if (sentence.passage, sentence.lead_in) not in introduced:
                introduced.add((sentence.passage, sentence.lead_in))
                parts.append(lead)
        parts.append(own)
    whole = [_joined(of_passage[passage.id]) for passage in passages]
    return DocumentTerms(_words(of_sentence), _bigrams(of_sentence), _words(whole), _bigrams(whole))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text, segmented."""

    words: tuple[str, ...]
    runs: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Piece:
        normalized = normalize(text)
        runs, others = tokenizer.runs_and_others(normalized)
        return cls(tuple(tokenizer.words(normalized)), tuple(runs), tuple(others))


def _joined(pieces: Sequence[_Piece]) -> _Piece:
    return _Piece(
        tuple(word for piece in pieces for word in piece.words),
        tuple(run for piece in pieces for run in piece.runs),
        tuple(other for piece in pieces for other in piece.others),
    )


def _words(pieces: Sequence[_Piece]) -> TermTexts:
    return TermTexts(
        marked=tuple(_marked(piece.words) for piece in pieces),
        counts=tuple(len(piece.words) for piece in pieces),
    )


def _bigrams(pieces: Sequence[_Piece]) -> TermTexts:
    return TermTexts(
        marked=tuple(_marked(piece.others) for piece in pieces),
        runs=tuple(" ".join(piece.runs) for piece in pieces),
        counts=tuple(sum(len(run) - 1 for run in piece.runs) + len(piece.others) for piece in pieces),
    )


def _marked(terms: Sequence[str]) -> str:
    return "".join(f"{MARK}{term}{MARK}" for term in terms)
