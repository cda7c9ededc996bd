"""A question -> where to look: which documents, in which order, and what is not there at all.

Nearly the same sentence stands in hundreds of reports, so that place and year decide. Only the question and the
documents' metadata are looked at. A comparison is taken apart, one part for each place and year; a name of several
places is resolved by level words, by what is indexed and by which of them has the report, and is otherwise left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from retrieval.domains.work_reports.places.gazetteer import STATE
from retrieval.domains.work_reports.places.neighbouring_places import lies_in, side_by_side
from retrieval.domains.work_reports.places.place_names import own_name, short_name
from retrieval.domains.work_reports.questions.narrowing import in_any_year, of_place, of_year
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.domains.work_reports.routes.report_choice import choose, years_instead
from retrieval.language.question_words.wording import only
from retrieval.types import (
    Absence,
    DocumentId,
    Level,
    Mention,
    Part,
    Place,
    QueryPlan,
    Role,
    Route,
    RoutePart,
    Wanted,
)

_NEARBY = -2.0
"""The prior of the reports of what a place lies in, when it has none of its own."""
_LAST_YEAR = -1
_ANYWHERE = -1.0
"""The prior of documents that do not say which place or year they are about."""


def route(
    question: QueryPlan, catalog: DocumentCatalog, chosen: AbstractSet[DocumentId] = frozenset()
) -> Route:
    """Decide where to look; a lookup in tables, under a millisecond.

    Args:
        question: as understood, completed by what was asked before.
        catalog: all documents.
        chosen: the only ones that count; none: all of them.
    """
    catalog = catalog.only(chosen) if chosen else catalog
    is_placed = bool(catalog.places)
    if is_placed and not question.named and question.where.unknown:
        absence = Absence(question.where.unknown[0], None)
        return Route((RoutePart(question, None, None, (), (), absence),))
    if catalog.is_single:
        years = question.time.side_by_side
        sides = [of_year(question, year) for year in years] if question.indicators else [question]
        parts = tuple(_everywhere(side, catalog) for side in sides or [question])
        return _compared(parts) if len(parts) > 1 else Route(parts)
    return _by_places(question, _asked(question, catalog), catalog, is_free=not chosen)


def _by_places(
    question: QueryPlan, asked: tuple[Mention, ...], catalog: DocumentCatalog, *, is_free: bool
) -> Route:
    """Where to look for what is asked of some places, or of none; of any, if the chat has not chosen documents."""
    if not asked:
        only = next(iter(catalog.places)) if len(catalog.places) == 1 else None
        place = Place(only, Level.UNKNOWN) if only else None
        parts = _parts_of(question, place, catalog) if place else (_everywhere(question, catalog),)
        return _compared(parts) if len(parts) > 1 else Route(parts, is_open=place is None and is_free)
    if len(asked) > 1:
        sides = (_alternatives(of_place(question, each, asked), each, catalog)[0] for each in asked)
        return _compared(part for side in sides for part in side)
    alternatives = _alternatives(question, asked[0], catalog)
    parts = tuple(part for parts in alternatives for part in parts)
    whole = _compared(parts) if len(alternatives[0]) > 1 else Route(parts)
    return replace(whole, is_ambiguous=len(alternatives) > 1)


def _compared(parts: Iterable[RoutePart]) -> Route:
    """The sides of a comparison: what is asked of each is a figure, where the whole asks which, or for several."""
    sides = tuple(
        replace(part, question=replace(part.question, wanted=Wanted.NUMBER, count=0))
        if part.question.wanted in {Wanted.LIST, Wanted.NAME} or _compares_figures(part.question)
        else part
        for part in parts
    )
    return Route(sides)


def _compares_figures(question: QueryPlan) -> bool:
    """Whether 谁高, 哪年高 or nothing but its indicators says that figures are compared."""
    return bool(question.indicators) and question.wanted in {Wanted.PERSON, Wanted.DATE, Wanted.ANYTHING}


def _asked(question: QueryPlan, catalog: DocumentCatalog) -> tuple[Mention, ...]:
    """The places whose reports are asked for; the others a question names belong to its subject."""
    if question.where.are_carried:
        return _taken_over(question.named, catalog)
    named = _innermost(question, catalog)
    if len(named) < 2 or question.where.are_together:  # noqa: PLR2004 - a pair
        return named[:1]
    sides = side_by_side(named)
    if len(sides) > 1:
        return sides
    there = tuple(each for each in named if _indexed(each, catalog))
    if len(there) > 1 and question.where.are_compared:
        return there
    return (there or named)[:1]


def _taken_over(named: Sequence[Mention], catalog: DocumentCatalog) -> tuple[Mention, ...]:
    """The places spoken of before; one that stood right before another only said where that lies."""
    there = [each for each in named if STATE not in each.candidates or STATE.name in catalog.places]
    followed = {after.start for after in there}
    return tuple(each for each in there if each.end not in followed)


def _innermost(question: QueryPlan, catalog: DocumentCatalog) -> tuple[Mention, ...]:
    """The places named, without what others of them lie in: 江西抚州 is 抚州."""
    kept: list[Mention] = []
    for each in question.named:
        if STATE in each.candidates and STATE.name not in catalog.places:
            continue
        if kept and lies_in(each, kept[-1]):
            if not _is_told_by(each, kept[-1], catalog):
                kept[-1] = each
        elif not (kept and lies_in(kept[-1], each)):
            kept.append(each)
    return tuple(dict.fromkeys(kept))


def _is_told_by(inner: Mention, outer: Mention, catalog: DocumentCatalog) -> bool:
    """Whether `inner` has to be looked up in the reports of `outer`, which it lies in.

    So it is when `inner` is a county that no report is about and `outer` is a prefecture that has some.
    """
    is_county = all(place.level is Level.COUNTY for place in inner.candidates)
    is_near = any(place.level is Level.PREFECTURE for place in outer.candidates)
    return is_county and is_near and not _indexed(inner, catalog) and bool(_indexed(outer, catalog))


def _indexed(mention: Mention, catalog: DocumentCatalog) -> tuple[Place, ...]:
    return tuple(place for place in mention.candidates if place.name in catalog.places)


def _alternatives(
    question: QueryPlan, mention: Mention, catalog: DocumentCatalog
) -> tuple[tuple[RoutePart, ...], ...]:
    """For each place that a name may mean, the parts of the question about it; never none."""
    candidates = _of_level(question, mention.candidates)
    there = tuple(place for place in candidates if place.name in catalog.places)
    if not there:
        return ((_absent(question, mention, candidates, catalog),),)
    routed = tuple(_parts_of(_meaning(question, mention, place), place, catalog) for place in there)
    sure = tuple(parts for parts in routed if all(part.absence is None for part in parts))
    some = tuple(parts for parts in routed if any(part.documents for part in parts))
    return sure or some[:1] or routed[:1]


def _meaning(question: QueryPlan, mention: Mention, place: Place) -> QueryPlan:
    """The question with one of the places that its name may mean."""
    return (
        question
        if mention.candidates == (place,)
        else of_place(question, replace(mention, candidates=(place,)))
    )


def _of_level(question: QueryPlan, candidates: tuple[Place, ...]) -> tuple[Place, ...]:
    """The candidates that the level words of the question allow."""
    for level in question.where.levels:
        if fitting := tuple(place for place in candidates if place.level is level):
            return fitting
    return candidates


def _absent(
    question: QueryPlan, mention: Mention, candidates: tuple[Place, ...], catalog: DocumentCatalog
) -> RoutePart:
    """Nothing is about the place; the reports of what a county lies in may speak of it, the nearest around it first."""
    is_one = len(candidates) == 1
    place = candidates[0] if is_one else None
    absence = Absence(place.name if place else mention.text, None)
    is_meant = place and mention.text in {place.name, own_name(place.name), short_name(place.name)}
    around = place.parents[::-1] if place and is_meant and place.level is Level.COUNTY else ()
    shelf = next((catalog.of(each) for each in around if each in catalog.places), {})
    choice = choose(shelf, question, question.years, question.time.report)
    weights = (_NEARBY,) * len(choice.documents)
    return RoutePart(question, place, _only_year(question.years), choice.documents, weights, absence)


def _parts_of(question: QueryPlan, place: Place, catalog: DocumentCatalog) -> tuple[RoutePart, ...]:
    """The parts of a question about one place: one for each year that is compared."""
    years = question.time.side_by_side
    if not years:
        return (_part(question, place, question.years, catalog),)
    return tuple(_part(of_year(question, year), place, (year,), catalog) for year in years)


def _part(question: QueryPlan, place: Place, years: Sequence[int], catalog: DocumentCatalog) -> RoutePart:
    shelf, report = catalog.of(place.name), question.time.report
    role = question.role or _role_meant(question, years, shelf)
    question = replace(question, role=role) if role is not question.role else question
    if question.time.is_relative and question.time.shift < _LAST_YEAR and shelf:
        # 前年 is told by no report as its own: it is counted from the newest.
        years = (max(shelf) + question.time.shift,)
        time = replace(question.time, is_relative=False)
        question = replace(question, years=years, time=time, role=question.role or Role.RESULT)
    elif question.time.is_relative:
        # 去年 is the year before each report; the newest is likelier meant than an older one.
        question, years = in_any_year(question), ()
    choice = choose(shelf, question, _that_reports_have(years, catalog), report)
    year = report if report is not None else _only_year(years)
    missing = year or max(years, default=0)
    # Where the year's own report is there, it is the next one that would tell its results.
    absence = None if choice.is_sure else _missing(question, place.name, missing + (missing in shelf), shelf)
    documents, weights = choice.documents, choice.weights
    if place != STATE:
        documents += catalog.loose
        weights += (_ANYWHERE,) * len(catalog.loose)
    return RoutePart(question, place, _only_year(years), documents, weights, absence)


def _everywhere(question: QueryPlan, catalog: DocumentCatalog) -> RoutePart:
    """All documents, or those of the years asked about."""
    if catalog.is_single:
        documents = catalog.everything
        if question.asks_occasion and not only(question.wording, Part.TIME):
            # No other document is meant, whatever year was spoken of before.
            question = replace(question, years=())
        # In front, the place says where to look; in the midst of it, it belongs to what is asked.
        own = (each for mention in question.named if not mention.start for each in _indexed(mention, catalog))
        weights = (0.0,) * len(documents)
        return RoutePart(question, next(own, None), _only_year(question.years), documents, weights)
    report = question.time.report
    choice = choose(catalog.by_year, question, _that_reports_have(question.years, catalog), report)
    documents = choice.documents + tuple(key for key in catalog.loose if key not in choice.documents)
    weights = choice.weights + (_ANYWHERE,) * (len(documents) - len(choice.documents))
    missing = report or max(question.years, default=0)
    absence = None if choice.is_sure else _missing(question, "", missing, catalog.by_year)
    return RoutePart(question, None, _only_year(question.years), documents, weights, absence)


def _missing(question: QueryPlan, place: str, year: int, shelf: Mapping[int, object]) -> Absence:
    """The report of a year, which is not among those of its place."""
    return Absence(place, year, tuple(shelf), years_instead(question, year, tuple(shelf)))


def _role_meant(question: QueryPlan, years: Sequence[int], shelf: Mapping[int, object]) -> Role | None:
    """A figure of a year that the next report looks back on is what came about, unless the question says target."""
    asks_figure = bool(question.indicators) and question.wanted in {Wanted.NUMBER, Wanted.ANYTHING}
    if not asks_figure or len(years) != 1 or question.may_be_target:
        return None
    return Role.RESULT if years[0] + 1 in shelf else None


def _that_reports_have(years: Sequence[int], catalog: DocumentCatalog) -> tuple[int, ...]:
    """The years that a report may be of or look ahead to by itself; of later ones, such as 2030, any report may speak."""
    newest = max(catalog.by_year, default=0)
    return tuple(year for year in years if year <= newest + 1)


def _only_year(years: Sequence[int]) -> int | None:
    return years[0] if len(years) == 1 else None
