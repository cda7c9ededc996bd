"""Indexes of a few lines, without what takes longer than all the rest of them: the English words of their Chinese ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from retrieval.language.dictionary import EnglishDictionary
from retrieval.store import word_store


def small_dictionary(vocabulary: Iterable[str]) -> EnglishDictionary:
    """Of what is known of English nothing but the Chinese words."""
    return EnglishDictionary({}, frozenset(), tuple(sorted(vocabulary)))


@pytest.fixture(scope="module", autouse=True)
def _small_dictionaries() -> Iterator[None]:
    """Each state of an index writes a hundred thousand English words, and whoever opens it reads them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_store, "build_dictionary", small_dictionary)
        yield
