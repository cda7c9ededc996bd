"""/language and /settings over real HTTP: who may choose, what holds afterwards, what a restart keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.types import Answer
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering, answered, citation, not_found, question
from tests.loopback import LoopbackServer

UNSURE = replace(answered(), confidence=0.2)
ANSWERS: dict[str, Answer | Exception] = {
    "2018年GDP": not_found(None, citation(), asked=question("2018年GDP")),
    "说不准": UNSURE,
}


def test_a_language_chosen_in_private_is_spoken_and_kept(own_server: LoopbackServer, tmp_path: Path) -> None:
    database = tmp_path / "yinju.sqlite"
    user = own_server.user("Ann", language_code="en")
    chat = own_server.private_chat(user)
    with running_bot(own_server, FakeAnswering, database=database):
        offer = chat.ask(user, "/language")
        assert offer.text.startswith("Which language shall I speak?")
        assert [button.text for button in offer.buttons] == ["✓ Automatic", "简体中文", "繁體中文", "English"]
        chat.press(user, offer, "繁體中文").answer()
        assert chat.versions(offer)[-1].text == "好的，以後用繁體中文。"
        scope = {"type": "chat", "chat_id": chat.id}
        assert own_server.commands(scope)[0] == {"command": "ask", "description": "問一個問題"}
    with running_bot(own_server, FakeAnswering, database=database):
        assert chat.ask(user, "/help").text.startswith("💬 直接傳問題")
        again = chat.ask(user, "/settings")
        assert again.buttons[2].text == "✓ 繁體中文"
        chat.press(user, again, "自動").answer()
        assert chat.versions(again)[-1].text == "Fine, I will speak English."
        assert own_server.commands(scope) == []


def test_who_reads_traditional_characters_gets_a_menu_in_them(own_server: LoopbackServer) -> None:
    user = own_server.user("陳", language_code="zh-hant")
    chat = own_server.private_chat(user)
    with running_bot(own_server, FakeAnswering):
        chat.ask(user, "/start")
        own_server.settle()
    assert own_server.commands({"type": "chat", "chat_id": chat.id})[3]["description"] == "怎麼用"


def test_admins_set_a_group_and_others_do_not(own_server: LoopbackServer) -> None:
    admin, member = (own_server.user(name, language_code="zh-hans") for name in ("管理员", "成员"))
    group = own_server.group("群")
    group.promote(admin)
    with running_bot(own_server, FakeAnswering):
        settings = group.wait_for_reply(group.send(admin, "/settings"))
        assert settings.text.splitlines()[0] == "⚙️ 这个群的设置，管理员可以改"
        refused = group.press(member, settings, "English").answer()
        assert refused.text == "只有管理员可以改这个群的设置。"
        group.press(admin, settings, "English").answer()
        changed = group.versions(settings)[-1]
        assert changed.text.splitlines()[2:5] == ["Language: English", "Documents: all", "Quiet mode: off"]
        asked = group.send(member, "/ask 2017年GDP目标")
        assert group.wait_for_reply(asked).text.startswith(f"{GOAL}\n2017 target")
        group.press(admin, changed, "Done").answer()
        closed = group.versions(settings)[-1]
        assert (closed.text.splitlines()[0], closed.buttons) == ("⚙️ The settings are kept.", [])
        said = group.wait_for_reply(group.send(member, "/settings@yinju_test_bot"))
        assert said.text == "Only admins can change the settings of this group."
        group.send(member, "/settings")
        own_server.settle()
        assert len(group.messages_from_bot()) == 3


def test_anonymous_admins_may_and_channels_may_not(own_server: LoopbackServer) -> None:
    group = own_server.group("群")
    channel = own_server.channel("频道")
    with running_bot(own_server, FakeAnswering):
        assert group.wait_for_reply(group.send_anonymously("/settings")).buttons != []
        own_server.settle()
        group.send_as_channel(channel, "/settings")
        own_server.settle()
    assert len(group.messages_from_bot()) == 1


def test_a_quiet_group_hears_only_confident_answers(own_server: LoopbackServer, tmp_path: Path) -> None:
    database = tmp_path / "yinju.sqlite"
    admin = own_server.user("管理员", language_code="zh-hans")
    group = own_server.group("群")
    group.promote(admin, "creator")
    with running_bot(own_server, lambda: FakeAnswering(ANSWERS), database=database):
        assert group.wait_for_reply(group.send(admin, "/ask 2018年GDP")).marked("bold") == []
        settings = group.wait_for_reply(group.send(admin, "/settings"))
        group.press(admin, settings, "安静模式：关").answer()
        assert group.versions(settings)[-1].button("安静模式").text == "🔕 安静模式：开"
    with running_bot(own_server, lambda: FakeAnswering(ANSWERS), database=database):
        for text in ("/ask 2018年GDP", "/ask 说不准"):
            group.send(admin, text)
        own_server.settle()
        asked = group.send(admin, "/ask 2017年GDP目标")
        assert group.wait_for_reply(asked).marked("bold")[0] == GOAL
        own_server.settle()
    assert len(group.messages_from_bot()) == 3


def test_settings_move_along_to_a_supergroup(own_server: LoopbackServer) -> None:
    admin = own_server.user("管理员", language_code="zh-hans")
    group = own_server.group("老群", basic=True)
    group.promote(admin)
    with running_bot(own_server, FakeAnswering):
        settings = group.wait_for_reply(group.send(admin, "/settings"))
        group.press(admin, settings, "English").answer()
        upgraded = group.upgrade(admin)
        asked = upgraded.send(admin, "/ask 2017年GDP目标")
        assert upgraded.wait_for_reply(asked).text.splitlines()[1].startswith("2017 target")


@pytest.mark.parametrize("data", ["g:l:zh-hans", "g:l:klingon", "g:", "l:en", "g:q:1"])
def test_made_up_presses_change_nothing(own_server: LoopbackServer, data: str) -> None:
    admin = own_server.user("管理员", language_code="zh-hans")
    group = own_server.group("群")
    group.promote(admin)
    with running_bot(own_server, FakeAnswering):
        answer = group.wait_for_reply(group.send(admin, "/ask 2017年GDP目标"))
        pressed = group.press(admin, answer, data, forged=True).answer()
        assert pressed.text == "按钮已经更新，请再点一次。"
        settings = group.wait_for_reply(group.send(admin, "/settings"))
    assert settings.text.splitlines()[2:5] == ["语言：自动", "文件：全部", "安静模式：关"]
