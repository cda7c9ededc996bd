"""The bot's service in a thread of this process, over real HTTP against the loopback server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import (
    ConversationSettings,
    GroupSettings,
    HealthSettings,
    LimitSettings,
    Settings,
    TelegramSettings,
    load_settings,
)
from bot.conversation.answer_service import AnswerService
from bot.faces.telegram_app.application import build_service
from bot.storage import Database, SqliteFile, Storage
from retrieval.asking import AnswersQuestions
from retrieval.uploads.library import UploadLibrary
from tests.bot.fakes_answering import FakeSource
from tests.loopback import LoopbackServer

_PATIENCE = 60.0


@contextmanager
def running_bot(  # noqa: PLR0913 - each argument is one part of the settings
    server: LoopbackServer,
    source: Callable[[], AnswersQuestions] | FakeSource,
    groups: GroupSettings | None = None,
    *,
    database: Path | None = None,
    uploads: UploadLibrary | None = None,
    health: HealthSettings | None = None,
    limits: LimitSettings | None = None,
    **settings: object,
) -> Iterator[Storage]:
    """Serve for the `with` block; what ended the service early is raised at its end.

    Args:
        server: speaks the Bot API.
        source: opens what answers the questions.
        groups: how much is answered in a group.
        uploads: keeps what chats send, opened; None: nothing is taken.
        health: where it is told; None: nowhere.
        limits: how much is asked at once.
        database: what is kept from one start to the next; None: nothing is.
        **settings: those of the section `telegram`.
    """
    telegram = TelegramSettings(api_url=server.url, **settings)  # type: ignore[arg-type]
    changed: dict[str, object] = {"telegram": telegram, "groups": groups or GroupSettings()}
    changed["health"] = health or HealthSettings()
    changed["limits"] = limits or LimitSettings()
    with TemporaryDirectory() as folder:
        file = SqliteFile(database or Path(folder) / "yinju.sqlite")
        kept = Storage(Database(file), ConversationSettings(), notes_beside=file.file)
        with (
            closing(kept),
            _serving(server, source, kept, load_settings().model_copy(update=changed), uploads),
        ):
            yield kept


@contextmanager
def _serving(
    server: LoopbackServer,
    source: Callable[[], AnswersQuestions] | FakeSource,
    storage: Storage,
    settings: Settings,
    uploads: UploadLibrary | None,
) -> Iterator[None]:
    documents = source if isinstance(source, FakeSource) else FakeSource(source)
    limits = settings.limits
    answer_service = AnswerService(
        documents,
        settings.telegram.workers,
        most_waiting=limits.waiting,
        most_seconds=limits.question_seconds,
    )
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = []
    failures: list[BaseException] = []

    async def serve() -> None:
        service = build_service(settings, server.token, answer_service, storage, uploads)
        running.append((asyncio.get_running_loop(), asyncio.create_task(service.run())))
        begun.set()
        await asyncio.wait([running[0][1]])
        if not running[0][1].cancelled() and (failure := running[0][1].exception()):
            failures.append(failure)

    begun = threading.Event()
    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    answer_service.open()
    thread.start()
    try:
        assert begun.wait(_PATIENCE)
        yield
    finally:
        loop, task = running[0]
        if thread.is_alive():
            loop.call_soon_threadsafe(task.cancel)
        thread.join(_PATIENCE)
        assert not thread.is_alive()
    if failures:
        raise failures[0]
