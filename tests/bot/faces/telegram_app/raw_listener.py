"""A listener on the loopback that answers every connection with the same bytes: a proxy that refuses, a login page."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Self

_PATIENCE = 5.0


class RawListener:
    """Reads once from each connection, sends its reply and closes; without a reply it only closes."""

    def __init__(self, *replies: bytes) -> None:
        """Listen at once.

        Args:
            replies: one after another on each connection, each after something has been read.
        """
        self._replies = replies or (b"",)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.place = f"127.0.0.1:{self.port}"
        self.received: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, name="raw-listener")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.settimeout(_PATIENCE)
            with connection, suppress(OSError):
                for reply in self._replies:
                    self.received.append(connection.recv(65536))
                    connection.sendall(reply)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def page(status: str, text: str = "<html><b>Sign in, please</b></html>") -> bytes:
    """A web page as a server sends it."""
    body = text.encode()
    return b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (
        status.encode(),
        len(body),
        body,
    )
