"""What systemd is told of the bot: that it is up, that it is alive, that it stops.

The protocol is a datagram on the socket that NOTIFY_SOCKET names
(https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html). Without that variable nothing is told.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Mapping

_SOCKET = "NOTIFY_SOCKET"
_WATCHDOG = "WATCHDOG_USEC"
_WATCHDOG_PROCESS = "WATCHDOG_PID"
_SHARE = 3
"""Signs of life in the time after which systemd ends what gives none: one may come late."""
_logger = logging.getLogger(__name__)


class ServiceManager:
    """The service manager that has started this process, if one has."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Tell nothing yet.

        Args:
            environment: names the socket, and how often a sign of life is expected.
        """
        address = environment.get(_SOCKET, "")
        # A name that starts with @ is one of Linux's abstract sockets.
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self.watchdog_seconds = _watchdog_seconds(environment)
        """Seconds within which a sign of life is expected; None: none is."""

    def tell(self, state: str) -> None:
        """Tell a state such as READY=1; a manager that cannot be told is no reason to stop."""
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
                channel.setblocking(False)
                channel.connect(self._address)
                channel.sendall(state.encode())
        except OSError as error:
            _logger.debug("The service manager cannot be told %s", state, exc_info=error)

    async def give_signs_of_life(self, is_healthy: Callable[[], bool]) -> None:
        """While healthy, say so as often as is expected; returns at once where nothing is."""
        while self.watchdog_seconds is not None:
            if is_healthy():
                self.tell("WATCHDOG=1")
            await asyncio.sleep(self.watchdog_seconds / _SHARE)


def _watchdog_seconds(environment: Mapping[str, str]) -> float | None:
    """Meant for this process and not for one that has started it."""
    if environment.get(_WATCHDOG_PROCESS, str(os.getpid())) != str(os.getpid()):
        return None
    try:
        microseconds = int(environment.get(_WATCHDOG, "0"))
    except ValueError:
        return None
    return microseconds / 1e6 if microseconds > 0 else None
