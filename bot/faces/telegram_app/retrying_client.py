"""Calls of the Bot API that are repeated until the server answers, through outages of the network."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.config.proxies import Proxy
from bot.errors import TokenError
from bot.faces.telegram_app.outages import Outage, OutageKind, answers_like_a_stranger, outage_of
from bot.faces.telegram_app.sending_retries import flood_seconds

_logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")

_FIRST_DELAY = 1.0
_LONGEST_DELAY = 30.0
_CALL_SECONDS = 180.0
"""More than a call's own time-outs together: some proxies are waited for without one."""
_CALM_SECONDS = 60.0
"""Two programs with one token take turns: a call that succeeds right after a conflict does not mean that it is over."""


class RetryingClient:
    """Calls the Bot API until it answers; an outage is reported once, when it becomes another one, and when it is over."""

    def __init__(
        self,
        server: str,
        proxy: Proxy | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Call nothing yet.

        Args:
            server: the address of the Bot API's server, as messages name it.
            proxy: the one on the way to it, which they name when it fails; None: none.
            sleep: waits some seconds.
            clock: tells seconds.
        """
        self._server = server
        self._proxy = proxy
        self._sleep = sleep
        self._clock = clock
        self._outage: OutageKind | None = None
        self._failed_at = 0.0
        self._delay = _FIRST_DELAY

    async def call(self, action: Callable[[], Awaitable[_Result]]) -> _Result:
        """The action's result.

        Raises:
            TokenError: the server refuses the token, which waiting does not mend.
        """
        while True:
            try:
                result = await self._in_time(action)
            except TelegramError as error:
                if isinstance(error, InvalidToken) and not answers_like_a_stranger(error):
                    # Without its cause, whose text holds the token.
                    raise TokenError(
                        f"{self._server} refuses the bot's token; set TELEGRAM_BOT_TOKEN to the one @BotFather gave."
                    ) from None
                self._report(outage_of(error, self._server, self._proxy))
                await self._sleep(self._wait_after(error))
            else:
                self._recover()
                return result

    async def _in_time(self, action: Callable[[], Awaitable[_Result]]) -> _Result:
        try:
            async with asyncio.timeout(_CALL_SECONDS):
                return await action()
        except TimeoutError as error:
            raise TimedOut from error

    def _wait_after(self, error: TelegramError) -> float:
        if isinstance(error, RetryAfter):
            return max(flood_seconds(error), _FIRST_DELAY)
        wait, self._delay = self._delay, min(2 * self._delay, _LONGEST_DELAY)
        return wait

    def _report(self, outage: Outage) -> None:
        self._failed_at = self._clock()
        if outage.kind is not self._outage:
            self._outage = outage.kind
            _logger.warning("%s", outage.sentence)

    def _recover(self) -> None:
        if self._outage is OutageKind.CONFLICT and self._clock() - self._failed_at < _CALM_SECONDS:
            return
        if self._outage is not None:
            _logger.warning("%s answers again.", self._server)
        self._outage = None
        self._delay = _FIRST_DELAY
