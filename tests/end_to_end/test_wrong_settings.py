"""Wrong settings through real processes; what each gets said is tried in `tests/test_wrong_settings.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.programs import Home
from tests.test_wrong_settings import NEVER_SAID, SECRET, TOKEN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("YINJU_TELEGRAM__PROXY", "127.0.0.1:1080", "telegram.proxy"),
        ("YINJU_TELEGRAM__PROXY", f"socks4://li:{SECRET}@host:1080", "telegram.proxy"),
        ("YINJU_STORAGE__PATH", "/etc/passwd/chats", "storage.path"),
        ("YINJU_CONFIG", "/nowhere/config.yaml", "/nowhere/config.yaml"),
        ("YINJU_LOGGING__LEVEL", "\udcff\udcfe", "logging.level"),
    ],
)
def test_by_a_real_process(tmp_path: Path, name: str, value: str, key: str) -> None:
    said = Home(tmp_path).run("ask", "2017年GDP增长目标是多少", **{name: value}).sentence()
    assert said.startswith(f"yinju: {key}: ")
    assert not NEVER_SAID.search(said)


def test_chats_that_cannot_be_kept_by_a_real_process(tmp_path: Path) -> None:
    """What can be told only by trying is told when it is tried."""
    done = Home(tmp_path).run(
        "serve",
        TELEGRAM_BOT_TOKEN=TOKEN,
        YINJU_TELEGRAM__API_URL="http://127.0.0.1:9",
        YINJU_STORAGE__PATH="/proc/nowhere/chats.sqlite",
    )
    assert done.sentence() == (
        "yinju: The chats kept in /proc/nowhere/chats.sqlite cannot be used: No such file or directory; "
        "set storage.path to a file that can be written."
    )
