"""The loopback server for conversations over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.loopback import LoopbackServer


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    """A server for one test, which may order trouble from it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with LoopbackServer() as running:
        yield running
