"""Counts what the bot does, and shows the counts in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).

No word of a question, no name and no number of a chat or person is a label or a value.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.operations.health import Health

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
"""Seconds; what people notice as at once, as soon, and as late."""
_logger = logging.getLogger(__name__)


class Metrics:
    """The counts of one bot. For one event loop."""

    def __init__(self, index_changed_at: Callable[[], float | None]) -> None:
        """Count from nothing.

        Args:
            index_changed_at: tells when the index was changed last, in seconds since 1970; None: none is open. It may
                read a file, so it is called in a thread.
        """
        self._index_changed_at = index_changed_at
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "yinju_questions", "Questions by what became of them", ["outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "yinju_question_seconds",
            "From a question's arrival until its answer has left, refused ones left out",
            buckets=_BOUNDS,
            registry=self._registry,
        )
        self._calls = Counter(
            "yinju_telegram_calls",
            "Calls of the Bot API by method and HTTP status; 429 is a flood wait, 0 no reply",
            ["method", "status"],
            registry=self._registry,
        )
        self._records = Counter(
            "yinju_log_records", "Log records from warning on", ["level"], registry=self._registry
        )
        self._healthy = self._gauge("yinju_healthy", "1: the bot hears and answers")
        self._waiting = self._gauge("yinju_questions_waiting", "Questions whose turn has not come")
        self._longest = self._gauge("yinju_longest_answer_seconds", "Of the answers under way")
        self._silent = self._gauge("yinju_seconds_since_poll", "Since Telegram was heard")
        self._index_age = self._gauge(
            "yinju_index_age_seconds", "Since the index was changed; -1: none is open"
        )
        # Memory, processor time and open files of the process, where the system tells them.
        ProcessCollector(registry=self._registry)

    def question_ended(self, outcome: str, seconds: float) -> None:
        """A question has its reply.

        Args:
            outcome: one of a few words, such as answered, not_found or too_much.
            seconds: since it arrived.
        """
        self._questions.labels(outcome).inc()
        self._seconds.observe(seconds)
        facts = {"outcome": outcome, "seconds": round(seconds, 3)}
        _logger.info("A question ended after %.3f s: %s", seconds, outcome, extra={"facts": facts})

    def question_refused(self, outcome: str) -> None:
        """A question is not answered, as too much is asked."""
        self._questions.labels(outcome).inc()

    def called(self, method: str, status: int) -> None:
        """A method of the Bot API was called; status 0: no reply came."""
        self._calls.labels(method, str(status)).inc()

    async def page(self, health: Health) -> bytes:
        """All counts and the state of this moment, in the text format."""
        changed_at = await asyncio.to_thread(self._index_changed_at)
        self._healthy.set(health.is_healthy)
        self._waiting.set(health.questions_waiting)
        self._longest.set(health.longest_answer_seconds)
        self._silent.set(health.seconds_since_poll)
        self._index_age.set(-1.0 if changed_at is None else max(0.0, time.time() - changed_at))
        return generate_latest(self._registry)

    @contextmanager
    def counting_records(self) -> Iterator[None]:
        """Count what is logged in the `with` block."""
        handler = _RecordCounter(self._records)
        logging.getLogger().addHandler(handler)
        try:
            yield
        finally:
            logging.getLogger().removeHandler(handler)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(name, meaning, registry=self._registry)


class _RecordCounter(logging.Handler):
    def __init__(self, records: Counter) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.labels(record.levelname.lower()).inc()
