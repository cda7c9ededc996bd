"""What the bot asks of whoever opens the documents."""

from __future__ import annotations

from typing import Protocol

from retrieval.asking import AnswersQuestions
from retrieval.building.index_status import IndexStatus


class DocumentSource(Protocol):
    """Opens the documents, and again when they have changed. Its methods take their time: not for the event loop."""

    def open(self) -> AnswersQuestions:
        """Open them; raises what keeps them from being opened."""
        ...

    def newer(self) -> AnswersQuestions | None:
        """Open what there is now, if it is not what was opened last; quick as long as nothing changed."""
        ...

    def status(self) -> IndexStatus | None:
        """What is indexed, and how far its sentence vectors are; None: nothing is open yet."""
        ...
