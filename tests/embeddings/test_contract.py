"""What every encoder promises, asked of the fake one and of the real ones alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings import EncoderSettings, open_encoder, prepare_model
from tests.embeddings.awkward import AWKWARD, NUL, SURROGATES
from tests.fakes import FakeEncoder

if TYPE_CHECKING:
    from embeddings import TextEncoder

TEXTS = ["地区生产总值增长7%", "固定资产投资增长13%", "abc", "地区生产总值增长目标", ""]


@pytest.fixture(scope="module", params=["fake", "fast", "bundled", "prepared", "sentence-transformers"])
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TextEncoder:
    if request.param == "fake":
        return FakeEncoder()
    if request.param == "fast":
        return request.getfixturevalue("fast")
    if request.param == "bundled":
        return request.getfixturevalue("bundled")
    cache = tmp_path_factory.mktemp("contract-cache")
    folder = request.getfixturevalue("tiny_original")
    if request.param == "prepared":
        prepare_model(folder, cache)
    return open_encoder(EncoderSettings(str(folder), cache))


def test_rows_are_unit_vectors_of_the_stated_dimension(encoder: TextEncoder) -> None:
    for vectors in (encoder.encode_questions(TEXTS), encoder.encode_passages(TEXTS)):
        assert vectors.shape == (len(TEXTS), encoder.dimension)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_no_texts_give_no_rows(encoder: TextEncoder) -> None:
    assert encoder.encode_questions([]).shape == (0, encoder.dimension)
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_order_and_company_do_not_matter(encoder: TextEncoder) -> None:
    together = encoder.encode_passages(TEXTS)
    backwards = encoder.encode_passages(TEXTS[::-1])[::-1]
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    assert together == pytest.approx(backwards, abs=1e-5)
    assert together == pytest.approx(alone, abs=1e-5)


def test_the_same_text_is_closest_to_itself(encoder: TextEncoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    cosines = vectors @ vectors.T
    assert np.diag(cosines) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert cosines.argmax(axis=1).tolist() == list(range(len(TEXTS)))
    assert cosines[0, 3] > cosines[0, 2]


def test_progress_ends_at_the_number_of_texts(encoder: TextEncoder) -> None:
    told: list[tuple[str, int, int]] = []
    encoder.encode_passages(TEXTS, lambda *step: told.append(step))
    assert told[-1][1:] == (len(TEXTS), len(TEXTS))
    assert [done for _, done, _ in told] == sorted({done for _, done, _ in told})


def test_threads_get_what_one_thread_gets(encoder: TextEncoder) -> None:
    texts = [f"{text}{number}" for number in range(8) for text in TEXTS]
    expected = encoder.encode_questions(texts)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: encoder.encode_questions([text])[0], texts))
    assert np.array(found) == pytest.approx(expected, abs=1e-5)


def test_awkward_texts_have_vectors(encoder: TextEncoder) -> None:
    texts = [*AWKWARD.values(), NUL, SURROGATES]
    for vectors in (encoder.encode_questions(texts), encoder.encode_passages(texts)):
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_the_fingerprint_stays(encoder: TextEncoder) -> None:
    assert encoder.fingerprint == encoder.fingerprint != ""
