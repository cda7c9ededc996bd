"""Received updates as they are kept, without how."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceivedUpdate:
    """An update that will be handled, even if the bot stops before."""

    key: str
    """The same for the same message, however often and under whatever number it is delivered."""
    number: int
    """Its update_id: later ones have higher ones."""
    chat: int
    person: int
    body: str
    """Its JSON, without names."""


@dataclass(frozen=True, slots=True)
class UndoneUpdate:
    """An update that a process has received and not handled to the end."""

    key: str
    body: str
    age: float
    """Seconds since it was received."""
