"""Groups, choices, inline links and guests with the whole program: its own process, its own model and index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.programs import ANSWER, QUESTION, TITLE, Home, RunningBot
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INVESTMENT = "固定资产投资增长13%"


@pytest.fixture(scope="module")
def server(new_home: Callable[[], Home]) -> Iterator[LoopbackServer]:
    with LoopbackServer(guest_mode=True) as running, RunningBot(running, new_home()) as bot:
        bot.wait_for("The documents are open")
        yield running
        assert running.refusals == []
        assert running.flood_violations == []


def test_a_crowd_of_two_hundred_asks_four_hundred_questions(server: LoopbackServer) -> None:
    group = server.group("大群")
    people = [server.user(f"用户{number}", language_code="zh-hans") for number in range(200)]
    asked = [group.send(one, f"/ask {QUESTION}") for _ in range(2) for one in people]
    other = server.user("别人", language_code="zh-hans")
    assert server.private_chat(other).ask(other, QUESTION).marked("bold")[0] == ANSWER
    group.wait_for_messages(19)
    server.settle(quiet=1.0)
    said = group.messages_from_bot()
    answers = [one for one in said if one.marked("bold")]
    assert {one.marked("bold")[0] for one in answers} == {ANSWER}
    assert sorted(one.reply_to or 0 for one in answers) == [one.message_id for one in asked[:18]]
    # What began as a notice that it takes a moment quotes nothing.
    assert {one.quote for one in answers} - {None} == {QUESTION}
    assert [one.text for one in said if one not in answers] == [
        "这个群问得太快了，我一分钟最多答18个问题，请过一分钟再问。"
    ]


def test_an_edited_question(server: LoopbackServer) -> None:
    user = server.user("小明", language_code="zh-hans")
    group = server.group("群")
    asked = group.send(user, f"@{server.username} {QUESTION}")
    answer = group.wait_for_reply(asked)
    group.edit(user, asked, f"@{server.username} 2017年固定资产投资增长目标")
    assert group.wait_for_edit(answer).marked("bold")[0] == INVESTMENT
    assert len(group.messages_from_bot()) == 1


def test_a_quiet_group_in_english(server: LoopbackServer) -> None:
    admin = server.user("管理员", language_code="zh-hans")
    group = server.group("群")
    group.promote(admin)
    settings = group.wait_for_reply(group.send(admin, f"/settings@{server.username}"))
    group.press(admin, settings, "English").answer()
    group.press(admin, group.versions(settings)[-1], "Quiet mode").answer()
    assert "Quiet mode: on" in group.versions(settings)[-1].text
    group.send(admin, "/ask 2018年GDP增长目标是多少")
    answer = group.wait_for_reply(group.send(admin, f"/ask {QUESTION}"))
    assert answer.text.startswith(f"{ANSWER}\nGDP · 2017 target · Panjin\n")
    server.settle()
    assert len(group.messages_from_bot()) == 2


def test_a_card_chosen_inline_leads_to_its_paragraph(server: LoopbackServer) -> None:
    user, reader = (server.user(name, language_code="zh-hans") for name in ("小明", "小红"))
    shown = user.inline("2017 GDP目标")
    assert shown.results[0].title == ANSWER
    assert TITLE in shown.results[0].description
    elsewhere = server.group("别处")
    posted = user.choose(shown.results[0], elsewhere)
    (link,) = posted.links
    reader.open_link(link)
    page = server.private_chat(reader).wait_for_message()
    assert ANSWER in page.marked("bold")
    assert TITLE in page.text


def test_a_guest(server: LoopbackServer) -> None:
    answer = (
        server.user("小明", language_code="zh-hans").call_guest(f"@{server.username} {QUESTION}").answer()
    )
    assert answer.marked("bold")[0] == ANSWER
    assert TITLE in answer.text


def test_an_example_of_the_greeting_is_answered(server: LoopbackServer) -> None:
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    hello = chat.ask(user, "/start")
    assert len(hello.buttons) == 3
    for button in hello.buttons:
        chat.press(user, hello, button.text).answer()
    answers = chat.wait_for_messages(3, after=hello)
    assert all(answer.marked("bold") for answer in answers)
