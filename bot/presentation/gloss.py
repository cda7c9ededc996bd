"""What an answer is about in English: the words quoted are Chinese."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from bot.messages import Texts, texts_in
from retrieval.domains.work_reports.places.gazetteer import STATE
from retrieval.domains.work_reports.places.other_languages import english_name as english_place
from retrieval.language.glossary import Glossary, shipped_glossary
from retrieval.language.normalizing import to_traditional
from retrieval.types import Answer, Language

_MARK = " · "


def gloss(answer: Answer) -> str:
    """The indicators, the year and role, and the place of an answer to an English question: GDP · 2017 target · Panjin.

    Empty for any other question, and where nothing is known.
    """
    if answer.question.language is not Language.ENGLISH or not answer.parts:
        return ""
    indicators = [english for name in answer.question.indicators if (english := english_name(name))]
    years, roles = {part.year for part in answer.parts}, {part.role for part in answer.parts}
    places = {citation.place for citation in answer.citations[:1]} | {part.place for part in answer.parts}
    year = next(iter(years)) if len(years) == 1 else None
    role = next(iter(roles)) if len(roles) == 1 else None
    texts = texts_in(Language.ENGLISH)
    when = texts.label(year, role)
    named = [called(place, texts) for place in places if place]
    return _MARK.join([*indicators, *([when] if when else []), *(named if len(named) == 1 else [])])


def called(place: str, texts: Texts) -> str:
    """A place as it is called in the language of some sentences: Panjin, 盤錦市; 全国 for the State Council."""
    if place == STATE.name:
        return texts.nation
    if texts is texts_in(Language.TRADITIONAL):
        return to_traditional(place)
    if place.isascii() or texts is not texts_in(Language.ENGLISH):
        return place
    return english_place(place)


def called_among(place: str, places: Collection[str], texts: Texts) -> str:
    """The same, told apart from others of its name: Jilin (吉林省), Jilin (吉林市)."""
    name = called(place, texts)
    same = {each for each in places if called(each, texts) == name}
    return f"{name} ({place})" if len(same) > 1 else name


def indicator_called(indicator: str, language: Language) -> str:
    """An indicator in the language of the sentences around an answer, as far as the glossary knows it."""
    if language is Language.TRADITIONAL:
        return to_traditional(indicator)
    return (english_name(indicator) if language is Language.ENGLISH else "") or indicator


def english_name(indicator: str) -> str:
    """What an indicator is called in English; empty: the glossary does not tell."""
    glossary = _glossary()
    return glossary.entry(indicator).in_english if indicator in glossary.names else ""


@cache
def _glossary() -> Glossary:
    return shipped_glossary()
