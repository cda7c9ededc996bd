"""Questions to show a newcomer: patterns filled in from the documents, as far as they get an answer.

An example that fails is the worst first answer, so each is asked before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.texts import texts_in
from retrieval.asking import AnswersQuestions
from retrieval.types import Document, Language, Status

_MOST = 3
_DOCUMENTS_TRIED = 4
"""The newest ones; a question takes some hundredths of a second."""


def working_examples(answering: AnswersQuestions, language: Language) -> tuple[str, ...]:
    """At most three questions that have one answer; the general ones where none has.

    Args:
        answering: asked each of them, so not for the event loop.
        language: of the questions.
    """
    found: list[str] = []
    for candidate in _candidates(answering.documents, texts_in(language).example_patterns):
        if candidate not in found and answering.answer(candidate).status is Status.ANSWERED:
            found.append(candidate)
        if len(found) == _MOST:
            break
    return tuple(found) or texts_in(language).examples


def _candidates(documents: Sequence[Document], patterns: Sequence[str]) -> Iterator[str]:
    """Every pattern for the newest document, then for the ones before it."""
    dated = sorted(
        ((document.year, document) for document in documents if document.year is not None),
        key=lambda one: (-one[0], one[1].id),
    )
    is_one_place = len({document.place for _, document in dated}) <= 1
    for year, document in dated[:_DOCUMENTS_TRIED]:
        place = "" if is_one_place else document.place
        for pattern in patterns:
            yield pattern.format(place=place, year=year, before=year - 1)
