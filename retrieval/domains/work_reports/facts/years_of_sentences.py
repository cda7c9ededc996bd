"""The years of a paragraph's sentences, where its opening or the part of the report says of which years all of it is.

A sentence alone is taken to tell of five years for words that speak of one thing in it (连续两年获表扬), and of one for its
part, though its paragraph is opened by 五年来; or of five for its part, though it is opened by 刚刚过去的2015年.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.types import Role, Sentence

_PLAN_YEARS = 5
_NAMED = re.compile(r"(?:19|20)\d\d ?年|去年|上年|今年|一年|当年|全年")
_OPENING = re.compile(
    r"[^。;]{0,16}(?:(?:刚刚|即将)?过去的?(?:(?:19|20)\d\d年|一年)|(?:19|20)\d\d年(?:是|,我))"
)
"""What opens a paragraph about one year."""
_PAST_YEAR = re.compile(r"[^。;]{0,8}(?:刚刚|即将)?过去的?(?:(?:19|20)\d\d年|一年)")
_AHEAD = re.compile(r"[今明]年|预期目标|力争|确保|计划|未来|今后|我们[要将]|必须")
"""What ends the look back."""
_OPENING_OF_YEARS = re.compile(
    r"[—\-\s]*(?:[(（].{1,3}[)）])?(?:过去|近|这|刚刚过去的?)?"
    r"(?:[五5]年(?!规划|行动|计划)|[“\"]?十[一二三四]?五[”\"]?(?:时期|期间|以来))"
)
"""What opens one about five."""
_STRETCH = re.compile(
    r"[两二三四五六七八九十\d]年(?!级|制|期)|年均|年平均|累计|以来|(?:19|20)\d\d ?年"
    r"|[“\"]?[八九十][一二三四五]?五[”\"]?|翻[了一两]?番|届|期[内间末]"
)
"""What says itself of which years it tells."""
_IN_A_ROW = re.compile(r"连续[两二三四五六七八九十\d]+年")


def in_paragraph(sentences: Sequence[Sentence], text: str) -> list[Sentence]:
    """The sentences of a paragraph, with the years that all of it is of where their own words name none.

    Args:
        sentences: of the paragraph, in their order.
        text: of the paragraph, narrowed.
    """
    sentences = _looked_back(sentences, text)
    results = [each for each in sentences if each.role is Role.RESULT]
    if not any(len(each.years) >= _PLAN_YEARS for each in results):
        return list(sentences)
    first = results[0]
    if len(first.years) == _PLAN_YEARS and _OPENING_OF_YEARS.match(first.span.of(text)):
        return [
            replace(each, years=first.years) if _is_of_last(each, first, text) else each for each in sentences
        ]
    year = _one_year(results, text)
    return [
        replace(each, years=year) if year and _may_be_of(each, text, year) else each for each in sentences
    ]


def _looked_back(sentences: Sequence[Sentence], text: str) -> Sequence[Sentence]:
    """The sentences of a paragraph that looks back below a heading that looks ahead: 2016年工作安排, 刚刚过去的2015年."""
    if not sentences or sentences[0].role is not Role.RESULT or len(sentences[0].years) != 1:
        return sentences
    if not _PAST_YEAR.match(sentences[0].span.of(text)):
        return sentences
    ahead = (at for at, each in enumerate(sentences) if _AHEAD.search(each.span.of(text)))
    end = next(ahead, len(sentences))
    years = sentences[0].years
    return [
        replace(each, role=Role.RESULT, years=years) if at < end and each.role is Role.TARGET else each
        for at, each in enumerate(sentences)
    ]


def _is_of_last(sentence: Sentence, first: Sentence, text: str) -> bool:
    """Whether a sentence is taken to be of the last of five years for nothing that it says."""
    is_of_last = len(sentence.years) == 1 and max(sentence.years) == max(first.years)
    return sentence.role is Role.RESULT and is_of_last and not _NAMED.search(sentence.span.of(text))


def _one_year(results: Sequence[Sentence], text: str) -> frozenset[int]:
    """The one year that a paragraph looks back on; empty: none, or several."""
    for each in results:
        own = each.span.of(text)
        is_opening = each is results[0] and _OPENING.match(own)
        if len(each.years) == 1 and (is_opening or not _NAMED.search(own)):
            return each.years
    return frozenset()


def _may_be_of(sentence: Sentence, text: str, year: frozenset[int]) -> bool:
    if len(sentence.years) < _PLAN_YEARS or sentence.role is not Role.RESULT:
        return False
    own = _IN_A_ROW.sub("", sentence.span.of(text))
    return max(sentence.years) == max(year) and not _STRETCH.search(own)
