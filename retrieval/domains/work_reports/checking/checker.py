"""A claim -> a verdict, by the figures of the reports whose job it is to tell."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.compose.citing import cite
from retrieval.domains.work_reports.checking.claims import Claim, ClaimReader
from retrieval.domains.work_reports.checking.differing import as_restated, told_differently
from retrieval.domains.work_reports.checking.judging import Judged, judge
from retrieval.domains.work_reports.checking.other_places import OtherPlaces
from retrieval.domains.work_reports.checking.pairs import judged_together
from retrieval.domains.work_reports.checking.splitting import claims_in
from retrieval.domains.work_reports.checking.statements import Statement, statement_of
from retrieval.domains.work_reports.checking.telling_words import telling_words
from retrieval.domains.work_reports.facts.records import Fact
from retrieval.domains.work_reports.places.gazetteer import STATE
from retrieval.domains.work_reports.questions.times import PLAN_YEARS, plan_in
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.fact_types import Checked, FigurePair, Reason, Verdict
from retrieval.language.question_words.script import is_in_another_script
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Citation, DocumentId, Role, Span

_MAX_CITATIONS = 5
_TELLING = 3
"""Digits of a figure that hardly any other report has."""
_FAR = 2
"""Years after the newest report that nothing can be said of."""


class Checker:
    """Holds claims against the documents that an asker may see."""

    def __init__(
        self,
        reader: ClaimReader,
        catalog: DocumentCatalog,
        facts_of: Callable[[DocumentId, tuple[str, ...]], Sequence[Fact]],
        indexed: Callable[[DocumentId], IndexedDocument],
        other_places: OtherPlaces,
    ) -> None:
        """Make ready.

        Args:
            reader: of claims.
            catalog: the documents.
            facts_of: the figures of a document, in the paragraphs that have one of some words; none: in all.
            indexed: opens a document.
            other_places: finds whose figure was told of the wrong place.
        """
        self._reader = reader
        self._catalog = catalog
        self._facts_of = facts_of
        self._indexed = indexed
        self._other_places = other_places
        self._newest = max(catalog.by_year, default=0)

    def check_each(self, text: str) -> tuple[Checked, ...]:
        """The verdicts on the claims of a message, at most five; never none."""
        return tuple(map(self.check, claims_in(text, self._reader.gazetteer)))

    def check(self, text: str) -> Checked:
        """The verdict on a claim; never raises for anything a person can type."""
        started = time.perf_counter()
        checked = self._checked(self._reader.read(text))
        return replace(checked, milliseconds=round((time.perf_counter() - started) * 1000, 3))

    def _checked(self, claim: Claim) -> Checked:
        place = self._place(claim)
        if (reason := self._uncheckable(claim, place)) is not None:
            return _answer(claim, Verdict.NOT_FOUND, reason, ())
        # Of years to come a report tells aims only.
        is_ahead = bool(claim.years) and min(claim.years) > self._newest
        checked = self._in_role(claim, place, claim.role or (Role.TARGET if is_ahead else Role.RESULT))
        if claim.is_role_open and checked.verdict is not Verdict.SUPPORTED:
            # 失业率控制在4%: so it was aimed at, or so it was.
            reached = self._in_role(claim, place, Role.RESULT)
            is_told = reached.verdict is Verdict.SUPPORTED or checked.verdict is Verdict.NOT_FOUND
            return reached if is_told else checked
        return checked

    def _in_role(self, claim: Claim, place: str, role: Role) -> Checked:
        """The verdict on a claim taken as one of a result or of a target."""
        documents = self._documents(place, claim.years, role)
        plans = self._plans(place, claim.years) if role is Role.TARGET else []
        if not documents and not plans:
            return _answer(claim, Verdict.NOT_FOUND, Reason.NOT_HELD, ())
        naming = () if claim.years or len(documents) == 1 else _digits(claim)
        words = naming or telling_words(claim, self._reader.glossary)
        judged = self._judged(claim, documents, words, role)
        if plans and any(each.verdict is Verdict.NOT_FOUND for each in judged):
            # What is to be reached by 2026 the report of 2022 says.
            judged = self._judged(claim, [*documents, *plans], words, role)
        if claim.figures and claim.figures[0].measure is None and judged[0].verdict is Verdict.NOT_FOUND:
            statement = statement_of(claim, [self._indexed(key) for key in documents])
            return _stated(claim, statement)
        checked = self._with_place(_combined(claim, judged), judged, place, role)
        if checked.reason is Reason.NOT_SAID and not self._holds_reports(place, claim.years, role):
            return replace(checked, reason=Reason.NOT_HELD)
        if naming and checked.verdict is not Verdict.SUPPORTED:
            # Of any year, other figures of the same thing contradict nothing.
            return _answer(claim, Verdict.NOT_FOUND, Reason.WHICH_YEAR, ())
        return checked

    def _judged(
        self, claim: Claim, documents: Sequence[DocumentId], naming: tuple[str, ...], role: Role
    ) -> list[Judged]:
        """The judgement of each figure, by the first report if it has all of them, and else by all."""
        judged: list[Judged] = []
        for some in (documents[:1], documents):
            facts = [fact for key in some for fact in self._facts_of(key, naming)]
            first = judged
            judged = judged_together([judge(figure, facts, role) for figure in claim.figures], facts, role)
            if all(each.verdict is Verdict.SUPPORTED for each in judged):
                break
        judged = [told_differently(*both) for both in zip(first, judged, strict=True)] if first else judged
        return [self._restated(each, documents) for each in judged] if role is Role.RESULT else judged

    def _restated(self, judged: Judged, documents: Sequence[DocumentId]) -> Judged:
        """A figure that contradicts, or the later report that says it was as claimed: 由2010年的9188.8亿元增加到."""
        digits = re.search(r"[\d,.]+", judged.figure.written)
        if judged.reason is not Reason.OTHER_FIGURE or judged.fact is None or digits is None:
            return judged
        if sum(map(str.isdigit, digits[0])) < _TELLING:
            return judged
        own = judged.fact.document
        shelf = self._catalog.of(own.place)
        later = range((own.year or 0) + 1, (own.year or 0) + 1 + PLAN_YEARS)
        keys = (key for report in later for key in shelf.get(report, ()) if key not in documents)
        told = (fact for key in keys for fact in self._facts_of(key, (digits[0],)))
        return next((turned for fact in told if (turned := as_restated(judged, fact))), judged)

    def _with_place(self, checked: Checked, judged: Sequence[Judged], place: str, role: Role) -> Checked:
        """The verdict with the paragraph that gives the claimed figure of another place, if one does."""
        if checked.reason is not Reason.OTHER_FIGURE:
            return checked
        wrong = next(each for each in judged if each.verdict is Verdict.CONTRADICTED)
        digits = re.search(r"[\d,.]+", wrong.figure.written)
        if digits is None or sum(map(str.isdigit, digits[0])) < _TELLING:
            return checked
        fact = self._other_places.told_of(wrong.figure, digits[0], place, role)
        if fact is None:
            return checked
        cited = cite(fact.passage, fact.document, (Span(fact.start, fact.end),))
        citations = (*checked.citations[: _MAX_CITATIONS - 1], cited)
        return replace(checked, reason=Reason.OTHER_PLACE, citations=citations)

    def _place(self, claim: Claim) -> str:
        """The place that is spoken of, with documents or not; empty: none is named, and there are several."""
        if claim.named:
            innermost = claim.named[-1] if _is_inside(claim) else claim.named[0]
            held = [each.name for each in innermost.candidates if each.name in self._catalog.places]
            return held[0] if held else innermost.candidates[0].name if innermost.candidates else ""
        if len(self._catalog.places) == 1:
            return next(iter(self._catalog.places))
        return STATE.name if claim.years and STATE.name in self._catalog.places else ""

    def _uncheckable(self, claim: Claim, place: str) -> Reason | None:
        """Why there is nothing to hold a claim against; the first that applies."""
        shelf = self._catalog.of(place)
        far = self._newest + (PLAN_YEARS if plan_in(claim.normalized) or claim.role is Role.TARGET else _FAR)
        is_open = not claim.years and len(shelf) > 1
        grounds = (
            (not any(map(str.isalnum, claim.normalized)) or _says_nothing(claim), Reason.NO_CLAIM),
            (is_in_another_script(claim.normalized), Reason.NO_CLAIM),
            (claim.is_prediction or any(year > far for year in claim.years), Reason.PREDICTION),
            (claim.is_opinion, Reason.OPINION),
            (claim.is_cause, Reason.CAUSE),
            (not place and bool(self._catalog.places), Reason.WHICH_PLACE),
            (bool(place) and not shelf, Reason.NOT_HELD),
            (is_open and not _digits(claim), Reason.WHICH_YEAR),
        )
        return next((reason for holds, reason in grounds if holds), None)

    def _holds_reports(self, place: str, years: Sequence[int], role: Role) -> bool:
        """Whether the reports are there whose job it is to tell: of results those of the year after."""
        shelf = self._catalog.of(place)
        return all(shelf.get(year if role is Role.TARGET else year + 1) for year in years)

    def _plans(self, place: str, years: Sequence[int]) -> list[DocumentId]:
        """The reports of the years before, which may have said what is to be reached in some years, the newest first."""
        shelf = self._catalog.of(place)
        before = dict.fromkeys(year - back for back in range(1, PLAN_YEARS + 1) for year in years)
        return [key for report in before for key in shelf.get(report, ())]

    def _documents(self, place: str, years: Sequence[int], role: Role) -> list[DocumentId]:
        shelf = self._catalog.of(place)
        if not years:
            return [key for keys in shelf.values() for key in keys] or list(self._catalog.everything[:1])
        order = (0, 1, 2) if role is Role.TARGET else (1, 0, 2)
        reports = dict.fromkeys(year + ahead for ahead in order for year in sorted(years, reverse=True))
        return [key for report in reports for key in shelf.get(report, ())]


def _digits(claim: Claim) -> tuple[str, ...]:
    """The figures of a claim without a year that are so long that a report which has them is the one meant."""
    found = (re.search(r"[\d,.]+", each.written) for each in claim.figures)
    return tuple(match[0] for match in found if match and sum(map(str.isdigit, match[0])) >= _TELLING)


def _says_nothing(claim: Claim) -> bool:
    """Whether a claim is no more than a year or a place."""
    return not any(
        each.measure or each.words or each.meanings or each.subject.words for each in claim.figures
    )


def _is_inside(claim: Claim) -> bool:
    """Whether the last place named lies in the first: 苏州吴江区."""
    first, last = claim.named[0], claim.named[-1]
    return any(set(place.parents) & {each.name for each in first.candidates} for place in last.candidates)


def _combined(claim: Claim, judged: Sequence[Judged]) -> Checked:
    if not judged:
        return _answer(claim, Verdict.NOT_FOUND, Reason.NO_CLAIM, ())
    wrong = [each for each in judged if each.verdict is Verdict.CONTRADICTED]
    if wrong:
        return _answer(
            claim,
            Verdict.CONTRADICTED,
            wrong[0].reason,
            [*wrong, *(each for each in judged if each not in wrong)],
        )
    lost = [each for each in judged if each.verdict is Verdict.NOT_FOUND and not _is_minor(each, judged)]
    if lost:
        return _answer(
            claim, Verdict.NOT_FOUND, lost[0].reason, [*lost, *(each for each in judged if each not in lost)]
        )
    reasons = {each.reason for each in judged}
    close = next((each for each in (Reason.REPORTS_DIFFER, Reason.CLOSE) if each in reasons), Reason.AGREES)
    return _answer(claim, Verdict.SUPPORTED, close, judged)


def _is_minor(judged: Judged, others: Sequence[Judged]) -> bool:
    """翻了一番 beside a figure that was found is only another way to say it."""
    measure = judged.figure.measure
    is_doubling = measure is not None and measure.dimension == "doublings"
    return is_doubling and any(each.verdict is Verdict.SUPPORTED for each in others)


def _answer(claim: Claim, verdict: Verdict, reason: Reason, judged: Sequence[Judged]) -> Checked:
    pairs = [
        FigurePair(
            each.figure.written,
            each.fact.value if each.fact is not None and each.verdict is not Verdict.NOT_FOUND else "",
            each.verdict is Verdict.SUPPORTED,
        )
        for each in judged
        if each.figure.written
    ]
    pairs += [
        FigurePair(each.figure.written, each.against.value, agrees=False) for each in judged if each.against
    ]
    cited = [
        _citation(fact, each.sameness, is_nearest=verdict is Verdict.NOT_FOUND)
        for each in judged
        for fact in (each.fact, each.against)
        if fact is not None
    ]
    once = {citation.passage: citation for citation in reversed(cited)}
    ordered = tuple(dict.fromkeys(citation.passage for citation in cited))
    return Checked(
        claim=claim.text,
        language=claim.language,
        verdict=verdict,
        reason=reason,
        figures=tuple(pairs),
        citations=tuple(once[key] for key in ordered)[:_MAX_CITATIONS],
        is_explicit=bool(claim.named and claim.years)
        and any(each.subject.indicator for each in claim.figures),
    )


def _stated(claim: Claim, statement: Statement | None) -> Checked:
    if statement is None:
        return _answer(claim, Verdict.NOT_FOUND, Reason.NOT_SAID, ())
    checked = _answer(claim, statement.verdict, statement.reason, ())
    return replace(checked, citations=(statement.citation,))


def _citation(fact: Fact, sameness: float, *, is_nearest: bool) -> Citation:
    document, passage = fact.document, fact.passage
    highlights = () if is_nearest else (Span(fact.start, fact.end),)
    return cite(passage, document, highlights, round(sameness, 4))
