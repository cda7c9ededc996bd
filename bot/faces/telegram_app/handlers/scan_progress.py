"""Shows how far the reading of a scan is, in the message about its file; told of it from another thread."""

from __future__ import annotations

import asyncio

from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.sending import SentMessage
from bot.presentation.uploads import render_recognising
from retrieval.types import Language


class ScanProgress:
    """One edit at a time; pages that are done meanwhile are told with the next."""

    def __init__(self, context: BotContext, shown: SentMessage | None, name: str, language: Language) -> None:
        """Show nothing yet.

        Args:
            context: the collaborators.
            shown: the message about the file; None: it could not be sent.
            name: of the file.
            language: of whoever sent it.
        """
        self._context, self._shown = context, shown
        self._name, self._language = name, language
        self._loop = asyncio.get_running_loop()
        self._edit: asyncio.Task[object] | None = None

    def told(self, done: int, pages: int) -> None:
        """See `Scanning.told`; a single page is not counted."""
        if pages > 1 and done < pages:
            self._loop.call_soon_threadsafe(self._begin, done + 1, pages)

    async def settled(self) -> None:
        """Wait until what was said is shown, so that it does not come after the end."""
        if self._edit is not None:
            await asyncio.wait([self._edit])

    def _begin(self, page: int, pages: int) -> None:
        if self._shown is None or (self._edit is not None and not self._edit.done()):
            return
        words = render_recognising(self._name, page, pages, self._language)
        self._edit = self._loop.create_task(self._context.gate.edit(self._shown, words))
