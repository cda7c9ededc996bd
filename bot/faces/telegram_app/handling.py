"""What a handler may know and say of the update it handles: a record that belongs to the task it runs in.

python-telegram-bot hands an `Update` to a handler and nothing back; a context variable
(https://docs.python.org/3/library/contextvars.html) goes beside it, and never from one update to another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Handling:
    """One update in hand."""

    is_taken_up: bool = False
    """Whether a process that stopped has received it."""
    is_undone: bool = False
    """Whether it is to be handled once more after the next start."""
    note_delivered: Callable[[], None] | None = None
    """To be called as soon as its answer is delivered; None: nothing is noted of it."""


_CURRENT: ContextVar[Handling | None] = ContextVar("handling", default=None)
_IS_ANSWER: ContextVar[bool] = ContextVar("is_answer", default=False)


@contextmanager
def handling(current: Handling) -> Iterator[None]:
    """Handle an update in the `with` block."""
    token = _CURRENT.set(current)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def is_taken_up() -> bool:
    """Whether the update in hand was received before the bot started: it passes every quota."""
    current = _CURRENT.get()
    return current is not None and current.is_taken_up


def leave_undone() -> None:
    """The bot stops before the update in hand has got its answer: the next start handles it again."""
    current = _CURRENT.get()
    if current is not None:
        current.is_undone = True


@contextmanager
def sending_the_answer(*, is_answer: bool) -> Iterator[None]:
    """What is sent in the `with` block is all that is still owed to whoever sent the update in hand.

    Args:
        is_answer: False: it is not, and so nothing is noted when it is delivered.
    """
    token = _IS_ANSWER.set(is_answer)
    try:
        yield
    finally:
        _IS_ANSWER.reset(token)


def receipt() -> Callable[[], None] | None:
    """What is to be called as soon as the server says that it took what is sent now; None: nothing."""
    current = _CURRENT.get()
    return current.note_delivered if current is not None and _IS_ANSWER.get() else None
