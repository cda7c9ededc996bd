"""Indexes of a few lines, built without what takes longer than all the rest of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.store import word_store
from tests.retrieval.making import small_dictionary


@pytest.fixture(scope="module", autouse=True)
def _without_english() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_store, "build_dictionary", small_dictionary)
        yield
