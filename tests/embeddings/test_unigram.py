"""The light tokenizer on examples small enough to check by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings.unigram import UnigramTokenizer, save_unigram
from embeddings.weight_file import Pieces

if TYPE_CHECKING:
    from pathlib import Path

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁a", "b", "▁ab", "c")
SCORES = (0.0, 0.0, 0.0, 0.0, -3.0, -1.0, -2.0, -2.5, -4.0)


@pytest.fixture
def tokenizer(tmp_path: Path) -> UnigramTokenizer:
    pieces = Pieces(
        PIECES, np.array(SCORES, np.float32), 0, 2, 1, 3, {ord("Ａ"): "a", ord("!"): "", ord("\n"): " "}
    )
    save_unigram(pieces, tmp_path)
    return UnigramTokenizer(tmp_path, max_tokens=6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab", [7]),
        ("Ａ!b", [7]),
        ("abb", [7, 6]),
        ("a  \n b", [5, 4, 6]),
        ("", [4]),
        ("azzb", [5, 3, 3, 6]),
        ("<unk>", [4, 3, 3, 3]),
        ("bcbcbc", [4, 6, 8, 6]),
    ],
)
def test_the_likeliest_pieces_are_taken(tokenizer: UnigramTokenizer, text: str, expected: list[int]) -> None:
    assert tokenizer.encode(text) == [0, *expected, 2]
