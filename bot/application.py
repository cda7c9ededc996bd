"""Runs the bot on Telegram from start to stop: documents open while the connection is made.

`run_bot` returns when it is told to stop (Ctrl-C, SIGTERM) and raises a `BotError` when it cannot go on.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any
from urllib.parse import urlsplit

from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.answering_desk import AnsweringDesk, OpeningError
from bot.config import Settings, TelegramSettings
from bot.conversations import Conversations
from bot.errors import StartError, TokenError
from bot.handlers.resuming import Resumer
from bot.handlers.room import Room
from bot.handlers.routes import add_handlers
from bot.inline_sending import InlineGate
from bot.log_redaction import hide_token
from bot.members import Members
from bot.menus import Menus
from bot.pending_questions import PendingQuestions
from bot.quotas import Quotas
from bot.receiving import Line, listening_webhook, poll
from bot.sending import SendGate
from bot.storage import Database, Storage
from retrieval.asking import AnswersQuestions

_logger = logging.getLogger(__name__)

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]

_MOST_UPDATES = 1024
"""Handled at once; most of them only wait for a worker or for their chat's turn."""
_CONNECTIONS = 64
_READ_SECONDS = 20.0
"""A message that times out may have arrived, and is not sent again: better to wait."""
_STOP_SECONDS = 5.0
"""What answers under way get to leave when the bot stops."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def run_bot(settings: Settings, token: str, open_answering: Callable[[], AnswersQuestions]) -> None:
    """Run the bot until it is stopped.

    Args:
        settings: of which `telegram` says how to reach the server.
        token: from @BotFather; it appears in no message and no log line.
        open_answering: opens the documents, which takes seconds; called at once, in a thread of its own.

    Raises:
        TokenError: the token is missing, malformed or refused.
        StartError: the documents cannot be opened, or the webhook cannot be set up.
        StorageError: what chats chose and asked cannot be kept.
        ConfigError: a setting the chosen mode needs is missing.
    """
    token = _checked(token)
    desk = AnsweringDesk(open_answering, settings.telegram.workers)
    # Waits are timedelta in the library's next version; this asks for them now and silences its warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    hide_token(token)
    with closing(Storage(Database(settings.storage.path), settings.conversations)) as storage, closing(desk):
        desk.open()
        application = build_application(settings, token, desk, storage)
        asyncio.run(_until_stopped(Service(application, settings.telegram, desk, storage)))


def build_application(
    settings: Settings, token: str, desk: AnsweringDesk, storage: Storage
) -> TelegramApplication:
    """The application with its handlers, not yet connected."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.telegram.api_url}/bot")
        .base_file_url(f"{settings.telegram.api_url}/file/bot")
        .request(_connections(settings.telegram, _CONNECTIONS))
        .get_updates_request(_connections(settings.telegram, 2))
        .concurrent_updates(_MOST_UPDATES)
        .updater(None)
        .job_queue(None)
        .build()
    )
    groups = settings.groups
    room = Room(
        desk,
        SendGate(application.bot),
        InlineGate(application.bot),
        Menus(application.bot),
        Members(application.bot),
        storage,
        Conversations(storage),
        PendingQuestions(storage),
        Quotas(groups.questions_per_person, groups.questions_per_group),
    )
    add_handlers(application, room)
    application.post_init = Resumer(room)
    return application


class Service:
    """The connected bot: receives updates while the documents open."""

    def __init__(
        self,
        application: TelegramApplication,
        settings: TelegramSettings,
        desk: AnsweringDesk,
        storage: Storage,
    ) -> None:
        self._application = application
        self._settings = settings
        self._desk = desk
        self._storage = storage
        self._line = Line(settings.api_url)

    async def run(self) -> None:
        """Serve until cancelled, or until something fails that no waiting mends."""
        tasks = [
            asyncio.create_task(self._receive()),
            asyncio.create_task(self._open_documents()),
            asyncio.create_task(self._storage.sweep_for_ever()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            self._desk.close()
            failures = [task.exception() for task in tasks if task.done() and not task.cancelled()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for failure in failures:
            if failure is not None:
                raise failure

    async def _open_documents(self) -> None:
        try:
            await self._desk.opened()
        except OpeningError as error:
            _logger.info("The documents cannot be opened", exc_info=error)
            raise StartError(f"The documents cannot be opened: {error}") from error
        _tell("The documents are open; questions are answered.")

    async def _receive(self) -> None:
        application = self._application
        decorating: asyncio.Task[None] | None = None
        try:
            await self._line.call(application.initialize)
            await application.start()
            if application.post_init is not None:
                await application.post_init(application)
            decorating = asyncio.create_task(Menus(application.bot).set_up())
            await self._listen()
        finally:
            if decorating is not None:
                decorating.cancel()
            await _shut_down(application)

    async def _listen(self) -> None:
        bot, updates, mode = self._application.bot, self._application.update_queue, self._settings.mode
        up = f"@{bot.username} is listening ({mode}); Ctrl-C stops it."
        if mode == "polling":
            _tell(up)
            await poll(bot, updates, self._line)
        async with listening_webhook(bot, updates, self._settings):
            _tell(up)
            await asyncio.get_running_loop().create_future()


def _checked(token: str) -> str:
    token = token.strip()
    if not token:
        raise TokenError("The bot has no token: set TELEGRAM_BOT_TOKEN to the one @BotFather gave.")
    if not re.fullmatch(r"[A-Za-z0-9_-]+:[A-Za-z0-9_-]+", token):
        raise TokenError(
            "TELEGRAM_BOT_TOKEN does not look like a token from @BotFather, such as 123456:ABC-def."
        )
    return token


def _connections(settings: TelegramSettings, count: int) -> HTTPXRequest:
    loopback = urlsplit(settings.api_url).hostname in _LOOPBACK
    return HTTPXRequest(
        connection_pool_size=count,
        read_timeout=_READ_SECONDS,
        connect_timeout=10.0,
        # Others that wait for a connection are served in the end; giving up would lose their answers.
        pool_timeout=60.0,
        proxy=settings.proxy,
        # A proxy of the environment is not for a server on this machine.
        httpx_kwargs={"trust_env": not loopback},
    )


async def _until_stopped(service: Service) -> None:
    running = asyncio.create_task(service.run())
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(stop, running.cancel)
    with suppress(asyncio.CancelledError):
        await running


async def _shut_down(application: TelegramApplication) -> None:
    """Let the answers under way leave, then close the connections."""
    if application.running:
        with suppress(TimeoutError):
            await asyncio.wait_for(application.stop(), _STOP_SECONDS)
    await application.shutdown()
    # An application that never got to connect leaves its bot's connections to us.
    await application.bot.shutdown()


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
