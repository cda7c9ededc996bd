"""Questions to show a newcomer: patterns filled in from reports, headings of other documents, as far as they get an answer.

An example that fails is the worst first answer, so each is asked before it is shown: its answer is of the year and the role
that it asks for, and no mere possibility.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.conversation.replies import is_possibility
from bot.messages import texts_in
from retrieval.asking import AnswersQuestions
from retrieval.domains.work_reports.places.other_languages import english_name
from retrieval.types import Document, Language, Level, Scope, Status

_MOST = 3
_DOCUMENTS_TRIED = 4
"""A question takes some hundredths of a second, and more while sentence vectors are missing."""
_DOCUMENTS_LOOKED_AT = 30
"""For headings: a text may have none, or none that makes a question."""
_HEADINGS_TRIED = 6
_FEWEST, _MOST_CHARACTERS = 4, 14
"""Of a heading that makes a question."""
_NUMBERED = re.compile(
    r"^(?:第\s?[^\s]{1,4}\s?[编章节条部分]+|[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?|[\d.]+)\s*"
)
_HEIGHTS = {level: height for height, level in enumerate(Level)}


def working_examples(
    answering: AnswersQuestions, language: Language, scope: Scope, most: int = _MOST
) -> tuple[str, ...]:
    """Questions that have one answer; the general ones where none has.

    Args:
        answering: asked each of them, so not for the event loop.
        language: of the questions.
        scope: who is to try them.
        most: how many are enough.
    """
    found: list[str] = []
    documents = answering.documents(scope=scope)
    for of_one_kind in _candidates(documents, language):
        working = (each for each in of_one_kind if _works(answering, each, scope))
        found += [example for example in (next(working, ""),) if example]
        if len(found) == most:
            break
    return tuple(found) or _of_headings(answering, documents, scope, most) or texts_in(language).examples


def likely_examples(documents: Sequence[Document], language: Language) -> tuple[str, ...]:
    """What `working_examples` tries first, at no cost; the general ones where there is nothing to ask of."""
    first = [each for of_one_kind in _candidates(documents, language) for each in of_one_kind[:1]]
    # Of documents that are no reports their names can be asked for.
    titles = (each.title for each in documents[:_DOCUMENTS_LOOKED_AT] if not each.place)
    named = islice((each for each in titles if _FEWEST <= len(each) <= _MOST_CHARACTERS), _MOST)
    return tuple(first[:_MOST]) or tuple(named) or texts_in(language).examples


def _works(answering: AnswersQuestions, example: str, scope: Scope) -> bool:
    answer = answering.answer(example, scope=scope)
    asked = answer.question
    is_answered = answer.status is Status.ANSWERED and not is_possibility(answer)
    of_that_year = all(not asked.years or part.year in {None, *asked.years} for part in answer.parts)
    as_asked = all(asked.role is None or part.role in {None, asked.role} for part in answer.parts)
    return is_answered and of_that_year and as_asked


def _of_headings(
    answering: AnswersQuestions, documents: Sequence[Document], scope: Scope, most: int
) -> tuple[str, ...]:
    """What documents say they are about, one of each first."""
    looked_at = (_headings(answering, each, scope) for each in documents[:_DOCUMENTS_LOOKED_AT])
    of_each = list(islice(filter(None, looked_at), _DOCUMENTS_TRIED))
    in_turn = (each[at] for at in range(_HEADINGS_TRIED) for each in of_each if at < len(each))
    tried = list(islice(dict.fromkeys(in_turn), _HEADINGS_TRIED))
    working = tuple(islice((each for each in tried if _works(answering, each, scope)), most))
    # The general ones are of reports: where there is none, a heading at least stands in a document.
    has_reports = any(each.place and each.year is not None for each in documents)
    return working or (() if has_reports else tuple(tried[:1]))


def _headings(answering: AnswersQuestions, document: Document, scope: Scope) -> list[str]:
    """The innermost headings of a document without their numbers, as far as they are of some words."""
    sections = (passage.section for passage in answering.passages(document.id, scope=scope))
    names = dict.fromkeys(_NUMBERED.sub("", section[-1]).strip() for section in sections if section)
    return [name for name in names if _FEWEST <= len(name) <= _MOST_CHARACTERS]


def _candidates(documents: Sequence[Document], language: Language) -> Iterator[tuple[str, ...]]:
    """For each pattern, it filled in for some documents, which begin with another one each time."""
    tried = _to_try(documents)
    is_one_place = len({document.place for document in documents if document.year is not None}) <= 1
    for number, pattern in enumerate(texts_in(language).example_patterns if tried else ()):
        at = number % len(tried)
        of_one_kind = (
            _filled(pattern, each, is_one_place=is_one_place) for each in (*tried[at:], *tried[:at])
        )
        yield tuple(dict.fromkeys(of_one_kind))


def _to_try(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Of each level the newest, and then more of the newest: places that people know, and not three of one kind."""
    dated = [each for each in documents if each.year is not None]
    newest = sorted(dated, key=lambda each: (-(each.year or 0), _HEIGHTS[each.level], each.id))
    first = {each.level: each for each in reversed(newest)}
    tried = (*sorted(first.values(), key=newest.index), *newest[: 2 * _DOCUMENTS_TRIED])
    return tuple(dict.fromkeys(tried))[:_DOCUMENTS_TRIED]


def _filled(pattern: str, document: Document, *, is_one_place: bool) -> str:
    year = document.year or 0
    place = "" if is_one_place else _called(document, in_english=pattern.isascii())
    return pattern.format(place=place, year=year, before=year - 1)


def _called(document: Document, *, in_english: bool) -> str:
    if in_english:
        name = "China" if document.level is Level.STATE else english_name(document.place)
        return f"{name} "
    return "全国" if document.level is Level.STATE else document.place
