"""Opens the documents in the background and answers questions in worker threads.

The event loop never loads, searches or ranks: it waits here.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress

from bot.examples import working_examples
from bot.library import Library
from bot.texts import texts_in
from retrieval.asking import AnswersQuestions
from retrieval.types import Answer, Document, DocumentId, Language, PassageId, PlacedPassage, Question


class DeskClosedError(Exception):
    """The bot stopped before the question could be answered."""


class OpeningError(Exception):
    """The documents could not be opened; its cause says why, and so does its text."""


class AnsweringDesk:
    """Where questions wait until the documents are open, and then for a worker."""

    def __init__(self, open_answering: Callable[[], AnswersQuestions], workers: int) -> None:
        self._open_answering = open_answering
        self._opening: Future[AnswersQuestions] = Future()
        # A running future cannot be cancelled, so one waiter that gives up leaves the others waiting.
        self._opening.set_running_or_notify_cancel()
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="answering")
        self._closed = False
        self._library: Library | None = None
        self._examples: dict[Language, tuple[str, ...]] = {}

    def open(self) -> None:
        """Begin to load. The thread is a daemon, as a stop need not wait for an index to be built."""
        threading.Thread(target=self._load, name="opening", daemon=True).start()

    def close(self) -> None:
        """Answer no more: who still waits for the documents gets a `DeskClosedError`."""
        self._closed = True
        with suppress(InvalidStateError):
            self._opening.set_exception(DeskClosedError())
        self._workers.shutdown(wait=False, cancel_futures=True)

    @property
    def titles(self) -> tuple[str, ...] | None:
        """The titles of the documents; None until they are open."""
        documents = self.documents
        return None if documents is None else tuple(each.title or each.file for each in documents)

    @property
    def documents(self) -> tuple[Document, ...] | None:
        """The documents; None until they are open."""
        if not self._opening.done() or self._opening.exception() is not None:
            return None
        return self._opening.result().documents

    async def examples(self, language: Language) -> tuple[str, ...]:
        """Questions to try, in a language: such as the documents answer, once they are open."""
        if self.titles is None or self._closed:
            return texts_in(language).examples
        if language not in self._examples:
            loop, answering = asyncio.get_running_loop(), self._opening.result()
            self._examples[language] = await loop.run_in_executor(
                self._workers, working_examples, answering, language
            )
        return self._examples[language]

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
        await self.opened()
        if self._library is None:
            loop, documents = asyncio.get_running_loop(), self._opening.result().documents
            self._library = await loop.run_in_executor(self._workers, Library, documents)
        return self._library

    async def passage(self, key: PassageId) -> PlacedPassage | None:
        """A paragraph by its id, once the documents are open; raises as `opened` does."""
        await self.opened()
        return self._opening.result().passage(key)

    async def answer(
        self, text: str, previous: Question | None = None, documents: AbstractSet[DocumentId] = frozenset()
    ) -> Answer:
        """Answer in a worker thread, once the documents are open; raises as `opened` does.

        Args:
            text: the question.
            previous: the one it may follow.
            documents: those to search; none: all.
        """
        await self.opened()
        if self._closed:
            raise DeskClosedError
        answering = self._opening.result()
        return await asyncio.get_running_loop().run_in_executor(
            self._workers, answering.answer, text, previous, documents
        )

    def _load(self) -> None:
        try:
            answering = self._open_answering()
        except BaseException as error:  # noqa: BLE001 - a thread's end: handed to whoever waits
            failure = OpeningError(str(error) or type(error).__name__)
            failure.__cause__ = error
            with suppress(InvalidStateError):
                self._opening.set_exception(failure)
        else:
            with suppress(InvalidStateError):
                self._opening.set_result(answering)
