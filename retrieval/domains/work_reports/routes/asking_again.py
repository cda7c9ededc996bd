"""A question asked again, of one of the places that it may mean or of a year that there is a report of.

It is asked in its own words, so that its language, role and subject stay; what was chosen is handed over as if it had
been spoken of before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from retrieval.domains.work_reports.places.gazetteer import STATE
from retrieval.domains.work_reports.places.place_names import level_of
from retrieval.domains.work_reports.routes.report_choice import askable_years
from retrieval.language.time_words import TIME_WORDS
from retrieval.types import Absence, Mention, Place, QueryPlan

_ONE_YEAR = 1


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What to hand to an engine, and what to call it."""

    text: str
    previous: QueryPlan | None
    shown: str
    """The question in full, for a person."""


def as_asked(question: QueryPlan) -> AskedAgain:
    """The same question; of other documents, it may be answered."""
    text = question.whole
    return AskedAgain(text, question, text)


def of_place(question: QueryPlan, place: str) -> AskedAgain:
    """The question about one place.

    Args:
        question: as understood; it may mean several places.
        place: the full name of one of them.
    """
    text = question.whole
    meant = Mention(place, 0, len(place), (_placed(place),))
    shown = with_place(text, place)
    for mention in question.named:
        fitting = tuple(each for each in mention.candidates if each.name == place)
        if fitting:
            meant = replace(mention, candidates=fitting[:1])
            if text.startswith(mention.text, mention.start):
                shown = f"{text[: mention.start]}{place}{text[_end(text, mention, place) :]}"
            break
    where = replace(question.where, are_absent=False)
    return AskedAgain(text, replace(question, named=(meant,), where=where), shown)


def remembered_place(question: QueryPlan) -> str:
    """The place that a question is about because it was spoken of before; empty: it names its own, or none."""
    if not question.where.are_carried:
        return ""
    names = [each.candidates[0].name if len(each.candidates) == 1 else each.text for each in question.named]
    said = (*names, *(each.text for each in question.named))
    return "" if any(name in question.whole for name in said) else "、".join(names)


def with_place(text: str, place: str) -> str:
    """A question that names no place, with the one it is about."""
    return f"{place} {text}" if text.isascii() else place + text


def of_year(question: QueryPlan, year: int) -> AskedAgain | None:
    """The question about another year; None: it does not name its year in so many words."""
    text = question.whole
    named = list(TIME_WORDS.finditer(text))
    if len(named) != _ONE_YEAR or len(question.years) > _ONE_YEAR:
        return None
    word = f"{year}年" if named[0][0].rstrip().endswith("年") else str(year)
    asked = f"{text[: named[0].start()]}{word}{text[named[0].end() :]}"
    return AskedAgain(asked, replace(question, years=(year,)), asked)


def years_to_ask(question: QueryPlan, absence: Absence, most: int) -> tuple[int, ...]:
    """Of which years the question would meet a report, in order: those nearest to the year whose report is missing."""
    if absence.year is None or of_year(question, absence.year) is None:
        return ()
    asked = question.years[0] if question.years else absence.year
    years = askable_years(question, absence.years)
    nearest = sorted((year for year in years if year != asked), key=lambda year: (abs(year - asked), -year))
    return tuple(sorted(nearest[:most]))


def _placed(place: str) -> Place:
    return STATE if place == STATE.name else Place(place, level_of(place))


def _end(text: str, mention: Mention, place: str) -> int:
    """Where the mention ends, with the last character of the full name if it stands there: 吉林市 of which 吉林 is named."""
    return mention.end + (1 if text.startswith(place[-1], mention.end) and len(mention.text) > 1 else 0)
