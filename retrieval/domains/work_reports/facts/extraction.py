"""A report -> the figures it gives, as records. A record is made only of what the sentence itself, or its list, says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from retrieval.domains.work_reports.facts.clause_places import ClausePlaces
from retrieval.domains.work_reports.facts.estimates import is_estimate
from retrieval.domains.work_reports.facts.measure_names import is_standard
from retrieval.domains.work_reports.facts.moments import counted_from, moment_of
from retrieval.domains.work_reports.facts.predicates import predicate_of
from retrieval.domains.work_reports.facts.records import Direction, Fact, Kind, Period, Subject
from retrieval.domains.work_reports.facts.subjects import SubjectReader
from retrieval.domains.work_reports.facts.wholeness import is_end_of_course, is_sum, part_of
from retrieval.domains.work_reports.facts.years_of_sentences import in_paragraph
from retrieval.domains.work_reports.facts.zones import may_be_of_zone, names_whole, zone_before
from retrieval.language.glossary import Glossary, shipped_glossary
from retrieval.language.measures import Measure, measures
from retrieval.language.normalizing import narrowed
from retrieval.language.numerals import YEAR
from retrieval.language.units import RANK, is_share
from retrieval.types import Document, DocumentId, Passage, PassageId, Role, Sentence, SentenceId, Span, is_han

_CLAUSE_END = re.compile(r"[,;。](?![^(]*\))")
_SENTENCE_END = re.compile(r"[;。]")
_AFTER_FIGURE = re.compile(r"\d[^\d,;。]{0,12}[,、;。]")
_STOP = re.compile(r"[。;!?]")
_STOPPED = re.compile(r"(?<=[。!?])")
_FULL_SENTENCE = re.compile(r"[^。]*。|[^。]+$")
_OWN_CLAUSE = re.compile(r"[,;:。]")
_BEHIND = 16
"""Characters behind a figure that may say what it narrows."""
_REACH = 400
"""Characters before a figure that are looked at; its clause is hardly ever longer."""
_NOTHING_BETWEEN = re.compile(r"[,、和与及\s]*")
_TARGET_WORDS = re.compile(r"力争|确保|预期目标|奋斗目标|目标是|目标为|争取|计划|拟")

_NOTHING = "。"
"""Stands for what is not looked at: nothing that is looked for begins with it, as a figure may with a blank."""
_GOALS = re.compile(r"(?:预期|奋斗|发展|主要)目标[^,。;]{0,10}(?:是|为|:)")
"""Words that make goals of what follows, in a paragraph of which the report's parts tell nothing."""


_QUOTES = re.compile('[“”"]')
"""“小巨人”企业 is 小巨人企业."""
_KINDS = re.compile("^(?:城镇|农村|城市|农民)(?=.{4})")
"""城乡居民收入分别为 tells of 城镇居民收入, too."""
_RESPECTIVELY_MORE = re.compile(r"(?:分别|各)(?:新|净)增")
_HEADS = ("规模以上", "规上", "限额以上", "限上", "县域", "民营")
"""What narrows the first of several subjects, and perhaps the others: 规模以上工业、服务业利润."""


class ReadableReport(Protocol):
    """What of a report its figures are read from."""

    @property
    def document(self) -> Document: ...  # noqa: D102 - what an indexed document has

    @property
    def passages(self) -> Sequence[Passage]: ...  # noqa: D102

    @property
    def sentences(self) -> Sequence[Sentence]: ...  # noqa: D102


class FactReader:
    """Reads the figures of reports. Holds nothing but the names of indicators; safe to use from several threads."""

    def __init__(self, glossary: Glossary | None = None, places: ClausePlaces | None = None) -> None:
        """Make ready.

        Args:
            glossary: names of indicators; None: those that are shipped.
            places: find the counties that a sentence tells of; None: none are looked for.
        """
        self._subjects = SubjectReader(glossary or shipped_glossary())
        self._places = places

    def facts(
        self,
        indexed: ReadableReport,
        naming: Collection[str] = (),
        *,
        only_sentences: bool = False,
        indicator: str = "",
    ) -> list[Fact]:
        """The figures of a document in their order.

        Args:
            indexed: the document.
            naming: only paragraphs that have one of these words, in whatever case; none: all.
            only_sentences: of these paragraphs only the sentences that have one, which is all there is of an indicator:
                after a full stop a figure is of nothing that was named before it.
            indicator: only figures of this one, by its standard name; empty: of anything.
        """
        by_passage = {
            key: list(some) for key, some in groupby(indexed.sentences, key=lambda each: each.passage)
        }
        found: list[Fact] = []
        lowered = {each for name in naming for each in (name.lower(), _KINDS.sub("", name.lower()))}
        for passage in indexed.passages:
            if lowered and not _names_any(_QUOTES.sub("", passage.text).lower(), lowered):
                continue
            spoken = _naming_only(passage.text, lowered) if only_sentences else passage.text
            own = by_passage.get(passage.id, [])
            found += self._of_passage(indexed.document, passage, own, spoken, indicator)
        return found

    def of_text(self, text: str) -> list[Fact]:
        """The figures of a text that stands by itself, such as a claim: its years are those that it names."""
        document = Document(DocumentId(""), "", "", "", None, "", "")
        passage = Passage(PassageId(""), document.id, (), 1, 1, text)
        ends = [match.end() for match in re.finditer(r"[。！!？?;；\n]+", text)]
        spans = [
            Span(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end
        ]
        sentences = [
            Sentence(SentenceId(at), passage.id, span, None, frozenset(), None)
            for at, span in enumerate(spans)
        ]
        return list(self._of_passage(document, passage, sentences, text, ""))

    def _of_passage(
        self,
        document: Document,
        passage: Passage,
        sentences: Sequence[Sentence],
        spoken: str,
        indicator: str,
    ) -> Iterator[Fact]:
        """The figures of a paragraph as far as they stand in what is `spoken`: its text, in which some may be blanked."""
        text = narrowed(passage.text)
        sentences = in_paragraph(sentences, text)
        starts = [sentence.span.start for sentence in sentences]
        subject, before = Subject(""), None
        group: list[tuple[Measure, Sentence]] = []
        for measure in measures(spoken):
            at = bisect_right(starts, measure.number) - 1
            if at < 0 or _is_part_of_name(text, measure):
                continue
            sentence = sentences[at]
            goes_on = before is not None and "。" not in text[before.end : measure.start]
            begin = before.end if before is not None and goes_on else sentence.span.start
            between = text[begin : measure.start]
            # 增长7.4%、首次突破90亿元: bounded by words of its own, another unit begins anew; 由90亿元突破100亿元 goes on.
            is_anew = (
                bool(group)
                and measure.start < measure.number
                and (group[0][0].dimension != measure.dimension or not between)
            )
            if goes_on and group and not is_anew and _NOTHING_BETWEEN.fullmatch(between):
                group.append((measure, sentence))
            else:
                yield from self._group(document, passage, text, subject, group, indicator)
                subject = self._subjects.read(between, subject if goes_on else Subject(""))
                group = [(measure, sentence)]
            before = measure
        yield from self._group(document, passage, text, subject, group, indicator)

    def _group(
        self,
        document: Document,
        passage: Passage,
        text: str,
        subject: Subject,
        group: Sequence[tuple[Measure, Sentence]],
        indicator: str,
    ) -> Iterator[Fact]:
        """Figures with nothing but a comma between them: they share their predicate, and are of one subject each."""
        several = self._subjects.several(subject.words, len(group)) if len(group) > 1 else []
        for at, (measure, sentence) in enumerate(group):
            own = (
                several[at]
                if several
                else subject
                if at == 0 or not subject.indicator
                else Subject(subject.words)
            )
            if indicator and own.indicator != indicator:
                continue
            fact = self._of_whom(_fact(document, passage, text, own, (group[0][0], measure), sentence), text)
            is_told = bool(several) and (at == len(group) - 1 or _is_own(own, measure))
            is_cut = several and several[0].words.startswith(_HEADS) and not own.words.startswith(_HEADS)
            if (is_cut and not is_standard(own)) or _RESPECTIVELY_MORE.search(subject.words):
                is_told = False
            yield replace(fact, is_unclear=True) if len(group) > 1 and not is_told else fact

    def _of_whom(self, fact: Fact, text: str) -> Fact:
        """A figure with the zone or county that its paragraph is speaking of, if it names none itself."""
        if fact.part or fact.subject.item or not may_be_of_zone(fact.subject.indicator):
            return fact
        said = _STOPPED.split(text[: fact.start])
        zone = zone_before(fact.subject.indicator, ["".join(map(narrowed, fact.passage.section[-1:])), *said])
        if not zone and self._places is not None and not names_whole(own := _STOP.split(said[-1])[-1]):
            zone = self._places.lower_in(fact.document, own)
        return replace(fact, part=zone) if zone else fact


def _fact(
    document: Document,
    passage: Passage,
    text: str,
    subject: Subject,
    pair: tuple[Measure, Measure],
    sentence: Sentence,
) -> Fact:
    first, measure = pair
    lead_in = narrowed(sentence.lead_in.of(passage.text)) if sentence.lead_in else ""
    spoken = lead_in + text[sentence.span.start : first.start]
    near = _CLAUSE_END.split(text[max(0, first.start - _REACH) : first.start])[-1]
    clause = _clause_before(text, first)
    told = predicate_of(clause, is_share=is_share(measure.dimension))
    moment = moment_of(
        spoken, near, sentence, document, text[measure.end : sentence.span.end], passage.section
    )
    kind = _kind(measure, told.kind)
    if kind is Kind.GROWTH:
        moment = counted_from(moment, near)
    is_goal = bool(_GOALS.search(spoken)) and moment.period is Period.YEAR and not sentence.role
    years = (
        frozenset({document.year}) if is_goal and document.year and not YEAR.search(spoken) else moment.years
    )
    start = measure.start - (told.fall if first is measure else 0)
    before = _STOP.split(text[max(0, start - _REACH) : start])[-1]
    own = _OWN_CLAUSE.split(before)[-1]
    return Fact(
        document=document,
        passage=passage,
        start=start,
        end=measure.end,
        measure=measure,
        subject=subject,
        kind=kind,
        direction=Direction.DOWN if measure.low < 0 else told.direction,
        role=Role.TARGET if is_goal else _role(sentence, near, years, document.year),
        is_estimate=_is_estimate(spoken, text, measure, sentence),
        years=years,
        period=moment.period,
        is_baseline=told.is_baseline,
        part=part_of(subject, before, _STOP.split(text[measure.end : measure.end + _BEHIND])[0]),
        is_sum=moment.period is Period.SEVERAL_YEARS and is_sum(kind, subject, own),
        is_end_of_course=is_end_of_course(own),
    )


def _is_estimate(spoken: str, text: str, measure: Measure, sentence: Sentence) -> bool:
    """Whether a figure is told as an estimate; what is aimed at is none for what stands before its list."""
    before = text[: measure.start] if sentence.role is not Role.TARGET else spoken
    return is_estimate(spoken, before, text[measure.end : measure.end + _BEHIND])


def _naming_only(text: str, names: Collection[str]) -> str:
    """The text with every sentence blanked that has none of some words.

    >>> _naming_only("粮食5吨。GDP增长7%。", ["gdp"])
    '。。。。。GDP增长7%。'
    """
    kept = (
        sentence if _names_any(_QUOTES.sub("", sentence).lower(), names) else _NOTHING * len(sentence)
        for sentence in _FULL_SENTENCE.findall(text)
    )
    return "".join(kept)


def _names_any(text: str, names: Collection[str]) -> bool:
    return any(name in text for name in names)


def _kind(measure: Measure, told: Kind) -> Kind:
    if measure.dimension == RANK:
        return Kind.RANK
    # 降幅由-23.1%收窄到-1.4%: no share is below nothing.
    is_change = measure.dimension == "doublings" or (measure.low < 0 and is_share(measure.dimension))
    return Kind.GROWTH if is_change and told is Kind.LEVEL else told


_STRETCH = frozenset("来间里内以期时累共")
"""What follows a stretch of years, after which a subject begins: 五年间非公经济占比."""


def _is_own(subject: Subject, measure: Measure) -> bool:
    """Whether one of several subjects is whole without the words at the end of the last: 数字经济、绿色经济占比 is not."""
    return is_standard(subject) or measure.dimension in {"person", "thing"}


def _is_part_of_name(text: str, measure: Measure) -> bool:
    """Whether a figure belongs to what follows: 三年巩固率, 二级医院, 市县两级政府."""
    after = text[measure.end : measure.end + 1] or " "
    return measure.dimension in {"year_long", "grade"} and is_han(after) and after not in _STRETCH


def _clause_before(text: str, measure: Measure) -> str:
    """The text from the last figure or stop to a figure, and what it goes on from: 生产总值，按可比价格计算，增长."""
    head = _SENTENCE_END.split(text[max(0, measure.start - _REACH) : measure.start])[-1]
    return _AFTER_FIGURE.split(head)[-1]


def _role(sentence: Sentence, near: str, years: frozenset[int], report: int | None) -> Role | None:
    if _TARGET_WORDS.search(near) and report and years and min(years) >= report:
        return Role.TARGET
    return sentence.role
