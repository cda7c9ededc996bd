"""One question's way, from text to answer."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from embeddings.types import TextEncoder
from retrieval import answering, follow_up, ranking, search, tokenizer
from retrieval.catalogue import Catalogue
from retrieval.glossary import Glossary
from retrieval.paragraphs import Paragraphs
from retrieval.places import Gazetteer
from retrieval.question import Lexicon, understand
from retrieval.small_talk import is_small_talk
from retrieval.snapshot import Snapshot
from retrieval.spelling import Speller
from retrieval.types import Answer, Document, DocumentId, Missing, PassageId, PlacedPassage, Question

MAX_QUESTION = 500
"""Characters of a question that are read; the model reads about as many, and people type fewer than fifty."""


class Engine:
    """Answers questions from one snapshot. Safe to call from several threads."""

    def __init__(
        self, snapshot: Snapshot, encoder: TextEncoder, glossary: Glossary, gazetteer: Gazetteer
    ) -> None:
        self._snapshot = snapshot
        self._encoder = encoder
        self._catalogue = Catalogue(snapshot)
        self._paragraphs = Paragraphs(snapshot)
        self._sources = {held.document.file: Path(held.source) for held in snapshot.documents}
        vocabulary = snapshot.keywords.passage_words.vocabulary
        self._lexicon = Lexicon(
            glossary,
            gazetteer,
            Speller(
                glossary.names,
                vocabulary,
                tokenizer.dictionary_words,
                tokenizer.STOP_WORDS | snapshot.english.words,
            ),
            snapshot.english,
            max((document.year or 0 for document in self.documents), default=0) or None,
        )
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

    def passage(self, key: PassageId) -> PlacedPassage | None:
        """A paragraph by its id; None when no document holds it (any more)."""
        return self._paragraphs.find(key)

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
        catalogue = self._catalogue.narrowed(documents) if documents else self._catalogue
        answer = self._answer(text, previous, catalogue)
        return replace(answer, milliseconds=round((time.perf_counter() - started) * 1000, 3))

    def _answer(self, text: str, previous: Question | None, catalogue: Catalogue) -> Answer:
        question = replace(understand(text[:MAX_QUESTION], self._lexicon), text=text)
        if missing := _nothing_to_look_up(text, question):
            return answering.refuse(question, missing)
        question = follow_up.complete(question, previous, self._lexicon)
        snapshot = self._snapshot
        candidates = search.search(question, catalogue, snapshot.vectors, snapshot.keywords, self._encoder)
        ranked = ranking.rank(question, candidates, self._lexicon.glossary)
        return answering.compose(question, ranked, catalogue, snapshot.keywords.sentence_bigrams.rarity)


def _nothing_to_look_up(text: str, question: Question) -> Missing | None:
    if not any(character.isalnum() for character in question.normalized):
        return Missing.EMPTY
    if len(text) > MAX_QUESTION:
        return Missing.TOO_LONG
    return Missing.SMALL_TALK if is_small_talk(question.normalized) else None
