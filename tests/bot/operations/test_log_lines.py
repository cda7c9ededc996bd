"""What is logged is one line a thing, whatever it speaks of."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from datetime import datetime

import pytest

from bot.operations.health import Health
from bot.operations.log_lines import JsonLines, LogLines, tell
from bot.operations.metrics import Metrics


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


def test_a_record_is_one_json_object_a_line() -> None:
    try:
        fail()
    except ValueError:
        cause = sys.exc_info()
    record = logging.LogRecord("bot.x", logging.WARNING, "f", 1, "skipped %s", ("a\n甲\u202e",), cause)
    line = JsonLines().format(record)
    assert line.isascii()
    assert line.isprintable()
    held = json.loads(line)
    assert datetime.fromisoformat(held.pop("time")).tzinfo is not None
    assert held.pop("trace").splitlines()[-1] == "ValueError: b\x1b[2J"
    assert held == {"level": "warning", "logger": "bot.x", "message": "skipped a\n甲\u202e"}


def test_what_is_told_at_any_level_keeps_the_logs_format(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    tell("open")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    try:
        tell("open")
    finally:
        root.removeHandler(handler)
    plain, as_json = capsys.readouterr().err.splitlines()
    assert (plain, json.loads(as_json)["message"]) == ("open", "open")


def test_a_question_that_ends_is_a_record_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    metrics = Metrics(lambda: None)
    with caplog.at_level(logging.INFO):
        metrics.question_ended("answered", 0.12345)
    held = json.loads(JsonLines().format(caplog.records[0]))
    assert (held["outcome"], held["seconds"]) == ("answered", 0.123)
    assert held["message"] == "A question ended after 0.123 s: answered"


def test_warnings_and_errors_are_counted_while_somebody_asks_for_them() -> None:
    metrics, logger = Metrics(lambda: None), logging.getLogger("bot.somewhere")
    logger.error("before")
    with metrics.counting_records():
        logger.warning("one")
        logger.error("two")
        logger.info("not counted")
    logger.error("after")
    page = asyncio.run(metrics.page(Health(True, 0.0, 3, 0.5, is_open=False))).decode()
    for line in (
        'yinju_log_records_total{level="warning"} 1.0',
        'yinju_log_records_total{level="error"} 1.0',
        "yinju_index_age_seconds -1.0",
        "yinju_questions_waiting 3.0",
    ):
        assert f"\n{line}\n" in page
