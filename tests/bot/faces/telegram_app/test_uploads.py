"""Files sent to the bot, over real HTTP: taken, asked, kept, removed; each thing that can be wrong with one said once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings import EncoderSettings, open_encoders
from retrieval.engine import Engine
from tests.bot.faces.telegram_app.uploads_scene import LEASE, Scene, engine_of, outcome, running


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("shared"), open_encoders(EncoderSettings()))


@pytest.fixture
def scene(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with running(engine, tmp_path / "uploads") as running_scene:
        yield running_scene


def test_a_file_is_read_and_asked(scene: Scene) -> None:
    user, chat = scene.chat()
    sent = chat.send_file(user, "租房合同.txt", LEASE.encode())
    done = outcome(chat, sent)
    assert [each.text for each in chat.versions(done)][:-1] == [
        "⏳ 正在下载《租房合同.txt》…",
        "⏳ 正在读《租房合同.txt》…",
    ]
    assert done.text == "📎《房屋租赁合同》读好了（1页），直接问就行，只有本聊天能问。24小时后自动删除。"
    assert [button.text for button in done.buttons] == ["保留30天", "🗑 删除"]
    answer = chat.ask(user, "月租金是多少")
    print(answer.text)
    print([b.text for b in answer.buttons])
    print(chat.ask(user, "押金是多少").text)
    print(chat.ask(user, "2020年钢铁产量增长多少").text)
    print(chat.ask(user, "/sources").text)
    print(chat.ask(user, "/keep 7").text)
    print(chat.ask(user, "/privacy").text)
    print(chat.ask(user, "/help").text)
    print(scene.files())
