"""What is logged is one line a thing, whatever it speaks of."""

from __future__ import annotations

import logging
import sys

from bot.operations.log_lines import LogLines


def fail() -> None:
    raise ValueError("b\x1b[2J")


def test_a_message_is_one_line_and_a_trace_keeps_its_own() -> None:
    try:
        fail()
    except ValueError:
        cause = sys.exc_info()
    record = logging.LogRecord("n", logging.WARNING, "f", 1, "skipped %s", ("a\nyinju: fine\u202e",), cause)
    line, *trace = LogLines("yinju: %(message)s").format(record).split("\n")
    assert line == r"yinju: skipped a\nyinju: fine\u202e"
    assert trace[0] == "Traceback (most recent call last):"
    assert trace[-1] == r"ValueError: b\x1b[2J"
