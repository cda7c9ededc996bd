"""One question's way through the documents of one domain: plan, retrieve, rank, extract, decide, compose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial

from embeddings.types import TextEncoder
from retrieval.compose import answering
from retrieval.compose.celled import CellFinder
from retrieval.compose.highlighting import Highlighter
from retrieval.compose.legibility import as_legible
from retrieval.compose.list_items import as_items
from retrieval.compose.merging import if_sure, likeliest_readings, merge, together
from retrieval.compose.named_article import as_named_article
from retrieval.compose.numbered_item import as_numbered_item
from retrieval.compose.parts_asked import as_part
from retrieval.compose.reached import beside_target, with_reached
from retrieval.compose.tabled import answer_with, is_whole
from retrieval.domain import Planner
from retrieval.language.glossary import Glossary
from retrieval.language.question_words.first_question import MAX_QUESTION
from retrieval.learning.model import Weights
from retrieval.learning.question_kinds import Kind, QuestionKinds
from retrieval.questions.follow_up import to_remember
from retrieval.ranking.retriever import Found, Retriever
from retrieval.ranking.scoring import ScoredSentence
from retrieval.types import (
    Absence,
    Answer,
    Asked,
    Document,
    DocumentId,
    Missing,
    Narrowing,
    QueryPlan,
    Route,
    RoutePart,
    Status,
    Table,
    Wanted,
)

TableOf = Callable[[QueryPlan, AbstractSet[DocumentId]], Table | None]
"""Makes the table that answers a plan from chosen documents, or from all where none are; None: it compares no figures."""

_MAYBE_IN_WORDS = frozenset({Wanted.ANYTHING, Wanted.LIST, Wanted.NAME, Wanted.REASON})
"""What the words of a question leave open; where they ask for a figure, a day or a person, that is what is wanted."""
_MOST_SIDES = 6
"""Questions of one message that are answered: more are not read in one glance, nor answered in the time of one."""
_MOST_CHOICES = 4
"""That a question without a place is answered of: a line each, beside the words that any can be typed."""
_LIKELY = 0.5
"""Of such questions nine in ten are of the kind, on documents held out, where it is taken to be this likely. See
`python -m benchmarks.learning.kinds`."""


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


@dataclass(frozen=True, slots=True)
class Extraction:
    """What finds the words that answer, and judges them."""

    glossary: Glossary
    encoder: TextEncoder
    """The model that compares clauses with the question."""
    weights: Weights
    """Of the domain."""
    kinds: QuestionKinds
    """Judges what kind of answer a question wants."""
    table_of: TableOf | None = None
    """None: the domain has no figures to compare."""


class Pipeline:
    """The way of questions through some documents of one domain. Safe to use from several threads."""

    def __init__(
        self, documents: Sequence[Document], planner: Planner, retriever: Retriever, extraction: Extraction
    ) -> None:
        """Take the steps.

        Args:
            documents: those that are asked.
            planner: of their domain.
            retriever: finds and ranks their sentences.
            extraction: what finds the words that answer.
        """
        self._documents = frozenset(document.id for document in documents)
        self._planner = planner
        self._retriever = retriever
        self._extraction = extraction
        self._cells = CellFinder(extraction.glossary, extraction.encoder)

    def holds_any(self, chosen: AbstractSet[DocumentId]) -> bool:
        """Whether any of its documents is to be searched; none chosen: all are."""
        return not chosen or not chosen.isdisjoint(self._documents)

    def trace(self, asked: Asked, previous: QueryPlan | None, chosen: AbstractSet[DocumentId]) -> Trace:
        """Answer a message, and keep the ranked evidence that the answer was made of."""
        plan = self._with_kind(self._planner.plan(asked, previous))
        if missing := _nothing_to_look_up(plan, in_dialogue=previous is not None):
            return Trace(answering.refuse(plan, missing), (), None, self._extraction.weights)
        if plan.sides:
            return self._each_side(plan, asked, previous, chosen)
        table = self._extraction.table_of(plan, chosen) if self._extraction.table_of else None
        tabled = answer_with(plan, table) if table else None
        if tabled is not None:
            tabled = as_legible(tabled)
        if table is not None and tabled is not None and is_whole(table):
            return Trace(tabled, (), None, self._extraction.weights)
        trace = self._looked_up(plan, chosen)
        # Of a table with gaps it is told where they are, unless the words of each side are found otherwise.
        if table is None or tabled is None or _tells_more(trace.answer, tabled):
            return trace
        return replace(trace, answer=tabled)

    def _each_side(
        self, plan: QueryPlan, asked: Asked, previous: QueryPlan | None, chosen: AbstractSet[DocumentId]
    ) -> Trace:
        """Answer what is asked at once, one after the other; a later question may lean on the one before it."""
        sides, left = plan.sides[:_MOST_SIDES], plan.sides[_MOST_SIDES:]
        traces: list[Trace] = []
        for side in sides:
            if isinstance(asked, Narrowing):
                traces.append(self.trace(asked, self._planner.plan(side, None), chosen))
            else:
                traces.append(self.trace(side, previous, chosen))
                previous = to_remember(traces[-1].answer, previous)
        answers = [(side, each.answer) for side, each in zip(sides, traces, strict=True)]
        whole = together(plan, answers)
        return replace(traces[0], answer=replace(whole, left=whole.left + left))

    def _looked_up(self, plan: QueryPlan, chosen: AbstractSet[DocumentId]) -> Trace:
        """Find the sentences that answer, part by part."""
        route = self._planner.route(plan, chosen)
        if route.is_open:
            return self._search_everywhere(plan, route)
        trace = self._search_parts(plan, route)
        return self._with_target(plan, trace, chosen) if plan.asks_reached else trace

    def _with_target(self, plan: QueryPlan, trace: Trace, chosen: AbstractSet[DocumentId]) -> Trace:
        """What came about, with the target that it is held against, where the report that set it is there."""
        aimed = self._planner.aimed(plan)
        if trace.answer.status is not Status.ANSWERED or aimed is None:
            return trace
        target = self._search_parts(aimed, self._planner.route(aimed, chosen)).answer
        return replace(trace, answer=beside_target(trace.answer, target))

    def _search_parts(self, plan: QueryPlan, route: Route) -> Trace:
        traces = [self._search(part) for part in route.parts]
        if len(traces) == 1:
            return traces[0]
        answer = merge(plan, [trace.answer for trace in traces], is_choice=route.is_ambiguous)
        return replace(traces[0], answer=answer)

    def _with_kind(self, plan: QueryPlan) -> QueryPlan:
        """The plan with the kind of answer that its words leave open: learned, for there are too many ways to ask for it."""
        if plan.wanted not in _MAYBE_IN_WORDS:
            return plan
        vector = self._extraction.encoder.encode_questions([plan.embedding_text])[0]
        likely = self._extraction.kinds.likelihoods(plan.embedding_text, vector)
        is_in_words = plan.wanted is Wanted.REASON or plan.is_topic_alone or likely[Kind.WORDS] >= _LIKELY
        return replace(plan, in_words=is_in_words)

    def _search(self, part: RoutePart) -> Trace:
        """Answer one part of a question from the documents it leads to."""
        if part.absence and not part.documents:
            return self._miss(part, part.absence)
        trace = self._compose(self._retriever.find(part))
        if part.question.may_be_topic and trace.answer.missing is Missing.EVIDENCE:
            # 教育 asked for a figure, if there is one, and else for what is said of it.
            spoken = replace(
                part.question,
                wanted=Wanted.ANYTHING,
                in_words=True,
                is_indicator_alone=False,
                may_be_topic=False,
            )
            topic = self._compose(self._retriever.find(replace(part, question=spoken)))
            trace = trace if topic.answer.missing else topic
        if part.absence and trace.answer.status is Status.NOT_FOUND:
            # Others might have told, and do not: what is missing is the document whose job it is.
            return replace(trace, answer=replace(trace.answer, absence=part.absence))
        return trace

    def _search_everywhere(self, plan: QueryPlan, route: Route) -> Trace:
        """Answer a question that names no place, though there are documents of several.

        The answer is that of one place if its documents answer plainly better than those of all others, and else a
        choice: what is asked about most, if it answers, and then the likeliest places, those with the newest answer first.
        """
        part = route.parts[0]
        if part.absence and not part.documents:
            return self._miss(part, part.absence)
        found = self._retriever.find_anywhere(part, route.always)
        likeliest = likeliest_readings(found.evidence, route.usual)
        enough = self._extraction.weights.enough_anywhere
        # What is likeliest of all sentences may be of any year; of the usual place the one that is meant is told.
        usual = self._narrowed(plan, route.usual) if len(likeliest) > 1 and route.usual else None
        asked = [name for name in likeliest if not usual or name != route.usual]
        traces = [self._compose(found.about(name)) for name in asked]
        if usual:
            traces = [usual, *sorted(traces, key=_age)[: _MOST_CHOICES - 1]]
        answer = merge(plan, [if_sure(trace.answer, enough) for trace in traces], is_choice=True)
        return replace(traces[0], answer=answer)

    def _narrowed(self, plan: QueryPlan, name: str) -> Trace | None:
        """What the question gets once a place is named, as who chooses it will ask; None: it names none even then."""
        narrowed = self._with_kind(self._planner.plan(Narrowing(place=name), plan))
        route = self._planner.route(narrowed, frozenset())
        return None if route.is_open else self._search_parts(narrowed, route)

    def _compose(self, found: Found) -> Trace:
        highlighter, weights = self._highlighter(found), self._extraction.weights
        lacks = partial(self._planner.missing, found.question, selection=found.selection)
        answer = answering.compose(found.question, found.evidence, highlighter, weights, lacks)
        if found.question.item is None:
            answer = as_items(answer, found.selection)
        answer = with_reached(as_part(as_numbered_item(answer, found.selection), found.selection))
        answer = as_named_article(as_legible(self._cells.answer(found, answer)), found.selection)
        return Trace(answer, tuple(found.evidence), highlighter, weights)

    def _miss(self, part: RoutePart, absence: Absence) -> Trace:
        """Say what is not there, with the nearest of what there is."""
        weights = self._extraction.weights
        if not part.nearest:
            return Trace(answering.miss(part.question, absence, ()), (), None, weights)
        nearby = replace(part, documents=part.nearest, weights=(0.0,) * len(part.nearest), place=None)
        found = self._retriever.find(nearby)
        answer = answering.miss(part.question, absence, found.evidence)
        return Trace(answer, tuple(found.evidence), self._highlighter(found), weights)

    def _highlighter(self, found: Found) -> Highlighter:
        extraction = self._extraction
        keywords = found.selection.keywords
        return Highlighter(extraction.glossary, keywords, extraction.encoder, extraction.weights.clauses)


def _age(trace: Trace) -> int:
    """The less, the newer the document is that an answer begins with."""
    return -max((citation.year or 0 for citation in trace.answer.citations[:1]), default=0)


def _tells_more(answer: Answer, tabled: Answer) -> bool:
    """Whether an answer quotes more sides of a comparison than that of a table with gaps."""
    return answer.status is Status.ANSWERED and len(answer.parts) > len(tabled.parts)


def _nothing_to_look_up(plan: QueryPlan, *, in_dialogue: bool) -> Missing | None:
    if plan.is_empty:
        return Missing.EMPTY
    if len(plan.text) > MAX_QUESTION:
        return Missing.TOO_LONG
    # A question word or a year alone may go on about what was asked before.
    is_talk = plan.act is not None or (plan.is_bare and not in_dialogue)
    return Missing.SMALL_TALK if is_talk else None
