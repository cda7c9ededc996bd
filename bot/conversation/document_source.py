"""What the bot asks of whoever opens the documents."""

from __future__ import annotations

from typing import Protocol

from retrieval.asking import AnswersQuestions
from retrieval.building.index_status import IndexStatus
from retrieval.types import Scope


class DocumentSource(Protocol):
    """Opens the documents, and again when they have changed. Its methods take their time: not for the event loop."""

    def open(self) -> AnswersQuestions:
        """Open them; raises what keeps them from being opened."""
        ...

    def newer(self) -> AnswersQuestions | None:
        """Open what there is now, if it is not what was opened last; quick as long as nothing changed."""
        ...

    def status(self, *, scope: Scope) -> IndexStatus | None:
        """What the asker may see of what is indexed, and how far its vectors are; None: nothing is open yet."""
        ...

    def lacks_vectors(self) -> bool:
        """Whether any sentence of what is open has no vector yet, whoever may see it."""
        ...

    def is_damaged(self) -> bool:
        """Whether a file of what is open is not what was written; each state's are compared once, which takes seconds."""
        ...
