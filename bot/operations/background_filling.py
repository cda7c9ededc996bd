"""Makes what the index lacks while the bot answers, in a process behind it that ends with it.

What lacks are sentence vectors, and what is found to be damaged: each state of the index is compared with its checksums
once. Nothing is done as long as everything is there. A new state of the index that lacks some vectors starts it again, and
so does time, as another process that was at it (`yinju index`) may have been stopped.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType

from bot.operations.process_behind import ProcessBehind
from embeddings import EmbeddingsError
from retrieval.errors import RetrievalError

_LOOK_SECONDS = 3.0
"""Between two looks at whether vectors are missing."""
_AGAIN_SECONDS = 60.0
"""After it came to nothing: another process is at it, or something is wrong."""
_logger = logging.getLogger(__name__)


class BackgroundFilling(AbstractContextManager["BackgroundFilling"]):
    """Watches the index, and has made what it lacks, until the block ends."""

    def __init__(
        self,
        lacks_vectors: Callable[[], bool],
        is_damaged: Callable[[], bool],
        fill: Callable[[], bool] | None,
    ) -> None:
        """Do nothing yet.

        Args:
            lacks_vectors: whether any sentence of what is served has none.
            is_damaged: whether a file of what is served is damaged.
            fill: makes what is missing, in the other process; False: another one is at it. None: nothing may be written
                to this index, and damage is only said.
        """
        self._lacks_vectors = lacks_vectors
        self._is_damaged = is_damaged
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
            # Damage is looked for first: damaged vectors are then missing like any others.
            if not (self._is_damaged() or self._lacks_vectors()) or self._fill is None:
                continue
            try:
                if not self._filled(self._fill):
                    wait = _AGAIN_SECONDS
            except (EmbeddingsError, RetrievalError) as error:
                wait = _AGAIN_SECONDS
                if not self._closed.is_set() and str(error) != said:
                    said = str(error)
                    _logger.warning("What the index lacks cannot be made: %s", error)

    def _filled(self, fill: Callable[[], bool]) -> bool:
        with self._guard:
            if self._closed.is_set():
                return True
            self._process = ProcessBehind(fill)
        try:
            return self._process.result()
        finally:
            with self._guard:
                self._process = None
