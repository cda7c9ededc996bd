"""Makes the sentence vectors that the index lacks while the bot answers: in a process behind it, that ends with it.

Nothing is done as long as all vectors are there. A new state of the index that lacks some starts it again, and so does
time, as another process that was at it (`yinju index`) may have been stopped.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType

from bot.conversation.document_source import DocumentSource
from bot.operations.process_behind import ProcessBehind
from embeddings import EmbeddingsError
from retrieval.errors import RetrievalError

_LOOK_SECONDS = 3.0
"""Between two looks at whether vectors are missing."""
_AGAIN_SECONDS = 60.0
"""After it came to nothing: another process is at it, or something is wrong."""
_logger = logging.getLogger(__name__)


class BackgroundFilling(AbstractContextManager["BackgroundFilling"]):
    """Watches the index, and has its vectors made, until the block ends."""

    def __init__(self, source: DocumentSource, fill: Callable[[], bool]) -> None:
        """Do nothing yet.

        Args:
            source: the documents that are served.
            fill: makes the vectors, in the other process; False: another one is at it.
        """
        self._source = source
        self._fill = fill
        self._closed = threading.Event()
        self._process: ProcessBehind[bool] | None = None
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self._watch, name="filling", daemon=True)

    def __enter__(self) -> BackgroundFilling:
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop: the process is gone at once, and what it has made is kept."""
        with self._guard:
            self._closed.set()
            if self._process is not None:
                self._process.stop()
        self._thread.join()

    def _watch(self) -> None:
        wait, said = _LOOK_SECONDS, ""
        while not self._closed.wait(wait):
            wait = _LOOK_SECONDS
            if not self._source.lacks_vectors():
                continue
            try:
                if not self._filled():
                    wait = _AGAIN_SECONDS
            except (EmbeddingsError, RetrievalError) as error:
                wait = _AGAIN_SECONDS
                if not self._closed.is_set() and str(error) != said:
                    said = str(error)
                    _logger.warning("Sentence vectors cannot be made: %s", error)

    def _filled(self) -> bool:
        with self._guard:
            if self._closed.is_set():
                return True
            self._process = ProcessBehind(self._fill)
        try:
            return self._process.result()
        finally:
            with self._guard:
                self._process = None
