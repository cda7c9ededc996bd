"""Fetches files that people send, as many bytes as a bot may have of them (https://core.telegram.org/bots/api#getfile)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from retrieval.uploads.reading import MAX_BYTES
from retrieval.uploads.records import RefusedUploadError, UploadProblem

_logger = logging.getLogger(__name__)

_DELAYS = (0.5, 2.0, 6.0)
"""Seconds before another try."""
_LONGEST_WAIT = 30.0
_READ_SECONDS = 60.0


class Downloads:
    """Fetches one file at a time for each caller."""

    def __init__(self, bot: Bot, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._bot = bot
        self._sleep = sleep

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file.

        Raises:
            RefusedUploadError: it is too large, or cannot be had.
        """
        for delay in (*_DELAYS, None):
            try:
                content = await self._fetched(file_id)
            except (BadRequest, Forbidden, InvalidToken) as error:
                is_large = "too big" in error.message.lower()
                raise RefusedUploadError(
                    UploadProblem.TOO_LARGE if is_large else UploadProblem.NOT_FETCHED
                ) from error
            except TelegramError as error:
                wait = _seconds(error, delay)
                if wait is None:
                    _logger.info("A file could not be fetched: %s", error)
                    raise RefusedUploadError(UploadProblem.NOT_FETCHED) from error
                await self._sleep(wait)
            else:
                if len(content) > MAX_BYTES:
                    raise RefusedUploadError(UploadProblem.TOO_LARGE)
                return content
        raise AssertionError("the last try returns or raises")

    async def _fetched(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        # A path of this machine, as a server started with --local tells it, is nobody's to name.
        if file.file_path is None or not file.file_path.startswith(("https://", "http://")):
            raise RefusedUploadError(UploadProblem.NOT_FETCHED)
        return bytes(await file.download_as_bytearray(read_timeout=_READ_SECONDS))


def _seconds(error: TelegramError, delay: float | None) -> float | None:
    """How long to wait before another try; None: there is none."""
    if delay is None or not isinstance(error, RetryAfter):
        return delay
    wait = error.retry_after
    seconds = wait.total_seconds() if not isinstance(wait, int | float) else float(wait)
    return seconds if seconds <= _LONGEST_WAIT else None
