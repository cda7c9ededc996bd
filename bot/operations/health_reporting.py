"""Reports how the bot is: to systemd, and on the health page where one is set."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack

from bot.operations.health import HealthWatch
from bot.operations.health_page import health_page
from bot.operations.metrics import Metrics
from bot.operations.parts_together import run_together
from bot.operations.service_manager import ServiceManager

_LOOK_SECONDS = 5.0
_logger = logging.getLogger(__name__)


class HealthReporting:
    """Tells others what the watch sees."""

    def __init__(
        self,
        watch: HealthWatch,
        port: int | None,
        manager: ServiceManager,
        metrics: Metrics | None = None,
    ) -> None:
        """Report nothing yet.

        Args:
            watch: knows how the bot is; whoever hears from Telegram tells it.
            port: of the health page; None: none.
            manager: the service manager.
            metrics: shown on a page beside it; None: they are not.
        """
        self._metrics = metrics
        self._watch = watch
        self._port = port
        self._manager = manager

    async def run(self) -> None:
        """Report until cancelled.

        Raises:
            StartError: the page's port is taken.
        """
        async with AsyncExitStack() as open_pages:
            if self._metrics is not None:
                open_pages.enter_context(self._metrics.counting_records())
            if self._port is not None:
                await open_pages.enter_async_context(health_page(self._port, self._watch, self._metrics))
            open_pages.callback(self._manager.tell, "STOPPING=1")
            await run_together(self._tell_manager(), self._log_changes())

    async def _tell_manager(self) -> None:
        await self._watch.first_heard.wait()
        self._manager.tell("READY=1")
        await self._manager.give_signs_of_life(lambda: self._watch.now().is_healthy)

    async def _log_changes(self) -> None:
        """Log one line when the bot is found ill, and one when it is well again."""
        was_healthy = True
        while True:
            health = self._watch.now()
            if health.is_healthy is not was_healthy:
                said = "The bot is well again: %s" if health.is_healthy else "The bot is not well: %s"
                _logger.warning(said, health.to_json())
                was_healthy = health.is_healthy
            await asyncio.sleep(_LOOK_SECONDS)
