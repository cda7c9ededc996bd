"""Files spoilt at random are read or refused in one sentence, and the next file is read; whatever is read can be shown."""

from __future__ import annotations

from random import Random

import pytest

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats.converter import Converter
from retrieval.ingest.source_text import SourceLine
from tests.hostile.hostile_files import hostile_file, whole_files
from tests.hostile.shown_text import is_one_line


@pytest.mark.parametrize(
    "count", [60, pytest.param(1000, marks=[pytest.mark.soak, pytest.mark.timeout(3600, func_only=True)])]
)
def test_spoilt_files(count: int) -> None:
    random = Random(count)
    with Converter() as converter:
        told = [read(converter, random) for _ in range(count)]
        assert converter.convert(".md", "# 甲\n乙".encode()) == [
            SourceLine("甲", 1, line=1),
            SourceLine("乙", line=2),
        ]
    assert all(texts and all(map(is_one_line, texts)) for texts, _ in told)
    assert {was_read for _, was_read in told} == {True, False}


def read(converter: Converter, random: Random) -> tuple[list[str], bool]:
    """The lines of a spoilt file, or why it has none; and which of the two."""
    suffix = random.choice([*whole_files()])
    try:
        return [line.text for line in converter.convert(suffix, hostile_file(random, suffix))], True
    except RefusedContentError as error:
        return [error.reason], False


def test_they_were_sound() -> None:
    with Converter() as converter:
        for suffix, content in whole_files().items():
            assert converter.convert(suffix, content), suffix
