"""The terminal's streams, whatever the locale says."""

from __future__ import annotations

import io
import sys


def use_utf8() -> None:
    """Read and write UTF-8; what cannot be encoded is replaced rather than fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def is_terminal() -> bool:
    """Whether a person reads stdout, so that colours are welcome."""
    return sys.stdout.isatty()
