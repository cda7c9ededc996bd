"""Answers from the documents of everybody and from what the asking chat has sent, which no other chat can reach.

What a chat has sent is an index of its own, opened for the chat alone: no document, word or count of it is in the one
that everybody asks, and none of another chat's is in it.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

from embeddings.errors import in_words
from retrieval.engine import Engine, likelihood
from retrieval.errors import DamagedIndexError
from retrieval.fact_types import Checked
from retrieval.pipeline import Trace
from retrieval.store.segments import Segment
from retrieval.types import (
    Answer,
    Asked,
    Document,
    DocumentId,
    Owner,
    Passage,
    PassageId,
    PlacedPassage,
    QueryPlan,
    Scope,
    Status,
    Table,
)
from retrieval.uploads.library import UploadLibrary
from retrieval.uploads.records import UPLOADED, Upload

_logger = logging.getLogger(__name__)

_KEPT_CHATS = 16
"""Whose uploads stay open; a chat takes some megabytes for the words that typing errors are mended by."""
_PLAINLY = 0.15
"""How much surer another file has to be than the one that comes first."""
_SURE = 0.75
"""How sure an answer from elsewhere has to be, where a file comes first and does not answer, or may be wrong."""
_DOUBTFUL = 0.5
"""Below it an answer of a file is given up for a sure one from elsewhere: it is more likely wrong than right."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a chat has sent, as it was when it was opened."""

    uploads: tuple[Upload, ...]
    engine: Engine

    def holds(self, document: DocumentId) -> bool:
        return any(each.document.id == document for each in self.uploads)


class AnsweringWithUploads:
    """Answers as an `Engine` does, for each chat also from what it has sent. Safe to call from several threads."""

    def __init__(self, everybodys: Engine, library: UploadLibrary) -> None:
        """Open nothing yet.

        Args:
            everybodys: answers from the documents of the corpus.
            library: knows what each chat has sent.
        """
        self._everybodys = everybodys
        self._library = library
        self._lock = Lock()
        self._opened: OrderedDict[Owner, _Opened] = OrderedDict()
        self._documents: dict[Owner, tuple[tuple[Upload, ...], tuple[Document, ...]]] = {}
        library.watch(self)

    def let_go(self, owner: Owner) -> None:
        """Keep nothing open of a chat whose uploads have changed."""
        with self._lock:
            self._opened.pop(owner, None)
            self._documents.pop(owner, None)

    def documents(self, *, scope: Scope) -> tuple[Document, ...]:
        """The documents that the asker may see; the same object as long as they are the same."""
        of_everybody, uploads = self._everybodys.documents(scope=scope), self._library.of(scope.owner)
        if not uploads:
            return of_everybody
        with self._lock:
            kept = self._documents.get(scope.owner)
            if kept is None or kept[0] is not uploads:
                kept = uploads, (*of_everybody, *(each.document for each in uploads))
                self._documents[scope.owner] = kept
            return kept[1]

    def passage(self, key: PassageId, *, scope: Scope) -> PlacedPassage | None:
        """A paragraph by its id; None when no document that the asker may see holds it (any more)."""
        opened = self._of(scope.owner)
        own = opened.engine.passage(key, scope=Scope(UPLOADED)) if opened is not None else None
        return own or self._everybodys.passage(key, scope=scope)

    def passages(self, document: DocumentId, *, scope: Scope) -> tuple[Passage, ...]:
        """All paragraphs of a document, in order; none when the asker may not see it, or it is gone."""
        opened = self._of(scope.owner)
        if opened is not None and opened.holds(document):
            return opened.engine.passages(document, scope=Scope(UPLOADED))
        return self._everybodys.passages(document, scope=scope)

    def answer(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        """Answer one question; see `AnswersQuestions`."""
        started = time.perf_counter()
        answer = self.trace(asked, previous, scope=scope).answer
        return replace(answer, milliseconds=round((time.perf_counter() - started) * 1000, 3))

    def trace(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Trace:
        """Answer one question, and keep the ranked evidence that the answer was made of.

        Where a file comes first, what the chat has sent answers if it can, that file before the others, unless it is
        doubtful and what everybody may ask is certain. Where none does, the likeliest answer is taken.
        """
        opened = self._of(scope.owner)
        if opened is None:
            return self._everybodys.trace(asked, previous, scope=scope)
        chosen_own = frozenset(each for each in scope.chosen if opened.holds(each))
        others = scope.chosen - chosen_own
        traces: list[Trace] = []
        if not scope.chosen or chosen_own:
            traces.append(_asked(opened, asked, previous, scope.first, chosen_own))
        if not scope.chosen or others:
            traces.append(self._everybodys.trace(asked, previous, scope=replace(scope, chosen=others)))
        if scope.first is None or len(traces) == 1:
            return max(traces, key=likelihood)
        own, elsewhere = traces
        return elsewhere if _overrules(elsewhere.answer, own.answer) else own

    def compare(self, question: str, *, scope: Scope) -> Table:
        """The table that a question asks for, of the documents of everybody."""
        return self._everybodys.compare(question, scope=scope)

    def check_each(self, text: str, *, scope: Scope) -> tuple[Checked, ...]:
        """The verdict on each claim of a text, by the documents of everybody."""
        return self._everybodys.check_each(text, scope=scope)

    def _of(self, owner: Owner) -> _Opened | None:
        """What a chat has sent, opened; None: nothing is there."""
        uploads = self._library.of(owner)
        if not uploads:
            return None
        with self._lock:
            kept = self._opened.get(owner)
            if kept is not None and kept.uploads == uploads:
                self._opened.move_to_end(owner)
                return kept
        made = _Opened(uploads, self._engine(uploads))
        with self._lock:
            if self._library.of(owner) == uploads:  # not removed meanwhile
                self._opened[owner] = made
            while len(self._opened) > _KEPT_CHATS:
                self._opened.popitem(last=False)
        return made

    def _engine(self, uploads: Sequence[Upload]) -> Engine:
        """Open some uploads, and embed what has no vectors yet; one that was removed meanwhile is left out."""
        texts, encoders = self._library.texts, self._everybodys.encoders
        segments: list[Segment] = []
        for upload in uploads:
            try:
                segment = texts.open(upload.key)
                segment.hold()
                texts.embed(segment, encoders)
            except DamagedIndexError as error:
                _logger.warning("An upload cannot be opened: %s", error)
                continue
            except OSError as error:
                _logger.warning("An upload is asked without its vectors: %s", in_words(error))
            segments.append(segment)
        return self._everybodys.beside(segments, texts.vectors(encoders))


def _asked(
    opened: _Opened,
    asked: Asked,
    previous: QueryPlan | None,
    first: DocumentId | None,
    chosen: frozenset[DocumentId],
) -> Trace:
    """The answer of all files, or of those chosen; that of the file that comes first if it is not plainly less sure."""
    of_all = opened.engine.trace(asked, previous, scope=Scope(UPLOADED, chosen))
    if first is None or len(opened.uploads) == 1 or (chosen and first not in chosen):
        return of_all
    alone = opened.engine.trace(asked, previous, scope=Scope(UPLOADED, frozenset({first})))
    behind = of_all.answer.confidence - alone.answer.confidence
    is_taken = _is_found(alone.answer) and (not _is_found(of_all.answer) or behind <= _PLAINLY)
    return alone if is_taken else of_all


def _overrules(elsewhere: Answer, own: Answer) -> bool:
    """Whether an answer from elsewhere is given though a file comes first."""
    is_sure = _is_found(elsewhere) and elsewhere.confidence >= _SURE
    return is_sure and (not _is_found(own) or own.confidence < _DOUBTFUL)


def _is_found(answer: Answer) -> bool:
    return answer.status in {Status.ANSWERED, Status.AMBIGUOUS}
