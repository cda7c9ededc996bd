"""One request, from its address to the answer: token, method, ordered faults, the work, the record."""

from __future__ import annotations

import json
import time
import traceback
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote, urlsplit

from . import ephemeral, files, profile, queries, sending
from .body import Params, read_params
from .errors import ApiError, ConnectionCut, not_found
from .garbling import Response, garbled
from .limits import without_newer_buttons
from .records import Call

if TYPE_CHECKING:
    from collections.abc import Callable

    from .faults import Fault
    from .world import World

Method: TypeAlias = "Callable[[World, Params], Any]"

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": profile.done,
    "close": profile.done,
    "getUpdates": profile.get_updates,
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendMessageDraft": sending.send_message_draft,
    "sendChatAction": sending.send_chat_action,
    "setMessageReaction": sending.set_message_reaction,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "editEphemeralMessageText": ephemeral.edit_text,
    "deleteEphemeralMessage": ephemeral.delete,
    "answerInlineQuery": queries.answer_inline_query,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerGuestQuery": queries.answer_guest_query,
    "setMyCommands": profile.set_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "getMyCommands": profile.get_my_commands,
    "setMyName": profile.text_setter("name"),
    "getMyName": profile.text_getter("name"),
    "setMyDescription": profile.text_setter("description"),
    "getMyDescription": profile.text_getter("description"),
    "setMyShortDescription": profile.text_setter("short_description"),
    "getMyShortDescription": profile.text_getter("short_description"),
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "getChatMemberCount": profile.get_chat_member_count,
    "getChatAdministrators": profile.get_chat_administrators,
    "leaveChat": profile.leave_chat,
    "getFile": files.get_file,
    files.DOWNLOAD: files.download,
}
_BY_LOWER_NAME = {name.lower(): name for name in METHODS}  # Telegram does not mind the case
_OUTSIDE_FLOOD_CONTROL = {"getMe", "getUpdates", "deleteWebhook", "setWebhook", "getWebhookInfo"}
_WAITS = {"getUpdates"}


@dataclass(slots=True)
class Api:
    """Answers requests; keeps every one of them, and what went wrong inside the server itself."""

    world: World
    calls: list[Call] = field(default_factory=list)
    internal_errors: list[str] = field(default_factory=list)

    def respond(self, address: str, content_type: str, body: bytes, gone: Callable[[], bool]) -> Response:
        """Answer one request; `gone` tells whether the bot has closed the connection meanwhile.

        Raises:
            ConnectionCut: when a test ordered it, or nobody is there to read the answer of a long poll.
        """
        received = time.monotonic()
        path = urlsplit(address)
        try:
            name = self._method(unquote(path.path))
            params = read_params(path.query, content_type, body)
            if name == files.DOWNLOAD:
                params = Params({"file_path": unquote(path.path).partition("/bot")[2].partition("/")[2]})
        except ApiError as refusal:
            return _refusal(refusal)
        outcome = _Outcome(gone)
        try:
            return self._run(name, params, outcome)
        finally:
            self._record(
                Call(
                    method=name,
                    params=params.raw,
                    received=received,
                    answered=time.monotonic(),
                    status=outcome.status,
                    description=outcome.description,
                    injected=outcome.injected,
                )
            )

    def _method(self, path: str) -> str:
        if path.startswith(f"/file/bot{self.world.token}/"):
            return files.DOWNLOAD
        token, _, name = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or not name or "/" in name:
            raise not_found()
        if token != self.world.token:
            raise ApiError(401, "Unauthorized") if ":" in token else not_found()
        return _BY_LOWER_NAME.get(name.lower(), name)

    def _run(self, name: str, params: Params, outcome: _Outcome) -> Response:
        chat_id = _chat_id(params)
        try:
            with self.world.changed:
                if name not in _OUTSIDE_FLOOD_CONTROL:
                    self.world.faults.check_window(name, chat_id)
                faults = self.world.faults.take(name, chat_id)
            self._apply([fault for fault in faults if not fault.after], name, chat_id, outcome)
            garbling = next((fault for fault in faults if fault.garbling), None)
            result = None if garbling and not garbling.after else self._call(name, params)
            self._apply([fault for fault in faults if fault.after], name, chat_id, outcome)
        except ApiError as refusal:
            if name in _WAITS and outcome.gone():
                raise ConnectionCut from refusal  # a bot that stopped is not told of the next one's poll
            outcome.status, outcome.description = refusal.status, refusal.description
            return _refusal(refusal)
        except ConnectionCut:
            raise
        except Exception:  # noqa: BLE001 - a mistake in this server must be seen by the test, not lost in a thread
            self.internal_errors.append(traceback.format_exc())
            outcome.status = 500
            return _refusal(ApiError(500, "Internal Server Error"))
        if garbling and garbling.garbling:
            response = garbled(result, garbling.garbling)
            outcome.status = response.status
            return response
        outcome.status = 200
        if isinstance(result, bytes):
            return Response(200, result, "application/octet-stream")
        return Response(200, json.dumps({"ok": True, "result": result}).encode())

    def _call(self, name: str, params: Params) -> Any:  # noqa: ANN401 - each method has a result of its own
        method = METHODS.get(name)
        if method is None:
            raise not_found()
        if name in _WAITS:
            return method(self.world, params)
        if not self.world.newer_buttons and (markup := params.record("reply_markup")) is not None:
            params = replace(params, raw={**params.raw, "reply_markup": without_newer_buttons(markup)})
        with self.world.changed:
            return method(self.world, params)

    def _apply(self, faults: list[Fault], name: str, chat_id: int | None, outcome: _Outcome) -> None:
        for fault in faults:
            outcome.injected = fault.cut or fault.error is not None or fault.garbling is not None
            if fault.delay:
                self._pause(fault.delay)
            if fault.cut:
                raise ConnectionCut
            if fault.error:
                retry_after = (fault.error.parameters or {}).get("retry_after")
                if retry_after:
                    self.world.faults.open_window(name, chat_id, retry_after)
                raise fault.error

    def _pause(self, seconds: float) -> None:
        with self.world.changed:
            self.world.changed.wait_for(lambda: self.world.updates.closing, seconds)

    def _record(self, call: Call) -> None:
        with self.world.changed:
            self.calls.append(call)
            self.world.changed.notify_all()


@dataclass(slots=True)
class _Outcome:
    gone: Callable[[], bool]
    status: int | None = None
    description: str = ""
    injected: bool = False


def _chat_id(params: Params) -> int | None:
    try:
        return params.integer("chat_id")
    except ApiError:
        return None


def _refusal(error: ApiError) -> Response:
    if error.status in {502, 504}:  # what a proxy in front of Telegram answers
        page = f"<html><head><title>{error.status} {error.description}</title></head></html>"
        return Response(error.status, page.encode(), "text/html")
    return Response(error.status, json.dumps(error.to_json()).encode())
