"""Puts the bot on Telegram together and runs it from start to stop.

`run_bot` returns when it is told to stop (Ctrl-C, SIGTERM) and raises a `BotError` when it cannot go on.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import closing, suppress
from urllib.parse import urlsplit

from telegram.ext import ApplicationBuilder

from bot.config import Settings, TelegramSettings
from bot.conversation.answer_service import AnswerService
from bot.conversation.conversations import Conversations
from bot.conversation.document_source import DocumentSource
from bot.conversation.quotas import Quotas
from bot.faces.telegram_app.bot_token import checked_token
from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.handlers.routes import add_handlers, is_worth_keeping
from bot.faces.telegram_app.inline_sending import InlineGate
from bot.faces.telegram_app.members import Members
from bot.faces.telegram_app.menus import Menus
from bot.faces.telegram_app.received_updates import ReceivedUpdates
from bot.faces.telegram_app.sending import SendGate
from bot.faces.telegram_app.server_connection import ServerConnection
from bot.faces.telegram_app.service import Service, TelegramApplication
from bot.operations.log_redaction import hide_token
from bot.storage import Database, Storage, chosen_place

_CONNECTIONS = 64
_READ_SECONDS = 20.0
"""A message that times out may have arrived, and is not sent again: better to wait."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def run_bot(settings: Settings, token: str, source: DocumentSource) -> None:
    """Run the bot until it is stopped.

    Args:
        settings: of which `telegram` says how to reach the server.
        token: from @BotFather; it appears in no message and no log line.
        source: opens the documents, which takes seconds; asked at once, in a thread of its own.

    Raises:
        TokenError: the token is missing, malformed or refused.
        StartError: the documents cannot be opened, or the webhook cannot be set up.
        StorageError: what chats chose and asked cannot be kept.
        ConfigError: a setting the chosen mode needs is missing.
    """
    token = checked_token(token)
    answer_service = AnswerService(source, settings.telegram.workers)
    # Waits are timedelta in the library's next version; this asks for them now and silences its warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    hide_token(token)
    database = Database(chosen_place(settings.storage))
    with (
        closing(
            Storage(database, settings.conversations, is_shared=settings.storage.url is not None)
        ) as storage,
        closing(answer_service),
    ):
        answer_service.open()
        asyncio.run(_until_stopped(build_service(settings, token, answer_service, storage)))


def build_service(settings: Settings, token: str, answer_service: AnswerService, storage: Storage) -> Service:
    """The bot with all its parts, not yet connected."""
    application = _with_handlers(settings, token, answer_service, storage)
    received = ReceivedUpdates(
        application, storage.received, lambda update: is_worth_keeping(update, application.bot.bot)
    )
    return Service(application, settings.telegram, answer_service, storage, received)


def _with_handlers(
    settings: Settings, token: str, answer_service: AnswerService, storage: Storage
) -> TelegramApplication:
    """The application with its handlers, not yet connected."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.telegram.api_url}/bot")
        .base_file_url(f"{settings.telegram.api_url}/file/bot")
        .request(_connections(settings.telegram, _CONNECTIONS))
        .updater(None)
        .job_queue(None)
        .build()
    )
    groups = settings.groups
    context = BotContext(
        answer_service,
        SendGate(application.bot),
        InlineGate(application.bot),
        Menus(application.bot),
        Members(application.bot),
        storage,
        Conversations(storage),
        Quotas(groups.questions_per_person, groups.questions_per_group),
    )
    add_handlers(application, context)
    return application


def _connections(settings: TelegramSettings, count: int) -> ServerConnection:
    loopback = urlsplit(settings.api_url).hostname in _LOOPBACK
    return ServerConnection(
        count,
        read_seconds=_READ_SECONDS,
        proxy=settings.proxy,
        # A proxy of the environment is not for a server on this machine.
        reads_environment=not loopback,
    )


async def _until_stopped(service: Service) -> None:
    running = asyncio.create_task(service.run())
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(stop, running.cancel)
    with suppress(asyncio.CancelledError):
        await running
