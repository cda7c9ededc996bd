"""The bot as a guest, over real HTTP: mentioned in chats it never joined."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.config import GroupSettings
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import LoopbackServer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with LoopbackServer(guest_mode=True) as running:
        yield running


def test_a_guest_answers_once_with_the_cited_words(server: LoopbackServer) -> None:
    user = server.user("安", language_code="zh-hans")
    with running_bot(server, FakeAnswering):
        server.wait_for_call("setMyShortDescription", 2)
        answer = user.call_guest(f"@{server.username} 2017年GDP目标").answer()
        assert answer.marked("bold") == [GOAL, GOAL]
        hint = user.call_guest(f"@{server.username}").answer()
        assert hint.text == "还没看到问题。例如可以问：2017年GDP增长目标是多少"
        server.settle()
    assert len(server.calls_of("answerGuestQuery")) == 2
    assert server.calls_of("sendMessage") == []
    assert server.refusals == []


def test_a_guest_keeps_to_the_quota_of_the_chat(server: LoopbackServer) -> None:
    user = server.user("Ann", language_code="en")
    elsewhere = server.group("Elsewhere")
    with running_bot(server, FakeAnswering, GroupSettings(questions_per_person=1)):
        server.wait_for_call("setMyShortDescription", 2)
        calls = [user.call_guest(f"@{server.username} 2017年GDP目标", elsewhere) for _ in range(3)]
        assert calls[0].answer().marked("bold")[0] == GOAL
        assert calls[1].answer().text.startswith("In a group my limit is 1 a minute")
        server.settle()
        assert not calls[2].answered


def test_a_server_without_guest_mode_is_not_asked_for_it(own_server: LoopbackServer) -> None:
    with running_bot(own_server, FakeAnswering):
        (poll, *_) = own_server.wait_for_call("deleteWebhook")
        own_server.user("安").inline("")
    assert poll.status == 200
    kinds = {kind for call in own_server.calls_of("getUpdates") for kind in call.params["allowed_updates"]}
    assert kinds >= {"message", "edited_message", "inline_query"}
    assert "guest_message" not in kinds
