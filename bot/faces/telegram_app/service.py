"""The bot at work: it connects, receives updates while the documents open, and leaves cleanly."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from telegram.ext import Application

from bot.config import TelegramSettings
from bot.config.proxies import proxy_in_use
from bot.conversation.answer_service import AnswerService, OpeningError
from bot.conversation.uploading import Uploading
from bot.errors import StartError
from bot.faces.telegram_app.ephemeral import EphemeralMessages
from bot.faces.telegram_app.menus import Menus
from bot.faces.telegram_app.received_updates import ReceivedUpdates
from bot.faces.telegram_app.receiving import poll
from bot.faces.telegram_app.retrying_client import RetryingClient
from bot.faces.telegram_app.webhook import listening_webhook, watch_webhook
from bot.operations.log_lines import tell
from bot.operations.parts_together import never_ending, run_together

_logger = logging.getLogger(__name__)

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]

_STOP_SECONDS = 5.0
"""What answers under way get to leave when the bot stops."""


class Service:
    """The connected bot: receives updates while the documents open."""

    def __init__(  # noqa: PLR0913 - each argument is one part of the bot
        self,
        application: TelegramApplication,
        settings: TelegramSettings,
        answer_service: AnswerService,
        received: ReceivedUpdates,
        beside: Mapping[str, Callable[[], Coroutine[Any, Any, None]]],
        ephemeral: EphemeralMessages,
        uploading: Uploading | None = None,
    ) -> None:
        """Connect nothing yet.

        Args:
            application: has the handlers.
            settings: how Telegram is reached.
            answer_service: answers; it is closed here.
            received: takes the updates.
            beside: what else runs for as long as the bot does, by what it is called when it fails.
            ephemeral: are to be known before they are used.
            uploading: takes what chats send; None: nothing is taken.
        """
        self._ephemeral = ephemeral
        self._beside = beside
        self._uploading = uploading
        self._application = application
        self._settings = settings
        self._desk = answer_service
        self._client = RetryingClient(settings.api_url, proxy_in_use(settings.api_url, settings.proxy))
        self._received = received

    async def run(self) -> None:
        """Serve until cancelled, or until something fails that no waiting mends."""
        parts = [
            never_ending("The receiving of messages", self._receive()),
            self._open_documents(),
            *(never_ending(what, run()) for what, run in self._beside.items()),
        ]
        await run_together(*parts, at_the_end=self._close)

    def _close(self) -> None:
        self._desk.close()
        if self._uploading is not None:
            self._uploading.close()

    async def _open_documents(self) -> None:
        try:
            await self._desk.opened()
        except OpeningError as error:
            _logger.debug("The documents cannot be opened", exc_info=error)
            raise StartError(f"The documents cannot be opened: {error}") from error
        tell("The documents are open; questions are answered.")

    async def _receive(self) -> None:
        application = self._application
        menus: asyncio.Task[None] | None = None
        try:
            await self._client.call(application.initialize)
            await application.start()
            # Their answers follow when the documents are open.
            await self._received.take_up()
            menus = asyncio.create_task(self._set_up())
            await run_together(self._listen(), self._received.watch_others())
        finally:
            if menus is not None:
                menus.cancel()
            await self._shut_down()

    async def _set_up(self) -> None:
        """Find out what the server can do, and set what it shows of the bot."""
        await self._ephemeral.find_out()
        await Menus(self._application.bot, takes_files=self._uploading is not None).set_up()

    async def _listen(self) -> None:
        bot, received, mode = self._application.bot, self._received, self._settings.mode
        up = f"@{bot.username} is listening ({mode}); Ctrl-C stops it."
        if mode == "polling":
            tell(up)
            await poll(bot, received, self._client)
        async with listening_webhook(bot, received, self._client, self._settings) as address:
            tell(up)
            await watch_webhook(bot, address, received, self._client)

    async def _shut_down(self) -> None:
        """Let the answers under way leave, then close the connections."""
        application = self._application
        if application.running:
            with suppress(TimeoutError):
                await asyncio.wait_for(application.stop(), _STOP_SECONDS)
            await self._received.leave()
        await application.shutdown()
        # An application that never got to connect leaves its bot's connections to us.
        await application.bot.shutdown()
