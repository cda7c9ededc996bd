"""Opens the documents in the background, follows their changes, and answers questions in worker threads.

The event loop never loads, searches or ranks: it waits here. A question is answered by the state of the documents that
was open when it was asked, whatever is opened meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar, TypeVarTuple

from bot.document_source import DocumentSource
from bot.examples import likely_examples, working_examples
from bot.library import Library, title_of
from bot.texts import texts_in
from retrieval.asking import AnswersQuestions
from retrieval.building.index_status import IndexStatus
from retrieval.types import Answer, Document, DocumentId, Language, PassageId, PlacedPassage, Question

Given = TypeVarTuple("Given")
Made = TypeVar("Made")

_LOOK_SECONDS = 1.0
"""Between two looks at whether the documents have changed, each of which reads a small file."""
_EXAMPLES_SECONDS = 0.5
_logger = logging.getLogger(__name__)


class DeskClosedError(Exception):
    """The bot stopped before the question could be answered."""


class OpeningError(Exception):
    """The documents could not be opened; its cause says why, and so does its text."""


@dataclass(frozen=True, slots=True)
class _State:
    """The documents as they were opened once, and what was made of them since."""

    answering: AnswersQuestions
    library: Library
    titles: tuple[str, ...]
    examples: dict[Language, Future[tuple[str, ...]]] = field(default_factory=dict)


class AnsweringDesk:
    """Where questions wait until the documents are open, and then for a worker."""

    def __init__(self, source: DocumentSource, workers: int) -> None:
        self._source = source
        self._opening: Future[None] = Future()
        # A running future cannot be cancelled, so one waiter that gives up leaves the others waiting.
        self._opening.set_running_or_notify_cancel()
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="answering")
        # Questions that people ask do not queue behind examples.
        self._trying = ThreadPoolExecutor(1, thread_name_prefix="answering-examples")
        self._closed = threading.Event()
        self._state: _State | None = None

    def open(self) -> None:
        """Begin to load. The thread is a daemon, as a stop need not wait for an index to be built."""
        threading.Thread(target=self._load_and_follow, name="opening", daemon=True).start()

    def close(self) -> None:
        """Answer no more: who still waits for the documents gets a `DeskClosedError`."""
        self._closed.set()
        with suppress(InvalidStateError):
            self._opening.set_exception(DeskClosedError())
        for pool in (self._workers, self._trying):
            pool.shutdown(wait=False, cancel_futures=True)

    @property
    def titles(self) -> tuple[str, ...] | None:
        """The titles of the documents, those that most people know first; None until they are open."""
        return None if self._state is None else self._state.titles

    @property
    def documents(self) -> tuple[Document, ...] | None:
        """The documents; None until they are open."""
        return None if self._state is None else self._state.answering.documents

    async def examples(self, language: Language) -> tuple[str, ...]:
        """Questions to try, in a language: such as the documents answer, once they are open.

        Finding out takes seconds where there are thousands and no vectors yet; a greeting does not wait for that.
        """
        state = self._state
        if state is None or self._closed.is_set():
            return texts_in(language).examples
        if language not in state.examples:
            state.examples[language] = self._trying.submit(working_examples, state.answering, language)
        trying = asyncio.wrap_future(state.examples[language])
        try:
            return await asyncio.wait_for(asyncio.shield(trying), _EXAMPLES_SECONDS)
        except TimeoutError:
            return likely_examples(state.answering.documents, language)

    async def opened(self, within: float | None = None) -> bool:
        """Wait until questions can be answered.

        Args:
            within: seconds to wait at most; None: as long as it takes.

        Raises:
            OpeningError: they could not be opened.
            DeskClosedError: the bot stopped.
        """
        if self._opening.done():
            self._opening.result()
            return True
        try:
            await asyncio.wait_for(asyncio.wrap_future(self._opening), within)
        except TimeoutError:
            return False
        return True

    async def library(self) -> Library:
        """The documents by name, once they are open; raises as `opened` does."""
        return (await self._open_state()).library

    async def passage(self, key: PassageId) -> PlacedPassage | None:
        """A paragraph by its id, once the documents are open; raises as `opened` does."""
        state = await self._open_state()
        return await self._in_a_worker(state.answering.passage, key)

    async def status(self) -> IndexStatus | None:
        """What is indexed, once the documents are open; raises as `opened` does."""
        await self._open_state()
        return await self._in_a_worker(self._source.status)

    async def answer(
        self, text: str, previous: Question | None = None, documents: AbstractSet[DocumentId] = frozenset()
    ) -> Answer:
        """Answer in a worker thread, once the documents are open; raises as `opened` does.

        Args:
            text: the question.
            previous: the one it may follow.
            documents: those to search; none: all.
        """
        state = await self._open_state()
        return await self._in_a_worker(state.answering.answer, text, previous, documents)

    async def _in_a_worker(self, work: Callable[[*Given], Made], *given: *Given) -> Made:
        if self._closed.is_set():
            raise DeskClosedError
        return await asyncio.get_running_loop().run_in_executor(self._workers, work, *given)

    async def _open_state(self) -> _State:
        await self.opened()
        assert self._state is not None
        return self._state

    def _load_and_follow(self) -> None:
        try:
            self._switch_to(self._source.open())
        except BaseException as error:  # noqa: BLE001 - a thread's end: handed to whoever waits
            failure = OpeningError(str(error) or type(error).__name__)
            failure.__cause__ = error
            with suppress(InvalidStateError):
                self._opening.set_exception(failure)
            return
        with suppress(InvalidStateError):
            self._opening.set_result(None)
        while not self._closed.wait(_LOOK_SECONDS):
            self._follow()

    def _follow(self) -> None:
        try:
            if (newer := self._source.newer()) is not None:
                self._switch_to(newer)
                _logger.info(
                    "The documents have changed; questions are answered from %d.", len(newer.documents)
                )
        except Exception:
            _logger.exception("The changed documents could not be opened; those of before go on answering")

    def _switch_to(self, answering: AnswersQuestions) -> None:
        """One assignment, so that a question meets the old state or the new one, never half of either."""
        library = Library(answering.documents)
        self._state = _State(answering, library, tuple(map(title_of, library.foremost)))
