"""The collector of cycles leaves alone what is open."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot.operations.garbage_collection import leave_alone_what_is_open


class Node:
    """Two of them that hold each other are a cycle."""

    other: Node


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_is_held_is_passed_over_and_what_was_passed_over_is_collected_the_next_time() -> None:
    open_index = [Node()]
    open_index[0].other = open_index[0]
    leave_alone_what_is_open()
    assert gc.get_freeze_count() > 0
    assert not any(each is open_index[0] for each in gc.get_objects())
    assert gc.get_threshold()[0] == 50_000
    number = id(open_index.pop())
    leave_alone_what_is_open()
    gc.unfreeze()
    assert not any(id(each) == number and isinstance(each, Node) for each in gc.get_objects())
