"""An article asked for by its number (消费者权益保护法第二十五条): the paragraph that opens with it, however near others come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.compose.citing import cite
from retrieval.compose.list_items import item_words
from retrieval.ingest.enumerators import Enumerator, Kind, enumerator_of
from retrieval.search.selection import Selection
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Answer, AnswerPart, Missing, Passage, Status


def as_named_article(answer: Answer, selection: Selection) -> Answer:
    """The answer with the article that is asked for first.

    Args:
        answer: to one question, from these documents.
        selection: what was searched.

    Returns:
        The answer as it is where no article is asked for, or something else is, too; none where the document has articles,
        but not this one.
    """
    question = answer.question
    wanted = enumerator_of(question.article) if question.article else None
    if wanted is None or question.asks_part:
        return answer
    meant = _meant(answer, selection)
    for document in meant:
        passage = _opening(document.passages, wanted)
        if passage is None:
            continue
        if answer.status is Status.ANSWERED and answer.citations[0].passage == passage.id:
            return replace(answer, confidence=1.0)
        cited = cite(passage, document.document, (item_words(passage.text),), 1.0)
        part = AnswerPart(cited.highlights[0].of(cited.text), None, None, cited.place, cited.passage)
        others = [each for each in answer.citations if each.passage != passage.id]
        most = max(1, len(answer.citations))
        return replace(
            answer,
            status=Status.ANSWERED,
            parts=(part,),
            confidence=1.0,
            citations=(cited, *others)[:most],
            missing=None,
        )
    if any(map(_has_articles, meant)):
        return replace(answer, status=Status.NOT_FOUND, parts=(), confidence=1.0, missing=Missing.EVIDENCE)
    return answer


def _meant(answer: Answer, selection: Selection) -> list[IndexedDocument]:
    """The documents that the words beside the article name; where there are none, the one that answers."""
    opened = [each.indexed for each in selection.opened]
    if name := answer.question.article_of:
        return [each for each in opened if name in each.document.title]
    first = answer.citations[0].file if answer.citations else None
    return [each for each in opened if each.document.file == first or len(opened) == 1]


def _opening(passages: Sequence[Passage], wanted: Enumerator) -> Passage | None:
    """The first paragraph that opens with an article, or stands right below its heading."""
    for passage in passages:
        for line in (passage.text.lstrip(), *passage.section[-1:]):
            own = enumerator_of(line)
            if own is not None and own.kind is Kind.ARTICLE and own.number == wanted.number:
                return passage
    return None


def _has_articles(document: IndexedDocument) -> bool:
    openings = (enumerator_of(line) for each in document.passages for line in (each.text, *each.section[-1:]))
    return any(own is not None and own.kind is Kind.ARTICLE for own in openings)
