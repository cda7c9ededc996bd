"""One question's way, from text to answer."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from embeddings.types import Encoders
from retrieval import domains
from retrieval.compose import answering
from retrieval.compose.highlighting import Highlighter
from retrieval.compose.merging import if_sure, likeliest_places, merge
from retrieval.language import tokenizer
from retrieval.language.contrasts import Contrasts
from retrieval.language.glossary import Glossary
from retrieval.language.spelling import Speller
from retrieval.learning.model import Model, Weights
from retrieval.learning.question_kinds import Kind, QuestionKinds
from retrieval.places.gazetteer import Gazetteer
from retrieval.questions import follow_up
from retrieval.questions.first_question import questions_in
from retrieval.questions.question import Lexicon, understand
from retrieval.questions.translating import Translator
from retrieval.questions.unplaced_question import without_location
from retrieval.ranking.retriever import Found, Retriever
from retrieval.ranking.scoring import ScoredSentence
from retrieval.routes import routing
from retrieval.routes.document_catalog import DocumentCatalog
from retrieval.routes.routing import RoutePart
from retrieval.search.index_reader import IndexReader
from retrieval.search.opened_index import OpenedIndex
from retrieval.types import (
    EVERYBODY,
    Absence,
    Answer,
    Document,
    DocumentId,
    Missing,
    Owner,
    PassageId,
    PlacedPassage,
    QueryPlan,
    Scope,
    Status,
    Wanted,
)

MAX_QUESTION = 500
"""Characters of a question that are read; the model reads about as many, and people type fewer than fifty."""
_MAYBE_IN_WORDS = frozenset({Wanted.ANYTHING, Wanted.LIST, Wanted.NAME, Wanted.REASON})
"""What the words of a question leave open; where they ask for a figure, a day or a person, that is what is wanted."""
_LIKELY = 0.5
_KEPT_CHATS = 16
"""With documents of their own, for which everything is kept ready; that takes some megabytes for names and spellings."""


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
    ranked: tuple[ScoredSentence, ...]
    """Best first; empty where nothing was looked up."""
    highlighter: Highlighter | None
    """What found its words; None where nothing was looked up."""
    weights: Weights
    """Those of the domain that was asked."""


class Engine:
    """Answers questions from one state of an index. Safe to call from several threads.

    Nothing is reached without a scope, and only what its asker may see was put together for it: documents, places,
    words and counts of other chats are not left out later, they are not there.
    """

    def __init__(self, index: OpenedIndex, encoders: Encoders, words: Words, model: Model) -> None:
        """Make ready to answer.

        Args:
            index: what is indexed, of all owners.
            encoders: the models that its vectors were made by.
            words: what is known of words.
            model: the learned weights of every domain.
        """
        self._index = index
        make = _PipelineMaker(index, encoders, words, model)
        self._of_everybody = make(EVERYBODY)
        self._of_chat = lru_cache(_KEPT_CHATS)(make)
        tokenizer.warm_up()

    def documents(self, *, scope: Scope) -> tuple[Document, ...]:
        """The documents that the asker may see, chosen or not; the same object for all who have none of their own."""
        return self._index.seen_by(scope.owner).documents

    def source(self, file: str, *, scope: Scope) -> Path:
        """The path of a document's file, by the name that citations give it.

        Raises:
            KeyError: no document that the asker may see has that name.
        """
        return self._index.seen_by(scope.owner).source(file)

    def lines(self, file: str, *, scope: Scope) -> tuple[int, ...]:
        """The lines of a document's paragraphs, 1-based, in their order; raises as `source` does."""
        return self._index.seen_by(scope.owner).lines(file)

    def passage(self, key: PassageId, *, scope: Scope) -> PlacedPassage | None:
        """A paragraph by its id; None when no document that the asker may see holds it (any more)."""
        return self._index.seen_by(scope.owner).passage(key)

    def answer(self, text: str, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        """Answer one question; never raises for anything a person can type.

        Args:
            text: the question as typed.
            previous: what the same asker asked before it, for follow-ups.
            scope: who asks, and of which documents.
        """
        started = time.perf_counter()
        answer = self.trace(text, previous, scope=scope).answer
        return replace(answer, milliseconds=round((time.perf_counter() - started) * 1000, 3))

    def trace(self, text: str, previous: QueryPlan | None = None, *, scope: Scope) -> Trace:
        """Answer one question, and keep the ranked evidence that the answer was made of."""
        pipelines, chosen = self._pipelines(scope.owner), scope.chosen
        asked = [each for each in pipelines if each.holds_any(chosen)] or pipelines[:1]
        parts = questions_in(text[:MAX_QUESTION])
        plans = [each.plan(parts, text) for each in asked]
        if missing := _nothing_to_look_up(plans[0], in_dialogue=previous is not None):
            return Trace(answering.refuse(plans[0], missing), (), None, asked[0].weights)
        traces = [each.trace(plan, previous, chosen) for each, plan in zip(asked, plans, strict=True)]
        return max(traces, key=_likelihood)

    def _pipelines(self, owner: Owner) -> tuple[_Pipeline, ...]:
        return self._of_chat(owner) if self._index.has_own(owner) else self._of_everybody


class _PipelineMaker:
    """Puts together the ways of a question through what its asker may see: one for each domain."""

    def __init__(self, index: OpenedIndex, encoders: Encoders, words: Words, model: Model) -> None:
        self._index = index
        self._encoders = encoders
        self._words = words
        self._model = model
        # A chat's own documents are not translated into: an encoder would have to embed each of their words first.
        self._translator = Translator(index.words.english, index.words.vectors, encoders.fast)

    def __call__(self, owner: Owner) -> tuple[_Pipeline, ...]:
        """Those through the documents of everybody and the owner's own; never none."""
        collection = self._index.seen_by(owner)
        known = self._index.words
        speller = Speller(
            self._words.glossary.names,
            known.words | collection.private_words,
            tokenizer.dictionary_words,
            tokenizer.STOP_WORDS | known.english.words,
            collection.knows,
        )
        kinds = groupby(sorted(collection.documents, key=_domain_order), key=_domain_order)
        pipelines = tuple(self._pipeline(collection, speller, tuple(some)) for _, some in kinds)
        return pipelines or (self._pipeline(collection, speller, ()),)

    def _pipeline(
        self, collection: IndexReader, speller: Speller, documents: Sequence[Document]
    ) -> _Pipeline:
        """One for the documents of a domain."""
        words, weights = self._words, self._model.of(documents[0].domain if documents else "")
        places = any(document.place for document in documents)
        lexicon = Lexicon(
            words.glossary,
            words.gazetteer.with_documents(documents) if places else Gazetteer(()),
            speller,
            self._translator,
            words.contrasts,
            frozenset(document.year for document in documents if document.year),
        )
        lookup = Retriever(collection, self._encoders, lexicon.glossary, weights.sentences)
        return _Pipeline(
            lexicon, DocumentCatalog(documents), lookup, self._encoders, weights, self._model.kinds
        )


def _domain_order(document: Document) -> int:
    names = [domain.name for domain in domains.DOMAINS]
    return names.index(document.domain) if document.domain in names else len(names)


def _likelihood(trace: Trace) -> tuple[bool, float]:
    """How likely a trace has the answer: the surest answer, or else the refusal whose nearest sentence scores best.

    How unsure a refusal is cannot be compared between domains, whose confidences have scales of their own.
    """
    answer = trace.answer
    if answer.status not in {Status.NOT_FOUND, Status.OFF_TOPIC}:
        return True, answer.confidence
    is_ruled_out = answer.confidence == 1.0
    return False, trace.ranked[0].score if trace.ranked and not is_ruled_out else -math.inf


class _Pipeline:
    """One question's way through the documents of one domain."""

    def __init__(
        self,
        lexicon: Lexicon,
        catalog: DocumentCatalog,
        lookup: Retriever,
        encoders: Encoders,
        weights: Weights,
        kinds: QuestionKinds,
    ) -> None:
        self._lexicon = lexicon
        self._shelves = catalog
        self._lookup = lookup
        self._encoders = encoders
        self.weights = weights
        self._kinds = kinds

    def holds_any(self, chosen: AbstractSet[DocumentId]) -> bool:
        """Whether any of its documents is to be searched; none chosen: all are."""
        return not chosen or not chosen.isdisjoint(self._shelves.everything)

    def plan(self, parts: Sequence[str], typed: str) -> QueryPlan:
        """What the first question of a message asks of these documents, by itself."""
        plan = replace(understand(parts[0], self._lexicon), text=typed)
        return replace(plan, parts=tuple(parts)) if len(parts) > 1 else plan

    def trace(
        self, question: QueryPlan, previous: QueryPlan | None, chosen: AbstractSet[DocumentId]
    ) -> Trace:
        """Answer a question, and keep the ranked evidence that the answer was made of."""
        question = self._with_kind(follow_up.complete(question, previous, self._lexicon))
        route = routing.route(question, self._shelves, chosen)
        if route.places_open:
            return self._search_everywhere(question, route.parts[0])
        traces = [self._search(part) for part in route.parts]
        if len(traces) == 1:
            return traces[0]
        answer = merge(question, [trace.answer for trace in traces], is_choice=route.is_ambiguous)
        return replace(traces[0], answer=answer)

    def _with_kind(self, question: QueryPlan) -> QueryPlan:
        """The question, and whether clauses answer it: learned, for it is said in too many ways for a list of words."""
        if question.wanted not in _MAYBE_IN_WORDS:
            return question
        vector = self._encoders.fast.encode_questions([question.embedding_text])[0]
        likely = self._kinds.likelihood(Kind.WORDS, question.embedding_text, vector)
        return replace(question, in_words=question.wanted is Wanted.REASON or likely >= _LIKELY)

    def _search(self, part: RoutePart) -> Trace:
        """Answer one part of a question from the documents it leads to."""
        if part.absence and not part.documents:
            return self._miss(part.question, part.absence)
        trace = self._compose(self._find(part))
        if part.absence and trace.answer.status is Status.NOT_FOUND:
            # Others might have told, and do not: what is missing is the report whose job it is.
            return replace(trace, answer=replace(trace.answer, absence=part.absence))
        return trace

    def _search_everywhere(self, question: QueryPlan, part: RoutePart) -> Trace:
        """Answer a question that names no place, though there are documents of several.

        The answer is that of one place if its documents answer plainly better than those of all others, and else a
        choice between the likeliest places, each with its own answer.
        """
        if part.absence and not part.documents:
            return self._miss(question, part.absence)
        found = self._lookup.find_anywhere(part, self._shelves.of_state(part.year))
        places = likeliest_places(found.evidence)
        traces = [self._compose(found.of_place(place)) for place in places]
        answer = merge(
            question,
            [if_sure(trace.answer, self.weights.enough_anywhere) for trace in traces],
            is_choice=True,
        )
        return replace(traces[0], answer=answer)

    def _compose(self, found: Found) -> Trace:
        highlighter = self._highlighter(found)
        answer = answering.compose(found.question, found.evidence, found.selection, highlighter, self.weights)
        return Trace(answer, tuple(found.evidence), highlighter, self.weights)

    def _miss(self, question: QueryPlan, absence: Absence) -> Trace:
        """Say what is not there, with the nearest of what there is of the place."""
        nearest = self._shelves.nearest(absence.place, absence.year) if absence.year else ()
        if not nearest:
            return Trace(answering.miss(question, absence, ()), (), None, self.weights)
        part = RoutePart(question, None, absence.year, nearest, (0.0,) * len(nearest))
        found = self._find(part)
        answer = answering.miss(question, absence, found.evidence)
        return Trace(answer, tuple(found.evidence), self._highlighter(found), self.weights)

    def _find(self, part: RoutePart) -> Found:
        """Look up a part in the documents of its place, where the place's name tells nothing apart."""
        question = without_location(part.question, part.place, self._lexicon)
        return self._lookup.find(replace(part, question=question))

    def _highlighter(self, found: Found) -> Highlighter:
        return Highlighter(self._lexicon, found.selection.keywords, self._encoders.fast, self.weights.clauses)


def _nothing_to_look_up(plan: QueryPlan, *, in_dialogue: bool) -> Missing | None:
    if plan.is_empty:
        return Missing.EMPTY
    if len(plan.text) > MAX_QUESTION:
        return Missing.TOO_LONG
    # A question word or a year alone may go on about what was asked before.
    is_talk = plan.act is not None or (plan.is_bare and not in_dialogue)
    return Missing.SMALL_TALK if is_talk else None
