"""Puts the bot on Telegram together and runs it from start to stop.

`run_bot` returns when it is told to stop (Ctrl-C, SIGTERM) and raises a `BotError` when it cannot go on.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from urllib.parse import urlsplit

from telegram.ext import ApplicationBuilder

from bot.config import Settings, TelegramSettings
from bot.conversation.answer_service import AnswerService
from bot.conversation.conversation import Conversation
from bot.conversation.document_source import DocumentSource
from bot.conversation.quotas import Quotas
from bot.conversation.uploading import UploadSource
from bot.faces.telegram_app.bot_token import checked_token
from bot.faces.telegram_app.downloads import Downloads
from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.handlers.routes import add_handlers, is_worth_keeping
from bot.faces.telegram_app.inline_sending import InlineGate
from bot.faces.telegram_app.members import Members
from bot.faces.telegram_app.menus import Menus
from bot.faces.telegram_app.received_updates import ReceivedUpdates
from bot.faces.telegram_app.sending import SendGate
from bot.faces.telegram_app.server_connection import ServerConnection
from bot.faces.telegram_app.service import Service, TelegramApplication
from bot.operations.health import HealthWatch
from bot.operations.health_reporting import HealthReporting
from bot.operations.log_redaction import hide_token
from bot.operations.metrics import Metrics
from bot.operations.service_manager import ServiceManager
from bot.storage import Database, Storage, chosen_place
from retrieval.uploads.library import UploadLibrary

_CONNECTIONS = 64
_READ_SECONDS = 20.0
"""A message that times out may have arrived, and is not sent again: better to wait."""
_SWITCH_SECONDS = 0.0005
"""How long a worker computes before the event loop gets its turn; Python's own 5 ms pass at every reply that is read and every
message that is sent."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def run_bot(
    settings: Settings, token: str, source: DocumentSource, uploads: UploadLibrary | None = None
) -> None:
    """Run the bot until it is stopped.

    Args:
        settings: of which `telegram` says how to reach the server.
        token: from @BotFather; it appears in no message and no log line.
        source: opens the documents, which takes seconds; asked at once, in a thread of its own.
        uploads: keeps what chats send, opened; None: nothing is taken.

    Raises:
        TokenError: the token is missing, malformed or refused.
        StartError: the documents cannot be opened, or the webhook cannot be set up.
        StorageError: what chats chose and asked cannot be kept.
        ConfigError: a setting the chosen mode needs is missing.
    """
    token = checked_token(token)
    answer_service = AnswerService(
        source,
        settings.telegram.workers,
        most_waiting=settings.limits.waiting,
        most_seconds=settings.limits.question_seconds,
    )
    # Waits are timedelta in the library's next version; this asks for them now and silences its warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    hide_token(token)
    sys.setswitchinterval(_SWITCH_SECONDS)
    kept = settings.storage
    storing = Storage(
        Database(chosen_place(kept)),
        settings.conversations,
        is_shared=kept.url is not None,
        notes_beside=kept.path,
    )
    with (
        closing(storing) as storage,
        closing(answer_service),
    ):
        answer_service.open()
        asyncio.run(_until_stopped(build_service(settings, token, answer_service, storage, uploads)))


def build_service(
    settings: Settings,
    token: str,
    answer_service: AnswerService,
    storage: Storage,
    uploads: UploadLibrary | None = None,
) -> Service:
    """The bot with all its parts, not yet connected."""
    kept = UploadSource(uploads, settings.uploads.keep_days) if uploads is not None else None
    conversation = Conversation(answer_service, storage, kept)
    metrics = Metrics(answer_service.changed_at)
    application, gate = _with_handlers(settings, token, conversation, answer_service, metrics)
    watch = HealthWatch(answer_service, settings.health.seconds)
    received = ReceivedUpdates(
        application,
        storage.received,
        lambda update: is_worth_keeping(update, application.bot.bot, takes_files=uploads is not None),
        hear=watch.hear,
    )
    uploading = conversation.uploading
    beside = {
        "The removal of what is kept no longer": storage.sweep_for_ever,
        "The report of the bot's health": HealthReporting(
            watch, settings.health.port, ServiceManager(), metrics if settings.health.metrics else None
        ).run,
    }
    if uploading is not None:
        beside["The removal of files that were sent"] = uploading.sweep_for_ever
    return Service(
        application, settings.telegram, answer_service, received, beside, gate.ephemeral, uploading
    )


def _with_handlers(
    settings: Settings,
    token: str,
    conversation: Conversation,
    answer_service: AnswerService,
    metrics: Metrics,
) -> tuple[TelegramApplication, SendGate]:
    """The application with its handlers, not yet connected, and what sends its messages."""
    connections = _connections(settings.telegram, _CONNECTIONS, metrics.called)
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.telegram.api_url}/bot")
        .base_file_url(f"{settings.telegram.api_url}/file/bot")
        .request(connections)
        # Nothing goes through it, as updates are asked for like anything else; the library would open one of its own.
        .get_updates_request(connections)
        .updater(None)
        .job_queue(None)
        .build()
    )
    gate = SendGate(application.bot)
    groups, in_private = settings.groups, settings.limits.private_questions
    context = BotContext(
        answer_service,
        gate,
        InlineGate(application.bot),
        Menus(application.bot, takes_files=conversation.uploading is not None),
        Members(application.bot),
        conversation,
        settings.conversations,
        Quotas(groups.questions_per_person, groups.questions_per_group),
        Quotas(in_private, in_private),
        Downloads(application.bot),
        metrics,
    )
    add_handlers(application, context)
    return application, gate


def _connections(
    settings: TelegramSettings, count: int, called: Callable[[str, int], None]
) -> ServerConnection:
    loopback = urlsplit(settings.api_url).hostname in _LOOPBACK
    return ServerConnection(
        count,
        read_seconds=_READ_SECONDS,
        proxy=settings.proxy,
        # A proxy of the environment is not for a server on this machine.
        reads_environment=not loopback,
        called=called,
    )


async def _until_stopped(service: Service) -> None:
    running = asyncio.create_task(service.run())
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(stop, running.cancel)
    with suppress(asyncio.CancelledError):
        await running
