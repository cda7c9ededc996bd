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


@pytest.mark.parametrize(
    ("text", "expected", "starts"),
    [
        ("ab", [7], [0]),
        ("Ａ!b", [7], [0]),
        ("a  \n b", [5, 4, 6], [0, 1, 5]),
        ("azzb", [5, 3, 3, 6], [0, 1, 2, 3]),
        ("!ab", [7], [0]),
        ("bc", [4, 6, 8], [0, 0, 1]),
        ("", [4], [0]),
    ],
)
def test_pieces_know_where_they_begin(
    tokenizer: UnigramTokenizer, text: str, expected: list[int], starts: list[int]
) -> None:
    assert tokenizer.pieces(text) == (expected, starts)


def test_pieces_are_never_cut(tokenizer: UnigramTokenizer) -> None:
    numbers, starts = tokenizer.pieces("bcbcbc")
    assert numbers == [4, 6, 8, 6, 8, 6, 8]
    assert starts == [0, 0, 1, 2, 3, 4, 5]
