"""The socket side: HTTP/1.1 with kept connections, a thread for each, all of them closed at the end."""

from __future__ import annotations

import contextlib
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from .errors import ConnectionCut

if TYPE_CHECKING:
    from .api import Api

_LOOPBACK = "127.0.0.1"


class Listener:
    """Serves an `Api` on a port of the loopback; can be closed and opened again on the same port."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._server: _Server | None = None
        self._thread: Thread | None = None
        self.port = 0

    def open(self) -> None:
        self._server = _Server((_LOOPBACK, self.port), self._api)
        self.port = self._server.server_address[1]
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.02,), name="loopback-telegram", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Refuse new connections, end the open ones and wait for their threads."""
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.end_connections()
            self._server.server_close()
            self._server = self._thread = None


class _Server(ThreadingHTTPServer):
    # ruff: noqa: ANN401 - socketserver allows datagrams in these places too

    daemon_threads = False  # so that server_close waits for them
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], api: Api) -> None:
        super().__init__(address, _Handler)
        self.api = api
        self._lock = Lock()
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def end_connections(self) -> None:
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one piece

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_GET  # noqa: N815 - http.server's name

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            response = self.server.api.respond(
                self.path, self.headers.get("Content-Type", ""), body, self._gone
            )
        except ConnectionCut:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body) + response.cut_short_by))
        if response.encoding:
            self.send_header("Content-Encoding", response.encoding)
        self.end_headers()
        self.wfile.write(response.body)
        self.close_connection = self.close_connection or bool(response.cut_short_by)

    def _gone(self) -> bool:
        try:
            return not self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: tests read `server.calls`."""
