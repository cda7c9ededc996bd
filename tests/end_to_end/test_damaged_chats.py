"""A bot whose chats file came to harm answers all the same, and says once what it did; so with hostile texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.programs import ANSWER, QUESTION, Home, RunningBot
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HOSTILE = ("问\ud800", "\udfff", f"\ud83d{QUESTION}", "盘锦\x00市\ud800\udbff", "\ud800" * 300)


@pytest.fixture(scope="module")
def answering(new_home: Callable[[], Home]) -> Iterator[tuple[LoopbackServer, RunningBot, Path]]:
    """A bot, its server, and its chats file."""
    home = new_home()
    with LoopbackServer() as server, RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        yield server, bot, home.folder / "yinju.sqlite"


def damage(file: Path) -> None:
    """Overwrite what a page of settings begins with."""
    content = bytearray(file.read_bytes())
    start = content.index(b'"quiet"') // 4096 * 4096
    content[start : start + 16] = bytes(16)
    file.write_bytes(content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (damage, "is damaged: it is kept as"),
        (empty, "is empty: it is kept as"),
    ],
)
def test_started_on_a_damaged_file(
    server: LoopbackServer, home: Home, harm: Callable[[Path], None], sentence: str
) -> None:
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    file = home.folder / "yinju.sqlite"
    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        assert chat.ask(user, "/use 盘锦").text.startswith("只查：盘锦市2017年")
    harm(file)
    found = file.read_bytes()
    exported = home.run("feedback", "export")
    assert (exported.status, "`yinju serve` keeps it aside" in exported.sentence()) == (1, True)
    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        assert chat.ask(user, QUESTION).marked("bold")[0] == ANSWER
        assert chat.ask(user, "/use 盘锦").text.startswith("只查：盘锦市2017年")
        assert "📑 只查了盘锦市2017年" in chat.ask(user, QUESTION).text
        said = [line for line in bot.errors.splitlines() if str(file) in line]
    assert [sentence in line for line in said] == [True], said
    assert [
        each.read_bytes() for each in home.folder.glob("yinju.sqlite.damaged-*") if "-wal" not in each.name
    ] == [found]


def test_deleted_while_it_runs(answering: tuple[LoopbackServer, RunningBot, Path]) -> None:
    server, bot, file = answering
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    for _ in range(2):
        assert chat.ask(user, "/use 盘锦").text.startswith("只查：盘锦市2017年")
        file.unlink()
        answer = chat.ask(user, QUESTION)
        assert answer.marked("bold")[0] == ANSWER
        assert "📑" not in answer.text, "the chat's choice is lost"
    said = [line for line in bot.errors.splitlines() if str(file) in line]
    assert ["is gone: its log is kept as" in line for line in said] == [True, True]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_with_half_a_pair(answering: tuple[LoopbackServer, RunningBot, Path], text: str) -> None:
    server, bot, _ = answering
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    before = len(bot.errors)
    answer = chat.ask(user, text)
    assert answer.text
    assert "出错" not in answer.text
    assert chat.ask(user, QUESTION).marked("bold")[0] == ANSWER
    assert bot.errors[before:] == ""
