"""Which kind of answer a question wants, as it was learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings import FastEncoder
from retrieval.errors import LearnedWeightsError
from retrieval.learning.question_kinds import COLUMNS, Kind, features_of, read_kinds

UNSEEN = (
    ("小区养狗扰民怎么治理", Kind.WORDS),
    ("乡村医生待遇有什么说法", Kind.WORDS),
    ("What will be done about river pollution?", Kind.WORDS),
    ("去年引进外资多少亿美元", Kind.FIGURE),
    ("How many kilometres of metro were opened?", Kind.FIGURE),
    ("谢谢你啦", Kind.TALK),
)
"""Written for this test; in no question set."""


@pytest.fixture(scope="module")
def fast() -> FastEncoder:
    return FastEncoder()


@pytest.mark.parametrize(("text", "kind"), UNSEEN)
def test_the_likeliest_kind(text: str, kind: Kind, fast: FastEncoder) -> None:
    kinds = read_kinds()
    vector = fast.encode_questions([text])[0]
    found = kinds.likelihoods(text, vector)
    assert max(Kind, key=lambda each: found[each]) is kind


def test_likelihoods_sum_to_one(fast: FastEncoder) -> None:
    kinds, text = read_kinds(), "今年有哪些重点工作"
    vector = fast.encode_questions([text])[0]
    found = kinds.likelihoods(text, vector)
    assert set(found) == set(Kind)
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-5)


def test_vectors_of_another_model_tell_nothing() -> None:
    assert set(read_kinds().likelihoods("怎么办", np.ones(3, np.float32)).values()) == {0.0}


def test_a_question_is_its_vector_and_its_hashed_pieces() -> None:
    found = features_of("怎么办", np.ones(3, np.float32))
    assert found.shape == (3 + COLUMNS,)
    assert np.linalg.norm(found[3:]) == pytest.approx(1.0, abs=1e-5)


def test_figures_are_all_alike() -> None:
    vector = np.zeros(3, np.float32)
    assert np.array_equal(features_of("2017年怎么办", vector), features_of("1998年怎么办", vector))


@pytest.mark.parametrize(("content", "reason"), [(None, "cannot be read"), (b"PK\x03\x04 cut", "damaged")])
def test_a_file_that_is_no_model(tmp_path: Path, content: bytes | None, reason: str) -> None:
    file = tmp_path / "kinds.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(LearnedWeightsError, match=reason):
        read_kinds(file)
