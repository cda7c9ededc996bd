"""Many texts -> vectors, by several processes side by side, each with its own models and one thread.

Threads of one process would do for ONNX Runtime, which leaves Python's lock while it works, but not for the fast
model, half of whose time is Python's.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from multiprocessing import get_context
from types import TracebackType

from embeddings.config import EncoderSettings
from embeddings.opening import open_encoders
from embeddings.types import Encoders, Vectors

_NICE = 10
"""Questions that are asked meanwhile go first."""
_AHEAD = 2
"""Batches that wait for each process, so that none is idle."""


class EncodingProcesses(AbstractContextManager["EncodingProcesses"]):
    """Processes that embed batches of passages."""

    def __init__(self, settings: EncoderSettings, processes: int | None = None) -> None:
        """Start as many processes as given; None: as many as there are cores."""
        self.processes = processes or os.cpu_count() or 1
        # Not forked: threads of the encoders may hold locks.
        self._pool = ProcessPoolExecutor(
            self.processes,
            mp_context=get_context("spawn"),
            initializer=_open,
            initargs=(replace(settings, threads=1),),
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop them; batches that were begun are finished, and lost."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def encode_passages(self, batches: Iterable[Sequence[str]], *, is_fast: bool) -> Iterator[Vectors]:
        """The vectors of each batch, in the order of the batches, which are taken as they are needed."""
        waiting: deque[Future[Vectors]] = deque()
        for batch in batches:
            waiting.append(self._pool.submit(_encode, batch, is_fast))
            if len(waiting) >= self.processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_opened: list[Encoders] = []
"""The models of this process."""


def _open(settings: EncoderSettings) -> None:
    os.nice(_NICE)
    _opened.append(open_encoders(settings))


def _encode(batch: Sequence[str], is_fast: bool) -> Vectors:
    [encoders] = _opened
    return (encoders.fast if is_fast else encoders.accurate).encode_passages(batch)
