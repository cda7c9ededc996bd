"""A passage of a Markdown or HTML file stands on the line of the file that it names."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from retrieval.building.chunking import described
from retrieval.ingest.identity import identify
from retrieval.ingest.source_text import SourceLine, SourceText
from retrieval.ingest.sources import read_source
from retrieval.ingest.structure import passages
from retrieval.types import EVERYBODY, Passage

_GENERAL = Path(__file__).parents[4] / "shared" / "corpus" / "general"
_UNSEEN = re.compile(r"<[^>]*>|\s")


def passages_of(file: Path) -> list[Passage]:
    source = read_source(file)
    document = described(file, source.lines, identify(file.name), EVERYBODY)
    return passages(document, source.lines, source.layout)


def test_headings_are_found_by_the_lines_read_and_passages_by_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "law.md"
    file.write_text(
        "---\na: b\n---\n# 法\n\n## 总则\n\n第一条 甲。\n乙。\n\n## 分则\n\n\n第二条 丙。\n", encoding="utf-8"
    )
    found = [(p.text, p.section, p.paragraph, p.line) for p in passages_of(file)]
    assert found == [
        ("法", (), 1, 4),
        ("第一条 甲。", ("总则",), 2, 8),
        ("乙。", ("总则",), 3, 9),
        ("第二条 丙。", ("分则",), 4, 14),
    ]


def test_the_lines_read_that_begin_on_a_line_of_the_file() -> None:
    page = SourceText.of([SourceLine("甲", line=1), SourceLine("乙", line=4), SourceLine("丙", line=4)])
    assert [page.beginning_on(line) for line in range(6)] == [[], ["甲"], [], [], ["乙", "丙"], []]
    word = SourceText.of([SourceLine("甲"), SourceLine("乙")])
    assert [word.beginning_on(line) for line in range(4)] == [[], ["甲"], ["乙"], []]


@pytest.mark.skipif(not _GENERAL.is_dir(), reason="needs the shared corpora")
@pytest.mark.parametrize("name", ["消费者权益保护法.md", "中国地质大学（武汉）章程.html"])
def test_real_files(name: str) -> None:
    file = _GENERAL / name
    of_the_file = [_UNSEEN.sub("", unescape(line)) for line in file.read_text("utf-8").split("\n")]
    found = passages_of(file)
    assert len(found) > 20
    assert [p.text for p in found if _UNSEEN.sub("", p.text) not in of_the_file[p.line - 1]] == []
