"""What is asked of the figures of the documents: tables, verdicts, all records. Nothing is asked without saying who asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from embeddings.types import TextEncoder
from retrieval.domains.work_reports.checking.checker import Checker
from retrieval.domains.work_reports.checking.claims import ClaimReader
from retrieval.domains.work_reports.checking.other_places import OtherPlaces
from retrieval.domains.work_reports.comparing.asked import ComparisonReader
from retrieval.domains.work_reports.comparing.comparer import Comparer
from retrieval.domains.work_reports.describing import NAME
from retrieval.domains.work_reports.facts.all_reports import ReportText, counties, sure_facts
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.domains.work_reports.facts.records import Fact
from retrieval.domains.work_reports.places.gazetteer import shipped_gazetteer
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.fact_types import Checked
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import Glossary
from retrieval.questions.translating import Translator
from retrieval.search.index_reader import IndexReader
from retrieval.search.opened_index import OpenedIndex
from retrieval.types import EVERYBODY, Document, DocumentId, Owner, QueryPlan, Scope, Table

_KEPT_OWNERS = 8
"""Askers, with what they have chosen."""
_KEPT_FACTS = 1024
"""Documents whose figures of one indicator are kept: a table of 40 places by 25 years."""
_KEPT_REPORTS = 64
"""Reports kept as they were read, some 300 KB each: what has no figure for a cell is looked through for the reason."""
_KEPT_WHOLE = 24
"""Documents of which all figures are kept, some 300 KB each."""


class FactService:
    """Makes tables and verdicts from one state of an index. Safe to call from several threads."""

    domain = NAME
    """Of the documents whose figures are read."""

    def __init__(self, index: OpenedIndex, encoder: TextEncoder, glossary: Glossary) -> None:
        """Make ready.

        Args:
            index: what is indexed, of all owners.
            encoder: the fast model, by which English words find their meanings.
            glossary: names of indicators.
        """
        self._index = index
        self._glossary = glossary
        self._translator = Translator(index.words.english, index.words.vectors, encoder)
        self._reports = lru_cache(_KEPT_OWNERS)(self._open)

    def compare(self, question: str, *, scope: Scope) -> Table:
        """The table that a question asks for; never raises for anything a person can type."""
        return self._of(scope).comparer.compare(question)

    def table_of(self, plan: QueryPlan, *, scope: Scope) -> Table | None:
        """The table that answers a plan; None: it compares no figures of reports that the asker may see."""
        return self._of(scope).comparer.table_of(plan)

    def check(self, claim: str, *, scope: Scope) -> Checked:
        """The verdict on a claim; never raises for anything a person can type."""
        return self._of(scope).checker.check(claim)

    def check_each(self, text: str, *, scope: Scope) -> tuple[Checked, ...]:
        """The verdicts on the claims of a message, at most five; never raises for anything a person can type."""
        return self._of(scope).checker.check_each(text)

    def facts(self, *, scope: Scope) -> Iterator[Fact]:
        """The figures of all reports that the asker may see of which all parts are sure, report by report."""
        yield from self._of(scope).all()

    def _of(self, scope: Scope) -> _Reports:
        return self._reports(
            scope.owner if self._index.has_own(scope.owner) else EVERYBODY, frozenset(scope.chosen)
        )

    def _open(self, owner: Owner, chosen: frozenset[DocumentId]) -> _Reports:
        index = self._index.seen_by(owner)
        documents = tuple(
            each for each in index.documents if each.domain == NAME and (not chosen or each.id in chosen)
        )
        return _Reports(index, documents, self._glossary, self._translator)


class _Reports:
    """The reports that an asker may see, and has chosen."""

    def __init__(
        self,
        index: IndexReader,
        documents: tuple[Document, ...],
        glossary: Glossary,
        translator: Translator,
    ) -> None:
        self._index = index
        self._reader = FactReader(glossary, counties())
        self._report = lru_cache(_KEPT_REPORTS)(self._read)
        self.documents = documents
        catalog, places = DocumentCatalog(self.documents), shipped_gazetteer().with_documents(self.documents)
        newest = max(catalog.by_year, default=None)
        self.comparer = Comparer(
            ComparisonReader(glossary, places, catalog, self.documents),
            catalog,
            glossary,
            lru_cache(_KEPT_FACTS)(self._of_indicator),
            self._report,
        )
        self.checker = Checker(
            ClaimReader(glossary, places, translator, shipped_contrasts(), newest),
            catalog,
            lru_cache(_KEPT_WHOLE)(self._naming),
            index.read,
            OtherPlaces(documents, catalog, self._naming),
        )

    def all(self) -> Iterator[Fact]:
        """All sure figures."""
        ordered = sorted(self.documents, key=lambda each: (each.place, each.year or 0, each.file))
        yield from sure_facts((self._read(each.id) for each in ordered), len(ordered))

    def _naming(self, key: DocumentId, names: tuple[str, ...] = ()) -> Sequence[Fact]:
        return tuple(self._reader.facts(self._report(key), names))

    def _of_indicator(self, key: DocumentId, names: tuple[str, ...], indicator: str) -> Sequence[Fact]:
        """The figures of one indicator, or of all that a sentence tells that has one of some words."""
        report = self._report(key)
        return tuple(self._reader.facts(report, names, only_sentences=True, indicator=indicator))

    def _read(self, key: DocumentId) -> ReportText:
        opened = self._index.read(key)
        return ReportText(opened.document, opened.passages, opened.sentences)
