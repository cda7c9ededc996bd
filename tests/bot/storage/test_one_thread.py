"""What is urgent goes before what waits; nothing else changes its order."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import pytest

from bot.storage.one_thread import OneThread, urgent


def test_the_urgent_goes_first_and_the_rest_keeps_its_order() -> None:
    thread, may_go, done = OneThread("storage"), threading.Event(), list[str]()
    given: list[Future[None]] = [thread.submit(lambda: done.append(str(may_go.wait(10))))]
    given += [thread.submit(done.append, name) for name in "ab"]
    with urgent():
        given += [thread.submit(done.append, name) for name in "AB"]
    given += [thread.submit(done.append, "c")]
    may_go.set()
    for each in given:
        each.result(10)
    thread.shutdown()
    assert done == ["True", "A", "B", "a", "b", "c"]


def test_what_fails_or_is_given_up_stops_nothing_else() -> None:
    thread, may_go = OneThread("storage"), threading.Event()
    thread.submit(may_go.wait, 10)
    given_up, fails, works = thread.submit(int, "1"), thread.submit(int, "one"), thread.submit(int, "2")
    assert given_up.cancel()
    may_go.set()
    with pytest.raises(ValueError, match="one"):
        fails.result(10)
    assert works.result(10) == 2
    thread.shutdown()
    with pytest.raises(RuntimeError):
        thread.submit(int, "3")
