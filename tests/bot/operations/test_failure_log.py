from __future__ import annotations

import logging

import pytest

from bot.errors import StorageError
from bot.operations.failure_log import log_failure

_SECRET = "我的工资"


def _logged(caplog: pytest.LogCaptureFixture, error: BaseException | None) -> str:
    log_failure(logging.getLogger("bot"), "It failed", error)
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    return caplog.text


def _raised(error: Exception) -> Exception:
    try:
        try:
            {}[_SECRET]
        except KeyError as cause:
            raise error from cause
    except Exception as caught:  # noqa: BLE001 - any class may be given
        return caught


def test_places_and_classes_stand_in_the_log_and_no_words(caplog: pytest.LogCaptureFixture) -> None:
    text = _logged(caplog, _raised(ValueError(f"{_SECRET} is no number")))
    assert _SECRET not in text
    lines = text.splitlines()
    assert lines[0].endswith("It failed")
    assert [line for line in lines if not line.startswith(" ")][1:] == [
        "KeyError",
        "which led to:",
        "ValueError",
    ]
    assert "test_failure_log.py" in text


def test_the_programs_own_errors_keep_their_words(caplog: pytest.LogCaptureFixture) -> None:
    text = _logged(caplog, _raised(StorageError("chats.sqlite", "the disk is full")))
    assert text.rstrip().endswith(
        "StorageError: The chats kept in chats.sqlite cannot be used: the disk is full."
    )


def test_a_circle_of_causes_ends(caplog: pytest.LogCaptureFixture) -> None:
    first, second = ValueError(_SECRET), TypeError(_SECRET)
    first.__cause__, second.__cause__ = second, first
    assert _logged(caplog, first).rstrip().endswith("TypeError\nwhich led to:\nValueError")


def test_nothing_to_tell(caplog: pytest.LogCaptureFixture) -> None:
    assert _logged(caplog, None).rstrip().endswith("It failed")
