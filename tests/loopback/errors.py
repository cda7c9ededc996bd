"""What the server refuses, in Telegram's own words, and the connection it cuts on request."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refusal that reaches the bot as `{"ok": false, "error_code": ..., "description": ...}`."""

    def __init__(self, status: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class ConnectionCut(Exception):  # noqa: N818 - an order to the listener, not an error of the server
    """The connection ends without an answer, because a test asked for it."""


class NothingCame(AssertionError):  # noqa: N818 - reads as the sentence a failed test shows
    """The bot did not do in time what a test waits for."""


def bad_request(what: str) -> ApiError:
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    return ApiError(409, f"Conflict: {what}")


def not_found() -> ApiError:
    return ApiError(404, "Not Found")


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def query_expired() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
