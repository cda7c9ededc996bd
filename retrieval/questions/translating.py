"""English words -> the documents' Chinese words, each with how surely it is meant.

Two sources: the dictionary made of CC-CEDICT, and the fast model, whose vectors of an English word and of its Chinese
counterpart lie close together (railway and 铁路 at 0.84), so that words no dictionary has are found, too, and of a
dictionary's many words the fitting ones count most.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from embeddings.types import TextEncoder
from retrieval.language.dictionary import EnglishDictionary, content_words, stem
from retrieval.store.vector_index import VectorIndex
from retrieval.types import Meaning

_HELD = 4096
"""Words whose meanings are kept: people ask with the same ones again."""
_NEIGHBOURS = 12
_NEAR = 0.55
"""Cosine of a word's neighbour that may be its translation; unrelated words lie below 0.5."""
_UNRELATED, _SAME = 0.4, 0.9
"""Cosines of words that have nothing to do with each other, and of exact counterparts."""
_IN_DICTIONARY = 0.4
"""What a word of the dictionary is worth however far away the model sees it."""


class Translator:
    """Finds the documents' words for the words of an English question."""

    def __init__(self, dictionary: EnglishDictionary, vectors: VectorIndex, encoder: TextEncoder) -> None:
        """Take the documents' words from the dictionary; the vector of word i has the id i."""
        self.dictionary = dictionary
        self._vectors = vectors
        self._encoder = encoder
        self._held: dict[str, tuple[Meaning, ...]] = {}
        self._position_of = {word: at for at, word in enumerate(dictionary.vocabulary)}

    def translate(self, text: str) -> tuple[tuple[Meaning, ...], ...]:
        """For each word of an English text that has any: its meanings, the surest first."""
        words = content_words(text)
        if not words or not self._position_of:
            return ()
        held = self._held
        if new := [word for word in words if word not in held]:
            vectors = self._encoder.encode_questions(new)
            made = {word: self._meanings(word, vector) for word, vector in zip(new, vectors, strict=True)}
            held = held | made
            self._held = held if len(held) <= _HELD else made
        found = (held[word] for word in words)
        return tuple(dict.fromkeys(meanings for meanings in found if meanings))

    def _meanings(self, word: str, vector: np.ndarray) -> tuple[Meaning, ...]:
        ids, cosines = self._vectors.search(vector, _NEIGHBOURS)
        weights = {
            self.dictionary.vocabulary[at]: _nearness(cosine)
            for at, cosine in zip(ids.tolist(), cosines.tolist(), strict=True)
            if cosine > _NEAR
        }
        listed = self.dictionary.meanings.get(stem(word), ())
        for name, cosine in zip(listed, self._cosines(listed, vector), strict=True):
            sure = _IN_DICTIONARY + (1 - _IN_DICTIONARY) * _nearness(cosine)
            weights[name] = max(weights.get(name, 0.0), sure)
        ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Meaning(name, round(weight, 4)) for name, weight in ordered)

    def _cosines(self, words: Sequence[str], vector: np.ndarray) -> list[float]:
        rows = self._vectors.vectors([self._position_of[word] for word in words])
        cosines: list[float] = (rows @ vector).tolist()
        return cosines


def _nearness(cosine: float) -> float:
    return min(1.0, max(0.0, (cosine - _UNRELATED) / (_SAME - _UNRELATED)))
