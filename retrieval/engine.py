"""One question's way, from text to answer."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from embeddings.types import Encoders
from retrieval import answering, follow_up, ranking, search, tokenizer
from retrieval.catalogue import Catalogue
from retrieval.contrasts import Contrasts
from retrieval.first_question import first_question
from retrieval.glossary import Glossary
from retrieval.highlighting import Highlighter
from retrieval.paragraphs import Paragraphs
from retrieval.places import Gazetteer
from retrieval.question import Lexicon, understand
from retrieval.ranking import Evidence
from retrieval.small_talk import is_small_talk
from retrieval.snapshot import Snapshot
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


class Engine:
    """Answers questions from one snapshot. Safe to call from several threads."""

    def __init__(
        self,
        snapshot: Snapshot,
        encoders: Encoders,
        words: Words,
        weights: ranking.Features = ranking.WEIGHTS,
    ) -> None:
        self._snapshot = snapshot
        self._weights = weights
        self._encoders = encoders
        self._catalogue = Catalogue(snapshot)
        self._paragraphs = Paragraphs(snapshot)
        self._sources = {held.document.file: Path(held.source) for held in snapshot.documents}
        vocabulary = snapshot.keywords.passage_words.vocabulary
        right = tokenizer.STOP_WORDS | snapshot.english.words
        self._lexicon = Lexicon(
            glossary=words.glossary,
            gazetteer=words.gazetteer,
            speller=Speller(words.glossary.names, vocabulary, tokenizer.dictionary_words, right),
            translator=Translator(snapshot.english, snapshot.word_vectors, encoders.fast),
            contrasts=words.contrasts,
            report_year=max((document.year or 0 for document in self.documents), default=0) or None,
        )
        self._highlighter = Highlighter(self._lexicon, snapshot.keywords, encoders.fast)
        tokenizer.warm_up()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that can be asked about."""
        return self._catalogue.documents

    def source(self, file: str) -> Path:
        """The path of a document's file, by the name that citations give it.

        Raises:
            KeyError: no document has that name.
        """
        return self._sources[file]

    def lines(self, file: str) -> tuple[int, ...]:
        """The lines of a document's paragraphs, 1-based, in their order."""
        passages = (held.passages for held in self._snapshot.documents if held.document.file == file)
        return tuple(passage.line for found in passages for passage in found)

    def passage(self, key: PassageId) -> PlacedPassage | None:
        """A paragraph by its id; None when no document holds it (any more)."""
        return self._paragraphs.find(key)

    @property
    def highlighter(self) -> Highlighter:
        """Finds the answer's words in a passage."""
        return self._highlighter

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
            return Trace(answering.refuse(question, missing), ())
        question = follow_up.complete(question, previous, self._lexicon)
        catalogue = self._catalogue.narrowed(documents) if documents else self._catalogue
        candidates = search.search(question, catalogue, self._snapshot, self._encoders)
        ranked = ranking.rank(question, candidates, self._lexicon, self._weights)
        answer = answering.compose(question, ranked, catalogue, self._highlighter)
        return Trace(answer, tuple(ranked))


def _nothing_to_look_up(text: str, question: Question) -> Missing | None:
    if not any(character.isalnum() for character in question.normalized):
        return Missing.EMPTY
    if len(text) > MAX_QUESTION:
        return Missing.TOO_LONG
    return Missing.SMALL_TALK if is_small_talk(question.normalized) else None
