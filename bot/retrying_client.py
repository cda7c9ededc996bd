"""Calls of the Bot API that are repeated until the server answers, through outages of the network."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import TokenError
from bot.sending_retries import flood_seconds

_logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")

_FIRST_DELAY = 1.0
_LONGEST_DELAY = 30.0


class RetryingClient:
    """Calls the Bot API until it answers; an outage is reported once, and when it is over."""

    def __init__(self, server: str, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._server = server
        self._sleep = sleep
        self._is_down = False

    async def call(self, action: Callable[[], Awaitable[_Result]]) -> _Result:
        """The action's result.

        Raises:
            TokenError: the server refuses the token, which waiting does not mend.
        """
        delay = _FIRST_DELAY
        while True:
            try:
                result = await action()
            except InvalidToken:
                # Without its cause, whose text holds the token.
                raise TokenError(
                    f"{self._server} refuses the bot's token; set TELEGRAM_BOT_TOKEN to the one @BotFather gave."
                ) from None
            except TelegramError as error:
                self._report(error)
                wait = flood_seconds(error) if isinstance(error, RetryAfter) else delay
                delay = min(2 * delay, _LONGEST_DELAY)
                await self._sleep(wait)
            else:
                if self._is_down:
                    _logger.warning("%s answers again.", self._server)
                self._is_down = False
                return result

    def _report(self, error: TelegramError) -> None:
        if self._is_down:
            return
        self._is_down = True
        if isinstance(error, Conflict):
            _logger.warning(
                "Another program is using this bot's token; stop it, or this one gets no messages."
            )
        else:
            _logger.warning(
                "%s does not answer (%s); trying again until it does. telegram.proxy sets a proxy.",
                self._server,
                error,
            )
