"""/sources and /use over real HTTP: who may choose, what is then searched, what answers say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from retrieval.types import Answer, Document, DocumentId, Missing
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import REPORT, FakeAnswering, not_found, off_topic, question
from tests.loopback import Chat, LoopbackServer, Message, User

PLACES = ("鞍山市", "大连市", "盘锦市", "沈阳市")
LIBRARY = tuple(
    replace(
        REPORT,
        id=DocumentId(f"{number:016x}"),
        file=f"{place}-{year}.txt",
        title=f"{place}{year}年政府工作报告",
        place=place,
        year=year,
    )
    for number, (place, year) in enumerate([(place, year) for place in PLACES for year in (2015, 2016, 2017)])
)
ANSWERS: dict[str, Answer | Exception] = {
    "没有": not_found(Missing.EVIDENCE, asked=question("没有")),
    "你好": off_topic(Missing.SMALL_TALK),
}
PANJIN = ["盘锦市2017年政府工作报告", "盘锦市2016年政府工作报告", "盘锦市2015年政府工作报告"]
REFUSED = "只有管理员可以改这个群的设置。"


@dataclass
class Scene:
    server: LoopbackServer
    fake: FakeAnswering
    user: User
    chat: Chat

    def searched(self) -> list[str]:
        """The titles of the documents that the last question was asked of."""
        return sorted(each.title for each in self.fake.library if each.id in self.fake.searched[-1])


@pytest.fixture
def scene(own_server: LoopbackServer) -> Iterator[Scene]:
    fake = FakeAnswering(ANSWERS, library=LIBRARY)
    user = own_server.user("安", language_code="zh-hans")
    with running_bot(own_server, lambda: fake):
        yield Scene(own_server, fake, user, own_server.private_chat(user))
        own_server.settle()
    assert own_server.refusals == []


def rows(message: Message) -> list[list[str]]:
    return [[one["text"] for one in row] for row in (message.markup or {}).get("inline_keyboard", [])]


def pressed(chat: Chat, user: User, message: Message, button: str) -> Message:
    assert chat.press(user, message, button).answer().text == ""
    return chat.versions(message)[-1]


def test_the_list_by_pages_and_by_name(scene: Scene) -> None:
    listed = scene.chat.ask(scene.user, "/sources")
    assert listed.text.startswith("📚 共12份文件 · 1/3\n1. 大连市2017年政府工作报告\n")
    assert listed.text.endswith("\n只查其中几份：/use")
    second = pressed(scene.chat, scene.user, listed, "›")
    assert second.text.startswith("📚 共12份文件 · 2/3\n6. ")
    assert rows(second) == [["‹", "›"]]
    assert pressed(scene.chat, scene.user, second, "‹").text == listed.text
    by_name = scene.chat.ask(scene.user, "/sources 盤錦")
    assert by_name.text.splitlines()[1:4] == [f"{at}. {title}" for at, title in enumerate(PANJIN, 1)]
    assert scene.chat.ask(scene.user, "/sources <b>火星").text == (
        "没有名字里有“<b>火星”的文件。发 /sources 看全部。"
    )


def test_pages_of_a_search_stay_in_the_search(scene: Scene) -> None:
    listed = scene.chat.ask(scene.user, "/sources 年政府")
    assert listed.text.startswith("📚 名字里有“年政府”的文件：12份 · 1/3")
    assert pressed(scene.chat, scene.user, listed, "›").text.startswith(
        "📚 名字里有“年政府”的文件：12份 · 2/3"
    )


def test_use_by_name_narrows_the_chat_until_all_are_used_again(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    assert "📑" not in chat.ask(user, "GDP").text
    assert scene.searched() == []
    assert chat.ask(user, "/use 盘锦 2016").text == "只查：盘锦市2016年政府工作报告"
    answer = chat.ask(user, "GDP")
    assert scene.searched() == ["盘锦市2016年政府工作报告"]
    assert answer.text.splitlines()[-1] == "📑 只查了盘锦市2016年政府工作报告（/use 可改）"
    assert chat.ask(user, "没有").text.endswith("\n📑 只查了盘锦市2016年政府工作报告（/use 可改）")
    assert "📑" not in chat.ask(user, "你好").text
    listed = chat.ask(user, "/sources 盘锦")
    assert listed.text.splitlines()[2] == "2. 盘锦市2016年政府工作报告 ✓"
    for word in ("全部", "ALL"):
        assert chat.ask(user, f"/use {word}").text == "现在查全部文件。"
    assert "📑" not in chat.ask(user, "GDP").text
    assert scene.searched() == []


def test_use_with_buttons(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    choice = chat.ask(user, "/use")
    assert choice.text == "📚 共12份文件 · 1/3\n现在查全部文件。\n点一下选上，再点一下去掉："
    assert (len(choice.buttons), rows(choice)[-2:]) == (8, [["›"], ["查全部", "完成"]])
    choice = pressed(chat, user, choice, "☐ 大连市2016年政府工作报告")
    assert rows(choice)[1] == ["☑ 大连市2016年政府工作报告"]
    choice = pressed(chat, user, pressed(chat, user, choice, "›"), "☐ 鞍山市2017年政府工作报告")
    assert choice.text.splitlines()[:2] == [
        "📚 共12份文件 · 2/3",
        "只查：大连市2016年政府工作报告、鞍山市2017年政府工作报告",
    ]
    choice = pressed(chat, user, choice, "☑ 鞍山市2017年政府工作报告")
    done = pressed(chat, user, choice, "完成")
    assert (done.text, rows(done)) == ("只查：大连市2016年政府工作报告", [])
    chat.ask(user, "GDP")
    assert scene.searched() == ["大连市2016年政府工作报告"]
    some = chat.ask(user, "/use 盘锦")
    assert rows(some) == [[f"☐ {title}"] for title in PANJIN] + [["选这3份", "查全部", "完成"]]
    assert pressed(chat, user, some, "选这3份").text == f"只查：{'、'.join(PANJIN)}"
    chat.ask(user, "GDP")
    assert scene.searched() == sorted(PANJIN)
    assert pressed(chat, user, chat.ask(user, "/use"), "查全部").text == "现在查全部文件。"
    assert chat.ask(user, "/use 火星").text == "没有名字里有“火星”的文件。发 /sources 看全部。"


def test_only_admins_choose_in_a_group_and_only_for_it(scene: Scene) -> None:
    group, member = scene.server.group("群"), scene.server.user("成员", language_code="zh-hans")
    group.promote(scene.user)
    group.send(member, "/use 盘锦 2016")
    assert group.wait_for_reply(group.send(member, f"/use@{scene.server.username} 盘锦")).text == REFUSED
    choice = group.wait_for_reply(group.send(scene.user, "/use 盘锦"))
    for button in ("☐ 盘锦市2016年政府工作报告", "选这3份", "查全部", "完成"):
        assert group.press(member, choice, button).answer().text == REFUSED
    choice = pressed(group, scene.user, choice, "☐ 盘锦市2016年政府工作报告")
    asked = group.send(member, "/ask GDP")
    assert "📑 只查了盘锦市2016年政府工作报告" in group.wait_for_reply(asked).text
    assert scene.searched() == ["盘锦市2016年政府工作报告"]
    scene.chat.ask(scene.user, "GDP")
    assert scene.searched() == []
    listed = group.wait_for_reply(group.send(member, "/sources 盘锦"))
    assert listed.text.splitlines()[2].endswith(" ✓")
    anonymous = group.wait_for_reply(group.send_anonymously("/use 全部"))
    assert anonymous.text == "现在查全部文件。"
    assert len(group.messages_from_bot()) == 5, "a member's /use without the bot's name is let be"


def test_the_settings_of_a_group_lead_to_its_documents(scene: Scene) -> None:
    group = scene.server.group("群")
    group.promote(scene.user)
    settings = group.wait_for_reply(group.send(scene.user, "/settings"))
    choice = pressed(group, scene.user, settings, "📚 查哪些文件")
    assert choice.text.startswith("📚 共12份文件 · 1/3")
    member = scene.server.user("成员", language_code="zh-hans")
    assert group.press(member, choice, "查全部").answer().text == REFUSED


def test_data_made_up_or_of_another_message_changes_nothing(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    choice, listed = chat.ask(user, "/use 盘锦"), chat.ask(user, "/sources 盘锦")
    for data in (
        "u:t:0000000000000000:0",
        "u:t:junk:0",
        "u:t::",
        "u:p:x",
        "u:",
        "u:z",
        "s:1",
        "s:-1",
        "s:９",
    ):
        for message in (choice, listed):
            assert chat.press(user, message, data, forged=True).answer().text == "按钮已经更新，请再点一次。"
    chat.ask(user, "GDP")
    assert scene.searched() == []


def test_no_more_than_a_hundred(own_server: LoopbackServer) -> None:
    many = tuple(
        replace(REPORT, id=DocumentId(f"{number:016x}"), title=f"第{number:03}号文件")
        for number in range(109)
    )
    user = own_server.user("安", language_code="zh-hans")
    chat = own_server.private_chat(user)
    with running_bot(own_server, lambda: FakeAnswering(library=many)):
        choice = pressed(chat, user, chat.ask(user, "/use 第0"), "选这100份")
        assert choice.text == "只查：第000号文件、第001号文件、第002号文件等100份文件"
        more = chat.ask(user, "/use 第10")
        assert chat.press(user, more, "☐ 第100号文件").answer().text == "最多选100份。"


def test_the_choice_survives_a_restart_and_documents_that_go(
    own_server: LoopbackServer, tmp_path: Path
) -> None:
    user = own_server.user("安", language_code="zh-hans")
    chat = own_server.private_chat(user)
    kept = tmp_path / "yinju.sqlite"
    with running_bot(own_server, lambda: FakeAnswering(library=LIBRARY), database=kept):
        choice = chat.ask(user, "/use 盘锦")
        pressed(chat, user, choice, "选这3份")

    def asked(*there: Document) -> tuple[str, int]:
        fake = FakeAnswering(library=there)
        with running_bot(own_server, lambda: fake, database=kept):
            return chat.ask(user, "GDP").text.splitlines()[-1], len(fake.searched[-1])

    assert asked(*LIBRARY) == ("📑 只查了盘锦市2017年政府工作报告等3份文件（/use 可改）", 3)
    assert asked(*LIBRARY[:7]) == ("📑 只查了盘锦市2015年政府工作报告（/use 可改）", 1)
    assert asked(*LIBRARY[:6]) == ("📑 选过的文件都不在了，这次查的是全部文件（/use 可改）", 0)
