"""Small records and documents made by hand for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Progress, Vectors
from retrieval.building.chunking import cut_up
from retrieval.building.chunking import described as described_by_any
from retrieval.domain import Vocabulary
from retrieval.domains import DOMAINS
from retrieval.domains.work_reports.places.gazetteer import Gazetteer, shipped_gazetteer
from retrieval.domains.work_reports.questions.reading import ReportReader
from retrieval.ingest import structure
from retrieval.language import tokenizer
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.dictionary import EnglishDictionary
from retrieval.language.glossary import Glossary, shipped_glossary
from retrieval.language.spelling import Speller
from retrieval.questions.question import Lexicon
from retrieval.questions.translating import Translator
from retrieval.search.open_document import AnnotatedSentence, OpenDocument, SentenceVectors
from retrieval.search.selection import Selection
from retrieval.store.snapshot import IndexedDocument
from retrieval.store.vector_index import VectorIndex
from retrieval.types import EVERYBODY, Document, DocumentId, Passage, PassageId
from tests.fakes import FakeEncoder

WHEAT = "2020年3月5日在甲州市第一届人民代表大会第二次会议上\n一、2019年工作回顾\n小麦产量达到十万吨。水稻增产5%。\n"
STEEL = "2021年1月8日在乙河市第三届人民代表大会第四次会议上\n一、2020年工作回顾\n钢铁产量增长8%。煤炭减产。\n"
PORTS = "2022年1月9日在丙港市第五届人民代表大会第一次会议上\n一、2021年工作回顾\n港口吞吐量创新高！\n"


def small_dictionary(vocabulary: Iterable[str]) -> EnglishDictionary:
    """Of what is known of English nothing but the Chinese words: each state of an index would write a hundred thousand others."""
    return EnglishDictionary({}, frozenset(), tuple(sorted(vocabulary)))


class CountingEncoder(FakeEncoder):
    """Remembers what it embedded; `kind` tells one model from another."""

    def __init__(self, kind: str = "one") -> None:
        super().__init__()
        self._kind = kind
        self.passages: list[str] = []
        self.questions: list[str] = []

    @property
    def fingerprint(self) -> str:
        return f"{super().fingerprint}-{self._kind}"

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        self.questions += texts
        return super().encode_questions(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.passages += texts
        return super().encode_passages(texts, progress)


def document(year: int | None = 2020, key: str = "d1") -> Document:
    """A document of which only the year and the id matter."""
    return Document(
        id=DocumentId(key),
        file=f"{key}.txt",
        title="题",
        place="甲州市",
        year=year,
        date="",
        speaker="",
        domain=DOMAINS[0].name,
    )


def passage(text: str, section: tuple[str, ...] = (), key: str = "p1") -> Passage:
    """A paragraph by itself."""
    return Passage(PassageId(key), DocumentId("d1"), section, 1, 1, text)


def passages_of(text: str) -> list[Passage]:
    """The paragraphs of a document given as one string."""
    return structure.passages(document(), text.split("\n"))


def described(opening: str, name: str = "report.txt") -> Document:
    """What a document with this opening and file name is taken for."""
    return described_by_any(Path(name), opening.split("\n"), DocumentId("d1"), EVERYBODY)


def write(folder: Path, **documents: str) -> None:
    """Write documents, each to NAME.txt."""
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def unit_vectors(count: int, dimension: int, seed: int = 7) -> NDArray[np.float32]:
    """Random directions."""
    drawn = np.random.default_rng(seed).standard_normal((count, dimension))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def vocabulary(glossary: Glossary | None = None) -> Vocabulary:
    """What is known of words without any document: nothing is mended or translated."""
    nothing = VectorIndex.build([], np.empty((0, 1), np.float32))
    return Vocabulary(
        glossary=glossary or shipped_glossary(),
        contrasts=shipped_contrasts(),
        speller=Speller((), (), tokenizer.dictionary_words, tokenizer.STOP_WORDS),
        translator=Translator(EnglishDictionary({}, frozenset(), ()), nothing, FakeEncoder()),
    )


def lexicon(
    glossary: Glossary | None = None,
    report_year: int = 2017,
    report_years: Iterable[int] = (),
    gazetteer: Gazetteer | None = None,
) -> Lexicon:
    """The same for questions to reports of some years."""
    years = frozenset({report_year, *report_years})
    return vocabulary(glossary).lexicon(ReportReader(gazetteer or shipped_gazetteer(), years))


def indexed(text: str, key: str = "d1", year: int | None = 2020, speaker: str = "") -> IndexedDocument:
    """A made-up document, cut up."""
    described = replace(document(year, key), speaker=speaker)
    return cut_up(described, text.split("\n"), Path(f"{key}.txt"), key)


def selection_of(*documents: IndexedDocument) -> Selection:
    """Documents, opened, whose vectors are not there yet."""
    return Selection(
        [
            OpenDocument(each, *(SentenceVectors(len(each.sentences), lambda: None) for _ in range(2)))
            for each in documents
        ]
    )


def entries_of(*lines: str) -> list[AnnotatedSentence]:
    """The sentences of a made-up document of 2020."""
    return list(selection_of(indexed("\n".join(lines))).entries)
