"""The clauses around the best one, for questions whose answer is not one clause: how, why, what about.

A paragraph of a plan opens with what is to be reached, and says in the clauses after it by what; the purpose may also
come last. So the answer is what stands beside the clause that comes closest to the question, as one excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.types import Span

MOST = 60
"""Characters of the excerpt: some three clauses, two lines on a phone."""
_HEADING = 30
"""Characters of a sentence of one clause that says what the sentences after it are about."""
_SENTENCE_END = re.compile(r"[。；！？!?;]")


def excerpt_around(text: str, clauses: Sequence[Span], best: Span, *, goes_on: bool = True) -> Span:
    """The excerpt of a paragraph that says more of what its best clause speaks of.

    It is the best clause with those that follow it in its sentence, and then those before it, as long as there is room.

    Args:
        text: of the paragraph.
        clauses: all clauses of the paragraph, in their order.
        best: one of them.
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
    is_heading = best.end - best.start <= _HEADING and not any(map(str.isdigit, best.of(text)))
    if goes_on and first == last and last + 1 < len(clauses) and is_heading:
        at += 1
        first, last = _sentence_of(text, clauses, at)
    low = high = at
    high = _grown(clauses, low, high, last)
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
    return Span(clauses[low].start, clauses[high].end)


def _grown(clauses: Sequence[Span], low: int, high: int, last: int) -> int:
    """The last clause up to `last` that there is room for."""
    while high < last and clauses[high + 1].end - clauses[low].start <= MOST:
        high += 1
    return high


def _sentence_of(text: str, clauses: Sequence[Span], at: int) -> tuple[int, int]:
    """The positions of the first and the last clause of the sentence that a clause stands in."""
    first = last = at
    while first and not _SENTENCE_END.search(text, clauses[first - 1].end, clauses[first].start):
        first -= 1
    while last + 1 < len(clauses) and not _SENTENCE_END.search(
        text, clauses[last].end, clauses[last + 1].start
    ):
        last += 1
    return first, last
