"""Where there is a GPU it embeds passages; the path is run on the processor, which torch calls another device."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings import EncoderSettings, bulk, gpu, open_encoders
from embeddings.gpu import find_gpu

TEXTS = ["地区生产总值增长7%。", "新建渔港4座。", "城镇登记失业率控制在3.5%以内。"]


def test_no_driver_no_gpu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(gpu, "Path", lambda _: tmp_path)
    assert find_gpu() is None


def test_its_vectors_stand_in_for_those_of_the_prepared_model(monkeypatch: pytest.MonkeyPatch) -> None:
    from embeddings.encoder import SentenceTransformerEncoder  # noqa: PLC0415 - loads torch

    settings = EncoderSettings()
    monkeypatch.setattr(bulk, "_opened", [])
    bulk._open(settings, "cpu")
    [encoders] = bulk._opened
    assert isinstance(encoders.accurate, SentenceTransformerEncoder)
    ours = open_encoders(settings).accurate.encode_passages(TEXTS)
    theirs = bulk._encode(TEXTS, is_fast=False)
    assert np.sum(ours * theirs, axis=1) == pytest.approx(1.0, abs=0.012)
