"""One question's way, from text to answer."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from embeddings.types import Encoders
from retrieval import answering, follow_up, ranking, search, tokenizer
from retrieval.collection import MOST_SENTENCES, Collection
from retrieval.contrasts import Contrasts
from retrieval.first_question import first_question
from retrieval.glossary import Glossary
from retrieval.highlighting import Highlighter
from retrieval.places import Gazetteer
from retrieval.question import Lexicon, understand
from retrieval.ranking import Evidence
from retrieval.selection import Selection
from retrieval.small_talk import is_small_talk
from retrieval.spelling import Speller
from retrieval.translating import Translator
from retrieval.types import Answer, Document, DocumentId, Missing, PassageId, PlacedPassage, Question

MAX_QUESTION = 500
"""Characters of a question that are read; the model reads about as many, and people type fewer than fifty."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of words whatever the documents are; from files that a person can edit."""

    glossary: Glossary
    gazetteer: Gazetteer
    contrasts: Contrasts


@dataclass(frozen=True, slots=True)
class Trace:
    """An answer with what it was made of."""

    answer: Answer
    ranked: tuple[Evidence, ...]
    """Best first; empty where nothing was looked up."""
    highlighter: Highlighter | None
    """What found its words; None where nothing was looked up."""


class Engine:
    """Answers questions from one state of an index. Safe to call from several threads."""

    def __init__(
        self,
        collection: Collection,
        encoders: Encoders,
        words: Words,
        weights: ranking.Features = ranking.WEIGHTS,
    ) -> None:
        self._collection = collection
        self._weights = weights
        self._encoders = encoders
        known = collection.words
        right = tokenizer.STOP_WORDS | known.english.words
        self._lexicon = Lexicon(
            glossary=words.glossary,
            gazetteer=words.gazetteer.with_documents(self.documents),
            speller=Speller(words.glossary.names, known.words, tokenizer.dictionary_words, right),
            translator=Translator(known.english, known.vectors, encoders.fast),
            contrasts=words.contrasts,
            report_year=max((document.year or 0 for document in self.documents), default=0) or None,
        )
        tokenizer.warm_up()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that can be asked about."""
        return self._collection.documents

    def source(self, file: str) -> Path:
        """The path of a document's file, by the name that citations give it.

        Raises:
            KeyError: no document has that name.
        """
        return self._collection.source(file)

    def lines(self, file: str) -> tuple[int, ...]:
        """The lines of a document's paragraphs, 1-based, in their order."""
        return self._collection.lines(file)

    def passage(self, key: PassageId) -> PlacedPassage | None:
        """A paragraph by its id; None when no document holds it (any more)."""
        return self._collection.passage(key)

    def answer(
        self, text: str, previous: Question | None = None, documents: AbstractSet[DocumentId] = frozenset()
    ) -> Answer:
        """Answer one question; never raises for anything a person can type.

        Args:
            text: the question as typed.
            previous: what was asked before it, for follow-ups.
            documents: the only ones that are searched; none: all of them.
        """
        started = time.perf_counter()
        answer = self.trace(text, previous, documents).answer
        return replace(answer, milliseconds=round((time.perf_counter() - started) * 1000, 3))

    def trace(
        self, text: str, previous: Question | None = None, documents: AbstractSet[DocumentId] = frozenset()
    ) -> Trace:
        """Answer one question, and keep the ranked evidence that the answer was made of."""
        first, several = first_question(text[:MAX_QUESTION])
        question = replace(understand(first, self._lexicon), text=text, is_first_of_several=several)
        if missing := _nothing_to_look_up(text, question):
            return Trace(answering.refuse(question, missing), (), None)
        question = follow_up.complete(question, previous, self._lexicon)
        selection = self._select(question, documents)
        candidates = search.search(question, selection, self._encoders)
        ranked = ranking.rank(question, candidates, self._lexicon, self._weights)
        highlighter = Highlighter(self._lexicon, selection.keywords, self._encoders.fast)
        answer = answering.compose(question, ranked, selection, highlighter)
        return Trace(answer, tuple(ranked), highlighter)

    def _select(self, question: Question, documents: AbstractSet[DocumentId]) -> Selection:
        """Open the documents a question is asked of: all that may be, or of too many those that have its words."""
        asked = documents or {document.id for document in self.documents}
        if self._collection.count(asked) <= MOST_SENTENCES:
            return self._collection.select(each.id for each in self.documents if each.id in asked)
        likeliest = self._collection.likeliest(question.terms, question.translations, documents)
        return self._collection.select(likeliest)


def _nothing_to_look_up(text: str, question: Question) -> Missing | None:
    if not any(character.isalnum() for character in question.normalized):
        return Missing.EMPTY
    if len(text) > MAX_QUESTION:
        return Missing.TOO_LONG
    return Missing.SMALL_TALK if is_small_talk(question.normalized) else None
