"""Models that are not bundled: prepared as sentence-transformers would run them, or refused with one sentence."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings import (
    EncoderSettings,
    ModelUnavailableError,
    UnsupportedModelError,
    open_encoder,
    prepare_model,
)
from embeddings.model_folder import FolderModel
from tests.embeddings.tiny_model import change_json, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings import Vectors

TEXTS = ["盘锦市地区生产总值增长目标是多少", "abc 123", "", "盘锦市" * 40]


def both_ways(folder: Path, cache: Path) -> tuple[Vectors, Vectors]:
    """The same texts through the prepared form and through sentence-transformers itself."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    prepare_model(folder, cache)
    prepared = open_encoder(EncoderSettings(str(folder), cache))
    original = SentenceTransformer(str(folder), device="cpu")
    return (
        np.concatenate([prepared.encode_questions(TEXTS), prepared.encode_passages(TEXTS)]),
        np.concatenate([original.encode_query(TEXTS), original.encode_document(TEXTS)]),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"1_Pooling/config.json": {"pooling_mode": "cls"}},
        {"tokenizer_config.json": {"model_max_length": 20}},
        {"config_sentence_transformers.json": {"prompts": {"query": "", "passage": "p: "}}},
        {"config_sentence_transformers.json": {"prompts": {}}},
        {"config.json": {"hidden_act": "relu"}},
        {"config.json": {"hidden_act": "gelu_new"}},
    ],
)
def test_a_prepared_model_gives_the_originals_vectors(
    tiny: Path, cache: Path, changes: dict[str, dict[str, object]]
) -> None:
    for name, change in changes.items():
        change_json(tiny / name, **change)
    prepared, original = both_ways(tiny, cache)
    assert np.sum(prepared * original, axis=1).min() >= 0.999


def test_old_pooling_flags_are_read(tiny: Path, cache: Path) -> None:
    write_json(
        tiny / "1_Pooling" / "config.json",
        {"word_embedding_dimension": 32, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False},
    )
    assert FolderModel(tiny).recipe.pooling == "cls"


def test_roberta_positions_are_shifted(tiny: Path, cache: Path) -> None:
    change_json(
        tiny / "config.json", model_type="xlm-roberta", architectures=["XLMRobertaModel"], pad_token_id=0
    )
    change_json(tiny / "tokenizer_config.json", model_max_length=20)
    prepared, original = both_ways(tiny, cache)
    assert np.sum(prepared * original, axis=1).min() >= 0.999


@pytest.mark.parametrize(
    ("file", "changes", "obstacle"),
    [
        ("config.json", {"model_type": "mpnet"}, "its architecture 'mpnet' is not BERT's"),
        ("config.json", {"hidden_act": "silu"}, "its activation 'silu' is not known here"),
        ("config.json", {"position_embedding_type": "relative_key"}, "its attention is not plain BERT's"),
        ("1_Pooling/config.json", {"pooling_mode": "max"}, "its pooling max is neither mean nor cls"),
        ("1_Pooling/config.json", {"include_prompt": False}, "it leaves its prompts out of the pooling"),
    ],
)
def test_what_has_no_prepared_form_is_refused(
    tiny: Path, cache: Path, file: str, changes: dict[str, dict[str, object]], obstacle: str
) -> None:
    change_json(tiny / file, **changes)
    with pytest.raises(UnsupportedModelError) as refused:
        prepare_model(tiny, cache)
    assert refused.value.obstacle == obstacle
    assert "can still be used without being prepared" in str(refused.value)


def test_a_dense_layer_is_refused(tiny: Path, cache: Path) -> None:
    kinds = ["Transformer", "Pooling", "Dense"]
    write_json(
        tiny / "modules.json",
        [{"path": "", "type": f"sentence_transformers.models.{kind}"} for kind in kinds],
    )
    with pytest.raises(UnsupportedModelError, match="its part Dense has no prepared form"):
        prepare_model(tiny, cache)


@pytest.mark.parametrize(
    ("missing", "obstacle"),
    [
        ("tokenizer.json", "no fast tokenizer"),
        ("model.safetensors", "not in the safetensors format"),
        ("modules.json", "no modules.json"),
    ],
)
def test_a_missing_part_is_named(tiny: Path, cache: Path, missing: str, obstacle: str) -> None:
    (tiny / missing).unlink()
    with pytest.raises(UnsupportedModelError, match=obstacle):
        prepare_model(tiny, cache)


def test_broken_weights_are_named(tiny: Path, cache: Path) -> None:
    (tiny / "model.safetensors").write_bytes(b"\0" * 100)
    with pytest.raises(ModelUnavailableError, match="not a safetensors file"):
        prepare_model(tiny, cache)
    with pytest.raises(ModelUnavailableError, match="cannot be loaded"):
        open_encoder(EncoderSettings(str(tiny), cache))


def test_a_folder_that_does_not_exist_is_said_at_once(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="there is no such folder"):
        open_encoder(EncoderSettings(str(tmp_path / "nothing"), cache))


def test_a_folder_without_a_model_is_refused(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="give the folder of a sentence-transformers model"):
        open_encoder(EncoderSettings(str(tmp_path), cache))


def test_a_hub_that_cannot_be_reached_is_said_soon(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(ModelUnavailableError) as refused:
        open_encoder(EncoderSettings("someone/some-model", cache))
    assert time.monotonic() - started < 20
    assert refused.value.model == "someone/some-model"
    assert "http://127.0.0.1:9 is not reachable" in str(refused.value)
    assert "HF_ENDPOINT" in str(refused.value)


def test_the_fingerprint_of_an_unprepared_model_follows_its_prompts(tiny: Path, cache: Path) -> None:
    before = open_encoder(EncoderSettings(str(tiny), cache)).fingerprint
    assert open_encoder(EncoderSettings(str(tiny), cache)).fingerprint == before
    change_json(tiny / "config_sentence_transformers.json", prompts={"query": "other: "})
    assert open_encoder(EncoderSettings(str(tiny), cache)).fingerprint != before


def test_a_model_that_is_loaded_first_is_prepared_from_what_it_saves(tiny: Path, cache: Path) -> None:
    from embeddings.hub_model import HubModel  # noqa: PLC0415 - loads torch

    model = HubModel(str(tiny))
    original = FolderModel(tiny)
    assert (model.architecture, model.recipe) == (original.architecture, original.recipe)
    name = "encoder.layer.1.output.dense.weight"
    assert np.array_equal(model.tensor(name), original.tensor(name))
