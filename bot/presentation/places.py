"""Answers that leave open which place is meant, and what is said of a report that is not there."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import place_texts_in, texts_in
from bot.presentation.gloss import called, called_among
from bot.presentation.rich_text import clipped
from retrieval.types import Absence, Answer, Language, QueryPlan, Status

MOST_PLACES = 5
_YEARS_NAMED = 5
"""A place may have reports of forty years; those nearest to the one asked about are named."""
_NAME_UNITS = 40


def which_place(answer: Answer) -> str:
    """Asks which of the places is meant."""
    language, places = answer.question.language, answer.places
    named = [called_among(place, places, texts_in(language)) for place in places]
    return place_texts_in(language).which(named)


def of_each_place(answer: Answer) -> tuple[Answer, ...]:
    """The answer for each place that the question may mean, as if it had been named."""
    return tuple(_of_place(answer, place) for place in answer.places[:MOST_PLACES])


def absence_sentence(absence: Absence, question: QueryPlan, *, is_narrowed: bool) -> str:
    """Says which report is not there, and which are.

    Args:
        absence: what is missing.
        question: that asked for it.
        is_narrowed: whether only documents that the chat has chosen were looked at.
    """
    language = question.language
    texts = place_texts_in(language)
    place = clipped(called(absence.place, texts_in(language)), _NAME_UNITS)
    if absence.year is not None and _is_of_the_year_before(absence.year, question):
        return texts.no_results.format(
            place=texts.of_place.format(place=place) if place else "",
            told=absence.year - 1,
            year=absence.year,
        )
    if absence.year is None:
        return (texts.no_report_chosen if is_narrowed else texts.no_report).format(place=place)
    sentence = texts.no_year_report_chosen if is_narrowed else texts.no_year_report
    return sentence.format(
        place=texts.of_place.format(place=place) if place else "",
        year=absence.year,
        others=_others(absence, language),
    )


def _is_of_the_year_before(year: int, question: QueryPlan) -> bool:
    """Whether a report is only missed because it looks back on a year that was asked about."""
    return question.time.report is None and year not in question.years and year - 1 in question.years


def _others(absence: Absence, language: Language) -> str:
    """The years there are, as the end of a sentence."""
    if not absence.years or absence.year is None:
        return ""
    asked, texts = absence.year, place_texts_in(language)
    nearest = sorted(absence.years, key=lambda year: (abs(year - asked), -year))[:_YEARS_NAMED]
    ending = texts.other_years if len(nearest) == len(absence.years) else texts.nearest_years
    return ending.format(years=texts_in(language).listed([str(year) for year in sorted(nearest)]))


def _of_place(answer: Answer, place: str) -> Answer:
    citations = tuple(citation for citation in answer.citations if citation.place == place)
    return replace(
        answer,
        status=Status.ANSWERED,
        parts=tuple(part for part in answer.parts if part.place == place),
        citations=citations,
        places=(),
    )
