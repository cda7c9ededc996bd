"""How much of a question each sentence of a few documents covers, found by scanning their text.

BM25 in Lucene's variant (Kamphuis et al., "Which BM25 Do You Mean?", ECIR 2020), as `keyword_index` has it for the
whole corpus; the tests hold the two equal. A question is asked of some hundreds to some thousands of sentences, of
documents that were chosen by place and year. To find a term in their text takes microseconds, an index of each
document's bigrams would take three times the room of the text, and building one for the question tens of
milliseconds.

A score is divided by the best a text could reach, the sum of the terms' inverse document frequencies, so that it
reads as the share of the question that a text covers, weighted by rarity: absolute, the same for a small and a large
corpus, and comparable between questions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.store.keyword_index import LENGTH_PENALTY, SATURATION
from retrieval.store.terms import MARK, TermTexts
from retrieval.types import Meaning, is_han

Coverages = NDArray[np.float32]
_Characters = NDArray[np.uint16] | NDArray[np.uint32]
_PAIR = 2
_FIRST_PLANE = 0xFFFF
_NOWHERE = np.empty(0, np.int64), np.empty(0, np.float32)


class KeywordScan:
    """Coverage of a question's terms by each of some texts, by position. Safe to call from several threads."""

    def __init__(self, parts: Iterable[TermTexts]) -> None:
        """Join the texts of several documents; rarity is what it is among all of them."""
        held = tuple(parts)
        marked = [text for part in held for text in part.marked]
        runs = [text for part in held for text in part.runs]
        self._marked, self._marked_starts = _joined(marked)
        self._runs, self._run_starts = _joined(runs)
        counts = np.array([count for part in held for count in part.counts], np.float32)
        self._count = len(counts)
        mean = float(counts.mean()) if counts.any() else 1.0
        self._damping = np.float32(SATURATION) * (
            np.float32(1 - LENGTH_PENALTY) + np.float32(LENGTH_PENALTY) * counts / np.float32(mean)
        )
        self._found: dict[str, tuple[NDArray[np.int64], Coverages]] = {}
        self.rarity_of_unknown = self._rarity(0)
        """Inverse document frequency of a term that no text has."""

    def __len__(self) -> int:
        return self._count

    def knows(self, term: str) -> bool:
        """Whether any text has the term."""
        return len(self._texts_with(term)[0]) > 0

    def idf(self, term: str) -> float:
        """Inverse document frequency of a term; above 0, higher is rarer."""
        return self._rarity(len(self._texts_with(term)[0]))

    def coverage(self, terms: Sequence[str], alternatives: Sequence[Sequence[Meaning]] = ()) -> Coverages:
        """How much of a question each text covers, weighted by rarity: 0..1, shape (texts,).

        Args:
            terms: each counts for itself.
            alternatives: groups of terms of which a text needs to have only one; the less sure, the less it counts.
        """
        distinct = list(dict.fromkeys(terms))
        groups = [
            known for group in alternatives if (known := [each for each in group if self.knows(each.word)])
        ]
        best = sum(self.idf(term) for term in distinct)
        best += sum(max(each.weight * self.idf(each.word) for each in group) for group in groups)
        scores = np.zeros(self._count, np.float32)
        for term in distinct:
            self._add(scores, term)
        for group in groups:
            covered = np.zeros(self._count, np.float32)
            for each in group:
                positions, values = self._texts_with(each.word)
                covered[positions] = np.maximum(covered[positions], np.float32(each.weight) * values)
            scores += covered
        return scores / np.float32(best) if best else scores

    def _add(self, scores: Coverages, term: str) -> None:
        positions, values = self._texts_with(term)
        scores[positions] += values

    def _texts_with(self, term: str) -> tuple[NDArray[np.int64], Coverages]:
        """The positions of the texts that have a term, and its BM25 in each."""
        found = self._found.get(term)
        if found is None:
            found = self._found[term] = self._scored(self._occurrences(term))
        return found

    def _scored(self, occurrences: NDArray[np.int64]) -> tuple[NDArray[np.int64], Coverages]:
        """Each text that has an occurrence once, with its BM25; they come in the order of the texts."""
        if not len(occurrences):
            return _NOWHERE
        first = np.flatnonzero(np.diff(occurrences, prepend=-1))
        positions, frequencies = occurrences[first], np.diff(first, append=len(occurrences))
        damped = frequencies / (frequencies + self._damping[positions])
        return positions, np.float32(self._rarity(len(positions))) * damped.astype(np.float32)

    def _occurrences(self, term: str) -> NDArray[np.int64]:
        """The position of the text around each occurrence."""
        if len(self._runs) and len(term) == _PAIR and all(map(is_han, term)):
            return _around(_positions(self._runs, term, 0), self._run_starts)
        positions = _positions(self._marked, f"{MARK}{term}{MARK}", 1) if term else _NOWHERE[0]
        return _around(positions, self._marked_starts)

    def _rarity(self, texts: int) -> float:
        return math.log(1 + (self._count - texts + 0.5) / (texts + 0.5))


def _joined(texts: Sequence[str]) -> tuple[_Characters, NDArray[np.int64]]:
    """The texts as one, a line each, and where each begins."""
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    joined = "\n".join(texts).encode("utf-32-le", "surrogatepass")
    characters: _Characters = np.frombuffer(joined, np.uint32)
    if not len(characters) or characters.max() <= _FIRST_PLANE:
        characters = characters.astype(np.uint16)  # Half as much to go through.
    return characters, np.cumsum(lengths) - lengths


def _positions(characters: _Characters, wanted: str, anchor: int) -> NDArray[np.int64]:
    """Where some characters stand; to compare numbers is five times as fast as to search a string.

    Args:
        characters: the text.
        wanted: in a row.
        anchor: which of them is looked for first: one that is not everywhere.
    """
    codes = [ord(character) for character in wanted]
    if max(codes) > np.iinfo(characters.dtype).max:
        return _NOWHERE[0]
    found = np.flatnonzero(characters == codes[anchor]) - anchor
    found = found[(found >= 0) & (found <= len(characters) - len(codes))]
    for at, code in enumerate(codes):
        if at != anchor:
            found = found[characters[found + at] == code]
    return found


def _around(positions: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(starts, positions, side="right") - 1 if len(positions) else _NOWHERE[0]
