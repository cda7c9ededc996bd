"""Questions asked one after another, each in the light of those before it: the only place that remembers them."""

from __future__ import annotations

from retrieval.asking import AnswersQuestions
from retrieval.engine import Engine
from retrieval.pipeline import Trace
from retrieval.questions.follow_up import to_remember
from retrieval.types import Answer, Asked, QueryPlan, Scope


class QuestionThread:
    """What one person asks in one chat, from question to question. For one question at a time."""

    def __init__(self, previous: QueryPlan | None = None) -> None:
        """Go on after a question; None: nothing was asked before."""
        self.previous = previous
        """What the next question may lean on."""

    def ask(self, answering: AnswersQuestions, asked: Asked, *, scope: Scope) -> Answer:
        """Answer a question and remember it; what asks nothing leaves the former one in place."""
        answer = answering.answer(asked, self.previous, scope=scope)
        self.previous = to_remember(answer, self.previous)
        return answer

    def trace(self, engine: Engine, asked: Asked, *, scope: Scope) -> Trace:
        """The same, with how the answer came about."""
        trace = engine.trace(asked, self.previous, scope=scope)
        self.previous = to_remember(trace.answer, self.previous)
        return trace
