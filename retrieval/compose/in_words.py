"""The clauses around the best one, for questions whose answer is not one clause: how, why, what about.

A paragraph of a plan opens with what is to be reached, and says in the clauses after it by what; the purpose may also
come last. So the answer is what stands beside the clause that comes closest to the question, as one excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.ingest.lists import introduces
from retrieval.language.sentence_ends import latin_sentence_ends
from retrieval.types import Span

MOST = 60
"""Characters of the excerpt: some three clauses, two lines on a phone."""
_HEADING = 30
"""Characters of a sentence of one clause that says what the sentences after it are about."""
_CONDITION = re.compile(
    r"(?:的|(?<![小同平按及准工])时|情形|情况下|后|之前)$|^(?:如果|若是?|假如|一旦|只要|要想)|^(?:To|If|When|Whenever|Before|After|Once|While|Unless|Although|Because|Since)\b"
)
"""A clause that says for whom, when or what for: what then holds, or is to be done, stands in the next one."""
_UNFINISHED = re.compile(r"(?:[年月日天底末]前|[年月日天]内|日起|期间)$")
"""A clause that only says by when: what is to be done by then stands in the next one."""
_ANNOUNCES = re.compile(
    r"(?:存在|面临|还有|[的着])[^，。]{0,14}(?:问题|困难|矛盾|差距|不足|短板|挑战)$|(?:主要|表现|体现)(?:是|有|为|在)?$|(?:如下|以下)[^，。]{0,8}$"
)
"""What is said by the sentences after it."""
_SENTENCE_END = re.compile(r"[。；！？!?;]")


def excerpt_around(
    text: str, clauses: Sequence[Span], best: Span, *, goes_on: bool = True, lists: bool = False
) -> Span:
    """The excerpt of a paragraph that says more of what its best clause speaks of.

    It is the best clause with those that follow it in its sentence, and then those before it, as long as there is room;
    of a rule, whatever its length, what holds under the condition that the best clause says.

    Args:
        text: of the paragraph.
        clauses: all clauses of the paragraph, in their order.
        best: one of them.
        lists: whether things are asked for that a sentence may announce (存在以下问题), which then stand after it.
        goes_on: whether what stands after its sentence may answer, too: a short sentence of one clause leads up to the
            next one, which is then taken instead; and where half of the room is left, the next sentence is added.

    >>> text = "缓解停车难。盘活车位资源，推行错时停车。"
    >>> clauses = [Span(0, 5), Span(6, 12), Span(13, 19)]
    >>> excerpt_around(text, clauses, clauses[0]).of(text)
    '盘活车位资源，推行错时停车'
    """
    at = next((at for at, each in enumerate(clauses) if each.start == best.start), None)
    if at is None:
        return best
    first, last = _sentence_of(text, clauses, at)
    heads = (goes_on and _is_heading(text, clauses, first, last)) or (
        (goes_on or lists) and _ANNOUNCES.search(clauses[last].of(text))
    )
    if heads and last + 1 < len(clauses):
        at = last + 1
        first, last = _sentence_of(text, clauses, at)
    low = high = at
    high = _grown(clauses, low, high, last)
    while high < last and _CONDITION.search(clauses[high].of(text)):
        high += 1
    while low < high and clauses[high].end - clauses[low].start > MOST:
        low += 1
    while low > first and clauses[high].end - clauses[low - 1].start <= MOST:
        low -= 1
    while (
        goes_on
        and high == last
        and last + 1 < len(clauses)
        and clauses[high].end - clauses[low].start < MOST / 2
    ):
        _, last = _sentence_of(text, clauses, last + 1)
        grown = _grown(clauses, low, high, last)
        if grown == high:
            break
        high = grown
    while high > at and _CONDITION.search(clauses[high].of(text)):
        high -= 1
    return Span(clauses[low].start, clauses[high].end)


def with_condition(text: str, clauses: Sequence[Span], found: Span) -> Span:
    """Some clauses of a sentence with the condition before them, if there is room, and with what holds after them.

    >>> text = "遗弃犬只的，处五百元罚款；取得所得的，应当在次年六月三十日前，缴纳税款。"
    >>> clauses = [Span(0, 5), Span(6, 12), Span(13, 18), Span(19, 30), Span(31, 35)]
    >>> with_condition(text, clauses, clauses[1]).of(text), with_condition(text, clauses, clauses[3]).of(text)
    ('遗弃犬只的，处五百元罚款', '取得所得的，应当在次年六月三十日前，缴纳税款')

    Args:
        text: of the paragraph.
        clauses: all clauses of the paragraph, in their order.
        found: from the beginning of one of them to the end of it or of a later one.
    """
    positions = _positions_of(clauses, found)
    if positions is None:
        return found
    low, high = positions
    first, last = _sentence_of(text, clauses, low)[0], _sentence_of(text, clauses, high)[1]
    while high < last and _is_open(clauses[high].of(text)):
        high += 1
    while (
        low > first
        and _CONDITION.search(clauses[low - 1].of(text))
        and not introduces(text[clauses[low - 1].end : clauses[low].start].strip())
        and clauses[high].end - clauses[low - 1].start <= MOST
    ):
        low -= 1
    return Span(clauses[low].start, clauses[high].end)


def filled(text: str, clauses: Sequence[Span], found: Span) -> Span:
    """Some clauses of a paragraph with more of it, as long as there is room: their sentence, then those beside it.

    Of a sentence that is too long parts are added, of others the whole.

    >>> text = "可以。遗弃犬只的，处五百元罚款，收容犬只。"
    >>> clauses = [Span(0, 2), Span(3, 8), Span(9, 15), Span(16, 20)]
    >>> filled(text, clauses, clauses[2]).of(text)
    '可以。遗弃犬只的，处五百元罚款，收容犬只'

    Args:
        text: of the paragraph.
        clauses: all clauses of the paragraph, in their order.
        found: from the beginning of one of them to the end of it or of a later one.
    """
    positions = _positions_of(clauses, found)
    if positions is None:
        return found
    low, high = positions
    first, last = _sentence_of(text, clauses, low)[0], _sentence_of(text, clauses, high)[1]
    if not _fits(clauses, first, last):
        high = _without_open_end(text, clauses, high, _grown(clauses, low, high, last))
        while low > first and _fits(clauses, low - 1, high):
            low -= 1
        return Span(clauses[low].start, clauses[high].end)
    while last + 1 < len(clauses) and _fits(clauses, first, _sentence_of(text, clauses, last + 1)[1]):
        last = _sentence_of(text, clauses, last + 1)[1]
    while first and _fits(clauses, _sentence_of(text, clauses, first - 1)[0], last):
        first = _sentence_of(text, clauses, first - 1)[0]
    return Span(clauses[first].start, clauses[last].end)


def _positions_of(clauses: Sequence[Span], found: Span) -> tuple[int, int] | None:
    """The positions of the first and the last clause of a part of a paragraph; None: it begins or ends within one."""
    low = next((at for at, each in enumerate(clauses) if each.start == found.start), None)
    high = next((at for at, each in enumerate(clauses) if each.end == found.end), None)
    return None if low is None or high is None else (low, high)


def _fits(clauses: Sequence[Span], first: int, last: int) -> bool:
    return clauses[last].end - clauses[first].start <= MOST


def _without_open_end(text: str, clauses: Sequence[Span], least: int, high: int) -> int:
    """The last clause that is no condition of what follows it."""
    while high > least and _is_open(clauses[high].of(text)):
        high -= 1
    return high


def _is_open(clause: str) -> bool:
    return bool(_CONDITION.search(clause) or _UNFINISHED.search(clause))


def _is_heading(text: str, clauses: Sequence[Span], first: int, last: int) -> bool:
    """Whether a sentence is one short clause without a figure: it says what those after it are about."""
    is_short = clauses[last].end - clauses[first].start <= _HEADING
    return first == last and is_short and not any(map(str.isdigit, clauses[first].of(text)))


def _grown(clauses: Sequence[Span], low: int, high: int, last: int) -> int:
    """The last clause up to `last` that there is room for."""
    while high < last and clauses[high + 1].end - clauses[low].start <= MOST:
        high += 1
    return high


def _sentence_of(text: str, clauses: Sequence[Span], at: int) -> tuple[int, int]:
    """The positions of the first and the last clause of the sentence that a clause stands in."""
    first = last = at
    while first and not _is_end_between(text, clauses[first - 1], clauses[first]):
        first -= 1
    while last + 1 < len(clauses) and not _is_end_between(text, clauses[last], clauses[last + 1]):
        last += 1
    return first, last


def _is_end_between(text: str, clause: Span, following: Span) -> bool:
    """Whether a sentence ends where one clause does, before the next one begins."""
    if _SENTENCE_END.search(text, clause.end, following.start):
        return True
    return any(end >= clause.end for end in latin_sentence_ends(text, clause.start, following.end))
