"""Lines that nothing marks as headings, though they are: what they say in few words stands below them.

In a manual that was saved as text, "Laptop fan always running" is a line like any other, and closer to the question than
the paragraph that answers it. Such a line hands its place in the list on to the best paragraph under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.ranking.scoring import ScoredSentence, best_of_each_passage
from retrieval.search.selection import Selection
from retrieval.types import Passage, PassageId, is_han

_WIDEST = 60
"""Columns of a title; a Chinese character takes two."""
_ENDS = "。；;！!，,：:."
"""How a line ends that is a sentence, or introduces a list."""
_REACH = 8
"""Paragraphs below a title that are taken to be its text, up to the next title."""
_FIRST = 5
"""Passages among which a title is looked for: those that are shown."""


def past_titles(ranked: Sequence[ScoredSentence], selection: Selection) -> list[ScoredSentence]:
    """The list with the paragraphs below titles in the place of those; best first.

    Args:
        ranked: best first.
        selection: what was searched.
    """
    passages_of = {each.indexed.document.id: each.indexed.passages for each in selection.opened}
    found = list(ranked)
    for title in best_of_each_passage(ranked, _FIRST):
        below = _below(title.entry.passage, passages_of[title.entry.document.id])
        best = next((each for each in found if each.entry.passage.id in below), None)
        if best is not None and best.score < title.score:
            found = _exchanged(found, title, best)
    return sorted(found, key=lambda each: -each.score)


def _exchanged(
    ranked: Sequence[ScoredSentence], title: ScoredSentence, best: ScoredSentence
) -> list[ScoredSentence]:
    """All sentences of the paragraph below gain what the title loses."""
    gain = {best.entry.passage.id: title.score - best.score, title.entry.passage.id: best.score - title.score}
    return [replace(each, score=each.score + gain.get(each.entry.passage.id, 0.0)) for each in ranked]


def _below(title: Passage, passages: Sequence[Passage]) -> frozenset[PassageId]:
    """The paragraphs that a line is the title of; none: it is no title."""
    at = next((at for at, each in enumerate(passages) if each.id == title.id), None)
    if at is None or not _is_short(title):
        return frozenset()
    # Several short lines in a row are a list or a menu.
    if at and _is_short(passages[at - 1]) and passages[at - 1].section == title.section:
        return frozenset()
    found: list[PassageId] = []
    for each in passages[at + 1 : at + 1 + _REACH]:
        if _is_short(each) or each.section[: len(title.section)] != title.section:
            break
        found.append(each.id)
    return frozenset(found)


def _is_short(passage: Passage) -> bool:
    """Whether a paragraph is one short line that ends no sentence."""
    text = passage.text.strip()
    is_cell = passage.row is not None
    return not is_cell and bool(text) and text[-1] not in _ENDS and _width(text) <= _WIDEST


def _width(text: str) -> int:
    return sum(1 + is_han(character) for character in text)
