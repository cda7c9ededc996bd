"""Many texts -> vectors, by several processes side by side, each with its own models and one thread.

Threads of one process would do for ONNX Runtime, which leaves Python's lock while it works, but not for the fast
model, half of whose time is Python's. Where there is a GPU, they share it for the accurate model.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from types import TracebackType

from embeddings.config import EncoderSettings
from embeddings.gpu import MOST_PROCESSES, find_gpu, open_on_gpu
from embeddings.opening import open_encoders
from embeddings.processes import WorkerProcesses
from embeddings.types import Encoders, Vectors

_NICE = 10
"""Questions that are asked meanwhile go first."""


class EncodingProcesses(AbstractContextManager["EncodingProcesses"]):
    """Processes that embed batches of passages."""

    def __init__(self, settings: EncoderSettings, processes: int | None = None) -> None:
        """Be ready to start as many processes as given; None: as many as there are cores."""
        device = find_gpu()
        count = processes or os.cpu_count() or 1
        if device:
            count = min(count, MOST_PROCESSES)
        self._workers = WorkerProcesses(count, _NICE, _open, replace(settings, threads=1), device)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop them."""
        self._workers.__exit__(kind, error, trace)

    def encode_passages(self, batches: Iterable[Sequence[str]], *, is_fast: bool) -> Iterator[Vectors]:
        """The vectors of each batch, in the order of the batches, which are taken as they are needed.

        Raises:
            WorkerLostError: a process was ended from outside.
        """
        return self._workers.map(partial(_encode, is_fast=is_fast), batches)


_opened: list[Encoders] = []
"""The models of this process."""


def _open(settings: EncoderSettings, device: str | None) -> None:
    encoders = open_encoders(settings)
    _opened.append(replace(encoders, accurate=open_on_gpu(settings, device)) if device else encoders)


def _encode(batch: Sequence[str], *, is_fast: bool) -> Vectors:
    [encoders] = _opened
    return (encoders.fast if is_fast else encoders.accurate).encode_passages(batch)
