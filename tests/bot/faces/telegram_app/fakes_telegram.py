"""A transport that answers Bot API calls from a script and keeps what was sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData

Json = dict[str, Any]
Reply = tuple[int, Json] | Exception
Script = Callable[[str, Json], Reply | None]

ME: Json = {"id": 777, "is_bot": True, "first_name": "引据", "username": "yinju_bot"}
TOKEN = "123:abc"


def refused(status: int, description: str, **parameters: int) -> Reply:
    body: Json = {"ok": False, "error_code": status, "description": description}
    return status, body | ({"parameters": parameters} if parameters else {})


@dataclass
class ScriptedTransport(BaseRequest):
    """Does what `script` says for a call, or what Telegram would when it says None."""

    script: Script = lambda _method, _params: None
    calls: list[tuple[str, Json]] = field(default_factory=list)

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    # The timeouts do not matter here.
    async def do_request(  # type: ignore[override]
        self, url: str, method: str, request_data: RequestData | None = None, **_: object
    ) -> tuple[int, bytes]:
        name, params = url.rsplit("/", 1)[1], request_data.parameters if request_data else {}
        self.calls.append((name, dict(params)))
        reply = self.script(name, params) or (200, {"ok": True, "result": self._result(name, params)})
        if isinstance(reply, Exception):
            raise reply
        return reply[0], json.dumps(reply[1]).encode()

    def sent(self, method: str = "sendMessage") -> list[Json]:
        return [params for name, params in self.calls if name == method]

    def _result(self, name: str, params: Json) -> object:
        if name == "getMe":
            return ME
        if name in {"sendMessage", "editMessageText"}:
            chat = {"id": params["chat_id"], "type": "private"}
            return {"message_id": len(self.calls), "date": 0, "chat": chat, "text": params["text"]}
        return True


def bot_over(transport: ScriptedTransport) -> Bot:
    return Bot(TOKEN, request=transport, get_updates_request=transport)


def in_order(*replies: Reply | None) -> Script:
    """A script that gives these replies to one call after another, then None."""
    left = list(replies)
    return lambda _method, _params: left.pop(0) if left else None
