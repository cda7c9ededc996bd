"""Stops a build at a chosen operation on files, as a power cut or a full disk would."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

OPEN = open


class PowerCutError(BaseException):
    """Stands for a process that is killed: no handler of ours may take it for a failure to tidy up after."""


class Fuse:
    """Lets operations on files through until a given one, which fails."""

    def __init__(self, blows_at: int = 0, failure: BaseException | None = None) -> None:
        self.count = 0
        self._blows_at = blows_at
        self._failure = failure or PowerCutError()

    @contextmanager
    def burning(self) -> Iterator[Fuse]:
        """Every way to change the disk goes through the fuse."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("mkdir", "write_text", "write_bytes", "replace", "rename"):
                patch.setattr(Path, name, self._around(getattr(Path, name)))
            patch.setattr(os, "fsync", self._around(os.fsync))
            patch.setattr(io, "open", self._around(io.open))
            patch.setattr(builtins, "open", self._around(builtins.open))
            yield self

    def _around(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            if not _is_reading(operation, arguments):
                self.count += 1
                if self.count == self._blows_at:
                    raise self._failure
            return operation(*arguments, **named)

        return guarded


def _is_reading(operation: Callable[..., Any], arguments: tuple[Any, ...]) -> bool:
    """Whether a call opens a file without changing it."""
    return operation is OPEN and arguments[1:2] in {(), ("r",), ("rb",)}
