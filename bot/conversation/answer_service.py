"""Opens the documents in the background, follows their changes, and answers questions in worker threads.

The event loop never loads, searches or ranks: it waits here. A question is answered by the state of the documents that
was open when it was asked, whatever is opened meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar

from bot.conversation.document_source import DocumentSource
from bot.conversation.examples import likely_examples
from bot.conversation.library import Library, title_of
from bot.conversation.opened_documents import OpenedDocuments
from bot.conversation.question_queue import QuestionQueue
from bot.conversation.work_in_hand import WorkInHand
from bot.messages import texts_in
from retrieval.asking import AnswersQuestions
from retrieval.building.index_status import IndexStatus
from retrieval.fact_types import Checked
from retrieval.question_thread import QuestionThread
from retrieval.types import (
    EVERYBODY,
    PUBLIC,
    Answer,
    Asked,
    DocumentId,
    Language,
    Passage,
    PassageId,
    PlacedPassage,
    QueryPlan,
    Scope,
    Table,
)

Made = TypeVar("Made")

_LOOK_SECONDS = 1.0
"""Between two looks at whether the documents have changed, each of which reads a small file."""
_EXAMPLES_SECONDS = 0.5
_MOST_WAITING = 500
_MOST_SECONDS = 60.0
_PLACES = 2
"""Questions in hand for each worker: while one is searched, what the other needs is looked up or kept."""
_logger = logging.getLogger(__name__)


class ServiceClosedError(Exception):
    """The bot stopped before the question could be answered."""


class TookTooLongError(Exception):
    """The question was given up: it took longer than one may."""


class OpeningError(Exception):
    """The documents could not be opened; its cause says why, and so does its text."""


class AnswerService:
    """Where questions wait until the documents are open, and then for a worker."""

    def __init__(
        self,
        source: DocumentSource,
        workers: int,
        *,
        most_waiting: int = _MOST_WAITING,
        most_seconds: float = _MOST_SECONDS,
    ) -> None:
        """Open nothing yet.

        Args:
            source: opens the documents.
            workers: how many questions are searched at once.
            most_waiting: how many questions may wait for their turn.
            most_seconds: how long one question may take once the documents are open and its turn has come.
        """
        self._source = source
        self._most_seconds = most_seconds
        self.queue = QuestionQueue(_PLACES * workers, most_waiting)
        """Whoever asks a question waits here for its turn."""
        self._opening: Future[None] = Future()
        # A running future cannot be cancelled, so one waiter that gives up leaves the others waiting.
        self._opening.set_running_or_notify_cancel()
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="answering")
        self._in_hand = WorkInHand(self._workers)
        # Questions that people ask do not queue behind examples.
        self._trying = ThreadPoolExecutor(1, thread_name_prefix="answering-examples")
        self._closed = threading.Event()
        self._state: OpenedDocuments | None = None

    def open(self) -> None:
        """Begin to load. The thread is a daemon, as a stop need not wait for an index to be built."""
        threading.Thread(target=self._load_and_follow, name="opening", daemon=True).start()

    def close(self) -> None:
        """Answer no more: who still waits for the documents gets a `ServiceClosedError`."""
        self._closed.set()
        with suppress(InvalidStateError):
            self._opening.set_exception(ServiceClosedError())
        for pool in (self._workers, self._trying):
            pool.shutdown(wait=False, cancel_futures=True)

    @property
    def is_open(self) -> bool:
        """Whether the documents are open."""
        return self._state is not None

    @property
    def waiting(self) -> int:
        """Questions, and what else workers do, that none has begun."""
        return self.queue.waiting + self._in_hand.waiting

    @property
    def longest_seconds(self) -> float:
        """How long the longest of those takes that workers are at; 0: they have nothing to do."""
        return self._in_hand.longest_seconds

    async def titles(self, *, scope: Scope) -> tuple[str, ...] | None:
        """The titles of the documents, those that most people know first; None until they are open."""
        if self._state is None:
            return None
        return tuple(map(title_of, (await self._library(self._state, scope)).foremost))

    async def examples(self, language: Language, *, scope: Scope) -> tuple[str, ...]:
        """Questions to try, in a language: such as the documents answer, once they are open.

        Finding out takes seconds where there are thousands and no vectors yet; a greeting does not wait for that.
        """
        state = self._state
        if state is None or self._closed.is_set():
            return texts_in(language).examples
        trying = asyncio.wrap_future(state.examples_of(scope, language, self._trying))
        try:
            return await asyncio.wait_for(asyncio.shield(trying), _EXAMPLES_SECONDS)
        except TimeoutError:
            return likely_examples(state.answering.documents(scope=scope), language)

    async def opened(self, within: float | None = None) -> bool:
        """Wait until questions can be answered.

        Args:
            within: seconds to wait at most; None: as long as it takes.

        Raises:
            OpeningError: they could not be opened.
            ServiceClosedError: the bot stopped.
        """
        if self._opening.done():
            self._opening.result()
            return True
        try:
            await asyncio.wait_for(asyncio.wrap_future(self._opening), within)
        except TimeoutError:
            return False
        return True

    async def library(self, *, scope: Scope) -> Library:
        """The documents by name, once they are open; raises as `opened` does."""
        return await self._library(await self._open_state(), scope)

    async def passage(self, key: PassageId, *, scope: Scope) -> PlacedPassage | None:
        """A paragraph by its id, once the documents are open; raises as `opened` does."""
        state = await self._open_state()
        return await self._in_a_worker(partial(state.answering.passage, key, scope=scope))

    async def passages(self, document: DocumentId, *, scope: Scope) -> tuple[Passage, ...]:
        """All paragraphs of a document, once the documents are open; raises as `opened` does."""
        state = await self._open_state()
        return await self._in_a_worker(partial(state.answering.passages, document, scope=scope))

    async def prepare(self, document: DocumentId, *, scope: Scope) -> None:
        """Open a document that has just come, which may take some seconds: the questions of others do not wait for it.

        Raises as `opened` does.
        """
        state = await self._open_state()
        if self._closed.is_set():
            raise ServiceClosedError
        work = partial(state.answering.passages, document, scope=scope)
        await asyncio.get_running_loop().run_in_executor(self._trying, work)

    async def status(self, *, scope: Scope) -> IndexStatus | None:
        """What is indexed, once the documents are open; raises as `opened` does."""
        await self._open_state()
        return await self._in_a_worker(partial(self._source.status, scope=scope))

    def changed_at(self) -> float | None:
        """When the index was changed last, in seconds since 1970; None: it is not open. Reads files: not for the event loop."""
        status = self._source.status(scope=PUBLIC)
        return None if status is None else status.changed_at

    async def answer(self, text: str, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        """Answer in a worker thread, once the documents are open; raises as `opened` does.

        Args:
            text: the question.
            previous: the one it may follow.
            scope: who asks, and of which documents.
        """
        state = await self._open_state()
        return await self._in_a_worker(partial(state.answering.answer, text, previous, scope=scope))

    async def ask(self, thread: QuestionThread, asked: Asked, *, scope: Scope) -> Answer:
        """Answer the next question of a thread, as `answer` does."""
        state = await self._open_state()
        return await self._in_a_worker(partial(thread.ask, state.answering, asked, scope=scope))

    async def compare(self, question: str, *, scope: Scope) -> Table:
        """The table that a question asks for, as `answer` does."""
        state = await self._open_state()
        return await self._in_a_worker(partial(state.answering.compare, question, scope=scope))

    async def check_each(self, text: str, *, scope: Scope) -> tuple[Checked, ...]:
        """The verdicts on the claims of a message, as `answer` does."""
        state = await self._open_state()
        return await self._in_a_worker(partial(state.answering.check_each, text, scope=scope))

    async def _library(self, state: OpenedDocuments, scope: Scope) -> Library:
        owner = state.owner(scope)
        if owner == EVERYBODY:
            return state.library
        return await self._in_a_worker(partial(state.library_of, owner))

    async def _in_a_worker(self, work: Callable[[], Made]) -> Made:
        if self._closed.is_set():
            raise ServiceClosedError
        try:
            async with asyncio.timeout(self._most_seconds) as limit:
                # What a worker has begun goes on behind; its end is awaited by nobody.
                return await asyncio.wrap_future(self._in_hand.submit(work))
        except TimeoutError as error:
            if limit.expired():
                raise TookTooLongError(f"more than {self._most_seconds:g} s") from error
            raise

    async def _open_state(self) -> OpenedDocuments:
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
                    "The documents have changed; questions are answered from %d of everybody.",
                    len(newer.documents(scope=PUBLIC)),
                )
        except Exception:
            _logger.exception("The changed documents could not be opened; those of before go on answering")

    def _switch_to(self, answering: AnswersQuestions) -> None:
        """One assignment, so that a question meets the old state or the new one, never half of either."""
        self._state = OpenedDocuments(answering)
