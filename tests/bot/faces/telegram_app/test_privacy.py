"""/privacy and /forget over real HTTP: what is said is what is set, and what is forgotten is gone from the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import ConversationSettings
from bot.presentation.privacy import render_privacy
from retrieval.types import Language
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import FakeAnswering
from tests.loopback import Chat, LoopbackServer, User

TABLES = ("last_questions", "shown_answers", "judgements", "chat_settings")
QUERIES = (*(f"SELECT * FROM {table}" for table in TABLES), "SELECT chat, person FROM received_updates")


@dataclass
class Scene:
    server: LoopbackServer
    database: Path
    fake: FakeAnswering

    def rows_of(self, number: int) -> int:
        """In how many rows a person or a chat is named."""
        connection = sqlite3.connect(self.database)
        rows = [row for query in QUERIES for row in connection.execute(query)]
        connection.close()
        return sum(number in row for row in rows)

    def files(self) -> bytes:
        return b"".join(file.read_bytes() for file in self.database.parent.glob("yinju.sqlite*"))


@pytest.fixture
def scene(own_server: LoopbackServer, tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(own_server, tmp_path / "yinju.sqlite", FakeAnswering())
    with running_bot(own_server, lambda: scene.fake, database=scene.database):
        yield scene
        own_server.settle()
    assert own_server.refusals == []


def busy(chat: Chat, user: User, question: str) -> None:
    """Ask and judge."""
    asked = chat.send(user, question)
    chat.press(user, chat.wait_for_reply(asked), "👍 对").answer()


def test_what_is_kept_and_for_how_long(scene: Scene) -> None:
    user = scene.server.user("安", language_code="zh-hans")
    said = scene.server.private_chat(user).ask(user, "/privacy")
    assert said.text == (
        "🔒 我存什么，存多久\n"
        "· 你的上一个问题，好听懂“那2016年呢”：15分钟\n"
        "· 问题和我的回答，下面的按钮要用：30天\n"
        "· 你评价过的回答和你的评价：365天\n"
        "· 还没答完的消息，万一重启好接着答：26小时\n"
        "· 答过的消息，只存编号，好不答两遍：2天\n"
        "· 聊天的设置（语言、安静模式、文件）：直到你删除\n\n"
        "存 Telegram 编号，不存名字；不交给别人。导出评价时不带任何人的编号。\n"
        "在别的聊天里 @我 查的，不存。\n"
        "全部删除：/forget"
    )


def test_the_times_are_those_of_the_settings() -> None:
    settings = ConversationSettings(follow_up_minutes=5, answers_days=0.5, feedback_days=7, restart_seconds=0)
    said = render_privacy(settings, Language.ENGLISH).plain.splitlines()
    assert [line.rpartition(": ")[2] for line in said[1:6]] == [
        "5 minutes",
        "0.5 days",
        "7 days",
        "0 seconds",
        "2 days",
    ]


def test_no_name_is_kept(scene: Scene) -> None:
    user = scene.server.user("欧阳子虚", username="ouyang_zixu", language_code="zh-hans")
    busy(scene.server.private_chat(user), user, "GDP")
    group = scene.server.group("乌有先生的群")
    busy(group, user, f"@{scene.server.username} GDP")
    kept = scene.files()
    assert b"GDP" in kept
    assert not any(name.encode() in kept for name in ("欧阳子虚", "ouyang_zixu", "乌有先生"))


def test_what_is_looked_up_inline_is_not_kept(scene: Scene) -> None:
    scene.server.user("安").inline("神秘的指标")
    scene.server.settle()
    assert "神秘的指标".encode() not in scene.files()


def test_a_person_is_forgotten_everywhere(scene: Scene) -> None:
    ann, bob = (scene.server.user(name, language_code="en") for name in ("Ann", "Bob"))
    chat, group = scene.server.private_chat(ann), scene.server.group("群")
    chat.press(ann, chat.ask(ann, "/language"), "繁體中文").answer()
    asked = chat.send(ann, "安的秘密")
    chat.press(ann, chat.wait_for_reply(asked), "👎 不對").answer()
    busy(group, ann, f"@{scene.server.username} 群里的秘密")
    busy(group, bob, f"@{scene.server.username} 鲍的问题")
    group.press(ann, group.messages_from_bot()[-1], "👎 不对").answer()
    assert (scene.rows_of(ann.id), scene.rows_of(bob.id)) == (15, 5)

    asks = chat.ask(ann, "/forget")
    assert asks.text.startswith("刪除我存的關於你的一切？")
    assert [button.text for button in asks.buttons] == ["🗑 刪除我的", "不刪"]
    assert chat.press(ann, asks, "🗑 刪除我的").answer().text == ""
    assert chat.versions(asks)[-1].text == "All I kept about you is deleted."
    assert (scene.rows_of(ann.id), scene.rows_of(bob.id)) == (0, 5)
    assert not any(secret.encode() in scene.files() for secret in ("安的秘密", "群里的秘密"))
    assert "鲍的问题".encode() in scene.files()
    chat.ask(ann, "那2016年呢")
    assert scene.fake.asked[-1] == ("那2016年呢", None)
    assert scene.server.commands({"type": "chat", "chat_id": chat.id}) == []


def test_nothing_is_deleted_before_it_is_confirmed(scene: Scene) -> None:
    user = scene.server.user("安", language_code="zh-hans")
    chat = scene.server.private_chat(user)
    busy(chat, user, "GDP")
    asks = chat.ask(user, "/forget")
    before = scene.rows_of(user.id)
    chat.press(user, asks, "不删").answer()
    kept = chat.versions(asks)[-1]
    assert (kept.text, kept.buttons, scene.rows_of(user.id)) == ("好的，没有删除。", [], before + 1)
    assert before > 0
    assert chat.press(user, asks, "d:me", forged=True).answer().text == "按钮已经更新，请再点一次。"
    assert scene.rows_of(user.id) == before + 2, "the presses"


def test_in_a_group_everybody_forgets_their_own_and_admins_all(scene: Scene) -> None:
    ann, bob, admin = (scene.server.user(name, language_code="zh-hans") for name in ("安", "鲍", "管"))
    group = scene.server.group("群")
    group.promote(admin)
    for user in (ann, bob):
        busy(group, user, f"@{scene.server.username} 问题")
    busy(scene.server.private_chat(bob), bob, "私下的问题")
    group.send(ann, "/forget")
    asks = group.wait_for_reply(group.send(ann, f"/forget@{scene.server.username}"))
    assert [button.text for button in asks.buttons] == ["🗑 删除我的", "不删", "🗑 删除全群的（管理员）"]
    assert group.press(bob, asks, "🗑 删除全群的（管理员）").answer().text == "只有管理员可以改这个群的设置。"
    assert group.press(ann, asks, "🗑 删除我的").answer().text == "你的记录都删除了。"
    assert (scene.rows_of(ann.id), scene.rows_of(group.id), scene.rows_of(bob.id)) == (0, 5, 11)
    assert group.press(admin, asks, "🗑 删除全群的（管理员）").answer().text == ""
    assert group.versions(asks)[-1].text == "这个群的记录都删除了。"
    assert (scene.rows_of(group.id), scene.rows_of(bob.id)) == (0, 5)


def test_an_edit_after_forgetting_finds_nothing_to_lean_on(scene: Scene) -> None:
    user = scene.server.user("安", language_code="zh-hans")
    chat = scene.server.private_chat(user)
    asked = chat.send(user, "GDP")
    answer = chat.wait_for_reply(asked)
    chat.press(user, chat.ask(user, "/forget"), "🗑 删除我的").answer()
    chat.edit(user, asked, "2016年呢")
    scene.server.settle()
    assert chat.versions(answer) == [answer]
