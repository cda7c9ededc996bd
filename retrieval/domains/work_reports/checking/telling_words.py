"""A claim -> the words of which a paragraph that tells something of it has at least one.

A report of the year and place is read in these paragraphs only: some third of them, in a third of the time.
"""

from __future__ import annotations

import re

from retrieval.domains.work_reports.checking.alignment import SURE_MEANING, pairs_of
from retrieval.domains.work_reports.checking.claims import Claim, ClaimFigure
from retrieval.language.glossary import Glossary

_LEAST = 2
"""Characters of a figure that is looked for as it is written; a single digit stands in every paragraph."""


def telling_words(claim: Claim, glossary: Glossary) -> tuple[str, ...]:
    """The words of a claim's figures: names of their indicators, what else they are about, and the figures themselves.

    Args:
        claim: as read.
        glossary: all names of an indicator.
    """
    found = (word for figure in claim.figures for word in _words_of(figure, glossary))
    return tuple(sorted(set(found)))


def _words_of(figure: ClaimFigure, glossary: Glossary) -> set[str]:
    digits = set(re.findall(r"[\d.,]*\d", figure.written))
    words = {each for each in digits if len(each) >= _LEAST}
    if figure.subject.indicator:
        words |= set(glossary.entry(figure.subject.indicator.lower()).names)
    if figure.meanings:
        return words | {each.word for some in figure.meanings for each in some if each.weight >= SURE_MEANING}
    if not figure.subject.indicator or figure.subject.item:
        words |= pairs_of(figure)
    return words
