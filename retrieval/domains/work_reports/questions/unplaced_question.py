"""A question without the words that only say where to look, once that is decided: 盘锦市2017年政府工作报告里公交候车亭有几个.

In the documents of one place its name tells nothing apart, and neither does the word for a report. The same question
with the place in front is then answered as it is without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from retrieval.domains.work_reports.places.place_names import own_name, short_name
from retrieval.language import tokenizer
from retrieval.questions.question import Lexicon, read
from retrieval.types import Language, Place, QueryPlan, is_han

_REPORT = r"(?:政府)?(?:工作)?报告(?!人)(?:里|中|上)?(?:面)?(?:提到|说|显示|指出|称|提出|回顾)?"
_BEHIND = re.compile(
    r"[\s,?？。!(（]*(?:我?(?:刚|在)?(?:看|问|说|查|找|指)的?是?)?的?(?:19|20)?\d{2}年?的?(?:那|这)?一?份?的?(?:政府)?(?:工作)?(?:报告|(?<=份))"
    r"(?:里|中|上)?面?(?:说|提到|写)?的?[)）]?[\s?？。]*$"
    r"|[\s,?]*\b(?:in|from|per|according\s+to)\s+(?:the\s+)?(?:19|20)\d{2}\s+(?:(?:government\s+)?work\s+)?report[\s?.]*$",
    re.IGNORECASE,
)
"""What stands behind and only says where to look: 去年粮食打了多少吨?我看的是1999年报告."""
_ENGLISH_REPORT = r"(?:government\s+work|government|work)\s+report\b"
_YEAR = r"(?:19|20)\d{2}"
_LEVELS, _NO_LEVEL = "省市县区州", "(?![直级委政区民内场长属])"
"""盘锦市长 is the mayor of 盘锦, and 盘锦市直学校 are 市直学校 there."""
_NEVER = "(?!)"


def without_location(question: QueryPlan, place: Place | None, lexicon: Lexicon) -> QueryPlan:
    """The question as it is asked of documents that are all about one place.

    Args:
        question: as understood.
        place: that they are about; None: they are not about one.
        lexicon: what is known of words, to read again what is left.

    Returns:
        the question with fewer words to look up; itself, if nothing but the place was asked.
    """
    names = [each.text for each in question.named if place in each.candidates]
    every_name = {*names, place.name, own_name(place.name), short_name(place.name)} if place else set()
    pattern = _pattern_of(every_name)
    if rest := _without_edges(question, pattern):
        question = _as_left(question, read(question.text, rest, lexicon))
    said = {word for name in every_name for word in tokenizer.words(name)} | {"报告"}
    content = re.sub(f"{pattern}|{_REPORT}", " ", question.content, flags=re.IGNORECASE)
    if not any(map(str.isalnum, content)):
        return question
    return replace(
        question,
        content=" ".join(content.split()),
        terms=tuple(term for term in question.terms if term not in said),
        translations=tuple(
            group for group in question.translations if not any(each.word in said for each in group[:1])
        ),
        indicators=tuple(name for name in question.indicators if name not in names),
    )


def _as_left(question: QueryPlan, rest: QueryPlan) -> QueryPlan:
    """What is left to look up of a question that is otherwise as it was understood."""
    return replace(
        question,
        embedding_text=rest.normalized,
        content=rest.content,
        terms=rest.terms,
        translations=rest.translations,
        indicators=rest.indicators,
        focus=rest.focus,
    )


def _pattern_of(names: Iterable[str]) -> str:
    """Matches the names of a place, with its level: 盘锦市 of 盘锦市的, but not of 盘锦市直学校."""
    longest_first = sorted(names, key=len, reverse=True)
    whole = [re.escape(name) + (_NO_LEVEL if name[-1:] in _LEVELS else "") for name in longest_first]
    level = rf"(?:[{_LEVELS}]{_NO_LEVEL}|\s+(?:city|province|county)\b)?"
    return rf"(?:{'|'.join(whole)}){level}" if whole else _NEVER


def _without_edges(question: QueryPlan, place: str) -> str:
    """The text without what stands in front or behind and only says where to look; empty: nothing does."""
    where = rf"{place}(?!\s*的)"
    if not question.asks_occasion:
        chinese = (
            rf"(?:{_YEAR}年?\s*)?(?:{place})?(?:{_YEAR}年?\s*)?的?[{_LEVELS}]?(?:人民)?{_REPORT}(?:的|了)?"
        )
        english = (
            rf"(?:(?:in|from|according\s+to)\s+)?(?:the\s+)?(?:{place})?(?:'s)?\s*{_YEAR}\s+(?:{place}\s+)?"
            rf"(?:{_ENGLISH_REPORT}|report\b)"
        )
        where = rf"{chinese}|{english}|{where}"
    front = re.compile(rf"\s*(?:{where})[\s,:]*", re.IGNORECASE)
    match = front.match(question.normalized)
    rest = question.normalized[match.end() :] if match else question.normalized
    rest = rest if question.asks_occasion else _BEHIND.sub("", rest)
    rest = "" if rest == question.normalized else rest
    # Of a bare GDP the models know less than of 盘锦GDP.
    is_whole = question.language is Language.ENGLISH or any(map(is_han, rest))
    return rest if is_whole and any(map(str.isalnum, rest)) else ""
