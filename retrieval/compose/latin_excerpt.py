"""A long clause in Latin letters -> the phrases of it that answer, where a sentence has no comma to cut it at.

Chinese sentences string short clauses together; an English one may go on for a hundred characters. It is parted where a
preposition, a conjunction or a relative begins a phrase, and the reading model says which of the phrases answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from retrieval.compose.in_words import MOST
from retrieval.types import Span, is_han

_SURE = 0.5
"""How likely the answer has to stand in the phrases that are taken; else the clause stays whole."""
_ALIKE = 0.03
"""Of phrases that are as likely as this the longer ones are taken: they say of what the answer is."""
_OPENERS = frozenset(
    """about above across after against along although among and around as at because before behind below beneath beside
    between beyond but by despite during each every except for from how if in inside into like near nor of off on onto or outside
    over past per since so such than that though through throughout to toward towards under unless until up upon via was were is
    are can may must should will what when where whether which while who whose why with within without""".split()
)
"""Words that a phrase may begin with."""
_WORD = re.compile(r"\S+")
_OPENING_MARKS = "([\"'“‘"


def fitted(text: str, clause: Span, likely: Callable[[Span], float]) -> Span:
    """A clause of Latin letters, or, if it is too long, those of its phrases in which the answer stands.

    >>> text = "Full-time employees receive 15 days of annual leave each calendar year."
    >>> fitted(text, Span(0, len(text)), lambda part: float("15 days" in part.of(text))).of(text)
    'Full-time employees receive 15 days of annual leave'

    Args:
        text: of the paragraph.
        clause: a part of it.
        likely: how likely the answer stands in a part of the paragraph; 0..1.
    """
    said = clause.of(text)
    if len(said) <= MOST or any(map(is_han, said)):
        return clause
    bounds = [*_beginnings(text, clause), clause.end]
    parts = [
        Span(start, start + len(text[start:end].rstrip(" ,;:.")))
        for at, start in enumerate(bounds[:-1])
        for end in bounds[at + 1 :]
    ]
    fitting = [part for part in parts if 0 < part.end - part.start <= MOST]
    if not fitting:
        return clause
    most = max(map(likely, fitting))
    if most < _SURE:
        return clause
    return max(
        (part for part in fitting if likely(part) >= most - _ALIKE),
        key=lambda part: (part.end - part.start, -part.start),
    )


def _beginnings(text: str, clause: Span) -> list[int]:
    """Where phrases begin, the clause itself first."""
    words = [match.span() for match in _WORD.finditer(text, clause.start, clause.end)]
    later = [
        start
        for (_, before), (start, end) in pairwise(words)
        if text[start:end].strip(_OPENING_MARKS + ",.;:)]").lower() in _OPENERS
        or text[start] in _OPENING_MARKS
        or text[before - 1] in ",;:"
    ]
    return [clause.start, *later]
